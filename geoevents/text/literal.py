"""Whether a place name stands for the place: "in Ankara" does, "an agreement with Ankara" does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geoevents.text.boosted import read_weights
from geoevents.text.lemmas import lemma
from geoevents.text.literal_features import COLUMNS, SLOTS, literal_rows, noun_class
from geoevents.text.literal_traits import traits
from geoevents.text.literal_words import BASED, DEALINGS, LED, OF_TOWNS, PEERS
from geoevents.text.name_facts import FactBook
from geoevents.text.placewords import ATTACK_VERBS
from geoevents.text.view import DocumentView, is_dateline
from geoevents.text.word_classes import noun_sense, verb_sense

LITERAL_WEIGHTS = "literal.json"


class LiteralModel:
    """Judges mentions of a document; by rules, or by the weights of what it sees around them."""

    def __init__(self, *, rules_only: bool = False, weights: dict[str, Any] | None = None) -> None:
        self._weights: dict[str, float] | None = None
        self._bias = 0.0
        if not rules_only:
            values = read_weights(LITERAL_WEIGHTS) if weights is None else weights
            self._weights, self._bias = values["traits"], values["bias"]

    def judge(
        self,
        view: DocumentView,
        spans: Sequence[tuple[int, int]],
        kinds: Sequence[str],
        facts: FactBook,
    ) -> list[bool]:
        """Whether each span (first and last word) means the place itself."""
        if not spans:
            return []
        rows, words = literal_rows(view, spans, kinds, facts)
        names = [view.lowers[first : last + 1] for first, last in spans]
        judged = [self.is_literal(*each) for each in zip(rows, words, names, strict=True)]
        for at in range(1, len(spans)):  # "relations between India and Pakistan": the second means what the first does
            first, last = spans[at - 1]
            if view.lowers[last + 1 : spans[at][0]] == ["and"] and first and view.lowers[first - 1] == "between":
                judged[at] = judged[at - 1]
        return [
            said or is_dateline(view, view.sentence_of[first]) for said, (first, _) in zip(judged, spans, strict=True)
        ]

    def is_literal(self, row: list[float], words: tuple[str, ...], name: Sequence[str]) -> bool:
        """The judgement of one mention by its features and its words."""
        if self._weights is None:
            return by_rule(row)
        if _surely_there(row, words):
            return True
        # What the plain rules are sure of stands: one corpus is too little to unlearn "Moscow backs".
        return self.log_odds(row, words, name) >= 0 and not _surely_stands_for(row, words)

    def log_odds(self, row: Sequence[float], words: Sequence[str], name: Sequence[str]) -> float:
        """How surely the place itself is meant; above 0 for more likely than not."""
        weights = self._weights or {}
        seen = traits(COLUMNS, row, SLOTS, words, name)
        return self._bias + sum(weights.get(trait, 0.0) * strength for trait, strength in seen.items())


_AT = {name: i for i, name in enumerate(COLUMNS)}
_AFTER2, _HEAD, _VERB, _CHAIN_BEFORE = (SLOTS.index(slot) for slot in ("after2", "head", "verb", "chain_before"))
_OF_PEOPLE = frozenset({"communication", "social", "emotion"})  # WordNet's classes of verbs that no town is subject of
_BEFORE_SUBJECT = frozenset(("", "the", "and", "but", ",", '"', "\u201c"))


def _surely_there(row: list[float], words: tuple[str, ...]) -> bool:
    """Whether what is done to the name is hardly done to a government: "shells hit Saraqib", "fled Mosul"."""
    if row[_AT["demonym"]] or row[_AT["after_name"]] or row[_AT["head_class"]] not in (0, 3):
        return False
    if row[_AT["after_hyphen"]]:
        return words[_AFTER2] in BASED  # "a Beirut-based bank"
    before, before2 = words[0], words[1]
    if before == "of" and before2 in OF_TOWNS:
        return True
    if before == "with" and noun_class(lemma(before2)) == 3:
        return True  # "the border with Niger"
    if words[_CHAIN_BEFORE] == "as" and (before2 == "such" or row[_AT["chain_length"]] > 1):
        return True  # "countries such as Chad, Niger and Mali"
    return before in ATTACK_VERBS or (before == "the" and before2 in ATTACK_VERBS)


def _surely_stands_for(row: list[float], words: tuple[str, ...]) -> bool:
    """Whether the name acts, speaks or is dealt with, or only says whose people, institution or dealings are meant.

    No preposition of place may say otherwise.
    """
    if row[_AT["after_hyphen"]]:
        return words[_AFTER2] in LED  # "the Ankara-backed rebels"
    if row[_AT["language_alone"]]:
        return True
    if row[_AT["before_place_preposition"]] or row[_AT["chain_place_preposition"]] or row[_AT["before_settlement"]]:
        return False
    if row[_AT["facility"]] or (words[0] == "the" and row[_AT["before2_place_preposition"]]):
        return False  # "in The Hague"
    if words[0] == "of" and words[1] in PEERS:
        return True  # "the Duke of Edinburgh"
    if row[_AT["acts"]] or _speaks(row, words) or (row[_AT["spoken_of"]] and not _is_told_of_places(row, words)):
        return True
    if row[_AT["after_possessive"]]:
        return False
    if row[_AT["after_name"]]:
        return any(noun_class(word) == 2 for word in words[3:5])  # "Aleppo Media Centre"
    return row[_AT["head_class"]] in (1, 2, 4) or noun_sense(words[_HEAD]) == "person"


def _speaks(row: list[float], words: tuple[str, ...]) -> bool:
    """Whether the name is the subject of what only people do: "Tehran denounced the raid", "Brussels banned it"."""
    if row[_AT["passive"]] or row[_AT["demonym"]] or words[0] not in _BEFORE_SUBJECT:
        return False
    return verb_sense(words[_VERB]) in _OF_PEOPLE and words[_VERB] != words[_HEAD]


def _is_told_of_places(row: list[float], words: tuple[str, ...]) -> bool:
    """Whether the word before is one that towns follow, too: "flights between Kabul and Dubai", "held by Raqqa"."""
    before, before2 = words[0], words[1]
    if before == "between":
        return lemma(before2) not in DEALINGS
    return before == "by" and not row[_AT["country"]]


def by_rule(row: list[float]) -> bool:
    """The plain rules: a place after a preposition of place, no place where it acts, speaks or modifies."""

    def of(name: str) -> float:
        return row[_AT[name]]

    if of("demonym"):
        return bool(of("head_class") == 3 and not of("plural_people"))
    if of("language") or of("acts") or of("title_after") or of("of_office") or of("name_class") == 7:
        return False
    if of("before_place_preposition") or of("before2_place_preposition") or of("before_settlement"):
        return of("head_class") not in (1, 2) or not of("head_is_next")
    if of("after_hyphen") or of("facility") or of("before_of_after_generic") or of("before_place_and_comma"):
        return True
    if of("head_class") and (of("head_is_next") or of("after_possessive")):
        return bool(of("head_class") == 3)
    if of("after_noun") or of("after_name") or of("spoken_of"):
        return bool(of("after_generic"))
    if of("chain_place_preposition") or of("after_comma_place") or of("before_direction"):
        return True
    return not (of("after_possessive") or of("before_other_preposition") or of("first_in_sentence"))
