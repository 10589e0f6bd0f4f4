"""The border between the gazetteers and everything that asks them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol

from geoevents.model import Place

# So many places of a name are asked for where texts are read; one number throughout, so that each answer serves all.
ASKED = 120


class NameMatch(StrEnum):
    """How a place came to be found under a name; the earlier, the stronger."""

    order: int  # 0 for the strongest

    def __new__(cls, value: str) -> NameMatch:
        """One more way, weaker than those before."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.order = len(cls.__members__)
        return member

    NAME = "name"  # its main name, after folding
    ALTERNATE = "alternate name"
    ABBREVIATION = "abbreviation"
    FUZZY = "similar spelling"  # last resort


class Found(NamedTuple):
    """A place with the way in which it bears the name that was asked for."""

    place: Place
    match: NameMatch
    form: str  # the recorded spelling that matched


class NameSpan(NamedTuple):
    """Characters of a text that spell a name some gazetteer knows; end exclusive."""

    start: int
    end: int


class Gazetteer(Protocol):
    """Anything that knows which places bear a name. Never changed by being asked."""

    def find(self, toponym: str, *, country: str | None = None, limit: int | None = None) -> list[Found]:
        """Places that bear ``toponym`` in any recorded spelling; [] if none.

        Folding (case, diacritics, hyphens, apostrophes, Arabic article and its assimilated forms) is
        the gazetteer's own work. Main names come before alternates, then the most populous first
        (a town before the divisions named after it), then by ``place_id``. ``country`` keeps only that country,
        ``limit`` only so many of the first.
        """

    def find_similar(self, toponym: str, *, country: str | None = None, limit: int = 5) -> list[Found]:
        """Places whose names are spelled much like ``toponym``, most alike first; the last resort."""

    def scan(self, text: str) -> list[NameSpan]:
        """Every span of ``text`` that spells a known name, in reading order, nested ones included.

        Spans start and end at word borders. Case is not judged here: whether "said" is the town of
        Said is for the recogniser to decide.
        """

    def place(self, place_id: str) -> Place | None:
        """The place of this id, or None."""

    def country_place(self, country: str) -> Place | None:
        """The country's own entry by its ISO 3166-1 alpha-2 code, or None."""

    def admin1_place(self, country: str, admin1_code: str) -> Place | None:
        """The first-order division's own entry, or None."""

    def demonym(self, word: str) -> Place | None:
        """The country, division or city whose people ``word`` names ("Syrian", "Ukrainians"), or None."""
