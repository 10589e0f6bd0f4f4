"""Heads of the parse that are actors, as names: whole phrases, "the group" and "they" led back, who belongs to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoevents.extract.actors.back import OWNED, UNDER_ARMS, armed_speaker, launched_by
from geoevents.extract.actors.names import ActorName, name_actor
from geoevents.extract.actors.spots import spot_actors
from geoevents.extract.actors.words import INSTRUMENTS, PROPERTY, SOURCES
from geoevents.extract.sentence.syntax import Syntax
from geoevents.model import ParsedSentence, Token
from geoevents.ontology import ActorKind

_WEAPONS = frozenset("drone drones uav uavs quadcopter quadcopters".split())
_AMOUNTS = frozenset("total dozens scores hundreds thousands number handful majority one two some several many".split())
_WHERE = frozenset("in at near outside inside on along during after before under around".split())
_GROUP_PRONOUNS = frozenset("they them".split())
_BACK_NOUN = re.compile(
    r"\b(?:the|this|that)\s+(?P<noun>group|movement|organi[sz]ation|militia|faction|insurgents|militants|rebels|"
    r"fighters|attackers|"
    r"assailants|gunmen|guerrillas|jihadists|gang|cartel)$",
    re.IGNORECASE,
)
_BELONGING = re.compile(
    r"\s*,?\s*(?:who\s+(?:are|were)\s+)?(?:(?:believed|suspected|thought|said|presumed|alleged)\s+to\s+(?:belong\s+to|"
    r"be(?:\s+members?\s+of|\s+fighters?\s+of|\s+elements?\s+(?:of|within|from)|\s+from|\s+linked\s+to)?)|"
    r"(?:suspected|believed)\s+of\s+belonging\s+to|belonging\s+to|attached\s+to|loyal\s+to|allied\s+with|linked\s+to|affiliated\s+(?:with|to)|with|from)\s+(?:the\s+)?",
    re.IGNORECASE,
)


# of no state
_REBELS = frozenset(
    """group movement organization organisation militia faction insurgents militants rebels fighters guerrillas
    jihadists cartel""".split()
)
_TROOPS = frozenset(
    "units unit forces troops soldiers fighters militants men members comrades commanders aircraft warplanes".split()
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reading of an actor's name depends on beside the name itself."""

    tree: Syntax
    context: Sequence[ParsedSentence]  # sentences before this one, in reading order: for "the group" and "they"
    country: str | None  # ISO 3166-1 alpha-2 of where it happened: "the army" is that country's
    diplomatic: bool  # whether governments talk: a spokesman is a party then, elsewhere a source


def actors_of(heads: Sequence[Token], setting: Setting, *, agent: bool) -> list[ActorName]:
    """Names of the heads that are actors at all, as those who act or (``agent`` false) who are acted upon."""
    tree = setting.tree
    found: list[ActorName] = []
    for head in heads:
        low = head.text.lower()
        if low in ("it", "they") and agent and not setting.diplomatic:
            speaker = armed_speaker(head, tree, setting.country)  # "the group said it fired rockets"
            found += [speaker] if speaker else []
            if speaker or low == "it":
                continue
        if low in SOURCES and not (setting.diplomatic and low.startswith("spokes")):
            continue
        if low == "squad" and head.i and tree.tokens[head.i - 1].text.lower() == "firing":
            continue  # how it was done, not who did it
        deed = tree.tokens[head.head]
        if head.dep in ("amod", "compound", "nmod") and deed.text.lower() in INSTRUMENTS:
            head, low = deed, deed.text.lower()  # "an Israeli strike": whose strike, not a people
        elif head.entity == "NORP" and head.i + 1 < len(tree.tokens):
            after = tree.tokens[head.i + 1]  # the model may read "Russian shelling" as a Russian who shells
            if after.text.lower() in INSTRUMENTS and after.head == head.i:
                text = tree.sentence.text[head.start - tree.sentence.start : after.end - tree.sentence.start]
                name = name_actor(text, head.start, setting.country, head=after.text.lower())
                found += [name] if name else []
                continue
        start, end = phrase_span(head, tree)
        text = tree.sentence.text[start - tree.sentence.start : end - tree.sentence.start]
        if low in _GROUP_PRONOUNS or _BACK_NOUN.search(text):
            antecedent = _antecedent(setting, start, rebels=low in _REBELS)
            if antecedent is None and low not in _GROUP_PRONOUNS:
                antecedent = name_actor(text, start, setting.country, diplomatic=setting.diplomatic)
            found += [antecedent] if antecedent else []
            continue
        if head.pos == "PRON" or _is_half_of_a_word(head, tree):
            continue
        if not owned(text):
            found += actors_of(launched_by(head, tree), setting, agent=agent)
            continue
        name = name_actor(
            text,
            start,
            setting.country,
            head=low,
            person=head.entity == "PERSON",
            agent=agent,
            diplomatic=setting.diplomatic,
        )
        name = _of_whom(name, tree.sentence, end, setting.country) if name else None
        name = _of_owner(name, head, text, start, setting)
        name = _of_apposition(name, head, setting) if name and head.entity == "PERSON" else name
        if name and not any(name.start == other.start for other in found):
            found.append(name)
        elif name is None and low in INSTRUMENTS | PROPERTY:
            # "repelled an assault by rebels", "a convoy of French soldiers"
            behind = tree.prep_objects(head.i, ("by",) if low in INSTRUMENTS else ("of", "carrying"))
            found += actors_of(behind, setting, agent=agent)
            found += actors_of(launched_by(head, tree), setting, agent=agent) if not behind else []
        elif name is None and low in _AMOUNTS:  # "killed a total of 12 militants"
            found += actors_of(tree.prep_objects(head.i, ("of",)), setting, agent=agent)
    return found


