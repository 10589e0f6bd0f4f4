"""What changed in a store, when and by whom, read from the commits of its tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from geoevents.store.tables import Tables


class LogEntry(NamedTuple):
    """One change of what is visible."""

    version: str  # what ``restore`` takes
    time: datetime
    author: str
    table: str
    what: str


VISIBLE = ("runs", "reviews", "incidents")  # the tables whose versions say what is visible
_COUNTED = {"runs": "reports", "reviews": "decisions", "incidents": "events linked or parted"}


def version_of(runs: int, reviews: int, incidents: int) -> str:
    """What ``restore`` takes; a store in which nothing was ever linked leaves the last number out."""
    return f"{runs}.{reviews}.{incidents}" if incidents else f"{runs}.{reviews}"


def versions_in(version: str) -> tuple[int, int, int]:
    """The inverse of :func:`version_of`; raises ValueError."""
    parts = version.split(".")
    if len(parts) not in (2, 3) or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(version)
    return int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 0


def read_log(tables: Tables) -> list[LogEntry]:
    """Every change, newest first: the commits of the tables that decide what is visible."""
    entries: list[LogEntry] = []
    latest = dict.fromkeys(VISIBLE, 0)
    commits = [(commit["timestamp"], name, commit) for name in latest for commit in tables.history(name)]
    for stamp, name, commit in sorted(commits, key=lambda c: (c[0], c[1], c[2]["version"])):
        latest[name] = commit["version"]
        if str(commit.get("operation", "")).startswith("CREATE"):
            continue  # making a table changes nothing; two processes may make it in the same moment
        added = commit.get("operationMetrics", {}).get("num_added_rows")
        note = commit.get("note") or str(commit.get("operation", "")).lower()
        entries.append(
            LogEntry(
                version_of(*latest.values()),
                datetime.fromtimestamp(stamp / 1000, UTC),
                commit.get("author", ""),
                name,
                f"{note}, {added} {_COUNTED[name]}" if added else note,
            )
        )
    return entries[::-1]
