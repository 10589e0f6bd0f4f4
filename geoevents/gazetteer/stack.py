"""Several gazetteers asked as one: added places before installed dumps before the bundled gazetteer.

A place that two of them know is one place: the same GeoNames id, or the same name and class within
five kilometres. The entry of the earlier gazetteer stands for both, save for what it does not tell:
a Latin name, the population, that a town is a seat, the divisions. A dump may hold less of a town
than the bundled gazetteer, and villages must not cost the towns.
"""

from __future__ import annotations

import json
import logging
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer import layout
from geoevents.gazetteer.base import Found, Gazetteer, NameMatch, NameSpan
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.names import fold, without_article
from geoevents.gazetteer.placing import standing
from geoevents.gazetteer.recent import Recent
from geoevents.gazetteer.scan import RememberedForms, scan_text
from geoevents.gazetteer.search import is_short_code, ranked
from geoevents.geometry import distance_km
from geoevents.model import Place
from geoevents.settings import Settings

ADDED = "added-"  # begins the folder of a user's own places
WORLD = "world"  # the folder of the dump of all countries
SAME_PLACE_KM = 5.0
_REMEMBERED_ANSWERS = 8_000  # twice as many at most
_LOG = logging.getLogger(__name__)


def same_place(a: Place, b: Place) -> bool:
    """Whether two entries are one place: one GeoNames id, or one name and class within five kilometres."""
    if a.geonameid and b.geonameid and a.geonameid == b.geonameid:
        return True
    return (
        place_class(a) == place_class(b)
        and without_article(fold(a.name)) == without_article(fold(b.name))
        and distance_km(a, b) <= SAME_PLACE_KM
    )


def place_class(place: Place) -> str:
    """Coarse class within which two entries may be one place: country, division, settlement, or the rest by code."""
    if place.is_country:
        return "country"
    if place.is_admin:
        return place.feature_code[:4]
    return "settlement" if place.is_populated else place.feature_code


class Member(Gazetteer, Protocol):
    """A gazetteer that can be one of several: its ways of finding can be asked one by one."""

    def worded(self, toponym: str, country: str | None, limit: int | None) -> list[Found]:
        """Places under a recorded name; see ``search.NameSearch``."""

    def spelled_alike(self, toponym: str, country: str | None, limit: int | None) -> list[Found]:
        """Places under a similar spelling; see ``search.NameSearch``."""

    def role(self, words: str) -> int:
        """What words are among the forms; see ``scan.Forms``."""

    def roles(self, words: Sequence[str]) -> list[int]:
        """The same of many words."""


