"""From participants and cues to the sub-event types beside armed violence: protest, riots, property, deals, talks."""

from __future__ import annotations

import re

from geoevents.extract.cases import BODIES, FOUND, HARSH, ROWDY, SOFT, UNITS, Case, Verdict, protest_scene, remote
from geoevents.extract.contexts import context_words
from geoevents.extract.participants import ARMED, CIVILIAN, COUNTRY, CROWD, OTHER, PLACE, PROTESTER, STATE
from geoevents.extract.rules_territory import given_up, territory, unopposed
from geoevents.extract.rules_violence import violence
from geoevents.extract.scene import any_of
from geoevents.extract.status import SPEECH
from geoevents.extract.syntax import Syntax, phrase_words
from geoevents.extract.telling import how_named
from geoevents.model import Token

_POLICE = re.compile(
    r"\b(polic\w*|forces|troops|soldiers|army|\w*guards?|officers|security|militia\w*|paramilitar\w*|authorities)\b",
    re.IGNORECASE,
)
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
_CAR_CRIME = frozenset({"smash", "vandalise", "vandalize", "stone", "smash windows"})
_BUILDERS = re.compile(
    r"\b(?:to make (?:room|way|space) for|(?:derelict|disused|vacant|empty|abandoned|old|crumbling|condemned) (?:\w+ )?"
    r"(?:buildings?|silos?|factor(?:y|ies)|mills?|hotels?|schools?|houses?|homes?|towers?|bridges?|warehouses?)|"
    r"contractors?|developers?|demolition (?:crews?|firm|work|contract)|redevelopment|planning permission)\b",
    re.IGNORECASE,
)
_MOB_DEEDS = re.compile(
    r"\b(kill\w*|beat\w*|attack\w*|lynch\w*|burn\w*|torch\w*|ston\w+|storm\w*|violence|assault\w*|"
    r"set (?:\w+ ){0,3}(?:fire|ablaze)|ransack\w*|loot\w*|clash\w*|hack\w*)\b",
    re.IGNORECASE,
)


def _many_people(syntax: Syntax, head: Token) -> bool:
    """Whether a nation's name stands for people who come together: "700 Ukrainians", "thousands of Kenyans"."""
    plural = head.tag in ("NNS", "NNPS") and head.entity not in ("GPE", "LOC")  # not "the United States"
    return plural or how_named(syntax, head) == "counted"


_STATECRAFT = frozenset("ministry embassy government consulate ambassador minister president premier envoy".split())


def protest(case: Case) -> Verdict:
    """A protest by what those who protest and those who stand against them do."""
    if (
        not case.roles.agents
        and case.trigger.lemma in ("march", "parade", "gather", "chant")
        and not any_of(case.scene, "protest", case.trigger.text.lower().split())
        and not (case.agents | case.patients) & {CIVILIAN, CROWD, PROTESTER}
    ):
        return None, 0, "nothing says that it was a protest"
    if case.trigger.lemma in ("go on strike", "strike", "walk out") and not any_of(case.scene, "protest", ("strike",)):
        return None, 0, "a stoppage of work"
    if case.trigger.pos == "verb" and case.agents and case.agents <= {PLACE, COUNTRY}:
        if not any(_many_people(case.scene.syntax, t) for t in case.roles.agents):
            return None, 0, "a state protested in words"
    if case.trigger.lemma == "protest" and {t.text.lower() for t in case.roles.agents} & _STATECRAFT:
        return None, 0, "a state protested in words"
    if case.trigger.lemma == "demonstrate" and case.scene.syntax.has_tree and case.trigger.token is not None:
        if case.scene.syntax.kids(case.trigger.token, "dobj", "ccomp"):
            return None, 0, "something was shown, nobody marched"
    if ARMED in case.agents and case.trigger.lemma == "march" and case.scene.place_tokens:
        if unopposed(case.text):
            return "Non-violent transfer of territory", 0.95, "armed men marched in, and nobody fought for the place"
        return "Change to group/activity", 0.9, "armed men on the march"
    if case.agents and case.agents <= {STATE, ARMED} and case.trigger.lemma in ("march", "rally", "parade"):
        return None, 0, "soldiers marching are no protest"
    if case.agents and case.agents <= {STATE} and case.trigger.lemma.startswith(("block", "close")):
        return None, 0, "police close roads for many reasons"
    state = any_of(case.scene, "state") and _POLICE.search(case.text) is not None
    if (state or "authorities" in case.scene.words) and HARSH.search(case.text):
        return "Excessive force against protesters", 0.95, "state forces used violence against a protest"
    if ROWDY.search(case.text):
        return "Violent demonstration", 1.0, "the protesters used violence or blocked roads"
    if (state or "authorities" in case.scene.words) and SOFT.search(case.text):
        return "Protest with intervention", 1.0, "police intervened"
    return "Peaceful protest", 1.0, "a protest without violence told"


