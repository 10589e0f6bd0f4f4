"""What a report tells twice, by its parts or by both sides, is one event. Read with the bundled gazetteer."""

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

    def mapped(text):
        found = pipeline.extract(Document(text=text, published=date(2024, 3, 14)))
        return [e for e in found if e.status in ("actual", "attempted") and e.event_type != "Diplomacy"]

    return mapped


@pytest.mark.parametrize(
    "answer, dead",
    [
        ("The patrol shot back and killed three of the gunmen.", 7),
        ("Three attackers were shot dead as well, a spokesman said.", 7),
        ("The officers fired back, killing two gunmen.", 6),
    ],
)
def test_attackers_who_fell_come_on_top_of_those_they_killed(read, answer, dead):
    (event,) = read(f"Gunmen ambushed a police patrol near Maiduguri on Monday, killing four officers. {answer}")
    assert event.fatalities.best == dead


def test_attackers_among_the_dead_are_counted_once(read):
    (event,) = read("Nine people, including two attackers, were killed in a raid on a police post in Yola on Tuesday.")
    assert event.fatalities.best == 9


def test_militants_killed_elsewhere_are_no_answer(read):
    first, second = read(
        "Gunmen attacked a village near Maiduguri on Monday and killed four farmers. "
        "The army killed 12 militants in an air raid near Yola."
    )
    assert (first.fatalities.best, second.fatalities.best) == (4, 12)


def test_a_general_word_with_the_same_toll_tells_the_same_deed(read):
    (event,) = read(
        "Shells killed ten people and wounded 20 in Nyala on Monday, medics said. "
        "The rebels targeted the main hospital in Nyala, causing ten deaths and 20 injuries."
    )
    assert event.sub_event_type == "Shelling/artillery/missile attack"


@pytest.mark.parametrize(
    "second",
    [
        "Gunmen attacked a bus in Nyala on Tuesday, causing ten deaths and 20 injuries.",
        "Gunmen attacked a bus in Nyala, causing ten deaths and four injuries.",
        "Gunmen attacked a bus in Kutum, causing ten deaths and 20 injuries.",
    ],
)
def test_another_day_place_or_number_of_wounded_tells_another_deed(read, second):
    assert len(read(f"Shells killed ten people and wounded 20 in Nyala on Monday, medics said. {second}")) == 2


@pytest.mark.parametrize(
    "text",
    [
        'Rebels announced that nine soldiers were killed in Wum but the army spokesman said it was "fake news".',
        "False rumours are going round that gunmen killed nine soldiers in Wum on Sunday.",
        "Reports that gunmen killed nine soldiers in Wum on Sunday are false, the governor said.",
    ],
)
def test_what_is_called_untrue_did_not_happen(read, text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rebels said nine soldiers were killed in Wum on Sunday but the army said two died.",
        "The army called the report false. Gunmen killed nine soldiers in Wum on Sunday, the governor said.",
    ],
)
def test_another_number_or_another_report_makes_nothing_untrue(read, text):
    assert len(read(text)) == 1


def test_those_taken_by_an_armed_group_are_no_takers(read):
    (event,) = read(
        "Nine aid workers abducted on 2 March by militia members on a mission in Ansongo have been released."
    )
    assert (event.actor1.name, event.actor2.name) == ("militia members", "aid workers")


def test_those_whom_an_air_strike_kills_launched_none(read):
    (event,) = read("Two people were killed when an airstrike hit a school in Nyala on Monday.")
    assert (event.actor1, event.actor2.name) == (None, "people")


def test_how_an_attack_began_is_the_attack(read):
    (event,) = read(
        "At least eight people were killed on Friday when militants attacked a hotel in Mogadishu. "
        "The assault began when a suicide bomber blew up his lorry. "
        "Shots followed, and another blast shook the lobby."
    )
    assert (event.sub_event_type, event.fatalities.best) == ("Suicide bomb", 8)


def test_fighting_that_began_elsewhere_on_another_day_is_another_event(read):
    events = read(
        "Gunmen attacked a market in Mogadishu on Friday and killed four traders. "
        "The fighting began on Monday in Baidoa, when a bomb killed two soldiers."
    )
    assert len(events) == 2


