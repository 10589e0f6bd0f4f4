"""What was measured, kept beside its target in one file: each benchmark writes its rows through ``keep``.

python benchmarks/results.py [FILE]      # prints the table of everything measured so far
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).with_name("results.json")


class Row(NamedTuple):
    """One figure. ``ok`` is None where there is no target to hold it against."""

    name: str  # what was measured
    n: int  # at which size: events, documents, people; 0 where size means nothing
    value: float
    unit: str
    target: float | None
    ok: bool | None


def at_most(name: str, n: int, value: float, unit: str, target: float | None = None) -> Row:
    """A figure that should not exceed its target: a time, a size."""
    return Row(name, n, value, unit, target, None if target is None else value <= target)


def at_least(name: str, n: int, value: float, unit: str, target: float | None = None) -> Row:
    """A figure that should reach its target: a speed, a ratio, a share."""
    return Row(name, n, value, unit, target, None if target is None else value >= target)


def median_ms(ask: Callable[[], object], times: int = 10) -> float:
    """Milliseconds that ``ask`` takes, the median of so many calls."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def load(path: Path = RESULTS) -> list[Row]:
    """The rows kept in ``path``; none where there is no such file."""
    if not path.exists():
        return []
    return [Row(**{key: found[key] for key in Row._fields}) for found in json.loads(path.read_text(encoding="utf-8"))]


def keep(rows: Iterable[Row], path: Path = RESULTS) -> None:
    """Print ``rows`` as a table and keep them in ``path``: a row of the same name and size is replaced.

    Whoever keeps rows at the same time waits for its turn; the file is whole at every moment.
    """
    measured = list(rows)
    with _alone(path):
        merged = {(row.name, row.n): row for row in load(path)} | {(row.name, row.n): row for row in measured}
        lines = ",\n ".join(json.dumps(_rounded(row)._asdict(), ensure_ascii=False) for row in merged.values())
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        temporary.write_text(f"[{lines}]\n", encoding="utf-8")
        os.replace(temporary, path)
    print(table(measured), flush=True)


def table(rows: Iterable[Row]) -> str:
    """The rows as lines of text: what, size, value, target, verdict."""
    cells = [("what", "n", "value", "target", "")]
    for row in map(_rounded, rows):
        verdict = "" if row.ok is None else "ok" if row.ok else "MISSED"
        target = "-" if row.target is None else f"{row.target:g} {row.unit}"
        cells.append((row.name, f"{row.n:,}" if row.n else "", f"{row.value:,.10g} {row.unit}", target, verdict))
    widths = [max(len(line[i]) for line in cells) for i in range(5)]
    return "\n".join(
        f"{what:<{widths[0]}}  {n:>{widths[1]}}  {value:>{widths[2]}}  {target:>{widths[3]}}  {verdict}".rstrip()
        for what, n, value, target, verdict in cells
    )


def all_met(rows: Iterable[Row]) -> bool:
    """Whether no row missed its target."""
    return all(row.ok is not False for row in rows)


def _rounded(row: Row) -> Row:
    """Four digits say what can be measured; whole numbers stay whole."""
    return row._replace(value=float(f"{row.value:.4g}") if abs(row.value) < 1000 else float(round(row.value)))


class _alone:
    """Holds a lock file beside ``path``; one left behind by a killed process is taken over after a minute."""

    def __init__(self, path: Path) -> None:
        self._lock = path.with_name(f".{path.name}.lock")

    def __enter__(self) -> None:
        while True:
            try:
                os.close(os.open(self._lock, os.O_CREAT | os.O_EXCL))
                return
            except FileExistsError:
                with contextlib.suppress(FileNotFoundError):  # whoever held it may let go at this very moment
                    if time.time() - self._lock.stat().st_mtime > 60:
                        self._lock.unlink(missing_ok=True)
                time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        self._lock.unlink(missing_ok=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=RESULTS)
    rows = load(parser.parse_args().file)
    print(table(rows) if rows else "nothing has been measured yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
