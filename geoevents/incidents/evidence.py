"""How much speaks for two events being one incident: one small function per kind of evidence, and their weights.

Every function takes two ``Features`` of equal length, pair by pair, and gives -1 (against) to 1 (for); 0 says
nothing. ``reasons.py`` puts each into words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from geoevents.geometry import EARTH_RADIUS_KM
from geoevents.incidents.families import PLAIN, SUB_NUMBER, TOWN_WIDE
from geoevents.incidents.features import NO_DAY, Array, Features

Score = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Judge = Callable[[Features, Features], Score]

TOLERANCE_KM = 2.0  # between the rims of two places that may be one
TWIN_KM = 1.5  # two gazetteer entries this near are one town
CITY_KM = 10.0  # radius from which a town has quarters that gazetteers list as towns
SMALL_KM, LARGE_KM = 5.0, 25.0  # of a place: naming the small one says much, naming the large one little
LARGE_PLACE = 0.5  # what the same large town is worth
ALIKE = 0.3  # share of equal sketch minima from which two sentences are one sentence rewritten
_COUNT_WEIGHTS = (0.0, 0.6, 0.5, 0.6)  # of counts other than deaths, in the order of flat.COUNTS

_TOWN_WIDE = np.array([SUB_NUMBER[name] for name in sorted(TOWN_WIDE)], dtype=np.int8)
_PLAIN = np.array([SUB_NUMBER[name] for name in sorted(PLAIN)], dtype=np.int8)
_CROWDS = (5, 6, 7)  # rioters, protesters, civilians: kinds that name no group
_STATES = (1, 8)


def distance_km(a: Features, b: Features) -> Score:
    """Great-circle distance of each pair; nan where one has no place."""
    lat_a, lat_b = np.radians(a.lat), np.radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, np.radians(b.lon - a.lon) / 2
    h = np.sin(half_lat) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin(half_lon) ** 2
    result: Score = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, h)))
    return result


def is_area(features: Features) -> Flags:
    """Whether an event is known to a division, region or country only."""
    return np.isin(features.prec, (4, 5, 6))


def kind_of_happening(a: Features, b: Features) -> Score:
    """The same sub-type, or two words that reports use for one thing."""
    plain = np.isin(a.sub, _PLAIN) | np.isin(b.sub, _PLAIN)
    return np.select([a.sub == b.sub, (a.type == b.type) & plain, plain, a.type == b.type], [1.0, 0.7, 0.5, 0.3], 0.0)


def place(a: Features, b: Features) -> Score:
    """The same spot, a spot within the other's reach, or two places with names of their own."""
    apart = distance_km(a, b)
    known = ~np.isnan(apart)
    apart = np.where(known, apart, 0.0)
    reach = np.maximum(1.0, a.radius + b.radius)
    size = np.maximum(a.radius, b.radius)
    steps = np.clip((size - SMALL_KM) / (LARGE_KM - SMALL_KM), 0.0, 1.0)
    worth = 1.0 - (1.0 - LARGE_PLACE) * steps
    worth = np.where(np.isin(a.sub, _TOWN_WIDE) & np.isin(b.sub, _TOWN_WIDE), np.maximum(worth, 0.9), worth)
    same = ((a.place == b.place) & (a.place != 0)) | (apart <= TWIN_KM)
    quarter = (size >= CITY_KM) & (apart <= size)  # a small town within a city's reach may be a part of it
    towns = a.town & b.town & (a.prec == 1) & (b.prec == 1) & ~same & ~quarter
    area = is_area(a) | is_area(b)
    same_division = (a.admin1 == b.admin1) & (a.admin1 != 0)
    within = 0.5 * np.clip(1.2 - apart / reach, 0.0, 1.0)
    found = np.select([~known, area & (same | same_division), area, towns, same], [0.0, 0.25, 0.0, -1.0, worth], within)
    return np.asarray(found, dtype=np.float64)


