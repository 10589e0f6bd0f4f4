"""Many names asked together answer as each does alone."""

import numpy as np
import pytest

from geoevents.gazetteer import layout
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.writer import PlaceRow, write_gazetteer
from geoevents.model import Place
from geoevents.settings import Settings

from .older import turn_into

NAMES = ["Idlib", "al-Bab", "US", "U.S.", "Nowhere at all", "Paris", "", "Saint-Louis", "San José", "Idlib", "Дамаск"]


@pytest.fixture(scope="module")
def bundled():
    return LocalGazetteer.open(Settings.from_environment().bundled_gazetteer)


@pytest.fixture(params=[1, 2, layout.FORMAT_VERSION])
def mixed(request, tmp_path):
    """Places of one name with ids of several kinds, in an index of each format."""
    ids = ["geonames:12", "geonames:120", "geonames:13", "conflict:a", "own:b", "own:a"]
    rows = [
        PlaceRow(Place(own, "Karvela", 10.0, 20.0, "SY", "PPL", geonameid=int(own[9:]) if own[0] == "g" else None))
        for own in ids
    ]
    rows.append(PlaceRow(Place("geonames:7", "Karvela Tepe", -4.5, 30.25, None, "T", population=5, geonameid=7)))
    rows[-1].add("Karvela")
    write_gazetteer(tmp_path / "index", rows, about={"name": "test"})
    if request.param != layout.FORMAT_VERSION:
        turn_into(request.param, tmp_path / "index")
    return LocalGazetteer.open(tmp_path / "index")


def test_names_asked_together_have_the_places_that_each_has_alone(bundled):
    bearers = bundled.bearers(NAMES)
    for number, name in enumerate(NAMES):
        assert sorted(bearers.of(number)) == sorted(bundled.rows(name))
        recorded = [found.place for found in bundled.find(name)] if bearers.of(number) else []
        assert [bundled.place_in(row) for row in bearers.of(number)] == recorded


def test_equals_are_ordered_by_id_in_every_format(mixed):
    bearers = mixed.bearers(["Karvela", "karvela tepe"])
    found = mixed.find("Karvela")
    assert [mixed.place_in(row).place_id for row in bearers.of(0)] == [x.place.place_id for x in found]
    assert [x.place.place_id for x in found][:3] == ["conflict:a", "geonames:12", "geonames:120"]
    assert bearers.ways.tolist() == [*[NameMatch.NAME.order] * 6, NameMatch.ALTERNATE.order, NameMatch.NAME.order]


def test_a_limit_keeps_the_first_places_of_each_name(bundled):
    some, all_of_them = bundled.bearers(NAMES, limit=2), bundled.bearers(NAMES)
    assert [some.of(n) for n in range(len(NAMES))] == [all_of_them.of(n)[:2] for n in range(len(NAMES))]
    assert bundled.bearers([]).starts.tolist() == [0]


def test_columns_hold_what_the_places_hold(mixed):
    rows = [*range(len(mixed)), 0]
    columns = mixed.columns(rows)
    places = [mixed.place_in(row) for row in rows]
    assert columns.lat.tolist() == [place.lat for place in places]
    assert columns.lon.tolist() == [place.lon for place in places]
    assert columns.geonameid.tolist() == [place.geonameid or 0 for place in places]
    assert columns.population.tolist() == [-1 if place.population is None else place.population for place in places]
    assert columns.country.tolist() == [place.country for place in places]
    assert columns.feature_code.tolist() == [place.feature_code for place in places]
    assert columns.admin1_code.tolist() == [place.admin1_code for place in places]
    assert np.array(mixed.columns([]).lat).shape == (0,)


def test_a_long_text_holds_the_names_that_its_sentences_hold(bundled):
    sentences = [
        "Shells fell on Saraqib while a convoy left Deir ez-Zor for the Al Tanf crossing, two drivers said.",
        "Officials in New York and San Jose denied that the bridge near Port Said had been closed since Tuesday.",
        "Ships bound for Rio de Janeiro waited off Cape Town until fog lifted over the Bay of Bengal.",
    ]
    expected, start = [], 0
    for sentence in sentences:
        expected += [(start + span.start, start + span.end) for span in bundled.scan(sentence)]
        start += len(sentence) + 1
    alone = LocalGazetteer.open(bundled.folder)
    assert [tuple(span) for span in alone.scan("\n".join(sentences))] == expected
    words = {text[span.start : span.end] for text in sentences for span in bundled.scan(text)}
    assert {"Saraqib", "New York", "Rio de Janeiro", "Bay of Bengal"} <= words
