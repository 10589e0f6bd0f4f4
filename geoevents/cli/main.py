"""Puts the commands together and turns our errors into a message and an exit code."""

from __future__ import annotations

import importlib
import os
import sys

import typer

from geoevents import __version__
from geoevents.cli.terminal import never_fail_to_print, printable
from geoevents.errors import GeoEventsError

# Each module has a function ``register(app)``; importing one loads only what its commands need.
COMMAND_MODULES = (
    "geoevents.cli.geoparse",
    "geoevents.cli.extract",
    "geoevents.cli.gazetteer",
    "geoevents.cli.store",
    "geoevents.cli.serve",
    "geoevents.cli.evaluate",
    "geoevents.cli.incidents",
)


def build_app() -> typer.Typer:
    """The whole command-line program."""
    app = typer.Typer(
        name="geoevents",
        help="News text in, conflict events on a map out.",
        no_args_is_help=True,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def show_version(value: bool) -> None:
        if value:
            typer.echo(f"geoevents {__version__}")
            raise typer.Exit()

    @app.callback()
    def root(
        version: bool = typer.Option(
            False, "--version", callback=show_version, is_eager=True, help="Print the version."
        ),
    ) -> None:
        pass

    for name in COMMAND_MODULES:
        importlib.import_module(name).register(app)
    return app


def main() -> None:
    """Run the program; an error of ours, or of the system, is one line on standard error and exit code 1."""
    never_fail_to_print()
    # The language model's matrices are small: threads would only wait for each other. Read when numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        build_app()()
    except GeoEventsError as error:
        print(f"geoevents: {printable(str(error))}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:  # a full disk, a folder that must not be written to
        where = f"{error.filename}: " if error.filename else ""
        print(f"geoevents: {printable(where + (error.strerror or str(error)))}", file=sys.stderr)
        sys.exit(1)
