"""What the judge of literal use looks at, as named traits with a strength: what a linear model weighs.

A trait is the value of a column ("after_possessive"), a word at its place ("before=with"), or a combination that
tells more than its parts ("a person's adjective before an institution").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geoevents.text.lemmas import lemma
from geoevents.text.placewords import FUNCTION_WORDS, OTHER_PREPOSITIONS, PLACE_PREPOSITIONS, SPEECH_VERBS
from geoevents.text.word_classes import noun_sense, verb_sense

# Columns that number a class, and how far those that count may go: a linear model needs both told.
_CLASSES = frozenset({"name_class", "head_class"})
_COUNTS = {"population_log": 6.0, "words_to_end": 6.0, "places": 6.0, "after_generic": 6.0}
# Words before a name that say how the word before them relates to it.
_RELATING = frozenset("of for to with between the by and over on against from in about as ,".split())
_BY_KIND = ("before", "after", "head", "verb")


def traits(
    columns: Sequence[str], row: Sequence[float], slots: Sequence[str], words: Sequence[str], name: Sequence[str]
) -> dict[str, float]:
    """Traits of one mention.

    Parameters
    ----------
    columns, row : sequences of equal length
        Names and values of the columns.
    slots, words : sequences of equal length
        Places around the mention and the words that stand there, "" for none.
    name : sequence of str
        The mention's own words, lower case.
    """
    value = dict(zip(columns, row, strict=True))
    word = dict(zip(slots, words, strict=True))
    found: dict[str, float] = {}
    for column, amount in value.items():
        if column in _CLASSES:
            found[f"{column}:{int(amount)}"] = 1.0
        elif amount:
            found[column] = float(amount) / _COUNTS.get(column, 1.0)
    for slot, text in word.items():
        found[f"{slot}={text}"] = 1.0
    for part in name:
        found[f"name={part}"] = 1.0
    kind = "D" if value["demonym"] else "F" if value["facility"] else "P"
    head = f"{int(value['head_class'])}{int(value['head_is_next'])}"
    size = "C" if value["country"] else "A" if value["admin1"] else "T" if value["populated"] else "O"
    left, right = _left(word["before"]), _right(word["after"])
    for slot in _BY_KIND:
        found[f"{kind} {slot}={word[slot]}"] = 1.0
    for trait in (
        f"kind {kind}", f"{kind} head {head}", f"{kind} {left}_{right}",
        f"{kind} {_left(word['before2'])}{left}_{right}",
        f"{kind} {left}_{right} {head}", f"{kind} {left} {head}", f"size {size}{kind}", f"size {size} {left}_{right}",
        f"size {size} {head}",
    ):  # fmt: skip
        found[trait] = 1.0
    for trait in _sense_traits(value, word, kind):
        found[trait] = 1.0
    placed = int(value["before_place_preposition"])
    if value["organisation"]:
        found[f"organisation {placed}"] = found[f"organisation {int(value['name_class'])} {placed}"] = 1.0
    if not placed:
        found["sport_sentence, not placed"] = value["sport_sentence"]
        found["sport_document, not placed"] = value["sport_document"]
    return found


def _sense_traits(value: dict[str, float], word: dict[str, str], kind: str) -> Iterator[str]:
    """What sorts of things and doings stand around the name: of words that were never seen, too."""
    head, verb, before = word["head"], word["verb"], word["before"]
    head_sense = noun_sense(head) if head else "^"
    yield f"head is {head_sense}"
    yield f"{kind} head is {head_sense}"
    yield f"{kind} head is {head_sense} {int(value['after_possessive'])}"
    if verb and verb != head:
        sense, voice = verb_sense(verb), int(value["passive"])
        yield f"verb tells {sense}"
        yield f"verb tells {sense} {voice}"
        yield f"{kind} verb tells {sense} {int(before in ('', 'the'))}"
    relating = before if before in _RELATING else "*"
    before2 = lemma(word["before2"])
    yield f"{relating} after {noun_sense(before2)}"
    yield f"{kind} {relating} after doing {verb_sense(before2)}"
    if before and before not in FUNCTION_WORDS and _left(before) == "w":
        own = lemma(before)
        yield f"after {noun_sense(own)}"
        yield f"{kind} after {noun_sense(own)}"
        yield f"after doing {verb_sense(own)}"


def _left(word: str) -> str:
    """The sort of the word before: "P" a preposition of place, "O" another, "T" an article, "^" none, ..."""
    if word in PLACE_PREPOSITIONS:
        return "P"
    if word in OTHER_PREPOSITIONS:
        return "O"
    if word in ("the", "a", "an"):
        return "T"
    if word in ("and", "or"):
        return "c"
    return "^" if not word else "," if word == "," else "w"


def _right(word: str) -> str:
    """The sort of the word after: "S" a verb of speech, "'" a possessive, "." the end, "p" a preposition, ..."""
    if word in SPEECH_VERBS:
        return "S"
    if word in ("'s", "\u2019s", "'", "\u2019"):
        return "'"
    if word in (".", "!", "?", ""):
        return "."
    if word in ("and", "or"):
        return "c"
    if word in PLACE_PREPOSITIONS or word in OTHER_PREPOSITIONS:
        return "p"
    return word if word in (",", "-") else "f" if word in FUNCTION_WORDS else "w"
