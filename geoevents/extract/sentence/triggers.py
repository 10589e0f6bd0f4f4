"""Words that can tell an event: a table, a cheap scan of raw text, and the triggers of a sentence.

The table is ``data/triggers.csv``: one row per word or expression with its part of speech, its sense
(what kind of happening it tells; :mod:`geoevents.extract.kinds.classify` decides the type from it and the
participants), the context and the sides it needs to count at all, and a weight from 0 to 1 that says how
often the word alone tells an event. The scan works on plain text, so sentences without any such word are
never parsed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from geoevents.model import ParsedSentence, Token

_WORD = re.compile(r"[^\W\d_]+")
_JOIN = re.compile(r"[\s\-‐‑–]{1,3}")  # what may stand between the words of one expression
_GAP = "~"  # in the table: up to _GAP_WORDS other words
_GAP_WORDS = 6
_VOWELS = "aeiou"
# Past forms that are no other word, whatever the language model takes them for.
_ONLY_VERBS = frozenset("retook retaken overran fled fought blew threw drove slew slain".split())
# What stands before the verb of an expression: "sexually assaulted", "baton-charged".
_BEFORE_VERBS = frozenset("sexually forcibly safely indecently gang baton lathi carpet dive machine booby re".split())
# Words of two syllables with stress on the last, and one-syllable words that the rule below misses.
_DOUBLING = frozenset({"repel", "rebel", "expel", "abet", "kidnap", "airdrop", "defer"})
_NOT_DOUBLING = frozenset({"target", "enter", "open", "visit", "gather", "dispatch", "harass", "shell", "massacre"})


@dataclass(frozen=True, slots=True)
class TriggerEntry:
    """One row of the trigger table."""

    phrase: str
    pos: str  # "verb", "noun" or "adj"
    sense: str
    needs: str  # words that must stand beside it, see contexts.satisfies; "" for none
    sides: str  # who must do it, and to whom, see participants.sides_fit; "" for anybody
    weight: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or expression of one sentence that may tell an event; offsets into the document."""

    start: int
    end: int
    text: str
    token: int | None  # index of its main word among the sentence's tokens; None without tokens there
    lemma: str  # the phrase of the table
    pos: str  # "verb", "noun" or "adj"
    sense: str  # "" for a given trigger that the table does not know
    needs: str = ""
    sides: str = ""
    weight: float = 0.5
    readings: tuple[Trigger, ...] = ()  # what else the word may tell, asked where this reading tells nothing


def _doubles(word: str) -> bool:
    if word in _NOT_DOUBLING:
        return False
    if word in _DOUBLING:
        return True
    vowels = sum(c in _VOWELS for c in word)
    return (
        len(word) > 2 and vowels == 1 and word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS
    )  # stab, stabbed; but clash, clashed


def verb_forms(word: str) -> tuple[str, ...]:
    """Base, third person, past and -ing forms of a regular verb."""
    if word.endswith("e"):
        return word, word + "s", word + "d", (word[:-2] + "ying" if word.endswith("ie") else word[:-1] + "ing")
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    third = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    stem = word + word[-1] if _doubles(word) else word
    return word, third, stem + "ed", stem + "ing"


def noun_forms(word: str) -> tuple[str, ...]:
    """Singular and plural of a regular noun."""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word, word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word, word + "es"
    return word, word + "s"


def _inflect(phrase: str, pos: str, irregular: str) -> Iterator[tuple[str, ...]]:
    words = tuple(phrase.split())
    before: tuple[str, ...] = ()
    if pos == "verb" and len(words) > 1 and words[0] in _BEFORE_VERBS:
        before, words = words[:1], words[1:]
    given = [tuple(form.split()) for form in irregular.split("|") if form]
    if pos == "verb":
        regular = verb_forms(words[0])
        if any(form[1:] == words[1:] and form[0] not in regular for form in given):
            # a strong verb: its past is among the given forms, so the regular past does not exist
            regular = tuple(form for form in regular if not form.endswith("ed") or form == words[0])
        yield from ((*before, form, *words[1:]) for form in regular)
    elif pos == "noun":
        yield from ((*words[:-1], form) for form in noun_forms(words[-1]))
    else:
        yield words
    yield from given


