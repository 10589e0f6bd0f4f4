"""Reads an indexed gazetteer from a folder: the files are mapped into memory and read where they are needed."""

from __future__ import annotations

import json
import struct
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer import layout
from geoevents.gazetteer.base import Found, NameMatch, NameSpan
from geoevents.gazetteer.bearers import Bearers, PlaceColumns
from geoevents.gazetteer.files import open_bytes
from geoevents.gazetteer.index import FormIndex, PlaceTable
from geoevents.gazetteer.names import fold, skeleton, without_article
from geoevents.gazetteer.recent import Recent
from geoevents.gazetteer.scan import RememberedForms, scan_text
from geoevents.gazetteer.search import LEAST_ALIKE, NameSearch, is_short_code
from geoevents.model import Place

REBUILD = "geoevents gazetteer build"
_REMEMBERED_ANSWERS, _REMEMBERED_ROWS = 8_000, 24_000  # twice as many at most
_OPENINGS = 3  # attempts to open a gazetteer while another is being put in its place
_WAIT_SECONDS = 0.02  # between them
_PAIRS_READ = 256  # skeletons read together


def _stamp(folder: Path) -> tuple[int, int] | None:
    """What changes when another gazetteer takes this one's place."""
    try:
        state = (folder / layout.META).stat()
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns


