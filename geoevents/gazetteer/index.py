"""The two halves of an index on disk: forms that lead to rows, and rows that hold places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import marisa_trie

from geoevents.errors import GazetteerFormatError
from geoevents.gazetteer import layout
from geoevents.gazetteer.base import Found, NameMatch
from geoevents.gazetteer.files import mapped_integers, open_bytes
from geoevents.gazetteer.layout import LIST_FLAG
from geoevents.gazetteer.scan import A_FORM, A_START
from geoevents.model import Place

_CACHED_PLACES = 20_000
_MATCH_MASK = (1 << layout.MATCH_BITS) - 1
_MOST_ALIKE_STARTS = 20_000  # forms of one beginning; where more share it, a longer beginning is asked


class FormIndex:
    """Forms and the postings under each."""

    def __init__(self, folder: Path, files: Sequence[str], rebuild: str) -> None:
        self._tries: list[marisa_trie.Trie] = []
        self._first = [0]  # the number of each trie's first form
        for name in files:
            trie = marisa_trie.Trie()
            try:
                trie.mmap(str(folder / name))
            except RuntimeError as error:
                raise GazetteerFormatError(f"{folder / name} is damaged ({error}); run: {rebuild}") from error
            self._tries.append(trie)
            self._first.append(self._first[-1] + len(trie))
        self._only = self._tries[0] if len(self._tries) == 1 else None
        # The number of a form, None for an unknown one: a step less for each look-up where there is but one trie.
        self._number_of: Callable[[str], int | None] = (
            self._only.get if self._only is not None else self._number_in_shards
        )
        self._postings = mapped_integers(folder / layout.POSTINGS)
        self._lists = mapped_integers(folder / layout.LISTS)
        if self._first[-1] != len(self._postings):
            raise GazetteerFormatError(f"{folder}: names and postings are of different builds; run: {rebuild}")

    def __iter__(self) -> Iterator[str]:
        """Every form, in no stated order."""
        for trie in self._tries:
            yield from trie

    def __contains__(self, form: str) -> bool:
        return form in self._trie_of(form)

    def _trie_of(self, form: str) -> marisa_trie.Trie:
        return self._only if self._only is not None else self._tries[layout.shard_of(form, len(self._tries))]

    def postings(self, form: str) -> Sequence[int]:
        """Postings of a form in the order of their rows; () for an unknown one."""
        number = self._number_of(form)
        if number is None:
            return ()
        head = self._postings[number]
        if head < LIST_FLAG:
            return (head,)
        at = (head ^ LIST_FLAG) + 1
        return self._lists[at : at + self._lists[at - 1]].tolist()

    def rows(self, form: str) -> tuple[int, ...]:
        """Rows of the places that bear a form, in ascending order; () for an unknown one."""
        number = self._number_of(form)
        if number is None:
            return ()
        head = self._postings[number]
        if head < LIST_FLAG:
            return (head >> layout.MATCH_BITS,)
        at = (head ^ LIST_FLAG) + 1
        return tuple([posting >> layout.MATCH_BITS for posting in self._lists[at : at + self._lists[at - 1]]])

    def _number_in_shards(self, form: str) -> int | None:
        """The number of a form among all tries', or None."""
        shard = layout.shard_of(form, len(self._tries))
        number: int | None = self._tries[shard].get(form)
        return None if number is None else number + self._first[shard]

    def role(self, words: str) -> int:
        """What the words are among the forms; see ``scan.Forms``."""
        trie = self._trie_of(words)
        if next(trie.iterkeys(words), None) is None:
            return 0
        longer = next(trie.iterkeys(f"{words} "), None) is not None
        return A_FORM * (words in trie) + A_START * longer

    def alike_starts(self, form: str) -> Iterator[str]:
        """Forms that start as ``form`` does: with the same three letters, more where very many do."""
        for length in range(3, len(form) + 1):
            start = form[:length]
            tries = self._tries if " " not in start else [self._trie_of(start)]
            found = list(islice((known for trie in tries for known in trie.iterkeys(start)), _MOST_ALIKE_STARTS + 1))
            if len(found) <= _MOST_ALIKE_STARTS:
                yield from found
                return


