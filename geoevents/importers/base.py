"""What every importer is: files of already coded events in, columns for the store out, bad rows set aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import pyarrow as pa

MAX_PEOPLE = 10_000_000_000  # more than there are


def whole(name: str) -> str:
    """SQL of a number that may be written 2.0; NULL for what is none."""
    return f"TRY_CAST(TRY_CAST({name} AS DOUBLE) AS BIGINT)"


def of_news(day: str) -> str:
    """SQL of this day; NULL outside the years that a report may be of, 1500 to 2999, and for "infinity"."""
    return f"CASE WHEN {day} BETWEEN DATE '1500-01-01' AND DATE '2999-12-31' THEN {day} END"


class BadRow(NamedTuple):
    """A row that was left out, by its line in the file (from 1) and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """How one provider's CSV becomes events, said in SQL over its text columns."""

    name: str  # stands in ``extractor``
    required: tuple[str, ...]  # columns without which it is not this format
    optional: tuple[str, ...]  # columns taken as empty where they are missing
    select: str  # SELECT list giving the columns of ``store.bulk.CODED`` from table ``records``
    problem: str  # SQL text that is NULL for a good row, else the reason
    prepare: Callable[[duckdb.DuckDBPyConnection], None] = lambda connection: None  # makes the tables these two ask


class Part(NamedTuple):
    """Some rows of a file, ready for the store."""

    events: pa.Table  # columns of ``store.bulk.CODED``
    bad: list[BadRow]
    bytes_read: int  # of the file so far, for a progress bar
