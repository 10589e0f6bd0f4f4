"""Our own test set: short texts in the manner of news, each for one phenomenon, many with a negative twin.

It is the ruler for what no public corpus measures: status, actors, injuries, dates, attribution, and
texts from which nothing may reach the map. The texts were written for this project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from geoevents.evaluation.fields import fold, is_mere_word, misses
from geoevents.evaluation.own_texts import Extract, own_texts
from geoevents.model import Document, Event
from geoevents.ontology import MAPPED_STATUSES

# One phenomenon a text; texts written before looking at any output (twice); reports of several incidents.
FILES = ("phenomena.jsonl", "blind.jsonl", "blind2.jsonl", "reports.jsonl")
BLIND_FILES = ("blind3.jsonl",)  # half of it was never looked at, see is_unseen
# Ordinary news of 2011 to 2026, written in rounds, half of it without an event: every field asked for must be true.
NEWS_FILES = ("news.jsonl",)  # the even ones of each round were only counted, see is_unseen
# Texts that ask for every field: in other styles, and on sides, dates and counts. The even ones were never looked at.
FIELD_FILES = ("blind_fields.jsonl", "blind_fields2.jsonl")


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """One text with what must, and what must not, come out of it."""

    id: str
    phenomenon: str
    text: str
    published: date
    events: tuple[Mapping[str, Any], ...]  # the events that must be on the map, by the fields named
    twin: bool  # the negative (or positive) twin of the text before it
    others_allowed: bool = False  # further events are no mistake
    never_placed_at: tuple[str, ...] = ()
    unmapped_status: str | None = None  # this status must be found among what stays off the map


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text: ``problems`` is empty when it passed."""

    case: Phenomenon
    problems: tuple[str, ...]
    fields_asked: tuple[str, ...]
    fields_wrong: tuple[str, ...]


def load_phenomena(files: Sequence[str] = FILES) -> list[Phenomenon]:
    """All texts of these files of ours, in that order."""
    return [Phenomenon(**row) for row in own_texts(*files)]


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


def _brief(wanted: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in wanted.items() if key != "status")
