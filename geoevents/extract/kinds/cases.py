"""What every rule of classification is given and gives, and the questions that several rules ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from geoevents.extract.kinds.participants import ARMED, CIVILIAN, PROTESTER, STATE
from geoevents.extract.sentence.instruments import SUB_TYPE_OF, Instrument, remote_sub_type
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.segments import segment_of
from geoevents.extract.sentence.syntax import Roles
from geoevents.extract.sentence.triggers import Trigger

FOUND = re.compile(
    r"\b(defus\w+|dismantl\w+|deactivat\w+|disarm\w*|seiz\w+|confiscat\w+|found|discover\w+|uncover\w+|recover\w+|"
    r"unearth\w+|clear\w+|demin\w+|cache|captured|intercepted|destroyed \d+|handed in|surrendered|dispos\w+)\b",
    re.IGNORECASE,
)
WENT_OFF = re.compile(
    r"\b(explod\w+|detonat\w+|went off|blew|blast\w*|explosion\w*|killed|killing|wound\w+|injur\w+|hit|struck|"
    r"thrown|threw|hurl\w+|lobb\w+|toss\w+|attack\w*|fired|landed|fell|slammed|targeting|targeted|ripped)\b",
    re.IGNORECASE,
)
HARSH = re.compile(
    r"\b(live (?:fire|rounds|ammunition|bullets)|opened fire|opening fire|open fire|"
    r"fir(?:ed|ing) (?:on|at|into|upon) (?:\w+ ){0,4}(?:protest\w*|demonstrat\w*|crowds?|marchers|rally)|"
    r"(?:shot|killed|kill|killing|beat|beaten|beating|shooting|wound(?:ed|ing)?|(?:mow|gunn?|cut)\w* down|"
    r"club(?:bed|s)?|kick(?:ed|s)|trampl\w+) (?!back\b)(?:\w+ ){0,5}"
    r"(?:protest[eo]rs?|demonstrators?|marchers|strikers)|(?:protest[eo]rs?|demonstrators?|marchers|people|persons?|students?)\b.{0,60}\b"
    r"(?:shot|killed|wounded|beaten|gunned down|injured)\b.{0,40}\b"
    r"(?:police|forces|troops|soldiers|guards|officers|army)|"
    r"(?:police|forces|troops|soldiers|army|guards)\b.{0,50}\b(?:killed|shot dead|beat|kicked|clubbed|massacred)\b|"
    r"excessive force|lethal force|brutal(?:ly)?|violently (?:dispers|suppress|crack|broke|put)\w*|deadly crackdown|"
    r"(?:whips|rifle butts) (?:on|against)|"
    r"massacre\w*|snipers?|sharpshooters)\b",
    re.IGNORECASE,
)
SOFT = re.compile(
    r"\b(tear[- ]?gas\w*|water cannons?|rubber bullets?|pepper spray|batons?|dispers\w+|detain\w*|arrest\w*|broke up|"
    r"break up|broken up|cut short|bundled|drag(?:ged|ging)? (?:\w+ ){0,4}(?:out|away|off|into)|suppress(?:ed|ing)|"
    r"crack(?:ed)? ?down|evict\w*|lathi|cordon\w*|blocked by police|prevented|baton|custody|"
    r"baton[- ]charg\w+|kettl(?:ed|ing)|hemmed in|scatter(?:ed|ing)|"
    r"(?:chas|push)(?:ed|ing) (?:\w+ ){0,3}(?:away|back)|"
    r"(?:dr[oi]ve|driven|beat|beaten|push(?:ed|es)?) back|quell(?:ed|ing)|quash(?:ed|ing)|hos(?:ed|ing)|drench\w+|"
    r"warning shots|stun grenades|teargas\w*|"
    r"(?:clear|remov|chas|block|stopp|charg|manhandl|crush|rough)(?:s|ed|ing)? (?:up |at |down )?(?:\w+ ){0,3}"
    r"(?:protest\w*|demonstrat\w*|march\w*|rally|activists|strikers|sit-in))\b",
    re.IGNORECASE,
)
ROWDY = re.compile(
    r"\b(riot(?:s|ed|ing|ers?|ous)?(?! (?:police|officers?|squads?|gear|shields?))|"
    r"stones?|rocks?|bottles?|bricks?|petrol bombs?|molotov\w*|firebombs?|torch(?:ed|ing)|"
    r"set (?:\w+ ){0,4}(?:ablaze|on fire|alight)|set fire|burn(?:ed|t|ing)? (?:\w+ ){0,2}(?:tyres?|tires?|cars?|"
    r"vehicles?|buildings?|shops?|offices?)|vandal\w+|smash\w+|ransack\w*|clash\w*|scuffl\w+|storm(?:ed|ing)|"
    r"barricad\w+|projectiles?|"
    r"pelt\w*|turned violent|violent protests?|violent demonstrat\w+|violent clashes|sparked violence|"
    r"escalat\w+ violence|hurl\w+|shut down (?:\w+ ){0,2}(?:roads?|streets?|offices?)|"
    r"pull\w* down (?:\w+ ){0,4}(?:statues?|fences?|gates?|flags?|barriers?|monuments?|walls?|posters?)|"
    r"fireworks?|rampage\w*|loot\w*|"
    r"confrontations?|running battles?|mayhem|trash(?:ed|ing)|cobble\w*|tussle\w*|into a fire|"
    r"(?:lit|set|started) fires|"
    r"(?:deadly|escalating|street) violence|violence (?:surged|erupted|broke out|flared|escalated|spread)|"
    r"(?:police(?:men)?|officers) (?:were |have been )?(?:hurt|injured|wounded)|"
    r"injur(?:ed|ing) (?:at least |about |some )?(?:\w+ ){0,2}(?:police|officers)|"
    r"attack(?:ed|ing) (?:the |several )?(?:riot )?(?:police|officers)|"
    r"(?:erupted in|descended into|scenes of|outbreaks? of|ended in|marred by) violence|turn(?:s|ed)? (?:\w+ )?violent|"
    r"clash(?:es)? with (?:\w+ ){0,2}(?:police|officers|soldiers|troops|guards)|"
    r"broke (?:into|through)|mob|fought with police|tore down|removed the fences)\b",
    re.IGNORECASE,
)
EXECUTED = re.compile(r"\b(execut\w+|behead\w*|lynch\w*|massacr\w*|tortur\w*|crucif\w*|slaughter\w*)\b", re.IGNORECASE)
LABOUR = re.compile(
    r"\b(workers?|unions?|teachers?|drivers?|miners?|nurses?|doctors?|hunger|general|staff|pay|wages?)\b"
)
FIGHTING = frozenset(
    {"clash", "fighting", "heavy fighting", "heavy gunfire", "heavy weapons fire", "firefight", "gunfight",
     "gun battle", "gunbattle", "shootout", "skirmish", "crossfire", "street battle", "armed clash", "exchange of fire",
     "exchange of gunfire", "street fighting", "house to house fighting", "hand to hand fighting", "running battle",
     "pitched battle", "gun duel", "hostilities", "naval battle"}
)  # fmt: skip
HELD = frozenset(
    """hold begin start resume open attend host convene conclude chair have join conduct take lead continue arrive
    follow travel visit go schedule fly jet head""".split()
)
VESSELS = frozenset(
    """ship ships vessel vessels tanker tankers boat boats freighter dhow cargo truck trucks bus buses convoy
    convoys""".split()
)
UNITS = frozenset(
    "force forces brigade brigades unit units militia militias battalion group groups army regiment squad".split()
)
# What may be armed or not: a unit where the words beside it say so.
BODIES = frozenset(
    """network wing alliance coalition command front faction movement corps division organisation organization entity
    contingent branch""".split()
)
SIEGE = frozenset({"besiege", "encircle", "siege", "surrounded", "lay siege"})


SMUGGLING = re.compile(
    r"\b(?:smuggl|traffick)\w+ (?:of )?(?:\w+ )?"
    r"(?:migrants?|people|humans|persons|women|children|drugs?|cocaine|heroin)\b|"
    r"\b(?:migrants?|people|human|drugs?|cocaine|heroin|cannabis)[- ](?:smuggl|traffick)\w+|"
    r"\billegal (?:im)?migration\b",
    re.IGNORECASE,
)
# ACLED: a bomb that goes off while it is made or planted by those whom it kills is a disrupted use.
_PREMATURE = re.compile(
    r"\b(?:bomb|explosives?|device|grenade|vest|ied|mine)s?\b.{0,60}\b(?:premature\w*|accidental\w*)\b|"
    r"\b(?:premature\w*|accidental\w*)\b.{0,40}\b(?:bomb|explosives?|device|grenade|vest|ied|mine)s?\b|"
    r"\b(?:bomb|explosives?|device|grenade|vest|ied|mine)s?,? (?:that |which )?(?:he|she|they|it) "
    r"(?:was|were|had been) (?:assembling|making|planting|preparing|building|carrying|handling|laying)\b|"
    r"\bwhile (?:he was |they were |she was )?(?:assembling|making|planting|preparing|building|laying) (?:\w+ ){0,4}"
    r"(?:bomb|explosives?|device|ied|mine)s?\b",
    re.IGNORECASE,
)


# "shot dead before he could set off his explosives"
# "fired rockets after Israeli strikes": what a deed of force followed lends it nothing
_IN_ANSWER_TO = re.compile(
    r"\b(?:after|following|in (?:response|retaliation|reply) (?:to|for))\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE
)
_DEEDS = frozenset(
    "missile shelling clash assault bomb blast airstrike suicide grenade strike capture recapture".split()
)
_NEVER_USED = re.compile(
    r"\bbefore (?:he|she|they|it|the \w+) (?:could|was able|were able|managed|had a chance)\b[^,;]*$", re.IGNORECASE
)
_OTHER_TIMES = frozenset({"after", "before", "since", "while", "until", "though", "although"})
# "missiles fired by warplanes"
_LAUNCHED_BY = re.compile(r"\b(?:fired|launched|dropped)\s+(?:by|from)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)

# Sub-event type or None, a factor on the trigger's weight, and why.
Verdict = tuple[str | None, float, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A trigger in its scene, with the kinds of those involved."""

    trigger: Trigger
    scene: Scene
    roles: Roles
    agents: frozenset[str]
    patients: frozenset[str]

    @property
    def text(self) -> str:
        """The sentence."""
        return self.scene.sentence.text


