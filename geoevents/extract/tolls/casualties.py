"""How many people an event killed, hurt, drove away or took: as ranges, None where not told.

The counting rules are UCDP's as far as they are public: the lowest number of a vague word is its
best reading; what one warring side alone claims is low 0, best 0, high the claim; sources that
contradict each other widen the range. The reading of each statement is in ``tolls.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from geoevents.extract.sentence.segments import ANY_EVENT, EVENT_NOUN, segment_of
from geoevents.extract.tolls.person_nouns import GENERAL_NOUNS
from geoevents.extract.tolls.statement import Toll
from geoevents.extract.tolls.told import find_tolls
from geoevents.model import Count, ParsedSentence


class HasSpan(Protocol):
    """A trigger, as far as this module looks at it; offsets are the document's."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last character."""


class Casualties(NamedTuple):
    """Counts of people of one event; None is not reported, 0 is reported as none."""

    fatalities: Count | None = None
    injuries: Count | None = None
    displaced: Count | None = None
    detained: Count | None = None
    deaths_by: tuple[tuple[str, Count], ...] = ()  # per kind of victim, where told: ("soldiers", 3)
    running: bool = False  # the dead are a toll that rose: "raising to nine the number of people killed"
    of_attackers: bool = False  # the dead are those who had attacked


_ANOTHER_EVENT = re.compile(
    r"\b(?:elsewhere|meanwhile|separate(?:ly)?|in\s+another|another\s+\w+\s+(?:attack|blast|clash|strike|"
    r"incident)|earlier\s+(?:this|in)|"
    r"last\s+(?:week|month|year)|previous(?:ly)?|in\s+(?:19|20)\d\d|a\s+similar|in\s+a\s+different|"
    r"days?\s+earlier|days?\s+ago)\b|"
    rf"\b(?:an?|another|two|three|several)\s+(?:[\w-]+\s+){{0,2}}?{EVENT_NOUN}\b",
    re.IGNORECASE,
)


_ROSE_AT_MOST = 8  # times: "killed four, raising the toll to 220" tells another sum


def _of_trigger(tolls: Sequence[Toll], text: str, start: int, end: int) -> list[Toll]:
    """The statements of a sentence that belong to the trigger at start to end (sentence offsets)."""
    left, right = segment_of(text, start, end)
    own = [toll for toll in tolls if left <= toll.position < right]
    others = [
        toll
        for toll in tolls
        if toll not in own and not ANY_EVENT.search(text, *segment_of(text, toll.position, toll.position))
    ]
    if not own or any(toll.is_revision for toll in [*own, *others]):
        # "ten died, while medics put the toll at 14": one happening, told over two stretches
        return sorted([*own, *others], key=lambda toll: toll.position)
    kinds = {toll.kind for toll in own}
    return [*own, *(toll for toll in others if toll.kind not in kinds)]  # "ten died, while six sustained burns"


def combine_tolls(tolls: Iterable[Toll]) -> Count | None:
    """One range out of the statements of one kind; see docs/decisions/fields.md for the rules."""
    told = [toll for toll in tolls if toll.count is not None]
    if not told:
        return None
    some = [toll for toll in told if toll.count and toll.count.high > 0]
    if not some:
        return told[0].count
    result, seen = some[0], {some[0].noun}
    assert result.count is not None
    low, best, high = result.count.low, result.count.best, result.count.high
    independent = result.independent
    for toll in some[1:]:
        assert toll.count is not None
        count = toll.count
        if toll.additional or (toll.noun not in seen and toll.noun not in GENERAL_NOUNS and not seen & GENERAL_NOUNS):
            if not toll.rival:
                low, best, high = low + count.low, best + count.best, high + count.high
                seen.add(toll.noun)
                continue
        if (count.low, count.high) == (low, high):
            continue
        if toll.is_running_total:
            # "the toll rose to 45": the newest number stands; a toll many times as high counts more than this event
            if count.best <= _ROSE_AT_MOST * max(best, 1):
                low, best, high = count.low, count.best, count.high
        elif toll.rival or toll.noun in seen:
            if toll.independent and not independent:
                best = count.best
            elif toll.independent == independent:
                best = min(best, count.best)
            low, high = min(low, count.low), max(high, count.high)
            best = max(low, best)
        elif toll.noun in GENERAL_NOUNS:
            # a total after its parts
            low, best, high = max(low, count.low), max(best, count.best), max(high, count.high)
        elif count.best > best:
            high = max(high, count.high)
        independent |= toll.independent
        seen.add(toll.noun)
    return Count(low, best, high)


