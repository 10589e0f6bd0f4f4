"""Arguments of the command line as files."""

from __future__ import annotations

import bz2
import gzip
import lzma

import pyarrow as pa
import pytest

from geoevents.archive.sources import Source, find_sources, kind_of, opened
from geoevents.errors import GeoEventsError


def touch(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


@pytest.mark.parametrize(
    "name, kind",
    [
        ("news.jsonl", ("jsonl", None)),
        ("news.2024.ndjson.gz", ("jsonl", ".gz")),
        ("NEWS.CSV.BZ2", ("csv", ".bz2")),
        ("a/b.tsv", ("tsv", None)),
        ("part-0.parquet", ("parquet", None)),
        ("story.txt.zst", ("txt", ".zst")),
        ("readme", (None, None)),
        ("photo.jpg", (None, None)),
    ],
)
def test_the_name_tells_the_form(name, kind):
    assert kind_of(name) == kind


def test_a_folder_stands_for_all_files_in_it_that_can_hold_reports(tmp_path):
    touch(tmp_path, "b.jsonl", "2024/a.csv", "2024/photo.jpg", ".hidden.jsonl", ".git/x.txt", "b.jsonl.rejects.jsonl")
    found = find_sources([str(tmp_path)])
    assert [source.within for source in found] == ["2024/a.csv", "b.jsonl"]


def test_a_glob_stands_for_what_it_matches_once(tmp_path):
    touch(tmp_path, "a.jsonl", "b.jsonl", "deep/c.jsonl", "d.csv")
    found = find_sources([str(tmp_path / "**" / "*.jsonl"), str(tmp_path / "a.jsonl")])
    assert [source.name.rsplit("/")[-1] for source in found] == ["a.jsonl", "b.jsonl", "c.jsonl"]


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path):
    touch(tmp_path, "[a].jsonl", "a.jsonl")
    assert [s.name for s in find_sources([str(tmp_path / "[a].jsonl")])] == [str(tmp_path / "[a].jsonl")]


def test_the_form_can_be_stated(tmp_path):
    touch(tmp_path, "export.dat")
    (source,) = find_sources([str(tmp_path / "export.dat")], form="csv")
    assert (source.form, source.size) == ("csv", 1)


def test_standard_input_is_json_lines_unless_told():
    assert find_sources(["-"]) == [Source("-", "jsonl")]


@pytest.mark.parametrize("argument", ["nowhere.jsonl", "no*.csv", "file:///nowhere/at/all.jsonl", "nosuch://x/y"])
def test_what_stands_for_nothing_is_named(tmp_path, monkeypatch, argument):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GeoEventsError, match=argument.replace("*", r"\*")):
        find_sources([argument])


def test_an_empty_folder_is_told_with_the_kinds_of_files_known(tmp_path):
    with pytest.raises(GeoEventsError, match="parquet"):
        find_sources([str(tmp_path)])


@pytest.mark.parametrize("name", ["a.html", "b.PDF", "c.docx", "d.zip"])
def test_a_kind_of_file_that_is_not_read_is_told_unless_its_form_is_stated(tmp_path, name):
    (tmp_path / name).write_text("<p>Rebels attacked.</p>")
    with pytest.raises(GeoEventsError, match="plain text"):
        find_sources([str(tmp_path / name)])
    assert find_sources([str(tmp_path / name)], form="txt")[0].form == "txt"


def test_an_unknown_form_is_refused(tmp_path):
    with pytest.raises(GeoEventsError, match="xlsx"):
        find_sources([str(tmp_path)], form="xlsx")


@pytest.mark.parametrize("suffix", ["", ".gz", ".bz2", ".xz", ".zst"])
def test_packed_files_are_unpacked_on_the_way(tmp_path, suffix):
    text = b"one\ntwo\n" * 2_000
    pack = {"": bytes, ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd}[suffix]
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(pack(text))
    (source,) = find_sources([str(path)])
    with opened(source) as (plain, stored):
        assert b"".join(plain) == text
        assert stored.tell() == path.stat().st_size


def zstd(data):
    return pa.Codec("zstd").compress(data, asbytes=True)


def test_urls_are_read_through_fsspec(tmp_path):
    import fsspec

    memory = fsspec.filesystem("memory")
    for name in ("news/a.jsonl", "news/2024/b.csv", "news/photo.jpg"):
        memory.pipe(f"/archive/{name}", name.encode())
    found = find_sources(["memory://archive/news"])
    assert [source.name for source in found] == ["memory://archive/news/2024/b.csv", "memory://archive/news/a.jsonl"]
    assert [source.size for source in found] == [15, 12]
    with opened(found[1]) as (plain, _):
        assert plain.read() == b"news/a.jsonl"
    assert len(find_sources(["memory://archive/news/*.jsonl"])) == 1
    memory.rm("/archive", recursive=True)
