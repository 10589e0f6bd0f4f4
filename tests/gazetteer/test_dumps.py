"""GeoNames dumps: reading the 19 columns, and downloads that break off."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer.download import check_against_list, download_dump, sha256
from geoevents.gazetteer.dumps import BadLine, read_dump

LINES = [
    "1\tZedland\tZedland\t\t10.0\t20.0\tA\tPCLI\tZZ\t\t00\t\t\t\t1000\t\t\tUTC\t2024-01-01",
    "2\tNorth Province\tNorth Province\tAl Shimal,الشمال\t11.0\t20.0\tA\tADM1\tZZ\t\t07\t\t\t\t0\t\t\tUTC\t2024-01-01",
    "3\tHill District\tHill District\t\t11.1\t20.1\tA\tADM2\tZZ\t\t07\t71\t\t\t0\t\t\tUTC\t2024-01-01",
    "4\tAl Qaryah\tAl Qaryah\tKaria,القرية,alqryt\t11.2\t20.2\tP\tPPL\tZZ\t\t07\t71\t\t\t900\t\t\tUTC\t2024-01-01",
    "5\tSome Road\tSome Road\t\t11.2\t20.2\tR\tRD\tZZ\t\t07\t\t\t\t0\t\t\tUTC\t2024-01-01",
    "6\tA School\tA School\t\t11.2\t20.2\tS\tSCH\tZZ\t\t07\t\t\t\t0\t\t\tUTC\t2024-01-01",
    "7\tNorth Air Base\tNorth Air Base\t\t11.3\t20.3\tS\tAIRB\tZZ\t\t07\t\t\t\t0\t\t\tUTC\t2024-01-01",
    "too\tfew",
    "8\tNowhere\tNowhere\t\t95.0\t20.3\tP\tPPL\tZZ\t\t07\t\t\t\t0\t\t\tUTC\t2024-01-01",
]


def make_zip(path: Path, lines: list[str] = LINES, member: str = "ZZ.txt") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, "\n".join(lines) + "\n")
        archive.writestr("readme.txt", "GeoNames")
    return path


def test_settlements_divisions_and_spots_of_news_are_read_with_their_divisions(tmp_path):
    rows = {row.place.geonameid: row for row in read_dump(make_zip(tmp_path / "ZZ.zip"), "ZZ")}
    assert sorted(rows) == [1, 2, 3, 4, 7]
    village = rows[4].place
    assert (village.place_id, village.admin1, village.admin1_code) == ("geonames:4", "North", "07")
    assert (village.admin2, village.admin2_code, village.population) == ("Hill District", "71", 900)
    assert set(rows[4].names) == {"Karia", "القرية"}
    assert "North" in rows[2].names


def test_bad_lines_are_told_with_their_number_and_reason(tmp_path):
    bad: list[BadLine] = []
    read_dump(make_zip(tmp_path / "ZZ.zip"), "ZZ", bad=bad.append)
    assert [line.number for line in bad] == [8, 9]
    assert "19" in bad[0].reason
    assert "lat=95.0" in bad[1].reason


def test_a_dump_without_a_place_is_an_error(tmp_path):
    with pytest.raises(GazetteerFormatError, match="19-column"):
        read_dump(make_zip(tmp_path / "ZZ.zip", ["a\tb"]), "ZZ")


@pytest.mark.parametrize("body", [b"", b"<html>404</html>", b"PK\x03\x04 cut"])
def test_what_is_no_zip_file_is_an_error(tmp_path, body):
    (tmp_path / "ZZ.zip").write_bytes(body)
    with pytest.raises(GazetteerFormatError, match="ZZ.zip"):
        read_dump(tmp_path / "ZZ.zip", "ZZ")


def test_another_countrys_dump_and_a_missing_one_are_told_apart(tmp_path):
    with pytest.raises(GazetteerFormatError, match="no QQ.txt"):
        read_dump(make_zip(tmp_path / "QQ.zip"), "QQ")
    with pytest.raises(GazetteerMissingError):
        read_dump(tmp_path / "no.zip", "ZZ")


class Server:
    """Serves one file, in pieces if it is told to break off."""

    def __init__(self) -> None:
        self.body = b""
        self.cut_after: int | None = None
        self.ranges: list[str | None] = []
        self.asked: list[dict[str, str]] = []
        self.etag = ""
        self.status: int | None = None
        self.url = ""


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.ranges.append(wanted)
            state.asked.append(dict(self.headers))
            if state.status:
                self.send_response(state.status)
                self.send_header("Retry-After", "30")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if state.etag and self.headers.get("If-None-Match") == state.etag:
                self.send_response(304)
                self.end_headers()
                return
            if wanted and self.headers.get("If-Range") not in (None, state.etag):
                wanted = None  # another edition: the whole of it
            if not self.path.endswith("/ZZ.zip"):
                self.send_error(404)
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            self.send_response(206 if wanted else 200)
            if state.etag:
                self.send_header("ETag", state.etag)
            rest = state.body[start:]
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            self.wfile.write(rest if state.cut_after is None else rest[: state.cut_after])

        def log_message(self, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{httpd.server_port}/dump/"
    yield state
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_a_dump_is_downloaded_whole(server, tmp_path):
    server.body = make_zip(tmp_path / "source.zip").read_bytes()
    seen = []
    path, _ = download_dump(
        "ZZ", tmp_path / "cache", base_url=server.url, progress=lambda have, total: seen.append((have, total))
    )
    assert path.read_bytes() == server.body
    assert seen[-1] == (len(server.body), len(server.body))


def test_a_download_that_broke_off_goes_on_where_it_stopped(server, tmp_path):
    server.body = make_zip(tmp_path / "source.zip").read_bytes()
    server.cut_after = 100
    with pytest.raises(GazetteerMissingError, match="run the command again"):
        download_dump("ZZ", tmp_path / "cache", base_url=server.url)
    server.cut_after = None
    path, _ = download_dump("ZZ", tmp_path / "cache", base_url=server.url)
    assert path.read_bytes() == server.body
    assert server.ranges == [None, "bytes=100-"]


def test_a_download_that_is_no_dump_is_removed(server, tmp_path):
    server.body = b"<html>sorry</html>"
    with pytest.raises(GazetteerFormatError, match="removed"):
        download_dump("ZZ", tmp_path / "cache", base_url=server.url)
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_country_the_server_does_not_have_is_said(server, tmp_path):
    with pytest.raises(GazetteerMissingError, match="404"):
        download_dump("QQ", tmp_path / "cache", base_url=server.url)


def test_a_download_of_another_edition_starts_anew(server, tmp_path):
    server.body, server.etag, server.cut_after = make_zip(tmp_path / "old.zip").read_bytes(), '"1"', 100
    with pytest.raises(GazetteerMissingError):
        download_dump("ZZ", tmp_path / "cache", base_url=server.url)
    server.body, server.etag, server.cut_after = make_zip(tmp_path / "new.zip", LINES[:4]).read_bytes(), '"2"', None
    path, edition = download_dump("ZZ", tmp_path / "cache", base_url=server.url)
    assert path.read_bytes() == server.body
    assert edition.etag == '"2"'
    assert server.asked[-1]["If-Range"] == '"1"'
    assert [x.name for x in (tmp_path / "cache").iterdir()] == ["ZZ.zip"]


def test_an_edition_that_is_there_is_not_fetched_again(server, tmp_path):
    server.body, server.etag = make_zip(tmp_path / "source.zip").read_bytes(), '"1"'
    _, edition = download_dump("ZZ", tmp_path / "cache", base_url=server.url)
    assert download_dump("ZZ", tmp_path / "cache", base_url=server.url, known=edition) is None
    server.etag = '"2"'
    assert download_dump("ZZ", tmp_path / "cache", base_url=server.url, known=edition).edition.etag == '"2"'


def test_a_server_that_refuses_says_when_to_come_back(server, tmp_path):
    server.status = 429
    with pytest.raises(GazetteerMissingError, match="429.*again in 30 s"):
        download_dump("ZZ", tmp_path / "cache", base_url=server.url)
    assert "geoevents" in server.asked[0]["User-Agent"]


@pytest.mark.parametrize(
    "file, line", [("ZZ.zip.sha256", "{0}"), ("SHA256SUMS", "{0}  ZZ.zip"), ("SHA256SUMS", "{0} *ZZ.zip")]
)
def test_a_list_of_checksums_beside_a_dump_is_held_against_it(tmp_path, file, line):
    path = make_zip(tmp_path / "ZZ.zip")
    checksum = sha256(path)
    assert not check_against_list(path, checksum)
    (tmp_path / file).write_text(line.format(checksum) + "\n", encoding="utf-8")
    assert check_against_list(path, checksum)
    with pytest.raises(GazetteerFormatError, match="sha256"):
        check_against_list(path, "0" * 64)
