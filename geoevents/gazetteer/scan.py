"""Finds every span of a text that spells a known name, over any index of forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from geoevents.gazetteer.base import NameSpan
from geoevents.gazetteer.names import folded_words

# What words can be in an index of forms; the numbers add up.
A_FORM = 1  # they are a form
A_START = 2  # longer forms start with them

# What may stand between two words of one name. A comma, a colon, a bracket or an empty line may not.
_JOINT = re.compile(r"[ \t\u00a0\u2009\u202f]{1,3}|[ \t]{0,2}\r?\n[ \t]{0,2}|[-\u2010-\u2013]|\. ?|['’]?")
_REMEMBERED_WORDS = 40_000
_TOGETHER = 16  # from so many words on it is quicker to ask for them together
_ABBREVIATED = 4  # letters of the longest word that a full stop inside a name may follow ("St.", "Mt.", "Gov.")


class Forms(Protocol):
    """An index of forms, as a scan asks it."""

    def role(self, words: str) -> int:
        """``A_FORM``, ``A_START`` or their sum, or 0 for folded words that no form starts with."""

    def roles(self, words: Sequence[str]) -> list[int]:
        """The same of many words, which is quicker together."""


class RememberedForms:
    """One or several indices of forms as one; what was asked of a word is remembered, as texts repeat their words."""

    def __init__(self, indices: Sequence[Forms]) -> None:
        self._indices = tuple(indices)
        self._roles: dict[str, int] = {}

    def learn(self, words: Sequence[str]) -> None:
        """Ask for the words of a text together, as far as they are not remembered, before each is looked at."""
        known = self._roles
        unknown = list({word for word in words if word not in known})
        if len(unknown) < _TOGETHER:
            return
        if len(known) + len(unknown) > _REMEMBERED_WORDS:
            known.clear()
        roles = [0] * len(unknown)
        for index in self._indices:
            roles = [one | other for one, other in zip(roles, index.roles(unknown), strict=True)]
        known.update(zip(unknown, roles, strict=True))

    def role(self, words: str) -> int:
        """What the words are among the forms of any index."""
        known = self._roles.get(words)
        if known is None:
            known = 0
            for index in self._indices:
                known |= index.role(words)
            if len(self._roles) >= _REMEMBERED_WORDS:
                self._roles.clear()
            self._roles[words] = known
        return known


def scan_text(text: str, forms: RememberedForms) -> list[NameSpan]:
    """Every span of ``text`` that spells a form, nested ones too, in reading order (longest first at one start)."""
    spans: list[NameSpan] = []
    words, starts, ends = folded_words(text)
    forms.learn(words)
    role = forms.role
    total = len(words)
    for number, word in enumerate(words):
        known = role(word)
        if not known:
            continue
        if known >= A_START and number + 1 < total:
            longer = _longer(text, words, starts, ends, number, role)
            if longer:
                spans += longer
        if known & A_FORM:
            spans.append(NameSpan(starts[number], ends[number]))
    return spans


def _longer(
    text: str, words: list[str], starts: list[int], ends: list[int], first: int, role: Callable[[str], int]
) -> list[NameSpan]:
    """Spans of two words and more that start at word ``first``, longest first."""
    spans: list[NameSpan] = []
    window = words[first]
    end = ends[first]
    for last in range(first + 1, len(words)):
        gap = text[end : starts[last]]
        if gap != " " and not _joins(gap, words[last - 1]):
            break
        window = f"{window} {words[last]}"
        known = role(window)
        end = ends[last]
        if known & A_FORM:
            spans.insert(0, NameSpan(starts[first], _with_stop(text, words[last], end)))
        if known < A_START:
            break
    return spans


def _with_stop(text: str, last_word: str, end: int) -> int:
    """The end of a name, behind its full stop where it is an abbreviation: "U.S." but "in the US."."""
    if len(last_word) == 1 and text[end : end + 1] == "." and text[end - 2 : end - 1] == ".":
        return end + 1
    return end


def _joins(gap: str, previous: str) -> bool:
    """Whether a name may run on over ``gap``."""
    return _JOINT.fullmatch(gap) is not None and ("." not in gap or len(previous) <= _ABBREVIATED)
