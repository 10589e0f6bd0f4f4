"""Protests, riots and mobs: which they are by what those who protest, and those against them, do."""

from __future__ import annotations

import re

from geoevents.extract.kinds.cases import (
    HARSH,
    ROWDY,
    SOFT,
    Case,
    Verdict,
    protest_scene,
)
from geoevents.extract.kinds.participants import ARMED, CIVILIAN, COUNTRY, CROWD, PLACE, PROTESTER, STATE
from geoevents.extract.kinds.protest_grounds import without_its_ground
from geoevents.extract.kinds.rules_territory import unopposed
from geoevents.extract.report.telling import how_named
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import any_of
from geoevents.extract.sentence.speech import SPEECH
from geoevents.extract.sentence.syntax import Syntax
from geoevents.model import Token

POLICE = re.compile(
    r"\b(polic\w*|forces|troops|soldiers|army|\w*guards?|officers|security|militia\w*|paramilitar\w*|authorities)\b",
    re.IGNORECASE,
)


_CAR_CRIME = frozenset({"smash", "vandalise", "vandalize", "stone", "smash windows"})


_MOB_DEEDS = re.compile(
    r"\b(kill\w*|beat\w*|attack\w*|lynch\w*|burn\w*|torch\w*|ston\w+|storm\w*|violence|assault\w*|"
    r"set (?:\w+ ){0,3}(?:fire|ablaze)|thrash\w*|bludgeon\w*|flogg\w*|ransack\w*|loot\w*|clash\w*|hack\w*)\b",
    re.IGNORECASE,
)


def _many_people(syntax: Syntax, head: Token) -> bool:
    """Whether a nation's name stands for people who come together: "700 Ukrainians", "thousands of Kenyans"."""
    plural = head.tag in ("NNS", "NNPS") and head.entity not in ("GPE", "LOC")  # not "the United States"
    return plural or how_named(syntax, head) == "counted"


_PROTEST_BY_DEED = frozenset("attack violence bombing raid letter statement note campaign petition ad advert".split())
_STATECRAFT = frozenset("ministry embassy government consulate ambassador minister president premier envoy".split())


# Only police do this to a crowd, so it need not be said who did it.
_POLICE_TOOLS = re.compile(
    r"\b(?:tear[- ]?gass?ed|teargass?ed|baton[- ]charged|water[- ]cannoned|lathi[- ]charged|kettled|"
    r"(?:w(?:as|ere)|been) (?:\w+ly )?(?:dispersed|scattered) (?:with|by|using))\b",
    re.IGNORECASE,
)


_CHAMBERS = re.compile(
    r"\b(?:parliament|assembly|senate|house|session|sabha|knesset|chamber|council|lawmakers?|deputies|sitting|plenary|"
    r"talks|negotiations|summit|conference|meeting|debate)\b",
    re.IGNORECASE,
)


def _around(case: Case) -> frozenset[str]:
    """``ARMED`` where the sentences around name gunmen and no protest."""
    gunmen = case.scene.around.get("armed", 0) and not case.scene.around.get("protest", 0)
    return frozenset({ARMED}) if gunmen else frozenset()


# What those do whom a noun tells, for it to be their protest: "protests erupted", and no "protesters fled".
_ARISES = frozenset(
    """erupt break flare spread begin start hold stage continue resume grow take protest demonstrate march rally gather
    chant""".split()
)


def _of_the_protest(case: Case) -> str:
    """The sentence without the deed that the protest answers."""
    verb = case.roles.verb
    if case.trigger.pos != "verb" and (verb is None or verb.lemma not in _ARISES):
        return case.text
    end = case.trigger.end if verb is None else max(case.trigger.end, verb.end)
    return without_its_ground(case.text, end - case.scene.start)