def test_an_earlier_number_of_one_deed_is_no_earlier_deed(read):
    (event,) = read(
        "Nine soldiers were killed in an ambush near Mopti on Tuesday. "
        "A military source earlier said eight soldiers died in the ambush near Mopti."
    )
    assert event.fatalities.best == 9


def test_an_earlier_deed_is_one_of_its_own(read):
    assert (
        len(read("Nine soldiers were killed near Mopti on Tuesday. Earlier, a bomb killed eight soldiers near Gao."))
        == 2
    )


@pytest.mark.parametrize(
    "text, day",
    [
        ("One man was killed and 32 were hurt in a series of blasts that rocked Bujumbura on Monday morning.", 11),
        ("One man was killed in a blast that shook Bujumbura on Tuesday.", 12),
        ("Rebels ambushed a convoy near Gao at the weekend. The attack on Sunday left four soldiers dead.", 10),
    ],
)
def test_the_day_of_a_deed_is_told_finer_by_another_of_its_words(read, text, day):
    (event,) = read(text)
    assert (event.date_start, event.date_end) == (date(2024, 3, day), date(2024, 3, day))


def test_the_day_of_a_paper_dates_nothing(read):
    (event,) = read(
        "Raiders beheaded four people in Mocimboa da Praia on Friday night. "
        "According to Monday's issue of a daily, five villagers were badly injured in the raid."
    )
    assert (event.date_start, event.injuries.best) == (date(2024, 3, 8), 5)


def test_the_name_of_a_group_is_no_place(read):
    (event,) = read(
        "A convoy of soldiers was ambushed in Bambari on Sunday. "
        "The convoy was attacked by men of the Union for Peace in the Central African Republic, who killed three men."
    )
    assert event.location.name == "Bambari"


def test_riot_police_are_no_riot(read):
    (event,) = read("On Sunday a squad of the Riot Police captured six rebels in Palma, Mozambique.")
    assert event.sub_event_type == "Arrests"


def test_fighters_who_come_back_are_no_displaced_people(read):
    (event,) = read("On Tuesday the militants returned and abducted five civilians in Nekemte.")
    assert event.sub_event_type == "Abduction/forced disappearance"


@pytest.mark.parametrize(
    "text",
    [
        "Insecurity and raids have so far displaced 160,000 people in Dori.",
        "The council was among the worst hit when herdsmen killed 100 people in Jos some months ago.",
    ],
)
def test_what_adds_up_or_lies_months_back_is_history(read, text):
    assert read(text) == []


def test_where_people_were_killed_in_an_ambush_is_where_the_ambush_was(read):
    (event,) = read("In the territory of Beni four men were killed on Saturday in an ambush by rebels, near Eringeti.")
    assert event.fatalities.best == 4


def test_a_base_that_was_overrun_after_the_attack_is_the_same_event(read):
    (event,) = read(
        "Insurgents attacked an army base in Gwoza on Monday, killing three soldiers and taking lorries. "
        "The militants overran the base in Gwoza before reinforcements came."
    )
    assert (event.sub_event_type, event.fatalities.best) == ("Non-state actor overtakes territory", 3)


def test_what_attackers_took_from_soldiers_is_part_of_the_attack(read):
    (event,) = read(
        "Members of an armed group ambushed peacekeepers near Tambura on Wednesday. "
        "The attackers seized some of their weapons."
    )
    assert (event.sub_event_type, event.actor1.group) == ("Armed clash", "Unidentified Armed Group (South Sudan)")


def test_those_who_fled_the_fighting_are_no_mob(read):
    events = read(
        "Militants killed 20 soldiers in an attack on Monguno on Tuesday. "
        "A resident said people fled during the fighting."
    )
    assert "Mob violence" not in {e.sub_event_type for e in events}


def test_the_day_on_which_somebody_spoke_leaves_an_earlier_one(read):
    (event,) = read(
        "Gunmen killed four farmers when they opened fire in Burkina Faso, the governor said on Tuesday. "
        "On the evening of Sunday the village of Djibo suffered an attack, he said, in which four farmers died."
    )
    assert (event.location.name, event.date_start, event.date_end) == ("Djibo", date(2024, 3, 10), date(2024, 3, 10))


