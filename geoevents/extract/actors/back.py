"""Who is meant by words that point back to whoever speaks: "Hezbollah said it fired", "its fighters", "our units"."""

from __future__ import annotations

import re

from geoevents.extract.actors.names import ActorName
from geoevents.extract.actors.spots import spot_actors
from geoevents.extract.sentence.speech import SPEECH
from geoevents.extract.sentence.syntax import Syntax
from geoevents.model import Token
from geoevents.ontology import ActorKind

OWNED = re.compile(r"(?:[\w-]+\s+of\s+)?(?:its|their|our)\s+", re.IGNORECASE)
UNDER_ARMS = frozenset(
    {
        ActorKind.STATE_FORCES,
        ActorKind.REBEL_GROUP,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
        ActorKind.EXTERNAL_OR_OTHER,
    }
)
_OWNING_UP = frozenset({"claim", "admit", "acknowledge"})  # who claims a deed did it
_LAUNCHES = frozenset("fire launch send lob shoot plant lay drop direct operate fly".split())


def speaker_over(token: Token, tree: Syntax) -> Token | None:
    """The subject of the nearest verb of speech over a token: who "it" is in "the group said it fired"."""
    if not tree.has_tree:
        return None
    for verb in tree.ancestors(token.i):
        if verb.lemma in SPEECH:
            return next((s for s in tree.kids(verb.i, "nsubj") if s.i != token.i), None)
    return None


def armed_speaker(token: Token, tree: Syntax, country: str | None) -> ActorName | None:
    """The armed side that speaks over a token, from the words of its phrase: "the YPG press office"."""
    speaker = speaker_over(token, tree)
    if speaker is None or speaker.pos == "PRON":
        return None
    found: list[ActorName] = []
    for skip in (
        ("relcl", "acl", "appos", "punct", "prep"),
        ("relcl", "acl", "appos"),
    ):  # then "a colonel of the front"
        words = tree.subtree(speaker.i, skip=skip)
        start, end = words[0].start, words[-1].end
        sentence = tree.sentence
        names = spot_actors(sentence.text[start - sentence.start : end - sentence.start], start, country)
        found += [n for n in names if n.kind in UNDER_ARMS and not (n.group or "").startswith("Government")]
    return next((n for n in found if n.is_named), next((n for n in found if n.group), next(iter(found), None)))


def is_speaker(token: Token, tree: Syntax, trigger: int | None) -> bool:
    """Whether a token is only who tells of the deed: "officials said"."""
    verb = tree.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma not in SPEECH - _OWNING_UP or verb.i == trigger:
        return False
    return trigger is None or tree.tokens[trigger].head != verb.i or tree.tokens[trigger].dep != "conj"


def launched_by(weapon: Token, tree: Syntax) -> list[Token]:
    """Who sent a weapon: "drones launched by the movement"."""
    deeds = [t for t in tree.kids(weapon.i, "acl", "relcl") if t.lemma in _LAUNCHES]
    deeds += [
        t for one in tree.kids(weapon.i, "conj") for t in tree.kids(one.i, "acl", "relcl") if t.lemma in _LAUNCHES
    ]
    return [who for deed in deeds for who in tree.prep_objects(deed.i, ("by",))]
