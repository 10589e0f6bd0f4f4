import json
from datetime import date

import pytest

from geoevents.errors import InvalidDocumentError, InvalidEventError, InvalidPlaceError
from geoevents.event_json import event_from_dict, event_to_dict
from geoevents.model import Actor, Candidate, Count, Document, Event, Location, Place, TextSpan, event_id_for
from geoevents.ontology import DatePrecision, WherePrecision

# DESIGN section 2: every key always there.
EVENT_KEYS = {
    "event_id", "document_id", "incident_id", "schema_version", "extractor", "event_type", "sub_event_type", "status",
    "confidence", "trigger", "evidence", "date_start", "date_end", "date_precision", "date_mention", "location",
    "actor1", "actor2", "fatalities", "injuries", "displaced", "detained", "weapons", "targets", "civilian_targeting",
    "attribution", "title", "source", "url", "published",
}  # fmt: skip

QAMISHLI = Place("geonames:1", "Qamishli", 37.05, 41.23, "SY", "PPL", "Al-Hasakah", geonameid=1)

FULL = Event(
    event_id="e1",
    document_id="d1",
    event_type="Battles",
    sub_event_type="Armed clash",
    status="actual",
    confidence=0.83,
    trigger=TextSpan(30, 38, "attacked"),
    evidence=(TextSpan(0, 80, "…"),),
    date_start=date(2020, 2, 12),
    date_end=date(2020, 2, 12),
    date_precision=DatePrecision.DAY,
    date_mention=TextSpan(60, 72, "on Wednesday"),
    location=Location(
        "Qamishli", 37.05, 41.3, 15.0, WherePrecision.NEAR, "east of", "geonames:1", 1, "SY", "Al-Hasakah", None, "PPL",
        ((50, 58),), (Candidate(QAMISHLI, 0.9, ("in Syria, named in the text",)),),
    ),
    actor1=Actor("government supporters", "Pro-government militias of Syria", 3, "SY", ((1, 20),)),
    actor2=Actor("US troops", None, 8, "US"),
    fatalities=Count.exactly(1),
    injuries=Count(1, 1, 3),
    weapons=("small arms",),
    targets=("convoy",),
    published=date(2020, 2, 13),
)  # fmt: skip

BARE = Event("e2", "d1", None, None, "actual", 0.0, TextSpan(0, 3, "hit"), ())


@pytest.mark.parametrize("event", [FULL, BARE])
def test_every_key_is_always_there(event):
    assert set(event_to_dict(event)) == EVENT_KEYS


@pytest.mark.parametrize("event", [FULL, BARE])
def test_an_event_survives_json(event):
    line = json.dumps(event_to_dict(event), allow_nan=False)
    assert event_to_dict(event_from_dict(json.loads(line))) == json.loads(line)


@pytest.mark.parametrize(
    "field, value",
    [("date_start", "yesterday"), ("evidence", None), ("trigger", None), ("trigger", {"start": 1})],
)
def test_a_broken_field_is_named(field, value):
    with pytest.raises(InvalidEventError, match=field if value != {"start": 1} else "end"):
        event_from_dict({**event_to_dict(FULL), field: value})


def test_swapped_coordinates_are_refused():
    with pytest.raises(InvalidPlaceError, match="are they swapped"):
        Place("x:1", "Nowhere", 139.7, 35.7, "JP", "PPL")


def test_a_sub_event_type_of_another_type_is_refused():
    with pytest.raises(InvalidEventError, match="not of type 'Riots'"):
        Event("e", "d", "Riots", "Armed clash", "actual", 0.5, TextSpan(0, 1, "x"), ())


def test_a_count_out_of_order_is_refused():
    with pytest.raises(InvalidEventError, match="not in order"):
        Count(5, 4, 6)


def test_an_empty_text_is_no_document():
    with pytest.raises(InvalidDocumentError, match="empty"):
        Document(text=" \n ")


def test_a_document_is_known_by_text_date_and_url_alone():
    one = Document(text="A clash.", published=date(2020, 1, 1), url="https://example.org/a", doc_id="1", source="A")
    same = Document(text="A clash.", published=date(2020, 1, 1), url="https://example.org/a", doc_id="2", source="B")
    other = Document(text="A clash.", published=date(2020, 1, 2), url="https://example.org/a")
    assert one.document_id == same.document_id != other.document_id


def test_an_event_id_depends_on_document_sentence_and_ordinal():
    ids = {event_id_for(d, start, n) for d in ("a", "b") for start in (0, 11) for n in (0, 1)}
    assert len(ids) == 8
    assert event_id_for("a", 1, 11) != event_id_for("a", 11, 1)


def test_lone_surrogates_in_a_text_do_not_break_its_id():
    assert Document(text="Clash \ud800 in Gao").document_id


@pytest.mark.parametrize(
    "precision, drawn",
    [(1, True), (2, True), (3, True), (4, False), (5, False), (6, False), (7, True)],
)
def test_only_what_is_known_to_a_point_is_drawn_as_one(precision, drawn):
    assert WherePrecision(precision).is_point is drawn


@pytest.mark.parametrize("precision, acled", [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, None), (7, None)])
def test_precision_maps_to_acled(precision, acled):
    assert WherePrecision(precision).acled == acled
