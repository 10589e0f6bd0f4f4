from datetime import date, timedelta

import pytest

from geoevents.errors import InvalidQueryError
from geoevents.steps import UNITS, Steps, unit_for

FIRST, LAST = date(2020, 1, 30), date(2021, 3, 2)  # a Thursday, a Tuesday


@pytest.mark.parametrize("unit", UNITS)
def test_every_day_of_the_range_lies_in_exactly_one_step(unit):
    steps = Steps(FIRST, LAST, unit)
    days = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    assert [i for i in range(len(steps)) for d in days if steps.start(i) <= d <= steps.end(i)] == [
        steps.index(day) for day in days
    ]


@pytest.mark.parametrize("unit, number", [("day", 398), ("week", 58), ("month", 15), ("year", 2)])
def test_steps_are_counted_to_the_end_of_the_range(unit, number):
    assert len(Steps(FIRST, LAST, unit)) == number


def test_weeks_begin_on_monday_and_are_cut_at_the_ends():
    steps = Steps(FIRST, LAST, "week")
    assert (steps.start(0), steps.end(0)) == (FIRST, date(2020, 2, 2))
    assert (steps.start(1), steps.end(1)) == (date(2020, 2, 3), date(2020, 2, 9))
    assert steps.end(len(steps) - 1) == LAST


def test_a_window_reaches_back_and_never_before_the_range():
    steps = Steps(FIRST, LAST, "month")
    assert steps.window(3, 2) == (date(2020, 3, 1), date(2020, 4, 30))
    assert steps.window(0, 2) == (FIRST, date(2020, 1, 31))
    assert steps.window(5, 0) == (FIRST, date(2020, 6, 30))


@pytest.mark.parametrize("days, unit", [(0, "day"), (100, "day"), (400, "week"), (18000, "month"), (30000, "year")])
def test_the_step_suits_the_range(days, unit):
    assert unit_for(FIRST, FIRST + timedelta(days)) == unit


def test_a_wrong_step_or_range_is_refused():
    with pytest.raises(InvalidQueryError, match="hour"):
        Steps(FIRST, LAST, "hour")
    with pytest.raises(InvalidQueryError, match="after the last"):
        Steps(LAST, FIRST)
