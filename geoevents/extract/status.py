"""Did it happen? The status of an event out of negation, modals, plans, threats, denials, accusations and history."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from geoevents.extract.attribution import find_attribution
from geoevents.extract.grounded import taken_for_granted
from geoevents.extract.history import Verdict, by_time
from geoevents.extract.scene import Scene
from geoevents.extract.status_tree import verdict_of_tree
from geoevents.extract.status_verbs import SPEECH
from geoevents.extract.topics import VIOLENT
from geoevents.extract.triggers import Trigger
from geoevents.model import DateRange

_STOPPED = re.compile(r"\bbefore (?:he|she|they|it) (?:could|was able|were able|managed)\b", re.IGNORECASE)
_UNTRUE = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|allegations?|news|story|stories)\b.{0,160}?\b(?:is|are|was|were) (?:\w+ )?"
    r"(?:unfounded|untrue|false|baseless|fabricated|groundless|a lie|lies)\b",
    re.IGNORECASE | re.DOTALL,
)
_OCCASION = re.compile(
    r"\b(?:in|during|by|at) (?:the|this|that) (?:\w+ )?"
    r"(?:attack|blast|explosion|shooting|raid|clash(?:es)?|protests?|bombing|strike|fighting|violence|incident|assault)\b",
    re.IGNORECASE,
)
STALE_DAYS = 90  # an event told with a date so long before publication is history in a news report


@dataclass(frozen=True, slots=True)
class StatusDecision:
    """Whether it happened, the words that decide it, and who said so."""

    status: str  # one of ontology.STATUSES
    reason: str
    attribution: str | None
    sure: float = 1.0  # 0 to 1: below 1 where the words leave doubt


def find_status(trigger: Trigger, scene: Scene, *, published: date | None = None) -> StatusDecision:
    """Decide the status of a trigger's event from the words of its sentence.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    scene : Scene
        The sentence.
    published : date, optional
        Day of the report; a year that is not its own tells history.
    """
    attribution = find_attribution(trigger, scene)
    granted = taken_for_granted(trigger, scene)
    if granted:
        status, reason, sure = "actual", f"taken for granted under {granted!r}", 0.7
    else:
        status, reason, sure = _by_syntax(trigger, scene) if scene.syntax.has_tree else _by_words(trigger, scene)
    if status == "actual" and _tells_who_speaks(trigger, scene):
        status, reason, sure = "historical", "only tells who it is that speaks", 0.7
    if status in ("actual", "hypothetical") and trigger.sense == "suicide" and _STOPPED.search(scene.sentence.text):
        status, reason, sure = "attempted", "it was stopped before it could happen", 1.0
    untrue = _UNTRUE.search(scene.sentence.text) if status == "actual" else None
    if untrue and untrue.start() <= trigger.start - scene.start < untrue.end():
        status, reason, sure = "denied", "the report is called untrue", 1.0
    if status == "actual":
        status, reason, sure = by_time(trigger, scene, published, (status, reason, sure))
    return StatusDecision(status, reason, attribution, sure)


def _tells_who_speaks(trigger: Trigger, scene: Scene) -> bool:
    """Whether a clause without a day introduces one speaker: "the director, who was wounded in Iraq, said"."""
    syntax = scene.syntax
    if trigger.token is None or not syntax.has_tree or trigger.sense not in VIOLENT:
        return False
    verb = syntax.tokens[trigger.token]
    who = syntax.tokens[verb.head]
    if verb.dep != "relcl" or who.tag not in ("NN", "NNP") or who.dep != "nsubj":
        return False
    clause = syntax.subtree(verb.i)
    told = syntax.tokens[who.head].lemma in SPEECH and clause[0].i > 0 and syntax.tokens[clause[0].i - 1].text == ","
    return (
        told
        and not any(token.entity in ("DATE", "TIME") for token in clause)
        and not _OCCASION.search(scene.sentence.text[clause[0].start - scene.start : clause[-1].end - scene.start])
    )


def with_date(decision: StatusDecision, days: DateRange | None, published: date | None) -> StatusDecision:
    """What the event's own date adds: long before the report is history."""
    if decision.status == "actual" and days and published and (published - days.end).days > STALE_DAYS:
        return replace(decision, status="historical", reason=f"its own date {days.end} lies far before the report")
    return decision


def _by_syntax(trigger: Trigger, scene: Scene) -> Verdict:
    if trigger.token is None:
        return _by_words(trigger, scene)
    return verdict_of_tree(trigger, scene.syntax.tokens[trigger.token], scene)


def _by_words(trigger: Trigger, scene: Scene) -> Verdict:
    """Without a tree: the few words before the trigger."""
    words = scene.sentence.text[: trigger.start - scene.start].lower().split()[-6:]
    near = " ".join(words)
    for status, pattern in (
        ("denied", r"\b(not|n't|no|never|without|denied|denies)\b"),
        ("threatened", r"\b(threaten\w*|vow\w*|warn\w*)\b"),
        ("planned", r"\b(will|plan\w*|prepar\w*|intend\w*|going to)\b"),
        ("hypothetical", r"\b(could|may|might|would|should|if|accus\w+|fear\w*)\b"),
        ("attempted", r"\b(tried to|attempted|failed to)\b"),
    ):
        match = re.search(pattern, near)
        if match:
            return status, f"{match.group()!r} before it", 0.8
    return "actual", "told as a fact", 0.9
