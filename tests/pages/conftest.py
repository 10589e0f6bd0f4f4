"""The app run without a browser, over a store of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from sample_events import sample
from streamlit.testing.v1 import AppTest

from geoevents.settings import Settings
from geoevents.store.delta import DeltaStore

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def _fresh_caches():
    """Caches outlive a test, and the store's folder does not."""
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def store(settings: Settings, monkeypatch) -> DeltaStore:
    monkeypatch.setenv("GEOEVENTS_AUTHOR", "Ada")
    return DeltaStore.open(settings.store_uri, author="test")


@pytest.fixture
def filled(store: DeltaStore) -> DeltaStore:
    store.ingest(sample(), extractor="test")
    return store


@pytest.fixture
def app():
    """An app that has not run yet, with the map's answer preset where a test gives one."""
    test = AppTest.from_file(str(APP), default_timeout=60)
    test.session_state["map_drawn"] = True  # the rest of the page waits for the map, which no browser draws here
    return test
