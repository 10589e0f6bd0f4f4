"""A file lent to pyarrow."""

from __future__ import annotations

from typing import BinaryIO


class Unclosed:
    """A file that pyarrow may finish with but not close: it belongs to the caller."""

    closed = False

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        """Hand on."""
        return self._out.write(data)

    def flush(self) -> None:
        """Hand on."""
        self._out.flush()

    def close(self) -> None:
        """Only flush."""
        self._out.flush()

    def readable(self) -> bool:
        """For writing alone."""
        return False

    def writable(self) -> bool:
        """For writing alone."""
        return True

    def seekable(self) -> bool:
        """From front to back."""
        return False
