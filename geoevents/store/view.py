"""The current view, in tables of this process: what the newest complete run of each document found, reviews on top.

Only what filters, maps and charts ask for is held, about 400 bytes an event in memory or 80 in a file (``kept`` makes
those); the events themselves stay in the Parquet files and are fetched by file and row. One ``View`` only ever moves
forward: it reads the files that are new. A store taken back to an older version gets a new ``View``.
"""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from geoevents.flat import FLAT
from geoevents.store import fetching
from geoevents.store import reviews as decisions
from geoevents.store.base import Review
from geoevents.store.loading import (
    ROWS,
    SCHEMA,
    number_words,
    rows_of_incident,
    take_events,
    take_members,
    take_runs,
)
from geoevents.store.rows import EVENTS, event_of, event_row, review_of

TABLES = "view.duckdb"


class Taken(NamedTuple):
    """What a view has taken in: files by their URIs, those of events in the order in which rows number them."""

    runs: Sequence[str]
    incidents: Sequence[str]
    events: Sequence[str]
    newest_schema: int


class View:
    """Everything visible at one moment, and how to move on to the next."""

    def __init__(self, filesystem: Any | None = None, folder: Path | None = None, taken: Taken | None = None) -> None:
        """A view with nothing in it, or with what a kept one had ``taken`` in.

        ``folder`` is this view's alone, holds its tables in `TABLES` and goes with it; without it they are in memory.
        """
        self.folder = folder
        self.connection = duckdb.connect(str(folder / TABLES) if folder else ":memory:")
        if folder is not None:
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        if filesystem is not None:  # an object store: DuckDB reads it through fsspec
            self.connection.register_filesystem(filesystem)
        self.connection.execute("SET preserve_insertion_order = false")
        self.connection.execute("SET parquet_metadata_cache = true")
        self.connection.execute("SET TimeZone = 'UTC'")
        if taken is None:
            self.connection.execute(SCHEMA)
        self.reviews: dict[str, list[Review]] = {}  # by the event they were made about, as stored
        self.aliases: dict[str, str] = {}  # an event's id in an older run -> its id now
        self._snapshots: dict[str, str] = {}  # reviewed event -> its JSON when it was reviewed
        self._reviewed_documents: dict[str, set[str]] = {}  # document -> reviewed event ids
        taken = taken or Taken((), (), (), 0)
        self._known: dict[str, set[str]] = {
            "runs": set(taken.runs),
            "reviews": set(),  # decisions are few, and read and laid over the events anew
            "incidents": set(taken.incidents),
        }
        self._uris: list[str] = list(taken.events)
        self._files: dict[str, int] = {uri: number for number, uri in enumerate(self._uris)}
        self.newest_schema = taken.newest_schema  # the newest schema version met in any row

    @property
    def taken(self) -> Taken:
        """What to give a later view that opens a copy of this one's tables."""
        return Taken(
            sorted(self._known["runs"]), sorted(self._known["incidents"]), tuple(self._uris), self.newest_schema
        )

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of one's own to the same tables, for one thread."""
        return self.connection.cursor()

    def advance(
        self, runs: Sequence[str], reviews: Sequence[str], events: Sequence[str], incidents: Sequence[str]
    ) -> None:
        """Take in what is new in these files (all files of each table); one transaction for readers."""
        cursor = self.connection
        cursor.execute("BEGIN")
        try:
            fresh: set[str] = set()
            new_runs = [uri for uri in runs if uri not in self._known["runs"]]
            if new_runs:
                fresh |= self._reviewed_documents.keys() & self._take(cursor, new_runs, events)
            fresh |= self._read_reviews(cursor, [uri for uri in reviews if uri not in self._known["reviews"]])
            self._apply_reviews(cursor, sorted(fresh))
            take_members(cursor, [uri for uri in incidents if uri not in self._known["incidents"]])
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")
        self._known = {"runs": set(runs), "reviews": set(reviews), "incidents": set(incidents)}

    def _take(self, cursor: duckdb.DuckDBPyConnection, runs: list[str], events: Sequence[str]) -> set[str]:
        """Documents that another run is the newest of now."""
        replaced = take_runs(cursor, runs)
        newest = cursor.execute("SELECT max(schema_version) FROM fresh").fetchall()[0][0]
        if newest is not None:
            self.newest_schema = max(self.newest_schema, newest)
            for uri in events:
                if uri not in self._files:
                    self._files[uri] = len(self._uris)
                    self._uris.append(uri)
            take_events(cursor, {uri: self._files[uri] for uri in events})
        return set(replaced)

    def _read_reviews(self, cursor: duckdb.DuckDBPyConnection, files: list[str]) -> set[str]:
        """Documents with decisions that are new."""
        if not files:
            return set()
        known = {review.review_id for history in self.reviews.values() for review in history}
        fresh: set[str] = set()
        found = cursor.execute(
            "SELECT * REPLACE (epoch_us(created) AS created) FROM read_parquet($1) ORDER BY created, review_id", [files]
        )
        names = [column[0] for column in found.description]
        for values in found.fetchall():
            row = dict(zip(names, values, strict=True))
            if row["review_id"] in known:
                continue
            review = review_of(row)
            self.reviews.setdefault(review.event_id, []).append(review)
            self._snapshots[review.event_id] = row["event"]
            self._reviewed_documents.setdefault(review.document_id, set()).add(review.event_id)
            fresh.add(review.document_id)
        return fresh

    def _apply_reviews(self, cursor: duckdb.DuckDBPyConnection, documents: list[str]) -> None:
        """Lay the decisions about these documents' events over what the extractor found."""
        if not documents:
            return
        spans: dict[str, dict[str, tuple[int, int]]] = {}
        keys: dict[str, tuple[int, int]] = {}
        for document_id, event_id, start, end, file, row in cursor.execute(
            "SELECT document_id, event_id, trigger_start, trigger_end, file, row FROM machine "
            "WHERE file >= 0 AND document_id IN (SELECT unnest($1))",
            [documents],
        ).fetchall():
            spans.setdefault(document_id, {})[event_id] = (start, end)
            keys[event_id] = (file, row)
        flags: list[dict[str, Any]] = []
        edits: list[tuple[str, decisions.ReviewState]] = []
        lost: list[tuple[str, decisions.ReviewState]] = []
        for document_id in documents:
            for target, state, found in self._decide(document_id, spans.get(document_id, {})):
                if not found:
                    if state.kept:
                        lost.append((target, state))
                    continue
                flags.append(
                    {
                        "event_id": target,
                        "rejected": state.rejected,
                        "reviewed_by": state.reviewed_by,
                        "replaced": bool(state.values),
                    }
                )
                if state.values:
                    edits.append((target, state))
        for table in ("person_events", "person_flat"):
            cursor.execute(
                f"DELETE FROM {table} WHERE event_id IN (SELECT event_id FROM machine "
                "WHERE file < 0 AND document_id IN (SELECT unnest($1)))",
                [documents],
            )
        cursor.execute("DELETE FROM machine WHERE file < 0 AND document_id IN (SELECT unnest($1))", [documents])
        cursor.execute(
            "UPDATE machine SET rejected = false, reviewed_by = NULL, replaced = false "
            "WHERE document_id IN (SELECT unnest($1)) AND (reviewed_by IS NOT NULL OR replaced)",
            [documents],
        )
        self._set_flags(cursor, flags)
        originals = self.fetch([keys[target] for target, _ in edits])
        rows = [
            (event_row(decisions.apply(event_of(originals[keys[target]]), state.values), ""), state, False)
            for target, state in edits
        ]
        rows += [
            (event_row(decisions.apply(event_of(self._snapshots[target]), state.values), ""), state, True)
            for target, state in lost
        ]
        self._insert_person(cursor, rows)

    def _decide(
        self, document_id: str, spans: dict[str, tuple[int, int]]
    ) -> list[tuple[str, decisions.ReviewState, bool]]:
        """(event id, state, whether the newest run found it) for each reviewed event of a document."""
        groups = [
            decisions.Reviewed(event_id, self.reviews[event_id][-1].span, self.reviews[event_id])
            for event_id in sorted(self._reviewed_documents[document_id])
        ]
        by_target: dict[tuple[str, bool], list[Review]] = {}
        for event_id, target in decisions.attach(groups, spans).items():
            if target and target != event_id:
                self.aliases[event_id] = target
            else:
                self.aliases.pop(event_id, None)
            by_target.setdefault((target or event_id, target is not None), []).extend(self.reviews[event_id])
        return [(target, decisions.fold(history), found) for (target, found), history in by_target.items()]

    def _set_flags(self, cursor: duckdb.DuckDBPyConnection, flags: list[dict[str, Any]]) -> None:
        if not flags:
            return
        cursor.register("flag_rows", pa.Table.from_pylist(flags))
        cursor.execute(
            "UPDATE machine m SET rejected = f.rejected, reviewed_by = f.reviewed_by, replaced = f.replaced "
            "FROM flag_rows f WHERE m.event_id = f.event_id AND m.file >= 0"
        )
        cursor.unregister("flag_rows")

    def _insert_person(
        self, cursor: duckdb.DuckDBPyConnection, rows: list[tuple[dict[str, Any], decisions.ReviewState, bool]]
    ) -> None:
        if not rows:
            return
        columns = EVENTS.append(pa.field("rejected", pa.bool_())).append(pa.field("reviewed_by", pa.string()))
        columns = columns.append(pa.field("human_owned", pa.bool_()))
        table = pa.Table.from_pylist(
            [
                {**row, "rejected": state.rejected, "reviewed_by": state.reviewed_by, "human_owned": owned}
                for row, state, owned in rows
            ],
            schema=columns,
        )
        cursor.register("person_rows", table)
        number_words(cursor, "person_rows e")
        select = ROWS.format(
            source="person_rows e", file="-1", row="-1", flags="e.rejected, e.reviewed_by, e.human_owned, false"
        )
        cursor.execute(f"INSERT INTO machine {select}")
        cursor.execute("INSERT INTO person_events SELECT event_id, event FROM person_rows")
        cursor.execute(f"INSERT INTO person_flat SELECT {', '.join(FLAT.names)} FROM person_rows")
        cursor.unregister("person_rows")

    def uri(self, file: int) -> str:
        """The file that rows of the view name by its number."""
        return self._uris[file]

    def original(self, event_id: str) -> str:
        """The JSON of an event as the extractor had it, without any correction."""
        keys = (
            self.cursor()
            .execute("SELECT file, row FROM machine WHERE event_id = ? AND file >= 0", [event_id])
            .fetchall()
        )
        return self.fetch(keys)[keys[0]] if keys else self._snapshots[event_id]

    def fetch(self, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """The JSON of events by (file, row); of a stretch of rows also what nobody asked for."""
        return fetching.texts(self.cursor(), self._uris, keys)

    def texts(self, keys: Sequence[tuple[Any, ...]]) -> list[str]:
        """The JSON of events, corrected ones as corrected, in the order of ``keys``: event_id, file, row, ..."""
        found = self.fetch([(key[1], key[2]) for key in keys if key[1] >= 0])
        own = [key[0] for key in keys if key[1] < 0]
        edited: dict[str, str] = {}
        if own:
            edited = dict(
                self.cursor()
                .execute("SELECT event_id, event FROM person_events WHERE event_id IN (SELECT unnest($1))", [own])
                .fetchall()
            )
        return [found[key[1], key[2]] if key[1] >= 0 else edited[key[0]] for key in keys]

    def incidents_of(self, event_ids: Sequence[str]) -> dict[str, str]:
        """The incident of each of these events that has one."""
        if not event_ids:
            return {}
        sql = "SELECT event_id, incident_id FROM members WHERE event_id IN (SELECT unnest($1))"
        return dict(self.cursor().execute(sql, [list(event_ids)]).fetchall())

    def members(self, incident_id: str) -> list[dict[str, Any]]:
        """The rows of an incident with their reasons, best first."""
        return rows_of_incident(self.cursor(), incident_id, sorted(self._known["incidents"]))

    def columns(self, keys: Sequence[tuple[Any, ...]], *, whole: bool = False) -> pa.RecordBatch:
        """Events as columns of ``EXPORT``, in the order of ``keys``: event_id, file, row and the review state.

        With ``whole`` the JSON of the event stands in one more column, ``event``.
        """
        return fetching.columns(self.cursor(), self._uris, keys, self.incidents_of([key[0] for key in keys]), whole)
