"""A geocoder on this machine that speaks Nominatim's format, for comparison with one look-up at a time.

It answers from the gazetteer it is given, the most populous place first, so that only the way of asking is compared.
No network, no waiting between requests: kinder than any service on the internet.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from geopy.adapters import URLLibAdapter
from geopy.geocoders import Nominatim

from geoevents.gazetteer.local import LocalGazetteer


def _serve(folder: Path, port: Connection) -> None:
    gazetteer = LocalGazetteer.open(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            places = [found.place for found in gazetteer.find(asked.get("q", [""])[0], limit=50)]
            places.sort(key=lambda place: -(place.population or 0))
            answer = [
                {"place_id": i, "lat": str(p.lat), "lon": str(p.lon), "display_name": p.name, "class": "place"}
                for i, p in enumerate(places[:1])
            ]
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port.send(server.server_port)
    server.serve_forever()


@contextmanager
def geocoder(folder: Path) -> Iterator[Nominatim]:
    """Geopy's client, asking a server in a process of its own that ends with the block."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(folder, there), daemon=True)
    process.start()
    try:
        yield Nominatim(
            user_agent="geoevents-benchmark",
            domain=f"127.0.0.1:{here.recv()}",
            scheme="http",
            timeout=10,
            adapter_factory=URLLibAdapter,
        )
    finally:
        process.terminate()
        process.join()
