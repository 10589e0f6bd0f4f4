"""Spans that may name a place: from the gazetteer, the language model's entities, capitals and patterns.

Generous on purpose: what is not proposed cannot be found, and leaving out is the filter's work.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geoevents.gazetteer.base import Gazetteer, NameSpan
from geoevents.text.placewords import (
    ADMIN,
    CALENDAR,
    CONNECTORS,
    DIRECTIONS,
    FUNCTION_WORDS,
    GENERIC_FIRST,
    HYPHENED_ARTICLES,
    JOINED_PREFIXES,
    NUMBERED,
    PLACE_PREPOSITIONS,
    TITLES,
    WEEKDAYS,
    generic_class,
)
from geoevents.text.truecase import case_counts
from geoevents.text.view import DocumentView, Shape

MAX_RUN_WORDS = 9

FROM_GAZETTEER, FROM_ENTITY, FROM_RUN, FROM_PATTERN, FROM_DEMONYM = 1, 2, 4, 8, 16

# Entities that can hold a place name or be one; numbers and dates cannot.
_IGNORED_LABELS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
_OFTEN, _MOSTLY = 8, 0.93  # seen so often, and so much of it in lower case: a common word
_NEVER_INSIDE = PLACE_PREPOSITIONS | {
    "as",
    "with",
    "after",
    "for",
    "over",
    "against",
    "by",
    "amid",
    "before",
    "between",
}
_HYPHENS = frozenset("-\u2010\u2011\u2013/")


class Proposal(NamedTuple):
    """Words ``first`` to ``last`` (inclusive) of a document, and which ways led to them (bit set)."""

    first: int
    last: int
    sources: int


class Run(NamedTuple):
    """Words written as one name, connectors inside: first and last index."""

    first: int
    last: int


def propose(
    view: DocumentView, known: list[NameSpan], gazetteer: Gazetteer
) -> tuple[list[Proposal], list[Run], dict[tuple[int, int], str]]:
    """Everything that may name a place, in reading order, with the capitalised runs and the entities by words.

    Parameters
    ----------
    view : DocumentView
    known : list of NameSpan
        What ``gazetteer.scan`` found in the document's text.
    gazetteer : Gazetteer
        Asked for demonyms.
    """
    found: dict[tuple[int, int], int] = {}

    def add(first: int, last: int, source: int) -> None:
        if first <= last and last - first < MAX_RUN_WORDS:
            found[(first, last)] = found.get((first, last), 0) | source

    names = list(_known_names(view, known))
    for first, last in names:
        add(first, last, FROM_GAZETTEER)
    entities: dict[tuple[int, int], str] = {}
    for first, last, label in _entities(view):
        entities[(first, last)] = label
        add(first, last, FROM_ENTITY)
    runs = []
    for run in name_runs(view):
        if _opens_with_a_common_word(view, run):
            add(run.first, run.last, FROM_PATTERN)
            run = Run(run.first + 1, run.last)
        runs.append(run)
        add(run.first, run.last, FROM_RUN)
        if _follows_an_article(view, run.first):
            add(run.first - 2, run.last, FROM_PATTERN)  # "the town of al-Wafa"
        for first, last in _parts_of_run(view, run):
            add(first, last, FROM_PATTERN)
    for first, last in names + list(entities):
        for wider in _widened(view, first, last):
            add(*wider, FROM_PATTERN)
    for first, last in _demonyms(view, gazetteer):
        add(first, last, FROM_DEMONYM)
    proposals = [Proposal(first, last, sources) for (first, last), sources in sorted(found.items())]
    return [p for p in proposals if _possible(view, p)], runs, entities


def _known_names(view: DocumentView, known: list[NameSpan]) -> Iterator[tuple[int, int]]:
    """Gazetteer spans that stand on whole words and are written as names."""
    first_at = {start: i for i, start in enumerate(view.starts)}
    last_at = {end: i for i, end in enumerate(view.ends)}
    for start, end in known:
        first, last = first_at.get(start), last_at.get(end)
        if last is None:  # "U.S" of "U.S." and "St" of "St."
            last = last_at.get(end + 1)
        if first is None or last is None or last < first:
            continue
        if view.is_name_word(first) or view.is_name_word(last):
            yield first, last


def _entities(view: DocumentView) -> Iterator[tuple[int, int, str]]:
    """Entities as words, without a leading article and a trailing possessive."""
    for entity in view.entities:
        if entity.label in _IGNORED_LABELS:
            continue
        inside = view.words_in(entity.start, entity.end)
        if inside is None:
            continue
        first, last = inside
        while first < last and view.lowers[first] in ("the", "a", "an", "\u2019s", "'s", "\u201c", '"', "(", "@", "#"):
            first += 1
        while first < last and (view.lowers[last] in _POSSESSIVE or view.shapes[last] == Shape.OTHER):
            last -= 1
        while first < last and view.shapes[first] == Shape.UNCASED and view.shapes[last] <= Shape.UPPER:
            first += 1  # the name in Arabic letters stands before its Latin form
        if view.shapes[first] != Shape.OTHER:
            yield first, last, entity.label


def name_runs(view: DocumentView) -> Iterator[Run]:
    """Longest stretches of words written as one name, inside a sentence; connectors join, commas do not."""
    i, total = 0, len(view)
    while i < total:
        if (
            not view.is_name_word(i)
            or _opens_sentence_plainly(view, i)
            or is_party(view, i)
            or (view.lowers[i] in _NEVER_INSIDE and view.shapes[i] == Shape.CAPITALISED)
        ):
            i += 1
            continue
        first = last = i
        end = view.last_word[view.sentence_of[i]]
        script = view.shapes[i] == Shape.UNCASED
        j = i + 1
        while j < end and j - first < MAX_RUN_WORDS:
            if view.is_name_word(j):
                if (view.shapes[j] == Shape.UNCASED) != script:
                    break  # the name in Arabic letters, then the same in Latin letters
                if view.lowers[j] in _NEVER_INSIDE and view.shapes[j] == Shape.CAPITALISED:
                    break  # "Six Killed in Clashes Near Tal Abyad": the capital is the headline's
                if view.lowers[j] in WEEKDAYS:
                    break  # "met in Geneva Thursday"
                last = j
            elif view.shapes[j] == Shape.DIGIT and view.lowers[j - 1] in NUMBERED:
                last = j
            elif not _joins(view, j, end):
                break
            j += 1
        yield Run(first, last)
        i = last + 1


def _opens_sentence_plainly(view: DocumentView, i: int) -> bool:
    """Whether the capital of word ``i`` is only that of a sentence's first word."""
    lower = view.lowers[i]
    return lower in FUNCTION_WORDS and (
        i == view.first_word[view.sentence_of[i]] or lower in ("the", "a", "an", "he", "she", "it", "i", "we", "they")
    )


