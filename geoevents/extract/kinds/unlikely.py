"""Sides that no deed of force has: what cannot be harmed, what cannot do harm, and quarrels within a family."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from geoevents.extract.actors.words import PROPERTY
from geoevents.extract.kinds.participants import ARMED, STATE, kind_of
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.syntax import Roles, Syntax, phrase_words
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.tolls.person_nouns import is_plural_person, is_singular_person
from geoevents.model import Token

VIOLENT_SENSES = frozenset(
    """kill injure death assault torture clash blast bomb strike loot capture recapture drop missile arrest abduct
    rape protest riot weapons flee evacuate fall intercept mob advance""".split()
)
# What fire and weather are told of in figures: "machine-gun fire", "a wave of attacks", "a rain of shells".
_FIGURES = frozenset("fire hail rain wave storm torrent deluge current surge squall".split())
_SHOOTING = frozenset(
    "enemy hostile friendly army police cross return counter covering ground automatic antiaircraft".split()
)
_BEARERS = ("armed", "weapon", "explosive", "combat", "violence")
_HARMING = frozenset("kill injure assault blast bomb abduct torture".split())
_WAR_WORDS = ("armed", "explosive", "combat", "force")
# What an armed side launches; whatever else is launched, talks, a book or an inquiry, is no attack.
_LAUNCHED = frozenset(
    """attack attacks assault assaults offensive offensives counteroffensive counterattack counterattacks raid raids
    strike strikes airstrike airstrikes operation operations campaign incursion incursions invasion invasions ambush
    barrage barrages salvo salvos volley bombardment bombing bombings hunt manhunt pursuit crackdown sweep war
    hostilities push""".split()
)
_BURNS = frozenset({"explosion", "blast", "wildfire", "blaze", "lightning"})
_TURNED_ON = ("over", "about", "for", "on", "into")
_PAPERS = frozenset(
    "bill bills budget budgets proposal proposals plan plans amendment amendments motion treaty reform reforms".split()
)
_KIN_SAID = re.compile(r"\b(?:his|her|their)\s+([\w-]+)\s+(?:said|says|told|added)\b", re.IGNORECASE)


def unlikely_sides(trigger: Trigger, scene: Scene, roles: Roles) -> str | None:
    """Things that cannot be attacked, or cannot attack: critics attack a budget, a film bombs."""
    if trigger.sense not in VIOLENT_SENSES | {"shelling", "blast", "bomb", "rocket", "disperse", "clash", "grenade"}:
        return None
    sets = context_words()
    done_to = _words_of(t for t in roles.patients if not _is_full_name(scene.syntax, t))
    doers = _words_of(t for t in roles.agents if not _is_full_name(scene.syntax, t))
    if trigger.token is not None and scene.syntax.has_tree and trigger.sense not in ("protest", "riot", "disperse"):
        verb = roles.verb.i if roles.verb is not None else trigger.token
        over = scene.syntax.prep_objects(trigger.token, _TURNED_ON) + scene.syntax.prep_objects(verb, ("over", "about"))
        done_to |= {t.lemma for t in over}
        if trigger.lemma in ("break out", "erupt", "rage"):  # "a fight over the leadership broke out"
            done_to |= {t.lemma for s in roles.agents for t in scene.syntax.prep_objects(s.i, ("over", "about"))}
    if (
        trigger.sense not in ("protest", "disperse")
        and done_to & sets["abstract"]
        and not done_to & (sets["civilian"] | sets["armed"] | sets["state"] | sets["place"])
    ):
        return f"{min(done_to & sets['abstract'])!r} cannot be harmed by force"
    if done_to and done_to <= {"it", "this", "that"} and _of_papers(scene):
        return "what is harmed is a paper or a plan"
    if doers and doers & sets["animal"]:
        return f"{min(doers & sets['animal'])!r} is no side of a conflict"
    stolen = trigger.sense == "loot" and scene.contexts.get("armed")  # herds are property
    if not stolen and done_to & sets["animal"] and not done_to & (sets["civilian"] | sets["armed"] | sets["state"]):
        return f"{min(done_to & sets['animal'])!r} is no side of a conflict"
    beast = _beast_behind(trigger, scene)
    if beast:
        return f"{beast!r} is no side of a conflict"
    lifeless = _words_of(t for t in roles.agents if not _bears_force(t, scene)) & sets["inanimate"]
    if lifeless and trigger.sense != "protest":
        return f"{min(lifeless)!r} cannot use force"
    if trigger.sense == "loot" and doers & _BURNS:
        return f"{min(doers & _BURNS)!r} spreads by itself"
    if trigger.lemma == "launch" and roles.patients:
        launched = _words_of(roles.patients)
        for thing in roles.patients:
            named = (*scene.syntax.kids(thing.i, "compound"), *scene.syntax.prep_objects(thing.i, ("of",)))
            launched |= _words_of(named)  # "a wave of air raids"
        if not launched & (_LAUNCHED | sets["weapon"] | sets["explosive"] | sets["aircraft"]):
            return f"{roles.patients[0].text!r} is launched without force"
    unharmed = _nothing_to_harm(trigger, scene, roles)
    if unharmed:
        return f"{unharmed!r} is nothing that force harms, and nothing beside it tells of arms"
    if trigger.sense in ("kill", "injure", "assault", "rape", "abduct", "torture"):
        words = scene.words
        war = (
            sets["armed"] | (sets["force"] - {"police"}) | {"bomb", "bombs", "grenade", "grenades", "rocket", "colonel"}
        )
        heard = {m.group(1).lower() for m in _KIN_SAID.finditer(scene.sentence.text)}  # "his wife said"
        if words & sets["kin"] - heard and not words & war:
            return "violence within a family"
    return None


def _beast_behind(trigger: Trigger, scene: Scene) -> str | None:
    """The animal that did it or suffered it, where people stand beside: "killed in an attack by an elephant"."""
    syntax, beasts = scene.syntax, context_words()["animal"]
    if trigger.token is None or not syntax.has_tree or trigger.sense not in _HARMING:
        return None
    own = syntax.kids(trigger.token, "dobj", "nsubjpass")
    under = [t for i in (trigger.token, *(t.i for t in syntax.subtree(trigger.token))) for t in syntax.kids(i, "pobj")]
    by = [t for t in under if syntax.tokens[t.head].text.lower() == "by"]
    return next((t.text for t in (*own, *by) if t.text in beasts or t.text.islower() and t.lemma in beasts), None)


def _words_of(heads: Iterable[Token]) -> set[str]:
    """The words of these heads as they stand and as a dictionary has them, in lower case."""
    return {form for t in heads for form in (t.text.lower(), t.lemma)}


def _is_full_name(syntax: Syntax, head: Token) -> bool:
    """Whether a word that names an animal or a thing as well is somebody's: "Robert Fox", "Bill Page"."""
    return head.pos == "PROPN" and any(t.pos == "PROPN" for t in syntax.kids(head.i, "compound"))


