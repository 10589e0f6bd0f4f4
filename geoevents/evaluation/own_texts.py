"""The texts of our own that ship with the program, each a line of JSON with what must be found in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import resources
from typing import Any

from geoevents.model import Document, Event

Extract = Callable[[Document], Sequence[Event]]


def own_texts(*files: str) -> Iterator[dict[str, Any]]:
    """The rows of these files, in that order; "published" as a date, lists as tuples."""
    folder = resources.files("geoevents.evaluation").joinpath("data")
    for name in files:
        for line in folder.joinpath(name).read_text("utf-8").splitlines():
            row = json.loads(line)
            lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
            yield {**row, **lists, "published": date.fromisoformat(row["published"])}
