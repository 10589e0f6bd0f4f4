"""Why a trigger is left alone: sport, business, metaphor, disasters, ordinary crime, fixed expressions."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources

from geoevents.extract.actors.words import PUBLIC_LIFE
from geoevents.extract.kinds.participants import OTHER, STATE, kind_of
from geoevents.extract.kinds.unlikely import VIOLENT_SENSES, unlikely_sides
from geoevents.extract.report.telling import HAPPENED, how_named
from geoevents.extract.report.topics import GANG_WAR, POLICE_FIGHT
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.syntax import Roles, phrase_words
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Token
from geoevents.text.lower_case import AnyCase


def idiom_pattern() -> AnyCase:
    """The fixed expressions of ``data/idioms.txt`` as one pattern."""
    path = resources.files("geoevents.extract") / "data" / "idioms.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return AnyCase(rf"\b(?:{'|'.join(line for line in lines if line and line[0] != '#')})\b")


# Fixed expressions in which a word of the table means something else. Matched on the whole sentence;
# a trigger inside the match is left alone.
_IDIOMS = idiom_pattern()
# Nouns after a trigger used as a modifier that keep it an event: "an attack campaign", "bombing spree".
_EVENT_HEADS = frozenset(
    """attack attacks campaign campaigns operation operations wave series spree attempt attempts incident
    incidents raid raids scene site victims victim leader leaders wounding wounded movement rally march
    action actions case cases crisis activity activities strike strikes blast blasts explosion fire shooting
    offensive rampage assault bombing bombings agreement deal accord talks negotiation negotiations violence
    campaigners body bodies corpse corpses projectile projectiles rockets shells munitions""".split()
)
_REMOTE_SENSES = frozenset("suicide shelling airstrike strafe grenade chemical".split())
_LETHAL = frozenset("body kill injure death assault torture rape abduct loot arrest".split())
_CAUSE_NATURAL = re.compile(
    r"\b(earthquake|quake|flood(?:s|ing)?|hurricane|typhoon|cyclone|tornado|volcan\w+|landslides?|mudslides?|"
    r"avalanches?|"
    r"tsunami|meteor\w*|wildfires?|lightning|heatwave|drought|aftershocks?|covid(?:-19)?|coronavirus|pandemic|cholera|"
    r"ebola|influenza|"
    r"storms?|bushfires?)\b",
    re.IGNORECASE,
)
_CAUSE_ACCIDENT = re.compile(
    r"\b(crash(?:ed|es|ing)?|collision|collided|accident(?:s|al|ally)?|derail\w+|capsiz\w+|gas (?:leak|"
    r"explosion|cylinder|main|"
    r"pipeline|tank|line)|boiler|propane|ammonium nitrate|gas plant|tank at the|garage|chemical (?:plant|"
    r"factory|spill|leak|release)|factory|refinery|fireworks?|firecrackers?|"
    r"coal mine|collier\w+|mine (?:collapse|disaster|shaft)|overturned|stampede|speeding|carbon monoxide|lpg|"
    r"short[- ]circuit\w*|power plant|nuclear plant|warehouse fire|grain (?:elevator|silo)|oil spill|toxic spill|"
    r"hydrogen|ammonia|"
    r"swimming pool|distill\w+|laborator\w+|tanker truck|transformer|"
    r"went down in (?:the )?(?:fog|mist|bad weather|a storm)|training flight)\b",
    re.IGNORECASE,
)
_NO_MILITARY = frozenset(
    "police group vehicles officers equipment unit units guards personnel ships commander officer".split()
)
_STORIES = frozenset({"film", "films", "movie", "movies", "novel", "episode", "screening", "hollywood", "video-game"})
_LINK = re.compile(
    r"\W*(?:(?:you (?:can|may) )?also read|read (?:also|more|next)|see also|related (?:news|stor(?:y|ies)|articles?)|"
    r"more on this|don['’]t miss|recommended|trending)(?: (?:this|here))?\s*[:|>–-]",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\s[-–—]+\s*$")
_OCCASIONS = frozenset("at during after before outside following from near leaving".split())
_HARMS = frozenset(
    "kill shoot wound injure gun murder assassinate stab attack explode detonate die blow abduct kidnap ambush".split()
)
_STRIKES_AT = frozenset("target attack bomb hit strike ambush shell storm".split())
_RESULT = re.compile(r"\b\d{1,3}-\d{1,3}\b")
_CONFLICT = ("armed", "combat", "explosive")


@lru_cache(maxsize=64)
def _idioms_in(text: str) -> tuple[tuple[int, int], ...]:
    """Where fixed expressions stand; asked again for each trigger of a sentence."""
    return tuple(match.span() for match in _IDIOMS.finditer(text))


def why_no_event(trigger: Trigger, scene: Scene, roles: Roles) -> str | None:
    """The reason to leave a trigger alone, or None where nothing speaks against it."""
    a, b = trigger.start - scene.start, trigger.end - scene.start
    if _LINK.match(scene.sentence.text):
        return "a link to another article"
    for start, end in _idioms_in(scene.sentence.text):
        if start < b and end > a:
            return f"fixed expression: {scene.sentence.text[start:end]!r}"
    return (
        _is_name_part(trigger, scene)
        or _is_modifier(trigger, scene)
        or _is_month(trigger, scene)
        or unlikely_sides(trigger, scene, roles)
        or _only_an_occasion(trigger, scene)
        or _told_as_habit(trigger, scene, roles)
        or _other_topic(trigger, scene, roles)
    )


def _is_name_part(trigger: Trigger, scene: Scene) -> str | None:
    if trigger.token is None:
        return None
    token = scene.sentence.tokens[trigger.token]
    if token.pos == "PROPN" and token.entity in ("PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "GPE"):
        name = [e for e in scene.sentence.entities if e.start <= token.start < e.end]
        if name and _DATELINE.search(name[0].text[: token.start - name[0].start]):
            return None  # "Yangon - Explosions rang out": the model glues the dateline on
        if name and name[0].end - name[0].start > token.end - token.start:
            return f"part of the name {name[0].text!r}"
    return None


_RIOT_FORCES = frozenset("police policemen officers squad squads unit units force forces".split())  # "the Riot Police"


def _is_modifier(trigger: Trigger, scene: Scene) -> str | None:
    if trigger.token is None or not scene.syntax.has_tree:
        return None
    token = scene.sentence.tokens[trigger.token]
    governor = scene.sentence.tokens[token.head]
    if trigger.pos == "verb" and "-" in trigger.text and trigger.text.endswith("ed"):
        return None  # "gang-raped two girls": the model reads the hyphenated verb as an adjective
    if token.dep in ("compound", "amod", "nmod") and governor.i > token.i:
        word = governor.text.lower()
        if trigger.sense == "protest" and word in ("leader", "leaders", "movement", "camp", "organisers", "organizers"):
            return f"only describes {governor.text!r}"
        if token.dep == "compound" and (word in _EVENT_HEADS or governor.pos == "PROPN" and word not in _RIOT_FORCES):
            return None
        if trigger.sense == "kill" and word in ("body", "bodies", "corpse", "corpses"):
            return None  # "the beheaded bodies of four men were found"
        if governor.pos in ("NOUN", "PROPN"):
            return f"only describes {governor.text!r}"
    return None


def _is_month(trigger: Trigger, scene: Scene) -> str | None:
    if trigger.text == "March" and trigger.token:
        token = scene.sentence.tokens[trigger.token]
        if token.entity == "DATE" or token.pos == "PROPN":
            return "the month"
    return None


def _only_an_occasion(trigger: Trigger, scene: Scene) -> str | None:
    """A rally or a meeting at which somebody was attacked: it tells where or when, the attack is the news."""
    syntax = scene.syntax
    if trigger.sense not in ("protest", "meet") or trigger.pos != "noun" or trigger.token is None:
        return None
    token = syntax.tokens[trigger.token]
    if syntax.has_tree and token.dep in ("dobj", "nsubjpass") and syntax.tokens[token.head].lemma in _STRIKES_AT:
        doers = syntax.kids(token.head, "nsubj", "agent")
        if doers and kind_of(syntax, doers[0]) not in (STATE, OTHER):
            return f"only tells what was attacked ({syntax.tokens[token.head].text!r})"
    if not syntax.has_tree or token.dep != "pobj" or syntax.tokens[token.head].text.lower() not in _OCCASIONS:
        return None
    verb = syntax.clause_verb(token.i)
    if verb is None or verb.lemma not in _HARMS or scene.contexts.get("state", 0) and trigger.sense == "protest":
        return None
    return f"only tells where or when somebody was harmed ({verb.text!r})"


def _told_as_habit(trigger: Trigger, scene: Scene, roles: Roles) -> str | None:
    """What is done again and again: "journalists are murdered", "they ambush a patrol and vanish"; no headline."""
    syntax = scene.syntax
    text = scene.sentence.text.rstrip()
    if (
        trigger.sense not in VIOLENT_SENSES | _REMOTE_SENSES
        or not syntax.has_tree
        or trigger.token is None
        or text[-1:] not in ".?!"
    ):
        return None
    verb = syntax.tokens[trigger.token]
    if verb.pos == "NOUN" and _is_spoken_of(verb, scene):
        return "told as what there is, not as one happening"
    if verb.pos != "VERB":
        return None
    first = verb
    while first.dep == "conj" and syntax.tokens[first.head].pos == "VERB":  # "are threatened, attacked and murdered"
        first = syntax.tokens[first.head]
    helpers = syntax.kids(verb.i, "aux", "auxpass") or syntax.kids(first.i, "aux", "auxpass")
    present = verb.tag in ("VBP", "VBZ") or (
        verb.tag in ("VBN", "VB")
        and bool(helpers)
        and all(h.text.lower() in ("are", "is", "do", "does") for h in helpers)
    )
    if not present or HAPPENED.search(text):
        return None
    below = syntax.subtree(verb.i, skip=("ccomp", "advcl", "conj", "parataxis"))
    if any(t.i in scene.place_tokens and syntax.tokens[t.head].dep == "prep" for t in below):
        return None
    told = {how_named(syntax, head) for head in (*roles.patients, *roles.agents)}
    if told & {"counted", "person", "one", "name"}:
        return None
    return "told as a habit, not as one happening"


def _is_spoken_of(noun: Token, scene: Scene) -> bool:
    """Whether deeds in general are said to be something: "kidnappings and murders are our daily bread"."""
    syntax = scene.syntax
    first = noun
    while first.dep == "conj" and syntax.tokens[first.head].pos in ("NOUN", "PROPN"):
        first = syntax.tokens[first.head]
    if first.dep != "nsubj" or noun.tag != "NNS" or any(c.dep in ("det", "nummod") for c in syntax.children[first.i]):
        return False
    verb = syntax.tokens[first.head]
    if HAPPENED.search(scene.sentence.text):
        return False
    if verb.lemma in ("include", "range"):  # "attacks have included abduction and rape"
        return True
    if verb.lemma != "be" or verb.tag not in ("VBP", "VBZ"):
        return False
    return any(c.dep == "attr" for c in syntax.children[verb.i])


def _other_topic(trigger: Trigger, scene: Scene, roles: Roles) -> str | None:
    if trigger.sense not in VIOLENT_SENSES:
        return None
    here, around = scene.contexts, scene.around
    conflict = sum(here.get(name, 0) for name in _CONFLICT)
    if here.get("sport", 0) >= 2 and here.get("armed", 0) + here.get("explosive", 0) == 0:
        return "the sentence is about sport"
    if here.get("sport") and _RESULT.search(scene.sentence.text) and here.get("armed", 0) == 0:
        return "a result of a match"
    if (
        (here.get("entertainment", 0) >= 2 or scene.words & _STORIES)
        and here.get("armed", 0) == 0
        and _military_words(scene) == 0
        and trigger.sense in _LETHAL
    ):
        return "told of a film, a book or a game"
    if around.get("sport", 0) >= 4 and conflict == 0:
        return "the text around it is about sport"
    if around.get("business", 0) >= 3 and around["business"] > 2 * conflict and trigger.sense not in ("kill", "injure"):
        return "the sentence is about business"
    if around.get("entertainment", 0) >= 3 and conflict == 0:
        return "the sentence is about entertainment"
    text = scene.sentence.text
    if trigger.sense in ("kill", "injure", "death", "blast", "assault", "flee", "evacuate", "loot", "missile"):
        others = f"{text[: trigger.start - scene.start]}_{text[trigger.end - scene.start :]}"  # "soldiers storm"
        fighters = here.get("armed", 0) + here.get("explosive", 0)  # soldiers dig people out of rubble, too
        if _CAUSE_NATURAL.search(others) and not fighters and not is_deliberate(trigger, scene):
            return "a natural disaster is the cause"
        if _CAUSE_ACCIDENT.search(text) and not here.get("armed") and not _planted(text):
            return "an accident is the cause"
    told_as_crime = around.get("crime", 0) >= 2 and not GANG_WAR.search(text) and not POLICE_FIGHT.search(text)
    if trigger.sense in _LETHAL and told_as_crime:
        if in_public_life(scene, roles) or trigger.lemma.startswith("assassinat"):
            return None  # who is assassinated is killed for an office or a cause
        political = here.get("armed", 0) + _military_words(scene)
        if political == 0 and around["crime"] > around.get("armed", 0):
            return "ordinary crime without a political side"
    return None


def in_public_life(scene: Scene, roles: Roles) -> bool:
    """Whether what was done was done to people for their office or cause: a mayor, a judge, a reporter."""
    return bool(PUBLIC_LIFE & set(phrase_words(scene.syntax, roles.patients)))


_NEIGHBOURS = frozenset(
    "mob mobs crowd crowds residents villagers locals townspeople neighbours neighbors vigilantes inhabitants".split()
)


def by_a_crowd(roles: Roles) -> bool:
    """Whether people of a place did it in numbers: those who lynch a thief commit no ordinary crime."""
    return bool({t.text.lower() for t in roles.agents} & _NEIGHBOURS)


def is_deliberate(trigger: Trigger, scene: Scene) -> bool:
    """Whether somebody did it: a dam "was blown up", where a boiler "blew up"."""
    before = scene.sentence.text[: trigger.start - scene.start].lower()
    return trigger.lemma in ("blow up", "blow apart", "dynamite", "detonate") and bool(
        re.search(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?$", before)
    )


def _planted(text: str) -> bool:
    return (
        re.search(
            r"\b(bomb\w*|grenades?|landmines?|ied|explosive device|militants?|rebels?|terror\w*|suicide|"
            r"air ?strikes?|"
            r"shell(?:ed|ing)|rockets?|missiles?|drones?|jets|warplanes?|gunmen|ambush\w*)\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _military_words(scene: Scene) -> int:
    words = context_words()["force"] - _NO_MILITARY
    return len(words & scene.words)
