"""Turns the words of one date into days, counting from the day of publication or the last day told."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from geoevents.model import DateRange
from geoevents.ontology import DatePrecision
from geoevents.text.numbers import find_numbers

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
FEW = r"(?:a\s+few|several|some|recent)"


def days_between(start: date, end: date) -> DateRange:
    """Days from start to end with the precision their number deserves."""
    days = (end - start).days + 1
    if days <= 1:
        precision = DatePrecision.DAY
    elif days <= 6:
        precision = DatePrecision.FEW_DAYS
    elif days == 7:
        precision = DatePrecision.WEEK
    else:
        precision = DatePrecision.MONTH if days <= 31 else DatePrecision.YEAR
    return DateRange(start, end, precision)


def _day(day: date) -> DateRange:
    return days_between(day, day)


def _month(year: int, month: int) -> DateRange:
    return days_between(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _year(year: int) -> DateRange:
    return days_between(date(year, 1, 1), date(year, 12, 31))


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _full_year(digits: str, published: date | None) -> int:
    """A year of four digits, or the latest year of these two digits that is not in the future."""
    number = int(digits.lstrip("'’"))
    if len(digits.lstrip("'’")) == 4:
        return number
    latest = published.year if published else 2029
    return max(century + number for century in (1900, 2000) if century + number <= max(latest, 1999))


class DateReader:
    """Resolves one match at a time; knows the day of publication and the last day told before."""

    def __init__(self, text: str, published: date | None, anchor: date | None = None) -> None:
        self.text = text
        self.published = published
        self.anchor = anchor  # the last exact day told before

    def _most_recent(self, month: int, day: int, match: re.Match[str]) -> date | None:
        """Day and month in the latest year that is not after publication, or ahead where the text looks ahead."""
        if self.published is None:
            return None
        ahead = re.search(
            r"\b(?:will|scheduled|planned|plans?|due|expected|next|upcoming|ahead\s+of)\b",
            self.text[max(0, match.start() - 200) : match.start()],
            re.I,
        )
        if ahead:
            coming = date(self.published.year, month, day)
            coming = coming if coming >= self.published else date(self.published.year + 1, month, day)
            if (coming - self.published).days <= 183:
                return coming
        for year in range(self.published.year, self.published.year - 5, -1):
            try:
                found = date(year, month, day)
            except ValueError:  # 29 February
                continue
            if found <= self.published:
                return found
        return None

    def date_of(self, match: re.Match[str], day: str, month: str, year: str | None) -> date | None:
        """The day a day, a month and perhaps a year name."""
        number = int(re.sub(r"\D", "", day))
        if year:
            return date(_full_year(year, self.published), _month_number(month), number)
        return self._most_recent(_month_number(month), number, match)

    def day_month(self, match: re.Match[str]) -> DateRange | None:
        """One day of a month."""
        found = self.date_of(match, match["day"], match["month"], match["year"])
        return _day(found) if found else None

    def day_range(self, match: re.Match[str]) -> DateRange | None:
        """Days of a month, or of two: "between 28 December and 3 January"."""
        groups = match.groupdict()
        end = self.date_of(match, groups["to"], groups["month"], groups["year"])
        if end is None:
            return None
        start_month = groups.get("month_from") or groups["month"]
        start = date(end.year, _month_number(start_month), int(re.sub(r"\D", "", groups["from"])))
        if start > end:  # "between 28 December and 3 January"
            start = start.replace(year=end.year - 1)
        return days_between(start, end) if (end - start).days <= 366 else None

    def iso(self, match: re.Match[str]) -> DateRange | None:
        """A day written 2020-02-13."""
        return _day(date(int(match["y"]), int(match["m"]), int(match["d"])))

    def slashes(self, match: re.Match[str]) -> DateRange | None:
        """Day first or month first: where both are possible, the days between are left open."""
        first, second, year = int(match["a"]), int(match["b"]), _full_year(match["y"], self.published)
        readings = {(second, first)} if "." in match.group() else {(second, first), (first, second)}
        days = sorted({date(year, month, day) for month, day in readings if month <= 12})
        if self.published and len(days) == 2 and days[1] > self.published >= days[0]:
            days = days[:1]
        return days_between(days[0], days[-1]) if days else None

    def month(self, match: re.Match[str]) -> DateRange | None:
        """A month or its beginning, middle or end."""
        month, part = _month_number(match["month"]), (match["part"] or "").lower()
        if match["year"]:
            found = _month(int(match["year"]), month)
        elif self.published is None:
            return None
        else:
            year = self.published.year - (month > self.published.month)
            if part.startswith("last") and month == self.published.month:
                year -= 1
            if part.startswith("next"):
                year = self.published.year + (month <= self.published.month)
            found = _month(year, month)
        third = {"early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "middle": (11, 20)}
        third |= {"late": (21, found.end.day), "end": (21, found.end.day)}
        for word, (first, last) in third.items():
            if re.search(rf"\b{word}\b", part):
                return days_between(found.start.replace(day=first), found.start.replace(day=last))
        return found

    def year(self, match: re.Match[str]) -> DateRange | None:
        """A year or a third of it."""
        found, part = _year(int(match["year"])), (match["part"] or "").lower()
        thirds = {"early": ((1, 1), (4, 30)), "mid": ((5, 1), (8, 31)), "late": ((9, 1), (12, 31))}
        for word, ((m1, d1), (m2, d2)) in thirds.items():
            if word in part:
                return days_between(date(found.start.year, m1, d1), date(found.start.year, m2, d2))
        return found

    def season(self, match: re.Match[str]) -> DateRange | None:
        """A season, by the northern calendar."""
        first, last = SEASONS[match["season"].lower()]
        if match["year"]:
            year = int(match["year"])
        elif self.published:
            year = self.published.year - (date(self.published.year, first, 1) > self.published)
        else:
            return None
        end_year = year + (last < first)
        return days_between(date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1]))

    def weekday(self, match: re.Match[str]) -> DateRange | None:
        """One day of the week."""
        found = self._weekday(match["weekday"], (match["which"] or "").lower())
        return _day(found) if found else None

    def _weekday(self, name: str, which: str = "") -> date | None:
        if self.published is None:
            return None
        back = (self.published.weekday() - WEEKDAYS[name.lower()]) % 7
        if which in ("last", "previous") and back == 0:
            back = 7
        if which in ("next", "coming"):
            return self.published + timedelta(days=7 - back)
        return self.published - timedelta(days=back)

    def weekday_range(self, match: re.Match[str]) -> DateRange | None:
        """The days from one day of the week to another."""
        end = self._weekday(match["to"])
        if end is None:
            return None
        back = (end.weekday() - WEEKDAYS[match["from"].lower()]) % 7
        return days_between(end - timedelta(days=back), end)

    def night_between(self, match: re.Match[str]) -> DateRange | None:
        """The two days of one night: "late Sunday into Monday", "overnight to Monday"; None for days further apart."""
        end = self._weekday(match["to"])
        if end is None:
            return None
        start = end - timedelta(days=1)
        named = match.groupdict().get("from")
        return days_between(start, end) if not named or WEEKDAYS[named.lower()] == start.weekday() else None

    def day_of_last_week(self, match: re.Match[str]) -> DateRange | None:
        """One day of the week before that of publication: "on Tuesday last week"."""
        if self.published is None:
            return None
        monday = self.published - timedelta(days=self.published.weekday() + 7)
        return _day(monday + timedelta(days=WEEKDAYS[(match["weekday"] or match["day"]).lower()]))

    def named(self, match: re.Match[str]) -> DateRange | None:
        """Words whose meaning hangs on the day of publication alone."""
        if self.published is None:
            return None
        today, key = self.published, re.sub(r"\s+", " ", match.group().lower())
        monday = today - timedelta(days=today.weekday())
        past_month = today.replace(day=1) - timedelta(days=1)
        if re.search(r"day before yesterday", key):
            return _day(today - timedelta(days=2))
        if re.search(r"yesterday|last night", key):
            return _day(today - timedelta(days=1))
        if re.search(r"tomorrow", key):
            return _day(today + timedelta(days=1))
        if re.search(r"overnight", key):
            return days_between(today - timedelta(days=1), today)
        if re.search(r"last week\b", key):
            return days_between(monday - timedelta(days=7), monday - timedelta(days=1))
        if re.search(r"next week\b", key):
            return days_between(monday + timedelta(days=7), monday + timedelta(days=13))
        if re.search(r"this week\b", key):
            return days_between(monday, today)
        if re.search(r"weekend", key):
            saturday = today - timedelta(days=(today.weekday() - 5) % 7)
            return days_between(saturday, min(saturday + timedelta(days=1), today))
        if re.search(r"(?:last|past|previous) month\b", key):
            return _month(past_month.year, past_month.month)
        if re.search(r"this month", key):
            return days_between(today.replace(day=1), today)
        if re.search(r"last year", key):
            return _year(today.year - 1)
        if re.search(r"this year", key):
            return days_between(date(today.year, 1, 1), today)
        return _day(today)  # today, tonight, this morning

    def ago(self, match: re.Match[str]) -> DateRange | None:
        """Days of "three days ago", "two years ago": the wider the unit, the wider the answer."""
        if match["unit"].lower() == "hour" and self.published is not None:
            few = match["quantity"].lower() in ("a", "an", "one", "two", "three", "four", "five", "a few", "several")
            start = self.published if few else self.published - timedelta(days=1)
            return days_between(start, self.published)
        return self._back(match, self.published)

    def feast(self, match: re.Match[str]) -> DateRange | None:
        """The day of "New Year's Eve" or "Christmas Day": the latest one that has come."""
        if self.published is None:
            return None
        words = match.group().lower()
        month, day = (
            (12, 24 if "eve" in words else 25) if "christmas" in words else (12, 31) if "eve" in words else (1, 1)
        )
        year = self.published.year
        found = date(year, month, day)
        return _day(found if found <= self.published else date(year - 1, month, day))

    def relative(self, match: re.Match[str]) -> DateRange | None:
        """Days of "three days earlier": counted from the last day told, else from publication."""
        later = match["way"].lower() in ("later", "after")
        if later and self.anchor is None:
            return None
        return self._back(match, self.anchor or self.published, sign=1 if later else -1)

    def before_event(self, match: re.Match[str]) -> DateRange | None:
        """Days of "two days before the blast": counted from the last day told; None where none was told."""
        return self._back(match, self.anchor) if self.anchor else None

    def _back(self, match: re.Match[str], base: date | None, sign: int = -1) -> DateRange | None:
        if base is None:
            return None
        unit, quantity = match["unit"].lower(), match["quantity"].lower()
        if unit == "hour":
            return None
        if re.fullmatch(FEW, quantity, re.I):
            if unit != "day":
                return None
            near, far = sorted((base + timedelta(days=sign * 6), base + timedelta(days=sign * 2)))
            return days_between(near, far)
        number = 1 if quantity in ("a", "an") else find_numbers(quantity)[0].count.best
        if unit == "day":
            return _day(base + timedelta(days=sign * number))
        if unit == "week":
            middle = base + timedelta(days=sign * 7 * number)
            return days_between(middle - timedelta(days=3), middle + timedelta(days=3))
        if unit == "month":
            months = base.year * 12 + base.month - 1 + sign * number
            return _month(months // 12, months % 12 + 1)
        return _year(base.year + sign * number)

    def neighbour_day(self, match: re.Match[str]) -> DateRange | None:
        """Day of "the night before", "the following day", "the same evening"; "hours later" may be the day after."""
        key = match.group().lower()
        if "hours" in key:
            return days_between(self.anchor, self.anchor + timedelta(days=1)) if self.anchor else None
        if "same" in key or "that" in key or "later" in key:
            return _day(self.anchor) if self.anchor else None
        if "before" in key or "previous" in key or "earlier" in key:
            base = self.anchor or self.published
            return _day(base - timedelta(days=1)) if base else None
        return _day(self.anchor + timedelta(days=1)) if self.anchor else None

    def past_span(self, match: re.Match[str]) -> DateRange | None:
        """Days of "in the past 24 hours", "over the last three weeks"."""
        if self.published is None:
            return None
        quantity, unit = (match["quantity"] or "a").lower(), match["unit"].lower()
        if re.fullmatch(FEW, quantity, re.I):
            number = 6 if unit == "day" else 3
        else:
            number = 1 if quantity in ("a", "an") else (find_numbers(quantity) or find_numbers("1"))[0].count.best
        days = {"hour": -(-number // 24), "day": number, "week": 7 * number, "month": 30 * number, "year": 365 * number}
        return days_between(self.published - timedelta(days=days[unit]), self.published)
