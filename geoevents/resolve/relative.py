"""Places told relative to others: "10 km north of Idlib", "between A and B", "northwestern Syria".

Each becomes a point, a radius that covers where the place may be, and UCDP's where_prec: 2 up to 25 km from
a place, 5 for lines and fuzzy areas, 7 at sea. Positions are geodesics on the WGS84 ellipsoid (geographiclib).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geoevents.model import Resolution, Sentence
from geoevents.ontology import WherePrecision
from geoevents.resolve.evidence import PEOPLE_OF
from geoevents.resolve.kinds import Kind, kind_of
from geoevents.resolve.likeness import plain
from geoevents.resolve.outlines import Outlines, Spot, bundled_outlines
from geoevents.resolve.phrases import Phrase, read_phrase
from geoevents.resolve.reading import between
from geoevents.resolve.relative_spots import (
    NEAR_KM,
    beside_point,
    geodesic_km,
    middle_of,
    off_the_coast,
    on_border,
    part_of_area,
)

_REACH = 120  # characters beside two names that a pattern may take
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
    r"^(?:['’]s)?\s*(?:,\s[a-z][^,;.]{2,40},\s)?(?:[\w-]+\s+){0,2}(?P<word>and|with|to)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
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
_TELLS_THE_NEXT = re.compile(
    r"\s+(?:coast\s+|coastal\s+|border\s+|port\s+)?(?:port|city|town|village|resort)\s+of\s+[A-Z]"
)
_THE_SIDE = re.compile(r"the\s(?:[a-z]+[- ]?){1,2}ern\s+(?=[A-Z])")
_DIVISION_AFTER = re.compile(r"\s+(?:district|province|governorate|department|oblast|county)\b")
_SIDE_REGION_OF = re.compile(r"(?:(?:[a-z]+[- ]?){1,2}ern|central)\s+region\s+of\b")
_INTO = re.compile(r"^\s+(?:in)?to\s+(?:the\s+)?$", re.IGNORECASE)


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
        other = at + 2 if at + 2 < len(inside) and _leads_on(sentence, inside[at + 1]) else at + 1
        pair = _pair(sentence, inside[at], inside[other], outlines)
        if pair is not None:
            told.append(pair)
            used.update(range(at, other + 1))
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


def _says_where_it_is(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the side told is the one on which a division lies in its country: "the eastern Tobu district"."""
    if _DIVISION_AFTER.match(sentence.text, phrase.end) is None:
        return _SIDE_REGION_OF.match(sentence.text, phrase.start) is not None
    return _THE_SIDE.match(sentence.text, max(0, phrase.start - 4)) is not None


def _leads_on(sentence: Sentence, resolution: Resolution) -> bool:
    """Whether a name only tells where the next one lies: "from Karsana to the Black Sea port of Asmira"."""
    place = resolution.referent
    if place is None or place.is_populated:
        return False  # "Asmira city of Tobu": the town is the first
    return _TELLS_THE_NEXT.match(sentence.text, resolution.mention.end - sentence.start) is not None


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
    apart = geodesic_km(one, two)
    if apart > 1500:
        return None  # no road and no "between" that a map could show
    middle_lat, middle_lon = middle_of(one, two)
    precision = WherePrecision.NEAR if apart <= NEAR_KM and relation == "between" else WherePrecision.FUZZY
    radius = round(apart / 2 + 2.0, 1)
    return RelativePlace(start, b.mention.end, relation, (a, b), middle_lat, middle_lon, radius, precision)


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
    if phrase.form == "part" and place.is_admin and not place.is_country and _says_where_it_is(sentence, phrase):
        return None
    with_others: tuple[Resolution, ...] = (resolution,)
    country = None
    spot: Spot | None
    if phrase.form == "border":
        answer = on_border(place, resolution, inside, document, outlines)
        if answer is None:
            return None
        spot, beside = answer
        if beside is not resolution and beside.referent is not None and kind_of(beside.referent) in _ADMIN:
            with_others = (resolution, beside)  # a town keeps its own point: "in Atme near the border"
        country = beside.referent.country if beside.referent else None
        precision = WherePrecision.FUZZY
    elif phrase.form == "coast":
        spot, precision = off_the_coast(place, phrase.bearing, outlines), WherePrecision.SEA_OR_AIR
    elif kind_of(place) in _ADMIN | {Kind.AREA, Kind.WATER, Kind.TERRAIN}:
        spot, precision = part_of_area(place, phrase, resolution, outlines)
    else:
        spot, precision = beside_point(place, phrase)
    if spot is None:
        return None
    return RelativePlace(
        sentence.start + phrase.start, sentence.start + phrase.end, phrase.relation, with_others,
        round(spot.lat, 5), round(spot.lon, 5), round(spot.radius_km, 1), precision, country,
    )  # fmt: skip
