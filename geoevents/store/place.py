"""Where a store lies: a folder of this machine, or a bucket that fsspec and delta-rs both reach."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import fsspec

from geoevents.errors import StoreError

MARKER = "geoevents-store.json"
UNFIT_CHARACTERS = frozenset("[]|^")  # delta-rs makes a URL of a path and stumbles over these
# What delta-rs commits by where the user has said nothing: a log file is put only if there is none of that name.
_CONDITIONAL_PUT = "aws_conditional_put"
_OTHER_WAYS = ("AWS_CONDITIONAL_PUT", "CONDITIONAL_PUT", "AWS_S3_LOCKING_PROVIDER", "AWS_S3_ALLOW_UNSAFE_RENAME")


def is_local(uri: str) -> bool:
    """Whether ``uri`` is a folder of this machine."""
    return "://" not in uri or uri.startswith("file://")


def is_store(uri: str) -> bool:
    """Whether there is a store at ``uri``; raises StoreError where that cannot be found out."""
    return Place(uri).read(MARKER) is not None


def s3_options(environment: Mapping[str, str]) -> dict[str, str]:
    """What delta-rs must be told beyond the AWS variables that it reads by itself.

    Commits are made by conditional put, unless the environment names another way: a locking table
    (``AWS_S3_LOCKING_PROVIDER=dynamodb``) for a server that cannot refuse to overwrite.
    """
    options: dict[str, str] = {}
    if not any(environment.get(name) for name in _OTHER_WAYS):
        options[_CONDITIONAL_PUT] = "etag"
    endpoint = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL") or ""
    if endpoint:
        options["aws_endpoint_url"] = endpoint
    if endpoint.startswith("http://"):
        options["aws_allow_http"] = "true"  # who names such an endpoint means it
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    if region or endpoint:
        options["aws_region"] = region or "us-east-1"  # servers other than Amazon's take any
    return options


class Place:
    """The place ``uri`` and its small files; the tables in it are delta-rs' business.

    Parameters
    ----------
    uri : str
        A folder, or a URL such as ``s3://bucket/path``.
    storage_options : mapping, optional
        Said to delta-rs in place of what the environment says.
    """

    def __init__(self, uri: str, storage_options: Mapping[str, str] | None = None) -> None:
        self.local = is_local(uri)
        self.uri = str(Path(uri.removeprefix("file://")).absolute()) if self.local else uri.rstrip("/")
        unfit = sorted(UNFIT_CHARACTERS & set(self.uri))
        if unfit:
            raise StoreError(f"store {self.uri}: the table format cannot live in a path with {' '.join(unfit)}")
        self._s3 = self.uri.startswith(("s3://", "s3a://"))
        self.options = dict(storage_options or (s3_options(os.environ) if self._s3 else {}))
        with self._told("cannot be used"):
            self.filesystem, self._root = fsspec.core.url_to_fs(self.uri, **self._fsspec_options())

    def _fsspec_options(self) -> dict[str, Any]:
        # DuckDB asks for what it needs, byte by byte as Parquet has it: reading ahead would fetch what nobody wants.
        return {"default_cache_type": "none", "use_listings_cache": False} if self._s3 else {}

    def path(self, name: str) -> str:
        """The URI of one file or folder of the store."""
        return f"{self.uri}/{name}"

    def read(self, name: str) -> bytes | None:
        """What a small file holds; None where there is none."""
        with self._told("cannot be read"):
            try:
                content: bytes = self.filesystem.cat_file(f"{self._root}/{name}")
            except (FileNotFoundError, IsADirectoryError):
                return None
            except NotADirectoryError:
                raise StoreError(f"store {self.uri}: a part of this path is a file; name a folder or a URL") from None
        return content

    def open(self, uri: str) -> BinaryIO:
        """A file of the store for reading, by its whole URI; raises OSError."""
        source: BinaryIO = open(uri, "rb") if self.local else self.filesystem.open(uri, "rb")
        return source

    def exists(self, name: str) -> bool:
        """Whether there is such a file or folder now."""
        with self._told("cannot be read"):
            return bool(self.filesystem.exists(f"{self._root}/{name}"))

    def create(self, name: str, content: bytes) -> None:
        """Write a small file whole, with the folder above it; one that is there already stays as it is."""
        if not self.local:
            self._put_once(name, content)
            return
        folder = Path(self.uri)
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"store {self.uri}: this is a file; name a folder or a URL")
        temporary = folder / f"{name}.{os.getpid()}.new"
        with self._told("cannot be made"):
            folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            os.replace(temporary, folder / name)

    def _put_once(self, name: str, content: bytes) -> None:
        """Write a file to object storage, and see whether the storage keeps what is there when told to.

        Commits of writers at once rest on that; a server that writes over it without a word would lose one.
        """
        path = f"{self._root}/{name}"
        with self._told("cannot be made"):
            if _CONDITIONAL_PUT not in self.options:
                self.filesystem.pipe_file(path, content)
                return
            try:
                self.filesystem.pipe_file(path, content, mode="create")
                self.filesystem.pipe_file(path, content, mode="create")
            except OSError as error:
                if not (isinstance(error, FileExistsError) or "pre-condition" in str(error).lower()):
                    raise
                return
        self.filesystem.rm_file(path)
        raise StoreError(
            f"store {self.uri}: this object storage overwrites a file although it is told not to (conditional put), so "
            "that writers at once would lose each other's commits; use a newer server, or let a table hold the locks: "
            "AWS_S3_LOCKING_PROVIDER=dynamodb"
        )

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Every way in which storage can fail, as a StoreError that says what to do."""
        try:
            yield
        except ImportError as error:
            raise StoreError(
                f"store {self.uri}: reading object storage needs another package ({error}); "
                "for s3:// `pip install 'geoevents[s3]'`"
            ) from error
        except FileNotFoundError as error:
            bucket = self.uri.partition("://")[2].partition("/")[0]
            hint = "" if self.local else f"; is there a bucket {bucket!r}?"
            raise StoreError(f"store {self.uri}: {what}: {error}{hint}") from error
        except PermissionError as error:
            hint = "" if self.local else "; do AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY allow it?"
            raise StoreError(f"store {self.uri}: {what}: {error}{hint}") from error
        except _failures() as error:
            if isinstance(error, StoreError):
                raise
            raise StoreError(f"store {self.uri}: {what}: {error}") from error


def _failures() -> tuple[type[Exception], ...]:
    """What storage raises; the S3 client, where it is in use, has errors of its own beside OSError."""
    client = sys.modules.get("botocore.exceptions")
    return (OSError, ValueError) if client is None else (OSError, ValueError, client.BotoCoreError, client.ClientError)
