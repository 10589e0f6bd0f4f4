"""Hostile text on its way to a terminal."""

import io
import sys

from geoevents.cli.terminal import counted, never_fail_to_print, printable


def test_escape_codes_direction_marks_and_line_breaks_become_blanks():
    assert printable("a\x1b[2Jb\x9bc\u202ed\ne\x00f") == "a [2Jb c d e f"


def test_letters_of_every_script_stay():
    assert printable("Qamişlo, أطمة, Одеса") == "Qamişlo, أطمة, Одеса"


def test_an_output_without_a_letter_writes_its_escape(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    never_fail_to_print()
    print("Одеса", flush=True)
    assert raw.getvalue().startswith(b"\\u041e")


def test_one_thing_is_no_several():
    assert [counted(n, "pair of copies") for n in (0, 1, 2)] == [
        "0 pairs of copies",
        "1 pair of copies",
        "2 pairs of copies",
    ]
