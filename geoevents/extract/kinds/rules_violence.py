"""From participants and cues to the sub-event types of armed violence: attacks, killings, combat."""

from __future__ import annotations

import re
from dataclasses import replace

from geoevents.extract.actors.words import FOES
from geoevents.extract.kinds.cases import (
    EXECUTED,
    HARSH,
    LABOUR,
    SIEGE,
    WENT_OFF,
    Case,
    Verdict,
    prisoners_rose,
    protest_scene,
    remote,
    two_armed_sides,
)
from geoevents.extract.kinds.houses import PEACEFUL_HOUSES, PUBLIC_HOUSES, SEARCHED, WATCHED, searched_for_politics
from geoevents.extract.kinds.participants import (
    ARMED,
    CIVILIAN,
    COUNTRY,
    CROWD,
    FORCES,
    OTHER,
    PLACE,
    PROTESTER,
    STATE,
)
from geoevents.extract.kinds.rules_territory import given_up
from geoevents.extract.sentence.contexts import contexts_of
from geoevents.extract.sentence.instruments import SUB_TYPE_OF
from geoevents.extract.sentence.scene import any_of
from geoevents.extract.sentence.syntax import phrase_words

_RAIDING = re.compile(
    r"\b(raid\w*|search\w*|arrest\w*|detain\w*|attack\w*|fought|fight\w*|clash\w*|kill\w*|operation|shot|fired)\b",
    re.IGNORECASE,
)
_CAUGHT = re.compile(
    r"\b(?:arrest\w*|detain\w*|captur\w*|rounded up|apprehend\w*|took \w+ into custody|taken away)\b", re.IGNORECASE
)
_KILLED = re.compile(
    r"\b(?:kill\w*|shot|wound\w*|injur\w*|dead|died|fought|gun ?(?:fire|battle|fight))\b", re.IGNORECASE
)
_IN_THE_AIR = re.compile(r"\s*(?:\w+ ){0,3}in(?:to)? the air\b", re.IGNORECASE)
_AT_PROTESTERS = re.compile(
    r"\s*(?:on |at |into |upon )?(?:\w+ ){0,3}(?:protest[eo]rs?|demonstrators?|marchers|strikers)\b|"
    r"\s*(?:on |at |into |upon )?(?:an? |the )(?:\w+ )?(?:march|rally|demonstration|protest)\b",
    re.IGNORECASE,
)
_GUARDS = re.compile(r"\b(?:polic\w*|forces|troops|soldiers|army|\w*guards?|militia\w*|gendarm\w*)\b", re.IGNORECASE)
_IN_A_FIGHT = re.compile(
    r"\s+in\s+(?:the\s+)?(?:\w+\s+)?(?:(?:street|gun|pitched|running|fierce|heavy)\s+(?:battles?|fighting)|gunfights?|crossfire)\b",
    re.IGNORECASE,
)
_CROWD_FIRST = re.compile(
    r"\W*(?:an? |the )?(?:\w+ ){0,2}(?:crowds?|mobs?)\b(?! of (?:protest|demonstrat))", re.IGNORECASE
)
_BODY_FOUND = re.compile(
    r"\b(?:found|discovered|recovered|dumped|left|lay|washed|turned up|appeared|dug up)\b", re.IGNORECASE
)
_MARKS = re.compile(
    r"\b(?:bullet\w*|gunshot\w*|shots?|shot (?:in|through)|(?:hands|feet|wrists|arms)\b.{0,25}\b(?:tied|bound)|"
    r"blindfold\w*|tortur\w*|behead\w*|"
    r"headless|decapitat\w*|mutilat\w*|"
    r"dismember\w*|throats? (?:was |were )?(?:cut|slit)|riddled|machetes?|execut\w*)\b",
    re.IGNORECASE,
)
_BEATINGS = frozenset({"beat", "beat up", "whip", "flog", "maltreat"})
_BEATEN = re.compile(r"\b(?:beat|beaten|beating|killed|killing|shot|wounded|raped|tortured)\b", re.IGNORECASE)


_BREAKS_UP = re.compile(
    r"\b(?:break(?:ing)?|broke) up (?:a|the) (?:crowd|march|rally|protest|demonstration)", re.IGNORECASE
)


