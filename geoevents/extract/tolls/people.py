"""Whom a word of killing, wounding, fleeing or arresting speaks of: the people before it, after it, or around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geoevents.extract.tolls.counted_words import Word
from geoevents.extract.tolls.people_list import DASHES, read_people
from geoevents.extract.tolls.people_phrase import Group
from geoevents.extract.tolls.person_nouns import is_singular_person
from geoevents.extract.tolls.words import AUX_ONE, PREDICATES, SKIP_BACK, STOPS
from geoevents.model import Count


def _is_aux(word: Word) -> bool:
    return word.low in SKIP_BACK or bool(re.fullmatch(r"\w+ly", word.low))


def _joins_verbs(words: Sequence[Word], position: int) -> bool:
    """Whether an "and" joins two participles: "were abducted and killed"."""
    before = words[position - 1].low if position else ""
    return words[position].low == "and" and (before in SKIP_BACK or before in _DONE_BEFORE)


_DONE_BEFORE = frozenset(
    "abducted kidnapped kidnaped captured detained arrested seized raped ambushed attacked robbed dragged".split()
)


def _before_relative(words: Sequence[Word], index: int) -> list[Group]:
    """People whom a clause parts from what befell them: "two women who worked there were murdered"."""
    pronoun = next(
        (i for i in range(index - 1, max(0, index - 14), -1) if words[i].low in ("who", "whom", "whose")), None
    )
    if pronoun is None or any(w.text in {";", ":", '"'} for w in words[pronoun:index]):
        return []
    end = pronoun - (words[pronoun - 1].text == ",")
    start = _clause_start(words, end)
    for first in range(start, end):
        if first > start and words[first - 1].low not in ("and", ",") and not words[first].count:
            continue
        if first and words[first - 1].low in _BAD_BEFORE:
            continue
        groups, after = read_people(words, first, end, STOPS)
        if groups and after >= end:
            return groups
    return []


def people_before(words: Sequence[Word], index: int) -> tuple[list[Group], bool]:
    """People of whom the predicate at ``index`` speaks, and whether an auxiliary said so."""
    position = index - 1
    auxiliary = False
    while position >= 0 and (_is_aux(words[position]) or _joins_verbs(words, position)):
        auxiliary |= words[position].low in {"was", "were", "been", "being", "are", "is", "be", "got", "left"}
        position -= 1
    end = position + 1
    singular = any(word.low in AUX_ONE for word in words[end:index])
    while position >= 0 and words[position].low in ("who", "that") and auxiliary:
        position -= 1
        end = position + 1
    if position >= 0 and words[position].text == ",":  # "seven people, including three women, were killed"
        end = position
        opening = next((i for i in range(position - 1, 0, -1) if words[i].text == ","), None)
        if opening is not None and words[opening + 1].low in ("who", "whom", "whose", "which", "a", "an"):
            end = (
                opening  # "the mayor, who was kidnapped on Monday, was found dead", "of the Guard, a police unit, were"
            )
    listed = _between_semicolons(words, end)
    if listed:
        return listed, auxiliary
    if end > 2 and words[end - 1].count and words[end - 2].low == "and" and words[end - 3].text == ",":
        return read_people(words, end - 1, end, STOPS)[0], auxiliary  # "a mother among them, and 66 were hurt"
    start = _clause_start(words, end)
    if not auxiliary and PREDICATES.get(words[index].low, ("", ""))[1] == "ed":
        mourned = _after_of(words, start, end)
        if mourned:
            return mourned, auxiliary
    among = next((i for i in range(start, end - 1) if words[i].low == "among" and words[i + 1].count), None)
    if among is not None:  # "two peacekeepers among five dead": the whole is told, not the part
        groups, after = read_people(words, among + 1, end, STOPS)
        if groups and groups[0].count:
            return groups[:1], auxiliary
    after_object = (
        start > 0
        and words[start - 1].low in PREDICATES
        and PREDICATES[words[start - 1].low][1] in ("ed", "ing", "s", "base")
        and start < end
        and words[start].low not in ("and", ",", "in", "by", "when", "on", "during", "at", "near", "after")
    )
    connector = (
        next((i for i in range(end - 1, start - 1, -1) if words[i].low in ("and", ",")), None) if after_object else None
    )
    if after_object and connector is None:
        return [], auxiliary
    for first in range(connector + 1 if connector is not None else start, end):
        if _is_part(words, first, end):
            continue
        if (
            first > 0
            and words[first - 1].low == "and"
            and any(w.low == "between" for w in words[max(0, first - 8) : first])
        ):
            continue  # "clashes between the army and Ansar Dine, and 12 fighters were killed"
        if first > 0 and words[first - 1].low in _BAD_BEFORE and not _is_outcome(words, first):
            if not (auxiliary and words[first - 1].low == "after" and words[first].count):
                continue  # but "after two guards were killed" is a clause of its own
        if (
            first > start
            and not (
                words[first].count
                or words[first - 1].text in {",", "(", "--"}
                or words[first].low in ("a", "an", "the", "his", "her", "their", "another", "he", "she")
            )
            and words[first - 1].low not in ("and", "where", "as")
        ):
            continue
        groups, after = read_people(words, first, end, STOPS)
        if groups and after >= end:
            return groups, auxiliary
        rest = words[after:end]
        if groups and (
            all(not w.text.isalnum() for w in rest) or (groups[0].count and rest[0].low in ("and", "or", "&"))
        ):
            return groups, auxiliary  # what is left is named without a number: "22 rebels and army men were killed"
    if singular and end > start and not any(word.count for word in words[start:end]):
        last = words[end - 1]
        if last.low in ("he", "she", "who") or last.person or any(is_singular_person(w.low) for w in words[start:end]):
            return [Group(Count.exactly(1), "he", named=True)], auxiliary
        if end == start + 1 and _is_surname(last):
            return [Group(Count.exactly(1), last.low, named=True)], auxiliary
    if auxiliary or words[index].low in ("died", "perished", "fled", "flee"):
        return _before_relative(words, index), auxiliary
    return [], auxiliary


def _after_of(words: Sequence[Word], start: int, end: int) -> list[Group]:
    """People of whom a short clause speaks, not those who belong to them: "the parents of a boy killed in the raid"."""
    of = next((i for i in range(end - 1, start, -1) if words[i].low == "of"), None)
    if of is None or any(word.count for word in words[start:of]):
        return []
    groups, after = read_people(words, of + 1, end, STOPS)
    return groups if after >= end and any(group.count for group in groups) else []


def _between_semicolons(words: Sequence[Word], end: int) -> list[Group]:
    """People whom semicolons part: "his son, William; Luis Leal, the secretary; and a guard were killed"."""
    cuts = [i for i in range(end) if words[i].text == ";"]
    if not cuts or cuts[-1] + 1 >= end or words[cuts[-1] + 1].low != "and":
        return []
    starts = [_clause_start(words, cuts[0]), *(cut + 1 for cut in cuts[:-1]), cuts[-1] + 2]
    groups: list[Group] = []
    for first, last in zip(starts, [*cuts, end], strict=True):
        groups += read_people(words, first, last, STOPS)[0][:1]
    return groups if len(groups) == len(starts) else []


def _is_surname(word: Word) -> bool:
    """Whether one capitalised word is left that only a person can be: "Alvarado was killed"."""
    return word.text[:1].isupper() and word.text[1:].islower() and not word.count and word.low not in STOPS | _NOBODY


_NOBODY = frozenset("it this that there none nobody what which one another he she they we i".split())


def _is_part(words: Sequence[Word], first: int, end: int) -> bool:
    """Whether "two of them" breaks down what was told before, and other people follow."""
    following = [word.low for word in words[first + 1 : first + 3]]
    if not words[first].count or following[:1] != ["of"] or following[1:] not in (["them"], ["whom"], ["these"]):
        return False
    return any(word.count for word in words[first + 3 : end])


def _clause_start(words: Sequence[Word], end: int) -> int:
    """Index of the first word that may belong to the phrase which ends before ``end``."""
    start = end
    while start > 0:
        before = words[start - 1]
        if before.verb or before.low in STOPS or before.low in ("who", "that", "which"):
            break
        if before.text in DASHES:
            opening = next((i for i in range(start - 3, max(-1, start - 13), -1) if words[i].text == before.text), None)
            if opening is None or any(w.verb for w in words[opening:start]):
                break
            start = opening  # an aside between dashes
            continue
        if before.text in {";", ":", '"', "“", "”"}:
            break
        start -= 1
    return start


def _is_outcome(words: Sequence[Word], first: int) -> bool:
    """Whether a number before the predicate is an outcome: "resulted in one dead", "speaks of six soldiers killed"."""
    if not words[first].count:
        return False
    before = words[first - 1].low
    if before == "of":
        return first > 1 and bool(re.match(r"sp(?:eak|oke)|report|toll|number|total|word|talk", words[first - 2].low))
    return before == "with" or (before == "in" and first > 1 and bool(re.match(r"result|end", words[first - 2].low)))


_SAYING = frozenset("said say says told reported confirmed added announced stated claimed recalled".split())
_BAD_BEFORE = frozenset("of in at by with from on near after during for to against under into over between".split())


def people_after(words: Sequence[Word], index: int, limit: int) -> list[Group]:
    """People that follow the word at ``index - 1``; conjuncts that belong to the next verb are left to it."""
    while index < limit and (re.fullmatch(r"\w+ly|also|all|some|up|off", words[index].low)):
        index += 1
    groups, after = read_people(words, index, limit, STOPS)
    if len(groups) > 1 and after < limit and words[after].low in _SAYING:
        comma = next((i for i in range(after - 1, index, -1) if words[i].text == ","), None)
        if comma is not None:  # "wounding 30 others, a local official and two residents said"
            groups, after = read_people(words, index, comma, STOPS)
    if len(groups) > 1 and after < limit:
        following = after
        while following < limit and _is_aux(words[following]):
            following += 1
        if (
            following < limit
            and words[following].low in PREDICATES
            and PREDICATES[words[following].low][1] in ("ed", "before")
        ):
            groups = groups[:-1]
    elif len(groups) == 1 and after < limit and groups[0].count and words[after].low in ("dead",):
        return []
    return groups


def people_between(words: Sequence[Word], index: int) -> list[Group]:
    """People between a verb and "to death": "stabbed two men to death"."""
    for start in range(index - 2, max(-1, index - 9), -1):
        if words[start].low in SKIP_BACK or words[start].verb:
            groups, after = read_people(words, start + 1, index - 1, STOPS)
            return groups if after >= index - 1 else []
    return []