class TriggerTable:
    """The trigger table, indexed by the first word of every inflected form."""

    def __init__(self, entries: list[tuple[TriggerEntry, str]]) -> None:
        index: dict[str, dict[tuple[str, ...], list[TriggerEntry]]] = {}
        for entry, irregular in entries:
            for form in _inflect(entry.phrase, entry.pos, irregular):
                rows = index.setdefault(form[0], {}).setdefault(form, [])
                if entry not in rows:
                    rows.append(entry)
        # Longest first, so that "roadside bomb" wins over "roadside"; equal length in order of the words.
        self._index = {
            first: sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])) for first, forms in index.items()
        }
        self._single = {first for first, forms in self._index.items() if any(len(words) == 1 for words, _ in forms)}
        self._seconds = {
            first: {words[1] for words, _ in forms if len(words) > 1}
            for first, forms in self._index.items()
            if first not in self._single
        }

    def may_match(self, text: str) -> bool:
        """Whether some word of ``text`` could be a trigger; quick and a little generous."""
        words = set(_WORD.findall(text.lower()))
        if not self._single.isdisjoint(words):
            return True
        return any(
            not seconds.isdisjoint(words) or _GAP in seconds
            for first, seconds in self._seconds.items()
            if first in words
        )

    def find(self, text: str) -> list[tuple[int, int, list[TriggerEntry]]]:
        """Every longest expression of the table in ``text``: start, end and its rows, in reading order."""
        folded = text.lower()
        if len(folded) != len(text):  # some capitals grow when lowered (İ): keep the offsets right
            folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        spans = [m.span() for m in _WORD.finditer(folded)]
        words = [folded[a:b] for a, b in spans]
        found = []
        i = 0
        while i < len(words):
            best = 0
            for form, entries in self._index.get(words[i], ()):
                size = self._length(form, words, spans, folded, i)
                if size > best:
                    best, rows = size, entries
            if best:
                found.append((spans[i][0], spans[i + best - 1][1], rows))
            i += best or 1
        return found

    @staticmethod
    def _length(form: tuple[str, ...], words: list[str], spans: list[tuple[int, int]], text: str, first: int) -> int:
        """How many words of the text the form takes from ``first`` on; 0 if it does not match."""
        at = first
        gap = False
        for n, word in enumerate(form):
            if word == _GAP:
                gap = True
                continue
            if n and gap:
                ahead = range(at, min(at + _GAP_WORDS + 1, len(words)))
                hit = next((j for j in ahead if words[j] == word), None)
                if hit is None or re.search(r"[.;:!?\n]", text[spans[at - 1][1] : spans[hit][0]]):
                    return 0
                at, gap = hit + 1, False
                continue
            if at >= len(words) or words[at] != word:
                return 0
            if n and not _JOIN.fullmatch(text[spans[at - 1][1] : spans[at][0]]):
                return 0
            at += 1
        return at - first


def read_table() -> list[tuple[TriggerEntry, str]]:
    """The rows of ``data/triggers.csv`` with their irregular forms, in file order."""
    path = resources.files("geoevents.extract") / "data" / "triggers.csv"
    with path.open("r", encoding="utf-8") as lines:
        return [
            (
                TriggerEntry(row["phrase"], row["pos"], row["sense"], row["needs"], row["sides"], float(row["weight"])),
                row["irregular_forms"],
            )
            for row in csv.DictReader(lines, restval="")
        ]


@cache
def trigger_table() -> TriggerTable:
    """The bundled table, read once."""
    return TriggerTable(read_table())


