"""Playback of the matching events through time: what the map's bar asks for, and what the page keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from geoevents.geometry import BoundingBox
from geoevents.layers.playback import MOST_FRAMES, film_of, with_frames
from geoevents.pages import common
from geoevents.pages.filters import FIRST_DAY, LAST_DAY
from geoevents.query import EventQuery
from geoevents.steps import UNITS, Steps, unit_for

WIDTHS = (1, 4, 12, 0)  # steps shown at once; 0 is all up to the newest
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Playing:
    """A playback that a reader has begun."""

    days: Days  # of the filter when it began; it comes back when the playback ends
    unit: str | None = None  # None: whatever suits the days
    width: int = 1
    at: int = 0  # the step from which frames were asked for last, or at which it was paused
    day: date | None = None  # in place of ``at``: the step that holds this day
    paused: Days | None = None  # what the filter was set to; None while frames are asked for


def hear(properties: Mapping[str, Any]) -> bool:
    """Take in what the bar says; whether the whole page must follow."""
    state: Any = st.session_state
    now: Days = (state.f_from, state.f_to)
    playing: Playing | None = state.get("playing")
    wanted, at = properties.get("do"), properties.get("at")
    index = at if isinstance(at, int) and at >= 0 else 0
    if wanted == "frames":
        begun = playing or Playing(now)
        unit, width = properties.get("unit"), properties.get("width")
        state.playing = replace(
            begun,
            days=_range(begun, now),
            unit=unit if unit in UNITS else begun.unit,
            width=width if width in WIDTHS else begun.width,
            at=index,
            day=_day(properties.get("day")),
            paused=begun.paused if begun.paused == now else None,
        )
        state.frames_wanted = True
        return False
    if wanted == "pause" and playing:
        first, last = _day(properties.get("from")), _day(properties.get("to"))
        if first is None or last is None or first > last:
            return False
        days = _range(playing, now)
        state.f_from, state.f_to = first, last
        state.playing = replace(playing, days=days, at=index, day=None, paused=(first, last))
        state.frames_wanted = False
        return True
    if wanted == "off" and playing:
        state.f_from, state.f_to = _range(playing, now)
        state.playing = None
        return True
    return False


def film(query: EventQuery, view: BoundingBox, zoom: int, version: str) -> dict[str, Any] | None:
    """What the map plays, None when it does not; with frames while those are asked for."""
    state: Any = st.session_state
    playing: Playing | None = state.get("playing")
    if playing is None:
        return None
    first, last = _range(playing, (query.date_from, query.date_to))
    whole = replace(query, date_from=first, date_to=last)
    steps = _steps(whole, playing.unit, version)
    if steps is None:
        state.playing = None
        return {"n": 0}
    at = steps.index(playing.day) if playing.day else playing.at
    at = max(0, min(len(steps) - 1, at))
    made = film_of(steps, playing.width, at, whole, view, zoom, version)
    if not wanted():
        return made
    spots = common.spots(whole, view, zoom, version)
    frames = common.frames(whole, view, zoom, steps, playing.width, at, MOST_FRAMES, version)
    return with_frames(made, spots, frames, at)


def wanted() -> bool:
    """Whether the map draws frames now, and not what the filter says."""
    return st.session_state.get("playing") is not None and bool(st.session_state.get("frames_wanted"))


def _range(playing: Playing, now: Days) -> Days:
    """The days that are played: those of the filter, unless the playback itself has set them."""
    return playing.days if now in (playing.paused, playing.days) else now


def _steps(query: EventQuery, unit: str | None, version: str) -> Steps | None:
    """The steps between the first and last matching day; None where no event has a day."""
    found = common.overview(query, version)
    if found.first_day is None or found.last_day is None:
        return None
    first = max(query.date_from or FIRST_DAY, found.first_day, FIRST_DAY)
    last = min(query.date_to or LAST_DAY, found.last_day, LAST_DAY)
    if first > last:
        return None
    return Steps(first, last, unit or unit_for(first, last))


def _day(value: object) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None
