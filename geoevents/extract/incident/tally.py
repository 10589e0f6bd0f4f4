"""Which event of a report each statement about people killed or hurt belongs to.

A statement goes to the event of its own clause. Where its sentence tells no event it goes back to the one told
last, unless it turns to another event, another day, or a whole country. No statement is counted for two events.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from geoevents.extract.days.spoken import REPORTED_ON
from geoevents.extract.draft import Draft
from geoevents.extract.incident.agreement import counts_agree, dates_agree
from geoevents.extract.incident.same_incident import TAKING
from geoevents.extract.incident.toll_recall import recall_dead
from geoevents.extract.report.discourse import points_back
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.tolls.camps import camp_of
from geoevents.extract.tolls.casualties import combine_tolls, tolls_of, turns_away
from geoevents.extract.tolls.statement import Toll
from geoevents.extract.tolls.told import find_tolls
from geoevents.model import Count, ParsedSentence
from geoevents.ontology import MAPPED_STATUSES, WherePrecision, may_harm
from geoevents.text.dates import find_dates

_BACK, _POINTING_BACK, _AHEAD = 2, 5, 1  # how many sentences from the event a statement about it may stand
_HARM_SENSES = frozenset({"kill", "death", "injure"})
_OWN_WORD = (False, 0)  # the distance of a statement from the event whose very word it is
_AFTER_COST = 60  # characters: a statement rather follows its event than goes before it
_IN_A_PLACE = re.compile(
    r"\W*(?:Meanwhile,?\s+i|I)n\s+(?:the\s+(?:\w+\s+)?(?:town|city|village)\s+of\s+)?"
    r"(?!(?:Jan|Febr)uary|March|April|May\b|June|July|August|(?:Septem|Octo|Novem|Decem)ber)"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+){0,2}),"
)
_ENDING = frozenset({"Agreement", "Arrests", "Abduction/forced disappearance", "Change to group/activity",
                     "Headquarters or base established", "Other", "Disrupted weapons use"})  # fmt: skip


def tally(
    drafts: Sequence[Draft],
    sentences: Sequence[ParsedSentence],
    published: date | None,
    sections: Sequence[int] = (),
) -> list[Draft]:
    """The drafts with the dead and injured that are told of each.

    Parameters
    ----------
    drafts : sequence of Draft, length n
        The incidents of one document, mentions of one incident already merged.
    sentences : sequence of ParsedSentence
        All of the document.
    published : date or None
        Day of publication, to tell whether a sentence speaks of another day.
    sections : sequence of int, optional
        The part that each sentence stands in; no part lends its numbers to another. One part if left out.

    Returns
    -------
    list of Draft, length n
        In the same order.
    """
    mentions = [((d.trigger, d.sentence), *d.members) if may_harm(d.sub_event_type) else () for d in drafts]
    told: list[dict[int, list[Toll]]] = [{} for _ in drafts]
    told_in = {n for spans in mentions for _, n in spans}
    within_reach = {n + step for n in told_in for step in range(-_AHEAD, _POINTING_BACK + 1)}
    for number, sentence in enumerate(sentences):
        if number not in within_reach:
            continue  # no statement there can belong to any event
        tolls = [toll for toll in find_tolls(sentence) if toll.kind in ("dead", "injured")]
        if not tolls:
            continue
        local = {i: [t for t, n in spans if n == number] for i, spans in enumerate(mentions)}
        local = {i: triggers for i, triggers in local.items() if triggers}
        nobody = any(toll.count is not None and toll.count.high == 0 for toll in tolls)
        if nobody and all(drafts[i].bare and drafts[i].status.status not in MAPPED_STATUSES for i in local):
            local = {}  # "no one was killed, but six were hurt": told of an event before
        if local:
            for i, own in _owners(tolls, local, sentence, drafts).items():
                told[i][number] = own
        else:
            near = [[m for m in own if not sections or sections[m[1]] == sections[number]] for own in mentions]
            home = _told_last(number, drafts, near, sentences, published)
            if home is not None:
                told[home][number] = tolls
    counted = [
        _with_counts(draft, told[i], [n for _, n in mentions[i]]) if may_harm(draft.sub_event_type) else draft
        for i, draft in enumerate(drafts)
    ]
    return recall_dead(counted, mentions, sentences)


def _owners(
    tolls: Sequence[Toll], local: Mapping[int, Sequence[Trigger]], sentence: ParsedSentence, drafts: Sequence[Draft]
) -> dict[int, list[Toll]]:
    """The statements of one sentence by the event they belong to; two events share one only where they may be one."""
    reach = {i: {toll for t in triggers for toll in tolls_of(t, sentence)} for i, triggers in local.items()}
    out: dict[int, list[Toll]] = {}
    for toll in tolls:
        at = toll.position + sentence.start
        able = [i for i in local if toll in reach[i]] or (list(local) if len(local) == 1 and toll.is_revision else [])
        if not able:
            continue
        near = {i: min(_distance(t, at) for t in local[i]) for i in able}
        older = [i for i in able if drafts[i].status.status == "historical" and near[i] == _OWN_WORD]
        real = [i for i in able if drafts[i].status.status in MAPPED_STATUSES]
        best = min(older or real or able, key=lambda i: (*near[i], i))
        for i in able:
            if i == best or _may_share(drafts[best], drafts[i]):
                out.setdefault(i, []).append(toll)
    return out


def _may_share(owner: Draft, other: Draft) -> bool:
    """Whether two events of one sentence may be one happening told twice: same place, and neither a place taken."""
    a, b = owner.location, other.location
    if TAKING & {owner.sub_event_type, other.sub_event_type} or owner.event_type != other.event_type:
        return False
    if (owner.status.status == "historical") != (other.status.status == "historical"):
        return False  # what happened long ago shares no dead with today
    if not dates_agree(owner, other):
        return False  # "Tuesday's bombing was the worst since 19 January, when a blast killed 22"
    return a is None or b is None or a.place_id == b.place_id


def _distance(trigger: Trigger, at: int) -> tuple[bool, int]:
    """How far a statement is from a trigger: none where it is the trigger's own word."""
    if trigger.start <= at < trigger.end and trigger.sense in _HARM_SENSES:
        return _OWN_WORD
    return True, at - trigger.end if at >= trigger.end else trigger.start - at + _AFTER_COST


