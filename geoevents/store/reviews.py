"""What people's decisions mean: folding a history into a state, and finding the event again.

A decision is about an event that one run found. A newer run may find it again under the same id,
under another id (a trigger a word to the left changes the count within the sentence) or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from geoevents.errors import InvalidEventError
from geoevents.event_json import event_from_dict, event_to_dict
from geoevents.model import Event
from geoevents.store.base import INCIDENT_ACTIONS, REVIEW_ACTIONS, Review

# What says which event this is cannot be corrected; everything a reader sees can.
FIXED_FIELDS = frozenset({"event_id", "document_id", "schema_version", "extractor"})


class ReviewState(NamedTuple):
    """What a history of decisions comes to."""

    rejected: bool
    values: dict[str, Any]  # all corrections, newest on top
    reviewed_by: str | None  # author of the newest decision that stands
    kept: bool  # a person wants this event, or its rejection, to outlive the extractor's opinion


UNREVIEWED = ReviewState(False, {}, None, False)


def standing(history: Iterable[Review]) -> list[Review]:
    """Decisions that were not taken back, oldest first."""
    ordered = sorted(history, key=lambda r: (r.created, r.review_id))
    undone = {r.undone for r in ordered if r.action == "undo"}
    return [r for r in ordered if r.action != "undo" and r.review_id not in undone]


def fold(history: Iterable[Review]) -> ReviewState:
    """The state that a history of decisions about one event comes to."""
    state = UNREVIEWED
    for review in standing(history):
        if review.action == "reject":
            state = state._replace(rejected=True)
        elif review.action == "restore":
            state = state._replace(rejected=False)
        elif review.action == "edit":
            state = state._replace(values=_merge(state.values, review.values), kept=True)
        elif review.action == "confirm":
            state = state._replace(rejected=False, kept=True)
        elif review.action in INCIDENT_ACTIONS:
            continue  # says with which events it is one incident, nothing about itself
        state = state._replace(reviewed_by=review.author)
    return state._replace(kept=state.kept or state.rejected)


def _merge(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """``new`` over ``old``; an object such as a location keeps the fields that ``new`` does not name."""
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        merged[key] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
    return merged


def apply(event: Event, values: Mapping[str, Any]) -> Event:
    """The event with corrected fields, in the event's JSON form; raises InvalidEventError for what cannot be."""
    if not values:
        return event
    data = event_to_dict(event)
    for key in values:
        if key not in data:
            raise InvalidEventError(f"{key!r}: an event has no such field")
        if key in FIXED_FIELDS:
            raise InvalidEventError(f"{key}: says which event this is and cannot be corrected")
    try:
        edited = event_from_dict(_merge(data, values))
    except (ValueError, AttributeError, IndexError) as error:
        raise InvalidEventError(f"event {event.event_id}: {error}") from error
    return replace(edited, reasons=event.reasons)


def check_action(action: str) -> None:
    """Refuse what is no decision; undo has a way of its own."""
    if action not in REVIEW_ACTIONS or action == "undo":
        known = ", ".join(name for name in REVIEW_ACTIONS if name != "undo")
        raise InvalidEventError(f"review action {action!r}: not one of {known}")


def newest_standing(history: Iterable[Review], author: str) -> Review | None:
    """The author's newest decision that still stands."""
    own = [review for review in standing(history) if review.author == author]
    return own[-1] if own else None


class Reviewed(NamedTuple):
    """All decisions that were made under one event id, with the event as it then was."""

    event_id: str
    span: tuple[int, int] | None
    history: Sequence[Review]


def attach(groups: Iterable[Reviewed], spans: Mapping[str, tuple[int, int]]) -> dict[str, str | None]:
    """Which event of the newest run each group of decisions is about.

    Parameters
    ----------
    groups : iterable of Reviewed
        The decisions about one document's events.
    spans : mapping of event_id to (start, end)
        The triggers that the newest complete run found in that document.

    Returns
    -------
    dict
        Reviewed event_id to current event_id; None where nothing matches any more. The same id with
        an overlapping trigger is the surest; then the trigger that overlaps most, since an id counts
        events within a sentence and moves when an earlier one is found; then the bare id.
    """
    return {group.event_id: _find(group, spans) for group in groups}


def _find(group: Reviewed, spans: Mapping[str, tuple[int, int]]) -> str | None:
    same = spans.get(group.event_id)
    if group.span is None:
        return group.event_id if same else None
    start, end = group.span
    if same and min(same[1], end) > max(same[0], start):
        return group.event_id
    overlaps = [
        (min(other_end, end) - max(other_start, start), event_id)
        for event_id, (other_start, other_end) in spans.items()
        if min(other_end, end) > max(other_start, start)
    ]
    if overlaps:
        return min(overlaps, key=lambda pair: (-pair[0], pair[1]))[1]
    return group.event_id if same else None
