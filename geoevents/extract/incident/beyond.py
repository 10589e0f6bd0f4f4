"""Sums that go beyond what was told: "more than 80 have been killed" after the four dead of one raid."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geoevents.extract.draft import Draft
from geoevents.extract.report.discourse import HARM, points_at_a_deed
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.scope import own_words

_FEW = 10  # dead: fewer are hardly ever told as a sum
_UP_TO_NOW = re.compile(
    r"\b(?:has|have)\s+(?:\w+\s+)?(?:been\s+)?(?:killed|died|slain|perished|fallen)\b", re.IGNORECASE
)
_SINCE = re.compile(r"\W*Since\b")


def sums_set_aside(drafts: Sequence[Draft], scene_of: Callable[[int], Scene]) -> list[Draft]:
    """The drafts; those whose dead add up more than the deeds told before are history, and what else tells of them.

    Parameters
    ----------
    drafts : sequence of Draft
        Of one document, in reading order, not merged yet.
    scene_of : callable
        The scene of a sentence by its number.
    """
    most, sums = 0, set()
    for draft in drafts:
        dead = draft.fatalities.low if draft.fatalities and draft.status.status == "actual" else 0
        if most and dead >= max(_FEW, 2 * most + 1) and _is_sum(draft, scene_of(draft.sentence)):
            sums.add((draft.sentence, draft.stretch))
            dead = 0
        most = max(most, dead)
    return [_as_history(d) if (d.sentence, d.stretch) in sums and d.status.status == "actual" else d for d in drafts]


def _as_history(draft: Draft) -> Draft:
    """The draft as a part of what has come together so far."""
    status = replace(draft.status, status="historical", reason="its number goes beyond the deeds told")
    return replace(draft, status=status, date=None, date_told=False)


def _is_sum(draft: Draft, scene: Scene) -> bool:
    """Whether its clause counts up to now, without a day or a place of its own and without one deed."""
    own = own_words(scene.syntax, draft.trigger.token)
    since = _SINCE.match(own) is not None
    return (
        draft.trigger.sense in HARM
        and (since or not (draft.date_told or draft.own_place))
        and _UP_TO_NOW.search(own) is not None
        and not points_at_a_deed(own)
    )
