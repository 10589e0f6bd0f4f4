"""The demo reports: read once into an empty store, by a process of their own.

A small state file per store says how far it is, and afterwards that it was done: a store that
somebody empties later is not filled again.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from geoevents.settings import Settings

_STALE_SECONDS = 120  # a reader that has written nothing for so long is dead


@dataclass(frozen=True, slots=True)
class DemoState:
    """How far the demo reports are; ``finished`` for good, whatever became of it."""

    done: int
    total: int
    finished: bool
    running: bool


def _path(settings: Settings) -> Path:
    name = hashlib.sha256(settings.store_uri.encode()).hexdigest()[:12]
    return settings.home / "demo" / f"{name}.json"


def read_state(settings: Settings) -> DemoState | None:
    """The state for this store; None when the demo was never begun."""
    path = _path(settings)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        age = time.time() - path.stat().st_mtime
    except (OSError, ValueError):
        return None
    finished = bool(data.get("finished"))
    return DemoState(
        int(data.get("done", 0)), int(data.get("total", 0)), finished, not finished and age < _STALE_SECONDS
    )


def write_state(settings: Settings, *, done: int, total: int, finished: bool) -> None:
    """Say how far it is, atomically."""
    path = _path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    state = DemoState(done, total, finished, not finished)
    temporary.write_text(json.dumps(asdict(state)), encoding="utf-8")
    temporary.replace(path)
