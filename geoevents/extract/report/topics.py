"""What a text is about when it only sounds like conflict: a match, an accident, a film, a drill, a poll, a crime.

Each topic is a pattern with what speaks against it. A topic told by the trigger's own sentence weighs
more than one told by its neighbours: around the sentence a topic counts only when nothing armed or
political is named there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.text.lower_case import AnyCase

VIOLENT = frozenset(
    """kill injure death assault torture clash blast bomb strike loot capture recapture drop missile abduct rape riot
    mob advance fall body airstrike strafe shelling suicide grenade chemical intercept raid disperse flee evacuate
    transfer surrender taken""".split()
)
_HARM = frozenset(
    "body kill injure death assault torture abduct rape loot arrest clash raid weapons flee surrender".split()
)
_DAMAGE = frozenset("body kill injure death blast bomb assault flee evacuate loot missile chemical intercept".split())


def read_patterns() -> dict[str, AnyCase]:
    """The sets of ``data/topics.txt``, each as one pattern, by name."""
    sets: dict[str, list[str]] = {}
    text = resources.files("geoevents.extract").joinpath("data/topics.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            sets[line[1:-1]] = current = []
        elif line and line[0] != "#":
            current.append(line)
    return {name: AnyCase(rf"\b(?:{'|'.join(parts)})\b") for name, parts in sets.items()}


_PATTERNS = read_patterns()
# Those who fight for a cause, and the words of war: where one stands nearby, nothing is ordinary life.
_ARMED = _PATTERNS["armed"]
_POLITICAL = _PATTERNS["political"]

_SPORT = _PATTERNS["sport"]
_ACCIDENT = _PATTERNS["accident"]
_NATURAL = _PATTERNS["nature"]
_FICTION = _PATTERNS["fiction"]
_DRILL = _PATTERNS["drill"]
_POLL = _PATTERNS["poll"]
_ADVICE = _PATTERNS["advice"]
_FIGURES = _PATTERNS["statistics"]
_CRIME = _PATTERNS["crime"]
# Gangs that fight a state or hold a town are an armed side, where a robbery is crime.
GANG_WAR = _PATTERNS["gang war"]
PRIVATE_CRIME, POLICE_DESK, CAUSE = (_PATTERNS[name] for name in ("private crime", "police desk", "a cause"))
FIGHTERS = _PATTERNS["fighters"]  # the armed without those who dig people out of rubble


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of peaceful news."""

    name: str
    pattern: AnyCase
    senses: frozenset[str]
    against: tuple[AnyCase, ...] = ()  # in the sentence one of these keeps the event
    nearby: int = 0  # how many different hits around the sentence suffice; 0: the sentence alone decides


