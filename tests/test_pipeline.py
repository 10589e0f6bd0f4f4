from datetime import date

import pytest

from geoevents.event_json import event_from_dict, event_to_dict
from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Document, Place
from geoevents.ontology import WherePrecision
from geoevents.pipeline import EXTRACTOR, Pipeline, worth_parsing
from geoevents.text.language import PlainLanguage
from geoevents.text.sentences import split_sentences
from tests.extract.reading import language

PLACES = [
    Place("p:SY", "Syria", 35.0, 38.0, "SY", "PCLI", population=20_000_000),
    Place("p:TR", "Turkey", 39.0, 35.0, "TR", "PCLI", population=80_000_000),
    Place("p:RU", "Russia", 60.0, 100.0, "RU", "PCLI", population=140_000_000),
    Place("p:qam", "Qamishli", 37.05, 41.22, "SY", "PPL", "Al-Hasakah", "02", population=180_000),
    Place("p:atm", "Atme", 36.32, 36.68, "SY", "PPL", "Idlib", "12", population=20_000),
    Place("p:idl", "Idlib", 35.93, 36.63, "SY", "PPLA", "Idlib", "12", population=130_000),
    Place("p:ank", "Ankara", 39.92, 32.85, "TR", "PPLC", "Ankara", "68", population=4_000_000),
    Place("p:mos", "Moscow", 55.75, 37.62, "RU", "PPLC", "Moscow", "48", population=11_000_000),
    Place("p:hom", "Homs", 34.73, 36.72, "SY", "PPLA", "Homs", "11", population=700_000),
]
PUBLISHED = date(2020, 2, 13)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    demonyms = {"Syrian": "p:SY", "Turkish": "p:TR", "Russian": "p:RU"}
    return Pipeline(MemoryGazetteer(PLACES, {}, demonyms), language())


def extract(pipeline: Pipeline, text: str, **values):
    return pipeline.extract(Document(text=text, published=PUBLISHED, **values))


def on_the_map(events):
    return [e for e in events if e.status in ("actual", "attempted")]


def test_an_attack_near_a_village_is_one_event_with_both_sides_and_counts(pipeline):
    text = (
        "One man was killed and one wounded on Wednesday when government supporters attacked a US convoy "
        "at a checkpoint near a village east of Qamishli."
    )
    events = extract(pipeline, text)
    assert len(events) == 1
    event = events[0]
    assert event.location is not None
    assert event.location.name == "Qamishli"
    assert event.location.where_prec == WherePrecision.NEAR
    assert event.location.relation == "east of"
    assert (event.fatalities.best, event.injuries.best) == (1, 1)
    assert event.actor1.name == "government supporters"
    assert event.actor2.group == "Military Forces of the United States"
    assert event.date_start == date(2020, 2, 12)
    assert event.event_type == "Battles"
    assert text[event.trigger.start : event.trigger.end] == event.trigger.text
    assert not event.civilian_targeting


def test_an_event_without_a_place_is_kept_unplaced(pipeline):
    events = extract(pipeline, "Gunmen killed three soldiers overnight.")
    assert [e.location for e in events] == [None]


def test_a_capital_that_stands_for_its_government_places_nothing(pipeline):
    events = extract(pipeline, "Moscow backs the government in its fight against rebels.")
    assert all(e.location is None for e in events)


def test_officials_who_meet_in_a_city_meet_there(pipeline):
    events = extract(pipeline, "The Syrian foreign minister met officials in Ankara on Monday.")
    assert [(e.sub_event_type, e.location.name) for e in events] == [("Meeting", "Ankara")]


def test_families_that_flee_a_town_are_a_flight_there(pipeline):
    events = extract(pipeline, "Hundreds of families fled Atme on Tuesday.")
    assert [(e.sub_event_type, e.location.name) for e in events] == [("Flight", "Atme")]


@pytest.mark.parametrize(
    "text",
    [
        "The defence ministry denied that its jets had bombed a clinic in Idlib.",
        "The defence ministry accused rebels of shelling Idlib.",
    ],
)
def test_an_accusation_or_denial_is_no_attack(pipeline, text):
    assert all(e.event_type == "Diplomacy" and e.location is None for e in on_the_map(extract(pipeline, text)))


def test_a_threat_is_spoken_and_what_it_threatens_has_not_happened(pipeline):
    found = {e.sub_event_type: e.status for e in extract(pipeline, "The Turkish president threatened to shell Idlib.")}
    assert found == {"Threat": "actual", "Shelling/artillery/missile attack": "threatened"}


def test_coordinated_places_with_their_own_days_are_events_of_their_own(pipeline):
    events = extract(pipeline, "Rebels attacked Idlib on Monday and Homs on Tuesday.")
    assert [(e.location.name, e.date_start) for e in events] == [
        ("Idlib", date(2020, 2, 10)),
        ("Homs", date(2020, 2, 11)),
    ]
    assert len({e.event_id for e in events}) == 2


