"""An event in the making: what each stage found for one trigger, before mentions of one incident merge."""

from __future__ import annotations

from dataclasses import dataclass, field

from geoevents.extract.kinds.classify import Decision
from geoevents.extract.places.link import PlaceLink
from geoevents.extract.places.location import Share
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.status.happened import StatusDecision
from geoevents.model import Actor, Count, DateRange, Location
from geoevents.ontology import TYPE_OF


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything found for one trigger; None where the text does not say."""

    trigger: Trigger
    sentence: int  # number of its sentence in the document
    decision: Decision
    status: StatusDecision
    sub_event_type: str | None
    unknown: str | None = None  # the town or village its own sentence names, where no gazetteer knows it
    location: Location | None = None
    links: tuple[PlaceLink, ...] = ()
    shares: tuple[Share, ...] = ()  # further places over which the text distributes it
    own_place: bool = False  # its own sentence names its place, known to the gazetteer or not
    apart: bool = False  # its words set it apart from what was told before: "another", "the next day"
    points: bool = False  # its sentence speaks of a deed told before: "the attack"
    counts_back: bool = False  # told with its number once more: "the eight students"
    several: bool = False  # told of several deeds at once: "13 died in bomb attacks in Iraq"
    one_of: bool = False  # one of the deeds told together before: "the first bomb", "in the deadliest attack"
    section: int = 0  # which part of the text it stands in: an item of a list, what follows a heading
    stretch: int = 0  # where in its sentence the words begin that tell of it
    how: bool = False  # tells how what was told just before began or went on
    bare: bool = False  # tells only that people were harmed, or points back: "killed", "the attack"
    occasion: int | None = None  # where the deed is named in which people were harmed: "killed in an ambush"
    within: bool = False  # befell people in a deed told before: "kidnapped in the attack"
    ground: bool = False  # what the event of its sentence was an answer to: "in retaliation for the raid on"
    background: bool = False  # tells what led up to the main event of its sentence: "after days of air strikes"
    answered: bool = False  # what a protest of its sentence is against: "marched after police shot a boy"
    date: DateRange | None = None
    date_said: bool = False  # the days come from the one on which somebody spoke: it may lie further back
    date_told: bool = False  # the text gives the date; False where it is the report's own day
    actor1: Actor | None = None
    actor2: Actor | None = None
    fatalities: Count | None = None
    running: bool = False  # its dead are a toll that rose since it was first told
    of_attackers: bool = False  # its dead are those who had attacked, on top of their victims
    injuries: Count | None = None
    displaced: Count | None = None
    detained: Count | None = None
    weapons: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    evidence: tuple[int, ...] = ()  # numbers of the sentences it rests on, its own first
    cues: tuple[str, ...] = ()  # how it is told, see confidence.cues_of
    first: bool = False  # nothing that happened is told before it
    depth: int = 0  # how many words govern the trigger; the main verb of its sentence has none above it
    members: tuple[tuple[Trigger, int], ...] = ()  # further mentions of the incident, best first, with their sentences
    merged: int = 1  # how many mentions of the incident went into it
    confidence: float = 0.0
    reasons: tuple[str, ...] = field(default=())

    @property
    def event_type(self) -> str | None:
        """The event type of its sub-event type."""
        return TYPE_OF[self.sub_event_type] if self.sub_event_type else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A trigger that made no event, with the reasons."""

    trigger: Trigger
    sentence: int
    reasons: tuple[str, ...]
