"""Statements told by a number or a phrase alone, without the people: "the toll rose to 45", "no one was hurt"."""

from __future__ import annotations

import re

from geoevents.extract.tolls.statement import Toll
from geoevents.extract.tolls.sums import over_time
from geoevents.extract.tolls.words import (
    FOR_NUMBER,
    INDEPENDENT,
    LIVES,
    OF_A_DAY,
    OF_BOTH,
    OF_THE_DEAD,
    RAISED_TO,
    RIVAL,
    TOLD_OVER_TIME,
    UNKNOWN,
    ZERO,
)
from geoevents.model import Count
from geoevents.text.numbers import find_numbers

NOBODY = Count.exactly(0)
_THE_DEAD_FOLLOW = re.compile(
    r"\s*(?:[.,;]|$|people|dead|deaths|killed|had\s+died|died|were\s+killed|soldiers|civilians)"
)
_ALL = re.compile(r"\b(?:the|all)\s+$", re.IGNORECASE)
_OF_ALL_THE_DEAD = re.compile(
    r"\s+(?:dead|fatalities|deaths|victims|people\s+(?:killed|who\s+(?:died|were\s+killed)))\b(?=\s*(?:[.,;]|$|(?:were|are|is|was|"
    r"include[ds]?|in|of|from|and|at|had)\b))",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\balso\b", re.IGNORECASE)
_BEFORE_NUMBER = 220  # characters in which "the toll" or another source may lead to a number


def told_by_number(text: str) -> list[Toll]:
    """Running totals ("the death toll rose to 45"), lives claimed, and the bare numbers of other sources."""
    found: list[Toll] = []
    for number in find_numbers(text):
        before = text[max(0, number.start - _BEFORE_NUMBER) : number.start]
        toll = FOR_NUMBER.search(before)
        after = number.end
        if not toll and (raised := RAISED_TO.search(before)):
            of_whom = OF_THE_DEAD.match(text, number.end)
            toll, after = (raised, of_whom.end()) if of_whom else (None, after)
        if toll and (over_time(text, after) or _counts_more(before, toll)):
            continue
        rival = RIVAL.search(before)
        if toll and not rival:
            independent = bool(INDEPENDENT.search(before))
            found.append(Toll("dead", number.count, "", number.start, is_running_total=True, independent=independent))
        elif rival and _THE_DEAD_FOLLOW.match(text[number.end : number.end + 40]):
            independent = bool(INDEPENDENT.search(rival["source"]))
            found.append(Toll("dead", number.count, "", number.start, rival=True, independent=independent))
        if not (toll or rival) and _ALL.search(before) and _OF_ALL_THE_DEAD.match(text, number.end):
            found.append(Toll("dead", number.count, "", number.start, of_all=True))
    for lives in LIVES.finditer(text):
        people = [number for number in find_numbers(lives["people"])]
        if people:
            found.append(Toll("dead", people[0].count, "", lives.start()))
    return found


def _counts_more(before: str, toll: re.Match[str]) -> bool:
    """Whether the words that lead to a number say that it counts weeks, the injured as well, or a land's day."""
    words = before[max(0, toll.start() - 24) :]
    return (
        any(pattern.search(toll.group()) for pattern in (TOLD_OVER_TIME, OF_BOTH)) or OF_A_DAY.search(words) is not None
    )


def told_as_none(text: str) -> list[Toll]:
    """Counts of zero that the text tells: "no casualties", "nobody was hurt"; not where nothing is known yet."""
    found: list[Toll] = []
    for pattern, kinds in ZERO:
        for match in pattern.finditer(text):
            if UNKNOWN.search(text[max(0, match.start() - 40) : match.end()]):
                continue
            if kinds == ("dead",) and _ALSO.search(text, max(0, match.start() - 20), match.end()):
                continue  # "the strike also destroyed a shop and hurt six": on top of what was told before
            found += [Toll(kind, NOBODY, "", match.start()) for kind in kinds]
    return found
