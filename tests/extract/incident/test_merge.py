from dataclasses import replace
from datetime import date

import pytest

from geoevents.extract.draft import Draft
from geoevents.extract.incident.merge import merge_drafts
from geoevents.extract.kinds.classify import Decision
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.status.happened import StatusDecision
from geoevents.model import Count, DateRange, Location
from geoevents.ontology import DatePrecision, WherePrecision


def place(name: str, lat: float, lon: float, prec: int = 1, country: str = "SY", radius: float = 3.0) -> Location:
    return Location(name, lat, lon, radius, WherePrecision(prec), place_id=name, country=country)


IDLIB = place("Idlib", 35.93, 36.63)
HOMS = place("Homs", 34.73, 36.72)


def draft(start: int, sub: str, *, sentence: int = 0, at: Location | None = None, dead: int | None = None,
          status: str = "actual", day: date | None = None, pos: str = "verb") -> Draft:  # fmt: skip
    return Draft(
        trigger=Trigger(start, start + 5, "word", None, "word", pos, "kill", "", 0.8),
        sentence=sentence,
        decision=Decision(sub, 0.8, ("because",)),
        status=StatusDecision(status, "told as a fact", None),
        sub_event_type=sub,
        location=at,
        date=DateRange(day, day, DatePrecision.DAY) if day else None,
        date_told=day is not None,
        fatalities=Count.exactly(dead) if dead is not None else None,
        evidence=(sentence,),
    )


def test_mentions_in_one_sentence_become_one_event_with_the_more_telling_type():
    merged = merge_drafts([draft(0, "Attack", dead=3), draft(20, "Suicide bomb", pos="noun")])
    assert len(merged) == 1
    assert merged[0].sub_event_type == "Suicide bomb"
    assert merged[0].fatalities == Count.exactly(3)


def test_what_the_best_mention_lacks_is_taken_from_the_others_with_their_sentence_as_evidence():
    merged = merge_drafts([draft(0, "Attack", at=IDLIB), draft(90, "Attack", sentence=1, dead=4)])
    assert len(merged) == 1
    assert merged[0].location == IDLIB
    assert merged[0].fatalities == Count.exactly(4)
    assert set(merged[0].evidence) == {0, 1}


@pytest.mark.parametrize(
    "second",
    [
        draft(40, "Attack", at=HOMS),
        draft(40, "Attack", at=IDLIB, status="planned"),
        draft(40, "Peaceful protest", at=IDLIB),
        draft(40, "Attack", at=IDLIB, sentence=1, dead=40),
        draft(40, "Attack", at=IDLIB, day=date(2024, 5, 9)),
    ],
)
def test_another_place_status_family_number_or_day_keeps_mentions_apart(second):
    first = draft(0, "Attack", at=IDLIB, dead=3, day=date(2024, 5, 3))
    assert len(merge_drafts([first, second])) == 2


def test_incidents_stay_in_reading_order():
    merged = merge_drafts([draft(0, "Attack", at=IDLIB), draft(40, "Attack", at=HOMS), draft(80, "Peaceful protest")])
    assert [d.trigger.start for d in merged] == [0, 40, 80]


def test_a_capture_is_not_swallowed_by_strikes_of_the_same_sentence():
    merged = merge_drafts([draft(0, "Government regains territory", at=IDLIB), draft(20, "Air/drone strike", at=IDLIB)])
    assert [d.sub_event_type for d in merged] == ["Government regains territory", "Air/drone strike"]


def test_people_taken_where_others_were_killed_make_an_attack():
    taken = draft(0, "Abduction/forced disappearance", at=IDLIB)
    killed = draft(40, "Attack", at=IDLIB, dead=9)
    merged = merge_drafts([taken, killed])
    assert [d.sub_event_type for d in merged] == ["Attack"]
    assert merged[0].fatalities == Count.exactly(9)


@pytest.mark.parametrize("dead, sub_type", [(7, "Armed clash"), (None, "Abduction/forced disappearance")])
def test_soldiers_taken_where_others_fell_were_taken_in_a_fight(dead, sub_type):
    fell, taken = draft(0, "Armed clash", at=IDLIB, dead=dead), draft(40, "Abduction/forced disappearance", at=IDLIB)
    merged = merge_drafts([fell, taken])
    assert merged[0].sub_event_type == sub_type


def test_force_against_a_crowd_that_riots_is_a_riot():
    shot = draft(0, "Excessive force against protesters", at=IDLIB)
    stones = draft(40, "Violent demonstration", at=IDLIB)
    assert [d.sub_event_type for d in merge_drafts([shot, stones])] == ["Violent demonstration"]


def test_a_march_and_the_clashes_told_next_are_one_demonstration():
    march = draft(0, "Peaceful protest")
    clashes = draft(90, "Violent demonstration", sentence=1, at=IDLIB)
    assert [d.sub_event_type for d in merge_drafts([march, clashes])] == ["Violent demonstration"]


def test_weapons_found_after_a_blast_are_an_event_of_their_own():
    blast = draft(0, "Remote explosive/landmine/IED", at=IDLIB)
    defused = draft(40, "Disrupted weapons use", at=IDLIB)
    assert len(merge_drafts([blast, defused])) == 2


def test_an_ambush_of_a_convoy_is_combat_whoever_died_with_the_soldiers():
    ambush = draft(0, "Armed clash", at=IDLIB)
    ambush = replace(
        ambush,
        trigger=replace(ambush.trigger, sense="assault"),
        decision=replace(ambush.decision, agents=frozenset({"armed"}), patients=frozenset({"state"})),
    )
    killed = draft(40, "Attack", at=IDLIB, dead=6)
    assert [d.sub_event_type for d in merge_drafts([ambush, killed])] == ["Armed clash"]


def test_a_text_that_repeats_itself_for_ever_is_one_incident():
    many = [draft(20 * n, "Attack", sentence=n, at=IDLIB, dead=3) for n in range(400)]
    assert len(merge_drafts(many)) == 1


def test_a_stretch_of_its_own_that_tells_of_the_day_before_is_another_incident():
    raid = replace(draft(0, "Armed clash", at=IDLIB), stretch=0)
    bomb = replace(draft(60, "Remote explosive/landmine/IED", at=IDLIB, pos="noun"), stretch=50, apart=True)
    assert len(merge_drafts([raid, bomb])) == 2


def test_guns_in_one_sentence_and_aircraft_in_the_next_are_two_deeds():
    assert len(merge_drafts([draft(0, "Shelling/artillery/missile attack", at=IDLIB),
                             draft(90, "Air/drone strike", sentence=1, at=IDLIB)])) == 2  # fmt: skip
