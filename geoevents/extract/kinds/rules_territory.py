"""Places taken, taken back and fallen: by whom; people and goods that are taken are other types."""

from __future__ import annotations

import re

from geoevents.extract.actors.groups import load_groups
from geoevents.extract.kinds.cases import SMUGGLING, VESSELS, Case, Verdict
from geoevents.extract.kinds.participants import ARMED, CIVILIAN, COUNTRY, CROWD, OTHER, PLACE, PROTESTER, STATE
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import any_of
from geoevents.extract.sentence.syntax import phrase_words
from geoevents.extract.tolls.person_nouns import is_plural_person

_CONTRABAND = frozenset(
    """drugs drug cocaine heroin marijuana cannabis opium hashish counterfeit cigarettes contraband traffickers
    documents document letters papers money cash computers laptops phones passports files leaflets fuel
    cattle""".split()
)
_GOODS = frozenset("equipment supplies goods motorcycles motorbikes livestock belongings valuables".split())
_ONLY_PLACES = frozenset({"clear", "free", "recover", "drive back", "push back", "reclaim", "win back", "take back",
                          "drive ~ back", "push ~ back"})  # fmt: skip
_DRIVEN = frozenset({"free", "clear", "drive out", "drive ~ out", "push out", "push ~ out", "expel", "expel ~ from",
                     "flush out", "kick ~ out",
                     "drive back", "push back", "drive ~ back", "push ~ back"})  # fmt: skip
_PROTESTING = frozenset("activists protesters protestors demonstrators strikers marchers squatters".split())
_HELD_FOR_MONEY = re.compile(r"\b(?:ransom|captors|kidnapp\w+|abduct\w+|bandits|gunmen)\b", re.IGNORECASE)
_UNKNOWN_MEN = re.compile(
    r"\bby (?:un(?:known|identified)|masked|hooded) (?:\w+ )?(?:men|people|persons|individuals)\b", re.IGNORECASE
)
_GUARDS = re.compile(r"\b(?:polic\w*|forces|troops|soldiers|army|\w*guards?|militia\w*|gendarm\w*)\b", re.IGNORECASE)
_FORCE = re.compile(rf"{_GUARDS.pattern}|\bofficers\b", re.IGNORECASE)
_ESTATE = frozenset(
    """farm farms property properties estate estates ranch ranches mansion mansions apartment apartments account
    accounts assets plots""".split()
)
# ACLED: control of a place that changes hands without fighting is no battle.
_GIVEN_UP = re.compile(
    r"\b(?:after|as|once|when|hours after|days after|from which)\b[^,;]{0,60}?\b(?:(?:pulled|moved) out|withdr[ae]w\w*|"
    r"vacated|left (?:it|the|their|its|him|for)\b|abandoned|handed (?:it )?over|gave (?:it )?up)|"
    r"\bunder (?:an?|the) (?:(?:terms|conditions) of (?:an?|the) )?(?:[\w-]+ ){0,2}(?:deal|agreement|accord|truce)\b|"
    r"\b(?:withdr[ae]w|pulled out|vacated|handed (?:it |them )?over|left)\b.{0,80}?\b(?:moved into|move into|took over|"
    r"taking over|entered|moved in|took control|seize it|take control|"
    r"(?:let|allow|leav)\w*\s+(?:[\w’'-]+\s+){1,4}?(?:take|seize|enter|move|in control))",
    re.IGNORECASE,
)
_UNOPPOSED = re.compile(
    r"\b(?:without (?:\w+ ){0,5}(?:fight\w*|shots?|"
    r"resistance|clash\w*|opposition|bloodshed|combat|battles?|violence|incidents?)|unopposed|uncontested|"
    r"no resistance|"
    r"not? (?:a )?(?:single )?shots? (?:was |were |being )?fired|peacefully|bloodless\w*)\b",
    re.IGNORECASE,
)
_FOUGHT = re.compile(
    r"\b(?:fight(?:s|ing)?|fought|battl\w+|clash\w*|combat|fierce|heavy|shell\w+|air ?strikes?|bombard\w*|offensive|"
    r"assaults?|attack\w*|storm\w*|killed|siege|resistance|routed|drove|driving|pushed|"
    r"forced|exchange of fire|gun\w*)\b",
    re.IGNORECASE,
)
_POSTS = frozenset("checkpoint checkpoints outpost outposts post posts position positions bunker".split())
_KILLED = re.compile(r"\b(?:kill\w*|dead|died|wound\w*|injur\w*)\b", re.IGNORECASE)
_CARRIERS = VESSELS | frozenset(
    "lorry lorries vehicle vehicles car cars van vans shipment shipments consignment stash".split()
)
_LOADED = re.compile(
    r"\b(?:rifles?|weapons?|arms|ammunition|explosives|rockets?|missiles?|grenades|machine ?guns|dynamite|"
    r"munitions|mortars)\b",
    re.IGNORECASE,
)
_HIM = re.compile(r"\b(?:him|his|her|he|she)\b", re.IGNORECASE)
_NAMED_AS_PLACE = re.compile(r"\b(?:provinces?|regions?|oblast|districts?|governorate|county|valley)\b", re.IGNORECASE)
_SOMEBODY = frozenset({"who", "he", "she"})
_WEIGHED = re.compile(r"\d\s*(?:kg|kilos?|kilograms?|tons?|tonnes?|pounds)\b", re.IGNORECASE)


