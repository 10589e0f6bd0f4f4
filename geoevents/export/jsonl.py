"""JSON Lines: the event itself, whole, one a line, for other programs and for the way back."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa

from geoevents.event_json import event_to_dict
from geoevents.export.base import Events
from geoevents.flat import unflatten
from geoevents.store.rows import to_json


def write_jsonl(events: Events, out: BinaryIO) -> int:
    """Write one event a line and return their number; corrections by people are part of the event.

    Batches with a column ``event`` (``stream_batches(query, whole=True)``) are written as they are.
    """
    number = 0
    for item in events:
        if isinstance(item, pa.RecordBatch) and "event" in item.schema.names:
            out.write(b"".join(text.encode() + b"\n" for text in item.column("event").to_pylist()))
            number += item.num_rows
            continue
        if isinstance(item, pa.RecordBatch):
            found = [unflatten(row) for row in item.to_pylist()]
        else:
            found = [item.event]
        for event in found:
            out.write(to_json(event_to_dict(event)).encode() + b"\n")
        number += len(found)
    return number