# What only those who police a crowd shoot.
_OF_THE_POLICE = re.compile(
    r"\b(?:(?:tear )?gas|smoke) (?:canister|grenade|shell)s?\b|\brubber bullets?\b|\bpellets?\b", re.IGNORECASE
)
_IN_PROTESTS = re.compile(
    r"\s+(?:in|during|at)\s+(?:(?:the|mass|street|[\w-]+day[’']s|anti-\w+|pro-\w+)\s+){0,3}(?:protests|demonstrations|rallies)\b",
    re.IGNORECASE,
)
_RIOTED = re.compile(r"\b(?:rioters|looters|arsonists|stone-throwers)\b", re.IGNORECASE)
# "a crowd, protesting the killings in the north, attacked a shop"
_CROWD_DOING = re.compile(r"\b(?:crowd|mob),\s+[a-z]+ing\b[^,;.]{3,90},\s+$", re.IGNORECASE)
_VEHICLES = frozenset(
    """bus buses car cars truck trucks lorry lorries van vans taxi taxis train trains minibus motorcycle motorcycles
    motorbike     tram trams vehicle vehicles ambulance tractor trailer""".split()
)
_ON_PURPOSE = re.compile(
    r"\b(?:ramm\w+|plou?gh\w*|plow\w*|deliberat\w+|intention\w+|attack\w*|terror\w*|crowd\w*|protest\w*|march\w*|rall\w+|"
    r"police|army|military|soldiers|armou?red|settler\w*|bomb\w*|explo\w+)\b",
    re.IGNORECASE,
)
_RISEN = re.compile(
    r"\b(?:riot\w*|brawl\w*|clash\w*|mutin\w+|uprising|rival|fight(?:s|ing)?|gangs?|factions?)\b", re.IGNORECASE
)


