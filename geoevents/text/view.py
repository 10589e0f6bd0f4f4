"""All words of one document side by side, with what recognition asks of each again and again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import IntEnum

from geoevents.model import Entity, ParsedSentence
from geoevents.text.truecase import is_all_caps, truecase


class Shape(IntEnum):
    """How a word is written."""

    LOWER = 0
    CAPITALISED = 1
    UPPER = 2  # two letters or more
    DIGIT = 3
    OTHER = 4  # marks
    UNCASED = 5  # letters of a script without case


class DocumentView:
    """Words, sentences and entities of a document as parallel lists.

    Sentences in capitals are seen in their truecased copy, so that nothing downstream has to care.
    """

    def __init__(self, sentences: Sequence[ParsedSentence]) -> None:
        self.sentences = sentences
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.lowers: list[str] = []
        self.shapes: list[int] = []
        self.sentence_of: list[int] = []
        self.first_word: list[int] = []  # per sentence: index of its first word
        self.last_word: list[int] = []  # per sentence: index after its last word
        self.capital_share: list[float] = []  # per sentence: words with a capital, of those longer than 3 letters
        self.ends_open: list[bool] = []  # per sentence: no end mark, as in headlines
        self.all_caps: list[bool] = []
        self.entities: list[Entity] = []
        for number, sentence in enumerate(sentences):
            self._add(number, sentence)

    def _add(self, number: int, sentence: ParsedSentence) -> None:
        text = sentence.text
        shouted = is_all_caps(text)
        if shouted:
            text = truecase(text)
        offset = sentence.start
        self.first_word.append(len(self.words))
        capitals = long_words = 0
        first = len(self.words)
        for token in sentence.tokens:
            word = text[token.start - offset : token.end - offset] if shouted else token.text
            end = token.end
            if word == "." and len(self.words) > first and token.start == self.ends[-1] and is_short(self.lowers[-1]):
                self.words[-1] += "."  # "Main St" and its point are one word, as in "Main St. bridge"
                self.ends[-1] = end
                continue
            if word.endswith("..") and len(word) > 2 and word[0] != ".":
                word, end = word[:-1], end - 1  # "in D.C..": the second point ends the sentence
            shape = shape_of(word)
            self.starts.append(token.start)
            self.ends.append(end)
            self.words.append(word)
            self.lowers.append(word.lower().rstrip("."))
            self.shapes.append(shape)
            self.sentence_of.append(number)
            if len(word) > 3 and shape <= Shape.UPPER:
                long_words += 1
                capitals += shape != Shape.LOWER
        self.last_word.append(len(self.words))
        self.capital_share.append(capitals / long_words if long_words else 0.0)
        self.ends_open.append(sentence.text[-1:] not in ".!?\"'\u201d\u2019)\u2026")
        self.all_caps.append(shouted)
        self.entities.extend(sentence.entities)

    def __len__(self) -> int:
        return len(self.words)

    def words_in(self, start: int, end: int) -> tuple[int, int] | None:
        """Indices of the first and last word that lie in these characters, or None."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end) - 1
        return (first, last) if first <= last < len(self.words) else None

    def is_name_word(self, i: int) -> bool:
        """Whether word ``i`` is written as names are."""
        return self.shapes[i] in (Shape.CAPITALISED, Shape.UPPER, Shape.UNCASED)


_SHORT = frozenset("st ave rd blvd dr ln hwy co twp mt ft jct pkwy ct sq pl ter rte dist dept prov gov mts".split())


def is_short(lower: str) -> bool:
    """Whether a word is an abbreviation that keeps its point: "st", "w.va", "calif"."""
    return lower in _SHORT or "." in lower


def shape_of(word: str) -> int:
    """The shape of one word by its letters; "iPhone" counts as capitalised, "al-Bab" too."""
    if word.islower():
        return Shape.LOWER
    first = word[:1]
    if len(word) > 2 and not first.isalnum() and word[1].isupper():  # "\u2018Arak", "\u02bfAyn"
        first = word[1]
    if first.isupper():
        return Shape.UPPER if len(word) > 1 and word.isupper() else Shape.CAPITALISED
    if first.isdigit():
        return Shape.DIGIT
    if first.isalpha():
        return Shape.CAPITALISED if any(c.isupper() for c in word) else Shape.UNCASED
    return Shape.OTHER
