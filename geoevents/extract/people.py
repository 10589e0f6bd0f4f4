"""Noun phrases that stand for people, and how many people they stand for.

Works on the words alone, so that it serves a sentence without a parse as well: quantities come from
``text.numbers``, single persons from articles, names and nouns such as "soldier" or "mayor".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geoevents.extract.groups import load_groups
from geoevents.extract.people_words import COLLECTIVE, IRREGULAR, NOT_PEOPLE, SINGULAR, TITLES
from geoevents.model import Count
from geoevents.text.numbers import find_numbers


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a sign or a whole quantity ("at least 12") of a sentence; offsets within the sentence."""

    start: int
    end: int
    text: str
    low: str  # lower case
    count: Count | None = None  # set on quantities
    person: bool = False  # part of a person's name, as far as the language model knows
    verb: bool = False  # a finite verb, as far as the language model knows


@dataclass(frozen=True, slots=True)
class Group:
    """One conjunct of a phrase about people: "two soldiers", "his deputy", "30 others"."""

    count: Count | None  # None where people are named without a number ("soldiers")
    noun: str  # head noun in lower case, "" for a bare number
    named: bool = False  # a proper name

    @property
    def is_general(self) -> bool:
        """Whether the noun tells no kind of person: such counts may contain the others."""
        return self.noun in GENERAL_NOUNS

    @property
    def is_additional(self) -> bool:
        """Whether the words say that these come on top ("two others")."""
        return self.noun in {"others", "other", "more", "another"}


GENERAL_NOUNS = frozenset(
    {"", "people", "persons", "dead", "lives", "deaths", "fatalities", "individuals", "body", "bodies", "victims"}
)
_DETERMINERS = frozenset("the his her their its this that another each our my your one's".split())
_PRONOUNS_ONE = frozenset("he she him himself herself self who".split())
_TWO = frozenset("couple pair twins".split())  # "the couple" are two people
_PREPOSITIONS = frozenset(
    """of from in at near with on inside outside along among amongst under during within belonging loyal around
    aboard between by for to against across behind through throughout over per via into after before following
    without amid despite because since until""".split()
)
DASHES = frozenset({"--", "—", "–"})
_ASIDE = 12  # words that two dashes may enclose
_WITH = frozenset({"along", "together"})
_CLOSING = {"(": ")", "[": "]"}
_LIST_BREAK = frozenset("including include included includes mostly mainly most many among all both some few".split())
_ADVERB = re.compile(
    r"\w+ly$|^(?:also|now|still|just|so|far|already|then|there|yet|once|today|yesterday|overnight|instead)$"
)
_PEOPLE_OF = re.compile(r"(?:[^s]ian|[a-z]{2}an|ese|ish)$")
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Gen|Col|Lt|Maj|Capt|Sgt|Brig|Dr|Mr|Mrs|Ms|St|Gov|Sen|Rep|Msgr|Fr)\.(?=\s)|"
    r"\w+(?:[-'’.&]\w+)*|--|[^\w\s]"
)


def words_of(text: str, people: Sequence[tuple[int, int]] = (), verbs: frozenset[int] = frozenset()) -> list[Word]:
    """Words of a sentence, each quantity being one word.

    ``people`` are the spans of persons' names, ``verbs`` the offsets of finite verbs, where a model knows them.
    """
    quantities = {number.start: number for number in find_numbers(text)}
    words: list[Word] = []
    letters = re.findall(r"[^\W\d_]{4,}", text)
    titled = sum(word[0].isupper() for word in letters) > 0.7 * len(letters)  # a headline: capitals tell nothing
    position = 0
    while match := _TOKEN.search(text, position):
        start, end = match.span()
        quantity = next((q for s, q in quantities.items() if start <= s < end), None) if quantities else None
        if quantity is not None:
            words.append(Word(quantity.start, quantity.end, quantity.text, quantity.text.lower(), quantity.count))
            position = quantity.end
            continue
        position = end
        person = bool(people) and any(s <= start and end <= e for s, e in people)
        word = match.group()
        lower = word.lower()
        words.append(Word(start, end, lower if titled and not person else word, lower, None, person, start in verbs))
    return words


def is_singular_person(noun: str) -> bool:
    """Whether ``noun`` (lower case) names one person by role or kin."""
    noun = noun.removesuffix("'s").removesuffix("’s")
    return noun in SINGULAR or noun.split("-")[-1] in SINGULAR or noun.endswith("year-old")


def is_plural_person(noun: str) -> bool:
    """Whether ``noun`` (lower case) names several people."""
    if noun in IRREGULAR:
        return True
    return (noun.endswith("s") and noun[:-1] in SINGULAR) or (noun.endswith("ies") and noun[:-3] + "y" in SINGULAR)


