"""What a noun phrase says about an actor: its group, kind and country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geoevents.extract.actors import words
from geoevents.extract.actors.groups import CountrySpan, GroupSpan, choose_group, load_groups, regular_group
from geoevents.extract.actors.sorts import HEAD_WORD, SORT_OF, head_of, sort_of
from geoevents.ontology import ActorKind


@dataclass(frozen=True, slots=True)
class ActorName:
    """A phrase that names an actor; offsets are the document's."""

    start: int
    end: int
    text: str
    group: str | None
    kind: int | None
    country: str | None
    is_named: bool = False  # by a group's own name


_LEADING = re.compile(
    r"(?:(?:and|or|but|when|while|as|after|before|of|by|from|between|anywhere|only|just|exactly|approximately|roughly|entire|the|an?|this|that|these|those|its|his|her|their|some|several|many|most|all|both|at\s+least|"
    r"more\s+than|about|up\s+to|around|"
    r"nearly|over|dozens\s+of|hundreds\s+of|scores\s+of|thousands\s+of|"
    r"(?:large\s+|small\s+)?(?:numbers?|groups?|bands?)\s+of|"
    r"dead|wounded(?=\s+\d)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|one|another|other|"
    r"\d[\d,.]*|dozens|hundreds|scores)\s+)+",
    re.IGNORECASE,
)
_BACKED = re.compile(
    r"\b(?P<who>[A-Z][\w.]*(?:\s[A-Z]\w+)?)[-–\s]{1,3}(?:backed|supported|allied|aligned|linked|funded|trained|"
    r"sponsored)\b"
)
# "a Turkish base" has soldiers in it, "a Syrian village" has none
_OWNED_BY_ARMIES = frozenset(
    """convoy base bases position positions checkpoint outpost outposts embassy post posts target targets camp tanker
    barracks airbase""".split()
)
# weapons and ranks before a thing say what it is, not whose: "a tank position"
_OF_ANY_ARMY = frozenset("drone drones tank tanks artillery helicopter plane aircraft major state".split())
_MISSIONS = frozenset({"embassy", "consulate"})
_MODEL_NUMBER = re.compile(r"[a-z]{1,5}-?\d+\w*")
_STATE_OF = re.compile(r"\b[A-Z][\w-]+\s+[Ss]tate\b")  # "Adamawa state" is a division
# The Palestinian territories have police but no army: "soldiers" told of there are Israel's.
_WITHOUT_ARMY = frozenset({"PS"})
_ARMY_IN = {"PS": "IL"}
# Where "paramilitary" troops are the state's: border guards, reserve police, frontier corps.
_STATE_PARAMILITARIES = frozenset("BD IN LK NP PK TH".split())
# Whose it is the text does not say, but they are strangers there: "a foreign convoy".
_FOREIGN_WORD = re.compile(r"\b(?:foreign|coalition|international|multinational)\b", re.IGNORECASE)
_HAVE_REGULAR_GROUPS = frozenset(
    "military police government civilians protesters rioters unidentified progovernment".split()
)
_KIND = {
    "military": ActorKind.STATE_FORCES,
    "police": ActorKind.STATE_FORCES,
    "government": ActorKind.STATE_FORCES,
    "rebel": ActorKind.REBEL_GROUP,
    "militia": ActorKind.POLITICAL_MILITIA,
    "unidentified": ActorKind.POLITICAL_MILITIA,
    "progovernment": ActorKind.POLITICAL_MILITIA,
    "identity": ActorKind.IDENTITY_MILITIA,
    "rioters": ActorKind.RIOTERS,
    "protesters": ActorKind.PROTESTERS,
    "civilians": ActorKind.CIVILIANS,
    "external": ActorKind.EXTERNAL_OR_OTHER,
}


def _trim(text: str, start: int) -> tuple[str, int]:
    """The phrase without articles, numbers and stray signs at its ends."""
    match = _LEADING.match(text)
    if match:
        text, start = text[match.end() :], start + match.end()
    stripped = text.lstrip(" \t\n\"“”'‘()]}")
    start += len(text) - len(stripped)
    stripped = stripped.rstrip(' \t\n"“”([{,.;:-')
    return re.sub(r"(?:['’]s|(?<=s)['’])$", "", stripped), start


