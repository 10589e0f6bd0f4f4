"""Statements about the dead, the injured, the displaced and the detained in one sentence.

Each verb or noun of that kind is looked up together with the people before it ("12 soldiers were
killed", "two dead") or after it ("killing a farmer and his two sons", "the deaths of six").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from geoevents.extract.tolls.counted_words import Word, words_of
from geoevents.extract.tolls.numbers import NOBODY, told_as_none, told_by_number
from geoevents.extract.tolls.people import people_after, people_before
from geoevents.extract.tolls.people_phrase import total
from geoevents.extract.tolls.person_nouns import is_plural_person, is_singular_person
from geoevents.extract.tolls.roles import people_of, role_of
from geoevents.extract.tolls.statement import Toll, statement
from geoevents.extract.tolls.totals import counts_many
from geoevents.extract.tolls.words import (
    BODY_FOUND,
    HAD_THROATS_CUT,
    LED_AWAY,
    LOST_LIVES,
    MIXED,
    MODAL_BEFORE,
    OF_OLD,
    ONE_LIFE,
    PREDICATES,
    SKIP_BACK,
    TAKEN,
    THROATS,
    TO_HOSPITAL,
    WAS_HURT,
)
from geoevents.model import Count, ParsedSentence
from geoevents.text.numbers import find_numbers

_AGE = re.compile(r"\d{1,2}|10\d")
_NOBODY_ELSE = re.compile(
    r"\b(?:no\s+(?:other|one\s+else|more|further)|nobody\s+else|killed|dead|died)\b", re.IGNORECASE
)
# "two men, identified as A B, a baker, and C D, were"; "a man named A B, a baker, was"
_NAMED = re.compile(
    r",?\s+(?:who\s+(?:was|were)\s+)?(?:identified|named)\s+(?:\w+ly\s+)?as\s+(?:(?!\band\s+(?:an?|one|two|three|four|five|six|\d+)\s+(?-i:[a-z]))"
    r"[^;.]){3,160}?,?(?=\s+(?:were|was|have|has|had)\s|\s+and\s+(?:an?|one|two|three|four|five|six|\d+)\s+(?-i:[a-z]))",
    re.IGNORECASE,
)
# "nine people, three of them women, were"; "23 people, including a lawmaker, were"
_SOME_OF_THEM = re.compile(
    r",\s+(?:[\w-]+\s+){1,4}of\s+(?:them|whom)(?:\s+were)?(?:\s+[\w-]+){1,4},|"
    r",\s+including\s+[^;.]{3,80}?,(?=\s+(?:were|was|have|has|had|are)\b)",
    re.IGNORECASE,
)


def find_tolls(sentence: ParsedSentence) -> list[Toll]:
    """Statements about casualties, displaced and detained people of one sentence, in reading order."""
    people = tuple((e.start - sentence.start, e.end - sentence.start) for e in sentence.entities if e.label == "PERSON")
    verbs = frozenset(t.start - sentence.start for t in sentence.tokens if t.tag in ("VBD", "VBZ", "VBP", "MD"))
    return list(_find(sentence.text, people, verbs))


@lru_cache(maxsize=512)  # several triggers ask about the same sentence
def _find(text: str, people: tuple[tuple[int, int], ...], verbs: frozenset[int]) -> tuple[Toll, ...]:
    """Statements of one sentence, given the spans of persons' names and the offsets of finite verbs in it."""
    plain, found = _asides(words_of(text, people, verbs), text)
    words = _with_nouns(_without_ages(plain))
    found += [*_by_predicate(words, text), *_by_phrase(words, text)]
    numbers = told_by_number(text)
    if any(toll.rival for toll in numbers):
        taken = {toll.position for toll in found}
        numbers = [toll for toll in numbers if toll.position not in taken]
    found += numbers
    # people who fled are counted from the day on that they began to flee
    found = [toll for toll in found if toll.kind == "displaced" or not counts_many(text, toll.position)]
    some = {toll.kind for toll in found if toll.count}
    found += [toll for toll in told_as_none(text) if toll.kind not in some]
    unhurt = next((toll for toll in found if toll.kind == "injured" and toll.count == NOBODY), None)
    if unhurt and not any(toll.kind == "dead" for toll in found) and not _NOBODY_ELSE.search(text):
        found.append(replace(unhurt, kind="dead"))  # where nobody was hurt nobody was killed
    return tuple(sorted(found, key=lambda toll: (toll.position, toll.kind)))


def _by_predicate(words: Sequence[Word], text: str) -> Iterator[Toll]:
    """Statements of the verbs and nouns of harm, flight and arrest: "12 soldiers were killed"."""
    mixed = [match.span() for match in MIXED.finditer(text)]  # "killed or wounded 20": nobody says how many died
    for index, word in enumerate(words):
        used = role_of(words, index, text)
        if used is None or any(start <= word.start < end for start, end in mixed):
            continue
        before = text[max(0, word.start - 60) : word.start]
        if MODAL_BEFORE.search(before) or OF_OLD.search(before):
            continue
        kind, role = used
        toll = statement(kind, people_of(words, index, role), word.start, text)
        if toll:
            yield toll


