"""From the places linked to one trigger to its location, and to the others over which its sentence distributes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoevents.extract.places.features import contains, fineness
from geoevents.extract.places.link import COUNTED_ON, PlaceLink
from geoevents.extract.places.unknown import city_of_quarter, is_water, near_only
from geoevents.extract.sentence.scene import Scene
from geoevents.geometry import distance_km
from geoevents.model import Location, ParsedSentence, Place, Resolution
from geoevents.ontology import WherePrecision
from geoevents.resolve.extent import radius_of
from geoevents.resolve.kinds import Kind, kind_of, kind_word
from geoevents.resolve.location import locate
from geoevents.resolve.reading import between
from geoevents.resolve.relative import find_relative

_LONG_KM = 30.0  # radius of a river or region
_TOWN_KM, _TOWN_PEOPLE = 400.0, 1000  # how far a division's point may lie from the town it is named after
_DIVISION_WORD = re.compile(
    r"\b(provinces?|governorates?|regions?|districts?|county|counties|states?|oblasts?|departments?|prefectures?|countryside|"
    r"rural|raion|across|throughout|northern|southern|eastern|western|central|parts of)\b",
    re.IGNORECASE,
)
# Divisions that few gazetteers hold beside the town of their name; what follows the name tells them
_DIVISION_WORDS = (
    r"(?:local\s+government\s+(?:areas?|councils?)|lgas?|territor(?:y|ies)|townships?|tehsils?|upazilas?|woredas?|cercles?|"
    r"sub-?districts?|sub-?count(?:y|ies)|chiefdoms?)"
)
_DIVISION_NAMED = re.compile(rf"\w\s+{_DIVISION_WORDS}$", re.IGNORECASE)
_DIVISION_AFTER = re.compile(
    r"(?:(?:,\s+[A-Z][\w-]+){0,4},?\s+and\s+[A-Z][\w-]+)?\s+"
    rf"{_DIVISION_WORDS}\b",
    re.IGNORECASE,
)
_DIVISION_KM = 40.0  # radius of one, and how far from its town its own point may lie
_OWNED = re.compile(r"['’]s\s+(?:[a-z][\w-]*\s+){0,2}")
_OFF_COAST = re.compile(r",?\s+off\s+(?:the\s+)?(?:(?:[\w-]+\s+)?(?:coast|shores?)\s+of\s+)?(?:the\s+)?")
_AT_TOWN = re.compile(
    r"\s+(?:coastal\s+|seaside\s+|port\s+)?(?:port|town|city|village|resort|island|hamlet)(?:\s+(?:city|town))?\s+of\s+|"
    r"(?:\s+(?:[Rr]iver|[Vv]alley|[Mm]ountains))?,?\s+(?:in|at|near|outside|around)\s+(?:the\s+(?:town|city|village)\s+of\s+)?"
)


@dataclass(frozen=True, slots=True)
class Share:
    """One of several coordinated places over which a sentence distributes an event."""

    location: Location
    start: int  # of its mention, in the document


def location_of(
    links: Sequence[PlaceLink], sentence: ParsedSentence, resolutions: Sequence[Resolution]
) -> Location | None:
    """The location that linked mentions of one sentence tell: the finest place, confirmed by those that hold it."""
    resolved = [k for k in links if k.resolution.referent is not None and not is_water(k.resolution, sentence)]
    resolved = _without_owners(resolved, sentence)
    if not resolved:
        return None
    best = max(
        resolved,
        key=lambda k: (
            sum(contains(o.resolution.referent, k.resolution.referent) for o in resolved),
            fineness(k.resolution.referent) - 2 * _is_long(k.resolution.referent) + 2 * k.score,
            -k.resolution.mention.start,
        ),
    )
    best = replace(best, resolution=_town_at(best.resolution, sentence, resolutions))
    best = replace(best, resolution=_town_rather_than_division(best.resolution, sentence))
    spans = [(k.resolution.mention.start, k.resolution.mention.end) for k in links]
    city = city_of_quarter(best.resolution, sentence, resolutions)
    around = locate(city, None, spans) if city is not None else None
    if around is not None:
        return near_only(around)
    relative = next(
        (
            r
            for r in find_relative(sentence.sentence, resolutions)
            if any(x.mention == best.resolution.mention for x in r.resolutions)
        ),
        None,
    )
    located = locate(best.resolution, relative, spans)
    return _as_division(located, best.resolution, sentence) if relative is None and located else located


def _as_division(location: Location, resolution: Resolution, sentence: ParsedSentence) -> Location:
    """The location as the division that the word behind its name makes it: "in Karsana Local Government Area"."""
    if location.where_prec != WherePrecision.EXACT:
        return location
    end = resolution.mention.end - sentence.start
    if not (_DIVISION_AFTER.match(sentence.text, end) or _DIVISION_NAMED.search(resolution.mention.text)):
        return location
    return replace(location, where_prec=WherePrecision.ADMIN2, radius_km=max(_DIVISION_KM, location.radius_km))


def _without_owners(links: Sequence[PlaceLink], sentence: ParsedSentence) -> list[PlaceLink]:
    """The links without those that only tell whose another one is: "in Yala's Yaha district"."""
    text, offset = sentence.text, sentence.start
    spans = {k.resolution.mention.start: k for k in links}

    def owns(link: PlaceLink) -> bool:
        owned = _OWNED.match(text, link.resolution.mention.end - offset)
        other = spans.get(owned.end() + offset) if owned is not None else None
        return other is not None and _country(other) == _country(link)  # not "Kabul's Green Zone", which Baghdad has

    return [k for k in links if not owns(k)]


def _country(link: PlaceLink) -> str | None:
    return link.resolution.referent.country if link.resolution.referent is not None else None


def _town_at(long: Resolution, sentence: ParsedSentence, resolutions: Sequence[Resolution]) -> Resolution:
    """The town or coast that the words behind a river, sea or region put it at: "over the Dnieper in Zaporizhzhia"."""
    if not _is_long(long.referent):
        return long
    text, offset = sentence.text, sentence.start
    for other in between(resolutions, long.mention.end, sentence.end):
        gap = text[long.mention.end - offset : other.mention.start - offset]
        if other.referent is not None and other.referent.is_populated and _AT_TOWN.fullmatch(gap):
            return other
        if other.referent is not None and _OFF_COAST.fullmatch(gap):
            return other  # "in the Red Sea off Yemen"
    return long


def _is_long(place: Place | None) -> bool:
    """Whether a place is a river, range or region that a town beside it pins down: "the Dnieper in Zaporizhzhia"."""
    long = place is not None and kind_of(place) in (Kind.WATER, Kind.TERRAIN, Kind.AREA)
    return long and place is not None and radius_of(place) >= _LONG_KM


def shares_of(
    location: Location, links: Sequence[PlaceLink], scene: Scene, resolutions: Sequence[Resolution]
) -> tuple[Share, ...]:
    """Further places that are coordinated with the chosen one: "hit Khan Younis and Rafah"."""
    resolved = [k for k in links if k.resolution.referent is not None and fineness(k.resolution.referent) >= 3]
    if location.where_prec == WherePrecision.ADMIN1:  # "the Sumy and Kharkiv regions"
        resolved = [k for k in links if fineness(k.resolution.referent) == 1]
    if len(resolved) < 2 or location.relation is not None or not scene.syntax.has_tree:
        return ()
    chosen = next((k for k in resolved if _place_id(k) == location.place_id), None)
    if chosen is None:
        return ()
    out = []
    for link in sorted(resolved, key=lambda k: k.resolution.mention.start):
        start = link.resolution.mention.start
        if link is chosen or not _in_series(scene, chosen, link):
            continue
        other = location_of([link], scene.sentence, resolutions)
        if other is not None and other.place_id != location.place_id:
            out.append(Share(other, start))
    return tuple(out)


def span_of(link: PlaceLink) -> tuple[int, int]:
    """Where the linked name stands in the document."""
    return link.resolution.mention.start, link.resolution.mention.end


def _place_id(link: PlaceLink) -> str | None:
    return link.resolution.referent.place_id if link.resolution.referent else None


def _in_series(scene: Scene, one: PlaceLink, other: PlaceLink) -> bool:
    """Whether two mentions are coordinated: "and" or a comma between them, and no verb."""
    (_, low), (high, _) = sorted((span_of(one), span_of(other)))
    between = [t for t in scene.sentence.tokens if t.start >= low and t.end <= high]
    words = [t.text.lower() for t in between]
    text = scene.sentence.text[low - scene.start : high - scene.start]
    return (
        bool(words)
        and len(words) <= 12
        and ("and" in words or words == [","] and _alike(one, other) or COUNTED_ON.fullmatch(text) is not None)
        and not any(t.pos in ("VERB", "AUX") for t in between)
    )


def _alike(one: PlaceLink, other: PlaceLink) -> bool:
    """Whether a comma between two places may list them: "Karsana, Tobu"; in "Karsana, Tobu Province" it does not."""
    return fineness(one.resolution.referent) == fineness(other.resolution.referent)


def _town_rather_than_division(resolution: Resolution, sentence: ParsedSentence) -> Resolution:
    """The town of the same name inside a division, unless the text says that it means the division."""
    place, mention = resolution.referent, resolution.mention
    if place is None or not place.is_admin:
        return resolution
    around = sentence.text[max(0, mention.start - sentence.start - 24) : mention.end - sentence.start + 16]
    listed = kind_word(sentence.text, mention.start - sentence.start, mention.end - sentence.start)
    if _DIVISION_WORD.search(around) or _DIVISION_WORD.fullmatch(listed or ""):
        return resolution
    for candidate in resolution.candidates:
        town = candidate.place
        if town.is_populated and town.country == place.country and distance_km(town, place) <= _TOWN_KM:
            if town.admin1_code == place.admin1_code and (town.population or 0) >= _TOWN_PEOPLE:
                return replace(resolution, referent=town, reason=f"{resolution.reason}; the town of that name")
    return resolution


def location_of_title(resolutions: Sequence[Resolution]) -> Location | None:
    """The finest literal place of a title; its mentions are left out, for offsets never count in the title."""
    literal = [r for r in resolutions if r.mention.literal and r.mention.kind != "demonym" and r.referent is not None]
    if not literal:
        return None
    if len({r.referent.country for r in literal if r.referent is not None}) > 1:
        return None  # "17 killed in Mali, 20 in Burkina Faso": which of them is not told
    best = max(literal, key=lambda r: (fineness(r.referent), r.score, -r.mention.start))
    return locate(best, None, ())
