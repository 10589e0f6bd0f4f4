"""Reports or coded events into the store: what ``geoevents ingest``, the demo and Add-report share."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from operator import add
from pathlib import Path
from typing import NamedTuple, Protocol

from geoevents.errors import FAULTS, GeoEventsError, fault
from geoevents.importers.base import BadRow
from geoevents.importers.csv_file import Block, Judge, csv_header, read_blocks
from geoevents.model import Document, Event
from geoevents.store.base import EventStore, ExtractedDocument, IncidentMember, IngestCount, LinkReason
from geoevents.store.delta import DeltaStore

Progress = Callable[[Document, int], None]  # a document that is done, and its number of events
OnFailed = Callable[[Document, str], None]  # a document that nothing could be made of, and why
FORMATS = ("ucdp", "acled", "geojson", "jsonl")
IMPORTED_DOCUMENTS = 20_000  # of an export of ours, kept in one go
IMPORTED_CHARACTERS = 64_000_000  # of such documents together
APPENDED_EVENTS = 48_000  # of coded events in one commit: a file too large to be compacted, about 11 MB


class Extracts(Protocol):
    """What a pipeline is to us: documents in, the events of each out."""

    def extract_many(self, requests: Iterable[tuple[Document, None]]) -> Iterator[list[Event]]:
        """The events of each document, in order; several are read in one go."""


def extracted(
    documents: Iterable[Document],
    pipeline: Extracts,
    *,
    progress: Progress | None = None,
    on_failed: OnFailed | None = None,
) -> Iterator[ExtractedDocument]:
    """Each document with its events, in order.

    Parameters
    ----------
    documents : iterable of Document
        Read some ahead of the answers; memory does not grow with their number.
    pipeline : object with ``extract_many``
        Such as ``geoevents.pipeline.Pipeline``.
    progress : callable, optional
        Called with each finished document and its number of events.
    on_failed : callable, optional
        Called with a document that trips the pipeline, and why; it is left out and the others are read. Without it
        the error is raised.
    """
    source, waiting, broken = iter(documents), deque[Document](), list[Exception]()

    def requests() -> Iterator[tuple[Document, None]]:
        try:
            for document in source:
                waiting.append(document)
                yield document, None
        except FAULTS as error:  # of whoever gives the documents, not of the pipeline
            broken.append(error)
            raise

    def done(document: Document, events: list[Event]) -> ExtractedDocument:
        if progress:
            progress(document, len(events))
        return ExtractedDocument(document, events)

    answers = pipeline.extract_many(requests())
    while True:
        try:
            events = next(answers)
        except StopIteration:
            return
        except FAULTS:
            if on_failed is None or broken:
                raise
            # Of those that were read together one is at fault: they are read again, each alone.
            for document in waiting:
                try:
                    events = next(pipeline.extract_many([(document, None)]))
                except FAULTS as error:
                    on_failed(document, fault(error))
                    continue
                yield done(document, events)
            waiting.clear()
            answers = pipeline.extract_many(requests())
            continue
        yield done(waiting.popleft(), events)


def ingest(
    documents: Iterable[Document],
    pipeline: Extracts,
    store: EventStore,
    *,
    extractor: str,
    progress: Progress | None = None,
    on_failed: OnFailed | None = None,
    linking: bool = True,
) -> IngestCount:
    """Extract the events of these documents and keep them; parameters as in :func:`extracted`.

    With ``linking`` their events are then linked with those of other reports that tell of the same incident.
    """
    seen: list[str] = []

    def noted() -> Iterator[ExtractedDocument]:
        for item in extracted(documents, pipeline, progress=progress, on_failed=on_failed):
            seen.append(item.document.document_id)
            yield item

    count = store.ingest(noted(), extractor=extractor)
    if linking and count.documents:
        from geoevents.incidents.link import link_documents

        link_documents(store, seen)
    return count


class ImportProgress(NamedTuple):
    """How far the import of a file of coded events is."""

    total: IngestCount  # so far
    bytes_read: int  # of the file
    bad: list[BadRow]  # since the last report


def format_of(path: Path) -> str:
    """Which of ``FORMATS`` a file of coded events is, by its name and header; raises GeoEventsError."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] in ([".geojson"], [".json"]):
        return "geojson"
    if suffixes[-1:] in ([".jsonl"], [".ndjson"]):
        return "jsonl"
    if suffixes[-1:] == [".csv"] or suffixes[-2:] == [".csv", ".gz"]:
        header = csv_header(path)
        if "event_id_cnty" in header:
            return "acled"
        if "type_of_violence" in header:
            return "ucdp"
        raise GeoEventsError(f"{path}: neither UCDP GED (type_of_violence) nor ACLED (event_id_cnty) by its header")
    raise GeoEventsError(f"{path}: cannot tell the format; name it with --format, one of {', '.join(FORMATS)}")


