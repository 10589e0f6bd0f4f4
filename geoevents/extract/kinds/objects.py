"""With what and against what: weapons and targets as controlled values with their words."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from geoevents.extract.sentence.segments import segment_of
from geoevents.extract.tolls.casualties import HasSpan
from geoevents.model import ParsedSentence
from geoevents.text.lower_case import AnyCase


class ObjectMention(NamedTuple):
    """One weapon or target; offsets are the document's, ``value`` is from the controlled list."""

    value: str
    start: int
    end: int
    text: str


class Objects(NamedTuple):
    """Weapons and targets of one event, in reading order."""

    weapons: tuple[ObjectMention, ...] = ()
    targets: tuple[ObjectMention, ...] = ()


@cache
def _rows() -> tuple[dict[str, str], ...]:
    path = resources.files("geoevents.extract") / "data" / "objects.csv"
    with path.open("r", encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _patterns(role: str) -> tuple[tuple[str, tuple[str, ...], AnyCase], ...]:
    """Value, stems one of which must stand in the text, and pattern, for one role."""
    return tuple(
        (
            row["value"],
            _stems(row["pattern"]),
            AnyCase(rf"(?<![\w-])(?:{row['pattern']})(?!\w|-\w)"),
        )
        for row in _rows()
        if row["role"] == role
    )


def _stems(pattern: str) -> tuple[str, ...]:
    """For each alternative the longest run of letters that it cannot do without; () where one has none.

    Looking for these first spares most of the searches: a sentence names few kinds of things.
    """
    alternatives, depth, current = [], 0, ""
    for char in pattern:
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            alternatives.append(current)
            current = ""
        elif depth == 0 and char not in ")]":
            current += char
        elif char in "([" and depth == 1:
            current += "~"  # what is in brackets may be left out
    stems = []
    for alternative in [*alternatives, current]:
        certain = re.sub(r"\\.|\w\?", "~", alternative)
        runs = sorted(re.findall(r"[a-z]{3,}", certain.lower()), key=len)
        if not runs:
            return ()
        stems.append(runs[-1])
    return tuple(dict.fromkeys(stems))


# words after a place that make it a mere label of people or papers
_LABEL = re.compile(
    r"\s+(?:sources?|officials?|staff|spokes\w+|authorities|director|workers?|employees|records|said|told|"
    r"reported|administration|"
    r"children|teachers?|students?|leaders?|chiefs?|commander|spokesman|prices|economy|share|stall|buses|bus|year)\b",
    re.IGNORECASE,
)
_NOT_HIT_BEFORE = re.compile(
    r"\b(?:near|close\s+to|next\s+to|not\s+far\s+from|behind|opposite|around|beside|(?:km|kilometers|"
    r"kilometres|miles|met(?:er|re)s)\s+from|"
    r"taken\s+to|rushed\s+to|brought\s+to|transferred\s+to|evacuated\s+to|hospitali[sz]ed\s+in|admitted\s+to|"
    r"treated\s+(?:at|in)|died\s+(?:in|at)|"
    r"fled\s+to|returned\s+to|from|according\s+to|sources\s+(?:at|in)|officials?\s+(?:at|in)|doctors?\s+(?:at|in)|"
    r"medics\s+(?:at|in)|"
    r"towards?|defend(?:ing|ed)?|protect(?:ing|ed)?|guard(?:ing|ed)?|said\s+(?:at|in)|leaving|left|arrived\s+at|"
    r"reached)\s+"
    r"(?:(?:the|a|an|their|his|her|its|local|nearby|another|main|two|three|several)\s+){0,2}(?:[\w-]+\s+){0,2}?$",
    re.IGNORECASE,
)
_PEOPLE_VALUES = frozenset(
    """journalists aid_workers medical_workers clergy politicians teachers students refugees civilians soldiers police
    peacekeepers protesters officials judges""".split()
)
_HIT = re.compile(
    r"\b(?:hit|hits|hitting|struck|strik\w+|target\w*|attack\w*|bomb\w*|shell\w*|destroy\w*|damag\w*|burn\w*|"
    r"torch\w*|storm\w*|raid\w*|loot\w*|"
    r"ransack\w*|set\s+fire\s+to|demolish\w*|blew\s+(?:\w+sel(?:f|ves)\s+)?up|blow\w*\s+up|blown\s+up|seiz\w+|captur\w+|overr[ua]n|"
    r"ambush\w*|fired?|firing|open\w*\s+fire|"
    r"assault\w*|kill\w*|wound\w*|injur\w*|abduct\w*|kidnap\w*|murder\w*|shot|shoot\w*|explod\w*|exploded|"
    r"detonat\w*|blasts?|explosions?|"
    r"strikes?|airstrikes?|bombardment|massacre\w*|execut\w*|assassinat\w*|beat\w*|arrest\w*|detain\w*|vandali\w*|"
    r"ston\w+|occup\w+|fell|land\w+|"
    r"pelt\w*|took|taken|hurl\w*|threw|throw\w*|ripp?\w*|tore|went\s+off|rock\w*|level\w*|flatten\w*|rammed|drove)\b",
    re.IGNORECASE,
)


_PASSIVE_AFTER = re.compile(
    r"\s+(?:(?:in|at|of|outside|north|south|east|west)\s+[\w’' -]{1,40}?\s+)?(?:was|were|has\s+been|have\s+been|"
    r"had\s+been|"
    r"is|are|being)\s",
    re.IGNORECASE,
)
_HIT_AFTER = re.compile(
    r"\s+(?:attacked|attack|bombing|bombed|blast|shelling|shelled|hit|destroyed|torched|raid|strike|explosion|massacre|"
    r"shooting|set\s+ablaze|killed|wounded|abducted|kidnapped|shot)\b",
    re.IGNORECASE,
)


def find_objects(trigger: HasSpan, sentence: ParsedSentence) -> Objects:
    """Weapons and targets in the trigger's own stretch of its sentence.

    Parameters
    ----------
    trigger : object with start and end
        Offsets into the document.
    sentence : ParsedSentence
        Its sentence; a parse is not needed.

    Returns
    -------
    Objects
        A hospital where the wounded were taken is no target, nor a school near which a shell fell.
    """
    text, offset = sentence.text, sentence.start
    left, right = segment_of(text, trigger.start - offset, trigger.end - offset)
    weapons = _find(text, offset, left, right, "weapon")
    targets = [
        mention
        for mention in _find(text, offset, left, right, "target")
        if _is_target(text, mention.start - offset, mention.end - offset, mention.value, left)
    ]
    return Objects(tuple(weapons), tuple(targets))


def _find(text: str, offset: int, left: int, right: int, role: str) -> list[ObjectMention]:
    """Mentions of one role between two offsets of the sentence, the longest where they overlap."""
    return [
        ObjectMention(mention.value, offset + mention.start, offset + mention.end, mention.text)
        for mention in _find_all(text, role)
        if left <= mention.start and mention.end <= right
    ]


@lru_cache(maxsize=512)  # several triggers ask about the same sentence
def _find_all(text: str, role: str) -> tuple[ObjectMention, ...]:
    """Mentions of one role in a sentence, with offsets within it."""
    lower = text.lower()
    found = [
        ObjectMention(value, match.start(), match.end(), text[match.start() : match.end()])
        for value, stems, pattern in _patterns(role)
        if not stems or any(stem in lower for stem in stems)
        for match in pattern.finditer(text)
    ]
    found.sort(key=lambda mention: (mention.start - mention.end, mention.start, mention.value))
    kept: list[ObjectMention] = []
    for mention in found:
        if not any(mention.start < other.end and other.start < mention.end for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _is_target(text: str, start: int, end: int, value: str, left: int) -> bool:
    """Whether the thing at start to end was hit, by the words around it."""
    before, after = text[max(left, start - 240) : start], text[end : end + 120]
    if _LABEL.match(after) and value not in _PEOPLE_VALUES:
        return False
    if _NOT_HIT_BEFORE.search(before):
        return False
    passive = _PASSIVE_AFTER.match(after)
    if passive:
        return bool(_HIT.search(after[: passive.end() + 40]))
    if re.search(r"\b(?:said|told|reported|say|says)\s*$", before) or re.match(
        r"\s+(?:said|told|reported|fired|opened|attacked|launched|shelled)\b", after
    ):
        return False
    return bool(_HIT.search(before) or _HIT_AFTER.match(after))
