from datetime import date

import pytest

from geoevents.errors import InvalidDocumentError, InvalidEventError, InvalidPlaceError
from geoevents.model import Count, Document, Event, Place, TextSpan, event_id_for
from geoevents.ontology import WherePrecision


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
