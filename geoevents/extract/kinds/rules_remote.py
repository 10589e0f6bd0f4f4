"""Violence from afar: bombs, strikes from the air, shelling, grenades, gas; stoppages of work are left alone."""

from __future__ import annotations

import re

from geoevents.extract.kinds.cases import (
    FOUND,
    LABOUR,
    WENT_OFF,
    Case,
    Verdict,
    own_instruments,
    prisoners_rose,
    remote,
)
from geoevents.extract.kinds.participants import ARMED, CIVILIAN, COUNTRY, PLACE, PROTESTER, STATE
from geoevents.extract.kinds.rules_violence import violence
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.instruments import SUB_TYPE_OF, remote_sub_type
from geoevents.extract.sentence.scene import any_of
from geoevents.extract.sentence.syntax import phrase_words

_TEAR_GAS = re.compile(r"\b(?:tear[- ]?gas|pepper spray|crowd control)", re.IGNORECASE)
_MOB = re.compile(
    r"\b(?:(?:mobs?|rioters|rioting|unruly|miscreants|stone[- ]?(?:pelt|throw)\w*|brick-?bats?\w*|hooligans|arsonists)|"
    r"(?:pelt|hurl|throw|threw)\w* (?:\w+ ){0,2}(?:stones|bricks|rocks)|"
    r"(?:two|rival|both|warring) (?:groups|communities|factions|sides)|clash(?:ed|es|ing)?)\b",
    re.IGNORECASE,
)
_AIR_RAID = re.compile(r"\b(?:air[- ]?(?:strikes?|raids?)|war-?planes?|fighter jets?)\b", re.IGNORECASE)
_LEAK = re.compile(
    r"\b(?:leak\w*|spill\w*|escap\w+|factory|refinery|plant|pipes?|pipeline|valve|warehouse)\b", re.IGNORECASE
)
_GUNS = re.compile(r"\b(?:artillery|mortars?|howitzers?|tanks?|guns|gunners|rockets?)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_CAUGHT = re.compile(
    r"\b(?:bombers?|vests?|belts?)\b(?:\s+(?:was|were|had been))?\s+(?:arrested|caught|detained|captured|found)\b|"
    r"\b(?:arrest|catch|caught|detain|captur|seiz)\w*\s+(?:\w+\s+){0,3}(?:bombers?|vests?|belts?)\b",
    re.IGNORECASE,
)
_NO_REAL = re.compile(r"\b(?:clay|toy|replica|dummy|plastic|chocolate|rubber)\s+(?:hand\s+)?$", re.IGNORECASE)
_WORKS = frozenset("film movie show play album single musical series sitcom book comedy sequel opera remake".split())
_HARMLESS = frozenset(
    """vehicle motorcycle motorbike train plane aircraft bus van lorry alarm alarms siren sirens lights phone pistol gun
    he she fireworks flares""".split()
)
# Those who blow up what they found do so to make it safe: "an improvised bomb was detonated by the army".
_EXPERTS = (
    r"(?:(?:the|an?|bomb|army|police|military|explosives?|disposal|mine|demining|local|federal)\s+)*"
    r"(?:squads?|experts?|units?|teams?|sappers?|engineers?|technicians?|police|army|air\s+force|soldiers|troops|officers)"
)
_MADE_SAFE = re.compile(
    rf"\b(?:safely\s+detonat\w+|detonated\s+safely|controlled\s+(?:detonation|explosion)|detonated\s+by\s+{_EXPERTS}|"
    r"(?:squads?|experts?|disposal\s+\w+|sappers|engineers|technicians|police)\s+(?:later\s+|then\s+|safely\s+)?detonated)\b",
    re.IGNORECASE,
)
_HARMED = re.compile(r"\b(?:kill|wound|injur|died|dead|hurt(?!\s+nobody))\w*", re.IGNORECASE)
# "The row over the budget exploded into the open."
_QUARRELS = frozenset(
    """talks negotiations relationship marriage meeting fight dispute row debate quarrel feud scandal controversy anger
    rage fury tension frustration argument""".split()
)


_WINGS = frozenset("plane planes airplane airplanes aeroplane aeroplanes bomber bombers pilot pilots airmen".split())
_RULERS = frozenset("government regime junta".split())
_PREVENTING = frozenset("foil thwart prevent avert disrupt forestall".split())


