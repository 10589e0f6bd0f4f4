from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from told import DAY, features, spot, told

from geoevents.geometry import distance_km
from geoevents.incidents import evidence
from geoevents.incidents.evidence import WEIGHTS, judge
from geoevents.incidents.reasons import DETAILS
from geoevents.model import Count, Location
from geoevents.ontology import WherePrecision
from geoevents.store.base import ExtractedDocument


def score(function, a: ExtractedDocument, b: ExtractedDocument) -> float:
    found = features(a, b)
    return float(function(found.take(np.array([0])), found.take(np.array([1])))[0])


def probability(a: ExtractedDocument, b: ExtractedDocument, *, copied: bool = False) -> float:
    found = features(a, b)
    return float(judge(found.take(np.array([0])), found.take(np.array([1])), [copied])[0])


def division(**values) -> Location:
    return spot("North", radius_km=90.0, where_prec=WherePrecision.ADMIN1, feature_code="ADM1", **values)


def test_two_reports_of_a_village_on_one_day_are_one_incident() -> None:
    assert probability(told("One tells it."), told("Another tells it.")) > 0.5


def test_all_evidence_has_a_weight_and_words() -> None:
    assert WEIGHTS.keys() == DETAILS.keys()


def test_no_evidence_leaves_its_scale() -> None:
    reports = [
        told("A.", dead=0), told("B.", dead=40, groups=("Hill Front",)), told("C.", day=None),
        told("D.", where=division()), told("E.", unplaced=True), told("F.", targets=("school",), weapons=("mine",)),
        told("G.", dead=7, groups=("Lake Front", "Hill Front"), targets=("school",), weapons=("mine",)),
    ]  # fmt: skip
    found = features(*reports)
    i, j = (side.ravel() for side in np.meshgrid(np.arange(len(found)), np.arange(len(found))))
    for function, weight in WEIGHTS.values():
        values = function(found.take(i), found.take(j))
        assert weight > 0 and (np.abs(values) <= 1).all()
        assert np.allclose(values, function(found.take(j), found.take(i)))  # whichever comes first


def test_distances_are_those_of_the_rest_of_the_program() -> None:
    a, b = told("A.", where=spot("A", 10, 20)), told("B.", where=spot("B", 10.5, 20.4))
    found = features(a, b)
    expected = distance_km(a.events[0].location, b.events[0].location)
    assert evidence.distance_km(found.take(np.array([0])), found.take(np.array([1])))[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    "one, other, expected",
    [
        (spot(), spot(), 1.0),
        (spot("A"), spot("B", 10.03), -1.0),
        (spot("A"), spot("A quarter", 10.005, feature_code="PPLX"), 1.0),
        (spot(radius_km=40.0), spot(radius_km=40.0), evidence.LARGE_PLACE),
        (spot(), None, 0.0),
    ],
)
def test_place(one: Location, other: Location | None, expected: float) -> None:
    second = told("B.", where=other) if other else told("B.", unplaced=True)
    assert score(evidence.place, told("A.", where=one), second) == pytest.approx(expected)


def test_a_large_town_says_much_of_what_fills_it() -> None:
    a, b = (told(text, sub="Peaceful protest", where=spot(radius_km=40.0)) for text in ("A.", "B."))
    assert score(evidence.place, a, b) > 0.8


def test_a_village_lies_in_its_division() -> None:
    assert score(evidence.place, told("A.", where=division()), told("B.")) == 0.25


@pytest.mark.parametrize(
    "one, other, expected",
    [(DAY, DAY, 1.0), (DAY, DAY + timedelta(days=1), -0.7), (DAY, DAY + timedelta(days=2), -1.0), (DAY, None, 0.0)],
)
def test_day(one: date, other: date | None, expected: float) -> None:
    assert score(evidence.day, told("A.", day=one), told("B.", day=other)) == expected


