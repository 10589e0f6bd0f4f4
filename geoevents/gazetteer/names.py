"""The one way in which names are made comparable: folding, words with offsets, and a phonetic skeleton.

A *form* is a folded name: lower-case words with one space between them. Two spellings of a place
that differ in case, diacritics, hyphens, apostrophes or ʿayn marks have the same form. The Arabic
article stays in the form ("al qamishli"); gazetteers record the form without it as well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that NFKD leaves whole.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a",
        "ŋ": "n",
        "ħ": "h", "ŧ": "t", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ё": "е", "ґ": "г",
        # Arabic letters that are written for one another
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ئ": "ي", "ؤ": "و", "ۆ": "و",
        "ة": "ه", "ە": "ه", "ۀ": "ه", "ک": "ك", "گ": "ك", "ء": None, "ـ": None,
    }
)  # fmt: skip
# Apostrophes, primes, ʿayn and hamza marks: nothing is heard, nothing is kept.
_MARKS = "'’‘ʼʻʾʿ`´ʹˈ′＇ʽ"
_DROP_MARKS = str.maketrans(dict.fromkeys(_MARKS))
_COMBINING = "\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}][^\W_]+|[{_COMBINING}]+[^\W_]*)*[{_MARKS}]?")
_LONGEST_WORD = 80  # characters; what is longer is no name
_POSSESSIVE = re.compile(rf"[{_MARKS}][sS]$")
# Written both ways everywhere, so both fold to the short one.
_SHORTENED = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}

ARTICLES = frozenset("al el ul il ash esh as es at et ar er ad ed an en az ez adh edh ath eth".split())
# Before these the article is another language's word ("Las Vegas" is no such case, "El Paso" is).
_SUN_ARTICLES = ARTICLES - {"al", "el", "ul", "il"}


class _FoldedLetters(dict[int, str]):
    """What each letter folds to, by its code point; letters fold one by one, so each is worked out once."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code).translate(_DROP_MARKS)).casefold().translate(_LETTERS)
        bare = "".join([c for c in unicodedata.normalize("NFKD", letters) if c.isalnum()]).translate(_LETTERS)
        self[code] = bare
        return bare


_FOLDED = _FoldedLetters()


@lru_cache(maxsize=16_384)
def _fold_word(word: str) -> str:
    """One word without case, diacritics and marks; "" when nothing is left."""
    if word.isascii():
        bare = word.translate(_DROP_MARKS).lower() if "'" in word or "`" in word else word.lower()
        return _SHORTENED.get(bare, bare)
    bare = word.translate(_FOLDED)
    if bare.startswith("ال") and len(bare) > 4:
        bare = bare[2:]
    return _SHORTENED.get(bare, bare)


def folded_words(text: str) -> tuple[list[str], list[int], list[int]]:
    """The folded words of ``text`` in reading order, their starts and their ends (code points, end exclusive).

    A possessive "'s" is a word of its own, so that "Syria's" holds "syria" and "St. John's" still
    folds as it is recorded.
    """
    forms: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start > _LONGEST_WORD:
            continue
        raw = match.group()
        if not raw.isalnum():
            cut = _POSSESSIVE.search(raw)
            if cut and cut.start():
                form = _fold_word(raw[: cut.start()])
                if form:
                    forms.append(form)
                    starts.append(start)
                    ends.append(start + cut.start())
                raw = "s"
                start += cut.start() + 1
            elif raw[-1] in _MARKS:  # a closing quotation mark is no part of the name
                raw, end = raw[:-1], end - 1
        form = _fold_word(raw)
        if form:
            forms.append(form)
            starts.append(start)
            ends.append(end)
    return forms, starts, ends


def fold(name: str) -> str:
    """The form of ``name``: what two spellings of one name have in common; "" if it has no letters.

    >>> fold("Al-Qāmishlī"), fold("Sana'a"), fold("U.S."), fold("Saint-Louis")
    ('al qamishli', 'sanaa', 'u s', 'st louis')
    """
    if name.isascii() and len(name) <= _LONGEST_WORD:  # most names are plain words: quicker than any memory
        bare = name.lower()
        if name.isalpha():
            return _SHORTENED.get(bare, bare)
        bare = bare.replace("-", " ")
        if bare.replace(" ", "").isalnum() and not ("aint" in bare or "mount" in bare or "fort" in bare):
            return " ".join(bare.split())
    return fold_phrase(name)


@lru_cache(maxsize=8_192)
def fold_phrase(name: str) -> str:
    """The form of a name of other letters, or with signs inside its words; the latest are remembered."""
    if len(name) <= _LONGEST_WORD:  # a short cut past the pattern for letters, digits, blanks and hyphens
        words = name.replace("-", " ").split()
        if "".join(words).isalnum():
            if name.isascii():
                return " ".join([_SHORTENED.get(word, word) for word in map(str.lower, words)])
            return " ".join(filter(None, map(_fold_word, words)))
    return " ".join(folded_words(name)[0])


def without_article(form: str) -> str:
    """``form`` without a leading Arabic article, the same form when it has none.

    >>> without_article("al qamishli"), without_article("ash shaddadi"), without_article("as")
    ('qamishli', 'shaddadi', 'as')
    """
    head, _, rest = form.partition(" ")
    if rest and len(rest) > 2 and head in ARTICLES:
        if head not in _SUN_ARTICLES or rest[0] == head[-1] or rest[: len(head) - 1] == head[1:]:
            return rest
    return form


# What transliterations write with an h, in the order in which it is replaced.
_WITH_H = [tuple(pair.split("=")) for pair in "tch=s sch=s dsh=s ch=s sh=s kh=k gh=g dh=d th=t ph=f zh=j".split()]
_LETTER_SOUNDS = str.maketrans({"q": "k", "c": "k", "x": "ks", "z": "s", "v": "w", "p": "b"})
_VOWELS = str.maketrans(dict.fromkeys("aeiouyw"))
_DOUBLED = re.compile(r"(.)\1+")


def skeleton(form: str) -> str:
    """The consonants that transliterations agree on; "" for a form that is not in Latin letters.

    Vowels go, save that an initial one is kept as "a"; q, k and c are one, as are z and s, kh and k,
    ch and sh, v and w; a final h and doubled letters go too.

    >>> skeleton("idleb") == skeleton("idlib"), skeleton("atmeh") == skeleton("atma")
    (True, True)
    """
    if not form.isascii():
        return ""
    letters = "".join([word for word in form.split(" ") if word not in ARTICLES]) or form.replace(" ", "")
    initial = "a" if letters[:1] in {"a", "e", "i", "o", "u"} else ""
    if "h" in letters:
        for pattern, sound in _WITH_H:
            letters = letters.replace(pattern, sound)
    letters = letters.replace("dj", "j").replace("ck", "k").translate(_LETTER_SOUNDS)
    consonants = _DOUBLED.sub(r"\1", letters.translate(_VOWELS))
    if "h" in consonants:
        consonants = _DOUBLED.sub(r"\1", consonants.replace("h", "")) or consonants
    return initial + consonants


_OTHER_SCRIPTS = re.compile(r"[^A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0250-\u02af\u0400-\u052f\u0600-\u06ff\u0750-\u077f]")


def is_indexed_script(name: str) -> bool:
    """Whether every letter of ``name`` is Latin, Cyrillic or Arabic, the scripts that names are kept in."""
    composed = unicodedata.normalize("NFC", name)
    others = _OTHER_SCRIPTS.findall(composed)
    if any(c.isalpha() and c not in _MARKS for c in others):
        return False
    return any(c.isalpha() for c in composed)
