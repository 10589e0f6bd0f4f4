"""From participants and cues to the sub-event types beside armed violence: property, arrests, weapons, moves, deals."""

from __future__ import annotations

import re

from geoevents.extract.kinds.cases import (
    BODIES,
    FOUND,
    UNITS,
    Case,
    Verdict,
    protest_scene,
    remote,
)
from geoevents.extract.kinds.participants import ARMED, CIVILIAN, COUNTRY, CROWD, OTHER, PLACE, PROTESTER, STATE
from geoevents.extract.kinds.rules_crowds import RAIDERS
from geoevents.extract.kinds.rules_territory import given_up
from geoevents.extract.kinds.rules_violence import violence
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import any_of
from geoevents.extract.sentence.syntax import phrase_words

_NO_FORCE = frozenset(
    """police officer officers group unit units guards personnel vehicles equipment convoy convoys ships commander
    commanders force""".split()
)


_GOODS = re.compile(
    r"\b(frigates?|ships?|vessels?|keys?|awards?|prizes?|documents?|evidence|suspects?|aircraft|jets?|tanks?|vehicles?|"
    r"weapons?|bodies|body|cheques?|power)\b",
    re.IGNORECASE,
)


_TAKEN = re.compile(
    r"\b(?:t(?:oo|a)k(?:e|en|ing)? (?:full )?(?:control|over)|captured?|seized?|overr[au]n|fell to|conquered)\b",
    re.IGNORECASE,
)


_BUILDERS = re.compile(
    r"\b(?:to make (?:room|way|space) for|(?:derelict|disused|vacant|empty|abandoned|old|crumbling|condemned) (?:\w+ )?"
    r"(?:buildings?|silos?|factor(?:y|ies)|mills?|hotels?|schools?|houses?|homes?|towers?|bridges?|warehouses?)|"
    r"contractors?|developers?|demolition (?:crews?|firm|work|contract)|redevelopment|planning permission)\b",
    re.IGNORECASE,
)


_POLICE_WORDS = frozenset(
    """police officer officers cop cops constable constables policeman policemen guard guards security patrol squad
    post posts""".split()
)


_WAR = ("armed", "combat", "force", "refugees")


def rape(case: Case) -> Verdict:
    """Rape by armed men, soldiers or a mob, or in a war; a crime that only police deal with is left alone."""
    if {ARMED, CROWD} & case.agents or (STATE in case.agents and case.agents <= {STATE}):
        return "Sexual violence", 1.05, "an armed side or a crowd did it"
    armed = [name for name in _WAR if any_of(case.scene, name, _POLICE_WORDS)]
    if armed or any(word in case.scene.near_text.lower() for word in ("soldiers", "militia", "rebels", "troops")):
        return "Sexual violence", 1.0, "sexual violence in a conflict"
    if case.agents or case.patients & {STATE} or any_of(case.scene, "political", ("police", "people")):
        return "Sexual violence", 0.6, "sexual violence, its side not told"
    return None, 0, "nothing ties the crime to a conflict"


_FLYING = frozenset("missile missiles drone drones rocket rockets uav uavs projectile projectiles".split())


_IN_FLIGHT = re.compile(
    r"\b(?:in (?:the air|mid-?air|flight)|before (?:it|they) (?:could )?(?:hit|reach\w*)|air[- ]defen[cs]es?|patriots?|"
    r"interceptors?|iron dome)\b",
    re.IGNORECASE,
)


def loot(case: Case) -> Verdict:
    """Property destroyed or taken: by whom and with what."""
    if _BUILDERS.search(case.text) and not case.agents & {STATE, ARMED, CROWD, PROTESTER}:
        return None, 0, "building works"
    named = [case.scene.sentence.tokens[i] for i in sorted(case.scene.place_tokens)]
    inside = [t for t in named if case.trigger.start <= t.start < case.trigger.end]
    if inside and not (case.agents & {STATE, ARMED, CROWD, PROTESTER, COUNTRY}):
        return None, 0, f"nobody armed sets {inside[0].text!r} on fire: a figure of speech"
    tools = {t.text.lower() for t in case.roles.agents} & (context_words()["aircraft"] | context_words()["explosive"])
    if tools and case.trigger.pos == "verb":
        struck = remote(case)
        if struck:
            return struck
    if case.trigger.lemma in ("destroy", "damage", "destruction", "demolition", "demolish", "raze", "confiscate"):
        words = set(phrase_words(case.scene.syntax, case.roles.patients))
        planes = {t.text.lower() for t in case.roles.agents} & (context_words()["aircraft"] | {"artillery"})
        them = case.trigger.pos == "verb" and {t.text.lower() for t in case.roles.patients} & {"them", "it"}
        found_first = them and FOUND.search(case.text[: case.trigger.start - case.scene.start])
        if found_first and any_of(case.scene, "armscache"):
            return "Disrupted weapons use", 1.0, "weapons were destroyed"
        if words & _FLYING and _IN_FLIGHT.search(case.text):
            return "Disrupted weapons use", 1.0, "missiles or drones were stopped before they hit"
        if words & context_words()["armscache"] and STATE in case.agents and not planes:
            return "Disrupted weapons use", 1.0, "weapons were destroyed"
        struck = remote(case)
        if struck:
            return struck
        if words & {"tank", "tanks", "vehicle", "vehicles", "convoy", "positions", "position", "bulldozer", "armored"}:
            return "Armed clash", 0.85, "military equipment was destroyed"
    if PROTESTER in case.agents or (protest_scene(case) and CIVILIAN in case.agents):
        return "Violent demonstration", 0.95, "protesters destroyed property"
    rowdies = {t.text.lower() for t in case.roles.agents} & context_words()["crowd"]
    if CROWD in case.agents or (rowdies and case.agents <= {CIVILIAN, OTHER}):
        return "Mob violence", 0.95, "a crowd destroyed property"
    if case.trigger.lemma in ("burn", "set on fire", "set alight") and case.patients == {CIVILIAN}:
        return violence(case)  # people, not things, were burned
    return "Looting/property destruction", 1.0, "property was destroyed or taken"


