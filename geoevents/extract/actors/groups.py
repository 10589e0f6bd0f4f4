"""Named armed groups, forces, parties and peoples: who a name in a text means.

The named ones stand in ``data/groups.csv``; the regular ones ("Military Forces of Syria",
"Civilians (Syria)") follow by rule from ``data/countries.csv``, so that every country has them. Names
are written as ACLED writes them.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from geoevents.ontology import ActorKind


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """One row of the table of named groups."""

    name: str  # with its abbreviation in front, as in "HTS: Hayat Tahrir al-Sham"
    kind: int  # ACLED inter code at home
    country: str | None  # ISO 3166-1 alpha-2 of its home; None for groups of many countries
    note: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """One row of the table of countries."""

    code: str  # ISO 3166-1 alpha-2
    name: str


class GroupSpan(NamedTuple):
    """A named group in a text; offsets are the text's own, end exclusive."""

    start: int
    end: int
    text: str
    groups: tuple[NamedGroup, ...]  # more than one where an abbreviation has several owners
    local: frozenset[str] = frozenset()  # names of those that bear this name only in their own country


class CountrySpan(NamedTuple):
    """A country's name or its people's in a text."""

    start: int
    end: int
    text: str
    country: Country
    is_name: bool  # "Syria" rather than "Syrian"
    is_capital: bool = False  # "Moscow", which may stand for the government


_NOT_FOLLOWED = re.compile(
    r"[-–]?\s?(?:linked|affiliated|aligned|inspired|allied|backed|trained|held|controlled|occupied|run|supported|"
    r"funded|"
    r"dominated|ruled|led|friendly|armed|based)\b",
    re.IGNORECASE,
)
_NOT_PRECEDED = re.compile(r"\b(?:(?:anti|pro|ex|former|non|counter)[-–\s]|sea\s+of\s+)$", re.IGNORECASE)


