"""When an event happened: which of a text's dates belongs to a trigger, else what the document's date allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from geoevents.extract.days.cost import distance_cost, is_of_an_older_clause, tree_cost
from geoevents.extract.days.spoken import REPORTED_ON, is_of_an_issue, is_reporting, span_of_days
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.tolls.casualties import HasSpan
from geoevents.extract.tolls.sums import ONE_OF_THEM
from geoevents.model import DateRange, ParsedSentence, TextSpan
from geoevents.ontology import DatePrecision
from geoevents.text.dates import days_between, find_dateline, find_dates

TOOK_PLACE = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w-]+\s+){0,2}?(?:attack|incident|blast|explosion|strike|raid|shelling|"
    r"clash(?:es)?|ambush|bombing|"
    r"shooting|killings?|assault|fighting|protest|abduction|kidnapping|massacre)\b[^.;]{0,40}?\b(?:took\s+place|"
    r"occurred|happened|came|was\s+carried\s+out)\b",
    re.IGNORECASE,
)
# "Violence erupted on 3 May when ..." at the head of a sentence tells the lead's day, unless it began long ago.
_ERUPTED = re.compile(
    r"(?:the\s+)?(?:violence|fighting|trouble|unrest|clash(?:es)?|incident|attack|protests?|riots?|crisis|shooting)\s+"
    r"(?:reportedly\s+|first\s+)?(?:erupted|broke\s+out|flared|started|began)\b|it\s+(?:happened|occurred)\s+",
    re.IGNORECASE,
)
_NEWS_DAYS = 10
_OCCURRED = ("actual", "attempted", "denied")


def document_date(text: str, published: date | None) -> DateRange | None:
    """The day a report was made: its dateline's, which wins over ``published`` only where that is missing.

    The result has precision 1 where the text itself is dated on that day, else 2: most reports without a date
    tell of the day of publication or the day before.
    """
    dateline = find_dateline(text, published)
    if dateline and (published is None or abs((published - dateline.start).days) <= 1):
        return dateline
    if published is None:
        return None
    return DateRange(published - timedelta(days=1), published, DatePrecision.FEW_DAYS)


def find_date(
    trigger: HasSpan,
    sentence: ParsedSentence,
    published: date | None,
    neighbours: Sequence[ParsedSentence] = (),
    *,
    token: int | None = None,
    status: str = "actual",
    document: DateRange | None = None,
    syntax: Syntax | None = None,
) -> DateRange | None:
    """Days on which the event at ``trigger`` happened.

    Parameters
    ----------
    trigger : object with start and end
        Offsets into the document.
    sentence : ParsedSentence
        The trigger's sentence, parsed or not.
    published : date or None
        Day of publication; every relative date counts from it.
    neighbours : sequence of ParsedSentence, optional
        Sentences nearby: a date told just before, or just after as "the attack took place on ...".
    token : int, optional
        Index of the trigger's main word in the sentence, for the tree.
    status : str, optional
        What has occurred cannot lie after publication; what has not gets no date but its own.
    document : DateRange, optional
        Of :func:`document_date`; used where the text tells no date for the event.
    syntax : Syntax, optional
        The sentence's tree, where the caller has it already.

    Returns
    -------
    DateRange or None
        None where nothing dates the event.
    """
    dated = document is not None and document.mention is not None  # "today" is the day of the dateline
    today = document.end if document and (dated or published is None) else published
    occurred = status in _OCCURRED
    tree = syntax or Syntax(sentence)
    index = token if token is not None else getattr(trigger, "token", None)
    dates = find_dates(sentence.text, sentence.start, today, anchor=_anchor(sentence, neighbours, today))
    usable = [found for d in dates if (found := _not_after(d, today if occurred or status == "historical" else None))]
    own = (
        _before_main(usable, trigger, sentence, neighbours, today)
        or _when_it_began(usable, trigger, sentence, today)
        or _nearest(usable, trigger, sentence, tree, index)
    )
    if own:
        return (_finer_after(own, sentence, neighbours, today) or own) if occurred else own
    reported = next(
        (
            d
            for d in usable
            if not is_of_an_issue(d, sentence)
            and is_reporting(d, trigger, sentence, tree)
            and not is_of_an_older_clause(d, tree, index)
        ),
        None,
    )
    if occurred:
        nearby = _from_neighbours(sentence, neighbours, today)
        if nearby:
            return nearby
        if (
            reported
            and reported.precision is DatePrecision.DAY
            and not (document and document.precision is DatePrecision.DAY)
        ):
            start = reported.start - timedelta(days=1)
            return DateRange(start, reported.end, DatePrecision.FEW_DAYS, reported.mention)
        return document or (document_date("", published))
    return None


_FROM_ANOTHER_DAY = re.compile(
    r"\b(?:same|following|next|previous|previously|before|earlier|later|after|that)\b", re.IGNORECASE
)


def _anchor(sentence: ParsedSentence, neighbours: Sequence[ParsedSentence], today: date | None) -> date | None:
    """The last exact day told in the sentences before: "the next day" follows it."""
    if not _FROM_ANOTHER_DAY.search(sentence.text):
        return None  # nothing counts from it
    before = sorted((other for other in neighbours if other.end <= sentence.start), key=lambda other: other.start)
    day: date | None = None
    for other in before:
        days = [
            d
            for d in find_dates(other.text, other.start, today, anchor=day)
            if d.precision is DatePrecision.DAY
            and (today is None or d.start <= today)
            and not REPORTED_ON.search(other.text[: span_of_days(d)[0] - other.start])
        ]
        day = days[-1].start if days else day
    return day


_AFTER_IT = re.compile(
    r"\b(?P<quantity>an?|one|two|three|four|five|six|seven|ten|several|\d{1,2})\s+(?P<unit>days?|weeks?|months?|years?|(?<=\d\s)hours)"
    r"\s+after\s+(?:(?!\b(?:and|but|said|when|while)\b)[^,;.:]){0,80}$",
    re.IGNORECASE,
)


def _before_main(
    dates: Sequence[DateRange],
    trigger: HasSpan,
    sentence: ParsedSentence,
    neighbours: Sequence[ParsedSentence],
    today: date | None,
) -> DateRange | None:
    """Days of what the sentence's main event came after: "left on Friday, a week after soldiers took the town"."""
    match = _AFTER_IT.search(sentence.text[: trigger.start - sentence.start])
    if match is None or any(span_of_days(d)[0] > sentence.start + match.end("unit") for d in dates):
        return None
    base = max((d.end for d in dates), default=_anchor(sentence, neighbours, today) or today)
    if match["unit"] == "hours":
        if base is None:
            return None
        told = find_dates(f"{round(int(match['quantity']) / 24)} days earlier", 0, today, anchor=base)
    else:
        told = find_dates(f"{match['quantity']} {match['unit']} earlier", 0, today, anchor=base)
    if not told:
        return None
    start, end = sentence.start + match.start(), sentence.start + match.end("unit")
    words = sentence.text[match.start() : match.end("unit")]
    return told[0]._replace(mention=TextSpan(start, end, words))