def _prevented(case: Case) -> bool:
    """Whether the deed is what somebody foiled: "police thwarted a bomb attack"."""
    if case.trigger.pos != "noun" or case.trigger.token is None or not case.scene.syntax.has_tree:
        return False
    token = case.scene.syntax.tokens[case.trigger.token]
    return token.dep in ("dobj", "nsubjpass") and case.scene.syntax.tokens[token.head].lemma in _PREVENTING


def blast(case: Case) -> Verdict:
    """Bombs and explosions: with what, and whether they went off."""
    if _MADE_SAFE.search(case.text) and not _HARMED.search(case.text):
        return "Disrupted weapons use", 1.0, "it was blown up to make it safe"
    if _prevented(case):
        return "Disrupted weapons use", 0.9, "it was foiled"
    if case.trigger.pos == "noun" and case.trigger.lemma.endswith("bomb"):
        if FOUND.search(case.text) and not WENT_OFF.search(case.text):
            return "Disrupted weapons use", 0.95, "a bomb was found or made safe"
        if not WENT_OFF.search(case.text):
            return None, 0, "nothing says that the bomb went off"
    own = {i.kind for i in case.scene.instruments if i.start <= case.trigger.start < i.end}
    if own and own <= {"crowd control"}:
        return None, 0, "a noise to scatter a crowd"
    if case.trigger.sense == "bomb":
        others = [i for i in own_instruments(case) if not i.start <= case.trigger.start < i.end and i.kind != "mine"]
        cue = remote_sub_type(others, case.trigger.start, case.trigger.end)
        if cue:
            return SUB_TYPE_OF[cue.kind], 1.0, f"{cue.text!r} tells {SUB_TYPE_OF[cue.kind]}"
        doers = {t.text.lower() for t in case.roles.agents}
        if doers & _WINGS:
            return "Air/drone strike", 1.0, f"{min(doers & _WINGS)} bomb from the air"
        if (case.agents & {STATE, COUNTRY, PLACE} or doers & _RULERS) and ARMED not in case.agents:
            return "Air/drone strike", 0.95, "state forces bomb from the air"
        if case.trigger.pos == "verb" and case.roles.agents and _AIR_RAID.search(case.scene.near_text):
            return "Air/drone strike", 0.9, "bombed by those whose air raid is told beside it"
    if case.trigger.pos == "verb" and {t.text.lower() for t in case.roles.agents} & context_words()["business"]:
        return None, 0, "a figure of speech from business"
    if case.trigger.pos == "verb" and {t.lemma for t in case.roles.agents} & _QUARRELS:
        return None, 0, "a quarrel broke out"
    doers = {t.text.lower() for t in (*case.roles.agents, *case.roles.patients)}
    if case.trigger.sense == "bomb" and doers & _WORKS:
        return None, 0, "a work that found no public"
    if case.trigger.lemma == "go off" and doers & _HARMLESS:
        return None, 0, "nothing explosive went off"
    return remote(case, within=400) or (SUB_TYPE_OF["mine"], 0.9, "an explosion without another cause")


def air(case: Case) -> Verdict:
    """A strike from the air; a car that armed men strafed was shot at."""
    if case.trigger.sense == "strafe" and case.agents & {ARMED, CIVILIAN} and not any_of(case.scene, "aircraft"):
        return violence(case)
    return "Air/drone strike", 1.05, "a strike from the air"


def shelling(case: Case) -> Verdict:
    """Artillery, mortars, rockets, missiles; chlorine in the shells or warplanes tell other types."""
    struck = {t.text.lower() for t in case.roles.patients}
    if struck & {"goal", "goals", "goalkeeper", "box", "net", "goalmouth"}:
        return None, 0, "a figure of speech from sport"
    if _MADE_SAFE.search(case.text) and not _HARMED.search(case.text):
        return "Disrupted weapons use", 1.0, "it was blown up to make it safe"
    if _TEAR_GAS.search(case.trigger.text):  # "lobbed tear gas shells"
        return _gas_on_a_crowd(case)
    if _GUNS.search(case.text[: case.trigger.start - case.scene.start]):
        return SUB_TYPE_OF["shelling"], 1.05, "guns did it"
    cue = remote_sub_type(own_instruments(case), case.trigger.start, case.trigger.end, within=90)
    if cue and cue.kind == "chemical":
        return SUB_TYPE_OF["chemical"], 1.0, f"{cue.text!r} in the shells"
    if (
        cue
        and cue.kind == "air"
        and case.trigger.lemma in ("bombardment", "bombard", "shell", "missile attack", "strafe")
    ):
        return "Air/drone strike", 1.0, f"{cue.text!r} tells a strike from the air"
    return SUB_TYPE_OF["shelling"], 1.0, "artillery, mortars, rockets or missiles"


