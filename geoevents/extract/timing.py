"""When an event happened: which of a text's dates belongs to a trigger, else what the document's date allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from geoevents.extract.casualties import HasSpan
from geoevents.extract.segments import EVENT_NOUN
from geoevents.extract.sums import ONE_OF_THEM
from geoevents.extract.syntax import Syntax
from geoevents.model import DateRange, ParsedSentence, TextSpan, Token
from geoevents.ontology import DatePrecision
from geoevents.text.dates import days_between, find_dateline, find_dates

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
_CLAUSE = re.compile(
    r"[;:]|,\s+(?:which|who|where|whose|when|after|before|while|but)\b|\b(?:after|before|since|when|while|which|"
    r"who|whose|that|"
    r"because|until|following)\b",
    re.IGNORECASE,
)
# what follows these words is another happening with a date of its own
_OTHER_CLAUSE = re.compile(
    r",\s+(?:which|who|where|whose)\b|\b(?:after|before|since|because|until|following)\b", re.IGNORECASE
)
TOOK_PLACE = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w-]+\s+){0,2}?(?:attack|incident|blast|explosion|strike|raid|shelling|"
    r"clash(?:es)?|ambush|bombing|"
    r"shooting|killings?|assault|fighting|protest|abduction|kidnapping|massacre)\b[^.;]{0,40}?\b(?:took\s+place|"
    r"occurred|happened|came|was\s+carried\s+out)\b",
    re.IGNORECASE,
)
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
        return own
    reported = next(
        (d for d in usable if not _is_of_an_issue(d, sentence) and _is_reporting(d, trigger, sentence, tree)), None
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
            and not REPORTED_ON.search(other.text[: _span(d)[0] - other.start])
        ]
        day = days[-1].start if days else day
    return day


_AFTER_IT = re.compile(
    r"\b(?P<quantity>an?|one|two|three|four|five|six|seven|ten|several|\d{1,2})\s+(?P<unit>days?|weeks?|months?|years?)"
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
    if match is None or any(_span(d)[0] > sentence.start + match.end("unit") for d in dates):
        return None
    base = max((d.end for d in dates), default=_anchor(sentence, neighbours, today) or today)
    told = find_dates(f"{match['quantity']} {match['unit']} earlier", 0, today, anchor=base)
    if not told:
        return None
    start, end = sentence.start + match.start(), sentence.start + match.end("unit")
    words = sentence.text[match.start() : match.end("unit")]
    return told[0]._replace(mention=TextSpan(start, end, words))


_SINCE = re.compile(r"^since\s+", re.IGNORECASE)
_AFTER_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\b[^;]*$", re.IGNORECASE)


def _when_it_began(
    dates: Sequence[DateRange], trigger: HasSpan, sentence: ParsedSentence, today: date | None
) -> DateRange | None:
    """The day itself for what "the worst since 19 January, when ..." tells: the time since then is no day of it."""
    for days in dates:
        end = _span(days)[1] - sentence.start
        if _is_since(days, sentence) and _WHEN.match(sentence.text[end : max(end, trigger.start - sentence.start)]):
            words = _SINCE.sub("", sentence.text[_span(days)[0] - sentence.start : end])
            told = find_dates(words, 0, today) or find_dates(f"in {words}", 0, today)
            if told:
                return told[0]._replace(mention=days.mention)
    return None


def _is_since(days: DateRange, sentence: ParsedSentence) -> bool:
    """Whether the words tell a time since then."""
    start, end = (place - sentence.start for place in _span(days))
    return bool(_SINCE.match(sentence.text[start:end]) or _AFTER_SINCE.search(sentence.text[:start]))


def _not_after(days: DateRange, today: date | None) -> DateRange | None:
    """The range cut off at ``today``; None where it lies after it."""
    if today is None or days.end <= today:
        return days
    if days.start > today:
        return None
    return days_between(days.start, today)._replace(mention=days.mention)


def _span(days: DateRange) -> tuple[int, int]:
    assert days.mention is not None  # find_dates always tells the words
    return days.mention.start, days.mention.end


def _head_of(days: DateRange, tree: Syntax) -> Token | None:
    """The token outside the date's words that governs them."""
    start, end = _span(days)
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


def _is_of_an_issue(days: DateRange, sentence: ParsedSentence) -> bool:
    """Whether it is the day of a paper or a statement: what that tells may have happened days before."""
    return _ISSUE.match(sentence.text, _span(days)[1] - sentence.start) is not None


