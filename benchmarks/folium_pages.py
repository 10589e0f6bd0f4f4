"""The same events as plain folium pages, at sizes where those still work: what our map is measured against."""

from __future__ import annotations

import functools
import http.server
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import folium
import folium.plugins
from results import Row, at_most

from geoevents.page_assets import place
from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore

SIZES = (
    ("MarkerCluster", 2_000, 5),
    ("MarkerCluster", 10_000, 3),
    ("FastMarkerCluster", 20_000, 5),
    ("FastMarkerCluster", 200_000, 3),
)
_CLUSTER = (
    [("cluster", "vendor/markercluster/leaflet.markercluster.js")],
    [
        ("cluster_css", "vendor/markercluster/MarkerCluster.css"),
        ("cluster_default", "vendor/markercluster/MarkerCluster.Default.css"),
    ],
)


_PLAIN = "function (row) { return L.marker(new L.LatLng(row[0], row[1])); }"  # the default wants another CDN script


def compare(browser: Any, home: Path) -> list[Row]:
    """Seconds to build each page from the store's points and to see it painted: the cost of every filter change too."""
    points = _points(home, max(size for _, size, _ in SIZES))
    rows = []
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as url:
        static = Path(folder)
        place(static)
        for kind, size, times in SIZES:
            if size > len(points):
                continue
            taken = []
            for _ in range(times):
                began = time.perf_counter()
                _page(kind, points[:size]).save(str(static / "page.html"))
                tab = browser.new_page()
                tab.goto(url + "page.html", wait_until="commit")
                tab.locator(".marker-cluster, .leaflet-marker-icon").first.wait_for(timeout=180_000)
                taken.append(time.perf_counter() - began)
                tab.close()
            rows.append(at_most(f"folium {kind}: built and painted", size, statistics.median(taken), "s"))
    return rows


def _page(kind: str, points: list[tuple[float, float]]) -> folium.Map:
    """A folium map of the points; its files come from our own folder in place of a CDN."""
    made = folium.Map(location=[35, 38], zoom_start=5, tiles=None)
    made.options["maxZoom"] = 16  # otherwise a tile layer would give it
    made.default_js = [("leaflet", "vendor/leaflet/leaflet.js")]
    made.default_css = [("leaflet_css", "vendor/leaflet/leaflet.css")]
    if kind == "MarkerCluster":
        layer = folium.plugins.MarkerCluster()
        for lat, lon in points:  # without popups, which would want jQuery from a CDN: folium at its quickest
            folium.Marker([lat, lon]).add_to(layer)
    else:
        layer = folium.plugins.FastMarkerCluster([list(point) for point in points], callback=_PLAIN)
    layer.default_js, layer.default_css = _CLUSTER
    layer.add_to(made)
    return made


def _points(home: Path, number: int) -> list[tuple[float, float]]:
    store = DeltaStore.open(str(home / "store"))
    found: list[tuple[float, float]] = []
    for batch in store.stream_batches(EventQuery()):
        columns = batch.select(["lat", "lon", "where_prec"]).to_pydict()
        found += [(lat, lon) for lat, lon, code in zip(*columns.values(), strict=True) if code in (1, 2, 3, 7)]
        if len(found) >= number:
            break
    return found[:number]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