def violence(case: Case) -> Verdict:
    """Killing, wounding, attacking: the instrument first, then who did it to whom."""
    executed = EXECUTED.search(case.trigger.text) is not None
    if _AT_PROTESTERS.match(case.text[case.trigger.end - case.scene.start :]) and case.trigger.sense == "assault":
        if STATE in case.agents and _only_crowd_control(case):
            return "Protest with intervention", 1.05, "police used gas, water or batons against protesters"
        if STATE in case.agents or _GUARDS.search(case.text):
            return "Excessive force against protesters", 1.1, "state forces used violence against protesters"
    at_one = {t.lemma for t in case.roles.patients} & {"protest", "march", "rally", "demonstration", "sit-in"}
    if at_one and STATE in case.agents and case.trigger.sense == "assault":
        return "Excessive force against protesters", 0.95, "state forces used violence against a protest"
    if PROTESTER in case.patients and STATE in case.agents and _only_crowd_control(case):
        return "Protest with intervention", 1.05, "police used gas, water or batons against protesters"
    if PROTESTER in case.patients and not executed:
        if STATE in case.agents or case.scene.around.get("state", 0) >= 1 or _OF_THE_POLICE.search(case.text):
            return "Excessive force against protesters", 1.1, "state forces used violence against protesters"
        return "Attack", 0.9, "protesters were attacked by others than state forces"
    if STATE in case.agents and _only_crowd_control(case) and any_of(case.scene, "protest"):
        return "Protest with intervention", 1.0, "police used gas, water or batons against a crowd"
    if _BREAKS_UP.search(case.text) and ARMED not in case.agents and any_of(case.scene, "state"):
        if not _only_crowd_control(case) and case.trigger.sense in ("kill", "injure", "assault"):
            return "Excessive force against protesters", 1.0, "people were shot at where a crowd was broken up"
    if case.trigger.lemma == "fire" and _only_crowd_control(case):
        return None, 0, "gas and the like were fired, no gun"
    if STATE not in case.agents and prisoners_rose(case) and _RISEN.search(f"{case.text} {case.scene.near_text}"):
        return "Mob violence", 1.0, "prisoners fought in their prison"
    if not case.agents & set(FORCES) and _CROWD_DOING.search(case.text[: case.trigger.start - case.scene.start]):
        return "Mob violence", 0.95, "a crowd did it"
    if CROWD in case.agents or (case.trigger.lemma in ("lynch", "lynching") and not case.agents & {STATE, ARMED}):
        return "Mob violence", 1.05, "a crowd did it"
    if case.agents == {CIVILIAN} and case.trigger.lemma in _BY_HAND and _of_the_place(case):
        return "Mob violence", 0.95, "people of the place took the law into their hands"
    if PROTESTER in case.agents:
        return "Violent demonstration", 1.0, "protesters did it"
    if _neighbours(case) and case.trigger.sense in ("kill", "assault") and not any_of(case.scene, "armed"):
        return "Mob violence", 0.95, "people of the place did it, no armed side"
    if (
        case.roles.agents
        and {t.lemma.lower() for t in case.roles.agents} == {"strike"}
        and LABOUR.search(case.text.lower())
    ):
        return None, 0, "a stoppage of work hit somebody"
    if {t.text.lower() for t in case.roles.agents} & _VEHICLES and not _ON_PURPOSE.search(case.text):
        if not case.scene.instruments and case.trigger.sense in ("kill", "injure", "death"):
            return None, 0, "people died in traffic"
    struck = None if executed else remote(case)
    if struck and not (case.trigger.sense == "assault" and ARMED in case.agents and two_armed_sides(case)
                       and struck[0] == SUB_TYPE_OF["mine"]):  # fmt: skip
        return struck
    if executed:
        return "Attack", 1.05, "a killing of people who could not fight back"
    if two_armed_sides(case):
        return "Armed clash", 1.0, "the other side is armed forces or an armed group"
    if not case.agents and _IN_A_FIGHT.match(case.text[case.trigger.end - case.scene.start :]):
        return "Armed clash", 0.95, "somebody fell in a fight"
    if CIVILIAN in case.patients and not case.agents and case.trigger.sense == "kill":
        if _IN_PROTESTS.match(case.text[case.trigger.end - case.scene.start :]):
            return "Excessive force against protesters", 0.85, "people were shot in protests"
    if CIVILIAN in case.patients:
        if case.agents & set(FORCES):
            return "Attack", 1.05, "an armed side attacked people who are no fighters"
        return "Attack", 0.9, "the victims are no fighters"
    if ARMED in case.agents and _homes_of_people(case):
        return "Attack", 0.95, "an armed side attacked where people live"
    if not case.agents and _CROWD_FIRST.match(case.text):
        return "Mob violence", 0.8, "a crowd did it"
    if case.trigger.lemma in _BEATINGS and case.agents == {STATE} and OTHER in case.patients:
        return "Attack", 0.8, "state forces beat people"
    if protest_scene(case) and HARSH.search(case.text) and any_of(case.scene, "state"):
        return "Excessive force against protesters", 0.85, "violence at a protest with state forces"
    if any_of(case.scene, "armed") and any_of(case.scene, "state"):
        return "Armed clash", 0.8, "state forces and an armed group in one sentence"
    if any_of(case.scene, "civilian"):
        return "Attack", 0.75, "people who are no fighters in the sentence"
    if case.trigger.lemma.startswith(("repel", "repulse")) and case.agents & {STATE, ARMED}:
        return "Armed clash", 0.85, "an armed side beat off an attack"
    if {t.text.lower() for t in case.roles.agents} & FOES and CIVILIAN not in case.patients:
        return "Armed clash", 0.85, "an army tells what its enemy did"
    if case.agents & {ARMED, STATE} or any_of(case.scene, "combat"):
        return ("Armed clash" if any_of(case.scene, "state") else "Attack"), 0.7, "an armed side is named"
    if case.trigger.sense == "assault" and _a_people_on_a_place(case):
        return "Armed clash", 0.75, "a people's army attacked a place"
    if case.trigger.sense == "assault" and case.roles.patients and case.patients <= {OTHER} and not _force_told(case):
        return None, 0, "nothing tells force or harm"
    if not case.agents and _RIOTED.search(case.scene.near_text) and not case.scene.around.get("armed"):
        return "Violent demonstration", 0.7, "the sentences around it tell of rioters, of no armed side"
    return "Attack", 0.55, "violence without named sides"


