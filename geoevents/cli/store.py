"""Commands that fill, ask, export and look after the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoevents.cli.filters import with_filters
from geoevents.cli.terminal import counted, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoevents.archive.records import Record
    from geoevents.model import Document
    from geoevents.query import EventQuery
    from geoevents.store.delta import DeltaStore

StoreOption = Annotated[str | None, typer.Option("--store", help="Folder or URL of the store.", show_default="yours")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("ingest")(ingest)
    app.command("query")(query)
    app.command("export")(export)
    group = typer.Typer(help="Look after the store: status, log, compact, vacuum, restore.", no_args_is_help=True)
    for command in (status, log, compact, vacuum, restore):
        group.command()(command)
    app.add_typer(group, name="store")


def open_store(uri: str | None, *, new: bool = False) -> DeltaStore:
    """The store of ``--store``, or else of the environment.

    One named on the command line must be there unless it may be ``new``: a slip of the hand would
    otherwise look like a store without events.
    """
    from geoevents.errors import StoreError
    from geoevents.settings import Settings
    from geoevents.store.delta import DeltaStore
    from geoevents.store.place import is_store

    if uri and not new and not is_store(uri):
        raise StoreError(f"store {uri}: there is none; `geoevents ingest FILE --store {uri}` makes one")
    settings = Settings.from_environment()
    return DeltaStore.open(uri or settings.store_uri, author=settings.author)


def ingest(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="JSON Lines of reports, or with --events files of coded events."),
    ],
    events: Annotated[bool, typer.Option("--events", help="The files hold already coded events.")] = False,
    form: Annotated[str | None, typer.Option("--format", help="ucdp, acled, geojson or jsonl, with --events.")] = None,
    linking: Annotated[
        bool, typer.Option("--link/--no-link", help="Link new events with those of other reports on one incident.")
    ] = True,
    store: StoreOption = None,
) -> None:
    """Read reports, find their events and keep them; or keep events that others coded.

    Bad lines go to FILE.rejects.jsonl with line and reason, and the exit code is then 3.
    """
    from geoevents.cli.jsonl import EXIT_REJECTS, Rejects

    waiting = [(path, Rejects(path, "geoevents-ingest")) for path in files]  # a folder among them ends it here
    opened = open_store(store, new=True)
    rejected = 0
    for path, rejects in waiting:
        with rejects:
            count = (
                _ingest_events(path, opened, form, rejects)
                if events
                else _ingest_reports(path, opened, rejects, linking)
            )
        documents, found, unchanged = count
        line = (
            f"{path}: {counted(documents, 'report')} new or changed, {counted(found, 'event')}, {unchanged} unchanged"
        )
        if len(rejects):
            line += f"; {counted(len(rejects), 'line')} rejected, see {rejects.path}"
            rejected += len(rejects)
        typer.echo(line, err=True)
    if rejected:
        raise typer.Exit(EXIT_REJECTS)


def _ingest_reports(path: Path, store: DeltaStore, rejects: Any, linking: bool) -> tuple[int, int, int]:
    from geoevents.archive.identity import extractor_identity
    from geoevents.cli.jsonl import read_records
    from geoevents.ingest import ingest as ingest_documents
    from geoevents.pipeline import Pipeline
    from geoevents.settings import Settings

    settings = Settings.from_environment()
    under_way: dict[int, Record] = {}

    def documents() -> Iterator[Document]:
        for record in read_records(path, rejects):
            under_way[id(record.document)] = record
            yield record.document

    def read(document: Document, _: int) -> None:
        under_way.pop(id(document), None)

    def failed(document: Document, reason: str) -> None:
        record = under_way.pop(id(document))
        rejects.add(record.line, reason, record.doc_id)

    return ingest_documents(
        documents(),
        Pipeline.from_settings(settings),
        store,
        extractor=extractor_identity(settings),  # the name that ``extract`` gives, which then passes over these
        progress=read,
        on_failed=failed,
        linking=linking,
    )


def _ingest_events(path: Path, store: DeltaStore, form: str | None, rejects: Any) -> tuple[int, int, int]:
    from geoevents.errors import GeoEventsError
    from geoevents.ingest import import_events

    if not path.is_file():
        raise GeoEventsError(f"{path}: there is no such file")
    count = (0, 0, 0)
    with typer.progressbar(length=path.stat().st_size, label=path.name, file=sys.stderr) as bar:
        done = 0
        for report in import_events(path, store, form=form):
            count = report.total
            for bad in report.bad:
                rejects.add(bad.line, bad.reason)
            bar.update(report.bytes_read - done)
            done = report.bytes_read
    return count


@with_filters
def query(
    wanted: EventQuery,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Lines to print.")] = 20,
    oldest_first: Annotated[bool, typer.Option("--oldest-first", help="Oldest first.")] = False,
    store: StoreOption = None,
) -> None:
    """Print the events that match, newest first, and how many there are."""
    opened = open_store(store)
    counts = opened.count(wanted)
    rows = [("date", "type", "place", "dead", "who", "event")]
    for stored in opened.events(wanted, limit=limit, newest_first=not oldest_first):
        event = stored.event
        place = f"{event.location.name}, {event.location.country or '?'}" if event.location else "(no place)"
        sides = " / ".join(actor.group or actor.name for actor in (event.actor1, event.actor2) if actor)
        rows.append(
            (
                event.date_start.isoformat() if event.date_start else "",
                event.sub_event_type or "",
                place,
                str(event.fatalities.best) if event.fatalities else "?",
                sides,
                event.event_id,
            )
        )
    limits = (10, 35, 32, 14, 48, 40)
    cells = [[printable(cell)[:most] for cell, most in zip(row, limits, strict=True)] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(limits))]
    for row in cells if len(rows) > 1 else []:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    unknown = f" (not told for {counts.fatalities_unknown})" if counts.fatalities_unknown else ""
    typer.echo(
        f"{counted(counts.total, 'event')}: {counts.points} at a point, {counts.areas} known to an area, "
        f"{counts.unplaced} without a place; {counts.fatalities} reported dead{unknown}"
    )


@with_filters
def export(
    wanted: EventQuery,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File to write: .geojson, .csv, .parquet or .jsonl.")],
    bom: Annotated[bool, typer.Option("--bom", help="CSV with the mark that Excel wants for UTF-8.")] = False,
    store: StoreOption = None,
) -> None:
    """Write the events that match to a file, its format by its extension."""
    from functools import partial

    from geoevents.export import export_file, exporter_for, write_csv, write_jsonl

    exporter = exporter_for(out)
    if bom and exporter is write_csv:
        exporter = partial(write_csv, bom=True)
    number = export_file(open_store(store).stream_batches(wanted, whole=exporter is write_jsonl), out, exporter)
    typer.echo(f"{out}: {counted(number, 'event')}", err=True)


def status(store: StoreOption = None) -> None:
    """Where the store is, what it holds, how large it is."""
    opened = open_store(store)
    from geoevents.query import EventQuery

    counts = opened.count(EventQuery(statuses=(), review="all"))
    typer.echo(f"store      {opened.tables.uri}")
    typer.echo(f"version    {opened.version()}")
    typer.echo(f"events     {counts.total} ({counts.unplaced} without a place)")
    for name, files, size in opened.tables.sizes():
        typer.echo(f"  table {name:<10} {counted(files, 'file')}, {size / 1e6:.1f} MB")


def log(
    limit: Annotated[int, typer.Option("--limit", min=1, help="Lines to print.")] = 20, store: StoreOption = None
) -> None:
    """What changed, when and by whom, newest first; VERSION is what `restore` takes."""
    entries = open_store(store).log(limit=limit)
    if not entries:
        typer.echo("nothing has been kept yet")
    for entry in entries:
        typer.echo(
            f"{entry.version:<9} {entry.time:%Y-%m-%d %H:%M:%S}Z  {printable(entry.author)[:20]:<20}  "
            f"{entry.table:<8}  {printable(entry.what)}"
        )


def compact(store: StoreOption = None) -> None:
    """Join small files; readers and writers go on meanwhile."""

    def told(name: str, removed: int, added: int) -> None:
        typer.echo(f"{name:<10} {counted(removed, 'file')} became {added}" if removed else f"{name:<10} nothing to do")

    open_store(store).compact(progress=told)


def vacuum(
    retention: Annotated[
        int,
        typer.Option("--retention", min=0, max=1_000_000, metavar="HOURS", help="Keep what versions this young need."),
    ] = 168,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    store: StoreOption = None,
) -> None:
    """Delete files that no version younger than the retention needs (default 168 hours, a week).

    Older versions can no longer be restored then. Anything shorter than the longest write or read
    under way may take files from under it.
    """
    opened = open_store(store)
    for name, files in opened.vacuum(retention, dry_run=dry_run):
        typer.echo(f"{name:<10} {counted(len(files), 'file')} {'would be ' if dry_run else ''}deleted")


def restore(
    version: Annotated[str, typer.Argument(help="A version that `store log` prints, such as 12.3.")],
    store: StoreOption = None,
) -> None:
    """Make an older version the current one; a later version can be restored just so."""
    opened = open_store(store)
    opened.restore(version)
    typer.echo(f"restored to {version}; the store is now at {opened.version()}")