def _by_phrase(words: Sequence[Word], text: str) -> Iterator[Toll]:
    """Statements told in other words: lives lost, injuries sustained, people in hospital, a body found."""
    for pattern, kind in ((LOST_LIVES, "dead"), (HAD_THROATS_CUT, "dead"), (WAS_HURT, "injured")):
        for match in pattern.finditer(text):
            at = next(i for i, w in enumerate(words) if w.start >= match.start())
            toll = statement(kind, people_before(words, at)[0], match.start(), text)
            if toll:
                yield toll
    for match in TO_HOSPITAL.finditer(text):
        told = find_numbers(match["people"])
        if told:
            yield Toll("injured", told[0].count, "", match.start())
    for match in BODY_FOUND.finditer(text):
        count = Count.exactly(2 if match["both"] else 1)
        yield Toll("dead", count, "bodies" if match["both"] else "body", match.start())
    for match in ONE_LIFE.finditer(text):
        also = text[max(0, match.start() - 6) : match.start()].lower().strip() == "also"
        yield Toll("dead", Count.exactly(1), "life", match.start(), additional=also)
    for match in TAKEN.finditer(text):
        told = find_numbers(match["people"])
        if told and told[0].count.best > 0 and match.group().endswith("s"):
            yield Toll("detained", told[0].count, "", match.start())
    for pattern, kind in ((LED_AWAY, "detained"), (THROATS, "dead")):
        for match in pattern.finditer(text):
            at = next((i for i, w in enumerate(words) if w.start >= match.end()), len(words))
            if people := [group for group in people_after(words, at, len(words)) if group.count]:
                yield Toll(kind, total(people), people[0].noun, match.start())
    for index, word in enumerate(words[:-2]):
        if word.low in ("body", "corpse") and words[index + 1].low == "of":
            whose = people_after(words, index + 2, len(words))[:1]
            if whose and whose[0].count == Count.exactly(1):
                yield Toll("dead", whose[0].count, "body", word.start)


def _asides(words: list[Word], text: str) -> tuple[list[Word], list[Toll]]:
    """The words but for what is said aside of some of the people, and the tolls told there.

    "Nine people, three of them women, were hurt"; "nine people, two of whom later died, were hurt".
    """
    told: list[Toll] = []
    for name in _NAMED.finditer(text):
        if any(w.count or is_singular_person(w.low) for w in words if w.end <= name.start()):
            words = [w for w in words if not name.start() <= w.start < name.end()]
    for aside in _SOME_OF_THEM.finditer(text):
        inside = [w for w in words if aside.start() <= w.start < aside.end()]
        words = [w for w in words if not aside.start() <= w.start < aside.end()]
        harm = next((w for w in inside if w.low in PREDICATES), None)
        some = next((w.count for w in inside if w.count is not None), None)
        if harm is not None and some is not None:
            told.append(Toll(PREDICATES[harm.low][0], some, "", harm.start))
    return words, told


def _with_nouns(words: list[Word]) -> list[Word]:
    """Mark "the wounded", "the dead" as nouns, so that they are not read as verbs."""
    for i in range(1, len(words)):
        if words[i].low in ("wounded", "injured", "dead", "displaced", "detained", "arrested") and words[i - 1].low in (
            "the",
            "those",
        ):
            words[i] = replace(words[i], low="victims")
        elif words[i].low in ("wounded", "injured") and _describes_the_dead(words, i):
            words[i] = replace(words[i], low="hurt-once")
    return words


def _without_ages(words: list[Word]) -> list[Word]:
    """Leave out what only tells how old somebody is: "one man, 54, was killed", "Ali Hassan (61)"."""
    out: list[Word] = []
    i = 0
    while i < len(words):
        around = (words[i].text, words[i + 2].text) if i + 2 < len(words) else ("", "")
        if around in ((",", ","), (",", "."), ("(", ")")) and out and _AGE.fullmatch(words[i + 1].text):
            who = out[-1]
            if who.person or is_singular_person(who.low) or who.text[:1].isupper() and not who.count:
                ends = around[1] == ")" or i + 3 < len(words) and (words[i + 3].verb or words[i + 3].low in SKIP_BACK)
                i += 3 if ends else 2  # a comma that goes on with a list stays: "A B, 65, his driver and a guard"
                continue
        out.append(words[i])
        i += 1
    return out


def _describes_the_dead(words: Sequence[Word], index: int) -> bool:
    """Whether the word only describes who died: "his wounded driver died later"."""
    if index + 2 >= len(words) or not (
        words[index - 1].count or words[index - 1].low in ("a", "the", "his", "her", "one")
    ):
        return False
    noun = words[index + 1].low
    if not (is_singular_person(noun) or is_plural_person(noun)):
        return False
    return any(w.low in ("died", "dies", "succumbed") for w in words[index + 2 : index + 4])
