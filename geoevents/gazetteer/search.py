"""What every implementation of the gazetteer does alike: words that tell a place's kind, and the order of answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import NamedTuple

from geoevents.gazetteer.base import Found, NameMatch
from geoevents.gazetteer.names import fold, skeleton, without_article
from geoevents.model import Place

# Words that say what kind of place a name is, with the feature codes (prefixes) they ask for.
_DIVISION = ("ADM", "RGN", "AREA", "PCL")
_SETTLEMENT = ("PPL",)
_SEATS = ("PPLA", "PPLC")
_DIVISION_WORDS = (
    "province governorate region oblast state district county prefecture department raion rayon municipality division "
    "wilaya muhafazah okrug krai republic territory countryside subdistrict parish canton voivodeship emirate regency "
    "commune township twp borough co"
).split()
_SETTLEMENT_WORDS = "city town village neighborhood neighbourhood suburb".split()
KIND_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_DIVISION_WORDS, _DIVISION),
    **dict.fromkeys(_SETTLEMENT_WORDS, _SETTLEMENT),
}


class Kind(NamedTuple):
    """A name without the word that says its kind."""

    name: str
    features: tuple[str, ...]  # prefixes of the feature codes that fit


def split_kind(form: str) -> Kind | None:
    """The name inside "idlib province" or "province of idlib" with the kind it asks for; None for other forms."""
    parts = form.split(" ")
    if len(parts) < 2:
        return None
    if parts[-1] in KIND_WORDS:
        return Kind(" ".join(parts[:-1]), KIND_WORDS[parts[-1]])
    if parts[0] == "the":
        parts = parts[1:]
    if len(parts) > 2 and parts[0] in KIND_WORDS and parts[1] == "of":
        return Kind(" ".join(parts[2:]), KIND_WORDS[parts[0]])
    return None


def suits_kind(place: Place, kind: Kind) -> bool:
    """Whether the place is of the kind that the text's own word asks for."""
    return place.feature_code.startswith(kind.features)


LEAST_ALIKE = 60.0  # what is less alike (0 to 100) is no similar spelling


def similarity_floor(form: str) -> float:
    """How alike (0 to 100) a name with the same consonants must be to be taken for ``form``; short ones more so."""
    return 72.0 if len(form) > 6 else 65.0 if len(form) > 4 else 75.0


def is_short_code(toponym: str) -> bool:
    """Whether a name is written as a code: up to four capitals, with or without full stops ("US", "U.S.", "DRC")."""
    letters = toponym.replace(".", "").replace(" ", "")
    return len(letters) <= 4 and letters.isupper()


def ranked(found: Iterable[Found], *, by_size: bool = False) -> list[Found]:
    """Main names before alternates, then the most populous first, then by ``place_id``; one entry a place.

    A town comes right before the divisions that are named after it, though more people live in those.
    ``by_size`` leaves the way of matching out: "US" is the country before the village of Us.
    """
    best: dict[str, Found] = {}
    for item in found:
        known = best.get(item.place.place_id)
        if known is None or item.match.order < known.match.order:
            best[item.place.place_id] = item
    if len(best) < 2:
        return list(best.values())
    towns: dict[tuple[str | None, str | None], int] = {}
    for item in best.values():
        if item.place.is_populated:
            key = (item.place.country, item.place.admin1_code)
            towns[key] = max(towns.get(key, 0), item.place.population or 0)

    def order(item: Found) -> tuple[int, int, bool, str]:
        place = item.place
        people = place.population or 0
        if place.is_admin:
            people = min(people, towns.get((place.country, place.admin1_code), people))
        strength = 0 if by_size and item.match is not NameMatch.FUZZY else item.match.order
        return strength, -people, place.is_admin, place.place_id

    return sorted(best.values(), key=order)


