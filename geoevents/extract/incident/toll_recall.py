"""The dead whom a report tells elsewhere: "the murder of the monks", "that murder", "kidnapped Ruiz ... Ruiz is dead".

Asked only where the sentences of an event tell no number of dead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geoevents.extract.draft import Draft
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.tolls.person_nouns import is_plural_person, is_singular_person
from geoevents.extract.tolls.statement import Toll
from geoevents.extract.tolls.told import find_tolls
from geoevents.model import Count, ParsedSentence
from geoevents.ontology import MAPPED_STATUSES

_DEED = r"(?:murder|killing|assassination|massacre|slaying|execution|death)s?"
_DONE = r"(?:murdered|killed|assassinated|massacred|slain|executed)"
_WHO = r"(?:the|these|those)\s+(?P<who>(?:[\w’'-]+\s+){0,3}?(?:[\w-]{3,}s|(?:\w+)?men|women|children|people))\b"
_VICTIMS = (
    re.compile(rf"\b{_DEED}\s+of\s+{_WHO}", re.IGNORECASE),
    re.compile(rf"\b{_WHO}\s+(?:(?:who|that)\s+)?(?:were|(?:had|have)\s+been)\s+(?:\w+ly\s+)?{_DONE}\b", re.IGNORECASE),
    re.compile(rf"\b{_DONE}\s+{_WHO}", re.IGNORECASE),
)
_ONE_MURDER = frozenset({"murder", "assassination", "slaying", "killing"})
_KNOWN = re.compile(r"\b(?:the|this|that)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s*(?:of\b|['’]s\b)", re.IGNORECASE)
_NEAR = 4  # sentences back in which the victim of "that murder" stands
_ABDUCTION = "Abduction/forced disappearance"


def recall_dead(
    drafts: Sequence[Draft], mentions: Sequence[Sequence[tuple[Trigger, int]]], sentences: Sequence[ParsedSentence]
) -> list[Draft]:
    """The drafts, those without a number of dead completed by what the report tells of the same people.

    Parameters
    ----------
    drafts : sequence of Draft, length n
        Incidents of one document with the numbers told of them.
    mentions : sequence of sequence of (Trigger, int), length n
        The words of each incident with the numbers of their sentences; () where nobody can be harmed.
    sentences : sequence of ParsedSentence
        All of the document.
    """
    return [
        _recalled(draft, spans, sentences) if _is_open(draft) and spans else draft
        for draft, spans in zip(drafts, mentions, strict=True)
    ]


def _is_open(draft: Draft) -> bool:
    return draft.fatalities is None and draft.status.status in MAPPED_STATUSES


def _recalled(draft: Draft, spans: Sequence[tuple[Trigger, int]], sentences: Sequence[ParsedSentence]) -> Draft:
    for trigger, number in spans:
        for count, source in _told_elsewhere(draft, trigger, number, sentences):
            evidence = tuple(dict.fromkeys((*draft.evidence, source)))
            return replace(draft, fatalities=count, evidence=evidence)
    return draft


def _told_elsewhere(
    draft: Draft, trigger: Trigger, number: int, sentences: Sequence[ParsedSentence]
) -> Iterator[tuple[Count, int]]:
    sentence = sentences[number]
    at = trigger.start - sentence.start
    if draft.sub_event_type == _ABDUCTION:
        yield from _found_dead(sentence, sentences)
    if trigger.sense not in ("kill", "death"):
        return
    for pattern in _VICTIMS:
        for told in pattern.finditer(sentence.text):
            if told.start() <= at < told.end():
                yield from _same_people(told["who"], sentences)
    if trigger.lemma in _ONE_MURDER and trigger.pos == "noun" and trigger.text.lower() == trigger.lemma:
        if _KNOWN.search(sentence.text[:at]) and not _OF_WHOM.match(sentence.text, trigger.end - sentence.start):
            yield _last_victim(number, sentences)


def _stems(words: str) -> set[str]:
    return {word.lower().rstrip("s") for word in words.split() if len(word) > 3}


def _dead_in(sentence: ParsedSentence) -> list[Toll]:
    return [
        toll for toll in find_tolls(sentence) if toll.kind == "dead" and toll.count is not None and toll.count.low > 0
    ]


def _same_people(who: str, sentences: Sequence[ParsedSentence]) -> Iterator[tuple[Count, int]]:
    """The number that the report tells most often of people called so: "six Jesuits" for "the Jesuit priests"."""
    head = who.split()[-1].lower()
    if not (is_plural_person(head) or (head.endswith("s") and who.split()[-1][0].isupper())):
        return
    stems = _stems(who)
    counts: Counter[Count] = Counter()
    source: dict[Count, int] = {}
    for n, other in enumerate(sentences):
        for toll in _dead_in(other):
            if toll.count is not None and toll.noun.rstrip("s") in stems and toll.count.low > 1:
                counts[toll.count] += 1
                source.setdefault(toll.count, n)
    if counts:
        count = max(counts, key=lambda c: (counts[c], -source[c]))
        yield count, source[count]


def _last_victim(number: int, sentences: Sequence[ParsedSentence]) -> tuple[Count, int]:
    """Who was told dead shortly before "that murder"; one person where nobody was."""
    for n in range(number - 1, max(-1, number - 1 - _NEAR), -1):
        tolls = [toll for toll in _dead_in(sentences[n]) if not toll.is_revision]
        if tolls and tolls[-1].count is not None:
            return tolls[-1].count, n
    return Count.exactly(1), number


def _found_dead(sentence: ParsedSentence, sentences: Sequence[ParsedSentence]) -> Iterator[tuple[Count, int]]:
    """The taken person, known by name, whom another sentence tells dead."""
    taken = {toll.noun for toll in find_tolls(sentence) if toll.kind == "detained" and _is_name(toll)}
    for n, other in enumerate(sentences):
        for toll in _dead_in(other) if taken else ():
            if toll.noun in taken and toll.count is not None:
                yield toll.count, n


def _is_name(toll: Toll) -> bool:
    return (
        bool(toll.noun) and toll.count == Count.exactly(1) and toll.noun != "he" and not is_singular_person(toll.noun)
    )