def is_party(view: DocumentView, i: int) -> bool:
    """Whether word ``i`` tells a politician's party and what follows the place: "D-Houston", "(R-Ohio)"."""
    return (
        view.words[i] in ("D", "R", "I", "DFL")
        and i + 2 < len(view)
        and view.words[i + 1] == "-"
        and view.starts[i + 1] == view.ends[i]
        and i > 0
        and view.words[i - 1] in (",", "(")
    )


def _opens_with_a_common_word(view: DocumentView, run: Run) -> bool:
    """Whether the run's first word is a common one that only stands first in its sentence: "Shelling Idlib"."""
    if run.first == run.last or run.first != view.first_word[view.sentence_of[run.first]]:
        return False
    lower = view.lowers[run.first]
    if view.shapes[run.first] != Shape.CAPITALISED or lower in DIRECTIONS or generic_class(lower):
        return False
    counts = case_counts(lower)
    return counts.total >= _OFTEN and counts.lower >= _MOSTLY * counts.total


def _joins(view: DocumentView, j: int, end: int) -> bool:
    """Whether a word without a capital holds two parts of a name together."""
    if j + 1 >= end or (view.words[j] in _HYPHENS and view.starts[j] > view.ends[j - 1]):
        return False  # " - " is a dash
    word = view.lowers[j]
    if j + 2 < end and _is_article(view, j):
        return view.is_name_word(j + 2)
    if j > 0 and view.words[j] in _HYPHENS and _is_article(view, j - 1):
        return view.is_name_word(j + 1)
    if word in CONNECTORS or view.words[j] in _HYPHENS:
        after = j + 2 if view.lowers[j + 1] in ("the", "la", "los", "las") and j + 2 < end else j + 1
        return view.is_name_word(after)
    return False


def _is_article(view: DocumentView, j: int) -> bool:
    """Whether word ``j`` is the lower-case article of an Arabic name: "ez" in "Deir ez-Zor"."""
    return view.words[j] in HYPHENED_ARTICLES and j + 1 < len(view) and view.words[j + 1] in _HYPHENS


def _follows_an_article(view: DocumentView, first: int) -> bool:
    """Whether a lower-case article is joined to word ``first`` by a hyphen, in the same sentence."""
    if first - 2 < view.first_word[view.sentence_of[first]] or view.words[first - 1] not in _HYPHENS:
        return False
    joined = view.ends[first - 1] == view.starts[first] and view.ends[first - 2] == view.starts[first - 1]
    return joined and view.words[first - 2] in HYPHENED_ARTICLES


