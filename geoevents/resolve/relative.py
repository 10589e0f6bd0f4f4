"""Places told relative to others: "10 km north of Idlib", "between A and B", "northwestern Syria".

Each becomes a point, a radius that covers where the place may be, and UCDP's where_prec: 2 up to 25 km from
a place, 5 for lines and fuzzy areas, 7 at sea. Positions are geodesics on the WGS84 ellipsoid (geopy).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from geoevents.model import Place, Resolution, Sentence
from geoevents.ontology import WherePrecision
from geoevents.resolve.evidence import NAMED_AFTER, PEOPLE_OF
from geoevents.resolve.extent import precision_of, radius_of
from geoevents.resolve.kinds import Kind, kind_of
from geoevents.resolve.outlines import Outlines, Spot, bundled_outlines
from geoevents.resolve.phrases import Phrase, read_phrase
from geoevents.resolve.reading import between
from geoevents.resolve.table import plain

NEAR_KM = 25.0  # UCDP: "near" ends here
_REACH = 120  # characters beside two names that a pattern may take
_SEA_KM = 20.0  # how far off a coast a point is put
_SEA_RADIUS_KM = 40.0
_ADMIN = frozenset({Kind.COUNTRY, Kind.ADM1, Kind.ADM2, Kind.ADM_LOW})


@dataclass(frozen=True, slots=True)
class RelativePlace:
    """A place told by its relation to one or two names; offsets count in the document."""

    start: int
    end: int
    relation: str  # "10 km north of", "near", "between", "in the northwest of"
    resolutions: tuple[Resolution, ...]  # the names it is told by, the leading one first
    lat: float
    lon: float
    radius_km: float
    where_prec: WherePrecision
    country: str | None = None  # where the point lies, when that is not the leading name's country

    @property
    def resolution(self) -> Resolution:
        """The leading name."""
        return self.resolutions[0]


_BETWEEN = re.compile(
    r"\b(?P<word>between|linking|connecting|joining|links?|connects?|joins?|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_ROAD = re.compile(r"\b(?:road|highway|route|motorway|railway|line|pipeline|front\s?line|corridor)s?\b", re.IGNORECASE)
_AND = re.compile(
    r"^(?:['’]s)?\s*(?:[\w-]+\s+){0,2}(?P<word>and|with|to)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$", re.IGNORECASE
)
_DASH = re.compile(r"^\s*[-–—/]\s*(?:to\s*[-–—]\s*)?$")
_ROAD_AFTER = re.compile(
    r"^\s+(?:international\s+|main\s+)?(?:road|highway|route|motorway|railway|axis|corridor|front\s?line)\b",
    re.IGNORECASE,
)
_BORDER_AFTER = re.compile(
    r"^(?:['’]s)?\s+(?:border|frontier)\b(?!\s+(?:town|city|village|crossing|guards?|police|post))", re.IGNORECASE
)
_BORDER_BETWEEN = re.compile(
    r"\b(?:border|frontier|no[- ]man['\u2019]s[- ]land)\s+between\s+(?:the\s+)?$", re.IGNORECASE
)
_BORDER_FROM = re.compile(r"\b(?:border|frontier)\s+from\s+(?:the\s+)?$", re.IGNORECASE)
_INTO = re.compile(r"^\s+(?:in)?to\s+(?:the\s+)?$", re.IGNORECASE)


def _moved(place: Place, km: float, bearing: float) -> tuple[float, float]:
    from geopy.distance import geodesic  # here, because it takes a third of a second and few reports need it

    point = geodesic(kilometers=km).destination((place.lat, place.lon), bearing)
    return point.latitude, point.longitude


def find_relative(
    sentence: Sentence, resolutions: Sequence[Resolution], *, outlines: Outlines | None = None
) -> list[RelativePlace]:
    """Every relative place that a sentence tells.

    Parameters
    ----------
    sentence : Sentence
        Its offsets count in the document, as the mentions' do.
    resolutions : sequence of Resolution
        Of the whole document or of the sentence; those outside the sentence only help to tell which two
        countries a border parts.
    outlines : Outlines, optional
        Shapes of countries and divisions; those that ship with the package when not given.

    Returns
    -------
    list of RelativePlace
        In reading order of the leading name; [] where nothing is told relative to a resolved name.
    """
    inside = [r for r in between(resolutions, sentence.start, sentence.end) if r.referent is not None]
    inside.sort(key=lambda r: (r.mention.start, r.mention.end))
    outlines = outlines or bundled_outlines()
    told: list[RelativePlace] = []
    used: set[int] = set()
    for at in range(len(inside) - 1):
        pair = _pair(sentence, inside[at], inside[at + 1], outlines)
        if pair is not None:
            told.append(pair)
            used.update((at, at + 1))
    for at, resolution in enumerate(inside):
        if at in used:
            continue
        start, end = resolution.mention.start - sentence.start, resolution.mention.end - sentence.start
        phrase = read_phrase(sentence.text, start, end)
        if phrase is not None:
            place = _place(
                sentence, phrase, resolution, [r for r in inside if r is not resolution], resolutions, outlines
            )
            if place is not None:
                told.append(place)
    return sorted(told, key=lambda place: (place.resolution.mention.start, place.start))


def _pair(sentence: Sentence, a: Resolution, b: Resolution, outlines: Outlines) -> RelativePlace | None:
    """A place told by two names: between them, on the road that joins them, on the border that parts them."""
    one, two = a.referent, b.referent
    if one is None or two is None or one.place_id == two.place_id:
        return None
    left = max(0, a.mention.start - sentence.start - _REACH)
    before = sentence.text[left : a.mention.start - sentence.start]
    gap = sentence.text[a.mention.end - sentence.start : max(0, b.mention.start - sentence.start)]
    after = sentence.text[b.mention.end - sentence.start :][:_REACH]
    opening, joint = _BETWEEN.search(before), _AND.match(gap)
    dashed = _DASH.match(gap)
    start = (opening.start() if opening else len(before)) + left + sentence.start
    if one.is_country and two.is_country:
        crossed = _BORDER_FROM.search(before) if _INTO.match(gap) else None
        parted = crossed or (_BORDER_AFTER.match(after) if dashed else _BORDER_BETWEEN.search(before))
        spot = outlines.border(one.country or "", two.country or "", None) if parted else None
        if spot is None or not (dashed or joint or crossed):
            return None
        relation, fuzzy = "on the border between", WherePrecision.FUZZY
        return RelativePlace(
            start, b.mention.end, relation, (a, b), spot.lat, spot.lon, round(spot.radius_km, 1), fuzzy
        )
    if one.is_country or two.is_country:
        return None
    if opening and joint:
        word = opening["word"].casefold()
        if word == "from" and not (joint["word"].casefold() == "to" and _ROAD.search(before[-80:])):
            return None
        if (
            (word == "between") != (joint["word"].casefold() == "and")
            and word != "from"
            and not _ROAD.search(before[-80:])
        ):
            return None
        if word == "between" and re.search(
            r"\b(?:talks|clash|clashes|match|agreement|deal|fighting|war)\s+between\b", before[-30:]
        ):
            if kind_of(one) < Kind.CAPITAL or kind_of(two) < Kind.CAPITAL:
                return None
        relation = "between" if word == "between" else "on the road between"
    elif dashed and _ROAD_AFTER.match(after):
        relation = "on the road between"
    else:
        return None
    apart = _geodesic_km(one, two)
    if apart > 1500:
        return None  # no road and no "between" that a map could show
    middle_lat, middle_lon = _middle(one, two)
    precision = WherePrecision.NEAR if apart <= NEAR_KM and relation == "between" else WherePrecision.FUZZY
    radius = round(apart / 2 + 2.0, 1)
    return RelativePlace(start, b.mention.end, relation, (a, b), middle_lat, middle_lon, radius, precision)


def _geodesic_km(one: Place, two: Place) -> float:
    from geopy.distance import geodesic

    return float(geodesic((one.lat, one.lon), (two.lat, two.lon)).km)


def _middle(one: Place, two: Place) -> tuple[float, float]:
    """The middle of the geodesic between two points."""
    half = _geodesic_km(one, two) / 2
    lat_a, lat_b = math.radians(one.lat), math.radians(two.lat)
    across = math.radians(two.lon - one.lon)
    bearing = math.atan2(
        math.sin(across) * math.cos(lat_b),
        math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(across),
    )
    return _moved(one, half, math.degrees(bearing))


def _place(
    sentence: Sentence,
    phrase: Phrase,
    resolution: Resolution,
    inside: Sequence[Resolution],
    document: Sequence[Resolution],
    outlines: Outlines,
) -> RelativePlace | None:
    """The relative place of one phrase, or None where it makes no sense for this kind of place."""
    place = resolution.referent
    demonym = resolution.mention.kind == "demonym" or resolution.reason.startswith(PEOPLE_OF)
    if place is None or (demonym and phrase.form not in ("border", "coast")):
        return None
    if phrase.form == "part" and plain(place.name).startswith(phrase.relation.split()[-2][:4]):
        return None  # "eastern Ghouta" is Eastern Ghouta, not the east of it
    with_others: tuple[Resolution, ...] = (resolution,)
    country = None
    spot: Spot | None
    if phrase.form == "border":
        answer = _border(place, resolution, inside, document, outlines)
        if answer is None:
            return None
        spot, beside = answer
        if beside is not resolution and beside.referent is not None and kind_of(beside.referent) in _ADMIN:
            with_others = (resolution, beside)  # a town keeps its own point: "in Atme near the border"
        country = beside.referent.country if beside.referent else None
        precision = WherePrecision.FUZZY
    elif phrase.form == "coast":
        spot, precision = _off_the_coast(place, phrase.bearing, outlines), WherePrecision.SEA_OR_AIR
    elif kind_of(place) in _ADMIN | {Kind.AREA, Kind.WATER, Kind.TERRAIN}:
        spot, precision = _by_area(place, phrase, resolution, outlines)
    else:
        spot, precision = _by_point(place, phrase)
    if spot is None:
        return None
    return RelativePlace(
        sentence.start + phrase.start, sentence.start + phrase.end, phrase.relation, with_others,
        round(spot.lat, 5), round(spot.lon, 5), round(spot.radius_km, 1), precision, country,
    )  # fmt: skip


def _by_point(place: Place, phrase: Phrase) -> tuple[Spot | None, WherePrecision]:
    """Relative to a town, village, quarter or facility."""
    size = radius_of(place)
    if phrase.form == "offset" and phrase.distance_km is not None and phrase.bearing is not None:
        lat, lon = _moved(place, phrase.distance_km, phrase.bearing)
        # Bearings are told to an eighth of the circle: up to 22.5 degrees aside, 0.4 of the distance.
        slack = (0.8 if phrase.vague else 0.4) * phrase.distance_km
        precision = WherePrecision.NEAR if phrase.distance_km <= NEAR_KM else WherePrecision.FUZZY
        return Spot(lat, lon, max(2.0, (size**2 + slack**2) ** 0.5)), precision
    if phrase.form == "distance" and phrase.distance_km is not None:
        precision = WherePrecision.NEAR if phrase.distance_km <= NEAR_KM else WherePrecision.FUZZY
        return Spot(place.lat, place.lon, max(2.0, 1.1 * phrase.distance_km + size)), precision
    if phrase.form == "direction" and phrase.bearing is not None:
        away = size + (2.0 if phrase.vague else max(4.0, 10.0 - size))
        lat, lon = _moved(place, away, phrase.bearing)
        return Spot(lat, lon, away + 3.0 if phrase.vague else max(15.0, 1.3 * away)), WherePrecision.NEAR
    if phrase.form == "near":
        return Spot(place.lat, place.lon, max(15.0 if phrase.vague else NEAR_KM, size + 10.0)), WherePrecision.NEAR
    if phrase.form == "outskirts":
        if phrase.bearing is None:
            return Spot(place.lat, place.lon, max(7.0, 1.5 * size + 3.0)), WherePrecision.NEAR
        lat, lon = _moved(place, max(2.0, 0.8 * size), phrase.bearing)
        return Spot(lat, lon, max(5.0, 0.8 * size + 3.0)), WherePrecision.NEAR
    if phrase.form == "countryside":
        if phrase.bearing is None:
            return Spot(place.lat, place.lon, size + 35.0), WherePrecision.FUZZY
        lat, lon = _moved(place, size + 15.0, phrase.bearing)
        return Spot(lat, lon, size + 25.0), WherePrecision.FUZZY
    if phrase.form == "part":  # "northern Aleppo": quarters of the city as often as the land beside it
        if phrase.bearing is None:  # "central Kabul"
            return Spot(place.lat, place.lon, max(3.0, 0.6 * size)), WherePrecision.NEAR
        lat, lon = _moved(place, 0.5 * size, phrase.bearing)
        return Spot(lat, lon, max(5.0, 1.2 * size)), WherePrecision.NEAR
    return None, WherePrecision.NEAR


def _by_area(
    place: Place, phrase: Phrase, resolution: Resolution, outlines: Outlines
) -> tuple[Spot | None, WherePrecision]:
    """Relative to a country, division, region or river: parts of it, hardly anything else."""
    own = phrase.start == phrase.end - len(resolution.mention.text)
    if phrase.form == "countryside" and own:
        return None, WherePrecision.FUZZY  # a desert with a name of its own
    if phrase.form == "part" and own and not resolution.reason.startswith(NAMED_AFTER):
        return None, WherePrecision.FUZZY  # "South Sudan" and "Western Desert" are names of their own
    size = radius_of(place)
    if phrase.form == "near" and kind_of(place) in (Kind.AREA, Kind.WATER, Kind.TERRAIN):
        return Spot(place.lat, place.lon, size + NEAR_KM), WherePrecision.FUZZY
    if phrase.form == "countryside" and phrase.bearing is None:
        return Spot(place.lat, place.lon, size), precision_of(place)
    if phrase.form in ("part", "countryside", "direction"):
        spot = outlines.part(place, phrase.bearing)
        if spot is not None:
            return spot, WherePrecision.FUZZY
        if phrase.bearing is None:
            return Spot(place.lat, place.lon, 0.6 * size), WherePrecision.FUZZY
        lat, lon = _moved(place, 0.4 * size, phrase.bearing)
        return Spot(lat, lon, 0.7 * size), WherePrecision.FUZZY
    return None, WherePrecision.FUZZY


def _border(
    place: Place,
    resolution: Resolution,
    inside: Sequence[Resolution],
    document: Sequence[Resolution],
    outlines: Outlines,
) -> tuple[Spot, Resolution] | None:
    """The border of ``place``, a country, with the country of the sentence's (else the document's) other places."""
    if not place.is_country or place.country is None:
        return None
    at = resolution.mention.start
    near_first = sorted(inside, key=lambda r: abs(r.mention.start - at))
    rest = [r for r in document if r.referent is not None and r not in near_first and r is not resolution]
    for beside in [*near_first, *sorted(rest, key=lambda r: abs(r.mention.start - at))]:
        other = beside.referent
        if other is None or other.country in (None, place.country):
            continue
        narrow = None if other.is_country else other
        spot = outlines.border(place.country, other.country or "", narrow)
        if spot is not None:
            return spot, beside
    spot = outlines.border(place.country, None, None)  # no neighbour is named: anywhere along it
    return (spot, resolution) if spot is not None else None


def _off_the_coast(place: Place, bearing: float | None, outlines: Outlines) -> Spot | None:
    """A point at sea before ``place``: towards ``bearing``, else towards the widest open water."""
    if place.is_country:
        return outlines.coast(place.country or "", bearing)
    if kind_of(place) is Kind.ADM1:
        spot = outlines.part(place, bearing) if bearing is not None else None
        return spot or Spot(place.lat, place.lon, radius_of(place) + _SEA_RADIUS_KM)
    if bearing is None:
        bearing = _seaward(place, outlines)
    if bearing is None:
        return Spot(place.lat, place.lon, radius_of(place) + _SEA_RADIUS_KM)
    lat, lon = _moved(place, radius_of(place) + _SEA_KM, bearing)
    return Spot(lat, lon, radius_of(place) + _SEA_RADIUS_KM)


def _seaward(place: Place, outlines: Outlines) -> float | None:
    """The middle of the widest run of bearings with open water 15 to 45 km out; None away from the sea."""
    steps = [index * 22.5 for index in range(16)]
    wet = [not any(outlines.is_land(*_moved(place, km, bearing)) for km in (15.0, 30.0, 45.0)) for bearing in steps]
    if not any(wet):
        return None
    if all(wet):
        return 0.0
    first = wet.index(False)
    best, run = (0, 0), 0
    for offset in range(1, 17):
        at = (first + offset) % 16
        run = run + 1 if wet[at] else 0
        if run > best[0]:
            best = (run, first + offset)
    length, last = best
    return (steps[0] + 22.5 * (last - (length - 1) / 2)) % 360.0
