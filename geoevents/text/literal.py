"""Whether a place name stands for the place: "in Ankara" does, "an agreement with Ankara" does not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from geoevents.text.boosted import read_weights
from geoevents.text.lemmas import lemma
from geoevents.text.literal_traits import traits
from geoevents.text.mention_features import UNKNOWN, FactBook
from geoevents.text.placewords import (
    ATTACK_VERBS,
    DIRECTIONS,
    FUNCTION_WORDS,
    OTHER_PREPOSITIONS,
    PLACE_PREPOSITIONS,
    SPEECH_VERBS,
    TITLES,
    generic_class,
)
from geoevents.text.view import DocumentView, Shape, is_dateline

LITERAL_WEIGHTS = "literal.json"

SLOTS = (
    "before",
    "before2",
    "before3",
    "after",
    "after2",
    "after3",
    "last",
    "ending",
    "head",
    "verb",
    "chain_before",
    "chain_after",
)
COLUMNS = (
    "demonym", "facility", "words", "first_in_sentence", "ends_sentence",
    "before_place_preposition", "before2_place_preposition", "before_other_preposition", "before_article",
    "before_direction", "before_settlement", "before_of_after_generic", "before_comma", "before_place_and_comma",
    "after_speech_verb", "after_possessive", "after_noun", "after_name", "after_generic", "after_comma_place",
    "after_hyphen", "after_end", "after_and_place", "before_and", "upper", "open_end", "capital_share", "in_brackets",
    "after_title", "title_after", "position",
    "name_class", "language", "plural_people", "head_class", "head_is_next", "of_office", "acts", "spoken_of",
    "country", "admin1", "populated", "other_feature", "population_log", "places",
    "chain_place_preposition", "chain_length", "name_after_preposition", "name_count", "words_to_end", "quoted_end",
)  # fmt: skip

# Heads of "X ...": people and offices, institutions and forces, the land and its life, dealings and goods.
_PEOPLE = frozenset(
    """
    president minister official officer leader king queen prince governor mayor senator ambassador diplomat envoy
    spokesman spokeswoman spokesperson chief commander general troop soldier fighter rebel militant policeman citizen
    national lawmaker politician premier chancellor secretary deputy leadership journalist activist player coach team
    fan actor singer writer author lawyer judge prosecutor negotiator delegation representative analyst expert pilot
    """.split()
)
_INSTITUTIONS = frozenset(
    """
    government army military navy force police parliament senate congress cabinet ministry administration authority
    regime embassy consulate court council party union bank company firm university foundation club association agency
    media newspaper television office department commission committee federation league intelligence guard militia
    """.split()
)
_LAND = frozenset(
    """
    border coast coastline capital city town village region province district area territory soil airport port road
    street countryside suburb mountain river island airspace water economy industry market population resident community
    production growth job rate tourism society weather climate section branch landscape neighborhood neighbourhood
    enclave frontier outskirts hospital school prison camp base headquarters home house plant factory field forest
    """.split()
)
_DEALINGS_NOUNS = frozenset(
    """
    talk policy war crisis conflict deal agreement accord import export sanction law constitution language culture
    cuisine food wine history interest aid support role response position statement relation visa passport currency
    flag attack airstrike strike offensive operation campaign intervention invasion plan proposal bid goal record title
    """.split()
)
# Words before a name that stands for those who govern or act there.
_DEALINGS = frozenset(
    """
    agreement deal relation talk tie treaty accord pact dispute negotiation alliance war ally accuse urge blame sanction
    support against between by warn tell ask call condemn criticise criticize invite pressure help arm back defeat beat
    """.split()
)
# "Of" after these only places stand.
_OF_TOWNS = frozenset({"residents", "inhabitants", "villagers", "outskirts", "suburbs", "streets"})
_SPOKEN = frozenset({"in", "of", "speak", "speaks", "spoke", "speaking"})
# What a government does and a town does not.
_ACTS = frozenset(
    """
    say tell announce warn claim deny insist back want agree accuse reject condemn urge demand threaten vow believe sign
    support refuse oppose welcome argue call plan hope expel retaliate negotiate blame pledge promise seek try
    """.split()
)
LANGUAGES = frozenset(
    """
    english french spanish german italian russian turkish arabic persian chinese japanese portuguese greek polish dutch
    swedish danish norwegian finnish hungarian czech romanian ukrainian kurdish hebrew hindi urdu korean vietnamese
    """.split()
)


def noun_class(word: str) -> int:
    """Class of a noun's base form: 1 people, 2 institutions, 3 the land and its life, 4 dealings, 0 any other."""
    if word in _PEOPLE:
        return 1
    if word in _INSTITUTIONS:
        return 2
    if word in _LAND:
        return 3
    return 4 if word in _DEALINGS_NOUNS else 0


