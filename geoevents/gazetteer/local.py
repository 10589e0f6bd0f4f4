"""Reads an indexed gazetteer from a folder: the files are mapped into memory and read where they are needed."""

from __future__ import annotations

import json
import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import marisa_trie
from rapidfuzz import fuzz

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer import layout
from geoevents.gazetteer.base import Found, NameMatch, NameSpan
from geoevents.gazetteer.names import fold, skeleton, without_article
from geoevents.gazetteer.scan import A_FORM, A_START, scan_text
from geoevents.gazetteer.search import NameSearch
from geoevents.model import Place

REBUILD = "geoevents gazetteer build"
_CACHED_PLACES = 20_000
_REMEMBERED_WORDS = 100_000
_REMEMBERED_ANSWERS = 10_000


class _Column:
    """A mapped file as little-endian unsigned 32-bit integers."""

    def __init__(self, path: Path) -> None:
        self.values = memoryview(_mapped(path)).cast("B")
        self._cast = self.values.cast("I") if len(self.values) else memoryview(b"").cast("I")

    def __len__(self) -> int:
        return len(self._cast)

    def __getitem__(self, index: int) -> int:
        return int(self._cast[index])


class _TrieForms:
    """The trie as a scan asks it; what was asked of a word is remembered, as texts repeat their words."""

    def __init__(self, trie: marisa_trie.Trie) -> None:
        self._trie = trie
        self._roles: dict[str, int] = {}

    def role(self, words: str) -> int:
        """What the words are among the forms; see ``scan.Forms``."""
        known = self._roles.get(words)
        if known is None:
            known = 0
            if next(self._trie.iterkeys(words), None) is not None:
                longer = next(self._trie.iterkeys(f"{words} "), None) is not None
                known = A_FORM * (words in self._trie) + A_START * longer
            if len(self._roles) >= _REMEMBERED_WORDS:
                self._roles.clear()
            self._roles[words] = known
        return known


