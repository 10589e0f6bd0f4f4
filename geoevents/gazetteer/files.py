"""Bytes of an index's files: small files are mapped into memory, of large ones only what is asked for is read.

Pages of a mapped file that were touched once count as the process's memory. Of the places of a whole world, half a
gigabyte, nearly every page is touched sooner or later; read piece by piece they stay the system's own cache.
"""

from __future__ import annotations

import mmap
import os
import struct
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

_LARGEST_MAPPED = 32 << 20  # bytes


class Bytes(Protocol):
    """A file's bytes."""

    def __len__(self) -> int:
        """How many there are."""

    def unpack(self, record: struct.Struct, offset: int) -> tuple[Any, ...]:
        """The values of a record that starts at ``offset``."""

    def read(self, start: int, length: int) -> bytes:
        """So many bytes, fewer at the end of the file."""

    def text(self, start: int, length: int) -> str:
        """So many bytes as UTF-8."""

    def pieces(self, size: int, numbers: Iterable[int]) -> bytes:
        """Records of ``size`` bytes each, one after another."""


class _MappedBytes:
    def __init__(self, path: Path) -> None:
        self._data = memoryview(mapped(path))

    def __len__(self) -> int:
        return len(self._data)

    def unpack(self, record: struct.Struct, offset: int) -> tuple[Any, ...]:
        return record.unpack_from(self._data, offset)

    def read(self, start: int, length: int) -> bytes:
        return bytes(self._data[start : start + length])

    def text(self, start: int, length: int) -> str:
        return str(self._data[start : start + length], "utf-8")

    def pieces(self, size: int, numbers: Iterable[int]) -> bytes:
        data = self._data
        return b"".join([data[number * size : (number + 1) * size] for number in numbers])


class _ReadBytes:
    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)
        self._size = os.fstat(self._file).st_size

    def __len__(self) -> int:
        return self._size

    def unpack(self, record: struct.Struct, offset: int) -> tuple[Any, ...]:
        return record.unpack(os.pread(self._file, record.size, offset))

    def read(self, start: int, length: int) -> bytes:
        return os.pread(self._file, length, start)

    def text(self, start: int, length: int) -> str:
        return os.pread(self._file, length, start).decode()

    def pieces(self, size: int, numbers: Iterable[int]) -> bytes:
        file, read = self._file, os.pread
        return b"".join([read(file, size, number * size) for number in numbers])


def open_bytes(path: Path) -> Bytes:
    """A file's bytes, read where they are needed."""
    if hasattr(os, "pread") and path.stat().st_size > _LARGEST_MAPPED:
        return _ReadBytes(path)
    return _MappedBytes(path)


def mapped(path: Path) -> bytes | mmap.mmap:
    """A file mapped into memory."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def mapped_integers(path: Path) -> memoryview[int]:
    """A mapped file of little-endian unsigned 32-bit integers."""
    return memoryview(mapped(path)).cast("B").cast("I")
