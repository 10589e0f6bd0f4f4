"""What a person says of incidents: that an event is another one, or the same. It outlives every linking."""

from __future__ import annotations

from geoevents.errors import InvalidEventError
from geoevents.store.base import INCIDENT_ACTIONS, EventStore, Review


def _link_again(store: EventStore, event_ids: list[str]) -> None:
    from geoevents.incidents.link import link_events  # slow to load, and a page that shows events seldom decides

    link_events(store, event_ids)


def fellows(store: EventStore, event_id: str) -> list[str]:
    """The other reports of the incident that this event is of; raises NotFoundError for an unknown event."""
    event = store.event(event_id).event
    if event.incident_id is None:
        return []
    others = (linked.member.event_id for linked in store.incident(event.incident_id))
    return sorted(other for other in others if other != event.event_id)


def split(store: EventStore, event_id: str, *, author: str, note: str = "") -> Review:
    """Take an event out of its incident; no linking brings it back to the events that stay.

    Raises
    ------
    NotFoundError
        If there is no such event.
    InvalidEventError
        If it is of no incident with others.
    """
    others = fellows(store, event_id)
    if not others:
        raise InvalidEventError(f"event {event_id}: it is not linked with any other, so there is nothing to split")
    review = store.review(event_id, "split", author=author, values={"events": others}, note=note)
    _link_again(store, [review.event_id, *others])
    return review


def join(store: EventStore, event_id: str, other_id: str, *, author: str, note: str = "") -> Review:
    """Make one incident of two events, with whoever is of one with either.

    Raises
    ------
    NotFoundError
        If there is no such event.
    InvalidEventError
        If they are one incident already, or one and the same event.
    """
    event, other = store.event(event_id).event, store.event(other_id).event
    if event.event_id == other.event_id:
        raise InvalidEventError(f"event {event_id}: name another event to join it with")
    if event.incident_id is not None and event.incident_id == other.incident_id:
        raise InvalidEventError(f"events {event_id} and {other_id}: they are one incident already")
    others = [other.event_id, *fellows(store, other.event_id)]
    review = store.review(event.event_id, "join", author=author, values={"events": others}, note=note)
    _link_again(store, [event.event_id, *others])
    return review


def undo(store: EventStore, *, author: str) -> Review | None:
    """Take back this author's newest decision that stands, whatever it was about; None if there is none."""
    review = store.undo(author=author)
    if review is not None and review.action in INCIDENT_ACTIONS:
        _link_again(store, [review.event_id, *review.values.get("events", [])])
    return review
