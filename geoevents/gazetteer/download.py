"""Downloads GeoNames' zip files: resumed where they broke off, checked, and only when they have changed."""

from __future__ import annotations

import hashlib
import json
import os
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from geoevents import __version__
from geoevents.errors import GazetteerFormatError, GazetteerMissingError

GEONAMES_DUMPS = "https://download.geonames.org/export/dump/"
USER_AGENT = f"geoevents/{__version__} (gazetteer install)"
_CHUNK_BYTES = 1 << 16


class Edition(NamedTuple):
    """What a server says of a file, by which another edition of it is told apart; "" where it says nothing."""

    etag: str = ""
    last_modified: str = ""


class Downloaded(NamedTuple):
    """A file that came whole."""

    path: Path
    edition: Edition


def download_dump(
    name: str,
    folder: Path,
    *,
    member: str | None = None,
    base_url: str = GEONAMES_DUMPS,
    timeout: float = 30.0,
    progress: Callable[[int, int | None], None] | None = None,
    known: Edition | None = None,
) -> Downloaded | None:
    """Fetch ``<name>.zip`` into ``folder``; an interrupted download goes on where it stopped.

    It goes on only while the server has the same edition; of another one it starts anew.

    Parameters
    ----------
    name : str
        A country's code, or "allCountries".
    folder : Path
        Where the file goes; ``<name>.zip.part`` while it is not whole.
    member : str, optional
        What the zip file must hold; ``<name>.txt`` by default.
    base_url : str
        Ends with the folder of the dumps.
    timeout : float
        Seconds without a byte after which the download is given up.
    progress : callable, optional
        Told the bytes so far and the whole size (None when the server does not say).
    known : Edition, optional
        What is there already; None is returned when the server has nothing newer.

    Raises
    ------
    GazetteerMissingError
        If the server has no such file or does not answer.
    GazetteerFormatError
        If what came is no whole zip file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part, target, notes = (folder / f"{name}.zip{ending}" for ending in (".part", "", ".part.json"))
    url = f"{base_url.rstrip('/')}/{name}.zip"
    have = part.stat().st_size if part.exists() else 0
    begun = _edition(notes) if have else Edition()
    request = _request(url, have, begun, known)
    total: int | None = None
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            edition = Edition(answer.headers.get("ETag") or "", answer.headers.get("Last-Modified") or "")
            if have and answer.status != 206:
                have = 0  # the server sends the whole file, or has another one by now
            length = answer.headers.get("Content-Length")
            total = int(length) + have if length and length.isdigit() else None
            notes.write_text(json.dumps(edition), encoding="utf-8")
            with part.open("ab" if have else "wb") as file:
                while chunk := answer.read(_CHUNK_BYTES):
                    file.write(chunk)
                    have += len(chunk)
                    if progress:
                        progress(have, total)
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        if error.code == 416:  # the part is as long as the file, or longer: start anew next time
            part.unlink(missing_ok=True)
        later = error.headers.get("Retry-After") if error.headers else None
        again = f"; ask again in {later} s" if later else ""
        raise GazetteerMissingError(f"{url}: the server answers {error.code} {error.reason}{again}") from error
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise GazetteerMissingError(f"{url}: {error}; run the command again to go on where it stopped") from error
    if total is not None and have != total:
        raise GazetteerMissingError(f"{url}: {have} of {total} bytes came; run the command again to go on")
    notes.unlink(missing_ok=True)
    check_zip(part, member or f"{name}.txt")
    os.replace(part, target)
    return Downloaded(target, edition)


def _request(url: str, have: int, begun: Edition, known: Edition | None) -> urllib.request.Request:
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT})
    if have:
        request.add_header("Range", f"bytes={have}-")
        if strong := begun.etag if begun.etag.startswith('"') else begun.last_modified:
            request.add_header("If-Range", strong)
    elif known is not None:
        if known.etag:
            request.add_header("If-None-Match", known.etag)
        if known.last_modified:
            request.add_header("If-Modified-Since", known.last_modified)
    return request


def _edition(notes: Path) -> Edition:
    try:
        etag, last_modified = json.loads(notes.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Edition()
    return Edition(str(etag), str(last_modified))


def check_zip(path: Path, member: str) -> None:
    """Raise GazetteerFormatError, and remove the file, when it is no whole zip file with this member.

    Each member is unpacked and held against the checksum that the zip file carries.
    """
    reason = None
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            if damaged:
                reason = f"{damaged} in it is damaged"
            elif member not in archive.namelist():
                reason = f"it holds no {member}"
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        reason = str(error)
    if reason:
        path.unlink(missing_ok=True)
        name = path.name.removesuffix(".part")
        raise GazetteerFormatError(f"{name} is no GeoNames dump ({reason}); it was removed, run the command again")


def sha256(path: Path) -> str:
    """The file's checksum in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_against_list(path: Path, checksum: str) -> bool:
    """Whether a list beside the file tells its checksum; False where there is none.

    ``<file>.sha256`` and ``SHA256SUMS`` are read, as sha256sum writes them.

    Raises
    ------
    GazetteerFormatError
        If the list tells another.
    """
    for source in (path.with_name(f"{path.name}.sha256"), path.with_name("SHA256SUMS")):
        if not source.is_file():
            continue
        for line in source.read_text(encoding="utf-8", errors="replace").splitlines():
            told, _, name = line.strip().partition(" ")
            if name.strip().lstrip("*") in (path.name, "") and len(told) == 64:
                if told.lower() != checksum:
                    raise GazetteerFormatError(f"{path} has the sha256 {checksum} where {source.name} tells {told}")
                return True
    return False


def wait_politely(seconds: float = 1.0) -> None:
    """The pause between two downloads from one server."""
    time.sleep(seconds)