_ONE_WHO_PROTESTS = frozenset({"protester", "protestor", "demonstrator", "marcher"})


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
    if re.search(r"\bwalk(?:ed|s|ing)?[ -]?out\b", case.text, re.IGNORECASE) and _CHAMBERS.search(case.text):
        return None, 0, "members left a sitting or a meeting"
    if case.trigger.pos == "verb" and case.agents and case.agents <= {PLACE, COUNTRY}:
        if not any(_many_people(case.scene.syntax, t) for t in case.roles.agents):
            return None, 0, "a state protested in words"
    if case.trigger.lemma == "rally" and case.scene.syntax.has_tree and case.trigger.token is not None:
        if case.scene.syntax.kids(case.trigger.token, "agent"):
            return None, 0, "somebody was won over, nobody marched"  # "fighters rallied by the Front"
    if case.trigger.lemma == "protest" and (
        case.agents and case.agents <= {ARMED} or {t.lemma.lower() for t in case.roles.agents} & _PROTEST_BY_DEED
    ):
        return None, 0, "an armed group, or a deed, protested: nobody came together"
    if case.trigger.lemma == "protest" and {t.text.lower() for t in case.roles.agents} & _STATECRAFT:
        return None, 0, "a state protested in words"
    if case.trigger.lemma == "demonstrate" and case.scene.syntax.has_tree and case.trigger.token is not None:
        if case.scene.syntax.kids(case.trigger.token, "dobj", "ccomp"):
            return None, 0, "something was shown, nobody marched"
    if ARMED in case.agents and case.trigger.lemma == "march" and case.scene.place_tokens:
        if unopposed(case.text):
            return "Non-violent transfer of territory", 0.95, "armed men marched in, and nobody fought for the place"
        return "Change to group/activity", 0.9, "armed men on the march"
    if case.trigger.pos == "noun" and case.trigger.token is not None and case.trigger.lemma in _ONE_WHO_PROTESTS:
        if case.scene.sentence.tokens[case.trigger.token].tag == "NN":
            return None, 0, "one who protests is no protest"
    if case.trigger.lemma == "gather" and case.trigger.token is not None and case.scene.syntax.has_tree:
        if case.trigger.pos == "verb" and case.scene.syntax.kids(case.trigger.token, "dobj"):
            return None, 0, "something was gathered, nobody came together"
    if case.agents and case.agents <= {STATE, ARMED} and case.trigger.lemma in ("march", "rally", "parade", "gather"):
        return None, 0, "soldiers marching are no protest"
    if (
        case.trigger.lemma.startswith("block ")
        and ARMED in case.agents | _around(case)
        and not any_of(case.scene, "protest")
    ):
        return None, 0, "armed men close roads to others"
    if case.agents and case.agents <= {STATE} and case.trigger.lemma.startswith(("block", "close")):
        return None, 0, "police close roads for many reasons"
    text = _of_the_protest(case)
    state = any_of(case.scene, "state") and POLICE.search(text) is not None
    if (state or "authorities" in case.scene.words) and HARSH.search(text):
        return "Excessive force against protesters", 0.95, "state forces used violence against a protest"
    if ROWDY.search(text):
        return "Violent demonstration", 1.0, "the protesters used violence or blocked roads"
    if (state or "authorities" in case.scene.words) and SOFT.search(text) or _POLICE_TOOLS.search(text):
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


_AT_POLICE = re.compile(r"^[^.;]{0,70}?\bat (?:the |riot )*(?:police\w*|officers?|them|the force)\b", re.IGNORECASE)


def riot(case: Case) -> Verdict:
    """Stones, fires and riots: a violent demonstration, or a mob without a cause."""
    if ARMED in case.agents and case.trigger.lemma in ("smash", "vandalise", "vandalize") and not protest_scene(case):
        return "Looting/property destruction", 0.95, "an armed side destroyed property"
    attackers = {t.text.lower() for t in case.roles.agents} & RAIDERS
    if attackers and case.trigger.lemma.endswith("petrol bombs") and not protest_scene(case):
        return "Looting/property destruction", 0.85, "attackers, no crowd, threw petrol bombs"
    if case.trigger.lemma == "violent disorder" and _CHARGED.search(case.text[: case.trigger.start - case.scene.start]):
        return None, 0, "a charge before a court"
    if (
        case.trigger.lemma.startswith(("throw", "hurl"))
        and not attackers
        and _AT_POLICE.search(case.text[case.trigger.start - case.scene.start :])
    ):
        return "Violent demonstration", 0.95, "things were thrown at police"
    if _EACH_OTHER.search(case.text) and not protest_scene(case) and ARMED not in case.agents:
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
    if re.match(r"burn(?: ~)? t[yi]re", case.trigger.lemma):
        return "Violent demonstration", 0.95, "burning tyres block a road in protest"
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


RAIDERS = frozenset("attackers assailants raiders pirates robbers bandits gunmen kidnappers".split())
