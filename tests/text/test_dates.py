from datetime import date

import pytest

from geoevents.ontology import DatePrecision
from geoevents.text.dates import find_dateline, find_dates

THURSDAY = date(2020, 2, 13)


def _days(text, published=THURSDAY):
    return [(d.start.isoformat(), d.end.isoformat(), int(d.precision)) for d in find_dates(text, 0, published)]


@pytest.mark.parametrize(
    "text, start, end, precision",
    [
        ("on Wednesday", "2020-02-12", "2020-02-12", 1),
        ("late on Tuesday", "2020-02-11", "2020-02-11", 1),
        ("on Thursday night", "2020-02-13", "2020-02-13", 1),
        ("last Thursday", "2020-02-06", "2020-02-06", 1),
        ("next Thursday", "2020-02-20", "2020-02-20", 1),
        ("on Friday", "2020-02-07", "2020-02-07", 1),
        ("yesterday", "2020-02-12", "2020-02-12", 1),
        ("the day before yesterday", "2020-02-11", "2020-02-11", 1),
        ("today", "2020-02-13", "2020-02-13", 1),
        ("this morning", "2020-02-13", "2020-02-13", 1),
        ("last night", "2020-02-12", "2020-02-12", 1),
        ("overnight", "2020-02-12", "2020-02-13", 2),
        ("three days earlier", "2020-02-10", "2020-02-10", 1),
        ("two days ago", "2020-02-11", "2020-02-11", 1),
        ("a few days ago", "2020-02-07", "2020-02-11", 2),
        ("a few hours ago", "2020-02-13", "2020-02-13", 1),
        ("twelve hours ago", "2020-02-12", "2020-02-13", 2),
        ("on New Year's Eve", "2019-12-31", "2019-12-31", 1),
        ("on Christmas Day", "2019-12-25", "2019-12-25", 1),
        ("In 2014 fighters took the town", "2014-01-01", "2014-12-31", 5),
        ("two weeks ago", "2020-01-27", "2020-02-02", 3),
        ("a month ago", "2020-01-01", "2020-01-31", 4),
        ("two years ago", "2018-01-01", "2018-12-31", 5),
        ("last week", "2020-02-03", "2020-02-09", 3),
        ("earlier this week", "2020-02-10", "2020-02-13", 2),
        ("over the weekend", "2020-02-08", "2020-02-09", 2),
        ("earlier this month", "2020-02-01", "2020-02-13", 4),
        ("last month", "2020-01-01", "2020-01-31", 4),
        ("last year", "2019-01-01", "2019-12-31", 5),
        ("in the past 24 hours", "2020-02-12", "2020-02-13", 2),
        ("in the early hours of 3 February", "2020-02-03", "2020-02-03", 1),
        ("on 12 February 2020", "2020-02-12", "2020-02-12", 1),
        ("Feb. 12", "2020-02-12", "2020-02-12", 1),
        ("12 FEB 90", "1990-02-12", "1990-02-12", 1),
        ("Wednesday, 12 February", "2020-02-12", "2020-02-12", 1),
        ("the 3rd of January", "2020-01-03", "2020-01-03", 1),
        ("2019-12-24", "2019-12-24", "2019-12-24", 1),
        ("25/12/2018", "2018-12-25", "2018-12-25", 1),
        ("25.12.2018", "2018-12-25", "2018-12-25", 1),
        ("03/04/2018", "2018-03-04", "2018-04-03", 4),
        ("on 3 May", "2019-05-03", "2019-05-03", 1),
        ("in January", "2020-01-01", "2020-01-31", 4),
        ("in May", "2019-05-01", "2019-05-31", 4),
        ("IN MAY", "2019-05-01", "2019-05-31", 4),
        ("mid-January", "2020-01-11", "2020-01-20", 4),
        ("at the end of January", "2020-01-21", "2020-01-31", 4),
        ("in December 2018", "2018-12-01", "2018-12-31", 4),
        ("last December", "2019-12-01", "2019-12-31", 4),
        ("in 2011", "2011-01-01", "2011-12-31", 5),
        ("in early 2012", "2012-01-01", "2012-04-30", 5),
        ("in the summer of 2014", "2014-06-01", "2014-08-31", 5),
        ("between 3 and 5 May", "2019-05-03", "2019-05-05", 2),
        ("from 28 December to 3 January", "2019-12-28", "2020-01-03", 3),
        ("May 3-5, 2018", "2018-05-03", "2018-05-05", 2),
        ("between Monday and Wednesday", "2020-02-10", "2020-02-12", 2),
        ("between Monday night and Wednesday", "2020-02-10", "2020-02-12", 2),
        ("overnight into Wednesday", "2020-02-11", "2020-02-12", 2),
        ("on the night of Monday to Tuesday", "2020-02-10", "2020-02-11", 2),
        ("late Sunday into Monday morning", "2020-02-09", "2020-02-10", 2),
        ("on Tuesday last week", "2020-02-04", "2020-02-04", 1),
        ("last week on Friday", "2020-02-07", "2020-02-07", 1),
        ("since Monday", "2020-02-10", "2020-02-13", 2),
        ("since 2011", "2011-01-01", "2020-02-13", 5),
        ("since Jan. 19", "2020-01-19", "2020-02-13", 4),
        ("since Jan. the siege", "2020-01-01", "2020-02-13", 5),
        ("they will vote on 3 March", "2020-03-03", "2020-03-03", 1),
    ],
)
def test_words_become_days_with_their_precision(text, start, end, precision):
    assert _days(text) == [(start, end, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "they may attack",
        "a march in the capital",
        "they march on",
        "30 February 2020",
        "12 people",
        "a second attack",
        "the day before the vote",
        "on the same day",
        "two hours earlier",
        "5.5",
        "",
    ],
)
def test_what_is_no_date_is_left_alone(text):
    assert _days(text) == []


