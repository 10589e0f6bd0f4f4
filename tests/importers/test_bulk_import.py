"""Coded events by whole columns and several threads: the same events and rejects as row by row."""

from __future__ import annotations

import csv
import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import row_by_row
from row_by_row import Cells, Coded

from geoevents import ingest
from geoevents.ahead import ahead
from geoevents.errors import GeoEventsError
from geoevents.importers import csv_file
from geoevents.importers.base import BadRow
from geoevents.ingest import import_events
from geoevents.query import EventQuery
from geoevents.store.base import IngestCount
from geoevents.store.delta import DeltaStore
from geoevents.store.rows import event_row

EVERYTHING = EventQuery(statuses=(), review="all")
PLACES = ["Korvala", "Upper Vale, north", 'the "Old" mill', "Ålesøya", "باب الهوى", " Mirnoye "]
SIDES = ["Hill Front", "Government of Aland", "Border Guard"] * 2 + [
    "Government of Aland",
    "Hill Front",
    "Civilians",
    "Ñandú Brigade",
    "Front; left",
    "'quoted' men",
]
DAYS = ["2020-02-29"] * 12 + [
    "2019-05-02",
    "2019-05-02 00:00:00.000",
    "2020-02-29",
    "2021-02-29",
    "2019-13-01",
    "",
    "soon",
]
NUMBERS = ["2", "5.0"] * 6 + ["0", "3", "3.0", "17", "-4", "x", ""]
DEGREES = ["36.5", "-7.125"] * 8 + ["36.5", "-12.25", "0", "91", "200.5", "north", "", "1e1"]
TEXTS = ["Clash at the mill", "Two lines\nof headline", 'They said "no", twice', "", "Überfall 😀 im Tal", "=1+1"]


def ucdp_row(pick: random.Random, number: int) -> dict[str, str]:
    return {
        "id": pick.choice([f"{number}.0", f"{number}"] * 5 + [""]),
        "type_of_violence": pick.choice(["1.0", "2", "3.0"]),
        "dyad_name": pick.choice(["Aland - Hill Front", "Front - Civilians"]),
        "side_a": pick.choice(SIDES),
        "side_b": pick.choice([*SIDES, *SIDES, ""]),
        "source_headline": pick.choice(TEXTS),
        "source_office": pick.choice(["Valley Wire", ""]),
        "source_date": pick.choice(DAYS),
        "where_prec": pick.choice([*"1234567", "1.0", "3.0", "9", ""]),
        "where_coordinates": pick.choice(PLACES),
        "adm_1": pick.choice(["Upper Vale", ""]),
        "latitude": pick.choice(DEGREES),
        "longitude": pick.choice(DEGREES),
        "country": pick.choice(["Syria", ""]),
        "country_id": pick.choice(["652.0", "490", "1", ""]),
        "date_prec": pick.choice(["1.0", "3", "5", "2", "8", ""]),
        "date_start": pick.choice(DAYS),
        "date_end": pick.choice(DAYS),
        **{part: pick.choice(NUMBERS) for part in ("best", "high", "low")},
    }


def acled_row(pick: random.Random, number: int) -> dict[str, str]:
    return {
        "event_id_cnty": pick.choice([f"ALD{number}"] * 9 + [""]),
        "event_date": pick.choice(["02 May 2019", "2019-05-02", "31-Dec-2020"] * 3 + ["30 February 2020", ""]),
        "time_precision": pick.choice("123"),
        "event_type": pick.choice(["Battles", "Violence against civilians"]),
        "sub_event_type": pick.choice(["Armed clash", "attack", "Sexual violence"] * 3 + ["Dancing", ""]),
        "actor1": pick.choice(SIDES),
        "inter1": pick.choice(["Rebel group", "1", "7", "Civilians", ""]),
        "actor2": pick.choice([*SIDES, *SIDES, ""]),
        "inter2": pick.choice(["State forces", "0", "3"]),
        "civilian_targeting": pick.choice(["Civilian targeting", ""]),
        "iso": pick.choice(["760", "4", ""]),
        "country": "Syria",
        "admin1": pick.choice(["Upper Vale", ""]),
        "admin2": pick.choice(["Lower Vale", ""]),
        "location": pick.choice([*PLACES, ""]),
        "latitude": pick.choice(DEGREES),
        "longitude": pick.choice(DEGREES),
        "geo_precision": pick.choice(["1", "2", "3", ""]),
        "source": "Valley Wire",
        "notes": pick.choice(TEXTS),
        "fatalities": pick.choice(["0", "12", "3", "1", "x", "-1", ""]),
    }


