"""Mentions of one incident in a document become one event; the best-evidenced stays and takes from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from geoevents.extract.discourse import HARM
from geoevents.extract.draft import Draft
from geoevents.geometry import distance_km
from geoevents.model import Count, Location
from geoevents.ontology import WherePrecision

SAME_PLACE_KM = 30.0
_PART_KM = 8.0  # a quarter or a building this near a town may be a part of it
_TWIN_KM = 1.5  # two entries of the gazetteer this near are one town
TAKING = frozenset({"Government regains territory", "Non-state actor overtakes territory",
                     "Non-violent transfer of territory"})  # fmt: skip
_FAMILIES = {
    "violence": (
        "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Chemical weapon",
        "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
        "Grenade", "Attack", "Mob violence", "Excessive force against protesters", "Looting/property destruction",
        "Violent demonstration", "Abduction/forced disappearance", "Sexual violence",
    ),
    "protest": (
        "Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Violent demonstration",
        "Mob violence", "Arrests",
    ),
    "talks": ("Agreement", "Meeting", "Statement"),
    "territory": (
        "Government regains territory", "Non-state actor overtakes territory", "Non-violent transfer of territory",
    ),
    "movement": ("Flight", "Evacuation"),
    "force": ("Change to group/activity", "Headquarters or base established"),
}  # fmt: skip
# Which sub-type tells more about one incident, where its mentions disagree: the higher number stays.
_TELLING = {
    "Chemical weapon": 9, "Suicide bomb": 9, "Excessive force against protesters": 8, "Air/drone strike": 8,
    "Grenade": 8, "Sexual violence": 8, "Shelling/artillery/missile attack": 7, "Remote explosive/landmine/IED": 7,
    "Government regains territory": 7, "Non-state actor overtakes territory": 7, "Abduction/forced disappearance": 7,
    "Violent demonstration": 6, "Mob violence": 6, "Protest with intervention": 6, "Disrupted weapons use": 5,
    "Attack": 4, "Armed clash": 4, "Looting/property destruction": 3, "Arrests": 3, "Peaceful protest": 3,
    "Agreement": 6, "Meeting": 3, "Headquarters or base established": 5, "Evacuation": 5,
}  # fmt: skip
# These absorb no others across sentences: taking people or things is an incident of its own.
_LOOKED_AT = 200  # groups that a mention is held against, the latest: a text may go on for ever
_TELLING_TOLL = 3  # dead: so many are told twice of one deed rather than of two
_NEAR = 3  # sentences within which those who attacked are told dead
_ASKED = 30  # mentions of a group that are asked, at its beginning and at its end
_ALONE = frozenset({"Arrests", "Abduction/forced disappearance", "Sexual violence", "Disrupted weapons use",
                    "Looting/property destruction"})  # fmt: skip
_CROWD = frozenset({"Peaceful protest", "Protest with intervention", "Excessive force against protesters",
                    "Violent demonstration"})  # fmt: skip
_RIOTS = frozenset({"Violent demonstration", "Mob violence"})  # one crowd told of in two ways
_REAL = frozenset({"actual", "attempted"})
# Two sentences that name both tell of two deeds: rebels shelled a camp; the army's aircraft bombed the rebels.
_GUNS_AND_WINGS = frozenset({"Shelling/artillery/missile attack", "Air/drone strike"})


def merge_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each incident.

    Parameters
    ----------
    drafts : sequence of Draft
        In reading order; those without a type must have been left out.

    Returns
    -------
    list of Draft
        In reading order of the triggers that stay.
    """
    groups: list[list[Draft]] = []
    deeds = frozenset(d.sentence for d in drafts if not d.bare and not d.background and d.status.status in _REAL)
    for draft in drafts:
        home = next((g for g in reversed(groups[-_LOOKED_AT:]) if _belongs(draft, g, deeds)), None)
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    merged = [_merge(group) for group in _joined(groups, deeds)]
    return sorted(merged, key=lambda d: (d.trigger.start, d.trigger.end))


def _joined(groups: list[list[Draft]], deeds: frozenset[int]) -> list[list[Draft]]:
    """The groups, those put together whose later mentions show that they tell one incident.

    "Two died in the province's capital; 20 were hurt when jets bombed a school" belongs to the raid on that town in
    the lead only by its second half, and by then the first has begun a group of its own.
    """
    out: list[list[Draft]] = []
    for group in groups:
        near = reversed(out[-_LOOKED_AT:]) if 1 < len(group) <= _ASKED else ()
        home = next((h for h in near if len(h) <= _ASKED and all(_belongs(d, h, deeds) for d in _telling(group))), None)
        if home is None or not all(_compatible(a, b) for a in group for b in home):
            out.append(group)
        else:
            home += group
    return out


