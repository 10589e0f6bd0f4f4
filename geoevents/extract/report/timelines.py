"""Lists of years, "1187 – Siege of Jerusalem", of which each line is history of its own year.

A live report begins its lines with times that look the same, "1845 – Two blasts are heard". A list is taken for one of
years where a figure on it cannot be a time of day, or a month stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from geoevents.model import ParsedSentence

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_LINE = re.compile(
    rf"[\W_]*(?P<year>[1-9]\d{{2,3}})(?:\s+(?P<beside>bce?|ad|ce|{_MONTH}(?:\s\d{{1,2}})?))?\s*[–—:-]\s+(?=\W?[A-Z])",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?<=[\s.])(?P<year>[1-9]\d{2,3})\s+[–—-]\s+(?=[A-Z])")
_FEWEST = 2  # lines that make a list
_STALE = 90  # days
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"


def years_of_lines(sentences: Sequence[ParsedSentence]) -> dict[int, date]:
    """The end of the year or month each paragraph of a list of years begins with, by its number; empty for other texts.

    Parameters
    ----------
    sentences : sequence of ParsedSentence
        All of the document.
    """
    years: dict[int, date] = {}
    certain, lines = False, 0
    for sentence in sentences:
        paragraph = sentence.sentence.paragraph
        match = _LINE.match(sentence.text) if paragraph not in years else None
        if match is None:
            continue
        figures = [match["year"], *(inner["year"] for inner in _INLINE.finditer(sentence.text, match.end()))]
        years[paragraph] = _end_of(int(match["year"]), match["beside"])
        lines += len(figures)
        certain = certain or bool(match["beside"]) or any(not _could_be_a_time(figure) for figure in figures)
    return years if certain and lines >= _FEWEST else {}


def is_long_past(years: dict[int, date], sentence: ParsedSentence, at: int, published: date | None) -> bool:
    """Whether a word stands on a line of a year before the report's, or of a month long before it.

    Parameters
    ----------
    years : dict of int to date
        From ``years_of_lines``.
    sentence : ParsedSentence
        Where the word stands.
    at : int
        Offset of the word in the sentence; several years may follow one another in it.
    published : date or None
        Day of the report; without it every line is of the past.
    """
    end = years.get(sentence.sentence.paragraph)
    if end is None:
        return False
    for inner in _INLINE.finditer(sentence.text, 0, at):
        end = _end_of(int(inner["year"]), None)
    return published is None or end.year < published.year or (published - end).days > _STALE


def _end_of(year: int, beside: str | None) -> date:
    """The last day that a line may tell of: the 28th of its month, else the end of its year."""
    month = _MONTHS.find((beside or "???")[:3].lower()) // 3 + 1
    return date(year, month, 28) if month else date(year, 12, 31)


def _could_be_a_time(figure: str) -> bool:
    """Whether four digits may be hours and minutes."""
    return len(figure) == 4 and int(figure[:2]) < 24 and int(figure[2:]) < 60
