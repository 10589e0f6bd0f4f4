"""The order of a name's places for many names at once: the same as ``search.ranked``, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geoevents.gazetteer import layout
from geoevents.gazetteer.form_table import Integers, Words

_PLAIN, _POPULATED, _ADMIN = 0, 1, 2


class Standing(NamedTuple):
    """What the places of all rows are ranked by, each of shape (rows,)."""

    people: Words  # 0 where not recorded
    division: Words  # country and first-order division as one number
    kind: npt.NDArray[np.uint8]
    tie: Integers  # in the order of place ids


def best_first(postings: Words, sizes: Integers, standing: Standing) -> Words:
    """Lists one after another, each in the order of ``search.ranked``: how it bears the name, people, place id.

    Parameters
    ----------
    postings : array of uint32
        One list after another.
    sizes : array of int
        The length of each.
    standing : Standing
        Of the rows that the postings lead to.
    """
    rows = (postings >> layout.MATCH_BITS).astype(np.int64)
    owner = np.repeat(np.arange(len(sizes)), sizes)
    people, kind = standing.people[rows].astype(np.int64), standing.kind[rows]
    place = owner << 32 | standing.division[rows]
    towns, town_of = np.unique(place[kind == _POPULATED], return_inverse=True)
    largest = np.zeros(len(towns), dtype=np.int64)
    np.maximum.at(largest, town_of, people[kind == _POPULATED])
    if len(towns):  # a town comes before the divisions that are named after it, though more people live in those
        admin = np.flatnonzero(kind == _ADMIN)
        nearest = np.minimum(np.searchsorted(towns, place[admin]), len(towns) - 1)
        capped = np.minimum(people[admin], largest[nearest])
        people[admin] = np.where(towns[nearest] == place[admin], capped, people[admin])
    way = postings & np.uint32(layout.MATCH_MASK)
    size = (kind == _ADMIN) - 2 * people
    return postings[np.lexsort((standing.tie[rows], size, owner << layout.MATCH_BITS | way))]


def standing_of(
    records: npt.NDArray[np.void], features: Sequence[str | None], admin1: Sequence[Sequence[str | None] | None]
) -> Standing:
    """What places are ranked by, from their records and the tables that these point into; ids are GeoNames' own."""
    kinds = [
        _ADMIN if (code or "").startswith("ADM") else _POPULATED if (code or "").startswith("PPL") else _PLAIN
        for code in features
    ]
    codes: dict[str | None, int] = {}
    code_of = [codes.setdefault(entry[1] if entry else None, len(codes)) for entry in admin1]
    people = records["population"]
    return Standing(
        np.where(people == layout.UNKNOWN_POPULATION, 0, people).astype(np.uint32),
        records["country"].astype(np.uint32) << 16 | np.array(code_of, dtype=np.uint32)[records["admin1"]],
        np.array(kinds, dtype=np.uint8)[records["feature"]],
        _order_as_text(records["geonameid"].astype(np.int64)),
    )


def _order_as_text(numbers: Integers) -> Integers:
    """Numbers that are in the order in which ids stand as text: 12, 120, 13."""
    digits = np.searchsorted(10 ** np.arange(1, 11), numbers, side="right") + 1
    return numbers * 10 ** (10 - digits) << 4 | digits
