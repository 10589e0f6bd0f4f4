"""How words are usually cased, and a readable copy of text in capitals.

``data/case_counts.json`` counts, for words in running text, how often they stood in lower case, with a capital
and in capitals. It serves the truecaser here and, as a prior of the form, the filter of place mentions:
"Media" and "Battle" are towns, but almost always the word is a common one.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from geoevents.text.lower_case import lower_case

_LETTERS = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_NAME_PREFIX = re.compile(r"^(?:mc|o['\u2019])(?=\w{3})")


class CaseCounts(NamedTuple):
    """Occurrences of one word inside sentences, by case."""

    lower: int
    title: int
    upper: int

    @property
    def total(self) -> int:
        """All occurrences that were counted."""
        return self.lower + self.title + self.upper


_UNSEEN = CaseCounts(0, 0, 0)


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[int, int, int]]:
    text = (resources.files("geoevents.text") / "data" / "case_counts.json").read_text("utf-8")
    table: dict[str, tuple[int, int, int]] = json.loads(text)["counts"]
    return table


def case_counts(word: str) -> CaseCounts:
    """How often ``word`` (any case) was seen in each case; zeros for a word that was not."""
    found = _table().get(word.lower())
    return CaseCounts(*found) if found else _UNSEEN


def is_all_caps(text: str) -> bool:
    """Whether ``text`` is written in capitals, as wire copy and headlines are; at least 8 letters decide."""
    lower = sum(map(str.islower, text))
    if 7 * lower > len(text):  # nearly every text ends here
        return False
    upper = sum(map(str.isupper, text))
    return upper + lower >= 8 and upper >= 6 * lower


def truecase(text: str) -> str:
    """A copy of text in capitals with names capitalised and common words in lower case.

    The copy has exactly as many characters as the original, so every offset keeps its meaning. Capitals
    whose lower case is longer than one character stay as they are.
    """
    pieces: list[str] = []
    last = 0
    first = True
    for match in _LETTERS.finditer(text):
        pieces.append(text[last : match.start()])
        pieces.append(_word(match[0], first, text[match.end() : match.end() + 1] == "."))
        last = match.end()
        first = False
    pieces.append(text[last:])
    return "".join(pieces)


@lru_cache(maxsize=16_384)  # texts in capitals say the same words again and again
def _word(word: str, first: bool, point_follows: bool) -> str:
    lower = lower_case(word)
    if len(word) == 1:
        return word if point_follows or lower == "i" or (first and lower == "a") else lower
    base = re.split(r"['\u2019]", lower)[0]
    counts = case_counts(base)
    if counts.upper > counts.lower and counts.upper > counts.title:
        return word
    if counts.total and counts.lower >= counts.title and not first:
        return lower
    if counts.total == 0 and len(base) > 5 and base.endswith(("ing", "ed", "ly", "tion", "ness", "ment")) and not first:
        return lower
    return _capitalised(lower)


def _capitalised(lower: str) -> str:
    head = lower[0].upper()
    name = (head if len(head) == 1 else lower[0]) + lower[1:]
    prefix = _NAME_PREFIX.match(lower)
    if prefix:
        at = prefix.end()
        name = name[:at] + name[at].upper() + name[at + 1 :]
    return name