def day(a: Features, b: Features) -> Score:
    """The same day, overlapping stretches, or days that follow each other."""
    gap = np.maximum(a.first, b.first).astype(np.int64) - np.minimum(a.last, b.last)
    span = np.maximum(a.last.astype(np.int64) - a.first, b.last.astype(np.int64) - b.first)
    told = a.day_told & b.day_told
    found = np.select(
        [(a.first == NO_DAY) | (b.first == NO_DAY), gap > 1, gap == 1, span == 0, span <= 1, span <= 6, span <= 31],
        [0.0, -1.0, np.where(told, -0.7, -0.1), np.where(told, 1.0, 0.8), 0.7, 0.5, 0.2],
        0.0,
    )
    return np.asarray(found, dtype=np.float64)


def _shared(x: Array, y: Array) -> Array:
    """How many of the hashes in each row of ``x`` stand in the row of ``y``."""
    equal = (x[:, :, None] == y[:, None, :]) & (x[:, :, None] != 0)
    return np.asarray(equal.any(axis=2).sum(axis=1))


def actors(a: Features, b: Features) -> Score:
    """Named groups on either side: shared, or different ones of the same sort."""

    def only(features: Features, kinds: tuple[int, ...], among: bool) -> Array:
        return np.where(np.isin(features.kinds, kinds) == among, features.groups, 0)

    named_a, named_b = only(a, _CROWDS, False), only(b, _CROWDS, False)
    rebels_a, rebels_b = only(a, (*_CROWDS, *_STATES), False), only(b, (*_CROWDS, *_STATES), False)
    states_a, states_b = only(a, _STATES, True), only(b, _STATES, True)
    shared = _shared(named_a, named_b)
    rebels = _shared(rebels_a, rebels_b)

    def differ(x: Array, y: Array) -> Flags:
        return np.asarray((x != 0).any(axis=1) & (y != 0).any(axis=1) & (_shared(x, y) == 0), dtype=bool)

    crowd = _shared(only(a, _CROWDS, True), only(b, _CROWDS, True)) > 0
    other_rebels, other_states = differ(rebels_a, rebels_b), differ(states_a, states_b)
    found = np.select(
        [other_rebels, shared >= 2, (rebels >= 1) & ~other_states, other_states & (shared == 0), shared >= 1, crowd],
        [-1.0, 1.0, 0.9, -0.5, 0.5, 0.25],
        0.0,
    )
    return np.asarray(found, dtype=np.float64)


def _agreement(a: Array, b: Array, a_later: Array, b_later: Array) -> Score:
    """Two counts as (n, 3) of low, best, high: equal numbers say the more the larger they are."""
    best_a, best_b = a[:, 1].astype(np.float64), b[:, 1].astype(np.float64)
    told = (best_a >= 0) & (best_b >= 0)
    small, large = np.minimum(best_a, best_b), np.maximum(best_a, best_b)
    telling = np.minimum(1.0, 0.3 + 0.25 * np.log2(np.maximum(1.0, large)))
    ratio = large / np.maximum(1.0, small)
    overlap = (a[:, 0] <= b[:, 2]) & (b[:, 0] <= a[:, 2])
    grows = ((best_b > best_a) & b_later) | ((best_a > best_b) & a_later)
    none = (small == 0) & (large > 0)
    return np.select(
        [
            ~told,
            large == 0,
            best_a == best_b,
            none,
            overlap,
            ratio <= 1.3,
            (ratio <= 4) & grows,
            ratio <= 2,
            ratio <= 4,
        ],
        [0.0, 0.15, telling, np.where(large >= 3, -0.9, -0.5), 0.6 * telling, 0.5 * telling, 0.0, -0.2, -0.5],
        -1.0,
    )


def deaths(a: Features, b: Features) -> Score:
    """The same number of dead, ranges that meet, a toll that grew, or numbers too far apart."""
    dated = (a.published != NO_DAY) & (b.published != NO_DAY)
    later_a, later_b = dated & (a.published > b.published), dated & (b.published > a.published)
    return _agreement(a.counts[:, 0], b.counts[:, 0], later_a, later_b)