def _is_reporting(days: DateRange, trigger: HasSpan, sentence: ParsedSentence, tree: Syntax) -> bool:
    """Whether this is the day on which somebody spoke, not the day of what is spoken of."""
    if days.start != days.end:
        return False  # "between 16 and 18 October, residents said": nobody speaks for three days
    start, end = _span(days)
    if _is_of_an_issue(days, sentence):
        return True
    before = sentence.text[: start - sentence.start]
    reported = REPORTED_ON.search(before)
    if reported and not reported.start() <= trigger.start - sentence.start < start - sentence.start:
        return True
    if tree.has_tree:
        head = _head_of(days, tree)
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
        if _is_reporting(days, trigger, sentence, tree) or _span(days)[0] <= trigger.start < _span(days)[1]:
            continue  # "two days before the blast" is no day of the blast
        if _is_since(days, sentence) and ONE_OF_THEM.search(sentence.text[: _span(days)[0] - sentence.start]):
            continue  # "the third such attack since March" tells its rank, not its day
        whose = _POSSESSIVE.match(sentence.text, _span(days)[1] - sentence.start)
        if (
            whose
            and days.precision >= DatePrecision.MONTH
            and not _span(days)[1] <= trigger.start < sentence.start + whose.end()
        ):
            continue  # "raising the toll of this month's unrest"
        told_before = trigger.end <= _span(days)[0]
        if told_before and _ITS_GROUND.search(
            sentence.text[trigger.end - sentence.start : _span(days)[0] - sentence.start]
        ):
            continue  # "riots sparked by a death on Sunday", "a raid in retaliation for the arrests on 27 June"
        cost = _tree_cost(days, tree, index) if tree.has_tree and index is not None else None
        if cost is None:
            cost = _distance_cost(days, trigger, sentence)
        if cost < 100:
            scored.append((cost, _span(days)[0], days))
    return min(scored, key=lambda entry: entry[:2])[2] if scored else None


# what people do when something befalls them
_PASSING = frozenset(
    "arrive return leave come get reach drive walk travel attend finish close open enter park stop".split()
)
_MEANWHILE = frozenset({"when", "as", "while"})
_PLACE_NAMES = frozenset({"GPE", "LOC", "FAC"})
_HARMING = frozenset("kill wound injure claim leave hurt".split())
_STRIKING = frozenset("rock shake hit strike rip tear target destroy damage".split())
_HAPPENING = frozenset("happen occur begin start erupt".split())


def _tells_its_harm(verb: Token, index: int, tree: Syntax) -> bool:
    """Whether a relative clause tells of the noun at ``index`` whom it harmed, or that it happened at all.

    "Fire on the town that killed two on Monday", "the attack, which took place on Monday".
    """
    is_noun = tree.tokens[index].pos in ("NOUN", "PROPN")
    tells = verb.lemma in _HARMING | _HAPPENING | _STRIKING
    tells |= verb.lemma == "take" and any(t.text.lower() == "place" for t in tree.kids(verb.i, "dobj"))
    return verb.dep == "relcl" and tells and is_noun and verb.head <= index < verb.i


_OCCASION = re.compile(rf"{EVENT_NOUN}|series|wave|string|spate", re.IGNORECASE)


def _is_its_occasion(verb: Token, index: int, tree: Syntax) -> bool:
    """Whether a relative clause tells of the very deed in which the trigger befell people.

    "One was killed in a series of explosions that rocked the town on Monday": they died on Monday.
    """
    if verb.dep != "relcl" or verb.lemma not in _STRIKING | _HARMING | _HAPPENING or tree.tokens[index].pos != "VERB":
        return False
    noun = tree.tokens[verb.head]
    while noun.dep in ("pobj", "prep") and noun.head != index:  # "in a series of explosions"
        noun = tree.tokens[noun.head]
    return (
        noun.head == index
        and noun.text.lower() in ("in", "by", "during")
        and bool(_OCCASION.fullmatch(tree.tokens[verb.head].text))
    )


def _told_before(verb: Token, index: int, tree: Syntax) -> bool:
    """Whether a main clause that ends in a semicolon before the trigger is what this verb heads."""
    return verb.i < index and any(t.text == ";" for t in tree.tokens[verb.i : index])