def _mapped(path: Path) -> bytes | mmap.mmap:
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class LocalGazetteer(NameSearch):
    """A gazetteer in a folder, as ``gazetteer build``, ``install`` and ``add`` write it."""

    def __init__(self, folder: Path, meta: dict[str, Any], rebuild: str) -> None:
        self.folder = folder
        self.meta = meta
        self.name: str = meta.get("name", folder.name)
        tables = meta["tables"]
        self._countries: list[str | None] = tables["countries"]
        self._features: list[str] = tables["features"]
        self._admin1: list[Any] = tables["admin1"]
        self._admin2: list[Any] = tables["admin2"]
        self._country_rows: dict[str, int] = tables["country_rows"]
        self._admin1_rows: dict[str, int] = tables["admin1_rows"]
        self._demonyms: dict[str, int] = meta["demonyms"]
        self._id_of_row = {int(row): place_id for row, _, place_id in (x.partition(" ") for x in tables["other_ids"])}
        self._notable = frozenset(meta.get("notable", ()))
        self._row_of_id = {place_id: row for row, place_id in self._id_of_row.items()}
        self._places = memoryview(_mapped(folder / layout.PLACES))
        self._names = memoryview(_mapped(folder / layout.NAMES))
        self._postings = _Column(folder / layout.POSTINGS)
        self._lists = _Column(folder / layout.LISTS)
        self._skeletons = _Column(folder / layout.SKELETONS)
        self._trie = marisa_trie.Trie()
        try:
            self._trie.mmap(str(folder / layout.FORMS))
        except RuntimeError as error:
            raise GazetteerFormatError(f"{folder / layout.FORMS} is damaged ({error}); run: {rebuild}") from error
        if len(self._trie) != len(self._postings):
            raise GazetteerFormatError(f"{folder}: names and postings are of different builds; run: {rebuild}")
        self._forms = _TrieForms(self._trie)
        self._cache: dict[int, Place] = {}
        self._answers: dict[tuple[str, str | None], list[Found]] = {}

    @classmethod
    def open(cls, folder: Path, *, rebuild: str = REBUILD) -> LocalGazetteer:
        """Open the gazetteer in ``folder``.

        Parameters
        ----------
        folder : Path
            What ``write_gazetteer`` filled.
        rebuild : str
            The command that an error message names.

        Raises
        ------
        GazetteerMissingError
            If the folder or one of its files is not there.
        GazetteerFormatError
            If a file is damaged or of another version.
        """
        path = folder / layout.META
        try:
            meta = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise GazetteerMissingError(f"no gazetteer in {folder}; run: {rebuild}") from error
        except (ValueError, OSError) as error:
            raise GazetteerFormatError(f"{path} cannot be read ({error}); run: {rebuild}") from error
        if not isinstance(meta, dict) or meta.get("format") != layout.FORMAT_VERSION:
            version = meta.get("format") if isinstance(meta, dict) else None
            raise GazetteerFormatError(
                f"{path} is of format {version}, this program reads {layout.FORMAT_VERSION}; run: {rebuild}"
            )
        for name, size in meta.get("files", {}).items():
            file = folder / name
            if not file.is_file():
                raise GazetteerMissingError(f"{file} is missing; run: {rebuild}")
            if file.stat().st_size != size:
                raise GazetteerFormatError(
                    f"{file} has {file.stat().st_size} bytes where {size} were written; run: {rebuild}"
                )
        try:
            return cls(folder, meta, rebuild)
        except (KeyError, TypeError, struct.error) as error:
            raise GazetteerFormatError(f"{path} is damaged ({error!r}); run: {rebuild}") from error

    def __len__(self) -> int:
        return len(self._places) // layout.RECORD.size

    def __iter__(self) -> Iterator[Place]:
        """Every place, by GeoNames id."""
        return (self._read(row) for row in range(len(self)))

    def find(self, toponym: str, *, country: str | None = None) -> list[Found]:
        """Places that bear ``toponym``; see ``gazetteer.base.Gazetteer.find``. The latest answers are remembered."""
        key = (toponym, country)
        known = self._answers.get(key)
        if known is None:
            known = super().find(toponym, country=country)
            if len(self._answers) >= _REMEMBERED_ANSWERS:
                self._answers.clear()
            self._answers[key] = known
        return known.copy()

    def scan(self, text: str) -> list[NameSpan]:
        """Every span of ``text`` that spells a known name; see ``gazetteer.base.Gazetteer.scan``."""
        return scan_text(text, self._forms)

    def forms(self) -> Iterator[str]:
        """Every form of every name, in no stated order."""
        return iter(self._trie)

    def knows(self, form: str) -> bool:
        """Whether a folded name is recorded."""
        return form in self._trie

    def place(self, place_id: str) -> Place | None:
        """The place of this id, or None."""
        row = self._row_of_id.get(place_id)
        if row is None:
            prefix, _, number = place_id.partition(":")
            if prefix != "geonames" or not number.isascii() or not number.isdigit():
                return None
            row = self._row_of_geonameid(int(number))
        return None if row is None else self._read(row)

    def country_place(self, country: str) -> Place | None:
        """The country's own entry by its ISO code, or None."""
        row = self._country_rows.get(country)
        return None if row is None else self._read(row)

    def admin1_place(self, country: str, admin1_code: str) -> Place | None:
        """The first-order division's own entry, or None."""
        row = self._admin1_rows.get(f"{country}.{admin1_code}")
        return None if row is None else self._read(row)

    def demonym(self, word: str) -> Place | None:
        """The place whose people ``word`` names, or None."""
        row = self._demonyms.get(fold(word))
        return None if row is None else self._read(row)

    def exact(self, form: str, country: str | None) -> list[Found]:
        """Places recorded under this form."""
        number = self._trie.get(form)
        if number is None:
            return []
        head = self._postings[number]
        if head & layout.LIST_FLAG:
            at = head & ~layout.LIST_FLAG
            postings = [self._lists[at + 1 + i] for i in range(self._lists[at])]
        else:
            postings = [head]
        found = []
        for value in postings:
            place = self._read(value >> layout.MATCH_BITS)
            if country is None or place.country == country:
                match = layout.MATCHES[value & ((1 << layout.MATCH_BITS) - 1)]
                found.append(Found(place, match, place.name if match is NameMatch.NAME else form))
        return found

    def alike(self, form: str, country: str | None) -> list[tuple[float, Found]]:
        """Places whose main name has the same consonants, with how alike the names are (0 to 100)."""
        key = skeleton(form)
        if len(key) < 2 or len(form) < 4:
            return []
        wanted = layout.skeleton_hash(key)
        pairs = self._skeletons
        low, high = 0, len(pairs) // 2
        while low < high:
            middle = (low + high) // 2
            if pairs[2 * middle] < wanted:
                low = middle + 1
            else:
                high = middle
        bare = without_article(form)
        result = []
        while 2 * low < len(pairs) and pairs[2 * low] == wanted:
            place = self._read(pairs[2 * low + 1])
            low += 1
            if country is None or place.country == country:
                score = fuzz.ratio(bare, without_article(fold(place.name)))
                result.append((score, Found(place, NameMatch.FUZZY, place.name)))
        return result

    def same_start(self, form: str, country: str | None) -> list[tuple[float, Found]]:
        """Places with a name that starts with the same three letters, with how alike the names are."""
        result = []
        for known in self._trie.iterkeys(form[:3]):
            if abs(len(known) - len(form)) <= 3:
                score = fuzz.ratio(form, known)
                if score >= 75:
                    result += [
                        (score, x._replace(match=NameMatch.FUZZY, form=known)) for x in self.exact(known, country)
                    ]
        return result

    def _row_of_geonameid(self, geonameid: int) -> int | None:
        count = len(self) - len(self._id_of_row)
        row = bisect_left(range(count), geonameid, key=self._geonameid)
        return row if row < count and self._geonameid(row) == geonameid else None

    def _geonameid(self, row: int) -> int:
        return int(layout.RECORD.unpack_from(self._places, row * layout.RECORD.size)[2])

    def _read(self, row: int) -> Place:
        place = self._cache.get(row)
        if place is not None:
            return place
        lat, lon, geonameid, population, start, length, admin1, admin2, radius, country, feature = (
            layout.RECORD.unpack_from(self._places, row * layout.RECORD.size)
        )
        first = self._admin1[admin1] or (None, None, None)
        second = self._admin2[admin2] or (None, None, None)
        place = Place(
            place_id=self._id_of_row.get(row) or f"geonames:{geonameid}",
            name=str(self._names[start : start + length], "utf-8"),
            lat=lat / 1e5,
            lon=lon / 1e5,
            country=self._countries[country],
            feature_code=self._features[feature],
            admin1=first[2],
            admin1_code=first[1],
            admin2=second[2],
            admin2_code=second[1],
            population=None if population == layout.UNKNOWN_POPULATION else population,
            geonameid=geonameid or None,
            radius_km=radius / 10 if radius else None,
            gazetteer=self.name,
            notable=row in self._notable,
        )
        if len(self._cache) >= _CACHED_PLACES:
            self._cache.clear()
        self._cache[row] = place
        return place
