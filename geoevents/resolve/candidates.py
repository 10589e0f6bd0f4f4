"""The places a mention might mean, found under its name and the name's usual variations."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

from geoevents.gazetteer.base import ASKED, Gazetteer, NameMatch
from geoevents.gazetteer.names import fold, without_article
from geoevents.model import Mention, Place
from geoevents.resolve.abbreviations import expand
from geoevents.resolve.kinds import KIND_WORDS, Kind, kind_of, singular
from geoevents.resolve.likeness import likeness

MAX_CANDIDATES = ASKED // 2  # of one name; the most populous and those the gazetteer ranks first
_CACHE_SIZE = 4_000  # names
_SHORTEST_ALIKE = 4  # letters of a name for which similar spellings are tried
_ALIKE = 12  # similar spellings of one country


class Sense(NamedTuple):
    """One place that a name might mean, before the document is asked."""

    place: Place
    match: NameMatch
    form: str  # the recorded spelling
    via: str  # how the name was varied: "", "short form", "demonym", "kind word", "part", "inside", "similar"


_ARTICLE = re.compile(r"^(?:the|The|THE)\s+")
# Hyphened, or the one that no other language has: "Al Karama", "ar-Rastan", but not "El Paso".
_ARABIC_ARTICLE = re.compile(r"^(?:al|(?:al|el|ad|an|ar|as|ash|at|az)(?=-))[\s-]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_PART = re.compile(
    r"^(?:(?:north|south|east|west|central|upper|lower|rural|downtown|greater|inner|outer|mainland|"
    r"(?:north|south)[- ]?(?:east|west))(?:ern)?|mid|old)[\s-]+(?=[A-Z])",
    re.IGNORECASE,
)
_KIND_AFTER = re.compile(r"^(?P<name>.+?)\s+(?P<word>[A-Za-z-]+)$")
_KIND_BEFORE = re.compile(r"^(?P<word>[A-Za-z-]+)\s+of\s+(?:the\s+)?(?P<name>.+)$", re.IGNORECASE)
_STREET = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|rue|way|highway|hwy|route|square|court|place|"
    r"parkway|pkwy|creek|building|church|school|store|restaurant|hotel|cemetery)\.?$",
    re.IGNORECASE,
)
_FACILITY = re.compile(
    r"\b(?:airport|air ?base|airfield|university|college|hospital|prison|port|stadium|dam|camp|district|area|valley|"
    r"international|central|police|zoo|embassy|consulate|station|refinery|barracks|base|crossing|bridge)\b",
    re.IGNORECASE,
)


def clean(toponym: str) -> str:
    """The name without article, possessive, quotes and doubled spaces."""
    name = " ".join(toponym.split()).strip("\"“”‘'()[],;:")
    name = _ARTICLE.sub("", name)
    return _POSSESSIVE.sub("", name).strip() or toponym


_WELL_KNOWN = frozenset({Kind.COUNTRY, Kind.ADM1})
_SLIP = 0.85  # likeness of "Khuzistan" and "Khuzestan", not of "Khoirentak" and "Karnataka"


def _may_be_misspelt(name: str, place: Place, _match: NameMatch, form: str) -> bool:
    """Whether a similar spelling may mean the place: countries and provinces are hardly ever written wrongly."""
    return kind_of(place) not in _WELL_KNOWN or likeness(fold(name), fold(form)) >= _SLIP


_OPEN_LAND = frozenset({Kind.WATER, Kind.TERRAIN, Kind.AREA, Kind.FACILITY})


class CandidateFinder:
    """Finds candidates in one gazetteer and remembers the latest names.

    The memory only saves time: the same name always has the same senses.
    """

    def __init__(self, gazetteer: Gazetteer):
        self._gazetteer = gazetteer
        self._known: OrderedDict[tuple[str, bool], tuple[Sense, ...]] = OrderedDict()
        self._alike: OrderedDict[tuple[str, str], tuple[Sense, ...]] = OrderedDict()

    def worded(self, mention: Mention, words: Iterable[str]) -> tuple[Sense, ...]:
        """Senses under the name with a word beside it: "Tabqa dam" where the mention is "Tabqa" alone; () if none."""
        found: dict[str, Sense] = {}
        for word in sorted(words):
            if KIND_WORDS[word] <= _OPEN_LAND:
                for sense in self._named(f"{clean(mention.text)} {word}", ""):
                    if sense.match is not NameMatch.FUZZY and kind_of(sense.place) in _OPEN_LAND:
                        found.setdefault(sense.place.place_id, sense)
        return tuple(found.values())

    def find(self, mention: Mention) -> tuple[Sense, ...]:
        """Every sense of the mention's name, the gazetteer's own order kept; () for an unknown name."""
        key = (clean(mention.text), mention.kind == "demonym")
        senses = self._known.get(key)
        if senses is None:
            senses = self._look_up(*key)
            self._known[key] = senses
            if len(self._known) > _CACHE_SIZE:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(key)
        return senses

    def spelled_alike(self, mention: Mention, country: str) -> tuple[Sense, ...]:
        """Places of one country whose names are spelled much like the mention's; () for short names and streets."""
        name = clean(mention.text)
        key = (name, country)
        senses = self._alike.get(key)
        if senses is None:
            senses = ()
            if len(name) >= _SHORTEST_ALIKE and not _STREET.search(name):
                found = self._gazetteer.find_similar(name, country=country, limit=_ALIKE)
                senses = tuple(Sense(*each, "similar") for each in found if _may_be_misspelt(name, *each))
            self._alike[key] = senses
            if len(self._alike) > _CACHE_SIZE:
                self._alike.popitem(last=False)
        else:
            self._alike.move_to_end(key)
        return senses

    def _look_up(self, name: str, is_demonym: bool) -> tuple[Sense, ...]:
        senses: dict[str, Sense] = {}
        people = self._gazetteer.demonym(name)
        if people is not None:
            senses[people.place_id] = Sense(people, NameMatch.ALTERNATE, name, "demonym")
            if is_demonym:
                return tuple(senses.values())
        for sense in self._short_forms(name):
            senses.setdefault(sense.place.place_id, sense)
        if senses and people is None and not name.isalpha():
            return tuple(senses.values())  # "Ky." and "U.S." are nothing else
        for sense in self._named(name, ""):
            senses.setdefault(sense.place.place_id, sense)
        bare = without_article(fold(name)) if senses and _ARABIC_ARTICLE.match(name) else ""
        if bare and bare != fold(name):  # "Al Karama" in Dubai has its article on record, Karama in Raqqa has not
            for sense in self._named(bare, ""):
                senses.setdefault(sense.place.place_id, sense)
        others = (self._article_joined, self._without_kind_word, self._without_part, self._inside)
        is_known = any(sense.match is not NameMatch.FUZZY for sense in senses.values())
        for variation in () if is_known else others:
            varied = [sense for sense in variation(name) if not senses or sense.match is not NameMatch.FUZZY]
            if varied:  # a part of the name on record says more than a whole name spelled alike
                senses = {sense.place.place_id: sense for sense in varied}
                break
        if not senses and len(name) >= 5 and not _STREET.search(name):
            for found in self._gazetteer.find_similar(name):
                if _may_be_misspelt(name, *found):
                    senses.setdefault(found.place.place_id, Sense(*found, "similar"))
        return tuple(senses.values())[:MAX_CANDIDATES]

    def _named(self, name: str, via: str) -> list[Sense]:
        return [Sense(*found, via) for found in self._gazetteer.find(name, limit=ASKED)]

    def _short_forms(self, name: str) -> list[Sense]:
        senses = []
        for meaning in expand(name):
            place = self.division(meaning.country, meaning.division)
            if place is not None:
                senses.append(Sense(place, NameMatch.ABBREVIATION, place.name, "short form"))
        return senses

    def division(self, country: str, division: str | None) -> Place | None:
        """The first-order division of this name, or the country itself."""
        if division is None:
            return self._gazetteer.country_place(country)
        for found in self._gazetteer.find(division, country=country):
            if kind_of(found.place) is Kind.ADM1:
                return found.place
        return None

    def _article_joined(self, name: str) -> list[Sense]:
        """Senses of "al-Mansura" for "AlMansura" and "Almansura"; of what has no article on record too."""
        if len(name) < 5 or not name.isalpha() or name[:2] not in ("Al", "El"):
            return []
        return self._named(f"{name[:2]} {name[2:]}", "")

    def _without_kind_word(self, name: str) -> list[Sense]:
        """Senses of "X" for "X province" or "city of X", those of that kind only when there are any."""
        for pattern in (_KIND_BEFORE, _KIND_AFTER):
            split = pattern.match(name)
            word = singular(split["word"]) if split else ""
            if split is None or word not in KIND_WORDS:
                continue
            senses = self._named(split["name"], "kind word")
            fitting = [sense for sense in senses if kind_of(sense.place) in KIND_WORDS[word]]
            if not fitting and Kind.TERRAIN in KIND_WORDS[word]:  # "Latakia mountains" lie in the province
                fitting = [sense for sense in senses if kind_of(sense.place) is Kind.ADM1]
            if senses:
                return fitting or senses
        return []

    def _without_part(self, name: str) -> list[Sense]:
        """Senses of "X" for "northern X"."""
        inner = _PART.sub("", name)
        return self._named(inner, "part") if inner != name else []

    def _inside(self, name: str) -> list[Sense]:
        """Senses of the place a facility is named after: "X International Airport"; none for streets."""
        words = name.split()
        if len(words) < 2 or _STREET.search(name) or not _FACILITY.search(name):
            return []
        spans = [(length, start) for length in range(len(words) - 1, 0, -1) for start in range(len(words) - length + 1)]
        for length, start in spans:
            inner = " ".join(words[start : start + length])
            if inner[:1].isupper() and not (length == 1 and (_FACILITY.search(inner) or len(inner) < 4)):
                senses = self._named(inner, "inside")
                if senses:
                    return senses
        return []
