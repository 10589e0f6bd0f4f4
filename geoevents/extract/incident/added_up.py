"""Leads that add up what the report then tells one by one: "26 were killed in bomb attacks", and the bombs after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from geoevents.extract.draft import Draft, Rejected
from geoevents.extract.incident.agreement import dates_agree, places_agree
from geoevents.extract.report.several import tells_of_several
from geoevents.model import ParsedSentence
from geoevents.ontology import MAPPED_STATUSES, VIOLENT_TYPES, WherePrecision

_PARTS = 2  # fewer add nothing up
_MOST_OF_IT = 0.6  # share of a sum that its parts must tell, where the words tell of several deeds
_TELLING_SUM = 10  # dead: so many are hardly ever the sum of two other deeds by chance
_DAYS = timedelta(days=2)


def parts_only(drafts: Sequence[Draft], sentences: Sequence[ParsedSentence]) -> tuple[list[Draft], list[Rejected]]:
    """The events of a report without the sums of others, and these with the reason.

    Parameters
    ----------
    drafts : sequence of Draft
        What the report tells, in reading order, with all that is told of each.
    sentences : sequence of ParsedSentence
        All of the document.

    Returns
    -------
    list of Draft, list of Rejected
        A sum goes only where its parts are shown: at least two, told after it in the area and on the days of the sum.
        Their dead must come to its number, or to most of it where the words tell of several deeds or places.
    """
    kept, sums = [], []
    for index, draft in enumerate(drafts):
        if _counts(draft) and _is_told_in_parts(draft, drafts[index + 1 :], sentences, first=not index):
            sums.append(Rejected(draft.trigger, draft.sentence, (*draft.reasons, "it adds up what is told after it")))
        else:
            kept.append(draft)
    return kept, sums


def _counts(draft: Draft) -> bool:
    """Whether it is force of which somebody died, shown on the map."""
    return (
        draft.status.status in MAPPED_STATUSES
        and draft.event_type in VIOLENT_TYPES
        and draft.fatalities is not None
        and draft.fatalities.best >= _PARTS
    )


def _is_told_in_parts(
    draft: Draft, after: Sequence[Draft], sentences: Sequence[ParsedSentence], *, first: bool
) -> bool:
    assert draft.fatalities is not None
    parts = [part.fatalities.best for part in after if part.fatalities is not None and _may_be_part(part, draft)]
    told = {n for _, n in draft.members} | {draft.sentence}
    several = any(tells_of_several(sentences[n].text) for n in told)
    if not several and (draft.fatalities.best < _TELLING_SUM or not first):
        return False
    whole = {draft.fatalities.low, draft.fatalities.best, draft.fatalities.high}
    run = 0
    for number, dead in enumerate(parts, start=1):
        run += dead
        if number >= _PARTS and run in whole:
            return True
    most = max(parts, default=0) < draft.fatalities.best
    return several and most and len(parts) >= _PARTS and _MOST_OF_IT * draft.fatalities.best <= run <= max(whole)


def _may_be_part(part: Draft, whole: Draft) -> bool:
    """Whether a deed told after the sum may be one of those it adds up: at a place of its own, in its area and days."""
    return (
        part.status.status in MAPPED_STATUSES
        and part.event_type in VIOLENT_TYPES
        and part.sentence > whole.sentence
        and part.fatalities is not None
        and part.fatalities.best > 0
        and part.location is not None
        and part.location.where_prec <= WherePrecision.ADMIN2
        and (part.own_place or part.apart or part.one_of or _elsewhere(part, whole))
        and (dates_agree(part, whole) or _is_day_after(part, whole))
        and (whole.location is None or places_agree(whole.location, part.location) or _near(whole, part))
    )


def _elsewhere(part: Draft, whole: Draft) -> bool:
    """Whether the two stand at two places."""
    a, b = part.location, whole.location
    return a is not None and b is not None and a.place_id != b.place_id


def _is_day_after(part: Draft, whole: Draft) -> bool:
    """Whether the two lie a day or two apart: "attacks on Tuesday and Wednesday"."""
    return bool(part.date and whole.date and abs(part.date.start - whole.date.end) <= _DAYS)


def _near(whole: Draft, part: Draft) -> bool:
    """Whether both lie in one first-order division: a sum may stand at the first of its towns."""
    a, b = whole.location, part.location
    return a is not None and b is not None and a.country == b.country and bool(a.admin1) and a.admin1 == b.admin1
