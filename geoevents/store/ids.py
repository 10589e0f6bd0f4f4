"""Ids of runs, decisions and linkings."""

from __future__ import annotations

import os
from datetime import datetime


def new_id(now: datetime) -> str:
    """An id that grows with time, so that file statistics tell old from new."""
    return f"{int(now.timestamp() * 1_000_000):016x}-{os.urandom(4).hex()}"
