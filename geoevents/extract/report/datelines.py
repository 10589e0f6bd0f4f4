"""Where and when a report was filed: the few words before its first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geoevents.model import ParsedSentence, Resolution

_CHARACTERS = 90  # at most
_BEGINNING = 200  # characters of a report in which a dateline may begin
_DATELINE = re.compile(
    r"([-–—]\s*$|--|—|–| - |\)\s*[-–—]?\s*$|^[A-Z][A-Z .,'()/:-]+$|^[A-Z]{3}[A-Z .'-]*,[^:]{3,30}:$|\[text\]|\[TEXT\])"
)


def is_dateline(sentence: ParsedSentence) -> bool:
    """Whether a sentence only says where and when the report was filed."""
    text = sentence.text.strip()
    return sentence.start < _BEGINNING and len(text) <= _CHARACTERS and _DATELINE.search(text) is not None


def dateline_of(sentences: Sequence[ParsedSentence], resolutions: Sequence[Resolution]) -> Resolution | None:
    """The resolved place of the dateline, if one of the first two sentences is one."""
    for sentence in sentences[:2]:
        if is_dateline(sentence):
            for resolution in resolutions:
                if sentence.start <= resolution.mention.start < sentence.end and resolution.referent is not None:
                    return resolution
    return None
