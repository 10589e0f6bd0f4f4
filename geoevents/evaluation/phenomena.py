"""Our own test set: short texts in the manner of news, each for one phenomenon, many with a negative twin.

It is the ruler for what no public corpus measures: status, actors, injuries, dates, attribution, and
texts from which nothing may reach the map. The texts were written for this project.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from geoevents.model import Count, Document, Event, Location
from geoevents.ontology import MAPPED_STATUSES

# One phenomenon a text; texts written before looking at any output (twice); reports of several incidents.
FILES = ("phenomena.jsonl", "blind.jsonl", "blind2.jsonl", "reports.jsonl")
BLIND_FILES = ("blind3.jsonl",)  # half of it was never looked at, see is_unseen
# Ordinary news of 2011 to 2026, written in rounds, half of it without an event: every field asked for must be true.
NEWS_FILES = ("news.jsonl",)  # the even ones of each round were only counted, see is_unseen
# Texts that ask for every field: in other styles, and on sides, dates and counts. The even ones were never looked at.
FIELD_FILES = ("blind_fields.jsonl", "blind_fields2.jsonl")
Extract = Callable[[Document], Sequence[Event]]


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """One text with what must, and what must not, come out of it."""

    id: str
    phenomenon: str
    text: str
    published: date
    events: tuple[Mapping[str, Any], ...]  # the events that must be on the map, by the fields named
    twin: bool  # the negative (or positive) twin of the text before it
    others_allowed: bool  # further events are no mistake
    never_placed_at: tuple[str, ...]
    unmapped_status: str | None  # this status must be found among what stays off the map


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text: ``problems`` is empty when it passed."""

    case: Phenomenon
    problems: tuple[str, ...]
    fields_asked: tuple[str, ...]
    fields_wrong: tuple[str, ...]


def load_phenomena(files: Sequence[str] = FILES) -> list[Phenomenon]:
    """All texts of these files of ours, in that order."""
    folder = resources.files("geoevents.evaluation").joinpath("data")
    cases = []
    for line in (line for name in files for line in folder.joinpath(name).read_text("utf-8").splitlines()):
        row = json.loads(line)
        cases.append(
            Phenomenon(
                id=row["id"],
                phenomenon=row["phenomenon"],
                text=row["text"],
                published=date.fromisoformat(row["published"]),
                events=tuple(row["events"]),
                twin=row["twin"],
                others_allowed=row.get("others_allowed", False),
                never_placed_at=tuple(row.get("never_placed_at", ())),
                unmapped_status=row.get("unmapped_status"),
            )
        )
    return cases


