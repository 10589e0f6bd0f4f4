"""Whole news articles with what a careful coder would put on the map: the ruler for what users feed.

Each article has eight to twelve paragraphs: several incidents, background, totals, speakers elsewhere, courts.
The texts were written for this project. Those marked unseen were only ever counted, never looked at for mending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geoevents.evaluation.fields import fold, is_mere_word, misses
from geoevents.evaluation.own_texts import Extract, own_texts
from geoevents.model import Document, Event
from geoevents.ontology import MAPPED_STATUSES, TYPE_OF

FILE = "articles.jsonl"
FIELDS = ("sub_event_type", "place", "date", "fatalities", "injuries", "actors")


@dataclass(frozen=True, slots=True)
class Article:
    """One article and the events that it tells."""

    id: str
    genre: str
    title: str
    text: str
    published: date
    unseen: bool
    events: tuple[Mapping[str, Any], ...]  # by the fields named; "optional" ones may be shown or not
    never_placed_at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """One shown event and what was coded for it; ``wanted`` is None where nothing was."""

    event: Event
    wanted: Mapping[str, Any] | None
    wrong: Mapping[str, Any]  # fields of ``wanted`` that the event has otherwise, with what it has


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one article."""

    article: Article
    shown: tuple[Match, ...]
    missed: tuple[Mapping[str, Any], ...]
    false_places: tuple[str, ...]


def load_articles() -> list[Article]:
    """All articles, in the order of the file."""
    return [Article(**row) for row in own_texts(FILE)]


def read(article: Article, events: Sequence[Event]) -> Reading:
    """Hold the events of one article against those coded; each coded event answers one shown event at most."""
    shown = [e for e in events if e.status in MAPPED_STATUSES and not is_mere_word(e)]
    pairs = []
    for i, event in enumerate(shown):
        for j, wanted in enumerate(article.events):
            wrong = _wrong(wanted, event, article.text)
            if _recognisable(wanted, event, wrong):
                pairs.append((len(wrong), "sub_event_type" in wrong, i, j, wrong))
    answers: dict[int, tuple[int, dict[str, Any]]] = {}
    for _, _, i, j, wrong in sorted(pairs, key=lambda pair: pair[:4]):
        if i not in answers and all(j != taken for taken, _ in answers.values()):
            answers[i] = (j, wrong)
    matches = []
    for i, event in enumerate(shown):
        found = answers.get(i)
        matches.append(Match(event, article.events[found[0]] if found else None, found[1] if found else {}))
    taken = {j for j, _ in answers.values()}
    missed = [w for j, w in enumerate(article.events) if j not in taken and not w.get("optional")]
    places = {e.location.name for e in shown if e.location}
    false_places = [n for n in article.never_placed_at if any(fold(n) in fold(place) for place in places)]
    return Reading(article, tuple(matches), tuple(missed), tuple(false_places))


def run(extract: Extract, articles: Iterable[Article]) -> list[Reading]:
    """Extract and compare every article."""
    return [read(a, extract(Document(text=a.text, title=a.title, published=a.published))) for a in articles]


def summary(readings: Sequence[Reading]) -> dict[str, Any]:
    """Shares between 0 and 1: of shown events wholly right and coded at all, of fields right, of coded events found."""
    shown = [match for reading in readings for match in reading.shown]
    coded = [match for match in shown if match.wanted is not None]
    must = sum(not wanted.get("optional") for reading in readings for wanted in reading.article.events)
    found = must - sum(len(reading.missed) for reading in readings)
    fields = {}
    for name in FIELDS:
        asked = [match for match in coded if match.wanted is not None and name in _asked(match.wanted)]
        right = sum(name not in _asked(match.wrong) for match in asked)
        fields[name] = f"{right} of {len(asked)}"
    return {
        "articles": len(readings),
        "shown": len(shown),
        "shown_wholly_right": _share(sum(not match.wrong for match in coded), len(shown)),
        "shown_that_were_coded": _share(len(coded), len(shown)),
        "coded": must,
        "coded_found": _share(found, must),
        "false_places": sum(len(reading.false_places) for reading in readings),
        "fields_right": fields,
    }


def problems(reading: Reading) -> list[str]:
    """What is wrong with the reading of one article, a line each."""
    lines = []
    for match in reading.shown:
        event = match.event
        where = event.location.name if event.location else "no place"
        what = f"{event.sub_event_type} at {where} from {event.trigger.text!r} ({event.trigger.start})"
        if match.wanted is None:
            dead = event.fatalities.best if event.fatalities else None
            lines.append(f"not coded: {what}, {event.date_start}, {dead} dead")
        elif match.wrong:
            told = "; ".join(f"{k}: wanted {match.wanted.get(k)!r}, found {v!r}" for k, v in match.wrong.items())
            lines.append(f"{what}: {told}")
    lines += [f"missed: {'/'.join(w['sub_event_type'])} at {'/'.join(w['place'])}" for w in reading.missed]
    return lines + [f"false place: {name}" for name in reading.false_places]


def _wrong(wanted: Mapping[str, Any], event: Event, text: str) -> dict[str, Any]:
    return misses({name: value for name, value in wanted.items() if name != "optional"}, event, text)


def _recognisable(wanted: Mapping[str, Any], event: Event, wrong: Mapping[str, Any]) -> bool:
    """Whether a shown event can be meant for a coded one: of one event type with its place or day, or with both."""
    types = {TYPE_OF[sub] for sub in wanted["sub_event_type"]}
    alike = event.event_type in types
    placed = "place" not in wrong
    dated = "date_start" in wanted and "date_start" not in wrong
    return placed and (alike or dated) or alike and dated


def _asked(fields: Mapping[str, Any]) -> set[str]:
    """The names of fields, with the two ends of a date as one."""
    return {"date" if name.startswith("date_") else name for name in fields}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
