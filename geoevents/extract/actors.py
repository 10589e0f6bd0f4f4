"""Who took part: the agent and the patient of a trigger, as the text names them and as groups.

With a parse the roles come from the tree (``syntax.Syntax``), without one from word order. Who merely
reports is never an actor, and what the text does not say stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geoevents.extract.actor_names import ActorName, name_actor
from geoevents.extract.actor_spots import spot_actors
from geoevents.extract.actor_words import INSTRUMENTS, PROPERTY, PROTESTERS, RIOTERS, SOURCES
from geoevents.extract.groups import load_groups
from geoevents.extract.syntax import Roles, Syntax
from geoevents.extract.triggers import Trigger
from geoevents.model import Actor, ParsedSentence, Token

_GROUP_PRONOUNS = frozenset("they them".split())
_BACK_NOUN = re.compile(
    r"\b(?:the|this|that)\s+(?P<noun>group|movement|organi[sz]ation|militia|faction|insurgents|militants|rebels|"
    r"fighters|attackers|"
    r"assailants|gunmen|guerrillas|jihadists|gang|cartel)$",
    re.IGNORECASE,
)
_BELONGING = re.compile(
    r"\s*,?\s*(?:who\s+(?:are|were)\s+)?(?:(?:believed|suspected|thought|said|presumed|alleged)\s+to\s+(?:belong\s+to|"
    r"be(?:\s+members?\s+of|\s+fighters?\s+of|\s+from|\s+linked\s+to)?)|"
    r"(?:suspected|believed)\s+of\s+belonging\s+to|belonging\s+to|loyal\s+to|allied\s+with|linked\s+to)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|among|pitting)\s+", re.IGNORECASE)
_AIMS = ("at", "on", "against", "upon", "toward", "towards")
_ACTING_NOUNS = PROTESTERS | RIOTERS | frozenset({"bomber", "bombers", "gunman", "gunmen", "sniper", "snipers"})
_FIGHTS = frozenset("battle gunbattle gunfight clash firefight shootout fight skirmish encounter confrontation".split())
_SUFFERED = frozenset("kill injure death".split())
_GOING = frozenset("flee return".split())
_BY = re.compile(r"\s+(?:[\w-]+\s+){0,2}?by\s+(?:the\s+|an?\s+)?", re.IGNORECASE)
_BY_REACH = 24  # characters from "by" to the actor: "by fighters of", "by suspected members of"
_DIPLOMATIC = frozenset("statement meet sanction aid agree threat".split())


_MANY = frozenset("hundreds thousands dozens scores tens many several".split())


def find_actors(
    trigger: Trigger,
    sentence: ParsedSentence,
    context: Sequence[ParsedSentence] = (),
    *,
    event_country: str | None = None,
    syntax: Syntax | None = None,
    places: frozenset[int] = frozenset(),
) -> tuple[Actor | None, Actor | None]:
    """Both sides of the event at ``trigger``.

    Parameters
    ----------
    trigger : Trigger
        Its ``token`` may be None; word order decides then.
    sentence : ParsedSentence
        The trigger's sentence, parsed or only split into words.
    context : sequence of ParsedSentence, optional
        Sentences before it, in reading order: for "the group" and "they", and only where one group alone was
        named there.
    event_country : str, optional
        ISO 3166-1 alpha-2 of where it happened: a foreign army is kind 8 there, "the army" is that country's.
    syntax : Syntax, optional
        The sentence's tree, where the caller has it already.
    places : frozenset of int, optional
        Numbers of the tokens that name literal places: "Goma" is no person, whatever the language model says.

    Returns
    -------
    (Actor or None, Actor or None)
        First who acted, then who was acted upon; None where the text does not say.
    """
    tree = syntax or Syntax(sentence)
    diplomatic = trigger.sense in _DIPLOMATIC
    if diplomatic:
        event_country = _home_of_talks(sentence, event_country)
    agents: list[ActorName] = []
    patients: list[ActorName] = []
    pair = _sides_of_between(trigger, sentence, event_country, diplomatic)
    if pair:
        agents, patients = [pair[0]], [pair[1]]
    else:
        roles = tree.roles(trigger) if tree.has_tree else Roles()
        roles = _without_places(roles, places)
        if trigger.sense == "death" and trigger.pos == "verb":
            roles = replace(roles, agents=(), patients=roles.agents or roles.patients)  # those who die suffer
        agents = _done_by(trigger, sentence, event_country) or _named(
            _claimed_by(trigger, tree), tree, context, event_country, diplomatic, agent=True
        )
        agents = agents or _named(roles.agents, tree, context, event_country, diplomatic, agent=True)
        agents = agents or _named(_by_what(trigger, roles, tree), tree, context, event_country, diplomatic, agent=True)
        patients = _named(roles.patients, tree, context, event_country, diplomatic, agent=False)
        own = _own_noun(trigger, tree)
        if own and not agents:
            agents = _named((own,), tree, context, event_country, diplomatic, agent=True)
        if not patients and tree.has_tree and trigger.token is not None:
            aimed = [
                t for t in _aimed_at(tree.tokens[trigger.token], tree) if not (t.i in places and t.entity == "PERSON")
            ]
            patients = _named(aimed, tree, context, event_country, diplomatic, agent=False)
        if not agents and trigger.sense == "protest":
            agents = _crowd(roles.agents, tree, event_country)
        if not agents and not patients:
            agents, patients = _by_order(trigger, sentence, event_country, diplomatic)
    persons = {t.start for t in tree.tokens if t.i in places and t.entity == "PERSON"}
    agents, patients = ([n for n in side if n.start not in persons] for side in (agents, patients))
    if trigger.sense in _GOING:
        patients = []  # nobody is acted upon by those who flee or go home
    mutual = trigger.sense in ("clash", "meet", "agree") or _is_mutual(trigger, tree)
    if len(agents) > 1 and not patients and mutual:
        agents, patients = agents[:1], agents[1:]
    first, second = _actor(agents), _actor(patients)
    if first and second and first.mentions == second.mentions:
        second = None
    return first, second


def _crowd(heads: Sequence[Token], tree: Syntax, event_country: str | None) -> list[ActorName]:
    """Those who protest and are told by their number alone: "hundreds rallied"."""
    many = [t for t in heads if t.text.lower() in _MANY]
    for head in many[:1]:
        start, end = _phrase_span(head, tree)
        crowd = name_actor("protesters", start, event_country, head="protesters")
        if crowd is not None:
            text = tree.sentence.text[start - tree.sentence.start : end - tree.sentence.start]
            return [replace(crowd, text=text, start=start, end=end)]
    return []


def _home_of_talks(sentence: ParsedSentence, event_country: str | None) -> str | None:
    """Whose "the government" is where people talk: the one country named beside the host."""
    named = {c.country.code for c in load_groups().find_countries(sentence.text, capitals=True) if not c.is_capital}
    others = named - {event_country}
    return others.pop() if len(others) == 1 and event_country not in named else event_country


def _without_places(roles: Roles, places: frozenset[int]) -> Roles:
    """The roles without tokens that the language model takes for persons and the gazetteer for places."""
    agents = tuple(t for t in roles.agents if not (t.i in places and t.entity == "PERSON"))
    patients = tuple(t for t in roles.patients if not (t.i in places and t.entity == "PERSON"))
    return replace(roles, agents=agents, patients=patients)


def _done_by(trigger: Trigger, sentence: ParsedSentence, event_country: str | None) -> list[ActorName]:
    """Whoever stands right behind a deed's noun: "after shelling by the militia"."""
    if trigger.pos != "noun":
        return []
    at = trigger.end - sentence.start
    by = _BY.match(sentence.text, at)
    if by is None:
        return []
    end = by.end() + sentence.start
    near = spot_actors(sentence.text[by.end() : by.end() + 80], end, event_country)
    return [name for name in near if name.start - end <= _BY_REACH][:1]


