"""Builds an index from a GeoNames dump of any size, the whole world included, in bounded memory.

Three steps: the lines are sorted into parts by id (``dump_parts``), each part becomes records and forms
(``dump_columns``), and the forms of all parts become tries (``form_shards``). The last two run in as many
processes as the machine has cores. The same dump always gives the same bytes.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer import layout
from geoevents.gazetteer.dump_columns import PartDone, PartTask, write_part
from geoevents.gazetteer.dump_parts import Parts, Progress, member_size, read_tables, split_dump, split_names
from geoevents.gazetteer.dumps import BadLine
from geoevents.gazetteer.form_packing import rank_lists, write_slots
from geoevents.gazetteer.form_shards import ShardDone, ShardTask, write_shard
from geoevents.gazetteer.placing import move_into, working_folder
from geoevents.gazetteer.ranking import Standing, standing_of

_T = TypeVar("_T")
_R = TypeVar("_R")
NAMES_MEMBER = "alternateNamesV2.txt"
_ROOM = 2.2  # bytes of disk while building for each byte of the unpacked dump, measured


class Built(NamedTuple):
    """What stands in the index, and which lines of the dump do not."""

    places: int
    names: int
    bad: int
    first_bad: tuple[BadLine, ...]


def build_from_dump(
    path: Path,
    member: str,
    folder: Path,
    *,
    about: Mapping[str, Any],
    names: Path | None = None,
    workers: int | None = None,
    progress: Progress = lambda doing, share: None,
) -> Built:
    """Index a dump in ``folder``, replacing what is there in one step.

    Parameters
    ----------
    path : Path
        A zip file that holds ``member`` in GeoNames' 19-column format.
    member : str
        Such as "SY.txt" or "allCountries.txt".
    folder : Path
        Where the index goes; a reader keeps the old one until the new one is whole.
    about : mapping
        Name, title, sources, licence, date: kept in meta.json as it is.
    names : Path, optional
        GeoNames' ``alternateNamesV2.zip``: its names join those of the dump.
    workers : int, optional
        Processes; by default one a core. A small dump is done in this one.
    progress : callable, optional
        Told what is being done and how much of it is, 0 to 1.

    Raises
    ------
    GazetteerMissingError
        If a file is missing, or the disk has no room for the build.
    GazetteerFormatError
        If a file is no whole zip file, or no line is a place.
    """
    _check_room(path, member, names, folder.parent)
    with working_folder(folder) as working:
        parts = split_dump(path, member, working, progress=progress)
        if names is not None:
            split_names(names, NAMES_MEMBER, working, progress=progress)
        with _processes(workers or os.cpu_count() or 1, parts) as pool:
            tasks = [PartTask(working, number, place, parts.shards) for place, number in enumerate(parts.numbers)]
            done = _run(pool, write_part, tasks, lambda share: progress("reading places", share))
            starts = np.cumsum([0, *(part.rows for part in done)])[:-1].tolist()
            shards = _run(
                pool,
                write_shard,
                list(_shard_tasks(working, parts.shards, done, starts)),
                lambda share: progress("indexing names", share),
            )
        for part in done:
            (working / f"{part.number}.forms").unlink()
        progress("ranking places", 0.0)
        files = _join(working, done, starts, shards, progress)
        for part in done:
            parts.bad.count += part.bad.count
            parts.bad.first.extend(part.bad.first)
        built = Built(
            sum(part.rows for part in done),
            sum(part.names for part in done),
            parts.bad.count,
            tuple(sorted(parts.bad.first)),
        )
        if not built.places:
            raise GazetteerFormatError(
                f"{path}: no line of {member} is a place; the first: {built.first_bad[0].reason}"
            )
        _write_meta(working, about, built, done, starts, shards, files)
        move_into(folder, working, files)
        progress("writing", 1.0)
    return built


def _check_room(path: Path, member: str, names: Path | None, root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    size = member_size(path, member) + (member_size(names, NAMES_MEMBER) if names else 0)
    free = shutil.disk_usage(root).free
    if free < _ROOM * size:
        raise GazetteerMissingError(
            f"{root}: {free / 1e9:.1f} GB are free where building from {path.name} needs {_ROOM * size / 1e9:.1f} GB"
        )


@contextmanager
def _processes(workers: int, parts: Parts) -> Iterator[Executor | None]:
    """Processes for a large dump; None for one that is done sooner than they start."""
    if workers < 2 or len(parts.numbers) < 2:
        yield None
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(parts.numbers)), context, initializer=_end_with_parent) as pool:
        try:
            yield pool
        except BrokenProcessPool as error:
            raise GazetteerMissingError(
                "a process of the build was ended from outside; run the command again"
            ) from error


def _end_with_parent() -> None:
    """Let a worker end when the process that asked for it is killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _run(
    pool: Executor | None, work: Callable[[_T], _R], tasks: Sequence[_T], progress: Callable[[float], None]
) -> list[_R]:
    results: Iterable[_R] = pool.map(work, tasks) if pool else map(work, tasks)
    done = []
    for result in results:
        done.append(result)
        progress(len(done) / len(tasks))
    return done


