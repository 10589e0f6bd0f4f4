"""One statement about the dead, the injured, the displaced or the detained, made of the people that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geoevents.extract.people_phrase import Group, total
from geoevents.extract.toll_words import CLAIMS, INDEPENDENT
from geoevents.model import Count

_ALSO = re.compile(r"\balso\b|\btoo\s*[,.;]?\s*$|\bas\s+well\b", re.IGNORECASE)
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
    if CLAIMS.search(text):
        count = Count(0, 0, count.high)
    parts = tuple((group.noun, group.count) for group in groups if group.count and group.noun and not group.is_general)
    return Toll(
        kind,
        count,
        head.noun,
        position,
        additional=head.is_additional or bool(_ALSO.search(text[max(0, position - 12) : position + 24])),
        independent=bool(INDEPENDENT.search(text, *_clause(text, position))),
        parts=parts,
    )


def _clause(text: str, position: int) -> tuple[int, int]:
    """The stretch between commas and semicolons around a position."""
    start = max(text.rfind(",", 0, position), text.rfind(";", 0, position)) + 1
    ends = [at for sign in ",;" if (at := text.find(sign, position)) >= 0]
    return start, min(ends, default=len(text))
