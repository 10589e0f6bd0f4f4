"""One line on standard error that tells how far a long extraction is."""

from __future__ import annotations

import shutil
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from geoevents.archive.extraction import Tally

_EVERY = 0.5  # seconds between two looks of the line
_EVERY_IN_A_LOG = 60.0  # where it is no terminal
_WINDOW = 60.0  # seconds that the speed is measured over: what was passed over at the start soon counts no more
_BAR = 20


class ProgressLine:
    """Call it with the counts as they grow; ``close`` it at the end.

    Parameters
    ----------
    stream : file, optional
        Standard error unless told otherwise. A terminal sees one line that changes, a log one line a minute.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        now = time.monotonic()
        self._shown = now
        self._marks: deque[tuple[float, int, int]] = deque([(now, 0, 0)])  # when, documents, bytes
        self._open = False

    def __call__(self, tally: Tally) -> None:
        """Show the counts, if it is time to."""
        now = time.monotonic()
        self._marks.append((now, tally.documents, tally.bytes_done))
        while len(self._marks) > 2 and now - self._marks[1][0] > _WINDOW:
            self._marks.popleft()
        if now - self._shown < (_EVERY if self._live else _EVERY_IN_A_LOG):
            return
        self._shown = now
        self._print(describe(tally, *self._speeds()))

    def say(self, sentence: str) -> None:
        """Print a sentence above the line."""
        self._clear()
        print(sentence, file=self._stream, flush=True)

    def close(self) -> None:
        """Take the line away."""
        self._clear()

    def _speeds(self) -> tuple[float, float]:
        (then, documents, done), (now, all_documents, all_done) = self._marks[0], self._marks[-1]
        seconds = max(now - then, 1e-9)
        return (all_documents - documents) / seconds, (all_done - done) / seconds

    def _print(self, line: str) -> None:
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{line[:width]:<{width}}", end="", file=self._stream, flush=True)
            self._open = True
        else:
            print(line, file=self._stream, flush=True)

    def _clear(self) -> None:
        if self._open:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{'':<{width}}\r", end="", file=self._stream, flush=True)
            self._open = False


def describe(tally: Tally, documents_a_second: float, bytes_a_second: float) -> str:
    """The counts in words, with a bar and the time left where the size of the archive is known."""
    parts = []
    if tally.bytes_total:
        share = min(1.0, tally.bytes_done / tally.bytes_total)
        parts.append(f"[{'#' * int(_BAR * share):<{_BAR}}] {share:.0%}")
    parts.append(f"{tally.documents:,} reports, {tally.events:,} events, {documents_a_second:,.1f} reports/s")
    passed = tally.known + tally.repeated
    if passed:
        parts.append(f"{passed:,} passed over")
    if tally.failed:
        parts.append(f"{tally.failed:,} failed")
    if tally.bytes_total and bytes_a_second > 0:
        parts.append(f"{duration((tally.bytes_total - tally.bytes_done) / bytes_a_second)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """So long in words: 40 s, 12 min, 3 h 05 min, 4 d 2 h."""
    seconds = max(0.0, seconds)
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"
