"""Texts as long as shelves of books: read portion by portion, at a cost that grows with their length and no faster."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from types import FrameType

import pytest

from geoevents import pipeline as module
from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Document, Place
from geoevents.pipeline import Pipeline
from geoevents.text.language import PlainLanguage
from tests.extract.reading import language

TOWNS = ("Homs", "Idlib", "Kharkiv", "Bamako", "Juba")
PLACES = [
    Place(f"p:{name}", name, 3.0 + 9 * at, 8.0 + 9 * at, "XK", "PPLA", population=300_000)
    for at, name in enumerate(TOWNS)
]
PUBLISHED = date(2020, 2, 13)


def text_of(reports: int, *, between: str = " ") -> str:
    """So many attacks, each in another place and on another day than its neighbours."""
    day = date(2019, 1, 1)
    told = [
        f"Gunmen shelled {TOWNS[n % 5]} on {day + timedelta(days=3 * n):%-d %B %Y}, killing {3 + n % 7} soldiers."
        for n in range(reports)
    ]
    return between.join(told)


def plain() -> Pipeline:
    return Pipeline(MemoryGazetteer(PLACES), PlainLanguage())


def told_by(events, text):
    return [(e.event_id, e.date_start, e.location.name, text[slice(*e.location.mentions[0])]) for e in events]


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_text_read_in_portions_tells_what_it_tells_at_once(monkeypatch, between):
    text = text_of(24, between=between)
    reader = Pipeline(MemoryGazetteer(PLACES), language())
    document = Document(text=text, published=PUBLISHED)
    whole = told_by(reader.extract(document), text)
    monkeypatch.setattr(module, "_PORTION", 400)
    parts = reader.extract(document)
    assert told_by(parts, text) == whole
    assert len(whole) == 24
    assert {e.document_id for e in parts} == {document.document_id}
    assert [text[e.trigger.start : e.trigger.end] for e in parts] == [e.trigger.text for e in parts]
    assert [e.event_id for e in reader.explain(document).events] == [e.event_id for e in parts]


def test_reports_around_a_long_one_keep_their_own_events(monkeypatch):
    monkeypatch.setattr(module, "_PORTION", 400)
    long, short = Document(text=text_of(24)), Document(text="Rebels shelled Juba on 3 May 2019.")
    found = list(plain().extract_many([(short, None), (long, None), (short, [(7, 14)]), (short, None)]))
    assert [len(events) for events in found] == [1, 24, 1, 1]


def test_one_sentence_longer_than_a_portion_is_read(monkeypatch):
    monkeypatch.setattr(module, "_PORTION", 10)
    (event,) = plain().extract(Document(text="Rebels shelled Juba on 3 May 2019."))
    assert event.location is not None


def test_no_more_than_a_portion_is_held_as_words(monkeypatch):
    monkeypatch.setattr(module, "_PORTION", 500)
    sizes = []
    places = Pipeline._places_of
    monkeypatch.setattr(Pipeline, "_places_of", lambda *a: sizes.append(a[2][-1].end - a[2][0].start) or places(*a))
    text = text_of(40)
    assert plain().extract(Document(text=text))
    assert max(sizes) <= 500 and sum(sizes) > len(text) * 0.95


def calls(text: str) -> int:
    """Functions that are called in reading a text: work counted, not timed."""
    count, reader = 0, plain()

    def count_call(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    reader.extract(Document(text=text, published=PUBLISHED))  # what is remembered of words is remembered of all texts
    sys.setprofile(count_call)
    try:
        reader.extract(Document(text=text, published=PUBLISHED))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("stops", [True, False])
def test_four_times_the_text_on_one_line_is_four_times_the_work(monkeypatch, stops):
    monkeypatch.setattr(module, "_PORTION", 700)
    short, long = (text_of(n) if stops else text_of(n).replace(".", " and") for n in (16, 64))
    assert len(short) > 900 and "\n" not in long
    assert calls(long) < 4.4 * calls(short)
