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


def may_be_due(settings: Settings) -> bool:
    """Whether it is worth looking into the store; quick, for it opens nothing."""
    state = read_state(settings)
    return settings.demo_reports.is_file() and (state is None or not (state.finished or state.running))


def is_due(settings: Settings) -> bool:
    """Whether the demo reports should be read now.

    So it is for a store that holds nothing and never got them, and when reading them broke off. A
    store that somebody emptied afterwards stays empty.
    """
    if not may_be_due(settings):
        return False
    if read_state(settings) is not None:
        return True
    from geoevents.store.delta import DeltaStore

    store = DeltaStore.open(settings.store_uri, author=settings.author)
    return store.count(EventQuery(statuses=(), review="all")).total == 0


def load(settings: Settings) -> int:
    """Read the demo reports into the store by the same pipeline as any report; gives how many events."""
    from geoevents.archive.identity import extractor_identity
    from geoevents.incidents.link import link
    from geoevents.ingest import ingest
    from geoevents.pipeline import Pipeline
    from geoevents.store.delta import DeltaStore

    documents = read_reports(settings.demo_reports)
    write_state(settings, done=0, total=len(documents), finished=False)
    store = DeltaStore.open(settings.store_uri, author="demo")
    pipeline = Pipeline.from_settings(settings)
    events = 0
    for start in range(0, len(documents), _PORTION):
        portion = documents[start : start + _PORTION]
        events += ingest(portion, pipeline, store, extractor=extractor_identity(settings), linking=False).events
        write_state(settings, done=start + len(portion), total=len(documents), finished=False)
    link(store)  # once, at the end: in between the map fills sooner
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
    _settings = Settings.from_environment()
    if is_due(_settings):
        load(_settings)
    elif read_state(_settings) is None:  # a store that somebody filled already gets no demo, now or later
        write_state(_settings, done=0, total=0, finished=True)
