"""Which extractor this is, in one line: equal lines find equal events in equal documents."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util

from geoevents.gazetteer.layout import META
from geoevents.gazetteer.stack import installed_folders
from geoevents.pipeline import EXTRACTOR
from geoevents.settings import Settings
from geoevents.text.language import BUNDLED_MODEL, OFFICIAL_MODELS


def extractor_identity(settings: Settings) -> str:
    """Rules and weights, language model and gazetteers of an installation, without opening any of them."""
    return f"{EXTRACTOR}; {_language()}; gazetteer {_gazetteers(settings)}"


def _language() -> str:
    """The model that ``load_language`` takes."""
    for name in (*OFFICIAL_MODELS, BUNDLED_MODEL):
        if importlib.util.find_spec(name) is not None:
            try:
                return f"{name} {importlib.metadata.version(name)}"
            except importlib.metadata.PackageNotFoundError:  # a folder on the path
                return name
    return "no language model"


def _gazetteers(settings: Settings) -> str:
    """A hash of what describes them: names, dates, sources, sizes of their files."""
    state = hashlib.sha256()
    for folder in (*installed_folders(settings), settings.bundled_gazetteer):
        meta = folder / META
        state.update(folder.name.encode())
        state.update(hashlib.sha256(meta.read_bytes() if meta.is_file() else b"").digest())
    return state.hexdigest()[:12]
