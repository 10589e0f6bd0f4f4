"""Leaflet's files, copied from the installed XStatic packages to where the page can load them.

The map's component brings no Leaflet of its own, and a page that asked a CDN for it would stay
blank without a network. Streamlit serves the folder ``static`` beside app.py; relative addresses
keep that working under any base path.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from geoevents.errors import GeoEventsError

# Where the page finds its files under static/.
LEAFLET_JS = "vendor/leaflet/leaflet.js"
LEAFLET_CSS = "vendor/leaflet/leaflet.css"
OWN_JS = ("map/playback.js", "map/geoevents.js")  # in the order in which they are loaded
OWN_CSS = "map/geoevents.css"

# Folder under static/vendor, package that brings the files, those a page can use.
_PACKAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("leaflet", "xstatic.pkg.leaflet", ("leaflet.js", "leaflet.css", "images")),
    (
        "markercluster",
        "xstatic.pkg.leaflet_markercluster",
        ("leaflet.markercluster.js", "MarkerCluster.css", "MarkerCluster.Default.css"),
    ),
)


def place(static: Path) -> int:
    """Put every missing or changed file under ``static/vendor``; gives how many were written.

    Raises
    ------
    GeoEventsError
        If a package is not installed, or the folder cannot be written.
    """
    written = 0
    for folder, package, names in _PACKAGES:
        source = _data_folder(package)
        for name in names:
            for path in _files(source / name):
                written += _copy(path, static / "vendor" / folder / path.relative_to(source))
    return written


def placed(static: Path) -> bool:
    """Whether the page would find Leaflet."""
    return (static / LEAFLET_JS).is_file()


def own_version(static: Path) -> str:
    """Changes with our own script and style; stands in their addresses."""
    state = hashlib.sha256()
    for name in (*OWN_JS, OWN_CSS):
        path = static / name
        state.update(path.read_bytes() if path.is_file() else b"")
    return state.hexdigest()[:8]


def early_files(static: Path) -> list[str]:
    """What a page will load from ``static``, most urgent first, with its version as the map asks for it."""
    suffix = f"?v={own_version(static)}"
    return [LEAFLET_JS, *(name + suffix for name in OWN_JS), LEAFLET_CSS, OWN_CSS + suffix]


def writable_root(bundle: Path, home: Path) -> Path:
    """The folder to serve from: the bundle itself, or a copy under ``home`` where the bundle is read-only.

    A package that an administrator installed cannot be written by the one who runs it.
    """
    try:
        place(bundle / "static")
        return bundle
    except OSError:
        copy = home / "app"
        copy.mkdir(parents=True, exist_ok=True)
        shutil.copy2(bundle / "app.py", copy / "app.py")
        for name in ("static", ".streamlit"):
            shutil.copytree(bundle / name, copy / name, dirs_exist_ok=True)
        place(copy / "static")
        return copy


def _data_folder(package: str) -> Path:
    import importlib

    try:
        module = importlib.import_module(package)
    except ModuleNotFoundError as error:
        raise GeoEventsError(f"{package} is not installed: the map cannot be shown; run the set-up again") from error
    return Path(str(module.BASE_DIR))


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def _copy(source: Path, target: Path) -> int:
    data = source.read_bytes()
    if target.is_file() and target.read_bytes() == data:
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".part")
    temporary.write_bytes(data)
    temporary.replace(target)
    return 1
