"""Whether two mentions of events tell of one incident: what speaks against it, and what holds them together."""

from __future__ import annotations

from geoevents.extract.draft import Draft
from geoevents.extract.incident.agreement import counts_agree, dates_agree, names_agree, places_agree
from geoevents.extract.incident.lead import names_the_place
from geoevents.extract.kinds.participants import PROTESTER
from geoevents.ontology import WherePrecision

TAKING = frozenset({"Government regains territory", "Non-state actor overtakes territory",
                     "Non-violent transfer of territory"})  # fmt: skip
_FAMILIES = {
    "violence": (
        "Armed clash", "Government regains territory", "Non-state actor overtakes territory", "Chemical weapon",
        "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
        "Grenade", "Attack", "Mob violence", "Excessive force against protesters", "Looting/property destruction",
        "Violent demonstration", "Abduction/forced disappearance", "Sexual violence",
    ),
    "protest": (
        "Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Violent demonstration",
        "Mob violence", "Arrests",
    ),
    "talks": ("Agreement", "Meeting", "Statement"),
    "territory": (
        "Government regains territory", "Non-state actor overtakes territory", "Non-violent transfer of territory",
    ),
    "movement": ("Flight", "Evacuation"),
    "force": ("Change to group/activity", "Headquarters or base established"),
}  # fmt: skip
_TELLING_TOLL = 3  # dead: so many are told twice of one deed rather than of two
_TELLING_HARM = 5  # dead and injured told in the same two numbers
_PART_OF_A_SUM = 0.8  # share of a sum: a larger one may be an earlier count of it
_NEAR = 3  # sentences within which those who attacked are told dead
# These absorb no others across sentences: taking people or things is an incident of its own.
ALONE = frozenset({"Arrests", "Abduction/forced disappearance", "Sexual violence", "Disrupted weapons use",
                    "Looting/property destruction"})  # fmt: skip
_CROWD = frozenset({"Peaceful protest", "Protest with intervention", "Excessive force against protesters",
                    "Violent demonstration"})  # fmt: skip
_RIOTS = frozenset({"Violent demonstration", "Mob violence"})  # one crowd told of in two ways
REAL = frozenset({"actual", "attempted"})
# Two sentences that name both tell of two deeds: rebels shelled a camp; the army's aircraft bombed the rebels.
_GUNS_AND_WINGS = frozenset({"Shelling/artillery/missile attack", "Air/drone strike"})


def compatible(a: Draft, b: Draft) -> bool:
    """Whether nothing told of the two speaks against one incident."""
    if a.sentence == b.sentence and (_befell_in(a, b) or _befell_in(b, a) or _came_of_one_deed(a, b)):
        return _same_status(a, b)
    return (
        _same_status(a, b)
        and _same_family(a, b)
        and _places_allow(a, b)
        and dates_agree(a, b)
        and not _set_apart(a, b)
        and (a.sentence == b.sentence or counts_agree(a.detained, b.detained))
        and (a.sentence == b.sentence or _tolls_agree(a, b))
    )


def _befell_in(harm: Draft, deed: Draft) -> bool:
    """Whether people were harmed in this very deed: "four were killed in an ambush", wherever each is told."""
    return harm.occasion is not None and deed.trigger.start <= harm.occasion < deed.trigger.end


def _came_of_one_deed(a: Draft, b: Draft) -> bool:
    """Whether the words make both the outcome of one deed: "raided a village, killing two and injuring six"."""
    return a.occasion is not None and a.occasion == b.occasion


def befell_elsewhere(harm: Draft, deed: Draft) -> bool:
    """Whether the harm done in a deed is placed where the deed is not: the deed's own place stands."""
    if harm.sentence != deed.sentence or not deed.own_place or deed.location is None:
        return False
    return _befell_in(harm, deed) and not places_agree(harm.location, deed.location)


