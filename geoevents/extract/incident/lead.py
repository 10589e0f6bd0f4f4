"""A lead that names only the land, "a town in the southwest", and the sentences after it that name the town."""

from __future__ import annotations

from geoevents.extract.draft import Draft
from geoevents.model import Location
from geoevents.ontology import WherePrecision

_LEAD = 1  # number of the last sentence that counts as one
_NEXT = 4  # sentences after it in which the place is named
_ANY_ATTACK = frozenset({"assault", "clash"})  # senses of triggers that do not tell the means
_SPOT_KM = 60.0  # radius; a road between two towns pins it down as well


def names_the_place(a: Draft, b: Draft) -> bool:
    """Whether the later of the two names the place of the attack of which the lead only says in what land it was.

    The words of one of them tell no more than that there was an attack or that people were harmed, and the harm told
    is the same or told once.
    """
    lead, later = sorted((a, b), key=lambda d: d.sentence)
    if lead.sentence > _LEAD or not 0 < later.sentence - lead.sentence <= _NEXT or later.apart:
        return False
    if not (lead.own_place and _is_wide(lead.location) and is_spot(later.location)):
        return False
    if later.fatalities is None and later.injuries is None:
        return _is_vague(later)  # a bomb told without harm may have been another
    return (_is_vague(lead) or _is_vague(later)) and _same_harm(lead, later)


def _is_vague(draft: Draft) -> bool:
    return draft.bare or draft.trigger.sense in _ANY_ATTACK or draft.sub_event_type in ("Attack", "Armed clash")


def _is_wide(place: Location | None) -> bool:
    return place is not None and place.where_prec >= WherePrecision.ADMIN1 and not is_spot(place)


def is_spot(place: Location | None) -> bool:
    """Whether a place is no wider than a district, or a road or an area as small as that."""
    if place is None:
        return False
    fuzzy = place.where_prec == WherePrecision.FUZZY and place.radius_km <= _SPOT_KM
    return place.where_prec <= WherePrecision.ADMIN2 or fuzzy


def _same_harm(lead: Draft, later: Draft) -> bool:
    if later.bare and later.fatalities is None and lead.injuries is None and lead.fatalities is not None:
        return True  # the dead in the one, "two others were wounded in the attack in Ali Abad" in the other
    told = (later.fatalities, later.injuries)
    return any(
        count is not None and count == other
        for count, other in zip(told, (lead.fatalities, lead.injuries), strict=True)
    )
