"""Partitions: what one worker reads at a time, bounded in bytes and documents, known by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from geoevents.archive.readers import Report

MAX_DOCUMENTS = 500
MAX_CHARACTERS = 256 * 1024  # ten seconds of one core
MIN_CHARACTERS = 24 * 1024  # a second: less, and handing out costs more than it spreads
_ROUNDS = 12  # partitions a worker should get at least, so that all end at about the same time


@dataclass(frozen=True, slots=True)
class Partition:
    """Some reports of an archive, in its order."""

    reports: tuple[Report, ...]
    stored: frozenset[str] = frozenset()  # document_ids whose text is in the store
    finished: frozenset[str] = frozenset()  # document_ids that need not be written
    bytes_read: int = 0  # of the archive, for these and what was passed over before them

    @property
    def characters(self) -> int:
        """How long its texts are."""
        return sum(len(report.document.text) for report in self.reports)

    def name(self, extractor: str) -> str:
        """Equal for equal content read by an equal extractor."""
        state = hashlib.sha256(extractor.encode())
        for report in self.reports:
            document = report.document
            # Title and source are no part of a document's identity, but they decide what is found in it.
            for part in (document.document_id, document.title, document.source, document.doc_id, report.triggers):
                state.update(repr(part).encode("utf-8", "surrogatepass"))
        return state.hexdigest()[:24]

    def halves(self) -> list[Partition]:
        """Two smaller ones in its place, or none of a single report."""
        middle = len(self.reports) // 2
        if not middle:
            return []
        return [
            replace(self, reports=self.reports[:middle], bytes_read=0),
            replace(self, reports=self.reports[middle:]),
        ]


def characters_each(total_bytes: int | None, workers: int) -> int:
    """How many characters of text a partition should hold, so that all workers have enough to do.

    ``total_bytes`` is what the archive holds, or None where nobody knows: then it is taken for large.
    """
    if total_bytes is None:
        return MAX_CHARACTERS
    return max(MIN_CHARACTERS, min(MAX_CHARACTERS, total_bytes // (workers * _ROUNDS)))


def cut(
    reports: Iterable[Report],
    *,
    characters: int,
    bytes_read: Callable[[], int] = lambda: 0,
    stored: Callable[[str], bool] | None = None,
    finished: Callable[[str], bool] | None = None,
) -> Iterator[Partition]:
    """Consecutive reports in partitions of at most so many characters and ``MAX_DOCUMENTS``; a longer one stands alone.

    Parameters
    ----------
    reports : iterable of Report
        Read one ahead.
    characters : int
        Of text in one partition.
    bytes_read : callable
        How much of the archive is behind the reports taken so far.
    stored, finished : callable, optional
        Whether the text of this document_id is in the store, and whether it need not be written.
    """
    waiting: list[Report] = []
    length = counted = 0

    def made() -> Partition:
        nonlocal counted
        before, counted = counted, bytes_read()
        ids = dict.fromkeys(report.document.document_id for report in waiting) if stored or finished else {}
        return Partition(
            tuple(waiting),
            frozenset(filter(stored, ids)) if stored else frozenset(),
            frozenset(filter(finished, ids)) if finished else frozenset(),
            counted - before,
        )

    for report in reports:
        size = len(report.document.text)
        if waiting and (length + size > characters or len(waiting) >= MAX_DOCUMENTS):
            yield made()
            waiting, length = [], 0
        waiting.append(report)
        length += size
    if waiting:
        yield made()
