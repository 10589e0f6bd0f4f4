"""What a sentence itself calls untrue: a report, a claim or a rumour, before its words or behind them."""

from __future__ import annotations

import re

_LIE = r"(?:unfounded|untrue|false|baseless|fabricated|groundless|an? (?:lie|hoax|fabrication)|lies|fake(?: news)?)"
_CALLED = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|allegations?|news|story|stories)\b.{0,160}?\b(?:is|are|was|were) (?:\w+ )?"
    rf"{_LIE}(?!\w)|"
    # "announced that nine had died, but the spokesman said it was false"
    r"\b(?:said|announced|claimed|reported|alleged|published)\b.{5,160}?\bbut\b[^.;]{3,80}?"
    r"\b(?:said|called|dismissed|described|told)\b[^.;]{0,40}?\b(?:it|this|that|these|those|the \w+)\s+"
    rf"(?:(?:was|were|is|are|as)\s+)?[\"“‘']?{_LIE}(?!\w)",
    re.IGNORECASE | re.DOTALL,
)
# "false rumours are going round that ..."
_CALLED_BEFORE = re.compile(
    r"\b(?:fake news|(?:false|fake|baseless|unfounded) "
    r"(?:reports?|claims?|rumou?rs?|information|allegations?|stories))\b"
    r"[^.;]{0,80}?\b(?:claim(?:s|ing|ed)?|say(?:s|ing)?|alleg(?:es?|ing)|suggest(?:s|ing)?|that)\b",
    re.IGNORECASE,
)


def is_called_untrue(text: str, at: int) -> bool:
    """Whether the sentence ``text`` calls what it tells at offset ``at`` untrue."""
    called, before = _CALLED.search(text), _CALLED_BEFORE.search(text)
    return bool(called and called.start() <= at < called.end() or before and before.end() <= at)
