"""Whether places, days or numbers that a text tells twice may be those of one incident."""

from __future__ import annotations

from datetime import timedelta

from geoevents.extract.draft import Draft
from geoevents.gazetteer.names import fold
from geoevents.geometry import distance_km
from geoevents.model import Count, Location
from geoevents.ontology import WherePrecision
from geoevents.resolve.likeness import likeness

SAME_PLACE_KM = 30.0
_SAID_WITHIN = 4  # days within which officials speak of what happened
_PART_KM = 8.0  # a quarter or a building this near a town may be a part of it
_ONE_NAME = 0.75  # likeness from which two spellings may be of one village
_TWIN_KM = 1.5  # two entries of the gazetteer this near are one town


def places_agree(a: Location | None, b: Location | None, *, same_sentence: bool = True) -> bool:
    """Whether two locations may be one place: one unknown, one inside the other's area, or two names of one spot.

    Two towns with names of their own are never one place, however near they lie.
    """
    if a is None or b is None or a.place_id == b.place_id:
        return True
    coarse = max(a, b, key=lambda x: (int(x.where_prec), x.radius_km))
    if a.country and b.country and a.country != b.country:
        return False
    if coarse.where_prec == WherePrecision.COUNTRY:
        return True
    if WherePrecision.ADMIN1 in (a.where_prec, b.where_prec) and a.admin1 and a.admin1 == b.admin1:
        return True  # also a road in that province
    if a.where_prec == b.where_prec == WherePrecision.ADMIN2 and a.name.casefold() != b.name.casefold():
        return False  # two districts side by side
    apart = distance_km(a, b)
    if coarse.where_prec in (WherePrecision.EXACT, WherePrecision.NEAR):
        if coarse.where_prec == WherePrecision.NEAR and same_sentence:
            return apart <= SAME_PLACE_KM
        return apart <= (_TWIN_KM if _is_town(a) and _is_town(b) else _PART_KM)
    return apart <= max(SAME_PLACE_KM if coarse.where_prec == WherePrecision.ADMIN2 else _PART_KM, coarse.radius_km)


def names_agree(a: Draft, b: Draft) -> bool:
    """Whether the names of their places may be one place's: an unknown village is no other village or town.

    "Jets hit the town of Karsu in the south", then "strikes on the capital": Karsu, which no gazetteer
    knows, is not that.
    """
    if a.unknown is None and b.unknown is None or not (a.own_place and b.own_place):
        return True
    if a.unknown is not None and b.unknown is not None:
        return likeness(fold(a.unknown), fold(b.unknown)) >= _ONE_NAME
    named, known = (a.location, b.location) if a.unknown is not None else (b.location, a.location)
    if named is None or known is None or known.where_prec > WherePrecision.NEAR:
        return True
    return known.place_id == named.place_id or not _is_town(known)


def _is_town(place: Location) -> bool:
    """Whether this is a town or village of its own, not a quarter or a building."""
    code = place.feature_code or ""
    return code.startswith("PPL") and code != "PPLX"


def dates_agree(a: Draft, b: Draft) -> bool:
    """Whether the days told let two mentions be of one incident."""
    if not (a.date_told and b.date_told and a.date and b.date):
        return True
    back = timedelta(days=_SAID_WITHIN)
    first, second = (d.date.start - back if d.date_said else d.date.start for d in (a, b) if d.date)
    return first <= b.date.end and second <= a.date.end


def counts_agree(a: Count | None, b: Count | None) -> bool:
    """Whether two counts may tell of the same people: one unknown, or ranges within a factor of two."""
    if a is None or b is None:
        return True
    if a.best == 0 or b.best == 0:
        return a.best == b.best
    return a.low <= b.high and b.low <= a.high or (min(a.best, b.best) * 2 >= max(a.best, b.best))
