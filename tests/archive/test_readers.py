"""Files as reports, and what cannot be read set aside with file, line and reason."""

from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geoevents.archive.columns import choose_columns, stated_columns
from geoevents.archive.readers import ArchiveReader, Reading
from geoevents.archive.sources import find_sources
from geoevents.cli.jsonl import Rejects
from geoevents.errors import GeoEventsError

DAY = date(2020, 2, 13)


def read(tmp_path, *files, form=None, **reading):
    """(reports, rejects) of these files."""
    rejects = Rejects(tmp_path / "out")
    with rejects:
        reader = ArchiveReader(find_sources([str(f) for f in files], form=form), rejects, Reading(**reading))
        found = list(reader)
        if reader.total_bytes is not None:
            assert reader.bytes_read == reader.total_bytes
    return found, [json.loads(x) for x in rejects.path.read_text().splitlines()] if len(rejects) else []


def file(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_table_by_usual_names(tmp_path):
    table = 'ID,Headline,Date,Body,Outlet,Link\n7,"Fire, again",2020-02-13,"Two lines\nof text",x.org,http://x.org/7\n'
    (report,), rejected = read(tmp_path, file(tmp_path, "a.csv", table))
    document = report.document
    assert (report.doc_id, document.title, document.published) == ("7", "Fire, again", DAY)
    assert (document.text, document.source, document.url) == ("Two lines\nof text", "x.org", "http://x.org/7")
    assert rejected == []


@pytest.mark.parametrize("name, delimiter", [("a.tsv", "\t"), ("a.csv", ";"), ("a.csv", "|")])
def test_the_delimiter_is_seen(tmp_path, name, delimiter):
    rows = [("date", "text"), ("2020-02-13", "Rebels shelled Homs, again.")]
    found, _ = read(tmp_path, file(tmp_path, name, "\n".join(map(delimiter.join, rows))))
    assert [report.document.published for report in found] == [DAY]


def test_columns_and_date_format_can_be_stated(tmp_path):
    path = file(tmp_path, "a.csv", "text,story,when\nshort,Rebels shelled Homs.,13/02/2020\n")
    (report,), _ = read(tmp_path, path, columns={"text": "story", "published": "when"}, date_format="%d/%m/%Y")
    assert (report.document.text, report.document.published) == ("Rebels shelled Homs.", DAY)


def test_keys_of_json_lines_can_be_stated(tmp_path):
    path = file(tmp_path, "a.jsonl", '{"body": "Rebels shelled Homs.", "text": "the title"}')
    (report,), _ = read(tmp_path, path, columns={"text": "body", "title": "text"})
    assert (report.document.text, report.document.title) == ("Rebels shelled Homs.", "the title")


def test_rows_of_another_length_and_bad_cells_are_set_aside_with_their_line(tmp_path):
    table = (
        b'text,date\n"two\nlines",2020-02-13\na,b,c\nRebels shelled Homs.,13th\n\xff,2020-02-13\n,2020-02-13\nlast,\n'
    )
    found, rejected = read(tmp_path, file(tmp_path, "a.csv", table))
    assert [(report.line, report.document.text) for report in found] == [(2, "two\nlines"), (8, "last")]
    assert [entry["line"] for entry in rejected] == [4, 5, 6, 7]
    assert all(entry["file"] == str(tmp_path / "a.csv") for entry in rejected)
    assert "3 cells" in rejected[0]["reason"]
    assert "13th" in rejected[1]["reason"]
    assert "UTF-8" in rejected[2]["reason"]


def test_an_article_longer_than_python_expects_is_read(tmp_path):
    (report,), _ = read(tmp_path, file(tmp_path, "a.csv", "text\n" + "x " * 100_000 + "\n"))
    assert len(report.document.text) == 200_000


def test_parquet_with_dates_and_numbers(tmp_path):
    table = pa.table(
        {
            "article_id": pa.array([1, None, 3]),
            "publish_date": [datetime(2020, 2, 13, 23, 50), None, datetime(2020, 2, 13)],
            "content": ["Rebels shelled Homs.", "Troops left.", None],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    found, rejected = read(tmp_path, tmp_path / "a.parquet")
    assert [(r.line, r.document.doc_id, r.document.published) for r in found] == [(1, "1", DAY), (2, None, None)]
    assert [entry["line"] for entry in rejected] == [3]


def test_a_folder_of_plain_texts_is_one_report_a_file(tmp_path):
    folder = tmp_path / "texts"
    (folder / "2020").mkdir(parents=True)
    file(folder, "2020/a.txt", "Rebels shelled Homs.")
    file(folder, "b.txt", b"caf\xe9\n")
    found, rejected = read(tmp_path, folder, published=DAY)
    assert [(report.doc_id, report.document.published) for report in found] == [("2020/a.txt", DAY)]
    assert [(entry["file"], entry["line"]) for entry in rejected] == [(str(folder / "b.txt"), 1)]


def test_a_file_that_breaks_off_is_told_and_the_next_is_read(tmp_path):
    rows = "".join(json.dumps({"text": f"Rebels shelled Homs {n} times."}) + "\n" for n in range(5_000)).encode()
    packed = gzip.compress(rows)
    first = file(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    found, rejected = read(tmp_path, first, file(tmp_path, "b.jsonl", '{"text": "Troops left."}'))
    assert found[-1].document.text == "Troops left."
    assert len(found) > 100
    # The line that it breaks off in, and that it does.
    assert {entry["file"] for entry in rejected} == {str(first)}
    assert any("cannot be read from here on" in entry["reason"] for entry in rejected)


@pytest.mark.parametrize(
    "name, content, told",
    [
        ("a.csv", "id,date\n1,2020-02-13\n", "'id', 'date'"),
        ("a.parquet", "no Parquet", "a.parquet"),
        ("a.jsonl.gz", "not packed", "a.jsonl.gz"),
        ("a.txt", " \n", "empty"),
    ],
)
def test_an_only_file_that_cannot_be_read_ends_the_run(tmp_path, name, content, told):
    with pytest.raises(GeoEventsError, match=told):
        read(tmp_path, file(tmp_path, name, content))


def test_one_such_file_of_several_is_set_aside(tmp_path):
    bad = file(tmp_path, "a.csv", "id,date\n1,2020-02-13\n")
    found, rejected = read(tmp_path, bad, file(tmp_path, "b.jsonl", '{"text": "Troops left."}'))
    assert len(found) == 1
    assert "--column text=NAME" in rejected[0]["reason"]


def test_an_empty_table_holds_nothing(tmp_path):
    assert read(tmp_path, file(tmp_path, "a.csv", "")) == ([], [])


def test_standard_input_is_read_to_its_end(tmp_path, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(b'{"text": "Troops left.", "triggers": [[0, 6]]}\n{"text": ""}\n'))
    monkeypatch.setattr(sys, "stdin", stream)
    (report,), rejected = read(tmp_path, "-")
    assert report.triggers == ((0, 6),)
    assert [(entry["file"], entry["line"]) for entry in rejected] == [("-", 2)]


def test_stated_columns_win_and_are_not_guessed_for_another_field():
    assert choose_columns(["text", "Body Text"], {"title": "text"}, "x") == {"title": "text", "text": "Body Text"}


@pytest.mark.parametrize("options", [["text"], ["body=x"], ["text="], ["text=a", "text=b"]])
def test_a_wrong_column_option_is_named(options):
    with pytest.raises(GeoEventsError, match=options[-1].split("=")[0]):
        stated_columns(options)


def test_a_stated_column_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(GeoEventsError, match="no column 'body' for text; the columns are 'a', 'b'"):
        choose_columns(["a", "b"], {"text": "body"}, "x.csv")
