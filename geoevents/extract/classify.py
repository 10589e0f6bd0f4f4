"""From a trigger and its participants to one of the sub-event types, or to the reason why it is no event."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from geoevents.extract.contexts import context_words, satisfies
from geoevents.extract.instruments import SUB_TYPE_OF, remote_sub_type
from geoevents.extract.participants import (
    ARMED,
    CIVILIAN,
    COUNTRY,
    CROWD,
    FORCES,
    OTHER,
    PLACE,
    PROTESTER,
    STATE,
    kinds_of,
)
from geoevents.extract.peaceful import why_no_event
from geoevents.extract.scene import Scene, any_of
from geoevents.extract.syntax import Roles, phrase_words
from geoevents.extract.triggers import Trigger
from geoevents.ontology import TYPE_OF

_FOUND = re.compile(
    r"\b(defus\w+|dismantl\w+|deactivat\w+|disarm\w*|seiz\w+|confiscat\w+|found|discover\w+|uncover\w+|recover\w+|"
    r"unearth\w+|clear\w+|demin\w+|cache|captured|intercepted|destroyed \d+|handed in|surrendered|dispos\w+)\b",
    re.IGNORECASE,
)
_WENT_OFF = re.compile(
    r"\b(explod\w+|detonat\w+|went off|blew|blast\w*|explosion\w*|killed|killing|wound\w+|injur\w+|hit|struck|"
    r"thrown|threw|hurl\w+|lobb\w+|toss\w+|attack\w*|fired|landed|fell|slammed|targeting|targeted|ripped)\b",
    re.IGNORECASE,
)
_HARSH = re.compile(
    r"\b(live (?:fire|rounds|ammunition|bullets)|opened fire|opening fire|open fire|"
    r"fir(?:ed|ing) (?:on|at|into|upon) (?:\w+ ){0,4}(?:protest\w*|demonstrat\w*|crowds?|marchers|rally)|"
    r"(?:shot|killed|kill|killing|beat|beaten|beating|shooting|wound(?:ed|ing)?) (?:\w+ ){0,5}(?:protest[eo]rs?|demonstrators?|"
    r"marchers|strikers)|(?:protest[eo]rs?|demonstrators?|marchers|people|persons?|students?)\b.{0,60}\b"
    r"(?:shot|killed|wounded|beaten|gunned down|injured)\b.{0,40}\b(?:police|forces|troops|soldiers|guards|officers|army)|"
    r"(?:police|forces|troops|soldiers|army|guards)\b.{0,50}\b(?:killed|shot dead|beat|kicked|clubbed|massacred)\b|"
    r"excessive force|lethal force|brutal(?:ly)?|violently (?:dispers|suppress|crack|broke|put)\w*|deadly crackdown|"
    r"suppressed|massacre\w*|snipers?|sharpshooters)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(tear[- ]?gas\w*|water cannons?|rubber bullets?|pepper spray|batons?|dispers\w+|detain\w*|arrest\w*|broke up|"
    r"break up|broken up|crack(?:ed)? ?down|evict\w*|lathi|cordon\w*|blocked by police|prevented|baton|custody)\b",
    re.IGNORECASE,
)
_ROWDY = re.compile(
    r"\b(riot(?:s|ed|ing|ers?|ous)?(?! (?:police|officers?|squads?|gear|shields?))|stones?|rocks?|bottles?|bricks?|petrol bombs?|molotov\w*|firebombs?|torch(?:ed|ing)|"
    r"set (?:\w+ ){0,4}(?:ablaze|on fire|alight)|set fire|burn(?:ed|t|ing)? (?:\w+ ){0,2}(?:tyres?|tires?|cars?|"
    r"vehicles?|buildings?|shops?|offices?)|vandal\w+|smash\w+|ransack\w*|clash\w*|scuffl\w+|storm(?:ed|ing)|"
    r"barricad\w+|projectiles?|"
    r"pelt\w*|turned violent|violent protests?|violent demonstrat\w+|violent clashes|sparked violence|escalat\w+ violence|hurl\w+|shut down (?:\w+ ){0,2}(?:roads?|streets?|offices?)|pull\w* down|fireworks?|rampage\w*|loot\w*|"
    r"broke (?:into|through)|mob|fought with police|tore down|removed the fences)\b",
    re.IGNORECASE,
)
_EXECUTED = re.compile(r"\b(execut\w+|behead\w*|lynch\w*|massacr\w*|tortur\w*|crucif\w*|slaughter\w*)\b", re.IGNORECASE)
_LABOUR = re.compile(
    r"\b(workers?|unions?|teachers?|drivers?|miners?|nurses?|doctors?|hunger|general|staff|pay|wages?)\b"
)
_NATURAL = frozenset({"disaster", "accident"})
_FIGHTING = frozenset(
    {"clash", "fighting", "heavy fighting", "firefight", "gunfight", "gun battle", "gunbattle", "shootout", "skirmish",
     "crossfire", "street battle", "armed clash", "exchange of fire", "exchange of gunfire"}
)  # fmt: skip
_HELD = frozenset(
    """hold begin start resume open attend host convene conclude chair have join conduct take lead continue arrive follow
    travel visit go schedule""".split()
)
_VESSELS = frozenset(
    "ship ships vessel vessels tanker tankers boat boats freighter dhow cargo truck trucks bus buses".split()
)
_UNITS = frozenset(
    "force forces brigade brigades unit units militia militias battalion group groups army regiment squad".split()
)
_SIEGE = frozenset({"besiege", "encircle", "siege"})


@dataclass(frozen=True, slots=True)
class Decision:
    """What a trigger tells: a sub-event type with its weight, or why nothing."""

    sub_event_type: str | None
    weight: float  # 0 to 1
    reasons: tuple[str, ...]
    agents: frozenset[str] = frozenset()  # kinds of participants, see participants.py
    patients: frozenset[str] = frozenset()

    @property
    def event_type(self) -> str | None:
        """The event type the sub-event type belongs to."""
        return TYPE_OF[self.sub_event_type] if self.sub_event_type else None


@dataclass(frozen=True, slots=True)
class _Case:
    """A trigger in its scene, with the kinds of those involved."""

    trigger: Trigger
    scene: Scene
    roles: Roles
    agents: frozenset[str]
    patients: frozenset[str]

    @property
    def text(self) -> str:
        return self.scene.sentence.text


def classify(trigger: Trigger, scene: Scene, *, forced: bool = False) -> Decision:
    """Decide the sub-event type of a trigger.

    Parameters
    ----------
    trigger : Trigger
        From the same sentence as ``scene``.
    scene : Scene
        The sentence with its cues.
    forced : bool
        True for a trigger given by the caller: the checks against peaceful readings are left out.

    Returns
    -------
    Decision
        ``sub_event_type`` is None when the trigger tells no event; the last reason says why.
    """
    roles = scene.syntax.roles(trigger)
    agents = kinds_of(scene.syntax, roles.agents, scene.place_tokens)
    patients = kinds_of(scene.syntax, roles.patients, scene.place_tokens)
    reasons = [f"{trigger.text!r} is in the table as {trigger.sense or 'unknown'} ({trigger.lemma}, {trigger.pos})"]
    if roles.agents:
        reasons.append("done by " + ", ".join(f"{t.text} ({'/'.join(sorted(agents))})" for t in roles.agents[:2]))
    if roles.patients:
        reasons.append("done to " + ", ".join(f"{t.text} ({'/'.join(sorted(patients))})" for t in roles.patients[:2]))
    if not forced:
        states = bool(agents & {PLACE, COUNTRY}) and "official" in trigger.needs  # "Iran threatened"
        if not states and not satisfies(trigger.needs, scene.contexts_without(trigger.start, trigger.end)):
            if not (trigger.needs and satisfies(trigger.needs, scene.around) and trigger.weight >= 0.6):
                return Decision(None, 0.0, (*reasons, f"nothing beside it speaks for conflict: needs {trigger.needs}"))
        against = why_no_event(trigger, scene, roles)
        if against:
            return Decision(None, 0.0, (*reasons, against))
    rule = _RULES.get(trigger.sense)
    if rule is None:
        return Decision(None, 0.0, (*reasons, "the table does not know this word"), agents, patients)
    sub_type, factor, why = rule(_Case(trigger, scene, roles, agents, patients))
    decision = Decision(sub_type, min(1.0, trigger.weight * factor), (*reasons, why), agents, patients)
    return replace(decision, weight=0.0) if sub_type is None else decision


_Verdict = tuple[str | None, float, str]


def _remote(case: _Case, within: int = 160) -> _Verdict | None:
    cue = remote_sub_type(case.scene.instruments, case.trigger.start, case.trigger.end, within=within)
    if cue is None:
        return None
    plain = cue.kind == "mine" and re.match(r"blast|explosion|explod|detonat", cue.text, re.IGNORECASE)
    return SUB_TYPE_OF[cue.kind], 0.9 if plain else 1.05, f"{cue.text!r} tells {SUB_TYPE_OF[cue.kind]}"


def _protest_scene(case: _Case) -> bool:
    return PROTESTER in case.agents | case.patients or any(
        w in case.scene.words for w in ("protest", "protests", "demonstration", "demonstrations", "rally", "march",
                                        "protesters", "demonstrators", "protestors", "sit-in")
    )  # fmt: skip


def _two_armed_sides(case: _Case) -> bool:
    armed_patient = bool(case.patients & {STATE, ARMED}) and CIVILIAN not in case.patients
    return armed_patient and PROTESTER not in case.patients


def _violence(case: _Case) -> _Verdict:
    """Killing, wounding, attacking: the instrument first, then who did it to whom."""
    executed = _EXECUTED.search(case.trigger.text) is not None
    if PROTESTER in case.patients and not executed:
        if STATE in case.agents or case.scene.around.get("state", 0) >= 1:
            return "Excessive force against protesters", 1.1, "state forces used violence against protesters"
        return "Attack", 0.9, "protesters were attacked by others than state forces"
    if CROWD in case.agents:
        return "Mob violence", 1.05, "a crowd did it"
    if PROTESTER in case.agents:
        return "Violent demonstration", 1.0, "protesters did it"
    remote = None if executed else _remote(case)
    if remote and not (case.trigger.sense == "assault" and ARMED in case.agents and _two_armed_sides(case)
                       and remote[0] == SUB_TYPE_OF["mine"]):  # fmt: skip
        return remote
    if executed:
        return "Attack", 1.05, "a killing of people who could not fight back"
    if _two_armed_sides(case):
        return "Armed clash", 1.0, "the other side is armed forces or an armed group"
    if CIVILIAN in case.patients:
        if case.agents & set(FORCES):
            return "Attack", 1.05, "an armed side attacked people who are no fighters"
        return "Attack", 0.9, "the victims are no fighters"
    if _protest_scene(case) and _HARSH.search(case.text) and any_of(case.scene, "state"):
        return "Excessive force against protesters", 0.85, "violence at a protest with state forces"
    if any_of(case.scene, "armed") and any_of(case.scene, "state"):
        return "Armed clash", 0.8, "state forces and an armed group in one sentence"
    if any_of(case.scene, "civilian"):
        return "Attack", 0.75, "people who are no fighters in the sentence"
    if case.agents & {ARMED, STATE} or any_of(case.scene, "combat"):
        return ("Armed clash" if any_of(case.scene, "state") else "Attack"), 0.7, "an armed side is named"
    return "Attack", 0.55, "violence without named sides"


def _assault(case: _Case) -> _Verdict:
    if case.trigger.lemma in _SIEGE:
        return "Armed clash", 0.8, "a siege is fighting over a place"
    if PLACE in case.patients and case.trigger.lemma in ("storm", "enter", "invade", "push into", "advance"):
        if case.agents & {ARMED, STATE, COUNTRY} or any_of(case.scene, "combat"):
            return "Armed clash", 0.85, "armed men moved on a place"
        return None, 0, "no armed side moved on the place"
    if case.trigger.lemma in ("launch", "engage", "fire", "aim", "exchange", "confront") and not (
        case.agents & {ARMED, STATE, COUNTRY, OTHER}
    ):
        return None, 0, "no armed side did it"
    return _violence(case)


def _death(case: _Case) -> _Verdict:
    """Deaths told without a killer: only with a cause that is violence."""
    verdict = _violence(case)
    if verdict[2].startswith("violence without") and not _WENT_OFF.search(case.text):
        return None, 0, "a death without a violent cause"
    return verdict[0], verdict[1] * 0.9, verdict[2]


def _clash(case: _Case) -> _Verdict:
    everyone = case.agents | case.patients
    if PROTESTER in everyone or CROWD in everyone or (_protest_scene(case) and ARMED not in everyone):
        return "Violent demonstration", 1.0, "protesters or a crowd clashed"
    if any_of(case.scene, "protester") and not any_of(case.scene, "armed"):
        return "Violent demonstration", 0.95, "protesters in the sentence"
    own = case.trigger.text.lower().split()
    if everyone & {ARMED, STATE, COUNTRY} or any_of(case.scene, "combat", own):
        if case.trigger.lemma in ("fight", "fighting", "battle", "combat", "hostility", "engagement") and not (
            everyone & {ARMED, STATE, COUNTRY}
        ):
            return "Armed clash", 0.8, "fighting with armed sides in the sentence"
        return "Armed clash", 1.05, "armed sides fought"
    if CIVILIAN in everyone and not any_of(case.scene, "official"):
        return "Mob violence", 0.8, "people who are no armed group clashed"
    if case.scene.around.get("combat", 0) >= 3 and not everyone:
        return "Armed clash", 0.75, "fighting; the sentences around it name armed sides"
    if case.trigger.lemma in _FIGHTING and not everyone and case.scene.place_tokens:
        return "Armed clash", 0.85, "fighting at a place, its sides not named"
    return None, 0, "no sides of a fight are named"


def _territory(case: _Case, retaken: bool) -> _Verdict:
    if re.search(r"\b(elections?|votes?|seats?|polls?|ballots?|party|count)\b", case.text, re.I) and not any_of(
        case.scene, "combat", ("captured", "capture")
    ):
        return None, 0, "taken by votes, not by force"
    words = set(phrase_words(case.scene.syntax, case.roles.patients))
    place = PLACE in case.patients or bool(words & context_words()["place"])
    if words & _VESSELS and not place and ARMED in case.agents:
        return "Looting/property destruction", 0.9, "a vessel or vehicle was taken"
    if words & context_words()["armscache"]:
        return "Disrupted weapons use", 0.9, "weapons were taken"
    if not place and case.patients & {ARMED, CIVILIAN, STATE, PROTESTER}:
        if case.trigger.lemma in ("free", "clear", "drive out", "push out", "expel", "flush out"):
            return "Government regains territory", 0.7, "armed men were driven out"
        if retaken:
            return None, 0, "people are not retaken"
        if ARMED in case.agents:
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


def _fall(case: _Case) -> _Verdict:
    words = case.text[case.trigger.end - case.scene.start :].lower()
    if re.search(r"\b(army|government|regime|troops|forces)\b", words[:60]) and not re.search(
        r"rebel|opposition", words
    ):
        return "Government regains territory", 1.0, "a place fell to state forces"
    return "Non-state actor overtakes territory", 1.0, "a place fell to an armed group"


def _blast(case: _Case) -> _Verdict:
    if case.trigger.pos == "noun" and case.trigger.lemma in ("bomb", "car bomb", "roadside bomb", "truck bomb"):
        if _FOUND.search(case.text) and not _WENT_OFF.search(case.text):
            return "Disrupted weapons use", 0.95, "a bomb was found or made safe"
        if not _WENT_OFF.search(case.text):
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
    return _remote(case, within=400) or (SUB_TYPE_OF["mine"], 0.9, "an explosion without another cause")


def _fixed(sub_type: str, why: str, factor: float = 1.0) -> Callable[[_Case], _Verdict]:
    return lambda case: (sub_type, factor, why)


def _air(case: _Case) -> _Verdict:
    return "Air/drone strike", 1.05, "a strike from the air"


def _shelling(case: _Case) -> _Verdict:
    cue = remote_sub_type(case.scene.instruments, case.trigger.start, case.trigger.end, within=90)
    if cue and cue.kind == "chemical":
        return SUB_TYPE_OF["chemical"], 1.0, f"{cue.text!r} in the shells"
    if (
        cue
        and cue.kind == "air"
        and case.trigger.lemma in ("bombardment", "bombard", "shell", "missile attack", "strafe")
    ):
        return "Air/drone strike", 1.0, f"{cue.text!r} tells a strike from the air"
    return SUB_TYPE_OF["shelling"], 1.0, "artillery, mortars, rockets or missiles"


def _grenade(case: _Case) -> _Verdict:
    if any(
        i.kind in ("rpg", "crowd control") and i.start <= case.trigger.start < i.end for i in case.scene.instruments
    ):
        return None, 0, "a launched grenade or a tear gas grenade tells no grenade attack"
    if _FOUND.search(case.text) and not _WENT_OFF.search(case.text):
        return "Disrupted weapons use", 0.95, "grenades were found"
    if not _WENT_OFF.search(case.text):
        return None, 0, "nothing says that a grenade was thrown"
    return "Grenade", 1.0, "a grenade was thrown or went off"


def _chemical(case: _Case) -> _Verdict:
    if case.trigger.pos == "verb" and not any(i.kind in ("chemical", "crowd control") for i in case.scene.instruments):
        return None, 0, "no gas is named as a weapon"
    return "Chemical weapon", 1.0, "a chemical weapon"


def _drop(case: _Case) -> _Verdict:
    words = (
        " ".join(t.text.lower() for t in case.roles.patients)
        + " "
        + case.text[case.trigger.end - case.scene.start :].lower()[:60]
    )
    if re.search(r"\b(stones?|rocks?|bottles?|petrol bombs?|molotov\w*|fire ?bombs?)\b", words):
        return "Violent demonstration", 1.0, "stones or petrol bombs were thrown"
    if case.trigger.lemma in ("drop", "rain down"):
        if re.search(
            r"\b(bombs?|munitions?|barrels?|missiles?|explosives?|bombs|grenades?|gas|chlorine|containers?)\b", words
        ):
            return _remote(case) or ("Air/drone strike", 0.9, "something was dropped from the air")
        return None, 0, "nothing explosive was dropped"
    return _remote(case) or (None, 0, "nothing explosive was thrown")


def _intercept(case: _Case) -> _Verdict:
    if re.search(r"drone|uav|unmanned", case.text, re.IGNORECASE):
        return "Air/drone strike", 0.9, "a drone was brought down"
    if re.search(r"missile|rocket", case.text, re.IGNORECASE):
        return SUB_TYPE_OF["shelling"], 0.9, "a missile was brought down"
    return "Armed clash", 0.8, "an aircraft was brought down"


def _strike(case: _Case) -> _Verdict:
    if _LABOUR.search(case.text) and not any(i.kind in ("air", "shelling") for i in case.scene.instruments):
        return None, 0, "a stoppage of work"
    if any_of(case.scene, "combat") or any_of(case.scene, "aircraft"):
        return _remote(case) or ("Air/drone strike", 0.9, "a military strike")
    return None, 0, "neither a military strike nor a stoppage"


def _missile(case: _Case) -> _Verdict:
    if _FOUND.search(case.text) and not _WENT_OFF.search(case.text):
        return "Disrupted weapons use", 0.95, "weapons were found or made safe"
    if "mine" in case.trigger.lemma or "device" in case.trigger.lemma or case.trigger.lemma == "ied":
        if not _WENT_OFF.search(case.text):
            return None, 0, "nothing says that it went off"
        return _remote(case) or (SUB_TYPE_OF["mine"], 1.0, "a mine or planted bomb")
    return _remote(case) or (SUB_TYPE_OF["shelling"], 1.0, "a rocket, missile or shell hit")


def _protest(case: _Case) -> _Verdict:
    if (
        not case.roles.agents
        and case.trigger.lemma in ("march", "parade", "gather", "chant")
        and not any_of(case.scene, "protest")
    ):
        return None, 0, "nothing says that it was a protest"
    if case.trigger.lemma in ("go on strike", "strike", "walk out") and not any_of(case.scene, "protest", ("strike",)):
        return None, 0, "a stoppage of work"
    if case.trigger.pos == "verb" and case.agents and case.agents <= {PLACE, COUNTRY}:
        return None, 0, "a state protested in words"
    if case.trigger.lemma == "demonstrate" and case.scene.syntax.has_tree and case.trigger.token is not None:
        if case.scene.syntax.kids(case.trigger.token, "dobj", "ccomp"):
            return None, 0, "something was shown, nobody marched"
    if case.agents and case.agents <= {STATE, ARMED} and case.trigger.lemma in ("march", "rally", "parade"):
        return None, 0, "soldiers marching are no protest"
    state = any_of(case.scene, "state") and bool(re.search(r"\b(polic\w*|forces|troops|soldiers|army|guards?|security|"
                                                           r"militia\w*|paramilitar\w*|authorities)\b", case.text, re.I))  # fmt: skip
    if (state or "authorities" in case.scene.words) and _HARSH.search(case.text):
        return "Excessive force against protesters", 0.95, "state forces used violence against a protest"
    if _ROWDY.search(case.text):
        return "Violent demonstration", 1.0, "the protesters used violence or blocked roads"
    if (state or "authorities" in case.scene.words) and _SOFT.search(case.text):
        return "Protest with intervention", 1.0, "police intervened"
    return "Peaceful protest", 1.0, "a protest without violence told"


def _disperse(case: _Case) -> _Verdict:
    if not _protest_scene(case) and not any_of(case.scene, "protest"):
        return None, 0, "no protest was dispersed"
    if _ROWDY.search(case.text):
        return "Violent demonstration", 1.0, "police acted against violent protesters"
    if re.search(
        r"\b(live (?:fire|rounds|ammunition)|bullets?|opened fire|shot|killed|beat|beaten)\b", case.text, re.I
    ) and ("rubber bullet" not in case.text.lower()):
        return "Excessive force against protesters", 1.0, "lethal force against protesters"
    return "Protest with intervention", 1.05, "police intervened against a protest"


def _riot(case: _Case) -> _Verdict:
    if case.trigger.pos == "verb" and not (
        {CROWD, PROTESTER, CIVILIAN} & (case.agents or frozenset({CIVILIAN})) or any_of(case.scene, "protest")
    ):
        return None, 0, "no crowd did it"
    if CROWD in case.agents and not _protest_scene(case):
        return "Mob violence", 1.0, "a crowd did it"
    if _protest_scene(case) or any_of(case.scene, "protest") or case.trigger.lemma.startswith("riot"):
        return "Violent demonstration", 1.0, "a violent crowd with a cause"
    return "Mob violence", 0.95, "a violent crowd"


def _mob(case: _Case) -> _Verdict:
    if not re.search(r"\b(kill\w*|beat\w*|attack\w*|lynch\w*|burn\w*|torch\w*|ston\w+|storm\w*|violence|assault\w*|"
                     r"set (?:\w+ ){0,3}(?:fire|ablaze)|ransack\w*|loot\w*|clash\w*|hack\w*)\b", case.text, re.I):  # fmt: skip
        return None, 0, "the crowd did nothing violent"
    return "Mob violence", 1.05, "a mob used violence"


def _abduct(case: _Case) -> _Verdict:
    return "Abduction/forced disappearance", 1.0, "people were taken away by force"


def _loot(case: _Case) -> _Verdict:
    if case.trigger.lemma in ("destroy", "damage", "destruction", "demolition", "demolish", "raze"):
        words = set(phrase_words(case.scene.syntax, case.roles.patients))
        if words & context_words()["armscache"] and STATE in case.agents:
            return "Disrupted weapons use", 1.0, "weapons were destroyed"
        remote = _remote(case)
        if remote:
            return remote
        if words & {"tank", "tanks", "vehicle", "vehicles", "convoy", "positions", "position", "bulldozer", "armored"}:
            return "Armed clash", 0.85, "military equipment was destroyed"
    if PROTESTER in case.agents or (_protest_scene(case) and CIVILIAN in case.agents):
        return "Violent demonstration", 0.95, "protesters destroyed property"
    if CROWD in case.agents:
        return "Mob violence", 0.95, "a crowd destroyed property"
    return "Looting/property destruction", 1.0, "property was destroyed or taken"


def _arrest(case: _Case) -> _Verdict:
    if ARMED in case.agents and STATE not in case.agents:
        return "Abduction/forced disappearance", 0.95, "an armed group took people"
    if PROTESTER in case.patients or (_protest_scene(case) and re.search(r"\bpolice|forces|troops\b", case.text)):
        return "Protest with intervention", 0.95, "protesters were arrested"
    return "Arrests", 1.0, "state forces arrested people"


def _torture(case: _Case) -> _Verdict:
    return "Attack", 1.0, "people were tortured or beaten"


def _weapons(case: _Case) -> _Verdict:
    if not any_of(case.scene, "armscache"):
        return None, 0, "no weapons were found or made safe"
    if re.search(r"\bmass graves?\b", case.text, re.I):
        return "Other", 0.9, "a mass grave was found"
    return "Disrupted weapons use", 1.0, "weapons were found, taken or made safe"


def _change(case: _Case) -> _Verdict:
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
        if not words & (_UNITS | context_words()["force"]):
            return None, 0, "no armed unit was formed or changed"
    if everyone & {STATE, ARMED, COUNTRY} or any_of(case.scene, "force"):
        return "Change to group/activity", 1.0, "armed forces moved, joined or split"
    return None, 0, "no armed force moved"


def _base(case: _Case) -> _Verdict:
    words = {t.text.lower() for t in case.roles.patients}
    if words & _UNITS:
        return "Change to group/activity", 1.0, "an armed unit was formed"
    if words & context_words()["basenoun"] and any_of(case.scene, "force"):
        return "Headquarters or base established", 1.05, "a base was set up"
    return None, 0, "no military base was set up"


def _transfer(case: _Case) -> _Verdict:
    if CIVILIAN in case.agents and not case.agents & {STATE, ARMED}:
        return None, 0, "people who are no force withdrew"
    if not (case.scene.place_tokens or any_of(case.scene, "place")):
        return None, 0, "no place was given up"
    if not (case.agents | case.patients) & {STATE, ARMED, COUNTRY, PLACE, OTHER} and not any_of(case.scene, "force"):
        return None, 0, "no force gave up a place"
    return "Non-violent transfer of territory", 1.0, "a place changed hands without a fight"


def _surrender(case: _Case) -> _Verdict:
    if PLACE in case.patients:
        return "Non-violent transfer of territory", 1.0, "a place was given up"
    if case.agents & {STATE, ARMED, COUNTRY} or CIVILIAN not in case.agents:
        return "Agreement", 1.0, "fighters gave themselves up"
    return None, 0, "those who surrendered are no fighters"


def _raid(case: _Case) -> _Verdict:
    if re.search(r"\b(arrest\w*|detain\w*|captured|apprehend\w*|rounded up|taken|took)\b", case.text, re.I):
        return "Arrests", 0.9, "people were taken in a raid"
    if re.search(r"\b(seiz\w+|confiscat\w+|found|discover\w+|recover\w+|uncover\w+)\b", case.text, re.I) and any_of(
        case.scene, "armscache"
    ):
        return "Disrupted weapons use", 0.9, "weapons were taken in a raid"
    return _violence(case)


def _meet(case: _Case) -> _Verdict:
    verb = case.roles.verb
    if case.trigger.pos == "noun" and case.trigger.lemma in ("talks", "meeting", "conference", "visit", "negotiation"):
        if verb is None or verb.lemma not in _HELD:
            return None, 0, "a meeting that is only mentioned"
    if case.trigger.lemma == "discuss" and not case.agents & {PLACE, COUNTRY} and len(case.roles.agents) < 2:
        return None, 0, "nothing says that several sides met"
    if (
        case.trigger.pos == "verb"
        and case.trigger.lemma == "meet"
        and {t.text.lower() for t in case.roles.patients} & (context_words()["kin"])
    ):
        return None, 0, "a private meeting"
    return "Meeting", 1.0, "officials met"


def _agree(case: _Case) -> _Verdict:
    if case.trigger.pos == "verb" and not re.search(
        r"\b(cease-?fire|truce|peace|withdraw\w*|swap|exchange|prisoners?|hostilit\w+|armistice|accord|treaty|pact|"
        r"evacuat\w+|de-?escalat\w+|border|talks|disarm\w*)\b", case.text, re.I
    ):  # fmt: skip
        return None, 0, "nothing agreed on touches the conflict"
    return "Agreement", 1.0, "sides of a conflict made a deal"


_RULES: dict[str, Callable[[_Case], _Verdict]] = {
    "kill": _violence,
    "injure": _violence,
    "death": _death,
    "assault": _assault,
    "torture": _torture,
    "clash": _clash,
    "capture": lambda case: _territory(case, retaken=False),
    "recapture": lambda case: _territory(case, retaken=True),
    "advance": _fixed("Armed clash", "ground was gained in fighting", 0.9),
    "fall": _fall,
    "transfer": _transfer,
    "airstrike": _air,
    "strafe": _air,
    "shelling": _shelling,
    "bomb": _blast,
    "blast": _blast,
    "suicide": _fixed("Suicide bomb", "a bomber died with the bomb", 1.05),
    "grenade": _grenade,
    "chemical": _chemical,
    "drop": _drop,
    "intercept": _intercept,
    "strike": _strike,
    "missile": _missile,
    "abduct": _abduct,
    "rape": _fixed("Sexual violence", "sexual violence", 1.05),
    "protest": _protest,
    "disperse": _disperse,
    "riot": _riot,
    "mob": _mob,
    "loot": _loot,
    "arrest": _arrest,
    "weapons": _weapons,
    "change": _change,
    "base": _base,
    "other": _fixed("Other", "an event of the conflict that fits no other type"),
    "agree": _agree,
    "surrender": _surrender,
    "raid": _raid,
    "meet": _meet,
    "statement": _fixed("Statement", "officials spoke"),
    "threat": _fixed("Threat", "a threat was spoken"),
    "sanction": _fixed("Sanction", "a measure against a state or group"),
    "aid": _fixed("Aid", "aid was given"),
    "flee": _fixed("Flight", "people fled", 1.05),
    "return": _fixed("Return", "people went back"),
    "evacuate": _fixed("Evacuation", "people were brought out"),
}
