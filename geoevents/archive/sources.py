"""What a user names on the command line as the files it stands for: files, folders, globs, URLs."""

from __future__ import annotations

import glob
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol

from geoevents.archive.web import is_web, open_url, path_of
from geoevents.errors import GeoEventsError

FORMS = ("jsonl", "csv", "tsv", "parquet", "txt")
_FORM_OF = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet", ".txt": "txt", ".text": "txt",
}  # fmt: skip
# Named one by one, such a file is a slip: every line of it would be set aside as no JSON.
_NOT_READ = frozenset(".html .htm .xml .pdf .doc .docx .odt .rtf .xls .xlsx .ods .epub .zip .tar .7z .rar".split())
_COMPRESSIONS = (".gz", ".bz2", ".xz", ".zst")
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an archive."""

    name: str  # as a person would write it: a path, or a URL
    form: str  # one of FORMS
    compression: str | None = None  # one of _COMPRESSIONS
    size: int | None = None  # bytes as stored; None where nobody says
    remote: bool = False  # on another machine
    within: str | None = None  # its path in the folder that was named, where one was

    @property
    def is_local(self) -> bool:
        """Whether it is a file of this machine, and not standard input."""
        return not self.remote and self.name != STDIN


class Opened(Protocol):
    """A file being read that knows how much of it, as stored, is behind it."""

    def tell(self) -> int:
        """Bytes as stored."""


def find_sources(arguments: Sequence[str], *, form: str | None = None) -> list[Source]:
    """The files that the arguments stand for, each once, in the order given; of folders and globs by name.

    Parameters
    ----------
    arguments : sequence of str
        Paths of files, folders (read with all folders in them; files of other kinds are passed over), globs such as
        ``news/*.csv.gz``, URLs that fsspec knows such as ``s3://bucket/2024/``, or "-" for standard input.
    form : str, optional
        One of ``FORMS`` for all of them; else the file's name tells, and JSON Lines is assumed where it does not.

    Raises
    ------
    GeoEventsError
        For an argument that stands for no file, or a kind of URL for which a package is missing.
    """
    if form is not None and form not in FORMS:
        raise GeoEventsError(f"--input-format {form!r}: not one of {', '.join(FORMS)}")
    found: dict[str, Source] = {}
    for argument in arguments:
        sources = _remote(argument, form) if "://" in argument else _local(argument, form)
        for source in sources:
            found.setdefault(source.name, source)
    return list(found.values())


def kind_of(name: str) -> tuple[str | None, str | None]:
    """(form, compression) as the name of a file tells; None where it does not."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes]
    compression = suffixes.pop() if suffixes and suffixes[-1] in _COMPRESSIONS else None
    return (_FORM_OF.get(suffixes[-1]) if suffixes else None), compression


def _local(argument: str, form: str | None) -> list[Source]:
    if argument == STDIN:
        return [Source(STDIN, form or "jsonl")]
    path = Path(argument)
    if path.is_dir():
        inside = [p for p in sorted(path.rglob("*")) if p.is_file() and _belongs(p.relative_to(path).as_posix(), form)]
        if not inside:
            raise GeoEventsError(f"{path}: no file in this folder that could hold reports ({', '.join(_FORM_OF)})")
        return [_source(str(p), form, p.stat().st_size, within=p.relative_to(path).as_posix()) for p in inside]
    if path.exists():
        if form is None and path.suffix.lower() in _NOT_READ:
            raise GeoEventsError(
                f"{argument}: such files are not read; save it as plain text (.txt), CSV or JSON Lines"
            )
        return [_source(argument, form, path.stat().st_size if path.is_file() else None)]
    matches = [p for p in sorted(glob.glob(argument, recursive=True)) if Path(p).is_file()]
    if matches:
        return [_source(p, form, Path(p).stat().st_size) for p in matches]
    what = "no file matches" if glob.has_magic(argument) else "there is no such file or folder"
    raise GeoEventsError(f"{argument}: {what}")


def _remote(argument: str, form: str | None) -> list[Source]:
    if is_web(argument):  # a web server lists no folders
        return [_source(argument, form, None, remote=True)]
    filesystem, path = filesystem_of(argument)
    scheme = argument.partition("://")[0]
    try:
        if glob.has_magic(path):
            found = filesystem.glob(path, detail=True)
        elif filesystem.isdir(path):
            found = {p: i for p, i in filesystem.find(path, detail=True).items() if _belongs(p[len(path) :], form)}
        else:
            found = {path: filesystem.info(path)}
    except (OSError, ValueError) as error:
        raise GeoEventsError(f"{argument}: cannot be read: {error}") from error
    files = {p: info for p, info in sorted(found.items()) if info.get("type") == "file"}
    if not files:
        raise GeoEventsError(f"{argument}: no file there that could hold reports")
    return [_source(f"{scheme}://{p.lstrip('/')}", form, info.get("size"), remote=True) for p, info in files.items()]


def filesystem_of(url: str) -> tuple[Any, str]:
    """What reads a URL, and the path in it; raises GeoEventsError that names the package missing."""
    import fsspec

    try:
        filesystem, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise GeoEventsError(f"{url}: {error}") from error
    except ValueError as error:
        raise GeoEventsError(f"{url}: {error}") from error
    return filesystem, str(path)


def _belongs(within: str, form: str | None) -> bool:
    """Whether a file of a folder is meant: not a hidden one, and none of our own lists of rejects."""
    parts = PurePosixPath(within).parts
    if any(part.startswith(".") for part in parts) or within.endswith(".rejects.jsonl"):
        return False
    return kind_of(within)[0] is not None or form is not None


def _source(
    name: str, form: str | None, size: int | None, *, remote: bool = False, within: str | None = None
) -> Source:
    told, compression = kind_of(path_of(name) if is_web(name) else name)
    return Source(name, form or told or "jsonl", compression, size, remote, within)


@contextmanager
def opened(source: Source) -> Iterator[tuple[BinaryIO, Opened]]:
    """The unpacked bytes of a file, and the file as stored, whose ``tell`` shows how far it is read.

    Raises
    ------
    GeoEventsError
        If it cannot be opened.
    """
    try:
        stored = _open(source)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise GeoEventsError(f"{source.name}: {reason}") from error
    try:
        with _unpacked(stored, source.compression) as plain:
            yield plain, stored
    finally:
        if source.name != STDIN:
            stored.close()


def _open(source: Source) -> BinaryIO:
    if source.name == STDIN:
        import sys

        return sys.stdin.buffer
    if not source.remote:
        return Path(source.name).open("rb")
    if is_web(source.name):
        return open_url(source.name, whole=source.form == "parquet")
    filesystem, path = filesystem_of(source.name)
    stream: BinaryIO = filesystem.open(path, "rb")
    return stream


def _unpacked(stored: BinaryIO, compression: str | None) -> Any:
    """A stream of plain bytes over a packed one, as a context manager that leaves the packed one open."""
    if compression == ".gz":
        import gzip

        return gzip.GzipFile(fileobj=stored, mode="rb")
    if compression == ".bz2":
        import bz2

        return bz2.BZ2File(stored, "rb")
    if compression == ".xz":
        import lzma

        return lzma.LZMAFile(stored, "rb")
    if compression == ".zst":
        import pyarrow as pa

        return io.BufferedReader(pa.CompressedInputStream(stored, "zstd"))
    return _Borrowed(stored)


class _Borrowed:
    """A context manager that gives a stream and leaves it open."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def __enter__(self) -> BinaryIO:
        return self._stream

    def __exit__(self, *_: object) -> None:
        return None