def _gas_on_a_crowd(case: Case) -> Verdict:
    """Tear gas, whatever it came in: used against a protest, or against a mob that was violent."""
    if any_of(case.scene, "protest") or PROTESTER in case.patients:
        return "Protest with intervention", 1.0, "police used gas against a protest"
    if _MOB.search(case.text):
        return "Mob violence", 0.9, "police used gas against a violent crowd"
    return None, 0, "tear gas is no weapon of war"


def suicide(case: Case) -> Verdict:
    """A bomber who died with the bomb; one who was caught beforehand bombed nothing."""
    if _prevented(case):
        return "Disrupted weapons use", 0.9, "it was foiled"
    if _CAUGHT.search(case.text) and not WENT_OFF.search(case.text):
        return None, 0, "the bomber was caught beforehand"
    return "Suicide bomb", 1.05, "a bomber died with the bomb"


def grenade(case: Case) -> Verdict:
    """A grenade that was thrown or went off; one that was found is a seizure."""
    if any(
        i.kind in ("rpg", "crowd control") and i.start <= case.trigger.start < i.end for i in case.scene.instruments
    ):
        return None, 0, "a launched grenade or a tear gas grenade tells no grenade attack"
    if _NO_REAL.search(case.text[: case.trigger.start - case.scene.start]) or _NO_REAL.search(
        case.trigger.text[: case.trigger.text.lower().rfind("grenade")]
    ):
        return None, 0, "no real grenade"
    if FOUND.search(case.text) and not WENT_OFF.search(case.text):
        return "Disrupted weapons use", 0.95, "grenades were found"
    if case.trigger.pos != "verb" and not WENT_OFF.search(case.text):
        return None, 0, "nothing says that a grenade was thrown"
    if STATE not in case.agents and prisoners_rose(case):
        return "Violent demonstration", 0.95, "prisoners threw grenades in their riot"
    return "Grenade", 1.0, "a grenade was thrown or went off"


def chemical(case: Case) -> Verdict:
    """Gas as a weapon."""
    if case.trigger.pos == "verb" and not any(i.kind in ("chemical", "crowd control") for i in case.scene.instruments):
        return None, 0, "no gas is named as a weapon"
    if case.trigger.pos == "verb" and not any(i.kind == "chemical" for i in case.scene.instruments):
        if _TEAR_GAS.search(case.text):
            return None, 0, "tear gas is no weapon of war"
    if _LEAK.search(case.text) and not any_of(case.scene, "armed") and not any_of(case.scene, "aircraft"):
        return None, 0, "gas that leaked, no weapon"
    return "Chemical weapon", 1.0, "a chemical weapon"


def drop(case: Case) -> Verdict:
    """Things dropped or thrown: bombs, grenades, stones."""
    words = (
        " ".join(t.text.lower() for t in (*case.roles.patients, *case.roles.agents))
        + " "
        + case.text[case.trigger.end - case.scene.start :].lower()[:60]
    )
    if set(phrase_words(case.scene.syntax, case.roles.patients)) & {
        "clay",
        "toy",
        "replica",
        "dummy",
        "plastic",
        "snow",
    }:
        return None, 0, "no real weapon was thrown"
    if re.search(r"\b(stones?|rocks?|bottles?|petrol bombs?|molotov\w*|fire ?bombs?)\b", words):
        return "Violent demonstration", 1.0, "stones or petrol bombs were thrown"
    if case.trigger.lemma in ("drop", "rain down"):
        if re.search(
            r"\b(bombs?|munitions?|barrels?|missiles?|explosives?|bombs|grenades?|gas|chlorine|containers?)\b", words
        ):
            return remote(case) or ("Air/drone strike", 0.9, "something was dropped from the air")
        return None, 0, "nothing explosive was dropped"
    return remote(case) or (None, 0, "nothing explosive was thrown")


