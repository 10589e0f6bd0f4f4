"""The bundled model must be the published one."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from geoevents.errors import LanguageModelError
from geoevents.text import language, weights


def small_model(tmp_path, monkeypatch):
    """A folder that passes, by hashes of its own."""
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"numbers")
    (tmp_path / "meta.json").write_text("{}")
    digest = hashlib.sha256(b"numbers").hexdigest()
    monkeypatch.setattr(weights, "published_hashes", lambda: {"ner/model": digest})
    return tmp_path


def test_the_published_files_pass(tmp_path, monkeypatch):
    weights.verify_weights(small_model(tmp_path, monkeypatch))


def test_one_changed_byte_is_refused(tmp_path, monkeypatch):
    folder = small_model(tmp_path, monkeypatch)
    (folder / "ner" / "model").write_bytes(b"numbert")
    with pytest.raises(LanguageModelError, match="not the published one"):
        weights.verify_weights(folder)


def test_a_missing_file_is_refused(tmp_path, monkeypatch):
    folder = small_model(tmp_path, monkeypatch)
    (folder / "ner" / "model").unlink()
    with pytest.raises(LanguageModelError, match="reinstall"):
        weights.verify_weights(folder)


def test_a_file_too_many_is_refused(tmp_path, monkeypatch):
    folder = small_model(tmp_path, monkeypatch)
    (folder / "extra.bin").write_bytes(b"")
    with pytest.raises(LanguageModelError, match="no part of the published model"):
        weights.verify_weights(folder)


def test_twenty_four_files_are_known_by_their_hashes():
    hashes = weights.published_hashes()
    assert len(hashes) == 24
    assert all(len(digest) == 64 for digest in hashes.values())


@pytest.mark.model
def test_loading_refuses_a_changed_copy_of_the_real_model(tmp_path, monkeypatch):
    real = language._bundled_folder()
    copy = tmp_path / "model"
    shutil.copytree(real, copy)
    with (copy / "parser" / "model").open("ab") as file:
        file.write(b"!")
    monkeypatch.setattr(language, "_bundled_folder", lambda: copy)
    with pytest.raises(LanguageModelError, match="parser/model"):
        language.load_language(language.BUNDLED_MODEL)
