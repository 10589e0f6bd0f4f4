"""The line that tells how far a long extraction is."""

from __future__ import annotations

import io

import pytest

from geoevents.archive.extraction import Tally
from geoevents.cli import progress
from geoevents.cli.progress import ProgressLine, describe, duration


@pytest.mark.parametrize(
    "seconds, words",
    [(-1, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (11_100, "3 h 05 min"), (180_000, "2 d 2 h")],
)
def test_times_are_told_in_words(seconds, words):
    assert duration(seconds) == words


def test_the_line_tells_share_speed_and_time_left():
    tally = Tally(documents=1200, events=300, known=50, failed=2, bytes_done=250, bytes_total=1000)
    told = describe(tally, 12.34, 10.0)
    assert told.startswith("[#####               ] 25%, 1,200 reports, 300 events, 12.3 reports/s")
    assert told.endswith("50 passed over, 2 failed, 75 s left")


def test_without_a_size_there_is_no_share_and_no_time_left():
    assert describe(Tally(documents=5), 1.0, 0.0) == "5 reports, 0 events, 1.0 reports/s"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_one_line_and_sentences_above_it(monkeypatch):
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    stream = Terminal()
    line = ProgressLine(stream)
    line(Tally(documents=1, bytes_total=10))
    line.say("a worker was lost")
    line.close()
    shown = stream.getvalue()
    assert shown.startswith("\r[")
    assert shown.endswith("a worker was lost\n")


def test_a_log_is_not_flooded():
    stream = io.StringIO()
    line = ProgressLine(stream)
    for n in range(100):
        line(Tally(documents=n))
    line.close()
    assert stream.getvalue() == ""