def _telling(group: Sequence[Draft]) -> list[Draft]:
    """The mentions that tell a deed by themselves; all where none does."""
    return [d for d in group if not d.bare] or list(group)


def _belongs(draft: Draft, group: list[Draft], deeds: frozenset[int]) -> bool:
    if draft.sub_event_type != "Arrests":  # arrests told with a riot in one breath do not part it from what follows
        group = [d for d in group if d.sub_event_type != "Arrests"] or group
    some = group if len(group) <= 2 * _ASKED else [*group[:_ASKED], *group[-_ASKED:]]
    return all(_compatible(draft, other) for other in some) and any(_connected(draft, other, deeds) for other in some)


def _compatible(a: Draft, b: Draft) -> bool:
    """Whether nothing told of the two speaks against one incident."""
    return (
        _same_status(a, b)
        and _same_family(a, b)
        and _places_allow(a, b)
        and dates_agree(a, b)
        and not _set_apart(a, b)
        and (a.sentence == b.sentence or _tolls_agree(a, b))
    )


def _set_apart(a: Draft, b: Draft) -> bool:
    """Whether the words tell that they are two happenings: "another", "a bomb attack the day before"."""
    if a.sentence == b.sentence:
        return a.apart != b.apart and a.stretch != b.stretch
    return max(a, b, key=lambda d: d.trigger.start).apart or {a.sub_event_type, b.sub_event_type} == _GUNS_AND_WINGS


def _tolls_agree(a: Draft, b: Draft) -> bool:
    """Whether the dead told may be those of one incident: the same people, a toll that rose, or those who attacked."""
    if counts_agree(a.fatalities, b.fatalities) or _toll_rose(a, b):
        return True
    return a.of_attackers != b.of_attackers and abs(a.sentence - b.sentence) <= _NEAR


def _toll_rose(a: Draft, b: Draft) -> bool:
    """Whether one tells the other's dead as they were counted later: "raising the toll to 45"."""
    return any(
        later.running and later.fatalities and first.fatalities and later.fatalities.high >= first.fatalities.best > 0
        for first, later in ((a, b), (b, a))
    )


def _connected(a: Draft, b: Draft, deeds: frozenset[int]) -> bool:
    """Whether something holds the two together: one sentence, or the same place, day or numbers nearby.

    A bare toll goes with the deed of another sentence only where its own (``deeds``) tells none: who "were killed as
    fighting raged" did not die in the air raid told next.
    """
    apart = abs(a.sentence - b.sentence)
    if apart == 0:
        return True
    if a.section != b.section and not (_has_point_of_its_own(a) and _has_point_of_its_own(b)):
        return False
    if a.sub_event_type in _ALONE or b.sub_event_type in _ALONE:
        if a.sub_event_type != b.sub_event_type:
            return apart <= 2 and any(_is_its_wreckage(x, y) for x, y in ((a, b), (b, a)))
    same_place = a.location is not None and b.location is not None
    same_count = a.fatalities is not None and a.fatalities == b.fatalities and a.fatalities.best > 0
    alike = a.sub_event_type == b.sub_event_type or _plain(a) and _plain(b)
    alike = alike or any(d.bare and d.sentence not in deeds for d in (a, b))
    alike = alike or same_place and _same_toll(a, b)
    one_place = same_place or a.location is None or b.location is None
    alike = alike or a.sub_event_type in _CROWD and b.sub_event_type in _CROWD and one_place
    alike = alike or {a.sub_event_type, b.sub_event_type} == _RIOTS and one_place
    if not alike:
        return False
    return same_place or same_count or apart <= 3


def _same_toll(a: Draft, b: Draft) -> bool:
    """Whether one says only that people attacked, and both tell the same dead and the same injured.

    "Shells killed ten and wounded 20", then "the group targeted the hospital, causing ten deaths and 20 injuries".
    """
    if not (_plain(a) or _plain(b)) or a.fatalities is None or a.fatalities != b.fatalities or not a.fatalities.best:
        return False
    return a.injuries == b.injuries if a.injuries and b.injuries else a.fatalities.best >= _TELLING_TOLL


def _is_its_wreckage(loot: Draft, deed: Draft) -> bool:
    """Whether property was destroyed in what was told just before: "six houses were burnt down", without a place."""
    return (
        loot.sub_event_type == "Looting/property destruction"
        and _plain(deed)
        and loot.trigger.start > deed.trigger.start
        and not (loot.own_place or loot.apart)
        and loot.location is not None
        and deed.location is not None
        and loot.location.place_id == deed.location.place_id
    )


def _has_point_of_its_own(draft: Draft) -> bool:
    """Whether its own sentence tells a place finer than a province."""
    place = draft.location
    return draft.own_place and place is not None and place.where_prec <= WherePrecision.ADMIN2


