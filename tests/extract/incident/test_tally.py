from dataclasses import replace
from datetime import date

import pytest

from geoevents.extract.draft import Draft
from geoevents.extract.incident.distribute import distribute
from geoevents.extract.incident.tally import tally
from geoevents.extract.kinds.classify import Decision
from geoevents.extract.places.location import Share
from geoevents.extract.sentence.triggers import find_triggers
from geoevents.extract.status.happened import StatusDecision
from geoevents.model import Count, DateRange, Location
from geoevents.ontology import DatePrecision, WherePrecision
from geoevents.text.sentences import split_sentences
from tests.extract.reading import language

DAY = date(2024, 5, 16)


def read(text):
    return language().parse(split_sentences(text))


def place(name):
    return Location(name, 30.0, 45.0, 1.0, WherePrecision.EXACT, place_id=name, country="IQ", mentions=())


def draft(sentences, number, word, sub="Remote explosive/landmine/IED", at="Basra", day=None, status="actual"):
    trigger = next(t for t in find_triggers(sentences[number]) if word in t.text)
    days = DateRange(day, day, DatePrecision.DAY) if day else None
    return Draft(trigger, number, Decision(sub, 0.8, ("because",)), StatusDecision(status, "told", None), sub,
                 location=place(at), date=days, date_told=day is not None, evidence=(number,))  # fmt: skip


def dead(drafts):
    return [d.fatalities.best if d.fatalities else None for d in drafts]


def test_a_number_goes_to_the_event_of_its_own_clause_only():
    sentences = read("A bomb exploded in Basra, killing four people. Gunmen raided a bank in Hilla.")
    both = [draft(sentences, 0, "exploded"), draft(sentences, 1, "raided", "Attack", at="Hilla")]
    assert dead(tally(both, sentences, DAY)) == [4, None]


def test_a_sentence_without_an_event_speaks_of_the_one_told_last():
    sentences = read("A bomb exploded in Basra. A doctor put the death toll at nine.")
    (one,) = tally([draft(sentences, 0, "exploded")], sentences, DAY)
    assert one.fatalities == Count.exactly(9)
    assert one.evidence == (0, 1)


@pytest.mark.parametrize(
    "second",
    ["Last year 30 people died there.", "Across the country 56 people have died.", "Five people died there on Monday."],
)
def test_another_time_another_day_and_a_whole_country_are_not_counted(second):
    sentences = read(f"A bomb exploded in Basra on Sunday. {second}")
    made = tally([draft(sentences, 0, "exploded", day=date(2024, 5, 12))], sentences, DAY)
    assert dead(made) == [None]


def test_what_happened_comes_before_what_was_denied():
    sentences = read("A bomb exploded in Basra, killing four people.")
    told = [draft(sentences, 0, "killing", at="Basra", status="denied"), draft(sentences, 0, "exploded", at="Hilla")]
    assert dead(tally(told, sentences, DAY)) == [None, 4]


def test_two_places_with_their_own_numbers_are_two_events():
    (sentence,) = read("Bombs killed two people in Basra and three in Hilla on Saturday.")
    text = sentence.text
    first = replace(place("Basra"), mentions=((text.index("Basra"), text.index("Basra") + 5),))
    one = replace(
        draft([sentence], 0, "killed"),
        location=first,
        shares=(Share(place("Hilla"), text.index("Hilla")),),
        fatalities=Count.exactly(5),
    )
    parts = distribute(one, sentence, DAY)
    assert [(p.location.name, p.fatalities.best) for p in parts] == [("Basra", 2), ("Hilla", 3)]


def test_a_total_may_stand_before_the_numbers_of_its_places():
    (sentence,) = read("Five people were killed on Saturday: two in Basra and three in Hilla.")
    text = sentence.text
    one = replace(
        draft([sentence], 0, "killed"),
        location=replace(place("Basra"), mentions=((text.index("Basra"), text.index("Basra") + 5),)),
        shares=(Share(place("Hilla"), text.index("Hilla")),),
        fatalities=Count.exactly(5),
    )
    parts = distribute(one, sentence, DAY)
    assert [(p.location.name, p.fatalities.best) for p in parts] == [("Basra", 2), ("Hilla", 3)]


def test_the_number_read_may_be_that_of_the_first_place_alone():
    (sentence,) = read("Two soldiers were killed in Basra and three more in Hilla on Saturday.")
    text = sentence.text
    one = replace(
        draft([sentence], 0, "killed"),
        location=replace(place("Basra"), mentions=((text.index("Basra"), text.index("Basra") + 5),)),
        shares=(Share(place("Hilla"), text.index("Hilla")),),
        fatalities=Count.exactly(2),
    )
    parts = distribute(one, sentence, DAY)
    assert [(p.location.name, p.fatalities.best) for p in parts] == [("Basra", 2), ("Hilla", 3)]


def test_one_number_for_two_places_keeps_them_one_event():
    (sentence,) = read("Bombs killed five people in Basra and Hilla on Saturday.")
    text = sentence.text
    first = replace(place("Basra"), mentions=((text.index("Basra"), text.index("Basra") + 5),))
    one = replace(
        draft([sentence], 0, "killed"),
        location=first,
        shares=(Share(place("Hilla"), text.index("Hilla")),),
        fatalities=Count.exactly(5),
    )
    assert len(distribute(one, sentence, DAY)) == 1


def test_dead_told_of_an_older_event_are_not_shared_with_todays():
    sentences = read("Jets bombed a camp in Basra in revenge for an attack in which 40 pupils died.")
    both = [
        draft(sentences, 0, "bombed", "Air/drone strike"),
        draft(sentences, 0, "died", "Attack", status="historical"),
    ]
    assert dead(tally(both, sentences, DAY)) == [None, 40]


def test_of_two_numbers_for_one_incident_the_larger_is_the_whole():
    sentences = read("A bomb killed three pupils in Basra. The bomb killed 11 people in all.")
    first, second = draft(sentences, 0, "bomb"), draft(sentences, 1, "bomb")
    merged = replace(first, members=((second.trigger, 1),))
    assert dead(tally([merged], sentences, DAY)) == [11]


def test_that_one_person_escaped_hides_no_dead_told_around():
    sentences = read("A governor escaped a bomb attack in Basra. Two of his guards were killed.")
    assert dead(tally([draft(sentences, 0, "bomb")], sentences, DAY)) == [2]
