"""One conjunct of a phrase about people, "two soldiers", "his deputy", "30 others", and how many people it stands for.

Works on the words alone, so that it serves a sentence without a parse as well: quantities come from
``text.numbers``, single persons from articles, names and nouns such as "soldier" or "mayor".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geoevents.extract.actors.groups import load_groups
from geoevents.extract.tolls.counted_words import Word
from geoevents.extract.tolls.person_nouns import (
    COLLECTIVE,
    GENERAL_NOUNS,
    NOT_PEOPLE,
    TITLES,
    is_plural_person,
    is_singular_person,
)
from geoevents.model import Count

DETERMINERS = frozenset("the his her their its this that another each our my your one's".split())
_PRONOUNS_ONE = frozenset("he she him himself herself self".split())
_HOUSEHOLDS = frozenset("family families household households".split())
_OF_A_HOUSEHOLD = 5  # people at most: "200 families" are 200 to 1,000
_TWO = frozenset("couple pair twins".split())  # "the couple" are two people
PREPOSITIONS = frozenset(
    """of from in at near with on inside outside along among amongst under during within belonging loyal around
    aboard between by for to against across behind through throughout over per via into after before following
    without amid despite because since until""".split()
)
LIST_BREAK = frozenset(
    "namely including include included includes mostly mainly most many among all both some few".split()
)
_LIKE_A_PERSON = re.compile(r"(?:[^s]ian|ese|i|can|ist|er|or|ant)$")  # endings: "a Yemeni", "a herbalist"
_PEOPLE_OF = re.compile(r"(?:[^s]ian|[a-z]{2}an|ese|ish)$")
_NAME_PARTICLES = frozenset("de del la las los da dos das bin ibn al el van von der abu y e".split())
_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december i the a an in on at he she it they we who police army""".split()
)


@dataclass(frozen=True, slots=True)
class Group:
    """One conjunct of a phrase about people: "two soldiers", "his deputy", "30 others"."""

    count: Count | None  # None where people are named without a number ("soldiers")
    noun: str  # head noun in lower case, "" for a bare number
    named: bool = False  # a proper name

    @property
    def is_general(self) -> bool:
        """Whether the noun tells no kind of person: such counts may contain the others."""
        return self.noun in GENERAL_NOUNS

    @property
    def is_additional(self) -> bool:
        """Whether the words say that these come on top ("two others")."""
        return self.noun in {"others", "other", "more", "another"}


def looks_like_name(phrase: Sequence[Word], *, least: int = 2) -> bool:
    """Whether capitals alone make this the name of a person: ``least`` words or more, no country, no known group."""
    if len(phrase) < least or not (phrase[0].is_name and phrase[-1].is_name):
        return False
    if any(not (w.is_name or w.low in _NAME_PARTICLES) or w.low in _NO_NAMES for w in phrase):
        return False
    if any(w.low in COLLECTIVE or w.low in NOT_PEOPLE or is_plural_person(w.low) for w in phrase):
        return False
    name, table = " ".join(w.text for w in phrase), load_groups()
    return not table.find_groups(name) and not table.find_countries(name, capitals=True)


def is_stop(word: Word, stops: frozenset[str]) -> bool:
    """Whether a word or a sign ends a phrase about people: a finite verb, one of ``stops``, a comma."""
    return (
        word.verb
        or word.low in stops
        or (not word.count and not word.text[0].isalnum() and word.text not in ("&", "'", "’"))
    )


