"""The Methods page: what the codes mean, what the program is made of, what it does not do."""

from __future__ import annotations

import streamlit as st


def render() -> None:
    """Draw the page."""
    st.title("Methods")
    st.write("")
