from datetime import date

import pytest

from geoevents.pages.timeline import chart_of, days_of, period_for
from geoevents.store.base import Bin

DAY = 86_400_000  # milliseconds
BINS = [Bin(date(2020, 2, 1), "Battles", 3, 5), Bin(date(2020, 3, 1), "", 1, 0)]


@pytest.mark.parametrize(
    "last, period",
    [(date(2020, 1, 20), "day"), (date(2020, 6, 1), "week"), (date(2023, 1, 1), "month"), (date(2040, 1, 1), "year")],
)
def test_the_period_gives_a_readable_number_of_bars(last, period):
    assert period_for(date(2020, 1, 1), last) == period


def test_without_any_day_months_are_taken():
    assert period_for(None, None) == "month"


def test_bars_have_the_colours_of_the_map():
    spec = chart_of(BINS, "month").to_dict()
    assert spec["encoding"]["color"]["scale"] == {"domain": ["Battles", "No type"], "range": ["#d55e00", "#9aa3aa"]}


def test_drawing_over_bars_gives_their_days():
    answer = {"selection": {"days": {"yearmonth_start": [18_293 * DAY, 18_301.5 * DAY]}}}
    assert days_of(answer) == (date(2020, 2, 1), date(2020, 2, 9))


@pytest.mark.parametrize(
    "days", [None, {}, 5, {"start": []}, {"start": ["x"]}, {"start": [1e30, 2e30]}, {"start": [None, 1]}]
)
def test_nothing_drawn_gives_no_days(days):
    assert days_of({"selection": {"days": days}}) is None
    assert days_of({}) is None