_HARM = frozenset({"kill", "injure", "death"})  # what befell people is told by any clause: "died after jets struck"


def _of_another_clause(case: Case, cue: Instrument) -> bool:
    """Whether a weapon does something in a clause beside or below the trigger's: "shelled A after air raids hit B"."""
    syntax = case.scene.syntax
    if not syntax.has_tree or case.trigger.token is None:
        return False
    token = syntax.head_of(cue.start, cue.end)
    while token is not None and token.dep in ("compound", "amod", "nmod", "poss"):
        token = syntax.tokens[token.head]
    if token is None or token.pos != "VERB" and token.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = token if token.pos == "VERB" else syntax.tokens[token.head]
    if verb.i == case.trigger.token or verb.dep not in ("advcl", "conj") or verb.lemma == "be":
        return False
    if verb.dep == "advcl" and not any(
        t.text.lower() in _OTHER_TIMES for t in syntax.kids(verb.i, "mark", "prep", "advmod")
    ):
        return False
    return all(t.i != verb.i for t in syntax.ancestors(case.trigger.token))


def own_instruments(case: Case) -> list[Instrument]:
    """Cues of the trigger's own doers where they are weapons ("artillery shelled"), else of its stretch.

    What another clause tells of another happening ("and drones hit a depot") says nothing of this one.
    """
    spans = [(t.start, t.end) for head in case.roles.agents for t in case.scene.syntax.phrase(head.i)]
    own = [
        i for i in case.scene.instruments if i.kind in SUB_TYPE_OF and any(a < i.end and b > i.start for a, b in spans)
    ]
    if not own:
        offset = case.scene.start
        left, right = segment_of(case.text, case.trigger.start - offset, case.trigger.end - offset)
        near = [i for i in case.scene.instruments if left + offset <= i.start < right + offset]
        if case.trigger.sense in _DEEDS:
            near = [
                i for i in near if i.start < case.trigger.end or not _IN_ANSWER_TO.search(case.text[: i.start - offset])
            ]
        near = [i for i in near if i.start < case.trigger.end or not _NEVER_USED.search(case.text[: i.start - offset])]
        return [i for i in near if case.trigger.sense in _HARM or not _of_another_clause(case, i)]
    launched = [
        i
        for i in case.scene.instruments
        if i.kind == "air" and _LAUNCHED_BY.search(case.text[: i.start - case.scene.start])
    ]
    return [i for i in case.scene.instruments if i in own or i in launched or i.kind in ("chemical", "suicide")]


