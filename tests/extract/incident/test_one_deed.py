"""What came of a deed, what befell people in it and what it answered: which words make it one pin, and which two."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Place, dead and injured of the mapped events of a text, published on a Thursday."""
    home = tmp_path_factory.mktemp("home")
    pipeline = Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(home)}))

    def mapped(text):
        found = pipeline.extract(Document(text=text, published=date(2024, 3, 14)))
        return [
            (e.location.name, e.fatalities and e.fatalities.best, e.injuries and e.injuries.best)
            for e in found
            if e.status in ("actual", "attempted") and e.event_type != "Diplomacy" and e.location
        ]

    return mapped


def test_what_came_of_a_deed_stands_where_the_deed_does(read):
    told = read(
        "Rebels ambushed a patrol near Goma in the east of Congo on Monday, leaving two soldiers dead and six hurt."
    )
    assert told == [("Goma", 2, 6)]


def test_further_dead_of_another_town_and_day_are_another_deed(read):
    text = "Troops fought rebels in Goma on Tuesday killing nine fighters, and killed four more in Bunia on Wednesday."
    assert [(name, dead) for name, dead, _ in read(text)] == [("Goma", 9), ("Bunia", 4)]


@pytest.mark.parametrize("more", ["while another one was wounded", "and another 14 were wounded"])
def test_another_person_hurt_is_no_other_deed(read, more):
    text = f"Four people, including two soldiers, were killed {more} in a clash with rebels in Yola on Monday."
    assert len(read(text)) == 1


def test_another_blast_is_another_deed(read):
    assert (
        len(read("A bomb killed four people in Maiduguri on Monday. Another bomb wounded nine in Yola on Tuesday."))
        == 2
    )


@pytest.mark.parametrize(
    "later",
    [
        "Doctors said dozens of others were hurt in the attack that hit a six-storey block in the east of Aleppo.",
        "The strike also destroyed a bakery, and 24 people were injured, doctors said.",
    ],
)
def test_a_strike_that_hit_something_is_the_one_told_before(read, later):
    assert read(f"An air strike killed 19 people in Aleppo on Monday. {later}") == [("Aleppo", 19, 24)]


def test_people_taken_in_the_attack_belong_to_it(read):
    text = (
        "Gunmen raided a village near Yola on Monday, killing six farmers. Two women were also kidnapped in the attack."
    )
    assert [(name, dead) for name, dead, _ in read(text)] == [("Yola", 6)]


def test_people_taken_elsewhere_are_an_incident_of_their_own(read):
    text = (
        "Gunmen raided a village near Yola on Monday, killing six. Two women were kidnapped near Maiduguri on Tuesday."
    )
    assert len(read(text)) == 2


def test_the_dead_of_a_day_told_once_more_without_a_place_are_no_further_deed(read):
    text = (
        "Troops killed 25 rebels in fighting in Goma on Wednesday, and two soldiers died in Bunia on Tuesday. "
        "A spokesman said 25 rebels were killed on Wednesday."
    )
    assert sorted(dead for _, dead, _ in read(text)) == [2, 25]


def test_a_report_goes_on_with_the_answer_not_with_what_it_answered(read):
    text = (
        "In retaliation for a rocket attack on Haifa on Saturday, jets bombed Tyre on Tuesday. "
        "At least nine people were killed and 14 injured in the attack."
    )
    assert ("Tyre", 9, 14) in read(text)


def test_all_that_a_sentence_tells_of_elsewhere_is_another_deed(read):
    text = (
        "A car bomb killed three people at a market in Kirkuk on Monday. "
        "Elsewhere, a roadside bomb, a shooting and a mortar round killed six more, police said."
    )
    assert ("Kirkuk", 3) in [(name, dead) for name, dead, _ in read(text)]


def test_the_campaign_since_which_a_day_is_the_worst_is_no_deed_of_that_day(read):
    text = (
        "An air strike killed 40 people in Aleppo on Tuesday. It was the bloodiest attack in the city since the army "
        "launched an offensive against the rebels there."
    )
    assert [(name, dead) for name, dead, _ in read(text)] == [("Aleppo", 40)]