def owned(weapon: str) -> bool:
    """Whether the words of a weapon say whose it is: "an Israeli drone"; a bare one is nobody's."""
    words = weapon.lower().split()
    if not words or words[-1] not in _WEAPONS:
        return True
    named = name_actor(weapon, 0, None, head=words[-1])
    return named is not None and named.group is not None


def _of_owner(name: ActorName | None, head: Token, text: str, start: int, setting: Setting) -> ActorName | None:
    """The actor with the group of those it belongs to: "its fighters", where the movement speaks or was told before."""
    if not OWNED.match(text) or (name.is_named if name else text.lower().split()[-1] not in _TROOPS):
        return name
    owner = armed_speaker(head, setting.tree, setting.country)
    owner = owner or _antecedent(replace(setting, context=()), start) or _antecedent(setting, start)
    if owner is None or owner.group is None:
        return name
    if name is None:
        return replace(owner, start=start, end=start + len(text), text=text)
    return replace(name, group=owner.group, kind=owner.kind, country=owner.country, is_named=True)


def _of_apposition(name: ActorName, head: Token, setting: Setting) -> ActorName:
    """The person as one of those he is said to be beside his name: "Ruiz, a leader of the front"."""
    if name.is_named or name.kind != ActorKind.CIVILIANS:
        return name
    tree, at = setting.tree, setting.tree.sentence.start
    for beside in tree.kids(head.i, "appos"):
        start, end = phrase_span(beside, tree)
        told = name_actor(tree.sentence.text[start - at : end - at], start, setting.country, head=beside.text.lower())
        if told is not None and told.kind in UNDER_ARMS:
            return replace(name, group=told.group, kind=told.kind, country=told.country, is_named=told.is_named)
    return name


def _is_half_of_a_word(head: Token, tree: Syntax) -> bool:
    """Whether the parser cut it off a compound that names its enemies or friends: "anti-government" protests."""
    before = [t.text.lower() for t in tree.tokens[max(0, head.i - 2) : head.i]]
    return head.text.lower() in ("anti", "pro") or before[-1:] in (["-"], ["–"]) and before[0] in ("anti", "pro")


def _of_whom(name: ActorName, sentence: ParsedSentence, end: int, event_country: str | None) -> ActorName:
    """The actor with the group it is told to belong to: "gunmen believed to be members of Boko Haram"."""
    if name.is_named:
        return name
    rest = sentence.text[end - sentence.start :]
    match = _BELONGING.match(rest)
    if match is None:
        return name
    at = end + match.end()
    near = spot_actors(rest[match.end() : match.end() + 60], at, event_country)
    group = next((n for n in near if n.is_named and n.start - at <= 4), None)
    if group is None:
        return name
    return replace(name, group=group.group, kind=group.kind, country=group.country, is_named=True)


def phrase_span(head: Token, tree: Syntax) -> tuple[int, int]:
    """Offsets of the unbroken stretch of the head's noun phrase, with "of ..." after it but no other preposition."""
    phrase = {
        token.i
        for token in tree.subtree(head.i, skip=("relcl", "acl", "appos", "cc", "conj", "parataxis", "advcl", "ccomp"))
    }
    phrase |= {  # "a patrol of French and Malian soldiers"
        token.i
        for inner in sorted(phrase)
        if inner != head.i and tree.tokens[inner].dep in ("amod", "nmod", "compound")
        for other in tree.kids(inner, "cc", "conj")
        for token in tree.subtree(other.i)
    }
    cut = {
        token.i
        for prep in tree.kids(head.i, "prep", "agent")
        if prep.text.lower() not in ("of", "from") or prep.i < head.i
        for token in tree.subtree(prep.i)
    }
    cut |= {  # "a reporter of a local daily outside the club": where, not who
        token.i
        for inner in phrase - cut
        if inner > head.i and tree.tokens[inner].dep == "prep" and tree.tokens[inner].text.lower() in _WHERE
        for token in tree.subtree(inner)
    }
    kept = phrase - cut
    left = right = head.i
    while left - 1 in kept:
        left -= 1
    while right + 1 in kept:
        right += 1
    tokens = tree.tokens
    if left and tokens[left - 1].dep in ("amod", "compound", "nmod") and tokens[left - 1].text[:1].isupper():
        if tokens[left - 1].head == head.head:  # "Fano militiamen fought": the small model hangs the name too high
            left -= 1
    while right > head.i and tokens[right].text in {",", ".", ";", "(", "--", "-", '"'}:
        right -= 1
    return tokens[left].start, tokens[right].end


def _antecedent(setting: Setting, before: int, *, rebels: bool = False) -> ActorName | None:
    """The one group named before offset ``before`` in this or the last two sentences; None if there are several.

    "The militia" (``rebels``) is the one named group there that is no state's, whoever it fought.
    """
    sentence = setting.tree.sentence
    earlier = [other for other in setting.context if other.end <= sentence.start][-2:]
    names = [name for other in earlier for name in spot_actors(other.text, other.start, setting.country)]
    own = sentence.text[: max(0, before - sentence.start)]
    names += spot_actors(own, sentence.start, setting.country)
    groups = {name.group or name.text.lower(): name for name in names if name.kind in (1, 2, 3, 4, 8)}
    named = [name for name in groups.values() if name.is_named]
    against = [name for name in named if name.kind in (2, 3, 4)]
    if rebels and len(against) == 1:
        return against[0]
    if len(groups) == 1 or len(named) == 1 and len(groups) == len(named):
        return next(iter(groups.values()))
    return None
