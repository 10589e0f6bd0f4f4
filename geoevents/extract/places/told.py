"""The place of an event that another sentence tells: where it is said to have happened, what holds a name, the town."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geoevents.extract.days.timing import TOOK_PLACE
from geoevents.extract.places.grammar import SPOKEN
from geoevents.extract.places.implied import TAKEN_OR_STRUCK
from geoevents.extract.places.link import PlaceLink
from geoevents.extract.places.location import Share, location_of
from geoevents.extract.places.table import PlaceTable
from geoevents.extract.places.unknown import holder_of, is_of_a_city, near_only
from geoevents.extract.report.datelines import dateline_of, is_dateline
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Location, ParsedSentence
from geoevents.ontology import WherePrecision
from geoevents.resolve.location import locate
from geoevents.resolve.relative_spots import NEAR_KM

BACK = 3  # how many sentences before are asked
BEFORE_SCORE = 0.55  # link score of a place that another sentence tells
TALKS = SPOKEN | {"meet", "agree", "visit"}
_FRONTED = re.compile(r"\W*(?:according\s+to\s+[^.;]{2,80},\s*)?", re.IGNORECASE)
_NEXT = 2  # of them where its own sentence tells a country or a province
_SOON = 4  # sentences after a deed in which one may say where "the incident" happened
_IN_TOWN = re.compile(
    r"\b(?:(?P<side>(?:north|south|east|west)(?:-?(?:east|west))?|outskirts|edge)\s+of|"
    rf"(?:in|at|inside|outside|near|across|{TAKEN_OR_STRUCK}))\s+"
    r"the\s+(?P<kind>city|town|village)\b(?!\s+(?:of|and)\b|,?\s+(?-i:[A-Z])|['’])",
    re.IGNORECASE,
)
_NAMED = r"(?-i:[A-Z][\w’'-]*(?:[ -][A-Z][\w’'-]*){0,2})"
_CALLED = {
    kind: re.compile(rf"\b{kind}\s+of\s+({_NAMED})|\b({_NAMED})\s+{kind}\b(?!\s+of)", re.IGNORECASE)
    for kind in ("city", "town", "village")
}
_VILLAGERS = 50_000  # no village is as large as this


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of an event with the links and the sentences it was taken from."""

    location: Location | None
    links: tuple[PlaceLink, ...] = ()
    evidence: tuple[int, ...] = ()  # numbers of other sentences than the event's own
    reasons: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()  # where the text distributes the event: every place but the chosen one
    own: bool = False  # the event's own sentence names its place, known or not
    unknown: str | None = None  # the name of a town or village in it that no gazetteer knows


