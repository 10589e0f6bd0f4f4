"""What the worker processes of these tests do; they import it by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import NamedTuple


class Job(NamedTuple):
    """Numbers to add up; a worker that meets a number with a deadly mark in ``folder`` kills itself."""

    numbers: tuple[int, ...]
    folder: str = ""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def add(job: Job) -> int:
    for number in job.numbers:
        always, once = Path(job.folder, f"always-{number}"), Path(job.folder, f"once-{number}")
        if job.folder and always.exists():
            die()
        if job.folder and once.exists():
            once.unlink()
            die()
    return sum(job.numbers)


def halves(job: Job) -> list[Job]:
    middle = len(job.numbers) // 2
    return [Job(job.numbers[:middle], job.folder), Job(job.numbers[middle:], job.folder)] if middle else []


def who(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def refuse(number: int) -> int:
    raise ValueError(f"{number} is not wanted")


def unpicklable(number: int) -> object:
    return lambda: number


def sleep_long(number: int) -> int:
    if number == 1:
        time.sleep(60)
    return number


class SlowToStart:
    """A function that takes a while to reach its worker."""

    def __call__(self, number: int) -> int:
        return number

    def __getstate__(self) -> float:
        return 3.0

    def __setstate__(self, seconds: float) -> None:
        time.sleep(seconds)


def exit_with(number: int) -> int:
    os._exit(number)


class Opened:
    """Opens something slow on its first call; the pid tells which process did."""

    def __init__(self) -> None:
        self.opened: int | None = None

    def __call__(self, number: int) -> tuple[int, bool]:
        first = self.opened is None
        if first:
            self.opened = os.getpid()
        time.sleep(0.02)
        return os.getpid(), first