def torture(case: Case) -> Verdict:
    """People hurt while they cannot fight back."""
    return "Attack", 1.0, "people were tortured or beaten"


_STRUCK = re.compile(
    r"\b(?:bomb(?:ed|ing|arded)|struck|striking|hit(?:ting)?|target(?:ed|ing)|shell(?:ed|ing)|pound(?:ed|ing)|"
    r"attack(?:ed|ing|s)?|strikes?|raids?|(?:blew|blow\w*)\s+up)\s+(?:(?:on|against|at)\s+)?(?!and\b)(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)


def weapons(case: Case) -> Verdict:
    """Weapons found, taken or made safe."""
    if not any_of(case.scene, "armscache"):
        return None, 0, "no weapons were found or made safe"
    if {t.text.lower() for t in case.roles.patients} & {"nobody", "nothing", "none"}:
        return None, 0, "nothing was found"
    if case.trigger.pos == "verb" and case.trigger.token is not None and not case.roles.patients:
        told = case.scene.syntax.kids(case.trigger.token, "ccomp")
        subjects = [s for t in told for s in case.scene.syntax.kids(t.i, "nsubj", "nsubjpass")]
        # "discovered ammunition believed to belong to ...": the model takes the find for the subject of a clause
        if told and not set(phrase_words(case.scene.syntax, tuple(subjects))) & context_words()["armscache"]:
            return None, 0, "what was found is how things stood"
    if re.search(r"\bmass graves?\b", case.text, re.I):
        return "Other", 0.9, "a mass grave was found"
    if case.trigger.pos == "noun" and _STRUCK.search(case.text[: case.trigger.start - case.scene.start]):
        return None, 0, "a store of weapons that was struck, and not found"
    return "Disrupted weapons use", 1.0, "weapons were found, taken or made safe"


def _armed_body(case: Case, heads: set[str]) -> bool:
    """Whether what was formed is a network, wing or command of armed men."""
    if not heads & BODIES:
        return False
    around = set(phrase_words(case.scene.syntax, case.roles.patients))
    return bool(
        {ARMED, STATE} & case.agents or around & (context_words()["armed"] | context_words()["force"] | {"armed"})
    )


_MOVES = frozenset({"arrive in", "move into", "cross into", "head toward", "head towards", "relocate"})


_RELIEF = re.compile(
    r"\b(?:to help (?:dig|rescue|evacuate|clear|clean|fight the fire|victims|survivors)|"
    r"rescue (?:work|effort|operation|team)\w*|"
    r"disaster|relief (?:work|effort|supplies|operation)\w*|search for survivors|sandbags|snow\w*|flood\w*|"
    r"(?:earth)?quake|wildfires?|bushfires?|hurricane|typhoon|cyclone|landslide|pandemic|vaccin\w+|lockdown)\b",
    re.IGNORECASE,
)


_RAIDING = re.compile(
    r"\b(?:attack\w*|kill\w*|clash\w*|fought|fighting|storm\w*|ambush\w*|raid\w*|captur\w*|seiz\w*|shot|fired|arrest\w*)\b",
    re.IGNORECASE,
)


_HELD_UP = re.compile(
    r"\b(?:block|stop|halt|attack|ambush|repel|hit|intercept|prevent|engag|target)\w*\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)


def change(case: Case) -> Verdict:
    """Armed forces that move, form, join or split."""
    everyone = case.agents | case.patients
    if case.trigger.lemma == "appoint":
        return None, 0, "appointments are left alone"
    if case.trigger.lemma in (
        "form",
        "create",
        "dissolve",
        "disband",
        "incorporate",
        "join",
        "split",
        "train",
        "merge",
    ):
        words = {t.text.lower() for t in case.roles.patients}
        if not _armed_body(case, words) and not words & (UNITS | context_words()["force"] - _NO_FORCE):
            return None, 0, "no armed unit was formed or changed"
    if _RELIEF.search(case.text) and not _RAIDING.search(case.text):
        return None, 0, "help after a disaster"
    if case.trigger.pos == "noun" and _HELD_UP.search(case.text[: case.trigger.start - case.scene.start]):
        if ARMED in everyone or any_of(case.scene, "armed"):
            return "Armed clash", 0.9, "the other side stopped or struck those who were sent"
        return None, 0, "those who were sent were stopped"
    if case.trigger.lemma in _MOVES:
        movers = set(phrase_words(case.scene.syntax, case.roles.agents))
        if not movers & (context_words()["force"] | context_words()["aircraft"]) - _NO_FORCE - {"police"}:
            return None, 0, "no armed force moved"
        if given_up(case.text):
            return "Non-violent transfer of territory", 1.0, "a place was entered, and nobody fought for it"
        if _RAIDING.search(case.text):
            return None, 0, "the move is part of the fighting told beside it"
    if not (context_words()["force"] - _NO_FORCE) & case.scene.words and not everyone & {ARMED}:
        return None, 0, "police or equipment on the move"
    if everyone & {STATE, ARMED, COUNTRY} or any_of(case.scene, "force"):
        return "Change to group/activity", 1.0, "armed forces moved, joined or split"
    return None, 0, "no armed force moved"


def base(case: Case) -> Verdict:
    """A base set up, or a unit formed."""
    words = {t.text.lower() for t in case.roles.patients}
    if words & UNITS or _armed_body(case, words):
        return "Change to group/activity", 1.0, "an armed unit was formed"
    if case.scene.syntax.has_tree:  # "a number of barracks"
        words |= {o.text.lower() for t in case.roles.patients for o in case.scene.syntax.prep_objects(t.i, ("of",))}
    if words & context_words()["basenoun"] and any_of(case.scene, "force"):
        return "Headquarters or base established", 1.05, "a base was set up"
    return None, 0, "no military base was set up"


_AFTER_A_RAID = re.compile(
    r"\b(?:attacked|torched|burned|burnt|raided|looted|ransacked|stormed|killed|set fire|shot|ambushed)\b[^;]{0,80}"
    r"\b(?:before|then|and)\s+$"
)


_HELD = re.compile(
    r"\b(?:kidnapped|abducted|captured|captives?|hostages?|prisoners?|detainees?|bodies|remains)\b", re.IGNORECASE
)


def transfer(case: Case) -> Verdict:
    """A force gives up a place without a fight."""
    if CIVILIAN in case.agents and not case.agents & {STATE, ARMED}:
        return None, 0, "people who are no force withdrew"
    before = case.text[: case.trigger.start - case.scene.start].lower()
    if case.trigger.pos == "noun" and re.search(
        r"\b(?:during|since|before|until|after) (?:the|its|their) (?:\w+ )?$", before
    ):
        return None, 0, "only tells when something else happened"
    if case.trigger.lemma in ("withdraw", "retreat") and _AFTER_A_RAID.search(before):
        return None, 0, "who came to strike went away again"
    if case.trigger.lemma in ("withdraw", "retreat") and RAIDERS & {t.text.lower() for t in case.roles.agents}:
        return None, 0, "who came to strike went away again"
    handed = " ".join(phrase_words(case.scene.syntax, case.roles.patients))
    if case.trigger.lemma in ("hand over", "hand ~ over to") and ARMED in case.agents and _HELD.search(case.text):
        return "Agreement", 0.95, "an armed group set people free"
    if case.trigger.lemma in ("hand over", "hand ~ over to", "abandon", "relinquish") and _GOODS.search(handed):
        return None, 0, "goods changed hands, no place"
    if not (case.scene.place_tokens or any_of(case.scene, "place")):
        return None, 0, "no place was given up"
    if not (case.agents | case.patients) & {STATE, ARMED, COUNTRY, PLACE, OTHER} and not any_of(case.scene, "force"):
        return None, 0, "no force gave up a place"
    return "Non-violent transfer of territory", 1.0, "a place changed hands without a fight"


def surrender(case: Case) -> Verdict:
    """Fighters, or a place, given up; part of a capture that the sentence tells beside it."""
    before = case.text[: case.trigger.start - case.scene.start]
    if _TAKEN.search(before) and re.search(r"\b(?:after|when|as|once)\b", before[-60:]):
        return None, 0, "part of the capture told beside it"
    if PLACE in case.patients:
        return "Non-violent transfer of territory", 1.0, "a place was given up"
    if case.agents & {STATE, ARMED, COUNTRY} or CIVILIAN not in case.agents:
        return "Agreement", 1.0, "fighters gave themselves up"
    return None, 0, "those who surrendered are no fighters"
