"""Word lists that the judge of literal use rests on: what stands beside names of governments, and beside places."""

from __future__ import annotations

# Heads of "X ...": people and offices, institutions and forces, the land and its life, dealings and goods.
PEOPLE = frozenset(
    """
    president minister official officer leader king queen prince governor mayor senator ambassador diplomat envoy
    spokesman spokeswoman spokesperson chief commander general troop soldier fighter rebel militant policeman citizen
    national lawmaker politician premier chancellor secretary deputy leadership journalist activist player coach team
    fan actor singer writer author lawyer judge prosecutor negotiator delegation representative analyst expert pilot
    """.split()
)
INSTITUTIONS = frozenset(
    """
    government army military navy force police parliament senate congress cabinet ministry administration authority
    regime embassy consulate court council party union bank company firm university foundation club association agency
    media newspaper television office department commission committee federation league intelligence guard militia
    """.split()
)
LAND = frozenset(
    """
    border coast coastline capital city town village region province district area territory soil airport port road
    street countryside suburb mountain river island airspace water economy industry market population resident community
    production growth job rate tourism society weather climate section branch landscape neighborhood neighbourhood
    enclave frontier frontline axis sector
    outskirts hospital school prison camp base headquarters home house plant factory field forest
    """.split()
)
DEALINGS_NOUNS = frozenset(
    """
    talk policy war crisis conflict deal agreement accord import export sanction law constitution language culture
    cuisine food wine history interest aid support role response position statement relation visa passport currency
    flag attack airstrike strike offensive operation campaign intervention invasion plan proposal bid goal record title
    """.split()
)
# Words before a name that stands for those who govern or act there.
DEALINGS = frozenset(
    """
    agreement deal relation talk tie treaty accord pact dispute negotiation alliance war ally accuse urge blame sanction
    support against between by warn tell ask call condemn criticise criticize invite pressure help arm back defeat beat
    """.split()
)
# "Of" after these only places stand.
OF_TOWNS = frozenset({"residents", "inhabitants", "villagers", "outskirts", "suburbs", "streets"})
# Of whom, or of what is signed, a place is only the title.
PEERS = frozenset(
    "duke duchess earl count countess marquess viscount baron prince princess archbishop bishop treaty accords".split()
)
SPOKEN = frozenset({"in", "of", "speak", "speaks", "spoke", "speaking"})
# What a government does and a town does not.
ACTS = frozenset(
    """
    say tell announce warn claim deny insist back want agree accuse reject condemn urge demand threaten vow believe sign
    support refuse oppose welcome argue call plan hope expel retaliate negotiate blame pledge promise seek try
    beat defeat impose veto ratify lobby recall summon fine ban boycott extradite deploy arm fund mediate annex
    apologise apologize sue prosecute nationalise nationalize recognise recognize dispatch
    """.split()
)
LANGUAGES = frozenset(
    """
    english french spanish german italian russian turkish arabic persian chinese japanese portuguese greek polish dutch
    swedish danish norwegian finnish hungarian czech romanian ukrainian kurdish hebrew hindi urdu korean vietnamese
    """.split()
)


# After a name and a hyphen: only a government leads or backs, only a place is where something is based.
LED = frozenset("led backed owned allied brokered funded sponsored supported mediated trained supplied".split())
BASED = frozenset("based born bound wide area".split())
# The last or first words of what is itself no place but a body of people, beside the organisations of ``placewords``.
BODIES = frozenset(
    """
    university college academy institute bank commission union council office ministry reserve foundation fc
    association agency chamber chambers club school schools society federation league committee company service
    department board authority trust group corporation parliament army church
    """.split()
)
# The people of a place, by the endings of their names.
PEOPLE_ENDINGS = ("ians", "ans", "ers", "ites", "ese", "als", "ils", "ars", "ish", "is")
# Where these abound, towns and countries are mostly teams.
SPORT = frozenset(
    """
    coach season game goal team player championship race match league striker defender midfielder tournament cup playoff
    score win defeat squad club fan injury final semifinal quarterback inning
    """.split()
)
# Between a name and what it does these may stand.
PASSED_OVER = frozenset(
    """
    also has have had not never now still already then n't n\u2019t will would could can may might should must to who
    which that is was are were be been being
    """.split()
)
