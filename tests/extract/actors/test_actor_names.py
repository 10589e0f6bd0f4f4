import pytest

from geoevents.extract.actors.names import name_actor


@pytest.mark.parametrize(
    "phrase, text",
    [
        ("the government supporters", "government supporters"),
        ("at least 12 soldiers", "soldiers"),
        ("a group of armed men", "armed men"),
        ("dozens of protesters", "protesters"),
        ("the Taliban's", "Taliban"),
        ("approximately 12 miners", "miners"),
        ("of the guerrillas", "guerrillas"),
    ],
)
def test_a_name_is_a_clean_noun_phrase(phrase, text):
    name = name_actor(phrase, 10)
    assert name.text == text
    assert phrase[name.start - 10 : name.end - 10] == text


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "the",
        "the expulsion of the Contras",
        "state media",
        "a witness",
        "the weather",
        "a hospital",
        "the mosque of Mubi, Adamawa state",
        "the attack",
        "12",
    ],
)
def test_what_is_nobody_names_no_actor(phrase):
    assert name_actor(phrase, 0) is None


def test_a_name_over_two_lines_keeps_its_span_and_loses_the_break():
    name = name_actor("local\nmilitary police", 5)
    assert (name.text, name.start, name.end) == ("local military police", 5, 26)


def test_an_embassy_belongs_to_a_government():
    assert name_actor("the British embassy", 0, "IR", agent=False).group == "Government of the United Kingdom"


def test_a_machine_with_a_model_number_is_a_states():
    assert name_actor("a Russian Su-25", 0, "UA").group == "Military Forces of Russia"
