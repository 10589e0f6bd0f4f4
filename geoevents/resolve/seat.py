"""A division and its main town often share a name: "Idlib" is a province and the city in it.

The ranker settles the name for the whole document; which of the two each mention means is told by the
words beside it. Without such a word the town is meant, as GED and ACLED code "in Idlib", unless the
division is so much larger than the town that its name stands for the land ("Sagaing", "Quebec"). A region that
the hand-written tables list under the town's bare name is meant by it: "Gaza" is the strip, "Gaza City" the town.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geoevents.geometry import distance_km
from geoevents.model import Candidate, Place
from geoevents.resolve.kinds import KIND_WORDS, Kind, kind_of

_DIVISIONS = frozenset({Kind.ADM1, Kind.ADM2})
_SEAT_KM = 150.0  # a province's point may lie that far from its town
_LARGE_TOWN = 1_000_000  # people; "western Kyiv" is a part of the city, "northern Idlib" a part of the province
_LAND = 4.0  # times the town's people: from here on the name stands for the land


SIDE = "side"
_SIDE_BEFORE = re.compile(r"\b(?:(?:north|south)(?:[ -]?(?:east|west))?|east|west)ern\s+$")
_TOWNS_OWN = re.compile(
    r"^(?:['\u2019]s?)?\s+(?:countryside|outskirts|suburbs?|rural|city|neighbou?rhoods?|districts?)\b"
)


def side_word(text: str, start: int, end: int) -> str | None:
    """``SIDE`` where an adjective tells which part of ``text[start:end]`` is meant: "northern Idlib"; else None."""
    told = _SIDE_BEFORE.search(text[max(0, start - 20) : start]) and not _TOWNS_OWN.match(text[end : end + 20])
    return SIDE if told else None


def seat_or_division(candidates: tuple[Candidate, ...], word: str | None, name: str = "") -> tuple[Candidate, ...]:
    """The candidates with the town, or the division, of the settled name first.

    Parameters
    ----------
    candidates : tuple of Candidate
        Of one mention, the settled one first.
    word : str or None
        The kind word beside the mention ("province", "town"), or ``SIDE``, if there is one.
    name : str, optional
        The mention itself; "X City" is never the land.
    """
    best = candidates[0].place
    kinds = KIND_WORDS.get(word or "", frozenset())
    lands = [] if word or is_city_name(name) else _lands(candidates, name)
    if word == SIDE and kind_of(best) in _DIVISIONS:
        fitting = [c for c in candidates[1:] if _has_sides(c.place) and _is_seat(c.place, best)]
        detail = "a part of it is told, and so large a town has parts"
    elif word == SIDE:
        divisions = [c for c in candidates[1:] if kind_of(c.place) is Kind.ADM1 and _same_land(best, c.place)]
        fitting = divisions if best.is_populated and not _has_sides(best) else []
        detail = "a part of it is told, and the town is too small to have parts"
    elif lands:
        fitting = lands
        detail = f"{lands[0].place.name} is meant where no word says that it is the town"
    elif kind_of(best) in _DIVISIONS and not kinds & _DIVISIONS:
        fitting = [c for c in candidates[1:] if c.place.is_populated and _is_seat(c.place, best)]
        detail = "no word beside the name calls it a division"
    elif best.is_populated and kinds & _DIVISIONS and not kinds & {Kind.TOWN}:
        fitting = [c for c in candidates[1:] if kind_of(c.place) in _DIVISIONS and _same_land(best, c.place)]
        detail = f'"{word}" stands beside the name'
    else:
        return candidates
    if not fitting:
        return candidates
    chosen = fitting[0]
    lifted = replace(chosen, score=candidates[0].score, reasons=(*chosen.reasons, detail))
    return (lifted, *(c for c in candidates if c is not chosen))


def is_city_name(name: str) -> bool:
    """Whether the name itself says that a town is meant: "Gaza City"."""
    return name.casefold().rstrip(".").endswith((" city", " town"))


def _lands(candidates: tuple[Candidate, ...], name: str) -> list[Candidate]:
    """Regions of the hand-written tables that hold a town of the settled name and are named after it."""
    best = candidates[0].place
    if not best.is_populated and kind_of(best) not in _DIVISIONS:
        return []
    towns = [c.place for c in candidates if c.place.is_populated and c.place.country == best.country]
    return [
        c
        for c in candidates[1:]
        if c.place.notable
        and kind_of(c.place) is Kind.AREA
        and c.place.country == best.country
        and c.place.name.casefold().startswith(name.casefold())
        and any(distance_km(town, c.place) <= (c.place.radius_km or 0.0) for town in towns)
    ]


def _has_sides(place: Place) -> bool:
    """Whether it is a town so large that its parts are told."""
    return place.is_populated and (place.population or 0) >= _LARGE_TOWN


def _same_land(town: Place, division: Place) -> bool:
    return town.country == division.country and distance_km(town, division) <= _SEAT_KM


def _is_seat(town: Place, division: Place) -> bool:
    if not _same_land(town, division) or town.population is None:
        return False
    return (division.population or 0) <= _LAND * town.population
