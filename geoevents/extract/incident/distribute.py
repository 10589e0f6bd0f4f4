"""One event for each of several coordinated places: "attacked Bambari on Saturday and Bria on Sunday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from geoevents.extract.draft import Draft
from geoevents.model import Count, DateRange, Location, ParsedSentence
from geoevents.ontology import EVENT_TYPES
from geoevents.text.dates import find_dates
from geoevents.text.numbers import find_numbers

# What happens at each of several places by itself; a flight or an agreement is told of all of them at once.
_DISTRIBUTED = (
    *EVENT_TYPES["Battles"],
    *EVENT_TYPES["Explosions/Remote violence"],
    *EVENT_TYPES["Violence against civilians"],
    *EVENT_TYPES["Protests"],
    *EVENT_TYPES["Riots"],
)

_PEOPLE_AT = re.compile(r"\s*(?:[\w-]+\s+){0,4}?(?:in|at|near|around|outside)\s+(?:the\s+)?(?:[\w-]+\s+of\s+)?$")


def distribute(draft: Draft, sentence: ParsedSentence, published: date | None) -> list[Draft]:
    """The draft, or one for each of its places.

    People harmed that are told of all places together keep them one event, for no part of the number belongs to any
    one place for sure; where each place has a number of its own ("two in Basra and three in Hilla") they part.
    """
    if not draft.shares or draft.sub_event_type not in _DISTRIBUTED or draft.location is None:
        return [draft]
    dates = find_dates(sentence.text, sentence.start, published)
    first = draft.location
    starts = {share.start for share in draft.shares}
    own = replace(first, mentions=tuple(m for m in first.mentions if m[0] not in starts) or first.mentions)
    places: list[tuple[int, Location]] = [(own.mentions[0][0] if own.mentions else 0, own)]
    places += [(share.start, share.location) for share in draft.shares]
    places.sort(key=lambda p: p[0])
    counts = _own_counts([start for start, _ in places], draft, sentence)
    if counts is None and (draft.fatalities is not None or draft.injuries is not None):
        return [draft]
    ends = [start for start, _ in places[1:]] + [sentence.end]
    out = []
    for i, ((start, location), end) in enumerate(zip(places, ends, strict=True)):
        told = next((d for d in dates if d.mention and start <= d.mention.start < end), None)
        one = _at(draft, location, told if len(dates) > 1 else None)
        if counts is not None:
            name, values = counts
            one = replace(one, fatalities=values[i]) if name == "fatalities" else replace(one, injuries=values[i])
        out.append(one)
    return out


def _own_counts(starts: Sequence[int], draft: Draft, sentence: ParsedSentence) -> tuple[str, list[Count]] | None:
    """The number told just before each place, with the field they fill; None unless every place has its own."""
    told = [name for name in ("fatalities", "injuries") if getattr(draft, name) is not None]
    if len(told) != 1:
        return None
    total: Count = getattr(draft, told[0])
    counts: list[Count] = []
    left = sentence.start
    for start in starts:
        stretch = sentence.text[left - sentence.start : start - sentence.start]
        numbers = find_numbers(stretch, left)
        if numbers and not counts and numbers[0].count == total:
            numbers = numbers[1:] or numbers  # "seven died: three in Basra, four in Hilla"
        if len(numbers) != 1 or not _PEOPLE_AT.match(stretch[numbers[0].end - left :]):
            return None
        counts.append(numbers[0].count)
        left = start
    read = (sum(c.best for c in counts), counts[0].best)  # "two in Basra and three more in Hilla": the first alone
    return (told[0], counts) if len(counts) > 1 and total.best in read else None


def _at(draft: Draft, location: Location, days: DateRange | None) -> Draft:
    reasons = (*draft.reasons, f"one of several places: {location.name}")
    if days is None:
        return replace(draft, location=location, reasons=reasons)
    return replace(draft, location=location, date=days, date_told=True, reasons=reasons)
