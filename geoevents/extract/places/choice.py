"""Where an event happened: the linked places of its sentence, else of those before, the dateline or the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from geoevents.extract.places.grammar import SPOKEN
from geoevents.extract.places.implied import bare_place, headed_by, implied_place, the_capital
from geoevents.extract.places.link import PlaceLink
from geoevents.extract.places.location import location_of, shares_of, span_of
from geoevents.extract.places.nameless import is_done_to_many_places
from geoevents.extract.places.table import PlaceTable
from geoevents.extract.places.told import BACK, BEFORE_SCORE, TALKS, Placed, Told, lies_in
from geoevents.extract.places.unknown import around_unknown, named_but_unknown, unknown_settlement
from geoevents.extract.report.datelines import dateline_of, is_dateline
from geoevents.extract.report.discourse import HARM, is_apart
from geoevents.extract.report.sections import within
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import Location, ParsedSentence, Place
from geoevents.ontology import WherePrecision
from geoevents.resolve.location import locate

_DATELINE_SCORE = 0.4  # link score of a place that stands in the dateline
_OWN_UNKNOWN = 0.6  # least score of an unknown name that is surely where it happened
_LOOSE = 0.3  # least score of a place in its own sentence that is taken where nothing else is told
_WIDE = (WherePrecision.ADMIN1, WherePrecision.COUNTRY)
_ELSEWHERE = re.compile(
    r"\W*(?:And\s+|Meanwhile,?\s+)?Elsewhere\b(?!\s+(?:in|near|around)\s+(?:the\s+)?(?:city|town|capital))"
)
_REPLY = re.compile(
    r"\b(?:replied|responded|retaliated|answered|hit\s+back)\s+with\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE
)
_HERE = re.compile(r"\b(?:here|(?:this|the) (?:\w+ )?(?:capital|city|town))\b", re.IGNORECASE)


def no_place() -> Location | None:
    """For documents without a title."""
    return None


def no_country(place: Place) -> Place | None:
    """For callers without a gazetteer: the country of a place is not known."""
    return None


class PlaceChooser:
    """Chooses the places of one document's triggers.

    Parameters
    ----------
    table : PlaceTable
        Places bound to triggers inside their sentences.
    sentences : sequence of ParsedSentence
        Of the whole document.
    sections : sequence of int
        The part that each sentence stands in; one part lends no place to the next.
    title_place : callable, optional
        Where the title says it happened; asked last.
    country_of : callable, optional
        The country a place lies in: a report filed in a city tells by itself no more than that.
    is_history : callable, optional
        Whether a sentence before tells nothing but history.
    capital_of : callable, optional
        The capital of the country a place lies in, for "in the capital".
    """

    def __init__(
        self,
        table: PlaceTable,
        sentences: Sequence[ParsedSentence],
        sections: Sequence[int],
        title_place: Callable[[], Location | None] = no_place,
        country_of: Callable[[Place], Place | None] = no_country,
        is_history: Callable[[int], bool] = lambda number: False,
        capital_of: Callable[[Place], Place | None] = no_country,
    ) -> None:
        self._table = table
        self._sentences = sentences
        self._sections = sections
        self._resolutions = table.resolutions
        self._title_place = title_place
        self._country_of = country_of
        self._is_history = is_history
        self._capital_of = capital_of
        self._others = Told(table, sentences, sections, title_place)
        self._told: dict[tuple[int, bool], tuple[Location, PlaceLink] | None] = {}

    def choose(self, trigger: Trigger, number: int) -> Placed:
        """Choose the place of one trigger of sentence ``number``."""
        table, sentence, resolutions = self._table, self._sentences[number], self._resolutions
        told = table.links(trigger, number)
        if trigger.sense == "statement":  # "condemned the blast in Quetta": what is spoken of lies there
            told = [k for k in told if k.resolution.mention.start < trigger.start]
        links = [k for k in told if not table.story.is_where_one_spoke(k.resolution, sentence.text, sentence.start)]
        if told and not links:
            why = f"{told[0].resolution.mention.text!r} is only where somebody spoke"
            return Placed(None, (), (), (why,), own=True)
        location = location_of(links, sentence, resolutions)
        unknown = unknown_settlement(links, sentence)
        if location is not None:
            implied = None
            if location.where_prec == WherePrecision.COUNTRY and trigger.sense not in SPOKEN:  # "in Mali's north"
                implied = implied_place(trigger, sentence, resolutions, self._country_of, self._capital_of)
            elif location.where_prec == WherePrecision.ADMIN1 and trigger.sense not in SPOKEN:  # "the Borno capital"
                implied = the_capital(trigger, sentence, resolutions, self._capital_of)
            if implied is not None and lies_in(implied.location, location):
                return Placed(implied.location, tuple(links), (), (implied.reason,), own=True)
            best = links[0]
            shares = shares_of(location, links, table.scene_of(number), resolutions)
            why = f"at {location.name}: link {best.score:.2f} in its sentence"
            if location.where_prec in _WIDE and not shares and unknown is None and trigger.sense not in TALKS:
                finer = self._others.where_it_happened(number, within=location)
                if finer is not None:
                    return finer
            return Placed(location, tuple(links), (), (why,), shares, own=True, unknown=unknown)
        spans = tuple(span_of(k) for k in links)
        if links:
            around = around_unknown(table.all_links(trigger, number), sentence, resolutions, spans)
            if around is not None:
                name = links[0].resolution.mention.text
                why = f"{name!r} is not in the gazetteer; {around.name} is named with it"
                return Placed(around, tuple(links), (), (why,), own=True, unknown=unknown)
            held = self._others.held(links[0].resolution.mention.text)
            if held is not None:
                return replace(held, unknown=unknown)
        if trigger.sense not in SPOKEN:
            implied = (
                None if links else implied_place(trigger, sentence, resolutions, self._country_of, self._capital_of)
            )
            if implied is not None:
                link = PlaceLink(implied.resolution, BEFORE_SCORE, "before")
                return Placed(implied.location, (link,), (), (implied.reason,), own=True)
            city = None if links else self._others.the_city(trigger, number)
            if city is not None:
                return city
            unknown = named_but_unknown(sentence, table.mentions(number))
            others = self._others
            held = others.held(unknown) or others.quarter_of_the_city(unknown, sentence) if unknown else None
            if held is not None:
                return held
            heading = headed_by(number, self._sections, self._sentences, self._resolutions) if unknown else None
            if heading is not None:  # a junction that no gazetteer knows lies in the town that heads its part
                link = PlaceLink(heading.resolution, BEFORE_SCORE, "before")
                return Placed(heading.location, (link,), (), (heading.reason,), own=True)
            happened = others.where_it_happened(number) if unknown else None
            if happened is not None:
                return happened
            if unknown:
                why = f"{unknown!r} is not in the gazetteer, and no place is named with it"
                return Placed(None, (), (), (why,), own=True)
        return self._elsewhere(trigger, number, links)

    def _elsewhere(self, trigger: Trigger, number: int, links: Sequence[PlaceLink]) -> Placed:
        """The place that sentences before, the dateline or the title tell; ``links`` lead to none in its own."""
        sentence = self._sentences[number]
        if _answers(trigger, sentence):
            return Placed(None, tuple(links), (), ("an answer that names no place of its own",))
        if trigger.sense in SPOKEN:
            return Placed(None, tuple(links), (), ("words are not bound to the places they speak of",))
        if is_done_to_many_places(trigger, self._table.scene_of(number)):
            return Placed(None, tuple(links), (), ("done at many places that are not named",))
        if not links and _ELSEWHERE.match(sentence.text):
            return self._somewhere_else(number)
        # who died "in hospital" after an ambush told in the same sentence fell there
        nearest = number if trigger.sense in HARM and not is_apart(trigger, sentence) else number - 1
        last = within(self._sections, number, number - BACK)
        if links and links[0].score >= _OWN_UNKNOWN:  # it has a place of its own, which no gazetteer knows
            nearest = last = number
        for back in range(nearest, last - 1, -1):
            if back < number and self._is_history(back):
                continue  # where a war was fought or ended long ago says nothing of today
            found = self._of_sentence(back, apart=trigger.sense in TALKS)
            if found is not None:
                location, link = found
                if links:
                    spans = {span_of(k) for k in links}
                    location = replace(location, mentions=tuple(sorted({*spans, *location.mentions})))
                return Placed(location, (link,), (back,), (f"at {location.name}: told in a sentence before",))
        happened = self._others.where_it_happened(number) if trigger.sense not in TALKS else None
        if happened is not None:
            return happened
        loose = self._loosely_bound(trigger, number)
        if loose is not None:
            return loose
        alone = bare_place(number, self._sentences, self._resolutions)
        if alone is not None:
            implied, beside = alone
            link = PlaceLink(implied.resolution, BEFORE_SCORE, "before")
            return Placed(implied.location, (link,), (beside,), (implied.reason,))
        heading = headed_by(number, self._sections, self._sentences, self._resolutions)
        if heading is not None:
            link = PlaceLink(heading.resolution, BEFORE_SCORE, "before")
            return Placed(heading.location, (link,), (), (heading.reason,), own=True)
        dateline = dateline_of(self._sentences[:number], self._resolutions)
        if dateline is not None and not self._table.story.is_abroad(dateline):
            here = _HERE.search(sentence.text) is not None
            place = dateline.referent if here or dateline.referent is None else self._country_of(dateline.referent)
            named = locate(replace(dateline, referent=place), None, ()) if place is not None else None
            if named is not None and place is not None:
                named = named if here else replace(named, name=place.name)  # the country, not the town it was filed in
                link = PlaceLink(replace(dateline, referent=place), _DATELINE_SCORE, "dateline")
                return Placed(named, (link,), (), (f"at {named.name}: only the dateline names a place",))
        titled = self._title_place()
        if titled is not None:
            return Placed(titled, (), (), (f"at {titled.name}: only the title names a place",))
        return Placed(None, tuple(links), (), ("no place is told",))

    def _somewhere_else(self, number: int) -> Placed:
        """The country told before, for what happened "elsewhere" in it."""
        start = self._sentences[number].start
        before = [r for r in self._resolutions if r.mention.end <= start and r.referent is not None]
        home = next((r for r in reversed(before) if r.referent and r.referent.country == self._table.story.home), None)
        told = home or (before[-1] if before else None)
        country = self._country_of(told.referent) if told is not None and told.referent is not None else None
        location = locate(replace(told, referent=country), None, ()) if told is not None and country else None
        if location is None or told is None or country is None:
            return Placed(None, (), (), ("elsewhere, and no place is named",))
        link = PlaceLink(replace(told, referent=country), BEFORE_SCORE, "before")
        return Placed(replace(location, name=country.name), (link,), (), (f"elsewhere in {country.name}",), own=True)

    def _loosely_bound(self, trigger: Trigger, number: int) -> Placed | None:
        """The place of its own sentence that fits best, though not well, where no other sentence tells any."""
        table = self._table
        known = [k for k in table.all_links(trigger, number)[:1] if k.score >= _LOOSE and k.resolution.mention.literal]
        location = location_of(known, self._sentences[number], self._resolutions)
        if location is None:
            return None
        why = f"at {location.name}: link {known[0].score:.2f} in its sentence, and no other place is told"
        return Placed(location, tuple(known), (), (why,), own=True)

    def _of_sentence(self, number: int, *, apart: bool) -> tuple[Location, PlaceLink] | None:
        """The place that a sentence's own happenings have, if it tells any; worked out once.

        Where people met and spoke is no place of fighting: those count only where the asking trigger is of their kind
        (``apart``).
        """
        if (number, apart) not in self._told:
            self._told[number, apart] = self._ask_sentence(number, apart=apart)
        return self._told[number, apart]

    def _ask_sentence(self, number: int, *, apart: bool) -> tuple[Location, PlaceLink] | None:
        sentence, table = self._sentences[number], self._table
        if is_dateline(sentence):
            return None
        links: dict[int, PlaceLink] = {}
        told = table.triggers_of(number)
        talks = not apart and any(t.sense in TALKS for t in told)
        for trigger in [t for t in told if not talks or t.sense not in TALKS | {"protest"}]:  # "delegates gathered"
            for link in table.links(trigger, number):
                key = link.resolution.mention.start
                if key not in links or links[key].score < link.score:
                    links[key] = link
        location = location_of(list(links.values()), sentence, self._resolutions)
        if location is None and links:  # "in the town of Otaya in the Eastern Ghouta": where the unknown name lies
            asking = next(t for t in told if table.links(t, number))
            location = around_unknown(table.all_links(asking, number), sentence, self._resolutions, ())
        if location is None:
            return None
        best = max(links.values(), key=lambda k: (k.score, -k.resolution.mention.start))
        return location, replace(best, score=round(BEFORE_SCORE * best.score, 4), source="before")


def _answers(trigger: Trigger, sentence: ParsedSentence) -> bool:
    """Whether it is the reply to an attack, told by its own side: "the army replied with artillery"."""
    before = sentence.text[: trigger.start - sentence.start]
    return _REPLY.search(before[-60:]) is not None
