"""Classes of places: what a GeoNames feature code is, and what words beside a name say it is."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from geoevents.model import Place


class Kind(IntEnum):
    """Coarse classes, fine enough to tell "the Homs governorate" from "the city of Homs"."""

    COUNTRY = 0
    ADM1 = 1
    ADM2 = 2
    ADM_LOW = 3
    CAPITAL = 4
    SEAT = 5  # of a first-order division
    TOWN = 6
    QUARTER = 7
    WATER = 8
    TERRAIN = 9
    AREA = 10  # regions, continents, parks, zones
    FACILITY = 11


_WATER = frozenset(
    "STM STMS STMI STMX LK LKS LKI SEA OCN GULF BAY BAYS STRT CHN CHNL RSV CNL COVE INLT WAD WADS HBR LGN FLLS SD EST "
    "ESTY BGHT WTRC SPNG WLL OAS".split()
)
_AREA = frozenset("RGN RGNE RGNH AREA CONT PRK RES RESN RESW ZN ZNB TRB LCTY CST COLF ZONE RD HWY RDX RR LINE".split())
_TERRAIN = frozenset(
    "MT MTS MTN PK PKS VAL VALS DSRT HLL HLLS ISL ISLS ISLET PEN PLAT PLN CAPE PASS RDGE CNYN GRGE PT BCH FRST VLC "
    "DLTA ATOL CLF UPLD SLP STEP DUNE GLCR SHOL".split()
)


@lru_cache(maxsize=1024)
def kind_of_code(feature_code: str) -> Kind:
    """The class of a GeoNames feature code; an unknown code counts as a facility."""
    if feature_code.startswith("PCL") or feature_code == "TERR":
        return Kind.COUNTRY
    if feature_code.startswith("ADM1"):
        return Kind.ADM1
    if feature_code.startswith("ADM2"):
        return Kind.ADM2
    if feature_code.startswith("ADM"):
        return Kind.ADM_LOW
    if feature_code in ("PPLC", "PPLG"):
        return Kind.CAPITAL
    if feature_code == "PPLA":
        return Kind.SEAT
    if feature_code == "PPLX":
        return Kind.QUARTER
    if feature_code.startswith("PPL") or feature_code == "STLMT":
        return Kind.TOWN
    if feature_code in _WATER:
        return Kind.WATER
    if feature_code in _TERRAIN:
        return Kind.TERRAIN
    if feature_code in _AREA:
        return Kind.AREA
    return Kind.FACILITY


def kind_of(place: Place) -> Kind:
    """The class of ``place``."""
    return kind_of_code(place.feature_code)


_TOWNS = frozenset({Kind.CAPITAL, Kind.SEAT, Kind.TOWN, Kind.QUARTER})
_FIRST = frozenset({Kind.ADM1, Kind.AREA})
_SECOND = frozenset({Kind.ADM2, Kind.ADM_LOW})
_ANY_ADMIN = frozenset({Kind.ADM1, Kind.ADM2, Kind.ADM_LOW})

KIND_WORDS: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(("province", "governorate", "oblast", "prefecture", "wilaya", "state", "emirate"), _FIRST),
    **dict.fromkeys(("region", "territory", "republic", "division", "area"), _FIRST | _ANY_ADMIN),
    **dict.fromkeys(("county", "parish", "raion", "department", "canton"), _SECOND | {Kind.ADM1}),
    **dict.fromkeys(("district", "subdistrict", "sub-district", "municipality", "woreda"), _SECOND | {Kind.QUARTER}),
    **dict.fromkeys(("town", "city", "village", "hamlet", "township", "port city", "settlement"), _TOWNS),
    **dict.fromkeys(("suburb", "neighborhood", "neighbourhood", "borough", "quarter"), _TOWNS | _SECOND),
    **dict.fromkeys(("capital",), frozenset({Kind.CAPITAL, Kind.SEAT})),
    **dict.fromkeys(
        ("river", "lake", "sea", "gulf", "bay", "strait", "canal", "creek", "reservoir", "ocean", "harbor", "harbour"),
        frozenset({Kind.WATER}),
    ),
    **dict.fromkeys(
        ("mountain", "mountains", "mount", "valley", "desert", "hills", "peninsula", "plateau"),
        frozenset({Kind.TERRAIN, Kind.AREA}),
    ),
    **dict.fromkeys(
        ("island", "islands"), frozenset({Kind.TERRAIN, Kind.AREA, Kind.COUNTRY, Kind.ADM1, Kind.ADM2, Kind.ADM_LOW})
    ),
    **dict.fromkeys(
        (
            "airport",
            "airbase",
            "air base",
            "airfield",
            "base",
            "camp",
            "prison",
            "crossing",
            "dam",
            "port",
            "checkpoint",
        ),
        frozenset({Kind.FACILITY, Kind.WATER}),
    ),
}
SPOT = "spot"  # not a word of the text: a place that distances are told from is no province
KIND_WORDS[SPOT] = _TOWNS | {Kind.FACILITY}
_PLURALS = {
    "provinces": "province",
    "governorates": "governorate",
    "states": "state",
    "regions": "region",
    "counties": "county",
    "parishes": "parish",
    "districts": "district",
    "towns": "town",
    "cities": "city",
    "villages": "village",
    "rivers": "river",
    "oblasts": "oblast",
    "obl": "oblast",
    "suburbs": "suburb",
    "departments": "department",
}
_WORDS = "|".join(sorted(map(re.escape, (*(KIND_WORDS.keys() - {SPOT}), *_PLURALS)), key=len, reverse=True))
_BEFORE = re.compile(rf"\b({_WORDS})\s+(?:of|called|named|known as)\s+(?:the\s+)?[\"'“‘]?$", re.IGNORECASE)
_BEFORE_BARE = re.compile(r"\b(village|town|city|river|lake|mount|camp)\s+[\"'“‘]?$", re.IGNORECASE)
_AFTER_NEXT = re.compile(rf"^[\"'”’]?\s+({_WORDS})\b", re.IGNORECASE)
_NAME = r"(?-i:[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,2})"
_MANY = "|".join(sorted((word for word in _PLURALS if word.endswith("s")), key=len, reverse=True))
# "the Chernihiv, Sumy and Kharkiv regions": the word that ends the list is said of each
_AFTER_LIST = re.compile(
    rf"^(?:,\s+(?:the\s+)?{_NAME}){{0,6}},?\s+(?:and|or)\s+(?:the\s+)?{_NAME}\s+({_MANY})\b", re.IGNORECASE
)
# "another Guanajuato city", "a Helmand village": a town in the division of that name
_ONE_OF_ITS = re.compile(
    r"\b(?:an?|another|one|some|several|two|three|four|other|many)\s+(?:[a-z]+\s+)?$", re.IGNORECASE
)
_SETTLEMENTS = frozenset({"town", "city", "village", "hamlet", "township", "municipality"})
_LIST_REACH = 120  # characters behind a name that its list may take
_MEASURED_FROM = re.compile(
    r"\b(?:\d[\d.,]*|\w+)\s*-?(?:km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?)\b[\w\s()-]{0,40}?\b(?:of|from|outside)\s+$|"
    r"\b(?:outskirts|suburbs)\s+of\s+$",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"^\s+(?:\w+\s+)?(?:police|department|council|board|court|office|hall|schools?)\b", re.IGNORECASE)


def singular(word: str) -> str:
    """The kind word itself: "counties" is "county"."""
    lowered = word.lower()
    return _PLURALS.get(lowered, lowered)


def kind_word(text: str, start: int, end: int) -> str | None:
    """The word beside ``text[start:end]`` that says what it is: "town" in "the town of X"; None if none.

    Looks at "province of X", "village X", "X river", "the X, Y and Z regions"; the nearest pattern wins.
    """
    before = text[max(0, start - 40) : start]
    if found := _BEFORE.search(before) or _BEFORE_BARE.search(before):
        return singular(found.group(1))
    if _MEASURED_FROM.search(before):
        return SPOT
    after = text[end : end + 30]
    if _OFFICE.match(after):
        return None
    if found := _AFTER_NEXT.match(after):
        word = singular(found.group(1))
        return "region" if word in _SETTLEMENTS and _ONE_OF_ITS.search(before) else word
    if found := _AFTER_LIST.match(text[end : end + _LIST_REACH]):
        return singular(found.group(1))
    return None
