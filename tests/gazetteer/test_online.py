"""The online fall-back against a local server that speaks the services' formats, well and badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from geoevents.errors import OnlineGeocoderError
from geoevents.gazetteer.online import GeoNamesService, NominatimService, OnlineGeocoder, open_service

NOMINATIM = [
    {
        "osm_type": "node", "osm_id": 42, "lat": "36.30", "lon": "36.69", "class": "place", "type": "village",
        "name": "Atme",
        "display_name": "Atme, Syria", "address": {"country_code": "sy", "state": "Idlib"},
    },
    {
        "osm_type": "way", "osm_id": 7, "lat": "49.0", "lon": "2.0", "class": "waterway", "type": "dam", "name": "Atme",
        "display_name": "Atme, France", "address": {"country_code": "fr"},
    },
]  # fmt: skip
GEONAMES = {
    "geonames": [
        {"geonameId": 172370, "name": "Atmah", "lat": "36.31", "lng": "36.69", "countryCode": "SY", "fcode": "PPL",
         "adminName1": "Idlib", "adminCode1": "12", "population": 0}
    ]
}  # fmt: skip


class Answers:
    """What the server says next, and what it was asked."""

    def __init__(self) -> None:
        self.status = 200
        self.body = b"[]"
        self.headers: dict[str, str] = {}
        self.delay = 0.0
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def server(answers: Answers) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlparse(self.path)
            answers.asked.append((url.path, parse_qs(url.query), self.headers["User-Agent"]))
            time.sleep(answers.delay)
            try:
                self.send_response(answers.status)
                for name, value in answers.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answers.body)))
                self.end_headers()
                self.wfile.write(answers.body)
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def nominatim(server: str, tmp_path: Path, **options) -> OnlineGeocoder:
    return OnlineGeocoder(NominatimService(domain=server, scheme="http", timeout=0.5), tmp_path / "cache", **options)


def test_nominatim_answers_become_places_of_the_countries_asked_for(server, answers, tmp_path):
    answers.body = json.dumps(NOMINATIM).encode()
    places = nominatim(server, tmp_path, countries=["SY"]).find("Atme")
    assert [(p.place_id, p.name, p.lat, p.lon, p.country, p.feature_code, p.admin1) for p in places] == [
        ("osm:n42", "Atme", 36.30, 36.69, "SY", "PPL", "Idlib")
    ]
    path, query, agent = answers.asked[0]
    assert (path, query["q"], query["countrycodes"]) == ("/search", ["Atme"], ["sy"])
    assert agent.startswith("geoevents/")


def test_geonames_answers_keep_their_id(server, answers, tmp_path):
    answers.body = json.dumps(GEONAMES).encode()
    service = GeoNamesService("someone", domain=server, scheme="http", timeout=0.5)
    (place,) = OnlineGeocoder(service, tmp_path, countries=["SY"]).find("Atme")
    assert (place.place_id, place.geonameid, place.admin1_code, place.population) == (
        "geonames:172370",
        172370,
        "12",
        None,
    )
    assert answers.asked[0][1]["country"] == ["SY"]


def test_a_question_is_asked_once_and_then_answered_from_disk(server, answers, tmp_path):
    answers.body = json.dumps(NOMINATIM).encode()
    first = nominatim(server, tmp_path).find("Atme")
    assert nominatim(server, tmp_path).find(" atme ") == first
    assert len(answers.asked) == 1


def test_a_broken_cache_file_is_asked_anew(server, answers, tmp_path):
    nominatim(server, tmp_path).find("Atme")
    for path in (tmp_path / "cache").iterdir():
        path.write_text("{")
    nominatim(server, tmp_path).find("Atme")
    assert len(answers.asked) == 2


def test_requests_are_a_second_apart(server, answers, tmp_path):
    now, waits = [100.0], []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    geocoder = nominatim(server, tmp_path, clock=lambda: now[0], sleep=sleep)
    for name in ("a", "b"):
        geocoder.find(name)
    assert waits == [1.0]


@pytest.mark.parametrize(
    "status, body, headers, said",
    [
        (429, b"", {"Retry-After": "7"}, "refuses more requests"),
        (503, b"", {}, "did not answer"),
        (200, b"<html>no json</html>", {}, "did not answer"),
        (200, b'[{"lat": 1}]', {}, "no list of places"),
        (200, b"[3, 4]", {}, "no list of places"),
    ],
)
def test_a_bad_answer_is_an_error_of_ours_and_is_not_kept(server, answers, tmp_path, status, body, headers, said):
    answers.status, answers.body, answers.headers = status, body, headers
    geocoder = nominatim(server, tmp_path)
    with pytest.raises(OnlineGeocoderError, match=said):
        geocoder.find("Atme")
    assert not (tmp_path / "cache").exists()


def test_a_slow_server_is_given_up(server, answers, tmp_path):
    answers.delay = 1.0
    with pytest.raises(OnlineGeocoderError, match="did not answer"):
        nominatim(server, tmp_path).find("Atme")


def test_no_server_at_all_is_an_error_of_ours(tmp_path):
    with pytest.raises(OnlineGeocoderError):
        nominatim("127.0.0.1:9", tmp_path).find("Atme")


def test_a_row_that_is_no_place_is_left_out(server, answers, tmp_path, caplog):
    answers.body = json.dumps([{**NOMINATIM[0], "address": 3}, NOMINATIM[1]]).encode()
    assert [p.feature_code for p in nominatim(server, tmp_path).find("Atme")] == ["DAM"]
    assert "left out" in caplog.text


def test_an_empty_name_asks_nobody(server, answers, tmp_path):
    assert nominatim(server, tmp_path).find("  ") == []
    assert answers.asked == []


def test_an_unknown_service_or_a_missing_account_is_said():
    with pytest.raises(OnlineGeocoderError, match="nominatim and geonames"):
        open_service("google")
    with pytest.raises(OnlineGeocoderError, match="GEOEVENTS_GEONAMES_USER"):
        open_service("geonames")
