"""The web server: Streamlit's own, with the page's files in memory and the first answers worked out at its start."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

import uvicorn
from starlette.middleware import Middleware
from streamlit.starlette import App
from streamlit.web.bootstrap import load_config_options

from geoevents.errors import GeoEventsError
from geoevents.page_assets import early_files
from geoevents.quick_files import Folder, QuickFiles, modules_needed

logger = logging.getLogger(__name__)

_COMPONENT = "/component/streamlit_folium.st_folium"
_FIRST_MODULES = ("ComponentInstance", "Html")  # of Streamlit's bundle: what shows the map and the counts above it
_MESSAGE_BYTES = 200 << 20  # Streamlit's limit
_SWITCH_SECONDS = 0.001  # a fifth of the usual: requests for files come in between while a page is worked out


def run(root: Path, host: str, port: int, options: Mapping[str, str | bool]) -> None:
    """Serve the app of the folder ``root`` until this process is ended.

    Streamlit's own command gives its server a socket on which small answers wait for the browser's acknowledgement of
    the one before, up to 40 ms each (Nagle's algorithm, which Python switches off only on sockets that name their
    protocol). The server that makes its socket itself has no such waits.

    Parameters
    ----------
    root : Path
        Holds app.py, ``static`` and ``.streamlit``.
    options : mapping of str to str or bool
        Streamlit's settings by their dotted names; they go before those of any file.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    sys.argv = [str(root / "app.py")]
    app = build(root, str(options.get("server.baseUrlPath", "")))
    load_config_options({**options, "server.address": host, "server.port": port})
    settings = uvicorn.Config(
        app,
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
    )
    uvicorn.Server(settings).run()


def build(root: Path, base_path: str = "") -> App:
    """The app as a server can run it."""
    bundle = _folder_of("streamlit") / "static"
    component = _folder_of("streamlit_folium") / "frontend" / "build"
    modules = modules_needed(bundle, _FIRST_MODULES)
    hints = [f"<./static/js/{name}>; rel=modulepreload" for name in modules]
    scripts = sorted(path.name for path in (component / "static" / "js").glob("main.*.js"))
    early = [f".{_COMPONENT}/static/js/{name}" for name in scripts]
    early += [f"./app/static/{name}" for name in early_files(root / "static")]
    hints += [f"<{address}>; rel=prefetch" for address in early]
    folders = [
        Folder("/static", bundle / "static", bundled=True),
        Folder(_COMPONENT, component, bundled=True),
        Folder("/app/static", root / "static"),
    ]
    base = f"/{base_path.strip('/')}" if base_path.strip("/") else ""
    return App(
        root / "app.py",
        middleware=[Middleware(QuickFiles, folders=folders, base=base, hints=hints)],
        lifespan=_lifespan,
    )


def _folder_of(package: str) -> Path:
    """Where a package lies, without importing it: a component imported before any page runs would not be served."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise GeoEventsError(f"{package} is not installed: the map cannot be shown; run the set-up again")
    return Path(found.submodule_search_locations[0])


@asynccontextmanager
async def _lifespan(_app: App) -> AsyncIterator[None]:
    for name in ("uvicorn.access", "uvicorn.error"):  # Streamlit has just made them tell every request
        logging.getLogger(name).setLevel(logging.WARNING)
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
    yield


def _warm_up() -> None:
    """What the first visitor would wait for: modules, the open store, and what the unfiltered page asks it."""
    from geoevents.pages import first_view, table
    from geoevents.pages.lasting import lasting

    try:
        first_view.prepare(table.ROWS)
        lasting(None)
    except GeoEventsError as error:
        logger.info("nothing could be worked out ahead: %s", error)  # the page says it to whoever opens it
