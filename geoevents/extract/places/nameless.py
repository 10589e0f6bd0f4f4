"""Sums over a front: "ten settlements came under fire", "86 clashes took place" are at no place told elsewhere."""

from __future__ import annotations

import re

from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.text.numbers import find_numbers

_FEWEST = 5  # of them; "four villages" may well lie around the town told before
_PLACES = (
    r"(?:settlements?|localit(?:y|ies)|villages|towns|cities|communities|districts|areas|positions|targets|sites|objects|"
    r"facilities|points|strongholds)"
)
_DEEDS = r"(?:attacks?|assaults?|clashes|engagements|battles|strikes|air\s?strikes?|raids|sorties|bombardments)"
_NAMELESS = re.compile(rf"\s+(?:[\w-]+\s+){{0,3}}?(?:{_PLACES}|{_DEEDS})\b", re.IGNORECASE)
_CLAUSE = re.compile(r";|,?\s+(?:while|whereas|after|before|when)\s", re.IGNORECASE)
_HARMED = re.compile(r"\b(?:kill|wound|injur|dead|died|deaths?)\w*\b", re.IGNORECASE)


def is_done_to_many_places(trigger: Trigger, scene: Scene) -> bool:
    """Whether the trigger's clause counts deeds, or places they were done to, and tells of nobody harmed there.

    Parameters
    ----------
    trigger : Trigger
        Of the scene's sentence, which names no place for it.
    scene : Scene
        The sentence.
    """
    text, at = scene.sentence.text, trigger.start - scene.start
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, at)), default=0)
    after = _CLAUSE.search(text, trigger.end - scene.start)
    clause = text[start : after.start() if after else len(text)]
    if _HARMED.search(clause):
        return False
    return any(n.count.low >= _FEWEST and _NAMELESS.match(clause, n.end) is not None for n in find_numbers(clause))
