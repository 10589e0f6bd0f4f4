"""Partitions are bounded, keep the order, and bear the name of their content; ids are kept in little room."""

from __future__ import annotations

import pytest

from geoevents.archive.known import IdSet
from geoevents.archive.partitions import (
    MAX_CHARACTERS,
    MAX_DOCUMENTS,
    MIN_CHARACTERS,
    Partition,
    characters_each,
    cut,
)
from geoevents.archive.readers import Report
from geoevents.model import Document
from geoevents.store.partitions import numbers_of


def report(text, n=1, **values):
    return Report("in.jsonl", n, str(n), Document(text, doc_id=str(n), **values))


def test_partitions_hold_so_many_characters_and_keep_the_order():
    reports = [report("x" * 30, n) for n in range(10)]
    parts = list(cut(reports, characters=100))
    assert [len(part.reports) for part in parts] == [3, 3, 3, 1]
    assert [r for part in parts for r in part.reports] == reports


def test_a_report_longer_than_a_partition_stands_alone():
    parts = list(cut([report("a"), report("x" * 500), report("b")], characters=100))
    assert [part.characters for part in parts] == [1, 500, 1]


def test_a_partition_holds_only_so_many_reports():
    parts = list(cut((report("x", n) for n in range(MAX_DOCUMENTS + 1)), characters=10**9))
    assert [len(part.reports) for part in parts] == [MAX_DOCUMENTS, 1]


def test_bytes_read_add_up_to_all_that_was_read():
    behind = iter([40, 90, 100])
    parts = list(cut([report("x" * 60, n) for n in range(3)], characters=100, bytes_read=lambda: next(behind)))
    assert [part.bytes_read for part in parts] == [40, 50, 10]


def test_what_the_store_has_is_marked_and_a_copy_within_a_partition_is_not():
    seen = IdSet()
    one = report("one")
    (part,) = cut([one, one, report("two")], characters=100, finished=lambda i: not seen.add(i))
    assert part.finished == frozenset()
    (part,) = cut([one], characters=100, finished=lambda i: not seen.add(i))
    assert part.finished == {one.document.document_id}


def test_the_name_is_that_of_the_content_and_the_extractor():
    name = Partition((report("a"), report("b"))).name("x")
    assert name == Partition((report("a"), report("b")), bytes_read=5).name("x")
    others = [
        Partition((report("a"), report("b"))).name("y"),
        Partition((report("b"), report("a"))).name("x"),
        Partition((report("a"), report("b", title="t"))).name("x"),
    ]
    assert name not in others
    assert len(set(others)) == 3


def test_halves_hold_the_same_reports_and_one_report_has_none():
    part = Partition(tuple(report("x", n) for n in range(5)), bytes_read=7)
    halves = part.halves()
    assert tuple(r for half in halves for r in half.reports) == part.reports
    assert sum(half.bytes_read for half in halves) == 7
    assert Partition((report("x"),)).halves() == []


@pytest.mark.parametrize(
    "total, each", [(None, MAX_CHARACTERS), (10, MIN_CHARACTERS), (2_400_000, 100_000), (10**12, MAX_CHARACTERS)]
)
def test_small_archives_are_cut_finer(total, each):
    assert characters_each(total, 2) == each


def test_an_id_set_tells_what_it_holds_however_much_came(monkeypatch):
    monkeypatch.setattr("geoevents.archive.known._RECENT", 3)
    ids = [f"{n * 0x123456789ABCDEF % 2**64:016x}" for n in range(20)]
    known = IdSet(numbers_of(sorted(ids[:5])))
    assert all(i in known for i in ids[:5])
    assert [known.add(i) for i in ids] == [False] * 5 + [True] * 15
    assert [known.add(i) for i in ids] == [False] * 20
    assert len(known) == 20
    assert "f" * 16 not in known
