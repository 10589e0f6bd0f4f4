"""Third step of a build: forms to tries, with their keys, heads and lists."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geoevents.gazetteer import layout
from geoevents.gazetteer.dump_columns import FORM_TAIL
from geoevents.gazetteer.form_packing import pack_forms
from geoevents.gazetteer.form_table import Words

_TAIL = np.dtype([("part", ">u2"), ("posting", ">u4")])


class ShardTask(NamedTuple):
    """One trie to make: where its lines stand in the forms of each part."""

    folder: Path
    number: int
    file: str
    sources: list[tuple[int, int, int, int]]  # part, start, end, row of its first place


class ShardDone(NamedTuple):
    """What was made: ``<number>.keys`` with ``<number>.heads``, and the lists in ``<number>.lists``."""

    number: int
    forms: int
    list_length: int


def write_shard(task: ShardTask) -> ShardDone:
    """Sort the shard's forms and write its trie, its keys and heads, and its lists."""
    lines: list[bytes] = []
    for part, start, end, _ in task.sources:
        if end > start:
            with (task.folder / f"{part}.forms").open("rb") as file:
                file.seek(start)
                lines += file.read(end - start - 1).split(b"\n")
    lines.sort()  # by form, then by row: no form holds what sorts before a tab
    tails = np.frombuffer(bytes.fromhex(b"".join([line[1 - FORM_TAIL :] for line in lines]).decode()), dtype=_TAIL)
    firsts = np.array([first for *_, first in task.sources] or [0], dtype=np.uint32) << layout.MATCH_BITS
    postings: Words = tails["posting"].astype(np.uint32) + firsts[tails["part"].astype(np.int64)]
    forms = [line[:-FORM_TAIL] for line in lines]
    del lines, tails
    borders = [0] if forms else []
    borders += [at for at, (one, other) in enumerate(pairwise(forms), start=1) if one != other]
    unique = [forms[at].decode() for at in borders]
    del forms
    packed = pack_forms(task.folder / task.file, unique, np.array(borders, dtype=np.int64), postings)
    packed.keys.tofile(task.folder / f"{task.number}.keys")
    packed.heads.tofile(task.folder / f"{task.number}.heads")
    packed.lists.tofile(task.folder / f"{task.number}.lists")
    return ShardDone(task.number, len(unique), len(packed.lists))
