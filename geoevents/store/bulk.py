"""Already coded events into the store by whole columns: ids, JSON and search text made by DuckDB.

A coded event brings its own document: the record's words, so that a person can read what it stands on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from geoevents import model
from geoevents.flat import COUNTS, FLAT
from geoevents.store.base import IngestCount
from geoevents.store.delta import DeltaStore
from geoevents.store.ids import new_id
from geoevents.store.rows import DOCUMENTS, EVENTS, RUNS

# What an importer gives: flat columns, and the words of the record. ``evidence`` opens the text.
GIVEN = tuple(
    name
    for name in FLAT.names
    if name
    not in {"event_id", "document_id", "incident_id", "schema_version", "extractor", "geo_precision", "evidence_spans",
            "trigger_text", "trigger_start", "trigger_end", "location_mentions", "location_candidates",
            "actor1_mentions", "actor2_mentions", "date_mention_text", "date_mention_start", "date_mention_end",
            "relation", "place_id", "feature_code"}
)  # fmt: skip
CODED = pa.schema([*(FLAT.field(name) for name in GIVEN), ("notes", pa.string()), ("doc_id", pa.string())])


def _length(part: str) -> str:
    """Eight bytes, big-endian: how ``model`` sets the parts of a hash apart."""
    return f"from_hex(printf('%016x', octet_length(encode({part}))))"


def _digest(*parts: str) -> str:
    joined = " || ".join(f"{_length(part)} || encode({part})" for part in parts)
    return f"left(sha256({joined}), 16)"


_TEXT = "concat_ws(chr(10), evidence, notes)"
_DOCUMENT_ID = _digest("text", "coalesce(published::VARCHAR, '')", "coalesce(url, '')")
_EVENT_ID = _digest("document_id", "'0'", "'0'")


def _count(name: str) -> str:
    parts = ", ".join(f"{part} := {name}_{part}" for part in ("low", "best", "high"))
    return f"CASE WHEN {name}_best IS NULL THEN NULL ELSE struct_pack({parts}) END"


def _actor(side: str) -> str:
    return (
        f'CASE WHEN {side}_name IS NULL THEN NULL ELSE struct_pack(name := {side}_name, "group" := {side}_group, '
        f"kind := {side}_kind, country := {side}_country, mentions := []::INTEGER[]) END"
    )


def _words(name: str) -> str:
    return f"coalesce(string_split(nullif({name}, ''), '; '), []::VARCHAR[])"


_LOCATION = """CASE WHEN lat IS NULL THEN NULL ELSE struct_pack(name := location_name, lat := lat, lon := lon,
    radius_km := radius_km, where_prec := where_prec, relation := NULL::VARCHAR, place_id := NULL::VARCHAR,
    geonameid := geonameid, country := country, admin1 := admin1, admin2 := admin2, feature_code := NULL::VARCHAR,
    mentions := []::INTEGER[], candidates := []::INTEGER[]) END"""
_SPAN = 'struct_pack(start := 0, "end" := length(evidence), text := evidence)'

# The keys in the order of model.event_to_dict; a test holds the two together.
_EVENT = f"""to_json(struct_pack(
    event_id := event_id, document_id := document_id, incident_id := NULL::VARCHAR,
    schema_version := {{schema_version}}, extractor := $extractor, event_type := event_type,
    sub_event_type := sub_event_type, status := status, confidence := confidence, trigger := {_SPAN},
    evidence := [{_SPAN}], date_start := date_start, date_end := date_end, date_precision := date_precision,
    date_mention := NULL::VARCHAR, location := {_LOCATION}, actor1 := {_actor("actor1")}, actor2 := {_actor("actor2")},
    {", ".join(f"{name} := {_count(name)}" for name in COUNTS)},
    weapons := {_words("weapons")}, targets := {_words("targets")},
    civilian_targeting := civilian_targeting, attribution := attribution, title := title, source := source,
    url := url, published := published))::VARCHAR"""

# The same words as rows.search_text gives: what stands in the evidence already is not repeated.
_SEARCH = """lower(strip_accents(concat_ws(chr(10), evidence, location_name,
    CASE WHEN NOT contains(evidence, title) THEN title END,
    actor1_name, CASE WHEN actor1_group <> actor1_name THEN actor1_group END,
    actor2_name, CASE WHEN actor2_group <> actor2_name THEN actor2_group END)))"""

_MADE = {
    "incident_id": "NULL",
    "extractor": "$extractor",
    "geo_precision": "CASE where_prec WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN 2 WHEN 4 THEN 3 WHEN 5 THEN 3 END",
    "evidence_spans": "'[[0,' || length(evidence) || ']]'",
    "trigger_text": "evidence",
    "trigger_start": "0",
    "trigger_end": "length(evidence)",
}


def _columns() -> str:
    parts = []
    for name in FLAT.names:
        if name in GIVEN or name in ("event_id", "document_id"):
            parts.append(name)
        elif name == "schema_version":
            parts.append("{schema_version} AS schema_version")
        else:
            parts.append(f"{_MADE.get(name, 'NULL')} AS {name}")
    return ", ".join(parts)


_MAKE = f"""
WITH documents AS (SELECT *, {_TEXT} AS text FROM coded),
    identified AS (SELECT *, {_DOCUMENT_ID} AS document_id FROM documents),
    whole AS (SELECT *, {_EVENT_ID} AS event_id FROM identified)
