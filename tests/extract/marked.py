"""Short texts with their trigger in square brackets, read as the extractor reads them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from geoevents.extract.sentence.triggers import Trigger, find_triggers
from geoevents.extract.tolls.casualties import Casualties, find_casualties
from geoevents.model import Count, ParsedSentence
from geoevents.text.language import LanguageModel, load_language
from geoevents.text.sentences import split_sentences


class Marked(NamedTuple):
    """A text without its brackets, the trigger that stood in them, and the sentences."""

    text: str
    trigger: Trigger
    sentence: ParsedSentence
    others: list[ParsedSentence]


@cache
def _language(name: str | None) -> LanguageModel:
    return load_language(name)


def read(marked: str, *, model: bool = False) -> Marked:
    """Read ``marked``; with the language model where ``model`` is true, else by its words alone."""
    found = re.search(r"\[(.+?)\]", marked)
    assert found, f"no trigger in {marked!r}"
    text = marked.replace("[", "", 1).replace("]", "", 1)
    start, end = found.start(), found.start() + len(found[1])
    sentences = _language(None if model else "none").parse(split_sentences(text))
    sentence = next(s for s in sentences if s.start <= start < s.end)
    token = next((t.i for t in sentence.tokens if t.start <= start < t.end), None)
    known = next((t for t in find_triggers(sentence) if t.start < end and start < t.end), None)
    trigger = known or Trigger(start, end, found[1], token, found[1].lower(), "verb", "assault")
    return Marked(text, trigger, sentence, [s for s in sentences if s is not sentence])


def casualties_of(marked: str, *, model: bool = False) -> Casualties:
    """Casualties of the event at the marked trigger."""
    text = read(marked, model=model)
    return find_casualties(text.trigger, text.sentence, text.others)


def short(count: Count | None) -> int | tuple[int, int, int] | None:
    """A count as one number, or as its range where that is one."""
    if count is None:
        return None
    return count.best if count.low == count.high else (count.low, count.best, count.high)


def dead_and_hurt(marked: str) -> tuple[object, object]:
    """How many were killed and how many hurt at the marked trigger."""
    found = casualties_of(marked)
    return short(found.fatalities), short(found.injuries)
