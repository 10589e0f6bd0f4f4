"""A pipeline that opens in no time, invented reports for it, and the command line with it in place of the real one.

``python -m tests.archive.small extract ...`` is ``geoevents extract ...`` with this pipeline.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from geoevents.archive.worker import FAULTS, Installed
from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Document, Event
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings
from geoevents.store.tables import Tables
from geoevents.text.language import PlainLanguage
from tests.test_pipeline import PLACES

DEADLY, FAULTY = "a text that ends its reader", "a text that trips its reader"
_DEEDS = ("shelled {}", "bombed a market in {}", "clashed with soldiers near {}", "ambushed a convoy outside {}")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


class Frail:
    """A pipeline that two texts are too much for."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def extract_many(self, requests: Iterable[Any]) -> Iterator[list[Event]]:
        def looked_at() -> Iterator[Any]:
            for document, triggers in requests:
                self._look(document)
                yield document, triggers

        return self._pipeline.extract_many(looked_at())

    def _look(self, document: Document) -> None:
        if DEADLY in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if FAULTY in document.text:
            raise FAULTS[0]("of no use")


class Small(Installed):
    """Nine places and no language model."""

    def identity(self) -> str:
        return "small 1"

    def open(self) -> Frail:
        return Frail(Pipeline(MemoryGazetteer(PLACES), PlainLanguage()))


class Other(Small):
    """An installation that is another one on the workers."""

    def identity(self) -> str:
        return f"small, of process {os.getpid()}"


SMALL = Small(Settings.from_environment())


def reports(n: int) -> Iterator[dict[str, str]]:
    """Invented reports, each different, most of them with an event."""
    towns = ("Homs", "Idlib", "Qamishli", "Atme")
    for i, (deed, town, day) in zip(range(n), itertools.cycle(itertools.product(_DEEDS, towns, _DAYS)), strict=False):
        yield {
            "doc_id": str(i),
            "text": f"Rebels {deed.format(town)} on {day}, killing {i + 1} people, a spokesman said.",
            "published": "2020-02-13",
        }


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def rows_of(uri: str) -> dict[str, list[tuple[Any, ...]]]:
    """What lies in the tables of a store, run by run, without ids and times that differ from run to run."""
    tables = Tables(uri)
    asked = {
        "documents": "SELECT document_id, doc_id, text FROM read_parquet($1) ORDER BY ALL",
        "events": "SELECT event_id, event FROM read_parquet($1) ORDER BY ALL",
        "runs": "SELECT document_id, extractor, events, digest FROM read_parquet($1) ORDER BY ALL",
    }
    found = {}
    for name, sql in asked.items():
        files = tables.refresh(name)
        found[name] = duckdb.execute(sql, [files]).fetchall() if files else []
    return found


if __name__ == "__main__":
    import geoevents.archive.worker as worker
    from geoevents.cli.main import main
    from tests.archive.small import Small as Importable  # under a name that other processes know, too

    worker.Installed = Importable  # type: ignore[misc]
    main()
