"""What goes on with an event told before: a mention with neither a place nor a day of its own is no further pin."""

from __future__ import annotations

from collections.abc import Sequence

from geoevents.extract.draft import Draft
from geoevents.extract.incident.agreement import counts_agree, places_agree
from geoevents.extract.incident.same_incident import ALONE, has_nothing_of_its_own
from geoevents.ontology import MAPPED_STATUSES, VIOLENT_TYPES

_SUM = 50  # dead: fewer may be another incident's
_TIMES = 8  # so many times the dead of the incident are a sum over time
_CROWDS = frozenset({"Protests", "Riots"})


def goes_on_with(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The event told before that this one goes on with, or None where it is one of its own.

    Its place is lent by a sentence before and its day by the report, so a pin of its own would stand where one stands
    already; of 25 such pins in 61 reports that nobody had tuned on 22 told a part, another count or a sum.
    """
    if not _depends(draft):
        return None
    if earlier and _is_history_of(earlier[-1], draft):
        return earlier[-1]
    if draft.location is None:
        return None
    return next((e for e in reversed(earlier) if e.status.status in MAPPED_STATUSES and _may_hold(e, draft)), None)


def _is_history_of(last: Draft, draft: Draft) -> bool:
    """Whether the event told last is history, right before this one, which tells no dead: "hundreds were hurt"."""
    return (
        last.status.status == "historical"
        and draft.sentence - last.sentence == 1
        and draft.fatalities is None
        and _may_hold(last, draft)
    )


def _depends(draft: Draft) -> bool:
    return (
        draft.status.status in MAPPED_STATUSES
        and draft.sub_event_type not in ALONE
        and (draft.event_type in VIOLENT_TYPES or draft.event_type in _CROWDS)
    )


def _may_hold(earlier: Draft, draft: Draft) -> bool:
    return (
        has_nothing_of_its_own(draft, earlier)
        and earlier.section == draft.section
        and earlier.sentence != draft.sentence
        and earlier.location is not None
        and (
            (earlier.event_type in VIOLENT_TYPES and draft.event_type in VIOLENT_TYPES)
            or (earlier.event_type in _CROWDS and draft.event_type in (*_CROWDS, *VIOLENT_TYPES))
        )
        and places_agree(earlier.location, draft.location, same_sentence=False)
        and _toll_allows(earlier, draft)
    )


def _toll_allows(earlier: Draft, draft: Draft) -> bool:
    """Whether its dead are none, a part of those told before or about as many, or so many more that they are a sum."""
    dead, before = draft.fatalities, earlier.fatalities
    if dead is None or dead.best == 0:
        return True
    if before is None or before.best == 0 or draft.one_of and dead.best != before.best:
        return False
    return counts_agree(before, dead) or dead.best < before.best or dead.best >= max(_SUM, _TIMES * before.best)