def _plain(draft: Draft) -> bool:
    """Whether the sub-type says only that armed people were at work."""
    return draft.sub_event_type in ("Attack", "Armed clash")


def _places_allow(a: Draft, b: Draft) -> bool:
    """Whether the places told let the two be one incident: an unknown name of its own is no other known place."""
    if a.own_place and b.own_place and (a.location is None) != (b.location is None) and a.sentence != b.sentence:
        return False
    if a.sentence != b.sentence and any(_is_wide(wide) and other.shares for wide, other in ((a, b), (b, a))):
        return False  # the toll of a whole land is none of the several towns told next
    return places_agree(a.location, b.location, same_sentence=a.sentence == b.sentence)


def _was_hurt(draft: Draft) -> bool:
    """Whether it tells only that people were injured, and not where."""
    return draft.bare and not draft.own_place and draft.fatalities is None


def _is_wide(draft: Draft) -> bool:
    """Whether its own sentence tells no more of its place than a country, a region or a province."""
    return draft.own_place and draft.location is not None and draft.location.where_prec >= WherePrecision.ADMIN1


def _same_status(a: Draft, b: Draft) -> bool:
    one, two = a.status.status, b.status.status
    if one == two or (one in _REAL and two in _REAL):
        return True
    if a.sentence != b.sentence:
        return False
    for real, other in ((a, b), (b, a)):
        if real.status.status in _REAL and other.bare and other.fatalities is not None and other.fatalities.high == 0:
            return True  # "a rocket landed, causing no casualties": what is denied is the harm, not the rocket
    return False


def _same_family(a: Draft, b: Draft) -> bool:
    one, two = a.sub_event_type, b.sub_event_type
    if one == two:
        return True
    if a.background or b.background:
        return True
    if abs(a.sentence - b.sentence) <= 1 and any(
        _was_hurt(d) and o.sub_event_type in _CROWD for d, o in ((a, b), (b, a))
    ):
        return True  # "troops fired stun grenades to disperse them; one woman was hurt"
    if a.sentence != b.sentence and {"Arrests", "Disrupted weapons use"} & {one, two}:
        return False
    for taking, other in ((a, b), (b, a)):
        if taking.sub_event_type in TAKING and other.sub_event_type not in TAKING:
            return other.sub_event_type == "Armed clash" and (a.sentence == b.sentence or other.bare)
    return any(one in family and two in family for family in _FAMILIES.values())


def places_agree(a: Location | None, b: Location | None, *, same_sentence: bool = True) -> bool:
    """Whether two locations may be one place: one unknown, one inside the other's area, or two names of one spot.

    Two towns with names of their own are never one place, however near they lie.
    """
    if a is None or b is None or a.place_id == b.place_id:
        return True
    coarse = max(a, b, key=lambda x: int(x.where_prec))
    if a.country and b.country and a.country != b.country:
        return False
    if coarse.where_prec == WherePrecision.COUNTRY:
        return True
    if coarse.where_prec == WherePrecision.ADMIN1 and a.admin1 and a.admin1 == b.admin1:
        return True
    apart = distance_km(a, b)
    if coarse.where_prec in (WherePrecision.EXACT, WherePrecision.NEAR):
        if coarse.where_prec == WherePrecision.NEAR and same_sentence:
            return apart <= SAME_PLACE_KM
        return apart <= (_TWIN_KM if _is_town(a) and _is_town(b) else _PART_KM)
    return apart <= max(SAME_PLACE_KM if coarse.where_prec == WherePrecision.ADMIN2 else _PART_KM, coarse.radius_km)


def _is_town(place: Location) -> bool:
    """Whether this is a town or village of its own, not a quarter or a building."""
    code = place.feature_code or ""
    return code.startswith("PPL") and code != "PPLX"


def dates_agree(a: Draft, b: Draft) -> bool:
    """Whether the days told let two mentions be of one incident."""
    if not (a.date_told and b.date_told and a.date and b.date):
        return True
    return a.date.start <= b.date.end and b.date.start <= a.date.end


def counts_agree(a: Count | None, b: Count | None) -> bool:
    """Whether two counts may tell of the same people: one unknown, or ranges within a factor of two."""
    if a is None or b is None:
        return True
    if a.best == 0 or b.best == 0:
        return a.best == b.best
    return a.low <= b.high and b.low <= a.high or (min(a.best, b.best) * 2 >= max(a.best, b.best))


