"""Everything about one sentence that several decisions ask for, worked out once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from geoevents.extract.sentence.contexts import context_words, contexts_of, words_of
from geoevents.extract.sentence.instruments import Instrument, find_instruments
from geoevents.extract.sentence.syntax import Syntax
from geoevents.model import ParsedSentence, Resolution
from geoevents.resolve.reading import between


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its tree, its words by meaning, its cues and the places it names."""

    sentence: ParsedSentence
    syntax: Syntax
    contexts: dict[str, int]  # of the sentence itself
    around: dict[str, int]  # of the sentence, its neighbours and the title
    instruments: list[Instrument]
    place_tokens: frozenset[int]  # tokens that belong to a literal place mention
    words: frozenset[str] = field(default=frozenset())
    near_text: str = ""  # the title and the neighbouring sentences, without the sentence itself

    @property
    def start(self) -> int:
        """Offset of the sentence in the document."""
        return self.sentence.start

    def contexts_without(self, start: int, end: int) -> dict[str, int]:
        """Contexts of the sentence's words outside a span, so that no trigger vouches for itself."""
        text = self.sentence.text
        a, b = start - self.sentence.start, end - self.sentence.start
        return contexts_of(text[:a] + " " + text[b:])

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern stands anywhere in the sentence."""
        return pattern.search(self.sentence.text) is not None


def build_scene(sentence: ParsedSentence, around: str, resolutions: Sequence[Resolution]) -> Scene:
    """The scene of one sentence.

    Parameters
    ----------
    sentence : ParsedSentence
        The sentence.
    around : str
        Text of the neighbouring sentences and the title, for the topic only.
    resolutions : sequence of Resolution
        Of the whole document or only of this sentence.
    """
    literal = [
        (r.mention.start, r.mention.end)
        for r in between(resolutions, sentence.start, sentence.end)
        if r.mention.literal
    ]
    tokens = frozenset(t.i for t in sentence.tokens if any(t.start < b and t.end > a for a, b in literal))
    return Scene(
        sentence=sentence,
        syntax=Syntax(sentence),
        contexts=contexts_of(sentence.text),
        around=contexts_of(f"{sentence.text}\n{around}"),
        instruments=find_instruments(sentence.text, sentence.start),
        place_tokens=tokens,
        words=frozenset(words_of(sentence.text)),
        near_text=around,
    )


def any_of(scene: Scene, name: str, beside: Collection[str] = ()) -> bool:
    """Whether the sentence holds a word of this set; those ``beside`` do not count."""
    found = context_words()[name] & scene.words
    return any(word not in beside for word in found)
