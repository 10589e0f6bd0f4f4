"""Reading and writing JSON Lines: bad lines are set aside, output appears whole or not at all."""

from __future__ import annotations

import errno
import json
import os
from datetime import date
from pathlib import Path

import pytest

from geoevents.archive.records import parse_line
from geoevents.cli.jsonl import Rejects, atomic_output, check_apart, read_records, write_line
from geoevents.errors import GeoEventsError, InvalidDocumentError


def line(**values):
    return json.dumps(values).encode()


def test_a_good_line_becomes_a_document():
    record = parse_line(1, line(doc_id="a", text="Hello.", published="2020-02-13", source="x.org", url=None))
    assert (record.doc_id, record.document.published, record.document.source) == ("a", date(2020, 2, 13), "x.org")


def test_a_missing_id_becomes_that_of_the_document():
    record = parse_line(1, line(text="Hello."))
    assert record.doc_id == record.document.document_id


def test_a_byte_order_mark_and_a_time_are_understood():
    raw = b"\xef\xbb\xbf" + line(text="Hello.", published="2020-02-13T23:10:00+02:00")
    assert parse_line(1, raw).document.published == date(2020, 2, 13)


@pytest.mark.parametrize(
    "raw, reason",
    [
        (b'{"text": "a"', "not JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b"[1]", "must be an object"),
        (b"3", "must be an object, this is a number"),
        (b"{}", 'no "text"'),
        (line(text="  \n"), "empty"),
        (line(text=7), '"text" must be a string'),
        (line(text="a", published="13/02/2020"), '"published" must be a date'),
        (line(text="a", published=20200213), '"published" must be a date'),
        (line(text="a", title=[]), '"title" must be a string'),
        (line(text="a", doc_id={}), '"doc_id" must be a string'),
        (b'{"text": "\\ud800"}', "surrogate"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "not usable JSON"),
        (b'{"text": ' + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_bad_lines_say_what_is_wrong(raw, reason):
    with pytest.raises(InvalidDocumentError, match=reason):
        parse_line(2, raw)


@pytest.mark.parametrize(
    "spans", [[[0, 9]], [[-1, 2]], [[3, 3]], [[2, 1]], [[0]], "x", [[0.0, 1.0]], [[True, 2]], [["0", "1"]]]
)
def test_spans_outside_the_text_or_of_another_form_are_refused(spans):
    with pytest.raises(InvalidDocumentError, match="spans"):
        parse_line(1, line(text="Hello.", spans=spans)).spans("spans")


def test_spans_keep_their_order_and_none_differs_from_empty():
    assert parse_line(1, line(text="Hello.", spans=[[3, 5], [0, 1]])).spans("spans") == [(3, 5), (0, 1)]
    assert parse_line(1, line(text="Hello.", spans=[])).spans("spans") == []
    assert parse_line(1, line(text="Hello.", spans=None)).spans("spans") is None


def test_the_run_goes_on_after_a_bad_line(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(line(text="a b") + b"\n\nnonsense\n" + line(text="c d"))
    with Rejects(tmp_path / "out.jsonl") as rejects:
        texts = [record.document.text for record in read_records(source, rejects)]
    assert texts == ["a b", "c d"]
    assert [json.loads(x)["line"] for x in rejects.path.read_text().splitlines()] == [3]


def test_a_clean_run_removes_the_rejects_of_an_earlier_one(tmp_path):
    old = tmp_path / "out.jsonl.rejects.jsonl"
    old.write_text("{}")
    with Rejects(tmp_path / "out.jsonl"):
        pass
    assert not old.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(GeoEventsError, match=r"nowhere\.jsonl"):
        list(read_records(tmp_path / "nowhere.jsonl", Rejects(tmp_path / "out")))


def test_output_that_breaks_leaves_the_old_file_and_no_other(tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    with pytest.raises(KeyboardInterrupt), atomic_output(out) as stream:
        write_line(stream, {"a": 1})
        raise KeyboardInterrupt
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_output_is_utf8_with_the_letters_themselves(tmp_path):
    out = tmp_path / "out.jsonl"
    with atomic_output(out) as stream:
        write_line(stream, {"name": "أطمة"})
    assert out.read_text("utf-8") == '{"name": "أطمة"}\n'


@pytest.mark.parametrize("target", ["missing/out.jsonl", "."])
def test_an_output_that_cannot_be_written_is_named(tmp_path, target):
    with pytest.raises(GeoEventsError, match="write|folder"), atomic_output(tmp_path / target):
        pass


def test_special_files_are_written_and_not_replaced():
    with atomic_output(Path("/dev/null")) as stream:
        write_line(stream, {"a": 1})
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_no_news_can_have_is_refused(day):
    with pytest.raises(InvalidDocumentError, match="1500 to 2999"):
        parse_line(1, json.dumps({"text": "Rain.", "published": day}).encode())


def test_half_a_surrogate_pair_in_the_id_is_refused_like_one_in_the_text():
    with pytest.raises(InvalidDocumentError, match='"doc_id"'):
        parse_line(1, b'{"doc_id": "\\ud800", "text": "Rain."}')


@pytest.mark.parametrize("raw, word", [("{}".encode("utf-16"), "UTF-16"), (b"\x1f\x8b\x08\x00", "unpack")])
def test_a_file_that_is_no_plain_text_is_named_for_what_it_is(raw, word):
    with pytest.raises(InvalidDocumentError, match=word):
        parse_line(1, raw)


def test_a_folder_is_no_place_for_rejects():
    with pytest.raises(GeoEventsError, match="folder"):
        Rejects(Path("."))


def test_rejects_of_a_pipe_or_a_device_lie_in_the_current_folder():
    assert Rejects(Path("-"), "geoevents-ingest").path == Path("geoevents-ingest.rejects.jsonl")
    assert Rejects(Path(os.devnull), "geoevents-ingest").path == Path("geoevents-ingest.rejects.jsonl")


def test_a_run_that_breaks_off_leaves_the_rejects_of_the_last_one(tmp_path):
    (tmp_path / "out.rejects.jsonl").write_text("old\n")
    with pytest.raises(KeyboardInterrupt), Rejects(tmp_path / "out") as rejects:
        rejects.add(1, "bad")
        raise KeyboardInterrupt
    assert (tmp_path / "out.rejects.jsonl").read_text() == "old\n"


def test_a_full_disk_is_told_and_the_old_output_stays(tmp_path):
    (tmp_path / "out").write_text("old\n")
    with pytest.raises(GeoEventsError, match="No space left"), atomic_output(tmp_path / "out") as out:
        out.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text() == "old\n"


def test_the_input_is_never_its_own_output(tmp_path):
    (tmp_path / "in").write_text("{}\n")
    (tmp_path / "link").symlink_to("in")
    for output in ("in", "link"):
        with pytest.raises(GeoEventsError, match="this is the input"):
            check_apart(tmp_path / "in", tmp_path / output)
    check_apart(tmp_path / "in", tmp_path / "new")
    check_apart(Path("-"), Path("-"))