_PEOPLE_MET = frozenset(
    """people residents students farmers workers supporters mourners worshippers youths villagers migrants convoy crowd
    activists teachers women opponents traders families""".split()
)


_THEM = re.compile(r"\b(?:dispers\w+|scatter\w*|push\w*\s+back|drive\s+back|drove\s+back)\s+them\b", re.IGNORECASE)


def disperse(case: Case) -> Verdict:
    """Police against a protest: intervention, or excessive force."""
    if not protest_scene(case) and not any_of(case.scene, "protest"):
        met = {t.text.lower() for t in case.roles.patients}
        crowd = (met - {"them"} or case.scene.words) & _PEOPLE_MET
        if STATE in case.agents and crowd and case.scene.place_tokens:
            return "Protest with intervention", 0.85, "police used gas, water or rubber bullets against people"
        if _THEM.search(case.text) and case.scene.around.get("protest") and any_of(case.scene, "state"):
            return "Protest with intervention", 0.9, "state forces broke up the protest told before"
        return None, 0, "no protest was dispersed"
    sides = case.agents | case.patients
    if case.trigger.lemma == "disperse" and not (sides & {PROTESTER, CROWD} or any_of(case.scene, "state")):
        return None, 0, "nobody dispersed a protest"
    if ROWDY.search(case.text):
        return "Violent demonstration", 1.0, "police acted against violent protesters"
    if re.search(
        r"\b(live (?:fire|rounds|ammunition)|bullets?|opened fire|shot|killed|beat|beaten)\b", case.text, re.I
    ) and ("rubber bullet" not in case.text.lower()):
        return "Excessive force against protesters", 1.0, "lethal force against protesters"
    return "Protest with intervention", 1.05, "police intervened against a protest"


_EACH_OTHER = re.compile(r"\b(?:each other|one another)\b", re.IGNORECASE)
_BLOCKED = re.compile(r"\b(?:block(?:ed|ing|ade\w*)|barricad\w+|burning t[yi]res|roadblocks?)\b", re.IGNORECASE)


_CHARGED = re.compile(
    r"\b(?:charged|charges?|accused|convicted|guilty|admitted|suspicion)\b[^.;]{0,40}$", re.IGNORECASE
)
_AT_POLICE = re.compile(r"[^.;]{0,40}?\bat (?:the |riot )*(?:police\w*|officers?|them|the force)\b", re.IGNORECASE)