_MANY = frozenset(
    """residents villagers locals townspeople townsfolk inhabitants neighbours neighbors fans supporters youths students
    mourners worshippers hooligans passers-by bystanders onlookers motorists""".split()
)


def _a_people_on_a_place(case: Case) -> bool:
    """Whether a nation told by its people moved on a place: "the Russians attacked Klishchiivka"."""
    nation = any(t.tag in ("NNPS", "NNS") for t in case.roles.agents) and case.agents <= {COUNTRY, OTHER}
    placed = any(t.i in case.scene.place_tokens or t.entity in ("GPE", "LOC", "FAC") for t in case.roles.patients)
    return nation and COUNTRY in case.agents and placed


def _neighbours(case: Case) -> bool:
    """Whether those who did it are people of a place in numbers and those it was done to are no force."""
    return bool({t.text.lower() for t in case.roles.agents} & _MANY) and not case.patients & {STATE, ARMED, PLACE}


_DWELLINGS = frozenset(
    """village villages hamlet hamlets market markets marketplace neighbourhood neighborhood church churches mosque
    mosques school schools hospital clinic hotel restaurant bus buses minibus farm farms refugee displaced wedding
    funeral settlement settlements community communities university college convent""".split()
)


def _homes_of_people(case: Case) -> bool:
    """Whether what was attacked is where people live, pray or trade, and nothing that soldiers hold."""
    words = set(phrase_words(case.scene.syntax, case.roles.patients))
    return bool(words & _DWELLINGS) and not case.patients & {STATE, ARMED, PROTESTER}


_BY_HAND = frozenset(
    """beat to death|stone to death|burn to death|burn alive|lynch|beat|beat up|hack to death|thrash|set on fire|
    bludgeon to death|hack|club|necklace|kick to death""".replace("\n    ", "").split("|")
)
_LOCALS = frozenset("villagers residents locals youths townspeople inhabitants neighbours neighbors".split())


def _of_the_place(case: Case) -> bool:
    return bool(_LOCALS & {t.text.lower() for t in case.roles.agents})


def _only_crowd_control(case: Case) -> bool:
    """Whether what is used is gas, water or rubber bullets, and nobody is killed or wounded."""
    kinds = {i.kind for i in case.scene.instruments}
    return "crowd control" in kinds and case.trigger.sense == "assault" and not HARSH.search(case.text)


def _force_told(case: Case) -> bool:
    """Whether other words than the trigger, here or in the sentences around, tell of arms, fighters or harm."""
    if case.scene.instruments:
        return True
    beside = case.scene.contexts_without(case.trigger.start, case.trigger.end)
    around = contexts_of(case.scene.near_text)
    return any(beside.get(name, 0) or around.get(name, 0) for name in ("armed", "weapon", "violence", "combat"))


_POLICE = frozenset("police policemen officers cops detectives deputies officer policeman".split())


def _only_police(case: Case) -> bool:
    return {t.text.lower() for t in case.roles.agents} <= _POLICE and not any_of(case.scene, "armed")


_MOVING_IN = frozenset(
    ("storm", "storm into", "enter", "invade", "push into", "advance", "sweep into", "fight ~ way into", "infiltrate")
)
_GOING_IN = frozenset(
    ("storm", "storm into", "enter", "invade", "break into", "burst into", "force ~ way into", "shoot ~ way into")
)
_SEARCH = re.compile(
    r"\b(?:search(?:-and-\w+)?|combing|cordon\w*|manhunt|rescue|clearance|clean-?up|relief)\b.*\boperations?\b", re.I
)


