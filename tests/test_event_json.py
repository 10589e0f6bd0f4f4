import json
from datetime import date

import pytest

from geoevents.errors import InvalidEventError
from geoevents.event_json import event_from_dict, event_to_dict
from geoevents.model import Actor, Candidate, Count, Event, Location, Place, TextSpan
from geoevents.ontology import DatePrecision, WherePrecision

# The contract with other programs: every key is always there.
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
