"""One statement about the dead, the injured, the displaced or the detained, made of the people that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geoevents.extract.tolls.camps import ARMED, STATE
from geoevents.extract.tolls.people_phrase import Group, total
from geoevents.extract.tolls.words import CLAIMS, INDEPENDENT
from geoevents.model import Count

_ALSO = re.compile(r"\balso\b|\btoo\s*[,.;]?\s*$|\bas\s+well\b", re.IGNORECASE)
# Those who attacked and fell are none of their victims told before: "the patrol returned fire and killed three".
_ATTACKERS = frozenset("attacker attackers assailant assailants raider raiders aggressors".split())
_ANSWERED = re.compile(
    r"\b(?:return(?:ed|ing)?\s+fire|fir(?:ed|ing)\s+back|sho(?:t|oting)\s+back|fought\s+back|"
    r"(?:in|during)\s+the\s+(?:ensuing|subsequent|resulting)\s+(?:exchange|gun\s?fight|gun\s?battle|fire\s?fight|shoot-?out))\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:army|military|troops|government|regime|ministry|police|garrison|brigade|battalion|air\s+force|navy)\b",
    re.IGNORECASE,
)
_REBELS = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|guerrillas?|militia|group|fighters|separatists|jihadists|taliban|movement|organi[sz]ation)\b",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b(?:including|among|counting)\b", re.IGNORECASE)
_FEARED = re.compile(r"\b(?:feared|presumed|believed)\s+(?:to\s+(?:be|have)\s+)?(?:been\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Toll:
    """One statement; ``position`` is the offset of its verb or noun within the sentence."""

    kind: str  # "dead", "injured", "displaced" or "detained"
    count: Count | None
    noun: str  # what kind of people, "" for a bare number
    position: int
    additional: bool = False  # on top of the others: "two others"
    rival: bool = False  # another source's number for the same thing
    independent: bool = False  # told by neither side: a hospital, a monitor, the Red Cross
    is_running_total: bool = False  # "the death toll rose to 45"
    parts: tuple[tuple[str, Count], ...] = ()
    of_attackers: bool = False  # those who attacked and fell when they were answered, on top of their victims

    of_all: bool = False  # all of them, told once more: "the 43 dead"

    @property
    def is_revision(self) -> bool:
        """Whether it speaks of a number told before, not of another event."""
        return self.rival or self.is_running_total


def statement(kind: str, groups: Sequence[Group], position: int, text: str) -> Toll | None:
    """What is told of these people at ``position`` of a sentence; None where there are none, or no number of them."""
    count = total(groups)
    if count is None:
        return None
    head = next((group for group in groups if group.count), groups[0])
    before = text[max(0, position - 60) : position]
    if _FEARED.search(before):
        count = Count(0, count.best, count.high)
    claim = CLAIMS.search(text)
    if claim and not _admits(claim, head.noun or _noun_before(text, position)):
        count = Count(0, 0, count.high)
    fell = kind == "dead" and _are_attackers(head.noun, text, position)
    parts = tuple((group.noun, group.count) for group in groups if group.count and group.noun and not group.is_general)
    return Toll(
        kind,
        count,
        head.noun,
        position,
        additional=fell or head.is_additional or bool(_ALSO.search(text[max(0, position - 12) : position + 24])),
        independent=bool(INDEPENDENT.search(text, *_clause(text, position))),
        parts=parts,
        of_attackers=fell,
    )


def _admits(claim: re.Match[str], noun: str) -> bool:
    """Whether who claims to have killed others tells his own losses with it: an army its soldiers."""
    before = claim.string[: claim.end()]
    state, rebel = (max((m.start() for m in side.finditer(before)), default=-1) for side in (_STATE, _REBELS))
    return noun in (STATE if state > rebel else ARMED) and max(state, rebel) >= 0


def _noun_before(text: str, position: int) -> str:
    """The kind of people told last before a number without any: "six soldiers dead and 20 wounded"."""
    nouns = re.findall(r"[a-z]+", text[max(0, position - 60) : position].lower())
    return next((noun for noun in reversed(nouns) if noun in STATE | ARMED), "")


def _are_attackers(noun: str, text: str, position: int) -> bool:
    """Whether the dead told at ``position`` are those who had attacked."""
    if _AMONG.search(text):
        return False
    return noun in _ATTACKERS or _ANSWERED.search(text, 0, position) is not None


def _clause(text: str, position: int) -> tuple[int, int]:
    """The stretch between commas and semicolons around a position."""
    start = max(text.rfind(",", 0, position), text.rfind(";", 0, position)) + 1
    ends = [at for sign in ",;" if (at := text.find(sign, position)) >= 0]
    return start, min(ends, default=len(text))
