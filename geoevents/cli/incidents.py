"""Commands for incidents: link the reports of one happening, look at them, part and join by hand."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from geoevents.cli.filters import FromOption, ToOption
from geoevents.cli.store import StoreOption, open_store
from geoevents.cli.terminal import counted, printable

EventArgument = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event.")]
NoteOption = Annotated[str, typer.Option("--note", help="Why.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    group = typer.Typer(help="Reports of one incident: link, show, list, split, join, undo.", no_args_is_help=True)
    group.command("link")(link)
    group.command("show")(show)
    group.command("list")(listed)
    group.command("split")(split)
    group.command("join")(join)
    group.command("undo")(undo)
    app.add_typer(group, name="incidents")


def link(
    date_from: FromOption = None,
    date_to: ToOption = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=0, help="Processes on this machine; 0 uses this one.", show_default="one a core"),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler whose workers do the work.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Link the events of all reports, or of some days; doing it again changes nothing."""
    from geoevents.incidents.link import How
    from geoevents.incidents.link import link as link_store

    opened = open_store(store)
    with _Bars() as bars:
        count = link_store(
            opened,
            date_from=_day(date_from, "--from"),
            date_to=_day(date_to, "--to"),
            how=How(workers=workers, scheduler=scheduler, progress=bars.show),
        )
    typer.echo(
        f"{counted(count.events, 'event')} looked at, {counted(count.copies, 'pair of copies')}, "
        f"{counted(count.incidents, 'incident with several reports')}; {counted(count.changed, 'event')} changed",
        err=True,
    )


class _Bars:
    """A progress bar for each thing that is done, one after the other."""

    def __init__(self) -> None:
        self._what = ""
        self._done = 0
        self._bar: Any = None

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def show(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self._close()
            self._what, self._done = what, 0
            self._bar = typer.progressbar(length=total, label=what, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(done - self._done)
        self._done = done

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


def show(
    incident: Annotated[str, typer.Argument(metavar="ID", help="Id of an incident, or of one of its events.")],
    store: StoreOption = None,
) -> None:
    """Print an incident: what its reports come to, and each report with why it was linked."""
    from geoevents.errors import NotFoundError
    from geoevents.incidents.merged import merge

    opened = open_store(store)
    try:
        reports = opened.incident(incident)
    except NotFoundError:
        of = opened.event(incident).event.incident_id
        if of is None:
            raise NotFoundError(f"event {incident!r}: it is not linked with any other event") from None
        reports = opened.incident(of)
    found = merge(reports)
    place = found.location
    lines = [
        f"incident   {found.incident_id}",
        f"what       {found.sub_event_type or '?'}",
        f"when       {_days(found.days)}",
        f"where      {f'{place.name}, {place.country or chr(63)}' if place else 'no place'}",
        f"dead       {_count(found.fatalities)}",
        f"injured    {_count(found.injuries)}",
        f"reports    {len(found.reports)} of {found.sources} independent sources",
    ]
    for member, stored in found.reports:
        event = stored.event
        lines += [
            "",
            f"{event.event_id}  {event.published or '(no date)'}  {event.source or '(source not named)'}",
            *(f"    {span.text}" for span in event.evidence),
            f"    linked to {member.linked_to}, score {member.score:.2f}",
            *(f"    {reason.score:+.2f}  {reason.evidence:<8}  {reason.detail}" for reason in member.reasons),
        ]
    for line in lines:
        typer.echo(printable(line))


def listed(
    date_from: FromOption = None,
    date_to: ToOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Lines to print.")] = 20,
    store: StoreOption = None,
) -> None:
    """Print the incidents of which most reports tell."""
    from geoevents.query import EventQuery

    opened = open_store(store)
    query = EventQuery(date_from=_day(date_from, "--from"), date_to=_day(date_to, "--to"))
    found = opened.incidents(query, limit=limit)
    if not found:
        typer.echo("no incident has several reports; `geoevents incidents link` looks for them")
        return
    typer.echo(f"{'reports':>7}  {'sources':>7}  {'first day':<10}  incident")
    for row in found:
        typer.echo(f"{row.events:>7}  {row.sources:>7}  {str(row.first_day or ''):<10}  {printable(row.incident_id)}")


def split(event: EventArgument, note: NoteOption = "", store: StoreOption = None) -> None:
    """Say that an event is not the incident it was linked to; it stays apart whatever is linked later."""
    from geoevents.incidents import decisions

    opened = open_store(store)
    decisions.split(opened, event, author=opened.author, note=note)
    typer.echo(f"{printable(event)} is an incident of its own now")


def join(
    event: EventArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Id of an event of the same incident.")],
    note: NoteOption = "",
    store: StoreOption = None,
) -> None:
    """Say that two events are one incident; they stay together whatever is linked later."""
    from geoevents.incidents import decisions

    opened = open_store(store)
    decisions.join(opened, event, other, author=opened.author, note=note)
    typer.echo(f"{printable(event)} is of incident {opened.event(event).event.incident_id} now")


def undo(store: StoreOption = None) -> None:
    """Take back your newest decision that stands."""
    from geoevents.incidents import decisions

    opened = open_store(store)
    review = decisions.undo(opened, author=opened.author)
    typer.echo(
        f"taken back: {review.action} of {review.event_id}" if review else "you have decided nothing that stands"
    )


def _day(value: str | None, option: str) -> Any:
    from datetime import date

    from geoevents.errors import InvalidQueryError

    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise InvalidQueryError(f"{option} {value!r}: not an ISO date such as 2020-02-13") from None


def _days(days: Any) -> str:
    if days is None:
        return "no day"
    return str(days.first) if days.first == days.last else f"{days.first} to {days.last}"


def _count(count: Any) -> str:
    if count is None:
        return "not reported"
    return str(count.best) if count.low == count.high else f"{count.best} ({count.low} to {count.high})"
