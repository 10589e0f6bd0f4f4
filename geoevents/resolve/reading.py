"""Resolutions of one stretch of a document, found by bisection: a long text asks for each of its sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from geoevents.model import Resolution


def _start(resolution: Resolution) -> int:
    return resolution.mention.start


def between(resolutions: Sequence[Resolution], start: int, end: int) -> Sequence[Resolution]:
    """Those of ``resolutions``, in reading order, whose mention begins in ``start`` (inclusive) to ``end``."""
    return resolutions[bisect_left(resolutions, start, key=_start) : bisect_left(resolutions, end, key=_start)]
