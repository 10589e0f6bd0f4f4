"""The frames of a playback in the compact form in which the map receives them; read by static/map/playback.js."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from geoevents.layers.payload import area_row, type_code
from geoevents.steps import Steps
from geoevents.store.base import Change, Frame, Spots

TYPES = 16  # event types a spot's number is multiplied by
BUDGET = 44_000  # bytes of frames at once; the rest of an update takes up to 12 kB
MOST_FRAMES = 120


def film_of(steps: Steps, width: int, at: int, *key: object) -> dict[str, Any]:
    """What is played, without any frame; ``key`` is what else the frames depend on."""
    head = {"u": steps.unit, "w": width, "n": len(steps), "o": steps.first.isoformat(), "e": steps.last.isoformat()}
    state = hashlib.sha256(repr((head, key)).encode())
    return head | {"at": at, "k": state.hexdigest()[:12]}


def with_frames(film: dict[str, Any], spots: Spots, frames: Sequence[Frame], first: int) -> dict[str, Any]:
    """The film with as many frames from ``first`` on as `BUDGET` allows, at least one."""
    packed: list[str] = []
    size = 0
    for frame in frames:
        text = pack(frame.changes)
        counts = len(",".join(map(str, frame.counts))) + 3
        size += len(text) + 3 + counts
        if packed and size > BUDGET:
            break
        packed.append(text)
    return film | {
        "i": first,
        "p": [round(number, 4) for point in spots.points for number in point],
        "a": [area_row(area, index) for index, area in enumerate(spots.areas)],
        "c": [[c.total, c.points, c.areas, c.unplaced, c.fatalities, c.fatalities_unknown]
              for c in (frame.counts for frame in frames[: len(packed)])],
        "f": packed,
    }  # fmt: skip


def pack(changes: Iterable[Change]) -> str:
    """Changes as base64 of numbers with 7 bits a byte, lowest first.

    Of each change, sorted by spot and type: the step from the number before of ``spot * TYPES + type``; events;
    deaths times two, plus one when there is a fourth number; events without reported deaths. The last three can
    be negative: zigzag.
    """
    out = bytearray()
    before = 0
    for code, change in sorted((change.spot * TYPES + type_code(change.event_type), change) for change in changes):
        _number(out, code - before)
        _number(out, _zigzag(change.events))
        _number(out, 2 * _zigzag(change.fatalities) + bool(change.fatalities_unknown))
        if change.fatalities_unknown:
            _number(out, _zigzag(change.fatalities_unknown))
        before = code
    return base64.b64encode(bytes(out)).decode("ascii")


def _zigzag(value: int) -> int:
    return 2 * value if value >= 0 else -2 * value - 1


def _number(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