# "took the valley after eliminating the last terrorists there"
_OVER_THEM = re.compile(
    r"\b(?:eliminat|defeat|expel|oust|crush|clear|liberat|rout|flush|purg)\w*\s+(?:[\w’'-]+\s+){0,5}?"
    r"(?:terrorists?|militants?|gunmen|insurgents?|rebels|jihadists?|extremists?)\b",
    re.IGNORECASE,
)
# "in the northern occupied West Bank"
_OF_A_LAND = re.compile(
    r"\b(?:in|of|from|across|inside|throughout|to|near|into)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE
)
_A_LAND = re.compile(r"\s+(?:[A-Z]|territor|land)")


def territory(case: Case, retaken: bool) -> Verdict:
    """A place taken or taken back: by whom; people and weapons taken are other types."""
    if re.search(r"\b(elections?|votes?|seats?|polls?|ballots?|party|count)\b", case.text, re.I) and not any_of(
        case.scene, "combat", ("captured", "capture")
    ):
        return None, 0, "taken by votes, not by force"
    start, end = case.trigger.start - case.scene.start, case.trigger.end - case.scene.start
    if case.trigger.text == "occupied" and _A_LAND.match(case.text, end) and _OF_A_LAND.search(case.text[:start]):
        return None, 0, "only tells how a land is held"
    words = set(phrase_words(case.scene.syntax, case.roles.patients))
    if words & _CONTRABAND or _WEIGHED.search(case.text[case.trigger.start - case.scene.start :][:60]):
        return None, 0, "drugs or goods were seized"
    if case.trigger.lemma == "seizure" and not case.roles.patients and not any_of(case.scene, "combat"):
        return None, 0, "nothing says what was seized"
    if {t.text.lower() for t in case.roles.patients} & _GOODS and not words & context_words()["armscache"]:
        return None, 0, "goods were taken"
    people = any(is_plural_person(head.text.lower()) for head in case.roles.patients)
    place = PLACE in case.patients or bool(words & context_words()["place"]) and not people
    nation = _by_a_nation(case)
    if nation and not people and {t.text.lower() for t in case.roles.patients} & {"him", "her"}:
        return _caught(case)
    if nation and (_may_be_a_man(case) if place else case.patients <= {OTHER}):
        return None, 0, "who or what was captured is not clear"
    if words & _PROTESTING and (STATE in case.agents or _FORCE.search(case.text)):
        return "Protest with intervention", 1.0, "those who protested were driven off"
    if words & _ESTATE and (case.agents & {STATE} or not case.agents) and not any_of(case.scene, "explosive"):
        return None, 0, "property was confiscated"
    crowd = {t.text.lower() for t in case.roles.agents} & context_words()["crowd"]
    if CROWD in case.agents and case.trigger.lemma == "overrun":
        return "Mob violence", 0.9, "a crowd overran it"
    if case.trigger.lemma == "occupy" and (crowd or case.agents and case.agents <= {CIVILIAN, CROWD, PROTESTER}):
        if any_of(case.scene, "protest", ("crowd", "crowds", "students")):
            return "Peaceful protest", 0.85, "people occupied a place in protest"
        return None, 0, "no armed side occupied the place"
    if _people_taken(case):
        if ARMED in case.agents or _by_kidnappers(case):
            return "Abduction/forced disappearance", 0.85, "an armed group took people"
        if case.patients <= {CIVILIAN} and not (STATE in case.agents or nation or _by_the_law(case)):
            return "Abduction/forced disappearance", 0.8, "people were taken, by no state that is told"
        return _caught(case)
    if words & context_words()["armscache"] and not case.patients & {ARMED, STATE, CIVILIAN}:
        return "Disrupted weapons use", 0.9, "weapons were taken"
    if words & _CARRIERS and _LOADED.search(case.text[case.trigger.end - case.scene.start :][:90]):
        return "Disrupted weapons use", 0.9, "a load of weapons was taken"
    if case.trigger.lemma in _ONLY_PLACES and not (place or case.patients & {ARMED, STATE}):
        return None, 0, "what was cleared or recovered is no place"
    if words & VESSELS and not place and ARMED in case.agents:
        return "Looting/property destruction", 0.9, "a vessel or vehicle was taken"
    if words & context_words()["armscache"]:
        return "Disrupted weapons use", 0.9, "weapons were taken"
    takers = {t.text.lower() for t in case.roles.agents}
    if takers & {"police", "officers", "officer", "deputies", "detectives"} and not any_of(case.scene, "armed"):
        if (case.patients & {CIVILIAN, OTHER} or not place) and not load_groups().find_groups(case.text):
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
        if ARMED in case.agents or _by_kidnappers(case):
            return "Abduction/forced disappearance", 0.85, "an armed group took people"
        if case.patients <= {CIVILIAN} and not (STATE in case.agents or nation or _by_the_law(case)):
            return "Abduction/forced disappearance", 0.8, "people were taken, by no state that is told"
        return _caught(case)
    if not place and not any_of(case.scene, "place") and not case.scene.place_tokens:
        return None, 0, "nothing taken is a place"
    if not place:
        factor, why = 0.8, "a place in the sentence"
    else:
        factor, why = 1.05, "the thing taken is a place"
    if case.trigger.lemma == "overrun" and words & _POSTS and _KILLED.search(case.text):
        return "Armed clash", 0.95, "a post of soldiers was overrun"
    if given_up(case.text):
        return "Non-violent transfer of territory", factor, f"{why}, and nobody fought for it"
    if STATE in case.agents or nation or (COUNTRY in case.agents and ARMED not in case.agents):
        return "Government regains territory", factor, f"{why}, the takers state forces"
    if ARMED in case.agents:
        return "Non-state actor overtakes territory", factor, f"{why}, the taker an armed group"
    if retaken:
        return "Government regains territory", factor * 0.95, f"{why}, and was taken back"
    if any_of(case.scene, "armed") and not case.agents & {STATE, ARMED} and _OVER_THEM.search(case.text):
        return "Government regains territory", factor * 0.85, f"{why}, and an armed group was beaten there"
    if any_of(case.scene, "armed") and not (any_of(case.scene, "state") and case.scene.contexts["state"] > 2):
        return "Non-state actor overtakes territory", factor * 0.9, f"{why}; an armed group in the sentence"
    if any_of(case.scene, "state"):
        return "Government regains territory", factor * 0.85, f"{why}; state forces in the sentence"
    if case.scene.around.get("combat"):
        return "Non-state actor overtakes territory", factor * 0.7, f"{why}; the taker is not named"
    if place and case.trigger.pos == "verb" and not case.agents and case.trigger.lemma in ("capture", "overrun"):
        if case.patients == {PLACE}:
            return "Non-state actor overtakes territory", factor * 0.7, f"{why}; the taker is not named"
    return None, 0, "nobody armed takes a place here"


