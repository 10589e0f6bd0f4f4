"""How decisions are made and taken back, the same in every store: what is checked, and what of it is recorded."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from geoevents.store import reviews
from geoevents.store.base import INCIDENT_ACTIONS, Review, StoredEvent


class Deciding(ABC):
    """Decisions about the events of a store; part of each ``EventStore``."""

    @abstractmethod
    def event(self, event_id: str) -> StoredEvent:
        """One event; raises NotFoundError."""

    @abstractmethod
    def _history(self) -> list[Review]:
        """All decisions of now."""

    @abstractmethod
    def _append_review(
        self,
        event_id: str,
        action: str,
        author: str,
        values: dict[str, Any] | None = None,
        note: str = "",
        undone: str | None = None,
    ) -> Review:
        """Record a decision that was checked, with the event as its extractor had it."""

    def review(
        self, event_id: str, action: str, *, author: str, values: dict[str, Any] | None = None, note: str = ""
    ) -> Review:
        """Record a decision; it is visible to every reader when this returns."""
        reviews.check_action(action)
        event = self.event(event_id).event
        if action == "edit":
            reviews.apply(event, values or {})
        told = values if action in ("edit", *INCIDENT_ACTIONS) else None
        return self._append_review(event.event_id, action, author, told, note)

    def undo(self, *, author: str) -> Review | None:
        """Take back this author's newest decision that still stands; None if there is none."""
        newest = reviews.newest_standing(self._history(), author)
        if newest is not None:
            self._append_review(newest.event_id, "undo", author, undone=newest.review_id)
        return newest
