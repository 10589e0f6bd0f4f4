"""Leaflet's files, copied from the installed XStatic packages to where the page can load them.

The map's component brings no Leaflet of its own, and a page that asked a CDN for it would stay
blank without a network. Streamlit serves the folder ``static`` beside app.py; relative addresses
keep that working under any base path. Leaflet and our own scripts become one file: the map's component loads
scripts one after the other, each once the one before has run.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from geoevents.errors import GeoEventsError

# Where the page finds its files under static/.
MAP_JS = "vendor/geoevents/map.js"  # Leaflet and all of ours
LEAFLET_JS = "vendor/leaflet/leaflet.js"
LEAFLET_CSS = "vendor/leaflet/leaflet.css"
OWN_CSS = "map/geoevents.css"

# Our scripts under static/map, in the order in which they build on each other; all see what the ones before define.
_PARTS = ("core", "outlines", "base", "shading", "heat", "symbols", "areas", "selection", "legend", "pointer",
          "playback", "update")  # fmt: skip
_BASE_MAP = ("basemap/countries.json", "basemap/labels.json")

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
                written += _put(path.read_bytes(), static / "vendor" / folder / path.relative_to(source))
    return written + _put(_map_script(static), static / MAP_JS)


def placed(static: Path) -> bool:
    """Whether the page would find the map's script as it is now."""
    return (static / LEAFLET_JS).is_file() and _content(static / MAP_JS) == _map_script(static)


def own_version(static: Path) -> str:
    """Changes with all that the map loads; stands in the addresses."""
    state = hashlib.sha256(_map_script(static))
    for name in (LEAFLET_CSS, OWN_CSS, *_BASE_MAP):
        state.update(_content(static / name))
    return state.hexdigest()[:8]


def _map_script(static: Path) -> bytes:
    parts = [_content(static / "map" / f"{name}.js") for name in _PARTS]
    ours = b'(function () {\n"use strict";\n' + b"\n".join(parts) + b"})();\n"
    return _content(static / LEAFLET_JS) + b"\n" + ours


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def early_files(static: Path) -> list[str]:
    """What a page will load from ``static``, most urgent first, with its version as the map asks for it."""
    suffix = f"?v={own_version(static)}"
    return [name + suffix for name in (MAP_JS, LEAFLET_CSS, OWN_CSS)]


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


def _put(data: bytes, target: Path) -> int:
    if target.is_file() and target.read_bytes() == data:
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".part")
    temporary.write_bytes(data)
    temporary.replace(target)
    return 1
