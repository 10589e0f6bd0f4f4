"""CSV that spreadsheets and programs both open: UTF-8, quoted text, no cell that runs as a formula."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from geoevents.export.base import Events, batches
from geoevents.flat import EXPORT

BOM = b"\xef\xbb\xbf"  # Excel takes a file without it for the local code page
# What a spreadsheet takes for a formula, also behind blanks; an apostrophe makes it text again.
_FORMULA = r"^(\s*[=+\-@\t\r])"


def neutralise(column: pa.Array) -> pa.Array:
    """Text cells that a spreadsheet would run, behind an apostrophe; all others as they are."""
    return pc.replace_substring_regex(column, _FORMULA, r"'\1")


def write_csv(events: Events, out: BinaryIO, *, bom: bool = False) -> int:
    """Write one line an event below a header and return the number of events.

    Parameters
    ----------
    events : iterable of StoredEvent or of record batches
        What to write, in this order.
    out : binary file
        Written to from where it stands.
    bom : bool
        Whether to start with the byte order mark that Excel wants for UTF-8.
    """
    if bom:
        out.write(BOM)
    number = 0
    with pacsv.CSVWriter(_Unclosed(out), EXPORT, write_options=pacsv.WriteOptions(quoting_style="needed")) as writer:
        for batch in batches(events):
            columns = [neutralise(c) if pa.types.is_string(c.type) else c for c in batch.select(EXPORT.names).columns]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=EXPORT))
            number += batch.num_rows
    return number


class _Unclosed:
    """A file that pyarrow may finish with but not close: it belongs to the caller."""

    closed = False

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()

    def close(self) -> None:
        self._out.flush()

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False