class StackedGazetteer:
    """Gazetteers in order of priority, the first the strongest."""

    def __init__(self, members: Sequence[Member]) -> None:
        if not members:
            raise ValueError("a stack needs at least one gazetteer")
        self.members = tuple(members)
        self._divisions: dict[tuple[str, str], str | None] = {}
        self._forms = RememberedForms(self.members)
        self._answers = Recent(self._find, _REMEMBERED_ANSWERS)

    def find(self, toponym: str, *, country: str | None = None, limit: int | None = None) -> list[Found]:
        """Places that bear ``toponym`` in any member; see ``gazetteer.base.Gazetteer.find``.

        Weaker ways of finding (without an article, without a kind word, similar spelling) count only
        where no member knows the name exactly. The user's own places come first.
        """
        return self._answers[toponym, country, limit].copy()

    def _find(self, asked: tuple[str, str | None, int | None]) -> list[Found]:
        toponym, country, limit = asked
        answers = [member.worded(toponym, country, limit) for member in self.members]
        if not any(answers):
            answers = [member.spelled_alike(toponym, country, limit) for member in self.members]
        if sum(map(bool, answers)) < 2:  # nothing to merge
            return [self._placed(x) for answer in answers for x in answer]
        together = ranked([self._placed(x) for x in _merged(answers)], by_size=is_short_code(toponym))
        return sorted(together, key=lambda found: not found.place.own)[:limit]

    def _placed(self, found: Found) -> Found:
        """An answer whose first-order division has one name throughout, whichever gazetteer holds the place."""
        country, code = found.place.country, found.place.admin1_code
        if country is None or code is None:
            return found
        if (country, code) not in self._divisions:
            division = self.admin1_place(country, code)
            self._divisions[(country, code)] = division.admin1 if division is not None else None
        name = self._divisions[(country, code)]
        return found if name in (None, found.place.admin1) else found._replace(place=replace(found.place, admin1=name))

    def find_similar(self, toponym: str, *, country: str | None = None, limit: int = 5) -> list[Found]:
        """Places spelled much like ``toponym`` in any member, the members' best first."""
        answers = [member.find_similar(toponym, country=country, limit=limit) for member in self.members]
        depth = max(map(len, answers))
        turns = [[answer[i]] for i in range(depth) for answer in answers if i < len(answer)]
        return [self._placed(x) for x in _merged(turns)[:limit]]

    def scan(self, text: str) -> list[NameSpan]:
        """Every span that spells a name any member knows, in reading order, longest first at one start."""
        return scan_text(text, self._forms)

    def place(self, place_id: str) -> Place | None:
        """The place of this id in the first member that has it."""
        return self._first(lambda member: member.place(place_id))

    def country_place(self, country: str) -> Place | None:
        """The country's own entry: the bundled gazetteer's, where it has one."""
        return self._last(lambda member: member.country_place(country))

    def admin1_place(self, country: str, admin1_code: str) -> Place | None:
        """The division's own entry: the bundled gazetteer's, where it has one."""
        return self._last(lambda member: member.admin1_place(country, admin1_code))

    def demonym(self, word: str) -> Place | None:
        """The place whose people ``word`` names, in the first member that knows."""
        return self._first(lambda member: member.demonym(word))

    def _first(self, ask: Callable[[Gazetteer], Place | None]) -> Place | None:
        return next((place for place in map(ask, self.members) if place is not None), None)

    def _last(self, ask: Callable[[Gazetteer], Place | None]) -> Place | None:
        return next((place for place in map(ask, reversed(self.members)) if place is not None), None)


_CELL = SAME_PLACE_KM / 111.0  # degrees of latitude: two entries within five kilometres lie in neighbouring bands


