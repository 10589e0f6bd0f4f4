from dataclasses import replace
from datetime import date

import pytest
from sample_events import sample

from geoevents.errors import InvalidEventError
from geoevents.gazetteer.polygons import open_polygons
from geoevents.layers.corrections import Correction, PlaceChoice, at_point, to_values
from geoevents.model import Place
from geoevents.settings import bundle_root
from geoevents.store.reviews import apply

EVENT = sample()[0].events[0]
SAME = Correction(
    "Armed clash", "actual", EVENT.date_start, EVENT.date_end, (4, 4, 4), None, ("Rebels", "", 2), ("soldiers", "", 1)
)


def test_an_untouched_form_changes_nothing():
    assert to_values(EVENT, SAME) == {}


def test_a_new_type_brings_its_event_type_along():
    values = to_values(EVENT, replace(SAME, sub_event_type="Peaceful protest"))
    assert values == {"sub_event_type": "Peaceful protest", "event_type": "Protests"}


def test_a_place_from_the_gazetteer_brings_all_it_knows():
    place = Place("geonames:1", "Idlib", 35.93, 36.63, "SY", "PPLA", admin1="Idlib", geonameid=1)
    values = to_values(EVENT, replace(SAME, move_to=PlaceChoice("Idlib", 35.93, 36.63, 2, "SY", place)))
    moved = apply(EVENT, values)
    assert (moved.location.place_id, moved.location.admin1, int(moved.location.where_prec)) == (
        "geonames:1",
        "Idlib",
        2,
    )
    assert moved.location.radius_km == 15.0
    assert moved.location.mentions == EVENT.location.mentions


def test_a_place_can_be_taken_away():
    assert apply(EVENT, to_values(EVENT, replace(SAME, remove_place=True))).location is None


def test_days_set_their_precision():
    values = to_values(EVENT, replace(SAME, date_end=date(2020, 2, 14)))
    assert values == {"date_start": "2020-02-11", "date_end": "2020-02-14", "date_precision": 2}


def test_one_day_given_is_both():
    values = to_values(EVENT, replace(SAME, date_start=None, date_end=date(2020, 2, 14)))
    assert (values["date_start"], values["date_end"], values["date_precision"]) == ("2020-02-14", "2020-02-14", 1)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(SAME, date_start=date(2020, 3, 1), date_end=date(2020, 2, 1)),
        replace(SAME, fatalities=(5, 4, 6)),
        replace(SAME, injuries=(-1, 0, 1)),
    ],
)
def test_what_is_out_of_order_is_refused_with_a_reason(wrong):
    with pytest.raises(InvalidEventError):
        to_values(EVENT, wrong)


def test_deaths_can_become_not_reported_which_is_not_none():
    assert to_values(EVENT, replace(SAME, fatalities=None)) == {"fatalities": None}
    assert to_values(EVENT, replace(SAME, fatalities=(0, 0, 0)))["fatalities"]["best"] == 0


@pytest.mark.parametrize(
    ("lat", "lon", "precision", "country", "admin1"),
    [
        (36.2, 37.16, 1, "SY", "Aleppo"),
        (50.45, 30.52, 2, "UA", "Kyiv"),
        (36.2, 37.16, 6, "SY", None),
        (34.0, 20.0, 7, None, None),
    ],
    ids=["in a division", "in another country", "only the country known", "at sea"],
)
def test_a_place_given_by_position_gets_country_and_division_from_the_outlines(lat, lon, precision, country, admin1):
    choice = at_point("the bridge", lat, lon, precision, open_polygons(bundle_root() / "data" / "gazetteer"))
    moved = apply(EVENT, to_values(EVENT, replace(SAME, move_to=choice))).location
    assert (moved.country, moved.admin1, moved.name) == (country, admin1, "the bridge")
    assert moved.place_id is None and moved.admin2 is None
