"""What only a store in a bucket can get wrong: writers at once, servers that overwrite, errors, maintenance."""

from __future__ import annotations

import threading

import pytest
import s3_server
from another_process import finished, process
from stored_events import document, report

from geoevents.errors import StoreError
from geoevents.query import EventQuery
from geoevents.store.base import ExtractedDocument
from geoevents.store.delta import DeltaStore
from geoevents.store.place import is_store, s3_options

WRITER = """
import sys
from geoevents.store.delta import DeltaStore
from stored_events import report
store = DeltaStore.open(sys.argv[1], author=f"writer {sys.argv[2]}")
for number in range(int(sys.argv[2]), int(sys.argv[2]) + int(sys.argv[3])):
    store.ingest([report(number)], extractor="t")
"""


def test_processes_that_write_at_once_lose_nothing_and_double_nothing(bucket: str) -> None:
    uri = f"{bucket}/store"
    writers = [process(WRITER, uri, str(first), "3") for first in (0, 1000, 1000)]  # two do the same
    for writer in writers:
        finished(writer)
    store = DeltaStore.open(uri)
    assert store.count(EventQuery()).total == 6
    found = [stored.event.event_id for stored in store.stream(EventQuery())]
    assert len(found) == len(set(found)) == 6
    assert {entry.author for entry in store.log(limit=100)} == {"writer 0", "writer 1000"}


def test_an_open_store_sees_what_another_process_writes(bucket: str) -> None:
    store = DeltaStore.open(f"{bucket}/store")
    store.ingest([report(1)], extractor="t")
    before = store.version()
    finished(process(WRITER, f"{bucket}/store", "2", "1"))
    assert store.version() != before
    assert store.count(EventQuery()).total == 2


def test_maintenance_works_in_a_bucket(bucket: str) -> None:
    store = DeltaStore.open(f"{bucket}/with blanks in it/store", author="ana")
    for number in range(4):
        store.ingest([report(number)], extractor="t")
    before = store.version()
    store.ingest([ExtractedDocument(document(0), [])], extractor="better")
    assert store.count(EventQuery()).total == 3
    store.restore(before)
    assert store.count(EventQuery()).total == 4
    assert ("events", 4, 1) in store.compact()
    assert any(files for _, files in store.vacuum(0))
    assert len(list(store.stream(EventQuery()))) == 4
    assert DeltaStore.open(f"{bucket}/with blanks in it/store").count(EventQuery()).total == 4


def test_threads_may_share_a_store_in_a_bucket(bucket: str) -> None:
    store = DeltaStore.open(f"{bucket}/store")
    store.ingest([report(number) for number in range(20)], extractor="t")
    failed: list[BaseException] = []

    def use(number: int) -> None:
        try:
            for turn in range(3):
                assert store.count(EventQuery()).total >= 20
                assert store.events(EventQuery(), limit=3)
                if number == 0:
                    store.ingest([report(100 + turn)], extractor="t")
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=use, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failed
    assert store.count(EventQuery()).total == 23


OPENS = "import sys\nfrom geoevents.store.delta import DeltaStore\nDeltaStore.open(sys.argv[1])"


def test_a_server_that_overwrites_what_it_should_not_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with s3_server.s3_server("overwriting") as endpoint:
        for name, value in s3_server.environment(endpoint).items():
            monkeypatch.setenv(name, value)
        s3_server.make_bucket(endpoint, "bucket")
        child = process(OPENS, "s3://bucket/store")
        _, told = child.communicate(timeout=120)
        assert "overwrites a file although it is told not to" in told and "AWS_S3_LOCKING_PROVIDER" in told
        assert s3_server.keys(endpoint, "bucket") == []


def test_what_reads_buckets_is_named_where_it_is_missing(bucket: str) -> None:
    child = process("import sys\nsys.modules['s3fs'] = None\n" + OPENS, f"{bucket}/store")
    _, told = child.communicate(timeout=120)
    assert "pip install 'geoevents[s3]'" in told


def test_a_bucket_that_is_not_there_is_told(bucket: str) -> None:
    with pytest.raises(StoreError, match="is there a bucket 'none-of-this-name'"):
        DeltaStore.open("s3://none-of-this-name/store")


def test_a_slip_in_the_path_makes_no_store(bucket: str) -> None:
    DeltaStore.open(f"{bucket}/store")
    assert is_store(f"{bucket}/store")
    assert not is_store(f"{bucket}/stoer")


@pytest.mark.parametrize(
    ("environment", "options"),
    [
        ({}, {"aws_conditional_put": "etag"}),
        (
            {"AWS_ENDPOINT_URL": "http://127.0.0.1:9000"},
            {
                "aws_conditional_put": "etag",
                "aws_endpoint_url": "http://127.0.0.1:9000",
                "aws_allow_http": "true",
                "aws_region": "us-east-1",
            },
        ),
        ({"AWS_S3_LOCKING_PROVIDER": "dynamodb", "AWS_DEFAULT_REGION": "eu-west-1"}, {"aws_region": "eu-west-1"}),
    ],
)
def test_the_environment_says_how_a_bucket_is_reached(environment: dict[str, str], options: dict[str, str]) -> None:
    assert s3_options(environment) == options
