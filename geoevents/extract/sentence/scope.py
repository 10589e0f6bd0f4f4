"""The words of a sentence that speak of one trigger's happening: side clauses that tell another are left out.

A year, a total or a court that stands in a relative clause about something else says nothing of the main event:
"abducted 14 girls in the area where 200 were taken in 2014".
"""

from __future__ import annotations

from geoevents.extract.sentence.syntax import Syntax
from geoevents.model import Token

_OTHER_TIMES = frozenset({"after", "before"})  # "since" bounds a total, so it is of the main clause


def own_words(syntax: Syntax, token: int | None) -> str:
    """The sentence with the side clauses that do not hold ``token`` turned into blanks; offsets stay.

    Parameters
    ----------
    syntax : Syntax
        Of the sentence; without a tree the whole text comes back.
    token : int or None
        Index of the trigger's main word.
    """
    sentence = syntax.sentence
    if token is None or not syntax.has_tree:
        return sentence.text
    holders = {token, *(above.i for above in syntax.ancestors(token))}
    text = list(sentence.text)
    for verb in syntax.tokens:
        if verb.i in holders or not _is_side_clause(verb, syntax):
            continue
        words = syntax.subtree(verb.i)
        if any(word.i == token for word in words):
            continue
        first, last = words[0].start - sentence.start, words[-1].end - sentence.start
        text[first:last] = " " * (last - first)
    return "".join(text)


def _is_side_clause(verb: Token, syntax: Syntax) -> bool:
    """Whether a verb heads a relative clause, or an adverbial one that tells of another time."""
    if verb.pos not in ("VERB", "AUX"):
        return False
    if verb.dep == "relcl":
        return True
    return verb.dep == "advcl" and any(c.text.lower() in _OTHER_TIMES for c in syntax.kids(verb.i, "mark", "prep"))
