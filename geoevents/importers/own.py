"""Our own exports back in: GeoJSON and JSON Lines of events, or the output of ``extract``.

The report an event came from is not in such a file, only its evidence. Its document keeps its id and
holds the evidence sentences at their offsets, blanks between them. A document the store already has
is left as it is: an export may be a part of it, and a part must not replace the whole.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from geoevents.errors import GeoEventsError
from geoevents.flat import nested
from geoevents.importers.base import BadRow
from geoevents.importers.checked import event_from_file
from geoevents.model import Document, Event
from geoevents.store.base import ExtractedDocument

_NO_EVENT = (ValueError, TypeError, AttributeError, LookupError, OverflowError)  # what wrong kinds of values come to
_WINDOW = 1 << 20  # bytes read in one go
_LONGEST_HEAD = 64 << 20  # characters before the features
_LONGEST_WORD = 16  # of JSON that may be cut anywhere: true, \ud83d\ude00
_BEFORE_FEATURES = re.compile(r'"features"\s*:\s*\[')

Read = Callable[[Callable[[BadRow], None]], Iterator[Event]]  # what to do with bad rows: the events of a file


@dataclass(frozen=True, slots=True)
class ReferredDocument(Document):
    """A document known by its id and evidence only."""

    known_id: str = field(default="", kw_only=True)

    @property
    def document_id(self) -> str:
        """The id that the events carry."""
        return self.known_id


def document_for(events: list[Event]) -> ReferredDocument:
    """What is left of the report that these events share."""
    spans = sorted(
        {span for event in events for span in (*event.evidence, event.trigger)}, key=lambda s: (s.start, -s.end)
    )
    text = ""
    for span in spans:
        if span.end > len(text):
            text = text[: span.start].ljust(span.start) + span.text
    first = events[0]
    return ReferredDocument(
        text if text.strip() else first.trigger.text or first.event_id,
        title=first.title,
        published=first.published,
        source=first.source,
        url=first.url,
        known_id=first.document_id,
    )


def read_jsonl(path: Path, on_bad: Callable[[BadRow], None]) -> Iterator[Event]:
    """Events of a JSON Lines file: one a line, or lines of ``extract`` with many each."""
    with _open(path) as stream:
        for number, raw in enumerate(stream, 1):
            if not raw.strip():
                continue
            try:
                line = json.loads(raw)
                found = line["events"] if isinstance(line, dict) and "events" in line else [line]
                events = [event_from_file(values) for values in found]
            except (*_NO_EVENT, RecursionError) as error:
                on_bad(BadRow(number, _reason(error)))
                continue
            yield from events


def read_geojson(path: Path, on_bad: Callable[[BadRow], None]) -> Iterator[Event]:
    """Events of a GeoJSON FeatureCollection, feature by feature, without holding the file in memory."""
    for line, feature in features(path):
        try:
            found = event_from_file(nested(feature["properties"]))
        except _NO_EVENT as error:
            on_bad(BadRow(line, _reason(error)))
            continue
        yield found


def features(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, feature) of a FeatureCollection in any layout; raises GeoEventsError for other JSON."""
    decoder = json.JSONDecoder()
    with _open(path) as stream:
        text = _window(stream, path)
        buffer, line = "", 1
        while not (begun := _BEFORE_FEATURES.search(buffer)):
            more = next(text, "")
            if not more or len(buffer) > _LONGEST_HEAD:
                raise GeoEventsError(f'{path}: no GeoJSON FeatureCollection, it has no "features"')
            buffer += more
        line += buffer.count("\n", 0, begun.end())
        buffer = buffer[begun.end() :]
        while True:
            stripped = buffer.lstrip(" \t\r\n,")
            line += buffer.count("\n", 0, len(buffer) - len(stripped))
            buffer = stripped
            if buffer.startswith("]"):
                return
            try:
                feature, end = decoder.raw_decode(buffer)
            except RecursionError:
                raise GeoEventsError(f"{path}: the feature that begins at line {line} is nested too deeply") from None
            except json.JSONDecodeError as error:
                # Twice as much each time, so that one long feature is not read from its start for every window.
                more = "".join(islice(text, 1 + len(buffer) // _WINDOW)) if _may_go_on(error, buffer) else ""
                if not more:
                    raise GeoEventsError(
                        f"{path}: broken JSON at line {line + error.lineno - 1}: {error.msg}"
                    ) from error
                buffer += more
                continue
            yield line, feature
            line += buffer.count("\n", 0, end)
            buffer = buffer[end:]


def _may_go_on(error: json.JSONDecodeError, buffer: str) -> bool:
    """Whether this JSON may be good and only be cut off at the end of what was read."""
    return error.msg.startswith("Unterminated string") or error.pos >= len(buffer) - _LONGEST_WORD


def _window(stream: BinaryIO, path: Path) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="strict")
    read = 0
    while data := stream.read(_WINDOW):
        try:
            yield decoder.decode(data)
        except UnicodeDecodeError as error:
            raise GeoEventsError(f"{path}: not UTF-8 near byte {read + error.start + 1}; convert it first") from error
        read += len(data)


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise GeoEventsError(f"{path}: {error.strerror or error}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"not JSON: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error)


def grouped(read: Read, on_bad: Callable[[BadRow], None]) -> Iterator[tuple[float, ExtractedDocument]]:
    """Events of the same report together, as soon as the last of them was met, and the share of events met by then.

    ``read`` is called twice: the first time only to count, so that no more is held than the reports whose events lie
    far apart, and a number for each report. Bad rows are told the second time.
    """
    awaited = Counter(event.document_id for event in read(lambda bad: None))
    total = awaited.total()
    begun: dict[str, list[Event]] = {}
    for met, event in enumerate(read(on_bad), 1):
        found = begun.setdefault(event.document_id, [])
        found.append(event)
        if len(found) == awaited[event.document_id]:
            yield met / total, ExtractedDocument(document_for(begun.pop(event.document_id)), found)
