"""Archives into the store: whatever happens on the way, the store ends as if nothing had."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from geoevents.archive import extraction, local_workers, preload
from geoevents.archive.extraction import Plan, Tally, extract_archive
from geoevents.archive.readers import ArchiveReader
from geoevents.archive.sources import find_sources
from geoevents.cli.jsonl import Rejects
from geoevents.model import Document
from geoevents.query import EventQuery
from geoevents.store.base import ExtractedDocument
from geoevents.store.delta import DeltaStore
from tests.archive.small import DEADLY, FAULTY, SMALL, reports, rows_of, write

ROOT = Path(__file__).parents[2]


def extract(tmp_path, archive, *, store="store", progress=None, **plan):
    """Run to the end; gives the counts and the rejects."""
    tally = Tally()
    with Rejects(tmp_path / "out") as rejects:
        reader = ArchiveReader(find_sources([str(archive)]), rejects)
        plan = Plan(SMALL, store=str(tmp_path / store), **{"characters": 1_000, **plan})
        for _ in extract_archive(plan, reader, rejects, tally=tally, progress=progress):
            pass
    return tally, [json.loads(line) for line in rejects.path.read_text().splitlines()] if len(rejects) else []


def test_workers_write_what_one_process_would(tmp_path):
    archive = write(tmp_path / "in.jsonl", reports(120))
    alone, _ = extract(tmp_path, archive, store="alone", workers=0)
    tally, rejected = extract(tmp_path, archive, workers=2)
    assert (tally.documents, tally.events, rejected) == (120, alone.events, [])
    assert tally.events > 100
    assert rows_of(str(tmp_path / "store")) == rows_of(str(tmp_path / "alone"))


def test_a_text_as_long_as_a_shelf_of_books_is_announced(tmp_path, monkeypatch):
    monkeypatch.setattr(extraction, "_LONG", 3_000)
    rows = [*reports(3), {"doc_id": "long", "text": "The harvest was good. " * 200}]
    said = []
    with Rejects(tmp_path / "out") as rejects:
        reader = ArchiveReader(find_sources([str(write(tmp_path / "in.jsonl", rows))]), rejects)
        found = list(extract_archive(Plan(SMALL, workers=0), reader, rejects, tell=said.append))
    assert sum(part.documents for part in found) == 4
    assert said == ["line 4 is a text of 4,400 characters: about 1 min of one core"]


def test_the_store_reads_what_workers_wrote(tmp_path):
    archive = write(tmp_path / "in.jsonl", reports(20))
    tally, _ = extract(tmp_path, archive, workers=1)
    assert DeltaStore.open(str(tmp_path / "store")).count(EventQuery(statuses=())).total == tally.events


def test_a_second_run_changes_nothing(tmp_path):
    archive = write(tmp_path / "in.jsonl", reports(40))
    extract(tmp_path, archive, workers=0)
    before = DeltaStore.open(str(tmp_path / "store")).version()
    tally, _ = extract(tmp_path, archive, workers=2)
    assert (tally.documents, tally.known) == (0, 40)
    assert DeltaStore.open(str(tmp_path / "store")).version() == before


def test_an_archive_that_has_grown_costs_only_what_is_new(tmp_path):
    rows = list(reports(60))
    extract(tmp_path, write(tmp_path / "in.jsonl", rows[10:50]), workers=0)
    tally, _ = extract(tmp_path, write(tmp_path / "in.jsonl", rows), workers=0)
    assert (tally.documents, tally.known) == (20, 40)
    extract(tmp_path, write(tmp_path / "in.jsonl", rows), store="at once", workers=0)
    assert rows_of(str(tmp_path / "store")) == rows_of(str(tmp_path / "at once"))


def test_a_copy_of_a_report_is_read_once(tmp_path):
    rows = list(reports(30))
    tally, _ = extract(tmp_path, write(tmp_path / "in.jsonl", rows + rows), workers=0)
    assert (tally.documents, tally.repeated) == (30, 30)


def test_another_extractor_reads_again_and_keeps_no_text_twice(tmp_path):
    archive = write(tmp_path / "in.jsonl", reports(10))
    store = DeltaStore.open(str(tmp_path / "store"))
    first = next(reports(1))
    document = Document(first["text"], published=date(2020, 2, 13), doc_id="0")
    store.ingest([ExtractedDocument(document, [])], extractor="another")
    tally, _ = extract(tmp_path, archive, workers=0)
    rows = rows_of(str(tmp_path / "store"))
    assert tally.documents == 10
    assert len(rows["documents"]) == 10
    assert len(rows["runs"]) == 11


def test_a_limit_counts_reports_of_the_archive(tmp_path):
    archive = write(tmp_path / "in.jsonl", reports(30))
    for limit, documents in ((10, 10), (25, 15)):
        assert extract(tmp_path, archive, workers=0, limit=limit)[0].documents == documents


@pytest.mark.parametrize("workers", [0, 2])
def test_a_text_that_trips_the_extractor_is_set_aside_alone(tmp_path, workers):
    rows = list(reports(30))
    rows[17]["text"] += f" This is {FAULTY}."
    tally, rejected = extract(tmp_path, write(tmp_path / "in.jsonl", rows), workers=workers)
    assert (tally.documents, tally.failed) == (29, 1)
    assert [(r["file"], r["line"], r["doc_id"]) for r in rejected] == [(str(tmp_path / "in.jsonl"), 18, "17")]
    assert "ArithmeticError: of no use" in rejected[0]["reason"]


def test_a_text_that_kills_every_worker_is_set_aside_alone(tmp_path):
    rows = list(reports(40))
    rows[17]["text"] += f" This is {DEADLY}."
    tally, rejected = extract(tmp_path, write(tmp_path / "in.jsonl", rows), workers=2)
    assert (tally.documents, tally.failed) == (39, 1)
    assert [(r["line"], r["doc_id"]) for r in rejected] == [(18, "17")]
    assert "SIGKILL" in rejected[0]["reason"]
    del rows[17]
    extract(tmp_path, write(tmp_path / "in.jsonl", rows), store="without", workers=0)
    assert rows_of(str(tmp_path / "store")) == rows_of(str(tmp_path / "without"))


@pytest.mark.parametrize("seed", [1])
def test_a_soak_with_random_kills_ends_as_an_undisturbed_run(tmp_path, seed):
    archive = write(tmp_path / "in.jsonl", reports(300))
    extract(tmp_path, archive, store="quiet", workers=0)
    chance, over, killed = random.Random(seed), threading.Event(), []

    def kill() -> None:
        while len(killed) < 15 and not over.wait(chance.uniform(0.01, 0.15)):
            workers = sorted(multiprocessing.active_children(), key=lambda process: process.pid)
            if workers:
                os.kill(chance.choice(workers).pid, signal.SIGKILL)
                killed.append(time.monotonic())

    killer = threading.Thread(target=kill)
    killer.start()
    tally, rejected = extract(tmp_path, archive, workers=2)
    over.set()
    killer.join()
    assert len(killed) > 3
    assert (tally.documents, rejected) == (300, [])
    disturbed, quiet = rows_of(str(tmp_path / "store")), rows_of(str(tmp_path / "quiet"))
    assert disturbed["runs"] == quiet["runs"]
    assert set(disturbed["events"]) == set(quiet["events"])
    assert set(disturbed["documents"]) == set(quiet["documents"])
    read = [list(map(repr, DeltaStore.open(str(tmp_path / s)).stream(EventQuery()))) for s in ("store", "quiet")]
    assert read[0] == read[1]


def command(tmp_path, *arguments):
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.archive.small", "extract", *map(str, arguments)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_a_run(store: Path, child: subprocess.Popen[str]) -> None:
    """Until a run is committed, not only its file written; on a busy machine the command's start may take a minute."""
    until = time.monotonic() + 300
    while not any('"add"' in log.read_text("utf-8") for log in store.glob("runs/_delta_log/*.json")):
        assert child.poll() is None, child.communicate()[1]
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("sign, code", [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_a_command_that_is_ended_goes_on_when_started_again(tmp_path, sign, code):
    archive = write(tmp_path / "in.jsonl", reports(1_000))
    store = tmp_path / "store"
    first = command(tmp_path, archive, "--store", store, "--workers", 2)
    wait_for_a_run(store, first)
    first.send_signal(sign)
    said = first.communicate(timeout=300)[1]
    assert first.returncode == code, said
    if sign == signal.SIGINT:
        assert "The same command again goes on from there" in said
        assert "Traceback" not in said
    second = command(tmp_path, archive, "--store", store, "--workers", 2)
    said = second.communicate(timeout=300)[1]
    assert second.returncode == 0, said
    assert "more were there already" in said
    found = rows_of(str(store))
    assert len(found["runs"]) == len({run[0] for run in found["runs"]}) == 1_000
    # a partition that was ended before its run row may leave texts that nobody sees, and that are written again
    assert len(set(found["documents"])) == 1_000
    read = list(map(repr, DeltaStore.open(str(store)).stream(EventQuery())))
    assert len(read) == len(set(read)) > 500


def test_many_workers_answer_in_the_order_of_the_lines(tmp_path):
    archive = write(tmp_path / "in.jsonl", reports(300))
    done = command(tmp_path, archive, "-o", tmp_path / "out.jsonl", "--workers", 2)
    assert done.communicate(timeout=200)[1].startswith("300 documents")
    alone = command(tmp_path, archive, "-o", tmp_path / "alone.jsonl", "--workers", 0)
    alone.communicate(timeout=200)
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["doc_id"] for line in lines] == [str(i) for i in range(300)]
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("size", "workers", "scheduler", "begun"),
    [
        (600_000, None, None, True),
        (1_000, None, None, False),
        (1_000, 1, None, True),
        (600_000, 0, None, False),
        (600_000, None, "tcp://127.0.0.1:8786", False),
    ],
)
def test_workers_begin_to_load_at_once_where_it_is_sure_that_they_are_needed(
    tmp_path, monkeypatch, size, workers, scheduler, begun
):
    archive, ready = tmp_path / "news.jsonl", []
    archive.write_bytes(b"x" * size)
    monkeypatch.setattr(local_workers, "make_ready", ready.append)
    preload.begin([str(archive), "s3://bucket/news.jsonl", "-"], workers, scheduler)
    assert ready == ([preload.MODULES] if begun else [])
