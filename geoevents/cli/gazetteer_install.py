"""Commands of ``gazetteer`` that change what is installed: install, update, add, remove."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geoevents.cli.terminal import printable

if TYPE_CHECKING:
    from geoevents.gazetteer.download import Downloaded, Edition
    from geoevents.gazetteer.installing import Installed
    from geoevents.settings import Settings

EXIT_FAILED = 1
EXIT_REJECTS = 3
_GEONAMES_DUMPS = "https://download.geonames.org/export/dump/"
_STEPS = 1000  # of a progress bar

SourceOption = Annotated[
    Path | None, typer.Option("--from", help="Folder with the zip files; nothing is downloaded.", show_default=False)
]
UrlOption = Annotated[str, typer.Option(help="Where the dumps lie.")]
KeepOption = Annotated[bool, typer.Option(help="Keep the downloaded zip files.")]


def _settings() -> Settings:
    from geoevents.settings import Settings

    return Settings.from_environment()


def install(
    countries: Annotated[
        list[str] | None, typer.Argument(help="ISO country codes: SY TR IQ", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All countries: GeoNames' allCountries.zip.")] = False,
    source: SourceOption = None,
    names: Annotated[
        bool,
        typer.Option(
            "--alternate-names", help="Also take GeoNames' alternateNamesV2.zip: abbreviations and further names."
        ),
    ] = False,
    base_url: UrlOption = _GEONAMES_DUMPS,
    keep: KeepOption = False,
) -> None:
    """Install GeoNames dumps: every village of the countries you work on, or of the whole world."""
    from geoevents.gazetteer.installing import WORLD_ZIP

    codes = list(dict.fromkeys(code.upper() for code in countries or ()))
    wrong = [code for code in codes if not (len(code) == 2 and code.isascii() and code.isalpha())]
    if wrong:
        raise typer.BadParameter(f"{', '.join(wrong)}: not a two-letter country code{_meant(countries or ())}")
    if everything == bool(codes):
        raise typer.BadParameter("name countries, or give --all")
    wanted: dict[str, tuple[Edition | None, bool]] = {code: (None, names) for code in codes or [WORLD_ZIP]}
    _put(wanted, source, base_url, keep)


def _meant(names: Sequence[str]) -> str:
    """What to type for countries that were given by their names; "" where none is."""
    from geoevents.gazetteer.local import LocalGazetteer

    gazetteer = LocalGazetteer.open(_settings().bundled_gazetteer)
    places = [found.place for name in names for found in gazetteer.find(name, limit=5)]
    known = dict.fromkeys(f"{place.name} is {place.country}" for place in places if place.is_country)
    return f" ({', '.join(known)})" if known else ""


def update(
    installed: Annotated[
        list[str] | None, typer.Argument(help="Names as status shows them; default: all dumps.", show_default=False)
    ] = None,
    source: SourceOption = None,
    base_url: UrlOption = _GEONAMES_DUMPS,
    keep: KeepOption = False,
) -> None:
    """Fetch the dumps that have changed since they were installed, and index them anew."""
    from geoevents.errors import NotFoundError
    from geoevents.gazetteer.download import sha256
    from geoevents.gazetteer.installing import dump_name, installed_dump
    from geoevents.gazetteer.stack import ADDED
    from geoevents.gazetteer.stack import installed as all_installed

    settings = _settings()
    listed = [name.lower() for name in installed or ()] or [x for x in all_installed(settings) if x[:6] != ADDED]
    if not listed:
        typer.echo("no dump is installed; run: geoevents gazetteer install SY TR IQ")
        return
    wanted: dict[str, tuple[Edition | None, bool]] = {}
    failed = False
    for name in listed:
        try:
            code, edition, checksum, names = installed_dump(name, settings)
        except NotFoundError as error:
            typer.echo(str(error), err=True)
            failed = True
            continue
        path = source / f"{code}.zip" if source else None
        if path and path.is_file() and sha256(path) == checksum:
            typer.echo(f"{dump_name(code)}: up to date")
        else:
            wanted[code] = (edition, names)
    _put(wanted, source, base_url, keep)
    if failed:
        raise typer.Exit(EXIT_FAILED)


def _put(wanted: dict[str, tuple[Edition | None, bool]], source: Path | None, base_url: str, keep: bool) -> None:
    """Fetch and index dumps by code, each with what is known of it and whether its names are wanted."""
    from geoevents.errors import GeoEventsError
    from geoevents.gazetteer.download import wait_politely
    from geoevents.gazetteer.installing import dump_name

    settings = _settings()
    failed = 0
    for number, (code, (known, names)) in enumerate(wanted.items()):
        if number and source is None:
            wait_politely()
        try:
            done = _put_one(code, known, names, settings, source, base_url, keep)
        except GeoEventsError as error:
            failed += 1
            typer.echo(f"{code}: {error}", err=True)
            continue
        if done is None:
            typer.echo(f"{dump_name(code)}: up to date")
            continue
        rejects = settings.installed_gazetteers / f"{done.folder.name}.rejects.csv"
        aside = f", {done.bad} bad lines set aside in {rejects}" if done.bad else ""
        typer.echo(f"{code}: {done.places} places, {done.names} names{aside}")
    if failed:
        raise typer.Exit(EXIT_FAILED)


def _put_one(
    code: str,
    known: Edition | None,
    names: bool,
    settings: Settings,
    source: Path | None,
    base_url: str,
    keep: bool,
) -> Installed | None:
    from geoevents.gazetteer.installing import NAMES_ZIP, install_dump

    fetched: list[Path] = []
    edition: Edition | None = None
    names_path: Path | None = None
    if source is not None:
        path = source / f"{code}.zip"
        names_path = source / f"{NAMES_ZIP}.zip" if names else None
    else:
        came = _download(code, settings, base_url, known)
        if came is None:
            return None
        path, edition = came
        fetched.append(path)
        if names:
            came = _download(NAMES_ZIP, settings, base_url, None)
            names_path = came.path if came else None
            fetched += [came.path] if came else []
    with _progress(code) as progress:
        done = install_dump(path, code, settings, names=names_path, edition=edition, progress=progress)
    for path in fetched:
        if not keep:
            path.unlink(missing_ok=True)
    return done


def _download(name: str, settings: Settings, base_url: str, known: Edition | None) -> Downloaded | None:
    from geoevents.gazetteer.download import download_dump

    folder = settings.home / "cache" / "dumps"
    with _progress(f"{name}.zip") as progress:
        return download_dump(
            name,
            folder,
            base_url=base_url,
            known=known,
            progress=lambda have, total: progress("downloading", have / total if total else 0.0),
        )


@contextmanager
def _progress(label: str) -> Iterator[Callable[[str, float], None]]:
    """A bar on a terminal; elsewhere nothing, so that logs stay short."""
    if not sys.stderr.isatty():
        yield lambda doing, share: None
        return
    with typer.progressbar(length=_STEPS, label=label, file=sys.stderr, width=30) as bar:
        doing_now = ""

        def show(doing: str, share: float) -> None:
            nonlocal doing_now
            if doing != doing_now:
                doing_now = doing
                bar.label = f"{label}: {doing}"
                bar.update(-bar.pos)
            bar.update(int(share * _STEPS) - bar.pos)

        yield show


def add(
    file: Annotated[Path, typer.Argument(help="CSV with the columns name, lat, lon and more.", show_default=False)],
    name: Annotated[str, typer.Option(help="What the added gazetteer is called.", show_default=False)],
    priority: Annotated[
        int,
        typer.Option(min=1, max=1000, help="The higher, the stronger: dumps have 50, the world's 40, the bundled 0."),
    ] = 100,
    licence: Annotated[str, typer.Option(help="What status says of the places' licence.")] = "the user's own",
) -> None:
    """Add your own places; they come before all others."""
    from geoevents.gazetteer.added import write_rejects
    from geoevents.gazetteer.installing import install_places

    name = re.sub(r"[^A-Za-z0-9_-]+", "-", name.strip()) or name  # it names a folder, too
    done, rejected = install_places(file, name, _settings(), priority=priority, licence=licence)
    typer.echo(f"{name}: {done.places} places, {done.names} names, priority {priority}")
    if rejected:
        path = file.with_name(f"{file.name}.rejects.csv")
        write_rejects(path, rejected)
        typer.echo(printable(f"line {rejected[0].line}: {rejected[0].reason}"), err=True)
        typer.echo(f"{len(rejected)} rows set aside in {path}", err=True)
        raise typer.Exit(EXIT_REJECTS)


def remove(
    names: Annotated[list[str], typer.Argument(help="Names as status shows them.", show_default=False)],
) -> None:
    """Remove installed dumps or added places."""
    from geoevents.errors import NotFoundError
    from geoevents.gazetteer.installing import remove as take_away

    failed = False
    for name in names:
        try:
            typer.echo(f"removed {take_away(name, _settings())}")
        except NotFoundError as error:
            typer.echo(str(error), err=True)
            failed = True
    if failed:
        raise typer.Exit(EXIT_FAILED)