# ACLED: remote violence that is prevented is a disrupted use of weapons.
_BROUGHT_DOWN = re.compile(
    r"\b(?:air[- ]defen[cs]es?|interceptors?|patriots?|iron dome|intercept\w*|"
    r"(?:shot|shoot\w*|brought|bring\w*) down|downed)\b"
    r".{0,80}\b(?:drones?|missiles?|rockets?|uavs?|projectiles?|shaheds?)\b|"
    r"\b(?:drones?|missiles?|rockets?|uavs?|projectiles?|shaheds?)\b.{0,40}"
    r"\b(?:shot down|brought down|downed|intercepted)\b",
    re.IGNORECASE,
)
_CAME_THROUGH = re.compile(
    r"\b(?:kill\w*|wound\w*|injur\w*|hit|struck|damag\w*|destroy\w*|explod\w*|dead|died|"
    r"fell on|landed|got through|hurt)\b",
    re.IGNORECASE,
)


_MANNED = frozenset("helicopter chopper plane warplane jet gunship airliner airplane aeroplane bomber".split())


def intercept(case: Case) -> Verdict:
    """Drones, missiles and aircraft brought down."""
    if {t.lemma.lower() for t in (*case.roles.patients, *case.roles.agents)} & _MANNED:
        if re.search(r"missile|manpads", case.text, re.IGNORECASE):
            return SUB_TYPE_OF["shelling"], 1.0, "an aircraft with its crew was brought down by a missile"
        return "Armed clash", 0.95, "an aircraft with its crew was brought down"
    if _BROUGHT_DOWN.search(case.text) and not _CAME_THROUGH.search(case.text):
        return "Disrupted weapons use", 0.95, "drones or missiles were stopped before they hit"
    if re.search(r"drone|uav|unmanned", case.text, re.IGNORECASE):
        return "Air/drone strike", 0.9, "a drone was brought down"
    if re.search(r"missile|rocket", case.text, re.IGNORECASE):
        return SUB_TYPE_OF["shelling"], 0.9, "a missile was brought down"
    return "Armed clash", 0.8, "an aircraft was brought down"


def strike(case: Case) -> Verdict:
    """A military strike; a stoppage of work is left alone."""
    if LABOUR.search(case.text) and not any(i.kind in ("air", "shelling") for i in case.scene.instruments):
        return None, 0, "a stoppage of work"
    if case.trigger.token is not None and case.scene.syntax.has_tree and case.trigger.pos == "noun":
        token = case.scene.syntax.tokens[case.trigger.token]
        if token.dep == "compound" and case.scene.syntax.tokens[token.head].lemma in (
            "attack",
            "force",
            "team",
            "group",
        ):
            return None, 0, "only tells of what sort something is"  # "the latest strike attack"
    of_a_state = any(i.kind == "air" and i.start < case.trigger.start < i.end for i in case.scene.instruments)
    if of_a_state or any_of(case.scene, "combat") or any_of(case.scene, "aircraft"):
        return remote(case) or ("Air/drone strike", 0.9, "a military strike")
    return None, 0, "neither a military strike nor a stoppage"


def missile(case: Case) -> Verdict:
    """Rockets, missiles, shells and mines that hit or went off."""
    if _TEAR_GAS.search(case.trigger.text):  # "fired several tear gas shells"
        return _gas_on_a_crowd(case)
    if FOUND.search(case.text) and not WENT_OFF.search(case.text):
        return "Disrupted weapons use", 0.95, "weapons were found or made safe"
    if _MADE_SAFE.search(case.text) and not _HARMED.search(case.text):
        return "Disrupted weapons use", 1.0, "it was blown up to make it safe"
    if "mine" in case.trigger.lemma or "device" in case.trigger.lemma or case.trigger.lemma == "ied":
        if not WENT_OFF.search(case.text):
            return None, 0, "nothing says that it went off"
        return remote(case) or (SUB_TYPE_OF["mine"], 1.0, "a mine or planted bomb")
    return remote(case) or (SUB_TYPE_OF["shelling"], 1.0, "a rocket, missile or shell hit")
