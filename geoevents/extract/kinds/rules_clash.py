"""From participants and cues to the sub-event types of fighting: who clashed with whom."""

from __future__ import annotations

import re
from dataclasses import replace

from geoevents.extract.kinds.cases import FIGHTING, ROWDY, Case, Verdict, prisoners_rose, protest_scene
from geoevents.extract.kinds.participants import (
    ARMED,
    CIVILIAN,
    COUNTRY,
    CROWD,
    GATHERINGS,
    OTHER,
    PLACE,
    PROTESTER,
    STATE,
    people_of,
)
from geoevents.extract.kinds.rules_violence import violence
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import any_of

_PROTESTS = frozenset("protest demonstration rally movement strike march campaign".split())
_FIRE_TRADED = frozenset({"trade fire", "trade gunfire", "trade shots", "exchange ~ fire", "exchange fire"})


_NOT_FOUGHT = re.compile(r"\bwithout (?:any |a |further |more |heavy )?$", re.IGNORECASE)


_FOR_CONTROL = re.compile(
    r"\s+(?:for|over)\s+(?:the\s+)?control\s+(?:of|over)\s+"
    r"(?:[A-Z]|the\s+(?:\w+\s+){0,2}(?:town|city|village|port|airport|base|bridge|road|hill|border)\b)"
)


_RIVALS = re.compile(r"\brival (?:groups|communities|sects|fans|supporters|students|processions)\b", re.IGNORECASE)
_MOB = re.compile(r"\b(?:mobs?|rioters|crowds?|arsonists)\b", re.IGNORECASE)


def _strikes_others(case: Case) -> bool:
    """Whether fighting is the subject of what it does to people, who are then no side of it."""
    if case.trigger.pos != "noun" or case.trigger.token is None or case.roles.verb is None or case.agents - {OTHER}:
        return False
    token = case.scene.syntax.tokens[case.trigger.token]
    below = token.dep in ("nsubj", "pobj", "dobj") and bool(case.roles.patients)
    named = case.scene.syntax.prep_objects(token.i, ("between", "among", "with", "against"))
    return below and not named


def clash(case: Case) -> Verdict:
    """Fighting by who fought: armed sides, protesters, or a crowd."""
    if _strikes_others(case):  # "fighting drove out 3,000 villagers": they did not fight
        case = replace(case, patients=case.patients - {CIVILIAN}, roles=replace(case.roles, patients=()))
    if case.trigger.lemma in ("come under fire", "come under attack"):
        return violence(replace(case, agents=frozenset(), patients=case.agents))
    if _NOT_FOUGHT.search(case.text[: case.trigger.start - case.scene.start]):
        return None, 0, "there was no fight"
    everyone = case.agents | case.patients
    if prisoners_rose(case):
        guarded = STATE in everyone or bool(case.scene.words & {"guards", "wardens", "authorities"})
        return (
            ("Violent demonstration", 1.0, "prisoners fought their guards")
            if guarded
            else ("Mob violence", 1.0, "prisoners fought each other")
        )
    risen = {t.lemma for t in case.roles.agents} & _PROTESTS
    if case.trigger.lemma in ("erupt", "break out", "rage") and risen and not ROWDY.search(case.text):
        return None, 0, f"{min(risen)!r} tells a protest, no fight"
    if PROTESTER in everyone or CROWD in everyone or (protest_scene(case) and ARMED not in everyone):
        return "Violent demonstration", 1.0, "protesters or a crowd clashed"
    if any_of(case.scene, "protester") and not any_of(case.scene, "armed"):
        return "Violent demonstration", 0.95, "protesters in the sentence"
    held = [of for t in case.roles.agents if t.text.lower() in GATHERINGS and (of := people_of(case.scene.syntax, t))]
    crowd = {t.text.lower() for t in (*case.roles.agents, *held)} & context_words()["crowd"]
    if crowd and STATE in case.patients and ARMED not in everyone:
        return "Violent demonstration", 0.95, f"{min(crowd)} fought state forces"
    around = case.scene.around
    if around.get("protest", 0) + around.get("crowd", 0) >= 3 and not around.get("armed") and ARMED not in everyone:
        if not any_of(case.scene, "armed") and not case.agents & {STATE}:
            return "Violent demonstration", 0.9, "the sentences around it tell of protesters, of no armed side"
    rivals = _RIVALS.search(case.text) is not None and not any_of(case.scene, "armed")
    if rivals and around.get("crowd") and _MOB.search(case.scene.near_text) and not everyone & {ARMED, STATE}:
        return "Mob violence", 0.9, "rival groups of people fought; the sentences around it tell of a mob"
    own = case.trigger.text.lower().split()
    if everyone & {ARMED, STATE, COUNTRY} or any_of(case.scene, "combat", own):
        if case.trigger.lemma in ("fight", "fighting", "battle", "combat", "hostility", "engagement") and not (
            everyone & {ARMED, STATE, COUNTRY}
        ):
            return "Armed clash", 0.8, "fighting with armed sides in the sentence"
        return "Armed clash", 1.05, "armed sides fought"
    if case.trigger.lemma == "crossfire":
        return "Armed clash", 0.9, "who is caught in the crossfire is caught in a fight"
    if case.trigger.lemma in _FIRE_TRADED and (case.roles.agents or case.scene.place_tokens):
        return "Armed clash", 0.9, "shots were traded, whoever the sides are"
    sides = {t.text.lower() for t in (*case.roles.agents, *case.roles.patients)}
    plural = any(t.tag in ("NNS", "NNPS") for t in (*case.roles.agents, *case.roles.patients))
    people = CIVILIAN in everyone and plural and not any_of(case.scene, "official")
    if sides & context_words()["crowd"] or people:
        return "Mob violence", 0.8, "people who are no armed group clashed"
    if case.scene.around.get("combat", 0) >= 3 and not everyone:
        return "Armed clash", 0.75, "fighting; the sentences around it name armed sides"
    if (
        {case.trigger.lemma, case.trigger.text.lower()} & FIGHTING
        and not everyone - {OTHER, PLACE}
        and (case.scene.place_tokens or _FOR_CONTROL.match(case.text[case.trigger.end - case.scene.start :]))
    ):
        return "Armed clash", 0.85, "fighting at a place, its sides not named"
    return None, 0, "no sides of a fight are named"
