"""Places that a sentence tells without naming them: a border, the north of a country named before, its capital."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from geoevents.extract.report.sections import within
from geoevents.extract.sentence.segments import segment_of
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Location, ParsedSentence, Place, Resolution
from geoevents.ontology import WherePrecision
from geoevents.resolve.location import locate
from geoevents.resolve.outlines import bundled_outlines
from geoevents.resolve.phrases import bearing_of, direction_name
from geoevents.resolve.reading import between
from geoevents.resolve.relative import RelativePlace, find_relative

_CITY_KM = 15.0  # half the extent of a capital
_REACH = 90  # characters between a happening and the words that place it
_SIDE = r"(?:north|south|east|west)(?:[\s-]?(?:east|west))?(?:ern)?|cent(?:re|er)|central"
_KIND_OF_CAPITAL = (  # "the provincial capital" is another town
    r"(?!provincial|regional|state|district|county|departmental|governorate|commercial|economic|financial|"
    r"administrative|former|old|ancient|cultural|political|twin|venture|human|working|social)"
)
TAKEN_OR_STRUCK = (
    r"seiz\w+|took|taken?|taking|enter(?:ed|ing)|captur\w+|storm(?:ed|ing)|shell(?:ed|ing)|struck|striking|hit(?:ting)?|"
    r"bomb(?:ed|ing|arded)|attack(?:ed|ing)|ret(?:ook|aken|aking)|recaptur\w+|overr[au]n|fled|fleeing|shook|rocked|besieg\w+"
)
_IN_CAPITAL = re.compile(
    rf"\b(?:(?P<side>{_SIDE}|outskirts|heart|middle)(?:\s+(?:parts?|suburbs?|outskirts|districts?|edge))?\s+of|"
    rf"in|at|inside|outside|near|on|across|{TAKEN_OR_STRUCK})\s+(?P<whose>(?:the\s+)?(?:{_KIND_OF_CAPITAL}[\w-]+(?:['’]s)?\s+){{0,2}}?)"
    rf"capital\b(?:['’]s\s+(?P<after>{_SIDE})\b)?(?!,?\s+(?:city\s+(?:of\s+)?)?(?-i:[A-Z]))(?!\s+of\s+\w|\s*city\s+of)",
    re.IGNORECASE,
)
_BARE_BEFORE = re.compile(
    r"\W*(?:(?:in|at|near|outside)\s+)?(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?", re.IGNORECASE
)
_BARE_AFTER = re.compile(r"(?:\s+(?:town|city|village|district|region|oblast|province|area))?\W*", re.IGNORECASE)
_DASH = re.compile(r"[-–—]\s*$")
_FILED_IN = re.compile(r"[-–—:]\s*$")
_COUNTRY = r"(?:country|nation|republic|kingdom)"
_IN_PART = re.compile(
    rf"\b(?:the|this)\s+{_COUNTRY}['’]s\s+(?:[\w-]+\s+){{0,2}}?(?P<first>{_SIDE})\b(?!\s+(?:bank|neighbou?r))|"
    rf"\b(?:the\s+)?(?:far\s+)?(?P<second>{_SIDE})(?:\s+(?:parts?|half|areas?|regions?|provinces|corner))?\s+of\s+"
    rf"(?:the|this)\s+{_COUNTRY}\b",
    re.IGNORECASE,
)


class Implied(NamedTuple):
    """A place told without its name, and the name that it was worked out from."""

    location: Location
    resolution: Resolution
    reason: str


def implied_place(
    trigger: Trigger,
    sentence: ParsedSentence,
    resolutions: Sequence[Resolution],
    country_of: Callable[[Place], Place | None],
    capital_of: Callable[[Place], Place | None],
) -> Implied | None:
    """Where the trigger's sentence puts it, though no name in it is its place.

    Parameters
    ----------
    trigger : Trigger
    sentence : ParsedSentence
        The trigger's own.
    resolutions : sequence of Resolution
        Of the whole document, in reading order.
    country_of, capital_of : callable
        The country that holds a place, and that country's capital; None where neither is known.

    Returns
    -------
    Implied or None
        A border ("near the Turkish border"), a coast, a way between two towns, the side of a country ("in the
        country's north") or a capital, told near the trigger; None where the sentence has none.
    """
    return (
        the_capital(trigger, sentence, resolutions, capital_of)
        or _the_side(trigger, sentence, resolutions, country_of)
        or _between(trigger, sentence, resolutions)
    )


def bare_place(
    number: int, sentences: Sequence[ParsedSentence], resolutions: Sequence[Resolution]
) -> tuple[Implied, int] | None:
    """The place that a neighbour of sentence ``number`` names and says nothing else: "A blast killed two. Donetsk".

    With the number of that sentence. Only in the same paragraph: a name on a line of its own heads what follows.
    """
    paragraph = sentences[number].sentence.paragraph
    for other in (number + 1, number + 2, number - 1):
        if not 0 <= other < len(sentences) or sentences[other].sentence.paragraph != paragraph:
            continue
        sentence = sentences[other]
        here = [r for r in between(resolutions, sentence.start, sentence.end) if r.referent is not None]
        if len(here) != 1 or not here[0].mention.literal or here[0].mention.kind == "demonym":
            continue
        first, last = here[0].mention.start - sentence.start, here[0].mention.end - sentence.start
        if not _BARE_BEFORE.fullmatch(sentence.text[:first]) or not _BARE_AFTER.fullmatch(sentence.text[last:]):
            continue
        if other < number and _FILED_IN.search(sentence.text, last):
            continue  # a dateline tells where the report was written
        relative = next(iter(find_relative(sentence.sentence, resolutions)), None)
        location = locate(here[0], relative, ())
        if location is not None:
            return Implied(location, here[0], f"at {location.name}: named alone beside its sentence"), other
    return None


def headed_by(
    number: int, sections: Sequence[int], sentences: Sequence[ParsedSentence], resolutions: Sequence[Resolution]
) -> Implied | None:
    """The place that heads the part of the text in which sentence ``number`` stands: a line "MOGADISHU"."""
    first = within(sections, number, 0)
    heading = sentences[first]
    if first == number or heading.sentence.paragraph == sentences[number].sentence.paragraph:
        return None
    here = [r for r in between(resolutions, heading.start, heading.end) if r.referent is not None]
    if len(here) != 1 or here[0].mention.kind == "demonym":
        return None
    start, end = here[0].mention.start - heading.start, here[0].mention.end - heading.start
    if not _BARE_BEFORE.fullmatch(heading.text[:start]) or not _BARE_AFTER.fullmatch(heading.text[end:]):
        return None
    opens_report = first == 0 and sentences[1].sentence.paragraph == heading.sentence.paragraph
    if _DASH.search(heading.text, end) or opens_report:
        return None  # a dateline tells where the report was written
    location = locate(here[0], None, ())
    return Implied(location, here[0], f"at {location.name}: heads this part of the text") if location else None


def _near(trigger: Trigger, sentence: ParsedSentence, pattern: re.Pattern[str]) -> re.Match[str] | None:
    at = trigger.start - sentence.start
    return next((m for m in pattern.finditer(sentence.text) if abs(m.start() - at) <= _REACH), None)


def the_capital(
    trigger: Trigger,
    sentence: ParsedSentence,
    resolutions: Sequence[Resolution],
    capital_of: Callable[[Place], Place | None],
) -> Implied | None:
    """The capital that is meant: of the people told right before it, else named last before, else of the country.

    That of a province is the town named as lying in it that is its seat, where the text names one.
    """
    match = _near(trigger, sentence, _IN_CAPITAL)
    if match is None:
        return None
    first, last = (sentence.start + at for at in match.span("whose"))
    told = [r for r in resolutions if first <= r.mention.start < last and r.referent is not None]
    named = [c for r in resolutions if r.mention.end <= first and (c := _as_capital(r)) is not None]
    named = [r for r in named if r.mention.literal] or named
    division = told[-1].referent if told else None
    if division is not None and not division.is_country and told[-1].mention.kind != "demonym":
        seat = _seat_of(division, resolutions)
        if seat is None:
            return None
        resolution, reason = seat, f"the capital of {division.name}, named elsewhere"
    elif not told and named:
        # "In Washington, ..." in a report on Kenya leaves "the capital" Nairobi
        often = Counter(r.referent.country for r in resolutions if r.mention.end <= first and r.referent is not None)
        most = max(often[r.referent.country] for r in named if r.referent is not None)
        home = [r for r in named if r.referent is not None and 2 * often[r.referent.country] >= most]
        resolution = max(home, key=lambda r: r.mention.start)
        reason = "the capital told before"
    else:
        country = told[-1] if told else _country_meant(first, sentence, resolutions)
        capital = capital_of(country.referent) if country is not None and country.referent is not None else None
        if country is None or capital is None:
            return None
        resolution = replace(country, referent=capital)
        reason = f"the capital of {country.referent.name if country.referent else ''}"
    location = locate(resolution, None, ())
    if location is None:
        return None
    if resolution.referent is not None:
        location = replace(location, name=resolution.referent.name)
    side = match["side"] or match["after"]
    if side:
        near = WherePrecision.NEAR
        location = replace(location, relation=f"{side.lower()} of", where_prec=near, radius_km=_CITY_KM)
    return Implied(location, resolution, f"at {location.name}: {reason}")


def _seat_of(division: Place, resolutions: Sequence[Resolution]) -> Resolution | None:
    """The town named in the text that is the seat of a first-order division: "the North Darfur capital"."""
    return next(
        (
            r
            for r in resolutions
            if r.referent is not None
            and r.referent.feature_code in ("PPLA", "PPLC")
            and r.referent.country == division.country
            and (r.referent.admin1_code or r.referent.admin1) == (division.admin1_code or division.admin1)
        ),
        None,
    )


def _as_capital(resolution: Resolution) -> Resolution | None:
    """The resolution with the capital as its referent; None where the name is no capital's."""
    place = resolution.referent
    if place is None:
        return None
    capitals = [c.place for c in resolution.candidates if c.place.feature_code == "PPLC"]
    near = [c for c in (place, *capitals) if c.feature_code == "PPLC" and c.country == place.country]
    return replace(resolution, referent=near[0]) if near else None


def _the_side(
    trigger: Trigger,
    sentence: ParsedSentence,
    resolutions: Sequence[Resolution],
    country_of: Callable[[Place], Place | None],
) -> Implied | None:
    """The part of a country named before: "in the country's north"."""
    match = _near(trigger, sentence, _IN_PART)
    if match is None:
        return None
    meant = _country_meant(sentence.start + match.start(), sentence, resolutions)
    country = country_of(meant.referent) if meant is not None and meant.referent is not None else None
    if meant is None or country is None:
        return None
    side = match["first"] or match["second"]
    spot = bundled_outlines().part(country, bearing_of(side))
    if spot is None:
        return None
    name = direction_name(side)
    words = f"in the {name} of" if bearing_of(side) is not None else "central part of"
    resolution = replace(meant, referent=country)
    start, end = (sentence.start + at for at in match.span())
    told = RelativePlace(
        start, end, words, (resolution,), spot.lat, spot.lon, round(spot.radius_km, 1), WherePrecision.FUZZY
    )
    location = locate(resolution, told, ())
    if location is None:
        return None
    return Implied(replace(location, name=country.name), resolution, f"{words} {country.name}, the country told before")


def _country_meant(at: int, sentence: ParsedSentence, resolutions: Sequence[Resolution]) -> Resolution | None:
    """The name whose country "the country" before offset ``at`` stands for; None where none was named.

    A country of the same sentence first, then a people of it, then the country that most names before lie in.
    """
    before = [r for r in resolutions if r.mention.end <= at and r.referent is not None and r.referent.country]
    here = [r for r in before if r.mention.start >= sentence.start]
    for group in (
        [r for r in here if r.mention.kind != "demonym" and r.referent is not None and r.referent.is_country],
        [r for r in here if r.mention.kind == "demonym"],
    ):
        if group:
            return group[-1]
    countries = [r.referent.country for r in before if r.referent is not None]
    if not countries:
        return None
    most = max(countries, key=lambda country: (countries.count(country), -countries[::-1].index(country)))
    return next(r for r in reversed(before) if r.referent is not None and r.referent.country == most)


def _between(trigger: Trigger, sentence: ParsedSentence, resolutions: Sequence[Resolution]) -> Implied | None:
    """A border, a sea or a way told by its ends: "along the Lebanese-Israeli border", "on the Homs-Hama road"."""
    first, last = segment_of(sentence.text, trigger.start - sentence.start, trigger.end - sentence.start)
    told = [
        place
        for place in find_relative(sentence.sentence, resolutions)
        if _tells_by_itself(place) and sentence.start + first <= place.start < sentence.start + last
    ]
    if not told:
        return None
    place = min(told, key=lambda each: (abs(each.start - trigger.start), each.start))
    location = locate(place.resolution, place, ())
    if location is None:
        return None
    return Implied(location, place.resolution, f"{place.relation} {location.name}: told by what it parts or joins")


def _tells_by_itself(place: RelativePlace) -> bool:
    """Whether a relative place needs no link to a trigger: nothing else is told by its ends."""
    if place.relation == "on the road between":
        return True
    countries = all(r.referent is not None and r.referent.is_country for r in place.resolutions)
    return countries and ("border" in place.relation or place.where_prec == WherePrecision.SEA_OR_AIR)