def _tree_cost(days: DateRange, tree: Syntax, index: int) -> float | None:
    """Steps between the date and the trigger in the tree; 100 and more where another clause owns the date."""
    head = _head_of(days, tree)
    if head is None:
        return None
    up_date, up_trigger = tree.path(head.i, index)
    if up_date[-1].i != up_trigger[-1].i:
        return None
    below = [t for t in up_date[:-1] if t.pos in ("VERB", "AUX")]  # verbs that own the date but not the trigger
    cost = float(len(up_date) + len(up_trigger) - 2)
    for verb in below:
        if _tells_its_harm(verb, index, tree):
            return 0.0  # it dates the deed before any other clause
        if _is_its_occasion(verb, index, tree):
            cost += 3
            continue
        if verb.dep == "advcl" and any(c.text.lower() in _MEANWHILE for c in tree.kids(verb.i, "mark", "advmod")):
            cost += 3  # "was burned to death when a crowd attacked his car on Tuesday": the same time
            continue
        if verb.dep == "advcl" and verb.lemma in _PASSING and verb.i > index:
            cost += 4  # "was shot dead after he came home on Saturday evening": the same hour
            continue
        if verb.dep == "acl" and verb.tag == "VBN":
            cost += 30  # "a man accused of theft on Tuesday": the small model hangs the date too low
        elif verb.dep in ("ccomp", "parataxis") and _told_before(verb, index, tree):
            cost += 4  # "fought on Saturday; a man was killed": one report, two main clauses
        elif verb.dep in ("relcl", "ccomp", "acl", "advcl") and verb.tag not in ("VBG", "VB"):
            return 100.0 + cost
        cost += 2 if verb.tag == "VBG" else 4
    for token in up_date[:-1]:
        if _is_its_occasion(token, index, tree):
            continue
        in_a_place = token.entity in _PLACE_NAMES or (  # towns in a list hang together so: "in Kidal, Kidal region"
            token.dep == "appos" and token.pos == "PROPN" and tree.tokens[token.head].entity in _PLACE_NAMES
        )
        if token.dep in ("relcl", "appos") and not in_a_place:
            return 100.0 + cost
    for token in up_trigger[:-1]:
        # the trigger stands in a clause of its own: "since the rebels took the town" is older than the main clause
        if token.dep == "relcl" or (token.dep in ("advcl", "ccomp") and token.tag != "VBG"):
            cost += 6
    start, end = _span(days)
    gap = max(tree.tokens[index].start - end, start - tree.tokens[index].end, 0)
    return cost + gap / 200


def _distance_cost(days: DateRange, trigger: HasSpan, sentence: ParsedSentence) -> float:
    """Characters between date and trigger, more for every clause border between."""
    start, end = _span(days)
    left, right = sorted(((start, end), (trigger.start, trigger.end)))
    between = sentence.text[left[1] - sentence.start : right[0] - sentence.start]
    if trigger.start < start and _OTHER_CLAUSE.search(between):
        return 100.0
    return len(between) / 10 + 30 * len(_CLAUSE.findall(between))


# "In Harat, which fell on 2 March, hundreds rallied": that day is of the clause alone
_ASIDE = re.compile(r",\s+(?:which|who|where|whose)\b(?:[^,;]|,(?=\d)){3,160},")


def _from_neighbours(
    sentence: ParsedSentence, neighbours: Sequence[ParsedSentence], today: date | None
) -> DateRange | None:
    """A date told for the same happening just after ("the attack took place on ...") or just before."""
    for other in neighbours:
        if sentence.end <= other.start <= sentence.end + 400 and (place := TOOK_PLACE.search(other.text)):
            told = [
                found
                for d in find_dates(other.text[place.start() :], other.start + place.start(), today)
                if (found := _not_after(d, today))
            ]
            if told:
                return told[0]
    before = [o for o in neighbours if o.end <= sentence.start and o.sentence.paragraph == sentence.sentence.paragraph]
    if not before:
        return None
    previous = max(before, key=lambda other: other.start)
    dates = [found for d in find_dates(previous.text, previous.start, today) if (found := _not_after(d, today))]
    if len(dates) != 1 or dates[0].precision > DatePrecision.FEW_DAYS:
        return None
    start, _ = _span(dates[0])
    at = start - previous.start
    aside = any(clause.start() <= at < clause.end() for clause in _ASIDE.finditer(previous.text))
    return None if aside or REPORTED_ON.search(previous.text[:at]) else dates[0]