def people(a: Features, b: Features) -> Score:
    """Injured, displaced and detained people, as with the dead but less sure."""
    dated = (a.published != NO_DAY) & (b.published != NO_DAY)
    later_a, later_b = dated & (a.published > b.published), dated & (b.published > a.published)
    total = np.zeros(len(a))
    for i, weight in enumerate(_COUNT_WEIGHTS):
        if weight:
            total += weight * _agreement(a.counts[:, i], b.counts[:, i], later_a, later_b)
    return np.clip(total, -1.0, 1.0)


def means(a: Features, b: Features) -> Score:
    """Weapons and targets: a shared one, or targets that have nothing in common."""
    same_target = (a.targets & b.targets) != 0
    other_target = (a.targets != 0) & (b.targets != 0) & ~same_target
    same_weapon = (a.weapons & b.weapons) != 0
    agreed: Score = np.clip(0.7 * same_target + 0.5 * same_weapon - 0.8 * other_target, -1.0, 1.0)
    return agreed


def names(a: Features, b: Features) -> Score:
    """Proper names beside place and sides that both sentences hold: a person, a street, a building."""
    shared = np.minimum(2, _shared(a.names, b.names))
    both = ((a.names != 0).sum(axis=1) >= 2) & ((b.names != 0).sum(axis=1) >= 2)
    return np.select([shared == 2, shared == 1, both], [1.0, 0.7, -0.3], 0.0)


def alike(a: Features, b: Features) -> Flags:
    """Whether two evidence sentences are one, perhaps rewritten."""
    return np.asarray((a.sketch == b.sketch).mean(axis=1) >= ALIKE, dtype=bool)


# Log-odds: what full evidence for an incident adds, and full evidence against it takes away. Set by hand on the
# development half of evaluation/data/incidents.jsonl; docs/decisions/incidents.md tells why each is as large as it is.
WEIGHTS: dict[str, tuple[Judge, float]] = {
    "kind": (kind_of_happening, 1.0),
    "place": (place, 2.2),
    "day": (day, 1.5),
    "actors": (actors, 1.5),
    "deaths": (deaths, 1.6),
    "people": (people, 1.0),
    "means": (means, 1.0),
    "names": (names, 1.5),
}
BIAS = -4.0  # two events of one family, day and neighbourhood of which nothing else is told
COPY = 4.0  # the same sentence in two copies of one text
COPY_OTHER = -3.0  # another sentence of the same text: another incident, told beside it
SAME_DOCUMENT = -4.0  # the extractor saw both and held them apart
UNPLACED = -1.5  # one of the two names no place


def impossible(a: Features, b: Features) -> Flags:
    """Pairs that nothing can make one incident: other families, too far apart in space or time, one data set."""
    gap = np.maximum(a.first, b.first).astype(np.int64) - np.minimum(a.last, b.last)
    undated = (a.first == NO_DAY) | (b.first == NO_DAY)
    apart = distance_km(a, b)
    area = is_area(a) | is_area(b)
    abroad = (a.country != b.country) & (a.country != 0) & (b.country != 0)
    far = ~np.isnan(apart) & (apart > a.radius + b.radius + TOLERANCE_KM)
    return np.asarray(
        ((a.family & b.family) == 0)
        | (~undated & (gap > 1))
        | far
        | (area & abroad)
        | ((a.dataset == b.dataset) & (a.dataset != 0)),
        dtype=bool,
    )


def judge(a: Features, b: Features, copies: Any) -> Score:
    """The probability, pair by pair, that two events are one incident; 0 where that is impossible.

    Parameters
    ----------
    a, b : Features of length n
    copies : array of bool, length n
        Whether the two reports are copies of one text.
    """
    copied = np.asarray(copies, dtype=bool)
    same_sentence = copied & alike(a, b)
    family = (a.family & b.family) != 0
    total = np.full(len(a), BIAS)
    for function, weight in WEIGHTS.values():
        total += weight * function(a, b)
    total += np.where(np.isnan(a.lat) | np.isnan(b.lat), UNPLACED, 0.0)
    total += np.where(same_sentence, COPY, np.where(copied, COPY_OTHER, 0.0))
    total += np.where((a.document == b.document) & (a.document != 0), SAME_DOCUMENT, 0.0)
    return np.where(impossible(a, b) & ~(same_sentence & family), 0.0, 1.0 / (1.0 + np.exp(-total)))
