from datetime import date

import pytest

from geoevents.evaluation.articles import Article, load_articles, problems, read, summary
from geoevents.model import Count, Event, Location, TextSpan
from geoevents.ontology import TYPE_OF, WherePrecision

KIDAL = Location("Kidal", 18.44, 1.41, 1.0, WherePrecision.EXACT, country="ML")
GAO = Location("Gao", 16.27, -0.04, 1.0, WherePrecision.EXACT, country="ML")
CLASH = {"sub_event_type": ["Armed clash"], "place": ["Kidal"], "date_start": ["2024-05-14"], "fatalities": [5]}
TALKS = {"sub_event_type": ["Meeting"], "place": ["Gao"], "optional": True}


def an_article(*coded, never=()):
    return Article("x", "wire", "Clash", "text", date(2024, 5, 16), False, coded, never)


def an_event(**values):
    fields = {
        "event_id": "e1",
        "document_id": "d1",
        "event_type": TYPE_OF[values.get("sub_event_type", "Armed clash")],
        "sub_event_type": "Armed clash",
        "status": "actual",
        "confidence": 0.9,
        "trigger": TextSpan(0, 7, "clashed"),
        "evidence": (),
        "date_start": date(2024, 5, 14),
        "location": KIDAL,
        "fatalities": Count.exactly(5),
    }
    return Event(**{**fields, **values})


def test_an_event_as_coded_is_wholly_right():
    report = summary([read(an_article(CLASH), [an_event()])])
    assert report["shown_wholly_right"] == report["coded_found"] == 1.0


def test_one_wrong_field_leaves_an_event_found_but_not_wholly_right():
    reading = read(an_article(CLASH), [an_event(fatalities=Count.exactly(50))])
    report = summary([reading])
    assert (report["shown_wholly_right"], report["coded_found"]) == (0.0, 1.0)
    assert report["fields_right"]["fatalities"] == "0 of 1"
    assert "fatalities: wanted [5], found 50" in problems(reading)[0]


def test_a_second_pin_for_one_coded_event_was_not_coded():
    report = summary([read(an_article(CLASH), [an_event(), an_event(fatalities=None)])])
    assert (report["shown"], report["shown_that_were_coded"]) == (2, 0.5)


def test_optional_events_may_be_shown_or_missing():
    assert summary([read(an_article(TALKS), [])])["coded"] == 0
    shown = read(an_article(TALKS), [an_event(sub_event_type="Meeting", location=GAO)])
    assert summary([shown])["shown_that_were_coded"] == 1.0


def test_neither_what_stays_off_the_map_nor_mere_words_are_shown():
    events = [an_event(status="historical"), an_event(sub_event_type="Statement", location=None)]
    reading = read(an_article(CLASH), events)
    assert reading.shown == ()
    assert problems(reading) == ["missed: Armed clash at Kidal"]


def test_a_pin_where_none_may_be_is_a_false_place():
    assert read(an_article(CLASH, never=("Gao",)), [an_event(location=GAO)]).false_places == ("Gao",)


def test_another_kind_of_event_elsewhere_answers_no_coded_one():
    protest = an_event(sub_event_type="Peaceful protest", location=GAO)
    assert read(an_article(CLASH), [protest]).shown[0].wanted is None


@pytest.fixture(scope="module")
def articles():
    return load_articles()


def test_articles_are_whole_and_some_were_never_looked_at(articles):
    assert len(articles) >= 14
    assert all(len(article.text.split()) >= 200 for article in articles)
    assert 5 <= sum(article.unseen for article in articles) < len(articles)


def test_every_coded_event_names_known_types_and_a_place(articles):
    for article in articles:
        for wanted in article.events:
            assert set(wanted["sub_event_type"]) <= set(TYPE_OF), article.id
            assert wanted["place"], article.id