class LocalGazetteer(NameSearch):
    """A gazetteer in a folder, as ``gazetteer build``, ``install`` and ``add`` write it."""

    def __init__(self, folder: Path, meta: dict[str, Any], rebuild: str) -> None:
        self.folder = folder
        self.meta = meta
        self.name: str = meta.get("name", folder.name)
        tables = meta["tables"]
        self._country_rows: dict[str, int] = tables["country_rows"]
        self._admin1_rows: dict[str, int] = tables["admin1_rows"]
        self._demonyms: dict[str, int] = meta["demonyms"]
        own = int(meta.get("priority") or 0) > layout.DUMP_PRIORITY
        self._places = PlaceTable(folder, meta, self.name, own=own)
        self._skeletons = open_bytes(folder / layout.SKELETONS)
        self._forms = FormIndex(folder, layout.forms_files(meta.get("shards", 1)), rebuild, meta["format"])
        self._remembered = RememberedForms([self._forms])
        self._answers = Recent(self._find, _REMEMBERED_ANSWERS)
        self._rows = Recent(self._rows_of, _REMEMBERED_ROWS)

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
        for _ in range(_OPENINGS):
            before = _stamp(folder)
            try:
                return cls._open(folder, rebuild)
            except (GazetteerMissingError, GazetteerFormatError):
                if _stamp(folder) == before is not None:
                    raise  # not because another is being put in its place
                time.sleep(_WAIT_SECONDS)
        return cls._open(folder, rebuild)

    @classmethod
    def _open(cls, folder: Path, rebuild: str) -> LocalGazetteer:
        path = folder / layout.META
        try:
            meta = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise GazetteerMissingError(f"no gazetteer in {folder}; run: {rebuild}") from error
        except (ValueError, OSError) as error:
            raise GazetteerFormatError(f"{path} cannot be read ({error}); run: {rebuild}") from error
        if not isinstance(meta, dict) or meta.get("format") not in layout.RECORDS:
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
        return len(self._places)

    def __iter__(self) -> Iterator[Place]:
        """Every place, by GeoNames id."""
        return (self._places[row] for row in range(len(self)))

    def rows(self, toponym: str) -> tuple[int, ...]:
        """Rows of the places recorded under exactly this name, in any spelling of it; () for an unknown one.

        The quickest look-up: no place is made. ``place_in`` gives what stands in a row.
        """
        return self._rows[toponym]

    def _rows_of(self, toponym: str) -> tuple[int, ...]:
        return self._forms.rows(fold(toponym))

    def bearers(self, toponyms: Sequence[str], *, limit: int | None = None) -> Bearers:
        """The places that bear each of many names, asked together: several times as quick as one by one.

        Parameters
        ----------
        toponyms : sequence of str
            As texts spell them. As with ``rows``, only recorded names are found.
        limit : int, optional
            So many of the first places of each name; by default all.

        Returns
        -------
        Bearers
            In the order of ``find``. ``columns`` tells what is recorded of the places, ``place_in`` makes one.
        """
        starts, postings = self._forms.postings_of_many([fold(toponym) for toponym in toponyms])
        if not self._forms.is_ranked:
            postings = self._places.best_first(postings, np.diff(starts))
        for number, toponym in enumerate(toponyms):
            if toponym.isupper() and is_short_code(toponym):
                own = slice(starts[number], starts[number + 1])
                postings[own] = self._places.ranked(postings[own].tolist(), by_size=True)
        rows = (postings >> layout.MATCH_BITS).astype(np.int64)
        found = Bearers(starts, rows, (postings & np.uint32(layout.MATCH_MASK)).astype(np.uint8))
        return found if limit is None else found.first(limit)

    def columns(self, rows: Iterable[int]) -> PlaceColumns:
        """What is recorded of the places in these rows, in their order; quicker than making the places."""
        return self._places.columns(rows)

    def place_in(self, row: int) -> Place:
        """The place in a row, 0 to ``len(gazetteer) - 1``."""
        return self._places[row]

    def find(self, toponym: str, *, country: str | None = None, limit: int | None = None) -> list[Found]:
        """Places that bear ``toponym``; see ``gazetteer.base.Gazetteer.find``. The latest answers are remembered."""
        return self._answers[toponym, country, limit].copy()

    def _find(self, asked: tuple[str, str | None, int | None]) -> list[Found]:
        toponym, country, limit = asked
        return super().find(toponym, country=country, limit=limit)

    def worded(self, toponym: str, country: str | None, limit: int | None) -> list[Found]:
        """What ``find`` answers as far as the name is recorded; only the candidates that are kept become places."""
        form = fold(toponym)
        postings = self._forms.postings(form)
        if country is not None:
            countries = self._places.countries(x >> layout.MATCH_BITS for x in postings)
            postings = [x for x, found in zip(postings, countries, strict=True) if found == country]
        if not postings:
            return super().worded(toponym, country, limit)
        by_size = is_short_code(toponym)
        if len(postings) > 1 and (by_size or not self._forms.is_ranked):
            postings = self._places.ranked(postings, by_size=by_size)
        return self._places.found(postings[:limit], form)

    def scan(self, text: str) -> list[NameSpan]:
        """Every span of ``text`` that spells a known name; see ``gazetteer.base.Gazetteer.scan``."""
        return scan_text(text, self._remembered)

    def role(self, words: str) -> int:
        """What the words are among the forms; see ``scan.Forms``."""
        return self._forms.role(words)

    def roles(self, words: Sequence[str]) -> list[int]:
        """What many words are among the forms; see ``scan.Forms``."""
        return self._forms.roles(words)

    def forms(self) -> Iterator[str]:
        """Every form of every name, in no stated order."""
        return iter(self._forms)

    def knows(self, form: str) -> bool:
        """Whether a folded name is recorded."""
        return form in self._forms

    def place(self, place_id: str) -> Place | None:
        """The place of this id, or None."""
        row = self._places.row(place_id)
        return None if row is None else self._places[row]

    def country_place(self, country: str) -> Place | None:
        """The country's own entry by its ISO code, or None."""
        row = self._country_rows.get(country)
        return None if row is None else self._places[row]

    def admin1_place(self, country: str, admin1_code: str) -> Place | None:
        """The first-order division's own entry, or None."""
        row = self._admin1_rows.get(f"{country}.{admin1_code}")
        return None if row is None else self._places[row]

    def demonym(self, word: str) -> Place | None:
        """The place whose people ``word`` names, or None."""
        row = self._demonyms.get(fold(word))
        return None if row is None else self._places[row]

    def exact(self, form: str, country: str | None) -> list[Found]:
        """Places recorded under this form."""
        found = self._places.found(self._forms.postings(form), form)
        return [x for x in found if country is None or x.place.country == country]

    def alike(self, form: str, country: str | None) -> list[tuple[float, Found]]:
        """Places whose main name has the same consonants, with how alike the names are (``LEAST_ALIKE`` to 100)."""
        key = skeleton(form)
        if len(key) < 2 or len(form) < 4:
            return []
        bare = without_article(form)
        result = []
        for row, name in self._places.names(self._rows_sounding(layout.skeleton_hash(key)), country):
            score = fuzz.ratio(bare, without_article(fold(name)), score_cutoff=LEAST_ALIKE)
            if score:
                result.append((score, Found(self._places[row], NameMatch.FUZZY, name)))
        return result

    def _rows_sounding(self, wanted: int) -> Iterator[int]:
        """Rows of the places whose main names have a skeleton of this hash."""
        pair = layout.SKELETON_PAIR
        count = len(self._skeletons) // pair.size
        at = bisect_left(range(count), wanted, key=lambda n: self._skeletons.unpack(pair, n * pair.size)[0])
        for first in range(at, count, _PAIRS_READ):
            for known, row in pair.iter_unpack(self._skeletons.read(first * pair.size, _PAIRS_READ * pair.size)):
                if known != wanted:
                    return
                yield row

    def same_start(self, form: str, country: str | None) -> list[tuple[float, Found]]:
        """Places with a name that starts with the same three letters, with how alike the names are."""
        length = len(form)
        beside = [known for known in self._forms.alike_starts(form) if -3 <= len(known) - length <= 3]
        alike = process.extract(form, beside, scorer=fuzz.ratio, score_cutoff=75, limit=None)
        return [
            (score, x._replace(match=NameMatch.FUZZY, form=known))
            for known, score, _ in sorted(alike, key=lambda each: each[2])
            for x in self.exact(known, country)
        ]
