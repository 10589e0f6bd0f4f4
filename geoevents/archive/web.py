"""Files of a web server, read from their beginning to their end."""

from __future__ import annotations

import io
import shutil
import tempfile
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPResponse
from typing import BinaryIO
from urllib.parse import urlsplit

from geoevents import __version__

SCHEMES = ("http", "https")
_PATIENCE_SECONDS = 60.0  # without a byte
_BUFFER = 1 << 18


def is_web(name: str) -> bool:
    """Whether a name is a web server's."""
    return name.partition("://")[0].lower() in SCHEMES


def path_of(url: str) -> str:
    """The part of a URL that ends in the name of a file: what follows a question mark is for the server."""
    return urlsplit(url).path


def open_url(url: str, *, whole: bool = False) -> BinaryIO:
    """The bytes at a URL as the server stores them; its ``tell`` says how many were read.

    Parameters
    ----------
    url : str
        Redirects and the proxies of the environment are followed.
    whole : bool
        Fetch everything into a temporary file first, for forms that are not read from front to back.

    Raises
    ------
    OSError
        If there is no such file, no answer for a minute, or the connection breaks off; also when reading.
    """
    asked = urllib.request.Request(
        url, headers={"User-Agent": f"geoevents/{__version__}", "Accept-Encoding": "identity"}
    )
    try:
        answer: HTTPResponse = urllib.request.urlopen(asked, timeout=_PATIENCE_SECONDS)
    except urllib.error.HTTPError as error:
        error.close()
        raise OSError(f"the server says {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise OSError(f"no answer: {error.reason}") from error
    except HTTPException as error:
        raise OSError(f"no answer that could be read: {error!r}") from error
    stream = io.BufferedReader(_Body(answer), _BUFFER)
    if not whole:
        return stream
    kept = tempfile.TemporaryFile()
    with stream:
        shutil.copyfileobj(stream, kept, _BUFFER)
    kept.seek(0)
    return kept


class _Body(io.RawIOBase):
    """What a server sends, which must be as long as it said."""

    def __init__(self, answer: HTTPResponse) -> None:
        self._answer = answer
        length = answer.headers.get("Content-Length", "")
        self._length = int(length) if length.isdigit() else None
        self._read = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._read

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            found = self._answer.readinto(buffer)
        except HTTPException as error:
            raise OSError(f"the connection broke off: {error!r}") from error
        self._read += found
        if not found and self._length is not None and self._read < self._length:
            raise OSError(f"the connection broke off after {self._read} of {self._length} bytes")
        return found

    def close(self) -> None:
        self._answer.close()
        super().close()
