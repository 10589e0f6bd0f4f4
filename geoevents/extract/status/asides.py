"""Deeds told only to say who or what something else is: who speaks, whose mother mourns, what a group fights for."""

from __future__ import annotations

import re

from geoevents.extract.report.telling import how_named
from geoevents.extract.report.topics import VIOLENT
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.speech import SPEECH
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Token

_OCCASION = re.compile(
    r"\b(?:in|during|by|at) (?:the|this|that) (?:\w+ )?"
    r"(?:attack|blast|explosion|shooting|raid|clash(?:es)?|protests?|bombing|strike|fighting|violence|incident|assault)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:yesterday|today|tonight|overnight|last (?:night|week)|"
    r"this (?:week|morning)|(?:earlier|later) (?:this|that|in the) (?:week|month|day))\b",
    re.IGNORECASE,
)
_BEREAVED = frozenset(
    """mother father brother sister wife husband son daughter uncle aunt cousin grandmother grandfather family
    families relative relatives parent parents kin widow widows widower orphan orphans survivor survivors
    friend friends comrade comrades memory story stories grave graves name names portrait portraits funeral funerals
    burial burials coffin coffins vigil vigils procession mourner mourners""".split()
)
_WARS = re.compile(r"\b(?:wars?|conflicts?|insurgency|insurgencies)\s+$", re.IGNORECASE)
_AFFECTED = frozenset("affect impact traumatise traumatize orphan scar displace uproot devastate ravage".split())
# "men involved in numerous terrorist activities, including the killing of civilians": no one deed of theirs
_RECORD = re.compile(
    r"\b(?:involved|engaged|implicated|wanted|notorious|sought)\s+(?:in|for)\s+(?:\w+\s+){0,2}?"
    r"(?:numerous|several|many|multiple|various|dozens|scores|countless|(?:number|series|string|spate)\s+of|"
    r"(?:terror(?:ist)?|criminal|militant|subversive|unlawful)\s+(?:activit\w+|acts|cases|crimes|deeds))\b[^.;]*$",
    re.IGNORECASE,
)
# "groups fighting for independence", "Uzbeks fighting alongside the Front": what they are, no fight
_CAUSES = ("for", "alongside")


# "abuses, including the shelling of hospitals": kinds of deeds, none of them told
_LISTED = re.compile(
    r"\b(?:abuses?|violations?|crimes?|atrocities|offen[cs]es|brutality|misconduct|violence|acts of (?:\w+ )?terror\w*|"
    r"tactics|methods|attacks)\b[^.]{0,80}?\b(?:includ(?:ed?|es|ing)|such as|ranging from|among them|like)\s[^.]*$",
    re.IGNORECASE,
)
_KINDS = ("kind_of_people", "thing")
_LIKE = frozenset({"as", "than", "like", "unlike"})
_FOLLOWS = frozenset("succeed replace follow name honour honor commemorate mourn remember recall grieve miss".split())


def only_tells_who(trigger: Trigger, scene: Scene) -> str | None:
    """Of whom a deed only says who it is; None where it is told for its own sake.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    scene : Scene
        The sentence; without a tree the answer is None.
    """
    syntax = scene.syntax
    if trigger.token is None or not syntax.has_tree or trigger.sense not in VIOLENT:
        return None
    if _RECORD.search(scene.sentence.text[: trigger.start - scene.start]):
        return "by what they did before"
    verb = syntax.tokens[trigger.token]
    if _is_of_a_list(verb, scene):
        return "by kinds of deeds"
    clause = syntax.clause_verb(trigger.token)
    if clause is not None and clause.dep == "relcl" and _is_compared(syntax.tokens[clause.head], syntax):
        own = " ".join(token.text for token in syntax.subtree(clause.i))
        return None if _DAY.search(own) else "that another is compared with"
    if _introduces_a_speaker(verb, scene):
        return "that speaks"
    if verb.dep == "relcl" and verb.tag == "VBG" and _goes_on(verb, syntax):
        return "that it goes on with"
    over = syntax.tokens[verb.head]
    if verb.dep == "pobj" and over.text.lower() == "by" and _of_those_it_left(syntax.tokens[over.head], syntax):
        own = " ".join(token.text for token in syntax.subtree(verb.i))
        return None if _DAY.search(own) else "who suffers from it"
    if trigger.text.lower() == "raging" and _WARS.search(scene.sentence.text[: trigger.start - scene.start]):
        return "that goes on"
    if verb.pos == "NOUN" and clause is not None and clause.dep == "acl":
        verb = clause  # "militants killed in an air strike"
    if verb.dep != "acl":
        return None
    if verb.tag == "VBN" and verb.i and _of_the_bereaved(syntax.tokens[verb.i - 1], syntax):
        own = " ".join(token.text for token in syntax.subtree(verb.i))
        return None if _DAY.search(own) or _OCCASION.search(own) else "whom others mourn"
    if verb.tag == "VBG" and verb.lemma == "fight":
        what_for = any(prep.text.lower() in _CAUSES for prep in syntax.kids(verb.i, "prep"))
        return "that fights for something" if what_for else None
    if verb.tag == "VBG" and trigger.sense == "flee" and how_named(syntax, syntax.tokens[verb.head]) != "counted":
        own = " ".join(token.text for token in syntax.subtree(verb.i))
        return None if _DAY.search(own) else "that needs help"
    return None


