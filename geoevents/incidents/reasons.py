"""Why two events are linked, in sentences a reader can check against the two reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from geoevents.flat import COUNTS
from geoevents.geometry import distance_km
from geoevents.incidents import evidence
from geoevents.incidents.evidence import WEIGHTS
from geoevents.incidents.features import Features
from geoevents.incidents.wording import names_of
from geoevents.store.base import LinkReason

Row = Mapping[str, Any]  # the columns of one event, as features.COLUMNS names them
_LEAST = 0.05  # evidence that weighs less is not told
_SAME_SENTENCE = LinkReason("copy", 1.0, "the same sentence in two copies of one text")
_OTHER_SENTENCE = LinkReason("copy", -1.0, "another sentence of a copy of the same text")
_SAME_DOCUMENT = LinkReason("document", -1.0, "told apart by one and the same report")


class _Point:
    def __init__(self, row: Row) -> None:
        self.lat, self.lon = float(row["lat"]), float(row["lon"])


def _kind(a: Row, b: Row) -> str:
    one, other = a["sub_event_type"], b["sub_event_type"]
    return f"both are called {one}" if one == other else f"{one} and {other} may be one thing"


def _place(a: Row, b: Row) -> str:
    if a["lat"] is None or b["lat"] is None:
        return "one of the two names no place"
    one, other = a["location_name"], b["location_name"]
    if one == other:
        return f"both at {one}"
    return f"{one} and {other}, {distance_km(_Point(a), _Point(b)):.0f} km apart"


def _days(row: Row) -> str:
    first, last = row["date_start"], row["date_end"]
    if first is None:
        return "no day"
    return first.isoformat() if last in (None, first) else f"{first.isoformat()} to {last.isoformat()}"


def _day(a: Row, b: Row) -> str:
    one, other = _days(a), _days(b)
    return f"both on {one}" if one == other else f"{one} and {other}"


def _sides(row: Row) -> str:
    named = [row[f"{side}_group"] or row[f"{side}_name"] for side in ("actor1", "actor2")]
    return " and ".join(name for name in named if name) or "nobody"


def _actors(a: Row, b: Row) -> str:
    groups = [{row[f"{side}_group"] for side in ("actor1", "actor2")} - {None} for row in (a, b)]
    shared = sorted(groups[0] & groups[1])
    return f"both name {' and '.join(shared)}" if shared else f"{_sides(a)} here, {_sides(b)} there"


def _number(row: Row, count: str) -> str:
    low, best, high = (row[f"{count}_{part}"] for part in ("low", "best", "high"))
    return str(best) if low == high else f"{best} ({low} to {high})"


def _told(a: Row, b: Row, count: str, word: str) -> str:
    one, other = _number(a, count), _number(b, count)
    return f"both tell of {one} {word}" if one == other else f"{one} and {other} {word}"


def _deaths(a: Row, b: Row) -> str:
    return _told(a, b, "fatalities", "dead")


def _people(a: Row, b: Row) -> str:
    words = dict(zip(COUNTS, ("dead", "injured", "displaced", "detained"), strict=True))
    found = [_told(a, b, count, words[count]) for count in COUNTS[1:]
             if a[f"{count}_best"] is not None and b[f"{count}_best"] is not None]  # fmt: skip
    return "; ".join(found)


def _means(a: Row, b: Row) -> str:
    said = []
    for column in ("targets", "weapons"):
        one, other = (set((row[column] or "").split("; ")) - {""} for row in (a, b))
        if one & other:
            said.append(f"both name {', '.join(sorted(one & other))}")
        elif one and other:
            said.append(f"{', '.join(sorted(one))} here, {', '.join(sorted(other))} there")
    return "; ".join(said)


def _names(a: Row, b: Row) -> str:
    one, other = names_of(a), names_of(b)
    shared = [word for folded, word in one.items() if folded in other]
    if shared:
        return f"both sentences name {', '.join(shared)}"
    return f"{', '.join(one.values())} here, {', '.join(other.values())} there"


DETAILS: dict[str, Callable[[Row, Row], str]] = {
    "kind": _kind,
    "place": _place,
    "day": _day,
    "actors": _actors,
    "deaths": _deaths,
    "people": _people,
    "means": _means,
    "names": _names,
}


def explain(
    rows: Sequence[tuple[Row, Row]], a: Features, b: Features, copied: Sequence[bool] | evidence.Flags
) -> list[tuple[LinkReason, ...]]:
    """What speaks for and against two events being one incident, the weightiest first, for each pair.

    Parameters
    ----------
    rows : sequence of pairs of mappings, length n
        The two events of each pair, with the columns of ``features.COLUMNS``.
    a, b : Features of length n
        The same events.
    copied : sequence of bool, length n
        Whether their reports are copies of one text.
    """
    scores = {name: (function(a, b).tolist(), weight) for name, (function, weight) in WEIGHTS.items()}
    alike = evidence.alike(a, b).tolist()
    found = []
    for n, (one, other) in enumerate(rows):
        told: list[tuple[float, LinkReason]] = []
        for name, (values, weight) in scores.items():
            if abs(values[n]) >= _LEAST:
                reason = LinkReason(name, round(values[n], 2), DETAILS[name](one, other))
                told.append((weight * abs(values[n]), reason))
        if copied[n]:
            told.append((evidence.COPY, _SAME_SENTENCE if alike[n] else _OTHER_SENTENCE))
        if one["document_id"] == other["document_id"]:
            told.append((-evidence.SAME_DOCUMENT, _SAME_DOCUMENT))
        found.append(tuple(reason for _, reason in sorted(told, key=lambda pair: (-pair[0], pair[1].evidence))))
    return found


def decided_by(author: str, when: date) -> LinkReason:
    """The reason of a link that a person made."""
    return LinkReason("decision", 1.0, f"{author} said on {when.isoformat()} that they are one incident")
