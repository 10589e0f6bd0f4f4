from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from told import DAY, event_of, spot, told

from geoevents.flat import flatten
from geoevents.incidents import decisions
from geoevents.incidents.link import How, link, link_documents, link_events, portions_of, table_of
from geoevents.incidents.merged import merge
from geoevents.incidents.naming import name_groups
from geoevents.model import Count, Document
from geoevents.ontology import DatePrecision, WherePrecision
from geoevents.query import EventQuery
from geoevents.store.base import EventStore, ExtractedDocument
from geoevents.store.delta import DeltaStore
from geoevents.store.memory import MemoryStore

WIRE = (
    "A column of trucks that carried flour to the hill villages was stopped by armed men near Korvala on Sunday, "
    "and four of the drivers were shot beside the road, the governor said."
)


@pytest.fixture(params=["memory", "delta"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EventStore:
    return MemoryStore() if request.param == "memory" else DeltaStore.open(str(tmp_path / "store"))


def keep(store: EventStore, *reports: ExtractedDocument) -> list[str]:
    store.ingest(reports, extractor="test 1")
    return [event.event_id for report in reports for event in report.events]


def incidents(store: EventStore) -> list[list[str]]:
    """Event ids of each incident, best first."""
    return sorted(
        [linked.member.event_id for linked in store.incident(row.incident_id)] for row in store.incidents(EventQuery())
    )


def grouped(store: EventStore) -> set[frozenset[str]]:
    return {frozenset(group) for group in incidents(store)}


def of(store: EventStore, event_id: str) -> str | None:
    return store.event(event_id).event.incident_id


def test_reports_of_one_incident_are_found(store: EventStore) -> None:
    one, two, other = keep(
        store, told("One."), told("Two."), told("Elsewhere.", where=spot("Bresk", lat=11.0)),
    )  # fmt: skip
    assert link(store).incidents == 1
    assert grouped(store) == {frozenset({one, two})}
    assert of(store, other) is None


def test_linking_again_changes_nothing(store: EventStore) -> None:
    keep(store, told("One."), told("Two."))
    link(store)
    before = store.version()
    assert link(store).changed == 0
    assert store.version() == before


def test_every_link_has_a_score_and_reasons(store: EventStore) -> None:
    keep(store, told("One.", dead=12), told("Two.", dead=12))
    link(store)
    (row,) = store.incidents(EventQuery())
    for member, stored in store.incident(row.incident_id):
        assert 0.5 <= member.score <= 1
        assert member.linked_to != stored.event.event_id
        assert "both tell of 12 dead" in [reason.detail for reason in member.reasons]


def test_copies_are_one_source_and_an_independent_report_another(store: EventStore) -> None:
    keep(
        store,
        told(WIRE, source="Hill Wire"),
        told(f"KORVALA - {WIRE} More soon.", source="River Mail"),
        told("Four lorry drivers died in an ambush near Korvala.", source="Town Crier"),
    )
    assert link(store).copies == 1
    (row,) = store.incidents(EventQuery())
    assert (row.events, row.sources) == (3, 2)


def test_two_reports_of_one_outlet_are_one_source(store: EventStore) -> None:
    keep(store, told("One.", source="Hill Wire"), told("Two.", source="hill wire "))
    link(store)
    assert store.incidents(EventQuery())[0].sources == 1


def test_rejected_events_and_plans_are_no_reports(store: EventStore) -> None:
    one, two, planned = keep(store, told("One."), told("Two."), told("Three.", status="planned"))
    store.review(two, "reject", author="ana")
    assert link(store).incidents == 0
    store.undo(author="ana")
    link(store)
    assert grouped(store) == {frozenset({one, two})}
    assert of(store, planned) is None


def test_an_event_rejected_after_linking_leaves_its_incident(store: EventStore) -> None:
    one, two, three = keep(store, told("One."), told("Two."), told("Three."))
    link(store)
    store.review(three, "reject", author="ana")
    link(store)
    assert of(store, three) is None
    assert grouped(store) == {frozenset({one, two})}


def test_two_incidents_that_one_report_tells_apart_stay_apart(store: EventStore) -> None:
    document = Document("Gunmen raided the mill. Gunmen raided the farm.", published=date(2021, 3, 8))
    events = [event_of(document, where=spot(), dead=dead, ordinal=n) for n, dead in enumerate((3, 3))]
    first, second = keep(store, ExtractedDocument(document, events))
    (other,) = keep(store, told("Three died at the mill.", dead=3))
    link(store)
    assert of(store, first) is None or of(store, first) != of(store, second)
    assert any(other in group for group in grouped(store))


def test_rows_of_one_coded_data_set_are_not_linked_but_a_report_with_one_of_them_is(store: EventStore) -> None:
    coded = [told(f"Row {n}.", extractor="ucdp-ged", dead=4) for n in range(2)]
    keep(store, *coded)
    assert link(store).incidents == 0
    (row,) = keep(store, told("A report.", dead=4))
    link(store)
    (group,) = grouped(store)
    assert row in group and len(group) == 2


def test_an_incident_is_called_after_its_earliest_event(store: EventStore) -> None:
    late, early = keep(store, told("One.", published=date(2021, 3, 9)), told("Two.", published=date(2021, 3, 7)))
    link(store)
    assert of(store, late) == early


def test_an_incident_keeps_its_id_when_an_earlier_report_comes(store: EventStore) -> None:
    one, two = keep(store, told("One."), told("Two."))
    link(store)
    name = of(store, one)
    keep(store, told("Zero.", published=date(2021, 3, 6)))
    link(store)
    assert of(store, two) == name
    assert len(store.incident(name or "")) == 3


def test_ids_follow_the_larger_part() -> None:
    prior = {"a": "i", "b": "i", "c": "i", "d": "j"}
    assert name_groups([["a"], ["b", "c"], ["d", "e"], ["f", "g"]], prior) == ["a", "i", "j", "f"]
    assert name_groups([["a", "x"]], {}, taken=["a"]) == ["x"]


@pytest.mark.parametrize("small", [True, False], ids=["read whole", "read around the days"])
def test_what_is_ingested_is_linked_with_what_is_near_and_nothing_else_is_touched(
    store: EventStore, small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geoevents.incidents.link._SMALL", 10_000 if small else 0)
    far = [told(f"Far {n}.", day=DAY + timedelta(days=40), where=spot("Bresk", 12.0)) for n in range(2)]
    keep(store, told("One."), *far)
    new = told("Two.")
    keep(store, new)
    link_documents(store, [new.document.document_id])
    assert len(grouped(store)) == 1
    link(store)
    assert len(grouped(store)) == 2


@pytest.mark.parametrize("small", [True, False], ids=["read whole", "read around the days"])
def test_linking_report_by_report_comes_to_the_same_as_linking_all(
    small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geoevents.incidents.link._SMALL", 10_000 if small else 0)
    reports = [
        told(f"Report {n}.", day=DAY + timedelta(days=n % 4), dead=n % 5 or None, where=spot(f"T{n % 3}", 10 + n % 3))
        for n in range(30)
    ]
    step, whole = MemoryStore(), MemoryStore()
    for report in reports:
        keep(step, report)
        link_documents(step, [report.document.document_id])
    keep(whole, *reports)
    link(whole)
    assert grouped(step) == grouped(whole) and len(grouped(whole)) > 3


def test_a_report_read_again_without_the_event_leaves_the_others_in_order(store: EventStore) -> None:
    report, other = told("One."), told("Two.")
    keep(store, report, other, told("Three."))
    link(store)
    store.ingest([ExtractedDocument(report.document, [])], extractor="test 2")
    link_documents(store, [report.document.document_id])
    (group,) = grouped(store)
    assert len(group) == 2
    store.ingest([ExtractedDocument(other.document, [])], extractor="test 2")
    link_documents(store, [other.document.document_id])
    assert grouped(store) == set()


def test_days_asked_for_are_linked_with_those_around_them(store: EventStore) -> None:
    one, two = keep(store, told("One.", date_mention=None), told("Two.", last=DAY + timedelta(days=1), dead=9))
    keep(store, *(told(f"Later {n}.", day=DAY + timedelta(days=30)) for n in range(2)))
    link(store, date_from=DAY, date_to=DAY)
    assert grouped(store) == {frozenset({one, two})}


def test_undated_and_unplaced_reports_are_linked_only_as_copies(store: EventStore) -> None:
    a, b = keep(store, told(WIRE, day=None, unplaced=True), told(f"{WIRE} Again.", day=None, unplaced=True))
    keep(store, told("Nobody knows where.", day=None, unplaced=True))
    link(store)
    assert grouped(store) == {frozenset({a, b})}


# What people decide.


def test_a_split_survives_linking_and_can_be_undone(store: EventStore) -> None:
    one, two, three = keep(store, told("One."), told("Two."), told("Three."))
    link(store)
    review = decisions.split(store, three, author="ana", note="another mill")
    assert (review.author, review.note) == ("ana", "another mill")
    assert grouped(store) == {frozenset({one, two})}
    link(store)
    assert grouped(store) == {frozenset({one, two})}
    decisions.undo(store, author="ana")
    assert grouped(store) == {frozenset({one, two, three})}


def test_a_new_report_goes_with_either_side_of_a_split_but_never_joins_them(store: EventStore) -> None:
    one, two = keep(store, told("One."), told("Two."))
    link(store)
    decisions.split(store, one, author="ana")
    keep(store, told("Three."))
    link(store)
    assert of(store, one) is None or of(store, one) != of(store, two)


def test_a_join_survives_linking_and_can_be_undone(store: EventStore) -> None:
    one, two = keep(store, told("One."), told("Two.", where=spot("Bresk", 11.0)))
    assert link(store).incidents == 0
    decisions.join(store, one, two, author="ana")
    assert grouped(store) == {frozenset({one, two})}
    (row,) = store.incidents(EventQuery())
    assert store.incident(row.incident_id)[0].member.reasons[0].detail.startswith("ana said on")
    link(store)
    assert grouped(store) == {frozenset({one, two})}
    decisions.undo(store, author="ana")
    assert grouped(store) == set()


def test_the_later_of_two_opinions_counts(store: EventStore) -> None:
    one, two = keep(store, told("One."), told("Two."))
    link(store)
    decisions.split(store, one, author="ana")
    decisions.join(store, one, two, author="ben")
    assert grouped(store) == {frozenset({one, two})}


def test_what_cannot_be_split_or_joined_is_refused(store: EventStore) -> None:
    from geoevents.errors import InvalidEventError, NotFoundError

    one, two = keep(store, told("One."), told("Two."))
    with pytest.raises(InvalidEventError, match="nothing to split"):
        decisions.split(store, one, author="ana")
    with pytest.raises(InvalidEventError, match="another event"):
        decisions.join(store, one, one, author="ana")
    link(store)
    with pytest.raises(InvalidEventError, match="already"):
        decisions.join(store, one, two, author="ana")
    with pytest.raises(NotFoundError):
        decisions.split(store, "nothing", author="ana")


def test_undo_of_another_kind_of_decision_is_undone_as_well(store: EventStore) -> None:
    (one,) = keep(store, told("One."))
    store.review(one, "reject", author="ana")
    undone = decisions.undo(store, author="ana")
    assert undone is not None and undone.action == "reject"
    assert decisions.undo(store, author="ana") is None


def test_days_at_the_rim_of_the_calendar_are_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geoevents.incidents.link._SMALL", 0)
    store = MemoryStore()
    keep(store, *(told(f"{n} {day}.", day=day) for n in range(2) for day in (date.min, date.max)))
    link_events(store, [stored.event.event_id for stored in store.stream(EventQuery())])
    assert len(grouped(store)) == 2
    assert link(store, date_from=date.min, date_to=date.max).changed == 0


def test_linking_an_event_that_is_not_there_does_nothing(store: EventStore) -> None:
    assert link_events(store, ["nothing"]).changed == 0
    assert link(store).changed == 0


# Taken together.


def test_reports_come_to_the_finest_place_the_surest_day_and_the_latest_toll(store: EventStore) -> None:
    division = spot("North", 10.2, radius_km=90.0, where_prec=WherePrecision.ADMIN1, feature_code="ADM1")
    keep(
        store,
        told(
            "One.",
            dead=5,
            groups=("Hill Front",),
            day=DAY,
            last=DAY + timedelta(days=2),
            date_precision=DatePrecision.FEW_DAYS,
        ),
        told("Two.", fatalities=Count(7, 8, 9), groups=("Hill Front",), published=date(2021, 3, 9)),
        told("Three.", dead=8, where=division, groups=("Hill Front",), published=date(2021, 3, 8)),
    )
    link(store)
    (row,) = store.incidents(EventQuery())
    found = merge(store.incident(row.incident_id))
    assert found.location is not None and found.location.name == "Korvala"
    assert found.days is not None and (found.days.first, found.days.last) == (DAY, DAY)
    assert found.fatalities == Count(5, 8, 9)
    assert found.sources == len(found.reports)


# The work in portions.


@pytest.fixture
def many(tmp_path: Path) -> DeltaStore:
    store = DeltaStore.open(str(tmp_path / "many"))
    reports = [
        told(
            f"{WIRE} Edition {n}." if n % 10 == 0 else f"Report {n} of an attack.",
            source=f"Paper {n % 7}",
            published=DAY + timedelta(days=n % 11 + 1),
            day=DAY + timedelta(days=n % 11),
            dead=n % 4 or None,
            where=spot(f"T{n % 5}", 10 + 0.2 * (n % 5), 20 + 0.1 * (n % 5)),
            groups=("Hill Front",) if n % 3 else (),
        )
        for n in range(120)
    ]
    keep(store, *reports)
    return store


def rows_after(store: DeltaStore, how: How) -> list[dict[str, object]]:
    """The memberships of a fresh copy of the store after linking so."""
    fresh = MemoryStore()
    fresh.ingest(
        [
            ExtractedDocument(store.document(s.event.document_id), [replace(s.event, incident_id=None)])
            for s in store.stream(EventQuery())
        ],
        extractor="copy",
    )
    link(fresh, how=how)
    return list(fresh.memberships().to_pylist())


def test_blocks_come_to_the_same_as_the_whole(many: DeltaStore) -> None:
    whole = rows_after(many, How(block_events=10**6))
    assert len(whole) > 40
    assert rows_after(many, How(block_events=7)) == whole


def test_two_processes_come_to_the_same_as_one(many: DeltaStore) -> None:
    assert rows_after(many, How(workers=2, block_events=15)) == rows_after(many, How())


def test_progress_is_told_to_the_end(many: DeltaStore) -> None:
    seen: dict[str, tuple[int, int]] = {}
    link(many, how=How(block_events=20, progress=lambda what, done, total: seen.update({what: (done, total)})))
    assert set(seen) == {"reading events", "comparing reports", "comparing events"}
    assert all(done == total for done, total in seen.values())


def test_a_portion_of_the_events_takes_only_itself_along_to_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geoevents.incidents.link._PORTION", 10)
    rows = [flatten(told(f"Report {n}. " + "word " * 200).events[0]) for n in range(100)]
    table = table_of(rows)
    sizes = [len(pickle.dumps(portion)) for portion in portions_of(table)]
    assert len(sizes) == 10
    assert max(sizes) < 0.3 * len(pickle.dumps(table))
