"""Groups of events to rows of the table of incidents: ids that stay, ranks, sources, reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from geoevents.incidents.blocks import pair_codes
from geoevents.incidents.evidence import judge
from geoevents.incidents.features import CODED, Features
from geoevents.incidents.hashing import Hashes
from geoevents.incidents.reasons import decided_by, explain
from geoevents.store.base import IncidentMember, Review
from geoevents.store.rows import search_fold

Rows = Mapping[int, Mapping[str, Any]]  # the columns of each event of a group, by its row


def name_groups(groups: Sequence[Sequence[str]], prior: Mapping[str, str], taken: Iterable[str] = ()) -> list[str]:
    """An id for each group of event ids, given in the order in which they could lend their names.

    A group keeps the id that most of its events have already; an id that two groups claim goes to the one with more
    events that have it, then to the one that comes first. A new incident is called after its earliest event.
    """
    claims = [
        (-count, incident_id, number)
        for number, group in enumerate(groups)
        for incident_id, count in Counter(prior[event] for event in group if event in prior).items()
    ]
    names: dict[int, str] = {}
    used = set(taken)
    for _, incident_id, number in sorted(claims):
        if number not in names and incident_id not in used:
            names[number] = incident_id
            used.add(incident_id)
    for number, group in enumerate(groups):
        if number not in names:
            names[number] = next((event for event in group if event not in used), group[0])
            used.add(names[number])
    return [names[number] for number in range(len(groups))]


def earliest(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Order in which events could lend an incident their name."""
    return (row["date_start"] or date.max, row["published"] or date.max, row["event_id"])


def standing(row: Mapping[str, Any], best: int | None) -> tuple[Any, ...]:
    """Order in which events could stand for their incident: the finest place, the merged toll, the surest day."""
    precision, deaths = row["where_prec"], row["fatalities_best"]
    drawn = precision in (1, 2, 3, 7)
    return (
        not drawn,
        deaths is None or deaths != best,
        precision or 9,
        row["date_precision"] or 9,
        -(row["confidence"] or 0.0),
        row["event_id"],
    )


def latest_toll(rows: Iterable[Mapping[str, Any]]) -> int | None:
    """The deaths of the latest report that tells them, as ``merged.toll`` has them."""
    telling = [row for row in rows if row["fatalities_best"] is not None]
    if not telling:
        return None
    last = max(telling, key=lambda row: (row["published"] or date.min, row["confidence"] or 0.0, row["event_id"]))
    return int(last["fatalities_best"])


def sources_of(rows: Sequence[Mapping[str, Any]], copied: Callable[[str, str], bool]) -> dict[str, str]:
    """The earliest report of the same source, for each report: copies of one text, or told by the same outlet."""
    reports = {row["document_id"]: row for row in sorted(rows, key=lambda r: (r["published"] or date.max,
                                                                              r["document_id"]))}  # fmt: skip
    outlet = {key: _outlet(row) for key, row in reports.items()}
    found: dict[str, str] = {}
    keys = list(reports)
    for n, key in enumerate(keys):
        same = [other for other in keys[:n] if copied(key, other) or (outlet[key] and outlet[key] == outlet[other])]
        roots = sorted({found[other] for other in same}, key=keys.index)
        root = roots[0] if roots else key
        found |= {other: root for other, old in found.items() if old in roots}
        found[key] = root
    return found


def _outlet(row: Mapping[str, Any]) -> str:
    if row["extractor"] in CODED:
        return str(row["extractor"])
    return search_fold((row["source"] or "").strip())


@dataclass(frozen=True, slots=True)
class Membership:
    """Makes the rows of the table of one incident."""

    features: Features
    copies: Hashes
    joins: Mapping[tuple[int, int], Review]  # what a person joined, by pair of rows

    def members(self, incident_id: str, group: Sequence[int], rows: Rows) -> list[IncidentMember]:
        """A row for each event of the group, best first."""
        best = latest_toll(rows[row] for row in group)
        ranked = sorted(group, key=lambda row: standing(rows[row], best))
        one, other = (np.array(side) for side in zip(*((a, b) for a in group for b in group if a != b), strict=True))
        score = judge(self.features.take(one), self.features.take(other), self._copied(one, other))
        partner: dict[int, tuple[float, int]] = {}
        for a, b, probability in zip(one.tolist(), other.tolist(), score.tolist(), strict=True):
            if (min(a, b), max(a, b)) in self.joins:
                probability = max(probability, 1.0)
            if a not in partner or (-probability, b) < (-partner[a][0], partner[a][1]):
                partner[a] = (probability, b)
        sources = sources_of([rows[row] for row in group], self._same_text)
        found = []
        for rank, row in enumerate(ranked):
            probability, with_ = partner[row]
            pair = np.array([row, with_])
            copied = bool(self._copied(pair[:1], pair[1:])[0])
            reasons = explain(rows[row], rows[with_], self.features.take(pair), copied=copied)
            joined = self.joins.get((min(row, with_), max(row, with_)))
            if joined:
                reasons = (decided_by(joined.author, joined.action, joined.created.date()), *reasons)
            found.append(
                IncidentMember(
                    event_id=rows[row]["event_id"],
                    document_id=rows[row]["document_id"],
                    incident_id=incident_id,
                    rank=rank,
                    score=probability,
                    linked_to=rows[with_]["event_id"],
                    source=sources[rows[row]["document_id"]],
                    reasons=reasons,
                )
            )
        return found

    def _copied(self, one: Any, other: Any) -> Any:
        a, b = self.features.document[one], self.features.document[other]
        return np.isin(pair_codes(a, b), self.copies) & (a != b)

    def _same_text(self, one: str, other: str) -> bool:
        from geoevents.incidents.hashing import stable_hash

        a, b = (np.array([stable_hash(key)], dtype=np.uint64) for key in (one, other))
        return bool(np.isin(pair_codes(a, b), self.copies)[0])