def test_given_triggers_get_one_event_each_in_their_order(pipeline):
    text = "The minister smiled. Rebels shelled Homs."
    shelled, smiled = text.index("shelled"), text.index("smiled")
    events = pipeline.extract(Document(text=text), [(shelled, shelled + 7), (smiled, smiled + 6)])
    assert [e.sub_event_type for e in events] == ["Shelling/artillery/missile attack", None]
    assert [e.trigger.text for e in events] == ["shelled", "smiled"]
    assert pipeline.extract(Document(text=text), []) == []


def test_ids_are_stable_and_every_event_survives_its_json_form(pipeline):
    text = "Rebels shelled Homs on Monday. In Idlib, police arrested nine activists."
    first, second = extract(pipeline, text), extract(pipeline, text)
    assert first == second
    assert [event_to_dict(event_from_dict(event_to_dict(e))) for e in first] == [event_to_dict(e) for e in first]
    assert {e.extractor for e in first} == {EXTRACTOR}


def test_evidence_is_the_sentence_and_lies_in_the_text(pipeline):
    text = "It was a quiet week.\nRebels shelled Homs on Monday."
    (event,) = extract(pipeline, text, title="Shelling in Homs")
    assert [text[s.start : s.end] for s in event.evidence] == ["Rebels shelled Homs on Monday."]


def test_a_title_places_what_the_text_does_not(pipeline):
    (event,) = extract(pipeline, "Gunmen killed three soldiers overnight.", title="Soldiers killed in Homs")
    assert event.location is not None and event.location.name == "Homs"
    assert event.location.mentions == ()


def test_peaceful_text_is_not_parsed_and_gives_nothing(pipeline):
    assert worth_parsing(split_sentences("The library opens at nine. Bread is cheap.")) == set()
    assert extract(pipeline, "The library opens at nine. Bread is cheap.") == []


def test_without_a_language_model_events_are_still_found():
    plain = Pipeline(MemoryGazetteer(PLACES), PlainLanguage())
    events = plain.extract(Document(text="Rebels shelled Homs on Monday.", published=PUBLISHED))
    assert [e.sub_event_type for e in events] == ["Shelling/artillery/missile attack"]


def test_explain_says_why_a_trigger_made_no_event(pipeline):
    extraction = pipeline.explain(Document(text="Critics attacked the budget. Rebels shelled Homs."))
    assert [r.trigger.text for r in extraction.rejected] == ["attacked"]
    assert "budget" in extraction.rejected[0].reasons[-1]
    assert extraction.events[0].reasons


def test_the_side_attacked_is_not_the_man_who_was_killed(pipeline):
    text = "A man was killed on Wednesday when government supporters attacked a foreign convoy near Qamishli."
    (event,) = on_the_map(extract(pipeline, text))
    assert (event.actor1.name, event.actor2.name) == ("government supporters", "foreign convoy")
    assert event.fatalities.best == 1


def test_another_wounded_belongs_to_the_attack_and_another_attack_does_not(pipeline):
    told = "Rebels attacked a convoy of Turkish troops near Idlib on Wednesday. "
    (event,) = on_the_map(extract(pipeline, told + "One man was killed and another was wounded, activists said."))
    assert (event.fatalities.best, event.injuries.best) == (1, 1)
    apart = on_the_map(extract(pipeline, told + "In another attack, gunmen shot dead a farmer in Homs."))
    assert [e.location.name for e in apart] == ["Idlib", "Homs"]


def test_where_the_wounded_were_flown_to_is_not_where_it_happened(pipeline):
    text = (
        "Rebels ambushed a patrol near Idlib on Wednesday, killing four soldiers. "
        "Two others were wounded and flown to Ankara by helicopter."
    )
    assert {e.location.name for e in on_the_map(extract(pipeline, text))} == {"Idlib"}


def test_what_goes_on_with_history_is_history(pipeline):
    events = extract(pipeline, "In 1683 a king's army attacked the camp at Homs. About 9,000 soldiers were killed.")
    assert not on_the_map(events)


def test_a_town_that_fell_is_where_it_happened(pipeline):
    (event,) = on_the_map(extract(pipeline, "Idlib fell to the Taliban on Friday."))
    assert event.location.name == "Idlib"


def test_who_takes_a_place_without_a_name_of_a_group_still_decides_the_type(pipeline):
    (event,) = on_the_map(extract(pipeline, "Paramilitaries seized the town of Homs on Monday."))
    assert event.sub_event_type == "Non-state actor overtakes territory"


def test_an_expression_over_a_line_end_is_read_and_its_words_are_kept_as_written(pipeline):
    text = (
        "Officers who had come from the coast said in the evening that men of the national liberation\n"
        "front had set an ambush on the road to Homs, where on Sunday they opened\n"
        "fire on a patrol of the army and killed two soldiers and a driver late in the day.\n"
    )
    events = on_the_map(extract(pipeline, text))
    assert {e.sub_event_type for e in events} == {"Armed clash"}  # the front's name takes no town back
    assert [e.trigger.text for e in events] == [text[e.trigger.start : e.trigger.end] for e in events]
    assert events[0].evidence[0].text == text.strip()