def _is_of_a_list(noun: Token, scene: Scene) -> bool:
    """Whether it is one of the kinds of deeds that somebody is charged with: no number, day or place tells it."""
    syntax = scene.syntax
    if (
        noun.pos != "NOUN"
        and noun.tag != "VBG"
        or _LISTED.search(scene.sentence.text, 0, noun.start - scene.start) is None
    ):
        return False
    own = syntax.subtree(noun.i)
    told = any(token.i in scene.place_tokens or token.pos == "NUM" or token.entity == "DATE" for token in own)
    definite = noun.tag == "NN" and any(child.text.lower() in ("the", "an", "a") for child in syntax.children[noun.i])
    kinds = [who for who in syntax.prep_objects(noun.i, ("of", "on", "against")) if how_named(syntax, who) in _KINDS]
    return not told and (not definite or bool(kinds))


def _is_compared(who: Token, syntax: Syntax) -> bool:
    """Whether somebody is only named for another: "as dangerous as Abu Omar", "she succeeds Ruiz"."""
    while who.dep in ("appos", "conj") or who.dep == "pobj" and _holds(syntax.tokens[who.head], syntax):
        who = syntax.tokens[who.head] if who.dep != "pobj" else syntax.tokens[syntax.tokens[who.head].head]
    over = syntax.tokens[who.head]
    words = {over.text.lower()} if who.dep == "pobj" else {mark.text.lower() for mark in syntax.kids(over.i, "mark")}
    if words & _LIKE and who.dep in ("pobj", "nsubj"):
        return True
    if who.dep == "pobj" and over.dep in ("prep", "advcl") and over.text.lower() == "after":
        return syntax.tokens[over.head].lemma == "name"
    return who.dep == "dobj" and over.lemma in _FOLLOWS


def _holds(prep: Token, syntax: Syntax) -> bool:
    """Whether a preposition only says whose or where somebody is: "three men in his squad"."""
    return prep.text.lower() in ("in", "of", "from", "on", "with") and syntax.tokens[prep.head].pos in ("NOUN", "PROPN")


def _introduces_a_speaker(verb: Token, scene: Scene) -> bool:
    """Whether a clause without a day introduces one speaker: "the director, who was wounded in Iraq, said"."""
    syntax = scene.syntax
    who = syntax.tokens[verb.head]
    if verb.dep != "relcl" or who.tag not in ("NN", "NNP") or who.dep != "nsubj":
        return False
    clause = syntax.subtree(verb.i)
    told = syntax.tokens[who.head].lemma in SPEECH and clause[0].i > 0 and syntax.tokens[clause[0].i - 1].text == ","
    return (
        told
        and not any(token.entity in ("DATE", "TIME") for token in clause)
        and not _OCCASION.search(scene.sentence.text[clause[0].start - scene.start : clause[-1].end - scene.start])
    )


def _goes_on(verb: Token, syntax: Syntax) -> bool:
    """Whether a side clause says what is being done, without a day: "the group, which jets are bombing in Syria"."""
    helpers = {c.text.lower() for c in syntax.kids(verb.i, "aux", "auxpass")}
    own = " ".join(token.text for token in syntax.subtree(verb.i))
    return bool(helpers & {"is", "are", "been"}) and not _DAY.search(own)


def _of_those_it_left(verb: Token, syntax: Syntax) -> bool:
    """Whether it only tells who needs help: "families affected by the destruction of the dam"."""
    return verb.dep == "acl" and verb.tag == "VBN" and verb.lemma in _AFFECTED and not syntax.kids(verb.i, "aux")


def _of_the_bereaved(dead: Token, syntax: Syntax) -> bool:
    """Whether somebody's kin or burial is what it is about: "the mother of a soldier killed in the hills"."""
    while dead.dep == "conj":
        dead = syntax.tokens[dead.head]
    of = syntax.tokens[dead.head]
    if dead.dep != "pobj" or of.text.lower() not in ("of", "for"):
        return False
    over = syntax.tokens[of.head]
    while over.dep == "pobj" and (over.entity in ("DATE", "TIME") or over.tag == "NNP"):
        over = syntax.tokens[syntax.tokens[over.head].head]  # "the funeral in Herat on Saturday of"
    words = {form for token in (over, *syntax.kids(over.i, "dobj")) for form in (token.lemma, token.text.lower())}
    return bool(words & _BEREAVED)
