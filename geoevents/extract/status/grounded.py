"""Happenings that a sentence takes for granted whatever it says of them.

Who condemns "the murder of the minister", denies any part in "Monday's bombing" or claims responsibility for "the
attack on the newspaper" does not make it unreal: only the part somebody had in it is open.
"""

from __future__ import annotations

import re

from geoevents.extract.actors.words import PUBLIC_LIFE
from geoevents.extract.report.telling import how_named
from geoevents.extract.report.topics import VIOLENT
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Token

_words = str.split
# Nouns that tell what somebody has to do with a happening, and verbs that tie somebody to it.
_PARTS = frozenset(
    _words("participation involvement responsibility part role complicity hand link links connection credit blame "
           "suspicion knowledge authorship motive evidence suspect perpetrator mastermind author culprit inquiry "
           "investigation probe condemnation")
)  # fmt: skip
_TIES = frozenset(
    _words("implicate link connect tie blame accuse suspect arrest detain hold capture involve participate "
           "condemn denounce repudiate deplore investigate probe solve clarify mourn lament protest avenge claim "
           "punish resign learn confess")
)  # fmt: skip
_SPEAKS_TO = ("in", "for", "of", "with", "to", "about", "on", "against", "behind", "over", "from", "into", "after")
# What happened before or after something else did happen.
_TIMES = frozenset({"after", "following", "since"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_SPECIFIC = frozenset({"person", "name", "counted", "one"})
_DAY = re.compile(
    r"\b(?:yesterday|today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:morning|afternoon|evening|week)|"
    r"last (?:night|week)|(?:two|three|four|five|several|\d+) (?:days|hours) ago)\b",
    re.IGNORECASE,
)


def taken_for_granted(trigger: Trigger, scene: Scene) -> str | None:
    """The word over the trigger that leaves its happening a fact, or None.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    scene : Scene
        The sentence; without a tree the answer is None.
    """
    syntax = scene.syntax
    if trigger.pos != "noun" or trigger.sense not in VIOLENT or trigger.token is None or not syntax.has_tree:
        return None
    token = syntax.tokens[trigger.token]
    over = syntax.tokens[token.head]
    if token.pos not in ("NOUN", "PROPN") or over.i == token.i:
        return None
    if not (_is_definite(token, syntax) and _is_one(token, trigger, scene)) and not _is_owned_up(token, scene):
        return None
    if token.dep == "pobj" and over.text.lower() in _TIMES:
        return over.text
    if token.dep == "pobj" and over.text.lower() in _SPEAKS_TO:
        over = syntax.tokens[over.head]
        parts = [over, *syntax.kids(over.i, "dobj")]  # "denied any part in": the model hangs "in" on the verb
        return next((word.text for word in parts if word.lemma in _PARTS or word is over and word.lemma in _TIES), None)
    return over.text if token.dep in ("dobj", "pcomp") and over.lemma in _TIES - {"claim"} else None


def _is_definite(token: Token, syntax: Syntax) -> bool:
    below = syntax.children[token.i]
    return any(c.text.lower() in _DEFINITE or c.dep == "poss" for c in below)


def _is_owned_up(token: Token, scene: Scene) -> bool:
    """Whether somebody takes one deed at a named place upon himself: "responsibility for a blast in Panjgur"."""
    tokens, over = scene.syntax.tokens, scene.syntax.tokens[token.head]
    answered_for = over.dep == "prep" and tokens[over.head].lemma == "responsibility"
    return answered_for and token.tag == "NN" and bool(scene.place_tokens)


def _is_one(token: Token, trigger: Trigger, scene: Scene) -> bool:
    """Whether its victims, its day or its place tell one happening: no "the killing of civilians"."""
    syntax = scene.syntax
    heads = [*syntax.roles(trigger).patients, *(c for c in syntax.children[token.i] if c.dep == "poss")]
    several = len(heads) > 1 or any(c.dep == "nummod" for c in syntax.children[token.i])
    if token.tag == "NNS" and not several:
        return False
    if any(how_named(syntax, head) in _SPECIFIC or head.lemma in PUBLIC_LIFE and head.tag == "NN" for head in heads):
        return True
    below = syntax.subtree(token.i)
    if any(t.i in scene.place_tokens for t in below):
        return True
    return _DAY.search(" ".join(t.text for t in below)) is not None
