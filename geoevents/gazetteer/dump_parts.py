"""First step of a build from a dump: its lines, sorted into parts by GeoNames id.

A part holds the lines of a range of ids, so that the parts one after another are the whole dump in the order of an
index, while no step needs more than one of them in memory.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer.dumps import COLUMNS, BadLine, division_name, is_kept

_BLOCK_BYTES = 4 << 20
_BUFFERED_BYTES = 48 << 20
_SMALL_BYTES = 64 << 20  # a dump of this size is one part
_PART_IDS = 1 << 18
_KEPT_BAD_LINES = 1000
TABLES = "tables.json"

# What the table of alternate names calls a language and is none: links, and codes of airports, harbours, posts.
_NO_LANGUAGES = frozenset(b"link wkdt post iata icao faac fr_1793 unlc tcid phon piny".split())

Progress = Callable[[str, float], None]  # what is being done, and how much of it (0 to 1)


@dataclass
class BadLines:
    """How many lines were set aside, and the first of them."""

    count: int = 0
    first: list[BadLine] = field(default_factory=list)

    def add(self, line: BadLine) -> None:
        """Count one."""
        self.count += 1
        if len(self.first) < _KEPT_BAD_LINES:
            self.first.append(line)


@dataclass(frozen=True)
class Parts:
    """What the dump was sorted into."""

    folder: Path
    numbers: list[int]  # of the parts, ascending; the lines lie in ``<number>.lines``
    lines: int  # kept ones
    bad: BadLines
    shards: int  # how many tries the forms are worth


class _Files:
    """Lines on their way into one file a part."""

    def __init__(self, folder: Path, ending: str) -> None:
        self._folder, self._ending = folder, ending
        self._waiting: defaultdict[int, list[bytes]] = defaultdict(list)
        self._bytes = 0
        self.numbers: set[int] = set()

    def put(self, part: int, line: bytes) -> None:
        self._waiting[part].append(line)
        self._bytes += len(line) + 40
        if self._bytes > _BUFFERED_BYTES:
            self.flush()

    def flush(self) -> None:
        for part, lines in self._waiting.items():
            with (self._folder / f"{part}.{self._ending}").open("ab") as file:
                file.write(b"\n".join(lines) + b"\n")
        self.numbers.update(self._waiting)
        self._waiting.clear()
        self._bytes = 0


def split_dump(path: Path, member: str, folder: Path, *, progress: Progress) -> Parts:
    """Sort the lines of a zip file's ``member`` into parts in ``folder``, with the tables that rows point into.

    Raises
    ------
    GazetteerMissingError, GazetteerFormatError
        If there is no such file, or it is no whole zip file with that member, or no line of it is a place.
    """
    bad = BadLines()
    admin1: dict[tuple[str, str], str] = {}
    admin2: dict[tuple[str, str, str], str] = {}
    countries: set[bytes] = set()
    features: set[bytes] = set()
    files = _Files(folder, "lines")
    size = member_size(path, member)
    width = 1 << 32 if size < _SMALL_BYTES else _PART_IDS
    kept = 0
    for number, line in enumerate(_lines(path, member, size, lambda share: progress("sorting", share)), start=1):
        columns = line.rstrip(b"\r").split(b"\t")
        if len(columns) != COLUMNS:
            bad.add(BadLine(number, f"{len(columns)} columns where GeoNames has {COLUMNS}"))
            continue
        feature = columns[7]
        if feature in (b"ADM1", b"ADM2"):
            texts = [column.decode("utf-8", "replace") for column in columns]
            if feature == b"ADM1":
                admin1.setdefault((texts[8], texts[10]), division_name(texts))
            else:
                admin2.setdefault((texts[8], texts[10], texts[11]), division_name(texts))
        if not is_kept(columns[6].decode("utf-8", "replace"), feature.decode("utf-8", "replace")):
            continue
        try:
            geonameid = int(columns[0])
        except ValueError:
            geonameid = 0
        if not 0 < geonameid < 2**32:
            shown = columns[0].decode("utf-8", "replace")[:40]
            bad.add(BadLine(number, f"geonameid: {shown!r} is no GeoNames id"))
            continue
        kept += 1
        countries.add(columns[8])
        features.add(feature or columns[6])
        files.put(geonameid // width, b"%d\t%s" % (number, line))
    files.flush()
    if not kept:
        raise GazetteerFormatError(f"{path}: no line of {member} is a place in GeoNames' 19-column format")
    _write_tables(folder, countries, features, admin1, admin2, width)
    shards = 1
    while shards < 64 and size > shards * _SMALL_BYTES:
        shards *= 2
    return Parts(folder, sorted(files.numbers), kept, bad, shards)


def split_names(path: Path, member: str, folder: Path, *, progress: Progress) -> None:
    """Sort GeoNames' table of alternate names into the same parts as the dump's lines."""
    width = read_tables(folder)["width"]
    files = _Files(folder, "names")
    size = member_size(path, member)
    for line in _lines(path, member, size, lambda share: progress("sorting names", share)):
        columns = line.split(b"\t", 4)
        if len(columns) < 4 or columns[2] in _NO_LANGUAGES or not columns[1].isdigit() or not columns[3]:
            continue
        files.put(int(columns[1]) // width, b"%s\t%d\t%s" % (columns[1], columns[2] == b"abbr", columns[3]))
    files.flush()


def _write_tables(
    folder: Path,
    countries: set[bytes],
    features: set[bytes],
    admin1: dict[tuple[str, str], str],
    admin2: dict[tuple[str, str, str], str],
    width: int,
) -> None:
    """What every step needs to know of the whole dump; entry 0 of a table is "none"."""
    tables = {
        "width": width,
        "countries": [None, *sorted(code.decode("utf-8", "replace") for code in countries if code)],
        "features": [None, *sorted(code.decode("utf-8", "replace") for code in features)],
        "admin1": [None, *([country, code or None, name] for (country, code), name in sorted(admin1.items()))],
        "admin2": [None, *([*key, name] for key, name in sorted(admin2.items()))],
    }
    (folder / TABLES).write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")


def read_tables(folder: Path) -> dict[str, Any]:
    """The tables that ``split_dump`` wrote."""
    tables: dict[str, Any] = json.loads((folder / TABLES).read_text(encoding="utf-8"))
    return tables


def member_size(path: Path, member: str) -> int:
    """Bytes of a zip file's member when unpacked; raises as ``split_dump`` does."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.getinfo(member).file_size
    except FileNotFoundError as error:
        raise GazetteerMissingError(f"{path}: no such file") from error
    except KeyError as error:
        raise GazetteerFormatError(f"{path} holds no {member}; is it the right dump?") from error
    except (zipfile.BadZipFile, OSError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> GazetteerFormatError:
    return GazetteerFormatError(f"{path} is no whole zip file ({error}); delete it and download it again")


def _lines(path: Path, member: str, size: int, progress: Callable[[float], None]) -> Iterator[bytes]:
    """Lines without their ends; the next block is unpacked while this one's lines are read."""
    rest, done = b"", 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as file, ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(file.read, _BLOCK_BYTES)
            while block := coming.result():
                coming = ahead.submit(file.read, _BLOCK_BYTES)
                lines = (rest + block).split(b"\n")
                rest = lines.pop()
                yield from lines
                done += len(block)
                progress(min(1.0, done / max(1, size)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise _damaged(path, error) from error
    if rest:
        yield rest
