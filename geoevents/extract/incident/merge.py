"""Mentions of one incident in a document become one event; the best-evidenced stays and takes from the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from geoevents.extract.draft import Draft
from geoevents.extract.incident.lead import is_spot
from geoevents.extract.incident.same_incident import ALONE, REAL, befell_elsewhere, compatible, connected, same_harm
from geoevents.extract.kinds.participants import OTHER
from geoevents.extract.report.discourse import HARM
from geoevents.model import Location
from geoevents.ontology import WherePrecision

# Which sub-type tells more about one incident, where its mentions disagree: the higher number stays.
_TELLING = {
    "Chemical weapon": 12, "Suicide bomb": 9, "Excessive force against protesters": 8, "Air/drone strike": 8,
    "Grenade": 8, "Sexual violence": 8, "Shelling/artillery/missile attack": 7, "Remote explosive/landmine/IED": 7,
    "Government regains territory": 7, "Non-state actor overtakes territory": 7, "Abduction/forced disappearance": 7,
    "Violent demonstration": 6, "Mob violence": 6, "Protest with intervention": 6, "Disrupted weapons use": 5,
    "Attack": 4, "Armed clash": 4, "Looting/property destruction": 3, "Arrests": 3, "Peaceful protest": 3,
    "Agreement": 6, "Meeting": 3, "Headquarters or base established": 5, "Evacuation": 5,
}  # fmt: skip
_LOOKED_AT = 200  # groups that a mention is held against, the latest: a text may go on for ever
_ASKED = 30  # mentions of a group that are asked, at its beginning and at its end


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
    deeds = frozenset(d.sentence for d in drafts if not d.bare and not d.background and d.status.status in REAL)
    for draft in drafts:
        home = next((g for g in _nearest(draft, groups) if _belongs(draft, g, deeds)), None)
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    merged = [_merge(group) for group in _joined(groups, deeds)]
    return sorted(merged, key=lambda d: (d.trigger.start, d.trigger.end))


def _nearest(draft: Draft, groups: Sequence[list[Draft]]) -> Iterator[list[Draft]]:
    """The groups that a mention is held against: those that tell its very dead and injured, then the latest first."""
    late = groups[-_LOOKED_AT:]
    if draft.bare and draft.fatalities is not None and draft.injuries is not None:
        yield from (g for g in reversed(late[-_ASKED:]) if any(same_harm(d, draft) for d in g[:_ASKED]))
    yield from reversed(late)


def _joined(groups: list[list[Draft]], deeds: frozenset[int]) -> list[list[Draft]]:
    """The groups, those put together whose later mentions show that they tell one incident.

    "Two died in the province's capital; 20 were hurt when jets bombed a school" belongs to the raid on that town in
    the lead only by its second half, and by then the first has begun a group of its own.
    """
    out: list[list[Draft]] = []
    for group in groups:
        near = reversed(out[-_LOOKED_AT:]) if 1 < len(group) <= _ASKED else ()
        home = next((h for h in near if len(h) <= _ASKED and all(_belongs(d, h, deeds) for d in _telling(group))), None)
        if home is None or not all(compatible(a, b) for a in group for b in home):
            out.append(group)
        else:
            home += group
    return out


def _telling(group: Sequence[Draft]) -> list[Draft]:
    """The mentions that tell a deed by themselves, but for what was taken in it; all where none does."""
    deeds = [d for d in group if not d.bare]
    return [d for d in deeds if d.sub_event_type not in ALONE] or deeds or list(group)


def _belongs(draft: Draft, group: list[Draft], deeds: frozenset[int]) -> bool:
    if draft.sub_event_type != "Arrests":  # arrests told with a riot in one breath do not part it from what follows
        group = [d for d in group if d.sub_event_type != "Arrests"] or group
    some = group if len(group) <= 2 * _ASKED else [*group[:_ASKED], *group[-_ASKED:]]
    return all(compatible(draft, other) for other in some) and any(connected(draft, other, deeds) for other in some)


def _evidence_rank(draft: Draft) -> tuple[float, ...]:
    """How well a draft stands for its group; the largest stays."""
    return (
        draft.status.status in REAL,
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


def _telling_most(group: Sequence[Draft]) -> Draft:
    """The mention whose type says most of the incident, and stands where ACLED's codebook puts such an incident."""
    # "fled the fighting" points back: that only civilians are named beside it makes them no mob
    telling = [d for d in group if not (d.bare and d.trigger.sense == "clash" and d.sub_event_type == "Mob violence")]
    typed = max(
        telling or group, key=lambda d: (_TELLING.get(d.sub_event_type or "", 2) * d.decision.weight, -d.trigger.start)
    )
    if typed.sub_event_type == "Excessive force against protesters":
        # ACLED's codebook: force is excessive against those who are peaceful; where they riot it is a riot
        # "100 were wounded in clashes" alone, told beside shots at a crowd, says no more than that force was used
        riots = [
            d
            for d in group
            if d.sub_event_type == "Violent demonstration"
            and not d.background
            and not (d.trigger.sense == "clash" and not d.decision.agents - {OTHER} and d.sentence != typed.sentence)
        ]
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
            if d.sub_event_type == "Mob violence" or d.sub_event_type in ("Attack", "Armed clash") and _harmed(d)
        ]
        typed = max(hurt, key=_evidence_rank, default=typed)
    return typed


