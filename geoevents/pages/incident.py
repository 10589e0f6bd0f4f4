"""The other reports of an event's incident: what they come to together, why they are linked, and a way to part them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geoevents.errors import GeoEventsError, NotFoundError
from geoevents.incidents import decisions
from geoevents.incidents.merged import Incident, merge
from geoevents.layers import describe
from geoevents.layers.escape import safe_html
from geoevents.pages import common
from geoevents.store.base import EventStore, LinkedEvent, LinkReason, StoredEvent

Read = Callable[[str], None]  # opens an event by its id
_LISTED = 30  # reports of one incident


def incident_of(stored: StoredEvent, store: EventStore) -> Incident | None:
    """The incident that others tell of, too; None when the event stands alone."""
    if stored.event.incident_id is None:
        return None
    try:
        found = merge(store.incident(stored.event.incident_id))
    except NotFoundError:
        return None
    return found if len(found.reports) > 1 else None


def draw(stored: StoredEvent, found: Incident | None, store: EventStore, read: Read | None = None) -> None:
    """Draw the reports of the event's incident, or what a person said of it when it stands alone."""
    event = stored.event
    if found is None:
        _said(event.event_id, store)
        return
    with st.expander(headline(found), icon=":material/library_books:", expanded=True):
        st.html(together_html(found))
        for linked in found.reports[:_LISTED]:
            _report(linked, event.event_id, read)
        if len(found.reports) > _LISTED:
            st.caption(f"and {len(found.reports) - _LISTED:,} more reports")
        st.button(
            "Show only these on the map",
            key="only_incident",
            on_click=_only,
            args=(found.incident_id,),
            icon=":material/filter_alt:",
            type="tertiary",
        )
        _split(event.event_id, store)


def line_html(found: Incident | None) -> str:
    """A line for the head of the event: how many reports there are; empty when it stands alone."""
    return f'<p class="ge-quiet">{safe_html(headline(found))}</p>' if found else ""


def headline(found: Incident) -> str:
    """How many reports there are, and how many of them stand on their own."""
    sources = "1 independent source" if found.sources == 1 else f"{found.sources:,} independent sources"
    return f"{len(found.reports):,} reports of this incident ({sources})"


def together_html(found: Incident) -> str:
    """What the reports come to: the finest place, the surest day, the toll over all of them."""
    days = found.days
    when = "" if days is None else describe.day(days.first)
    if days is not None and days.last != days.first:
        when = f"{describe.day(days.first)} to {describe.day(days.last)}"
    facts = [
        ("When", when),
        ("Where", describe.place(found.location, common.country_names()) if found.location else ""),
        ("Deaths", describe.number(found.fatalities) if found.fatalities else ""),
        ("Injured", describe.number(found.injuries) if found.injuries else ""),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{safe_html(value)}</dd>" for name, value in facts if value)
    return f'<p class="ge-quiet">Taken together</p><dl class="ge-facts">{rows}</dl>'


def report_html(linked: LinkedEvent, here: str) -> str:
    """One report: source, day and sentence, and why it is linked."""
    member, event = linked.member, linked.stored.event
    said = ", ".join(part for part in (event.source or "source not named", describe.day(event.published)) if part)
    copy = "" if member.source == member.document_id else ' <small class="ge-quiet">(same source as another)</small>'
    mark = " <small>(the one above)</small>" if event.event_id == here else ""
    sentence = event.evidence[0].text if event.evidence else event.trigger.text
    return f"<p><b>{safe_html(said)}</b>{copy}{mark}<br>“{safe_html(sentence)}”</p>{reasons_html(member.reasons)}"


def reasons_html(reasons: tuple[LinkReason, ...]) -> str:
    """What speaks for and against the link, the weightiest first."""
    items = "".join(
        f"<li>{'for' if reason.score > 0 else 'against'}: {safe_html(reason.detail)}</li>" for reason in reasons
    )
    return f'<details class="ge-quiet"><summary>Why it is linked</summary><ul>{items}</ul></details>' if items else ""


def _only(incident_id: str) -> None:
    st.session_state["f_incident"] = incident_id


def _report(linked: LinkedEvent, here: str, read: Read | None) -> None:
    event_id = linked.stored.event.event_id
    if read is None or event_id == here:
        st.html(report_html(linked, here))
        return
    left, right = st.columns([4, 1])
    left.html(report_html(linked, here))
    right.button("Read", key=f"report-{event_id}", on_click=read, args=(event_id,), type="tertiary")


def _split(event_id: str, store: EventStore) -> None:
    author = common.author_box(f"split-author-{event_id}")
    left, right = st.columns(2)
    if left.button(
        "Not this incident", key="split", width="stretch", help="This event is another one than the others listed here."
    ):
        _act(lambda: decisions.split(store, event_id, author=author), "Split off")
    if right.button("Undo", key="undo_incident", width="stretch", help="Takes back your newest decision."):
        _undo(store, author)


def _said(event_id: str, store: EventStore) -> None:
    """That a person took the event out of an incident, with a way back."""
    said = [
        r for r in store.incident_reviews() if r.action == "split" and event_id in (r.event_id, *r.values["events"])
    ]
    if not said:
        return
    last = said[-1]
    st.html(
        f'<p class="ge-quiet">{safe_html(last.author)} said on {safe_html(describe.day(last.created.date()))} that '
        "this is another incident than the one it was linked to.</p>"
    )
    author = common.author_box(f"split-author-{event_id}")
    if st.button("Undo", key="undo_incident", help="Takes back your newest decision."):
        _undo(store, author)


def _undo(store: EventStore, author: str) -> None:
    try:
        undone = decisions.undo(store, author=author)
    except GeoEventsError as error:
        common.show_error(error)
        return
    st.session_state["decided"] = f"Taken back: {undone.action}" if undone else "You have decided nothing that stands"
    st.rerun()


def _act(action: Callable[[], object], message: str) -> None:
    try:
        action()
    except GeoEventsError as error:
        common.show_error(error)
        return
    st.session_state["decided"] = message
    st.rerun()
