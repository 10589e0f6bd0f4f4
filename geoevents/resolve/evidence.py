"""Evidence for one candidate: a number and a sentence that a reader can check against the article.

The ranker works on columns computed for the whole document at once (``features.py``); these functions
say the same in words for the few candidates that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geoevents.gazetteer.base import NameMatch
from geoevents.geometry import distance_km
from geoevents.model import Place
from geoevents.resolve.abbreviations import ShortForm, in_short_form
from geoevents.resolve.candidates import Sense
from geoevents.resolve.kinds import KIND_WORDS, SPOT, Kind, kind_of
from geoevents.resolve.outlets import Home

PEOPLE_OF = "people or things of"  # begins the reason of a demonym
NAMED_AFTER = "named after"  # begins the reason where only a part of the mention is the place's name


class Evidence(NamedTuple):
    """How strongly something speaks for a candidate, and what it is."""

    score: float  # 0 (against, or silent) to 1 (for), no unit
    detail: str


def near_other_places(candidate: Place, others: Sequence[Place], *, radius_km: float = 200.0) -> Evidence:
    """Share of the document's other places within ``radius_km`` of the candidate; countries are left out."""
    points = [other for other in others if not other.is_country]
    if not points:
        return Evidence(0.0, "no other place in the text")
    degrees = radius_km / 111.0  # further north or south than this is further away
    near = sum(
        abs(candidate.lat - other.lat) <= degrees and distance_km(candidate, other) <= radius_km for other in points
    )
    return Evidence(near / len(points), f"{near} of {len(points)} other places within {radius_km:g} km")


def lies_in(candidate: Place, container: Place) -> bool:
    """Whether the candidate lies in a country or division, by the gazetteer's own codes."""
    if candidate.country is None or candidate.country != container.country or candidate.is_country:
        return False
    kind = kind_of(container)
    if kind is Kind.COUNTRY:
        return True
    if candidate.admin1_code is None or candidate.admin1_code != container.admin1_code:
        return False
    if kind is Kind.ADM1:
        return kind_of(candidate) is not Kind.ADM1
    if kind is not Kind.ADM2 or kind_of(candidate) in (Kind.ADM1, Kind.ADM2):
        return False
    same_code = candidate.admin2_code is not None and candidate.admin2_code == container.admin2_code
    return same_code or (candidate.admin2 is not None and candidate.admin2 == container.name)


def contained(candidate: Place, others: Iterable[Place]) -> Evidence:
    """The smallest country or division of the text that holds the candidate; half the weight for a country."""
    holders = [other for other in others if lies_in(candidate, other)]
    if not holders:
        return Evidence(0.0, "no country or division that holds it is named")
    best = max(holders, key=lambda place: (kind_of(place), place.place_id))
    return Evidence(0.5 if best.is_country else 1.0, f"lies in {best.name}, which the text names")


def told_container(candidate: Place, containers: Iterable[Place], short_forms: Iterable[ShortForm]) -> Evidence:
    """Whether the words beside the name ("X, Y", "X in Y", "X, Ky.") put the candidate where it is."""
    places = list(containers)
    for place in places:
        if lies_in(candidate, place):
            return Evidence(1.0, f"the text puts it in {place.name}")
    meanings = sorted(short_forms, key=lambda form: (form.country, form.division or ""))
    for meaning in meanings:
        if in_short_form(candidate, meaning):
            return Evidence(1.0, f"the text puts it in {meaning.division or meaning.country}")
    if places or meanings:
        told = places[0].name if places else meanings[0].division or meanings[0].country
        return Evidence(0.0, f"does not lie in {told}, which stands beside the name")
    return Evidence(0.0, "no container stands beside the name")


def kind_told(candidate: Place, kind_words: Iterable[str]) -> Evidence:
    """Whether a word beside the name ("town of X", "X river") fits what the candidate is."""
    words = sorted(kind_words)
    if words == [SPOT] and kind_of(candidate) in KIND_WORDS[SPOT]:
        return Evidence(0.5, "something is told by its distance from it, as from a town")
    for word in words:
        if kind_of(candidate) in KIND_WORDS[word]:
            return Evidence(1.0, f"called a {word}, and is one")
    if words and words != [SPOT]:
        return Evidence(0.0, f"called a {words[0]}, which it is not")
    return Evidence(0.0, "no word says what it is")


def name_match(sense: Sense) -> Evidence:
    """How the candidate bears the name."""
    if sense.via == "demonym":
        return Evidence(0.9, f"{PEOPLE_OF} {sense.place.name}")
    if sense.via in ("part", "inside"):
        return Evidence(0.4, f"{NAMED_AFTER} {sense.place.name}")
    if sense.match is NameMatch.NAME:
        return Evidence(1.0, "its main name")
    if sense.match is NameMatch.ABBREVIATION:
        return Evidence(0.9, f"short for {sense.place.name}")
    if sense.match is NameMatch.ALTERNATE:
        return Evidence(0.8, f"also called {sense.form}")
    return Evidence(0.2, f"spelled much like {sense.form}")


def size(candidate: Place) -> Evidence:
    """How many people live there: 1 from ten million on; capitals are named."""
    people = candidate.population
    score = 0.0 if not people else min(1.0, len(str(people)) / 8.0)
    if kind_of(candidate) is Kind.CAPITAL:
        return Evidence(max(score, 0.8), f"capital of {candidate.country}")
    return Evidence(score, f"{people:,} people" if people else "population not recorded")


def home_of_outlet(candidate: Place, home: Home, *, radius_km: float = 200.0) -> Evidence:
    """Whether the candidate lies near, or in the country of, the outlet's home."""
    towns = [place for place in home.places if not place.is_country]
    if towns and not candidate.is_country:
        near = min(distance_km(candidate, town) for town in towns)
        if near <= radius_km:
            return Evidence(1.0 - near / (2 * radius_km), f"{near:.0f} km from the outlet's home ({home.detail})")
    if home.country is not None and candidate.country == home.country:
        return Evidence(0.3, home.detail)
    return Evidence(0.0, "not where the outlet is at home")
