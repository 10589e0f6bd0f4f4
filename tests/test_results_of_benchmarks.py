"""The file that benchmarks keep their figures in."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from benchmarks.results import Row, all_met, at_least, at_most, keep, load, table


def test_a_row_of_the_same_name_and_size_is_replaced_and_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    keep([at_most("pan", 100, 5, "ms", 10), at_most("pan", 1000, 6, "ms", 10)], path)
    keep([at_most("pan", 100, 12, "ms", 10), at_least("speed", 0, 3.5, "x")], path)
    assert load(path) == [
        Row("pan", 100, 12, "ms", 10, False),
        Row("pan", 1000, 6, "ms", 10, True),
        Row("speed", 0, 3.5, "x", None, None),
    ]
    assert not all_met(load(path))


def test_the_file_is_a_list_of_plain_objects(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    keep([at_least("frames", 1_000_000, 4.123456, "1/s", 4)], path)
    assert json.loads(path.read_text()) == [
        {"name": "frames", "n": 1_000_000, "value": 4.123, "unit": "1/s", "target": 4, "ok": True}
    ]


def test_benchmarks_that_keep_at_once_lose_no_row(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    writers = [threading.Thread(target=keep, args=([at_most("x", n, n, "ms")], path)) for n in range(12)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(row.n for row in load(path)) == list(range(12))


def test_a_lock_that_goes_while_it_is_looked_at_is_waited_for_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lock = tmp_path / "results.json", tmp_path / ".results.json.lock"
    lock.touch()
    look, looks = Path.stat, []

    def gone_at_the_second(self: Path, **how: bool) -> os.stat_result:
        looks.append(self)
        if self == lock and looks.count(lock) == 2:
            lock.unlink()
        return look(self, **how)

    monkeypatch.setattr(Path, "stat", gone_at_the_second)
    keep([at_most("x", 1, 1, "ms")], path)
    assert len(load(path)) == 1


def test_the_table_stands_beside_the_targets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep([at_most("first paint", 1_000_000, 2.0, "s", 1.5)], tmp_path / "results.json")
    assert capsys.readouterr().out.split() == "what n value target first paint 1,000,000 2 s 1.5 s MISSED".split()
    assert table([at_most("import", 0, 20, "s", 30)]).endswith("20 s    30 s  ok")
