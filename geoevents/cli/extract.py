"""Commands ``extract`` and ``explain``."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoevents.cli.terminal import printable

if TYPE_CHECKING:
    from geoevents.extract.extractor import Extraction
    from geoevents.model import Document
    from geoevents.settings import Settings
    from geoevents.store.base import EventStore, ExtractedDocument, StoredEvent

FORMATS = ("jsonl", "geojson", "parquet")
_PART_DOCUMENTS = 500  # kept in the store at once, where the output is no JSON Lines
_Published = Annotated[
    str | None, typer.Option("--published", help="Day of publication of a plain text report, such as 2020-02-13.")
]
_Title = Annotated[str | None, typer.Option("--title", help="Title of a plain text report.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("extract")(extract)
    app.command("explain")(explain)


def extract(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="Reports as JSON Lines, or one report as .txt; - reads standard input.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where to write; - is standard output.")] = Path("-"),
    format: Annotated[str, typer.Option("--format", "-f", help="jsonl, geojson or parquet.")] = "jsonl",
    store: Annotated[
        str | None, typer.Option("--store", help="Also keep documents and events in this store (folder or URL).")
    ] = None,
    published: _Published = None,
    title: _Title = None,
) -> None:
    """Find the conflict events of reports: type, status, date, place, sides, people harmed.

    JSON Lines in: {"doc_id", "text", "title"?, "published"?, "source"?, "url"?, "triggers"?}; out: {"doc_id",
    "events"}. A line that cannot be read goes to OUT.rejects.jsonl with the reason; the run goes on and ends
    with exit code 3.
    """
    from geoevents.cli.jsonl import EXIT_REJECTS, Rejects, atomic_output, check_apart, write_line
    from geoevents.errors import GeoEventsError
    from geoevents.event_json import event_to_dict
    from geoevents.pipeline import EXTRACTOR, Pipeline
    from geoevents.settings import Settings
    from geoevents.store.base import ExtractedDocument

    if format not in FORMATS:
        raise GeoEventsError(f"format {format!r}: not one of {', '.join(FORMATS)}")
    if (published or title) and source.suffix.lower() != ".txt":
        raise GeoEventsError(f"{source}: --published and --title are for one .txt report; JSON Lines carry their own")
    check_apart(source, output)
    settings = Settings.from_environment()
    rejects = Rejects(output, "geoevents-extract")
    kept = _open_store(store, settings) if store else None
    pipeline = Pipeline.from_settings(settings)
    documents = events = 0
    with rejects, atomic_output(output) as out:

        def found() -> Iterator[ExtractedDocument]:
            nonlocal documents, events
            read: deque[tuple[str, Document]] = deque()

            def requests() -> Iterator[tuple[Document, list[tuple[int, int]] | None]]:
                for doc_id, document, spans in _documents(source, rejects, published, title):
                    read.append((doc_id, document))
                    yield document, spans

            for result in pipeline.extract_many(requests()):
                doc_id, document = read.popleft()
                documents += 1
                events += len(result)
                if format == "jsonl":
                    write_line(out, {"doc_id": doc_id, "events": [event_to_dict(event) for event in result]})
                yield ExtractedDocument(document, [event for event in result if event.event_type])

        if format != "jsonl":
            from geoevents.export import EXPORTERS

            EXPORTERS[format](_stored(found() if kept is None else _keeping(found(), kept, EXTRACTOR)), out)
        elif kept is None:
            deque(found(), maxlen=0)
        else:
            kept.ingest(found(), extractor=EXTRACTOR)
    rejected = len(rejects)
    see = f", see {rejects.path}" if rejected else ""
    typer.echo(f"{documents} documents, {events} events, {rejected} lines rejected{see}", err=True)
    if rejected:
        raise typer.Exit(EXIT_REJECTS)


def explain(
    source: Annotated[
        str, typer.Argument(metavar="[FILE]", help="A file with one report as plain text; - reads standard input.")
    ] = "-",
    text: Annotated[str | None, typer.Option("--text", "-t", help="The report itself.")] = None,
    published: _Published = None,
    title: _Title = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable.")] = False,
) -> None:
    """Show for one report why each event is what it is, and why each other trigger made none."""
    from geoevents.pipeline import Pipeline
    from geoevents.settings import Settings

    document = _plain_document(text if text is not None else _read_text(Path(source)), published, title)
    extraction = Pipeline.from_settings(Settings.from_environment()).explain(document)
    if as_json:
        typer.echo(json.dumps(_as_json(extraction), ensure_ascii=False, indent=2))
    else:
        for line in _as_lines(document, extraction):
            typer.echo(printable(line))


def _documents(
    source: Path, rejects: Any, published: str | None, title: str | None
) -> Iterator[tuple[str, Document, list[tuple[int, int]] | None]]:
    """Each report with its id and the triggers given for it."""
    from geoevents.cli.jsonl import read_records
    from geoevents.errors import InvalidDocumentError

    if source.suffix.lower() == ".txt":
        document = _plain_document(_read_text(source), published, title)
        yield document.document_id, document, None
        return
    for record in read_records(source, rejects):
        try:
            spans = record.spans("triggers")
        except InvalidDocumentError as error:
            rejects.add(record.line, str(error), record.doc_id)
            continue
        yield record.doc_id, record.document, spans


def _plain_document(text: str, published: str | None, title: str | None) -> Document:
    from datetime import date

    from geoevents.errors import InvalidDocumentError
    from geoevents.model import Document

    try:
        day = date.fromisoformat(published) if published else None
    except ValueError:
        raise InvalidDocumentError(f"published {published!r}: not an ISO date such as 2020-02-13") from None
    return Document(text=text, title=title, published=day)


def _read_text(path: Path) -> str:
    from geoevents.errors import GeoEventsError, InvalidDocumentError

    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise GeoEventsError(f"{path}: {error.strerror or error}") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidDocumentError(f"{path}: not UTF-8 at byte {error.start + 1}; convert it first") from error


def _open_store(uri: str, settings: Settings) -> EventStore:
    from geoevents.store.delta import DeltaStore

    return DeltaStore.open(uri, author=settings.author)


def _keeping(found: Iterator[ExtractedDocument], store: EventStore, extractor: str) -> Iterator[ExtractedDocument]:
    """What is found, kept in the store part by part as it passes."""
    while part := list(islice(found, _PART_DOCUMENTS)):
        store.ingest(part, extractor=extractor)
        yield from part


def _stored(found: Iterator[ExtractedDocument]) -> Iterator[StoredEvent]:
    """The events as exporters want them."""
    from geoevents.store.base import StoredEvent

    for extracted in found:
        yield from (StoredEvent(event) for event in extracted.events)


def _as_json(extraction: Extraction) -> dict[str, Any]:
    from geoevents.event_json import event_to_dict

    return {
        "events": [{**event_to_dict(event), "reasons": list(event.reasons)} for event in extraction.events],
        "rejected": [
            {"start": r.trigger.start, "end": r.trigger.end, "text": r.trigger.text, "reasons": list(r.reasons)}
            for r in extraction.rejected
        ],
    }


def _as_lines(document: Document, extraction: Extraction) -> Iterator[str]:
    yield f"{len(extraction.events)} events"
    for event in extraction.events:
        yield ""
        yield f"{event.sub_event_type} ({event.event_type}), {event.status}, confidence {event.confidence:.2f}"
        yield f"  trigger   {event.trigger.text!r} at {event.trigger.start}-{event.trigger.end}"
        for span in event.evidence:
            yield f"  evidence  {' '.join(span.text.split())}"
        place = event.location
        where = (
            f"{place.name}, where_prec {int(place.where_prec)}, within {place.radius_km:g} km" if place else "not told"
        )
        yield f"  place     {(place.relation + ' ' if place and place.relation else '')}{where}"
        days = (
            f"{event.date_start} to {event.date_end}" if event.date_start != event.date_end else f"{event.date_start}"
        )
        told = f" ({event.date_mention.text!r})" if event.date_mention else ""
        yield f"  date      {days if event.date_start else 'not known'}{told}"
        for name, actor in (("actor1", event.actor1), ("actor2", event.actor2)):
            if actor:
                yield f"  {name}    {actor.name}{f' = {actor.group}' if actor.group else ''}"
        for name in ("fatalities", "injuries", "displaced", "detained"):
            count = getattr(event, name)
            if count:
                yield f"  {name:<10} {count.best} ({count.low} to {count.high})"
        for reason in event.reasons:
            yield f"  because   {reason}"
    yield ""
    yield f"{len(extraction.rejected)} triggers made no event"
    for rejected in extraction.rejected:
        yield f"  {rejected.trigger.text!r} at {rejected.trigger.start}: {rejected.reasons[-1]}"
