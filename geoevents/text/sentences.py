"""Text to sentences: fast, by rules, offsets in code points of the whole text.

A newline ends a sentence, because a headline glued to the lead spoils every later stage; only text that
was wrapped at a fixed width is read across its newlines. A dateline ("ANKARA, Feb 12 (Reuters) -") is a
sentence of its own: it says where the report was filed and is no part of the first clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geoevents.model import Sentence

# Longer runs without any end mark (a table, a list, a log) are cut at white space. It bounds the memory
# of every later stage; real sentences stay far below.
MAX_SENTENCE_CHARACTERS = 1200

# A point after these does not end a sentence, whatever follows.
_NEVER_FINAL = frozenset(
    """
    mr mrs ms messrs dr prof rev fr hon gen maj col lt capt cpt cmdr cdr adm sgt cpl pvt brig insp supt det
    sen rep reps sens gov pres amb st ste mt ft vs etc. approx dept univ assn bros sr. fig eq ed eds vol pp
    no nos art sec para e.g i.e cf al. ca viz op brig.gen lt.col lt.gen maj.gen spc ssgt msgt sr.lt hwy
    """.split()
)
# A point after these ends a sentence only if the next word can begin one.
_SELDOM_FINAL = frozenset(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    u.s u.k u.n u.a.e e.u d.c a.m p.m ph.d jr sr inc ltd co corp llc plc etc al
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev n.h n.j
    n.m n.y n.c n.d okla ore pa r.i s.c s.d tenn tex vt va wash w.va wis wyo ont que alta sask man dem
    ave blvd rd sq mt kg km cm mm hr hrs min mins sec lb lbs oz ft est
    """.split()
)
# Words that begin a sentence after such an abbreviation; a name ("U.S. Navy") would go on with it.
_STARTERS = frozenset(
    """
    the a an in on at he she it they we i you this that these those there but and so if when while after
    before as for from with without its his her their our one two three some many most all no not according
    meanwhile however also another both several police officials residents witnesses
    """.split()
)

_END = re.compile(
    r"""
    (?P<mark>[.!?\u2026\u061f\u06d4\u3002]+)            # the end mark, several for "?!" or "..."
    (?P<close>["'\u201d\u2019\u00bb)\]]*)               # what closes after it
    (?=\s+["'\u201c\u2018\u00ab(\[\u2014\u2013-]*\s?(?P<next>\w)|\s*$)
    |(?<=[a-z]{2})[.!?]["\u201d]?(?=[A-Z][a-z]+[\s,])   # "ended.The": the space was lost
    """,
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"'\u201c\u2018/-]+$")
_WORD_AFTER = re.compile(r"\s+[\"'\u201c\u2018(\[]*([\w']+)")
_SPACE = re.compile(r"\s")
_BLOCK = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NAME = r"[A-Z\u00c0-\u00de][\w.'\u2019-]*"
_DATELINE = re.compile(
    rf"""
    \s*
    {_NAME}(?:[ ,/]+(?:\([^)]{{1,30}}\)|{_NAME}|(?:de|del|la|el|al|of)\b)){{0,6}}      # the place
    (?:
        ,?\s+(?:(?i:{_MONTH})\s+\d{{1,2}}|\d{{1,2}}\s+(?i:{_MONTH}))(?:,?\s+\d{{2,4}})?    # a date
        (?:\s*,?\s*\([^)]{{2,60}}\))?                                                   # (Reuters)
        \s*(?:--+|[\u2014\u2013:-])
        (?:\s*(?:\[[^\]]{{2,60}}\]|\([^)]{{2,80}}\)\s*--+))*                            # [REPORT] [TEXT]
      | \s*,?\s*\((?=[^)]*[A-Za-z])[^)]{{2,40}}\)\s*(?:--+|[\u2014\u2013-])             # (Reuters) -
    )
    (?=\s)
    """,
    re.VERBOSE,
)
# "June 3, 2014 (KHARTOUM) -": a day first, then the place.
_DAY_FIRST = re.compile(
    rf"\s*(?:(?i:{_MONTH})\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+(?i:{_MONTH})\s+\d{{4}})\s*"
    r"\([A-Z\u00c0-\u00de][\w .,/'\u2019-]{1,40}\)\s*(?:--+|[\u2014\u2013-])(?=\s)"
)
# "Harbour City - Five people", "HARBOUR CITY: Five people": so without a date or agency only where a report begins.
_OPENING = re.compile(
    r"\s*(?:[A-Z\u00c0-\u00de][\w.'\u2019-]+(?: [A-Z\u00c0-\u00de][\w.'\u2019-]+){0,2}\s(?:--+|[\u2014\u2013-])|"
    r"\([A-Z\u00c0-\u00de][\w.'\u2019-]+(?: [A-Z\u00c0-\u00de][\w.'\u2019-]+){0,2}\))(?=\s+[A-Z\"\u201c][\w ])"
    r"|\s*[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'/ -]{2,30}(?:, ?[A-Z][\w. ]{1,20})?:(?=\s+[A-Z\"\u201c][\w ])"
)
# "BAGHDAD - Five people ...": without date or agency only a place in capitals counts.
_BARE_DATELINE = re.compile(
    r"\s*[A-Z\u00c0-\u00de]{3}[A-Z\u00c0-\u00de.'/ -]{0,30}(?:, ?[A-Z][\w. ]{1,20})?"
    r"\s?(?:--+|[\u2014\u2013]|(?<=\s)-)(?=\s+[A-Z\"\u201c][\w ])"
)
# "HARBOUR CITY, Region. Oct 22 Five people ...": copy that lost its agency and its dash; only where a report begins.
_DASHLESS = re.compile(
    r"\s*[A-Z\u00c0-\u00de]{3}[A-Z\u00c0-\u00de.'/ -]{0,30}(?:, ?[A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?)?,?"
    rf"\s+(?:(?i:{_MONTH})\s+\d{{1,2}}|\d{{1,2}}\s+(?i:{_MONTH}))(?=\s+[\"\u201c]?(?:[A-Z][a-z]|A )[\w ])"
)


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of ``text`` in reading order; [] for blank text.

    Every sentence begins and ends with a character that is not white space, none overlap, and only white
    space lies between them. ``paragraph`` counts the blocks between newlines.
    """
    sentences: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        for first, last in _pieces(text, start, end):
            sentences.append(Sentence(first, last, text[first:last], paragraph))
    return sentences


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans between newlines; lines that were wrapped at a fixed width count as one."""
    group: list[tuple[int, int]] = []
    for match in _BLOCK.finditer(text):
        if not match[0].strip():
            yield from _unwrap(text, group)
            group = []
            continue
        if group and text.count("\n", group[-1][1], match.start()) > 1:  # a blank line between
            yield from _unwrap(text, group)
            group = []
        group.append(match.span())
    yield from _unwrap(text, group)


