"""Partitions of an archive into the store: written by many workers at once, each whole and once only.

A worker neither needs nor builds the view that a reader of the store holds in memory: it appends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geoevents import model
from geoevents.store import rows
from geoevents.store.base import ExtractedDocument
from geoevents.store.delta import findings_digest
from geoevents.store.ids import new_id
from geoevents.store.tables import Tables

Ids = npt.NDArray[np.uint64]


class KnownIds(NamedTuple):
    """Documents in a store, sorted, each id as the number that its hexadecimal digits spell."""

    stored: Ids  # in whatever way they came there
    extracted: Ids  # those whose newest run is of the extractor asked for


class PartitionStore:
    """What the extraction of an archive does with a store.

    Parameters
    ----------
    uri, storage_options
        As of ``DeltaStore.open``.
    author : str
        Who signs the runs.
    """

    def __init__(self, uri: str, *, author: str, storage_options: Mapping[str, str] | None = None) -> None:
        self._tables = Tables(uri, storage_options)
        self._author = author

    def known(self, extractor: str) -> KnownIds:
        """Which documents are there, and which of them need not be read again by this extractor."""
        files = self._tables.refresh("runs")
        if not files:
            none = np.empty(0, np.uint64)
            return KnownIds(none, none)
        connection = duckdb.connect(":memory:")
        filesystem = self._tables.filesystem()
        if filesystem is not None:
            connection.register_filesystem(filesystem)
        found = connection.sql(
            "SELECT document_id, arg_max(extractor, run_id) = $extractor AS done FROM read_parquet($files) "
            "WHERE length(document_id) = 16 GROUP BY document_id",
            params={"extractor": extractor, "files": files},
        ).to_arrow_table()
        stored = numbers_of(found.column("document_id").to_pylist())
        done = np.array(found.column("done").to_pylist(), bool)
        return KnownIds(np.sort(stored), np.sort(stored[done]))

    def write(
        self, name: str, found: Sequence[ExtractedDocument], *, extractor: str, stored: Collection[str] = ()
    ) -> bool:
        """Append what was found in the documents of one partition, unless it is there already; whether it did.

        Parameters
        ----------
        name : str
            Of the partition: a second call with the same name appends nothing, from whichever process.
        found : sequence of ExtractedDocument
            No document twice.
        extractor : str
            What is compared in :meth:`known`.
        stored : collection of str
            Ids of documents whose text is in the store.
        """
        if self._tables.holds_transaction("runs", name):
            return False
        created = datetime.now(UTC)
        run_id = new_id(created)
        documents, events, runs = [], [], []
        for document, of_document in found:
            document_id = document.document_id
            unique = list({event.event_id: event for event in of_document}.values())
            if document_id not in stored:
                documents.append(rows.document_row(document, run_id, created))
            events += [rows.event_row(event, run_id) for event in unique]
            runs.append(
                {
                    "run_id": run_id,
                    "document_id": document_id,
                    "created": created,
                    "extractor": extractor,
                    "author": self._author,
                    "events": len(unique),
                    "digest": findings_digest(unique),
                    "schema_version": model.SCHEMA_VERSION,
                }
            )
        note = f"run {run_id}"
        self._tables.append_rows("documents", documents, self._author, note)
        self._tables.append_rows("events", events, self._author, note)
        # The run rows come last and make the rest visible.
        table = pa.Table.from_pylist(runs, schema=rows.SCHEMAS["runs"])
        return self._tables.append_once("runs", table, self._author, note, name)

    def compact_when_needed(self) -> None:
        """Join small files of any table in which they have piled up."""
        for name in rows.SCHEMAS:
            self._tables.compact_when_needed(name, self._author)


def numbers_of(document_ids: Sequence[str]) -> Ids:
    """Ids of 16 hexadecimal digits as numbers, in their order: eight bytes each in place of some seventy."""
    return np.frombuffer(bytes.fromhex("".join(document_ids)), dtype=">u8").astype(np.uint64)