def _place_told(best: Draft, others: Sequence[Draft]) -> Location | None:
    """The finest place told of the incident in a sentence of its own, with all spans of the best mention's sentence."""
    drafts = [best, *others]
    placed = [d for d in drafts if d.location is not None and not any(befell_elsewhere(d, o) for o in drafts)]
    placed = placed or [d for d in drafts if d.location is not None]
    if any(d.own_place and d.location is None for d in [best, *others]):
        placed = [d for d in placed if d.own_place]  # a place with a name of its own is none that stands elsewhere
    lands = {d.location.name for d in placed if d.location and d.own_place and _is_division(d.location)}
    location = min(placed, key=lambda d: _place_rank(d, lands)).location if placed else None
    if location is None:
        return None
    spans = {s for d in placed if d.sentence == best.sentence and d.location for s in d.location.mentions}
    return replace(location, mentions=tuple(sorted({*location.mentions, *spans})))


def _merge(group: list[Draft]) -> Draft:
    if len(group) == 1:
        return group[0]
    group = [d for d in group if not d.background] or group
    if len(group) == 1:
        return group[0]
    best = max(group, key=_evidence_rank)
    others = sorted((d for d in group if d is not best), key=_evidence_rank, reverse=True)
    typed = _telling_most(group)
    location = _place_told(best, others)
    dated = _dated([best, *others])
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


def _dated(drafts: Sequence[Draft]) -> Draft:
    """The mention that dates the incident: the best that tells its day, or one that tells it finer within that."""
    told = [d for d in drafts if d.date_told and d.date is not None]
    if not told:
        return drafts[0]
    told = [d for d in told if not d.date_said] or told
    days = told[0].date
    finer = [d for d in told if days and d.date and days.start <= d.date.start and d.date.end <= days.end]
    return min(finer, key=lambda d: d.date.precision if d.date else 0)


def _place_rank(draft: Draft, lands: Collection[str]) -> tuple[int, bool, int, float]:
    """Order of the places told for one incident: spots before lands, those of their own sentence first, then the finer.

    "A town in the southwest was attacked", and the next sentences are about the town. A town that bears the name of one
    of the ``lands`` told of the incident is no finer than that: "in the department of Arauca", later only "in Arauca".
    """
    assert draft.location is not None
    place = draft.location
    bears_its_name = place.name in lands and not _is_division(place)
    sort = 2 if bears_its_name else 0 if is_spot(place) else 1
    return sort, not draft.own_place, int(place.where_prec), place.radius_km


def _is_division(place: Location) -> bool:
    return place.where_prec >= WherePrecision.ADMIN2


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
