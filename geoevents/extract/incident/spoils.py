"""Weapons that were found on those who fell: a part of the fight told just before, and no event of their own."""

from __future__ import annotations

from collections.abc import Sequence

from geoevents.extract.draft import Draft, Rejected
from geoevents.ontology import MAPPED_STATUSES

_TAKEN = frozenset({"weapons", "capture", "recapture", "taken"})  # "the attackers seized a few rifles" as well
_AFTER = 3  # how many sentences after a fight its spoils may be told


def without_spoils(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Rejected]]:
    """The incidents of a document without the spoils of its fights, and these with the reason.

    ACLED codes a disrupted use of weapons where nothing else happened: a cache that was found, a bomb made safe.
    "Rifles were recovered from the scene" after a gunfight tells of the gunfight.

    Parameters
    ----------
    drafts : sequence of Draft
        In reading order, mentions of one incident already merged.
    """
    kept, spoils = [], []
    for draft in drafts:
        fight = next((other for other in drafts if _took_them(other, draft)), None)
        if fight is None:
            kept.append(draft)
        else:
            why = f"weapons taken in what {fight.trigger.text!r} tells"
            spoils.append(Rejected(draft.trigger, draft.sentence, (*draft.reasons, why)))
    return kept, spoils


def _took_them(fight: Draft, find: Draft) -> bool:
    if find.sub_event_type != "Disrupted weapons use" or find.trigger.sense not in _TAKEN or find.apart:
        return False
    if fight.sub_event_type != "Armed clash" or fight.status.status not in MAPPED_STATUSES:
        return False
    told = [(fight.sentence, fight.trigger.start), *((n, trigger.start) for trigger, n in fight.members)]
    before = any(0 <= find.sentence - n <= _AFTER and at < find.trigger.start for n, at in told)
    return before and fight.section == find.section and _one_place(fight, find)


def _one_place(fight: Draft, find: Draft) -> bool:
    if find.location is None or fight.location is None or not find.own_place:
        return True
    return find.location.place_id == fight.location.place_id
