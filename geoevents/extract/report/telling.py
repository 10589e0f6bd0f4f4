"""How a text tells a happening: as news of one incident, or as talk about war in general.

What these cues are worth is learned (``data/confidence.json``); here they are only read off. A cue is the name of a
column that is 1 where the cue is there. Cues of the words beside the trigger begin with ``w_`` and hold plain
dictionary words, never names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.syntax import Roles, Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import ParsedSentence, Token
from geoevents.text.lower_case import AnyCase

# "US" in a wire in capitals is mostly the country
_WE = re.compile(r"\b([Ww]e|WE|[Oo]ur|OUR|us|ours|OURS|[Mm]y|MY|I)\b")
_QUOTE = re.compile(r'["\u201c\u201d]')
_VAGUE = re.compile(r"\b(many|several|various|numerous|series of|wave of|acts? of|kinds? of|those who|whoever|always|"
                    r"often|every|constant\w*|continu\w*|ongoing|responsible for|struggle|revolution\w*|"
                    r"campaign of)\b", re.I)  # fmt: skip
_MONTH = r"(?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)\w*"
_DAY = AnyCase(
    r"\b(?:yesterday|today|tonight|overnight|(?:on |last |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"this (?:morning|afternoon|evening|week)|(?:last|previous) (?:night|week|month|evening)|"
    rf"\d{{1,2}} (?:mar|jun|jul|apr|sep|{_MONTH})\b|{_MONTH}\.? \d{{1,2}}|"
    r"at dawn|at midnight|at noon|hours? (?:ago|later|earlier)|days? (?:ago|earlier))\b"
)
# Words of a day, an hour or this moment: what is told with them happened once.
HAPPENED = re.compile(
    rf"{_DAY.pattern}|\b(?:now|currently|at the moment|being|breaking|so far|again|already|reports? of|in {_MONTH})\b|"
    r"\d[:.]\d\d",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:\d{1,2}[:.]\d\d|\d{4} (?:gmt|hours|local)|\d{1,2} ?(?:a\.?m|p\.?m)\b|o'clock)", re.IGNORECASE
)
_OPINION = AnyCase(
    r"\b(?:must|should|ought|democra\w+|peace|justice|struggle|people's|nation's|history|world|believe|hope|policy|"
    r"because|solution|society|freedom|imperialis\w+|oligarch\w*|sovereignty|dialogue|crisis|problem)\b"
)
_OURS = re.compile(r"\b(?:[Ww]e|WE|[Oo]ur|OUR|us|ours|OURS|ourselves|OURSELVES|[Yy]ou|YOU|[Yy]our|YOUR|I|[Mm]y|MY)\b")
_GENRE = AnyCase(
    r"\[(?:commentary|editorial|speech|interview|communique|statement|press conference|excerpts?|article|column|"
    r"recorded|announcer|passage omitted)|\bopinion\b|\beditorial\b"
)
_PAST, _PRESENT = ("VBD", "VBN"), ("VBP", "VBZ", "VB")
_MANY_WORDS = frozenset({"dozen", "dozens", "scores", "hundreds", "thousands", "several", "some"})
_ONE = frozenset({"a", "an", "one"})
_THESE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
_NEAR = 8  # tokens on either side of the trigger whose words count


def cues_of(trigger: Trigger, scene: Scene, roles: Roles | None = None) -> tuple[str, ...]:
    """How the sentence tells the event: tense, number, definiteness, speech, who is named and how.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    scene : Scene
        The sentence.
    roles : Roles, optional
        Who does it to whom, when known already.
    """
    return tuple(dict.fromkeys(_cues(trigger, scene, roles or scene.syntax.roles(trigger))))


def _cues(trigger: Trigger, scene: Scene, roles: Roles) -> Iterator[str]:
    text = scene.sentence.text
    if _WE.search(text):
        yield "first_person"
    if len(_QUOTE.findall(text[: trigger.start - scene.start])) % 2:
        yield "in_quotes"
    if _VAGUE.search(text):
        yield "vague"
    if text.rstrip().endswith("?"):
        yield "question"
    if _DAY.search(text):
        yield "day"
    if _CLOCK.search(text):
        yield "clock"
    opinions = len(_OPINION.findall(text))
    if opinions:
        yield "opinion" if opinions == 1 else "opinions"
    if trigger.token is None or not scene.syntax.has_tree:
        return
    token = scene.syntax.tokens[trigger.token]
    yield from _form(trigger, token, scene.syntax)
    for name, heads in (("doer", roles.agents), ("done_to", roles.patients)):
        yield from {f"{name}_{how_named(scene.syntax, head)}" for head in heads[:3]} or {f"{name}_untold"}
    yield from (f"w_{word}" for word in _words_beside(token, scene.syntax))


def _form(trigger: Trigger, token: Token, syntax: Syntax) -> Iterator[str]:
    below = {c.text.lower() for c in syntax.children[token.i]}
    if trigger.pos == "noun":
        yield "plural_noun" if token.tag in ("NNS", "NNPS") else "singular_noun"
        if below & {"the", "this", "that", "these", "those", "his", "their"}:
            yield "definite"
        elif below & {"a", "an", "another", "one", "two", "three"}:
            yield "indefinite"
        else:
            yield "bare_noun"
    else:
        if token.tag in _PAST:
            yield "past"
        elif token.tag in _PRESENT:
            yield "present"
        else:
            yield "ing_form"
        if below & {"has", "have"}:
            yield "perfect"
    chain = [token, *syntax.ancestors(token.i)]
    for dep in ("relcl", "advcl", "ccomp", "acl", "pobj"):
        if any(t.dep == dep for t in chain[:4]):
            yield f"under_{dep}"
    root = chain[-1]
    if root.tag in _PRESENT and root.i != token.i:
        yield "told_in_present"


def how_named(syntax: Syntax, head: Token) -> str:
    """How a participant is named: by name, number, as one, as known before, by a pronoun, or as a kind in general."""
    below = syntax.children[head.i]
    if head.pos == "PRON":
        return "we" if head.text.lower() in ("we", "us", "i", "me") else "pronoun"
    if head.entity in ("PERSON",) or any(c.entity == "PERSON" and c.dep in ("compound", "appos") for c in below):
        return "person"
    if head.pos == "PROPN":
        return "name"
    words = {c.text.lower() for c in below}
    if head.pos == "NUM" or any(c.dep == "nummod" for c in below) or words & _MANY_WORDS or head.lemma in _MANY_WORDS:
        return "counted"
    if words & _ONE:
        return "one"
    if words & _THESE or any(c.dep == "poss" for c in below):
        return "known"
    if head.tag == "NNS":
        return "kind_of_people"
    return "thing"


def _words_beside(token: Token, syntax: Syntax) -> Iterator[str]:
    """Dictionary words near the trigger, and those that govern it; names are left out."""
    tokens = syntax.tokens
    near = tokens[max(0, token.i - _NEAR) : token.i + _NEAR + 1]
    for other in [*near, *syntax.ancestors(token.i)]:
        if other.pos in ("VERB", "NOUN", "ADJ", "ADV", "SCONJ", "AUX") and not other.entity and other.lemma.isalpha():
            yield other.lemma


def genre_cues(sentences: Sequence[ParsedSentence], around: int) -> tuple[str, ...]:
    """What kind of text a sentence stands in, read from its neighbours and the beginning of the document.

    Parameters
    ----------
    sentences : sequence of ParsedSentence
        All of the document; only their text is read.
    around : int
        Number of the sentence.
    """
    head = " ".join(s.text for s in sentences[:2])
    near = " ".join(s.text for s in sentences[max(0, around - 3) : around + 4])
    words = max(1, len(near.split()))
    cues = []
    if _GENRE.search(head) or _GENRE.search(near):
        cues.append("genre_talk")
    ours = len(_OURS.findall(near)) / words
    cues.append("genre_ours_0" if not ours else "genre_ours_1" if ours < 0.02 else "genre_ours_2")
    opinions = len(_OPINION.findall(near)) / words
    cues.append("genre_opinion_0" if opinions < 0.008 else "genre_opinion_1" if opinions < 0.02 else "genre_opinion_2")
    days = len(_DAY.findall(near))
    cues.append(f"genre_days_{min(days, 3)}")
    return tuple(cues)
