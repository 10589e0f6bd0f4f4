"""Whole columns as JSON text, by Arrow: an order of magnitude faster than row by row in Python."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_CONTROL = r"[\x00-\x1f]"
_SPECIAL = r'["\\\x00-\x1f]'


def values(column: pa.Array) -> pa.Array:
    """The JSON text of each value, "null" where there is none; floats always with a point, so that they stay floats."""
    kind = column.type
    if column.null_count == len(column):
        return pa.repeat(pa.scalar("null"), len(column))
    if pa.types.is_boolean(kind):
        text = pc.if_else(column, "true", "false")
    elif pa.types.is_integer(kind):
        text = column.cast(pa.string())
    elif pa.types.is_floating(kind):
        finite = pc.if_else(pc.is_finite(column), column, None)
        text = finite.cast(pa.string())
        text = pc.if_else(pc.match_substring_regex(text, r"[.e]"), text, _join(text, ".0"))
    else:
        text = _quoted(column if pa.types.is_string(kind) else column.cast(pa.string()))
    return pc.fill_null(text, "null")


def objects(columns: dict[str, pa.Array], rows: int) -> pa.Array:
    """One JSON object for each of ``rows``, its keys the names of the columns."""
    parts: list[Any] = []
    literal = "{"
    for i, (name, column) in enumerate(columns.items()):
        literal += f"{',' if i else ''}{json.dumps(name)}:"
        if column.null_count == len(column):  # most columns of most batches
            literal += "null"
        else:
            parts += [literal, values(column)]
            literal = ""
    return _join(*parts, literal + "}") if parts else pa.repeat(pa.scalar(literal + "}"), rows)


def content(texts: pa.Array) -> memoryview:
    """The UTF-8 of all texts one after the other, as Arrow holds it."""
    offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return memoryview(texts.buffers()[2])[int(offsets[0]) : int(offsets[-1])]


def _quoted(column: pa.Array) -> pa.Array:
    special = pc.match_substring_regex(column, _SPECIAL)
    if pc.any(special).as_py():
        control = pc.fill_null(pc.match_substring_regex(column, _CONTROL), False)
        plain = pc.replace_substring(pc.replace_substring(column, "\\", "\\\\"), '"', '\\"')
        if pc.any(control).as_py():
            rare = [json.dumps(text, ensure_ascii=False)[1:-1] for text in column.filter(control).to_pylist()]
            plain = pc.replace_with_mask(plain, control, pa.array(rare, pa.string()))
        column = plain
    return _join('"', column, '"')


def _join(*parts: Any) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")
