"""What the text itself says around each mention: who contains whom, what kind a name is, who stands near.

Nothing here asks a gazetteer; the patterns are turned into evidence once candidates are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from geoevents.model import Mention
from geoevents.resolve.abbreviations import LONGEST, SHORT_FORMS, ShortForm
from geoevents.resolve.candidates import clean
from geoevents.resolve.kinds import kind_word


class Link(NamedTuple):
    """The text puts one mention inside another: "X, Y", "X in Y", "Y's X"."""

    inner: int  # index of the mention
    outer: int
    pattern: str  # "comma", "list", "in", "before"


class NameGroup(NamedTuple):
    """All mentions of one name in a document: they share one sense."""

    key: str
    mentions: tuple[int, ...]  # indices
    kind_words: frozenset[str]  # "town", "province": words beside the name that say what it is
    short_forms: frozenset[ShortForm]  # containers told by a short form: "X, Ky."
    has_article: bool = False  # most of them are told with one, and no noun follows: "the Dnipro"
    tells_forces: bool = False  # all of them only tell whose armed people act: "Russian troops", "pro-Russian"


class TextContext(NamedTuple):
    """The reading of one document."""

    groups: tuple[NameGroup, ...]  # in order of first mention
    group_of: tuple[int, ...]  # for each mention
    links: tuple[Link, ...]
    tells_conflict: bool = False  # some word of the text is hardly used outside reports on armed conflict


_CONFLICT = re.compile(
    r"\b(?:shell(?:ed|ing|s|fire)|air[- ]?(?:strikes?|raids?)|bombard\w*|bomb(?:ed|ing|ings|s)|warplanes?|fighter jets|"
    r"(?:un)?exploded|explosions?|militants?|militia\w*|rebels?|insurgen\w+|jihadi\w*|gunmen|armed (?:men|group\w*)|"
    r"clash(?:es|ed)|troops|artillery|mortars?|rockets?|missiles?|drones?|besieged|siege|ceasefire|frontlines?|"
    r"ambush\w*|suicide (?:bomb\w+|attack\w*)|ISIS|ISIL|Islamic State|al-Shabaab|Boko Haram|Taliban|Houthis?|Hezbollah|"
    r"Hamas|front ?lines?|displaced|air ?base|fighters|fighting|soldiers?|servicem[ae]n|truce|martyr(?:s|ed)|"
    r"regime forces|jets|shells|grenades?|snipers?|"
    r"checkpoints?|car bomb\w*|IEDs?|recaptured?|offensive against)\b",
    re.IGNORECASE,
)
# The first three letters of everything above.
_OPENERS = frozenset(
    "she air bom war fig une exp mil reb ins jih gun arm cla tro art mor roc mis dro bes sie cea fro amb sui isi isl "
    "al- bok tal hou hez ham dis sol jet gre sni che car ied rec off ser tru mar reg".split()
)
_ANY_WORD = re.compile(r"\w+")
_COMMA = re.compile(r"^\s*(?:,\s*|\(\s*|,\s+in\s+|\s/\s)(?:the\s+)?$")
_LIST = re.compile(r"^\s*(?:,|;|/|&|,?\s*and|,?\s*or)\s*(?:the\s+)?$")
_IN = re.compile(
    r"^(?:\s+\w+)?,?\s+(?:(?:is|lies|located|situated|both|counties|provinces|districts|towns|cities|villages|areas)\s+)*"
    r"(?:in|counties of|provinces of)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}(?:of\s+)?$"
)
_BEFORE = re.compile(r"^(?:['’]s?)?\s+(?:[\w-]+\s+){0,3}(?:of\s+|in\s+)?(?:the\s+)?$")
_FORCES = (
    r"(?:troops?|forces?|army|soldiers?|military|marines|commandos|guards|navy|jets?|warplanes?|aircraft|drones?|missiles?|"
    r"rockets?|artillery|tanks|airstrikes?|shells|shelling|bombs|gunboats|warships)"
)
# "Russian troops shelled Donetsk" puts Donetsk nowhere: armed people go abroad.
_NO_BEFORE = re.compile(
    rf"\b(?:and|or|to|from|for|with|by|on|at|against|said|says|is|was|were|near|backed|led|{_FORCES}|militants?|rebels?|"
    r"separatists?|fighters|militias?|militiamen|shelled|bombed|attacked|struck|hit|captured|seized|raided|"
    r"recaptured|stormed|killed|fired)\b"
)
_FORCES_AFTER = re.compile(
    rf"[-\u2010-\u2013](?:backed|led|allied|aligned|supported|controlled)|\s+(?:[a-z-]+\s+)?{_FORCES}\b"
)
_FOR_OR_AGAINST = re.compile(r"\b(?:pro|anti)[-\u2010-\u2013]$", re.IGNORECASE)
_SHORT = re.compile(rf"^\s*,?\s*\(?([A-Z][A-Za-z. ]{{0,{LONGEST}}})")
_ARTICLE = re.compile(r"\bthe\s+(?:(?:[a-z]+ern|north|south|east|west|tropical|lower|upper)\s+){0,2}$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\s*(?:[,.;:!?)\]\"\u201d]|$)|\s+(?:is|was|are|were|has|had|and|or|near|in|at|to|by|on|from|for|of|off|when|while|"
    r"which|that|will|after|before|between|with|into|as|where)\b"
)
_MAX_GAP = 60  # characters between two mentions that a pattern may join


def _short_form_after(text: str, end: int) -> tuple[ShortForm, ...]:
    """The container in "X, Ky." when a short form follows ``text[:end]``."""
    found = _SHORT.match(text[end : end + LONGEST + 6])
    if found is None:
        return ()
    has_comma = "," in found.group(0)[: found.start(1)] or "(" in found.group(0)[: found.start(1)]
    tail = found.group(1)
    for length in range(len(tail), 1, -1):
        form = tail[:length]
        following = text[end + found.start(1) + length : end + found.start(1) + length + 1]
        if form in SHORT_FORMS and not following.isalnum() and (has_comma or "." in form):
            return SHORT_FORMS[form]
    return ()


def _has_article(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 30) : mention.start]
    return _ARTICLE.search(before) is not None and _NO_NOUN.match(text, mention.end) is not None


def _tells_forces(text: str, mention: Mention) -> bool:
    """Whether the word for a people only tells whose armed people act, or for whom: they may be anywhere."""
    if mention.kind != "demonym":
        return False
    before = text[max(0, mention.start - 5) : mention.start]
    return _FORCES_AFTER.match(text, mention.end) is not None or _FOR_OR_AGAINST.search(before) is not None


def _links(mentions: Sequence[Mention], text: str) -> list[Link]:
    """Containment patterns between neighbours, carried along lists ("A, B and C in Y" tells all three)."""
    links: list[Link] = []
    outer_of_list: dict[int, int] = {}  # first container told to the right of a mention
    for i in range(len(mentions) - 2, -1, -1):
        here, there = mentions[i], mentions[i + 1]
        if not 0 <= there.start - here.end <= _MAX_GAP:
            continue
        gap = text[here.end : there.start]
        if "\n" in gap.strip(" \n") or "." in gap:
            continue
        in_list = _LIST.match(gap)
        if _COMMA.match(gap):
            links.append(Link(i, i + 1, "comma"))
            outer_of_list[i] = outer_of_list.get(i + 1, i + 1)
            if outer_of_list[i] != i + 1:
                links.append(Link(i, outer_of_list[i], "list"))
        elif in_list and i + 1 in outer_of_list:
            links.append(Link(i, outer_of_list[i + 1], "list"))
            outer_of_list[i] = outer_of_list[i + 1]
        elif _IN.match(gap):
            links.append(Link(i, i + 1, "in"))
            outer_of_list[i] = i + 1
        elif _BEFORE.match(gap) and not _NO_BEFORE.search(gap) and not _tells_forces(text, here):
            links.append(Link(i + 1, i, "before"))
    return links


def tells_conflict(text: str) -> bool:
    """Whether some word of the text is hardly used outside reports on armed conflict."""
    opens = _OPENERS.isdisjoint
    for word in _ANY_WORD.finditer(text):  # the pattern itself, tried at every letter, takes thirty times as long
        if not opens((text[word.start() : word.start() + 3].casefold(),)) and _CONFLICT.match(text, word.start()):
            return True
    return False


def read_context(mentions: Sequence[Mention], text: str, *, conflict: bool | None = None) -> TextContext:
    """Group the mentions of one document by name and read the patterns around them.

    ``conflict`` is ``tells_conflict(text)`` where the caller knows it: a long text is read block by block.
    """
    if conflict is None:
        conflict = tells_conflict(text)
    members: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        members.setdefault(clean(mention.text).casefold(), []).append(index)
    groups: list[NameGroup] = []
    group_of = [0] * len(mentions)
    for key, indices in members.items():
        words: Counter[str] = Counter()
        short: set[ShortForm] = set()
        articles = 0
        for index in indices:
            mention = mentions[index]
            group_of[index] = len(groups)
            if word := kind_word(text, mention.start, mention.end):
                words[word] += 1
            short.update(_short_form_after(text, mention.end))
            articles += _has_article(text, mention)
        has_article = 2 * articles >= len(indices) and articles > 0
        forces = all(_tells_forces(text, mentions[index]) for index in indices)
        groups.append(NameGroup(key, tuple(indices), frozenset(words), frozenset(short), has_article, forces))
    return TextContext(tuple(groups), tuple(group_of), tuple(_links(mentions, text)), conflict)