def test_a_day_the_report_does_not_tell_may_be_the_day_before() -> None:
    late = told("B.", day=DAY + timedelta(days=1), date_mention=None)
    assert score(evidence.day, told("A."), late) > score(evidence.day, told("A."), told("C.", day=DAY + timedelta(1)))


@pytest.mark.parametrize(
    "one, other, sign",
    [
        (("Hill Front",), ("Hill Front",), 1),
        (("Hill Front",), ("Lake Front",), -1),
        (("Hill Front",), (), 0),
        (("Unidentified Armed Group (Syria)",), ("Hill Front",), 0),
    ],
)
def test_actors(one: tuple[str, ...], other: tuple[str, ...], sign: int) -> None:
    assert np.sign(score(evidence.actors, told("A.", groups=one), told("B.", groups=other))) == sign


@pytest.mark.parametrize(
    "one, other, low, high",
    [(12, 12, 1, 1), (2, 2, 0.3, 0.6), (10, 12, 0.3, 0.6), (2, 40, -1, -1), (0, 5, -1, -0.8), (0, 0, 0.1, 0.2)],
)
def test_deaths(one: int, other: int, low: float, high: float) -> None:
    assert low <= score(evidence.deaths, told("A.", dead=one), told("B.", dead=other)) <= high


def test_a_toll_may_grow_but_not_shrink() -> None:
    early, late = date(2021, 3, 8), date(2021, 3, 10)
    grown = score(evidence.deaths, told("A.", dead=10, published=early), told("B.", dead=30, published=late))
    shrunk = score(evidence.deaths, told("A.", dead=30, published=early), told("B.", dead=10, published=late))
    assert grown == 0 > shrunk


def test_ranges_that_meet_speak_for_it() -> None:
    a, b = told("A.", fatalities=Count(10, 20, 30)), told("B.", dead=25)
    assert score(evidence.deaths, a, b) > 0.4


def test_a_name_that_both_sentences_hold() -> None:
    a = told("Gunmen shot the baker Olen Tarsi in Korvala.")
    b = told("In Korvala the baker Olen Tarsi was shot.")
    c = told("Gunmen shot the teacher Maia Brunt in Korvala.")
    assert score(evidence.names, a, b) == 1.0
    assert score(evidence.names, a, c) < 0


def test_other_targets_speak_against_it() -> None:
    a, b = told("A.", targets=("school",)), told("B.", targets=("market",))
    assert score(evidence.means, a, b) < 0 < score(evidence.means, a, told("C.", targets=("school",)))


@pytest.mark.parametrize(
    "other",
    [
        told("B.", sub="Peaceful protest"),
        told("B.", day=DAY + timedelta(days=2)),
        told("B.", where=spot("Far", 11.0)),
        told("B.", where=spot("Abroad", country="TR", where_prec=WherePrecision.COUNTRY, radius_km=500.0)),
    ],
    ids=["another family", "another day", "another place", "another country"],
)
def test_what_is_impossible(other: ExtractedDocument) -> None:
    assert probability(told("A.", dead=30), other) == 0


def test_rows_of_one_data_set_are_incidents_already() -> None:
    a, b = told("A.", extractor="ucdp-ged", dead=30), told("B.", extractor="ucdp-ged", dead=30)
    assert probability(a, b) == 0
    assert probability(a, told("C.", dead=30)) > 0.5


def test_the_same_sentence_in_two_copies_is_surer_than_another_sentence_of_theirs() -> None:
    text = "Gunmen attacked the old mill by the river and killed three of the guards who slept there"
    a, b = told(text + "."), told(text + ", police said.")
    other = told("A bridge over the same river was blown up an hour later by somebody else.")
    assert probability(a, b, copied=True) > probability(a, b) > probability(a, other, copied=True)


def test_nothing_told_but_family_and_day_is_not_enough() -> None:
    assert probability(told("A.", unplaced=True), told("B.", unplaced=True)) < 0.5
    assert probability(told("A.", where=division()), told("B.", where=division())) < 0.5