def _foreign(kind: int, home: str | None, event_country: str | None) -> int:
    """A state's forces abroad are kind 8."""
    if kind == ActorKind.STATE_FORCES and home and event_country and home != event_country:
        return int(ActorKind.EXTERNAL_OR_OTHER)
    return kind


def name_actor(
    text: str,
    start: int,
    event_country: str | None = None,
    *,
    head: str | None = None,
    person: bool = False,
    agent: bool = True,
    diplomatic: bool = False,
) -> ActorName | None:
    """What ``text`` says about an actor, or None where it names none.

    Parameters
    ----------
    text : str
        A noun phrase.
    start : int
        Its offset in the document.
    event_country : str, optional
        ISO 3166-1 alpha-2 of the event's place.
    head : str, optional
        The phrase's main noun in lower case, where a parse knows it.
    person : bool, optional
        Whether the head is a person's name.
    agent : bool, optional
        Whether the phrase acts: things act only through their owners.
    diplomatic : bool, optional
        Whether the event is talk: a country is then its government, not its army.
    """
    named = _name_phrase(*_trim(text, start), event_country, head, person, agent, diplomatic)
    # a name over two lines keeps its span and loses the break
    return replace(named, text=" ".join(named.text.split())) if named else None


def _name_phrase(
    phrase: str,
    begin: int,
    event_country: str | None,
    head: str | None,
    person: bool,
    agent: bool,
    diplomatic: bool,
) -> ActorName | None:
    """:func:`name_actor` for a phrase already trimmed."""
    if not phrase:
        return None
    table = load_groups()
    low = head or head_of(phrase)
    low = re.sub(r"['’]s$", "", low)
    groups = table.find_groups(phrase)
    countries = table.find_countries(phrase, capitals=True)
    own_countries = [c for c in countries if not c.is_capital or c.text == phrase]
    home = own_countries[0].country.code if own_countries else None
    if low in words.SOURCES and not groups and not (diplomatic and low.startswith("spokes")):
        return None
    if phrase in ("major", "general"):
        return None  # "a major attack", "a general strike": no rank
    if low in ("state", *phrase.lower().split()[:1]) and not groups and not home and _STATE_OF.search(phrase):
        return None
    is_thing = low in words.INSTRUMENTS or low in words.PROPERTY
    backed = _BACKED.search(phrase)
    behind_of = phrase.find(" of ")
    if groups and 0 < behind_of < groups[0].start and not (is_thing or low in words.OF_WHOM or low in SORT_OF):
        return None  # "the expulsion of the Contras" is no actor
    if groups:
        return _of_named_group(phrase, begin, groups[0], low, home, event_country, is_thing=is_thing)
    if is_thing:
        owner = _owner(phrase, begin, event_country, diplomatic, low)
        if owner is None and low in _OWNED_BY_ARMIES and _FOREIGN_WORD.search(phrase):
            return ActorName(begin, begin + len(phrase), phrase, None, int(ActorKind.EXTERNAL_OR_OTHER), None)
        return owner
    sort = _sort_told(phrase, low, own_countries, person=person, agent=agent, diplomatic=diplomatic)
    if sort == "militia" and (home or event_country) in _STATE_PARAMILITARIES and "paramilitary" in phrase.lower():
        sort = "military"
    return _regular(sort, phrase, begin, home, event_country, backed is not None) if sort else None


def _of_named_group(
    phrase: str,
    begin: int,
    span: GroupSpan,
    head: str,
    home: str | None,
    event_country: str | None,
    *,
    is_thing: bool,
) -> ActorName:
    """An actor told by a group's own name: "Houthi missiles", "members of the Sinaloa Cartel"."""
    owners = span.groups
    group = choose_group(span, home) or choose_group(span, event_country)
    if owners[0].kind == ActorKind.IDENTITY_MILITIA and head in words.CIVILIANS:
        return _regular("civilians", phrase, begin, home or owners[0].country, event_country, False)
    if is_thing:  # the owner: "a Taliban checkpoint"
        phrase, begin = span.text, begin + span.start
    if group is None and span.local:
        return _regular(sort_of(head, phrase) or "military", phrase, begin, home, event_country, False)
    if group is None:
        kinds = {owner.kind for owner in owners}
        kind = kinds.pop() if len(kinds) == 1 else None
        return ActorName(begin, begin + len(phrase), phrase, None, kind, None, True)
    kind = _foreign(group.kind, group.country, event_country)
    return ActorName(begin, begin + len(phrase), phrase, group.name, kind, group.country or event_country, True)


