"""What every exporter is: events in, bytes out, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from geoevents.errors import GeoEventsError
from geoevents.flat import EXPORT, flatten
from geoevents.store.base import StoredEvent
from geoevents.store.rows import storable

# Events one by one, or whole columns of ``EXPORT`` as the store streams them (many times faster).
Events = Iterable[StoredEvent] | Iterable[pa.RecordBatch]
Exporter = Callable[[Events, BinaryIO], int]

FIRST_CHUNK = 200  # small, so that a download starts at once
CHUNK = 5_000


def flat_row(stored: StoredEvent) -> dict[str, Any]:
    """One event with its review state as the columns of ``EXPORT``."""
    row = flatten(stored.event)
    row = {key: storable(value) if isinstance(value, str) else value for key, value in row.items()}
    return row | {
        "rejected": stored.rejected,
        "reviewed_by": storable(stored.reviewed_by),
        "human_owned": stored.human_owned,
    }


def batches(events: Events) -> Iterator[pa.RecordBatch]:
    """The events as record batches of ``EXPORT``; batches are handed on as they are."""
    waiting: list[dict[str, Any]] = []
    size = FIRST_CHUNK
    for item in events:
        if isinstance(item, pa.RecordBatch):
            yield item
            continue
        waiting.append(flat_row(item))
        if len(waiting) >= size:
            yield pa.RecordBatch.from_pylist(waiting, schema=EXPORT)
            waiting, size = [], CHUNK
    if waiting:
        yield pa.RecordBatch.from_pylist(waiting, schema=EXPORT)


def exporter_for(path: str | Path) -> Exporter:
    """The exporter that a file's extension names; raises GeoEventsError naming those there are."""
    from geoevents.export import EXPORTERS

    suffix = Path(path).suffix.lower().removeprefix(".")
    name = {"json": "geojson", "geoparquet": "parquet", "ndjson": "jsonl"}.get(suffix, suffix)
    if name not in EXPORTERS:
        raise GeoEventsError(f"{path}: cannot tell the format; name the file *.{', *.'.join(EXPORTERS)}")
    return EXPORTERS[name]


def export_file(events: Events, path: Path, exporter: Exporter) -> int:
    """Write a whole file or none: it takes its name only when it is complete. Returns the number of events."""
    if path.is_dir():
        raise GeoEventsError(f"{path}: this is a folder; name a file")
    if not path.parent.is_dir():
        raise GeoEventsError(f"{path}: there is no folder {path.parent}; make it first")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb", buffering=1 << 20) as out:
            number = exporter(events, out)
        os.replace(temporary, path)
    except OSError as error:
        raise GeoEventsError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)
    return number
