"""What kind of text a document is as a whole, where that says how its violence is meant.

An obituary tells a life, a review a story, a court report, a medal and an anniversary what lies behind; a fact check
repeats what it disproves, no animal takes a side, and a robber none either. Each is read off the title and the
opening, for the sentences further down hardly ever say so again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from geoevents.extract.report.private_crime import names_a_cause, tells_an_accident, tells_private_crime
from geoevents.extract.report.topics import VIOLENT
from geoevents.extract.sentence.contexts import context_words
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.triggers import Trigger
from geoevents.model import ParsedSentence

OBITUARY, REVIEW, ANNIVERSARY, FACT_CHECK = "an obituary", "a review", "an anniversary", "a fact check"
TRIAL, WILDLIFE, CITATION = "a court report", "a report on animals", "a citation for bravery"
POLICE_DESK, ACCIDENT = "a report on private crime", "a report on an accident"
PEACEFUL = (None, FACT_CHECK, POLICE_DESK, ACCIDENT)  # kinds whose violence, if any, is of today
_DAMAGE = frozenset({"blast", "bomb", "kill", "death", "injure", "loot", "evacuate", "flee"})  # of a blast or a fire
_OPENING = 3  # sentences
_FAR = 14  # sentences in which an accident's cause is told
_LONGEST = 600  # characters read of each
_PLOT = 1500  # characters in which a review names what it reviews
_TELLTALE = 3  # different words of the craft that make a review

_DIED_OLD = re.compile(
    r"\b(?:died|dies|dead|passed away|death)\b[^.;]{0,60}?\b(?:aged?|at|at (?:the )?age(?: of)?|was)\s+"
    r"(?:[6-9]\d|1[01]\d)\b|"
    r"\b(?:obituary|in memoriam|natural causes|died peacefully|after a (?:long|short|brief) illness)\b",
    re.IGNORECASE,
)
_BY_FORCE = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|shot|gunned|shoot\w*|stab\w*|murder\w*|assassinat\w*|attack\w*|blast\w*|bomb\w*|explo\w+|"
    r"wound(?:s|ed)|injur\w+|crossfire|strikes?|raid\w*|beaten|abduct\w*|kidnap\w*|clash\w*)\b",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    rf"{_BY_FORCE.pattern}|\b(?:hit|struck|shell(?:s|ed|ing)|fired|missiles?|rockets?|drones?)\b", re.IGNORECASE
)
_NEWS_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|today|tonight|overnight|last night|this morning)\b",
    re.IGNORECASE,
)
# "Gunmen on Monday shot dead a judge in the trial of ...": the deed comes first
_ATTACKED_TODAY = re.compile(
    rf"^\W*(?:[\w,.'’()-]+ ){{0,12}}?(?:shot|killed|stormed|attacked|blew up|exploded|bombed|ambushed|opened fire)\b"
    rf".*(?:{_NEWS_DAY.pattern})",
    re.IGNORECASE,
)
_CRAFT = re.compile(
    r"\b(films?|movies?|directors?|directed|directorial|cast|starring|screenplay|script|protagonists?|novels?|plot|"
    r"scenes?|cinematograph\w+|audiences?|viewers?|reviews?|soundtrack|documentary|sequel|actors?|actress(?:es)?|"
    r"screening|box office|gameplay|paperback|readers?|memoirs?|drama|thriller|watch|blockbusters?|subtitles?|"
    r"dubbing|storytelling|performances?|characters?|narrator|chapters?|publisher|books?|essays?|chronicles?|prose|pages|author|stories|volume|firsthand|playwright|libretto|feature-length|exhibitions?|exhibits?|curators?|photographers?|photography|"
    r"photojournalis\w+|artworks?|paintings?|sculptors?|galler(?:y|ies)|museums?)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|tenth|twentieth|centenary|\d+ years?) anniversary\b|"
    r"\banniversary of\b|\b\d+ years on\b|\bcommemorat\w+|\bremembrance\b|\bmemorial (?:day|service|ceremony|hall)\b|"
    r"\bd-day\b|\bveterans? (?:remember|recall|return|reflect)\w*",
    re.IGNORECASE,
)
_DECORATED = re.compile(
    r"\bmedals?\b|\bgallantry\b|\bvalou?r\b|\bwar hero(?:es)?\b|\bbravery (?:award|medal)s?\b|\b(?:military|victoria|"
    r"distinguished service) cross(?:es)?\b|\bpurple hearts?\b|\bcitation for bravery\b",
    re.IGNORECASE,
)
_TRIED = re.compile(
    r"\b(?:go(?:es|ing)?|went|put|are|is|was|were|appear(?:s|ed)?) on trial\b|\bst(?:ands?|anding|ood) trial\b|"
    r"\btrials? (?:of|opens?|opened|begins?|began|for|over|starts?|started|resumes?|resumed|set)\b|\bjur(?:y|ors)\b|"
    r"\bverdict\b|\b(?:was|were|been|is|are|be) (?:sentenced|convicted|found guilty|acquitted)\b|"
    r"\bwar criminals?\b|\bserv(?:e|es|ed|ing) (?:[\w-]+ ){0,4}(?:sentence|jail term|prison term)s?\b|"
    r"\bconvict(?:s|ed) (?:[\w-]+ ){0,6}(?:of|over) (?:\d+ counts of )?(?:war crimes|crimes against|genocide)\b|"
    r"\bsentenc(?:es|ed) (?:\w+ ){1,6}to (?:\w+ ){0,3}(?:years?|life|death|prison)\b",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:story|plot|film|movie|novel|play|drama|series|documentary|game) (?:\w+ )?(?:follows|tells|opens|begins|"
    r"centres|centers|chronicles|depicts|unfolds)\b|\bbased on (?:the|a) (?:true story|novel|book|memoir)",
    re.IGNORECASE,
)
_CHECKED = re.compile(
    r"\bfact[- ]?check\w*|\bdebunk\w*|\b(?:verdict|rating|conclusion):\s*(?:mostly )?(?:false|fake|misleading|untrue)|"
    r"^claim:|\brate (?:this|the|them|it)\b.{0,20}\bfalse\b|\b(?:is|are) (?:fake|misleading|miscaptioned)\b|"
    r"\b(?:old|unrelated|doctored|altered|edited|fake)\b (?:[\w-]+ ){0,2}(?:videos?|footage|photos?|images?|pictures?|"
    r"clips?)\b|\b(?:videos?|footage|photos?|images?|pictures?|clips?|posts?)\b (?:[\w-]+ ){0,2}(?:do(?:es)? not|"
    r"do(?:es)?n[’']t) show\b",
    re.IGNORECASE | re.MULTILINE,
)
_SHARED = re.compile(
    r"\b(?:videos?|footage|photo(?:graph)?s?|images?|pictures?|clips?|posts?|tweets?|captions?|captioned|claims?|"
    r"screenshots?|messages?|rumou?rs?|whatsapp|facebook|tiktok|social media|users?|hoax)\b",
    re.IGNORECASE,
)


# herds that raiders take, and words with other senses
_TAME = frozenset(
    """bird birds bull bulls camel camels cat cats cattle cow cows crow crows deer donkey donkeys fox foxes geese goat
    goats goose horse horses kitten mule mules pig pigeon pigeons pigs puppies puppy rat rats seal sheep stag""".split()
)


@cache
def _wild_beasts() -> frozenset[str]:
    return context_words()["animal"] - _TAME


@cache
def _mauling() -> re.Pattern[str]:
    """An animal that does harm: "the elephant killed", "was mauled by a bear"."""
    beasts = "|".join(sorted(_wild_beasts()))
    harm = r"(?:kill|attack|maul|trampl|gor(?:e|es|ed|ing)\b|bit|charg|sting|stung)\w*"
    return re.compile(
        rf"\b(?:{beasts}|{beasts.title()})\b\s+(?:[\w’'-]+\s+){{0,3}}?{harm}|"
        rf"\b{harm}\s+(?:[\w’'-]+\s+){{0,6}}?by\s+(?:[\w’'-]+\s+){{0,4}}?(?:{beasts})\b"
    )


def kind_of_text(title: str | None, sentences: Sequence[ParsedSentence]) -> str | None:
    """Which of these kinds a document is; None for everything else.

    Parameters
    ----------
    title : str or None
        Title of the document.
    sentences : sequence of ParsedSentence
        All of the document; only the text of the first ones is read.
    """
    opening = [part[:_LONGEST] for part in (title or "", *(s.text for s in sentences[:_OPENING]))]
    wild = _wild_beasts()
    if any(_mauling().search(part) for part in opening[:2] if not wild.isdisjoint(re.findall(r"[a-z]+", part.lower()))):
        return WILDLIFE
    if any(_DIED_OLD.search(part) and not _BY_FORCE.search(part) for part in opening[:3]):
        return OBITUARY
    if _CHECKED.search("\n".join(opening)):
        return FACT_CHECK
    lead = opening[1] if len(opening) > 1 else ""
    if any(_MARKED.search(part) for part in opening[:2]) and not (_STRUCK.search(lead) and _NEWS_DAY.search(lead)):
        return ANNIVERSARY
    if any(_DECORATED.search(part) for part in opening[:2]) and not (_STRUCK.search(lead) and _NEWS_DAY.search(lead)):
        return CITATION
    if any(_TRIED.search(part) for part in opening[:2]) and not _ATTACKED_TODAY.search(lead):
        return TRIAL
    if not any(_NEWS_DAY.search(part) for part in opening[1:]):
        text = "\n".join([title or "", *(s.text for s in sentences)])[:_PLOT]
        words = {match.group().lower().rstrip("s") for match in _CRAFT.finditer(text)}
        if len(words) >= (1 if _STORY.search(text) else _TELLTALE):
            return REVIEW
    if tells_private_crime(opening):
        return POLICE_DESK
    return ACCIDENT if tells_an_accident(opening, sentences[_OPENING:_FAR]) else None


def takes_no_side(kind: str | None, trigger: Trigger, scene: Scene) -> bool:
    """Whether a text on animals, private crime or an accident tells a deed, where no side with a cause is named."""
    text = scene.sentence.text
    if kind == WILDLIFE:
        return trigger.sense in VIOLENT and not scene.contexts.get("armed")
    if kind == POLICE_DESK:
        return trigger.sense in VIOLENT | {"arrest", "weapons"} and not names_a_cause(text)
    if kind == ACCIDENT:
        return trigger.sense in _DAMAGE
    return False


def only_repeated(kind: str | None, text: str) -> bool:
    """Whether a sentence of a fact check speaks of what was shared, not of what happened."""
    return kind == FACT_CHECK and _SHARED.search(text) is not None