_SINCE = re.compile(r"^since\s+", re.IGNORECASE)
_AFTER_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_SINCE_THEN = re.compile(r"\bsince\s+(?:[\w’'-]+\s+){1,8}$", re.IGNORECASE)  # "the worst since talks broke down in"
_WHEN = re.compile(r",?\s+when\b[^;]*$", re.IGNORECASE)


def _when_it_began(
    dates: Sequence[DateRange], trigger: HasSpan, sentence: ParsedSentence, today: date | None
) -> DateRange | None:
    """The day itself for what "the worst since 19 January, when ..." tells: the time since then is no day of it."""
    for days in dates:
        end = span_of_days(days)[1] - sentence.start
        if _is_since(days, sentence) and _WHEN.match(sentence.text[end : max(end, trigger.start - sentence.start)]):
            words = _SINCE.sub("", sentence.text[span_of_days(days)[0] - sentence.start : end])
            told = find_dates(words, 0, today) or find_dates(f"in {words}", 0, today)
            if told:
                return told[0]._replace(mention=days.mention)
    return None


def _is_since(days: DateRange, sentence: ParsedSentence) -> bool:
    """Whether the words tell a time since then."""
    start, end = (place - sentence.start for place in span_of_days(days))
    return bool(_SINCE.match(sentence.text[start:end]) or _AFTER_SINCE.search(sentence.text[:start]))


def _not_after(days: DateRange, today: date | None) -> DateRange | None:
    """The range cut off at ``today``; None where it lies after it."""
    if today is None or days.end <= today:
        return days
    if days.start > today:
        return None
    return days_between(days.start, today)._replace(mention=days.mention)


