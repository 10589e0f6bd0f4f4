"""Commands that fill, ask, export and look after the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoevents.cli.terminal import printable

if TYPE_CHECKING:
    from geoevents.query import EventQuery
    from geoevents.store.delta import DeltaStore

StoreOption = Annotated[str | None, typer.Option("--store", help="Folder or URL of the store.", show_default="yours")]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Events that last to this day or later.")
]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Events that begin on this day or earlier.")]
TypeOption = Annotated[list[str] | None, typer.Option("--type", help="Event type, such as Battles; repeatable.")]
SubOption = Annotated[list[str] | None, typer.Option("--sub", help="Sub-event type; repeatable.")]
ActorOption = Annotated[list[str] | None, typer.Option("--actor", help="Actor on either side; repeatable.")]
CountryOption = Annotated[list[str] | None, typer.Option("--country", help="Two-letter country code; repeatable.")]
DeadOption = Annotated[int | None, typer.Option("--min-fatalities", help="At least so many reported dead.")]
ConfidenceOption = Annotated[float | None, typer.Option("--min-confidence", help="0 to 1.")]
TextOption = Annotated[str, typer.Option("--text", help="Words in evidence, place, title or actors.")]
StatusOption = Annotated[
    list[str] | None, typer.Option("--status", help="Status, or 'any'; default actual, attempted.")
]
ReviewOption = Annotated[str, typer.Option("--review", help="live, open (nobody has decided), rejected or all.")]
InsideOption = Annotated[
    str | None, typer.Option("--inside", metavar="W,S,E,N", help="Points in this box, in degrees.")
]
IncidentOption = Annotated[str | None, typer.Option("--incident", metavar="ID", help="Reports of this incident.")]
OnceOption = Annotated[
    bool, typer.Option("--once", help="Count an incident once: of several reports only the one that stands for it.")
]
WithinOption = Annotated[
    Path | None,
    typer.Option(
        "--within",
        metavar="FILE",
        help="Points in the area of a vector file (GeoJSON, GeoPackage, zipped shapefile, ..). Features are united and "
        "simplified to one ring of at most 200 corners: of several parts the largest counts if it is nearly all, "
        "else the hull around them.",
    ),
]


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
    files: Annotated[list[Path], typer.Argument(help="JSON Lines of reports, or with --events files of coded events.")],
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
        line = f"{path}: {documents} reports new or changed, {found} events, {unchanged} unchanged"
        if len(rejects):
            line += f"; {len(rejects)} lines rejected, see {rejects.path}"
            rejected += len(rejects)
        typer.echo(line, err=True)
    if rejected:
        raise typer.Exit(EXIT_REJECTS)


def _ingest_reports(path: Path, store: DeltaStore, rejects: Any, linking: bool) -> tuple[int, int, int]:
    from geoevents.cli.jsonl import read_records
    from geoevents.ingest import ingest as ingest_documents
    from geoevents.pipeline import EXTRACTOR, Pipeline
    from geoevents.settings import Settings

    pipeline = Pipeline.from_settings(Settings.from_environment())
    documents = (record.document for record in read_records(path, rejects))
    return ingest_documents(documents, pipeline, store, extractor=EXTRACTOR, linking=linking)


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


def _query(
    date_from: str | None,
    date_to: str | None,
    types: list[str] | None,
    subs: list[str] | None,
    actors: list[str] | None,
    countries: list[str] | None,
    dead: int | None,
    confidence: float | None,
    text: str,
    statuses: list[str] | None,
    review: str,
    inside: str | None,
    within: Path | None,
    incident: str | None,
    once: bool,
) -> EventQuery:
    from datetime import date

    from geoevents.errors import InvalidQueryError
    from geoevents.ontology import MAPPED_STATUSES
    from geoevents.query import EventQuery

    def day(value: str | None, option: str) -> date | None:
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise InvalidQueryError(f"{option} {value!r}: not an ISO date such as 2020-02-13") from None

    ring: tuple[tuple[float, float], ...] = ()
    if inside:
        try:
            west, south, east, north = (float(part) for part in inside.split(","))
        except ValueError:
            raise InvalidQueryError(f"--inside {inside!r}: give west,south,east,north in degrees") from None
        if not (south <= north and -90 <= south and north <= 90 and abs(west) <= 360 and abs(east) <= 360):
            raise InvalidQueryError(f"--inside {inside!r}: not west,south,east,north; is it south,west or upside down?")
        if west > east:
            east += 360
        ring = ((west, south), (east, south), (east, north), (west, north))
    if within is not None:
        if inside:
            raise InvalidQueryError("--inside and --within: give one of them")
        from geoevents.area_file import read_area

        area = read_area(within)
        ring = area.ring
        if area.changes:
            typer.echo(f"{within}: {'; '.join(area.changes)}", err=True)
    for code in countries or ():
        if not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise InvalidQueryError(f"--country {code!r}: not a two-letter code such as SY")
    chosen = MAPPED_STATUSES if not statuses else () if "any" in statuses else tuple(statuses)
    return EventQuery(
        date_from=day(date_from, "--from"),
        date_to=day(date_to, "--to"),
        event_types=tuple(types or ()),
        sub_event_types=tuple(subs or ()),
        actors=tuple(actors or ()),
        countries=tuple(code.upper() for code in countries or ()),
        min_fatalities=dead,
        min_confidence=confidence,
        text=text,
        statuses=chosen,
        review=review,
        polygon=ring,
        incident=incident,
        distinct_incidents=once,
    )


def query(
    date_from: FromOption = None,
    date_to: ToOption = None,
    types: TypeOption = None,
    subs: SubOption = None,
    actors: ActorOption = None,
    countries: CountryOption = None,
    dead: DeadOption = None,
    confidence: ConfidenceOption = None,
    text: TextOption = "",
    statuses: StatusOption = None,
    review: ReviewOption = "live",
    inside: InsideOption = None,
    within: WithinOption = None,
    incident: IncidentOption = None,
    once: OnceOption = False,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Lines to print.")] = 20,
    oldest_first: Annotated[bool, typer.Option("--oldest-first", help="Oldest first.")] = False,
    store: StoreOption = None,
) -> None:
    """Print the events that match, newest first, and how many there are."""
    wanted = _query(
        date_from, date_to, types, subs, actors, countries, dead, confidence, text, statuses, review, inside, within,
        incident, once,
    )  # fmt: skip
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
    limits = (10, 34, 32, 6, 48, 40)
    cells = [[printable(cell)[:most] for cell, most in zip(row, limits, strict=True)] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(limits))]
    for row in cells if len(rows) > 1 else []:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    typer.echo(
        f"{counts.total} events: {counts.points} at a point, {counts.areas} known to an area, {counts.unplaced} "
        f"without a place; {counts.fatalities} reported dead, {counts.fatalities_unknown} events do not say"
    )


def export(
    out: Annotated[Path, typer.Argument(help="File to write: .geojson, .csv, .parquet or .jsonl.")],
    date_from: FromOption = None,
    date_to: ToOption = None,
    types: TypeOption = None,
    subs: SubOption = None,
    actors: ActorOption = None,
    countries: CountryOption = None,
    dead: DeadOption = None,
    confidence: ConfidenceOption = None,
    text: TextOption = "",
    statuses: StatusOption = None,
    review: ReviewOption = "live",
    inside: InsideOption = None,
    within: WithinOption = None,
    incident: IncidentOption = None,
    once: OnceOption = False,
    bom: Annotated[bool, typer.Option("--bom", help="CSV with the mark that Excel wants for UTF-8.")] = False,
    store: StoreOption = None,
) -> None:
    """Write the events that match to a file, its format by its extension."""
    from functools import partial

    from geoevents.export import export_file, exporter_for, write_csv, write_jsonl

    wanted = _query(
        date_from, date_to, types, subs, actors, countries, dead, confidence, text, statuses, review, inside, within,
        incident, once,
    )  # fmt: skip
    exporter = exporter_for(out)
    if bom and exporter is write_csv:
        exporter = partial(write_csv, bom=True)
    number = export_file(open_store(store).stream_batches(wanted, whole=exporter is write_jsonl), out, exporter)
    typer.echo(f"{out}: {number} events", err=True)


def status(store: StoreOption = None) -> None:
    """Where the store is, what it holds, how large it is."""
    opened = open_store(store)
    from geoevents.query import EventQuery

    counts = opened.count(EventQuery(statuses=(), review="all"))
    typer.echo(f"store      {opened.tables.uri}")
    typer.echo(f"version    {opened.version()}")
    typer.echo(f"events     {counts.total} ({counts.unplaced} without a place)")
    for name, files, size in opened.tables.sizes():
        typer.echo(f"{name:<10} {files} files, {size / 1e6:.1f} MB")


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
        typer.echo(f"{name:<10} {removed} files became {added}" if removed else f"{name:<10} nothing to do")

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
        typer.echo(f"{name:<10} {len(files)} files {'would be ' if dry_run else ''}deleted")


def restore(
    version: Annotated[str, typer.Argument(help="A version that `store log` prints, such as 12.3.")],
    store: StoreOption = None,
) -> None:
    """Make an older version the current one; a later version can be restored just so."""
    opened = open_store(store)
    opened.restore(version)
    typer.echo(f"restored to {version}; the store is now at {opened.version()}")