def _claimed_by(trigger: Trigger, tree: Syntax) -> list[Token]:
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


def _by_what(trigger: Trigger, roles: Roles, tree: Syntax) -> tuple[Token, ...]:
    """Who acts in the clause that tells how somebody was harmed: "died when an Israeli missile flattened the house"."""
    if trigger.sense not in _SUFFERED or roles.verb is None:
        return ()
    if roles.agents:
        return ()
    for fight in tree.prep_objects(roles.verb.i, ("in", "during")):  # "were shot dead in a gun battle with police"
        foes = tree.prep_objects(fight.i, ("with", "against")) if fight.lemma in _FIGHTS else []
        if foes:
            return tuple(foes)
    for clause in tree.kids(roles.verb.i, "advcl"):
        told = {t.text.lower() for t in tree.kids(clause.i, "advmod", "mark")}
        if clause.pos == "VERB" and told & {"when", "as"}:
            return tree.roles_of_verb(clause).agents
    return ()


def _is_mutual(trigger: Trigger, tree: Syntax) -> bool:
    """Whether the deed goes both ways: "soldiers and rebels exchanged fire"."""
    if trigger.token is None or not tree.has_tree:
        return False
    token = tree.tokens[trigger.token]
    return any(t.lemma in ("exchange", "trade", "swap") for t in (token, tree.tokens[token.head]))


