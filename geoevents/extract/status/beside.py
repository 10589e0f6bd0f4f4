"""Words of another clause that say nothing of a deed: a court, a life or an anniversary beside the news of a day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.syntax import Syntax
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Token

NEWS_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|today|tonight|overnight|last (?:night|week))\b",
    re.IGNORECASE,
)
_SIDE = ("relcl", "advcl", "acl")
_TIMES = frozenset({"as", "while", "when", "after", "before"})
_OCCASION = re.compile(  # "killed on Monday during the trial of"
    r"\b(?:during|outside|ahead of|on the eve of|against|over|after|following) "
    r"(?:the |a |an |his |her |their )?(?:(?!in |on |by )[\w’'-]+ ){0,2}$",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"\b(?:against|over|at|about|demand\w*|oppos\w+|denounc\w+|protest(?:ed|ing)?) "
    r"(?:the |a |an |his |her |their )?(?:(?!in |on |by )[\w’'-]+ ){0,2}$",
    re.IGNORECASE,
)
_CROWDS = frozenset({"protest", "riot", "disperse", "mob"})


def of_the_deed(matches: Iterable[re.Match[str]], trigger: Trigger, scene: Scene) -> re.Match[str] | None:
    """The first match that may speak of the trigger's deed; None where each stands in a clause beside it.

    "Police shot two people on Monday after a court had jailed the leader" tells of Monday, "he shot two people, the
    court was told on Monday" of what the court was told.

    Parameters
    ----------
    matches : iterable of re.Match
        Found in the text of the scene's sentence.
    trigger : Trigger
        From that sentence.
    scene : Scene
        The sentence; without a tree every match may speak of it.
    """
    return next((match for match in matches if not _stands_beside(match, trigger, scene)), None)


def _stands_beside(match: re.Match[str], trigger: Trigger, scene: Scene) -> bool:
    """Whether a match lies in a side clause or an occasion of the trigger's clause, which tells a day of the news."""
    syntax, text = scene.syntax, scene.sentence.text
    if trigger.sense in _CROWDS and _GROUND.search(text, 0, match.start()):
        return True
    if trigger.token is None or not syntax.has_tree:
        return False
    word = _token_at(scene.start + match.start(), syntax)
    if word is None:
        return False
    above = (word, *syntax.ancestors(word.i))
    occasion = _OCCASION.search(text, 0, match.start()) is not None
    beside = word if occasion else next((token for token in above if _is_side(token, syntax)), None)
    own = _own_clause(trigger.token, above, syntax)
    if beside is None or own is None and occasion:
        return False
    apart = {token.i for token in syntax.subtree(beside.i)}
    own = own or syntax.clause_verb(trigger.token)
    if own is None or trigger.token in apart:
        return False
    return NEWS_DAY.search(" ".join(t.text for t in syntax.subtree(own.i) if t.i not in apart)) is not None


def _is_side(token: Token, syntax: Syntax) -> bool:
    """Whether a word heads a side clause; some stand as complements: "officials said, as the trial began"."""
    if token.dep in _SIDE:
        return True
    return token.dep == "ccomp" and any(mark.text.lower() in _TIMES for mark in syntax.kids(token.i, "mark", "advmod"))


def _own_clause(trigger: int, above: Iterable[Token], syntax: Syntax) -> Token | None:
    """The trigger, or the verb of its clause, if a word stands below it; ``above`` are the word and those over it."""
    verb = syntax.clause_verb(trigger)
    return next((token for token in above if token.i == trigger or verb is not None and token.i == verb.i), None)


def _token_at(offset: int, syntax: Syntax) -> Token | None:
    """The token at an offset of the document."""
    return next((token for token in syntax.tokens if token.start <= offset < token.end), None)
