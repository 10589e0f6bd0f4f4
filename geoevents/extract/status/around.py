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
# "following the recapture of the capital last month": by when something had changed
_SINCE_THEN = re.compile(r"\b(?:following|after|since|before)\s+(?:[\w'’-]+\s+){1,4}$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:[\w'’-]+\s+){1,5}$", re.IGNORECASE)  # "since the dismissal and arrest of"
_GONE_BY = re.compile(
    rf"[^.;,]{{0,60}}?\b(?:last\s+(?:month|year|spring|summer|autumn|fall|winter)|(?:weeks|months|years)\s+ago|"
    rf"earlier\s+this\s+year|in\s+(?:early\s+|late\s+|mid-)?(?:{_MONTHS}|(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_TAKINGS = frozenset({"capture", "recapture", "fall", "transfer", "taken"})
# "was vacated shortly after gunmen seized the quarter three years ago"
_SOON_AFTER = re.compile(
    r"[^.;]{0,60}?\b(?:shortly|soon|immediately|right|hours|days|weeks)\s+(?:after|before)\b[^.;]*"
    r"\b(?:(?:years?|decades?)\s+ago|last\s+year)\b",
    re.IGNORECASE,
)
# "the recent offensive has changed the map": spoken of, not told
_RECENT = re.compile(r"\b(?:the|this|their|its|his|these)\s+(?:most\s+)?recent\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_SPOKEN_OF = frozenset({"clash", "assault", "riot", "airstrike", "shelling", "advance"})
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
    soon = _SOON_AFTER.match(scene.sentence.text, trigger.end - scene.start)
    if soon:
        return soon.group()
    noun = trigger.pos == "noun" or trigger.token is not None and scene.syntax.tokens[trigger.token].pos in _NOUNS
    bound = _SINCE.search(left) if noun and trigger.sense == "arrest" else None
    if bound:
        return bound.group().strip()
    if noun and trigger.sense in _TAKINGS and _SINCE_THEN.search(left):
        gone = _GONE_BY.match(scene.sentence.text, trigger.end - scene.start)
        if gone:
            return gone.group().strip()
    recent = _RECENT.search(left) if noun and trigger.sense in _SPOKEN_OF else None
    if recent and not NEWS_DAY.search(scene.sentence.text):
        return recent.group().strip()
    amid = _AMID.search(left) if noun else None
    return amid.group() if amid and not _has_its_day(trigger, scene) else None


def _has_its_day(trigger: Trigger, scene: Scene) -> bool:
    """Whether a day stands in the trigger's own phrase: "the killing of two students on Sunday"."""
    if trigger.token is None or not scene.syntax.has_tree:
        return False
    own = " ".join(token.text for token in scene.syntax.subtree(trigger.token))
    day = NEWS_DAY.search(own)
    return day is not None and not day.group().lower().startswith("last")


def is_told_beside(trigger: Trigger, scene: Scene) -> bool:
    """Whether a clause about somebody or something tells it: "the suspect in a raid that killed two"."""
    syntax = scene.syntax
    if trigger.token is None or not syntax.has_tree:
        return False
    clause = syntax.clause_verb(trigger.token)
    under = clause is not None and clause.dep in ("relcl", "acl")
    return under or trigger.pos == "noun" and bool(syntax.kids(trigger.token, "relcl"))