_NAME_PARTICLES = frozenset("de del la las los da dos das bin ibn al el van von der abu y e".split())
_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december i the a an in on at he she it they we who police army""".split()
)


def _is_name(word: Word) -> bool:
    return word.person or (word.text[:1].isupper() and not word.text.isupper() and word.text[1:2] != "")


def looks_like_name(phrase: Sequence[Word], *, least: int = 2) -> bool:
    """Whether capitals alone make this the name of a person: ``least`` words or more, no country, no known group."""
    if len(phrase) < least or not (_is_name(phrase[0]) and _is_name(phrase[-1])):
        return False
    if any(not (_is_name(w) or w.low in _NAME_PARTICLES) or w.low in _NO_NAMES for w in phrase):
        return False
    if any(w.low in COLLECTIVE or w.low in NOT_PEOPLE or is_plural_person(w.low) for w in phrase):
        return False
    name, table = " ".join(w.text for w in phrase), load_groups()
    return not table.find_groups(name) and not table.find_countries(name, capitals=True)


def _is_stop(word: Word, stops: frozenset[str]) -> bool:
    return (
        word.verb
        or word.low in stops
        or (not word.count and not word.text[0].isalnum() and word.text not in ("&", "'", "’"))
    )


def _noun_phrase(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> int:
    """Index after the adjectives and nouns that begin at ``index``."""
    while index < end:
        word = words[index]
        if (
            word.count
            or word.low in ("and", "&", "or", "who", "that", "which", "together")
            or word.low in _PREPOSITIONS
            or _is_stop(word, stops)
        ):
            break
        if word.low in _DETERMINERS or word.low in ("a", "an") or word.low in _LIST_BREAK:
            break
        index += 1
    return index


def _skip_modifiers(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> int:
    """Index after prepositional phrases and bracketed asides that follow a noun."""
    while index < end:
        low = words[index].low
        if low in _WITH and _conjunction(words, index, end):
            break
        if low in _PREPOSITIONS:
            index += 1
            while (
                index < end
                and not _is_stop(words[index], stops)
                and words[index].low not in ("and", "&", "who", "which", "that")
            ):
                index += 1
        elif low in ("(", "["):
            closing = next((i for i in range(index, end) if words[i].text == _CLOSING[low]), None)
            if closing is None:
                return index
            index = closing + 1
        elif low in DASHES:  # "six priests -- five of them foreigners -- and two women"
            closing = next((i for i in range(index + 2, min(end, index + _ASIDE)) if words[i].low == low), None)
            if closing is None:
                return index
            index = closing + 1
        else:
            break
    return index


def _read_group(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> tuple[Group, int] | None:
    """One conjunct that begins at ``index``, with the index after it; None where no people begin here."""
    word = words[index]
    if word.count:
        after = _noun_phrase(words, index + 1, end, stops)
        noun = words[after - 1].low if after > index + 1 else ""
        if after == index + 1 and after < end and words[after].low == "of" and after + 1 < end:
            # "two of them", "dozens of soldiers", "12 of the 30 passengers"
            inner = after + 1
            while inner < end and (words[inner].low in _DETERMINERS or words[inner].count):
                inner += 1
            after = _noun_phrase(words, inner, end, stops)
            noun = words[after - 1].low if after > inner else ""
        row = [w.low for w in words[index + 1 : after]]
        if noun in NOT_PEOPLE or (
            any(low in NOT_PEOPLE for low in row) and not any(is_plural_person(low) for low in row)
        ):
            return None  # "140 shells hit the town"; but "12 bus passengers"
        count = word.count
        if row[:1] == ["other"] and len(row) > 1:
            noun = "others"  # "seven other people": on top of those told before
        if noun in {"families", "households", "family", "household"}:
            count = Count(count.low, count.best * 5, count.high * 5)
        return Group(count, noun), after
    if word.low in ("a", "an") or word.low in _DETERMINERS:
        inner = index + 1
        if inner < end and words[inner].count:  # "her two children", "the three men"
            return _read_group(words, inner, end, stops)
        after = _noun_phrase(words, inner, end, stops)
        if after == inner:
            return (Group(Count.exactly(1), "another"), after) if word.low == "another" else None
        if after < end and words[after].count and words[after - 1].low.endswith(("'s", "’s")):
            return _read_group(words, after, end, stops)  # "the family's three daughters"
        noun = words[after - 1].low
        if noun in _TWO and not (after < end and words[after].low == "of"):
            return Group(Count.exactly(2), noun), after
        role = next((w.low for w in words[inner:after] if is_singular_person(w.low)), None)
        if noun in COLLECTIVE or noun in NOT_PEOPLE:
            return None
        if is_singular_person(noun):
            return Group(Count.exactly(1), noun), after
        if is_plural_person(noun):
            return Group(None, noun), after
        if role and (_is_name(words[after - 1]) or word.low in ("a", "an")):
            return Group(Count.exactly(1), role, named=True), after
        if words[after - 1].person:
            return Group(Count.exactly(1), noun, named=True), after
        if word.low in ("a", "an") and re.search(r"(?:[^s]ian|ese|i|can|ist|er|or|ant)$", noun):
            return Group(Count.exactly(1), noun), after
        return None
    if word.low == "both" and index + 1 < end and is_plural_person(words[index + 1].low):
        return Group(Count.exactly(2), words[index + 1].low), index + 2
    if word.low in _PRONOUNS_ONE and word.low != "who":
        return Group(Count.exactly(1), "he", named=True), index + 1
    after = _noun_phrase(words, index, end, stops)
    if after == index:
        return None
    phrase = words[index:after]
    noun = phrase[-1].low
    if is_plural_person(noun):
        return Group(None, noun), after
    if any(w.person for w in phrase) or phrase[0].low in TITLES and len(phrase) > 1 and phrase[0].text[:1].isupper():
        return Group(Count.exactly(1), noun, named=True), after
    has_role = any(is_singular_person(w.low) for w in phrase)
    of_a_people = len(phrase) > 2 and _is_name(phrase[0]) and _PEOPLE_OF.search(phrase[0].low) is not None
    name = phrase[1:] if of_a_people else phrase  # "Guatemalan Gilda Flores"
    if is_singular_person(noun) or (has_role and _is_name(phrase[-1])) or looks_like_name(name):
        return Group(Count.exactly(1), noun, named=len(phrase) > 1), after
    return None


def _read_unknown(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> tuple[Group, int] | None:
    """One person in a list of people by a word we do not know: "six clergymen, a maid and her daughter"."""
    if words[index].low not in ("a", "an"):
        return None
    after = _noun_phrase(words, index + 1, end, stops)
    row = {word.low for word in words[index + 1 : after]}
    if not row or row & (NOT_PEOPLE | COLLECTIVE) or any(word.count for word in words[index + 1 : after]):
        return None
    if after < end and words[after].text not in {",", ".", ";"} and words[after].low not in _PREPOSITIONS | {"and"}:
        return None  # "killed six soldiers and a church burned down"
    return Group(Count.exactly(1), words[after - 1].low), after


def _conjunction(words: Sequence[Word], index: int, end: int) -> int:
    """How many words join the next people to those before: "and", "as well as", "along with"; 0 for none."""
    lows = [word.low for word in words[index : min(end, index + 3)]]
    if lows[:1] and lows[0] in ("and", "&", "plus"):
        return 1
    if lows[:2] == ["as", "well"]:
        return 3
    return 2 if len(lows) > 1 and lows[0] in _WITH and lows[1] == "with" else 0


def read_people(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> tuple[list[Group], int]:
    """The conjuncts of one phrase about people that begins at ``index``.

    Parameters
    ----------
    words : sequence of Word
        The sentence.
    index, end : int
        Where to begin, and where to stop at the latest.
    stops : frozenset of str
        Lower-case words that end a phrase: the verbs of killing and wounding among them.

    Returns
    -------
    list of Group, int
        [] where no people begin at ``index``; the index after the phrase. Parts ("two of them children",
        "including three women") are passed over, never added.
    """
    groups: list[Group] = []
    commas: list[bool] = []  # whether a comma led to this conjunct
    by_comma = bare = False
    while index < end:
        read = _read_group(words, index, end, stops) or (_read_unknown(words, index, end, stops) if groups else None)
        if read is None:
            break
        group, after = read
        if groups and bare and group.named and words[index].low not in _DETERMINERS | {"a", "an"}:
            groups[-1] = group  # "senator and party candidate Luis Paz" is one person
        else:
            groups.append(group)
            commas.append(by_comma)
        bare = not (group.named or words[index].count or words[index].low in _DETERMINERS | {"a", "an"})
        index = _skip_modifiers(words, after, end, stops)
        main = index
        while (aside := _skip_aside(words, index, end, stops, named=group.named)) > index:
            index = aside
        by_comma = index < end and words[index].text == ","
        following = index + by_comma
        by_comma |= index > main and words[index - 1].text == ","  # "Ana Ruiz, 40, her son and her driver"
        if joint := _conjunction(words, following, end):
            following += joint
        elif not by_comma:
            break
        elif not (
            _list_goes_on(words, following, end, stops)
            or (group.named and _names_go_on(words, following, end, stops))
            or _is_short_list(group, words, following, end, stops)
        ):
            break
        if following >= end:
            break
        if (_read_group(words, following, end, stops) or _read_unknown(words, following, end, stops)) is None:
            break
        if main > after and _is_name(words[main - 1]) and _is_bare_name(words, following, end, stops):
            break  # "three farmers in Mali and Niger": the second name goes with the first
        index = following
    return _without_parts(groups, commas), index


def _is_bare_name(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> bool:
    """Whether nothing but one capitalised word stands here, without a title or what a person was."""
    after = _noun_phrase(words, index, end, stops)
    return after == index + 1 and _is_name(words[index]) and not is_singular_person(words[index].low)


def _names_go_on(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> bool:
    """Whether a list of names follows a comma: "Ana Ruiz, Pedro Salas and Juan Mora"."""
    read = _read_group(words, index, end, stops)
    if read is None or not read[0].named or words[index].low in _DETERMINERS | {"a", "an"}:
        return False
    if is_singular_person(words[index].low) and words[index].low not in TITLES:
        return False  # "Ana Ruiz, mayor of ..."
    after = read[1]
    return after < end and (words[after].low == "and" or (words[after].text == "," and after + 1 < end))


def _is_short_list(group: Group, words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> bool:
    """Whether a headline joins two kinds of people by a comma alone: "Three civilians, two soldiers killed"."""
    if group.is_general or index >= end:
        return False
    read = _read_group(words, index, end, stops)
    if read is None or read[1] != end or read[0].is_general or read[0].noun == group.noun:
        return False
    if words[index].count:
        return group.count is not None
    if group.count is not None:  # "Two policemen, attacker killed"
        return end == index + 1 and is_singular_person(words[index].low)
    return (
        end == index + 1 and not group.named and is_singular_person(group.noun) and is_singular_person(words[index].low)
    )


def _list_goes_on(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> bool:
    """Whether a comma stands in a list: a counted conjunct follows, and later an "and"."""
    if index >= end or not (words[index].count or words[index].low in ("a", "an", "the", "his", "her", "their")):
        return False
    if (
        words[index].count
        and index + 2 < end
        and words[index + 1].low == "of"
        and words[index + 2].low in ("them", "whom", "these", "those")
    ):
        return False
    for word in words[index:end]:
        if word.low == "and":
            return True
        if word.low in stops:
            return False
    return False


def _skip_aside(words: Sequence[Word], index: int, end: int, stops: frozenset[str], *, named: bool) -> int:
    """Index after ", including three women," or ", a teacher," or ", two of them children,"."""
    if index >= end:
        return index
    comma = words[index].text == ","
    first = index + comma
    if first >= end or _conjunction(words, first, end) > 1:
        return index
    word = words[first]
    part = word.low in _LIST_BREAK
    part |= (
        bool(word.count)
        and first + 2 < len(words)
        and words[first + 1].low == "of"
        and words[first + 2].low in ("them", "whom", "these")
    )
    if comma and not named and _is_apposed_name(words, first, end, stops):
        return (
            end
            if not any(w.text == "," for w in words[first:end])
            else next(i + 1 for i in range(first, end) if words[i].text == ",")
        )
    if comma and named:  # ", a teacher,", ", leader of the party,"
        part |= word.low in ("a", "an", "the", "who") or word.text.isdigit() or is_singular_person(word.low)
        part |= _is_role(words, first, end)
    if not part:
        return index
    for i in range(first, end):
        if words[i].text in {",", "--", ")"}:
            return i + 1 if i + 1 < end and words[i + 1].low not in ("and",) else i
        if words[i].low in stops:
            return i
    return end


def _is_role(words: Sequence[Word], first: int, end: int) -> bool:
    """Whether a name is followed by what the person was: "Ana Ruiz, third judge of public order,"."""
    closing = next((i for i in range(first, end) if words[i].text == ","), None)
    if closing is None or any(w.count or w.low == "and" or w.person for w in words[first:closing]):
        return False
    return any(is_singular_person(w.low) for w in words[first:closing]) and not _is_name(words[first])


def _is_apposed_name(words: Sequence[Word], first: int, end: int, stops: frozenset[str]) -> bool:
    """Whether only the name of the person told before stands here: "her driver, Yusuf Karim,"."""
    after = _noun_phrase(words, first, end, stops)
    if after == first or not (after == end or words[after].text == ","):
        return False
    return looks_like_name(words[first:after]) or all(w.person for w in words[first:after])


def _without_parts(groups: list[Group], commas: list[bool]) -> list[Group]:
    """Drop what only breaks the first count down: "12 people, three soldiers and nine civilians"."""
    if len(groups) > 2 and commas[1] and groups[0].count and groups[0].is_general:
        rest = sum(group.count.best for group in groups[1:] if group.count)
        if rest <= groups[0].count.best:
            return groups[:1]
    return groups


def total(groups: Sequence[Group]) -> Count | None:
    """All people of these groups; None where no group has a number."""
    counts = [group.count for group in groups if group.count]
    if not counts:
        return None
    return Count(sum(c.low for c in counts), sum(c.best for c in counts), sum(c.high for c in counts))
