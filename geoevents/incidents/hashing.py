"""Words and names as numbers that are the same in every process and on every machine."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Hashes = npt.NDArray[np.uint64]


def stable_hash(text: str) -> int:
    """64 bits of ``text``, never 0: 0 stands for "not told"."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") or 1


def hash_column(column: pa.ChunkedArray | pa.Array) -> Hashes:
    """The hash of each text of a column, 0 where it is null; each text that occurs is hashed once."""
    encoded = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = encoded.dictionary_encode()
    table = np.array([stable_hash(text) for text in encoded.dictionary.to_pylist()] + [0], dtype=np.uint64)
    indices = encoded.indices.fill_null(len(table) - 1).to_numpy(zero_copy_only=False)
    return np.asarray(table[indices], dtype=np.uint64)


def padded(rows: Iterable[Iterable[int]], width: int) -> Hashes:
    """Sets of hashes as rows of ``width`` columns, the smallest ones, filled up with 0."""
    kept = [sorted(set(row))[:width] for row in rows]
    result = np.zeros((len(kept), width), dtype=np.uint64)
    for i, row in enumerate(kept):
        result[i, : len(row)] = row
    return result
