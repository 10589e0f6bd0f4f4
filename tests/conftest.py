"""What every test may use: settings that never touch the user's own folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import s3_server

from geoevents.settings import Settings


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOEVENTS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GEOEVENTS_STORE", raising=False)


@pytest.fixture
def settings() -> Settings:
    return Settings.from_environment()


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """An S3-compatible server of this machine."""
    with s3_server.s3_server() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new bucket as ``s3://name``; the environment says where it is."""
    for name, value in s3_server.environment(s3_endpoint).items():
        monkeypatch.setenv(name, value)
    name = f"bucket-{uuid4().hex[:12]}"
    s3_server.make_bucket(s3_endpoint, name)
    return f"s3://{name}"