def _told_last(
    number: int,
    drafts: Sequence[Draft],
    mentions: Sequence[Sequence[tuple[Trigger, int]]],
    sentences: Sequence[ParsedSentence],
    published: date | None,
) -> int | None:
    """The event that a sentence without one speaks of: the one told last before it, else one told just after."""
    sentence = sentences[number]
    if turns_away(sentence.text):
        return None
    real = [i for i, d in enumerate(drafts) if mentions[i] and d.status.status in MAPPED_STATUSES]
    back = _POINTING_BACK if points_back(sentence.text) else _BACK
    spans = [(n, t.start, i) for i in real for t, n in mentions[i] if drafts[i].sub_event_type not in _ENDING]
    before = [span for span in spans if number - back <= span[0] < number]
    after = [span for span in spans if number < span[0] <= number + _AHEAD]
    if before:
        home = _first_of_its_sentence(max(before), before)
    elif after and not any(drafts[i].apart for _, _, i in after):
        home = min(after)[2]
    else:
        return None
    same = _same_days(drafts[home], sentence, published) and not _turns_to_another_place(sentence.text, drafts[home])
    return home if same else None


def _first_of_its_sentence(last: tuple[int, int, int], spans: Sequence[tuple[int, int, int]]) -> int:
    """The event that stands first in the last sentence: its main one."""
    return min(span for span in spans if span[0] == last[0])[2]


def _same_days(draft: Draft, sentence: ParsedSentence, published: date | None) -> bool:
    """Whether the sentence speaks of no other day than the event's."""
    if draft.date is None or not draft.date_told:
        return True
    days = [
        d
        for d in find_dates(sentence.text, sentence.start, published)
        if d.start == d.end and d.mention and not REPORTED_ON.search(sentence.text[: d.mention.start - sentence.start])
    ]
    start, end = draft.date.start, draft.date.end
    return not days or any(start <= d.start <= end for d in days)


