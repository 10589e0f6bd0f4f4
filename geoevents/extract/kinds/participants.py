"""What kind of participant a noun phrase names: state forces, armed group, civilians, protesters, a place, a thing."""

from __future__ import annotations

from geoevents.extract.actors.words import PEACEFUL_CAUSES
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.syntax import Syntax, phrase_words
from geoevents.extract.tolls.person_nouns import is_plural_person, is_singular_person
from geoevents.model import Token

STATE, ARMED, CIVILIAN, PROTESTER, CROWD, PLACE, COUNTRY, OTHER = (
    "state", "armed", "civilian", "protester", "crowd", "place", "country", "other",
)  # fmt: skip
FORCES = (STATE, ARMED, COUNTRY)

_CROWD_HEADS = frozenset(
    "mob mobs crowd crowds rioter rioters hooligan hooligans looter looters vigilante vigilantes".split()
)
_WEAK_STATE = frozenset(
    "force forces group groups unit units commander commanders leader leaders member members".split()
)
_OF_A_STATE = frozenset("troops soldiers police rangers personnel".split())
_GANG = frozenset({"gang", "gangs", "gangsters", "cartel", "cartels"})
_MEN = frozenset("member members fighter fighters leader leaders boss bosses man men".split())
_ARMED_MODIFIERS = frozenset({"armed", "masked", "hooded", "machete-wielding", "gun-wielding", "knife-wielding"})
_CARRIERS = frozenset({"convoy", "convoys", "vehicle", "vehicles", "camp", "camps", "post", "helicopter"})
_RELIEF = frozenset({"aid", "relief", "humanitarian", "food", "medical", "refugee", "refugees"})


# Those who are voted for, which the language model calls a people as it does the French.
_VOTED_FOR = frozenset(
    """democrats democrat republicans republican conservatives conservative tories tory liberals liberal socialists
    socialist greens labourites whigs""".split()
)
_DEFENDERS = frozenset({"defender", "defenders"})
_RANKS = frozenset(
    """sergeant constable corporal captain lieutenant colonel soldier policeman policewoman trooper private havildar
    sepoy naik subedar jawan sgt cpl capt lt col pvt pfc sub-inspector commando gendarme cadet conscript
    serviceman""".split()
)
GATHERINGS = frozenset("group groups band bands batch batches section sections handful gathering".split())
_SERVING = frozenset("man men woman women".split())  # "an army man", "security men"
_ADJECTIVES = frozenset({"protesting", "demonstrating", "striking"})  # "two protesting youths"
_DEMONSTRATING = frozenset({"protest", "demonstrate", "march", "rally", "picket", "chant"})


def _demonstrates(syntax: Syntax, head: Token) -> bool:
    """Whether a clause under the noun says that they protest: "supporters who were marching", "men protesting"."""
    return syntax.has_tree and any(t.lemma in _DEMONSTRATING for t in syntax.kids(head.i, "relcl", "acl"))


def _has_a_rank(syntax: Syntax, name: Token) -> bool:
    """Whether a person is told with a soldier's or policeman's rank: "Sergeant Ana Ruiz", "Ana Ruiz, a sergeant"."""
    if not syntax.has_tree:
        return False
    beside = (*syntax.kids(name.i, "compound", "nmod"), *syntax.kids(name.i, "appos"))
    return any(t.text.lower().rstrip(".") in _RANKS for t in beside)


def people_of(syntax: Syntax, head: Token) -> Token | None:
    """Whom a word for a number of people holds: "a group of villagers"."""
    return next(iter(syntax.prep_objects(head.i, ("of",))), None) if syntax.has_tree else None