def _bears_force(head: Token, scene: Scene) -> bool:
    """Whether a word of weather, fire or parties names fighters or what they fire.

    "Mortar fire", "a wave of bombings", "a hail of bullets"; and names: "the Liberation Front", "the Workers' Party".
    """
    sets, syntax = context_words(), scene.syntax
    if kind_of(syntax, head, scene.place_tokens) in (STATE, ARMED):
        return True  # "three fronts of the rebels"
    if head.pos == "PROPN":
        return head.entity == "ORG" or any(t.pos == "PROPN" for t in syntax.kids(head.i, "compound", "amod"))
    if head.lemma not in _FIGURES:
        return False
    beside = set(phrase_words(syntax, (head,))[1:])
    if head.lemma == "fire" and (beside & _SHOOTING or any(t.entity == "NORP" for t in syntax.phrase(head.i))):
        return True  # "Israeli fire", "friendly fire"
    return any(not beside.isdisjoint(sets[name]) for name in _BEARERS)


def _nothing_to_harm(trigger: Trigger, scene: Scene, roles: Roles) -> str | None:
    """The object of a deed that is neither people nor a thing that breaks: "detonated a set of old hits"."""
    syntax = scene.syntax
    if trigger.pos != "verb" or trigger.sense not in _HARMING or not syntax.has_tree or trigger.token is None:
        return None
    if syntax.kids(trigger.token, "nsubjpass") or not roles.patients:
        return None
    objects = [t for t in syntax.kids(trigger.token, "dobj") if t.start >= trigger.end]  # not the "fire" of "open fire"
    beside = scene.contexts_without(trigger.start, trigger.end)
    if not objects or any(beside.get(name, 0) for name in _WAR_WORDS):
        return None
    for thing in objects:
        words = phrase_words(syntax, (thing, *syntax.prep_objects(thing.i, ("of",))))
        if thing.tag not in ("NN", "NNS") or thing.entity or thing.i in scene.place_tokens:
            return None
        if any(_is_person(word) or word in _solid_things() for word in words):
            return None
    return objects[0].text


@cache
def _solid_things() -> frozenset[str]:
    """Things and people that force can harm, from the sets of words."""
    sets = context_words()
    names = ("physical", "state", "armed", "civilian", "people", "victim", "place", "basenoun", "aircraft", "crowd",
             "explosive", "armscache", "force", "protester")  # fmt: skip
    return frozenset().union(*(sets[name] for name in names)) | PROPERTY


def _is_person(word: str) -> bool:
    """Whether a noun in lower case names a person or people."""
    return is_singular_person(word) or is_plural_person(word)


def _of_papers(scene: Scene) -> bool:
    """Whether a sentence without fighters or weapons talks about a law, a budget, a plan: "they bombed it"."""
    here = scene.contexts
    return bool(scene.words & _PAPERS) and not here.get("armed", 0) and not here.get("combat", 0)