@pytest.mark.parametrize("text", ["on Wednesday", "yesterday", "in January", "on 3 May", "last week", "three days ago"])
def test_a_relative_date_is_left_out_of_an_undated_text(text):
    assert _days(text, None) == []


@pytest.mark.parametrize("text", ["on 3 May 2019", "in 2011", "2019-05-03", "in May 2019"])
def test_a_date_with_its_year_needs_no_publication(text):
    assert len(_days(text, None)) == 1


def test_a_count_of_days_starts_from_the_day_told_before():
    assert _days("On 10 February they met; three days earlier a truce had failed.")[1] == (
        "2020-02-07",
        "2020-02-07",
        1,
    )


def test_the_next_day_follows_the_day_told_before():
    assert _days("On 3 February it rained. The following day it snowed.")[1][0] == "2020-02-04"


def test_the_words_are_kept_with_document_offsets():
    text = "Troops left late on Tuesday."
    found = find_dates(text, 50, THURSDAY)[0]
    assert (found.mention.text, text[found.mention.start - 50 : found.mention.end - 50]) == (
        "late on Tuesday",
        "late on Tuesday",
    )


def test_a_leap_day_takes_the_last_leap_year():
    assert _days("on 29 February", date(2023, 3, 1)) == [("2020-02-29", "2020-02-29", 1)]


@pytest.mark.parametrize(
    "text, published, expected",
    [
        ("HARBOUR CITY, 3 JAN 90 -- Two men were shot.", None, date(1990, 1, 3)),
        ("HARBOUR CITY, Feb 12 (Wire) - Two men were shot.", THURSDAY, date(2020, 2, 12)),
        ("HARBOUR CITY, Feb 12 (Wire) - Two men were shot.", None, None),
        ("HARBOUR CITY (Wire) - Two men were shot on Feb 12.", THURSDAY, None),
        ("Two men were shot.", THURSDAY, None),
        ("", None, None),
    ],
)
def test_a_dateline_dates_the_report(text, published, expected):
    found = find_dateline(text, published)
    assert (found.start if found else None) == expected
    assert found is None or found.precision is DatePrecision.DAY


@pytest.mark.parametrize(
    "text, found",
    [
        ("It follows last week's suicide bombing of a school.", [(date(2022, 9, 26), date(2022, 10, 2))]),
        ("It was told in last week's paper.", []),
        ("After last month's riots the market was shut.", [(date(2022, 9, 1), date(2022, 9, 30))]),
        ("After last year's harvest the market was shut.", []),
    ],
)
def test_a_possessive_dates_a_deed_and_no_paper(text, found):
    assert [(d.start, d.end) for d in find_dates(text, 0, date(2022, 10, 6))] == found


def test_days_further_apart_are_no_one_night():
    assert _days("on Monday to Friday") == [("2020-02-10", "2020-02-10", 1), ("2020-02-07", "2020-02-07", 1)]


def test_a_day_before_last_weeks_deed_is_its_own():
    assert _days("said on Tuesday last week's ambush")[0] == ("2020-02-11", "2020-02-11", 1)