def test_what_an_attack_came_hours_after_is_another(read):
    first, second = read(
        "Militants attacked a base in Baidoa on Friday afternoon and killed two soldiers. "
        "The attack occurred hours after the governor escaped a suicide bombing in Afgooye."
    )
    assert (first.sub_event_type, second.sub_event_type) == ("Armed clash", "Suicide bomb")


def test_bombers_minutes_apart_are_one_event_and_no_aircraft(read):
    (event,) = read(
        "Two bombers blew themselves up in Fotokol on Saturday, killing five people. "
        "A few minutes later three other women blew themselves up nearby, but no one was hurt."
    )
    assert (event.fatalities.best, event.actor1.group) == (5, "Unidentified Armed Group (Cameroon)")


def test_a_ward_with_a_name_is_no_hospital(read):
    assert read("Gunmen killed a chief in an attack on a settlement in Gambe Ward in Logo, Benue state, on Tuesday.")


def test_others_who_were_wounded_are_no_further_wounded(read):
    (event,) = read(
        "Two men were killed in a grenade attack in Kayanza on Sunday that left more than 50 people injured. "
        "A man threw a grenade that killed two people and wounded 54 others, police said."
    )
    assert event.injuries.best == 54


def test_the_home_of_a_people_is_not_where_it_attacked(read):
    (event,) = read(
        "Armed youths from the Twic community of Warrap state attacked Abyei town on Monday and killed four traders."
    )
    assert (event.location.name, event.actor1.group) == ("Abyei", "Unidentified Armed Group (Sudan)")


def test_a_village_lies_in_the_state_it_is_told_to_be_located_in(read):
    (event,) = read("The aid convoy was attacked on Monday by gunmen near Gadrang, located in Jonglei state.")
    assert event.location.name == "Jonglei"


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("The two sides clashed on Jan. 27 to 28 in Abyei, leaving 54 people killed.", (1, 27), (1, 28)),
        ("The rebels struck on Feb. 3 and 12 people died in Goma.", (2, 3), (2, 3)),
        ("A councillor was shot dead after he arrived home in Durban on Saturday evening.", (3, 9), (3, 9)),
    ],
)
def test_days_beside_small_words_and_in_clauses_of_the_same_hour(read, text, first, last):
    (event,) = read(text)
    assert (event.date_start, event.date_end) == (date(2024, *first), date(2024, *last))


def test_a_ward_councillor_is_no_patient(read):
    assert read("A 39-year-old ward councillor was shot dead at home in Durban on Saturday.")


def test_forces_loyal_to_a_leader_are_no_civilians(read):
    (event,) = read("Forces loyal to the leader Laurent Kapo shelled a market in Abidjan on Monday, killing 25 people.")
    assert event.actor1.group == "Military Forces of Ivory Coast"


@pytest.mark.parametrize(
    "text, place, day",
    [
        (
            "Two policemen were injured when a vehicle was hit by an explosive device near Lufeyo Road. "
            "They were on patrol. The incident happened early on Saturday in Lafey, an official said.",
            "Lafey",
            9,
        ),
        (
            "Gunmen stormed the village of Pugula and killed five men. "
            "The attack took place on Sunday in Barkin Ladi, police said.",
            "Barkin Ladi",
            10,
        ),
        (
            "Two policemen were injured when a vehicle was hit by an explosive device in Wajir on Monday. "
            "An official said a second attack happened on Saturday in Lafey.",
            "Wajir",
            11,
        ),
    ],
)
def test_where_and_when_the_incident_happened_may_be_told_after_it(read, text, place, day):
    event = read(text)[0]
    assert (event.location.name, event.date_start) == (place, date(2024, 3, day))


def test_a_market_so_many_kilometres_from_a_town_is_near_it(read):
    (event,) = read(
        "At least 25 men were killed on Saturday after gunmen attacked a market in Kempira, at 15km from Pama."
    )
    assert (event.location.name, event.location.where_prec) == ("Pama", 2)