def is_unseen(case: Phenomenon) -> bool:
    """Whether a text belongs to the halves of the blind files and of the news that nothing was tuned or fitted on."""
    if case.id[0] in "kmnq":
        return int(case.id[1:]) % 2 == 0
    return case.id[0] in "ce" and ((int(case.id[1:]) - 1) // 2) % 2 == 1


def check(case: Phenomenon, events: Sequence[Event]) -> Outcome:
    """Compare the events found in one text with what the text must give."""
    problems: list[str] = []
    asked: list[str] = []
    wrong: list[str] = []
    left = [event for event in events if event.event_type is not None]
    for wanted in case.events:
        allowed = wanted.get("status", ["actual"])
        candidates = [event for event in left if event.status in allowed]
        scored = [(len(misses(wanted, event, case.text)), i) for i, event in enumerate(candidates)]
        asked += wanted
        if not scored:
            wrong += wanted
            problems.append(f"missed: {_brief(wanted)}")
            continue
        best = candidates[min(scored)[1]]
        left.remove(best)
        for name, found in misses(wanted, best, case.text).items():
            wrong.append(name)
            problems.append(f"{name}: wanted {wanted[name]!r}, found {found!r}")
    if not case.others_allowed:
        for event in left:
            if event.status in MAPPED_STATUSES and not is_mere_word(event):
                where = event.location.name if event.location else "no place"
                problems.append(f"false event: {event.sub_event_type} at {where} from {event.trigger.text!r}")
    for name in case.never_placed_at:
        if any(e.location and fold(name) in fold(e.location.name) and e.status in MAPPED_STATUSES for e in events):
            problems.append(f"false place: {name}")
    if case.unmapped_status and all(event.status != case.unmapped_status for event in events):
        problems.append(f"no event with status {case.unmapped_status}")
    return Outcome(case, tuple(problems), tuple(asked), tuple(wrong))


def run(extract: Extract, cases: Iterable[Phenomenon]) -> list[Outcome]:
    """Extract and check every text."""
    return [check(case, extract(Document(text=case.text, published=case.published))) for case in cases]


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Shares of texts passed and left clean, and of fields right, each between 0 and 1."""
    empty = [o for o in outcomes if not o.case.events and not o.case.never_placed_at]
    clean = [o for o in empty if not any(p.startswith("false event") for p in o.problems)]
    per_phenomenon: dict[str, list[bool]] = {}
    for outcome in outcomes:
        per_phenomenon.setdefault(outcome.case.phenomenon, []).append(not outcome.problems)
    names = sorted({name for o in outcomes for name in o.fields_asked})
    fields = {
        name: (sum(o.fields_asked.count(name) for o in outcomes), sum(o.fields_wrong.count(name) for o in outcomes))
        for name in names
    }
    return {
        "texts": len(outcomes),
        "passed": round(sum(not o.problems for o in outcomes) / len(outcomes), 4) if outcomes else None,
        "event_free_texts": len(empty),
        "event_free_left_clean": round(len(clean) / len(empty), 4) if empty else None,
        "fields_right": {name: round(1 - bad / n, 4) for name, (n, bad) in fields.items()},
        "passed_by_phenomenon": {name: f"{sum(passed)} of {len(passed)}" for name, passed in per_phenomenon.items()},
    }


def fold(text: str | None) -> str:
    """Plain lower-case words of a name, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def _brief(wanted: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in wanted.items() if key != "status")


def _any_in(alternatives: Sequence[str], text: str | None) -> bool:
    return any(fold(name) in fold(text) for name in alternatives)


def _bound(count: Count | None, which: str) -> int | None:
    return getattr(count, which) if count else None


def is_mere_word(event: Event) -> bool:
    """Something that was said and is put nowhere: it makes no pin, so it is no false event."""
    return event.sub_event_type in ("Statement", "Threat") and event.location is None


def _names_of(place: Location, text: str) -> str:
    """The place as the event and as the text spell it."""
    return " | ".join([place.name, *(text[start:end] for start, end in place.mentions)])


def misses(wanted: Mapping[str, Any], event: Event, text: str) -> dict[str, Any]:
    """The fields of ``wanted`` that ``event`` has otherwise, with what it has."""
    place, actors = event.location, [a for a in (event.actor1, event.actor2) if a]
    sides = " | ".join(f"{a.name} {a.group or ''}" for a in actors)
    found: dict[str, Any] = {
        "sub_event_type": event.sub_event_type,
        "event_type": event.event_type,
        "status": event.status,
        "place": _names_of(place, text) if place else None,
        "country": place.country if place else None,
        "where_prec": int(place.where_prec) if place else None,
        "relation": place.relation if place else None,
        "date_start": event.date_start.isoformat() if event.date_start else None,
        "date_end": event.date_end.isoformat() if event.date_end else None,
        "date_precision": int(event.date_precision) if event.date_precision else None,
        "fatalities": _bound(event.fatalities, "best"),
        "fatalities_low": _bound(event.fatalities, "low"),
        "fatalities_high": _bound(event.fatalities, "high"),
        "injuries": _bound(event.injuries, "best"),
        "displaced": _bound(event.displaced, "best"),
        "detained": _bound(event.detained, "best"),
        "actors": sides,
        "not_actor": sides,
        "attribution": event.attribution,
        "weapon": list(event.weapons),
        "target": list(event.targets),
        "civilian_targeting": event.civilian_targeting,
    }
    return {name: found[name] for name, value in wanted.items() if not _right(name, value, found[name])}


def _right(name: str, wanted: Any, found: Any) -> bool:
    if wanted == "unknown":
        return found is None
    if name == "place":
        return found is None if wanted is None else found is not None and _any_in(wanted, found)
    if name in ("relation", "attribution"):
        return fold(wanted) in fold(found)
    if name == "not_actor":
        return fold(wanted) not in fold(found)
    if name == "actors":
        return all(_any_in([part] if isinstance(part, str) else part, found) for part in wanted)
    if name in ("weapon", "target"):
        return any(fold(wanted) in fold(value) for value in found)
    if isinstance(wanted, list):
        return found in wanted
    return bool(wanted == found)
