from datetime import date
from types import SimpleNamespace

import pytest

from geoevents.extract.timelines import is_of_a_past_year, years_of_lines


def lines(*texts):
    return [SimpleNamespace(text=text, sentence=SimpleNamespace(paragraph=n)) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    "texts, years",
    [
        (("1187 – Siege of Jerusalem.", "1470 – A rebellion fails."), {0: 1187, 1: 1470}),
        (("- 1992: Civil war begins.", "- 2001: Peace is signed."), {0: 1992, 1: 2001}),
        (("2011 March – Protests erupt.", "2012 July – Rebels take the city."), {0: 2011, 1: 2012}),
        (("572 – Assassination of a king 1098 – Fighters take Mosul.",), {0: 572}),
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
    assert [is_of_a_past_year(years, s, 15, date(2024, 5, 16)) for s in sentences] == [True, False]
    assert is_of_a_past_year(years, sentences[0], 15, None)


def test_the_last_year_before_a_word_counts():
    (sentence,) = lines("1992 – Rebels attack the port. 2024 – Rebels attack the dam.")
    years = years_of_lines([sentence])
    assert is_of_a_past_year(years, sentence, 15, date(2024, 5, 16))
    assert not is_of_a_past_year(years, sentence, 50, date(2024, 5, 16))