def _shard_tasks(working: Path, shards: int, done: list[PartDone], starts: list[int]) -> Iterator[ShardTask]:
    files = layout.forms_files(shards)
    for shard in range(shards):
        sources = []
        for part, row in zip(done, starts, strict=True):
            begin = part.form_ends[shard - 1] if shard else 0
            sources.append((part.number, begin, part.form_ends[shard], row))
        yield ShardTask(working, shard, files[shard], sources)


def _join(
    working: Path, done: list[PartDone], starts: list[int], shards: list[ShardDone], progress: Progress
) -> list[str]:
    """Put the pieces of all parts and shards together; the names of the files of the index."""
    standing = _join_places(working, done, starts)
    before = 0
    heads = []
    with (working / layout.LISTS).open("wb") as lists:
        for number, shard in enumerate(shards, start=1):
            rank_lists(np.fromfile(working / f"{shard.number}.lists", dtype="<u4"), standing).tofile(lists)
            heads.append(np.fromfile(working / f"{shard.number}.heads", dtype="<u4"))
            heads[-1][heads[-1] & layout.LIST_FLAG != 0] += before
            before += shard.list_length
            progress("ranking places", number / len(shards))
    del standing
    progress("writing", 0.0)
    keys = [np.fromfile(working / f"{shard.number}.keys", dtype="<u8") for shard in shards]
    write_slots(working, list(zip(keys, heads, strict=True)))
    for shard in shards:
        for ending in ("keys", "heads", "lists"):
            (working / f"{shard.number}.{ending}").unlink()
    return [*(name for name in layout.DATA_FILES if name != layout.FORMS), *layout.forms_files(len(shards))]


def _join_places(working: Path, done: list[PartDone], starts: list[int]) -> Standing:
    """Records, names and skeletons of all parts as one; what the places of all rows are ranked by."""
    tables = read_tables(working)
    names_before = 0
    pairs = [np.zeros(0, dtype="<u8")]
    pieces = [standing_of(np.zeros(0, dtype=layout.record_type()), tables["features"], tables["admin1"])]
    with (working / layout.PLACES).open("wb") as places, (working / layout.NAMES).open("wb") as names:
        for part, row in zip(done, starts, strict=True):
            records = np.fromfile(working / f"{part.number}.places", dtype=layout.record_type())
            records["name_start"] += names_before
            records.tofile(places)
            pieces.append(standing_of(records, tables["features"], tables["admin1"]))
            names.write((working / f"{part.number}.names.bin").read_bytes())
            names_before += part.name_bytes
            pairs.append(np.fromfile(working / f"{part.number}.skeletons", dtype="<u8") + np.uint64(row))
            for ending in ("places", "names.bin", "skeletons"):
                (working / f"{part.number}.{ending}").unlink()
    together = np.concatenate(pairs)
    del pairs
    together.sort()
    together.view("<u4").reshape(-1, 2)[:, ::-1].tofile(working / layout.SKELETONS)  # the hash first
    return Standing(*map(np.concatenate, zip(*pieces, strict=True)))


def _write_meta(
    working: Path,
    about: Mapping[str, Any],
    built: Built,
    done: list[PartDone],
    starts: list[int],
    shards: list[ShardDone],
    files: list[str],
) -> None:
    tables = read_tables(working)
    country_rows: dict[str, int] = {}
    admin1_rows: dict[str, int] = {}
    for part, first in zip(done, starts, strict=True):
        for rows, own in ((country_rows, part.country_rows), (admin1_rows, part.admin1_rows)):
            for key, row in own.items():
                rows.setdefault(key, first + row)
    meta = {
        "format": layout.FORMAT_VERSION,
        **about,
        "shards": len(shards),
        "counts": {
            "places": built.places,
            "forms": sum(shard.forms for shard in shards),
            "names": built.names,
            "skeletons": (working / layout.SKELETONS).stat().st_size // layout.SKELETON_PAIR.size,
        },
        "notable": [],
        "tables": {
            "countries": tables["countries"],
            "features": tables["features"],
            "admin1": tables["admin1"],
            "admin2": [entry and [entry[0], entry[2] or None, entry[3]] for entry in tables["admin2"]],
            "country_rows": country_rows,
            "admin1_rows": admin1_rows,
            "other_ids": [],
        },
        "demonyms": {},
        "files": {name: (working / name).stat().st_size for name in files},
    }
    text = json.dumps(meta, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (working / layout.META).write_text(text + "\n", encoding="utf-8")
    for path in working.iterdir():
        if not layout.is_index_file(path.name):
            path.unlink()
