"""What the page says while the demo reports are being read."""

from __future__ import annotations

import streamlit as st

from geoevents import demo
from geoevents.pages import common


def running() -> bool:
    """Whether another process is reading the demo reports into this store now."""
    state = demo.read_state(common.settings())
    return state is not None and state.running


def progress() -> None:
    """Say how far it is; nothing when it is not going on."""
    state = demo.read_state(common.settings())
    if state is not None and state.running:
        share = min(1.0, state.done / state.total) if state.total else 0.0
        st.progress(share, text=f"Reading the demo reports: {state.done} of {state.total}. The map fills by itself.")