def _set_apart(a: Draft, b: Draft) -> bool:
    """Whether the words tell that they are two happenings: "another", "a bomb attack the day before"."""
    if a.sentence == b.sentence:
        return a.ground != b.ground or a.apart != b.apart and a.stretch != b.stretch
    earlier, later = sorted((a, b), key=lambda d: d.trigger.start)
    if earlier.ground and not later.ground:
        return True  # the text goes on with the answer
    if _is_part_of_a_sum(earlier, later):
        return True
    return later.apart and not later.how or {a.sub_event_type, b.sub_event_type} == _GUNS_AND_WINGS


def _is_part_of_a_sum(earlier: Draft, later: Draft) -> bool:
    """Whether the later is one of the deeds whose dead the earlier adds up: "the first bomb", a town of the land."""
    whole, part = earlier.fatalities, later.fatalities
    if whole is None or part is None or part.best == whole.best or later.several:
        return False
    if later.one_of and not earlier.one_of:
        return True
    if earlier.several and not later.bare and part.best < whole.best:
        return True
    finer = earlier.own_place and later.own_place and earlier.location is not None and later.location is not None
    other = finer and earlier.location != later.location and part.best <= _PART_OF_A_SUM * whole.best
    return earlier.several and other


def _tolls_agree(a: Draft, b: Draft) -> bool:
    """Whether the dead told may be those of one incident: the same people, a toll that rose, or those who attacked."""
    if counts_agree(a.fatalities, b.fatalities) or _toll_rose(a, b):
        return True
    if _is_some_of_them(*sorted((a, b), key=lambda d: d.trigger.start)):
        return True
    return a.of_attackers != b.of_attackers and abs(a.sentence - b.sentence) <= _NEAR


def _is_some_of_them(earlier: Draft, later: Draft) -> bool:
    """Whether fewer dead are told of the deed just told: "the deaths of the 14 troops", another source's number."""
    if earlier.fatalities is None or later.fatalities is None or not later.bare or later.apart:
        return False
    fewer = 0 < later.fatalities.best < earlier.fatalities.best
    return fewer and (later.counts_back or later.points and later.sentence - earlier.sentence <= _NEAR)


def _toll_rose(a: Draft, b: Draft) -> bool:
    """Whether one tells the other's dead as they were counted later: "raising the toll to 45"."""
    return any(
        later.running and later.fatalities and first.fatalities and later.fatalities.high >= first.fatalities.best > 0
        for first, later in ((a, b), (b, a))
    )


def connected(a: Draft, b: Draft, deeds: frozenset[int]) -> bool:
    """Whether something holds the two together: one sentence, or the same place, day or numbers nearby.

    A bare toll goes with the deed of another sentence only where its own (``deeds``) tells none: who "were killed as
    fighting raged" did not die in the air raid told next.
    """
    apart = abs(a.sentence - b.sentence)
    if apart == 0:
        return True
    if a.section != b.section and not (_has_point_of_its_own(a) and _has_point_of_its_own(b)):
        return False
    if a.sub_event_type in ALONE or b.sub_event_type in ALONE:
        if a.sub_event_type != b.sub_event_type:
            return apart <= 2 and any(_is_its_wreckage(x, y) or _took_in(x, y) for x, y in ((a, b), (b, a)))
    same_place = a.location is not None and b.location is not None
    same_count = a.fatalities is not None and a.fatalities == b.fatalities and a.fatalities.best > 0
    alike = a.sub_event_type == b.sub_event_type or _plain(a) and _plain(b)
    alike = alike or any(d.bare and d.sentence not in deeds for d in (a, b))
    alike = alike or same_place and (_same_toll(a, b) or apart <= 2 and _tells_how(a, b))
    alike = alike or same_place and (names_the_place(a, b) or _goes_on(*sorted((a, b), key=lambda d: d.trigger.start)))
    alike = alike or any(x.sub_event_type in TAKING and _took_after(x, y) for x, y in ((a, b), (b, a)))
    one_place = same_place or a.location is None or b.location is None
    alike = alike or a.sub_event_type in _CROWD and b.sub_event_type in _CROWD and one_place
    alike = alike or {a.sub_event_type, b.sub_event_type} == _RIOTS and one_place
    if not alike:
        return False
    return same_place or same_count or apart <= 3


