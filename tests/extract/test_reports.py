"""What whole paragraphs of a report tell, read with the bundled gazetteer."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """The mapped events of a text, published on a Thursday."""
    home = tmp_path_factory.mktemp("home")
    pipeline = Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(home)}))

    def mapped(text, **told):
        found = pipeline.extract(Document(text=text, published=date(2024, 5, 16), **told))
        return [e for e in found if e.status in ("actual", "attempted") and e.event_type != "Diplomacy"]

    return mapped


def test_a_deed_that_somebody_claims_happened_once_and_to_his_account(read):
    (event,) = read(
        "The Harar Front claimed responsibility for a blast at a clinic in Panjgur on May 9 that left two dead."
    )
    assert (event.status, event.fatalities.best, event.date_end) == ("actual", 2, date(2024, 5, 9))


@pytest.mark.parametrize(
    "text",
    [
        "Tens of thousands of Colombians marched in Cali on Tuesday.",
        "Kenyans took to the streets of Nairobi on Tuesday over a tax.",
    ],
)
def test_a_nation_that_marches_is_people(read, text):
    assert [e.sub_event_type for e in read(text)] == ["Peaceful protest"]


def test_a_state_that_protests_marches_nowhere(read):
    assert read("The Philippines protested in Beijing over the collision at sea.") == []


def test_gas_against_people_who_block_a_road_is_an_intervention_and_no_shelling(read):
    text = "Workers blocked the main road in Karachi and police resorted to teargas shelling to disperse them."
    assert {e.sub_event_type for e in read(text)} == {"Protest with intervention"}


@pytest.mark.parametrize(
    "text, sub_types",
    [
        ("A bomb found on the road to Colombo was safely detonated by the air force.", {"Disrupted weapons use"}),
        ("Sappers detonated a wartime shell near Brighton.", {"Disrupted weapons use"}),
        ("A car bomb was detonated by militants outside a court in Kabul.", {"Remote explosive/landmine/IED"}),
    ],
)
def test_who_blows_up_what_was_found_makes_it_safe(read, text, sub_types):
    assert {e.sub_event_type for e in read(text)} == sub_types


def test_an_opening_shot_in_a_debate_is_no_shot(read):
    assert read("The council of Springfield fired the opening shot in what may be a long budget battle.") == []


def test_what_is_said_aside_of_some_of_the_people_hides_nobody(read):
    (event,) = read("Nine people, two of whom later died, were wounded by a shell in Idlib on Monday.")
    assert (event.fatalities.best, event.injuries.best) == (2, 9)
    (event,) = read("More than 14,000 people, nearly half of them children, had been displaced in Idlib since Monday.")
    assert event.displaced.best == 14_000


SYRIAN = (
    "BEIRUT - Rebels shelled army posts in Saraqib in Syria's Idlib province on Tuesday. Warplanes struck Atarib and "
    "Darat Izza in Aleppo province, killing six people. Fighters then entered Aleppo. "
)


def test_the_city_is_the_one_named_last_and_not_that_of_the_dateline(read):
    last = read(SYRIAN + "An Iranian general was killed in clashes west of the city on Wednesday.")[-1]
    assert last.location.name == "Aleppo"


def test_where_an_agency_abroad_speaks_is_not_where_people_fled(read):
    last = read(SYRIAN + "In Geneva, the refugee agency said 14,000 people had fled since Tuesday.")[-1]
    assert last.event_type == "Displacement" and (last.location is None or last.location.country == "SY")


def test_a_hotel_named_like_a_far_town_is_no_place_of_its_own(read):
    text = (
        "Bombers attacked churches in Colombo, Negombo and Batticaloa in Sri Lanka on Sunday. "
        "The Kingsbury hotel in Colombo was bombed half an hour later."
    )
    assert {e.location.country for e in read(text) if e.location} == {"LK"}


def test_what_hit_is_what_killed_however_the_sentence_began(read):
    text = (
        "In Kyiv, residents took cover under a curfew imposed after missiles hit four houses on Tuesday, killing four."
    )
    assert [e.sub_event_type for e in read(text)] == ["Shelling/artillery/missile attack"]


def test_who_died_as_fighting_raged_did_not_die_in_the_raid_told_next(read):
    first, *rest = read(
        "At least 56 civilians were killed in Sudan as fighting between the army and militiamen raged on Sunday. "
        "Army jets bombed bases of the militia in Omdurman."
    )
    assert first.fatalities.best == 56 and first.location.name == "Sudan"
    assert all(e.fatalities is None for e in rest)


def test_a_war_told_between_commas_takes_no_dead_from_the_deed_of_the_day(read):
    text = (
        "In the northeast, where an insurgency has killed tens of thousands since 2009, a mine hit a lorry near "
        "Konduga on Tuesday, killing four and wounding seven."
    )
    (event,) = read(text)
    assert (event.fatalities.best, event.injuries.best) == (4, 7)


def test_a_deal_of_years_ago_is_not_made_today(read):
    text = "Insurgents stormed villages in Aleppo province on Wednesday, the biggest advance since a 2020 ceasefire."
    assert [e.event_type for e in read(text)] == ["Battles"]


def test_a_march_that_troops_break_up_is_one_event_of_its_own_day_and_crowd(read):
    text = (
        "In Kherson, which fell to Russian forces on 2 May, hundreds rallied against the occupation. "
        "Troops fired stun grenades to disperse them; one woman was hurt."
    )
    march = next(e for e in read(text) if e.event_type == "Protests")
    assert march.sub_event_type == "Protest with intervention" and march.injuries.best == 1
    assert march.actor1.group.startswith("Protesters") and march.date_end > date(2024, 5, 2)


@pytest.mark.parametrize("ages", ["aged 50 and 72", "aged between 50 and 72"])
def test_no_age_is_a_count(read, ages):
    (event,) = read(f"Two civilians {ages} were killed by shelling in Vovchansk on Sunday.")
    assert event.fatalities.best == 2


def test_a_town_of_one_name_lies_in_the_country_told_with_it(read):
    (event,) = read("Two people were killed by a drone strike on a car outside the town of Shaqra in southern Lebanon.")
    assert event.location.country == "LB"


def test_days_told_before_a_speaker_are_those_of_the_deed(read):
    (event,) = read("Troops torched 100 homes near Kanbalu between May 10 and 12, residents said.")
    assert (event.date_start, event.date_end) == (date(2024, 5, 10), date(2024, 5, 12))


def test_gunmen_who_lie_in_wait_for_police_are_no_common_thieves(read):
    assert read("Two police officers were killed when gang members ambushed their car in Croix-des-Bouquets on Monday.")


def test_who_is_included_does_not_stand_for_all(read):
    (event,) = read("In Addis Ababa 23 people, including a lawmaker, Kebede Alemu, have been arrested by police.")
    assert event.detained.best == 23


def test_a_country_whose_capital_is_taken_loses_its_capital(read):
    (event,) = read("Taliban insurgents seized Afghanistan's capital on Sunday without a fight.")
    assert event.location.name == "Kabul"


def test_with_whom_one_deals_is_not_where(read):
    (event,) = read("At a summit the alliance and rebels agreed on a ceasefire with Moscow on Tuesday.") or [None]
    assert event is None or event.location is None


def test_a_rank_among_the_days_of_years_takes_no_dead_from_the_day(read):
    (event,) = read(
        "At least 14 people were killed in an army raid on Jenin on Monday, one of the deadliest days since 2005."
    )
    assert event.fatalities.best == 14


def test_what_was_answered_keeps_no_day_of_the_answer(read):
    text = "Iran fired missiles at Erbil on Tuesday in retaliation for the killing of a commander in Damascus."
    assert [e.location.name for e in read(text)] == ["Erbil"]


def test_more_who_were_hurt_belong_to_the_deed_told_as_history(read):
    text = (
        "Soldiers killed 11 people in Moundou on 9 October 2023, lawyers said.\n\n"
        "Several hundred more were injured as the soldiers fired."
    )
    assert read(text) == []


def test_so_many_dead_without_a_day_are_those_of_a_war(read):
    assert read("Mali was the third on the list with 4,529 people killed by militants in Gao.") == []
    assert len(read("Militants killed 45 people in Gao.")) == 1


def test_an_anniversary_tells_the_past_and_the_news_of_its_day(read):
    text = (
        "Veterans gathered in Kassala for the fiftieth anniversary of the rising. They had stormed the fort and killed "
        "nine guards in Kassala. On Wednesday gunmen attacked a checkpoint in Gedaref."
    )
    assert [e.location.name for e in read(text)] == ["Gedaref"]


def test_what_is_spoken_of_as_the_state_of_a_country_is_no_happening(read):
    assert read("The envoy spoke of despair amid intensified fighting in Yemen.") == []
    assert len(read("Fighting in Yemen killed 12 soldiers.")) == 1


def test_who_was_arrested_long_ago_stands_in_a_court_report(read):
    text = (
        "The trial of a man accused of shooting nine people opened in Ghent on Tuesday. He was arrested in Lille. "
        "On Tuesday police arrested four people who had smashed windows of the court in Ghent."
    )
    assert [e.location.name for e in read(text)] == ["Ghent"]


def test_a_city_and_a_day_in_front_of_a_report_tell_where_it_was_filed(read):
    text = "BEIRUT May 14 Islamist rebels battled government forces on Tuesday for a town, residents said."
    assert [e.location for e in read(text)] == [None]


def test_who_runs_from_a_fire_is_not_displaced_by_a_conflict(read):
    text = "Thousands of residents fled Santiago on Tuesday as {}. Many fled with nothing."
    assert read(text.format("firefighters battled a wildfire")) == []
    assert "Flight" in {e.sub_event_type for e in read(text.format("firefighters battled fires that rebel shells lit"))}
