"""What a worker does with a partition: extract, write to the store, tell what came of it."""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from geoevents.archive.identity import extractor_identity
from geoevents.archive.partitions import Partition
from geoevents.archive.readers import Report
from geoevents.errors import FAULTS, GeoEventsError, fault
from geoevents.model import Document, Event
from geoevents.settings import Settings

_Request = tuple[Document, Sequence[tuple[int, int]] | None]


class Extracts(Protocol):
    """What a pipeline is to us: documents in, the events of each out."""

    def extract_many(self, requests: Iterable[_Request]) -> Iterator[list[Event]]:
        """The events of each document, in order."""


class Installation(Protocol):
    """Where a worker gets its pipeline from; must pickle."""

    def identity(self) -> str:
        """Equal where equal events are found."""

    def open(self) -> Extracts:
        """A pipeline; slow."""


@dataclass(frozen=True)
class Installed:
    """The pipeline of an installation.

    Parameters
    ----------
    settings : Settings, optional
        None takes the environment of the process that opens it: on another machine, folders differ.
    """

    settings: Settings | None = None

    def identity(self) -> str:
        """Rules, weights, language model and gazetteers."""
        return extractor_identity(self.settings or Settings.from_environment())

    def open(self) -> Extracts:
        """All gazetteers and the best language model there is."""
        from geoevents.pipeline import Pipeline

        return Pipeline.from_settings(self.settings or Settings.from_environment())


@dataclass(frozen=True, slots=True)
class Target:
    """The store that workers write to; each opens it itself."""

    uri: str
    author: str
    session: str  # of one command: within it a partition is written once


class Failed(NamedTuple):
    """A report that nothing could be made of."""

    report: Report
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a partition."""

    documents: int
    events: int
    failed: tuple[Failed, ...]
    lines: bytes = b""  # JSON Lines of the answers, where they were asked for
    answers: tuple[tuple[Event, ...], ...] = ()  # the events themselves, where they were asked for
    resident_mb: float = 0.0  # of the worker


class PartitionReader:
    """Call it with a partition. It opens what it needs at the first call, in the process that calls it.

    Parameters
    ----------
    installation : Installation
        Its pipeline reads.
    extractor : str
        The identity that the installation must have.
    target : Target, optional
        Where events are kept.
    give : str
        "counts", "lines" of JSON, or "events".
    """

    def __init__(
        self, installation: Installation, extractor: str, *, target: Target | None = None, give: str = "counts"
    ) -> None:
        self._installation = installation
        self._extractor = extractor
        self._target = target
        self._give = give
        self._pipeline: Extracts | None = None
        self._store: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_pipeline": None, "_store": None}

    def __call__(self, partition: Partition) -> Found:
        """Extract a partition, and keep what was found where a target was given."""
        pipeline = self._opened()
        answers, failed = _extract(pipeline, partition.reports)
        if self._target is not None:
            self._keep(self._target, partition, answers)
        lines: list[bytes] = []
        if self._give == "lines":
            from geoevents.event_json import event_to_dict

            for report, events in answers:
                values = {"doc_id": report.doc_id, "events": [event_to_dict(event) for event in events]}
                lines.append(json.dumps(values, ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n")
        return Found(
            len(answers),
            sum(len(events) for _, events in answers),
            tuple(failed),
            b"".join(lines),
            tuple(tuple(e for e in events if e.event_type) for _, events in answers) if self._give == "events" else (),
            _resident_mb(),
        )

    def _opened(self) -> Extracts:
        if self._pipeline is None:
            here = self._installation.identity()
            if here != self._extractor:
                raise GeoEventsError(
                    f"a worker extracts with [{here}], this command with [{self._extractor}]; install the same "
                    "geoevents, language model and gazetteers there"
                )
            self._pipeline = self._installation.open()
        return self._pipeline

    def _keep(self, target: Target, partition: Partition, answers: Sequence[tuple[Report, list[Event]]]) -> None:
        from geoevents.store.base import ExtractedDocument
        from geoevents.store.partitions import PartitionStore

        kept: dict[str, ExtractedDocument] = {}
        for report, events in answers:
            document_id = report.document.document_id
            if document_id not in partition.finished and document_id not in kept:
                kept[document_id] = ExtractedDocument(report.document, [e for e in events if e.event_type])
        if not kept:
            return
        parent = multiprocessing.parent_process()
        if parent is not None and not parent.is_alive():
            sys.exit("the command that this worker worked for is gone: nothing more is written")
        if self._store is None:
            self._store = PartitionStore(target.uri, author=target.author)
        name = f"{target.session}-{partition.name(self._extractor)}"
        self._store.write(name, list(kept.values()), extractor=self._extractor, stored=partition.stored)


def _extract(pipeline: Extracts, reports: Sequence[Report]) -> tuple[list[tuple[Report, list[Event]]], list[Failed]]:
    """The events of each report; where one of them trips the pipeline, it is found by reading them one by one."""
    try:
        answers = list(pipeline.extract_many((report.document, report.triggers) for report in reports))
        return list(zip(reports, answers, strict=True)), []
    except FAULTS:
        pass
    good: list[tuple[Report, list[Event]]] = []
    failed = []
    for report in reports:
        try:
            good.append((report, next(pipeline.extract_many([(report.document, report.triggers)]))))
        except FAULTS as error:
            failed.append(Failed(report, fault(error)))
    return good, failed


def _resident_mb() -> float:
    """Memory of this process; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:
            pages = int(statm.read().split()[1])
    except OSError:
        return 0.0
    import resource

    return pages * resource.getpagesize() / 1e6
