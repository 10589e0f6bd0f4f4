"""Which group "the rebels" are: the one that the report names most, where it names one clearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from geoevents.extract.actors.groups import NamedGroup, choose_group, load_groups
from geoevents.model import Actor, ParsedSentence
from geoevents.ontology import ActorKind

_MOST_SENTENCES = 60  # of a report that are read for the groups it names
_CLEARLY = 2  # times as often as the next group
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MILITIA = frozenset("militia militias militiaman militiamen".split())
_REBELS = frozenset(
    """rebel rebels insurgent insurgents insurgency guerrilla guerrillas guerilla guerillas militant militants jihadist
    jihadists jihadi jihadis fighter fighters terrorist terrorists extremist extremists islamist islamists separatist
    separatists secessionist secessionists combatant combatants ultras maoists group outfit movement faction commander
    commanders leader member members
    paramilitary paramilitaries""".split()
)
# words for armed men of any sort, militias with a party or a patron among them
_ANY_FIGHTERS = frozenset("paramilitary paramilitaries fighter fighters militant militants group gunmen".split())
_CRIMINALS = frozenset("cartel cartels gang gangs gangsters gangster member members mafia sicarios leader".split())
_OF_CRIME = frozenset({"cartel", "cartels", "gang", "gangs", "gangsters", "gangster", "mafia", "sicarios"})
# words that say it is not the side already told, or that nobody knows who it is
_SOMEBODY_ELSE = frozenset(
    """rival rivals other others another unidentified unknown unnamed different several various two three second new
    former splinter local-based drug armed""".split()
)
_HEDGED = re.compile(
    r"\b(?:no\s+(?:one|group|organi[sz]ation|party)|nobody|in\s+the\s+past|often|regularly|frequently|similar|previous|"
    r"past\s+attacks|has\s+carried\s+out\s+(?:numerous|many|several))\b",
    re.IGNORECASE,
)
# Of no one country: whoever is called a rebel or a guerrilla is seldom theirs.
_WORLDWIDE_WORDS = frozenset(
    """militant militants jihadist jihadists jihadi jihadis terrorist terrorists extremist extremists islamist islamists
    insurgent insurgents fighter fighters group""".split()
)
_OF_A_PEOPLE = re.compile(r"\b(?:militants|rebels|insurgents|ultras)$")  # "Bodo militants", where their group is named
_ARMED = {
    "rebels": frozenset({ActorKind.REBEL_GROUP}),
    "fighters": frozenset({ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA}),
    "criminals": frozenset({ActorKind.POLITICAL_MILITIA}),
    "militia": frozenset({ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA}),
}


def name_generic(
    actor: Actor | None, other: Actor | None, sentences: Sequence[ParsedSentence], event_country: str | None
) -> Actor | None:
    """The actor, with its group where it is only called rebels or a gang and the report names which.

    Parameters
    ----------
    actor, other : Actor or None
        The one asked about, and the side opposite, which it cannot be.
    sentences : sequence of ParsedSentence
        Of the whole report.
    event_country : str or None
        ISO 3166-1 alpha-2 of where it happened.
    """
    sort = _sort_of(actor)
    if actor is None or sort is None or _is_of_elsewhere(actor.name, event_country):
        return actor
    alone = sort == "militia"  # where others are named too it may be any
    group = named_most(sentences, event_country, _ARMED["rebels" if actor.group else sort], alone=alone)
    words = {word.lower() for word in _WORD.findall(actor.name)}
    if group is not None and group.country is None and not words & _WORLDWIDE_WORDS:
        return actor
    if group is None or other is not None and group.name == other.group:
        return actor
    return replace(actor, group=group.name, kind=group.kind, country=group.country or event_country)


def _sort_of(actor: Actor | None) -> str | None:
    """Whether the actor is told only as rebels or only as criminals; None where its words say more, or other."""
    if actor is None or actor.kind not in _ARMED["militia"]:
        return None
    if actor.group is not None and not (actor.kind == ActorKind.IDENTITY_MILITIA and _OF_A_PEOPLE.search(actor.name)):
        return None
    words = {word.lower() for word in _WORD.findall(actor.name)}
    if words & _SOMEBODY_ELSE:
        return None
    if words & _OF_CRIME:
        return "criminals" if words & _CRIMINALS else None
    if words & _MILITIA:
        return "militia"
    if words & _ANY_FIGHTERS and not words & (_REBELS - _ANY_FIGHTERS):
        return "fighters"
    return "rebels" if words & _REBELS else None


def _is_of_elsewhere(name: str, event_country: str | None) -> bool:
    """Whether the words name a country that is not the event's: "Ugandan rebels" in the Congo may be any of several."""
    return any(place.country.code != event_country for place in load_groups().find_countries(name))


def named_most(
    sentences: Sequence[ParsedSentence],
    event_country: str | None,
    kinds: frozenset[ActorKind],
    *,
    alone: bool = False,
) -> NamedGroup | None:
    """The armed group of these kinds that a report names clearly most often, or ``alone``; None where it names none."""
    named: Counter[NamedGroup] = Counter()
    sure: set[NamedGroup] = set()
    for sentence in sentences[:_MOST_SENTENCES]:
        for group in _groups_of(sentence.text, event_country):
            if group.kind in kinds and group.note != "party":
                named[group] += 1
                if not _HEDGED.search(sentence.text):
                    sure.add(group)
    (first, often), (_, next_often) = [*named.most_common(2), (None, 0), (None, 0)][:2]
    if first not in sure or alone and next_often:
        return None
    return first if often >= max(1, _CLEARLY * next_often) else None


@lru_cache(maxsize=512)  # several events of a report ask about the same sentences
def _groups_of(text: str, event_country: str | None) -> tuple[NamedGroup, ...]:
    """Groups at home where it happened, or of no one country, that a sentence names; each once."""
    chosen = (choose_group(span, event_country) for span in load_groups().find_groups(text))
    return tuple(dict.fromkeys(g for g in chosen if g is not None))
