"""What a reader sees when the store or a folder cannot be used: a sentence, never a failed page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path


def texts(app) -> str:
    return " ".join(error.value for error in app.error)


def test_a_damaged_store_is_said_in_a_sentence(filled, settings, app):
    for log in Path(settings.store_uri).rglob("_delta_log/*.json"):
        log.write_text("{broken")
    app.run()
    assert not app.exception
    assert "store" in texts(app)


def test_a_store_of_a_newer_version_is_said_in_a_sentence(filled, settings, app):
    marker = next(Path(settings.store_uri).glob("*.json"))
    marker.write_text(json.dumps({"schema_version": 99}))
    app.run()
    assert not app.exception
    assert "schema version 99" in texts(app).replace("\\", "")


def test_a_store_removed_while_the_page_is_open_is_said_in_a_sentence(filled, settings, app):
    app.run()
    shutil.rmtree(settings.store_uri)
    app.text_input(key="f_text").set_value("x").run()
    assert not app.exception
    assert "removed while in use" in texts(app)


def test_a_file_in_place_of_the_home_folder_is_said_in_a_sentence(tmp_path, monkeypatch, app):
    (tmp_path / "home").write_text("")
    monkeypatch.setenv("GEOEVENTS_HOME", str(tmp_path / "home"))
    app.run()
    assert not app.exception
    assert "this is a file" in texts(app)
