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


def read_log(tables: Tables) -> list[LogEntry]:
    """Every change, newest first: the commits of runs and reviews, which decide what is visible."""
    entries: list[LogEntry] = []
    latest = {"runs": 0, "reviews": 0}
    commits = [(commit["timestamp"], name, commit) for name in latest for commit in tables.history(name)]
    for stamp, name, commit in sorted(commits, key=lambda c: (c[0], c[1], c[2]["version"])):
        latest[name] = commit["version"]
        if commit["version"] == 0:
            continue
        added = commit.get("operationMetrics", {}).get("num_added_rows")
        note = commit.get("note") or str(commit.get("operation", "")).lower()
        entries.append(
            LogEntry(
                f"{latest['runs']}.{latest['reviews']}",
                datetime.fromtimestamp(stamp / 1000, UTC),
                commit.get("author", ""),
                name,
                f"{note}, {added} {'reports' if name == 'runs' else 'decisions'}" if added else note,
            )
        )
    return entries[::-1]
