from datetime import date

import pytest
from sample_events import sample

from geoevents.layers import describe
from geoevents.model import Actor, Count
from geoevents.store.base import Counts, StoredEvent

EVENTS = [event for _, events in sample() for event in events]
NAMES = {"SY": "Syria", "SD": "Sudan"}


@pytest.mark.parametrize(
    "count, words",
    [
        (None, "not reported"),
        (Count.exactly(0), "0"),
        (Count.exactly(1200), "1,200"),
        (Count(2, 3, 5), "2 to 5 (best 3)"),
    ],
)
def test_unknown_is_never_said_like_none(count, words):
    assert describe.number(count) == words


def test_a_place_says_division_and_country_once():
    assert describe.place(EVENTS[0].location, NAMES) == "Saraqib, Northern Province, Syria"
    assert describe.place(EVENTS[4].location, NAMES) == "Syria"
    assert describe.place(None, NAMES) == "no place"


def test_precision_says_how_far_the_true_place_may_lie():
    assert describe.precision(EVENTS[2].location) == "near this place, up to 25 km; within 15 km of the point"


def test_days_are_one_or_a_range():
    from dataclasses import replace

    event = EVENTS[0]
    assert describe.days(event) == "11 Feb 2020"
    assert describe.days(replace(event, date_end=date(2020, 2, 13))) == "11 Feb 2020 to 13 Feb 2020"
    assert describe.days(replace(event, date_start=None, date_end=None)) == "date unknown"


def test_an_actor_shows_its_group_unless_it_is_the_same():
    assert describe.actor(Actor("US troops", "Military Forces of the United States")) == (
        "US troops (Military Forces of the United States)"
    )
    assert describe.actor(Actor("ISIS", "isis")) == "ISIS"
    assert describe.actor(None) == ""


def test_the_line_above_the_map_says_how_many_deaths_are_not_told():
    line = describe.counts(Counts(7, 4, 2, 1, 5, 4))
    assert line[0] == ("7", "events", "")
    assert line[-1] == ("5", "deaths reported", "not told for 4")


def test_a_rejected_event_says_so_in_the_table():
    row = describe.table_row(StoredEvent(EVENTS[0], rejected=True), NAMES)
    assert (row["Status"], row["Deaths"], row["First side"]) == ("rejected", 4, "Rebels")
    assert describe.table_row(StoredEvent(EVENTS[1]), NAMES)["Deaths"] is None


def test_weapons_and_targets_are_said_in_words():
    assert describe.things(("air_strike", "IED", "anti_tank_rocket")) == "air strike, IED, anti tank rocket"
    assert describe.things(()) == ""
