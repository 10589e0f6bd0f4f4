"""A few invented reports and their events, for tests of pages, layers and the browser."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from geoevents.model import Actor, Candidate, Count, Document, Event, Location, Place, TextSpan, event_id_for
from geoevents.ontology import TYPE_OF, DatePrecision, WherePrecision
from geoevents.store.base import ExtractedDocument

HOSTILE = '${alert(1)}</script><img src=x onerror="window.hacked=1">`{{7*7}}`\\'


def span(text: str, words: str) -> TextSpan:
    """The first place of ``words`` in ``text``."""
    start = text.index(words)
    return TextSpan(start, start + len(words), words)


def make_event(
    document: Document,
    trigger: str,
    sub: str,
    *,
    place: tuple[str, float, float, int, str] | None = None,
    where: tuple[float, ...] = (),
    sides: tuple[str | None, str | None] = (None, None),
    dead: int | None = None,
    day: date | None = None,
    status: str = "actual",
    ordinal: int = 0,
) -> Event:
    """An event of ``document``; ``place`` is name, lat, lon, where_prec and country."""
    text = document.text
    found = span(text, trigger)
    sentence = next(m for m in re.finditer(r"[^.]+\.", text) if m.start() <= found.start < m.end())
    location = None
    if place:
        name, lat, lon, precision, country = place
        mentions = ((text.index(name), text.index(name) + len(name)),) if name in text else ()
        radius = {1: 3.0, 2: 15.0, 3: 25.0, 4: 80.0, 5: 120.0, 6: 400.0, 7: 50.0}[precision]
        other = Place("test:2", f"Old {name}", lat + 1, lon + 1, country, "PPL", admin1="Elsewhere")
        location = Location(
            name,
            lat,
            lon,
            radius,
            WherePrecision(precision),
            place_id=f"test:{name}",
            country=country,
            admin1=None if precision == 6 else "Northern Province",
            mentions=mentions,
            candidates=(Candidate(other, 0.2, ("same name, far from the other places",)),),
        )

    def actor(words: str | None, kind: int) -> Actor | None:
        if words is None:
            return None
        at = text.index(words)
        return Actor(words, None, kind, None, ((at, at + len(words)),))

    return Event(
        event_id=event_id_for(document.document_id, sentence.start(), ordinal),
        document_id=document.document_id,
        event_type=TYPE_OF[sub],
        sub_event_type=sub,
        status=status,
        confidence=0.8,
        trigger=found,
        evidence=(TextSpan(sentence.start(), sentence.end(), sentence.group()),),
        date_start=day or document.published,
        date_end=day or document.published,
        date_precision=DatePrecision.DAY,
        location=location,
        actor1=actor(sides[0], 2),
        actor2=actor(sides[1], 1),
        fatalities=None if dead is None else Count.exactly(dead),
        title=document.title,
        source=document.source,
        url=document.url,
        published=document.published,
        extractor="test",
    )


def report(text: str, day: str, **more: Any) -> Document:
    """An invented report."""
    return Document(text, published=date.fromisoformat(day), source="Test Wire", **more)


def sample() -> list[ExtractedDocument]:
    """Seven reports: points, one stack, an area, a country, one without a place, one not actual, one hostile."""
    clash = report(
        "Rebels attacked an army post in Saraqib on Tuesday and killed four soldiers. "
        "Gunners shelled a school in Saraqib hours later.",
        "2020-02-12",
        title="Fighting near the highway",
        url="https://example.org/saraqib",
    )
    protest = report("Students marched through Khartoum against the price of bread.", "2019-04-08")
    region = report("Raiders burned two farms somewhere in Idlib province, officials in Turkey said.", "2020-02-20")
    country = report("The army arrested dozens of traders across Syria this week.", "2020-03-02")
    nowhere = report("Gunmen abducted three teachers at an unnamed village.", "2020-02-15")
    planned = report("The union plans to march in Nairobi next month.", "2021-06-01")
    hostile = Document(
        f"A crowd led by {HOSTILE} attacked a shop in Qam{HOSTILE}.",
        title=f"News {HOSTILE}",
        published=date(2020, 2, 18),
        source=HOSTILE,
        url="javascript:alert(1)",
    )
    saraqib = ("Saraqib", 35.8644, 36.8058, 1, "SY")
    return [
        ExtractedDocument(
            clash,
            [
                make_event(
                    clash,
                    "attacked",
                    "Armed clash",
                    place=saraqib,
                    sides=("Rebels", "soldiers"),
                    dead=4,
                    day=date(2020, 2, 11),
                ),
                make_event(clash, "shelled", "Shelling/artillery/missile attack", place=saraqib),
            ],
        ),
        ExtractedDocument(
            protest,
            [
                make_event(
                    protest,
                    "marched",
                    "Peaceful protest",
                    place=("Khartoum", 15.5518, 32.5324, 2, "SD"),
                    sides=("Students", None),
                    dead=0,
                ),
            ],
        ),
        ExtractedDocument(
            region,
            [
                make_event(
                    region,
                    "burned",
                    "Looting/property destruction",
                    place=("Idlib province", 35.83, 36.66, 4, "SY"),
                    sides=("Raiders", None),
                ),
            ],
        ),
        ExtractedDocument(
            country,
            [
                make_event(
                    country, "arrested", "Arrests", place=("Syria", 35.0, 38.0, 6, "SY"), sides=("The army", "traders")
                ),
            ],
        ),
        ExtractedDocument(
            nowhere,
            [
                make_event(nowhere, "abducted", "Abduction/forced disappearance", sides=("Gunmen", "teachers")),
            ],
        ),
        ExtractedDocument(
            planned,
            [
                make_event(
                    planned, "march", "Peaceful protest", place=("Nairobi", -1.2833, 36.8167, 1, "KE"), status="planned"
                ),
            ],
        ),
        ExtractedDocument(hostile, [_hostile_event(hostile)]),
    ]


def _hostile_event(document: Document) -> Event:
    event = make_event(document, "attacked", "Mob violence", sides=(HOSTILE, None), dead=1)
    sentence = TextSpan(0, len(document.text), document.text)
    location = Location(
        "Qam" + HOSTILE,
        37.05,
        41.22,
        15.0,
        WherePrecision.NEAR,
        relation=HOSTILE,
        place_id=HOSTILE,
        country="SY",
        admin1=HOSTILE,
        candidates=(Candidate(Place(HOSTILE, HOSTILE, 1, 1, "SY", "PPL"), 0.5, (HOSTILE,)),),
    )
    from dataclasses import replace

    return replace(event, evidence=(sentence,), location=location, attribution=HOSTILE, weapons=(HOSTILE,))
