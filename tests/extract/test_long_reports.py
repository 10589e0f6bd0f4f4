"""What whole articles do to single sentences: styles, lists, speakers and words of the genre around a deed."""

from datetime import date

import pytest

from geoevents.extract import extractor
from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.from_settings(Settings.from_environment())


def on_map(pipeline, text, published=date(2024, 5, 16)):
    events = pipeline.extract(Document(text=text, published=published))
    return [e for e in events if e.status in ("actual", "attempted")]


def told(pipeline, text, published=date(2024, 5, 16)):
    """Sub-type, place and dead of what reaches the map."""
    return [
        (e.sub_event_type, e.location and e.location.name, e.fatalities and e.fatalities.best)
        for e in on_map(pipeline, text, published)
    ]


def test_a_deed_told_with_day_place_and_dead_is_shown_in_any_style(pipeline, monkeypatch):
    monkeypatch.setattr(extractor, "confidence", lambda draft: 0.3)
    text = "Armed youth attacked a cattle camp near Rumbek on Monday, killing 17 people."
    (event,) = on_map(pipeline, text)
    assert (event.location.name, event.fatalities.best, event.confidence) == ("Rumbek", 17, 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "Armed youth attacked a cattle camp near Rumbek, killing 17 people.",
        "Armed youth attacked a cattle camp on Monday, killing 17 people.",
        "Armed youth attacked a cattle camp near Rumbek on Monday.",
        "Armed youth were said to be ready to attack a camp near Rumbek on Monday and kill 17 people.",
    ],
)
def test_where_day_place_or_dead_are_missing_the_numbers_decide(pipeline, monkeypatch, text):
    monkeypatch.setattr(extractor, "confidence", lambda draft: 0.3)
    assert on_map(pipeline, text) == []


def test_what_a_crowd_threw_belongs_to_the_disorder_told_first(pipeline):
    text = (
        "Thirteen people have been arrested after violent disorder outside a hotel in Rotherham on Sunday.\n\n"
        "A group of masked men threw bricks at officers and smashed windows. More than 50 officers were injured."
    )
    (event,) = on_map(pipeline, text, date(2024, 8, 6))
    assert event.event_type == "Riots"
    assert (event.location.name, event.injuries.best, event.date_start) == ("Rotherham", 50, date(2024, 8, 4))


def test_a_charge_of_disorder_and_bricks_thrown_into_a_skip_are_no_riot(pipeline):
    text = "A man of 31 appeared in court in Sheffield on Tuesday charged with violent disorder."
    assert on_map(pipeline, text, date(2024, 8, 6)) == []
    assert on_map(pipeline, "Builders in Leeds threw the old bricks into a skip on Monday.", date(2024, 8, 6)) == []


def test_who_dies_in_the_crossfire_dies_in_a_clash(pipeline):
    text = "Rebels clashed with militiamen at Mweso on Monday. Six civilians were killed in the crossfire."
    assert told(pipeline, text) == [("Armed clash", "Mweso", 6)]


def test_the_capital_is_that_of_the_country_the_report_is_about(pipeline):
    text = (
        "Police in Nairobi fired tear gas at marchers on Tuesday. In Eldoret and Nakuru shops were looted. "
        "In Washington, the State Department urged restraint.\n\n"
        "Last Thursday gunmen shot dead a student in the capital."
    )
    assert ("Attack", "Nairobi", 1) in told(pipeline, text, date(2024, 6, 26))


def test_the_capital_is_the_one_named_last_where_no_country_is_the_main_one(pipeline):
    text = "The president left Nairobi on Monday. In Kampala, gunmen shot dead a student in the capital on Tuesday."
    assert ("Attack", "Kampala", 1) in told(pipeline, text, date(2024, 6, 26))


def test_dead_counted_in_another_town_are_not_this_towns(pipeline):
    text = (
        "In Gondar, staff said that 28 people were killed in street battles between militiamen and troops on 5 August. "
        "In Bahir Dar, the regional capital, doctors counted 15 dead."
    )
    assert ("Armed clash", "Gondar", 28) in told(pipeline, text, date(2023, 8, 22))


def test_dead_counted_in_the_town_itself_still_are(pipeline):
    text = "Militiamen and troops fought street battles in Gondar on 5 August. In Gondar, doctors counted 15 dead."
    assert {dead for _, place, dead in told(pipeline, text, date(2023, 8, 22)) if place == "Gondar"} == {15}


def test_what_months_added_up_to_took_no_place_today(pipeline):
    text = "Since January the command has taken back 14 villages and seized 300 rifles."
    assert on_map(pipeline, text, date(2024, 7, 19)) == []


def test_what_soldiers_took_on_a_day_did_happen(pipeline):
    text = "The army has taken back the village of Mucojo, which rebels held since January."
    (event,) = on_map(pipeline, text, date(2024, 7, 19))
    assert event.sub_event_type == "Government regains territory"


def test_who_fell_in_the_line_of_duty_is_dead_and_whose_price_fell_is_not(pipeline):
    text = "Rebels attacked an army base near Mucojo on 17 July. Two soldiers fell in the line of duty."
    assert told(pipeline, text, date(2024, 7, 19)) == [("Armed clash", "Mucojo", 2)]
    assert on_map(pipeline, "Two shares fell in the first hour of trading in London.", date(2024, 7, 19)) == []


def test_who_is_shot_during_the_first_march_is_no_total(pipeline):
    text = "On Thursday soldiers shot dead a man in Eldoret during the first march."
    assert [e.date_start for e in on_map(pipeline, text, date(2024, 6, 26))] == [date(2024, 6, 20)]


def test_what_many_operations_in_many_places_added_up_to_is_no_event(pipeline):
    text = (
        "In the past 24 hours the armed forces carried out 12 operations in three provinces. "
        "31 insurgents were killed and 9 were captured."
    )
    assert on_map(pipeline, text, date(2024, 7, 19)) == []


def test_what_one_operation_cost_is_its_own(pipeline):
    text = "Troops raided a camp near Memba on 18 July. 31 insurgents were killed and 9 were captured."
    assert [dead for _, place, dead in told(pipeline, text, date(2024, 7, 19)) if place == "Memba"] == [31]


def test_houses_burnt_in_an_attack_are_part_of_it(pipeline):
    text = (
        "On 17 July rebels attacked soldiers at the village of Mucojo. "
        "Two soldiers were killed and six houses were burnt down."
    )
    assert told(pipeline, text, date(2024, 7, 19)) == [("Armed clash", "Mucojo", 2)]


def test_since_when_a_town_is_held_is_no_event(pipeline):
    text = "A convoy with food reached Minova on 4 March, the first since the town changed hands in January."
    assert "Non-violent transfer of territory" not in [kind for kind, _, _ in told(pipeline, text, date(2025, 3, 5))]
    text = "The town of Minova changed hands on 3 March, when the army left it without a fight."
    assert "Non-violent transfer of territory" in [kind for kind, _, _ in told(pipeline, text, date(2025, 3, 5))]
