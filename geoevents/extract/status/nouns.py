"""What the nouns over or before a trigger say of it: "the threat of an attack", "a plan to attack", "no attack"."""

from __future__ import annotations

import re

from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.status.history import Verdict
from geoevents.model import Token

_words = str.split
_NOUNS_OVER = frozenset(_words("threat warning plan plot attempt intention decision call fear"))
# Books and films tell of a deed that was news before: "a chronicle of the slaughter".
_TELLINGS = frozenset(
    _words("chronicle memoir novel documentary film movie book history account tale exhibition essay poem song "
           "painting")
)  # fmt: skip
# Nouns and adjectives over an action noun that take it out of the real: "the threat of an attack".
_UNREAL_NOUNS = re.compile(
    r"\b(threats?|risks?|fears?|danger|possibilit\w+|prospects?|plans?|plots?|warnings?|likelihood|potential|"
    r"possible|"
    r"likely|future|alleged|imminent|planned|threatened|feared|any|further|more|another|would-be|upcoming|"
    r"hypothetical|preventing|against|scenario|drill|exercise|simulated|mock|call(?:s|ed|ing)? for|in case of|"
    r"in the event of|anticipation of|"
    r"kind of|type of|capable of|ability to|right to|vulnerable to|immune (?:to|from)|protection from|ready to|"
    r"ready for|prepared? for|hopes? (?:of|for)|urg\w+ (?:for )?|bid to|refus\w+ to|unable to|able to|"
    r"rumou?rs? of|"
    r"responsib\w+ for|history of|decades? of|years? of|victims? of|anniversary of|memory of|end to|halt to|"
    r"charges? of|convicted of|accused of|guilty of|suspected of|trial (?:for|over)|indicted (?:for|on)|"
    r"sentenced (?:for|to)|(?:inquir(?:y|ies)|investigations?|probes?) into)\s+"
    r"(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
# "those responsible for the murder of the mayor will be tried": who they are is asked, the deed is taken for granted
_GRANTED = re.compile(
    r"\b(?:those|people|persons?|men|soldiers|officers|criminals|individuals|whoever)\s+(?:who\s+(?:is|are|was|were)\s+)?"
    r"responsible\s+for\s+(?:the|this|that)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_UNREAL_STATUS = (
    ("historical", re.compile(r"into|history of|decades? of|years? of|anniversary of|memory of|convicted|guilty|"
                              r"indicted|sentenced|trial|charges? of", re.I)),
    ("threatened", re.compile(r"threat|warning|imminent", re.I)),
    ("planned", re.compile(r"plan|plot|upcoming|ready|prepar|future|bid to", re.I)),
)  # fmt: skip


def verdict_of_noun_above(node: Token, child: Token) -> Verdict | None:
    """What a noun over the trigger says of it, ``child`` being the branch that leads down; None for other nouns."""
    if node.lemma in _TELLINGS and child.dep == "prep" and child.text.lower() in ("of", "about", "on", "into"):
        return "historical", f"told of before ({node.text!r})", 0.7
    if node.lemma not in _NOUNS_OVER or child.dep not in ("acl", "prep", "relcl", "pobj", "pcomp"):
        return None
    if node.lemma in ("threat", "warning"):
        return "threatened", f"under the noun {node.text!r}", 1.0
    if node.lemma == "attempt":
        return "attempted", "an attempt", 1.0
    if node.lemma in ("plan", "plot", "intention", "decision"):
        return "planned", f"under the noun {node.text!r}", 1.0
    return "hypothetical", f"under the noun {node.text!r}", 1.0


def verdict_of_words_before(before: str, token: Token, syntax: Syntax) -> Verdict | None:
    """What stands before an action noun: "no attack", "the threat of an attack"; None where nothing makes it unreal.

    Parameters
    ----------
    before : str
        The words just before the noun, some 45 characters.
    token : Token
        The noun.
    syntax : Syntax
        Its sentence's tree.
    """
    if any(c.text.lower() in ("no", "without", "never") for c in syntax.children[token.i]):
        return "denied", "negated", 1.0
    if token.dep == "pobj" and syntax.tokens[token.head].text.lower() == "without":
        return "denied", "negated", 1.0
    match = _UNREAL_NOUNS.search(before)
    if not match:
        return None
    if token.tag != "NNS" and _GRANTED.search(before):
        return "actual", "those responsible are spoken of", 0.9
    words = match.group(1)
    if words.lower() in ("more", "another"):
        return None  # "another attack" took place
    for status, pattern in _UNREAL_STATUS:
        if pattern.search(words):
            return status, f"{words!r} before it", 0.9
    return "hypothetical", f"{words!r} before it", 0.8
