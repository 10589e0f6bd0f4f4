"""What a sentence tells as the way things stand, "the group, which has signed a deal", and not as news of a day."""

from __future__ import annotations

import re

from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Token

_MOVES = frozenset({"change", "base"})  # forces that are somewhere, came together or split
_TAKING = frozenset({"capture", "recapture", "transfer", "fall"})
_MUCH = re.compile(
    r"\b(?:(?:almost|nearly|virtually|practically)\s+(?:all|the\s+whole|every)|most|much|(?:large|vast|wide|huge)\s+\w+|"
    r"swathes|(?:half|a\s+third|a\s+quarter|two\s+thirds|\d+\s*(?:%|per\s?cent|percent)))\s+of\b",
    re.IGNORECASE,
)
_MADE = frozenset({"form", "create", "found", "establish", "set up", "launch", "merge", "unite"})  # once, so it is news
_PRESENT, _PAST = frozenset({"has", "have"}), frozenset({"had"})


def tells_how_things_stand(trigger: Trigger, syntax: Syntax, *, at_a_point: bool) -> bool:
    """Whether what bears no day of its own only tells who somebody is, or where forces have been for long.

    Parameters
    ----------
    trigger : Trigger
        From the sentence of ``syntax``; the text tells no day of it.
    syntax : Syntax
        Its tree.
    at_a_point : bool
        Whether its own sentence tells a place finer than a country.
    """
    if trigger.token is None or not syntax.has_tree:
        return False
    verb = syntax.clause_verb(trigger.token)
    if verb is None:
        return False
    beside = verb.dep == "advcl" and verb.tag == "VBG"  # "has spread around the lake, recruiting ..."
    if beside:
        verb = syntax.clause_verb(verb.head) or verb
    if _describes(verb, syntax) and _helped_by(verb, syntax, _PRESENT):
        return True
    if trigger.sense == "flee" and verb.dep == "acl" and verb.tag == "VBN":
        return True  # "families displaced by the war live in tents"
    if trigger.sense in _TAKING and _helped_by(verb, syntax, _PRESENT) and _MUCH.search(syntax.sentence.text):
        return True  # "gangs have taken control of almost all of the capital"
    if trigger.sense in _TAKING and any(c.text.lower() == "recently" for c in syntax.kids(verb.i, "advmod")):
        return True  # "a village that the army recently took"
    long_so = _describes(verb, syntax) or _helped_by(verb, syntax, _PRESENT | _PAST)
    moves = trigger.sense in _MOVES and trigger.lemma not in _MADE
    return moves and long_so and (beside or not at_a_point)


def _describes(verb: Token, syntax: Syntax) -> bool:
    """Whether a verb heads a relative clause or goes on with one."""
    seen = {verb.i}
    while verb.dep == "conj" and verb.head not in seen:
        verb = syntax.tokens[verb.head]
        seen.add(verb.i)
    return verb.dep == "relcl"


def _helped_by(verb: Token, syntax: Syntax, words: frozenset[str]) -> bool:
    return any(child.text.lower() in words for child in syntax.kids(verb.i, "aux"))
