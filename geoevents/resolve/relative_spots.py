"""Where a place told relative to one name lies: beside a town, in a part of a province, along a border, off a coast.

Positions are geodesics on the WGS84 ellipsoid, by geographiclib, on which geopy's rest too: geopy itself loads its web
geocoders, a third of a second, where one report says "north of".
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from geographiclib.geodesic import Geodesic

from geoevents.model import Place, Resolution
from geoevents.ontology import WherePrecision
from geoevents.resolve.evidence import NAMED_AFTER
from geoevents.resolve.extent import precision_of, radius_of
from geoevents.resolve.kinds import Kind, kind_of
from geoevents.resolve.outlines import Outlines, Spot
from geoevents.resolve.phrases import Phrase

NEAR_KM = 25.0  # UCDP: "near" ends here
# What "north of X" and "the northern countryside of X" mean where no distance is told: however large the city, coders
# put such events some 20 km from its middle (medians over 1,150 of them; docs/decisions/resolution.md).
_BESIDE_KM = 20.0
_COUNTRYSIDE_KM = 24.0
_SEA_KM = 20.0  # how far off a coast a point is put
_SEA_RADIUS_KM = 40.0


def moved(place: Place, km: float, bearing: float) -> tuple[float, float]:
    """Latitude and longitude so many kilometres from a place; ``bearing`` in degrees from north."""
    point = Geodesic.WGS84.Direct(place.lat, place.lon, bearing, km * 1000)
    return point["lat2"], point["lon2"]


def geodesic_km(one: Place, two: Place) -> float:
    """Kilometres between two places on the ellipsoid."""
    return float(Geodesic.WGS84.Inverse(one.lat, one.lon, two.lat, two.lon, Geodesic.DISTANCE)["s12"]) / 1000


def middle_of(one: Place, two: Place) -> tuple[float, float]:
    """The middle of the geodesic between two points."""
    half = geodesic_km(one, two) / 2
    lat_a, lat_b = math.radians(one.lat), math.radians(two.lat)
    across = math.radians(two.lon - one.lon)
    bearing = math.atan2(
        math.sin(across) * math.cos(lat_b),
        math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(across),
    )
    return moved(one, half, math.degrees(bearing))


def beside_point(place: Place, phrase: Phrase) -> tuple[Spot | None, WherePrecision]:
    """Relative to a town, village, quarter or facility."""
    size = radius_of(place)
    if phrase.form == "offset" and phrase.distance_km is not None and phrase.bearing is not None:
        lat, lon = moved(place, phrase.distance_km, phrase.bearing)
        # Bearings are told to an eighth of the circle: up to 22.5 degrees aside, 0.4 of the distance.
        slack = (0.8 if phrase.vague else 0.4) * phrase.distance_km
        precision = WherePrecision.NEAR if phrase.distance_km <= NEAR_KM else WherePrecision.FUZZY
        return Spot(lat, lon, max(2.0, (size**2 + slack**2) ** 0.5)), precision
    if phrase.form == "distance" and phrase.distance_km is not None:
        precision = WherePrecision.NEAR if phrase.distance_km <= NEAR_KM else WherePrecision.FUZZY
        return Spot(place.lat, place.lon, max(2.0, 1.1 * phrase.distance_km + size)), precision
    if phrase.form == "direction" and phrase.bearing is not None:
        away = size + 2.0 if phrase.vague else min(max(6.0, 3.0 * size), _BESIDE_KM)
        lat, lon = moved(place, away, phrase.bearing)
        return Spot(lat, lon, away + 3.0 if phrase.vague else max(15.0, away)), WherePrecision.NEAR
    if phrase.form == "near":
        return Spot(place.lat, place.lon, max(15.0 if phrase.vague else NEAR_KM, size + 10.0)), WherePrecision.NEAR
    if phrase.form == "outskirts":
        if phrase.bearing is None:
            return Spot(place.lat, place.lon, max(7.0, 1.5 * size + 3.0)), WherePrecision.NEAR
        lat, lon = moved(place, max(2.0, 0.8 * size), phrase.bearing)
        return Spot(lat, lon, max(5.0, 0.8 * size + 3.0)), WherePrecision.NEAR
    if phrase.form == "countryside":
        if phrase.bearing is None:
            return Spot(place.lat, place.lon, size + 35.0), WherePrecision.FUZZY
        lat, lon = moved(place, min(size + 15.0, _COUNTRYSIDE_KM), phrase.bearing)
        return Spot(lat, lon, size + 25.0), WherePrecision.FUZZY
    if phrase.form == "part":  # "northern Aleppo": quarters of the city as often as the land beside it
        if phrase.bearing is None:  # "central Kabul"
            return Spot(place.lat, place.lon, max(3.0, 0.6 * size)), WherePrecision.NEAR
        lat, lon = moved(place, 0.5 * size, phrase.bearing)
        return Spot(lat, lon, max(5.0, 1.2 * size)), WherePrecision.NEAR
    return None, WherePrecision.NEAR


def part_of_area(
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
        lat, lon = moved(place, 0.4 * size, phrase.bearing)
        return Spot(lat, lon, 0.7 * size), WherePrecision.FUZZY
    return None, WherePrecision.FUZZY


def on_border(
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


def off_the_coast(place: Place, bearing: float | None, outlines: Outlines) -> Spot | None:
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
    lat, lon = moved(place, radius_of(place) + _SEA_KM, bearing)
    return Spot(lat, lon, radius_of(place) + _SEA_RADIUS_KM)


def _seaward(place: Place, outlines: Outlines) -> float | None:
    """The middle of the widest run of bearings with open water 15 to 45 km out; None away from the sea."""
    steps = [index * 22.5 for index in range(16)]
    wet = [not any(outlines.is_land(*moved(place, km, bearing)) for km in (15.0, 30.0, 45.0)) for bearing in steps]
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
