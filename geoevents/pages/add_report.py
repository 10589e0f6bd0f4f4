"""The Add-report page."""

from __future__ import annotations

import streamlit as st


def render() -> None:
    """Draw the page."""
    st.title("Add a report")