_POSSESSIVE = re.compile(r"['’]s\s+(?:[\w-]+\s+){0,3}[\w-]+")
_ITS_GROUND = re.compile(
    r"\b(?:sparked|triggered|prompted|provoked|ignited)\s+by\b|\bto\s+avenge\b|"
    r"\bin\s+(?:retaliation|response|revenge|reprisal|answer)\s+(?:for|to)\b",
    re.IGNORECASE,
)


def _nearest(
    dates: Sequence[DateRange], trigger: HasSpan, sentence: ParsedSentence, tree: Syntax, index: int | None
) -> DateRange | None:
    """The date that belongs to the trigger: by the tree where there is one, else by clause and distance."""
    scored = []
    for days in dates:
        start, end = span_of_days(days)
        if is_reporting(days, trigger, sentence, tree) or start <= trigger.start < end:
            continue  # "two days before the blast" is no day of the blast
        ranked = ONE_OF_THEM.search(sentence.text[: start - sentence.start])
        if ranked and (_is_since(days, sentence) or _SINCE_THEN.search(ranked.group())):
            continue  # "the third such attack since March" tells its rank, not its day
        whose = _POSSESSIVE.match(sentence.text, end - sentence.start)
        if whose and days.precision >= DatePrecision.MONTH and not end <= trigger.start < sentence.start + whose.end():
            continue  # "raising the toll of this month's unrest"
        told_before = trigger.end <= start
        if told_before and _ITS_GROUND.search(sentence.text[trigger.end - sentence.start : start - sentence.start]):
            continue  # "riots sparked by a death on Sunday", "a raid in retaliation for the arrests on 27 June"
        cost = tree_cost(days, tree, index) if tree.has_tree and index is not None else None
        if cost is None:
            cost = distance_cost(days, trigger, sentence)
        if cost < 100:
            scored.append((cost, start, days))
    return min(scored, key=lambda entry: entry[:2])[2] if scored else None


# "In Harat, which fell on 2 March, hundreds rallied": that day is of the clause alone
_ASIDE = re.compile(r",\s+(?:which|who|where|whose)\b(?:[^,;]|,(?=\d)){3,160},")


def _finer_after(
    days: DateRange, sentence: ParsedSentence, neighbours: Sequence[ParsedSentence], today: date | None
) -> DateRange | None:
    """The day itself where the sentence tells a week or a month, and one just after says when in it the deed was."""
    if days.precision <= DatePrecision.FEW_DAYS:
        return None
    told = _told_after(sentence, neighbours, today)
    return (
        told if told and told.precision < days.precision and days.start <= told.start <= told.end <= days.end else None
    )


def _told_after(sentence: ParsedSentence, neighbours: Sequence[ParsedSentence], today: date | None) -> DateRange | None:
    """The days that one of the next sentences tells: "the attack took place on Friday", "violence erupted on 3 May"."""
    for other in neighbours:
        if not sentence.end <= other.start <= sentence.end + 400:
            continue
        took_place = TOOK_PLACE.search(other.text)
        place = took_place or _ERUPTED.match(other.text)
        dates = find_dates(other.text[place.start() :], other.start + place.start(), today) if place else []
        told = [found for d in dates if (found := _not_after(d, today))]
        if told and (took_place or (today and _at_once(place, told[0], other, today))):
            return told[0]
    return None


def _at_once(began: re.Match[str] | None, days: DateRange, sentence: ParsedSentence, today: date) -> bool:
    """Whether the days follow right after the words for what began, and are of the last days."""
    gap = sentence.text[began.end() : span_of_days(days)[0] - sentence.start] if began else ""
    return len(gap.split()) <= 2 and (today - days.end).days <= _NEWS_DAYS


def _from_neighbours(
    sentence: ParsedSentence, neighbours: Sequence[ParsedSentence], today: date | None
) -> DateRange | None:
    """A date told for the same happening just after ("the attack took place on ...") or just before."""
    after = _told_after(sentence, neighbours, today)
    if after:
        return after
    before = [o for o in neighbours if o.end <= sentence.start and o.sentence.paragraph == sentence.sentence.paragraph]
    if not before:
        return None
    previous = max(before, key=lambda other: other.start)
    dates = [found for d in find_dates(previous.text, previous.start, today) if (found := _not_after(d, today))]
    if len(dates) != 1 or dates[0].precision > DatePrecision.FEW_DAYS:
        return None
    start, _ = span_of_days(dates[0])
    at = start - previous.start
    aside = any(clause.start() <= at < clause.end() for clause in _ASIDE.finditer(previous.text))
    return None if aside or REPORTED_ON.search(previous.text[:at]) else dates[0]
