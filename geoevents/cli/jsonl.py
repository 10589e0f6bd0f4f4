"""JSON Lines in and out: bad lines are set aside with a reason, output appears whole or not at all."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from geoevents.errors import GeoEventsError, InvalidDocumentError
from geoevents.model import Document

EXIT_REJECTS = 3  # the run came to its end, but some lines were set aside
_REASON_CHARACTERS = 300
_OTHER_FILES = {
    b"\xff\xfe": "; the file is UTF-16, convert it to UTF-8",
    b"\xfe\xff": "; the file is UTF-16, convert it to UTF-8",
    b"\x1f\x8b": "; the file is compressed, unpack it first",
    b"PK": "; the file is compressed, unpack it first",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One good input line."""

    line: int  # from 1
    doc_id: str
    document: Document
    values: dict[str, Any] = field(repr=False)  # the whole line, for keys that only one command knows

    def spans(self, key: str) -> list[tuple[int, int]] | None:
        """The spans of ``key``, or None where the line gives none; raises InvalidDocumentError."""
        return read_spans(self.values.get(key), key, self.document.text)


def parse_line(line: int, raw: bytes) -> Record:
    """One line as a document; raises InvalidDocumentError with a reason a person can act on."""
    try:
        text = raw.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError as error:
        kind = next((kind for mark, kind in _OTHER_FILES.items() if line == 1 and raw.startswith(mark)), "")
        raise InvalidDocumentError(f"not UTF-8: byte {error.start + 1} is 0x{raw[error.start]:02x}{kind}") from error
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidDocumentError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise InvalidDocumentError("not usable JSON: nested too deeply") from error
    except ValueError as error:  # an integer of thousands of digits
        raise InvalidDocumentError(f"not usable JSON: {error}") from error
    if not isinstance(values, dict):
        raise InvalidDocumentError(f"a line must be an object, this is {_kind(values)}")
    body = values.get("text")
    if body is None:
        raise InvalidDocumentError('no "text": nothing to read')
    if not isinstance(body, str):
        raise InvalidDocumentError(f'"text" must be a string, this is {_kind(body)}')
    document = Document(
        text=body,
        title=_string(values, "title"),
        published=_published(values),
        source=_string(values, "source"),
        url=_string(values, "url"),
        doc_id=_doc_id(values),
    )
    for name, value in (
        ("doc_id", document.doc_id),
        ("text", body),
        ("title", document.title),
        ("source", document.source),
        ("url", document.url),
    ):
        if value is not None and not _encodes(value):
            raise InvalidDocumentError(f'"{name}" holds half of a surrogate pair, which is no character')
    return Record(line, document.doc_id or document.document_id, document, values)


def read_spans(value: Any, key: str, text: str) -> list[tuple[int, int]] | None:
    """``[[start, end], ..]`` as given by a caller, checked against the text; raises InvalidDocumentError."""
    if value is None:
        return None
    if not isinstance(value, list):
        raise InvalidDocumentError(f'"{key}" must be a list of [start, end], this is {_kind(value)}')
    spans: list[tuple[int, int]] = []
    for number, pair in enumerate(value):
        if not (isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair)):
            raise InvalidDocumentError(f'"{key}"[{number}] must be [start, end] in whole numbers')
        start, end = pair
        if not 0 <= start < end <= len(text):
            raise InvalidDocumentError(f'"{key}"[{number}] = [{start}, {end}] lies outside the text (0 to {len(text)})')
        spans.append((start, end))
    return spans


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

    def add(self, line: int, reason: str, doc_id: str | None = None) -> None:
        """Set one line aside."""
        entry: dict[str, Any] = {"line": line, "reason": reason[:_REASON_CHARACTERS]}
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


def _string(values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    if value is None or isinstance(value, str):
        return value or None
    raise InvalidDocumentError(f'"{key}" must be a string, this is {_kind(value)}')


def _doc_id(values: dict[str, Any]) -> str | None:
    value = values.get("doc_id")
    if value is None:
        return None
    if isinstance(value, str) or type(value) is int:
        return str(value)
    raise InvalidDocumentError(f'"doc_id" must be a string, this is {_kind(value)}')


def _published(values: dict[str, Any]) -> date | None:
    value = values.get("published")
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value).date()
        except ValueError:
            pass
    raise InvalidDocumentError(f'"published" must be a date such as "2020-02-13", this is {value!r}')


def _encodes(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")