def import_events(path: Path, store: DeltaStore, *, form: str | None = None) -> Iterator[ImportProgress]:
    """Keep the coded events of a file, part by part; the last report holds the final count.

    Raises
    ------
    GeoEventsError
        If the file cannot be read, or is of no known format.
    """
    form = form or format_of(path)
    if form in ("ucdp", "acled"):
        yield from _import_csv(path, store, form)
    elif form in ("geojson", "jsonl"):
        yield from _import_own(path, store, form)
    else:
        raise GeoEventsError(f"format {form!r}: not one of {', '.join(FORMATS)}")


def _import_csv(path: Path, store: DeltaStore, form: str) -> Iterator[ImportProgress]:
    from geoevents.ahead import ahead
    from geoevents.importers.acled import ACLED
    from geoevents.importers.ucdp import UCDP
    from geoevents.store.bulk import BulkWriter, Made

    chosen = {"ucdp": UCDP, "acled": ACLED}[form]
    judge, writer = Judge(chosen), BulkWriter(store, chosen.name)

    def stamped() -> Iterator[tuple[Block, datetime]]:
        for block in read_blocks(path, chosen):
            yield block, datetime.now(UTC)  # in the order of the file, whichever part is made first

    def made(item: tuple[Block, datetime]) -> tuple[Made, list[BadRow], int]:
        part = judge.part(item[0])
        return writer.make(part.events, item[1]), part.bad, part.bytes_read

    total, waiting, set_aside = IngestCount(0, 0, 0), list[Made](), list[BadRow]()
    bytes_read = 0
    for rows, bad, bytes_read in ahead(made, stamped()):
        waiting.append(rows)
        set_aside += bad
        if sum(part.events.num_rows for part in waiting) >= APPENDED_EVENTS:
            total = IngestCount(*map(add, total, writer.append(waiting)))
            yield ImportProgress(total, bytes_read, set_aside)
            waiting, set_aside = [], []
    total = IngestCount(*map(add, total, writer.append(waiting)))
    yield ImportProgress(total, bytes_read, set_aside)
    store.compact_when_needed()


def _import_own(path: Path, store: DeltaStore, form: str) -> Iterator[ImportProgress]:
    from geoevents.importers.own import grouped, read_geojson, read_jsonl

    read, size = (read_geojson if form == "geojson" else read_jsonl), path.stat().st_size
    known = set(store.digests()["document_id"].to_pylist())
    ranks, bad, total = Counter[str](), list[BadRow](), IngestCount(0, 0, 0)
    found = grouped(partial(read, path), bad.append)
    for part in _parts(found):
        new = [item for _, item in part if item.document.document_id not in known]
        lone = (item._replace(events=[replace(event, incident_id=None) for event in item.events]) for item in new)
        count = store.ingest(lone, extractor=form)
        store.keep_incidents(_as_linked((event for item in new for event in item.events), ranks))
        total = IngestCount(*map(add, total, count._replace(unchanged=count.unchanged + len(part) - len(new))))
        yield ImportProgress(total, int(size * part[-1][0]), [])
    yield ImportProgress(total, size, bad)


def _parts(found: Iterable[tuple[float, ExtractedDocument]]) -> Iterator[list[tuple[float, ExtractedDocument]]]:
    """What is kept in one go: so many documents, and not too much text."""
    part, characters = list[tuple[float, ExtractedDocument]](), 0
    for share, item in found:
        part.append((share, item))
        characters += len(item.document.text)
        if len(part) >= IMPORTED_DOCUMENTS or characters >= IMPORTED_CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part


def _as_linked(events: Iterable[Event], ranks: Counter[str]) -> list[IncidentMember]:
    """The incidents that a file says its events are of; the first of each stands for it.

    ``ranks`` counts on over the parts of a file.
    """
    members = []
    for event in events:
        if event.incident_id:
            members.append(
                IncidentMember(
                    event.event_id,
                    event.document_id,
                    event.incident_id,
                    rank=ranks[event.incident_id],
                    source=event.document_id,
                    reasons=(LinkReason("file", 1.0, "the file it came from says so"),),
                )
            )
            ranks[event.incident_id] += 1
    return members