def _unwrap(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join neighbouring lines where the break falls into a sentence."""
    open_start: int | None = None
    for number, (start, end) in enumerate(lines):
        begin = start if open_start is None else open_start
        if number + 1 < len(lines) and _runs_on(text, lines, number):
            open_start = begin
        else:
            yield begin, end
            open_start = None


def _runs_on(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether line ``number`` was broken only because it was full."""
    start, end = lines[number]
    next_start, next_end = lines[number + 1]
    body = text[start:end].rstrip()
    if not 40 <= len(body) <= 110 or body[-1] in ".!?:\u2026\u061f":
        return False
    after = text[next_start:next_end].lstrip()
    if after[:1].islower():
        return True
    # Full lines of one width in a row, in capitals or before a name: the next word would not have fitted.
    first_word = after.split(None, 1)[0] if after else ""
    widths = [len(text[a:b].rstrip()) for a, b in lines]
    width = max(widths)
    full = sum(w > width - 16 for w in widths[:-1])
    return (
        len(lines) >= 3
        and width <= 110
        and full >= 0.7 * (len(lines) - 1)
        and len(body) + 1 + len(first_word) > width - 4
    )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence spans of one paragraph, white space trimmed, over-long ones cut."""
    begin = start
    near, far = min(end, start + 80), min(end, start + 200)
    dateline = _DATELINE.match(text, start, far) or _DAY_FIRST.match(text, start, near)
    dateline = dateline or _BARE_DATELINE.match(text, start, near)
    if dateline is None and not text[:start].strip():
        dateline = _OPENING.match(text, start, near) or _DASHLESS.match(text, start, near)
    if dateline is not None and dateline.end() < end:
        yield from _trim_and_cut(text, start, dateline.end())
        begin = dateline.end()
    for match in _END.finditer(text, begin, end):
        if match.start() > begin and _is_final(text, begin, match):
            yield from _trim_and_cut(text, begin, match.end())
            begin = match.end()
    yield from _trim_and_cut(text, begin, end)


def _is_final(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether the mark at ``match`` ends a sentence."""
    mark = match["mark"]
    if mark is None or match["next"] is None:  # "ended.The", or the end of the paragraph
        return True
    after_word = _WORD_AFTER.match(text, match.end(), match.end() + 60)
    following = after_word[1] if after_word else ""
    if following[:1].islower():
        # "Yahoo! said", "he asked? no": only a plain point or a question with its quote closed goes on.
        return False
    if mark != ".":
        return True
    before = _WORD_BEFORE.search(text, max(begin, match.start() - 30), match.start())
    word = before[0].lower() if before else ""
    if match["close"]:
        return True
    if word in _NEVER_FINAL:
        # "the answer was no." is final; "No. 5" is not
        return word in ("no", "nos", "fig", "art", "sec") and not following[:1].isdigit()
    if word in _SELDOM_FINAL or "." in word:
        return following.lower() in _STARTERS
    if len(word) == 1 and word.isalpha() and before is not None and before[0].isupper():
        return following.lower() in _STARTERS and following != "A"  # an initial: "J. Smith"
    return True


def _trim_and_cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE_CHARACTERS:
        cut = start + MAX_SENTENCE_CHARACTERS
        low = start + MAX_SENTENCE_CHARACTERS // 2
        spaces = [m.start() for m in _SPACE.finditer(text, low, cut)]
        cut = spaces[-1] if spaces else cut
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