_KILLED_OR = re.compile(r"\bkill(?:ed|ing|s)?,?\s+(?:(?:wounded|injured),?\s+)?or\s+$", re.IGNORECASE)


def _caught(case: Case) -> Verdict:
    """People who were captured: an arrest, unless what they are held for is smuggling."""
    if SMUGGLING.search(f"{case.text} {case.scene.near_text}") and not any_of(case.scene, "armed"):
        return None, 0, "an arrest for smuggling"
    if _KILLED_OR.search(case.text[: case.trigger.start - case.scene.start]):
        return None, 0, "told with those who were killed"
    return "Arrests", 0.85, "people were caught"


_SOUGHT = re.compile(
    r"\b(?:accused|wanted|suspected|alleged|fugitive|convicted|indicted|alias|cartels?|mafia|gangs?|kingpins?|terrorists?|traffickers?|"
    r"hit\s?m[ae]n|gangsters?|smugglers?|extremists?|militants?)\b",
    re.IGNORECASE,
)


def _by_the_law(case: Case) -> bool:
    """Whether forces stand beside, or nobody is told to have caught somebody who was sought: a member of a cartel."""
    if _FORCE.search(case.text):
        return True
    at = case.trigger.start - case.scene.start
    sought = min((t.start - case.scene.start for t in case.roles.patients), default=at)
    return not case.agents and _SOUGHT.search(case.text, min(sought, at), at) is not None


