"""Frames as they travel to the map."""

from __future__ import annotations

import base64
from datetime import date

import pytest

from geoevents.layers.playback import BUDGET, TYPES, film_of, pack, with_frames
from geoevents.layers.style import TYPE_INDEX
from geoevents.steps import Steps
from geoevents.store.base import AreaCount, Change, Counts, Frame, Spots

STEPS = Steps(date(2020, 1, 1), date(2020, 3, 31), "day")
SPOTS = Spots(4, ((2, 1, 0),), ((10.123456, 20.5),), (AreaCount("a", "Ostra", "SY", 4, 1.0, 2.0, 80.0, 3, 1),))


def unpacked(text: str) -> list[Change]:
    """The changes that ``pack`` wrote, read as the map's script reads them."""
    numbers, value, shift = [], 0, 0
    for byte in base64.b64decode(text):
        value |= (byte & 127) << shift
        shift += 7
        if not byte & 128:
            numbers.append(value)
            value = shift = 0
    found, code, rest = [], 0, iter(numbers)
    names = {index: name for name, index in TYPE_INDEX.items()}
    for step in rest:
        code += step
        events, deaths = next(rest), next(rest)
        unknown = next(rest) if deaths & 1 else 0
        signed = [n // 2 if n % 2 == 0 else -(n + 1) // 2 for n in (events, deaths >> 1, unknown)]
        found.append(Change(code // TYPES, names[code % TYPES], *signed))
    return found


def frame(*changes: Change) -> Frame:
    return Frame(Counts(1, 1, 0, 0, 0, 0), changes)


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [Change(0, "Battles", 1, 0, 0)],
        [Change(0, "Battles", 3, 20, 1), Change(0, "Riots", -2, -300, 0), Change(599, "Displacement", 70_000, 5, -4)],
    ],
)
def test_changes_come_back_as_they_were(changes):
    assert unpacked(pack(changes)) == changes


def test_changes_are_sorted_so_that_steps_between_them_are_small():
    changes = [Change(9, "Battles", 1, 0, 0), Change(2, "Riots", 1, 0, 0)]
    assert unpacked(pack(changes)) == changes[::-1]


def test_types_have_room_in_a_code():
    assert len(TYPE_INDEX) <= TYPES


def test_a_film_is_another_when_anything_differs_on_which_its_frames_depend():
    keys = {film_of(STEPS, 1, 0, "a")["k"], film_of(STEPS, 4, 0, "a")["k"], film_of(STEPS, 1, 0, "b")["k"]}
    assert len(keys) == 3
    assert film_of(STEPS, 1, 0, "a")["k"] == film_of(STEPS, 1, 50, "a")["k"], "where it stands is not what it is"


def test_the_film_says_what_the_bar_shows():
    film = film_of(STEPS, 4, 7)
    assert (film["n"], film["o"], film["e"], film["at"], film["w"]) == (91, "2020-01-01", "2020-03-31", 7, 4)


def test_spots_and_areas_are_numbered_through():
    film = with_frames(film_of(STEPS, 1, 0), SPOTS, [frame(Change(1, "Battles", 1, 0, 0))], 0)
    assert film["p"] == [10.1235, 20.5]
    assert film["a"][0][:5] == [1.0, 2.0, 4, 3, 1]
    assert unpacked(film["f"][0])[0].spot == 1


def test_frames_stop_at_the_budget_and_there_is_always_one():
    large = frame(*(Change(spot, "Battles", 1000, 1000, 1000) for spot in range(600)))
    film = with_frames(film_of(STEPS, 1, 0), SPOTS, [large] * 91, 0)
    assert 1 < len(film["f"]) == len(film["c"]) < 91
    assert sum(map(len, film["f"])) <= BUDGET
    huge = frame(*(Change(spot, "Battles", 10**6, 10**6, 10**6) for spot in range(9000)))
    assert len(with_frames(film_of(STEPS, 1, 0), SPOTS, [huge, huge], 0)["f"]) == 1
