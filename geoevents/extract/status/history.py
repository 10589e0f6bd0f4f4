"""What makes an event told as past one of history: sums over a time, habits, courts, lives and background."""

from __future__ import annotations

import re
from datetime import date

from geoevents.extract.report.telling import how_named
from geoevents.extract.report.topics import VIOLENT, words_of_the_past
from geoevents.extract.sentence.scene import Scene
from geoevents.extract.sentence.scope import own_words
from geoevents.extract.sentence.triggers import Trigger
from geoevents.extract.status.around import only_tells_around
from geoevents.extract.status.beside import NEWS_DAY, of_the_deed
from geoevents.extract.status.habits import goes_on_from, what_goes_on
from geoevents.extract.tolls.sums import ONE_OF_THEM, sum_over_time

Verdict = tuple[str, str, float]  # status, reason, how sure
_words = str.split
_MANY = re.compile(
    r"\b(?:hundreds|tens|scores) of thousands (?:of (?:[\w-]+ ){1,3})?(?:(?:have|has|had|were|been|be) ){0,3}"
    r"(?:killed|dead|died|slain|perished)\b|"
    r"\b(?:killed|killing|claimed|claiming|cost|costing) (?:the lives of |an estimated |some |about |more than |over )*"
    r"(?:hundreds|tens) of thousands\b|\b(?:wars?|conflicts?|insurgency) (?:that|which) (?:has|have|had) (?:\w+ )?"
    r"(?:killed|claimed|cost|left)\b|"
    # a war is no single deed: "the conflict between the army and the Front killed 310 people"
    r"\b(?:wars?|conflicts?|insurgency|insurgencies) (?:between|with|against) [^,.;]{1,80}? "
    r"(?:killed|claimed|cost|left|displaced|took)\b",
    re.IGNORECASE,
)
# "has been blown up more than 1,000 times since 1986"
_REPEATED = re.compile(
    r"\b(?:has|have|had) (?:now |since )?(?:largely|mostly|gradually|steadily|almost entirely) (?:been )?|"
    r"\b(?:has|have|had) (?:\w+ ){0,4}(?:(?:more than|over|at least|some|nearly|about) )?"
    r"(?:[\d,]{2,}|dozens of|hundreds of|scores of|several|many|countless) times\b|"
    r"\b(?:thousands|hundreds of thousands|millions|[\d.]+ (?:million|m)|[\d,]{6,}) (?:of )?(?:[\w-]+ ){0,3}"
    r"(?:have|has) (?:\w+ly |so far |now |already )?"
    r"(?:died|perished|fled|been (?:killed|displaced|uprooted|driven|forced))\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:\w+ (?:years?|decades?) (?:ago|earlier|before)|"
    r"(?:some|several|many|few|four|five|six|seven|eight|nine|ten) months (?:ago|earlier|before)|"
    r"in the past(?=\s*[,.;]|\s*$)|"
    r"it (?:has been|is) \w+ (?:years|months|decades) since|"
    r"last year(?!['’]s)|in (?:later|earlier|past) (?:decades|years|centuries|times)|in the (?:19|20)\d0s|"
    r"anniversar\w+|commemorat\w+|memorial|obituar\w+|(?:in|during|of) that (?:war|conflict|uprising)|"
    r"in (?:1[0-9]{3}|20[0-9]{2})\b|"
    r"\b(?:its|his|her|their|the) (?:1[0-9]{3}|20[0-9]{2}) (?=[a-z])|"
    r"(?:once|formerly|long) (?:notorious|known|infamous|famous|feared) for|notorious for|"
    r"in (?:\w+ )?(?:months|years) of (?=shelling|fighting|war|bomb|violence|clashes|siege|attacks)|"
    r"centur(?:y|ies)|trial|sentenced|convicted|pleaded|verdict|"
    r"decades[- ]long|world war|holocaust|genocide of|went on trial|on trial|life imprisonment|"
    r"(?:in|before|by|told|to) (?:the |an? )?(?:\w+ ){0,2}courts?\b|"
    r"(?<!outside a )(?<!outside the )(?<!near a )(?<!near the )courts? "
    r"(?:heard|ruled|said|found|on|in|has|had|will|was)|"
    r"court (?:case|hearing|documents|papers|records|order)s?|jailed for)\b",
    re.IGNORECASE,
)
_SINCE_WHEN = re.compile(r"\bsince\b[^,;.]{0,60}$", re.IGNORECASE)
_TRIAL = re.compile(
    r"\b(trial|sentenced|convicted|pleaded|verdict|indict\w+|prosecut(?:ed|ing|ion)|"
    r"prosecutors? (?:\w+ ){0,3}(?:demand\w*|sought|asked|request\w*)|appeal court|testif\w+|jurors?|defendants?|"
    r"extradit(?:ed|es?|ing|ions?)|war crimes|tribunal|life imprisonment|jail term|prison term|years in prison)\b",
    re.IGNORECASE,
)
# A year that no reporter has lived in, as years are written: "on 3 May 1871", "(1863-1865)", "fought in 1862".
_LONG_AGO = re.compile(
    r"(?:\b(?:in|of|from|to|until|by|between|and|early|late|circa|c\.|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|"
    r"aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)|\d,|[(\u2013-])\s?(1[0-8]\d\d)\b(?!\s+(?:[a-z]+s|people|men|women)\b)",
    re.IGNORECASE,
)
# Wars that have a name and an end; what happened in one of them is history in a report of a later year.
_PAST_WARS = {
    "napoleonic": 1815, "crimean": 1856, "american civil": 1865, "franco-prussian": 1871, "boer": 1902, "balkan": 1913,
    "first world": 1918, "great": 1918, "russian civil": 1923, "spanish civil": 1939, "winter": 1940,
    "second world": 1945, "pacific": 1945, "greek civil": 1949, "korean": 1953, "algerian": 1962, "six-day": 1967,
    "biafran": 1970, "yom kippur": 1973, "vietnam": 1975, "falklands": 1982, "iran-iraq": 1988, "cold": 1991,
    "gulf": 1991, "bosnian": 1995, "chechen": 2009,
}  # fmt: skip
# For what somebody is punished by a state lies behind: "barred from the country for his role in the murder of ..."
_PUNISHED = re.compile(
    r"\b(?:sanction(?:s|ed|ing)?|blacklist(?:s|ed|ing)?|(?:travel|visa|entry) (?:bans?|restrictions?)|asset freezes?|"
    r"barred (?:\w+ ){1,6}from (?:entering|travel\w*)|banned (?:\w+ ){1,6}from (?:entering|travel\w*)|"
    r"restrict(?:s|ed|ing)? (?:[\w.]+ ){0,2}entry)\b",
    re.IGNORECASE,
)
# A campaign that a side clause says began in another year.
_BEGUN = re.compile(
    r"[^,.;]{0,60}, (?:which |that |now |first )?(?:has |had |was |were )?(?:began|begun|started|launched|opened) "
    r"(?:in|on|back in) (?:\w+ ){0,3}((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# Shares and spans of months count a war: "70% of all housing was destroyed", "died from December to February".
_SHARE = re.compile(
    r"\b(?:\d[\d.]*|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|ten|fifteen) ?(?:%|per ?cent|percent)"
    r"(?: of\b|(?= ))",
    re.IGNORECASE,
)
_MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SPAN = re.compile(
    rf"\bfrom (?:\w+ )?({_MONTHS})(?: \d{{1,2}})?(?: \d{{4}})? (?:to|until|till) (?:\w+[- ])?(?!\1)({_MONTHS})\b|"
    r"\b(?:during|over) (?:a|the) period of\b|\bin the (?:past|last) (?:\w+ )?(?:weeks?|months?|years?) alone\b|"
    r"\b(?:over|during|within|in the (?:course|space) of|in (?:just|only|less than|under)) (?:some |about )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|several|\d{1,2}) (?:weeks|months|years)\b",
    re.IGNORECASE,
)
_PAST_WAR = re.compile(
    rf"\b(?:in|during|throughout|before|after|until|of) the (?:\w+ )?({'|'.join(_PAST_WARS)}) wars?\b", re.IGNORECASE
)
_COUNTS = frozenset(_words("total number toll majority dozen score"))  # "a total of 9,347 were killed"
_SUMMED = frozenset(_words("kill injure death flee arrest abduct loot clash torture rape assault"))
_TAKEN_OVER_TIME = frozenset(_words("capture recapture weapons"))  # "since January it has taken back 14 villages"
_SINCE_MONTHS = re.compile(
    r"since (?:the )?(?:\d{4}|start|beginning|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)|.*this year|.*under review|.*reporting period",
    re.IGNORECASE,
)


def by_time(trigger: Trigger, scene: Scene, published: date | None, so_far: Verdict) -> Verdict:
    """The verdict on something told as a fact: ``so_far``, or why it is history.

    Parameters
    ----------
    trigger : Trigger
        From the scene's sentence.
    scene : Scene
        The sentence.
    published : date or None
        Day of the report; a year that is not its own tells history.
    so_far : (status, reason, how sure)
        Given back where nothing tells history.
    """
    text = scene.sentence.text
    own = own_words(scene.syntax, trigger.token)
    total = sum_over_time(own, trigger.end - scene.start) or _MANY.search(own)
    summed = _SUMMED - ({"flee"} if total and total.re is _MANY else set())
    fronted = total is not None and total.start() < trigger.start - scene.start and _SINCE_MONTHS.match(total.group())
    if (
        total
        and not _one_victim(trigger, scene)
        and (trigger.sense in summed or trigger.sense in _TAKEN_OVER_TIME and fronted)
    ):
        return "historical", f"a total over a time ({total.group().strip()!r})", 0.8
    around = only_tells_around(trigger, scene)
    if around:
        return "historical", f"only tells around what time it was ({around!r})", 0.7
    repeated = _REPEATED.search(own)
    if repeated and trigger.sense in VIOLENT:
        return "historical", f"what happened again and again ({repeated.group()!r})", 0.8
    trial = of_the_deed(_TRIAL.finditer(text), trigger, scene)
    if trial and trigger.sense in VIOLENT - {"arrest"}:
        return "historical", f"told in court ({trial.group()!r})", 0.7
    past = of_the_deed(words_of_the_past(text), trigger, scene)
    if past and trigger.sense in VIOLENT | {"other"}:
        return "historical", f"a life, a trial or a commemoration is told ({past.group()!r})", 0.7
    at = trigger.start - scene.start
    punished = _PUNISHED.search(own)
    if punished and punished.start() < at and trigger.sense in VIOLENT and not NEWS_DAY.search(own, at):
        return "historical", f"what somebody is punished for ({punished.group()!r})", 0.8
    counted = _span_in(own) or (_SHARE.search(own) if not NEWS_DAY.search(own) else None)
    if counted and trigger.sense in VIOLENT | {"protest"}:
        return "historical", f"counts a war or a season ({counted.group()!r})", 0.8
    begun = _BEGUN.match(text, trigger.end - scene.start)
    if begun and published and begun.group(1) != str(published.year):
        return "historical", f"goes on since {begun.group(1)}", 0.8
    ago = _LONG_AGO.search(own)
    if ago and trigger.sense in VIOLENT:
        return "historical", f"a year long ago ({ago.group(1)})", 0.8
    war = _PAST_WAR.search(own)
    if war and trigger.sense in VIOLENT and (published is None or published.year > _PAST_WARS[war.group(1).lower()]):
        return "historical", f"a war of the past ({war.group()!r})", 0.8
    going_on = what_goes_on(own, at, present=_is_present(trigger, scene)) or goes_on_from(text[:at])
    if going_on and trigger.sense in VIOLENT | {"other", "protest"}:
        return "historical", f"what goes on for long ({going_on!r})", 0.8
    match = of_the_deed(_BACKGROUND.finditer(own), trigger, scene)
    if match and _SINCE_WHEN.search(own[: match.start()]) and trigger.start - scene.start < match.start():
        match = None  # "the deadliest attack since the campaign began a year ago"
    if match and match.group() == "trial" and trial is None:
        match = None
    if match and not re.search(r"\d{4}", match.group()):
        return "historical", f"background ({match.group()!r})", 0.6
    if match and published and str(published.year) not in match.group():
        return "historical", f"background ({match.group()!r})", 0.8
    return so_far


def _span_in(own: str) -> re.Match[str] | None:
    """A span of weeks or months that is counted, and not one that ranks a deed: "the third raid over two weeks"."""
    span = _SPAN.search(own)
    return None if span is None or ONE_OF_THEM.search(own, 0, span.start()) else span


def _is_present(trigger: Trigger, scene: Scene) -> bool:
    """Whether the trigger is a verb in the present."""
    return trigger.token is not None and scene.sentence.tokens[trigger.token].tag in ("VBP", "VBZ")


def _one_victim(trigger: Trigger, scene: Scene) -> bool:
    """Whether it befell one person, of whom no sum is told: "Ruiz, envoy during the first years of the war, died"."""
    syntax = scene.syntax
    if trigger.token is None or not syntax.has_tree:
        return False
    victims = syntax.roles(trigger).patients
    if any(victim.lemma in _COUNTS for victim in victims):
        return False
    return len(victims) == 1 and how_named(syntax, victims[0]) in ("person", "one") and victims[0].tag in ("NN", "NNP")
