"""The index on disk: written the same every time, and honest about damage."""

from __future__ import annotations

import json
import multiprocessing
import os

import pytest

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer import files, layout
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.writer import PlaceRow, is_indexable, short_names, write_gazetteer

from .conftest import DEMONYMS, IDLIB, PLACES, rows


@pytest.fixture
def folder(tmp_path):
    write_gazetteer(tmp_path / "index", rows(PLACES), about={"name": "test"}, demonyms=DEMONYMS)
    return tmp_path / "index"


def test_the_same_rows_give_the_same_bytes_in_whatever_order_they_come(folder, tmp_path):
    other = tmp_path / "other"
    write_gazetteer(other, reversed(rows(PLACES)), about={"name": "test"}, demonyms=dict(reversed(DEMONYMS.items())))
    for name in (*layout.DATA_FILES, layout.META):
        assert (folder / name).read_bytes() == (other / name).read_bytes(), name


def test_it_holds_every_place_and_leaves_no_working_files(folder):
    gazetteer = LocalGazetteer.open(folder)
    assert len(gazetteer) == len(PLACES)
    assert {place.place_id for place in gazetteer} == {place.place_id for place in PLACES}
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".")] == []


def test_an_open_gazetteer_keeps_answering_while_a_new_one_takes_its_place(folder):
    before = LocalGazetteer.open(folder)
    write_gazetteer(folder, [PlaceRow(IDLIB)], about={"name": "new"})
    assert len(before.find("Paris")) == 2
    after = LocalGazetteer.open(folder)
    assert after.find("Paris") == []
    assert len(after) == 1


def test_other_files_in_the_folder_stay(folder):
    (folder / "README.md").write_text("kept")
    write_gazetteer(folder, [PlaceRow(IDLIB)], about={"name": "new"})
    assert (folder / "README.md").read_text() == "kept"
    assert len(LocalGazetteer.open(folder)) == 1


def test_two_rows_of_one_id_are_refused(tmp_path):
    with pytest.raises(ValueError, match="share a place_id"):
        write_gazetteer(tmp_path / "index", [PlaceRow(IDLIB), PlaceRow(IDLIB)], about={})


def test_no_gazetteer_is_an_error_that_names_the_command(tmp_path):
    with pytest.raises(GazetteerMissingError, match="geoevents gazetteer build"):
        LocalGazetteer.open(tmp_path / "nowhere")


@pytest.mark.parametrize("name", layout.DATA_FILES)
def test_a_missing_file_is_named(folder, name):
    os.remove(folder / name)
    with pytest.raises(GazetteerMissingError, match=f"{name}.*geoevents gazetteer build"):
        LocalGazetteer.open(folder)


@pytest.mark.parametrize("name", layout.DATA_FILES)
def test_a_cut_file_is_named(folder, name):
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:-1])
    with pytest.raises(GazetteerFormatError, match=f"{name}.*geoevents gazetteer build"):
        LocalGazetteer.open(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}', '{"format": 1}', "\x00"])
def test_a_damaged_description_is_a_format_error(folder, text):
    (folder / layout.META).write_text(text)
    with pytest.raises(GazetteerFormatError, match="geoevents gazetteer build"):
        LocalGazetteer.open(folder)


def test_a_trie_of_garbage_is_a_format_error(folder):
    size = (folder / layout.FORMS).stat().st_size
    (folder / layout.FORMS).write_bytes(b"x" * size)
    with pytest.raises(GazetteerFormatError, match="geoevents gazetteer build"):
        LocalGazetteer.open(folder)


def test_an_empty_gazetteer_answers_nothing(tmp_path):
    write_gazetteer(tmp_path / "index", [], about={"name": "empty"})
    empty = LocalGazetteer.open(tmp_path / "index")
    assert (len(empty), empty.find("Paris"), empty.find_similar("Paris"), empty.scan("in Paris")) == (0, [], [], [])


def test_the_description_tells_counts(folder):
    counts = json.loads((folder / layout.META).read_text())["counts"]
    assert counts["places"] == len(PLACES)


@pytest.mark.parametrize(
    "name, kept", [("Idleb", True), ("adlb", False), ("KAC", False), ("伊德利卜", False), ("إدلب", True), ("U", False)]
)
def test_machine_transliterations_and_codes_are_no_names(name, kept):
    assert is_indexable(name) is kept


@pytest.mark.parametrize(
    "name, short", [("Tartus District", ["Tartus"]), ("Province of Idlib", ["Idlib"]), ("Paris", []), ("La City", [])]
)
def test_a_division_is_also_known_without_its_kind(name, short):
    assert short_names(name) == short


def test_two_processes_that_write_one_gazetteer_leave_a_whole_one(tmp_path):
    folder = tmp_path / "index"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write_often, args=(folder, name)) for name in ("one", "two")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert LocalGazetteer.open(folder).name in {"one", "two"}
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def _write_often(folder, name):
    for _ in range(10):
        write_gazetteer(folder, [PlaceRow(IDLIB)], about={"name": name})


def test_a_large_index_answers_as_a_small_one_does(folder, monkeypatch):
    small = LocalGazetteer.open(folder)
    monkeypatch.setattr(files, "_LARGEST_MAPPED", 0)
    large = LocalGazetteer.open(folder)
    assert list(large) == list(small)
    for name in ("Idlib", "Paris", "Qamishlo", "Edlib", "nowhere", "ادلب"):
        assert large.find(name) == small.find(name)
        assert large.find_similar(name) == small.find_similar(name)
