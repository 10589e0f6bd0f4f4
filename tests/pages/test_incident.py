"""Reports of one incident in the panel, parted and joined again, and counted once on the map."""

from __future__ import annotations

from datetime import date

import pytest
from sample_events import HOSTILE, make_event
from sample_events import report as sample_report

from geoevents.incidents.link import link
from geoevents.model import Document
from geoevents.pages.incident import report_html
from geoevents.query import EventQuery
from geoevents.store.base import ExtractedDocument, IncidentMember, LinkedEvent, LinkReason, StoredEvent

KORVALA = ("Idlib", 35.93, 36.63, 1, "SY")


def _report(source: str, text: str):
    document = Document(text, published=date(2020, 2, 12), source=source, title=source)
    event = make_event(
        document, "attacked", "Armed clash", place=KORVALA, dead=6, sides=("Rebels", None), day=date(2020, 2, 11)
    )
    return ExtractedDocument(document, [event])


@pytest.fixture
def three_reports(store):
    found = [
        _report("Hill Post", "Rebels attacked a depot in Idlib on Tuesday and killed six guards."),
        _report("River Mail", "In Idlib the depot of the army was attacked. Rebels left six dead there on Tuesday."),
        _report("Town Crier", "Six guards died as Rebels attacked from the east of Idlib."),
    ]
    store.ingest(found, extractor="test")
    assert link(store).incidents == 1
    return [item.events[0].event_id for item in found]


def _labels(at) -> list[str]:
    return [expander.label for expander in at.expander]


def _words(at) -> str:
    return "\n".join(html.proto.body for html in at.get("html"))


def test_the_panel_tells_how_many_reports_and_sources_there_are(three_reports, app):
    app.query_params["event"] = three_reports[0]
    at = app.run()
    assert "3 reports of this incident (3 independent sources)" in _labels(at)
    words = _words(at)
    assert all(source in words for source in ("Hill Post", "River Mail", "Town Crier"))
    assert "both at Idlib" in words


def test_an_event_of_its_own_has_no_list_of_reports(filled, app):
    app.query_params["event"] = next(filled.stream(EventQuery())).event.event_id
    assert not any("reports of this incident" in label for label in _labels(app.run()))


def test_splitting_takes_the_event_out_and_undo_brings_it_back(store, three_reports, app):
    app.query_params["event"] = three_reports[0]
    at = app.run()
    at.button(key="split").click().run()
    assert store.event(three_reports[0]).event.incident_id is None
    assert not any("reports of this incident" in label for label in _labels(at))
    at.button(key="undo_incident").click().run()
    assert "3 reports of this incident (3 independent sources)" in _labels(at)


def test_incidents_can_be_counted_once(three_reports, app):
    at = app.run()
    at.toggle(key="f_once").set_value(True).run()
    assert "1" in at.query_params["once"]
    assert "<b>1</b>" in _words(at)


def test_only_the_reports_of_one_incident_can_be_shown(store, three_reports, app):
    other = sample_report("Students marched through Khartoum.", "2020-02-12")
    event = make_event(other, "marched", "Peaceful protest", place=("Khartoum", 15.55, 32.53, 1, "SD"))
    store.ingest([ExtractedDocument(other, [event])], extractor="test")
    app.query_params["event"] = three_reports[0]
    at = app.run()
    at.button(key="only_incident").click().run()
    assert str(store.event(three_reports[0]).event.incident_id) in at.query_params["incident"]


def test_hostile_words_of_a_report_stay_text():
    document = Document(f"Raiders attacked {HOSTILE}.", source=HOSTILE)
    event = make_event(document, "attacked", "Attack")
    reasons = (LinkReason("names", 1.0, f"both name {HOSTILE}"),)
    member = IncidentMember(event.event_id, event.document_id, "i", source=event.document_id, reasons=reasons)
    html = report_html(LinkedEvent(member, StoredEvent(event)), "another")
    assert "<img" not in html and "<script" not in html and "${" not in html