def _merged(answers: Sequence[Sequence[Found]]) -> list[Found]:
    """All answers, one for each place; the first gazetteer's entry stands for its doubles."""
    kept: list[Found] = []
    by_id: dict[int, list[int]] = {}
    bands: dict[tuple[str, int], list[int]] = {}  # class and band of latitude: where its entries stand in ``kept``
    for answer in answers:
        new: list[Found] = []
        for found in answer:
            place = found.place
            band = int(place.lat // _CELL)
            near = [i for y in (band - 1, band, band + 1) for i in bands.get((place_class(place), y), ())]
            twins = sorted({*near, *by_id.get(place.geonameid or 0, ())})
            twin = next((i for i in twins if _same_answer(kept[i], found)), None)
            if twin is None:
                new.append(found)
                continue
            known = kept[twin]
            one = _completed(known.place, place)
            if found.match is NameMatch.NAME and known.match is not NameMatch.NAME:
                one = replace(one, name=place.name)  # the usual English name, which a dump may lack
            kept[twin] = known._replace(place=one, match=min(known.match, found.match, key=lambda match: match.order))
        for found in new:
            by_id.setdefault(found.place.geonameid or -1, []).append(len(kept))
            bands.setdefault((place_class(found.place), int(found.place.lat // _CELL)), []).append(len(kept))
            kept.append(found)
    return kept


def _completed(place: Place, other: Place) -> Place:
    """The stronger gazetteer's entry with what only the other one tells."""
    changes: dict[str, Any] = {}
    if place.is_country and not place.own:
        changes.update(
            lat=other.lat, lon=other.lon
        )  # of so large an area any point will do, so let it be one throughout
    if (place.is_country or place.is_admin) and not place.own and other.population is not None:
        # As many as the bundled gazetteer counts, which counts towns and divisions alike: a dump with the whole
        # province's people would make "Daraa" the province.
        changes["population"] = other.population
    elif not place.own and (other.population or 0) > (place.population or 0):
        changes["population"] = other.population  # dumps without a census tell towns small beside their provinces
    elif place.population is None:
        changes["population"] = other.population
    if other.notable and not place.notable:
        changes["notable"] = True
    same_division = place.feature_code == other.feature_code == "ADM1" and place.geonameid == other.geonameid
    if same_division or (_is_latin(other.name) and not _is_latin(place.name)):
        changes["name"] = other.name  # of divisions as ``admin1_place`` tells it
    if place.feature_code == "PPL" and other.feature_code.startswith("PPL"):
        changes["feature_code"] = other.feature_code  # a seat of a division, a capital
    if other.admin1_code is not None and (place.admin1_code is None or place.admin1_code == other.admin1_code):
        changes.update(admin1=other.admin1, admin1_code=other.admin1_code)
        if place.admin2_code is None and place.admin2 is None:
            changes.update(admin2=other.admin2, admin2_code=other.admin2_code)
    return replace(place, **changes) if changes else place


def _is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters, with whatever accents."""
    return any("a" <= c <= "z" for c in unicodedata.normalize("NFKD", name.casefold()))


def _same_answer(a: Found, b: Found) -> bool:
    """Whether two answers to one name are one place: both bear the name, so class and distance decide."""
    if same_place(a.place, b.place):
        return True
    if NameMatch.FUZZY in (a.match, b.match):
        return False
    return place_class(a.place) == place_class(b.place) and distance_km(a.place, b.place) <= SAME_PLACE_KM


def open_gazetteers(settings: Settings) -> Gazetteer:
    """The user's added places, then installed dumps, then the bundled gazetteer, as one.

    Raises
    ------
    GazetteerMissingError, GazetteerFormatError
        If the bundled gazetteer is missing or damaged. An installed one that cannot be read is left
        out with a warning that names the command which installs it again.
    """
    members: list[Member] = []
    for name, folder in installed(settings).items():
        try:
            members.append(LocalGazetteer.open(folder, rebuild=command_for(name)))
        except (GazetteerMissingError, GazetteerFormatError) as error:
            _LOG.warning("installed gazetteer left out: %s", error)
    bundled = LocalGazetteer.open(settings.bundled_gazetteer)
    return StackedGazetteer([*members, bundled]) if members else bundled


def command_for(name: str) -> str:
    """The command that puts an installed gazetteer there again."""
    if name.startswith(ADDED):
        return f"geoevents gazetteer add FILE.csv --name {name.removeprefix(ADDED)}"
    return "geoevents gazetteer install " + ("--all" if name == WORLD else name.upper())


def installed(settings: Settings) -> dict[str, Path]:
    """Installed gazetteers by name with their folders, strongest first: by priority, then by name."""
    root = settings.installed_gazetteers
    if not root.is_dir():
        return {}
    folders = standing(root)
    order = sorted(folders, key=lambda name: (-priority_of(name, folders[name]), name))
    return {name: folders[name] for name in order}


def installed_folders(settings: Settings) -> list[Path]:
    """Folders of installed gazetteers, strongest first."""
    return list(installed(settings).values())


def priority_of(name: str, folder: Path) -> int:
    """How strong an installed gazetteer is: what was stated for added places, else what dumps and the bundle have."""
    if not name.startswith(ADDED):
        return layout.WORLD_PRIORITY if name == WORLD else layout.DUMP_PRIORITY
    try:
        stated = json.loads((folder / layout.META).read_text(encoding="utf-8")).get("priority")
    except (OSError, ValueError, AttributeError):
        stated = None
    return stated if isinstance(stated, int) else layout.ADDED_PRIORITY
