"""The query is a value: it goes into an address and comes back the same."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoevents.errors import InvalidQueryError
from geoevents.ontology import EVENT_TYPES, MAPPED_STATUSES, STATUSES, TYPE_OF
from geoevents.query import REVIEW_STATES, EventQuery

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
corner = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def some(values: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=4).map(tuple)


@st.composite
def queries(draw: st.DrawFn) -> EventQuery:
    first, last = draw(st.none() | days), draw(st.none() | days)
    if first and last and first > last:
        first, last = last, first
    return EventQuery(
        date_from=first,
        date_to=last,
        event_types=draw(some(EVENT_TYPES)),
        sub_event_types=draw(some(TYPE_OF)),
        actors=tuple(dict.fromkeys(draw(st.lists(st.text().filter(str.strip), max_size=3)))),
        countries=draw(some(["SY", "TR", "UA"])),
        min_fatalities=draw(st.none() | st.integers(0, 10**9 - 1)),
        min_confidence=draw(st.none() | st.floats(0, 1)),
        text=draw(st.text()),
        statuses=draw(some(STATUSES)),
        review=draw(st.sampled_from(REVIEW_STATES)),
        polygon=draw(st.just(()) | st.lists(corner, min_size=3, max_size=6).map(tuple)),
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(queries())
def test_a_query_survives_the_address(query: EventQuery) -> None:
    assert EventQuery.from_params(query.to_params()) == query


def test_the_default_query_needs_no_parameters() -> None:
    assert EventQuery().to_params() == {}
    assert EventQuery.from_params({}) == EventQuery()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["from", "to", "type", "sub", "actor", "country", "dead", "conf", "q", "status",
                                        "review", "in"]), st.text() | st.lists(st.text())))  # fmt: skip
def test_any_address_makes_a_query(params: dict[str, Any]) -> None:
    query = EventQuery.from_params(params)
    assert EventQuery.from_params(query.to_params()) == query


@pytest.mark.parametrize(
    "params",
    [
        {"from": "soon"},
        {"from": "2021-02-30"},
        {"from": "2022-01-01", "to": "2021-01-01"},
        {"type": "Party"},
        {"sub": ["Dance"]},
        {"country": "Syria"},
        {"dead": "-1"},
        {"dead": "99999999999"},
        {"conf": "1.5"},
        {"conf": "nan"},
        {"status": "maybe"},
        {"review": "??"},
        {"in": "1,2;3,4"},
        {"in": "1,2;3,4;500,6"},
        {"in": "nan,nan;nan,nan;nan,nan"},
    ],
)
def test_a_value_that_makes_no_sense_is_dropped(params: dict[str, Any]) -> None:
    assert EventQuery.from_params(params) == EventQuery()


@pytest.mark.parametrize(
    "values",
    [
        {"date_from": date(2021, 1, 2), "date_to": date(2021, 1, 1)},
        {"event_types": ("Party",)},
        {"sub_event_types": ("Dance",)},
        {"statuses": ("maybe",)},
        {"review": "some"},
        {"min_fatalities": -1},
        {"min_confidence": 1.1},
        {"polygon": ((0.0, 0.0), (1.0, 1.0))},
    ],
)
def test_a_query_that_cannot_be_asked_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(InvalidQueryError):
        EventQuery(**values)


def test_a_query_is_a_key_and_cannot_change() -> None:
    query = EventQuery(date_from=date.min + timedelta(days=1))
    assert {query: 1}[EventQuery(date_from=date.min + timedelta(days=1))] == 1
    with pytest.raises(FrozenInstanceError):
        query.text = "x"  # type: ignore[misc]
    assert EventQuery().statuses == MAPPED_STATUSES