def _turns_to_another_place(text: str, draft: Draft) -> bool:
    """Whether a sentence begins with another town than the event's: "In Bahir Dar, doctors counted 15 dead"."""
    opening, place = _IN_A_PLACE.match(text), draft.location
    if opening is None or place is None or place.where_prec > WherePrecision.NEAR:
        return False
    around = {name.casefold() for name in (place.name, place.admin1, place.admin2) if name}
    return opening["name"].casefold() not in around


def _goes_on(toll: Toll, around: Sequence[Toll]) -> bool:
    """Whether a number told later corrects the first or comes on top of it: "his driver was also killed".

    In "killed four and wounded 54 others" the others are none of the dead told beside them, and no further wounded;
    "three policemen died, and two civilians also died" breaks down what was told before.
    """
    if toll.kind == "injured" and not toll.is_revision and any(t.kind == "dead" for t in around):
        return False
    broken_down = any(t.kind == toll.kind and not (t.additional or t.is_revision) for t in around)
    if toll.is_revision or broken_down and not toll.of_attackers:
        return toll.is_revision
    return toll.additional and toll.count is not None and toll.count.best > 0


def _whole(count: Count | None, other: Count | None) -> Count | None:
    """The larger of two numbers of one incident: the other tells a part of its people, or was told earlier."""
    if count is None or other is None or other.best <= count.best:
        return count
    if count.best and not counts_agree(count, other):
        return other  # so few are a part of them, and no earlier count
    return Count(min(count.low, other.low) if count.best else other.low, other.best, max(count.high, other.high))


def _with_other_camps(count: Count | None, own: Sequence[Toll], later: Sequence[Toll]) -> Count | None:
    """The dead with those of another side told in a sentence of their own: two militants, and then a student."""
    camps = {camp_of(noun) for toll in own for noun in ([noun for noun, _ in toll.parts] or [toll.noun])}
    if count is None or not count.best or None in camps:
        return count
    for toll in later:
        camp = camp_of(toll.noun)
        if toll.kind != "dead" or toll.count is None or toll.additional or toll.is_revision or camp is None:
            continue
        if camp not in camps:
            camps.add(camp)
            count = Count(count.low + toll.count.low, count.best + toll.count.best, count.high + toll.count.high)
    return count


def _with_counts(draft: Draft, told: Mapping[int, list[Toll]], order: Sequence[int]) -> Draft:
    """The draft with the numbers told: of its main sentence, else of its other mentions, else of those around."""
    numbers = list(dict.fromkeys([*(n for n in order if n in told), *sorted(told)]))
    evidence = list(draft.evidence)
    counts: dict[str, Count | None] = {}
    for kind in ("dead", "injured"):
        source = next((n for n in numbers if any(t.kind == kind and t.count is not None for t in told[n])), None)
        if source is None:
            counts[kind] = None
            continue
        own = [t for t in told[source] if t.kind == kind]
        later = [t for n in numbers if n > source for t in told[n] if t.kind == kind and _goes_on(t, told[n])]
        count = combine_tolls([*own, *later])
        # nobody hurt in one sentence may be one person's escape: then all that is told around counts
        rest = order if count is None or count.best else numbers
        rest = [*rest, *(n for n in numbers if n not in rest and any(t.of_all for t in told[n]))]
        others = [combine_tolls(t for t in told[n] if t.kind == kind) for n in rest if n in told and n != source]
        if kind == "dead":
            count = _with_other_camps(count, own, [t for n in sorted(order) if n > source for t in told.get(n, ())])
        counts[kind] = reduce(_whole, others, count)
        evidence.append(source)
    return replace(
        draft, fatalities=counts["dead"], injuries=counts["injured"], evidence=tuple(dict.fromkeys(evidence))
    )
