"""What a sentence names beside place and sides, and how it is worded."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from geoevents.incidents.hashing import stable_hash

SKETCH = 16  # minima kept of a sentence
NO_WORDS = np.iinfo(np.uint32).max  # a sketch of nothing
# The columns of an event whose words are its place, sides and outlet: evidence of their own.
OWN_COLUMNS = ("location_name", "admin1", "actor1_group", "actor2_group", "source")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:\"“”]\s*$")
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)
_PLAIN = frozenset("president general minister mr mrs colonel governor north south east west the".split())
_MIXERS = np.array([(stable_hash(f"sketch {i}") | 1) for i in range(SKETCH)], dtype=np.uint64)


@cache
def _countries() -> frozenset[str]:
    """Words of countries and peoples: who they are is told by the sides."""
    path = resources.files("geoevents.extract") / "data" / "countries.csv"
    with path.open("r", encoding="utf-8") as lines:
        cells = [row[key] for row in csv.DictReader(lines) for key in ("name", "aliases", "demonyms", "capital")]
    return frozenset(word.casefold() for cell in cells for word in WORD.findall(cell))


def proper_names(text: str) -> list[tuple[str, str]]:
    """Capitalised words within sentences, with their folded forms; no days, months, titles, countries or peoples."""
    found = []
    for match in WORD.finditer(text):
        word = match.group()
        if not word[0].isupper() or len(word) < 3 or match.start() == 0:
            continue
        if _SENTENCE_END.search(text[max(0, match.start() - 4) : match.start()]):
            continue
        folded = word.casefold().removesuffix("'s").removesuffix("’s")
        if folded not in _CALENDAR and folded not in _PLAIN and folded not in _countries():
            found.append((word, folded))
    return found


def names_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Proper names in an event's evidence that are neither its place nor a named group: folded to as written.

    The words of a side that is no named group stay: the name of a victim tells an incident from others.
    """
    own = {word.casefold() for column in OWN_COLUMNS for word in WORD.findall(row[column] or "")}
    return {folded: word for word, folded in proper_names(row["evidence"] or "") if folded not in own}


def sketch_of(words: Sequence[int]) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """Minima over the pairs of neighbouring words: the share of equal ones estimates how alike two wordings are."""
    if len(words) < 2:
        return np.full(SKETCH, NO_WORDS, dtype=np.uint32)
    codes = np.array(words, dtype=np.uint64)
    pairs = codes[:-1] * np.uint64(0x9E3779B97F4A7C15) + codes[1:]
    mixed = pairs[:, None] * _MIXERS[None, :]
    mixed ^= mixed >> np.uint64(29)
    minima = (mixed * np.uint64(0xBF58476D1CE4E5B9)).min(axis=0) >> np.uint64(16)
    return np.asarray(minima.astype(np.uint32))
