"""Both sides of an event by the order of the words alone: "A attacked B", "B was attacked by A", "between A and B"."""

from __future__ import annotations

import re

from geoevents.extract.actors.names import ActorName
from geoevents.extract.actors.spots import spot_actors
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import ParsedSentence

_PARTED = re.compile(r"[;:,]|\b(?:said|when|after|while|by)\b")
_PARTED_OR_USED = re.compile(rf"{_PARTED.pattern}|\b(?:with|using|from)\b")  # "fired on the town with artillery"
_NEAR = 60  # characters from a clash to those between whom it is told
_SUFFERED = frozenset({"kill", "injure", "death"})
_IN_A_FIGHT_BETWEEN = re.compile(
    r"[^.;:]{0,110}?\b(?:in|during|by|from|following)\s+(?:[\w’'-]+\s+){0,4}(?:clash(?:es)?|gun-?\s?(?:battles?|fights?)|fire-?fights?|shoot-?outs?|fighting|"
    r"battles?|encounters?|exchanges?\s+of\s+(?:gun)?fire|confrontations?|skirmish(?:es)?|cross-?fire|combat|violence)\s+(?:[\w’'-]+\s+){0,3}?between\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|among|pitting)\s+", re.IGNORECASE)


def sides_of_between(
    trigger: Trigger, sentence: ParsedSentence, event_country: str | None, diplomatic: bool
) -> tuple[ActorName, ActorName] | None:
    """Both sides of "clashes between A and B"."""
    at = trigger.end - sentence.start
    if trigger.sense in _SUFFERED:
        match = _IN_A_FIGHT_BETWEEN.match(sentence.text, at)  # "eight were killed in a clash between"
    elif trigger.pos == "verb" and trigger.sense not in ("clash", "meet", "agree"):
        return None
    else:
        match = _BETWEEN.search(sentence.text, at, at + _NEAR)
    if match is None:
        return None
    names = spot_actors(
        sentence.text[match.end() :], sentence.start + match.end(), event_country, diplomatic=diplomatic
    )
    near = [name for name in names if name.start < sentence.start + match.end() + 160]
    if len(near) < 2:
        return None
    joint = sentence.text[near[0].end - sentence.start : near[1].start - sentence.start]
    return (near[0], near[1]) if re.search(r"\b(?:and|with)\b|,", joint) else None


def sides_by_order(
    trigger: Trigger, sentence: ParsedSentence, event_country: str | None, diplomatic: bool
) -> tuple[list[ActorName], list[ActorName]]:
    """Agent and patient by word order alone."""
    text, offset = sentence.text, sentence.start
    names = [
        n
        for n in spot_actors(text, offset, event_country, diplomatic=diplomatic)
        if n.end <= trigger.start or n.start >= trigger.end
    ]
    before = [n for n in names if n.end <= trigger.start]
    after = [n for n in names if n.start >= trigger.end]
    left = text[: trigger.start - offset]
    right = text[trigger.end - offset :]
    by = next(
        (n for n in after if re.search(r"\bby\s+(?:\w+\s+){0,2}$", text[trigger.end - offset : n.start - offset])), None
    )
    of = next(
        (
            n
            for n in after
            if re.match(r"\s+(?:of|on|against|at)\s+(?:\w+\s+){0,3}$", text[trigger.end - offset : n.start - offset])
        ),
        None,
    )
    passive = bool(re.search(r"\b(?:was|were|been|being)\s+(?:\w+\s+){0,2}$", left, re.IGNORECASE))
    if trigger.pos == "noun":
        owner = [n for n in before if left[n.end - offset :].strip(" '’s") == ""]
        return ([by] if by else owner[-1:]), ([of] if of else [])
    if passive or by:
        told = [n for n in before if not re.search(r"\b(?:said|says|told|adding|added)\b", left[n.end - offset :])]
        return ([by] if by else []), told[-1:]
    close_before = [n for n in before if not re.search(r"[;:]|\bsaid\b|\bthat\b", left[n.end - offset :])]
    parted = _PARTED if trigger.sense in ("clash", "meet", "agree") else _PARTED_OR_USED
    close_after = [n for n in after if not parted.search(right[: n.start - trigger.end])]
    return close_before[-1:], close_after[:1]
