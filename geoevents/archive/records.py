"""JSON objects of callers as documents: every reason for a refusal is one a person can act on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from geoevents.errors import InvalidDocumentError
from geoevents.model import Document

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
    return record_of(line, parse_object(line, raw))


def parse_object(line: int, raw: bytes) -> dict[str, Any]:
    """One line as an object; raises InvalidDocumentError."""
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
    return values


def record_of(line: int, values: dict[str, Any]) -> Record:
    """The document that these keys describe; raises InvalidDocumentError."""
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
