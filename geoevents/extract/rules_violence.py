"""From participants and cues to the sub-event types of violence: attacks, combat, territory, remote violence."""

from __future__ import annotations

import re
from dataclasses import replace

from geoevents.extract.cases import (
    EXECUTED,
    FIGHTING,
    FOUND,
    HARSH,
    LABOUR,
    ROWDY,
    SIEGE,
    VESSELS,
    WENT_OFF,
    Case,
    Verdict,
    own_instruments,
    protest_scene,
    remote,
    two_armed_sides,
)
from geoevents.extract.contexts import context_words, contexts_of
from geoevents.extract.instruments import SUB_TYPE_OF, remote_sub_type
from geoevents.extract.participants import ARMED, CIVILIAN, COUNTRY, CROWD, FORCES, OTHER, PLACE, PROTESTER, STATE
from geoevents.extract.people import is_plural_person
from geoevents.extract.scene import any_of
from geoevents.extract.syntax import phrase_words

_CONTRABAND = frozenset(
    """drugs drug cocaine heroin marijuana cannabis opium hashish counterfeit cigarettes contraband traffickers
    documents document letters papers money cash computers laptops phones passports files leaflets fuel
    cattle""".split()
)
_RAIDING = re.compile(
    r"\b(raid\w*|search\w*|arrest\w*|detain\w*|attack\w*|fought|fight\w*|clash\w*|kill\w*|operation|shot|fired)\b",
    re.IGNORECASE,
)
_ONLY_PLACES = frozenset({"clear", "free", "recover", "drive back", "push back", "reclaim", "win back", "take back",
                          "drive ~ back", "push ~ back"})  # fmt: skip
_DRIVEN = frozenset({"free", "clear", "drive out", "drive ~ out", "push out", "push ~ out", "expel", "expel ~ from",
                     "flush out", "kick ~ out",
                     "drive back", "push back", "drive ~ back", "push ~ back"})  # fmt: skip