_POSSESSIVE = ("'s", "\u2019s", "'", "\u2019")


def literal_rows(
    view: DocumentView,
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[str],
    facts: FactBook,
) -> tuple[list[list[float]], list[tuple[str, ...]]]:
    """Features of each span (first and last word), and the words whose weights are learned."""
    last_words = {first: last for first, last in spans}
    first_words = {last: first for first, last in spans}
    forms = [" ".join(view.lowers[first : last + 1]) for first, last in spans]
    count = Counter(forms)
    placed = Counter(
        f for f, (first, _) in zip(forms, spans, strict=True) if view.lowers[first - 1] in PLACE_PREPOSITIONS
    )
    rows, words = [], []
    for (first, last), kind, form in zip(spans, kinds, forms, strict=True):
        row, around = _row(view, first, last, kind, last_words, first_words, facts)
        chain_first, chain_last, length = _chain(view, first, last, last_words, first_words)
        sentence = view.sentence_of[first]
        low, high = view.first_word[sentence], view.last_word[sentence]
        chain_before = view.lowers[chain_first - 1] if chain_first > low else ""
        chain_after = view.lowers[chain_last + 1] if chain_last + 1 < high else ""
        own = view.lowers[first - 1] in PLACE_PREPOSITIONS
        row += [
            float(chain_before in PLACE_PREPOSITIONS),
            length,
            (placed[form] - own) / max(1, count[form] - 1),
            math.log1p(count[form]),
            min(8, high - last - 1),
            float(chain_after in ('"', "\u201d")),
        ]
        rows.append(row)
        words.append((*around, chain_before, chain_after))
    return rows, words


def _row(
    view: DocumentView,
    first: int,
    last: int,
    kind: str,
    last_words: dict[int, int],
    first_words: dict[int, int],
    facts: FactBook,
) -> tuple[list[float], tuple[str, ...]]:
    sentence = view.sentence_of[first]
    low, high = view.first_word[sentence], view.last_word[sentence]
    lowers = view.lowers

    def word(i: int) -> str:
        return lowers[i] if low <= i < high else ""

    before, before2, before3 = word(first - 1), word(first - 2), word(first - 3)
    after, after2, after3 = word(last + 1), word(last + 2), word(last + 3)
    after_shape = view.shapes[last + 1] if after else Shape.OTHER
    head, verb = _head(view, last, high), _verb(view, last, high)
    known = facts.facts(" ".join(view.words[first : last + 1])) if kind != "demonym" else UNKNOWN
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
        generic_class(lowers[last]) if last > first else 0,
        float(first == last and lowers[first] in LANGUAGES and (before in _SPOKEN or not after)),
        float(kind == "demonym" and lowers[last].endswith("s") and not lowers[last].endswith(("ss", "us"))),
        noun_class(head),
        float(head == after),
        float(before == "of" and (noun_class(before2) in (1, 2) or before2 in TITLES)),
        float(verb in _ACTS),
        float(lemma(before) in _DEALINGS or (before == "with" and lemma(before2) in _DEALINGS)),
        float(known.country),
        float(known.admin1),
        float(known.populated),
        float(known.other),
        known.population_log,
        math.log1p(known.places),
    ]  # fmt: skip
    return row, (
        before,
        before2,
        before3,
        after,
        after2,
        after3,
        lowers[last],
        lowers[last][-3:],
        head,
        verb,
    )


