"""Statements about the dead, the injured, the displaced and the detained in one sentence.

Each verb or noun of that kind is looked up together with the people before it ("12 soldiers were
killed", "two dead") or after it ("killing a farmer and his two sons", "the deaths of six").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from geoevents.extract.people import (
    Group,
    Word,
    is_plural_person,
    is_singular_person,
    looks_like_name,
    read_people,
    total,
    words_of,
)
from geoevents.extract.sums import over_time
from geoevents.extract.toll_people import people_after, people_before, people_between
from geoevents.extract.toll_totals import counts_many
from geoevents.extract.toll_words import (
    BODY_FOUND,
    CLAIMS,
    FOR_NUMBER,
    INDEPENDENT,
    LIVES,
    LOST_LIVES,
    MIXED,
    MODAL_BEFORE,
    OF_BOTH,
    OF_OLD,
    OF_THE_DEAD,
    PREDICATES,
    RAISED_TO,
    RETURNING,
    RIVAL,
    SKIP_BACK,
    STOPS,
    TO_HOSPITAL,
    TOLD_OVER_TIME,
    UNKNOWN,
    WAS_HURT,
    ZERO,
)
from geoevents.model import Count, ParsedSentence
from geoevents.text.numbers import find_numbers


@dataclass(frozen=True, slots=True)
class Toll:
    """One statement; ``position`` is the offset of its verb or noun within the sentence."""

    kind: str  # "dead", "injured", "displaced" or "detained"
    count: Count | None
    noun: str  # what kind of people, "" for a bare number
    position: int
    additional: bool = False  # on top of the others: "two others"
    rival: bool = False  # another source's number for the same thing
    independent: bool = False  # told by neither side: a hospital, a monitor, the Red Cross
    is_running_total: bool = False  # "the death toll rose to 45"
    parts: tuple[tuple[str, Count], ...] = ()

    @property
    def is_revision(self) -> bool:
        """Whether it speaks of a number told before, not of another event."""
        return self.rival or self.is_running_total


_AGE = re.compile(r"\d{1,2}|10\d")
_SEIZED = frozenset("seize seizes seized seizing snatched".split())
_DRIVEN = frozenset("driven drove forced driving forcing".split())
_AWAY = re.compile(
    r"^[^.;]{0,70}?\b(?:from|out\s+of|to\s+(?:flee|leave|abandon))\s+(?:their|the|his|her)?\s*"
    r"(?:homes?|houses|villages?|towns?|land|area|city|camps?)?\b",
    re.IGNORECASE,
)
_WHEN = frozenset("on in at last yesterday today this early late overnight".split())
_TREATED = frozenset("for in at by on after , .".split()) | {""}
_HURTS = frozenset("burns wounds injuries cuts fractures bruises shrapnel minor serious light severe".split())
_OF_BEFORE = frozenset("the his her their recently formerly".split())
_ALONE_TO_DEATH = frozenset("burned burnt bled froze starved choked suffocated fell".split())
_TAKING = frozenset("took take takes taking held hold holds holding".split())


def _role(words: Sequence[Word], index: int, text: str) -> tuple[str, str] | None:
    """Kind and role of the predicate at ``index``, or None where the word is used otherwise."""
    word = words[index]
    found = PREDICATES.get(word.low)
    if found is None:
        return None
    kind, role = found
    previous = words[index - 1].low if index else ""
    following = words[index + 1].low if index + 1 < len(words) else ""
    if word.low in ("casualties", "capture", "arrest", "detention", "execution") and role == "before":
        return (
            (kind, role)
            if following == "and"
            and any(w.low in ("wounded", "injured", "injuries") for w in words[index + 1 : index + 5])
            else None
        )
    if word.low in ("injuries", "injury") and previous in ("other", "and", "or") and role == "before":
        return None  # "three casualties and other injuries": no number is told of them
    if word.low == "lost":  # "the army lost 12 men", not a seat or a match
        counted = index + 2 < len(words) and words[index + 1].count and is_plural_person(words[index + 2].low)
        return (kind, role) if counted else None
    if word.low == "gunned":
        return (kind, role) if following == "down" else None
    if word.low == "passed":
        return (kind, role) if following == "away" else None
    if kind == "dead" and role == "ed" and previous in _OF_BEFORE:
        return None  # "the recently murdered senator" says who he was
    if word.low == "slaying" and (previous.endswith(("'s", "’s")) or previous in ("'", "’")):
        return kind, "owner"
    if word.low == "treated":
        return (kind, role) if following in _TREATED and previous not in ("badly", "well", "being") else None
    if word.low == "survived":
        hurt = index + 2 < len(words) and following == "with" and words[index + 2].low in _HURTS
        return (kind, role) if hurt else None
    if word.low == "rounded":
        return (kind, role) if following == "up" else None
    if word.low in _SEIZED:  # people, not a town or weapons
        row = [w.low for w in words[index + 1 : index + 5]]
        counted = index + 1 < len(words) and words[index + 1].count is not None
        return (kind, role) if counted and any(is_plural_person(low) for low in row) else None
    if word.low in _DRIVEN:
        return (kind, "ing") if _AWAY.search(text[word.end : word.end + 90]) else None
    if word.low == "custody" or (word.low == "arrest" and previous == "under"):
        return (kind, "held") if previous in ("in", "under") else None
    if word.low in ("hostage", "captive", "prisoner"):
        if previous in ("taken", "held"):
            return kind, role
        return (kind, "between") if any(w.low in _TAKING for w in words[max(0, index - 8) : index]) else None
    if word.low == "returned":
        return (kind, role) if any(w.low in RETURNING for w in words[max(0, index - 6) : index]) else None
    if word.low == "death" and previous == "to":
        return kind, "to death"  # "shot to death"
    if role == "of" and following != "of":
        if word.low in ("deaths", "arrests"):
            return kind, "before"
        if previous.endswith(("'s", "’s")) or previous in ("'", "’"):
            return kind, "owner"
        return (kind, "of later") if following in _WHEN else None
    if role == "ing" and following == "of":
        return kind, "of"
    if role == "before" and word.low in ("deaths", "bodies", "corpses") and following == "of":
        return kind, "of"
    return kind, role


def _of_later(words: Sequence[Word], index: int) -> list[Group]:
    """People named after the day: "the murder on 3 May of two priests"."""
    for at in range(index + 2, min(index + 10, len(words) - 1)):
        is_verb = words[at].verb and words[at].text.islower()  # "May" is none
        if is_verb or words[at].text in {",", ";", ":"} or (words[at].low in STOPS and words[at].text != "May"):
            break
        if words[at].low == "of":
            groups = people_after(words, at + 1, len(words))
            if groups:
                return groups
    return []


def _after_and(words: Sequence[Word], index: int) -> list[Group]:
    """Whom the verb joined by "and" spoke of: "the mayor was abducted on Tuesday and found dead"."""
    start = index - 1
    while start > 0 and words[start].low in ("found", "later", "then", "shot", "was", "were", "been", "subsequently"):
        start -= 1
    if words[start].low != "and":
        return []
    for at in range(start - 1, max(0, start - 14), -1):
        if words[at].text in {";", ":", ","}:
            break
        kind, role = PREDICATES.get(words[at].low, ("", ""))
        if kind in ("detained", "injured") and role == "ed":
            groups, auxiliary = people_before(words, at)
            return groups if auxiliary else []
    return []


def _tolls_at(words: Sequence[Word], index: int, kind: str, role: str) -> list[Group]:
    """The people of whom the predicate at ``index`` speaks."""
    limit = len(words)
    if role == "of":
        groups = people_after(words, index + 2, limit)
        if total(groups) is None and words[index].low in ("bodies", "corpses"):
            groups = [group for group in people_before(words, index)[0] if group.count]  # "107 bodies of victims"
        return groups
    if role == "of later":
        return _of_later(words, index)
    if role == "held":  # "nine marchers are under arrest"
        return people_before(words, index - 1)[0]
    if role == "before":
        groups, auxiliary = people_before(words, index)
        if not auxiliary and index and words[index - 1].low == "shot":  # "gunmen shot dead two men"
            return people_after(words, index + 1, limit) or [group for group in groups if group.count]
        return groups or (_after_and(words, index) if words[index].low == "dead" else [])
    if role == "owner":  # "the mayor's murder"
        if words[index - 1].low in ("'", "’"):  # "the six monks' murder"
            last = index - 1
            counted = next((i for i in range(last - 1, max(-1, last - 5), -1) if words[i].count), None)
            found, reached = read_people(words, counted, last, STOPS) if counted is not None else ([], 0)
            return found if reached == last else []
        start = index - 1
        while start > 0 and (words[start - 1].text[:1].isupper() or words[start - 1].low in ("the", "a", "an", "his")):
            start -= 1
        owner = [
            *words[start : index - 1],
            replace(words[index - 1], low=words[index - 1].low[:-2], text=words[index - 1].text[:-2]),
        ]
        found, reached = read_people(owner, 0, len(owner), STOPS)
        if not found and looks_like_name(owner, least=1):
            return [Group(Count.exactly(1), owner[-1].low, named=True)]
        return [group for group in found if group.count and reached == len(owner)]
    if role == "between":  # "took 13 guards hostage"
        return people_between(words, index + 1)
    if role == "to death":
        groups, auxiliary = people_before(words, index)
        if index > 1 and words[index - 2].low in _ALONE_TO_DEATH:  # "a child burned to death": no one did it
            groups, auxiliary = people_before(words, index - 2)[0], True
        return groups if auxiliary else (people_after(words, index + 1, limit) or people_between(words, index))
    if role in ("ing", "s", "base", "active"):
        return people_after(words, index + 1, limit)
    if words[index].low == "gunned":
        groups, auxiliary = people_before(words, index)
        return groups if auxiliary else people_after(words, index + 2, limit)
    groups, auxiliary = people_before(words, index)
    if auxiliary:
        return groups
    after = people_after(words, index + 1, limit)
    following = words[index + 1].low if index + 1 < limit else ""
    if after and following not in ("in", "by", "when", "and", "on", "at", ","):
        return after
    # without an auxiliary only a headline or a reduced clause is passive: "12 killed in blast"
    return [g for g in groups if g.count]


def _zero_tolls(text: str) -> list[Toll]:
    found: list[Toll] = []
    for pattern, kinds in ZERO:
        for match in pattern.finditer(text):
            if UNKNOWN.search(text[max(0, match.start() - 40) : match.end()]):
                continue
            found += [Toll(kind, Count.exactly(0), "", match.start()) for kind in kinds]
    return found


NOBODY = Count.exactly(0)
_NOBODY_ELSE = re.compile(
    r"\b(?:no\s+(?:other|one\s+else|more|further)|nobody\s+else|killed|dead|died)\b", re.IGNORECASE
)


_ALSO = re.compile(r"\balso\b|\btoo\s*[,.;]?\s*$|\bas\s+well\b", re.IGNORECASE)


def _clause(text: str, position: int) -> tuple[int, int]:
    """The stretch between commas and semicolons around a position."""
    start = max(text.rfind(",", 0, position), text.rfind(";", 0, position)) + 1
    ends = [at for sign in ",;" if (at := text.find(sign, position)) >= 0]
    return start, min(ends, default=len(text))


def _toll(kind: str, groups: Sequence[Group], position: int, text: str) -> Toll | None:
    """A statement out of its people; None where no number is told."""
    count = total(groups)
    if count is None:
        return None
    head = next((group for group in groups if group.count), groups[0])
    before = text[max(0, position - 60) : position]
    if re.search(r"\b(?:feared|presumed|believed)\s+(?:to\s+(?:be|have)\s+)?(?:been\s+)?$", before, re.IGNORECASE):
        count = Count(0, count.best, count.high)
    if CLAIMS.search(text):
        count = Count(0, 0, count.high)
    parts = tuple((group.noun, group.count) for group in groups if group.count and group.noun and not group.is_general)
    return Toll(
        kind,
        count,
        head.noun,
        position,
        additional=head.is_additional or bool(_ALSO.search(text[max(0, position - 12) : position + 24])),
        independent=bool(INDEPENDENT.search(text, *_clause(text, position))),
        parts=parts,
    )


def _number_tolls(text: str) -> list[Toll]:
    """Running totals ("the death toll rose to 45"), lives claimed, and the bare numbers of other sources."""
    found: list[Toll] = []
    for number in find_numbers(text):
        before = text[max(0, number.start - 160) : number.start]
        toll = FOR_NUMBER.search(before)
        after = number.end
        if not toll and (raised := RAISED_TO.search(before)):
            of_whom = OF_THE_DEAD.match(text, number.end)
            toll, after = (raised, of_whom.end()) if of_whom else (None, after)
        if toll and (over_time(text, after) or TOLD_OVER_TIME.search(toll.group()) or OF_BOTH.search(toll.group())):
            continue
        if toll and not RIVAL.search(before):
            found.append(
                Toll(
                    "dead",
                    number.count,
                    "",
                    number.start,
                    is_running_total=True,
                    independent=bool(INDEPENDENT.search(before)),
                )
            )
            continue
        rival = RIVAL.search(before)
        if rival and re.match(
            r"\s*(?:[.,;]|$|people|dead|deaths|killed|had\s+died|died|were\s+killed|soldiers|civilians)",
            text[number.end : number.end + 40],
        ):
            found.append(
                Toll(
                    "dead",
                    number.count,
                    "",
                    number.start,
                    rival=True,
                    independent=bool(INDEPENDENT.search(rival["source"])),
                )
            )
    for lives in LIVES.finditer(text):
        people = [number for number in find_numbers(lives["people"])]
        if people:
            found.append(Toll("dead", people[0].count, "", lives.start()))
    return found


def _with_nouns(words: list[Word]) -> list[Word]:
    """Mark "the wounded", "the dead" as nouns, so that they are not read as verbs."""
    for i in range(1, len(words)):
        if words[i].low in ("wounded", "injured", "dead", "displaced", "detained", "arrested") and words[i - 1].low in (
            "the",
            "those",
        ):
            words[i] = replace(words[i], low="victims")
        elif words[i].low in ("wounded", "injured") and _describes_the_dead(words, i):
            words[i] = replace(words[i], low="hurt-once")
    return words


def _without_ages(words: list[Word]) -> list[Word]:
    """Leave out what only tells how old somebody is: "one man, 54, was killed", "Ali Hassan (61)"."""
    out: list[Word] = []
    i = 0
    while i < len(words):
        around = (words[i].text, words[i + 2].text) if i + 2 < len(words) else ("", "")
        if around in ((",", ","), (",", "."), ("(", ")")) and out and _AGE.fullmatch(words[i + 1].text):
            who = out[-1]
            if who.person or is_singular_person(who.low) or who.text[:1].isupper() and not who.count:
                ends = around[1] == ")" or i + 3 < len(words) and (words[i + 3].verb or words[i + 3].low in SKIP_BACK)
                i += 3 if ends else 2  # a comma that goes on with a list stays: "A B, 65, his driver and a guard"
                continue
        out.append(words[i])
        i += 1
    return out


def _describes_the_dead(words: Sequence[Word], index: int) -> bool:
    """Whether the word only describes who died: "his wounded driver died later"."""
    if index + 2 >= len(words) or not (
        words[index - 1].count or words[index - 1].low in ("a", "the", "his", "her", "one")
    ):
        return False
    noun = words[index + 1].low
    if not (is_singular_person(noun) or is_plural_person(noun)):
        return False
    return any(w.low in ("died", "dies", "succumbed") for w in words[index + 2 : index + 4])


# "nine people, three of them women, were"; "23 people, including a lawmaker, were"
_SOME_OF_THEM = re.compile(
    r",\s+(?:[\w-]+\s+){1,4}of\s+(?:them|whom)(?:\s+were)?(?:\s+[\w-]+){1,4},|"
    r",\s+including\s+[^;.]{3,80}?,(?=\s+(?:were|was|have|has|had|are)\b)",
    re.IGNORECASE,
)


def find_tolls(sentence: ParsedSentence) -> list[Toll]:
    """Statements about casualties, displaced and detained people of one sentence, in reading order."""
    people = tuple((e.start - sentence.start, e.end - sentence.start) for e in sentence.entities if e.label == "PERSON")
    verbs = frozenset(t.start - sentence.start for t in sentence.tokens if t.tag in ("VBD", "VBZ", "VBP", "MD"))
    return list(_find(sentence.text, people, verbs))


def _asides(words: list[Word], text: str) -> tuple[list[Word], list[Toll]]:
    """The words but for what is said aside of some of the people, and the tolls told there.

    "Nine people, three of them women, were hurt"; "nine people, two of whom later died, were hurt".
    """
    told: list[Toll] = []
    for aside in _SOME_OF_THEM.finditer(text):
        inside = [w for w in words if aside.start() <= w.start < aside.end()]
        words = [w for w in words if not aside.start() <= w.start < aside.end()]
        harm = next((w for w in inside if w.low in PREDICATES), None)
        some = next((w.count for w in inside if w.count is not None), None)
        if harm is not None and some is not None:
            told.append(Toll(PREDICATES[harm.low][0], some, "", harm.start))
    return words, told


@lru_cache(maxsize=512)  # several triggers ask about the same sentence
def _find(text: str, people: tuple[tuple[int, int], ...], verbs: frozenset[int]) -> tuple[Toll, ...]:
    """Statements of one sentence, given the spans of persons' names and the offsets of finite verbs in it."""
    plain, found = _asides(words_of(text, people, verbs), text)
    words = _with_nouns(_without_ages(plain))
    used = [match.span() for match in MIXED.finditer(text)]  # "killed or wounded 20": nobody says how many died
    numbers = _number_tolls(text)
    for index, word in enumerate(words):
        role = _role(words, index, text)
        if role is None or any(start <= word.start < end for start, end in used):
            continue
        before = text[max(0, word.start - 60) : word.start]
        if MODAL_BEFORE.search(before) or OF_OLD.search(before):
            continue
        groups = _tolls_at(words, index, *role)
        toll = _toll(role[0], groups, word.start, text) if groups else None
        if toll:
            found.append(toll)
    for pattern, kind in ((LOST_LIVES, "dead"), (WAS_HURT, "injured")):
        for match in pattern.finditer(text):
            at = next(i for i, w in enumerate(words) if w.start >= match.start())
            groups, _ = people_before(words, at)
            toll = _toll(kind, groups, match.start(), text) if groups else None
            if toll:
                found.append(toll)
    for match in TO_HOSPITAL.finditer(text):
        told = find_numbers(match["people"])
        if told:
            found.append(Toll("injured", told[0].count, "", match.start()))
    for match in BODY_FOUND.finditer(text):
        count = Count.exactly(2 if match["both"] else 1)
        found.append(Toll("dead", count, "bodies" if match["both"] else "body", match.start()))
    for index, word in enumerate(words[:-2]):
        if word.low in ("body", "corpse") and words[index + 1].low == "of":
            whose = people_after(words, index + 2, len(words))[:1]
            if whose and whose[0].count == Count.exactly(1):
                found.append(Toll("dead", whose[0].count, "body", word.start))
    if numbers and any(toll.rival for toll in numbers):
        taken = {toll.position for toll in found}
        numbers = [toll for toll in numbers if toll.position not in taken]
    found += numbers
    # people who fled are counted from the day on that they began to flee
    found = [toll for toll in found if toll.kind == "displaced" or not counts_many(text, toll.position)]
    some = {toll.kind for toll in found if toll.count}
    found += [toll for toll in _zero_tolls(text) if toll.kind not in some]
    unhurt = next((toll for toll in found if toll.kind == "injured" and toll.count == NOBODY), None)
    if unhurt and not any(toll.kind == "dead" for toll in found) and not _NOBODY_ELSE.search(text):
        found.append(replace(unhurt, kind="dead"))  # where nobody was hurt nobody was killed
    found.sort(key=lambda toll: (toll.position, toll.kind))
    return tuple(found)
