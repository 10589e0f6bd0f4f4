"""CSV that spreadsheets and programs both open: UTF-8, quoted text, no cell that runs as a formula."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from geoevents.ahead import ahead
from geoevents.export.base import Events, batches
from geoevents.flat import EXPORT

BOM = b"\xef\xbb\xbf"  # Excel takes a file without it for the local code page
# What a spreadsheet takes for a formula, also behind blanks, and in the wide forms that East Asian ones take for the
# same; an apostrophe makes it text again.
_FORMULA = r"^(\s*[=+\-@\t\r\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}])"


def neutralise(column: pa.Array) -> pa.Array:
    """Text cells that a spreadsheet would run, behind an apostrophe; all others as they are."""
    if column.null_count == len(column):
        return column
    formulas = pc.match_substring_regex(column, _FORMULA)
    if not pc.any(formulas).as_py():  # nearly always, and five times as fast to find out as to replace
        return column
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
    out.write(_lines(pa.RecordBatch.from_pylist([], schema=EXPORT), header=True)[1])
    number = 0
    for rows, lines in ahead(_lines, batches(events)):
        out.write(lines)
        number += rows
    return number


def _lines(batch: pa.RecordBatch, *, header: bool = False) -> tuple[int, pa.Buffer]:
    """The number of rows and their lines."""
    columns = [neutralise(c) if pa.types.is_string(c.type) else c for c in batch.select(EXPORT.names).columns]
    text = pa.BufferOutputStream()
    pacsv.write_csv(
        pa.RecordBatch.from_arrays(columns, schema=EXPORT),
        text,
        pacsv.WriteOptions(include_header=header, quoting_style="needed"),
    )
    return batch.num_rows, text.getvalue()