def unopposed(text: str) -> bool:
    """Whether nobody stood against those who came: "entered without a shot"."""
    told = _UNOPPOSED.search(text)
    return told is not None and _FOUGHT.search(text[: told.start()] + text[told.end() :]) is None


def given_up(text: str) -> bool:
    """Whether a place changed hands without a fight: "took it after the troops pulled out", "entered unopposed"."""
    if _UNOPPOSED.search(text):
        return unopposed(text)
    return _GIVEN_UP.search(text) is not None and _FOUGHT.search(text) is None


def _by_kidnappers(case: Case) -> bool:
    """Whether those who took people want money for them, or nobody knows them."""
    if _HELD_FOR_MONEY.search(case.text) or _UNKNOWN_MEN.search(case.text):
        return True
    return (
        STATE not in case.agents and re.search(r"\b(?:ransom|kidnapp\w+|captors)\b", case.scene.near_text) is not None
    )


def _by_a_nation(case: Case) -> bool:
    """Whether a country called by its name took it: "Eritrea captured the town"."""
    syntax = case.scene.syntax
    heads = [t for t in case.roles.agents if t.pos == "PROPN" and syntax.has_tree]
    phrases = (" ".join(t.text for t in syntax.phrase(head.i) if t.pos == "PROPN") for head in heads)
    if any(t.lemma == "state" and any(c.entity == "NORP" for c in syntax.children[t.i]) for t in case.roles.agents):
        return True  # "the Jewish state"
    return any(span.is_name for phrase in phrases for span in load_groups().find_countries(phrase))


def _may_be_a_man(case: Case) -> bool:
    """Whether a bare name captured "in" a place may be a man's that some village bears: "seized Tamir in Harar"."""
    syntax = case.scene.syntax
    if case.trigger.token is None or _NAMED_AS_PLACE.search(case.text):
        return False
    bare = [t for t in case.roles.patients if t.pos == "PROPN" and t.text.lower() not in context_words()["place"]]
    within = syntax.prep_objects(case.trigger.token, ("in", "near", "at"))
    return bool(bare) and (any(t.i in case.scene.place_tokens for t in within) or _HIM.search(case.text) is not None)


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


_VEHICLE = re.compile(r"\b(?:car|vehicle|truck|bus|van|motorcycle|bike|plane|aircraft|ball|temper|fire|blaze)\b")


def fall(case: Case) -> Verdict:
    """A place that fell: to whom."""
    fallen = case.agents | case.patients
    if PLACE not in fallen and not context_words()["place"] & set(phrase_words(case.scene.syntax, case.roles.agents)):
        return None, 0, "what fell is no place"
    words = case.text[case.trigger.end - case.scene.start :].lower()
    if _VEHICLE.search(words[:40]):
        return None, 0, "what went out of control is no place"
    if re.search(r"\b(army|government|regime|troops|forces)\b", words[:60]) and not re.search(
        r"rebel|opposition", words
    ):
        return "Government regains territory", 1.0, "a place fell to state forces"
    return "Non-state actor overtakes territory", 1.0, "a place fell to an armed group"