def _goes_on(earlier: Draft, later: Draft) -> bool:
    """Whether the later mention has nothing of its own that parts it from the earlier: no place, no day, no word.

    "Gunmen attacked a checkpoint in the town. First a bomber rammed the gate" is one assault told in two sentences.
    """
    types = {earlier.sub_event_type, later.sub_event_type}
    return earlier.own_place and has_nothing_of_its_own(later, earlier) and not types & (ALONE | _CROWD)


def has_nothing_of_its_own(later: Draft, earlier: Draft) -> bool:
    """Whether no words tell a place, another day or another deed than those of what was told before."""
    own_day = later.date_told and (later.date and later.date.mention) != (earlier.date and earlier.date.mention)
    return not (later.own_place or own_day or later.apart)


def _same_toll(a: Draft, b: Draft) -> bool:
    """Whether one says only that people attacked, and both tell the same dead and the same injured.

    "Shells killed ten and wounded 20", then "the group targeted the hospital, causing ten deaths and 20 injuries".
    """
    if not (_plain(a) or _plain(b)) or a.fatalities is None or a.fatalities != b.fatalities or not a.fatalities.best:
        return False
    return a.injuries == b.injuries if a.injuries and b.injuries else a.fatalities.best >= _TELLING_TOLL


def _tells_how(a: Draft, b: Draft) -> bool:
    """Whether the later one tells how the attack began of which the first says only that there was one."""
    first, later = sorted((a, b), key=lambda d: d.sentence)
    return later.how and (_plain(first) or first.how)


def _is_its_wreckage(loot: Draft, deed: Draft) -> bool:
    """Whether property was destroyed in what was told just before: "six houses were burnt down", without a place."""
    return (
        loot.sub_event_type == "Looting/property destruction"
        and (_plain(deed) or loot.bare)
        and loot.trigger.start > deed.trigger.start
        and not (loot.own_place or loot.apart)
        and loot.location is not None
        and deed.location is not None
        and loot.location.place_id == deed.location.place_id
    )


def _took_in(taking: Draft, deed: Draft) -> bool:
    """Whether people or things were taken in the attack told just before: "women were also kidnapped in the attack"."""
    return taking.within and deed.sub_event_type not in ALONE and deed.trigger.start < taking.trigger.start


def _has_point_of_its_own(draft: Draft) -> bool:
    """Whether its own sentence tells a place finer than a province."""
    place = draft.location
    return draft.own_place and place is not None and place.where_prec <= WherePrecision.ADMIN2


def _plain(draft: Draft) -> bool:
    """Whether the sub-type says only that armed people were at work."""
    return draft.sub_event_type in ("Attack", "Armed clash")


def _places_allow(a: Draft, b: Draft) -> bool:
    """Whether the places told let the two be one incident: an unknown name of its own is no other known place."""
    if a.sentence != b.sentence and _told_again(*sorted((a, b), key=lambda d: d.trigger.start)):
        return True
    if a.own_place and b.own_place and (a.location is None) != (b.location is None) and a.sentence != b.sentence:
        return False
    if a.sentence != b.sentence and any(_is_wide(wide) and other.shares for wide, other in ((a, b), (b, a))):
        return False  # the toll of a whole land is none of the several towns told next
    same_deed = _same_deed_nearby(a, b)
    if a.sentence != b.sentence and not same_deed and not names_agree(a, b):
        return False
    one_spot = a.sentence == b.sentence or same_deed
    return places_agree(a.location, b.location, same_sentence=one_spot)


def same_harm(a: Draft, b: Draft) -> bool:
    """Whether both tell the same dead and the same injured, more than a few of them."""
    if a.fatalities is None or a.injuries is None or (a.fatalities, a.injuries) != (b.fatalities, b.injuries):
        return False
    return a.fatalities.best > 0 and a.fatalities.best + a.injuries.best >= _TELLING_HARM