def _chain(
    view: DocumentView,
    first: int,
    last: int,
    last_words: dict[int, int],
    first_words: dict[int, int],
) -> tuple[int, int, int]:
    """First and last word, and length, of the list of names this one stands in: "in Homs, Hama and Idlib"."""
    length = 1
    left, right = first, last
    while length < 12:
        gap = left - 1
        if gap >= 1 and view.lowers[gap] in ("and", "or") and view.lowers[gap - 1] == ",":
            gap -= 1
        if gap < 1 or view.lowers[gap] not in (",", "and", "or") or gap - 1 not in first_words:
            break
        left = first_words[gap - 1]
        length += 1
    while length < 12:
        gap = right + 1
        if gap + 1 < len(view) and view.lowers[gap] == "," and view.lowers[gap + 1] in ("and", "or"):
            gap += 1
        if gap + 1 >= len(view) or view.lowers[gap] not in (",", "and", "or") or gap + 1 not in last_words:
            break
        right = last_words[gap + 1]
        length += 1
    return left, right, length


def _head(view: DocumentView, last: int, high: int) -> str:
    """The noun that a name before it modifies, as base form: "Syria peace talks" gives talk; "" for none."""
    i = last + 1
    if i < high and view.lowers[i] in _POSSESSIVE:
        i += 1
    head = ""
    for j in range(i, min(i + 4, high)):
        word = view.lowers[j]
        if (
            view.shapes[j] == Shape.OTHER
            or word in FUNCTION_WORDS
            or word in OTHER_PREPOSITIONS
            or word in PLACE_PREPOSITIONS
        ):
            break
        if view.shapes[j] == Shape.DIGIT or (head and word.endswith(("ed", "ly"))) or word in SPEECH_VERBS:
            break
        head = lemma(word)
    return head


def _verb(view: DocumentView, last: int, high: int) -> str:
    """The word that follows, where it may be what the name does: "Moscow also backs" gives back; "" for none."""
    for j in range(last + 1, min(last + 4, high)):
        word = view.lowers[j]
        if word.endswith("ly") or word in (
            "also",
            "has",
            "have",
            "had",
            "is",
            "was",
            "will",
            "would",
            "not",
            "who",
            "which",
        ):
            continue
        return lemma(word) if view.shapes[j] == Shape.LOWER and word not in FUNCTION_WORDS else ""
    return ""


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


def _surely_there(row: list[float], words: tuple[str, ...]) -> bool:
    """Whether what is done to the name is hardly done to a government: "shells hit Saraqib", "fled Mosul"."""
    if row[_AT["demonym"]] or row[_AT["after_name"]] or row[_AT["head_class"]] not in (0, 3):
        return False
    before, before2 = words[0], words[1]
    if before == "of" and before2 in _OF_TOWNS:
        return True
    return before in ATTACK_VERBS or (before == "the" and before2 in ATTACK_VERBS)


def _surely_stands_for(row: list[float], words: tuple[str, ...]) -> bool:
    """Whether the name acts, speaks or is dealt with, or only says whose people, institution or dealings are meant.

    No preposition of place may say otherwise.
    """
    if row[_AT["before_place_preposition"]] or row[_AT["chain_place_preposition"]] or row[_AT["before_settlement"]]:
        return False
    if row[_AT["acts"]] or row[_AT["spoken_of"]]:
        return True
    if row[_AT["after_possessive"]]:
        return False
    if row[_AT["after_name"]] and any(noun_class(word) == 2 for word in words[3:5]):  # "Aleppo Media Centre"
        return True
    return row[_AT["head_class"]] in (1, 2, 4)


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
