"""Commands ``extract`` and ``explain``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoevents.cli.terminal import counted, printable

if TYPE_CHECKING:
    from datetime import date

    from geoevents.archive.extraction import Tally
    from geoevents.archive.sources import Source
    from geoevents.archive.worker import Found
    from geoevents.extract.extractor import Extraction
    from geoevents.model import Document
    from geoevents.store.base import StoredEvent

FORMATS = ("jsonl", "geojson", "parquet")
EXIT_STOPPED = 130  # as a shell tells of Ctrl-C
_Published = Annotated[
    str | None, typer.Option("--published", help="Day of publication of a plain text report, such as 2020-02-13.")
]
_Title = Annotated[str | None, typer.Option("--title", help="Title of a plain text report.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("extract")(extract)
    app.command("explain")(explain)


def extract(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="IN",
            help="Reports: JSON Lines, CSV, TSV, Parquet or .txt files, also packed (.gz .bz2 .xz .zst); folders, "
            "globs, URLs such as s3://bucket/2024/; - reads JSON Lines from standard input.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Where to write; - is standard output.", show_default="-, or none with --store"
        ),
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="jsonl, geojson or parquet.", show_default="jsonl")
    ] = None,
    store: Annotated[
        str | None, typer.Option("--store", help="Keep documents and events in this store (folder or URL).")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", "-w", help="Processes that extract; 0 for none beside this one.", show_default="cores"
        ),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Extract on a Dask cluster: tcp://HOST:8786.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Read only so many reports.")] = None,
    input_format: Annotated[
        str | None,
        typer.Option("--input-format", help="jsonl, csv, tsv, parquet or txt.", show_default="by the name"),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FIELD=NAME",
            help="Column that holds text, title, published, source, url or doc_id; repeatable.",
            show_default="by usual names",
        ),
    ] = None,
    date_format: Annotated[
        str | None, typer.Option("--date-format", help="Of dates that are not ISO 8601, such as %d/%m/%Y.")
    ] = None,
    published: _Published = None,
    title: _Title = None,
    linking: Annotated[
        bool, typer.Option("--link", help="With --store: then link all reports in it that tell of one incident.")
    ] = False,
) -> None:
    """Find the conflict events of reports: type, status, date, place, sides, people harmed.

    JSON Lines in: {"doc_id", "text", "title"?, "published"?, "source"?, "url"?, "triggers"?}; out: {"doc_id",
    "events"}. A report that cannot be read goes to OUT.rejects.jsonl with file, line and reason; the run goes on and
    ends with exit code 3.

    With --store and no output, an archive is extracted into the store: whatever ends the command, the same command
    again goes on with what is missing.
    """
    from geoevents.archive import preload

    preload.begin(sources, workers, scheduler)
    from geoevents.archive.columns import stated_columns
    from geoevents.archive.extraction import Plan, Tally, extract_archive
    from geoevents.archive.readers import ArchiveReader, Reading
    from geoevents.archive.worker import Installed
    from geoevents.cli.jsonl import EXIT_REJECTS, Rejects, atomic_output
    from geoevents.cli.progress import ProgressLine
    from geoevents.errors import GeoEventsError
    from geoevents.settings import Settings

    if format is not None and format not in FORMATS:
        raise GeoEventsError(f"format {format!r}: not one of {', '.join(FORMATS)}")
    if workers is not None and (scheduler or workers < 0):
        raise GeoEventsError(f"--workers {workers}: " + ("not with --scheduler" if scheduler else "not 0 or more"))
    if linking and not store:
        raise GeoEventsError("--link: give --store too; incidents are kept there")
    if output is None and (format or not store):
        output = Path("-")
    found = _sources(sources, input_format, output)
    if (published or title) and not all(source.form == "txt" for source in found):
        raise GeoEventsError(
            f"{found[0].name}: --published and --title are for .txt reports; JSON Lines carry their own"
        )
    reading = Reading(stated_columns(column or ()), date_format, _day(published), title)
    settings = Settings.from_environment()
    rejects = Rejects(output or Path("-"), "geoevents-extract")
    give = "counts" if output is None else "lines" if format in (None, "jsonl") else "events"
    plan = Plan(
        # Another machine has folders of its own: on a cluster each worker asks its environment.
        Installed(None if scheduler else settings),
        give=give,
        store=store,
        author=settings.author,
        workers=workers,
        scheduler=scheduler,
        limit=limit,
    )
    line = ProgressLine()
    tally = Tally()
    with rejects, atomic_output(output) if output else nullcontext() as out:
        parts = extract_archive(
            plan,
            ArchiveReader(found, rejects, reading),
            rejects,
            tally=tally,
            tell=lambda sentence: line.say(printable(sentence)),
            progress=line,
        )
        try:
            if give == "events" and out is not None:
                from geoevents.export import EXPORTERS

                EXPORTERS[format or ""](_stored(parts), out)
            else:
                for part in parts:
                    if out is not None:
                        out.write(part.lines)
        except KeyboardInterrupt:
            line.close()
            typer.echo(_stopped(tally, store, output), err=True)
            raise typer.Exit(EXIT_STOPPED) from None
        finally:
            line.close()
    rejected = len(rejects)
    passed = f" ({tally.known + tally.repeated} more were there already)" if tally.known + tally.repeated else ""
    see = f", see {rejects.path}" if rejected else ""
    read = f"{counted(tally.documents, 'document')}{passed}, {counted(tally.events, 'event')}"
    typer.echo(f"{read}, {counted(rejected, 'line')} rejected{see}", err=True)
    if store and linking:
        from geoevents.cli.incidents import link

        link(store=store, workers=workers, scheduler=scheduler)
    elif store and tally.documents:
        typer.echo("which of them tell of one incident: geoevents incidents link --store " + printable(store), err=True)
    if rejected:
        raise typer.Exit(EXIT_REJECTS)


def _sources(arguments: list[str], form: str | None, output: Path | None) -> list[Source]:
    """The files to read; the output of an earlier run is none of them."""
    from geoevents.archive.sources import find_sources
    from geoevents.cli.jsonl import check_apart

    found = find_sources(arguments, form=form)
    if output is None:
        return found
    apart = []
    for source in found:
        if source.is_local and source.within and output.is_file() and output.samefile(source.name):
            continue
        if source.is_local:
            check_apart(Path(source.name), output)
        apart.append(source)
    return apart


def _stopped(tally: Tally, store: str | None, output: Path | None) -> str:
    """What to tell somebody who pressed Ctrl-C."""
    done = f"stopped after {counted(tally.documents, 'document')}, {counted(tally.events, 'event')}"
    if store is None:
        return f"{done}; nothing is kept"
    kept = f"{done}; they are in the store {store}"
    return f"{kept}, {output} is not written" if output else f"{kept}. The same command again goes on from there"


def _stored(parts: Iterator[Found]) -> Iterator[StoredEvent]:
    """The events as exporters want them."""
    from geoevents.store.base import StoredEvent

    for part in parts:
        for events in part.answers:
            yield from (StoredEvent(event) for event in events)


def explain(
    source: Annotated[
        str, typer.Argument(metavar="FILE", help="A file with one report as plain text; - reads standard input.")
    ] = "-",
    text: Annotated[str | None, typer.Option("--text", "-t", help="The report itself.")] = None,
    published: _Published = None,
    title: _Title = None,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable.")] = False,
) -> None:
    """Show for one report why each event is what it is, and why each other trigger made none."""
    from geoevents.errors import FAULTS, GeoEventsError, fault
    from geoevents.pipeline import Pipeline
    from geoevents.settings import Settings

    document = _plain_document(text if text is not None else _read_text(Path(source)), published, title)
    pipeline = Pipeline.from_settings(Settings.from_environment())
    try:
        extraction = pipeline.explain(document)
    except FAULTS as error:
        raise GeoEventsError(f"nothing can be said about this text: {fault(error)}") from error
    if as_json:
        typer.echo(json.dumps(_as_json(extraction), ensure_ascii=False, indent=2))
    else:
        for line in _as_lines(document, extraction):
            typer.echo(printable(line))


def _day(published: str | None) -> date | None:
    from datetime import date

    from geoevents.errors import InvalidDocumentError

    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        raise InvalidDocumentError(f"published {published!r}: not an ISO date such as 2020-02-13") from None


def _plain_document(text: str, published: str | None, title: str | None) -> Document:
    from geoevents.model import Document

    return Document(text=text, title=title, published=_day(published))


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
    yield counted(len(extraction.events), "event")
    if document.published is None and any(event.date_start is None for event in extraction.events):
        yield "without the day of publication words such as 'on Monday' give no date: say --published 2020-02-13"
    for event in extraction.events:
        yield ""
        yield f"{event.sub_event_type} ({event.event_type}), {event.status}, confidence {event.confidence:.2f}"
        yield f"  trigger     {event.trigger.text!r} at {event.trigger.start}-{event.trigger.end}"
        for span in event.evidence:
            yield f"  evidence    {' '.join(span.text.split())}"
        place = event.location
        where = (
            f"{place.name}, where_prec {int(place.where_prec)}, within {place.radius_km:g} km" if place else "not told"
        )
        yield f"  place       {(place.relation + ' ' if place and place.relation else '')}{where}"
        days = (
            f"{event.date_start} to {event.date_end}" if event.date_start != event.date_end else f"{event.date_start}"
        )
        told = f" ({event.date_mention.text!r})" if event.date_mention else ""
        yield f"  date        {days if event.date_start else 'not known'}{told}"
        for name, actor in (("actor1", event.actor1), ("actor2", event.actor2)):
            if actor:
                yield f"  {name:<10}  {actor.name}{f' = {actor.group}' if actor.group else ''}"
        for name in ("fatalities", "injuries", "displaced", "detained"):
            count = getattr(event, name)
            if count:
                between = f" ({count.low} to {count.high})" if count.low < count.high else ""
                yield f"  {name:<10}  {count.best}{between}"
        for reason in event.reasons:
            yield f"  because     {reason}"
    yield ""
    yield f"{counted(len(extraction.rejected), 'trigger')} made no event"
    for rejected in extraction.rejected:
        yield f"  {rejected.trigger.text!r} at {rejected.trigger.start}: {rejected.reasons[-1]}"