def end_of_noun_phrase(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> int:
    """Index after the adjectives and nouns that begin at ``index``."""
    while index < end:
        word = words[index]
        if (
            word.count
            or word.low in ("and", "&", "or", "who", "that", "which", "together")
            or word.low in PREPOSITIONS
            or is_stop(word, stops)
        ):
            break
        if word.low in DETERMINERS or word.low in ("a", "an") or word.low in LIST_BREAK:
            break
        index += 1
    return index


def read_group(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> tuple[Group, int] | None:
    """One conjunct that begins at ``index``, with the index after it; None where no people begin here."""
    if index >= end:
        return None  # a sentence may end with a comma
    word = words[index]
    if word.count:
        return _counted(words, index, end, stops, word.count)
    if word.low in ("a", "an") or word.low in DETERMINERS:
        return _determined(words, index, end, stops)
    if word.low == "both" and index + 1 < end and is_plural_person(words[index + 1].low):
        return Group(Count.exactly(2), words[index + 1].low), index + 2
    if word.low in _PRONOUNS_ONE:
        return Group(Count.exactly(1), "he", named=True), index + 1
    return _bare(words, index, end, stops)


def _counted(
    words: Sequence[Word], index: int, end: int, stops: frozenset[str], count: Count
) -> tuple[Group, int] | None:
    """People told by a number: "two soldiers", "dozens of soldiers", "12 of the 30 passengers"."""
    after = end_of_noun_phrase(words, index + 1, end, stops)
    noun = words[after - 1].low if after > index + 1 else ""
    if after == index + 1 and after < end and words[after].low == "of" and after + 1 < end:
        inner = after + 1
        while inner < end and (words[inner].low in DETERMINERS or words[inner].count):
            inner += 1
        after = end_of_noun_phrase(words, inner, end, stops)
        noun = words[after - 1].low if after > inner else ""
    row = [w.low for w in words[index + 1 : after]]
    if noun in NOT_PEOPLE or (any(low in NOT_PEOPLE for low in row) and not any(is_plural_person(low) for low in row)):
        return None  # "140 shells hit the town"; but "12 bus passengers"
    if row[:1] == ["other"] and len(row) > 1:
        noun = "others"  # "seven other people": on top of those told before
    if noun in _HOUSEHOLDS:
        count = Count(count.low, count.best * _OF_A_HOUSEHOLD, count.high * _OF_A_HOUSEHOLD)
    return Group(count, noun), after


def _determined(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> tuple[Group, int] | None:
    """People told with an article or an owner: "a farmer", "her two children", "the family's three daughters"."""
    word, inner = words[index], index + 1
    if inner < end and words[inner].count:
        return read_group(words, inner, end, stops)
    after = end_of_noun_phrase(words, inner, end, stops)
    if after == inner:
        return (Group(Count.exactly(1), "another"), after) if word.low == "another" else None
    if after < end and words[after].count and words[after - 1].low.endswith(("'s", "’s")):
        return read_group(words, after, end, stops)
    noun = words[after - 1].low
    if noun in _TWO and not (after < end and words[after].low == "of"):
        return Group(Count.exactly(2), noun), after
    role = next((w.low for w in words[inner:after] if is_singular_person(w.low)), None)
    if noun in COLLECTIVE or noun in NOT_PEOPLE:
        return None
    if is_singular_person(noun):
        return Group(Count.exactly(1), noun), after
    if is_plural_person(noun):
        return Group(None, noun), after
    if role and (words[after - 1].is_name or word.low in ("a", "an")):
        return Group(Count.exactly(1), role, named=True), after
    if words[after - 1].person:
        return Group(Count.exactly(1), noun, named=True), after
    if word.low in ("a", "an") and _LIKE_A_PERSON.search(noun):
        return Group(Count.exactly(1), noun), after
    return None


def _bare(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> tuple[Group, int] | None:
    """People told without number or article: "soldiers", "Mayor Ana Ruiz", "Guatemalan Gilda Flores"."""
    after = end_of_noun_phrase(words, index, end, stops)
    if after == index:
        return None
    phrase = words[index:after]
    noun = phrase[-1].low
    if is_plural_person(noun):
        return Group(None, noun), after
    if any(w.person for w in phrase) or phrase[0].low in TITLES and len(phrase) > 1 and phrase[0].text[:1].isupper():
        return Group(Count.exactly(1), noun, named=True), after
    has_role = any(is_singular_person(w.low) for w in phrase)
    of_a_people = len(phrase) > 2 and phrase[0].is_name and _PEOPLE_OF.search(phrase[0].low) is not None
    name = phrase[1:] if of_a_people else phrase
    if is_singular_person(noun) or (has_role and phrase[-1].is_name) or looks_like_name(name):
        return Group(Count.exactly(1), noun, named=len(phrase) > 1), after
    return None


def read_unknown(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> tuple[Group, int] | None:
    """One person in a list of people by a word we do not know: "six clergymen, a maid and her daughter"."""
    if words[index].low not in ("a", "an"):
        return None
    after = end_of_noun_phrase(words, index + 1, end, stops)
    row = {word.low for word in words[index + 1 : after]}
    if not row or row & (NOT_PEOPLE | COLLECTIVE) or any(word.count for word in words[index + 1 : after]):
        return None
    if after < end and words[after].text not in {",", ".", ";"} and words[after].low not in PREPOSITIONS | {"and"}:
        return None  # "killed six soldiers and a church burned down"
    return Group(Count.exactly(1), words[after - 1].low), after


def total(groups: Sequence[Group]) -> Count | None:
    """All people of these groups; None where no group has a number."""
    counts = [group.count for group in groups if group.count]
    if not counts:
        return None
    return Count(sum(c.low for c in counts), sum(c.best for c in counts), sum(c.high for c in counts))
