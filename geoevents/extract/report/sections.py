"""Parts of a text that tell of different things: bullets, numbered and labelled items, times of a log, headings.

What one item of a round-up tells lends neither its place nor its dead to the next one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geoevents.model import ParsedSentence

_ITEM = re.compile(
    r"\s*(?:[•·▪●◦‣∙*]\s|[–—-]\s+(?=[A-Z])|\(?\d{1,2}[.)]\s+(?=[A-Z])|\(?[a-z]\)\s|"
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d\s*(?:hrs\b|[ap]\.?m\b|GMT\b|UTC\b|[–—:|-])*\s*(?=\S)|"
    r"[A-ZÀ-Þ][A-ZÀ-Þ’' ()/-]{2,40}(?::\s|\.\s+(?=[A-Z][a-z]|On\b)))"
)
_LONGEST_HEADING = 60  # characters
_PROSE = re.compile(r"[.!?…][\"”’')\]]*\s*$")


def sections_of(sentences: Sequence[ParsedSentence]) -> tuple[int, ...]:
    """The number of the part that each sentence stands in, from 0; the same everywhere in plain prose.

    A headline and its sub-headline above the first full sentence begin no part. A question as a heading ("What
    happened?") goes on with the one story that an explainer tells.
    """
    blocks: dict[int, list[int]] = {}
    for number, sentence in enumerate(sentences):
        blocks.setdefault(sentence.sentence.paragraph, []).append(number)
    out = [0] * len(sentences)
    section, prose_seen, numbers = 0, False, list(blocks.values())
    for block, members in enumerate(numbers):
        first = sentences[members[0]].text
        prose = _PROSE.search(sentences[members[-1]].text) is not None
        heading = len(members) == 1 and not prose and len(first) <= _LONGEST_HEADING and block + 1 < len(numbers)
        opening = " ".join(sentences[n].text for n in members[:2])  # "1." may stand as a sentence
        if _ITEM.match(opening) is not None or heading and prose_seen and first.strip()[-1:] not in ",;":
            section += 1
        prose_seen |= prose
        for number in members:
            out[number] = section
    return tuple(out)


def within(sections: Sequence[int], number: int, first: int) -> int:
    """The earliest sentence not before ``first`` that stands in one part with sentence ``number``."""
    first = max(0, first)
    while sections[first] != sections[number]:
        first += 1
    return first