def _own_noun(trigger: Trigger, tree: Syntax) -> Token | None:
    """The trigger's own word where it names those who act: "a suicide bomber", "demonstrators"."""
    if trigger.token is None or not tree.has_tree:
        return None
    inside = [t for t in tree.tokens if trigger.start <= t.start < trigger.end]
    return next((t for t in inside if t.text.lower() in _ACTING_NOUNS and t.pos in ("NOUN", "PROPN")), None)


def _aimed_at(token: Token, tree: Syntax) -> list[Token]:
    """Objects of "at", "on" or "against" under the trigger or its object: "threw stones at soldiers"."""
    found = tree.prep_objects(token.i, _AIMS)
    for thing in tree.kids(token.i, "dobj"):
        found = found or tree.prep_objects(thing.i, _AIMS)
    verb = tree.tokens[token.head]
    if not found and token.dep == "dobj" and verb.pos == "VERB":
        found = tree.prep_objects(verb.i, _AIMS)
    return found


def _actor(names: Sequence[ActorName]) -> Actor | None:
    """One actor out of the coordinated names of one side: the first names it, all are its mentions."""
    if not names:
        return None
    best = next((name for name in names if name.group), names[0])
    spans = tuple(sorted({(name.start, name.end) for name in names}))
    return Actor(best.text, best.group, best.kind, best.country, spans)


def _named(
    heads: Sequence[Token],
    tree: Syntax,
    context: Sequence[ParsedSentence],
    event_country: str | None,
    diplomatic: bool,
    *,
    agent: bool,
) -> list[ActorName]:
    """Names of the heads that are actors at all."""
    found: list[ActorName] = []
    for head in heads:
        low = head.text.lower()
        if low in SOURCES and not (diplomatic and low.startswith("spokes")):
            continue
        if low == "squad" and head.i and tree.tokens[head.i - 1].text.lower() == "firing":
            continue  # how it was done, not who did it
        deed = tree.tokens[head.head]
        if head.dep in ("amod", "compound", "nmod") and deed.text.lower() in INSTRUMENTS:
            head, low = deed, deed.text.lower()  # "an Israeli strike": whose strike, not a people
        start, end = _phrase_span(head, tree)
        text = tree.sentence.text[start - tree.sentence.start : end - tree.sentence.start]
        if low in _GROUP_PRONOUNS or _BACK_NOUN.search(text):
            antecedent = _antecedent(tree.sentence, start, context, event_country)
            if antecedent:
                found.append(antecedent)
            elif low not in _GROUP_PRONOUNS:
                name = name_actor(text, start, event_country, diplomatic=diplomatic)
                found += [name] if name else []
            continue
        if head.pos == "PRON":
            continue
        person = head.entity == "PERSON"
        name = name_actor(text, start, event_country, head=low, person=person, agent=agent, diplomatic=diplomatic)
        name = _of_whom(name, tree.sentence, end, event_country) if name else None
        if name and not any(name.start == other.start for other in found):
            found.append(name)
        elif name is None and low in INSTRUMENTS | PROPERTY:
            # "repelled an assault by rebels", "a convoy of French soldiers"
            behind = tree.prep_objects(head.i, ("by",) if low in INSTRUMENTS else ("of", "carrying"))
            found += _named(behind, tree, context, event_country, diplomatic, agent=agent)
    return found


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