def test_those_of_another_side_told_in_a_sentence_of_their_own_are_added(read):
    text = (
        "Two militants were killed in a gunfight with soldiers in Pulwama on Monday. "
        "A student was killed in the crossfire, police said. Hundreds of people attended the burial of the student."
    )
    assert [dead for _, dead, _ in read(text)] == [3]


@pytest.mark.parametrize(
    "again", ["One of the militants was a commander.", "The commander of the militants was killed, police said."]
)
def test_whom_the_number_may_hold_already_is_not_added(read, again):
    text = f"Two militants were killed in a gunfight with soldiers in Pulwama on Monday. {again}"
    assert [dead for _, dead, _ in read(text)] == [2]


def test_all_the_dead_told_once_more_are_the_whole(read):
    text = (
        "More than 40 people were killed in a shootout between police and a gang in Morelia on Friday. "
        "Almost all the 43 dead were members of the gang."
    )
    assert [dead for _, dead, _ in read(text)] == [43]


def test_two_districts_side_by_side_are_two_places(read):
    text = (
        "A civilian was killed and two were hurt in a clash with militants in Shopian district on Monday. "
        "A militant was killed in another gunfight in Anantnag district."
    )
    assert [(dead, hurt) for _, dead, hurt in read(text)] == [(1, 2), (1, None)]


def test_the_eight_students_are_those_told_before(read):
    text = (
        "Gunmen abducted eight students in the north of Kaduna State on Monday. "
        "Men on motorbikes abducted the eight students from a school in Kachia on Monday, the commissioner said."
    )
    assert len(read(text)) == 1


def test_one_man_taken_and_61_people_taken_are_two_deeds(read):
    text = "A trader was abducted by gunmen near Kaduna. Gunmen abducted 61 people near Kaduna on Monday."
    assert len(read(text)) == 2


def test_more_of_another_side_than_of_the_first_are_added_as_well(read):
    text = (
        "Five policemen were killed when insurgents attacked their checkpoint in Kandahar on Monday. "
        "A spokesman said seven insurgents were killed and six were wounded in the fighting."
    )
    assert [dead for _, dead, _ in read(text)] == [12]


def test_fewer_dead_of_the_attack_told_by_another_source_are_of_that_attack(read):
    text = (
        "A council member said the attack on a checkpoint in Kunduz on Monday killed 12 officers and wounded 12. "
        "The governor's spokesman confirmed it but put the dead at only two police officers."
    )
    assert len(read(text)) == 1


def test_the_very_numbers_told_before_go_back_past_what_was_told_between(read):
    text = (
        "Insurgents threw bombs at an office in Yala on Monday, killing two volunteers and wounding 11 others. "
        "A patrol was attacked in Pattani, leaving one ranger dead and two officials wounded. "
        "The army said two volunteers were killed and 11 others were wounded."
    )
    assert [(dead, hurt) for _, dead, hurt in read(text)] == [(2, 11), (1, 2)]


def test_a_breakdown_with_also_adds_nothing(read):
    text = (
        "A bomb killed five people and wounded 15 in Peshawar on Monday. "
        "The attack killed three policemen, while two civilians also died in the blast."
    )
    assert [dead for _, dead, _ in read(text)] == [5]


def test_a_further_55_who_were_hurt_are_of_the_attack(read):
    text = (
        "Armed men killed 134 people in an attack on a village in central Mali on Sunday. "
        "A further 55 people were hurt in the attack in Bandiagara."
    )
    assert [(dead, hurt) for _, dead, hurt in read(text)] == [(134, 55)]


def test_the_dead_of_an_attack_just_days_before_are_not_added(read):
    text = (
        "Gunmen killed five people in Quetta on Monday, just days after a bomb attack that killed at least 41 people."
    )
    assert read(text)[0][1] == 5
