"""Which reports are copies of one text: the same wire story trimmed, re-ordered, under another headline.

Every text becomes the set of its runs of three words, numbers masked. Two reports are copies when the shorter one
holds enough of the other's runs and of its names: a rewritten wire story keeps its sentences, while two reporters who
saw the same thing share hardly a run of three words. Names tell a copy from a form letter about another village.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geoevents.incidents.hashing import Hashes, stable_hash

RUN = 3  # words
CONTAINED = 0.4  # share of the shorter text's runs that a copy holds
NAMES_CONTAINED = 0.6
FEWEST_RUNS = 8  # shorter texts are too short to tell
WINDOW_DAYS = 4  # copies are printed soon
PORTION = 20_000  # reports compared in one go
_SAMPLE = 4  # one run in so many is looked up; all are compared
_CROWD = 12  # reports that share a run: beyond this many each is only compared with the first and its neighbour
_WORD = re.compile(r"([\W_]*)([^\W_]+(?:['’][^\W_]+)*)")  # what stands before a word, and the word
_NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen dozens
    scores""".split()
)
_WEEKDAYS = frozenset(stable_hash(day) for day in "monday tuesday wednesday thursday friday saturday sunday".split())
_ENDS = frozenset('.!?:"“”\n')


class Print(NamedTuple):
    """What is compared of a text."""

    runs: Hashes  # of three words each, ascending, each once
    names: Hashes  # of capitalised words within sentences, ascending, each once
    days: Hashes  # of the days of the week it names, ascending, each once


class Pair(NamedTuple):
    """Two reports that are copies of one text."""

    first: str  # document_id
    second: str
    contained: float  # share of the shorter one's runs that both have


class _Hashes(dict[str, int]):
    """Words as numbers, each worked out once."""

    def __missing__(self, word: str) -> int:
        folded = word.casefold().replace("’", "'").removesuffix("'s")
        if not folded.isascii():
            folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
        masked = "0" if folded[:1].isdigit() or folded in _NUMBERS else folded
        self[word] = found = stable_hash(masked)
        return found


class Printer:
    """Texts to prints; remembers the words it has met."""

    def __init__(self) -> None:
        self._hashes = _Hashes()

    def __call__(self, text: str) -> Print:
        """The print of a text; runs go over the ends of sentences, names do not stand at their beginning."""
        hashes = self._hashes
        found = _WORD.findall(text)
        words = [hashes[word] for _, word in found]
        names = {hashes[word] for before, word in found[1:] if word[0].isupper() and _ENDS.isdisjoint(before)}
        codes = np.array(words, dtype=np.uint64)
        if len(codes) < RUN:
            runs = np.zeros(0, dtype=np.uint64)
        else:
            runs = codes[: len(codes) - RUN + 1].copy()
            for step in range(1, RUN):
                runs = runs * np.uint64(0x9E3779B97F4A7C15) + codes[step : len(codes) - RUN + 1 + step]
            runs ^= runs >> np.uint64(31)
        days = sorted(names & _WEEKDAYS)
        return Print(np.unique(runs), np.array(sorted(names), dtype=np.uint64), np.array(days, dtype=np.uint64))


def contained(a: Hashes, b: Hashes) -> float:
    """Share of the smaller set that stands in the other; 0 for an empty one."""
    smaller = min(len(a), len(b))
    return len(np.intersect1d(a, b, assume_unique=True)) / smaller if smaller else 0.0


def are_copies(a: Print, b: Print) -> float:
    """The share of runs contained where these are copies of one text, else 0."""
    if min(len(a.runs), len(b.runs)) < FEWEST_RUNS:
        return 0.0
    share = contained(a.runs, b.runs)
    if share < CONTAINED or (len(a.names) and len(b.names) and contained(a.names, b.names) < NAMES_CONTAINED):
        return 0.0
    other_day = len(a.days) and len(b.days) and not contained(a.days, b.days)
    return 0.0 if other_day else share


def find_copies(texts: pa.Table) -> list[Pair]:
    """Pairs of reports that are copies, each once, in a stable order.

    Parameters
    ----------
    texts : pyarrow.Table
        Columns document_id, published and text, as ``EventStore.texts`` gives them. Reports more than
        ``WINDOW_DAYS`` apart are not compared, nor are dated reports with undated ones.
    """
    printer = Printer()
    rows = sorted(zip(*(texts.column(name).to_pylist() for name in ("document_id", "published", "text")), strict=True),
                  key=lambda row: (row[1] is not None, row[1], row[0]) if row[1] else (False, 0, row[0]))  # fmt: skip
    prints = [printer(text or "") for _, _, text in rows]
    days = [published.toordinal() if published else None for _, published, _ in rows]
    found = []
    for i, j in _worth_comparing(prints):
        one, other = days[i], days[j]
        if (one is None) != (other is None) or (one and other and abs(one - other) > WINDOW_DAYS):
            continue
        share = are_copies(prints[i], prints[j])
        if share:
            found.append(Pair(rows[i][0], rows[j][0], share))
    return found


def copy_portions(days: Mapping[date | None, Sequence[str]], *, size: int = PORTION) -> list[list[str]]:
    """Reports by day of publication in portions of about ``size``, each with the days after it that may copy it."""
    dated = sorted(day for day in days if day is not None)
    portions: list[list[str]] = []
    start = 0
    while start < len(dated):
        stop, total = start, 0
        while stop < len(dated) and (not total or total + len(days[dated[stop]]) <= size):
            total += len(days[dated[stop]])
            stop += 1
        last = dated[stop - 1].toordinal() + WINDOW_DAYS
        halo = next((n for n in range(stop, len(dated)) if dated[n].toordinal() > last), len(dated))
        portions.append([report for day in dated[start:halo] for report in days[day]])
        start = stop
    return [*portions, list(days[None])] if None in days else portions


def _worth_comparing(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    """Pairs i < j that share at least two of the sampled runs, or one where a text has few."""
    if not prints:
        return
    sampled = [p.runs[p.runs % np.uint64(_SAMPLE) == 0] for p in prints]
    runs = np.concatenate(sampled)
    rows = np.repeat(np.arange(len(prints), dtype=np.int64), [len(part) for part in sampled])
    order = np.argsort(runs, kind="stable")  # rows ascend within a run
    runs, rows = runs[order], rows[order]
    starts = np.flatnonzero(np.r_[True, runs[1:] != runs[:-1]]) if len(runs) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(runs)])
    first = np.repeat(rows[starts], sizes) if len(runs) else rows
    nth = np.arange(len(runs)) - np.repeat(starts, sizes)
    size = np.repeat(sizes, sizes)
    pairs: list[npt.NDArray[np.int64]] = []
    for step in range(1, _CROWD):  # all pairs of small groups, neighbours of large ones
        at = np.flatnonzero((nth >= step) & ((size <= _CROWD) | (step == 1)))
        pairs.append(rows[at - step] * len(prints) + rows[at])
    at = np.flatnonzero((nth > 1) & (size > _CROWD))
    pairs.append(first[at] * len(prints) + rows[at])
    codes, counts = np.unique(np.concatenate(pairs), return_counts=True)
    i, j = codes // len(prints), codes % len(prints)
    lengths = np.array([len(part) for part in sampled])
    enough = counts >= np.where(np.minimum(lengths[i], lengths[j]) <= 6, 1, 2)
    yield from zip(i[enough].tolist(), j[enough].tolist(), strict=True)