class PlaceTable:
    """Rows and the places they hold; the places read last are kept."""

    def __init__(self, folder: Path, meta: dict[str, Any], gazetteer: str, *, own: bool = False) -> None:
        tables = meta["tables"]
        self._format = layout.RECORDS[meta["format"]]
        self._records, self._names = open_bytes(folder / layout.PLACES), open_bytes(folder / layout.NAMES)
        self._countries: list[str | None] = tables["countries"]
        self._features: list[str] = tables["features"]
        self._admin1: list[Any] = [entry or (None, None, None) for entry in tables["admin1"]]
        self._admin2: list[Any] = [entry or (None, None, None) for entry in tables["admin2"]]
        self._is_admin = [(code or "").startswith("ADM") for code in self._features]
        self._is_populated = [(code or "").startswith("PPL") for code in self._features]
        self._id_of_row = {int(row): place_id for row, _, place_id in (x.partition(" ") for x in tables["other_ids"])}
        self._row_of_id = {place_id: row for row, place_id in self._id_of_row.items()}
        self._notable = frozenset(meta.get("notable", ()))
        self._gazetteer, self._own = gazetteer, own
        self._cache: dict[int, Place] = {}

    def __len__(self) -> int:
        return len(self._records) // self._format.size

    def row(self, place_id: str) -> int | None:
        """The row of this id, or None."""
        row = self._row_of_id.get(place_id)
        if row is not None:
            return row
        prefix, _, number = place_id.partition(":")
        if prefix != "geonames" or not number.isascii() or not number.isdigit():
            return None
        count, geonameid = len(self) - len(self._id_of_row), int(number)
        row = bisect_left(range(count), geonameid, key=self._geonameid)
        return row if row < count and self._geonameid(row) == geonameid else None

    def _geonameid(self, row: int) -> int:
        return int(self._record(row)[layout.GEONAMEID])

    def _record(self, row: int) -> tuple[int, ...]:
        return self._records.unpack(self._format, row * self._format.size)

    def name(self, row: int) -> str:
        """The main name of the place in this row."""
        record = self._record(row)
        return self._names.text(record[layout.NAME_START], record[layout.NAME_LENGTH])

    def country(self, row: int) -> str | None:
        """The country of the place in this row."""
        return self._countries[self._record(row)[layout.COUNTRY]]

    def __getitem__(self, row: int) -> Place:
        place = self._cache.get(row)
        if place is not None:
            return place
        lat, lon, geonameid, population, start, length, admin1, admin2, radius, country, feature = self._record(row)
        first, second = self._admin1[admin1], self._admin2[admin2]
        place = Place(
            self._id_of_row.get(row) or f"geonames:{geonameid}",
            self._names.text(start, length),
            lat / 1e5,
            lon / 1e5,
            self._countries[country],
            self._features[feature],
            first[2],
            first[1],
            second[2],
            second[1],
            None if population == layout.UNKNOWN_POPULATION else population,
            geonameid or None,
            radius / 10 if radius else None,
            self._gazetteer,
            row in self._notable,
            self._own,
        )
        if len(self._cache) >= _CACHED_PLACES:
            self._cache.clear()
        self._cache[row] = place
        return place

    def found(self, posting: int, form: str) -> Found:
        """The place of a posting under the form that led to it."""
        place = self[posting >> layout.MATCH_BITS]
        match = layout.MATCHES[posting & _MATCH_MASK]
        return Found(place, match, place.name if match is NameMatch.NAME else form)

    def ranked(self, postings: Sequence[int], *, by_size: bool) -> list[int]:
        """Postings of one form in the order of ``search.ranked``, without making a place of each."""
        records = [self._record(posting >> layout.MATCH_BITS) for posting in postings]
        people = [r[layout.POPULATION] if r[layout.POPULATION] != layout.UNKNOWN_POPULATION else 0 for r in records]
        divisions = [(r[layout.COUNTRY], self._admin1[r[layout.ADMIN1]][1]) for r in records]
        towns: dict[tuple[int, str | None], int] = {}
        for record, division, count in zip(records, divisions, people, strict=True):
            if self._is_populated[record[layout.FEATURE]]:
                towns[division] = max(towns.get(division, 0), count)
        order = []
        for posting, record, division, count in zip(postings, records, divisions, people, strict=True):
            is_admin = self._is_admin[record[layout.FEATURE]]
            if is_admin:
                count = min(count, towns.get(division, count))
            row = posting >> layout.MATCH_BITS
            place_id = self._id_of_row.get(row) or f"geonames:{record[layout.GEONAMEID]}"
            order.append((0 if by_size else posting & _MATCH_MASK, -count, is_admin, place_id, posting))
        return [entry[-1] for entry in sorted(order)]
