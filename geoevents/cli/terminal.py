"""What is printed for people: text from reports and file names must not drive the terminal."""

from __future__ import annotations

import sys


def printable(text: str) -> str:
    """One line of printable characters: escape codes, direction marks and line breaks become blanks."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def counted(number: int, noun: str) -> str:
    """So many of them: 1 event, 2 events, 0 incidents with several reports."""
    first, *rest = noun.split(" ", 1)
    return " ".join((str(number), first if number == 1 else f"{first}s", *rest))


def never_fail_to_print() -> None:
    """Characters that the output's encoding lacks are written as escapes rather than end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # tests and embedders put plain objects there
            reconfigure(errors="backslashreplace")