def _read(tolls: Sequence[Toll]) -> Casualties:
    """Casualties out of the statements that belong to one event."""
    by_kind = {
        kind: combine_tolls(toll for toll in tolls if toll.kind == kind)
        for kind in ("dead", "injured", "displaced", "detained")
    }
    parts: dict[str, Count] = {}
    for toll in tolls:
        if toll.kind == "dead" and not toll.rival:
            for noun, count in toll.parts:
                parts.setdefault(noun, count)
    return Casualties(
        by_kind["dead"],
        by_kind["injured"],
        by_kind["displaced"],
        by_kind["detained"],
        tuple(parts.items()),
        running=any(toll.is_running_total for toll in tolls),
        of_attackers=any(toll.of_attackers for toll in tolls),
    )


def tolls_of(trigger: HasSpan, sentence: ParsedSentence) -> list[Toll]:
    """The statements of the sentence that belong to the stretch of the trigger, in reading order."""
    tolls = find_tolls(sentence)
    return _of_trigger(tolls, sentence.text, trigger.start - sentence.start, trigger.end - sentence.start)


def turns_away(text: str) -> bool:
    """Whether a sentence turns to another event: "elsewhere", "last week", "another attack"."""
    return _ANOTHER_EVENT.search(text) is not None


def find_casualties(
    trigger: HasSpan, sentence: ParsedSentence, neighbours: Sequence[ParsedSentence] = ()
) -> Casualties:
    """Deaths, injuries, displaced and detained people of the event at ``trigger``.

    Parameters
    ----------
    trigger : object with start and end
        Offsets into the document.
    sentence : ParsedSentence
        The trigger's own sentence; a parse is not needed.
    neighbours : sequence of ParsedSentence, optional
        Sentences nearby. The two after the trigger's and the one before are asked for deaths and injuries
        when the sentence itself tells none, and only until one of them turns to another event.

    Returns
    -------
    Casualties
        None for what is not told, a zero count for what is told as none. Totals of a war or a year are not
        the event's and are left out.
    """
    text = sentence.text
    tolls = find_tolls(sentence)
    own = _of_trigger(tolls, text, trigger.start - sentence.start, trigger.end - sentence.start)
    result = _read(own)
    if result.fatalities is None and result.injuries is None:
        nearby = _from_neighbours(sentence, neighbours)
        if nearby:
            result = result._replace(fatalities=nearby.fatalities, injuries=nearby.injuries, deaths_by=nearby.deaths_by)
    elif result.fatalities is not None:
        rivals = [
            toll for other in _following(sentence, neighbours)[:1] for toll in find_tolls(other) if toll.is_revision
        ]
        deaths = [toll for toll in [*own, *rivals] if toll.kind == "dead"]
        result = result._replace(fatalities=combine_tolls(deaths))
    return result


def _following(sentence: ParsedSentence, neighbours: Sequence[ParsedSentence]) -> list[ParsedSentence]:
    after = sorted((other for other in neighbours if other.start >= sentence.end), key=lambda other: other.start)
    return after[:2]


def _from_neighbours(sentence: ParsedSentence, neighbours: Sequence[ParsedSentence]) -> Casualties | None:
    """Casualties told just after the event, or just before it; None where the text has moved on."""
    before = sorted((other for other in neighbours if other.end <= sentence.start), key=lambda other: -other.start)
    for candidates in (_following(sentence, neighbours), before[:1]):
        for other in candidates:
            if _ANOTHER_EVENT.search(other.text):
                break
            tolls = [toll for toll in find_tolls(other) if toll.kind in ("dead", "injured")]
            result = _read(tolls)
            if result.fatalities is not None or result.injuries is not None:
                return result
    return None
