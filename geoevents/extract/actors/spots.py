"""Actors spotted in a sentence by words alone: where there is no parse, and for what "they" may mean."""

from __future__ import annotations

import re
from functools import lru_cache

from geoevents.extract.actors.groups import load_groups
from geoevents.extract.actors.names import ActorName, name_actor
from geoevents.extract.actors.sorts import SORT_OF
from geoevents.text.truecase import is_all_caps, truecase

_MODIFIERS = frozenset(
    """armed unidentified unknown masked hooded suspected local tribal rebel opposition government regime state
    security riot army military police federal national special border leftist rightist right-wing left-wing
    islamist jihadist militant separatist paramilitary communist marxist kurdish sunni shiite shia foreign allied
    air naval young elderly displaced female male innocent unarmed peaceful angry student""".split()
)
_COMPOUND_MODIFIER = re.compile(r"(?:pro|anti)-\w+|\w+-(?:backed|led|linked|aligned|affiliated)", re.IGNORECASE)
_NOUNS = frozenset({*SORT_OF, "forces", "force", "members", "group", "groups", "fighters", "faction", "factions"})
_SPOT_WORD = re.compile(r"[^\W\d_](?:[\w.-]*\w)?")
_GENITIVE_OF_A_NAME = re.compile(r"['’]s\s+[A-Z]")
_IN_A_PLACE = re.compile(
    r"\b(?:in|into|from|of|near|across|inside|outside|within|to|through|over|southern|northern|eastern|western|"
    r"central)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)


def _phrases(text: str) -> list[tuple[int, int]]:
    """Spans of nouns that may name actors, with the modifiers before them and "of ..." after them."""
    tokens = [(m.group(), m.start(), m.end()) for m in _SPOT_WORD.finditer(text)]
    spans: list[tuple[int, int]] = []
    for index, (word, start, end) in enumerate(tokens):
        if word.lower() not in _NOUNS or (spans and start < spans[-1][1]):
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following and following[0].lower() in _NOUNS and text[end : following[1]].isspace():
            continue  # the last noun of the row is the head
        if word[0].isupper() and _GENITIVE_OF_A_NAME.match(text, end):
            continue  # "New People's Army rebels"
        first = index
        while first > 0 and index - first < 4:
            before, _, before_end = tokens[first - 1]
            genitive = text[before_end : tokens[first][1]] in ("'s ", "’s ")
            if not genitive and not text[before_end : tokens[first][1]].isspace():
                break
            low = before.lower()
            if not (before[0].isupper() or low in _MODIFIERS or low in _NOUNS or _COMPOUND_MODIFIER.fullmatch(before)):
                break
            if low in _SENTENCE_OPENERS or (spans and tokens[first - 1][1] < spans[-1][1]):
                break
            first -= 1
        last = end
        of = re.match(r"\s+of\s+(?:the\s+)?((?:[A-Z][\w.’'-]*\s?){1,4})", text[end:])
        if of:
            last = end + len(of.group().rstrip(" .,"))
        spans.append((tokens[first][1], last))
    return spans


_SENTENCE_OPENERS = frozenset(
    """the a an in on at by of and but or when after before while as if since during from with to for this that these
    those two three four five six seven eight nine ten some several many all most more i he she it they
    we said""".split()
)


def spot_actors(
    text: str, offset: int, event_country: str | None = None, *, diplomatic: bool = False
) -> list[ActorName]:
    """Actors that a sentence names, found by words alone, in reading order and never overlapping."""
    names = _spotted(text, event_country, diplomatic)
    return [ActorName(n.start + offset, n.end + offset, n.text, n.group, n.kind, n.country, n.is_named) for n in names]


@lru_cache(maxsize=512)  # several triggers ask about the same sentence
def _spotted(text: str, event_country: str | None, diplomatic: bool) -> tuple[ActorName, ...]:
    """Actors of a sentence with offsets within it."""
    table = load_groups()
    readable = truecase(text) if is_all_caps(text) else text  # of the same length
    found: list[ActorName] = []
    taken: list[tuple[int, int]] = []
    for start, end in _phrases(readable):
        name = name_actor(text[start:end], start, event_country, diplomatic=diplomatic)
        if name:
            found.append(name)
            taken.append((start, end))
    for span in table.find_groups(text):
        if not any(a < span.end and span.start < b for a, b in taken):
            name = name_actor(span.text, span.start, event_country, diplomatic=diplomatic)
            if name:
                found.append(name)
                taken.append((span.start, span.end))
    for place in table.find_countries(text):
        if place.is_name and not any(a < place.end and place.start < b for a, b in taken):
            if _IN_A_PLACE.search(text[: place.start]):
                continue
            name = name_actor(place.text, place.start, event_country, diplomatic=diplomatic)
            if name:
                found.append(name)
    found.sort(key=lambda name: (name.start, -name.end))
    return tuple(found)
