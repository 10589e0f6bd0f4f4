from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa
import pytest

from geoevents.incidents.copies import Printer, are_copies, find_copies

LEAD = (
    "A column of trucks that carried flour to the hill villages was stopped by armed men near Korvala on Sunday, "
    "and four of the drivers were shot beside the road, the governor said."
)
SECOND = "Shepherds who watched from the slope above told how the men waved them away and set the cabs on fire."
THIRD = "It was the third such raid since the thaw, and bakers in Tarn say that they have two days of bread left."
OTHER = (
    "Four lorry drivers lost their lives on Sunday in an ambush close to Korvala; their load of flour had been meant "
    "for villages in the hills, according to provincial officials."
)
DAY = date(2021, 3, 8)


def copies(a: str, b: str) -> bool:
    printer = Printer()
    return bool(are_copies(printer(a), printer(b)))


@pytest.mark.parametrize(
    "copy",
    [
        LEAD,
        f"KORVALA, March 8 - {LEAD} {SECOND}",
        f"{SECOND}\n\n{LEAD}\n\n{THIRD}",
        f"Hill roads have become deadly again. {LEAD} {THIRD}",
        f"{LEAD.replace('four', 'six')} {SECOND}",
        f"{LEAD} {SECOND} {THIRD} The Herald could not reach the mill at Tarn.".upper().capitalize() + LEAD,
    ],
    ids=["trimmed", "dateline", "re-ordered", "new lead", "corrected number", "longer"],
)
def test_a_rewritten_wire_story_is_a_copy(copy: str) -> None:
    assert copies(f"{LEAD} {SECOND} {THIRD}", copy)


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        LEAD.replace("Korvala", "Bresk"),
        LEAD.replace("Sunday", "Friday"),
        f"The army denies it. {OTHER} {THIRD[:40]}",
    ],
    ids=["an independent report", "another village", "another day", "one shared clause"],
)
def test_a_look_alike_is_no_copy(other: str) -> None:
    assert not copies(LEAD, other)


def test_what_is_too_short_to_tell_is_no_copy() -> None:
    assert not copies("Four killed near Korvala.", "Four killed near Korvala.")
    assert not copies("", LEAD)


def table(*rows: tuple[str, date | None, str]) -> pa.Table:
    names = ("document_id", "published", "text")
    schema = pa.schema([("document_id", pa.string()), ("published", pa.date32()), ("text", pa.string())])
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema)


def pairs(*rows: tuple[str, date | None, str]) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in find_copies(table(*rows))]


def test_copies_are_found_whatever_the_order() -> None:
    rows = [("a", DAY, LEAD + SECOND), ("b", DAY, OTHER), ("c", DAY + timedelta(days=1), SECOND + LEAD)]
    assert pairs(*rows) == pairs(*rows[::-1]) == [("a", "c")]


def test_a_text_printed_weeks_later_is_not_looked_at() -> None:
    assert pairs(("a", DAY, LEAD), ("b", DAY + timedelta(days=20), LEAD)) == []


def test_undated_reports_are_compared_with_each_other() -> None:
    assert pairs(("a", None, LEAD), ("b", None, LEAD), ("c", DAY, LEAD)) == [("a", "b")]


def test_a_story_that_everybody_prints_is_found_everywhere() -> None:
    rows = [(f"{i:03d}", DAY, f"{LEAD} {SECOND} Paper number {i}.") for i in range(60)]
    found = pairs(*rows)
    reached = {"000"}
    for one, other in found:
        if one in reached or other in reached:
            reached |= {one, other}
    assert len(reached) == 60
    assert len(found) < 400  # not all with all


def test_nothing_gives_nothing() -> None:
    assert pairs() == []
    assert pairs(("a", DAY, "")) == []
