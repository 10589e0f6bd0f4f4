"""Items over worker processes: nothing doubled or lost, whoever dies."""

from __future__ import annotations

import os
from itertools import count, islice

import pytest

from geoevents.archive.executor import run
from geoevents.errors import GeoEventsError
from tests.archive.jobs import (
    Job,
    Opened,
    SlowToStart,
    add,
    exit_with,
    halves,
    refuse,
    sleep_long,
    unpicklable,
    who,
)


def jobs(n: int, folder: object = "") -> list[Job]:
    return [Job(tuple(range(8 * i, 8 * i + 8)), str(folder)) for i in range(n)]


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_every_item_gives_its_value_in_order(workers):
    outcomes = list(run(add, jobs(20), workers=workers, ordered=True))
    assert [outcome.item for outcome in outcomes] == jobs(20)
    assert [outcome.value for outcome in outcomes] == [sum(job.numbers) for job in jobs(20)]


def test_no_items_start_nobody():
    assert list(run(add, [], workers=2)) == []


def test_items_are_taken_only_as_there_is_room():
    taken = count()
    outcomes = run(add, (Job((next(taken),)) for _ in count()), workers=1, in_flight=3, ordered=True)
    assert [outcome.value for outcome in islice(outcomes, 5)] == [0, 1, 2, 3, 4]
    outcomes.close()
    assert next(taken) <= 5 + 3


def test_work_is_done_by_other_processes():
    pids = {outcome.value for outcome in run(who, range(8), workers=2)}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_what_a_worker_opened_it_keeps():
    firsts = [outcome.value for outcome in run(Opened(), range(12), workers=2)]
    assert sum(first for _, first in firsts) == len({pid for pid, _ in firsts})


def test_a_worker_killed_once_costs_nothing(tmp_path):
    (tmp_path / "once-12").touch()
    said = []
    outcomes = list(run(add, jobs(6, tmp_path), workers=2, ordered=True, tell=said.append))
    assert [outcome.value for outcome in outcomes] == [sum(job.numbers) for job in jobs(6)]
    assert len(said) == 1
    assert "SIGKILL" in said[0]


def test_what_kills_every_worker_is_found_by_halving_and_set_aside(tmp_path):
    (tmp_path / "always-12").touch()
    outcomes = list(run(add, jobs(4, tmp_path), workers=2, ordered=True, split=halves))
    failed = [outcome for outcome in outcomes if outcome.failure]
    assert [outcome.item.numbers for outcome in failed] == [(12,)]
    assert "SIGKILL" in failed[0].failure
    assert sum(outcome.value or 0 for outcome in outcomes) == sum(range(32)) - 12
    assert [n for outcome in outcomes for n in outcome.item.numbers] == list(range(32))


def test_what_cannot_be_split_is_given_up_after_a_few_deaths(tmp_path):
    (tmp_path / "always-12").touch()
    outcomes = list(run(add, jobs(3, tmp_path), workers=1))
    assert [outcome.failure is None for outcome in sorted(outcomes)] == [True, False, True]


def test_an_item_that_takes_too_long_is_stopped():
    patience = {0: 60.0, 1: 2.0, 2: 60.0}
    outcomes = list(run(sleep_long, range(3), workers=2, patience=patience.__getitem__, ordered=True))
    assert [outcome.value for outcome in outcomes] == [0, None, 2]
    assert "too long" in outcomes[1].failure


def test_the_time_that_a_worker_takes_to_start_is_not_its_items(capfd):
    outcomes = run(SlowToStart(), range(2), workers=1, patience=lambda number: 2.0, tell=print)
    assert [outcome.value for outcome in outcomes] == [0, 1]
    assert "too long" not in capfd.readouterr().out


def test_an_error_of_the_function_is_raised_with_its_story():
    with pytest.raises(ValueError, match="0 is not wanted") as caught:
        list(run(refuse, range(3), workers=1))
    assert "in refuse" in caught.value.__notes__[0]


def test_a_value_that_cannot_travel_is_an_error():
    with pytest.raises((AttributeError, TypeError), match="pickle"):
        list(run(unpicklable, range(3), workers=1))


def test_workers_that_only_die_end_the_run():
    with pytest.raises(GeoEventsError, match="in a row"):
        list(run(exit_with, range(100), workers=2))


def test_a_negative_number_of_workers_is_refused():
    with pytest.raises(GeoEventsError, match="-1"):
        run(add, [], workers=-1)