class Told:
    """What the other sentences of a document tell of a deed's place.

    Parameters
    ----------
    table : PlaceTable
        Places bound to triggers inside their sentences.
    sentences : sequence of ParsedSentence
        Of the whole document.
    sections : sequence of int
        The part that each sentence stands in.
    title_place : callable
        Where the title says it happened.
    """

    def __init__(
        self,
        table: PlaceTable,
        sentences: Sequence[ParsedSentence],
        sections: Sequence[int],
        title_place: Callable[[], Location | None],
    ) -> None:
        self._table = table
        self._sentences = sentences
        self._sections = sections
        self._resolutions = table.resolutions
        self._title_place = title_place

    def where_it_happened(self, number: int, within: Location | None = None) -> Placed | None:
        """The place that a sentence soon after gives the deed: "The incident happened on Saturday in Lafey".

        ``within`` is what its own sentence tells: then only the next sentences are asked, for a place that lies there.
        """
        for later in range(number + 1, min(number + 1 + (_NEXT if within else _SOON), len(self._sentences))):
            if self._sections[later] != self._sections[number]:
                break
            sentence = self._sentences[later]
            deed = TOOK_PLACE.search(sentence.text)
            if deed is None or within is not None and not _FRONTED.fullmatch(sentence.text, 0, deed.start()):
                continue
            named = [
                r for r in self._table.mentions(later)
                if r.mention.literal and r.mention.start - sentence.start >= deed.end()
            ]  # fmt: skip
            here = [r for r in named if r.referent is not None]
            told = [r for r in here if r.referent is not None and not r.referent.is_admin] or here
            finest = min(told, key=lambda r: r.mention.start, default=None)
            link = PlaceLink(finest, BEFORE_SCORE, "before") if finest is not None else None
            location = location_of([link], sentence, self._resolutions) if link is not None else None
            if location is not None and finest is not None and named[0].referent is None:
                location = near_only(location)  # "in Karsu town, Tobu": what it is told with is not the place itself
            if within is not None and (location is None or not lies_in(location, within)):
                continue
            if link is not None and location is not None and location.where_prec < WherePrecision.COUNTRY:
                why = f"at {location.name}: where it is told to have happened"
                return Placed(location, (link,), (later,), (why,), own=True)
        return None

    def held(self, name: str) -> Placed | None:
        """The place that another sentence names as holding a name that no gazetteer knows."""
        for number, sentence in enumerate(self._sentences):
            mentions = self._table.mentions(number) if name in sentence.text else ()
            told = holder_of(name, sentence, mentions, self._resolutions)
            if told is not None:
                location, resolution = told
                why = f"{name!r} is not in the gazetteer; {location.name} is told as holding it"
                link = PlaceLink(resolution, BEFORE_SCORE, "before")
                return Placed(location, (link,), (number,), (why,), own=True)
        return None

    def quarter_of_the_city(self, name: str, sentence: ParsedSentence) -> Placed | None:
        """The city that a report was filed in and speaks of, for a quarter or street that no gazetteer knows."""
        filed = dateline_of(self._sentences[:2], self._resolutions)
        if filed is None or filed.referent is None or not filed.referent.is_populated:
            return None
        told = [r for r in self._resolutions if r.referent == filed.referent and r.mention != filed.mention]
        titled = self._title_place()
        spoken_of = told or titled is not None and titled.place_id == filed.referent.place_id
        here = f"{name} here" in sentence.text  # "in Old Market here"
        if not here and not (is_of_a_city(name, sentence) and spoken_of):
            return None
        if (location := locate(filed, None, ())) is None:
            return None
        why = f"{name!r} is not in the gazetteer; a quarter of {location.name}, where the report was filed"
        return Placed(near_only(location), (PlaceLink(filed, BEFORE_SCORE, "before"),), (), (why,), own=True)

    def _introduced(self, kind: str, number: int) -> str | None:
        """The unknown name that the sentences before gave as that of "the city", "the village": "the city of Karsu"."""
        for back in range(number - 1, max(-1, number - 1 - BACK), -1):
            sentence = self._sentences[back]
            told = [m[1] or m[2] for m in _CALLED[kind].finditer(sentence.text)]
            if told:
                known = any(r.mention.text in told[-1] for r in self._table.mentions(back) if r.referent is not None)
                return None if known else told[-1]
        return None

    def the_city(self, trigger: Trigger, number: int) -> Placed | None:
        """The town that "in the city" or "west of the town" means: the one that the sentences before named last."""
        sentence = self._sentences[number]
        at = trigger.start - sentence.start
        match = next((m for m in _IN_TOWN.finditer(sentence.text) if abs(m.start() - at) <= 90), None)
        if match is None:
            return None
        first = sentence.start + match.start()
        for back in range(number, max(-1, number - 1 - BACK), -1):
            talks = back < number and any(t.sense in TALKS for t in self._table.triggers_of(back))
            if is_dateline(self._sentences[back]) or talks:
                continue
            named = [
                r for r in self._table.mentions(back)
                if r.referent is not None and r.referent.is_populated and r.mention.literal and r.mention.end <= first
            ]  # fmt: skip
            if back == number - 1 and (introduced := self._introduced(match["kind"].lower(), number)) is not None:
                return self.held(introduced)
            if match["kind"].lower() == "village":
                named = [r for r in named if r.referent is not None and (r.referent.population or 0) <= _VILLAGERS]
            location = locate(named[-1], None, ()) if named else None
            if location is not None:
                side = match["side"]
                if side:
                    location = replace(
                        location, relation=f"{side.lower()} of", where_prec=WherePrecision.NEAR, radius_km=NEAR_KM
                    )
                link = PlaceLink(named[-1], BEFORE_SCORE, "before")
                why = f"at {location.name}: the {match['kind']} told before"
                return Placed(location, (link,), (back,), (why,), own=True)
        return None


def lies_in(town: Location, area: Location) -> bool:
    """Whether a town lies in a country or a first-order division."""
    return (
        town.country == area.country
        and town.where_prec < area.where_prec
        and (area.where_prec == WherePrecision.COUNTRY or town.admin1 is not None and town.admin1 == area.admin1)
    )
