"""What goes on over weeks or years, told beside the news of a day: habits, series, long wars, the sums of a side."""

from __future__ import annotations

import re

from geoevents.extract.report.telling import HAPPENED
from geoevents.extract.sentence.segments import EVENT_NOUN

_ADVERB = r"(?:often|frequently|regularly|repeatedly|routinely|traditionally|occasionally|periodically|constantly)"
_SPANS = r"(?:years|months|decades|weeks)"
_ABOUT = r"(?:(?:more|less)\s+than\s+|over\s+|nearly\s+|almost\s+|about\s+|the\s+(?:past|last)\s+|some\s+)*"
# "has been battling the rebels for more than four years", "has been intensifying over the past weeks"
_FOR_LONG = re.compile(
    rf"\b(?:has|have|had)\s+been\s+(?:\w+ly\s+)?\w+ing\b[^;.]{{0,80}}?\b(?:for\s+{_ABOUT}(?:[\w-]+\s+)?"
    rf"(?:{_SPANS}|a\s+(?:year|decade|month))|(?:over|in|during)\s+(?:the\s+)?(?:past|last|recent)\s+(?:[\w-]+\s+)?{_SPANS})\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    rf"\b(?:has|have|had)\s+(?:also\s+|been\s+|since\s+)?{_ADVERB}\b|"
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:carried\s+out|launched|staged|conducted|mounted|claimed|suffered|faced|traded|"
    r"exchanged)\s+(?:responsibility\s+for\s+)?(?:a\s+(?:number|series|string|spate|wave)\s+of|many|numerous|several|dozens\s+of|"
    r"scores\s+of|hundreds\s+of|countless|frequent|regular|repeated)\b|"
    r"\b(?:has|have)\s+been\s+(?:\w+ly\s+)?(?:conducting|carrying\s+out|staging|waging|mounting)\b|"
    r"\b(?:often|frequently|regularly|routinely|periodically|occasionally)\s+[a-z]+ed\b|"
    rf"\b(?:carry|carries|launch|launches|stage|stages|mount|mounts|conducts?)\s+(?:out\s+)?(?:regular|frequent|daily)\s+"
    rf"(?:[\w-]+\s+)?{EVENT_NOUN}\b",
    re.IGNORECASE,
)
_NEAR_DAILY = re.compile(
    rf"\b(?:near|nearly|almost)[\s-]+daily\s+(?:[\w-]+\s+){{0,2}}?(?:{EVENT_NOUN}|fire|exchanges|violence|killings)\b",
    re.IGNORECASE,
)
_PRESENT_HABIT = re.compile(rf"\b{_ADVERB}\s+(?:(?:carry|carries)\s+out\s+)?$", re.IGNORECASE)
_LONG_WAR = re.compile(
    r"\b[\w-]+[\s-](?:year|decade)s?[\s-](?:long|old)\s+(?:[\w-]+\s+){0,2}?(?:insurgency|war|conflict|rebellion|uprising|"
    r"struggle|fight)\b",
    re.IGNORECASE,
)
_OF_A_SIDE = re.compile(r"\bon\s+the\s+[\w-]+\s+side\b[^.;]{0,80}\b(?:has|have)\s+(?:also\s+)?been\b", re.IGNORECASE)

# "attacks by gunmen have surged, killing hundreds": how things stand
_SURGE = re.compile(
    rf"\b(?:{EVENT_NOUN}|violence|killings|abductions|kidnappings)\b[^.;]{{0,90}}?\b(?:has|have|had)\s+(?:\w+ly\s+|also\s+|"
    r"since\s+)?(?:surged|soared|spiked|risen|increased|intensified|multiplied|escalated|worsened|spread|become)\b",
    re.IGNORECASE,
)

_AMONG_THEM = re.compile(
    r"\b(?:including|such\s+as|among\s+them|since\s+(?!\w+day\b|last\b|dawn\b|midnight\b))\b", re.IGNORECASE
)
_WHO_DID = re.compile(r"\b(?:which|who|that)\s+$", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r";|,\s+(?:and|but|while)\b", re.IGNORECASE)


def what_goes_on(own: str, start: int, *, present: bool) -> str | None:
    """The words that tell no one deed but what goes on; None where a deed is told.

    Parameters
    ----------
    own : str
        The words of the sentence that speak of the trigger's happening, see :mod:`geoevents.extract.sentence.scope`.
    start : int
        Where the trigger begins in them.
    present : bool
        Whether the trigger is a verb in the present: "militants who frequently target patrols".
    """
    for pattern in (_FOR_LONG, _NEAR_DAILY):
        long = pattern.search(own)
        if long is not None and start < long.end():
            return long.group()
    named = _AMONG_THEM.search(own)  # "several raids, including one on Monday": that one's day
    if HAPPENED.search(own, 0, named.start() if named else len(own)):
        return None
    if present and _PRESENT_HABIT.search(own[:start]):
        return own[:start].split()[-1]
    for pattern in (_HABIT, _LONG_WAR, _OF_A_SIDE, _SURGE):
        told = pattern.search(own)
        if told is not None and not _NEXT_CLAUSE.search(own, told.end(), max(told.end(), start)):
            return told.group()
    return None


def goes_on_from(left: str) -> str | None:
    """The words of a series in the relative clause that a participle behind it goes on from.

    "The group, which has carried out a string of raids, killing ninety": the model hangs the participle higher.

    Parameters
    ----------
    left : str
        The sentence up to the participle.
    """
    told = _HABIT.search(left)
    if told is None or not left.rstrip().endswith(",") or HAPPENED.search(left, told.end()):
        return None
    return told.group() if _WHO_DID.search(left, 0, told.start()) else None