def _sort_told(
    phrase: str, head: str, countries: Sequence[CountrySpan], *, person: bool, agent: bool, diplomatic: bool
) -> str | None:
    """Sort of an actor without a group's name, by its noun, its person or its country; None where it is none."""
    sort = "government" if head in words.SOURCES else sort_of(head, phrase)
    if sort == "militia" and not agent and head in ("individuals", "subjects"):
        sort = "civilians"  # "nine individuals were taken off the bus"
    if sort == "rioters" and not agent and head in ("crowd", "crowds"):
        sort = "protesters" if set(phrase.lower().split()) & words.PROTESTERS else "civilians"
    if person and sort is None:
        sorts = (SORT_OF.get(word.lower().rstrip(".")) for word in phrase.split())
        role = next((s for s in sorts if s in ("military", "police", "civilians", "rebel")), None)
        sort = role or ("government" if diplomatic else "civilians")
    if sort is None and countries:
        if countries[0].is_capital and not diplomatic:
            return None  # a capital speaks for its government, but what happens there is not done by it
        if head in phrase.lower().split() or countries[-1].end >= len(phrase) - 2:
            if diplomatic:
                sort = "government"
            elif not countries[0].is_name:
                sort = "civilians"
            elif agent:
                sort = "military"  # a country acted upon is a place
    if sort == "civilians" and _MODEL_NUMBER.fullmatch(head):
        return "military"  # "a Russian Su-25" is a machine, not a people
    return sort


def _owner(phrase: str, begin: int, event_country: str | None, diplomatic: bool, head: str) -> ActorName | None:
    """Who modifies a thing or an action: "Russian airstrikes", "an army checkpoint", "rebel shelling"."""
    table = load_groups()
    countries = table.find_countries(phrase)
    core = re.split(r"\s+(?:of|in|at|near|on|from|with|for|against)\s", phrase, maxsplit=1)[0]
    modifiers = [match for match in HEAD_WORD.finditer(core) if match.group().lower() != head]
    for match in modifiers:
        low = re.sub(r"['’]s$", "", match.group()).lower()
        sort = SORT_OF.get(low)
        if low in ("government", "regime"):
            sort = "military"
        if sort in ("military", "police", "rebel", "militia", "government", "foe"):
            if low in _OF_ANY_ARMY and not countries:
                continue
            home = countries[0].country.code if countries else None
            first = min([match.start(), *[c.start for c in countries]])
            text = phrase[first : match.end()].removesuffix("'s").removesuffix("’s")
            return _regular(sort, text, begin + first, home, event_country, False)
    if countries and countries[0].end <= len(core):
        found = countries[0]
        if found.is_name and re.search(r"(?<!^)\b[A-Z]\w+\s+$|^[A-Z]\w+\s+$", core[: found.start]):
            return None  # "a Freeport Indonesia vehicle" is a firm's
        if head in words.PROPERTY - _OWNED_BY_ARMIES and not found.is_name:
            return None
        return _regular(
            "government" if diplomatic or head in _MISSIONS else "military",
            found.text,
            begin + found.start,
            found.country.code,
            event_country,
            False,
        )
    return None


def _regular(
    sort: str, phrase: str, begin: int, home: str | None, event_country: str | None, backed: bool
) -> ActorName:
    """An actor named only by what it is."""
    if sort == "foe":
        named = regular_group("military", home)
        return ActorName(
            begin,
            begin + len(phrase),
            phrase,
            named.name if named else None,
            _foreign(int(ActorKind.STATE_FORCES), home, event_country) if named else None,
            home,
        )
    if sort == "military" and home in _WITHOUT_ARMY:
        sort = "rebel"  # "Palestinian rockets"
    kind = int(_KIND[sort])
    country = home or (None if sort == "external" else event_country)
    if sort == "military" and not home and country:
        country = _ARMY_IN.get(country, country)
    if backed and sort in ("military", "militia"):
        kind = int(ActorKind.REBEL_GROUP if sort == "military" else ActorKind.POLITICAL_MILITIA)
        sort = "militia"
    group = regular_group(sort, country) if sort in _HAVE_REGULAR_GROUPS else None
    kind = _foreign(kind, country, event_country)
    return ActorName(begin, begin + len(phrase), phrase, group.name if group else None, kind, country)
