"""The places of a document's triggers, each pair of trigger and place weighed once however often it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geoevents.extract.actors.groups import load_groups
from geoevents.extract.places.link import PlaceLink, all_links, linked, sentence_mentions
from geoevents.extract.places.story import Story, lies_elsewhere, may_lie_in
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Resolution

# A sentence of news names a dozen places, a list of shelled villages forty; every trigger is weighed against each
_MOST_MENTIONS, _MOST_PAIRS = 48, 360
_HOME_OF = re.compile(
    r"\b(?:communit(?:y|ies)|tribes?|clans?|sub-clans?)\s+(?:of|from)\s+(?:neighbou?ring\s+|the\s+)?$", re.I
)


class PlaceTable:
    """Which places each trigger of a document is bound to, inside its own sentence.

    Parameters
    ----------
    scene_of, triggers_of : callable
        Scene and triggers of a sentence by its number.
    resolutions : sequence of Resolution
        Of the whole document.
    """

    def __init__(
        self,
        scene_of: Callable[[int], Scene],
        triggers_of: Callable[[int], Sequence[Trigger]],
        resolutions: Sequence[Resolution],
    ) -> None:
        self.scene_of = scene_of
        self.triggers_of = triggers_of
        self.resolutions = resolutions
        self.story = Story(resolutions)
        self._mentions: dict[int, list[Resolution]] = {}
        self._links: dict[tuple[int, Trigger], list[PlaceLink]] = {}

    def mentions(self, number: int) -> list[Resolution]:
        """What may be a place in sentence ``number``, in reading order; a list longer than prose has is cut."""
        if number not in self._mentions:
            most = min(_MOST_MENTIONS, _MOST_PAIRS // max(1, len(self.triggers_of(number))))
            scene = self.scene_of(number)
            found = _outside_groups(sentence_mentions(scene, self.resolutions), scene)[:most]
            self._mentions[number] = [self._mended(n, found, scene) for n in range(len(found))]
        return self._mentions[number]

    def _mended(self, n: int, found: Sequence[Resolution], scene: Scene) -> Resolution:
        """The n-th name without a place that the text around it speaks against."""
        name = found[n]
        if n + 1 < len(found):
            follower = found[n + 1]
            gap = scene.sentence.text[name.mention.end - scene.start : follower.mention.start - scene.start]
            if lies_elsewhere(name, follower, gap):
                holder = follower.referent
                there = [c.place for c in name.candidates if holder is not None and may_lie_in(c.place, holder)]
                return replace(name, referent=there[0] if there else None)
        return replace(name, referent=None) if self.story.is_stray(name) else name

    def all_links(self, trigger: Trigger, number: int) -> list[PlaceLink]:
        """Every place of sentence ``number`` with its score for this trigger of it, the best first."""
        key = (number, trigger)
        if key not in self._links:
            self._links[key] = all_links(
                trigger, self.scene_of(number), self.mentions(number), self.triggers_of(number)
            )
        return self._links[key]

    def links(self, trigger: Trigger, number: int) -> list[PlaceLink]:
        """Places of sentence ``number`` that belong to this trigger of it, the best first; [] if none does."""
        return linked(self.all_links(trigger, number))


def _outside_groups(found: Sequence[Resolution], scene: Scene) -> list[Resolution]:
    """The names that are no part of a group's, as in "Union for Peace in the Central African Republic".

    Nor of a people's home: "youth of the Twic community of Warrap attacked Abyei".
    """
    if not found:
        return []
    text, offset = scene.sentence.text, scene.start
    homes = {r.mention.start for r in found if _HOME_OF.search(text[: r.mention.start - offset])}
    if len(homes) < len(found):
        found = [r for r in found if r.mention.start not in homes]
    groups = [(g.start + scene.start, g.end + scene.start) for g in load_groups().find_groups(scene.sentence.text)]
    return [
        r
        for r in found
        if not any(
            first <= r.mention.start and r.mention.end <= last and last - first > r.mention.end - r.mention.start
            for first, last in groups
        )
    ]