def riot(case: Case) -> Verdict:
    """Stones, fires and riots: a violent demonstration, or a mob without a cause."""
    if ARMED in case.agents and case.trigger.lemma in ("smash", "vandalise", "vandalize") and not protest_scene(case):
        return "Looting/property destruction", 0.95, "an armed side destroyed property"
    attackers = {t.text.lower() for t in case.roles.agents} & _RAIDERS
    if attackers and case.trigger.lemma.endswith("petrol bombs") and not protest_scene(case):
        return "Looting/property destruction", 0.85, "attackers, no crowd, threw petrol bombs"
    if case.trigger.lemma == "violent disorder" and _CHARGED.search(case.text[: case.trigger.start - case.scene.start]):
        return None, 0, "a charge before a court"
    if (
        case.trigger.lemma.startswith(("throw", "hurl"))
        and not attackers
        and _AT_POLICE.match(case.text[case.trigger.end - case.scene.start :])
    ):
        return "Violent demonstration", 0.95, "things were thrown at police"
    if _EACH_OTHER.search(case.text) and not any_of(case.scene, "protest") and ARMED not in case.agents:
        return "Mob violence", 0.95, "people fought each other"
    young = {t.text.lower() for t in case.roles.agents} & context_words()["crowd"]  # "masked youths"
    if case.trigger.pos == "verb" and not (
        young or {CROWD, PROTESTER, CIVILIAN} & (case.agents or frozenset({CIVILIAN})) or any_of(case.scene, "protest")
    ):
        return None, 0, "no crowd did it"
    if (
        case.trigger.lemma in _CAR_CRIME
        and not case.agents
        and not protest_scene(case)
        and not any_of(case.scene, "crowd")
    ):
        return None, 0, "nobody says that a crowd did it"
    if case.trigger.lemma == "unrest" and not ROWDY.search(case.text) and not any_of(case.scene, "crowd"):
        return None, 0, "nothing tells what the unrest was"
    if CROWD in case.agents and not protest_scene(case):
        return "Mob violence", 1.0, "a crowd did it"
    if _BLOCKED.search(case.text):
        return "Violent demonstration", 1.0, "a violent crowd that blocked a road"
    if protest_scene(case) or any_of(case.scene, "protest") or case.trigger.lemma.startswith("riot"):
        return "Violent demonstration", 1.0, "a violent crowd with a cause"
    return "Mob violence", 0.95, "a violent crowd"


def mob(case: Case) -> Verdict:
    """A mob counts when it uses violence."""
    if not _MOB_DEEDS.search(case.text):
        return None, 0, "the crowd did nothing violent"
    if case.trigger.lemma in ("vigilante", "mob", "angry crowd") and not _acts(case):
        return None, 0, "the crowd is only named"
    return "Mob violence", 1.05, "a mob used violence"


def _acts(case: Case) -> bool:
    """Whether a noun for a crowd is the doer of something: "a mob burned ...", "lynched by a mob"."""
    syntax = case.scene.syntax
    if not syntax.has_tree or case.trigger.token is None:
        return True
    token = syntax.tokens[case.trigger.token]
    over = syntax.tokens[token.head]
    if token.dep == "pobj":
        return over.text.lower() == "by" or over.dep == "agent"
    return token.dep not in ("dobj", "appos", "attr", "nsubj") or token.dep == "nsubj" and over.lemma not in SPEECH


def abduct(case: Case) -> Verdict:
    """People taken away by force."""
    if case.trigger.lemma.startswith(("drag", "bundle", "haul")) and STATE in case.agents and ARMED not in case.agents:
        return arrest(case)
    return "Abduction/forced disappearance", 1.0, "people were taken away by force"


