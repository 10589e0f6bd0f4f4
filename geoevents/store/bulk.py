"""Already coded events into the store by whole columns: ids, JSON and search text made by DuckDB.

A coded event brings its own document: the record's words, so that a person can read what it stands on.
"""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from geoevents import model
from geoevents.flat import COUNTS, FLAT
from geoevents.store.base import IngestCount
from geoevents.store.delta import DeltaStore, new_id
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
    weapons := string_split(nullif(weapons, ''), '; '), targets := string_split(nullif(targets, ''), '; '),
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
CREATE OR REPLACE TEMP TABLE made AS
WITH documents AS (SELECT *, {_TEXT} AS text FROM coded),
    identified AS (SELECT *, {_DOCUMENT_ID} AS document_id FROM documents),
    whole AS (SELECT *, {_EVENT_ID} AS event_id FROM identified
        QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY doc_id) = 1)
SELECT *, left(md5(event), 16) AS digest
FROM (SELECT {_columns()}, $run_id AS run_id, {_SEARCH} AS search, {_EVENT} AS event, text, doc_id FROM whole)
"""


class BulkWriter:
    """One run of coded events, appended part by part; each part is complete when it is visible."""

    def __init__(self, store: DeltaStore, extractor: str) -> None:
        self._store = store
        self._extractor = extractor
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET TimeZone = 'UTC'")
        self._known = store.digests()

    def add(self, coded: pa.Table) -> IngestCount:
        """Append the events of ``coded`` (columns of ``CODED``) that are not in the store as they are."""
        connection, run_id = self._connection, new_id(datetime.now(UTC))
        connection.register("coded", coded.select(CODED.names).cast(CODED))
        make = _MAKE.replace("{schema_version}", str(model.SCHEMA_VERSION))
        connection.execute(make, {"extractor": self._extractor, "run_id": run_id}).fetchall()
        connection.unregister("coded")
        total = connection.execute("SELECT count(*) FROM made").fetchall()[0][0]
        connection.register("known", self._known)
        connection.execute(
            "DELETE FROM made m USING known k WHERE m.document_id = k.document_id AND m.digest = k.digest"
        ).fetchall()
        documents = self._table(
            "SELECT m.document_id, m.run_id, m.doc_id, m.title, m.published, m.source, m.url, m.text, NULL AS raw, "
            "now() AS created FROM made m ANTI JOIN known USING (document_id)",
            DOCUMENTS,
        )
        order = "date_start, event_id"  # exports go by date: what is read together lies together
        events = self._table(f"SELECT {', '.join(EVENTS.names)} FROM made ORDER BY {order}", EVENTS)
        runs = self._table(
            "SELECT run_id, document_id, now() AS created, $extractor AS extractor, $author AS author, 1 AS events, "
            f"digest, {model.SCHEMA_VERSION} AS schema_version FROM made",
            RUNS,
            {"extractor": self._extractor, "author": self._store.author},
        )
        connection.unregister("known")
        if events.num_rows:
            self._store.append_run(run_id, documents, events, runs)
        return IngestCount(events.num_rows, events.num_rows, total - events.num_rows)

    def _table(self, sql: str, schema: pa.Schema, params: dict[str, str] | None = None) -> pa.Table:
        found = self._connection.sql(sql, params=params or {}).to_arrow_table()
        return found.select(schema.names).cast(schema)
