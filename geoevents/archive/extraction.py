"""An archive from its files to its events: skips what is done, hands out the rest, counts what comes back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from geoevents.archive.executor import cores, run
from geoevents.archive.known import IdSet
from geoevents.archive.partitions import Partition, characters_each, cut
from geoevents.archive.preload import MODULES, SMALL_CHARACTERS
from geoevents.archive.readers import ArchiveReader, Report, SetAside
from geoevents.archive.worker import Found, Installation, PartitionReader, Target

if TYPE_CHECKING:
    from geoevents.store.partitions import PartitionStore

_COMPACT_EVERY = 32  # partitions between looks at how many small files the store has
_PATIENCE_SECONDS, _SLOWEST = 600.0, 500.0  # a partition may take so long, and a second for so many characters more
_LONG, _USUAL = 1_000_000, 25_000  # characters of a text that is announced, and what one core reads a second


@dataclass(slots=True)
class Tally:
    """How far an extraction is; counts only grow."""

    documents: int = 0  # extracted
    events: int = 0
    known: int = 0  # passed over: in the store already, found by this very extractor
    repeated: int = 0  # passed over: copies of a report that the archive holds before
    failed: int = 0  # set aside by the extractor, not by the reader
    bytes_done: int = 0
    bytes_total: int | None = None
    workers: int | None = None  # processes beside this one; None: a cluster's
    resident_mb: float = 0.0  # of the largest worker


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with an archive.

    ``give`` is "counts", "lines" or "events", as of ``PartitionReader``. With "counts" the store alone gets the events,
    and only what it has not yet is extracted.
    """

    installation: Installation
    give: str = "counts"
    store: str | None = None  # its URI
    author: str = "someone"
    workers: int | None = None  # None: as many as cores, or none for a small archive
    scheduler: str | None = None
    limit: int | None = None  # reports of the archive, from its beginning
    characters: int | None = None  # of a partition; None: by the size of the archive


def extract_archive(
    plan: Plan,
    reader: ArchiveReader,
    rejects: SetAside,
    *,
    tally: Tally | None = None,
    tell: Callable[[str], None] | None = None,
    progress: Callable[[Tally], None] | None = None,
) -> Iterator[Found]:
    """Extract the reports of ``reader``: what was found in each partition.

    In the order of the archive, unless only counts are wanted. Nothing is lost if the iteration is broken off, or the
    process killed: what is in the store stays, and the same call again does the rest.

    Parameters
    ----------
    plan : Plan
        What to do.
    reader : ArchiveReader
        Read only as far as there are workers for it.
    rejects : SetAside
        Takes reports that nothing could be made of.
    tally : Tally, optional
        Counts what is done, in place.
    tell, progress : callable, optional
        Called with a sentence for a person, and with the counts when they have changed.

    Yields
    ------
    Found
        One a partition.

    Raises
    ------
    GeoEventsError
        If the store, the gazetteer or the cluster cannot be used.
    """
    tally = tally or Tally()
    tally.bytes_total = reader.total_bytes
    extractor = plan.installation.identity()
    store = _open_store(plan.store, plan.author) if plan.store else None
    in_store, done = IdSet(), IdSet()
    if store is not None:
        known = store.known(extractor)
        in_store, done = IdSet(known.stored), IdSet(known.extracted)
        if len(done) and tell and plan.give == "counts":
            tell(f"the store has {len(done):,} reports from this extractor; they are passed over where they come up")
    target = Target(plan.store, plan.author, os.urandom(6).hex()) if plan.store else None
    reports: Iterator[Report] = islice(reader, plan.limit)
    if store is not None and plan.give == "counts":
        reports = _missing(reports, done, tally)
    reports, workers = _staffed(reports, plan)
    tally.workers = workers
    if workers or plan.scheduler:
        hands = cores() if workers is None else workers
        characters = plan.characters or characters_each(reader.total_bytes, hands)
    else:
        characters = plan.characters or SMALL_CHARACTERS
    partitions = cut(
        reports,
        characters=characters,
        bytes_read=lambda: reader.bytes_read,
        stored=in_store.__contains__ if store else None,
        finished=(lambda document_id: not done.add(document_id)) if store and plan.give != "counts" else None,
    )
    outcomes = run(
        PartitionReader(plan.installation, extractor, target=target, give=plan.give),
        _announced(partitions, tell) if tell else partitions,
        workers=workers,
        scheduler=plan.scheduler,
        ordered=plan.give != "counts",
        split=Partition.halves,
        patience=lambda partition: _PATIENCE_SECONDS + partition.characters / _SLOWEST,
        preload=MODULES,
        tell=tell,
    )
    for number, outcome in enumerate(outcomes, 1):
        found = outcome.value
        failed = found.failed if found else [(report, outcome.failure) for report in outcome.item.reports]
        for report, reason in failed:
            rejects.add(report.line, str(reason), report.doc_id, file=report.file)
        tally.failed += len(failed)
        tally.bytes_done += outcome.item.bytes_read
        if found:
            tally.documents += found.documents
            tally.events += found.events
            tally.resident_mb = max(tally.resident_mb, found.resident_mb)
        if progress:
            progress(tally)
        if found:
            yield found
        if store is not None and number % _COMPACT_EVERY == 0:
            store.compact_when_needed()
    if store is not None and tally.documents:
        store.compact_when_needed()


def _open_store(uri: str, author: str) -> PartitionStore:
    from geoevents.store.partitions import PartitionStore  # here: it brings DuckDB and Delta, which cost half a second

    return PartitionStore(uri, author=author)


def _announced(partitions: Iterator[Partition], tell: Callable[[str], None]) -> Iterator[Partition]:
    """The same partitions; of a text so long that the counts stand still meanwhile a person is told."""
    for partition in partitions:
        for report in partition.reports:
            if (length := len(report.document.text)) >= _LONG:
                minutes = max(1, round(length / _USUAL / 60))
                tell(f"line {report.line} is a text of {length:,} characters: about {minutes} min of one core")
        yield partition


def _missing(reports: Iterator[Report], done: IdSet, tally: Tally) -> Iterator[Report]:
    """The reports that the store does not have from this extractor, each once."""
    seen = IdSet()
    for report in reports:
        document_id = report.document.document_id
        if document_id in done:
            tally.known += 1
        elif not seen.add(document_id):
            tally.repeated += 1
        else:
            yield report


def _staffed(reports: Iterator[Report], plan: Plan) -> tuple[Iterator[Report], int | None]:
    """The same reports, and how many workers they are worth; None for those of a cluster."""
    if plan.scheduler:
        return reports, None
    if plan.workers is not None:
        return reports, plan.workers
    first: list[Report] = []
    characters = 0
    for report in reports:
        first.append(report)
        characters += len(report.document.text)
        if characters > SMALL_CHARACTERS and len(first) > 1:
            return chain(first, reports), cores()
    return iter(first), 0
