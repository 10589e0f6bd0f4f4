"""The page's files out of memory, and the word to the browser which of them it will want.

Streamlit reads a file from disk in several steps for every request, and packs those of a component and of the
folder ``static`` anew each time. A first visit asks for about 130 files; from memory the server answers each in a
fraction of the time, and a later visit is told that they have not changed.

This is a layer around Streamlit's own server (ASGI middleware). It answers for files that it found in its folders
when it was made, and for nothing else: a path is looked up as it stands and never put together with a folder.
"""

from __future__ import annotations

import mimetypes
import os
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_FOREVER = b"public, immutable, max-age=31536000"
_ASK_AGAIN = b"no-cache"
_HASHED = re.compile(r"[.-][0-9A-Za-z_-]{8}\.\w+$")  # as bundlers name what never changes under its name
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class Folder:
    """Files below ``path``, asked for below ``address`` (``/app/static``)."""

    address: str
    path: Path
    bundled: bool = False  # made by a bundler, which names what it cuts up by a hash of what it holds


@dataclass(slots=True)
class _File:
    path: Path
    kind: bytes
    lasting: bool  # what it holds will never change under this name
    stamp: tuple[int, int] = (0, 0)  # time of change and size of what ``body`` was read from
    body: bytes = b""

    def read(self) -> tuple[bytes, bytes]:
        """What the file holds now, and a tag that changes with it."""
        found = os.stat(self.path)
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp != self.stamp:
            self.body, self.stamp = self.path.read_bytes(), stamp
        return self.body, b'"%x-%x"' % stamp


class QuickFiles:
    """Answers for the files of some folders, and leaves every other request to ``app``."""

    def __init__(self, app: Asgi, *, folders: Iterable[Folder], base: str = "", hints: Sequence[str] = ()) -> None:
        """``hints`` are links for the header ``Link`` of every page, relative to the page's folder."""
        self._app = app
        self._files = {base + address: file for folder in folders for address, file in _found(folder)}
        self._hints = ", ".join(hints).encode("latin-1")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let Streamlit answer."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self._app(scope, receive, send)
        file = self._files.get(scope["path"])
        asked = dict(scope["headers"])
        if file is None or b"range" in asked:
            page = bool(self._hints) and asked.get(b"sec-fetch-dest", b"document") == b"document"  # not a frame in it
            return await self._app(scope, receive, self._hinting(send) if page else send)
        try:
            body, tag = file.read()
        except OSError:  # gone since the start
            return await self._app(scope, receive, send)
        headers: Headers = [
            (b"content-type", file.kind),
            (b"cache-control", _lifetime(file, scope)),
            (b"etag", tag),
            (b"x-content-type-options", b"nosniff"),
        ]
        if asked.get(b"if-none-match") == tag:
            return await _answer(send, 304, headers, b"")
        headers.append((b"content-length", b"%d" % len(body)))
        return await _answer(send, 200, headers, b"" if scope["method"] == "HEAD" else body)

    def _hinting(self, send: Send) -> Send:
        """``send`` that adds the hints to a page."""

        async def hinted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                kinds = [value for name, value in message["headers"] if name == b"content-type"]
                if kinds and kinds[0].startswith(b"text/html"):
                    message = {**message, "headers": [*message["headers"], (b"link", self._hints)]}
            await send(message)

        return hinted


def modules_needed(folder: Path, names: Sequence[str]) -> list[str]:
    """Module files of a bundle that ``names`` (without their hash) import, those that index.html names left out.

    Empty where the bundle has no such modules: another version of it may be cut up in another way.
    """
    page = folder / "index.html"
    known = set(re.findall(r"static/js/([\w.-]+\.js)", page.read_text("utf-8"))) if page.is_file() else set()
    waiting = [path.name for name in names for path in sorted((folder / "static" / "js").glob(f"{name}.*.js"))]
    needed: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        path = folder / "static" / "js" / name
        if name in known or name in needed or not path.is_file():
            continue
        needed[name] = None
        waiting += re.findall(r'(?:from|import)"\./([\w.-]+\.js)"', path.read_text("utf-8"))
    return list(needed)


def _found(folder: Folder) -> Iterable[tuple[str, _File]]:
    for path in sorted(folder.path.rglob("*")):
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
        if kind is None or path.suffix in (".html", ".map") or not path.is_file():
            continue
        text = kind.startswith("text/") or kind == "application/json"
        content_type = f"{kind}; charset=utf-8".encode() if text else kind.encode()
        lasting = folder.bundled and _HASHED.search(path.name) is not None
        yield f"{folder.address}/{path.relative_to(folder.path).as_posix()}", _File(path, content_type, lasting)


def _lifetime(file: _File, scope: Scope) -> bytes:
    """For good where the address names what it holds: by a hash in the name, or by a version after it."""
    query: bytes = scope.get("query_string", b"")
    return _FOREVER if file.lasting or query.startswith(b"v=") else _ASK_AGAIN


async def _answer(send: Send, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
