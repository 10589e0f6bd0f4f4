"""Paste a report, keep what was found, see it on the map; reject and take back."""

from __future__ import annotations

import pytest
from conftest import Server

from geoevents.text.language import load_language

REPORT = (
    "At least four soldiers were killed on Tuesday when rebels attacked an army post near Saraqib in Idlib province, "
    "a commander said. Shelling also hit the outskirts of Homs, where two civilians died."
)


@pytest.fixture
def empty_server(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    server = Server(home)
    yield server
    server.stop()


def test_a_pasted_report_is_seen_on_the_map_and_a_wrong_event_can_be_thrown_out(empty_server, tab):
    assert load_language() is not None
    visit = tab(empty_server)
    page = visit.page
    visit.open()
    assert visit.sees("no events yet")

    page.get_by_role("link", name="Add a report").click()
    page.get_by_role("button", name="Find the events").wait_for()
    page.get_by_role("button", name="Find the events").click()
    page.get_by_text("There is no text yet").wait_for()

    page.get_by_label("The report's text").fill(REPORT)
    page.get_by_role("spinbutton", name="year, Date of publication").click()
    page.keyboard.type("20200212")
    page.get_by_label("Source").fill("Test Wire")
    page.get_by_role("button", name="Find the events").click()
    page.get_by_text("events found").wait_for(timeout=60_000)
    visit.wait_for_map()
    assert page.locator("mark.ge-trigger").count() >= 2
    assert visit.symbols() >= 1
    assert visit.map.get_by_role("button", name="Play").count() == 0  # nothing would answer it here

    page.get_by_role("button", name="Keep all").click()
    page.get_by_role("button", name="Show on the map").click()
    page.get_by_text("What the map shows").or_(page.get_by_text("Evidence", exact=True)).first.wait_for()
    visit.wait_for_map()
    shown = visit.symbols()
    assert shown >= 1

    visit.click_symbol(0)
    assert visit.sees("Evidence") or visit.sees("in this symbol", seconds=1)
    before = int(visit.body().split(" events")[0].split("\n")[-1])
    page.get_by_text("Reject, confirm, undo").click()
    page.get_by_label("Why (optional)").fill("read wrongly")
    page.keyboard.press("Tab")
    visit.settle()
    page.get_by_role("button", name="Reject", exact=True).click()
    assert visit.sees("Rejected by Ada")
    assert visit.sees(f"{before - 1} event")
    page.get_by_role("button", name="Undo").click()
    assert visit.sees(f"{before} events", gone="Rejected by")


def test_what_another_program_stores_appears_by_itself(empty_server, tab):
    from sample_events import sample

    from geoevents.store.delta import DeltaStore

    visit = tab(empty_server)
    visit.open()
    assert visit.sees("no events yet")
    DeltaStore.open(str(empty_server.home / "store"), author="other").ingest(sample(), extractor="test")
    visit.page.get_by_text("7 events").wait_for(timeout=20_000)


def test_the_app_works_under_a_base_path(tmp_path, tab):
    server = Server(tmp_path, base_path="maps/conflict")
    try:
        visit = tab(server)
        visit.open()
        assert visit.in_map("typeof L.Map") == "function"
    finally:
        server.stop()
