"""What an event of a file may not be; each wrong value is told by the name of its field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sample_events import sample

from geoevents.errors import InvalidEventError
from geoevents.event_json import event_to_dict
from geoevents.flat import flatten, nested
from geoevents.importers.checked import event_from_file

EVENTS = [event for item in sample() for event in item.events]
PLACED = next(event for event in EVENTS if event.location and event.fatalities and event.actor1)


def changed(path: str, value: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(event_to_dict(PLACED)))
    *way, last = path.split(".")
    at = whole
    for key in way:
        at = at[key]
    at[last] = value
    return whole


def test_every_event_of_ours_is_let_in_from_both_forms() -> None:
    for event in EVENTS:
        assert event_to_dict(event_from_file(json.loads(json.dumps(event_to_dict(event))))) == event_to_dict(event)
        assert event_to_dict(event_from_file(nested(flatten(event)))) == event_to_dict(event)


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert event_from_file({**changed("title", "x"), "mood": [1]}).title == "x"


@pytest.mark.parametrize(
    "field, value",
    [
        ("location.lat", float("nan")),
        ("location.lat", float("inf")),
        ("location.lat", 90.5),
        ("location.lat", "36.1"),
        ("location.lat", True),
        ("location.lon", -180.01),
        ("location.lon", None),
        ("location.radius_km", -1),
        ("location.radius_km", 1e9),
        ("location.where_prec", 9),
        ("location.country", "<b>"),
        ("location.mentions", [[1]]),
        ("location.mentions", [[1, 10**20]]),
        ("location.candidates", [{}]),
        ("location.geonameid", 2**70),
        ("location", []),
        ("actor1", 5),
        ("actor1.kind", 0),
        ("actor1.name", None),
        ("fatalities.best", 10**30),
        ("fatalities.low", 1.5),
        ("fatalities.low", -1),
        ("fatalities", 5),
        ("confidence", "0.5"),
        ("confidence", float("nan")),
        ("trigger", None),
        ("trigger.end", None),
        ("trigger.end", 10**20),
        ("trigger", {"start": 9, "end": 3, "text": "x"}),
        ("evidence", "all of it"),
        ("event_id", ""),
        ("event_id", "x" * 5000),
        ("event_id", 7),
        ("document_id", None),
        ("incident_id", {"a": 1}),
        ("event_type", "War"),
        ("date_start", "0000-00-00"),
        ("date_start", 20200213),
        ("date_end", "yesterday"),
        ("published", "0001-01-01"),
        ("weapons", "bow"),
        ("weapons", [None]),
        ("civilian_targeting", "yes"),
        ("schema_version", 99),
        ("title", "half \ud800"),
        ("title", "x" * 1_000_001),
    ],
)
def test_a_wrong_value_is_told_by_the_name_of_its_field(field: str, value: Any) -> None:
    with pytest.raises(InvalidEventError, match=field) as told:
        event_from_file(changed(field, value))
    assert len(str(told.value)) < 300


@pytest.mark.parametrize("value", [None, 5, "event", [], {}])
def test_what_is_no_event_at_all_is_told(value: Any) -> None:
    with pytest.raises(InvalidEventError):
        event_from_file(value)
