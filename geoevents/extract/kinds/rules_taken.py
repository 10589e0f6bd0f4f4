"""People taken by force: by state forces an arrest, by others an abduction; and raids by what came of them."""

from __future__ import annotations

import re

from geoevents.extract.kinds.cases import (
    SMUGGLING,
    VESSELS,
    Case,
    Verdict,
    protest_scene,
)
from geoevents.extract.kinds.houses import searched_for_politics
from geoevents.extract.kinds.participants import ARMED, CIVILIAN, PLACE, PROTESTER, STATE
from geoevents.extract.kinds.rules_crowds import POLICE
from geoevents.extract.kinds.rules_territory import territory
from geoevents.extract.kinds.rules_violence import violence
from geoevents.extract.sentence.scene import any_of
from geoevents.extract.sentence.syntax import phrase_words


def abduct(case: Case) -> Verdict:
    """People taken away by force."""
    held_up = set(phrase_words(case.scene.syntax, case.roles.patients)) & VESSELS
    if case.trigger.lemma == "hijack" and held_up & {"convoy", "convoys", "truck", "trucks", "cargo"}:
        return "Looting/property destruction", 0.95, "what was taken are goods"
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


_COURTS = frozenset("court courts judge judges tribunal jury magistrate magistrates".split())


# "placed under house arrest to thwart protests", "detained ahead of a rally": nobody protested yet
_KEPT_FROM_IT = re.compile(
    r"\b(?:thwart|prevent|forestall|pre-?empt|head(?:ing)? off|stop|ahead of|before|on the eve of)"
    r"\w*\s+"
    r"(?:(?:an?|the|their|his|her|planned|mass|further|new|more|street|tomorrow’s|[\w-]+ed|[\w’'-]+day’?'?s?|anti-\w+|opposition|from)\s+){0,4}"
    r"(?:protest(?!ers)|demonstration|march|rall(?:y|ies))",
    re.IGNORECASE,
)


_ANYBODY = frozenset("people persons others dozens scores hundreds several many more participants men women".split())


def _of_the_protest_told(case: Case) -> bool:
    """Whether people in general were taken, at no place of their own, where the sentences beside tell of a protest."""
    if case.scene.around.get("protest", 0) < 2 or case.scene.place_tokens or case.scene.contexts.get("armed"):
        return False
    taken = {t.text.lower() for t in case.roles.patients}
    return bool(taken & _ANYBODY) and case.agents <= {STATE} and not _ELSEWHERE.search(case.text)


_ELSEWHERE = re.compile(
    r"\b(?:raids?|homes?|houses?|separate\w*|murder|killing|attack\w*|suspicion|suspected|warrants?|drugs?)\b",
    re.IGNORECASE,
)


def arrest(case: Case) -> Verdict:
    """People taken by state forces; by an armed group it is an abduction."""
    if ARMED in case.agents and STATE not in case.agents:
        return "Abduction/forced disappearance", 0.95, "an armed group took people"
    if {t.text.lower() for t in case.roles.agents} & _COURTS:
        return None, 0, "the sentence of a court"
    if SMUGGLING.search(f"{case.text} {case.scene.near_text}") and not any_of(case.scene, "armed"):
        return None, 0, "an arrest for smuggling"
    taken = set(phrase_words(case.scene.syntax, case.roles.patients))
    if _KEPT_FROM_IT.search(case.text) and PROTESTER not in case.patients:
        return "Arrests", 1.0, "people were taken so that no protest be held"
    at_protest = protest_scene(case) and (POLICE.search(case.text) or taken & {"activist", "activists", "people"})
    if PROTESTER in case.patients or at_protest:
        return "Protest with intervention", 0.95, "protesters were arrested"
    if _of_the_protest_told(case):
        return "Protest with intervention", 0.85, "people were arrested at the protest told before"
    return "Arrests", 1.0, "state forces arrested people"


_TAKEN_ALONG = re.compile(
    r"\b(?:people|persons|supporters|members|activists|men|women|students|politicians|journalists|officials|suspects)\b"
    r"[^,;.]{0,50}?\b(?:were|was|been)\s+(?:seized|held|led away|rounded up)\b",
    re.IGNORECASE,
)


def raid(case: Case) -> Verdict:
    """A raid by what came of it: arrests, weapons, or a fight."""
    if re.search(r"\b(arrest\w*|detain\w*|captured|apprehend\w*|rounded up|taken|took)\b", case.text, re.I):
        return "Arrests", 0.9, "people were taken in a raid"
    if re.search(r"\b(seiz\w+|confiscat\w+|found|discover\w+|recover\w+|uncover\w+)\b", case.text, re.I) and any_of(
        case.scene, "armscache"
    ):
        return "Disrupted weapons use", 0.9, "weapons were taken in a raid"
    if _TAKEN_ALONG.search(case.text):
        return "Arrests", 0.9, "people were taken in a raid"
    if searched_for_politics(case):
        return "Other", 0.9, "state forces searched houses for politics"
    return violence(case)
