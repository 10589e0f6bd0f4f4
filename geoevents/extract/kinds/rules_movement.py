"""People who leave, return or are brought out: what each needs to count as displacement."""

from __future__ import annotations

import re

from geoevents.extract.kinds.cases import Case, Verdict
from geoevents.extract.kinds.participants import ARMED, CIVILIAN, COUNTRY, PROTESTER, STATE
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import any_of
from geoevents.extract.sentence.syntax import phrase_words
from geoevents.extract.tolls.person_nouns import is_singular_person

_ESCAPE = re.compile(
    r"\b(?:flee\w*|fled) (?:from )?(?:the )?(?:scene|police|officers|arrest|custody|prison|jail|on foot|justice)\b|"
    r"\b(?:occupants?|drivers?|suspects?|passengers?|robbers?|perpetrators?|assailants?|attackers?)\s+(?:had\s+)?fled\b",
    re.IGNORECASE,
)


# "set fire to two cars before fleeing"
_THEN_RAN = re.compile(
    r"\b(?:attack\w*|fir(?:ed|e)|shot|kill\w*|torch\w*|burn\w*|stab\w*|hurl\w*|loot\w*|scrawled|threw|robbed)\b[^.;]*\bbefore\s+$",
    re.IGNORECASE,
)


_INDOORS = re.compile(
    r"\s+(?:in|inside|under)\s+(?:an?|the|their|his|her|its)\s+(?:\w+\s+)?"
    r"(?:basements?|cellars?|bunkers?|shelters?|bathrooms?|rooms?|kitchens?|stairwells?|beds?|tables?)\b",
    re.IGNORECASE,
)
_LANDLORDS = re.compile(
    r"\b(?:rents?|landlords?|mortgages?|foreclosures?|housing costs|redevelopment|gentrification|dam project)\b",
    re.IGNORECASE,
)


_MANY = frozenset(
    """residents families people civilians villagers refugees households population inhabitants thousands hundreds
    dozens scores million millions migrants women children students workers christians muslims yazidis rohingya farmers
    pupils locals many others community communities townspeople traders foreigners nationals citizens evacuees patients
    wounded persons minorities kurds palestinians syrians ukrainians armenians fishermen herders worshippers idps
    displaced returnees everyone half most teachers staff nuns priests tourists shoppers passengers""".split()
)


_ONE = frozenset(
    """suspect suspects gunman gunmen attacker attackers assailant assailants driver robber robbers thief thieves he she
    him it those man woman killer bomber perpetrators perpetrator prisoner inmate inmates burglar""".split()
)


_ELEMENTS = re.compile(
    r"\b(?:wildfires?|bush ?fires?|forest fires?|fire(?:fighters?| crews?| department| brigade)|infernos?|embers|"
    r"blazes?|flood(?:s|ed|ing|waters?)?|storms?|hurricane|cyclone|typhoon|earthquakes?|volcan\w+|lava|landslides?|tsunami)\b",
    re.IGNORECASE,
)


_ARMS = re.compile(
    r"\b(?:bomb|shell(?:ed|ing|s)\b|missile|rocket|drone|mortar|grenade|air ?strike|gunfire|clash|offensive|war\b)",
    re.IGNORECASE,
)


def _from_nature(case: Case) -> bool:
    """Whether people run from fire or water: the sentences around tell of it twice, and nothing tells of arms."""
    around = case.scene.around
    if around.get("armed", 0) or _ARMS.search(case.scene.near_text):  # crews "battle" a blaze
        return False
    return len(_ELEMENTS.findall(f"{case.text}\n{case.scene.near_text}")) >= 2


def flee(case: Case) -> Verdict:
    """People who leave their homes; suspects who run away and those who run from shots are left alone."""
    involved = (*case.roles.agents, *case.roles.patients)
    words = {t.text.lower() for t in involved}
    if "~" in case.trigger.lemma:  # "drove 300 families from their homes" holds its people
        words |= set(case.trigger.text.lower().split())
    if words & _ONE and not words & _MANY:
        return None, 0, "one who runs away is no displacement"
    if _ESCAPE.search(case.text):
        return None, 0, "an escape from the police"
    if case.trigger.text.lower() == "fleeing" and _THEN_RAN.search(case.text[: case.trigger.start - case.scene.start]):
        return None, 0, "who came to strike went away again"
    if case.trigger.lemma.endswith("refuge") and _INDOORS.match(case.text[case.trigger.end - case.scene.start :]):
        return None, 0, "people who hid in their house did not leave it"
    if _LANDLORDS.search(case.text) and not any_of(case.scene, "armed"):
        return None, 0, "rents and works drove people out"
    if _from_nature(case):
        return None, 0, "fire or water drove people out"
    if case.trigger.lemma == "displace" and re.search(r"\b(fire|tenants|apartment)\b", case.text, re.I):
        return None, 0, "a fire drove people out"
    if words and not words & _MANY:
        people = {CIVILIAN, COUNTRY, PROTESTER} & (case.agents | case.patients)
        if not people and (case.agents | case.patients) & {STATE, ARMED}:
            return None, 0, "fighters who run are no displaced people"
        if all(t.entity == "PERSON" for t in involved):
            return None, 0, "one person who left"
        if all(t.pos == "PRON" for t in involved) and not any_of(case.scene, "refugees"):
            return None, 0, "nobody displaced is named"
    if case.trigger.token is not None and case.scene.syntax.tokens[case.trigger.token].dep == "relcl":
        if all(head.tag == "NN" and is_singular_person(head.text.lower()) for head in case.roles.agents):
            return None, 0, "only tells who one person is"  # "said a shopkeeper who fled to the next town"
    return "Flight", 1.05, "people fled"


def go_back(case: Case) -> Verdict:
    """Displaced people who go home; troops, suspects and votes that return are left alone."""
    if case.trigger.pos == "verb" and case.agents & {ARMED, STATE}:
        return None, 0, "fighters who came back are no displaced people"
    if (
        case.trigger.pos == "verb"
        and case.trigger.lemma == "return"
        and case.roles.patients
        and not ({t.text.lower() for t in case.roles.patients} & _MANY)
    ):
        after = case.text[case.trigger.end - case.scene.start :].lstrip()
        if not re.match(r"(?:home|to|from)\b", after, re.I):
            return None, 0, "something was given back"
    involved = {t.text.lower() for t in (*case.roles.agents, *case.roles.patients)}
    described = set(phrase_words(case.scene.syntax, (*case.roles.agents, *case.roles.patients)))
    if case.trigger.pos == "verb" and not involved & _MANY and not described & context_words()["refugees"]:
        return None, 0, "those who went back are no displaced people"
    return "Return", 1.0, "people went back"


def evacuate(case: Case) -> Verdict:
    """People brought out of danger by others; one patient flown to a hospital is left alone."""
    if _from_nature(case):
        return None, 0, "fire or water drove people out"
    everyone = {t.text.lower() for t in (*case.roles.agents, *case.roles.patients)}
    if case.trigger.lemma in ("airlift", "evacuate") and re.search(
        r"\bhospitals?|clinic|medical center|for (?:\w+ )?treatment\b", case.text, re.I
    ):
        if re.search(r"\b(?:wounded|injured|for (?:\w+ )?treatment)\b", case.text, re.I):
            return None, 0, "the wounded were brought to a hospital"
        if not everyone & _MANY and not any(t.pos == "NUM" for t in case.roles.patients):
            return None, 0, "a patient was brought to a hospital"
    return "Evacuation", 1.0, "people were brought out"
