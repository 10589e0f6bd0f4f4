"""Sets of words that tell what a sentence is about: who acts, with what, and whether it is conflict at all.

The sets live in ``data/contexts.json``. A row of the trigger table names in ``needs`` the sets of
which its sentence must hold a word: ``a|b`` either, ``a&b`` both.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MONTH = re.compile(r"\bMarch\b(?! (?:on|against|for|to)\b)")  # "26 March" tells no protest


@cache
def context_words() -> dict[str, frozenset[str]]:
    """Every set by its name."""
    path = resources.files("geoevents.extract") / "data" / "contexts.json"
    return {name: frozenset(words) for name, words in json.loads(path.read_text(encoding="utf-8")).items()}


@cache
def _sets_of_word() -> dict[str, frozenset[str]]:
    index: dict[str, set[str]] = {}
    for name, words in context_words().items():
        for word in words:
            index.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in index.items()}


def words_of(text: str) -> list[str]:
    """Lower-case words; a hyphenated word stands whole and in its parts."""
    words = _WORD.findall(_MONTH.sub("", text).lower())
    return words + [part for word in words if "-" in word for part in word.split("-")]


def contexts_of(text: str) -> dict[str, int]:
    """How many different words of each set the text holds; sets without a word are left out."""
    index = _sets_of_word()
    counts: dict[str, int] = {}
    for word in set(words_of(text)):
        for name in index.get(word, ()):
            counts[name] = counts.get(name, 0) + 1
    return counts


def satisfies(needs: str, contexts: dict[str, int] | set[str] | frozenset[str]) -> bool:
    """Whether the sets found fulfil a ``needs`` condition of the trigger table; "" always holds."""
    if not needs:
        return True
    return any(all(name in contexts for name in option.split("&")) for option in needs.split("|"))