MADE = {"ucdp": (ucdp_row, row_by_row.ucdp), "acled": (acled_row, row_by_row.acled)}


def mixed_file(path: Path, made: Callable[[random.Random, int], dict[str, str]], rows: int = 1500) -> Path:
    """Good and bad rows, some of them twice, some with bytes that are no UTF-8."""
    pick = random.Random(5)
    written = [made(pick, number) for number in range(rows)]
    written += written[: rows // 10]
    with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as out:
        writer = csv.DictWriter(out, list(written[0]), lineterminator="\n")
        writer.writeheader()
        for row in written:
            broken = pick.random() < 0.02
            writer.writerow({key: value + "\udcff" if broken else value for key, value in row.items()})
    return path


@pytest.mark.parametrize("form", ["ucdp", "acled"])
def test_whole_columns_give_the_same_events_and_rejects_as_row_by_row(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "BLOCK_BYTES", 20_000)
    monkeypatch.setattr(ingest, "APPENDED_EVENTS", 100)
    made, slow = MADE[form]
    path = mixed_file(tmp_path / "coded.csv", made)
    good, bad = row_by_row.read(path, slow)
    store = DeltaStore.open(str(tmp_path / "store"))
    reports = list(import_events(path, store, form=form))
    assert [row for report in reports for row in report.bad] == bad and len(bad) > 300
    expected: dict[str, Coded] = {coded[0].document_id: coded for coded in good}
    assert len(expected) > 200 and len(reports) > 1
    assert {s.event.event_id: s.event for s in store.stream(EVERYTHING)} == {
        e.event_id: e for _, e in expected.values()
    }
    for report, _ in expected.values():
        assert store.document(report.document_id) == report
    for batch in store.stream_batches(EVERYTHING, whole=True):
        for given in batch.to_pylist():
            row = event_row(expected[given["document_id"]][1], "")
            assert {name: given[name] for name in row if name in given} == {n: v for n, v in row.items() if n in given}


def test_a_file_imported_again_changes_nothing(tmp_path: Path) -> None:
    path = mixed_file(tmp_path / "coded.csv", ucdp_row)
    store = DeltaStore.open(str(tmp_path / "store"))
    *_, first = import_events(path, store)
    version = store.version()
    *_, again = import_events(path, store)
    assert again.total == IngestCount(0, 0, first.total.events)
    assert store.version() == version


def test_progress_grows_with_the_file_and_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "BLOCK_BYTES", 20_000)
    monkeypatch.setattr(ingest, "APPENDED_EVENTS", 20)
    path = mixed_file(tmp_path / "coded.csv", ucdp_row)
    read = [report.bytes_read for report in import_events(path, DeltaStore.open(str(tmp_path / "store")))]
    assert len(read) > 3 and read == sorted(read) and read[-1] == path.stat().st_size


def test_items_come_back_in_order_and_never_far_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(20):
            taken.append(number)
            yield number

    slow_first = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            slow_first.wait(5)
        elif number == 1:
            slow_first.set()
        return number * 2

    found = ahead(work, items(), workers=2)
    assert [next(found), next(found)] == [0, 2]
    assert max(taken) <= 2 + 2
    assert list(found) == [number * 2 for number in range(2, 20)]


def test_an_error_comes_where_the_turn_of_its_item_is() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise GeoEventsError("item 3 is broken")
        return number

    found = ahead(work, range(100), workers=2)
    assert [next(found), next(found), next(found)] == [0, 1, 2]
    with pytest.raises(GeoEventsError, match="item 3"):
        list(found)


def test_rows_with_too_many_cells_are_told_by_their_number(tmp_path: Path) -> None:
    path = mixed_file(tmp_path / "coded.csv", ucdp_row, rows=10)
    *_, before = import_events(path, DeltaStore.open(str(tmp_path / "store")))
    with path.open("a", encoding="utf-8") as out:
        out.write("1,2\n")
    *_, after = import_events(path, DeltaStore.open(str(tmp_path / "store")))
    (new,) = set(after.bad) - set(before.bad)
    assert isinstance(new, BadRow) and new.reason == "2 columns where the header has 21"


def test_the_reference_reads_each_cell_by_its_name() -> None:
    cells: Cells = {name: None for name in ucdp_row(random.Random(1), 1)}
    assert row_by_row.ucdp(cells) == "no id"
