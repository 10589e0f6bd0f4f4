"""What a candidate is and how it bears its name, as numbers that depend on no other name of the document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from geoevents.gazetteer.base import NameMatch
from geoevents.model import Mention, Place
from geoevents.resolve.abbreviations import in_short_form
from geoevents.resolve.arrays import distances
from geoevents.resolve.candidates import Sense
from geoevents.resolve.context import NameGroup
from geoevents.resolve.kinds import KIND_WORDS, Kind, kind_of
from geoevents.resolve.likeness import plain
from geoevents.resolve.outlets import Home

VAST_KM = 500.0  # seas, continents, deserts: nobody lives there, everybody knows them
STATIC_COLUMNS: tuple[str, ...] = (
    *(f"is_{kind.name.lower()}" for kind in Kind),
    "log_population",
    "no_population",
    "population_gap",
    "population_rank",
    "same_kind_rank",
    "main_name",
    "alternate_name",
    "fuzzy_name",
    "exact_name",
    "short_form",
    "demonym",
    "kind_word_dropped",
    "part_of_name",
    "inside_name",
    "kind_fits",
    "kind_clashes",
    "in_short_form",
    "outside_short_form",
    "home_country",
    "home_near",
    "home_known",
    "facility_mention",
    "rival_country",
    "rival_admin1",
    "vast",
    "log_candidates",
    "log_mentions",
    "log_names",
)
_ONE_HOT = {kind: tuple(1.0 if kind is each else 0.0 for each in Kind) for kind in Kind}


@lru_cache(maxsize=4_096)
def _log_population(people: int) -> float:
    return float(np.log10(people + 1.0))


def static_rows(
    group: NameGroup, senses: Sequence[Sense], mentions: Sequence[Mention], home: Home, names: int
) -> list[list[float]]:
    """Values of ``STATIC_COLUMNS`` for each candidate of one name.

    Parameters
    ----------
    group : NameGroup
        The name, as the text tells it.
    senses : sequence of Sense, length n
        Its candidates, at least one.
    mentions : sequence of Mention
        Of the document; ``group.mentions`` counts in them.
    home : Home
        The outlet's.
    names : int
        How many names the document has.

    Returns
    -------
    list of list of float, shape (n, columns)
    """
    populations = [_log_population(sense.place.population or 0) for sense in senses]
    most = max(populations)
    kinds = [kind_of(sense.place) for sense in senses]
    ascending = sorted(populations)
    of_kind = {kind: sorted(p for k, p in zip(kinds, populations, strict=True) if k is kind) for kind in set(kinds)}
    logs = [float(np.log(len(senses))), float(np.log(len(group.mentions))), float(np.log(names))]
    fitting: set[Kind] = set().union(*(KIND_WORDS[word] for word in group.kind_words)) if group.kind_words else set()
    is_facility = any(mentions[m].kind == "facility" for m in group.mentions)
    inside = [any(in_short_form(sense.place, meaning) for meaning in group.short_forms) for sense in senses]
    some_inside = any(inside)
    home_near = [_home_nearness(sense.place, home) for sense in senses]
    chief = {kind for kind, sense in zip(kinds, senses, strict=True) if sense.match is NameMatch.NAME and not sense.via}
    divisions = {
        (sense.place.country, sense.place.admin1_code)
        for kind, sense in zip(kinds, senses, strict=True)
        if kind is Kind.ADM1 and sense.match is NameMatch.NAME
    }
    written = {plain(mentions[m].text) for m in group.mentions}
    rows = []
    for at, sense in enumerate(senses):
        kind = kinds[at]
        population = populations[at]
        row = [
            *_ONE_HOT[kind],
            population,
            float(sense.place.population is None),
            population - most,
            float(min(len(senses) - bisect_right(ascending, population), 20)),
            float(len(of_kind[kind]) - bisect_right(of_kind[kind], population)),
            float(sense.match is NameMatch.NAME),
            float(sense.match is NameMatch.ALTERNATE),
            float(sense.match is NameMatch.FUZZY),
            float(plain(sense.place.name) in written),
            float(sense.match is NameMatch.ABBREVIATION or sense.via == "short form"),
            float(sense.via == "demonym"),
            float(sense.via == "kind word"),
            float(sense.via == "part"),
            float(sense.via == "inside"),
            float(kind in fitting),
            float(bool(fitting) and kind not in fitting),
            float(inside[at]),
            float(some_inside and not inside[at]),
            float(home.country is not None and sense.place.country == home.country),
            home_near[at],
            float(bool(home.places)),
            float(is_facility),
            float(Kind.COUNTRY in chief and kind is not Kind.COUNTRY),
            float(
                bool(divisions) and kind > Kind.ADM1 and (sense.place.country, sense.place.admin1_code) not in divisions
            ),
            float((sense.place.radius_km or 0.0) >= VAST_KM and kind is not Kind.COUNTRY),
            *logs,
        ]
        rows.append(row)
    return rows


def _home_nearness(place: Place, home: Home) -> float:
    """1 at the outlet's home town, falling over 150 km; 0 where home is a country or unknown."""
    towns = [p for p in home.places if not p.is_country]
    if not towns or place.is_country:
        return 0.0
    apart = distances([place, *towns])[0, 1:]
    return float(np.exp(-apart.min() / 150.0))
