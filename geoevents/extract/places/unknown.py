"""Places whose names no gazetteer knows: the known place that holds them, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geoevents.extract.actors.groups import load_groups
from geoevents.extract.places.link import PlaceLink
from geoevents.geometry import distance_km
from geoevents.model import Location, ParsedSentence, Resolution
from geoevents.ontology import WherePrecision
from geoevents.resolve.location import locate
from geoevents.resolve.reading import between
from geoevents.resolve.relative import RelativePlace, find_relative
from geoevents.resolve.relative_spots import NEAR_KM

_QUARTER_KM = 20.0  # a quarter lies no further from the middle of its city
_QUARTER_OF = re.compile(
    r"\s+(?:neighbou?rhood|quarter|street|square|market|mosque|hospital|roundabout)s?\s*(?:,|\s(?:in|of|inside))\s+"
    r"(?:the\s+)?(?:(?:city|town|capital)\s+(?:of\s+)?)?",
    re.IGNORECASE,
)
_WITH_UNKNOWN = 0.1  # least score of a place that says where an unknown name lies, where no words say it
_TOKENS_TO_HOLDER = 10  # between a name and the place that holds it
_OF_A_PLACE = frozenset({"ADP", "DET", "ADJ", "NOUN", "PROPN", "PUNCT", "PART", "NUM"})
_SO_FAR_FROM = re.compile(  # "Kompa, at 15km from Pama"
    r",?\s*(?:at\s+|about\s+|some\s+)*(?:[1-3]?\d|[a-z]+)\s?(?:km|kms|kilomet(?:er|re)s?|miles?)\s+(?:\([^)]*\)\s+)?(?:away\s+)?(?:from|of)\s+",
    re.IGNORECASE,
)
_LYING = frozenset({"located", "situated", "lying"})
_INSIDE = frozenset({"in", "of", "near", "at", "inside", "outside", "within", "on"})
_WATER = re.compile(r"\s+(?:[Rr]iver|[Cc]anal|[Ll]ake|[Rr]eservoir|[Rr]iverbank)\b")
_NO_PLACE_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|ramadan|easter|christmas|parliament|congress|english|[A-Z][a-z]*(?:ese|ian|ish)$",
    re.IGNORECASE,
)
_OF_A_CITY = re.compile(
    r"(?:[A-Z][\w'’-]*\s+){0,3}(?:[Tt]own|Colony|Chowk|Chowrangi|Bazaa?r|Road|Nagar|Market|Mall|Square|Street|Avenue|Sector|"
    r"Block|Phase|Mohalla|Society|Gate|Stadium|Bridge|Roundabout|[Nn]eighbou?rhood|[Qq]uarter)\b"
)
_LIES_IN = re.compile(  # where the words alone must tell
    r"(?:\s+(?:village|town|area|hamlet|forests?|hills?|sector|locality|ridge|neighbou?rhood|quarter|market|bazaar))?"
    r"(?:,|\s+(?:in|of|near|at))\s+(?:the\s+)?(?:(?:north|south|east|west|cent)[\w-]*\s+)?(?:[A-Z]\w+['’]s\s+)?"
    r"(?:(?:town|city|district|province)\s+of\s+)?"
)
_IN_NAMED = re.compile(
    r"\b(?:in|at|near|outside|on\s+the\s+edge\s+of)\s+(?:the\s+)?(?:(?:town|village|city|area|camp)\s+of\s+)?$"
)


_SETTLEMENT = r"(?:villages?|towns?|cit(?:y|ies)|hamlets?|settlements?|localit(?:y|ies)|communit(?:y|ies)|barangay)"
_SETTLEMENT_OF = re.compile(rf"\b{_SETTLEMENT}\s+(?:of|called|named)\s+(?:the\s+)?$|\bbarangay\s+$", re.IGNORECASE)
_SETTLEMENT_AFTER = re.compile(rf"\s+{_SETTLEMENT}\b", re.IGNORECASE)


def unknown_settlement(links: Sequence[PlaceLink], sentence: ParsedSentence) -> str | None:
    """The name of a town or village that fits a deed best and that no gazetteer knows; None where there is none."""
    if not links or links[0].resolution.referent is not None:
        return None
    mention, offset = links[0].resolution.mention, sentence.start
    named = _SETTLEMENT_OF.search(sentence.text[: mention.start - offset])
    return mention.text if named or _SETTLEMENT_AFTER.match(sentence.text, mention.end - offset) else None


def is_water(resolution: Resolution, sentence: ParsedSentence) -> bool:
    """Whether the name is a river's though the gazetteer answers with a town: "the Dnipro river"."""
    place = resolution.referent
    after = sentence.text[resolution.mention.end - sentence.start :]
    return place is not None and place.is_populated and _WATER.match(after) is not None


