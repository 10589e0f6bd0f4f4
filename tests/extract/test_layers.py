"""The folders of the extractor build on each other in one direction."""

import ast
from pathlib import Path

import pytest

import geoevents.extract

ROOT = Path(geoevents.extract.__file__).parent
ORDER = ("sentence", "actors", "tolls", "report", "status", "kinds", "days", "places", "incident")


def folders_imported_by(folder: str) -> set[str]:
    """Names of the extractor's other folders (or of its modules) that a folder's modules import."""
    found: set[str] = set()
    for module in (ROOT / folder).glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("geoevents.extract."):
                found.add((node.module or "").split(".")[2])
    return found - {folder}


def test_the_order_names_every_folder() -> None:
    assert set(ORDER) == {path.parent.name for path in ROOT.glob("*/__init__.py")}


@pytest.mark.parametrize("folder", ORDER)
def test_a_folder_uses_only_folders_before_it(folder: str) -> None:
    allowed = {*ORDER[: ORDER.index(folder)], *(("draft",) if folder == "incident" else ())}
    assert folders_imported_by(folder) <= allowed