_PROTESTS = frozenset("protest demonstration rally movement strike march campaign".split())
_PROTESTING = frozenset("activists protesters protestors demonstrators strikers marchers squatters".split())
_GUNS = re.compile(r"\b(?:artillery|mortars?|howitzers?|tanks?|guns|gunners|rockets?)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_HELD_FOR_MONEY = re.compile(r"\b(?:ransom|captors|kidnapp\w+|abduct\w+|bandits|gunmen)\b", re.IGNORECASE)
_CAUGHT = re.compile(
    r"\b(?:bombers?|vests?|belts?)\b(?:\s+(?:was|were|had been))?\s+(?:arrested|caught|detained|captured|found)\b|"
    r"\b(?:arrest|catch|caught|detain|captur|seiz)\w*\s+(?:\w+\s+){0,3}(?:bombers?|vests?|belts?)\b",
    re.IGNORECASE,
)
_NO_REAL = re.compile(r"\b(?:clay|toy|replica|dummy|plastic|chocolate|rubber)\s+(?:hand\s+)?$", re.IGNORECASE)
_IN_THE_AIR = re.compile(r"\s*(?:\w+ ){0,3}in(?:to)? the air\b", re.IGNORECASE)
_AT_PROTESTERS = re.compile(
    r"\s*(?:on |at |into |upon )?(?:\w+ ){0,3}(?:protest[eo]rs?|demonstrators?|marchers|strikers)\b|"
    r"\s*(?:on |at |into |upon )(?:an? |the )?(?:\w+ )?(?:march|rally|demonstration|protest)\b",
    re.IGNORECASE,
)
_GUARDS = re.compile(r"\b(?:polic\w*|forces|troops|soldiers|army|\w*guards?|militia\w*|gendarm\w*)\b", re.IGNORECASE)
_FORCE = re.compile(rf"{_GUARDS.pattern}|\bofficers\b", re.IGNORECASE)
_WORKS = frozenset("film movie show play album single musical series sitcom book comedy sequel opera remake".split())
_HARMLESS = frozenset(
    """vehicle motorcycle motorbike train plane aircraft bus van lorry alarm alarms siren sirens lights phone pistol gun
    he she fireworks flares""".split()
)
_ESTATE = frozenset(
    """farm farms property properties estate estates ranch ranches mansion mansions apartment apartments account
    accounts assets plots""".split()
)
# Buildings of peaceful people: who storms one fights nobody.
_PEACEFUL_HOUSES = frozenset(
    """church churches seminary convent monastery mosque temple synagogue school schools university college hospital
    clinic newspaper newsroom radio television studio hotel restaurant bar cafe market shop shops bank home homes house
    houses party wedding funeral office offices theatre cinema court courtroom""".split()
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
_SOMEBODY = frozenset({"who", "he", "she"})
_BEATINGS = frozenset({"beat", "beat up", "whip", "flog", "maltreat"})
_BEATEN = re.compile(r"\b(?:beat|beaten|beating|killed|killing|shot|wounded|raped|tortured)\b", re.IGNORECASE)
_WEIGHED = re.compile(r"\d\s*(?:kg|kilos?|kilograms?|tons?|tonnes?|pounds)\b", re.IGNORECASE)


def violence(case: Case) -> Verdict:
    """Killing, wounding, attacking: the instrument first, then who did it to whom."""
    executed = EXECUTED.search(case.trigger.text) is not None
    if _AT_PROTESTERS.match(case.text[case.trigger.end - case.scene.start :]) and case.trigger.sense == "assault":
        if STATE in case.agents or _GUARDS.search(case.text):
            return "Excessive force against protesters", 1.1, "state forces used violence against protesters"
    if PROTESTER in case.patients and not executed:
        if STATE in case.agents or case.scene.around.get("state", 0) >= 1:
            return "Excessive force against protesters", 1.1, "state forces used violence against protesters"
        return "Attack", 0.9, "protesters were attacked by others than state forces"
    if CROWD in case.agents or (case.trigger.lemma in ("lynch", "lynching") and not case.agents & {STATE, ARMED}):
        return "Mob violence", 1.05, "a crowd did it"
    if PROTESTER in case.agents:
        return "Violent demonstration", 1.0, "protesters did it"
    struck = None if executed else remote(case)
    if struck and not (case.trigger.sense == "assault" and ARMED in case.agents and two_armed_sides(case)
                       and struck[0] == SUB_TYPE_OF["mine"]):  # fmt: skip
        return struck
    if executed:
        return "Attack", 1.05, "a killing of people who could not fight back"
    if two_armed_sides(case):
        return "Armed clash", 1.0, "the other side is armed forces or an armed group"
    if CIVILIAN in case.patients:
        if case.agents & set(FORCES):
            return "Attack", 1.05, "an armed side attacked people who are no fighters"
        return "Attack", 0.9, "the victims are no fighters"
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
    if case.agents & {ARMED, STATE} or any_of(case.scene, "combat"):
        return ("Armed clash" if any_of(case.scene, "state") else "Attack"), 0.7, "an armed side is named"
    if case.trigger.sense == "assault" and case.roles.patients and case.patients <= {OTHER} and not _force_told(case):
        return None, 0, "nothing tells force or harm"
    return "Attack", 0.55, "violence without named sides"


def _force_told(case: Case) -> bool:
    """Whether other words than the trigger, here or in the sentences around, tell of arms, fighters or harm."""
    if case.scene.instruments:
        return True
    beside = case.scene.contexts_without(case.trigger.start, case.trigger.end)
    around = contexts_of(case.scene.near_text)
    return any(beside.get(name, 0) or around.get(name, 0) for name in ("armed", "weapon", "violence", "combat"))


def assault(case: Case) -> Verdict:
    """Attacks by what was attacked."""
    if _IN_THE_AIR.match(case.text[case.trigger.end - case.scene.start :]):
        if protest_scene(case) and STATE in case.agents:
            return "Protest with intervention", 1.0, "shots in the air at a protest"
        return None, 0, "shots in the air hit nobody"
    if case.trigger.lemma == "advance" and not case.patients:
        if case.agents & {ARMED, STATE, COUNTRY}:
            return "Armed clash", 0.75, "armed men advanced"
        return None, 0, "no armed side advanced"
    if case.trigger.lemma in SIEGE:
        return "Armed clash", 0.8, "a siege is fighting over a place"
    if PLACE in case.patients and case.trigger.lemma == "enter" and not _RAIDING.search(case.text):
        if STATE in case.agents and not any_of(case.scene, "civilian", ("residents", "people")):
            return "Government regains territory", 0.95, "state forces moved into a place that others had held"
    stormed = set(phrase_words(case.scene.syntax, case.roles.patients))
    if case.trigger.lemma in ("storm", "enter", "invade", "break into") and stormed & _PEACEFUL_HOUSES:
        hurt = ARMED in case.agents or (STATE in case.agents and _BEATEN.search(case.text) is not None)
        if hurt and not case.patients & {STATE, ARMED}:
            return "Attack", 0.8, "armed men went into a house of people who are no fighters"
    if PLACE in case.patients and case.trigger.lemma in ("storm", "enter", "invade", "push into", "advance"):
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


def clash(case: Case) -> Verdict:
    """Fighting by who fought: armed sides, protesters, or a crowd."""
    everyone = case.agents | case.patients
    risen = {t.lemma for t in case.roles.agents} & _PROTESTS
    if case.trigger.lemma in ("erupt", "break out", "rage") and risen and not ROWDY.search(case.text):
        return None, 0, f"{min(risen)!r} tells a protest, no fight"
    if PROTESTER in everyone or CROWD in everyone or (protest_scene(case) and ARMED not in everyone):
        return "Violent demonstration", 1.0, "protesters or a crowd clashed"
    if any_of(case.scene, "protester") and not any_of(case.scene, "armed"):
        return "Violent demonstration", 0.95, "protesters in the sentence"
    crowd = {t.text.lower() for t in case.roles.agents} & context_words()["crowd"]
    if crowd and STATE in case.patients and ARMED not in everyone:
        return "Violent demonstration", 0.95, f"{min(crowd)} fought state forces"
    own = case.trigger.text.lower().split()
    if everyone & {ARMED, STATE, COUNTRY} or any_of(case.scene, "combat", own):
        if case.trigger.lemma in ("fight", "fighting", "battle", "combat", "hostility", "engagement") and not (
            everyone & {ARMED, STATE, COUNTRY}
        ):
            return "Armed clash", 0.8, "fighting with armed sides in the sentence"
        return "Armed clash", 1.05, "armed sides fought"
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
        and case.scene.place_tokens
    ):
        return "Armed clash", 0.85, "fighting at a place, its sides not named"
    return None, 0, "no sides of a fight are named"


def territory(case: Case, retaken: bool) -> Verdict:
    """A place taken or taken back: by whom; people and weapons taken are other types."""
    if re.search(r"\b(elections?|votes?|seats?|polls?|ballots?|party|count)\b", case.text, re.I) and not any_of(
        case.scene, "combat", ("captured", "capture")
    ):
        return None, 0, "taken by votes, not by force"
    words = set(phrase_words(case.scene.syntax, case.roles.patients))
    if words & _CONTRABAND or _WEIGHED.search(case.text[case.trigger.start - case.scene.start :][:60]):
        return None, 0, "drugs or goods were seized"
    people = any(is_plural_person(head.text.lower()) for head in case.roles.patients)
    place = PLACE in case.patients or bool(words & context_words()["place"]) and not people
    if words & _PROTESTING and (STATE in case.agents or _FORCE.search(case.text)):
        return "Protest with intervention", 1.0, "those who protested were driven off"
    if words & _ESTATE and (case.agents & {STATE} or not case.agents) and not any_of(case.scene, "explosive"):
        return None, 0, "property was confiscated"
    crowd = {t.text.lower() for t in case.roles.agents} & context_words()["crowd"]
    if case.trigger.lemma == "occupy" and (crowd or case.agents and case.agents <= {CIVILIAN, CROWD, PROTESTER}):
        if any_of(case.scene, "protest", ("crowd", "crowds", "students", "activists")):
            return "Peaceful protest", 0.85, "people occupied a place in protest"
        return None, 0, "no armed side occupied the place"
    if _people_taken(case):
        if ARMED in case.agents or _HELD_FOR_MONEY.search(case.text):
            return "Abduction/forced disappearance", 0.85, "an armed group took people"
        return "Arrests", 0.85, "people were caught"
    if case.trigger.lemma in _ONLY_PLACES and not (place or case.patients & {ARMED, STATE}):
        return None, 0, "what was cleared or recovered is no place"
    if words & VESSELS and not place and ARMED in case.agents:
        return "Looting/property destruction", 0.9, "a vessel or vehicle was taken"
    if words & context_words()["armscache"]:
        return "Disrupted weapons use", 0.9, "weapons were taken"
    takers = {t.text.lower() for t in case.roles.agents}
    if takers & {"police", "officers", "officer", "deputies", "detectives"} and not any_of(case.scene, "armed"):
        if case.patients & {CIVILIAN, OTHER} or not place:
            return None, 0, "police caught somebody or something"
    if not place and (people or case.patients & {ARMED, CIVILIAN, STATE, PROTESTER}):
        if case.trigger.lemma == "free":
            return None, 0, "people were set free"
        if case.trigger.lemma in _DRIVEN and not case.patients & {ARMED, STATE}:
            return None, 0, "people who are no fighters were driven out"
        if case.trigger.lemma in _DRIVEN:
            return "Government regains territory", 0.7, "armed men were driven out"
        if retaken:
            return None, 0, "people are not retaken"
        if ARMED in case.agents or _HELD_FOR_MONEY.search(case.text):
            return "Abduction/forced disappearance", 0.85, "an armed group took people"
        return "Arrests", 0.85, "people were caught"
    if not place and not any_of(case.scene, "place") and not case.scene.place_tokens:
        return None, 0, "nothing taken is a place"
    if not place:
        factor, why = 0.8, "a place in the sentence"
    else:
        factor, why = 1.05, "the thing taken is a place"
    if STATE in case.agents or (COUNTRY in case.agents and ARMED not in case.agents):
        return "Government regains territory", factor, f"{why}, the takers state forces"
    if ARMED in case.agents:
        return "Non-state actor overtakes territory", factor, f"{why}, the taker an armed group"
    if retaken:
        return "Government regains territory", factor * 0.95, f"{why}, and was taken back"
    if any_of(case.scene, "armed") and not (any_of(case.scene, "state") and case.scene.contexts["state"] > 2):
        return "Non-state actor overtakes territory", factor * 0.9, f"{why}; an armed group in the sentence"
    if any_of(case.scene, "state"):
        return "Government regains territory", factor * 0.85, f"{why}; state forces in the sentence"
    if case.scene.around.get("combat"):
        return "Non-state actor overtakes territory", factor * 0.7, f"{why}; the taker is not named"
    return None, 0, "nobody armed takes a place here"


def _people_taken(case: Case) -> bool:
    """Whether what was taken is a "who", or somebody who was taken in a place: "Ramzi was captured in Multan"."""
    syntax = case.scene.syntax
    if case.trigger.token is None or case.trigger.pos != "verb" or not syntax.has_tree:
        return False
    subjects = syntax.kids(case.trigger.token, "nsubjpass")
    if any(t.text.lower() in _SOMEBODY for t in subjects):
        return True
    within = any(t.i in case.scene.place_tokens for t in syntax.prep_objects(case.trigger.token, ("in", "near", "at")))
    return within and any(t.pos == "PROPN" and t.i not in case.scene.place_tokens for t in subjects)


def fall(case: Case) -> Verdict:
    """A place that fell: to whom."""
    fallen = case.agents | case.patients
    if PLACE not in fallen and not context_words()["place"] & set(phrase_words(case.scene.syntax, case.roles.agents)):
        return None, 0, "what fell is no place"
    words = case.text[case.trigger.end - case.scene.start :].lower()
    if re.search(r"\b(army|government|regime|troops|forces)\b", words[:60]) and not re.search(
        r"rebel|opposition", words
    ):
        return "Government regains territory", 1.0, "a place fell to state forces"
    return "Non-state actor overtakes territory", 1.0, "a place fell to an armed group"


def blast(case: Case) -> Verdict:
    """Bombs and explosions: with what, and whether they went off."""
    if case.trigger.pos == "noun" and case.trigger.lemma in ("bomb", "car bomb", "roadside bomb", "truck bomb"):
        if FOUND.search(case.text) and not WENT_OFF.search(case.text):
            return "Disrupted weapons use", 0.95, "a bomb was found or made safe"
        if not WENT_OFF.search(case.text):
            return None, 0, "nothing says that the bomb went off"
    if case.trigger.sense == "bomb":
        others = [i for i in case.scene.instruments if not i.start <= case.trigger.start < i.end and i.kind != "mine"]
        cue = remote_sub_type(others, case.trigger.start, case.trigger.end)
        if cue:
            return SUB_TYPE_OF[cue.kind], 1.0, f"{cue.text!r} tells {SUB_TYPE_OF[cue.kind]}"
        if case.agents & {STATE, COUNTRY, PLACE} and ARMED not in case.agents:
            return "Air/drone strike", 0.95, "state forces bomb from the air"
    if case.trigger.pos == "verb" and {t.text.lower() for t in case.roles.agents} & context_words()["business"]:
        return None, 0, "a figure of speech from business"
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


def suicide(case: Case) -> Verdict:
    """A bomber who died with the bomb; one who was caught beforehand bombed nothing."""
    if _CAUGHT.search(case.text) and not WENT_OFF.search(case.text):
        return None, 0, "the bomber was caught beforehand"
    return "Suicide bomb", 1.05, "a bomber died with the bomb"


def grenade(case: Case) -> Verdict:
    """A grenade that was thrown or went off; one that was found is a seizure."""
    if any(
        i.kind in ("rpg", "crowd control") and i.start <= case.trigger.start < i.end for i in case.scene.instruments
    ):
        return None, 0, "a launched grenade or a tear gas grenade tells no grenade attack"
    if _NO_REAL.search(case.text[: case.trigger.start - case.scene.start]):
        return None, 0, "no real grenade"
    if FOUND.search(case.text) and not WENT_OFF.search(case.text):
        return "Disrupted weapons use", 0.95, "grenades were found"
    if not WENT_OFF.search(case.text):
        return None, 0, "nothing says that a grenade was thrown"
    return "Grenade", 1.0, "a grenade was thrown or went off"


def chemical(case: Case) -> Verdict:
    """Gas as a weapon."""
    if case.trigger.pos == "verb" and not any(i.kind in ("chemical", "crowd control") for i in case.scene.instruments):
        return None, 0, "no gas is named as a weapon"
    return "Chemical weapon", 1.0, "a chemical weapon"


def drop(case: Case) -> Verdict:
    """Things dropped or thrown: bombs, grenades, stones."""
    words = (
        " ".join(t.text.lower() for t in case.roles.patients)
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


def intercept(case: Case) -> Verdict:
    """Drones, missiles and aircraft brought down."""
    if re.search(r"drone|uav|unmanned", case.text, re.IGNORECASE):
        return "Air/drone strike", 0.9, "a drone was brought down"
    if re.search(r"missile|rocket", case.text, re.IGNORECASE):
        return SUB_TYPE_OF["shelling"], 0.9, "a missile was brought down"
    return "Armed clash", 0.8, "an aircraft was brought down"


def strike(case: Case) -> Verdict:
    """A military strike; a stoppage of work is left alone."""
    if LABOUR.search(case.text) and not any(i.kind in ("air", "shelling") for i in case.scene.instruments):
        return None, 0, "a stoppage of work"
    if any_of(case.scene, "combat") or any_of(case.scene, "aircraft"):
        return remote(case) or ("Air/drone strike", 0.9, "a military strike")
    return None, 0, "neither a military strike nor a stoppage"


def missile(case: Case) -> Verdict:
    """Rockets, missiles, shells and mines that hit or went off."""
    if FOUND.search(case.text) and not WENT_OFF.search(case.text):
        return "Disrupted weapons use", 0.95, "weapons were found or made safe"
    if "mine" in case.trigger.lemma or "device" in case.trigger.lemma or case.trigger.lemma == "ied":
        if not WENT_OFF.search(case.text):
            return None, 0, "nothing says that it went off"
        return remote(case) or (SUB_TYPE_OF["mine"], 1.0, "a mine or planted bomb")
    return remote(case) or (SUB_TYPE_OF["shelling"], 1.0, "a rocket, missile or shell hit")