def _named_alike(division: Place, seat: Place) -> bool:
    """Whether a division bears its seat's name, in whatever spelling: Deir ez-Zor does, Nineveh does not."""
    one, other = (skeleton(without_article(fold(place.name)).replace(" ", "")) for place in (division, seat))
    return one.startswith(other) or other.startswith(one)


class NameSearch(ABC):
    """``find`` and ``find_similar`` over any index that can look up a form, a skeleton and a beginning."""

    def find(self, toponym: str, *, country: str | None = None, limit: int | None = None) -> list[Found]:
        """Places that bear ``toponym``; see ``gazetteer.base.Gazetteer.find``.

        Where the exact form finds nothing, the form without an Arabic article is asked, then the form
        without a word that says the kind ("Idlib province" asks for divisions), then names with the same
        consonants, marked FUZZY.
        """
        found = self.worded(toponym, country, limit)
        return found or self.spelled_alike(toponym, country, limit)

    def worded(self, toponym: str, country: str | None, limit: int | None) -> list[Found]:
        """What ``find`` answers as far as the name is recorded, if without its article or the word of its kind."""
        form = fold(toponym)
        if not form:
            return []
        found = self.exact(form, country)
        if not found and (bare := without_article(form)) != form:
            found = [x._replace(match=NameMatch.ALTERNATE) for x in self.exact(bare, country)]
        if not found and (kind := split_kind(form)):
            bearers = self.exact(kind.name, country)
            found = [x for x in bearers if suits_kind(x.place, kind)] or self._divisions_of(bearers, kind)
        return ranked(found, by_size=is_short_code(toponym))[:limit]

    def _divisions_of(self, towns: Iterable[Found], kind: Kind) -> list[Found]:
        """First-order divisions by a spelling that only their seat has on record: "Deir Ezzor governorate"."""
        if kind.features is not _DIVISION:
            return []
        seats = [x for x in towns if x.place.feature_code in _SEATS and x.place.country and x.place.admin1_code]
        divisions = [(x, self.admin1_place(x.place.country or "", x.place.admin1_code or "")) for x in seats]
        return [
            Found(division, NameMatch.ALTERNATE, x.form)
            for x, division in divisions
            if division is not None and _named_alike(division, x.place)
        ]

    def spelled_alike(self, toponym: str, country: str | None, limit: int | None) -> list[Found]:
        """What ``find`` answers where the name is not recorded: names with the same consonants."""
        form = fold(toponym)
        found = [x for score, x in self.alike(form, country) if score >= similarity_floor(form)]
        return ranked(found, by_size=is_short_code(toponym))[:limit]

    def find_similar(self, toponym: str, *, country: str | None = None, limit: int = 5) -> list[Found]:
        """Places whose names are spelled much like ``toponym``; see ``gazetteer.base.Gazetteer.find_similar``."""
        form = fold(toponym)
        if len(form) < 3:
            return []
        best: dict[str, tuple[float, Found]] = {}
        for score, found in [*self.alike(form, country), *self.same_start(form, country)]:
            known = best.get(found.place.place_id)
            if score >= LEAST_ALIKE and (known is None or score > known[0]):
                best[found.place.place_id] = (score, found)
        order = sorted(best.values(), key=lambda x: (-x[0], -(x[1].place.population or 0), x[1].place.place_id))
        return [found for _, found in order[:limit]]

    @abstractmethod
    def admin1_place(self, country: str, admin1_code: str) -> Place | None:
        """The first-order division's own entry, or None."""

    @abstractmethod
    def exact(self, form: str, country: str | None) -> list[Found]:
        """Places recorded under this form, in any order."""

    @abstractmethod
    def alike(self, form: str, country: str | None) -> list[tuple[float, Found]]:
        """Places whose main name has the same consonants, with how alike the names are (0 to 100).

        Those less alike than ``LEAST_ALIKE`` may be left out.
        """

    @abstractmethod
    def same_start(self, form: str, country: str | None) -> list[tuple[float, Found]]:
        """Places with a name of much the same length and beginning, with how alike the names are (75 to 100)."""
