"""Correcting an event."""

from __future__ import annotations

from geoevents.model import Event
from geoevents.store.base import EventStore


def form(event: Event, store: EventStore, author: str, note: str) -> None:
    """Draw the form."""
