from datetime import date
from types import SimpleNamespace

import pytest

from geoevents.extract.report.timelines import is_long_past, years_of_lines


def lines(*texts):
    return [SimpleNamespace(text=text, sentence=SimpleNamespace(paragraph=n)) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    "texts, years",
    [
        (("1187 – Siege of Jerusalem.", "1470 – A rebellion fails."), {0: date(1187, 12, 31), 1: date(1470, 12, 31)}),
        (("- 1992: Civil war begins.", "- 2001: Peace is signed."), {0: date(1992, 12, 31), 1: date(2001, 12, 31)}),
        (
            ("2011 March – Protests erupt.", "2012 July – Rebels take the city."),
            {0: date(2011, 3, 28), 1: date(2012, 7, 28)},
        ),
        (("572 – Assassination of a king 1098 – Fighters take Mosul.",), {0: date(572, 12, 31)}),
        (("1845 – Two blasts are heard.", "1910 – Police say nine died."), {}),
        (("1187 – Siege of Jerusalem.",), {}),
        (("Rebels took the city.", "In 1992 they left."), {}),
    ],
)
def test_lists_of_years_are_told_from_times_of_day(texts, years):
    assert years_of_lines(lines(*texts)) == years


def test_a_line_of_the_report_s_own_year_is_news():
    sentences = lines("1992 – Rebels attack the port.", "2024 – Rebels attack the port.")
    years = years_of_lines(sentences)
    assert [is_long_past(years, s, 15, date(2024, 5, 16)) for s in sentences] == [True, False]
    assert is_long_past(years, sentences[0], 15, None)


def test_a_month_long_before_the_report_is_past_in_its_own_year():
    sentences = lines("1992 – Rebels attack the port.", "2024 March – Rebels attack the port.")
    years = years_of_lines(sentences)
    assert [is_long_past(years, sentences[1], 20, date(2024, month, 16)) for month in (5, 9)] == [False, True]


def test_the_last_year_before_a_word_counts():
    (sentence,) = lines("1992 – Rebels attack the port. 2024 – Rebels attack the dam.")
    years = years_of_lines([sentence])
    assert is_long_past(years, sentence, 15, date(2024, 5, 16))
    assert not is_long_past(years, sentence, 50, date(2024, 5, 16))
