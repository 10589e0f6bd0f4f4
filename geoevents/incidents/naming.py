"""Groups of events to rows of the table of incidents: ids that stay, ranks, sources, reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from geoevents.incidents.blocks import is_copy, pair_codes
from geoevents.incidents.copies import Pair
from geoevents.incidents.evidence import judge
from geoevents.incidents.features import CODED, Features
from geoevents.incidents.hashing import Hashes, stable_hash
from geoevents.incidents.reasons import decided_by, explain
from geoevents.store.base import IncidentMember, LinkReason, Review
from geoevents.store.rows import search_fold

_CHUNK = 100_000  # pairs judged at once
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


class Partner(NamedTuple):
    """The event of a group that another one agrees with best."""

    row: int
    score: float
    reasons: tuple[LinkReason, ...]


class Explainer:
    """Groups to rows of the table of incidents.

    Parameters
    ----------
    features : Features
    copies : sequence of Pair
        Reports that are copies of one text.
    joins : mapping
        What a person joined, by pair of rows of ``features``.
    """

    def __init__(self, features: Features, copies: Sequence[Pair], joins: Mapping[tuple[int, int], Review]) -> None:
        self._features, self._joins = features, joins
        self._texts = {frozenset((pair.first, pair.second)) for pair in copies}
        self._copied = codes_of(copies)

    def members(self, names: Sequence[str], groups: Sequence[Sequence[int]], rows: Rows) -> list[IncidentMember]:
        """The rows of these incidents, group by group, best first.

        Parameters
        ----------
        names : sequence of str, length n
            The id of each incident.
        groups : sequence of sequences of int, length n
            Rows of the features, two or more each.
        rows : mapping
            The columns of every event of a group, by its row.
        """
        partner = _partners(groups, self._features, rows, self._copied, self._joins)
        found = []
        for name, group in zip(names, groups, strict=True):
            best = latest_toll(rows[row] for row in group)
            sources = sources_of([rows[row] for row in group], self._same_text)
            for rank, row in enumerate(sorted(group, key=lambda row: standing(rows[row], best))):
                told = rows[row]
                found.append(
                    IncidentMember(
                        event_id=told["event_id"],
                        document_id=told["document_id"],
                        incident_id=name,
                        rank=rank,
                        score=partner[row].score,
                        linked_to=rows[partner[row].row]["event_id"],
                        source=sources[told["document_id"]],
                        reasons=partner[row].reasons,
                    )
                )
        return found

    def _same_text(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self._texts


def codes_of(copies: Sequence[Pair]) -> Hashes:
    """Pairs of reports as ``blocks.pair_codes`` numbers them, ascending."""
    first = np.array([stable_hash(pair.first) for pair in copies], dtype=np.uint64)
    second = np.array([stable_hash(pair.second) for pair in copies], dtype=np.uint64)
    return np.unique(pair_codes(first, second))


def _partners(
    groups: Sequence[Sequence[int]],
    features: Features,
    rows: Rows,
    copied: Hashes,
    joins: Mapping[tuple[int, int], Review],
) -> dict[int, Partner]:
    """For each event of each group the one that it agrees with best, and why; all groups are judged in one go."""
    if not groups:
        return {}
    sides = [(np.repeat(group, len(group)), np.tile(group, len(group))) for group in groups]
    one, other = (np.concatenate([side[k] for side in sides]) for k in (0, 1))
    one, other = one[one != other], other[one != other]
    score = np.zeros(len(one))
    for start in range(0, len(one), _CHUNK):
        part = slice(start, start + _CHUNK)
        a, b = features.take(one[part]), features.take(other[part])
        score[part] = judge(a, b, is_copy(a, b, copied))
    n = len(features)
    joined = np.array([a * n + b for a, b in joins], dtype=np.int64)
    score[np.isin(np.minimum(one, other) * n + np.maximum(one, other), joined)] = 1.0
    order = np.lexsort((other, -score, one))
    first = order[np.r_[True, one[order][1:] != one[order][:-1]]]
    one, other, score = one[first], other[first], score[first]
    found: dict[int, Partner] = {}
    for start in range(0, len(one), _CHUNK):
        part = slice(start, start + _CHUNK)
        a, b = features.take(one[part]), features.take(other[part])
        pairs = zip(one[part].tolist(), other[part].tolist(), strict=True)
        reasons = explain([(rows[x], rows[y]) for x, y in pairs], a, b, is_copy(a, b, copied))
        for x, y, probability, why in zip(
            one[part].tolist(), other[part].tolist(), score[part].tolist(), reasons, strict=True
        ):
            decided = joins.get((min(x, y), max(x, y)))
            if decided:
                why = (decided_by(decided.author, decided.created.date()), *why)
            found[x] = Partner(y, probability, why)
    return found