def around_unknown(
    links: Sequence[PlaceLink],
    sentence: ParsedSentence,
    resolutions: Sequence[Resolution],
    spans: Sequence[tuple[int, int]],
) -> Location | None:
    """Where a name that no gazetteer knows lies: the place its own sentence names with it, never as an exact point.

    Parameters
    ----------
    links : sequence of PlaceLink
        Every place of the sentence with its score for the trigger, the best first; the best one is not known.
    sentence : ParsedSentence
        The sentence.
    resolutions : sequence of Resolution
        Of the whole document.
    spans : sequence of (start, end)
        Mentions that the location shall bear.
    """
    known = [k for k in links if _may_hold(k, sentence)]
    end = links[0].resolution.mention.end
    holder = next((k for k in known if _holds(sentence, end, k.resolution)), None)
    link = holder or next((k for k in known if k.score >= _WITH_UNKNOWN), None)
    if link is None:
        return None
    location = locate(link.resolution, _relative_of(link.resolution, sentence, resolutions), spans)
    return near_only(location) if location is not None else None


def near_only(location: Location) -> Location:
    """The location as what it is near to, where its point is that of the place that holds it."""
    if location.where_prec != WherePrecision.EXACT:
        return location
    return replace(location, where_prec=WherePrecision.NEAR, radius_km=NEAR_KM, relation="near")


def city_of_quarter(
    quarter: Resolution, sentence: ParsedSentence, resolutions: Sequence[Resolution]
) -> Resolution | None:
    """The city whose quarter a sentence names, where the place found under the quarter's name lies far from it.

    "The Ashrafiyah neighborhood in Afrin": the better known Ashrafiyah is another city's.
    """
    place, text, offset = quarter.referent, sentence.text, sentence.start
    for other in between(resolutions, quarter.mention.end, sentence.end):
        city = other.referent
        if place is None or city is None or not city.is_populated or not other.mention.literal:
            continue
        named = _QUARTER_OF.fullmatch(text[quarter.mention.end - offset : other.mention.start - offset])
        if named is not None and distance_km(place, city) > _QUARTER_KM:
            return other
    return None


def is_of_a_city(name: str, sentence: ParsedSentence) -> bool:
    """Whether the words of a name, or those right after it, are those of quarters and streets: "Shah Colony"."""
    at = sentence.text.find(name)
    return at >= 0 and _OF_A_CITY.match(sentence.text, at) is not None


def _may_hold(link: PlaceLink, sentence: ParsedSentence) -> bool:
    known = link.resolution.referent is not None and link.resolution.mention.literal
    return known and not is_water(link.resolution, sentence)


def holder_of(
    name: str, sentence: ParsedSentence, mentions: Sequence[Resolution], resolutions: Sequence[Resolution]
) -> tuple[Location, Resolution] | None:
    """The finest place that a sentence names as holding a name that no gazetteer knows, never as an exact point.

    What one sentence tells of "the Ladran ridge of Zira district" holds for "Ladran" in the others.
    """
    for match in re.finditer(rf"\b{re.escape(name)}\b", sentence.text):
        end = sentence.start + match.end()
        held = []
        for known in mentions:
            if known.referent is None or known.referent.is_country or not known.mention.literal:
                continue
            if _holds(sentence, end, known) and not is_water(known, sentence):
                location = locate(known, _relative_of(known, sentence, resolutions), ())
                held += [(near_only(location), known)] if location is not None else []
        if held:
            return min(held, key=lambda pair: int(pair[0].where_prec))
    return None


def _holds(sentence: ParsedSentence, start: int, known: Resolution) -> bool:
    """Whether the words from a name's end to a second name say that it lies there: "the Zira quarter, Homs"."""
    end = known.mention.start
    between = [t for t in sentence.tokens if start <= t.start and t.end <= end]
    if not 0 < len(between) <= _TOKENS_TO_HOLDER:
        return False
    if _SO_FAR_FROM.fullmatch(sentence.text[start - sentence.start : end - sentence.start]):
        return True
    words = {t.text.lower() for t in between}
    if not sentence.parsed:
        return _LIES_IN.fullmatch(sentence.text[start - sentence.start : end - sentence.start]) is not None
    joined = all(
        (t.pos in _OF_A_PLACE or t.text.lower() in _LYING) and (t.pos != "ADP" or t.text.lower() in _INSIDE)
        for t in between
    )
    return joined and bool(words & {*_INSIDE, ","})


def _relative_of(
    resolution: Resolution, sentence: ParsedSentence, resolutions: Sequence[Resolution]
) -> RelativePlace | None:
    """What the text says beside a name: "the southern countryside of" it."""
    told = find_relative(sentence.sentence, resolutions)
    return next((r for r in told if r.resolution.mention == resolution.mention), None)


def named_but_unknown(sentence: ParsedSentence, mentions: Sequence[Resolution]) -> str | None:
    """The name a sentence gives its place where no gazetteer knows it; None where it names a known place as well."""
    literal = [r for r in mentions if r.mention.literal]
    if any(r.referent is not None for r in literal):
        return None
    text, offset = sentence.text, sentence.start
    for resolution in literal:
        mention = resolution.mention
        if mention.text[:1].isupper() and _IN_NAMED.search(text[: mention.start - offset]):
            return mention.text
    groups = [(g.start + offset, g.end + offset) for g in load_groups().find_groups(text)]
    for token in sentence.tokens:
        name = token.pos == "PROPN" and token.text[:1].isupper() and token.entity in ("", "GPE", "LOC", "FAC")
        if name and any(first <= token.start < last for first, last in groups):
            continue  # "Union for Peace in the Central African Republic" is who, not where
        if name and _IN_NAMED.search(text[: token.start - offset]) and not _NO_PLACE_NAME.match(token.text):
            return token.text
    return None
