"""Decisions about names as answers: one resolution for each mention, with its candidates and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geoevents.model import Candidate, Mention, Place, Resolution
from geoevents.resolve.candidates import Sense
from geoevents.resolve.context import NameGroup, TextContext
from geoevents.resolve.evidence import (
    Evidence,
    contained,
    home_of_outlet,
    kind_told,
    lies_in,
    name_match,
    near_other_places,
    size,
    told_container,
)
from geoevents.resolve.kinds import Kind, kind_of, kind_word
from geoevents.resolve.outlets import Home
from geoevents.resolve.seat import seat_or_division, side_word

KEPT_CANDIDATES = 5


class Decision(NamedTuple):
    """The outcome for one name."""

    ranked: tuple[tuple[Sense, float], ...]  # best first, with the belief in each
    confidence: float  # calibrated: probability that the first is right within 161 km
    refusal: str  # why nothing fits; "" when the first is accepted


def answers_of(
    mentions: Sequence[Mention], text: str, context: TextContext, decisions: dict[int, Decision], home: Home
) -> list[Resolution]:
    """One resolution for each mention, out of the decisions about their names.

    Parameters
    ----------
    mentions : sequence of Mention, length n
        As ``context`` was read from them.
    text : str
        The document.
    context : TextContext
        Its names and what the text puts where.
    decisions : dict of int to Decision
        By the position of the name in ``context.groups``; names without candidates are left out.
    home : Home
        The outlet's.

    Returns
    -------
    list of Resolution, length n
        In the order of ``mentions``.
    """
    chosen = {g: d.ranked[0][0].place for g, d in decisions.items() if not d.refusal}
    containers: dict[int, list[Place]] = {}
    for link in context.links:
        outer = chosen.get(context.group_of[link.outer])
        if outer is not None and kind_of(outer) <= Kind.ADM2 and link.pattern != "list":
            containers.setdefault(link.inner, []).append(outer)
    shared: dict[int, tuple[Candidate, ...]] = {}
    answers = []
    for index, mention in enumerate(mentions):
        group = context.group_of[index]
        decision = decisions.get(group)
        if decision is None:
            answers.append(Resolution(mention, None, 0.0, (), "no gazetteer knows this name"))
            continue
        if group not in shared:
            others = [place for g, place in chosen.items() if g != group]
            told = [place for m in context.groups[group].mentions for place in containers.get(m, ())]
            shared[group] = _explain(decision, context.groups[group], others, told, home)
        candidates = _own_sense(shared[group], containers.get(index, ()))
        span = mention.start, mention.end
        candidates = seat_or_division(candidates, kind_word(text, *span) or side_word(text, *span), mention.text)
        if decision.refusal:
            answers.append(Resolution(mention, None, 0.0, candidates, decision.refusal))
            continue
        best = candidates[0]
        answers.append(Resolution(mention, best.place, best.score, candidates, "; ".join(best.reasons)))
    return answers


def _own_sense(candidates: tuple[Candidate, ...], told: Sequence[Place]) -> tuple[Candidate, ...]:
    """Candidates with those first that lie where this very mention is put: "Paris, Texas" beside other Parises."""
    if not told or any(lies_in(candidates[0].place, place) for place in told):
        return candidates
    fitting = [c for c in candidates if any(lies_in(c.place, place) for place in told)]
    if not fitting or candidates[0].place in told:
        return candidates
    lifted = Candidate(fitting[0].place, candidates[0].score, fitting[0].reasons)
    return (lifted, *(c for c in candidates if c.place is not lifted.place))


def _explain(
    decision: Decision, group: NameGroup, others: Sequence[Place], told: Sequence[Place], home: Home
) -> tuple[Candidate, ...]:
    """The first candidates with their share of the confidence and what speaks for each."""
    top = max(decision.ranked[0][1], 1e-9)
    return tuple(
        Candidate(
            sense.place,
            round(min(1.0, decision.confidence * belief / top), 4),
            _reasons(sense, group, others, told, home),
        )
        for sense, belief in decision.ranked[:KEPT_CANDIDATES]
    )


def _reasons(
    sense: Sense, group: NameGroup, others: Sequence[Place], told: Sequence[Place], home: Home
) -> tuple[str, ...]:
    place = sense.place
    beside = told_container(place, told, group.short_forms)
    evidence: list[Evidence] = [
        name_match(sense),
        beside,
        contained(place, others),
        kind_told(place, group.kind_words),
        size(place),
        home_of_outlet(place, home),
    ]
    if not place.is_country:
        evidence.append(near_other_places(place, others))
    kept = [each.detail for each in evidence if each.score > 0]
    if beside.score == 0 and (told or group.short_forms):
        kept.append(beside.detail)
    return tuple(kept)
