"""The Add-report page: paste a report, see the events found in it, keep them or some of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit_folium import st_folium

from geoevents.errors import FAULTS, GeoEventsError, NotFoundError, fault
from geoevents.layers import describe
from geoevents.layers.escape import safe_html, safe_link
from geoevents.layers.highlight import chip, evidence_html, report_html
from geoevents.layers.map import base_map, update_group
from geoevents.layers.payload import payload
from geoevents.layers.preview import areas_of, symbols_of, view_for
from geoevents.model import Document, Event
from geoevents.pages import common
from geoevents.pages.selection import One
from geoevents.query import EventQuery
from geoevents.store.base import EventStore, ExtractedDocument

if TYPE_CHECKING:
    from geoevents.extract.draft import Rejected
    from geoevents.extract.extractor import Extraction

MAX_CHARACTERS = 200_000  # read while one waits; more belongs to the command line
_MAP_HEIGHT = 340
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


@common.guarded
def render() -> None:
    """Draw the page."""
    st.header("Add a report", anchor=False)
    st.caption("The text is read on this computer and goes nowhere else. Nothing is stored until you keep it.")
    _kept_message()
    _form()
    found = st.session_state.get("found")
    if found is not None:
        _result(*found)


def _form() -> None:
    with st.form("report", border=True):
        wide, narrow = st.columns([5, 2], gap="medium")
        with wide:
            text = st.text_area(
                "The report's text", key="r_text", height=262, placeholder="Paste the text of a news report"
            )
        with narrow:
            published = st.date_input(
                "Date of publication",
                None,
                _FIRST_DAY,
                _LAST_DAY,
                key="r_date",
                format="YYYY-MM-DD",
                help="Days such as “on Tuesday” are counted from it.",
            )
            st.caption("Without it, “on Tuesday” or “last week” cannot become a day.")
            source = st.text_input("Source", key="r_source", placeholder="who published it", max_chars=200)
            url = st.text_input("Address on the web", key="r_url", placeholder="https://…", max_chars=2000)
        title = st.text_input("Title", key="r_title", max_chars=500)
        if not st.form_submit_button("Find the events", type="primary", icon=":material/search:"):
            return
    st.session_state.pop("found", None)
    problem = problem_with(text, url)
    if problem:
        st.warning(problem, icon=":material/edit_note:")
        return
    day = published if isinstance(published, date) else None
    try:
        document = Document(
            text, title=title.strip() or None, published=day, source=source.strip() or None, url=url.strip() or None
        )
        with st.spinner("Reading the report"):
            extraction = common.open_pipeline().explain(document)
    except GeoEventsError as error:
        common.show_error(error)
        return
    except FAULTS as error:
        common.show_error(GeoEventsError(f"This text cannot be read: {fault(error)}"))
        return
    st.session_state["found"] = (document, extraction)


def problem_with(text: str, url: str) -> str | None:
    """What keeps this input from being read, as a sentence; None when nothing does."""
    if not text.strip():
        return "There is no text yet. Paste the report into the first field."
    if len(text) > MAX_CHARACTERS:
        return (
            f"This text has {len(text):,} characters; this page reads up to {MAX_CHARACTERS:,}. "
            "A longer one is read by the command: geoevents extract report.txt --store STORE"
        )
    if url.strip() and safe_link(url) is None:
        return "The address must begin with http:// or https://, or be left empty."
    return None


def _result(document: Document, extraction: Extraction) -> None:
    if document.published is None:
        st.warning(
            "Without the date of publication, days such as “on Tuesday” could not be read. "
            "Give the date above and find the events again.",
            icon=":material/event_busy:",
        )
    events = extraction.events
    if not events:
        st.info("No events of conflict were found in this text.", icon=":material/search_off:")
    else:
        _found(document, events)
    with st.expander("The text, with everything marked that was used", icon=":material/article:"):
        st.html(report_html(document.text, events))
    if extraction.rejected:
        with st.expander(f"Words that made no event, and why ({len(extraction.rejected)})", icon=":material/rule:"):
            st.html(rejected_html(extraction.rejected))


def _found(document: Document, events: Sequence[Event]) -> None:
    placed = sum(event.location is not None for event in events)
    noun = "event" if len(events) == 1 else "events"
    st.subheader(f"{len(events)} {noun} found, {placed} with a place", anchor=False)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        st_folium(
            base_map(view_for(events), version=common.prepare(), preview=True),
            feature_group_to_add=update_group(payload(symbols_of(events), areas_of(events))),
            key=f"preview-{document.document_id}",
            height=_MAP_HEIGHT,
            use_container_width=True,
            returned_objects=[],
        )
        ticked = {event.event_id for event in events if st.session_state.get(f"keep-{event.event_id}", True)}
        author = common.author_box("r_author")
        label = "Keep all" if len(ticked) == len(events) else f"Keep {len(ticked)} of {len(events)}"
        if st.button(label, type="primary", key="keep", icon=":material/add_location_alt:", disabled=not ticked):
            _keep(document, events, ticked, author)
        st.caption("Events that are not ticked are stored as rejected by you; they can be restored.")
    with right, st.container(height=560):
        for event in events:
            st.checkbox(
                f"Keep: {describe.kind(event)}", value=True, key=f"keep-{event.event_id}", label_visibility="visible"
            )
            st.html(card_html(event))


def card_html(event: Event) -> str:
    """One found event: what, when, where, how many, and its evidence with the words marked."""
    where = describe.place(event.location, common.country_names())
    sure = describe.precision(event.location)
    told = describe.number(event.fatalities)
    sides = " and ".join(side for side in (describe.actor(event.actor1), describe.actor(event.actor2)) if side)
    status = "" if event.status == "actual" else f" · {safe_html(describe.status(event))}"
    return (
        f"<div>{chip(event.event_type)}{safe_html(describe.days(event))} · {safe_html(where)}{status}<br>"
        f'<small class="ge-quiet">{safe_html(sure)}{" · " if sure else ""}deaths: {safe_html(told)}'
        f"{' · ' + safe_html(sides) if sides else ''}</small>{evidence_html(event)}</div>"
    )


def rejected_html(rejected: Sequence[Rejected]) -> str:
    """The triggers that made no event, each with its reasons."""
    lines = "".join(
        f"<li><strong>{safe_html(item.trigger.text)}</strong>: {safe_html('; '.join(item.reasons))}</li>"
        for item in rejected
    )
    return f"<ul>{lines}</ul>"


def keep(store: EventStore, document: Document, events: Sequence[Event], ticked: set[str], author: str) -> bool:
    """Store the report with all its events, those not ticked as rejected; False when it was there already.

    The whole finding is stored, so that reading the report again changes nothing and a rejection can
    be taken back.
    """
    from geoevents.archive.identity import extractor_identity
    from geoevents.incidents.link import link_documents

    count = store.ingest([ExtractedDocument(document, events)], extractor=extractor_identity(common.settings()))
    for event in events:
        stored = store.event(event.event_id)
        if event.event_id not in ticked and not stored.rejected:
            store.review(event.event_id, "reject", author=author, note="not ticked when the report was added")
        elif event.event_id in ticked and stored.rejected:
            store.review(event.event_id, "restore", author=author, note="ticked when the report was added")
    link_documents(store, [document.document_id])
    return count.documents > 0


def _keep(document: Document, events: Sequence[Event], ticked: set[str], author: str) -> None:
    try:
        new = keep(common.open_store(), document, events, ticked, author)
    except (GeoEventsError, NotFoundError) as error:
        common.show_error(error)
        return
    state: Any = st.session_state
    kept = [event for event in events if event.event_id in ticked]
    state.kept_message = (kept, new)
    del state.found
    st.rerun()


def _kept_message() -> None:
    message = st.session_state.get("kept_message")
    if message is None:
        return
    kept, new = message
    placed = [event for event in kept if event.location]
    where = describe.place(placed[0].location, common.country_names()) if placed else ""
    many = "1 event is" if len(kept) == 1 else f"{len(kept)} events are"
    text = f"{many} on the map" if placed else f"{many} kept, listed as without a place"
    text += f": {where}" + (f" and {len(placed) - 1} more" if len(placed) > 1 else "") if placed else ""
    text += "." if new else ". This report was in the store already; nothing is doubled."
    with st.container(border=True):
        st.html(f'<p role="status">{safe_html(text)}</p>')
        if st.button("Show on the map", key="show_kept", type="primary", icon=":material/map:"):
            _show(kept)


def _show(kept: Sequence[Event]) -> None:
    """Go to the map, where it shows the kept events; filters that would hide them are taken off."""
    state: Any = st.session_state
    statuses = tuple(dict.fromkeys((*EventQuery().statuses, *(event.status for event in kept))))
    state.kept_query = EventQuery(statuses=statuses)
    state.selection = One(kept[0].event_id) if len(kept) == 1 else None
    state.next_view = view_for(kept, width=900, height=480)
    del state.kept_message
    st.switch_page(state.explore_page)