def remote(case: Case, within: int = 160) -> Verdict | None:
    """The verdict of the most telling cue of remote violence nearby; None without one."""
    if _PREMATURE.search(case.text):
        return "Disrupted weapons use", 1.0, "a bomb went off on those who made or planted it"
    instruments = own_instruments(case)
    cue = remote_sub_type(instruments, case.trigger.start, case.trigger.end, within=within)
    if cue is None:
        return None
    plain = cue.kind == "mine" and re.match(r"blast|explosion|explod|detonat", cue.text, re.IGNORECASE)
    return SUB_TYPE_OF[cue.kind], 0.9 if plain else 1.05, f"{cue.text!r} tells {SUB_TYPE_OF[cue.kind]}"


def protest_scene(case: Case) -> bool:
    """Whether the sentence is about a protest."""
    return PROTESTER in case.agents | case.patients or any(
        w in case.scene.words for w in ("protest", "protests", "demonstration", "demonstrations", "rally", "rallies",
                                        "march", "marches", "marchers", "protesters", "demonstrators", "protestors",
                                        "sit-in", "sit-ins", "picket")
    )  # fmt: skip


def two_armed_sides(case: Case) -> bool:
    """Whether those acted upon are forces or an armed group."""
    armed_patient = bool(case.patients & {STATE, ARMED}) and CIVILIAN not in case.patients
    return armed_patient and PROTESTER not in case.patients


