"""Time cut into steps for playback: days, weeks, months or years between two days, and windows of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from geoevents.errors import InvalidQueryError

UNITS = ("day", "week", "month", "year")
_LENGTHS = ((100, "day"), (3 * 366, "week"), (50 * 366, "month"))  # days of a range -> the step that suits it


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps that touch the days ``first`` to ``last``, numbered from 0.

    Weeks begin on Monday. A step at an end of the range is cut where the range ends.
    """

    first: date
    last: date
    unit: str = "day"

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise InvalidQueryError(f"step {self.unit!r}: not one of {', '.join(UNITS)}")
        if self.first > self.last:
            raise InvalidQueryError(f"steps from {self.first} to {self.last}: the first day is after the last")

    def __len__(self) -> int:
        return self.index(self.last) + 1

    def index(self, day: date) -> int:
        """The step that holds ``day``; below 0 before the range."""
        return self._ordinal(day) - self._ordinal(self.first)

    def start(self, index: int) -> date:
        """First day of a step, not before the range."""
        return max(self.first, self._first_day(index))

    def end(self, index: int) -> date:
        """Last day of a step, not after the range."""
        return min(self.last, self._first_day(index + 1) - timedelta(days=1))

    def window(self, index: int, width: int) -> tuple[date, date]:
        """First and last day of what is shown at ``index``: ``width`` steps, all up to it with 0."""
        return self.start(max(0, index - width + 1) if width else 0), self.end(index)

    def _ordinal(self, day: date) -> int:
        if self.unit == "day":
            return day.toordinal()
        if self.unit == "week":
            return (day.toordinal() - 1) // 7  # 1 January of year 1 was a Monday
        if self.unit == "month":
            return day.year * 12 + day.month - 1
        return day.year

    def _first_day(self, index: int) -> date:
        ordinal = self._ordinal(self.first) + index
        try:
            if self.unit == "day":
                return date.fromordinal(ordinal)
            if self.unit == "week":
                return date.fromordinal(ordinal * 7 + 1)
            if self.unit == "month":
                return date(ordinal // 12, ordinal % 12 + 1, 1)
            return date(ordinal, 1, 1)
        except ValueError:
            raise InvalidQueryError(f"step {index} of {self.unit}s from {self.first}: outside the calendar") from None


def unit_for(first: date, last: date) -> str:
    """The step that gives a playback of readable length between two days."""
    span = (last - first).days
    return next((unit for limit, unit in _LENGTHS if span <= limit), "year")
