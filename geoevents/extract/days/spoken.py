"""The words of a date in their sentence, and whether they tell when somebody spoke rather than when it happened."""

from __future__ import annotations

import re

from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.tolls.casualties import HasSpan
from geoevents.model import DateRange, ParsedSentence, Token

_REPORTING = frozenset(
    """say tell report announce add confirm state claim declare warn quote write publish comment describe explain
    acknowledge accuse allege reveal note reiterate stress express condemn deny call""".split()
)
REPORTED_ON = re.compile(
    r"\b(?:said|says|told|reported|announced|added|confirmed|stated|claimed|declared|warned|wrote|published|"
    r"acknowledged|"
    r"according\s+to\s+[^,;]{1,60}|statement|quoted|alleged|revealed|saying|released|issued)\b[^,;]{0,25}$",
    re.IGNORECASE,
)


def span_of_days(days: DateRange) -> tuple[int, int]:
    """Where the words of a date begin and end in the document."""
    assert days.mention is not None  # find_dates always tells the words
    return days.mention.start, days.mention.end


def head_of_days(days: DateRange, tree: Syntax) -> Token | None:
    """The token outside the date's words that governs them."""
    start, end = span_of_days(days)
    inside = {t.i for t in tree.tokens if t.start < end and t.end > start}
    for i in sorted(inside):
        head = tree.tokens[i].head
        if head not in inside:
            token = tree.tokens[head]
            while token.pos == "ADP" and token.head != token.i:  # "in the hours of ..." outside the mention
                token = tree.tokens[token.head]
            return token
    return None


# "in Wednesday's issue of the paper"
_ISSUE = re.compile(
    r"['’]s\s+(?:[\w-]+\s+){0,2}?(?:issue|edition|paper|newspaper|print|bulletin|broadcast|newscast|briefing|statement|"
    r"communiqu[eé]|press\s+conference|news\s+conference|report|article|story|post|tweet|interview)\b",
    re.IGNORECASE,
)


def is_said(days: DateRange, sentence: ParsedSentence) -> bool:
    """Whether the days were taken from the one on which somebody spoke: "said on Saturday" leaves Friday as well."""
    if days.mention is None or (days.end - days.start).days != 1:
        return False
    return REPORTED_ON.search(sentence.text[: max(0, days.mention.start - sentence.start)]) is not None


def is_of_an_issue(days: DateRange, sentence: ParsedSentence) -> bool:
    """Whether it is the day of a paper or a statement: what that tells may have happened days before."""
    return _ISSUE.match(sentence.text, span_of_days(days)[1] - sentence.start) is not None


def is_reporting(days: DateRange, trigger: HasSpan, sentence: ParsedSentence, tree: Syntax) -> bool:
    """Whether this is the day on which somebody spoke, not the day of what is spoken of."""
    if days.start != days.end:
        return False  # "between 16 and 18 October, residents said": nobody speaks for three days
    start, end = span_of_days(days)
    if is_of_an_issue(days, sentence):
        return True
    before = sentence.text[: start - sentence.start]
    reported = REPORTED_ON.search(before)
    if reported and not reported.start() <= trigger.start - sentence.start < start - sentence.start:
        return True
    if tree.has_tree:
        head = head_of_days(days, tree)
        verb = tree.clause_verb(head.i) if head else None
        inside = verb is not None and verb.start <= trigger.start < start  # "confirmed an attack on Tuesday"
        if verb and verb.lemma in _REPORTING and verb.dep != "acl" and not inside:
            # "on Monday officials said": a date before the speaker dates the speech; straight before a verb of
            # happening it would have been attached there
            return True
    return (
        bool(
            re.match(
                r"\s*(?:,\s*)?(?:[\w.-]+\s+){0,4}?(?:said|told|announced|reported)\b",
                sentence.text[end - sentence.start :],
            )
        )
        and not tree.has_tree
    )