def kind_of(syntax: Syntax, head: Token, place_tokens: frozenset[int] = frozenset()) -> str:
    """Kind of the participant whose head is ``head``; the head's own word decides before its modifiers."""
    sets = context_words()
    own = head.text.lower()
    if own in _CROWD_HEADS:
        return CROWD
    if own in sets["protester"]:
        return PROTESTER
    rest = phrase_words(syntax, (head,))[1:]
    if any(w in sets["protester"] or w in _ADJECTIVES for w in rest) and own in sets["civilian"] | sets["crowd"]:
        return PROTESTER
    if own in GATHERINGS | {"member", "members"} and (of := people_of(syntax, head)):
        kind = kind_of(syntax, of, place_tokens)
        if kind in (CIVILIAN, PROTESTER, CROWD):
            return kind
    if own in _SERVING and any(c.text.lower() in sets["state"] for c in syntax.kids(head.i, "compound")):
        return STATE
    if own in _GANG or (own in _MEN and any(w in _GANG for w in rest)):
        return ARMED
    if own in _CARRIERS and any(w in _RELIEF for w in rest):
        return CIVILIAN
    if own in _DEFENDERS:
        return CIVILIAN if any(w in PEACEFUL_CAUSES for w in rest) else STATE
    if own in _WEAK_STATE or own in sets["state"]:
        # "armed police" and "paramilitary troops" are the state's, "paramilitary forces" may be anybody's
        beside = [w for w in rest if w != "armed" or own in _WEAK_STATE]
        if any(w in sets["armed"] for w in beside if w != "paramilitary" or own not in _OF_A_STATE):
            return ARMED
        if own in sets["armed"] and not any(w in sets["state"] for w in rest):
            return ARMED  # "paramilitaries" without a state's name or forces beside them
        if own in sets["state"] or any(w in sets["state"] for w in rest):
            return STATE
        return OTHER
    if own in sets["armed"]:
        return ARMED
    if _demonstrates(syntax, head):
        return PROTESTER
    if own in sets["civilian"]:
        return ARMED if any(w in _ARMED_MODIFIERS for w in rest) else CIVILIAN
    if head.i in place_tokens:  # before the entity: the language model takes many towns for persons
        return PLACE
    if head.entity == "PERSON":
        return STATE if _has_a_rank(syntax, head) else CIVILIAN
    if head.entity in ("GPE", "LOC", "FAC"):
        return PLACE
    if own in sets["place"]:
        return PLACE
    if head.entity in ("NORP",):
        return OTHER if own in _VOTED_FOR else COUNTRY
    if any(w in sets["armed"] for w in rest):
        return ARMED
    if head.entity == "ORG" or any(w in sets["state"] for w in rest):
        return STATE if any(w in sets["state"] for w in [own, *rest]) else OTHER
    if head.pos == "NUM" or own in ("others", "dozens", "hundreds", "thousands", "scores", "several", "many", "some"):
        whom = syntax.prep_objects(head.i, ("of",)) if syntax.has_tree else []
        return kind_of(syntax, whom[0], place_tokens) if whom else CIVILIAN
    return OTHER


def kinds_of(syntax: Syntax, heads: tuple[Token, ...], place_tokens: frozenset[int] = frozenset()) -> frozenset[str]:
    """Kinds of all the heads; {} where nobody is named."""
    return frozenset(kind_of(syntax, head, place_tokens) for head in heads)


# In the table of triggers: several kinds by one name, and "nobody" where a side need not be named.
_PERSON = "person"  # any word for people: "supporters", "a dancer"
_SIDES = {"force": frozenset(FORCES), "people": frozenset({CIVILIAN, PROTESTER, _PERSON}), "nobody": frozenset()}


def persons_among(heads: tuple[Token, ...]) -> frozenset[str]:
    """The mark of people where some head is a word for them, else nothing."""
    crowd = context_words()["crowd"]
    words = [head.text.lower() for head in heads]
    named = any(word in crowd or is_plural_person(word) or is_singular_person(word) for word in words)
    return frozenset({_PERSON}) if named else frozenset()


def sides_fit(sides: str, agents: frozenset[str], patients: frozenset[str]) -> bool:
    """Whether those who take part are such as a row of the trigger table asks for.

    Parameters
    ----------
    sides : str
        ``doers>done to``, each some kinds with "|" between them; "" on a side stands for anybody.
        ``force|crowd>people|nobody``: a force or a crowd, and people or nobody named.
    agents, patients : frozenset of str
        The kinds found, as from ``kinds_of`` and ``persons_among``.
    """
    asked = sides.split(">") if sides else []
    return all(_side_fits(side, found) for side, found in zip(asked, (agents, patients), strict=False))


def _side_fits(side: str, found: frozenset[str]) -> bool:
    if not side:
        return True
    names = side.split("|")
    if not found:
        return "nobody" in names
    return any(found & _SIDES.get(name, {name}) for name in names)
