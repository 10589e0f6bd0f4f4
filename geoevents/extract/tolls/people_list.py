"""Lists of people, "a farmer, his two sons and three guards": which conjuncts make one phrase, and which are parts.

Each conjunct is read by ``people_phrase``; asides and breakdowns ("two of them children") are passed over.
"""

from __future__ import annotations

from collections.abc import Sequence

from geoevents.extract.tolls.counted_words import Word
from geoevents.extract.tolls.people_phrase import (
    DETERMINERS,
    LIST_BREAK,
    PREPOSITIONS,
    Group,
    end_of_noun_phrase,
    is_stop,
    looks_like_name,
    read_group,
    read_unknown,
)
from geoevents.extract.tolls.person_nouns import TITLES, is_singular_person

DASHES = frozenset({"--", "—", "–"})
_ASIDE = 12  # words that two dashes may enclose
_WITH = frozenset({"along", "together"})
_CLOSING = {"(": ")", "[": "]"}


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
        read = read_group(words, index, end, stops) or (read_unknown(words, index, end, stops) if groups else None)
        if read is None:
            break
        group, after = read
        if groups and bare and group.named and words[index].low not in DETERMINERS | {"a", "an"}:
            groups[-1] = group  # "senator and party candidate Luis Paz" is one person
        else:
            groups.append(group)
            commas.append(by_comma)
        bare = not (group.named or words[index].count or words[index].low in DETERMINERS | {"a", "an"})
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
        if (read_group(words, following, end, stops) or read_unknown(words, following, end, stops)) is None:
            break
        if main > after and words[main - 1].is_name and _is_bare_name(words, following, end, stops):
            break  # "three farmers in Mali and Niger": the second name goes with the first
        index = following
    return _without_parts(groups, commas), index


def _skip_modifiers(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> int:
    """Index after prepositional phrases and bracketed asides that follow a noun."""
    while index < end:
        low = words[index].low
        if low in _WITH and _conjunction(words, index, end):
            break
        if low in PREPOSITIONS:
            index += 1
            while (
                index < end
                and not is_stop(words[index], stops)
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


def _conjunction(words: Sequence[Word], index: int, end: int) -> int:
    """How many words join the next people to those before: "and", "as well as", "along with"; 0 for none."""
    lows = [word.low for word in words[index : min(end, index + 3)]]
    if lows[:1] and lows[0] in ("and", "&", "plus"):
        return 1
    if lows[:2] == ["as", "well"]:
        return 3
    return 2 if len(lows) > 1 and lows[0] in _WITH and lows[1] == "with" else 0


def _is_bare_name(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> bool:
    """Whether nothing but one capitalised word stands here, without a title or what a person was."""
    after = end_of_noun_phrase(words, index, end, stops)
    return after == index + 1 and words[index].is_name and not is_singular_person(words[index].low)


def _names_go_on(words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> bool:
    """Whether a list of names follows a comma: "Ana Ruiz, Pedro Salas and Juan Mora"."""
    read = read_group(words, index, end, stops)
    if read is None or not read[0].named or words[index].low in DETERMINERS | {"a", "an"}:
        return False
    if is_singular_person(words[index].low) and words[index].low not in TITLES:
        return False  # "Ana Ruiz, mayor of ..."
    after = read[1]
    return after < end and (words[after].low == "and" or (words[after].text == "," and after + 1 < end))


def _is_short_list(group: Group, words: Sequence[Word], index: int, end: int, stops: frozenset[str]) -> bool:
    """Whether a headline joins two kinds of people by a comma alone: "Three civilians, two soldiers killed"."""
    if group.is_general or index >= end:
        return False
    read = read_group(words, index, end, stops)
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
    part = word.low in LIST_BREAK
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
    return any(is_singular_person(w.low) for w in words[first:closing]) and not words[first].is_name


def _is_apposed_name(words: Sequence[Word], first: int, end: int, stops: frozenset[str]) -> bool:
    """Whether only the name of the person told before stands here: "her driver, Yusuf Karim,"."""
    after = end_of_noun_phrase(words, first, end, stops)
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
