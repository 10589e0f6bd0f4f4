"""An archive in a bucket, and its events in a store there, written by several workers."""

from __future__ import annotations

import fsspec

from geoevents.archive.extraction import Plan, Tally, extract_archive
from geoevents.archive.readers import ArchiveReader
from geoevents.archive.sources import find_sources
from geoevents.cli.jsonl import Rejects
from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore
from tests.archive.small import SMALL, reports, write


def extract(tmp_path, archive, store, workers):
    tally = Tally()
    with Rejects(tmp_path / "out") as rejects:
        plan = Plan(SMALL, store=store, workers=workers, characters=1_000)
        for _ in extract_archive(plan, ArchiveReader(find_sources([archive]), rejects), rejects, tally=tally):
            pass
    return tally


def events(store):
    return [stored.event for stored in DeltaStore.open(store).stream(EventQuery(statuses=()))]


def test_workers_read_from_a_bucket_and_write_to_one(bucket, tmp_path):
    archive = write(tmp_path / "in.jsonl", reports(20))
    with fsspec.open(f"{bucket}/archive/2020/in.jsonl", "wb") as remote:
        remote.write(archive.read_bytes())
    tally = extract(tmp_path, f"{bucket}/archive/", f"{bucket}/store", 2)
    extract(tmp_path, str(archive), str(tmp_path / "store"), 0)
    assert tally.documents == 20
    assert events(f"{bucket}/store") == events(str(tmp_path / "store"))
    again = extract(tmp_path, f"{bucket}/archive/**/*.jsonl", f"{bucket}/store", 2)
    assert (again.documents, again.known) == (0, 20)
