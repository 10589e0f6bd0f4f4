"""Archives on a web server, by a real server of this machine."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from geoevents.archive.readers import ArchiveReader
from geoevents.archive.sources import find_sources
from geoevents.cli.jsonl import Rejects
from geoevents.errors import GeoEventsError

ROWS = [{"doc_id": str(n), "text": f"Report {n}. Nothing happened.", "published": "2024-01-02"} for n in range(5000)]


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder; ``/moved/NAME`` leads to NAME."""

    def log_message(self, *said: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        if self.path.startswith("/moved/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/moved"))
            self.end_headers()
        else:
            super().do_GET()


class Breaking(Quiet):
    """Sends less than it has promised."""

    def copyfile(self, source, outputfile) -> None:
        outputfile.write(source.read(100_000))
        self.close_connection = True


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    lines = "\n".join(map(json.dumps, ROWS)).encode()
    (folder / "news.jsonl").write_bytes(lines)
    (folder / "news.jsonl.gz").write_bytes(gzip.compress(lines))
    pa.parquet.write_table(pa.Table.from_pylist(ROWS), folder / "news.parquet")
    return folder


def read(tmp_path: Path, *names: str) -> tuple[int, list[dict], int]:
    """How many reports, the rejects, and the bytes read."""
    with Rejects(tmp_path / "out") as rejects:
        reader = ArchiveReader(find_sources(list(names)), rejects)
        reports = sum(1 for _ in reader)
    told = rejects.path.read_text("utf-8").splitlines() if len(rejects) else []
    return reports, [json.loads(line) for line in told], reader.bytes_read


@pytest.mark.parametrize(
    "name", ["news.jsonl", "news.jsonl.gz", "news.jsonl.gz?key=a.b", "moved/news.jsonl", "news.parquet"]
)
def test_every_form_is_read_from_a_server_that_knows_no_ranges(archive, tmp_path, name):
    with served(archive) as url:
        reports, rejects, read_bytes = read(tmp_path, f"{url}/{name}")
    assert (reports, rejects) == (5000, [])
    assert read_bytes > 0 or name.endswith(".parquet")  # whose bytes are told by the size, which nobody said


def test_a_file_that_is_not_there_is_told_with_what_the_server_says(archive, tmp_path):
    with served(archive) as url, pytest.raises(GeoEventsError, match=r"none\.jsonl: .*404"):
        read(tmp_path, f"{url}/none.jsonl")


def test_a_server_that_is_not_there_is_told(tmp_path):
    with pytest.raises(GeoEventsError, match="no answer"):
        read(tmp_path, "http://127.0.0.1:9/news.jsonl")


def test_what_came_before_the_connection_broke_off_is_kept_and_the_break_told(archive, tmp_path):
    with served(archive, Breaking) as url:
        reports, rejects, _ = read(tmp_path, f"{url}/news.jsonl")
    assert 100 < reports < 5000
    assert "broke off after 100000 of" in rejects[-1]["reason"]
