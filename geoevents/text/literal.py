"""Whether a place name stands for the place: "in Ankara" does, "an agreement with Ankara" does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from geoevents.text.boosted import BoostedTrees, read_weights
from geoevents.text.placewords import (
    DIRECTIONS,
    FUNCTION_WORDS,
    OTHER_PREPOSITIONS,
    PLACE_PREPOSITIONS,
    SPEECH_VERBS,
    TITLES,
    generic_class,
)
from geoevents.text.view import DocumentView, Shape

LITERAL_WEIGHTS = "literal.json"

SLOTS = ("before", "before2", "before3", "after", "after2", "after3", "last")
COLUMNS = (
    "demonym", "facility", "words", "first_in_sentence", "ends_sentence",
    "before_place_preposition", "before2_place_preposition", "before_other_preposition", "before_article",
    "before_direction", "before_settlement", "before_of_after_generic", "before_comma", "before_place_and_comma",
    "after_speech_verb", "after_possessive", "after_noun", "after_name", "after_generic", "after_comma_place",
    "after_hyphen", "after_end", "after_and_place", "before_and", "upper", "open_end", "capital_share", "in_brackets",
    "after_title", "title_after", "position",
)  # fmt: skip
ALL_COLUMNS = (*COLUMNS, *(f"weight_{slot}" for slot in SLOTS))

_POSSESSIVE = ("'s", "\u2019s", "'", "\u2019")


def literal_rows(
    view: DocumentView, spans: Sequence[tuple[int, int]], kinds: Sequence[str]
) -> tuple[list[list[float]], list[tuple[str, ...]]]:
    """Features of each span (first and last word), and the words whose weights are learned."""
    last_words = {first: last for first, last in spans}
    first_words = {last: first for first, last in spans}
    rows, words = [], []
    for (first, last), kind in zip(spans, kinds, strict=True):
        row, around = _row(view, first, last, kind, last_words, first_words)
        rows.append(row)
        words.append(around)
    return rows, words


def _row(
    view: DocumentView, first: int, last: int, kind: str, last_words: dict[int, int], first_words: dict[int, int]
) -> tuple[list[float], tuple[str, ...]]:
    sentence = view.sentence_of[first]
    low, high = view.first_word[sentence], view.last_word[sentence]
    lowers = view.lowers

    def word(i: int) -> str:
        return lowers[i] if low <= i < high else ""

    before, before2, before3 = word(first - 1), word(first - 2), word(first - 3)
    after, after2, after3 = word(last + 1), word(last + 2), word(last + 3)
    after_shape = view.shapes[last + 1] if after else Shape.OTHER
    row = [
        float(kind == "demonym"),
        float(kind == "facility"),
        last - first + 1,
        float(first == low),
        float(last + 1 == high or after in (".", "!", "?")),
        float(before in PLACE_PREPOSITIONS),
        float((before == "the" or before in DIRECTIONS) and before2 in PLACE_PREPOSITIONS),
        float(before in OTHER_PREPOSITIONS),
        float(before in ("the", "a", "an")),
        float(before in DIRECTIONS),
        float(generic_class(before) in (2, 3)),
        float(before == "of" and generic_class(before2) != 0),
        float(before == ","),
        float(before == "," and first - 2 in first_words),
        float(after in SPEECH_VERBS),
        float(after in _POSSESSIVE),
        float(after_shape == Shape.LOWER and after not in FUNCTION_WORDS and after not in _POSSESSIVE),
        float(after_shape in (Shape.CAPITALISED, Shape.UPPER)),
        generic_class(after),
        float(after == "," and last + 2 in last_words),
        float(after == "-"),
        float(after == ""),
        float(after in ("and", "or", "&") and last + 2 in last_words),
        float(before in ("and", "or", "&")),
        float(view.shapes[first] == Shape.UPPER),
        float(view.ends_open[sentence]),
        view.capital_share[sentence],
        float(before == "("),
        float(before in TITLES),
        float(after in TITLES),
        (first - low) / max(1, high - low),
    ]  # fmt: skip
    return row, (before, before2, before3, after, after2, after3, lowers[last])


class LiteralModel:
    """Judges mentions of a document; by rules, or by boosted trees over the words around."""

    def __init__(self, *, rules_only: bool = False, weights: dict[str, Any] | None = None) -> None:
        self._trees: BoostedTrees | None = None
        self._words: dict[str, dict[str, float]] = {}
        if not rules_only:
            values = read_weights(LITERAL_WEIGHTS) if weights is None else weights
            self._trees = BoostedTrees.from_json(values["trees"])
            self._words = values["words"]

    def judge(self, view: DocumentView, spans: Sequence[tuple[int, int]], kinds: Sequence[str]) -> list[bool]:
        """Whether each span (first and last word) means the place itself."""
        if not spans:
            return []
        rows, words = literal_rows(view, spans, kinds)
        if self._trees is None:
            return [_by_rule(row) for row in rows]
        table = np.empty((len(rows), len(ALL_COLUMNS)))
        table[:, : len(COLUMNS)] = rows
        for slot, name in enumerate(SLOTS):
            known = self._words[name]
            table[:, len(COLUMNS) + slot] = [known.get(w[slot], 0.0) for w in words]
        return [bool(p >= 0.5) for p in self._trees.probabilities(table)]


_AT = {name: i for i, name in enumerate(COLUMNS)}


def _by_rule(row: list[float]) -> bool:
    """The plain rules: a place after a preposition of place, no place where it acts, speaks or modifies."""

    def of(name: str) -> float:
        return row[_AT[name]]

    if of("demonym"):
        return False
    if of("before_place_preposition") or of("before2_place_preposition") or of("before_settlement"):
        return not (of("after_noun") and not of("after_generic")) or bool(of("before_place_preposition"))
    if of("after_hyphen") or of("facility") or of("before_of_after_generic") or of("before_place_and_comma"):
        return True
    if of("after_speech_verb") or of("title_after") or of("after_noun"):
        return bool(of("after_generic") and not of("after_speech_verb"))
    if of("after_name"):
        return False
    if of("after_possessive"):
        return False
    if of("after_comma_place") or of("before_direction"):
        return True
    return not (of("before_other_preposition") or of("first_in_sentence"))
