"""Did it happen? The status of an event out of negation, modals, plans, threats, denials, accusations and history."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from geoevents.extract.report.topics import VIOLENT
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.status.asides import only_tells_who
from geoevents.extract.status.attribution import find_attribution
from geoevents.extract.status.grounded import taken_for_granted
from geoevents.extract.status.history import Verdict, by_time
from geoevents.extract.status.tree import verdict_of_tree
from geoevents.extract.status.untrue import is_called_untrue
from geoevents.model import DateRange
from geoevents.ontology import DatePrecision

_STOPPED = re.compile(r"\bbefore (?:he|she|they|it) (?:could|was able|were able|managed)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\W*(?:(?:what|how|when|where|why) (?:will|would|could|can|should|if|next)|will|would|could|can|should|might|is|"
    r"are|was|were|does|do|did|has|have)\b[^.!?]*\?\W*$",
    re.IGNORECASE,
)
_MONTH_GONE = 20  # days since the end of a month that only a side clause tells of
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
    aside = only_tells_who(trigger, scene) if status == "actual" else None
    if aside:
        status, reason, sure = "historical", f"only tells who it is {aside}", 0.7
    if status in ("actual", "hypothetical") and trigger.sense == "suicide" and _STOPPED.search(scene.sentence.text):
        status, reason, sure = "attempted", "it was stopped before it could happen", 1.0
    if status == "actual" and is_called_untrue(scene.sentence.text, trigger.start - scene.start):
        status, reason, sure = "denied", "the report is called untrue", 1.0
    if status == "actual" and trigger.sense in VIOLENT and _ASKED.match(scene.sentence.text):
        status, reason, sure = "hypothetical", "a question, not a report", 0.8
    if status == "actual":
        status, reason, sure = by_time(trigger, scene, published, (status, reason, sure))
    return StatusDecision(status, reason, attribution, sure)


def with_date(
    decision: StatusDecision, days: DateRange | None, published: date | None, *, beside: bool = False
) -> StatusDecision:
    """What the event's own date adds: long before the report is history.

    So is a month gone by of which a clause about somebody tells (``beside``): "the suspect in a raid that killed two in
    August".
    """
    if decision.status != "actual" or days is None or published is None:
        return decision
    gone = (published - days.end).days
    if gone > STALE_DAYS or beside and days.precision >= DatePrecision.MONTH and gone > _MONTH_GONE:
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
