"""One document while its triggers are looked at, one after the other: what each of them tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from geoevents.extract.days.spoken import is_said
from geoevents.extract.days.timing import document_date, find_date
from geoevents.extract.details import counts_for
from geoevents.extract.draft import Draft, Rejected
from geoevents.extract.kinds.classify import classify, only_tried
from geoevents.extract.kinds.protest_grounds import is_answered
from geoevents.extract.places.choice import PlaceChooser
from geoevents.extract.places.table import PlaceTable
from geoevents.extract.report.discourse import (
    befell_in_what_was_told,
    bounds_a_time,
    ground_of,
    is_apart,
    is_background,
    is_bare,
    is_country_wide,
    is_one_of_several,
    is_rank,
    is_told_back,
    occasion_of,
    points_at_a_deed,
    points_at_a_number,
    stretch_of,
    tells_how,
    tells_of_a_deed_told,
    tells_who_fell,
)
from geoevents.extract.report.genres import PEACEFUL, TRIAL, kind_of_text, only_repeated, takes_no_side
from geoevents.extract.report.sections import sections_of, within
from geoevents.extract.report.several import tells_of_several
from geoevents.extract.report.telling import cues_of, genre_cues
from geoevents.extract.report.timelines import is_long_past, years_of_lines
from geoevents.extract.report.topics import VIOLENT
from geoevents.extract.sentence.scene import Scene, build_scene
from geoevents.extract.sentence.scope import own_words
from geoevents.extract.sentence.triggers import Trigger, find_triggers
from geoevents.extract.status.around import is_told_beside
from geoevents.extract.status.happened import find_status, with_date
from geoevents.extract.status.standing import tells_how_things_stand
from geoevents.extract.status.unrest import is_state_of_a_country
from geoevents.extract.tolls.casualties import find_casualties
from geoevents.extract.tolls.sums import MANY_DEAD, adds_up, opens_a_sum
from geoevents.model import DateRange, Document, Location, ParsedSentence, Place, Resolution
from geoevents.ontology import DatePrecision, WherePrecision

_SO_MANY_FLED = 100_000  # people: told without a day, they are those of a war
_DAY_AFTER = 4  # up to three sentences further "the incident happened on Saturday" may tell it
_DAY_BEFORE = 10  # sentences before that may tell the day which "the same evening" means
_AND_MORE = re.compile(
    r"\W*(?:(?:at least|some|about|more than|over|nearly|several|many|\d[\d,]*|dozens|hundreds|thousands|scores|"
    r"hundred|two|three|four|five|six|seven|eight|nine|ten|dozen)\s+){1,4}(?:of\s+)?(?:more|others?)\b",
    re.IGNORECASE,
)
_FAR = 3  # sentences before and after that count as the surroundings
MOST_TRIGGERS = 24  # of one sentence; news has 15 at most, and each is weighed against all others


class Stage:
    """One document while its triggers are looked at; sentences' scenes are built when first asked for."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[ParsedSentence],
        resolutions: Sequence[Resolution],
        title_place: Callable[[], Location | None],
        country_of: Callable[[Place], Place | None],
        capital_of: Callable[[Place], Place | None],
    ) -> None:
        self.document = document
        self.sentences = sentences
        self.resolutions = resolutions
        self.sections = sections_of(sentences)
        table = PlaceTable(self.scene, self.triggers, resolutions)
        self._places = PlaceChooser(
            table, sentences, self.sections, cache(title_place), country_of, self._is_history, capital_of
        )
        self._years = years_of_lines(sentences)
        self.kind = kind_of_text(document.title, sentences)
        self.day = document_date(document.text, document.published)
        self._scenes: dict[int, Scene] = {}
        self._triggers: dict[int, list[Trigger]] = {}
        self._surplus: dict[int, list[Trigger]] = {}
        self._genres: dict[int, tuple[str, ...]] = {}
        self._statuses: dict[int, list[str]] = {}

    def scene(self, number: int) -> Scene:
        """The scene of a sentence."""
        if number not in self._scenes:
            near = range(max(0, number - _FAR), min(len(self.sentences), number + _FAR + 1))
            around = "\n".join(self.sentences[n].text for n in near if n != number)
            self._scenes[number] = build_scene(
                self.sentences[number], f"{self.document.title or ''}\n{around}", self.resolutions
            )
        return self._scenes[number]

    def triggers(self, number: int) -> list[Trigger]:
        """Triggers of a sentence, the first of them where there are very many."""
        if number not in self._triggers:
            found = find_triggers(self.sentences[number])
            self._triggers[number], self._surplus[number] = found[:MOST_TRIGGERS], found[MOST_TRIGGERS:]
        return self._triggers[number]

    def surplus(self, number: int) -> list[Trigger]:
        """Triggers of a sentence that are too many to be looked at."""
        self.triggers(number)
        return self._surplus[number]

    def genre(self, number: int) -> tuple[str, ...]:
        """What kind of text a sentence stands in."""
        if number not in self._genres:
            self._genres[number] = genre_cues(self.sentences, number)
        return self._genres[number]

    def _goes_on_with_history(self, number: int) -> bool:
        """Whether the sentence before, in its paragraph, told nothing but history: "About 15,000 were killed"."""
        paragraph = self.sentences[number].sentence.paragraph
        counts_on = _AND_MORE.match(self.sentences[number].text) is not None
        before = next((n for n in range(number - 1, max(-1, number - 1 - _FAR), -1) if n in self._statuses), None)
        if before is None or not self._is_history(before):
            return False
        return counts_on or self.sentences[before].sentence.paragraph == paragraph

    def _tells_the_past(
        self, trigger: Trigger, sentence: ParsedSentence, days: DateRange | None, *, told: bool
    ) -> bool:
        """Whether a list of years or the kind of text puts a deed behind; days around it in court are the court's."""
        if is_long_past(self._years, sentence, trigger.start - sentence.start, self.document.published):
            return True
        if self.kind == TRIAL:
            return trigger.sense in VIOLENT | {"arrest", "weapons"} and not _dated_itself(days, sentence)
        return self.kind not in PEACEFUL and trigger.sense in VIOLENT and not told

    def _adds_up_what_was_told(self, number: int) -> bool:
        """Whether the sentence before, in its paragraph, told of many deeds at many places."""
        before = self.sentences[number - 1] if number else None
        same = before is not None and before.sentence.paragraph == self.sentences[number].sentence.paragraph
        return before is not None and same and opens_a_sum(before.text)

    def _points_past_a_war(self, number: int) -> bool:
        """Whether it speaks of one deed after a war: "has fought them for years. Seven died in the attack"."""
        of_a_war = all(t.sense == "clash" for t in self.triggers(number - 1)) if number else False
        return of_a_war and points_at_a_deed(self.sentences[number].text)

    def _is_history(self, number: int) -> bool:
        """Whether a sentence looked at before told nothing but history."""
        return set(self._statuses.get(number, ())) == {"historical"}

    def draft(self, trigger: Trigger, number: int, *, forced: bool = False) -> Draft | Rejected:
        """What one trigger tells."""
        scene = self.scene(number)
        decision = classify(trigger, scene, forced=forced)
        for reading in trigger.readings if decision.sub_event_type is None and not forced else ():
            other = classify(reading, scene)
            if other.sub_event_type is not None:
                trigger, decision = reading, other
                break
        if not forced and takes_no_side(self.kind, trigger, scene):
            return Rejected(trigger, number, (*decision.reasons, f"told in {self.kind}"))
        if decision.sub_event_type is None and not forced:
            return Rejected(trigger, number, decision.reasons)
        sentence = self.sentences[number]
        if is_rank(trigger, sentence) and not forced:
            return Rejected(trigger, number, (*decision.reasons, "only ranks what was told"))
        status = find_status(trigger, scene, published=self.document.published or (self.day.end if self.day else None))
        days = find_date(
            trigger,
            sentence,
            self.document.published,
            self.sentences[within(self.sections, number, number - _DAY_BEFORE) : number + _DAY_AFTER],
            status=status.status,
            document=self.day,
            syntax=scene.syntax,
        )
        if status.status == "attempted":
            decision = only_tried(decision)
        told = days is not None and days.mention is not None and (self.day is None or days.mention != self.day.mention)
        beside = is_told_beside(trigger, scene)
        status = with_date(status, days if told else None, self.document.published, beside=beside)
        if status.status in ("actual", "attempted") and self._tells_the_past(trigger, sentence, days, told=told):
            status = replace(status, status="historical", reason=f"told in {self.kind or 'a list of years'}")
        if status.status == "actual" and only_repeated(self.kind, sentence.text):
            status = replace(status, status="hypothetical", reason="what a fact check says was shared")
        ground = ground_of(trigger, sentence) if status.status == "actual" else None
        if ground is not None and not _dated_itself(days, sentence, ground):
            status = replace(status, status="historical", reason="it is what the event told was an answer to")
            days, told = None, False
        placed = self._places.choose(trigger, number)
        if ground is not None and status.status == "actual" and not _lies_in(placed.location, sentence, ground):
            status = replace(status, status="historical", reason="what was answered, at no place told")
            days, told = None, False
        if number and not forced and not (placed.own or _dated_itself(days, sentence)) and tells_who_fell(sentence):
            return Rejected(trigger, number, (*decision.reasons, "tells of one who fell in what was told before"))
        if status.status == "actual" and not placed.own and trigger.sense in ("kill", "injure", "death"):
            if is_country_wide(trigger, sentence):
                status = replace(status, status="historical", reason="its number counts a whole country")
        bare = is_bare(trigger, sentence) or tells_of_a_deed_told(trigger, sentence, scene.syntax)
        loose = status.status == "actual" and not told and not placed.own  # neither a day nor a place of its own
        bare_or_back = bare or trigger.sense in ("flee", "evacuate") or is_told_back(trigger, sentence)
        if loose and bare_or_back and self._goes_on_with_history(number) and not self._points_past_a_war(number):
            status = replace(status, status="historical", reason="goes on with what was told as history")
            days = None
        unplaced = status.status == "actual" and not placed.own and not _dated_itself(days, sentence)
        if unplaced and self._adds_up_what_was_told(number) or bounds_a_time(trigger, sentence):
            status = replace(status, status="historical", reason="adds up or bounds what else was told")
            days, told = None, False
        counts = counts_for(find_casualties(trigger, sentence), decision.event_type, decision.sub_event_type)
        dead = counts.fatalities.low if counts.fatalities else 0
        point = placed.own and placed.location is not None and placed.location.where_prec <= WherePrecision.FUZZY
        if status.status == "actual" and not told and tells_how_things_stand(trigger, scene.syntax, at_a_point=point):
            status = replace(status, status="historical", reason="tells how things stand")
            days = None
        years = days is not None and days.precision >= DatePrecision.YEAR
        fled = counts.displaced.low if counts.displaced else 0
        if status.status == "actual" and (not told or years) and fled >= _SO_MANY_FLED:
            status = replace(status, status="historical", reason="so many fled over weeks or years")
            days = None
        harm = trigger.sense in ("kill", "injure", "death") or dead >= MANY_DEAD
        if status.status == "actual" and not told and harm:
            if adds_up(own_words(scene.syntax, trigger.token), dead):
                status = replace(status, status="historical", reason="its number adds up a campaign")
                days = None
        unharmed = not dead and counts.injuries is None
        said_today = told and days is not None and days.mention is not None and days.mention.text.lower() == "today"
        if (
            status.status == "actual"
            and (not told or said_today)
            and unharmed
            and is_state_of_a_country(trigger, sentence, placed.location)
        ):
            status = replace(status, status="historical", reason="a state of things in a whole country")
            days = None
        occasion = occasion_of(trigger, scene.syntax)
        self._statuses.setdefault(number, []).append(status.status)
        return Draft(
            trigger=trigger,
            sentence=number,
            decision=decision,
            status=status,
            sub_event_type=decision.sub_event_type,
            unknown=placed.unknown,
            location=placed.location,
            links=placed.links,
            shares=placed.shares,
            own_place=placed.own,
            apart=is_apart(trigger, sentence),
            points=bare and points_at_a_deed(sentence.text),
            counts_back=points_at_a_number(trigger, sentence),
            several=dead > 1 and tells_of_several(sentence.text),
            one_of=is_one_of_several(trigger, sentence),
            section=self.sections[number],
            stretch=stretch_of(trigger, sentence),
            how=tells_how(sentence),
            occasion=occasion,
            within=befell_in_what_was_told(trigger, sentence, occasion),
            bare=bare,
            background=is_background(trigger, sentence),
            ground=ground is not None,
            answered=is_answered(sentence.text, trigger.start - sentence.start),
            date=days,
            date_told=told,
            date_said=told and days is not None and is_said(days, sentence),
            fatalities=counts.fatalities,
            running=counts.running,
            of_attackers=counts.of_attackers,
            injuries=counts.injuries,
            displaced=counts.displaced,
            detained=counts.detained,
            evidence=tuple(dict.fromkeys((number, *placed.evidence))),
            cues=(*cues_of(trigger, scene), *self.genre(number)),
            depth=len(scene.syntax.ancestors(trigger.token)) if trigger.token is not None else 0,
            reasons=(*decision.reasons, f"{status.status}: {status.reason}", *placed.reasons),
        )


def _dated_itself(days: DateRange | None, sentence: ParsedSentence, first: int = 0) -> bool:
    """Whether the sentence itself, from an offset on, tells these days."""
    mention = days.mention if days is not None else None
    return mention is not None and sentence.start + first <= mention.start < sentence.end


def _lies_in(location: Location | None, sentence: ParsedSentence, first: int) -> bool:
    """Whether the sentence, from an offset on, names this place."""
    spans = location.mentions if location is not None else ()
    return any(sentence.start + first <= start < sentence.end for start, _ in spans)
