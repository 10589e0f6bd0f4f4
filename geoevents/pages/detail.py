"""One event, whole: facts, evidence with its words marked, why this place, the report, decisions."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import streamlit as st

from geoevents.errors import GeoEventsError, NotFoundError
from geoevents.event_json import event_to_dict
from geoevents.incidents import decisions
from geoevents.layers import describe
from geoevents.layers.escape import safe_html, safe_link
from geoevents.layers.highlight import chip, evidence_html, key_html, report_html
from geoevents.model import Event
from geoevents.pages import common, correct, incident
from geoevents.store.base import EventStore, Review, StoredEvent

_ACTIONS = {
    "reject": "rejected it",
    "restore": "restored it",
    "edit": "corrected it",
    "confirm": "confirmed it",
    "split": "said that it is another incident",
    "join": "said that it is one incident with another event",
    "undo": "took a decision back",
}


def draw(stored: StoredEvent, store: EventStore, *, read: incident.Read | None = None) -> None:
    """Draw everything about one event; ``read`` opens another report of its incident."""
    event, found = stored.event, incident.incident_of(stored, store)
    st.html(
        head_html(stored)
        + incident.line_html(found)
        + '<p class="ge-head">Evidence</p>'
        + evidence_html(event)
        + key_html(event)
        + source_html(event)
        + facts_html(event)
    )
    incident.draw(stored, found, store, read)
    author, note = _decide(stored, store)
    with st.expander("Correct it", icon=":material/edit:"):
        correct.form(event, store, author, note)
    _why_this_place(event)
    with st.expander("The whole report", icon=":material/article:"):
        try:
            document = store.document(event.document_id)
        except NotFoundError:
            st.caption("The report itself is not in the store.")
        else:
            if document.title:
                st.html(f'<p class="ge-head">{safe_html(document.title)}</p>')
            st.html(report_html(document.text, [event]))
    with st.expander("All fields", icon=":material/data_object:"):
        st.json(event_to_dict(event), expanded=1)
    _history(store.reviews(event.event_id))
    st.caption("Link to this event")
    st.code(f"?event={event.event_id}", language=None)


def head_html(stored: StoredEvent) -> str:
    """Chip, what it was, and whether it stands."""
    event = stored.event
    note = ""
    if stored.rejected:
        by = f" by {safe_html(stored.reviewed_by)}" if stored.reviewed_by else ""
        note = f'<p class="ge-rejected">Rejected{by}: not on the map.</p>'
    elif stored.human_owned:
        note = '<p class="ge-quiet">A person keeps this event; the newest reading of the report does not find it.</p>'
    elif event.status not in ("actual", "attempted"):
        note = f'<p class="ge-rejected">Status: {safe_html(describe.status(event))}</p>'
    return (
        f'<p class="ge-head">{chip(event.event_type)}{safe_html(describe.kind(event))}</p>'
        f'<p class="ge-quiet">{safe_html(event.event_type or "")} · {safe_html(describe.status(event))}'
        f" · confidence {event.confidence:.0%}</p>{note}"
    )


def facts_html(event: Event) -> str:
    """When, where, who and how many, each with how sure it is."""
    facts = [
        ("When", describe.days(event), describe.days_precision(event)),
        ("Where", describe.place(event.location, common.country_names()), describe.precision(event.location)),
        ("First side", describe.actor(event.actor1) or "not named", describe.actor_kind(event.actor1)),
        ("Second side", describe.actor(event.actor2), describe.actor_kind(event.actor2)),
        ("Deaths", describe.number(event.fatalities), ""),
        ("Injured", describe.number(event.injuries) if event.injuries else "", ""),
        ("Displaced", describe.number(event.displaced) if event.displaced else "", ""),
        ("Detained", describe.number(event.detained) if event.detained else "", ""),
        ("Weapons", describe.things(event.weapons), ""),
        ("Targets", describe.things(event.targets), ""),
        ("Civilians", "targeted" if event.civilian_targeting else "", ""),
        ("Told by", event.attribution or "", ""),
    ]
    rows = "".join(
        f"<dt>{name}</dt><dd>{safe_html(value)}" + (f"<br><small>{safe_html(sure)}</small>" if sure else "") + "</dd>"
        for name, value, sure in facts
        if value
    )
    return f'<dl class="ge-facts">{rows}</dl>'


def source_html(event: Event) -> str:
    """Who reported it and when; the address as a link when it is one of the web."""
    said = ", ".join(
        part for part in (event.source or "source not named", describe.day(event.published), event.title) if part
    )
    link = safe_link(event.url)
    if link:
        anchor = f'<a href="{safe_html(link)}" target="_blank" rel="noopener noreferrer">open the source</a>'
    else:
        anchor = safe_html(f"address: {event.url}") if event.url else ""
    return f'<p class="ge-quiet">{safe_html(said)} {anchor}</p>'


def _decide(stored: StoredEvent, store: EventStore) -> tuple[str, str]:
    """Buttons for a decision; gives who decides and why, for the correction below."""
    event_id = stored.event.event_id
    with st.expander("Reject, confirm, undo", icon=":material/rate_review:", expanded=stored.rejected):
        author = common.author_box(f"author-{event_id}")
        note = st.text_input("Why (optional)", key=f"note-{event_id}", max_chars=500)
        left, middle, right = st.columns(3)
        action = "restore" if stored.rejected else "reject"
        if left.button(action.capitalize(), key="decide", type="primary", width="stretch"):
            _review(store, event_id, action, author, note)
        if middle.button("Confirm", key="confirm", width="stretch", help="It is right as it stands."):
            _review(store, event_id, "confirm", author, note)
        if right.button("Undo", key="undo", width="stretch", help="Takes back your newest decision, wherever it was."):
            _undo(store, author)
    message = st.session_state.pop("decided", None)
    if message:
        st.toast(message)
    return author, note


def _review(store: EventStore, event_id: str, action: str, author: str, note: str) -> None:
    try:
        store.review(event_id, action, author=author, note=note)
    except GeoEventsError as error:
        common.show_error(error)
        return
    st.session_state["decided"] = {"reject": "Rejected", "restore": "Restored", "confirm": "Confirmed"}[action]
    st.rerun()


def _undo(store: EventStore, author: str) -> None:
    undone = decisions.undo(store, author=author)
    st.session_state["decided"] = f"Taken back: {undone.action}" if undone else "You have decided nothing that stands"
    st.rerun()


def _why_this_place(event: Event) -> None:
    if event.location is None or not event.location.candidates:
        return
    names = common.country_names()
    with st.expander("Why this place", icon=":material/travel_explore:"):
        rows: list[dict[str, Any]] = [
            {
                "Place": c.place.name,
                "Division": c.place.admin1 or "",
                "Country": names.get(c.place.country or "", c.place.country or ""),
                "Score": c.score,
                "Reasons": "; ".join(c.reasons),
            }
            for c in event.location.candidates
        ]
        st.dataframe(
            rows,
            hide_index=True,
            column_config={"Score": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)},
        )


def history_html(reviews: list[Review]) -> str:
    """Who decided what and when, newest first."""
    lines = []
    for review in reversed(reviews):
        when = review.created.astimezone(UTC)
        fields = ", ".join(sorted(review.values)) if review.action == "edit" else ""
        lines.append(
            f"<li><b>{safe_html(review.author)}</b> {_ACTIONS.get(review.action, safe_html(review.action))} "
            f'<small class="ge-quiet">{when:%Y-%m-%d %H:%M} UTC</small>'
            + (f"<br>fields: {safe_html(fields)}" if fields else "")
            + (f"<br>“{safe_html(review.note)}”" if review.note else "")
            + "</li>"
        )
    return f"<ul>{''.join(lines)}</ul>"


def _history(reviews: list[Review]) -> None:
    if reviews:
        with st.expander(f"History ({len(reviews)})", icon=":material/history:"):
            st.html(history_html(reviews))