_CASUALTIES = _PATTERNS["casualties"]
_FIGHTERS = FIGHTERS
_CROWDS = _PATTERNS["crowds"]
ORDINARY_CRIME = "ordinary crime"
_NATURE = "nature or illness"
# who lies in wait for police is no common thief, and a crowd that police fire at is no crime scene
POLICE_FIGHT = AnyCase(
    r"\b(?:police\w*|officers?|soldiers?|troops|guards?)\b.{0,80}\bambush\w*|"
    r"\bambush\w*\b.{0,80}\b(?:police\w*|officers?|soldiers?|troops|guards?)\b|"
    r"\b(?:break(?:ing)?|broke) up (?:a|the) (?:crowd|march|rally|protest)"
)
TOPICS = (
    Topic("sport", _SPORT, VIOLENT | {"protest", "arrest", "change"}, (_ARMED, _CROWDS), nearby=2),
    Topic("a match", _PATTERNS["match"], VIOLENT | {"protest", "arrest", "change"}),
    Topic("business", _PATTERNS["business"], VIOLENT, (_ARMED,)),
    Topic("an accident", _ACCIDENT, _DAMAGE, (_FIGHTERS,), nearby=1),
    Topic("an accident of traffic", _PATTERNS["road"], _DAMAGE, (_PATTERNS["forced"],)),
    Topic("party politics", _PATTERNS["party politics"], VIOLENT | {"change", "protest"}, (_PATTERNS["forced"],)),
    Topic(
        _NATURE,
        _NATURAL,
        _DAMAGE | {"kill", "capture", "change", "shelling", "strafe", "strike"},
        (_FIGHTERS,),
        nearby=2,
    ),
    Topic("science", _PATTERNS["science"], VIOLENT, (_ARMED, _POLITICAL)),
    Topic("trade in arms", _PATTERNS["arms trade"], VIOLENT | {"change", "weapons"}, (_CASUALTIES,)),
    Topic(
        "a thought experiment",
        _PATTERNS["thought experiment"],
        VIOLENT | {"protest", "arrest"},
        (_CASUALTIES,),
        nearby=1,
    ),
    Topic("computers", _PATTERNS["computers"], VIOLENT, (_CASUALTIES,)),
    Topic("fashion, food or fame", _PATTERNS["style"], VIOLENT, (_ARMED, _CASUALTIES)),
    Topic(
        "a film, a book or a game",
        _FICTION,
        VIOLENT | {"protest", "arrest", "change", "weapons", "base", "other"},
        (),
        nearby=1,
    ),
    Topic("a drill or a ceremony", _DRILL, VIOLENT | {"change", "protest", "weapons"}, (_CASUALTIES,)),
    Topic("a commemoration", _PATTERNS["commemoration"], frozenset({"protest"})),
    Topic("a festival", _PATTERNS["festival"], frozenset({"protest"})),
    Topic("a poll", _POLL, VIOLENT | {"protest"}, ()),
    Topic("advice", _ADVICE, VIOLENT | {"weapons"}, (_CASUALTIES,)),
    Topic("statistics", _FIGURES, _HARM | {"arrest", "protest"}, ()),
    Topic(
        ORDINARY_CRIME,
        _CRIME,
        _HARM | {"blast", "capture", "grenade"},
        (_ARMED, _POLITICAL, GANG_WAR, _PATTERNS["ordnance"], POLICE_FIGHT),
        nearby=2,
    ),
)

_BY_HAND = re.compile(r"(?:shot|shoot|gunned|stabb|behead|hacked)", re.IGNORECASE)  # no illness does that
_BOMBS = re.compile(r"\b(?:bomb|dynamite) attacks?\b|\bbomb(?:ed|ing)\b", re.IGNORECASE)
_PAST = AnyCase(rf"{_PATTERNS['commemoration'].pattern}|{_PATTERNS['past life'].pattern}")


def words_of_the_past(text: str) -> Iterator[re.Match[str]]:
    """The words that tell a commemoration, a trial or a life, whose violence happened long ago."""
    return _PAST.finditer(text)


@lru_cache(maxsize=512)
def _first(pattern: AnyCase, text: str) -> str | None:
    """The first hit; asked again for each trigger of a sentence."""
    match = pattern.search(text)
    return text[slice(*match.span())] if match else None


@lru_cache(maxsize=256)
def _hits(pattern: AnyCase, text: str) -> frozenset[str]:
    return frozenset(m.group() for m in pattern.finditer(text))


def peaceful_topic(trigger: Trigger, scene: Scene, *, two_forces: bool = False) -> str | None:
    """The topic that makes a trigger's sentence no news of conflict, or None.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    scene : Scene
        The sentence with the text around it.
    two_forces : bool, optional
        Whether a force did it to a force: then a gas pipe or a flood beside it tells where, not why.
    """
    text = scene.sentence.text
    # No trigger vouches for itself: "bombarded the goal" is not armed by its own verb.
    others = text[: trigger.start - scene.start] + "_" + text[trigger.end - scene.start :]
    for topic in TOPICS:
        if trigger.sense not in topic.senses or (two_forces and _FIGHTERS in topic.against):
            continue
        here = _first(topic.pattern, text)
        near: frozenset[str] = frozenset()
        fighters = _FIGHTERS if _FIGHTERS in topic.against else _ARMED
        if not here and topic.nearby and not _first(fighters, scene.near_text) and not _first(_POLITICAL, text):
            near = _hits(topic.pattern, scene.near_text)
        told_near = bool(topic.nearby) and len(near) >= topic.nearby
        if topic.name == ORDINARY_CRIME and _BOMBS.search(trigger.text):
            continue
        if topic.name == _NATURE and _BY_HAND.match(trigger.text):
            continue
        if not (here or told_near) or any(against.search(others) for against in topic.against):
            continue
        if here:
            return f"told of {topic.name} ({here!r})"
        return f"the sentences around tell of {topic.name} ({', '.join(sorted(near)[:2])})"
    return None