_NOT_SEEN = re.compile(
    r"\b(?:whereabouts|not been (?:heard|seen)|incommunicado|forcibly|disappear\w*|ransom|blindfold\w*|"
    r"(?:hood|bag|sack) over (?:his|her|their)|at gunpoint|unknown (?:location|destination|place))\b",
    re.IGNORECASE,
)
_FROM_HOME = re.compile(
    r"\W*(?:[\w-]+\W+){0,14}?from (?:(?:his|her|their|its|the|a|an|different|various|several|two|three) )?(?:\w+ )?"
    r"(?:homes?|houses?|offices?|villages?|hostels?|areas?|camps?|towns?|shops?|farms?|bus|buses|vehicles?|cars?)\b",
    re.IGNORECASE,
)
_PLAIN_CLOTHES = re.compile(
    r"\b(?:plain[- ]?clothes|"
    r"(?:un(?:identified|known)|masked|hooded|armed) (?:\w+ )?(?:men|persons?|people|individuals))\b",
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


def taken(case: Case) -> Verdict:
    """Somebody was taken by an armed group: "two workers were taken from their rig by armed men"."""
    if PLACE in case.patients and case.agents & {ARMED, STATE} and CIVILIAN not in case.patients:
        return territory(case, retaken=False)  # "the rebels took Bukavu"
    people = case.patients & {CIVILIAN, STATE} and not case.patients & {PLACE}
    if case.trigger.lemma in ("pick up", "pick ~ up") and people and STATE in case.agents:
        if not _NOT_SEEN.search(case.scene.near_text + case.text):
            return "Arrests", 0.9, "state forces took people in"
    if people and STATE in case.agents and (_NOT_SEEN.search(case.scene.near_text + case.text) or _FROM_HOME.match(
        case.text[case.trigger.end - case.scene.start :]
    )):  # fmt: skip
        return "Abduction/forced disappearance", 0.9, "state forces took people away"
    if people and (_PLAIN_CLOTHES.search(case.text) or _NOT_SEEN.search(case.text)):
        return "Abduction/forced disappearance", 0.9, "people were taken, and nobody knows where they are"
    if people and ARMED in case.agents:
        return "Abduction/forced disappearance", 0.95, "an armed group took people"
    return None, 0, "nobody was taken by an armed group"


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
    if case.trigger.lemma in ("destroy", "damage", "destruction", "demolition", "demolish", "raze"):
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
    if CROWD in case.agents:
        return "Mob violence", 0.95, "a crowd destroyed property"
    return "Looting/property destruction", 1.0, "property was destroyed or taken"


_COURTS = frozenset("court courts judge judges tribunal jury magistrate magistrates".split())


def arrest(case: Case) -> Verdict:
    """People taken by state forces; by an armed group it is an abduction."""
    if ARMED in case.agents and STATE not in case.agents:
        return "Abduction/forced disappearance", 0.95, "an armed group took people"
    if {t.text.lower() for t in case.roles.agents} & _COURTS:
        return None, 0, "the sentence of a court"
    taken = set(phrase_words(case.scene.syntax, case.roles.patients))
    at_protest = protest_scene(case) and (_POLICE.search(case.text) or taken & {"activist", "activists", "people"})
    if PROTESTER in case.patients or at_protest:
        return "Protest with intervention", 0.95, "protesters were arrested"
    return "Arrests", 1.0, "state forces arrested people"


def torture(case: Case) -> Verdict:
    """People hurt while they cannot fight back."""
    return "Attack", 1.0, "people were tortured or beaten"


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
_RAIDING = re.compile(
    r"\b(?:attack\w*|kill\w*|clash\w*|fought|fighting|storm\w*|ambush\w*|raid\w*|captur\w*|seiz\w*|shot|fired|arrest\w*)\b",
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
_RAIDERS = frozenset("attackers assailants raiders pirates robbers bandits gunmen kidnappers".split())


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
    if case.trigger.lemma in ("withdraw", "retreat") and _RAIDERS & {t.text.lower() for t in case.roles.agents}:
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


def raid(case: Case) -> Verdict:
    """A raid by what came of it: arrests, weapons, or a fight."""
    if re.search(r"\b(arrest\w*|detain\w*|captured|apprehend\w*|rounded up|taken|took)\b", case.text, re.I):
        return "Arrests", 0.9, "people were taken in a raid"
    if re.search(r"\b(seiz\w+|confiscat\w+|found|discover\w+|recover\w+|uncover\w+)\b", case.text, re.I) and any_of(
        case.scene, "armscache"
    ):
        return "Disrupted weapons use", 0.9, "weapons were taken in a raid"
    return violence(case)
