"""Pairs to groups: events are one incident only if each of them may be one with all the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from geoevents.incidents.evidence import Score
from geoevents.incidents.pairs import Rows

LINKED = 0.5  # from here on two events are taken for one incident
POSSIBLE = 0.12  # below this two events of one incident contradict each other


class Links(NamedTuple):
    """Judged pairs of rows i < j, with probabilities of ``POSSIBLE`` and more; sorted."""

    i: Rows
    j: Rows
    score: Score


class Decisions(NamedTuple):
    """What people said: rows that are one incident, and rows that are not."""

    together: frozenset[tuple[int, int]] = frozenset()  # pairs (smaller, larger)
    apart: frozenset[tuple[int, int]] = frozenset()


NOTHING_DECIDED = Decisions()


def groups_of(links: Links, decisions: Decisions = NOTHING_DECIDED) -> list[list[int]]:
    """Groups of two rows and more, each ascending, by their first row.

    Pairs are taken from the surest to the least sure. Two groups are joined if the mean over all pairs between them
    is at least ``LINKED`` and no pair contradicts: a chain of look-alikes never becomes one incident. What a person
    joined is joined before; what a person parted is never joined.
    """
    linked = np.flatnonzero(links.score >= LINKED)
    component = _components(zip(links.i[linked].tolist(), links.j[linked].tolist(), strict=True), decisions.together)
    edges: dict[int, list[tuple[float, int, int]]] = {}
    possible: dict[int, dict[tuple[int, int], float]] = {}
    for i, j, score in zip(links.i.tolist(), links.j.tolist(), links.score.tolist(), strict=True):
        root = component.get(i)
        if root is None or root != component.get(j):
            continue
        possible.setdefault(root, {})[i, j] = score
        if score >= LINKED:
            edges.setdefault(root, []).append((-score, i, j))
    together: dict[int, list[tuple[int, int]]] = {}
    for pair in sorted(decisions.together):
        together.setdefault(component[pair[0]], []).append(pair)
    found = []
    for root in sorted(set(component.values())):
        found += _agglomerate(
            sorted(edges.get(root, [])), possible.get(root, {}), together.get(root, []), decisions.apart
        )
    return sorted(found)


def _components(edges: Iterable[tuple[int, int]], together: Iterable[tuple[int, int]]) -> dict[int, int]:
    parent: dict[int, int] = {}

    def root(row: int) -> int:
        parent.setdefault(row, row)
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for pairs in (edges, together):
        for i, j in pairs:
            one, other = root(i), root(j)
            if one != other:
                parent[max(one, other)] = min(one, other)
    return {row: root(row) for row in list(parent)}


def _agglomerate(
    edges: list[tuple[float, int, int]],
    possible: Mapping[tuple[int, int], float],
    together: Sequence[tuple[int, int]],
    apart: frozenset[tuple[int, int]],
) -> list[list[int]]:
    group: dict[int, list[int]] = {}
    for i, j in together:
        _join(group, i, j)
    by_hand = frozenset(row for pair in together for row in pair)
    for _, i, j in edges:
        one, other = group.get(i, [i]), group.get(j, [j])
        if one is not other and _may_join(one, other, possible, apart, by_hand):
            _join(group, i, j)
    return [rows for row, rows in group.items() if row == rows[0]]


def _join(group: dict[int, list[int]], i: int, j: int) -> None:
    rows = sorted({*group.get(i, [i]), *group.get(j, [j])})
    for row in rows:
        group[row] = rows


def _may_join(
    one: list[int],
    other: list[int],
    possible: Mapping[tuple[int, int], float],
    apart: frozenset[tuple[int, int]],
    by_hand: frozenset[int],
) -> bool:
    """Whether two groups are one incident; what a person joined is not asked to agree with everything."""
    total, pairs = 0.0, 0
    for a in one:
        for b in other:
            pair = (a, b) if a < b else (b, a)
            if pair in apart:
                return False
            score = possible.get(pair)
            if score is None:
                if a in by_hand or b in by_hand:
                    continue
                return False
            total, pairs = total + score, pairs + 1
    return total >= LINKED * pairs
