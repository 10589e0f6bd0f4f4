"""The filter options that commands share, said once: each is a part of the query it asks for."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from geoevents.query import EventQuery

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


def query_of(
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
) -> EventQuery:
    """What the filter options ask for; raises InvalidQueryError for what cannot be."""
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


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """The command with all filter options beside its own; it is given their query as its first argument."""
    loaded_late = {"EventQuery": object}  # stays out of the command line's start
    filters = inspect.signature(query_of, eval_str=True, locals=loaded_late).parameters
    _, *own = inspect.signature(command, eval_str=True, locals=loaded_late).parameters.values()

    @wraps(command)
    def filtered(**given: Any) -> None:
        asked = {name: given.pop(name) for name in filters}
        command(query_of(**asked), **given)

    parameters = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (*filters.values(), *own)
    ]  # keyword-only ones may stand in any order, with defaults or without
    filtered.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    filtered.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return filtered