def _told_again(earlier: Draft, later: Draft) -> bool:
    """Whether the later tells the number once more: "the eight students"; "25 died on Thursday", placeless."""
    if later.counts_back and any(
        count is not None and count.best >= _TELLING_TOLL and count == before
        for count, before in ((later.fatalities, earlier.fatalities), (later.detained, earlier.detained))
    ):
        return True
    dead = later.fatalities
    if same_harm(earlier, later) and (None in (earlier.location, later.location) or later.bare and not later.own_place):
        return True  # "seven died and 25 were hurt", first in a town, then at a spot that no gazetteer has
    if not later.bare or later.own_place or dead is None or dead.best < _TELLING_TOLL or dead != earlier.fatalities:
        return False
    return earlier.date_told and later.date_told and earlier.date is not None and dates_agree(earlier, later)


def _same_deed_nearby(a: Draft, b: Draft) -> bool:
    """Whether the two tell so much alike that "near Pama" and a village by Pama are one place."""
    if a.sub_event_type != b.sub_event_type or a.fatalities is None or b.fatalities is None:
        return False
    return min(a.fatalities.best, b.fatalities.best) >= _TELLING_TOLL and counts_agree(a.fatalities, b.fatalities)


def _took_after(taking: Draft, fight: Draft) -> bool:
    """Whether a place was taken in the fight told right before: "attacked the base in Gao", then "overran the base"."""
    near = 0 < taking.sentence - fight.sentence <= 2 and fight.sub_event_type == "Armed clash" and not taking.apart
    if taking.location is None or fight.location is None:
        return False
    return near and places_agree(taking.location, fight.location)


def _was_hurt(draft: Draft) -> bool:
    """Whether it tells only that people were injured, and not where."""
    return draft.bare and not draft.own_place and draft.fatalities is None


def _is_wide(draft: Draft) -> bool:
    """Whether its own sentence tells no more of its place than a country, a region or a province."""
    return draft.own_place and draft.location is not None and draft.location.where_prec >= WherePrecision.ADMIN1


def _same_status(a: Draft, b: Draft) -> bool:
    one, two = a.status.status, b.status.status
    if one == two or (one in REAL and two in REAL):
        return True
    if a.sentence != b.sentence:
        return False
    for real, other in ((a, b), (b, a)):
        if real.status.status in REAL and other.bare and other.fatalities is not None and other.fatalities.high == 0:
            return True  # "a rocket landed, causing no casualties": what is denied is the harm, not the rocket
    return False


def _same_family(a: Draft, b: Draft) -> bool:
    one, two = a.sub_event_type, b.sub_event_type
    if a.answered != b.answered and a.sentence == b.sentence and {one, two} & _CROWD:
        return False  # what people march against is no part of their march
    if one == two:
        return True
    if a.background or b.background:
        return True
    if any(d.bare and _plain(d) and o.sub_event_type in _CROWD for d, o in ((a, b), (b, a))):
        return True  # who was killed at a protest does not part it from the protest told next
    if abs(a.sentence - b.sentence) <= 1 and any(
        _was_hurt(d) and o.sub_event_type in _CROWD for d, o in ((a, b), (b, a))
    ):
        return True  # "troops fired stun grenades to disperse them; one woman was hurt"
    if a.sentence == b.sentence and any(
        d.sub_event_type == "Attack" and PROTESTER in d.decision.patients and o.sub_event_type == "Peaceful protest"
        for d, o in ((a, b), (b, a))
    ):
        return True  # "killed in an attack by gunmen against protesters"
    if a.sentence != b.sentence and {"Arrests", "Disrupted weapons use"} & {one, two}:
        return False
    for taking, other in ((a, b), (b, a)):
        if taking.sub_event_type in TAKING and other.sub_event_type not in TAKING:
            fought = a.sentence == b.sentence or other.bare or _took_after(taking, other)
            return other.sub_event_type == "Armed clash" and fought
    return any(one in family and two in family for family in _FAMILIES.values())
