"""JSON Lines in and out: bad lines are set aside with a reason, output appears whole or not at all."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from geoevents.archive.records import Record, parse_line
from geoevents.errors import GeoEventsError, InvalidDocumentError

EXIT_REJECTS = 3  # the run came to its end, but some lines were set aside
_REASON_CHARACTERS = 300


class Rejects:
    """Lines that could not be used: ``OUT.rejects.jsonl`` with line number and reason, written at the end.

    Without any, no file is left, and one of an earlier run is removed: it would tell of lines that are good now.
    A run that breaks off leaves what an earlier one wrote, as it leaves that one's output.

    Parameters
    ----------
    beside : Path
        The file whose name it takes; "-" is standard input or output.
    stem : str
        The name it takes in the current folder where ``beside`` is none.
    """

    def __init__(self, beside: Path, stem: str = "geoevents") -> None:
        if beside.is_dir():
            raise GeoEventsError(f"{beside}: this is a folder; name a file")
        is_file = str(beside) != "-" and (beside.is_file() or not beside.exists())
        self.path = beside.with_name(f"{beside.name}.rejects.jsonl") if is_file else Path(f"{stem}.rejects.jsonl")
        self._lines: list[dict[str, Any]] = []

    def add(self, line: int, reason: str, doc_id: str | None = None, *, file: str | None = None) -> None:
        """Set one line aside; with ``file`` where several files are read."""
        entry: dict[str, Any] = {} if file is None else {"file": file}
        entry |= {"line": line, "reason": reason[:_REASON_CHARACTERS]}
        if doc_id is not None:
            entry["doc_id"] = doc_id
        self._lines.append(entry)

    def __len__(self) -> int:
        return len(self._lines)

    def __enter__(self) -> Rejects:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            return
        if self._lines:
            # What fails while it is extracted is known later than a bad line further down.
            first = {entry.get("file"): -number for number, entry in reversed(list(enumerate(self._lines)))}
            self._lines.sort(key=lambda entry: (-first[entry.get("file")], entry["line"]))
            with atomic_output(self.path) as out:
                for entry in self._lines:
                    write_line(out, entry)
        else:
            self.path.unlink(missing_ok=True)


def check_apart(source: Path, output: Path) -> None:
    """Raise GeoEventsError where the output would take the place of the input."""
    if "-" not in (str(source), str(output)) and output.is_file() and source.exists() and output.samefile(source):
        raise GeoEventsError(f"{output}: this is the input; name another file for the output")


def read_records(path: Path, rejects: Rejects, *, progress: bool = True) -> Iterator[Record]:
    """Good lines of ``path`` one by one ("-" is standard input); the others go to ``rejects``.

    Blank lines are passed over. On a terminal a bar on standard error shows how much of the file is read.

    Raises
    ------
    GeoEventsError
        If the file cannot be opened.
    """
    if str(path) == "-":
        yield from _records(sys.stdin.buffer, rejects)
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        raise GeoEventsError(f"{path}: {error.strerror or error}") from error
    with stream:
        if progress and sys.stderr.isatty():
            yield from _with_bar(_records(stream, rejects), stream, path)
        else:
            yield from _records(stream, rejects)


def _records(stream: BinaryIO, rejects: Rejects) -> Iterator[Record]:
    for number, raw in enumerate(stream, 1):
        if not raw.strip():
            continue
        try:
            record = parse_line(number, raw)
        except InvalidDocumentError as error:
            rejects.add(number, str(error))
            continue
        yield record


def _with_bar(records: Iterator[Record], stream: BinaryIO, path: Path) -> Iterator[Record]:
    import typer

    size = path.stat().st_size
    with typer.progressbar(length=size, label=path.name, file=sys.stderr) as bar:
        done = 0
        for record in records:
            yield record
            position = stream.tell()
            bar.update(position - done)
            done = position
        bar.update(size - done)


@contextmanager
def atomic_output(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` when the block ends well, and leaves nothing when it does not.

    "-" is standard output. Raises GeoEventsError where the folder cannot be written to.
    """
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not path.is_file():  # /dev/null and pipes cannot be replaced
        if path.is_dir():
            raise GeoEventsError(f"{path}: this is a folder; name a file")
        with path.open("wb") as special:
            yield special
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise GeoEventsError(f"cannot write to {path.parent}: {error.strerror or error}") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)  # mkstemp gives 0600, a usual new file follows the umask
        os.replace(part, path)
    except OSError as error:
        if error.filename is None:  # of a write: the system names no file then
            raise GeoEventsError(f"cannot write to {path}: {error.strerror or error}") from error
        raise
    finally:
        part.unlink(missing_ok=True)


def write_line(out: BinaryIO, values: dict[str, Any]) -> None:
    """One JSON object as one line of UTF-8."""
    out.write(json.dumps(values, ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n")
