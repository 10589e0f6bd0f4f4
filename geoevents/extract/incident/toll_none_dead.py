"""An attack whose wounded a report counts while nobody dies in it: none are dead, though no sentence says so.

A reporter who counts the wounded of an attack would count its dead first. So where a report of several sentences
tells how many were hurt, and speaks of no death around, its coders write 0 dead. A single sentence or a headline
leaves too much out for that: there, and where nobody is told hurt either, the dead stay unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geoevents.extract.draft import Draft
from geoevents.extract.incident.same_incident import TAKING
from geoevents.model import Count, ParsedSentence
from geoevents.ontology import MAPPED_STATUSES

_FULL_REPORT = 5  # sentences: fewer are a headline or a brief
_AROUND = 2  # sentences before and after in which a death may be told of the same incident
_DEATH = re.compile(
    r"\b(?:kill|murder|assassinat|massacr|fatal|slain|slay|slew|casualt|corpse|execut|victim|perish|martyr|lethal|mortal|"
    r"decapitat|behead|lynch|drown|buried|funeral|mourn|homicid|deadl|dead\b|deaths?\b|die[ds]?\b|dying\b|"
    r"bod(?:y|ies)\b|(?:cost|claim|lost|took|take)\w*\s+(?:\S+\s+){0,3}li(?:fe|ves)\b|shot\s+(?:down|to)\b|gunned\s+down\b|"
    r"missing\b|trapped\b|critical)",
    re.IGNORECASE,
)


def none_dead(
    drafts: Sequence[Draft], sentences: Sequence[ParsedSentence], sections: Sequence[int] = ()
) -> list[Draft]:
    """The drafts, with 0 dead for those whose injured alone a full report counts.

    Parameters
    ----------
    drafts : sequence of Draft
        Incidents of one document with the numbers told of them.
    sentences : sequence of ParsedSentence
        All of the document.
    sections : sequence of int, optional
        The part that each sentence stands in; what another part tells is of another incident.
    """
    if len(sentences) < _FULL_REPORT:
        return list(drafts)
    return [
        replace(draft, fatalities=Count.exactly(0)) if _hurt_alone(draft, sentences, sections) else draft
        for draft in drafts
    ]


def _hurt_alone(draft: Draft, sentences: Sequence[ParsedSentence], sections: Sequence[int]) -> bool:
    hurt = draft.injuries
    if draft.fatalities is not None or hurt is None or hurt.low == 0 or draft.status.status not in MAPPED_STATUSES:
        return False
    if draft.sub_event_type in TAKING:
        return False  # the wounded of a battle for a town are those who reached a hospital
    told = {draft.sentence, *(number for _, number in draft.members), *draft.evidence}
    around = {n + step for n in told for step in range(-_AROUND, _AROUND + 1)}
    home = sections[draft.sentence] if sections else 0
    return not any(
        _DEATH.search(sentences[n].text)
        for n in around
        if 0 <= n < len(sentences) and (n in told or not sections or sections[n] == home)
    )
