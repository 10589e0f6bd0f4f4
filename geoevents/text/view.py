"""All words of one document side by side, with what recognition asks of each again and again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum

from geoevents.model import Entity, ParsedSentence, Token
from geoevents.text.placewords import FUNCTION_WORDS
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
        for token in _pieces(sentence):
            word = text[token.start - offset : token.end - offset] if shouted else token.text
            end = token.end
            if word == "." and len(self.words) > first and token.start == self.ends[-1] and self._keeps_its_point():
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

    def _keeps_its_point(self) -> bool:
        """Whether the last word is an abbreviation that the tokens cut from its point."""
        if is_short(self.lowers[-1]):
            return True
        # "in Gatineau, Que." and "Hranitne, Luhansk Obl.": only where a name stands before
        return len(self.words) > 1 and self.words[-1] in _SHORT_DIVISIONS and self.lowers[-2] not in FUNCTION_WORDS

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

_SHORT_DIVISIONS = frozenset(
    "Que Ont Alta Sask Man Obl Raj Tas Vic Qld Herts Beds Bucks Cambs Lincs Staffs Yorks".split()
)
_INITIALS_JOINED = re.compile(r"((?:[A-Za-z]\.){2,}|[A-Z][a-z]{1,4}\.)[-\u2013]\w")


def _pieces(sentence: ParsedSentence) -> Iterator[Token]:
    """The tokens, "U.S.-led" cut in three as "US-led" is."""
    for token in sentence.tokens:
        joined = _INITIALS_JOINED.match(token.text) if "." in token.text else None
        if joined is None:
            yield token
            continue
        at, text = joined.end(1), token.text
        for first, last in ((0, at), (at, at + 1), (at + 1, len(text))):
            yield token._replace(start=token.start + first, end=token.start + last, text=text[first:last])


# "HARBOUR CITY Oct 22"
_PLACE_AND_DAY = re.compile(
    r"[A-Z\u00c0-\u00de]{3}[A-Z\u00c0-\u00de.'/ -]*(?:, ?[\w. ]{2,40})?,?\s+(?:[A-Z][A-Za-z]{2,8}\.?\s+\d{1,2}|"
    r"\d{1,2}\s+[A-Z][A-Za-z]{2,8}\.?)"
)


def is_dateline(view: DocumentView, sentence: int) -> bool:
    """Whether the sentence only says where the report was filed: it ends with a dash, a bracket or a day."""
    words = view.last_word[sentence] - view.first_word[sentence]
    text = view.sentences[sentence].text
    return words <= 16 and (
        text.endswith(("-", "\u2014", "\u2013", "]")) or not sentence and _PLACE_AND_DAY.fullmatch(text) is not None
    )


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