_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʿʾ`", "\u02bc"))
_FOLDED = re.compile(r"[^\W_]+(?:\u02bc[^\W_]+)*(?:\.[^\W\d_](?=\.))*")


@lru_cache(maxsize=1024)  # the same phrase is looked up among groups and among countries
def fold_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """Words of a text for comparison (no case, no diacritics, no apostrophes), with their offsets."""
    found = []
    for match in _FOLDED.finditer(text.translate(_APOSTROPHES)):
        word = match.group()
        folded = word.replace("\u02bc", "").replace(".", "")
        if not folded.isascii():
            folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
        folded = folded.casefold()
        if len(folded) > 3 and word.endswith(("\u02bcs", "\u02bcS")):
            folded = folded[:-1]  # the genitive: "Hezbollah's" is Hezbollah
        found.append((folded, match.start(), match.end()))
    return tuple(found)


def _rows(name: str) -> list[dict[str, str]]:
    path = resources.files("geoevents.extract") / "data" / name
    with path.open("r", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


# abbreviations that are words too, in a text of capitals
_ALSO_WORDS = frozenset(
    "is model mend fact gal far mas cam mir arena an us up aid amis dag eff cash rap pac bar fan eps".split()
)


def _capitals(form: str) -> int:
    """Words with a capital, the article aside."""
    return sum(word[0].isupper() for word in re.findall(r"[^\W\d_]+", form) if word.lower() not in ("al", "el", "the"))


def _is_abbreviation(surface: str, folded: str, shouting: bool) -> bool:
    """Whether a word of the text is written as an abbreviation: FMLN, M23, and as some papers do, Fmln."""
    if folded in _ALSO_WORDS and (shouting or not surface.isupper()):
        return False
    capitals = sum(c.isupper() or c.isdigit() for c in surface)
    return capitals >= 2 or (len(folded) >= 4 and surface[0].isupper())


class _Names:
    """Spans of known names in a text, the longest first."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], int, object]]] = {}

    def add(self, form: str, value: object, *, exact: bool = False) -> None:
        """Record a spelling; ``exact`` spellings (abbreviations) need their capitals."""
        words = tuple(word for word, _, _ in fold_words(form))
        if words:
            needed = -1 if exact else _capitals(form)
            self._by_first.setdefault(words[0], []).append((words, needed, value))

    def freeze(self) -> None:
        """Order the spellings for the search."""
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> list[tuple[int, int, list[object]]]:
        """Spans with all that bears the name there; never overlapping."""
        words = fold_words(text)
        shouting = len(words) > 1 and text.isupper()  # one word alone may be an abbreviation
        found: list[tuple[int, int, list[object]]] = []
        index = 0
        while index < len(words):
            entries = self._by_first.get(words[index][0])
            if entries is None:  # nearly every word
                index += 1
                continue
            values: list[object] = []
            length = 0
            for form, needed, value in entries:
                if length and len(form) < length:
                    break
                if tuple(word for word, _, _ in words[index : index + len(form)]) != form:
                    continue
                surface = text[words[index][1] : words[index + len(form) - 1][2]]
                if needed < 0 and not _is_abbreviation(surface, form[0], shouting):
                    continue
                if needed > _capitals(surface):
                    continue  # "Lebanese forces" are not the Lebanese Forces
                length = len(form)
                values.append(value)
            if values:
                end = words[index + length - 1][2]
                if text[:end].endswith(("'s", "’s")) and len(words[index + length - 1][0]) > 2:
                    end -= 2
                found.append((words[index][1], end, values))
            index += max(length, 1)
        return found


class GroupTable:
    """All named groups and countries; built once and then only read."""

    def __init__(self, groups: Iterable[dict[str, str]], countries: Iterable[dict[str, str]]) -> None:
        self.groups: list[NamedGroup] = []
        self.countries: dict[str, Country] = {}
        self._names, self._people = _Names(), _Names()
        for row in groups:
            short = _split(row["abbreviation"])
            state = row["name"].startswith(("Military Forces", "Police Forces", "Government of"))
            name = f"{short[0]}: {row['name']}" if short and not state else row["name"]
            group = NamedGroup(name, int(row["kind"]), row["country"] or None, row["note"])
            self.groups.append(group)
            for form in [row["name"], *_split(row["aliases"])]:
                plain = re.sub(r"\s*\(.*?\)", "", form)
                exact = bool(re.fullmatch(r"[A-Z0-9-]{2,6}", plain))
                self._names.add(plain, (group, plain != form), exact=exact)
            for form in short:
                self._names.add(form, (group, False), exact=True)
        for row in countries:
            country = Country(row["code"], row["name"])
            self.countries[country.code] = country
            for form in [row["name"], *_split(row["aliases"])]:
                self._people.add(
                    form.removeprefix("the "), (country, True, False), exact=form in ("US", "UK", "CAR", "UAE")
                )
            for form in _split(row["demonyms"]):
                if form not in _split(row["aliases"]):
                    self._people.add(form, (country, False, False))
            if row["capital"]:
                self._people.add(row["capital"], (country, True, True))
        self._names.freeze()
        self._people.freeze()

    def find_groups(self, text: str) -> list[GroupSpan]:
        """Named groups in ``text``; "Taliban-linked" and "anti-Taliban" name others and are left out."""
        found = []
        for start, end, values in self._names.find(text):
            if _NOT_FOLLOWED.match(text, end) or _NOT_PRECEDED.search(text[:start]):
                continue
            owners = [value for value in values if isinstance(value, tuple)]
            groups = tuple(dict.fromkeys(group for group, _ in owners))
            local = {group.name for group, is_local in owners if is_local}
            local -= {group.name for group, is_local in owners if not is_local}
            found.append(GroupSpan(start, end, text[start:end], groups, frozenset(local)))
        return found

    def find_countries(self, text: str, *, capitals: bool = False) -> list[CountrySpan]:
        """Countries, their people and, on request, their capitals in ``text``; not "Turkish-backed"."""
        found = []
        for start, end, values in self._people.find(text):
            if (
                _NOT_FOLLOWED.match(text, end)
                and not re.match(r"[-–]\s?led", text[end:])
                or _NOT_PRECEDED.search(text[:start])
            ):
                continue
            for value in values:
                assert isinstance(value, tuple)
                country, is_name, is_capital = value
                if is_capital and not capitals:
                    continue
                found.append(CountrySpan(start, end, text[start:end], country, is_name, is_capital))
                break
        return found


@cache
def load_groups() -> GroupTable:
    """The bundled table."""
    return GroupTable(_rows("groups.csv"), _rows("countries.csv"))


def choose_group(span: GroupSpan, country: str | None) -> NamedGroup | None:
    """The owner of a name: the one at home in ``country``, else the only one; None where it stays open.

    A name that the table qualifies ("National Guard (Mexico)") needs its country.
    """
    for group in span.groups:
        if country and group.country == country:
            return group
    free = [group for group in span.groups if group.name not in span.local]
    worldwide = [group for group in free if group.country is None]
    if len(free) > 1 and len(worldwide) == 1:
        return worldwide[0]
    return free[0] if len(free) == 1 else None


_REGULAR = {
    "military": "Military Forces of {}",
    "police": "Police Forces of {}",
    "government": "Government of {}",
    "civilians": "Civilians ({})",
    "protesters": "Protesters ({})",
    "rioters": "Rioters ({})",
    "unidentified": "Unidentified Armed Group ({})",
    "progovernment": "Pro-government militias of {}",
}
_WITH_ARTICLE = frozenset("AE CD CF CG CZ DO GB KM MV NL PH US".split())
_REGULAR_KIND = {
    "military": ActorKind.STATE_FORCES,
    "police": ActorKind.STATE_FORCES,
    "government": ActorKind.STATE_FORCES,
    "civilians": ActorKind.CIVILIANS,
    "protesters": ActorKind.PROTESTERS,
    "rioters": ActorKind.RIOTERS,
    "unidentified": ActorKind.POLITICAL_MILITIA,
    "progovernment": ActorKind.POLITICAL_MILITIA,
}


def regular_group(sort: str, country: str | None) -> NamedGroup | None:
    """The group that every country has: ``sort`` is "military", "police", "government", "civilians", ...

    None without a country or for an unknown one.
    """
    known = load_groups().countries.get(country or "")
    if known is None:
        return None
    form = _REGULAR[sort]
    name = known.name if form.endswith(")") or known.code not in _WITH_ARTICLE else f"the {known.name}"
    return NamedGroup(form.format(name), int(_REGULAR_KIND[sort]), known.code)
