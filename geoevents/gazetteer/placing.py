"""Puts a finished index in its place, so that a reader always finds a whole one.

While it is made, an index lies in ``.<name>.<process>-<token>`` beside its place; the one before it is moved to
``.<name>.<process>-<token>.old`` for the moment between two renames. A process killed in that very moment leaves
only the second: readers take it (``standing``), and the next command moves it back (``clear_leftovers``).
"""

from __future__ import annotations

import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geoevents.gazetteer import layout

_ATTEMPTS = 10
_DAY_SECONDS = 86_400
_WORKING = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)-[0-9a-f]{8}(?P<old>\.old)?")


@contextmanager
def working_folder(folder: Path) -> Iterator[Path]:
    """A folder beside ``folder`` to make an index in; gone afterwards unless it was put in place."""
    working = folder.parent / f".{folder.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}"
    working.mkdir(parents=True)
    try:
        yield working
    finally:
        shutil.rmtree(working, ignore_errors=True)


def move_into(folder: Path, working: Path, files: list[str]) -> None:
    """Put a finished index in place.

    Nothing in the way, or nothing but an older index: a rename. Otherwise (the bundled gazetteer's
    folder holds tables too) file by file, meta.json last.
    """
    for attempt in range(_ATTEMPTS):
        aside = folder.parent / f"{working.name}.old"
        try:
            if folder.exists():
                if not all(layout.is_index_file(path.name) for path in folder.iterdir()):
                    break
                os.replace(folder, aside)
            os.replace(working, folder)
            return
        except OSError:  # another process is putting its own index there; ours is the later one
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.02 * (attempt + 1))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    for name in (*files, layout.META):
        os.replace(working / name, folder / name)
    (folder / layout.POSTINGS).unlink(missing_ok=True)  # of an older format


def standing(root: Path) -> dict[str, Path]:
    """Where each gazetteer below ``root`` stands, by name: in its place, or aside where a killed process left it."""
    folders = [path for path in sorted(root.iterdir()) if path.is_dir()]
    found = {path.name: path for path in folders if not path.name.startswith(".")}
    for path in folders:
        split = _WORKING.fullmatch(path.name)
        if split and split["old"]:
            found.setdefault(split["name"], path)
    return found


def clear_leftovers(root: Path) -> None:
    """Remove what killed processes left below ``root``, and move back an index that one of them had moved aside."""
    if not root.is_dir():
        return
    for name, path in standing(root).items():
        if path.name != name and not _is_at_work(path):
            os.replace(path, root / name)
    for path in sorted(root.iterdir()):
        if path.is_dir() and _WORKING.fullmatch(path.name) and not _is_at_work(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_at_work(path: Path) -> bool:
    """Whether the process that made a working folder still runs."""
    split = _WORKING.fullmatch(path.name)
    if split is None:
        return False
    if os.name == "nt":  # where asking for a process may end it
        return time.time() - path.stat().st_mtime < _DAY_SECONDS
    try:
        os.kill(int(split["process"]), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
