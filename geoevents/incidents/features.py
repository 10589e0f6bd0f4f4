"""What is told of events, as columns of numbers: all that links between them are judged by.

Every number depends on its own event alone, so events may be read in any portions, anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from geoevents.flat import COUNTS
from geoevents.incidents.families import FAMILIES_OF, SUB_NUMBER, TYPE_NUMBER
from geoevents.incidents.hashing import Hashes, hash_column, padded, stable_hash
from geoevents.incidents.wording import NO_WORDS, OWN_COLUMNS, SKETCH, WORD, names_of, sketch_of

Array = npt.NDArray[Any]

# What is read of each event, as geoevents.flat names it.
COLUMNS = (
    "event_id", "document_id", "incident_id", "extractor", "event_type", "sub_event_type", "confidence", "date_start",
    "date_end", "date_precision", "date_mention_start", "location_name", "lat", "lon", "radius_km", "where_prec",
    "place_id", "country", "admin1", "feature_code", "actor1_name", "actor1_group", "actor1_kind", "actor1_country",
    "actor2_name", "actor2_group", "actor2_kind", "actor2_country",
    *(f"{count}_{part}" for count in COUNTS for part in ("low", "best", "high")),
    "weapons", "targets", "title", "source", "published", "evidence",
)  # fmt: skip
CODED = ("ucdp-ged", "acled")  # extractors whose rows are one incident each already
NO_DAY = -(2**31)
NAMES = 8  # proper names kept of an event's evidence


@dataclass(frozen=True, slots=True)
class Features:
    """n events as columns of length n; hashes are 0, counts -1 and days ``NO_DAY`` where nothing is told."""

    event: Array  # object: event_id
    document: Hashes
    dataset: Hashes  # of coded events: where they come from
    type: Array
    sub: Array
    family: Array  # bits, see families.py
    first: Array  # day numbers, inclusive
    last: Array
    day_told: Array  # bool: the words tell the day; else it is the report's
    published: Array
    lat: Array  # nan where there is no place
    lon: Array
    radius: Array  # km
    prec: Array  # where_prec, 0 without a place
    place: Hashes
    country: Hashes
    admin1: Hashes  # of country and division
    town: Array  # bool: a town or village of its own
    groups: Hashes  # (n, 2): named group of each side
    kinds: Array  # (n, 2): ACLED's inter code, 0 unknown
    counts: Array  # (n, 4, 3): low, best, high of each of flat.COUNTS
    weapons: Array  # bits
    targets: Array  # bits
    names: Hashes  # (n, NAMES): proper names in the evidence that are neither place nor side
    sketch: Array  # (n, SKETCH): minima over pairs of words of the evidence
    confidence: Array

    def __len__(self) -> int:
        return len(self.event)

    def take(self, rows: Array) -> Features:
        """These rows, in this order."""
        return Features(*(getattr(self, field.name)[rows] for field in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Features]) -> Features:
        """All rows of several, in order."""
        if not parts:
            return features_of(pa.table({name: pa.array([], pa.string()) for name in COLUMNS}))
        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))


def features_of(table: pa.Table | pa.RecordBatch) -> Features:
    """The numbers of events given as the columns ``COLUMNS``."""
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    n = table.num_rows

    def numbers(name: str, missing: float, kind: Any) -> Array:
        column = table.column(name)
        column = column.cast(pa.float64() if kind in (np.float32, np.float64) else pa.int64(), safe=False)
        return np.asarray(column.fill_null(missing).to_numpy(), dtype=kind)

    def days(name: str, other: str | None = None) -> Array:
        column = table.column(name).cast(pa.date32())
        if other:
            column = pc.coalesce(column, table.column(other).cast(pa.date32()))
        return np.asarray(column.cast(pa.int32()).fill_null(NO_DAY).to_numpy(), dtype=np.int32)

    def looked_up(name: str, known: dict[str, int]) -> Array:
        encoded = table.column(name).cast(pa.string()).combine_chunks().dictionary_encode()
        codes = np.array([known.get(text, 0) for text in encoded.dictionary.to_pylist()] + [0], dtype=np.int64)
        return np.asarray(codes[encoded.indices.fill_null(len(codes) - 1).to_numpy(zero_copy_only=False)])

    def bits(name: str) -> Array:
        encoded = table.column(name).cast(pa.string()).combine_chunks().dictionary_encode()
        codes = np.array([_bits(text) for text in encoded.dictionary.to_pylist()] + [0], dtype=np.uint64)
        return np.asarray(codes[encoded.indices.fill_null(len(codes) - 1).to_numpy(zero_copy_only=False)])

    def hashed(name: str) -> Hashes:
        return hash_column(table.column(name).cast(pa.string()))

    def group(name: str) -> Hashes:
        column = table.column(name).cast(pa.string())
        nobody = pc.starts_with(column, "Unidentified")  # as ACLED names those whom nobody could name
        return hash_column(pc.if_else(nobody, pa.scalar(None, pa.string()), column))

    extractor = table.column("extractor").cast(pa.string())
    dataset = hash_column(pc.if_else(pc.is_in(extractor, pa.array(CODED)), extractor, pa.scalar(None, pa.string())))
    lat, lon = numbers("lat", np.nan, np.float64), numbers("lon", np.nan, np.float64)
    placed = ~(np.isnan(lat) | np.isnan(lon))
    code = table.column("feature_code").cast(pa.string()).fill_null("")
    admin1 = pc.binary_join_element_wise(table.column("country").cast(pa.string()),
                                         table.column("admin1").cast(pa.string()), "/")  # fmt: skip
    names, sketch = _words(table)
    return Features(
        event=np.array(table.column("event_id").to_pylist(), dtype=object),
        document=hashed("document_id"),
        dataset=dataset,
        type=looked_up("event_type", TYPE_NUMBER).astype(np.int8),
        sub=looked_up("sub_event_type", SUB_NUMBER).astype(np.int8),
        family=looked_up("sub_event_type", FAMILIES_OF).astype(np.int32),
        first=days("date_start", "date_end"),
        last=days("date_end", "date_start"),
        day_told=np.asarray(pc.is_valid(table.column("date_mention_start")).to_numpy(), dtype=bool) | (dataset != 0),
        published=days("published"),
        lat=np.where(placed, lat, np.nan),
        lon=np.where(placed, lon, np.nan),
        radius=numbers("radius_km", 0.0, np.float32),
        prec=np.where(placed, numbers("where_prec", 1, np.int8), 0).astype(np.int8),
        place=hashed("place_id"),
        country=hashed("country"),
        admin1=hash_column(admin1),
        town=np.asarray(
            pc.and_(pc.starts_with(code, "PPL"), pc.not_equal(code, "PPLX")).to_numpy(zero_copy_only=False), dtype=bool
        ),
        groups=np.stack([group("actor1_group"), group("actor2_group")], axis=1),
        kinds=np.stack([numbers(f"actor{side}_kind", 0, np.int8) for side in (1, 2)], axis=1),
        counts=np.stack(
            [
                np.stack([numbers(f"{count}_{part}", -1, np.int32) for part in ("low", "best", "high")], axis=1)
                for count in COUNTS
            ],
            axis=1,
        ).reshape(n, len(COUNTS), 3),
        weapons=bits("weapons"),
        targets=bits("targets"),
        names=names,
        sketch=sketch,
        confidence=numbers("confidence", 0.0, np.float32),
    )


def _bits(words: str) -> int:
    """Words joined with "; " as bits; two that share one are told apart by everything else."""
    found = 0
    for word in words.split("; "):
        found |= 1 << (stable_hash(word) % 63)
    return found


def _words(table: pa.Table) -> tuple[Hashes, Array]:
    """Proper names of the evidence, and a sketch of its wording."""
    hashes: dict[str, int] = {}

    def hash_of(word: str) -> int:
        found = hashes.get(word)
        if found is None:
            found = hashes[word] = stable_hash(word)
        return found

    columns = ("evidence", *OWN_COLUMNS)
    rows = zip(*(table.column(name).cast(pa.string()).to_pylist() for name in columns), strict=True)
    names: list[list[int]] = []
    sketches = np.full((table.num_rows, SKETCH), NO_WORDS, dtype=np.uint32)
    for i, values in enumerate(rows):
        words = [match.group() for match in WORD.finditer(values[0] or "")]
        names.append([hash_of(name) for name in names_of(dict(zip(columns, values, strict=True)))])
        sketches[i] = sketch_of([hash_of("0" if word[0].isdigit() else word.casefold()) for word in words])
    return padded(names, NAMES), sketches