# ACLED: prisoners who rise against their guards or each other riot; those taken in a war are none of them.
_PRISONERS = frozenset("inmate inmates prisoners convicts detainees".split())
_PRISON = re.compile(
    r"\b(?:prisons?|jails?|penitentiar(?:y|ies)|correctional|detention (?:cent(?:re|er)|facility))\b", re.IGNORECASE
)
_PRISON_RIOT = re.compile(
    r"\b(?:prison|jail) (?:riot|brawl|fight|mutiny|uprising)\w*|"
    r"\b(?:inmates|prisoners|convicts)\b[^.]{0,90}\b(?:riot|clash|fought|mutin|brawl)\w*",
    re.IGNORECASE,
)
_OF_WAR = re.compile(r"\bprisoners? of war\b|\b(?:fighters|militants|guerrillas|rebels)\b", re.IGNORECASE)
_FROM_OUTSIDE = frozenset(
    "gunmen raiders militants rebels fighters insurgents guerrillas attackers assailants soldiers troops".split()
)


def prisoners_rose(case: Case) -> bool:
    """Whether the fight is one of a prison's inmates, among themselves or with those who guard them."""
    if case.scene.words & _PRISONERS:
        inside = _PRISON.search(f"{case.text} {case.scene.near_text}") is not None
    else:
        inside = not case.scene.contexts.get("armed") and _PRISON_RIOT.search(case.scene.near_text) is not None
    return inside and not _OF_WAR.search(case.text) and not {t.text.lower() for t in case.roles.agents} & _FROM_OUTSIDE


def fixed(sub_type: str, why: str, factor: float = 1.0) -> Callable[[Case], Verdict]:
    """A rule that always gives the same sub-event type."""
    return lambda case: (sub_type, factor, why)
