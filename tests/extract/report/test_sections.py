from datetime import date

import pytest

from geoevents.extract.report.sections import sections_of, within
from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings
from geoevents.text.language import PlainLanguage
from geoevents.text.sentences import split_sentences


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.from_settings(Settings.from_environment())


def sections(text):
    sentences = split_sentences(text)
    return sections_of([PlainLanguage().tokenize(sentence) for sentence in sentences])


def on_map(pipeline, text, published=date(2024, 5, 16)):
    events = pipeline.extract(Document(text=text, published=published))
    return [e for e in events if e.status in ("actual", "attempted")]


@pytest.mark.parametrize(
    "text",
    [
        "• Two men died.\n• Three fled. They ran.",
        "1. Troops attacked.\n\n2. Rebels fled. They ran.",
        "21:40 That is all.\n\n19:05 A drone fell. It burned.",
        "GHAZNI: Planes hit a base.\n\nKABUL: Gunmen shot a man. He died.",
        "- Two men died.\n- Three fled. They ran.",
    ],
)
def test_each_item_of_a_list_is_a_part_of_its_own(text):
    first, *_, next_to_last, last = sections(text)
    assert first != next_to_last == last


def test_a_short_line_between_prose_begins_a_part_and_a_headline_does_not():
    assert sections("Two dead in Kano\nA bomb fell.\n\nHaiti\nA man died.") == (0, 0, 1, 1)


def test_a_question_as_heading_goes_on_with_the_same_story():
    assert sections("A bomb fell.\n\nWho did it?\nNobody knows.") == (0, 0, 0)


def test_plain_prose_is_one_part():
    assert set(sections("A bomb fell.\n\nA man died. Two 12.5 mm guns were found.\n\n“No,” he said.")) == {0}


def test_neighbours_end_where_the_part_begins():
    assert within((0, 0, 1, 1), 3, 0) == 2
    assert within((0, 0, 0, 0), 3, -1) == 0


def test_what_an_item_tells_takes_no_place_from_the_item_before(pipeline):
    text = (
        "• On 13 May rebels attacked an army post at Kaya and killed two soldiers.\n"
        "• Gunmen ambushed a police patrol and killed four officers."
    )
    events = {e.fatalities.best: e.location for e in on_map(pipeline, text)}
    assert events[2].name == "Kaya"
    assert events[4] is None


def test_the_next_sentence_of_prose_still_takes_the_place_told_before(pipeline):
    text = "Rebels attacked an army post at Kaya on 13 May. They killed four soldiers."
    (event,) = on_map(pipeline, text)
    assert (event.location.name, event.fatalities.best) == ("Kaya", 4)


def test_where_a_war_ended_long_ago_lends_no_place_to_today(pipeline):
    text = (
        "The rebels fought the army for years. A peace deal was signed in Jakarta in 1996.\n\n"
        "On Sunday a bomb tore through a crowded church hall. Four people were killed and nine were wounded."
    )
    events = on_map(pipeline, text)
    assert [e.fatalities.best for e in events if e.fatalities] == [4]
    assert all(e.location is None or e.location.name != "Jakarta" for e in events)


def test_where_people_fought_on_sunday_still_does(pipeline):
    text = (
        "Rebels clashed with the army in Jolo on Sunday.\n\n"
        "A bomb then tore through a crowded church hall. Four people were killed and nine were wounded."
    )
    assert {e.location.name for e in on_map(pipeline, text)} == {"Jolo"}


def test_what_goes_on_with_history_over_a_sentence_is_history(pipeline):
    text = (
        "The court heard how a suicide bomber blew himself up in Nairobi on 15 January 2019. "
        "It went on for 19 hours. About 700 people were led to safety. All the attackers were killed."
    )
    assert on_map(pipeline, text) == []


def test_those_who_had_fled_by_the_end_of_an_old_siege_flee_no_more(pipeline):
    text = "On 23 May 2017 gunmen overran Marawi. By the end of it 350,000 people had fled."
    assert on_map(pipeline, text, date(2023, 12, 8)) == []


def test_a_place_that_heads_a_part_is_where_it_happened(pipeline):
    text = (
        "The week was dominated by bombs, the ministry said.\n\n"
        "MOGADISHU\nTwo car bombs exploded at Tarmo junction on 13 May. Some 100 people were killed.\n\n"
        "OUTLOOK\nGunmen killed two officers on Tuesday."
    )
    places = {e.fatalities.best: e.location and e.location.name for e in on_map(pipeline, text)}
    assert places[100] == "Mogadishu"
    assert places[2] != "Mogadishu"


def test_a_place_of_its_own_outdoes_the_heading(pipeline):
    text = "The week was calm, the ministry said.\n\nMOGADISHU\nGunmen killed two officers in Kismayo on Tuesday."
    assert [e.location.name for e in on_map(pipeline, text)] == ["Kismayo"]