def assault(case: Case) -> Verdict:
    """Attacks by what was attacked."""
    if case.trigger.lemma in ("launch", "carry out", "conduct", "stage") and searched_for_politics(case):
        return "Other", 0.9, "state forces searched houses for politics"
    if _IN_THE_AIR.match(case.text[case.trigger.end - case.scene.start :]):
        if protest_scene(case) and STATE in case.agents:
            return "Protest with intervention", 1.0, "shots in the air at a protest"
        return None, 0, "shots in the air hit nobody"
    if _SEARCH.search(case.trigger.text) and not _KILLED.search(case.text):
        return None, 0, "a search, and nobody was fought"
    if "offensive" in case.trigger.lemma and case.agents & set(FORCES) and CIVILIAN not in case.patients:
        return remote(case) or ("Armed clash", 0.85, "an offensive of an armed side")
    if case.trigger.lemma == "advance" and not case.patients:
        if case.agents & {ARMED, STATE, COUNTRY}:
            return "Armed clash", 0.75, "armed men advanced"
        return None, 0, "no armed side advanced"
    if case.trigger.lemma.startswith(("attempt on", "attempt ~", "assassination ")):
        return "Attack", 0.9, "somebody's life was attempted"
    if case.trigger.lemma in SIEGE and not case.agents & {CROWD, PROTESTER}:
        return "Armed clash", 0.8, "a siege is fighting over a place"
    if case.trigger.lemma in ("raid", "storm") and STATE in case.agents and not case.patients & {STATE, ARMED}:
        if _CAUGHT.search(case.text) and not _KILLED.search(case.text):
            return "Arrests", 0.95, "people were taken in a raid"
    if PLACE in case.patients and case.trigger.lemma == "enter" and given_up(case.text):
        return "Non-violent transfer of territory", 0.95, "a place was entered, and nobody fought for it"
    if PLACE in case.patients and case.trigger.lemma == "enter" and not _RAIDING.search(case.text):
        if STATE in case.agents and not any_of(case.scene, "civilian", ("residents", "people")):
            return "Government regains territory", 0.95, "state forces moved into a place that others had held"
    stormed = set(phrase_words(case.scene.syntax, case.roles.patients))
    searched = stormed & SEARCHED or case.patients == {OTHER} and _only_police(case)
    if case.trigger.lemma == "raid" and case.agents == {STATE} and searched and not case.patients & {ARMED}:
        if WATCHED.search(case.text) and not any_of(case.scene, "crime"):
            return "Other", 0.9, "state forces searched a house for politics"
        return None, 0, "a search by the police"
    if case.trigger.lemma in _GOING_IN and stormed & PEACEFUL_HOUSES:
        hurt = ARMED in case.agents or (STATE in case.agents and _BEATEN.search(case.text) is not None)
        if hurt and not case.patients & {STATE, ARMED}:
            return "Attack", 0.8, "armed men went into a house of people who are no fighters"
    if case.trigger.lemma in _GOING_IN - {"enter"} and stormed & PUBLIC_HOUSES and case.roles.agents:
        if not case.agents & {ARMED, STATE, COUNTRY, PLACE}:
            return "Violent demonstration", 0.9, "a crowd forced its way into a house of the state"
    if case.trigger.lemma in ("storm", "break into") and case.agents and case.agents <= {CIVILIAN, CROWD, PROTESTER}:
        if any_of(case.scene, "protest"):
            return "Violent demonstration", 0.9, "people who protest forced their way in"
    if PLACE in case.patients and case.trigger.lemma in _MOVING_IN:
        if case.agents & {ARMED, STATE, COUNTRY} or any_of(case.scene, "combat"):
            return "Armed clash", 0.85, "armed men moved on a place"
        return None, 0, "no armed side moved on the place"
    if case.trigger.lemma in ("launch", "engage", "fire", "aim", "exchange", "confront") and not (
        case.agents & {ARMED, STATE, COUNTRY, OTHER}
    ):
        return None, 0, "no armed side did it"
    return violence(case)


def death(case: Case) -> Verdict:
    """Deaths told without a killer: only with a cause that is violence."""
    if case.trigger.pos == "verb":  # those who die suffer, whatever the grammar says
        case = replace(case, agents=frozenset(), patients=case.agents | case.patients)
    verdict = violence(case)
    if verdict[2].startswith("violence without") and not WENT_OFF.search(case.text):
        return None, 0, "a death without a violent cause"
    return verdict[0], verdict[1] * 0.9, verdict[2]


def body(case: Case) -> Verdict:
    """Bodies that were found with the marks of a killing: tied, shot, beheaded."""
    if not _BODY_FOUND.search(case.text):
        return None, 0, "nobody says that a body was found"
    if not _MARKS.search(case.text):
        return None, 0, "nothing tells a killing"
    return "Attack", 1.0, "bodies with the marks of a killing"
