"""The words of a sentence as statements about people are read from them: a whole quantity is one word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geoevents.model import Count
from geoevents.text.numbers import find_numbers

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Gen|Col|Lt|Maj|Capt|Sgt|Brig|Dr|Mr|Mrs|Ms|St|Gov|Sen|Rep|Msgr|Fr)\.(?=\s)|"
    r"\w+(?:[-'’.&]\w+)*|--|[^\w\s]"
)
# What stands inside a phrase and says nothing of how many: an abbreviation in brackets ("Border Guard (BG) men"), the
# quotation marks about a word or two ('three "village volunteers" died').
_ABBREVIATION = re.compile(r"\(\s*[A-Z][A-Za-z&.-]{0,8}[A-Z]s?\s*\)(?=\s+\w)")
_QUOTED_WORDS = re.compile(r"([\"“‘])[a-z\d][\w-]*(?: [a-z\d][\w-]*){0,3}([\"”’])(?=\s+[a-z])")
_IN_DIGITS = re.compile(r"\s*\(\s*(\d[\d,]*)\s*\)")  # "fifteen (15) people": the same number once more


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a sign or a whole quantity ("at least 12") of a sentence; offsets within the sentence."""

    start: int
    end: int
    text: str
    low: str  # lower case
    count: Count | None = None  # set on quantities
    person: bool = False  # part of a person's name, as far as the language model knows
    verb: bool = False  # a finite verb, as far as the language model knows

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name: a capital, yet no abbreviation in capitals."""
        return self.person or (self.text[:1].isupper() and not self.text.isupper() and self.text[1:2] != "")


def words_of(text: str, people: Sequence[tuple[int, int]] = (), verbs: frozenset[int] = frozenset()) -> list[Word]:
    """Words of a sentence, each quantity being one word.

    ``people`` are the spans of persons' names, ``verbs`` the offsets of finite verbs, where a model knows them.
    """
    quantities = {number.start: number for number in find_numbers(text)}
    idle = {at for match in _ABBREVIATION.finditer(text) for at in range(*match.span())}
    idle |= {match.start(sign) for match in _QUOTED_WORDS.finditer(text) for sign in (1, 2)}
    words: list[Word] = []
    letters = re.findall(r"[^\W\d_]{4,}", text)
    titled = sum(word[0].isupper() for word in letters) > 0.7 * len(letters)  # a headline: capitals tell nothing
    position = 0
    while match := _TOKEN.search(text, position):
        start, end = match.span()
        if start in idle:
            position = end
            continue
        quantity = next((q for s, q in quantities.items() if start <= s < end), None) if quantities else None
        if quantity is not None:
            first = quantity.start
            if quantity.count.low == quantity.count.high and quantity.text[:5].lower() == "from ":
                words.append(Word(first, first + 4, "from", "from"))  # no range: "300 people from 50 families"
                first += 5
            told = text[first : quantity.end]
            words.append(Word(first, quantity.end, told, told.lower(), quantity.count))
            again = _IN_DIGITS.match(text, quantity.end)
            same = again is not None and int(again[1].replace(",", "")[:9]) == quantity.count.best
            position = again.end() if again is not None and same else quantity.end
            continue
        position = end
        person = bool(people) and any(s <= start and end <= e for s, e in people)
        word = match.group()
        lower = word.lower()
        words.append(Word(start, end, lower if titled and not person else word, lower, None, person, start in verbs))
    return words
