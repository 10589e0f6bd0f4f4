"""The fields of an event beside type and place: people harmed, sides, weapons and targets.

Counts of the own sentence are needed before mentions merge (they tell incidents apart); the rest is only looked
up for what remains, which is worth a third of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from geoevents.extract.draft import Draft
from geoevents.extract.incident.both_sides import mentions_of, sides_of
from geoevents.extract.kinds.objects import find_objects
from geoevents.extract.kinds.participants import STATE
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.tolls.casualties import Casualties
from geoevents.model import Actor, ParsedSentence
from geoevents.ontology import may_harm

_TAKEN_BY = {
    1: "Government regains territory",
    2: "Non-state actor overtakes territory",
    3: "Non-state actor overtakes territory",
    4: "Non-state actor overtakes territory",
    8: "Government regains territory",
}  # by the kind of the named group that took the place
_UNARMED = frozenset({"Diplomacy", "Displacement"})  # who met over a shelling shelled nothing
_DETAINING = frozenset({"Arrests", "Abduction/forced disappearance"})


def counts_for(found: Casualties, draft_type: str | None, sub_event_type: str | None) -> Casualties:
    """Only the counts that an event of this type can have: nobody is killed by a statement."""
    return found._replace(
        fatalities=found.fatalities if may_harm(sub_event_type) else None,
        injuries=found.injuries if may_harm(sub_event_type) else None,
        displaced=found.displaced if draft_type == "Displacement" else None,
        detained=found.detained if sub_event_type in _DETAINING or draft_type in ("Protests", "Riots") else None,
    )


def complete(
    draft: Draft,
    sentences: Sequence[ParsedSentence],
    scene_of: Callable[[int], Scene],
    sections: Sequence[int],
    others: Sequence[int] = (),
) -> Draft:
    """The draft with sides, weapons and targets; ``others`` are the sentences that tell of other incidents."""
    number = draft.sentence
    weapons: list[str] = []
    targets: list[str] = []
    for trigger, where in mentions_of(draft):
        if where == number and draft.event_type not in _UNARMED and draft.sub_event_type != "Agreement":
            objects = find_objects(trigger, sentences[where])
            weapons += [m.value for m in objects.weapons]
            targets += [m.value for m in objects.targets]
    actor1, actor2 = sides_of(draft, sentences, scene_of, sections, others)
    return replace(
        draft,
        sub_event_type=_by_side(draft, actor1, actor2),
        actor1=actor1,
        actor2=actor2,
        weapons=tuple(dict.fromkeys(weapons)),
        targets=tuple(dict.fromkeys(targets)),
    )


def _by_side(draft: Draft, actor: Actor | None, other: Actor | None) -> str | None:
    """Whether a state or others took a place, by the named group: "Forces" and "Army" stand in names of both."""
    sub_event_type = draft.sub_event_type
    if (
        actor is None
        and not draft.decision.agents
        and other is not None
        and other.kind == 1
        and sub_event_type == "Government regains territory"
    ):
        return "Non-state actor overtakes territory"  # taken from the army, by whom the words do not name
    if actor is None or sub_event_type not in _TAKEN_BY.values():
        return sub_event_type
    if actor.group is None and actor.kind not in (2, 3, 4):
        return sub_event_type
    if actor.group is None and draft.decision.agents == {STATE}:
        return sub_event_type  # "forces wrested the camp from a militia": the unnamed militia did not take it
    return _TAKEN_BY.get(actor.kind or 0, sub_event_type)
