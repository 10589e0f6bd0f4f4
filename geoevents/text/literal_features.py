"""What is seen of a name and around it, from which the judge of literal use decides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from geoevents.text.lemmas import lemma
from geoevents.text.literal_words import (
    ACTS,
    BODIES,
    DEALINGS,
    DEALINGS_NOUNS,
    INSTITUTIONS,
    LAND,
    LANGUAGES,
    PASSED_OVER,
    PEOPLE,
    PEOPLE_ENDINGS,
    SPOKEN,
    SPORT,
)
from geoevents.text.name_facts import UNKNOWN, FactBook
from geoevents.text.placewords import (
    CALENDAR,
    DIRECTIONS,
    FUNCTION_WORDS,
    OTHER_PREPOSITIONS,
    PLACE_PREPOSITIONS,
    SPEECH_VERBS,
    TITLES,
    generic_class,
)
from geoevents.text.view import DocumentView, Shape
from geoevents.text.word_classes import noun_sense, verb_sense

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
    "organisation", "people_form", "language_alone", "passive", "sport_sentence", "sport_document",
)  # fmt: skip


def noun_class(word: str) -> int:
    """Class of a noun's base form: 1 people, 2 institutions, 3 the land and its life, 4 dealings, 0 any other."""
    if word in PEOPLE:
        return 1
    if word in INSTITUTIONS:
        return 2
    if word in LAND:
        return 3
    return 4 if word in DEALINGS_NOUNS else 0


_HEAD = SLOTS.index("head")
_BE = frozenset("is was are were be been being".split())
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
    sport = [float(lemma(word) in SPORT) for word in view.lowers]
    sport_share = min(3.0, 100.0 * sum(sport) / max(1, len(sport)))
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
            *_name_itself(view, first, last, facts, head=around[_HEAD]),
            float(_is_passive(view, last, high)),
            min(3.0, sum(sport[low:high])),
            sport_share,
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
        float(first == last and lowers[first] in LANGUAGES and (before in SPOKEN or not after)),
        float(kind == "demonym" and lowers[last].endswith("s") and not lowers[last].endswith(("ss", "us"))),
        noun_class(head),
        float(head == after),
        float(before == "of" and (noun_class(before2) in (1, 2) or before2 in TITLES)),
        float(verb in ACTS),
        float(lemma(before) in DEALINGS or (before == "with" and lemma(before2) in DEALINGS)),
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


def _name_itself(view: DocumentView, first: int, last: int, facts: FactBook, *, head: str) -> list[float]:
    """Whether the name is a body of people's ("Bank of Japan"), a people's ("Long Islanders"), or a language's."""
    name = view.lowers[first : last + 1]
    body = len(name) > 1 and any(word in BODIES or generic_class(word) == 7 for word in name)
    people = name[-1].endswith(PEOPLE_ENDINGS) and not facts.facts(" ".join(view.words[first : last + 1])).places
    return [float(body), float(people), float(len(name) == 1 and name[0] in LANGUAGES and not head)]


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
        base = lemma(word)
        past = base != word and not word.endswith(("s", "ing")) and bool(verb_sense(base))
        if past and (head or not noun_sense(word)):
            break  # "lost", "denounced": the noun phrase is over
        head = base
    return head


def _verb(view: DocumentView, last: int, high: int) -> str:
    """The word that follows, where it may be what the name does: "Moscow on Friday also backed" gives back."""
    for j in _after_the_name(view, last, high):
        word = view.lowers[j]
        if word in PLACE_PREPOSITIONS or word in OTHER_PREPOSITIONS:
            return ""
        return lemma(word) if view.shapes[j] == Shape.LOWER and word not in FUNCTION_WORDS else ""
    return ""


def _is_passive(view: DocumentView, last: int, high: int) -> bool:
    """Whether a form of "be" stands between the name and the verb: "Idlib was shelled", "Paris is seen as"."""
    for j in _after_the_name(view, last, high):
        verb = view.shapes[j] == Shape.LOWER and view.lowers[j] not in FUNCTION_WORDS
        return verb and any(view.lowers[i] in _BE for i in range(last + 1, j))
    return False


def _after_the_name(view: DocumentView, last: int, high: int) -> Iterator[int]:
    """Words from the name on, without adverbs, auxiliaries and weekdays."""
    j = last + 1
    while j < min(last + 8, high):
        word = view.lowers[j]
        if word in ("on", "in") and j + 1 < high and view.lowers[j + 1] in CALENDAR:
            j += 2
            continue
        if not (word in PASSED_OVER or word in CALENDAR or word.endswith("ly")):
            yield j
        j += 1
