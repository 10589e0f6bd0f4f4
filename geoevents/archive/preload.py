"""The start of workers, early: a command loads half a second of modules itself before it has anything to hand out."""

from __future__ import annotations

import os
from collections.abc import Iterable

MODULES = ("geoevents.cli.main", "geoevents.pipeline", "geoevents.store.partitions", "spacy")
SMALL_CHARACTERS = 120_000  # of text: some five seconds of one core, for which no worker is started
_LARGE_BYTES = 4 * SMALL_CHARACTERS  # of files: holds more text than that, whatever else it holds


def begin(names: Iterable[str], workers: int | None, scheduler: str | None) -> None:
    """Start loading what the workers of an extraction of these files need, if it is sure to have any."""
    if scheduler is not None or workers == 0:
        return
    if workers or sum(_size(name) for name in names) > _LARGE_BYTES:
        from geoevents.archive.local_workers import make_ready

        make_ready(MODULES)


def _size(name: str) -> int:
    """Bytes of a file on this machine; 0 for whatever else a name may stand for."""
    try:
        return os.stat(name).st_size if os.path.isfile(name) else 0
    except (OSError, ValueError):
        return 0
