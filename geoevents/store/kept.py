"""Views kept as files: a server over a large store starts with what the last one had taken in.

A kept view is a copy of one process's tables, never opened by another: whoever starts copies it to a folder of its
own. A pointer names the copy with its digest, and what it is of. Whatever does not fit (other tables, another version
of this program or of DuckDB, a cut-off or damaged file) is passed over, and the view is made from the store's own
files as if there were none. So the folder may be deleted at any time, and several servers may share it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp, mkstemp
from typing import Any, NamedTuple

import duckdb

from geoevents.store import loading
from geoevents.store.tables import Tables
from geoevents.store.view import TABLES, Taken, View

logger = logging.getLogger(__name__)

LARGE = 4_000_000  # bytes of the events' files from which a view is worth a file
GROWTH = 0.05  # share by which it must have grown before it is kept again
_POINTER = "view.json"
_PRIVATE = "of-"  # begins the name of a folder that belongs to one process
_CHUNK = 1 << 20
Seen = tuple[int, int, int]


class Kept(NamedTuple):
    """The pointer to a kept view."""

    digest: str  # of the file, and its name
    of: str  # which tables, in which form
    seen: Seen  # versions of the tables that it has taken in
    taken: Taken


class Views:
    """Makes the views of one store, from a kept one where there is any; without ``folder`` all are in memory."""

    def __init__(self, tables: Tables, folder: Path | None) -> None:
        self._tables = tables
        self._folder = None if folder is None else folder / hashlib.sha256(tables.uri.encode()).hexdigest()[:16]
        self._rows_kept = 0
        if self._folder is not None:
            _sweep(self._folder)

    def first(self) -> tuple[View, Seen] | None:
        """The kept view and the versions of the tables that it has seen; None where none fits."""
        if self._folder is None:
            return None
        kept = self._pointer(self._folder)
        folder = _private(self._folder) if kept else None
        if kept is None or folder is None:
            return None
        try:
            if _copy(self._folder / f"{kept.digest}.duckdb", folder / TABLES) != kept.digest:
                raise OSError("the kept view is not what was kept")
            view = View(self._tables.filesystem(), folder, kept.taken)
            self._rows_kept = _rows(view)
        except (OSError, duckdb.Error) as error:
            logger.info("no kept view of %s: %s", self._tables.uri, error)
            shutil.rmtree(folder, ignore_errors=True)
            return None
        return view, kept.seen

    def fresh(self) -> View:
        """A view with nothing in it."""
        large = self._folder is not None and sum(size for name, _, size in self._sizes() if name == "events") > LARGE
        folder = _private(self._folder) if large and self._folder is not None else None
        return View(self._tables.filesystem(), folder)

    def keep(self, view: View, seen: Seen) -> None:
        """Keep a view that has a file, if it has grown by enough; nobody may write to it meanwhile."""
        if self._folder is None or view.folder is None:
            return
        rows = _rows(view)
        if abs(rows - self._rows_kept) <= GROWTH * self._rows_kept:
            return
        try:
            view.connection.execute("CHECKPOINT")
            handle, copy = mkstemp(dir=self._folder)
            os.close(handle)
            digest = _copy(view.folder / TABLES, Path(copy))
            os.replace(copy, self._folder / f"{digest}.duckdb")
            self._point(self._folder, Kept(digest, self._form(), seen, view.taken))
        except (OSError, duckdb.Error) as error:
            logger.warning("the view of %s was not kept: %s", self._tables.uri, error)
        self._rows_kept = rows

    def _sizes(self) -> list[tuple[str, int, int]]:
        return self._tables.sizes()

    def _form(self) -> str:
        """Changes with everything on which the rows of a view depend, but the store's own content."""
        parts = (self._tables.ids(), loading.SCHEMA, loading.ROWS, duckdb.__version__, sys.byteorder)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def _pointer(self, folder: Path) -> Kept | None:
        try:
            found: dict[str, Any] = json.loads((folder / _POINTER).read_text(encoding="utf-8"))
            seen = tuple(int(number) for number in found["seen"])
            if found["of"] != self._form() or len(seen) != 3:
                return None
            return Kept(str(found["digest"]), found["of"], (seen[0], seen[1], seen[2]), Taken(*found["taken"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _point(self, folder: Path, kept: Kept) -> None:
        handle, path = mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept._asdict(), file)
        os.replace(path, folder / _POINTER)
        for old in folder.glob("*.duckdb"):
            if old.stem != kept.digest:
                old.unlink(missing_ok=True)


def _rows(view: View) -> int:
    return loading.number(view.cursor(), "SELECT count(*) FROM machine")


def _private(folder: Path) -> Path | None:
    """A folder for this process alone; None where none can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Path(mkdtemp(prefix=f"{_PRIVATE}{os.getpid()}-", dir=folder))
    except OSError as error:
        logger.warning("no place for the view in %s: %s", folder, error)
        return None


def _copy(source: Path, target: Path) -> str:
    """Copy a file; the digest of what was copied."""
    state = hashlib.blake2b(digest_size=16)
    with source.open("rb") as reading, target.open("wb") as writing:
        while part := reading.read(_CHUNK):
            state.update(part)
            writing.write(part)
    return state.hexdigest()


def _sweep(folder: Path) -> None:
    """Delete what processes left behind that were killed."""
    if os.name != "posix":  # elsewhere a process cannot be asked for without touching it
        return
    for left in folder.glob(f"{_PRIVATE}*-*"):
        owner = left.name[len(_PRIVATE) :].split("-")[0]
        try:
            if owner.isdigit():
                os.kill(int(owner), 0)
        except ProcessLookupError:
            shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # somebody else's process
