"""Both sides of one incident out of all that its mentions and the rest of the report tell of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geoevents.extract.actors.claims import claimant
from geoevents.extract.actors.foes import name_foe
from geoevents.extract.actors.groups import load_groups, regular_group
from geoevents.extract.actors.named import name_generic
from geoevents.extract.actors.names import ActorName
from geoevents.extract.actors.sides import find_actors
from geoevents.extract.actors.spots import spot_actors
from geoevents.extract.draft import Draft
from geoevents.extract.report.discourse import HARM
from geoevents.extract.report.sections import within
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Actor, ParsedSentence
from geoevents.ontology import ActorKind

_CONTEXT = 3  # sentences before that may tell who "they" are
_CLAIMED = frozenset({"Battles", "Violence against civilians", "Explosions/Remote violence"})
_NOBODYS = "Unidentified Armed Group"
_CROWDS = {  # ACLED's codebook: who takes part in such an event is a protester or a rioter, whoever else he is
    "Peaceful protest": "protesters",
    "Protest with intervention": "protesters",
    "Violent demonstration": "rioters",
    "Mob violence": "rioters",
}
# those who may stand behind nameless gunmen: police of the place do not
_GROUPS = frozenset(
    {ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA, ActorKind.EXTERNAL_OR_OTHER}
)
_AGAINST_CROWDS = frozenset({"Protest with intervention", "Excessive force against protesters"})
_MARCHING = re.compile(r"\b(?:supporters|students|marchers|crowds?|workers|teachers|youths)\b", re.IGNORECASE)
_UNCLAIMED = re.compile(r"\b(?:no\s+(?:group|one|organi[sz]ation)|nobody)\b[^.;]{0,40}\bclaimed\b", re.IGNORECASE)
_CROWD_KINDS = frozenset({ActorKind.PROTESTERS, ActorKind.RIOTERS})
_UNARMED_KINDS = frozenset({ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.RIOTERS})


def sides_of(
    draft: Draft,
    sentences: Sequence[ParsedSentence],
    scene_of: Callable[[int], Scene],
    sections: Sequence[int],
    others: Sequence[int] = (),
) -> tuple[Actor | None, Actor | None]:
    """Who acted and who was acted upon.

    Parameters
    ----------
    draft : Draft
        The incident, with its place and the mentions that were merged into it.
    sentences : sequence of ParsedSentence
        Of the whole report.
    scene_of : callable
        The scene of the sentence with this number.
    sections : sequence of int
        The part of the report that each sentence stands in.
    others : sequence of int
        Numbers of the sentences that tell of other incidents.
    """
    country = draft.location.country if draft.location else None
    first, second = _told(draft, sentences, scene_of, sections, country)
    if (
        _may_be_claimed(first)
        and draft.event_type in _CLAIMED
        and (second is None or second.kind != ActorKind.PROTESTERS)
    ):
        first = _claimed(draft, first, second, sentences, sections, others, country)
    if draft.event_type == "Battles":
        if first is None and _is_force(second):
            first = _opponent(second, draft, sentences, sections, country)
        elif second is None and _is_force(first):
            second = _opponent(first, draft, sentences, sections, country)
    if first is not None and first.kind == ActorKind.STATE_FORCES and second is None:
        second = _crowd(draft, sentences, country)
    elif draft.sub_event_type in _AGAINST_CROWDS and first is not None and second is None:
        second = _police(draft, sentences, country)
    if first is None and draft.sub_event_type in _CROWDS and (second is None or second.kind not in _CROWD_KINDS):
        first = _nameless_crowd(draft, country)
    for name in (name_foe, name_generic):
        first, second = name(first, second, sentences, country), name(second, first, sentences, country)
    if draft.sub_event_type == "Excessive force against protesters":
        second = _as_crowd(second, "Peaceful protest")  # "police shot three people at the protest"
    return _as_crowd(first, draft.sub_event_type), second


def is_nobodys(actor: Actor | None) -> bool:
    """Whether nobody is told, or only that they were armed: "gunmen"."""
    return actor is None or (actor.group or "").startswith(_NOBODYS)


def _may_be_claimed(actor: Actor | None) -> bool:
    """Whether a claim may tell who it was: nobody, or rebels and raiders without a name."""
    return is_nobodys(actor) or actor is not None and actor.group is None and actor.kind in (2, 3)


def mentions_of(draft: Draft) -> list[tuple[Trigger, int]]:
    """The mentions with the numbers of their sentences, those first that name the sides best.

    "A man was killed when X attacked a convoy": the verb of a deed names the sides before the harm does.
    """
    mentions = ((draft.trigger, draft.sentence), *draft.members)
    deeds = [m for m in mentions if m[0].sense not in HARM and m[0].pos == "verb" and m[1] == draft.sentence]
    return list(dict.fromkeys((*deeds, *mentions)))


def _told(
    draft: Draft,
    sentences: Sequence[ParsedSentence],
    scene_of: Callable[[int], Scene],
    sections: Sequence[int],
    country: str | None,
) -> tuple[Actor | None, Actor | None]:
    """Both sides as the mentions name them, the first to name one first."""
    actor1, actor2 = draft.actor1, draft.actor2
    unclaimed = _is_unclaimed(sentences, sections, draft.sentence)
    for trigger, where in mentions_of(draft):
        if not is_nobodys(actor1) and not _may_give_way(actor2, draft):
            break
        first, second = _sides_at(trigger, where, sentences, scene_of, sections, country)
        if actor1 is None and actor2 is None:
            actor1, actor2 = first, second  # one mention may tell of a fight within one force
            continue
        if _one_side(first, actor2) or _one_side(second, actor1):
            first, second = second, first  # "rebels were killed" and "rebels fought soldiers"
            first = first if _is_force(first) else None
        if not (actor1 and unclaimed) and _tells_more(first, actor1) and not _one_side(first, actor2):
            actor1 = first
        if _tells_more(second, actor2, draft) and not _one_side(second, actor1):
            if actor1 is None and actor2 is not None:
                actor1 = second  # whoever stood against those who fell
            else:
                actor2 = second
    return actor1, actor2


def _is_unclaimed(sentences: Sequence[ParsedSentence], sections: Sequence[int], number: int) -> bool:
    """Whether the part of the report around a sentence says that nobody claimed what it tells."""
    return any(
        _UNCLAIMED.search(sentence.text) is not None
        for sentence, section in zip(sentences, sections, strict=True)
        if section == sections[number]
    )


def _sides_at(
    trigger: Trigger,
    where: int,
    sentences: Sequence[ParsedSentence],
    scene_of: Callable[[int], Scene],
    sections: Sequence[int],
    country: str | None,
) -> tuple[Actor | None, Actor | None]:
    scene = scene_of(where)
    context = sentences[within(sections, where, where - _CONTEXT) : where]
    return find_actors(
        trigger,
        scene.sentence,
        context,
        event_country=country,
        syntax=scene.syntax,
        places=scene.place_tokens,
    )


def _may_give_way(actor: Actor | None, draft: Draft) -> bool:
    """Whether a side told later may take the place: none is told yet, or bystanders where forces fought."""
    return actor is None or draft.event_type == "Battles" and actor.kind in _UNARMED_KINDS


def _tells_more(found: Actor | None, told: Actor | None, draft: Draft | None = None) -> bool:
    """Whether a side found later says more than what is told: a name where only gunmen are, a force for bystanders."""
    if found is None or told is None:
        return found is not None
    if draft is not None:
        return _may_give_way(told, draft) and _is_force(found)
    return is_nobodys(told) and found.group is not None and not is_nobodys(found) and found.kind in _GROUPS


def _is_force(actor: Actor | None) -> bool:
    """Whether the actor is known to bear arms."""
    return actor is not None and actor.kind is not None and actor.kind not in _UNARMED_KINDS


def _one_side(actor: Actor | None, other: Actor | None) -> bool:
    """Whether both are one: of one name, or of one armed group; civilians may be on both sides."""
    if actor is None or other is None:
        return False
    if actor.name == other.name:
        return True
    if actor.kind == other.kind == ActorKind.REBEL_GROUP and None in (actor.group, other.group):
        return True  # "nine rebels" beside "Tamil Tiger targets"
    if actor.kind == other.kind == ActorKind.STATE_FORCES and actor.country == other.country is not None:
        return True  # an army and its police
    return actor.kind != ActorKind.CIVILIANS and actor.group == other.group and actor.kind == other.kind


def _claimed(
    draft: Draft,
    actor: Actor | None,
    other: Actor | None,
    sentences: Sequence[ParsedSentence],
    sections: Sequence[int],
    others: Sequence[int],
    country: str | None,
) -> Actor | None:
    """The actor as the group that claimed the deed or is blamed for it, else as it was."""
    own = draft.sentence
    last = max(n for n in (own, *(where for _, where in draft.members)))
    end = next((n for n in range(own, len(sentences)) if sections[n] != sections[own]), len(sentences))
    found = claimant(own, last, others, sentences, end, country)
    if found is None or other is not None and found.group == other.group:
        return actor
    if actor is None:
        return _as_actor(found)
    return replace(actor, group=found.group, kind=found.kind, country=found.country)


def _opponent(
    known: Actor | None,
    draft: Draft,
    sentences: Sequence[ParsedSentence],
    sections: Sequence[int],
    country: str | None,
) -> Actor | None:
    """The one armed side that the sentences of a fight, or those before, name beside the known; None for several."""
    told: dict[str | None, ActorName] = {}
    for number in dict.fromkeys((draft.sentence, *(where for _, where in draft.members))):
        sentence = sentences[number]
        for name in spot_actors(sentence.text, sentence.start, country):
            actor = _as_actor(name)
            if _may_fight(actor, known):
                told.setdefault(name.group, name)
        if told:
            break
    for number in range(draft.sentence - 1, within(sections, draft.sentence, draft.sentence - 2) - 1, -1):
        if told:
            break
        sentence = sentences[number]
        told |= {
            name.group: name
            for name in spot_actors(sentence.text, sentence.start, country)
            if _may_fight(_as_actor(name), known) and not _is_bare_land(name)
        }
    return _as_actor(next(iter(told.values()))) if len(told) == 1 else None


def _is_bare_land(name: ActorName) -> bool:
    """Whether only a country is named, which acts or is a place."""
    return any(place.is_name and place.text == name.text for place in load_groups().find_countries(name.text))


def _may_fight(actor: Actor, known: Actor | None) -> bool:
    """Whether an actor may be the other side of a fight: rebels against a state, or a state against rebels."""
    if known is None or not _is_force(actor) or _one_side(actor, known) or is_nobodys(actor):
        return False
    states = (ActorKind.STATE_FORCES, ActorKind.EXTERNAL_OR_OTHER)
    return (actor.kind in states) != (known.kind in states) and not (actor.group or "").startswith("Government")


def _crowd(draft: Draft, sentences: Sequence[ParsedSentence], country: str | None) -> Actor | None:
    """Those against whom police acted at a protest, as the sentence calls them."""
    if draft.sub_event_type not in _AGAINST_CROWDS:
        return None
    sentence = sentences[draft.sentence]
    names = spot_actors(sentence.text, sentence.start, country)
    found = next((n for n in names if n.kind in _CROWD_KINDS), None)
    if found is None:
        found = next((n for n in names if _MARCHING.search(n.text)), None)
    group = regular_group("protesters", country)
    if found is None or group is None:
        return None
    return replace(_as_actor(found), group=group.name, kind=group.kind, country=group.country)


def _police(draft: Draft, sentences: Sequence[ParsedSentence], country: str | None) -> Actor | None:
    """The forces that acted against a protest, as the sentences that tell of it call them."""
    for number in dict.fromkeys((draft.sentence, *(where for _, where in draft.members))):
        sentence = sentences[number]
        for name in spot_actors(sentence.text, sentence.start, country):
            if name.kind == ActorKind.STATE_FORCES and not (name.group or "").startswith("Government"):
                return _as_actor(name)
    return None


def lend_sides(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, air raids by nobody with the one side that the report's other such raids there have."""
    return [replace(d, actor1=_only_side(d, drafts)) if _is_nobodys_raid(d) else d for d in drafts]