def find_triggers(sentence: ParsedSentence) -> list[Trigger]:
    """Triggers of one sentence in reading order.

    Parameters
    ----------
    sentence : ParsedSentence
        Parsed or only split into words; without parts of speech every reading of the table is
        taken by the shape of the word.

    Returns
    -------
    list of Trigger
        At most one for each stretch of text; the reading that fits the part of speech.
    """
    found = []
    for start, end, entries in trigger_table().find(sentence.text):
        span = (start + sentence.start, end + sentence.start)
        tokens = [t for t in sentence.tokens if t.start < span[1] and t.end > span[0]]
        readings = [_reading(entry, span, sentence.text[start:end], tokens) for entry in _choose(entries, tokens)]
        if readings:
            found.append(replace(readings[0], readings=tuple(readings[1:])))
    return found


def _reading(entry: TriggerEntry, span: tuple[int, int], text: str, tokens: list[Token]) -> Trigger:
    head = _main_word(tokens, entry)
    return Trigger(
        start=span[0],
        end=span[1],
        text=text,
        token=head.i if head else None,
        lemma=entry.phrase,
        pos=entry.pos,
        sense=entry.sense,
        needs=entry.needs,
        sides=entry.sides,
        weight=entry.weight,
    )


def given_trigger(sentence: ParsedSentence, start: int, end: int) -> Trigger:
    """The trigger a caller points at, with what the table knows about it (sense "" if nothing).

    Parameters
    ----------
    sentence : ParsedSentence
        The sentence that holds it.
    start, end : int
        Code points into the document, end exclusive.
    """
    inside = [t for t in find_triggers(sentence) if t.start < end and t.end > start]
    tokens = [t for t in sentence.tokens if t.start < end and t.end > start]
    text = sentence.text[start - sentence.start : end - sentence.start]
    if inside:
        best = max(inside, key=lambda t: (t.weight, -t.start))
        token = tokens[0].i if tokens else best.token
        return Trigger(start, end, text, token, best.lemma, best.pos, best.sense, weight=best.weight)
    head = tokens[0] if tokens else None
    pos = "noun" if head and head.pos in ("NOUN", "PROPN") else "verb"
    return Trigger(
        start, end, text, head.i if head else None, head.lemma if head else text.lower(), pos, "", weight=0.3
    )


def _choose(entries: list[TriggerEntry], tokens: list[Token]) -> list[TriggerEntry]:
    """The rows whose part of speech the sentence bears out, the most telling first."""
    fitting = entries if not tokens or not tokens[0].pos else [e for e in entries if _fits(e, tokens)]
    return sorted(fitting, key=lambda e: -e.weight)


def _fits(entry: TriggerEntry, tokens: list[Token]) -> bool:
    first, last = tokens[0], tokens[-1]
    if entry.pos == "verb":
        if len(tokens) > 1 and " " in entry.phrase:
            return True  # "set ... ablaze" is no noun
        if first.pos in ("VERB", "AUX") or first.text.lower() in _ONLY_VERBS:
            return True
        # Participles are often tagged as adjectives, and headline verbs as nouns ("Army shells Daraa").
        return (
            first.text.lower().endswith(("ed", "ing"))
            and first.pos in ("ADJ", "NOUN", "PROPN")
            and (first.pos != "PROPN" or first.text.islower())
        )
    if entry.pos == "noun":
        if len(tokens) > 1:
            return True
        return last.pos in ("NOUN", "PROPN") or (last.pos in ("VERB", "ADJ") and last.text.lower().endswith("ing"))
    return last.pos in ("ADJ", "NOUN", "VERB", "ADV", "PROPN")


def _main_word(tokens: list[Token], entry: TriggerEntry) -> Token | None:
    if not tokens:
        return None
    if entry.pos == "verb":
        return next((t for t in tokens if t.pos in ("VERB", "AUX")), tokens[0])
    inside = {t.i for t in tokens}
    return next((t for t in reversed(tokens) if t.head not in inside or t.head == t.i), tokens[-1])
