"""Finds every span of a text that spells a known name, over any index that can list a string's known prefixes."""

from __future__ import annotations

import re
from collections.abc import Callable

from geoevents.gazetteer.base import NameSpan
from geoevents.gazetteer.layout import LONGEST_FORM
from geoevents.gazetteer.names import words

# What may stand between two words of one name. A comma, a colon, a bracket or an empty line may not.
_JOINT = re.compile(r"[ \t\u00a0\u2009\u202f]{1,3}|[ \t]{0,2}\r?\n[ \t]{0,2}|[-\u2010-\u2013]|\. ?")
_ABBREVIATED = 4  # letters of the longest word that a full stop inside a name may follow ("St.", "Mt.", "Gov.")
_BREAK = "\x1f"
_STEP = 2000  # words folded at once, which bounds the memory a long text takes


def scan_text(text: str, prefixes: Callable[[str], list[str]]) -> list[NameSpan]:
    """Every span of ``text`` that spells a form, nested ones too, in reading order (longest first at one start).

    Parameters
    ----------
    text : str
        Any text.
    prefixes : callable
        Given a string, the known forms that it starts with.
    """
    spans: list[NameSpan] = []
    known = words(text)
    total = len(known)
    first = 0
    while first < total:
        last = min(first + _STEP, total)
        # names may run over the end of this stretch
        stretch = known[first : min(last + 16, total)]
        spans.extend(_scan_words(text, stretch, last - first, prefixes))
        first = last
    return spans


def _scan_words(text: str, stretch: list, count: int, prefixes: Callable[[str], list[str]]) -> list[NameSpan]:  # type: ignore[type-arg]
    """Spans that start at one of the first ``count`` words of ``stretch``."""
    spans: list[NameSpan] = []
    pieces: list[str] = []
    starts: list[int] = []
    ends: dict[int, int] = {}  # offset in the folded text where a word ends -> the word's number
    offset = 0
    previous_end = -1
    previous = ""
    for number, (form, start, end) in enumerate(stretch):
        if number:
            gap = text[previous_end:start]
            if gap == " " or gap == "'" or gap == "’" or _joins(gap, previous):
                pieces.append(" ")
                offset += 1
            else:
                pieces.append(_BREAK)
                offset += 1
        starts.append(offset)
        pieces.append(form)
        offset += len(form)
        ends[offset] = number
        previous_end, previous = end, form
    folded = "".join(pieces)
    for number in range(count):
        at = starts[number]
        found = prefixes(folded[at : at + LONGEST_FORM])
        if not found:
            continue
        begin = stretch[number].start
        if len(found) > 1:
            found.sort(key=len, reverse=True)
        for form in found:
            last = ends.get(at + len(form))
            if last is not None:
                end = stretch[last].end
                # "U.S." ends with its full stop, "in the U.S" does not have one
                if (
                    last > number
                    and len(stretch[last].form) == 1
                    and text[end : end + 1] == "."
                    and text[end - 2 : end - 1] == "."
                ):
                    end += 1
                spans.append(NameSpan(begin, end))
    return spans


def _joins(gap: str, previous: str) -> bool:
    """Whether a name may run on over ``gap``."""
    if not _JOINT.fullmatch(gap):
        return gap == "" or gap in {"'", "’"}
    return "." not in gap or len(previous) <= _ABBREVIATED
