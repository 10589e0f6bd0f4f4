"""Who acted in a deed beyond its subject and object: who claimed it, stood behind it, was aimed at, or fought back."""

from __future__ import annotations

import re

from geoevents.extract.actors.names import ActorName, name_actor
from geoevents.extract.actors.phrases import owned
from geoevents.extract.actors.spots import spot_actors
from geoevents.extract.actors.words import INSTRUMENTS, PROTESTERS, RIOTERS
from geoevents.extract.sentence.syntax import Roles, Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import ParsedSentence, Token

_AIMS = ("at", "on", "against", "upon", "toward", "towards")
_ACTING_NOUNS = PROTESTERS | RIOTERS | frozenset({"bomber", "bombers", "gunman", "gunmen", "sniper", "snipers"})
_FIGHTS = frozenset("battle gunbattle gunfight clash firefight shootout fight skirmish encounter confrontation".split())
_SUFFERED = frozenset("kill injure death".split())
_BY = re.compile(r"\s+(?:[\w-]+\s+){0,2}?by\s+(?:the\s+|an?\s+)?", re.IGNORECASE)
_OWNER = re.compile(r"(?:[A-Z][\w’'-]*|\barmy|\bpolice|\brebel|\bmilitary|\bgovernment)\s+$")
_IN_A_FIGHT_WITH = re.compile(
    r"[^.;:]{0,60}?\b(?:in|during)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:shoot-?\s?out|gun-?\s?(?:battle|fight)|fire-?\s?fight|"
    r"encounter|exchange\s+of\s+(?:gun)?fire|skirmish|confrontation|clash)\s+with\s+(?:the\s+|an?\s+)?",
    re.IGNORECASE,
)
_BY_REACH = 24  # characters from "by" to the actor: "by fighters of", "by suspected members of"


def done_by(trigger: Trigger, sentence: ParsedSentence, event_country: str | None) -> list[ActorName]:
    """Whoever stands right behind a deed's noun: "after shelling by the militia"."""
    if trigger.pos != "noun":
        return []
    at = trigger.end - sentence.start
    by = _BY.match(sentence.text, at)
    if by is None:
        return []
    end = by.end() + sentence.start
    near = spot_actors(sentence.text[by.end() : by.end() + 80], end, event_country)
    return [name for name in near if name.start - end <= _BY_REACH and owned(name.text)][:1]


def fought_with(trigger: Trigger, sentence: ParsedSentence, event_country: str | None) -> list[ActorName]:
    """Against whom those fought who fell: "was killed in a shoot-out with police"."""
    if trigger.sense not in _SUFFERED:
        return []
    match = _IN_A_FIGHT_WITH.match(sentence.text, trigger.end - sentence.start)
    if match is None:
        return []
    end = match.end() + sentence.start
    near = spot_actors(sentence.text[match.end() : match.end() + 80], end, event_country)
    return [name for name in near if name.start - end <= _BY_REACH][:1]


def who_claimed(trigger: Trigger, tree: Syntax) -> list[Token]:
    """Who claimed the deed: "the group claimed an attack", "claimed responsibility for the bombing"."""
    if trigger.token is None or not tree.has_tree:
        return []
    above = tree.ancestors(trigger.token)[:3]
    claim = next((t for t in above if t.lemma in ("claim", "admit") and t.pos == "VERB"), None)
    if claim is None or any(t.pos == "VERB" for t in above[: above.index(claim)]):
        return []
    if trigger.pos != "noun" or not (above[0] is claim or any(t.lemma == "responsibility" for t in above)):
        return []
    return tree.kids(claim.i, "nsubj")


def whose_doing(trigger: Trigger, roles: Roles, tree: Syntax) -> tuple[Token, ...]:
    """Who acts in the clause that tells how somebody was harmed: "died when an Israeli missile flattened the house"."""
    if trigger.sense not in _SUFFERED | {"assault", "execute"} or roles.verb is None or trigger.pos != "verb":
        return ()
    if roles.agents or trigger.sense not in _SUFFERED and not tree.is_passive(roles.verb):
        return ()
    for deed in tree.prep_objects(roles.verb.i, ("in", "during", "by", "from")):
        if deed.lemma in _FIGHTS:  # "were shot dead in a gun battle with police"
            foes = tree.prep_objects(deed.i, ("with", "against"))
            if foes:
                return tuple(foes)
        elif deed.text.lower() in INSTRUMENTS:  # "were killed in an Israeli raid", "in an ambush by rebels"
            return (deed,)
    for clause in tree.kids(roles.verb.i, "advcl"):
        told = {t.text.lower() for t in tree.kids(clause.i, "advmod", "mark")}
        if clause.pos == "VERB" and told & {"when", "as"}:
            return tree.roles_of_verb(clause).agents
    return ()


def left_dead(trigger: Trigger, tree: Syntax) -> list[Token]:
    """Those who are dead: "ten people are dead", "left three soldiers dead"."""
    if trigger.token is None or not tree.has_tree or trigger.text.lower() != "dead":
        return []
    token = tree.tokens[trigger.token]
    verb = tree.tokens[token.head]
    if verb.lemma == "be":
        return [t for s in tree.kids(verb.i, "nsubj") for t in tree.with_conjuncts(s)]
    return tree.kids(token.i, "nsubj") or (tree.kids(verb.i, "dobj") if verb.lemma == "leave" else [])


def of_whom_by_words(trigger: Trigger, sentence: ParsedSentence, event_country: str | None) -> list[ActorName]:
    """Whose a deed is by the word right before it, where the tree has it wrong: "Russian shelling"."""
    deed = trigger.text.lower()
    before = _OWNER.search(sentence.text[: trigger.start - sentence.start])
    if deed not in INSTRUMENTS or before is None:
        return []
    start = before.start() + sentence.start
    name = name_actor(f"{before.group()}{deed}", start, event_country, head=deed)
    return [name] if name is not None and name.group is not None else []


def own_noun(trigger: Trigger, tree: Syntax) -> list[Token]:
    """The trigger's own word where it names those who act: "a suicide bomber", "demonstrators"."""
    if trigger.token is None or not tree.has_tree:
        return []
    inside = [t for t in tree.tokens if trigger.start <= t.start < trigger.end]
    return [t for t in inside if t.text.lower() in _ACTING_NOUNS and t.pos in ("NOUN", "PROPN")][:1]


def aimed_at(trigger: Trigger, tree: Syntax) -> list[Token]:
    """Objects of "at", "on" or "against" under the trigger or its object: "threw stones at soldiers"."""
    if trigger.token is None or not tree.has_tree:
        return []
    token = tree.tokens[trigger.token]
    found = tree.prep_objects(token.i, _AIMS)
    for thing in tree.kids(token.i, "dobj"):  # "threw stones at soldiers", "fought a gunfight with rebels"
        found = found or tree.prep_objects(thing.i, (*_AIMS, "with") if thing.lemma in _FIGHTS else _AIMS)
    verb = tree.tokens[token.head]
    if not found and token.dep == "dobj" and verb.pos == "VERB":
        found = tree.prep_objects(verb.i, _AIMS)
    return found


def is_mutual(trigger: Trigger, tree: Syntax) -> bool:
    """Whether the deed goes both ways: "soldiers and rebels exchanged fire"."""
    if trigger.token is None or not tree.has_tree:
        return False
    token = tree.tokens[trigger.token]
    return any(t.lemma in ("exchange", "trade", "swap") for t in (token, tree.tokens[token.head]))