def _is_nobodys_raid(draft: Draft) -> bool:
    return draft.sub_event_type == "Air/drone strike" and draft.actor1 is None


def _only_side(draft: Draft, drafts: Sequence[Draft]) -> Actor | None:
    """The one side behind all raids that the report tells of in a country; None where it tells of several."""
    land = draft.location.country if draft.location else None
    sides = {
        d.actor1.group: d.actor1
        for d in drafts
        if d.sub_event_type == "Air/drone strike" and d.actor1 and d.location and d.location.country == land
    }
    (side,) = sides.values() if len(sides) == 1 else (None,)
    if side is None or side.group is None or draft.actor2 is not None and _one_side(side, draft.actor2):
        return None
    return side


def _nameless_crowd(draft: Draft, country: str | None) -> Actor | None:
    """Those who took part in a protest or a riot of which only the deed is told: "protests in Batumi"."""
    sort = _CROWDS[draft.sub_event_type or ""]
    group = regular_group(sort, country)
    if group is None:
        return None
    span = (draft.trigger.start, draft.trigger.end)
    return Actor(sort, group.name, group.kind, group.country, (span,))


def _as_actor(name: ActorName) -> Actor:
    return Actor(name.text, name.group, name.kind, name.country, ((name.start, name.end),))


def _as_crowd(actor: Actor | None, sub_event_type: str | None) -> Actor | None:
    """Civilians who protest are protesters, and those who riot rioters."""
    sort = _CROWDS.get(sub_event_type or "")
    if actor is None or sort is None or actor.kind not in (ActorKind.CIVILIANS, ActorKind.PROTESTERS):
        return actor
    if sort == "rioters" and actor.kind == ActorKind.PROTESTERS and sub_event_type == "Mob violence":
        return actor
    group = regular_group(sort, actor.country)
    if group is None:
        return replace(actor, kind=int(ActorKind.PROTESTERS if sort == "protesters" else ActorKind.RIOTERS))
    return replace(actor, group=group.name, kind=group.kind)
