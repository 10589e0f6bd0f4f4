"""Deeds that only tell around what time, or under what skies, the news happened: "comes amid", "since March, when"."""

from __future__ import annotations

import re

from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.status.beside import NEWS_DAY

_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.?|feb\.?|aug\.?|"
    r"sept?\.?|oct\.?|nov\.?|dec\.?)"
)
# "since March this year, when gunmen killed fifty"; with the day of a month it can be placed in time
_SINCE_WHEN = re.compile(
    rf"\bsince\s+(?:(?:early|late|mid|last|this|the)[\s-]+)*(?:{_MONTHS}|month|year|spring|summer|autumn|fall|winter|"
    r"(?:19|20)\d\d)(?:\s+(?:of\s+)?(?:(?:this|last)\s+year|(?:19|20)\d\d))?,?\s+when\b[^.;]*$",
    re.IGNORECASE,
)
# "two weeks after the army withdrew its troops": a state of things that had begun before
_LONG_BEFORE = re.compile(
    r"\b(?:weeks?|months?|years?)\s+(?:after|before|since)\s+(?!that\b|this\b)[^.;,]*$", re.IGNORECASE
)
_STATES = frozenset({"transfer", "change", "base", "meet", "evacuate", "advance", "agree"})
# "the shooting came amid protests and the killing of", "comes at a time of raids"
_AMID = re.compile(
    r"\b(?:came|comes|coming|come|takes? place|took place|occurred|happened|follow(?:s|ed)?)\s+(?:\w+\s+){0,2}?"
    r"(?:amid(?:st)?|against\s+(?:the|a)\s+(?:backdrop|background)\s+of|at\s+a\s+time\s+(?:of|when)|"
    r"(?:weeks|months)\s+of|an?\s+(?:\w+\s+)?(?:spate|string|series|wave|surge|rise|spike|uptick)\s+(?:of|in))\b[^.;]*$",
    re.IGNORECASE,
)
_NOUNS = ("NOUN", "PROPN")


def only_tells_around(trigger: Trigger, scene: Scene) -> str | None:
    """The words that make a deed the surroundings of the news; None where it is told for its own sake.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    scene : Scene
        The sentence.
    """
    left = scene.sentence.text[: trigger.start - scene.start]
    since = _SINCE_WHEN.search(left)
    if since:
        return since.group().split(",")[0]
    before = _LONG_BEFORE.search(left) if trigger.sense in _STATES else None
    if before:
        return before.group()
    noun = trigger.pos == "noun" or trigger.token is not None and scene.syntax.tokens[trigger.token].pos in _NOUNS
    amid = _AMID.search(left) if noun else None
    return amid.group() if amid and not _has_its_day(trigger, scene) else None


def _has_its_day(trigger: Trigger, scene: Scene) -> bool:
    """Whether a day stands in the trigger's own phrase: "the killing of two students on Sunday"."""
    if trigger.token is None or not scene.syntax.has_tree:
        return False
    own = " ".join(token.text for token in scene.syntax.subtree(trigger.token))
    day = NEWS_DAY.search(own)
    return day is not None and not day.group().lower().startswith("last")
