import asyncio
from pathlib import Path

import pytest

from geoevents.quick_files import Folder, QuickFiles, modules_needed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "map.js").write_text("draw()", encoding="utf-8")
    (tmp_path / "served" / "main.0a1b2c3d.js").write_text("main()", encoding="utf-8")
    (tmp_path / "secret.js").write_text("hidden", encoding="utf-8")
    return tmp_path / "served"


async def streamlit(scope, receive, send):
    """In place of what answers when these files do not."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"page"})


def ask(app, path: str, method: str = "GET", query: bytes = b"", **headers: bytes):
    sent = []

    async def send(message):
        sent.append(message)

    named = [(name.replace("_", "-").encode(), value) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": named}
    asyncio.run(app(scope, None, send))
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_a_file_is_answered_with_its_kind_and_asked_about_again(folder):
    app = QuickFiles(streamlit, folders=[Folder("/app/static", folder)])
    status, headers, body = ask(app, "/app/static/map.js")
    assert (status, body) == (200, b"draw()")
    assert headers[b"content-type"] == b"text/javascript; charset=utf-8"
    assert headers[b"cache-control"] == b"no-cache"
    assert ask(app, "/app/static/map.js", if_none_match=headers[b"etag"])[0] == 304


@pytest.mark.parametrize("path, query", [("main.0a1b2c3d.js", b""), ("map.js", b"v=12")])
def test_what_is_named_by_what_it_holds_is_kept_for_good(folder, path, query):
    app = QuickFiles(streamlit, folders=[Folder("/s", folder, bundled=True)])
    assert b"immutable" in ask(app, f"/s/{path}", query=query)[1][b"cache-control"]


def test_an_own_file_that_only_looks_hashed_is_asked_about_again(folder):
    (folder / "some-outlines.json").write_text("{}", encoding="utf-8")
    app = QuickFiles(streamlit, folders=[Folder("/s", folder)])
    assert ask(app, "/s/some-outlines.json")[1][b"cache-control"] == b"no-cache"


def test_a_changed_file_is_read_again(folder):
    app = QuickFiles(streamlit, folders=[Folder("/s", folder)])
    first = ask(app, "/s/map.js")[1]
    (folder / "map.js").write_text("draw_more()", encoding="utf-8")
    status, headers, body = ask(app, "/s/map.js", if_none_match=first[b"etag"])
    assert (status, body) == (200, b"draw_more()") and headers[b"etag"] != first[b"etag"]


@pytest.mark.parametrize("path", ["/s/../secret.js", "/s/%2e%2e/secret.js", "/s//map.js", "/s", "/other/map.js"])
def test_any_other_path_is_left_to_streamlit(folder, path):
    app = QuickFiles(streamlit, folders=[Folder("/s", folder)])
    assert ask(app, path)[2] == b"page"


def test_a_part_of_a_file_and_a_file_that_is_gone_are_left_to_streamlit(folder):
    app = QuickFiles(streamlit, folders=[Folder("/s", folder)])
    assert ask(app, "/s/map.js", range=b"bytes=0-1")[2] == b"page"
    (folder / "map.js").unlink()
    assert ask(app, "/s/map.js")[2] == b"page"


def test_asked_for_its_head_a_file_tells_its_length_alone(folder):
    app = QuickFiles(streamlit, folders=[Folder("/s", folder)], base="/maps")
    status, headers, body = ask(app, "/maps/s/map.js", method="HEAD")
    assert (status, headers[b"content-length"], body) == (200, b"6", b"")


def test_a_page_says_what_will_be_wanted_and_a_frame_in_it_does_not(folder):
    app = QuickFiles(streamlit, folders=[], hints=["<./a.js>; rel=modulepreload", "<./b.js>; rel=prefetch"])
    assert ask(app, "/")[1][b"link"] == b"<./a.js>; rel=modulepreload, <./b.js>; rel=prefetch"
    assert b"link" not in ask(app, "/frame", sec_fetch_dest=b"iframe")[1]


def test_modules_are_followed_through_their_imports_but_for_those_of_the_first_page(tmp_path):
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<script src="./static/js/index.1.js"></script>', encoding="utf-8")
    (scripts / "Map.1.js").write_text('import{a}from"./index.1.js";import{b}from"./shape.1.js"', encoding="utf-8")
    (scripts / "shape.1.js").write_text('import"./Map.1.js"', encoding="utf-8")
    assert modules_needed(tmp_path, ["Map"]) == ["Map.1.js", "shape.1.js"]
    assert modules_needed(tmp_path / "other", ["Map"]) == []
