"""Sums over a time, "killed 400 since January", against the toll that one deed raised."""

from __future__ import annotations

import re

from geoevents.extract.sentence.segments import EVENT_NOUN
from geoevents.extract.tolls.words import OVER_TIME, TOLD_OVER_TIME
from geoevents.text.lower_case import AnyCase
from geoevents.text.numbers import find_numbers

_TOTALS = AnyCase(
    r"\b(?:since (?:the |its |their )?(?:\w+ ){0,4}?(?:began|started|erupted|broke out)|since then|"
    r"since (?:the |its |their |it )?(?:\w+ ){0,2}(?:was|were) (?:founded|formed|created|launched|born)|"
    r"(?:attacks|insecurity|clashes|fighting|crisis|raids)(?: (?:[\w-]+ ){0,4}?)? ?(?:has|have) (?:already |so far )"
    r"(?:displaced|killed|uprooted|claimed|left|cost|forced)|"
    r"(?:conflict|war|insurgency|unrest|violence)(?: (?:[\w-]+ ){0,8}?)? ?(?:has|have) (?:already |so far )?"
    r"(?:displaced|killed|uprooted|claimed|left|cost)|\d{2,} (?:\w+ )?(?:clashes|ambushes|raids|operations)(?:,| and)|"
    r"(?:recorded|documented|registered|verified|logged|reported|counted) (?:at least |some |about |over |more than )?"
    r"[\d,]{2,} (?:\w+ ){0,2}(?:cases|incidents|violations|attacks)|"
    r"in (?:january|february|march|april|may|june|july|august|september|october|november|december) alone|"
    r"in \d{2,} (?:\w+ )?(?:clashes|attacks|incidents|cases|raids|operations)|since \d{1,2} \w+|"
    r"(?:during|in|over) the same (?:period|month|year)|during (?:the )?(?:holy month|ramadan|lent)|"
    r"between (?:january|february|march|april|may|june|july|august|september|october|november|december) and (?:january|"
    r"february|march|april|may|june|july|august|september|october|november|december)|"
    r"during the (?:month of \w+|(?:first|last|past) (?!(?:few|couple of) hours|hour\b|night\b)"
    r"(?:\w+ ){0,2}?(?:days|weeks?|months?|years?|half|quarters?|decades?|semester))|"
    r"(?:in|during|over) the (?:\w+ )?(?:week|month|period) under review|during the reporting period|"
    r"since (?:the )?(?:(?:early |late |mid[- ]?)?\d{4}|start|beginning|outbreak|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|it began|he took|she took|taking)|"
    r"over the (?:past|last) (?:\w+ )?(?:years?|months?|decades?)|"
    r"in (?:the )?(?:past|last|recent) (?:few |several )?weeks|"
    r"in (?:the )?(?:past|last) (?:\w+ )?(?:years?|months?|decades?)|(?:so far )?this year|"
    r"during the (?:\w+ )?(?:war|conflict|dictatorship|insurgency)|"
    r"(?:the|a) (?:\w+ )?(?:war|conflict|insurgency|uprising) (?:has|have|had) |each year|every (?:year|day|"
    r"month|week)|"
    r"annually|per year|a year|in recent (?:years|months)|for (?:years|decades|months)|over the years|"
    r"\d+[- ]year(?:[- ]old)? (?:\w+ )?(?:war|conflict|insurgency)|between (?:19|20)\d\d and|from (?:19|20)\d\d to|"
    r"so far in (?:19|20)\d\d|since (?:jan|feb|aug|sept?|oct|nov|dec)\.? \d{1,2}|in total|"
    r"bringing (?:the|to)|toll (?:to|since))\b"
)
_NUMBER = re.compile(r"\s+(?:(?:at|least|about|some|more|than|over|nearly|around|almost)\s+){0,3}[\w,-]+")
_NUMBER_TO = re.compile(rf"[^.;]{{0,80}}?\bto\b{_NUMBER.pattern}")
_CLAUSE_END = re.compile(r"[;.]|,\s+(?:and|but|while|when)\b")
_CAMPAIGN = re.compile(rf"{TOLD_OVER_TIME.pattern}|\b(?:in|of)\s+operations?\b", re.IGNORECASE)
_RAISED = re.compile(
    r"\b(?:rais(?:es?|ed|ing)|brings?|bringing|brought|tak(?:es?|ing)|took|push(?:es|ed|ing)?)\b"
    r"(?:\s+[\w,’'-]+){0,5}?\s+(?:toll|number|total|count|tally)\b",
    re.IGNORECASE,
)