def _phrase_span(head: Token, tree: Syntax) -> tuple[int, int]:
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


def _antecedent(
    sentence: ParsedSentence, before: int, context: Sequence[ParsedSentence], event_country: str | None
) -> ActorName | None:
    """The one group named before offset ``before`` in this or the last two sentences; None if there are several."""
    earlier = [other for other in context if other.end <= sentence.start][-2:]
    names = [name for other in earlier for name in spot_actors(other.text, other.start, event_country)]
    own = sentence.text[: max(0, before - sentence.start)]
    names += spot_actors(own, sentence.start, event_country)
    groups = {name.group or name.text.lower(): name for name in names if name.kind in (1, 2, 3, 4, 8)}
    named = [name for name in groups.values() if name.is_named]
    if len(groups) == 1 or len(named) == 1 and len(groups) == len(named):
        return next(iter(groups.values()))
    return None


def _sides_of_between(
    trigger: Trigger, sentence: ParsedSentence, event_country: str | None, diplomatic: bool
) -> tuple[ActorName, ActorName] | None:
    """Both sides of "clashes between A and B"."""
    if trigger.pos == "verb" and trigger.sense not in ("clash", "meet", "agree"):
        return None
    match = _BETWEEN.search(sentence.text, trigger.end - sentence.start)
    if match is None or match.start() - (trigger.end - sentence.start) > 40:
        return None
    names = spot_actors(
        sentence.text[match.end() :], sentence.start + match.end(), event_country, diplomatic=diplomatic
    )
    near = [name for name in names if name.start < sentence.start + match.end() + 160]
    if len(near) < 2:
        return None
    joint = sentence.text[near[0].end - sentence.start : near[1].start - sentence.start]
    return (near[0], near[1]) if re.search(r"\b(?:and|with)\b|,", joint) else None


def _by_order(
    trigger: Trigger, sentence: ParsedSentence, event_country: str | None, diplomatic: bool
) -> tuple[list[ActorName], list[ActorName]]:
    """Agent and patient by word order alone."""
    text, offset = sentence.text, sentence.start
    names = [
        n
        for n in spot_actors(text, offset, event_country, diplomatic=diplomatic)
        if n.end <= trigger.start or n.start >= trigger.end
    ]
    before = [n for n in names if n.end <= trigger.start]
    after = [n for n in names if n.start >= trigger.end]
    left = text[: trigger.start - offset]
    right = text[trigger.end - offset :]
    by = next(
        (n for n in after if re.search(r"\bby\s+(?:\w+\s+){0,2}$", text[trigger.end - offset : n.start - offset])), None
    )
    of = next(
        (
            n
            for n in after
            if re.match(r"\s+(?:of|on|against|at)\s+(?:\w+\s+){0,3}$", text[trigger.end - offset : n.start - offset])
        ),
        None,
    )
    passive = bool(re.search(r"\b(?:was|were|been|being)\s+(?:\w+\s+){0,2}$", left, re.IGNORECASE))
    if trigger.pos == "noun":
        owner = [n for n in before if left[n.end - offset :].strip(" '’s") == ""]
        return ([by] if by else owner[-1:]), ([of] if of else [])
    if passive or by:
        told = [n for n in before if not re.search(r"\b(?:said|says|told|adding|added)\b", left[n.end - offset :])]
        return ([by] if by else []), told[-1:]
    close_before = [n for n in before if not re.search(r"[;:]|\bsaid\b|\bthat\b", left[n.end - offset :])]
    close_after = [
        n for n in after if not re.search(r"[;:,]|\b(?:said|when|after|while|by)\b", right[: n.start - trigger.end])
    ]
    return close_before[-1:], close_after[:1]