def _evidence_rank(draft: Draft) -> tuple[float, ...]:
    """How well a draft stands for its group; the largest stays."""
    return (
        draft.status.status in _REAL,
        draft.decision.weight
        + 0.25 * (draft.location is not None)
        + 0.15 * (draft.fatalities is not None)
        + 0.1 * draft.date_told
        + 0.2 * (draft.trigger.pos == "verb")
        + 0.4 / (1 + draft.depth)
        - 0.3 * (draft.bare and draft.trigger.sense not in HARM)  # "the bombing" stands for the bomb that "exploded"
        - 0.02 * draft.sentence,
        -draft.trigger.start,
    )


def _at_force(draft: Draft) -> bool:
    """Whether an armed side attacked soldiers, police or what they hold."""
    return "armed" in draft.decision.agents and "state" in draft.decision.patients


def _harmed(draft: Draft) -> bool:
    """Whether people were killed or injured in what the draft tells."""
    return any(count is not None and count.best > 0 for count in (draft.fatalities, draft.injuries))


def _merge(group: list[Draft]) -> Draft:
    if len(group) == 1:
        return group[0]
    group = [d for d in group if not d.background] or group
    if len(group) == 1:
        return group[0]
    best = max(group, key=_evidence_rank)
    others = sorted((d for d in group if d is not best), key=_evidence_rank, reverse=True)
    typed = max(group, key=lambda d: (_TELLING.get(d.sub_event_type or "", 2) * d.decision.weight, -d.trigger.start))
    if typed.sub_event_type == "Excessive force against protesters":
        # ACLED's codebook: force is excessive against those who are peaceful; where they riot it is a riot
        riots = [d for d in group if d.sub_event_type == "Violent demonstration" and not d.background]
        typed = max(riots, key=_evidence_rank, default=typed)
    if typed.sub_event_type == "Attack" and typed.trigger.sense in HARM:
        # who was attacked tells the type, whoever else died: an ambush of a convoy is combat
        fought = [
            d for d in group if d.sub_event_type == "Armed clash" and d.trigger.sense == "assault" and _at_force(d)
        ]
        typed = max(fought, key=_evidence_rank, default=typed)
    if typed.sub_event_type == "Abduction/forced disappearance":
        # ACLED's codebook: people taken "without reports of further violence"; where others were hurt it is an attack
        hurt = [
            d
            for d in group
            if d.sub_event_type in ("Attack", "Mob violence") and (_harmed(d) or d.sub_event_type == "Mob violence")
        ]
        typed = max(hurt, key=_evidence_rank, default=typed)
    placed = [d for d in [best, *others] if d.location is not None]
    if any(d.own_place and d.location is None for d in group):
        placed = [d for d in placed if d.own_place]  # a place with a name of its own is none that stands elsewhere
    location = min(placed, key=_place_rank).location if placed else None
    if location is not None:
        spans = {s for d in placed if d.sentence == best.sentence and d.location for s in d.location.mentions}
        location = replace(location, mentions=tuple(sorted({*location.mentions, *spans})))
    dated = next((d for d in [best, *others] if d.date_told), best)
    reasons = best.reasons
    if typed is not best:
        reasons = (*reasons, f"type from {typed.trigger.text!r}: {typed.decision.reasons[-1]}")
    reasons = (*reasons, "one incident with " + ", ".join(repr(d.trigger.text) for d in others))
    return replace(
        best,
        sub_event_type=typed.sub_event_type,
        decision=replace(
            typed.decision,
            agents=frozenset().union(*(d.decision.agents for d in group)),
            patients=frozenset().union(*(d.decision.patients for d in group)),
        ),
        location=location,
        links=best.links or next((d.links for d in others if d.links), ()),
        date=dated.date,
        date_told=dated.date_told,
        fatalities=_first(best, others, "fatalities"),
        injuries=_first(best, others, "injuries"),
        displaced=_first(best, others, "displaced"),
        detained=_first(best, others, "detained"),
        evidence=tuple(dict.fromkeys([*best.evidence, *(_source_of_fields(best, others))])),
        merged=len(group),
        members=tuple((d.trigger, d.sentence) for d in others),
        reasons=reasons,
    )


def _place_rank(draft: Draft) -> tuple[bool, int]:
    """Order of the places told for one incident: those of their own sentence first, then the finer ones."""
    assert draft.location is not None
    return not draft.own_place, int(draft.location.where_prec)


def _first(best: Draft, others: list[Draft], name: str) -> Any:
    """The value of a field in the best draft, else in the best of the others that has it."""
    return next((getattr(d, name) for d in [best, *others] if getattr(d, name) is not None), None)


def _source_of_fields(best: Draft, others: list[Draft]) -> list[int]:
    """Sentences from which a place or a count was taken over."""
    out = []
    if best.location is None:
        out += [d.sentence for d in others if d.location is not None][:1]
    if best.fatalities is None:
        out += [d.sentence for d in others if d.fatalities is not None][:1]
    return out