# "the fifth in the town this year", "the worst attack since 2015": one of them, and no sum
ONE_OF_THEM = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|latest|worst|deadliest|bloodiest|"
    r"heaviest|biggest|largest|fiercest|gravest|most\s+(?:serious|severe|intense|violent))\b[^,;.]{0,60}$",
    re.IGNORECASE,
)


def sum_over_time(own: str, trigger_end: int) -> re.Match[str] | None:
    """The words that make a number a sum over a time; None where one deed is told, and the toll that it raised.

    "More dead raise the toll to ten in the bombing of a camp" tells of the bombing, "killed two, bringing the toll to
    45 since May" of the two. "Raising the toll to 154 in 17 days" without a number of its own counts the days.
    """
    raised = _RAISED.search(own, trigger_end)
    if raised is not None and find_numbers(own[: raised.start()]):
        own = own[: raised.start()]
    for match in _TOTALS.finditer(own):
        words = match.group().lower()
        if ONE_OF_THEM.search(own[: match.start()]):
            continue
        if not words.startswith("bringing") and words != "toll to":
            return match
        number = (_NUMBER_TO if words.endswith("the") else _NUMBER).match(own, match.end())
        if number is None or not find_numbers(number.group()) or over_time(own, number.end()):
            return match
    return None


_MANY_DEEDS = re.compile(
    r"\b(?:[2-9]|\d{2,}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|several|many)\s+"
    r"(?:[\w-]+\s+)?(?:operations|raids|attacks|clashes|incidents|strikes|sorties)\b[^.;]{0,30}?\b(?:in|across)\s+(?:[\w-]+\s+){0,2}"
    r"(?:provinces|regions|districts|states|areas|sectors|fronts|theatres|governorates)\b",
    re.IGNORECASE,
)


def opens_a_sum(text: str) -> bool:
    """Whether a sentence tells of many deeds in many places: the numbers told next without a place add them up."""
    return _MANY_DEEDS.search(text) is not None


# many dead without a day, told as what has come together so far: "655 rebels have been killed"
_SO_FAR = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:been\s+)?(?:killed|died|slain|perished|fallen|claimed)\b", re.IGNORECASE
)
_LONG = re.compile(
    r"\b(?:during|throughout|since)\s+(?:the|its|their|this)\s+(?:[\w-]+\s+){0,3}(?:offensive|campaign)\b", re.I
)
_ONE_DEED = re.compile(rf"\b(?:an?|the|this|that|when)\s+(?:[\w-]+\s+){{0,3}}?{EVENT_NOUN}\b", re.IGNORECASE)
_ONE_OF = re.compile(
    rf"\bone of (?:[\w'-]+\s+){{1,6}}?{EVENT_NOUN}\b", re.IGNORECASE
)  # "one of the worst raids of the war"
MANY_DEAD, _SOME, _WAR = 100, 20, 1000


def adds_up(own: str, dead: int) -> bool:
    """Whether so many dead, told without a day, are those of a campaign and of no one deed."""
    if _ONE_OF.search(own):
        return False
    if dead >= _WAR:  # told without a day, so many are those of a war
        return True
    deed = _ONE_DEED.search(own)
    if deed and not (dead >= MANY_DEAD and deed.group()[-1:] == "s"):  # "the raids have claimed 640 lives"
        return False
    return dead >= MANY_DEAD and _SO_FAR.search(own) is not None or dead >= _SOME and _LONG.search(own) is not None


def over_time(text: str, start: int) -> bool:
    """Whether the words behind a toll, in its own clause, tell the time or the campaign that it counts."""
    end = _CLAUSE_END.search(text, start)
    return OVER_TIME.match(text, start) is not None or (
        _CAMPAIGN.search(text, start, end.start() if end else len(text)) is not None
    )
