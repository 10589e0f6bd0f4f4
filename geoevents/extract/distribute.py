"""One event for each of several coordinated places: "attacked Bambari on Saturday and Bria on Sunday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geoevents.extract.draft import Draft
from geoevents.model import DateRange, Location, ParsedSentence
from geoevents.ontology import EVENT_TYPES
from geoevents.text.dates import find_dates

# What happens at each of several places by itself; a flight or an agreement is told of all of them at once.
_DISTRIBUTED = (
    *EVENT_TYPES["Battles"],
    *EVENT_TYPES["Explosions/Remote violence"],
    *EVENT_TYPES["Violence against civilians"],
    *EVENT_TYPES["Protests"],
    *EVENT_TYPES["Riots"],
)


def distribute(draft: Draft, sentence: ParsedSentence, published: date | None) -> list[Draft]:
    """The draft, or one for each of its places.

    People harmed are told of all places together; they stay with the first, marked as such, for no part of the
    number belongs to any one place for sure.
    """
    if not draft.shares or draft.sub_event_type not in _DISTRIBUTED or draft.location is None:
        return [draft]
    if draft.fatalities is not None or draft.injuries is not None:
        return [draft]
    dates = find_dates(sentence.text, sentence.start, published)
    first = draft.location
    starts = {share.start for share in draft.shares}
    own = replace(first, mentions=tuple(m for m in first.mentions if m[0] not in starts) or first.mentions)
    places: list[tuple[int, Location]] = [(own.mentions[0][0] if own.mentions else 0, own)]
    places += [(share.start, share.location) for share in draft.shares]
    places.sort(key=lambda p: p[0])
    ends = [start for start, _ in places[1:]] + [sentence.end]
    out = []
    for (start, location), end in zip(places, ends, strict=True):
        told = next((d for d in dates if d.mention and start <= d.mention.start < end), None)
        out.append(_at(draft, location, told if len(dates) > 1 else None))
    return out


def _at(draft: Draft, location: Location, days: DateRange | None) -> Draft:
    reasons = (*draft.reasons, f"one of several places: {location.name}")
    if days is None:
        return replace(draft, location=location, reasons=reasons)
    return replace(draft, location=location, date=days, date_told=True, reasons=reasons)
