"""What every test may use: settings that never touch the user's own folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoevents.settings import Settings


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOEVENTS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GEOEVENTS_STORE", raising=False)


@pytest.fixture
def settings() -> Settings:
    return Settings.from_environment()