def _parts_of_run(view: DocumentView, run: Run) -> Iterator[tuple[int, int]]:
    """Parts of a run that generic terms, directions and numbers mark off."""
    for k in range(run.first, run.last + 1):
        lower = view.lowers[k]
        if generic_class(lower) and k > run.first:
            yield run.first, k
            if k - 1 > run.first:
                yield k - 1, k
            if k < run.last and view.lowers[k + 1] in DIRECTIONS:  # "Eglinton Avenue West"
                yield run.first, k + 1
            if k + 1 < run.last and view.lowers[k + 1] == "of":  # "University of Tirana"
                yield k, run.last
        if lower in GENERIC_FIRST and k < run.last:
            yield k, run.last
            yield k, k + 1
        if k > run.first and (lower in CONNECTORS or view.words[k] in _HYPHENS) and k < run.last:
            if _is_article(view, k) or (view.words[k] in _HYPHENS and _is_article(view, k - 1)):
                continue  # "Deir ez-Zor" is one name; what the gazetteer knows of it is proposed anyway
            yield run.first, k - 1
            yield k + 1, run.last
        if k < run.last and view.shapes[k] == Shape.DIGIT and lower[-2:] in ("st", "nd", "rd", "th"):
            yield k, run.last
        if k > run.first and (lower in TITLES or generic_class(lower) in (6, 7)):
            yield run.first, k - 1  # "Readington Superintendent"
            yield run.first, run.first  # "Hickson Central Public School"
    if run.last > run.first and view.lowers[run.first] in FUNCTION_WORDS:
        yield run.first + 1, run.last
    # "40th Avenue", "2nd Street": the number stands before the run
    before = run.first - 1
    if before >= view.first_word[view.sentence_of[run.first]] and view.lowers[before][-2:] in ("st", "nd", "rd", "th"):
        if view.shapes[before] == Shape.DIGIT and generic_class(view.lowers[run.first]):
            yield before, run.last
            yield before, run.first


def _widened(view: DocumentView, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A known name with the generic terms and directions that stand beside it."""
    sentence = view.sentence_of[first]
    low, high = view.first_word[sentence], view.last_word[sentence]
    after = last + 1
    if after < high and generic_class(view.lowers[after]):
        if view.is_name_word(after) or view.lowers[after] in ADMIN:
            yield first, after
            if after + 1 < high and view.is_name_word(after + 1) and generic_class(view.lowers[after + 1]):
                yield first, after + 1
    before = first - 1
    if before >= low and view.is_name_word(before):
        lower = view.lowers[before]
        if lower in DIRECTIONS or lower in GENERIC_FIRST:
            yield before, last
            if after < high and view.is_name_word(after) and generic_class(view.lowers[after]):
                yield before, after
    if before - 1 >= low and view.lowers[before] == "of" and view.is_name_word(before - 1):
        if generic_class(view.lowers[before - 1]):
            yield before - 1, last


def _demonyms(view: DocumentView, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Words for the people of a place: "Syrian", "South Africans"."""
    for i in range(len(view)):
        if view.shapes[i] not in (Shape.CAPITALISED, Shape.UPPER) or len(view.words[i]) < 4:
            continue
        if i + 1 < len(view) and view.is_name_word(i + 1) and view.sentence_of[i] == view.sentence_of[i + 1]:
            if gazetteer.demonym(f"{view.words[i]} {view.words[i + 1]}") is not None:
                yield i, i + 1
        if gazetteer.demonym(view.words[i]) is not None:
            yield i, i
            if (
                i > view.first_word[view.sentence_of[i]]
                and view.lowers[i - 1] in DIRECTIONS
                and view.is_name_word(i - 1)
            ):
                yield i - 1, i  # "Central American"


def _possible(view: DocumentView, proposal: Proposal) -> bool:
    """Leaves out what is never a place on its own: marks, numbers, weekdays, function words."""
    first, last = proposal.first, proposal.last
    if first == last:
        lower = view.lowers[first]
        if lower in CALENDAR and lower not in ("march", "may", "sun"):
            return False
        if len(lower) < 2 or not any(c.isalpha() for c in lower):
            return False
        if lower in FUNCTION_WORDS and view.shapes[first] != Shape.UPPER:
            return False
        if lower in JOINED_PREFIXES and last + 1 < len(view) and view.words[last + 1] in _HYPHENS:
            return False
    return view.sentence_of[first] == view.sentence_of[last]