SELECT *, left(md5(event), 16) AS digest
FROM (SELECT {_columns()}, $run_id AS run_id, {_SEARCH} AS search, {_EVENT} AS event, text, doc_id FROM whole)
"""


class Made(NamedTuple):
    """Rows ready to be appended: one complete part of a run."""

    run_id: str
    documents: pa.Table
    events: pa.Table
    runs: pa.Table
    unchanged: int  # events that the store has as they are


class BulkWriter:
    """One run of coded events, appended part by part; each part is complete when it is visible."""

    def __init__(self, store: DeltaStore, extractor: str) -> None:
        self._store = store
        self._extractor = extractor
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET TimeZone = 'UTC'")
        self._connection.execute("SET threads = 1").fetchall()  # parts are made side by side
        self._known = store.digests()

    def add(self, coded: pa.Table) -> IngestCount:
        """Append the events of ``coded`` (columns of ``CODED``) that are not in the store as they are."""
        return self.append([self.make(coded, datetime.now(UTC))])

    def make(self, coded: pa.Table, created: datetime) -> Made:
        """The rows of ``coded`` for all tables; threads may make several parts at once.

        ``created`` decides between parts that bring the same record: the later one counts.
        """
        run_id = new_id(created)
        make = _MAKE.replace("{schema_version}", str(model.SCHEMA_VERSION))
        with self._connection.cursor() as cursor:
            cursor.register("coded", coded.select(CODED.names).cast(CODED))
            made = cursor.sql(make, params={"extractor": self._extractor, "run_id": run_id}).to_arrow_table()
            made = _one_a_document(made)
            total = made.num_rows
            if self._known.num_rows:
                made = self._changed(cursor, made)
        # Exports go by date: what is read together lies together.
        made = made.take(pc.sort_indices(made, [("date_start", "ascending"), ("event_id", "ascending")]))
        fresh = made
        if self._known.num_rows:
            fresh = made.filter(pc.invert(pc.is_in(made["document_id"], self._known["document_id"])))
        run = {
            "created": created,
            "extractor": self._extractor,
            "author": self._store.author,
            "events": 1,
            "schema_version": model.SCHEMA_VERSION,
        }
        return Made(
            run_id,
            documents=_table(fresh, DOCUMENTS, {"created": created, "raw": None}),
            events=_table(made, EVENTS, {}),
            runs=_table(made, RUNS, run),
            unchanged=total - made.num_rows,
        )

    def _changed(self, cursor: duckdb.DuckDBPyConnection, made: pa.Table) -> pa.Table:
        """The rows that the store does not have as they are."""
        cursor.register("made", made.select(["document_id", "digest"]))
        cursor.register("known", self._known)
        ids = cursor.sql("SELECT document_id FROM made ANTI JOIN known USING (document_id, digest)")
        return made.filter(pc.is_in(made["document_id"], ids.to_arrow_table()["document_id"]))

    def append(self, parts: Sequence[Made]) -> IngestCount:
        """Append parts, each a run of its own, in one commit a table; visible when this returns."""
        events = sum(part.events.num_rows for part in parts)
        if events:
            documents, found, runs = (
                pa.concat_tables([getattr(part, name) for part in parts]) for name in ("documents", "events", "runs")
            )
            self._store.append_run(parts[0].run_id, documents, found, runs)
        return IngestCount(events, events, sum(part.unchanged for part in parts))


def _one_a_document(made: pa.Table) -> pa.Table:
    """Of records that come to the same document, the first by ``doc_id``."""
    if pc.count_distinct(made["document_id"]).as_py() == made.num_rows:
        return made
    ordered = made.take(pc.sort_indices(made, [("document_id", "ascending"), ("doc_id", "ascending")]))
    ids = ordered["document_id"].combine_chunks()
    first = pa.concat_arrays([pa.array([True]), pc.not_equal(ids[1:], ids[:-1])])
    return ordered.filter(first)


def _table(made: pa.Table, schema: pa.Schema, throughout: dict[str, Any]) -> pa.Table:
    """The columns of ``schema`` from ``made``; a value named in ``throughout`` stands in every row."""
    columns = [
        pa.repeat(pa.scalar(throughout[field.name], field.type), made.num_rows)
        if field.name in throughout
        else made[field.name].cast(field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)
