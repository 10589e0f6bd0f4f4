"""Closed word lists that recognition of place names rests on: generic terms, titles, prepositions, verbs."""

from __future__ import annotations

import math
from functools import lru_cache
from importlib import resources


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STREET = _words(
    """
    street st avenue ave road rd boulevard blvd drive dr lane ln way highway hwy parkway pkwy court ct terrace close
    crescent turnpike freeway expressway route place circle trail alley row motorway interstate autobahn bypass loop
    """
)
ADMIN = _words(
    """
    county parish township obl province state governorate district prefecture oblast region raion borough municipality
    department subdistrict division territory territories canton emirate voivodeship wilaya muhafazah tehsil taluk
    commune republic federation kingdom lga agency reservation provinces counties districts states regions co
    """
)
SETTLEMENT = _words(
    """
    city town village hamlet suburb neighborhood neighbourhood quarter settlement capital municipality port camp
    township barangay enclave outpost area zone
    """
)
WATER = _words(
    """
    river lake creek bay sea ocean gulf strait straits canal reservoir falls springs basin lagoon sound channel
    fjord harbor harbour brook lakes rivers wadi dam
    """
)
LAND = _words(
    """
    mountains mountain mount hills hill valley desert peninsula forest park beach coast heights plateau delta island
    islands isles isle point ridge canyon cape plains plain pass range strip triangle corridor highlands lowlands
    wilderness woods gardens shore swamp
    """
)
FACILITY = _words(
    """
    airport airfield hospital clinic university college school academy institute station stadium cathedral church
    mosque temple synagogue shrine prison jail bridge dam base airbase barracks camp embassy consulate hotel center
    centre museum library hall tower palace castle market mall factory plant refinery field arena theatre theater
    cemetery zoo crossing checkpoint headquarters terminal square plaza house monument fort fortress courthouse farm
    ranch resort restaurant cafe pier wharf dock mine quarry reactor laboratory depot auditorium gallery golf club
    speedway building
    """
)
ORGANISATION = _words(
    """
    police army navy forces force militia brigade battalion guard guards corps council government ministry
    parliament senate congress assembly administration authority authorities commission committee court party union
    league association federation foundation society club team fc united times post news press tribune herald
    journal gazette daily weekly observer telegraph agency bank group company corp inc ltd plc llc airlines airways
    bureau office department service services board trust network coalition front movement alliance organization
    organisation symphony orchestra chamber bulls giants rangers devils hawks wolves eagles lions tigers bears
    rovers city athletic
    """
)
TITLES = _words(
    """
    mr mrs ms miss dr prof professor president king queen prince princess sheikh sheik imam ayatollah general gen
    colonel col major maj captain capt lieutenant lt sergeant sgt admiral senator sen rep representative governor
    gov mayor judge justice minister premier chancellor secretary ambassador chief commander director spokesman
    spokeswoman spokesperson deputy detective officer deputies sheriff inspector coach manager chairman chairwoman
    ceo pope father rev reverend bishop archbishop pastor rabbi lord lady sir dame saint attorney lawyer activist
    journalist analyst author actor actress singer player striker midfielder superintendent constable mullah emir
    corporal private trooper
    """
)
# Only persons bear these.
HONORIFICS = _words("mr mrs ms miss mx sir madam madame monsieur senor herr")
# Before a hyphen these are no places, though some are towns: "the Pan-American highway".
JOINED_PREFIXES = _words(
    """
    pan anti pro non trans inter afro euro sino indo anglo franco ibero hispano russo turko pre post ex neo mid
    cross intra multi
    """
)
PLACE_PREPOSITIONS = _words(
    """
    in at near from to into around outside inside across through throughout toward towards via off
    """
)
OTHER_PREPOSITIONS = _words(
    """
    of for with by against between on over about after before within beyond along under than like
    """
)
DIRECTIONS = _words(
    """
    north south east west northern southern eastern western northeast northwest southeast southwest northeastern
    northwestern southeastern southwestern central upper lower greater inner outer mid downtown rural new old
    """
)
SPEECH_VERBS = _words(
    """
    said says say told added announced warned claimed denied insisted backs backed wants wanted agreed accused
    accuses rejected rejects condemned urged urges demands demanded threatened threatens vowed believes signed
    supports supported refused refuses opposes opposed welcomed insists argues argued called calls has had is was
    will would should must may sent launched plans planned hopes
    """
)
FUNCTION_WORDS = _words(
    """
    a an the this that these those he she it they we you i his her its their our your my and or but nor so yet if
    when while as because since although though after before until in on at by for from with without of to into over
    under there here who what which where why how not no yes all both each every some any many most more other
    another such one two three four five six seven eight nine ten first second third last next also just only even
    still then now is are was were be been being has have had do does did will would can could may might must shall
    should
    """
)
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
CALENDAR = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep
    sept oct nov dec ramadan easter christmas spring summer autumn winter
    """
)
CONNECTORS = _words(
    """
    of de del della di da do dos das du des la las los le les el al the upon sur am an der den van von y bin ul
    """
)
# Joined to the next word by a hyphen these are articles: "Deir ez-Zor", "Sayyid ash-Shuhada".
HYPHENED_ARTICLES = _words(
    """
    al el ad ed an en ar er as es ash esh at et az ez ul ol e i
    """
)
NUMBERED = _words(
    """
    highway route interstate road hwy county street avenue rt i us exit junction km
    """
)


def generic_class(word: str) -> int:
    """Class of a generic term, lower case without its point: 0 none, 1 street, 2 division, 3 settlement, 4 water, ...

    5 is land, 6 a facility, 7 an organisation. A word of two classes counts as the first that fits.
    """
    return _GENERIC.get(word, 0)


def is_settlement_term(word: str) -> bool:
    """Whether a name after this word, or after this word and "of", is a place: "town", "province"."""
    return word in _SETTLEMENT_TERMS


_GENERIC: dict[str, int] = {}
for _number, _group in enumerate((STREET, ADMIN, SETTLEMENT, WATER, LAND, FACILITY, ORGANISATION), 1):
    for _word in _group:
        _GENERIC.setdefault(_word, _number)

_SETTLEMENT_TERMS = frozenset(
    {
        plural
        for term in (
            ADMIN | SETTLEMENT | {"neighborhood", "crossing", "hill", "hilltop", "farm", "airbase", "outskirt"}
        )
        - {"co", "state", "agency", "republic", "federation", "kingdom", "department", "division", "republics"}
        for plural in (term, term + "s", term[:-1] + "ies")
    }
)
# Their object is a place far more often than a person.
CAPTURE_VERBS = _words(
    """
    shelled shelling bombed bombing bombarded bombarding captured capturing recaptured recapturing retook retaking
    seized besieged besieging stormed storming pounded pounding overran liberated liberating encircled encircling
    fled fleeing
    """
)
ATTACK_VERBS = _words(
    """
    shelled bombed bombarded captured recaptured retook seized struck hit attacked besieged entered left liberated fled
    reached stormed pounded targeted controls control controlled overran regained abandoned surrounded encircled raided
    occupied occupies defend defended defending attack attacking shelling bombing capture capturing seize seizing storm
    storming retake retaking target targeting hits strikes enter entering reach reaching leave leaving flee fleeing
    invaded invade visited visiting visit evacuated evacuate took lost cleared recapture liberate shells bombs attacks
    """
)
# What is done "on", "in" or "near" a place: "bombardment on Hass", "clashes in Hajin".
ATTACK_NOUNS = _words(
    """
    attack airstrike strike raid bombardment bombing shelling clash battle fighting offensive assault ambush explosion
    blast siege massacre combat skirmish firefight gunfight incursion
    """
)
# What runs between two places, or parts them: "the Kabul-Kandahar highway", "the Iraqi-Syrian border".
WAYS = _words("road highway motorway route railway line axis border frontier corridor crossing pipeline expressway")
ATTACK_PREPOSITIONS = frozenset({"on", "in", "near", "at", "around", "against"})

# Places that are given names as well: "Paris Hilton", "Kenya Moore".
NAMESAKES = _words(
    """
    adelaide africa alexandria america asia aspen austin avalon beverly boston bristol brittany brooklyn camden carolina
    catalina chad chandler chelsea cheyenne china cody columbia dakota dallas dayton denver devon diego dixie eden
    elizabeth florence francisco gary geneva georgia helena holland houston india ireland israel jackson jamaica jersey
    jordan juneau kent kenya kingston laramie lauren leighton lincoln london lorraine lourdes lucerne madison malaysia
    martinique memphis mercedes miami milan monroe montana nevada odessa olympia orlando oxford paris persia phoenix
    preston raleigh regina rochelle roma salem santiago savannah selma shannon shelby sierra sofia stanley surrey sydney
    tennessee trenton troy tyler valencia venice verona victoria vienna virginia wales warren wellington winchester
    """
)
# Things that bear a name which is a place's as well, by the words behind it: neither where they are nor whose.
THINGS_NAMED_AFTER = {
    "molotov": frozenset({"cocktail", "cocktails", "bomb", "bombs", "bottle", "bottles"}),
    "geneva": frozenset({"convention", "conventions", "protocol", "protocols"}),
    "stockholm": frozenset({"syndrome"}),
    "havana": frozenset({"syndrome", "cigar", "cigars"}),
    "panama": frozenset({"hat", "hats", "papers"}),
    "rome": frozenset({"statute"}),
}
# Terms that stand before the name they belong to: "Lake Assad", "Highway 4", "Camp Bondsteel".
GENERIC_FIRST = _words(
    """
    lake mount mt fort port cape river gulf bay strait isle island highway interstate route camp jebel jabal wadi
    tell tal tel kafr khan deir ras umm ain bir county rue calle avenida plaza san santa st saint
    """
)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names in lower case."""
    text = (resources.files("geoevents.text") / "data" / "given_names.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _surname_weights() -> dict[str, float]:
    text = (resources.files("geoevents.text") / "data" / "surnames.txt").read_text("utf-8")
    names = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    return {name: 1.0 + math.log10(len(names) / rank) for rank, name in enumerate(names, 1)}


def surname_weight(word: str) -> float:
    """How common a word, in lower case, is as a surname: 1 for the rarest of those that count to 4.5, else 0."""
    return _surname_weights().get(word, 0.0)
