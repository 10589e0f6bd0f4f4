"""Who "the enemy" is: the side that the rest of the report names against its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geoevents.extract.actors.groups import NamedGroup, load_groups, regular_group
from geoevents.extract.actors.words import FOES
from geoevents.model import Actor, ParsedSentence
from geoevents.ontology import ActorKind

_MOST_SENTENCES = 80  # of a report that are read for the sides it names
_CLEARLY = 2  # times as often as the next side
_LAST_WORD = re.compile(r"[\w-]+$")
_FIGHTING_KINDS = frozenset({ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA})


def is_foe(actor: Actor | None) -> bool:
    """Whether the actor is called an enemy and nothing else."""
    if actor is None or actor.group is not None:
        return False
    last = _LAST_WORD.search(actor.name.lower())
    return last is not None and last.group() in FOES


def name_foe(
    actor: Actor | None, other: Actor | None, sentences: Sequence[ParsedSentence], event_country: str | None
) -> Actor | None:
    """The actor, with its group where it is only called an enemy and the report tells which side that is.

    Parameters
    ----------
    actor, other : Actor or None
        The one asked about, and the side opposite.
    sentences : sequence of ParsedSentence
        Of the whole report.
    event_country : str or None
        ISO 3166-1 alpha-2 of where it happened; its own forces are no enemy of whoever reports, unless the other
        side is a foreign army.
    """
    if actor is None or not is_foe(actor):
        return actor
    abroad = other is not None and other.country not in (None, event_country)
    own = other.country if abroad and other is not None else event_country
    side = _side_against(sentences, own, other.group if other else None)
    if side is None:
        return actor
    is_army = side.kind == ActorKind.STATE_FORCES
    kind = int(ActorKind.EXTERNAL_OR_OTHER) if is_army and side.country != event_country else side.kind
    return replace(actor, group=side.name, kind=kind, country=side.country or event_country)


def _side_against(sentences: Sequence[ParsedSentence], own: str | None, ally: str | None) -> NamedGroup | None:
    """The armed group or the foreign country that is named most; None where none is, or two are named alike."""
    table = load_groups()
    named: Counter[NamedGroup] = Counter()
    for sentence in sentences[:_MOST_SENTENCES]:
        for group in (g for span in table.find_groups(sentence.text) for g in span.groups[:1]):
            if group.kind in _FIGHTING_KINDS and group.name != ally:
                named[group] += 1
        for place in table.find_countries(sentence.text):
            army = regular_group("military", place.country.code)
            if army is not None and place.country.code != own and army.name != ally:
                named[army] += 1
    (first, often), (_, next_often) = [*named.most_common(2), (None, 0), (None, 0)][:2]
    return first if often >= max(1, _CLEARLY * next_often) else None
