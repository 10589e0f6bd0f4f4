"""The two halves of an index on disk: forms that lead to rows, and rows that hold places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
import numpy.typing as npt

from geoevents.errors import GazetteerFormatError
from geoevents.gazetteer import layout
from geoevents.gazetteer.base import Found, NameMatch
from geoevents.gazetteer.bearers import PlaceColumns
from geoevents.gazetteer.files import mapped_integers, open_bytes
from geoevents.gazetteer.form_table import UNKNOWN, HashedForms, Heads, Integers, NumberedForms, Words, spread
from geoevents.gazetteer.layout import LIST_FLAG
from geoevents.gazetteer.ranking import best_first, standing_of
from geoevents.model import Place

_CACHED_PLACES = 8_000
_LAST = 1 << 60  # behind every GeoNames id
_MOST_ALIKE_STARTS = 20_000  # forms of one beginning; where more share it, a longer beginning is asked


class FormIndex:
    """Forms and the postings under each; ``is_ranked`` where the postings of a form stand with the best place first."""

    def __init__(self, folder: Path, files: Sequence[str], rebuild: str, version: int = layout.FORMAT_VERSION) -> None:
        self._tries: list[marisa_trie.Trie] = []
        for name in files:
            trie = marisa_trie.Trie()
            try:
                trie.mmap(str(folder / name))
            except RuntimeError as error:
                raise GazetteerFormatError(f"{folder / name} is damaged ({error}); run: {rebuild}") from error
            self._tries.append(trie)
        self._only = self._tries[0] if len(self._tries) == 1 else None
        self.is_ranked = version >= layout.HASHED
        self._table: Heads = (
            HashedForms(folder, sum(map(len, self._tries)), rebuild)
            if self.is_ranked
            else NumberedForms(folder, self._tries, rebuild)
        )
        self._head = self._table.head
        self._lists = mapped_integers(folder / layout.LISTS)

    def __iter__(self) -> Iterator[str]:
        """Every form, in no stated order."""
        for trie in self._tries:
            yield from trie

    def __contains__(self, form: str) -> bool:
        return self._head(form) is not None

    def _trie_of(self, form: str) -> marisa_trie.Trie:
        return self._only if self._only is not None else self._tries[layout.shard_of(form, len(self._tries))]

    def postings(self, form: str) -> Sequence[int]:
        """Postings of a form; () for an unknown one."""
        head = self._head(form)
        if head is None:
            return ()
        if head < LIST_FLAG:
            return (head,)
        at = (head ^ LIST_FLAG) + 1
        return self._lists[at : at + self._lists[at - 1]].tolist()

    def rows(self, form: str) -> tuple[int, ...]:
        """Rows of the places that bear a form; () for an unknown one."""
        head = self._head(form)
        if head is None:
            return ()
        if head < LIST_FLAG:
            return (head >> layout.MATCH_BITS,)
        at = (head ^ LIST_FLAG) + 1
        return tuple([posting >> layout.MATCH_BITS for posting in self._lists[at : at + self._lists[at - 1]]])

    def postings_of_many(self, forms: Sequence[str]) -> tuple[Integers, Words]:
        """Postings of many forms one after another, and where those of each start (and the last end)."""
        heads = self._table.heads(forms)
        lists = np.frombuffer(self._lists, dtype="<u4")
        several = np.flatnonzero(heads >= LIST_FLAG)
        at = heads[several] ^ LIST_FLAG
        counts = (heads != UNKNOWN).astype(np.int64)
        counts[several] = lists[at]
        starts = np.concatenate([[0], np.cumsum(counts)])
        single = np.flatnonzero((heads != UNKNOWN) & (heads < LIST_FLAG))
        postings = np.empty(starts[-1], dtype=np.uint32)
        postings[starts[single]] = heads[single]
        postings[spread(starts[several], counts[several])] = lists[spread(at + 1, counts[several])]
        return starts, postings

    def role(self, words: str) -> int:
        """What the words are among the forms; see ``scan.Forms``."""
        return self._table.role(words)

    def roles(self, words: Sequence[str]) -> list[int]:
        """What many words are among the forms; see ``scan.Forms``."""
        return self._table.roles(words)

    def alike_starts(self, form: str) -> list[str]:
        """Forms that start as ``form`` does: with the same three letters, more where very many do."""
        for length in range(3, len(form) + 1):
            start = form[:length]
            tries = self._tries if " " not in start else [self._trie_of(start)]
            found: list[str] = []
            for trie in tries:
                found.extend(islice(trie.iterkeys(start), _MOST_ALIKE_STARTS + 1 - len(found)))
            if len(found) <= _MOST_ALIKE_STARTS:
                return found
        return []


class PlaceTable:
    """Rows and the places they hold; the places read last are kept."""

    def __init__(self, folder: Path, meta: dict[str, Any], gazetteer: str, *, own: bool = False) -> None:
        tables = meta["tables"]
        self._format, self._type = layout.RECORDS[meta["format"]], layout.record_type(meta["format"])
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

    def records(self, rows: Iterable[int]) -> npt.NDArray[np.void]:
        """The records of many rows, fields by the names of ``layout.record_type``."""
        return np.frombuffer(self._records.pieces(self._format.size, rows), dtype=self._type)

    def columns(self, rows: Iterable[int]) -> PlaceColumns:
        """What is recorded of the places in these rows, in their order."""
        records = self.records(rows)
        people = records["population"].astype(np.int64)
        return PlaceColumns(
            records["lat"] / 1e5,
            records["lon"] / 1e5,
            records["geonameid"].astype(np.int64),
            np.where(people == layout.UNKNOWN_POPULATION, -1, people),
            np.array(self._countries, dtype=object)[records["country"]],
            np.array(self._features, dtype=object)[records["feature"]],
            np.array([entry[1] for entry in self._admin1], dtype=object)[records["admin1"]],
        )

    def best_first(self, postings: Words, sizes: Integers) -> Words:
        """Postings of several forms one after another, those of each in the order of ``search.ranked``."""
        rows, at = np.unique(postings >> layout.MATCH_BITS, return_inverse=True)
        standing = standing_of(self.records(rows.tolist()), self._features, self._admin1)
        for number, row in enumerate(rows.tolist()):
            other = self._id_of_row.get(row)
            if other is not None:
                standing.tie[number] = self._other_ties[other]
        known = (at.astype(np.uint32) << layout.MATCH_BITS) | (postings & np.uint32(layout.MATCH_MASK))
        order = best_first(known, sizes, standing)
        ranked: Words = rows[order >> layout.MATCH_BITS] << layout.MATCH_BITS | order & np.uint32(layout.MATCH_MASK)
        return ranked

    @cached_property
    def _other_ties(self) -> dict[str, int]:
        """Where ids that are not GeoNames' stand among those that are, for equals to be ordered by id."""
        ids = sorted(self._row_of_id)
        before = bisect_left(ids, "geonames:")
        return {own: number - before if number < before else _LAST + number for number, own in enumerate(ids)}

    def countries(self, rows: Iterable[int]) -> list[str | None]:
        """The countries of the places in these rows."""
        return [self._countries[number] for number in self.records(rows)["country"].tolist()]

    def names(self, rows: Iterable[int], country: str | None = None) -> list[tuple[int, str]]:
        """Rows with the main names of their places, those of one country only where it is stated."""
        rows = list(rows)
        if not rows:
            return []
        records = self.records(rows)
        read = self._names.text
        starts, lengths, countries = (records[name].tolist() for name in ("name_start", "name_length", "country"))
        return [
            (row, read(start, length))
            for row, start, length, number in zip(rows, starts, lengths, countries, strict=True)
            if country is None or self._countries[number] == country
        ]

    def __getitem__(self, row: int) -> Place:
        place = self._cache.get(row)
        return self._made(row, self._record(row)) if place is None else place

    def _made(self, row: int, record: tuple[int, ...]) -> Place:
        """The place of a record, which is remembered."""
        lat, lon, geonameid, population, start, length, admin1, admin2, radius, country, feature = record
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

    def found(self, postings: Sequence[int], form: str) -> list[Found]:
        """The places of postings under the form that led to them; what is not remembered is read together."""
        rows = [posting >> layout.MATCH_BITS for posting in postings]
        known = {row: place for row in rows if (place := self._cache.get(row)) is not None}
        unknown = [row for row in rows if row not in known]
        records = self._format.iter_unpack(self._records.pieces(self._format.size, unknown))
        for row, record in zip(unknown, records, strict=True):
            known[row] = self._made(row, record)
        answers = []
        for row, posting in zip(rows, postings, strict=True):
            place, match = known[row], layout.MATCHES[posting & layout.MATCH_MASK]
            answers.append(Found(place, match, place.name if match is NameMatch.NAME else form))
        return answers

    def ranked(self, postings: Sequence[int], *, by_size: bool) -> list[int]:
        """Postings of one form in the order of ``search.ranked``, without making a place of each."""
        rows = [posting >> layout.MATCH_BITS for posting in postings]
        records = list(self._format.iter_unpack(self._records.pieces(self._format.size, rows)))
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
            order.append((0 if by_size else posting & layout.MATCH_MASK, -count, is_admin, place_id, posting))
        return [entry[-1] for entry in sorted(order)]
