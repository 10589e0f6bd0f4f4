"""The demo reports: read once into an empty store, by a process of their own.

A small state file per store says how far it is, and afterwards that it was done: a store that
somebody empties later is not filled again.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from geoevents.model import Document
from geoevents.query import EventQuery
from geoevents.settings import Settings
from geoevents.store.base import ExtractedDocument

_PORTION = 8  # reports written at once: few enough that the map fills while one looks
_STALE_SECONDS = 120  # a reader that has written nothing for so long is dead


@dataclass(frozen=True, slots=True)
class DemoState:
    """How far the demo reports are; ``finished`` for good, whatever became of it."""

    done: int
    total: int
    finished: bool
    running: bool


def _path(settings: Settings) -> Path:
    name = hashlib.sha256(settings.store_uri.encode()).hexdigest()[:12]
    return settings.home / "demo" / f"{name}.json"


def read_state(settings: Settings) -> DemoState | None:
    """The state for this store; None when the demo was never begun."""
    path = _path(settings)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        age = time.time() - path.stat().st_mtime
    except (OSError, ValueError):
        return None
    finished = bool(data.get("finished"))
    return DemoState(
        int(data.get("done", 0)), int(data.get("total", 0)), finished, not finished and age < _STALE_SECONDS
    )


def write_state(settings: Settings, *, done: int, total: int, finished: bool) -> None:
    """Say how far it is, atomically."""
    path = _path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    state = DemoState(done, total, finished, not finished)
    temporary.write_text(json.dumps(asdict(state)), encoding="utf-8")
    temporary.replace(path)


def is_due(settings: Settings) -> bool:
    """Whether the demo reports should be read now.

    So it is for a store that holds nothing and never got them, and when reading them broke off. A
    store that somebody emptied afterwards stays empty.
    """
    state = read_state(settings)
    if state is not None:
        return not state.finished and not state.running
    if not settings.demo_reports.is_file():
        return False
    from geoevents.store.delta import DeltaStore

    store = DeltaStore.open(settings.store_uri, author=settings.author)
    return store.count(EventQuery(statuses=(), review="all")).total == 0


def load(settings: Settings) -> int:
    """Read the demo reports into the store by the same pipeline as any report; gives how many events."""
    from geoevents.pipeline import EXTRACTOR, Pipeline
    from geoevents.store.delta import DeltaStore

    documents = read_reports(settings.demo_reports)
    write_state(settings, done=0, total=len(documents), finished=False)
    store = DeltaStore.open(settings.store_uri, author="demo")
    pipeline = Pipeline.from_settings(settings)
    events = 0
    for start in range(0, len(documents), _PORTION):
        portion = documents[start : start + _PORTION]
        found = [ExtractedDocument(document, pipeline.extract(document)) for document in portion]
        events += store.ingest(found, extractor=EXTRACTOR).events
        write_state(settings, done=start + len(portion), total=len(documents), finished=False)
    write_state(settings, done=len(documents), total=len(documents), finished=True)
    return events


def read_reports(path: Path) -> list[Document]:
    """The demo reports, in the form that ``extract`` reads."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            data = json.loads(line)
            published = date.fromisoformat(data["published"]) if data.get("published") else None
            documents.append(
                Document(
                    data["text"],
                    title=data.get("title"),
                    published=published,
                    source=data.get("source"),
                    url=data.get("url"),
                    doc_id=data.get("doc_id"),
                )
            )
    return documents


if __name__ == "__main__":
    load(Settings.from_environment())
