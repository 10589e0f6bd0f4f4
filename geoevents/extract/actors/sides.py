"""Who took part: the agent and the patient of a trigger, as the text names them and as groups.

With a parse the roles come from the tree (``syntax.Syntax``), without one from word order. Who merely
reports is never an actor, and what the text does not say stays None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geoevents.extract.actors.back import is_speaker
from geoevents.extract.actors.groups import load_groups
from geoevents.extract.actors.names import ActorName, name_actor
from geoevents.extract.actors.order import sides_by_order, sides_of_between
from geoevents.extract.actors.phrases import Setting, actors_of, owned, phrase_span
from geoevents.extract.actors.roles import (
    aimed_at,
    done_by,
    fought_with,
    is_mutual,
    left_dead,
    of_whom_by_words,
    own_noun,
    who_claimed,
    whose_doing,
)
from geoevents.extract.sentence.syntax import Roles, Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Actor, ParsedSentence, Token
from geoevents.ontology import ActorKind

_GOING = frozenset("flee return".split())
_CROWD_DEEDS = frozenset("riot protest mob".split())
# What word order alone makes nobody without arms guilty of: "people were killed when an airstrike hit a school".
_DONE_TO_PEOPLE = frozenset("airstrike shelling missile blast grenade strafe suicide assault kill injure death".split())
_SUFFERED = frozenset({"kill", "injure", "death"})
_DATELINE = re.compile(r"\s*\([A-Z][\w. ]{1,20}\)\s*[-–—_]")  # "UKRAINE (Reuters) -"
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
    pair = sides_of_between(trigger, sentence, event_country, diplomatic)
    if pair:
        agents, patients = [pair[0]], [pair[1]]
    else:
        agents, patients = _by_tree(trigger, Setting(tree, context, event_country, diplomatic), places)
        if not agents and not patients:
            agents, patients = sides_by_order(trigger, sentence, event_country, diplomatic)
            agents, patients = ([n for n in side if owned(n.text)] for side in (agents, patients))
            agents, patients = _as_the_tree_has_them(agents, patients, trigger, tree)
            if tree.has_tree and trigger.sense in _DONE_TO_PEOPLE:
                agents = [n for n in agents if n.kind != ActorKind.CIVILIANS and not _is_office(n)]
    towns = {t.start for t in tree.tokens if _is_town(t, places)}
    agents, patients = (
        [n for n in side if n.start not in towns or n.kind != ActorKind.CIVILIANS] for side in (agents, patients)
    )
    if trigger.sense in _CROWD_DEEDS and not agents and patients and patients[0].kind in (5, 6):
        agents, patients = patients, []  # "rioters were armed with petrol bombs"
    agents = [n for n in agents if not _DATELINE.match(sentence.text, n.end - sentence.start)]
    if trigger.sense in _SUFFERED and trigger.pos == "noun":
        agents = [n for n in agents if n.kind != ActorKind.CIVILIANS]  # "attacks on homes of elders led to ten deaths"
    if trigger.sense in _SUFFERED and not agents:
        agents, patients = _parted(patients)
    if trigger.sense in _GOING:
        patients = []  # nobody is acted upon by those who flee or go home
    mutual = trigger.sense in ("clash", "meet", "agree") or is_mutual(trigger, tree)
    if len(agents) > 1 and not patients and mutual:
        agents, patients = agents[:1], agents[1:]
    if agents and agents[0].is_named and agents[0].group:
        patients = [n for n in patients if n.group != agents[0].group]  # "guerrillas with the front"
    first, second = _actor(agents), _actor(patients)
    if first and second and first.mentions == second.mentions:
        second = None
    return first, second


def _by_tree(trigger: Trigger, setting: Setting, places: frozenset[int]) -> tuple[list[ActorName], list[ActorName]]:
    """Those who act and those who are acted upon, as the tree has them; nearer words first."""
    tree = setting.tree
    roles = _without_towns(tree.roles(trigger) if tree.has_tree else Roles(), places)
    if trigger.sense == "death" and trigger.pos == "verb":
        roles = replace(roles, agents=(), patients=roles.agents or roles.patients)  # those who die suffer
    telling = [t for t in roles.agents if is_speaker(t, tree, trigger.token)]
    roles = replace(roles, agents=tuple(t for t in roles.agents if t not in telling))
    agents = (
        done_by(trigger, tree.sentence, setting.country)
        or actors_of(who_claimed(trigger, tree), setting, agent=True)
        or actors_of(roles.agents, setting, agent=True)
        or actors_of(whose_doing(trigger, roles, tree), setting, agent=True)
        or actors_of(own_noun(trigger, tree), setting, agent=True)
        or fought_with(trigger, tree.sentence, setting.country)
        or of_whom_by_words(trigger, tree.sentence, setting.country)
    )
    if not agents and trigger.sense == "protest":
        agents = _crowd(roles.agents, setting)
    patients = actors_of(roles.patients, setting, agent=False)
    if not patients:
        aimed = [t for t in aimed_at(trigger, tree) if not _is_town(t, places)]
        patients = actors_of(aimed or left_dead(trigger, tree), setting, agent=False)
    return agents, patients


def _is_office(name: ActorName) -> bool:
    """Whether it is a mayor or a minister, who is more often shot than shooting."""
    return (name.group or "").startswith("Government of ")


def _as_the_tree_has_them(
    agents: list[ActorName], patients: list[ActorName], trigger: Trigger, tree: Syntax
) -> tuple[list[ActorName], list[ActorName]]:
    """The sides that word order gives a verb, only its own subject and object where the tree has them.

    "They fled as a blast hit the truck", "as they took the town": nobody named before is meant.
    """
    if trigger.token is None or not tree.has_tree or trigger.pos != "verb" or trigger.sense == "clash":
        return agents, patients
    roles = tree.roles(trigger)
    told = ((agents, roles.agents), (patients, roles.patients))
    first, second = (
        [n for n in names if not own or any(n.start <= t.start < n.end for t in own)] for names, own in told
    )
    return first, second


def _parted(names: list[ActorName]) -> tuple[list[ActorName], list[ActorName]]:
    """Those who fell together as both sides of their fight: "four soldiers and nine rebels were killed"."""
    forces = [n for n in names if n.kind in (ActorKind.STATE_FORCES, ActorKind.EXTERNAL_OR_OTHER)]
    rebels = [n for n in names if n.kind in (ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA)]
    return (rebels, forces) if forces and rebels else ([], names)


def _crowd(heads: Sequence[Token], setting: Setting) -> list[ActorName]:
    """Those who protest and are told by their number alone: "hundreds rallied"."""
    tree = setting.tree
    head = next((t for t in heads if t.text.lower() in _MANY), None)
    if head is None:
        return []
    start, end = phrase_span(head, tree)
    crowd = name_actor("protesters", start, setting.country, head="protesters")
    text = tree.sentence.text[start - tree.sentence.start : end - tree.sentence.start]
    return [replace(crowd, text=text, start=start, end=end)] if crowd else []


def _home_of_talks(sentence: ParsedSentence, event_country: str | None) -> str | None:
    """Whose "the government" is where people talk: the one country named beside the host."""
    named = {c.country.code for c in load_groups().find_countries(sentence.text, capitals=True) if not c.is_capital}
    others = named - {event_country}
    return others.pop() if len(others) == 1 and event_country not in named else event_country


def _is_town(token: Token, places: frozenset[int]) -> bool:
    """Whether the language model takes a token for a person and the gazetteer for a place: "Goma"."""
    return token.i in places and token.entity == "PERSON"


def _without_towns(roles: Roles, places: frozenset[int]) -> Roles:
    agents = tuple(t for t in roles.agents if not _is_town(t, places))
    patients = tuple(t for t in roles.patients if not _is_town(t, places))
    return replace(roles, agents=agents, patients=patients)


def _actor(names: Sequence[ActorName]) -> Actor | None:
    """One actor out of the coordinated names of one side: the first names it, all are its mentions."""
    if not names:
        return None
    best = next((name for name in names if name.group), names[0])
    spans = tuple(sorted({(name.start, name.end) for name in names}))
    return Actor(best.text, best.group, best.kind, best.country, spans)
