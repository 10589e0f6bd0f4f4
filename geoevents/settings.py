"""Environment and folders to one frozen ``Settings``, read once by the edges and passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from geoevents.errors import GeoEventsError

_PACKAGE = Path(__file__).resolve().parent


def bundle_root() -> Path:
    """The folder that holds app.py, data/, static/ and .streamlit/.

    In a checkout this is its root; in an installed wheel the same files lie in ``geoevents/_bundle``.
    """
    installed = _PACKAGE / "_bundle"
    return installed if installed.is_dir() else _PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the environment decides."""

    home: Path  # store, installed gazetteers, caches
    store_uri: str  # a folder, or a URL that fsspec and Delta Lake understand
    bundle: Path  # app, pages, bundled gazetteer, static files
    author: str  # who signs reviews

    @property
    def bundled_gazetteer(self) -> Path:
        """Folder of the gazetteer that ships with the project."""
        return self.bundle / "data" / "gazetteer"

    @property
    def installed_gazetteers(self) -> Path:
        """Folder of the gazetteers a user installed or added."""
        return self.home / "gazetteers"

    @property
    def kept_views(self) -> Path:
        """Folder of what a server keeps for its next start; may be deleted at any time."""
        return self.home / "cache" / "views"

    @property
    def demo_reports(self) -> Path:
        """The demo reports, JSON Lines in the form ``extract`` reads."""
        return self.bundle / "data" / "demo" / "reports.jsonl"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read GEOEVENTS_HOME, GEOEVENTS_STORE and GEOEVENTS_AUTHOR; raises GeoEventsError for a file as home."""
        env = os.environ if environment is None else environment
        home = Path(env.get("GEOEVENTS_HOME") or platformdirs.user_data_dir("geoevents", appauthor=False)).expanduser()
        if home.exists() and not home.is_dir():
            raise GeoEventsError(f"GEOEVENTS_HOME={home}: this is a file; name a folder")
        return cls(
            home=home,
            store_uri=env.get("GEOEVENTS_STORE") or str(home / "store"),
            bundle=bundle_root(),
            author=env.get("GEOEVENTS_AUTHOR") or env.get("USER") or env.get("USERNAME") or "someone",
        )
