import pytest

from geoevents.text.numbers import find_numbers


def _counts(text, **options):
    return [(n.count.low, n.count.best, n.count.high) for n in find_numbers(text, **options)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("12 farmers", (12, 12, 12)),
        ("1,250 farmers", (1250, 1250, 1250)),
        ("12 000 farmers", (12000, 12000, 12000)),
        ("3.5 million farmers", (3_500_000, 3_500_000, 3_500_000)),
        ("two thousand farmers", (2000, 2000, 2000)),
        ("two hundred and fifty-three farmers", (253, 253, 253)),
        ("a hundred and ten farmers", (110, 110, 110)),
        ("twenty-one farmers", (21, 21, 21)),
        ("TWENTY-ONE FARMERS", (21, 21, 21)),
        ("one farmer", (1, 1, 1)),
        ("a dozen farmers", (12, 12, 12)),
        ("half a dozen farmers", (6, 6, 6)),
        ("two dozen farmers", (24, 24, 24)),
        ("dozens of farmers", (24, 24, 99)),
        ("scores of farmers", (40, 40, 99)),
        ("several farmers", (3, 3, 9)),
        ("a few farmers", (3, 3, 9)),
        ("a couple of farmers", (2, 2, 2)),
        ("several dozen farmers", (36, 36, 99)),
        ("hundreds of farmers", (200, 200, 999)),
        ("several hundred farmers", (300, 300, 999)),
        ("thousands of farmers", (2000, 2000, 9999)),
        ("tens of thousands of farmers", (20_000, 20_000, 99_999)),
        ("hundreds of thousands of farmers", (200_000, 200_000, 999_999)),
        ("at least 12 farmers", (12, 12, 12)),
        ("no fewer than nine farmers", (9, 9, 9)),
        ("more than 20 farmers", (20, 20, 20)),
        ("nearly 40 farmers", (40, 40, 40)),
        ("some 40 farmers", (40, 40, 40)),
        ("an estimated 300 farmers", (300, 300, 300)),
        ("up to 30 farmers", (1, 30, 30)),
        ("as many as 30 farmers", (1, 30, 30)),
        ("fewer than 10 farmers", (0, 9, 9)),
        ("between 10 and 15 farmers", (10, 10, 15)),
        ("10 to 15 farmers", (10, 10, 15)),
        ("10-15 farmers", (10, 10, 15)),
        ("two or three farmers", (2, 2, 3)),
        ("a family of five", (5, 5, 5)),
        ("a group of 12 farmers", (12, 12, 12)),
        ("2000 people", (2000, 2000, 2000)),
    ],
)
def test_a_count_is_read_as_a_range(text, expected):
    assert _counts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a 34-year-old farmer",
        "a farmer aged 12",
        "Ahmed, 45, a farmer",
        "Ahmed (45) is a farmer",
        "a farmer, 12 years old",
        "in 2011",
        "the 2020 offensive",
        "on 3 March",
        "on March 3, 2020",
        "3 JAN 90",
        "at 6:30",
        "at 10 a.m.",
        "at 2030 GMT",
        "$5 million",
        "5 million dollars",
        "€300",
        "12 percent",
        "12%",
        "the 25th Division",
        "Battalion 316",
        "the M4 motorway",
        "Route 60",
        "Flight 655",
        "Resolution 1701",
        "an F-16 and a T-72",
        "10 km away",
        "five kilometres north",
        "122 mm rockets",
        "122-mm rockets",
        "three days",
        "24 hours",
        "500 kg of explosives",
        "a three-storey house",
        "a five-member council",
        "they won 3-1",
        "no one came",
        "one another",
        "one day",
        "5.8 on the scale",
    ],
)
def test_what_only_looks_like_a_count_is_left_alone(text):
    assert _counts(text) == []


@pytest.mark.parametrize(
    "text",
    ["on the night between Feb 10 and 11", "on March 3 and 4.", "raided on 10 and 11 June", "on the night of 9/10 May"],
)
def test_neither_day_of_a_pair_is_a_count(text):
    assert find_numbers(text) == []


def test_a_count_right_after_a_day_stays_a_count():
    assert [n.text for n in find_numbers("On March 10 and 11 people died in two blasts")] == ["11", "two"]


def test_each_number_of_a_sentence_is_found_with_document_offsets():
    text = "It killed 12 and wounded at least 30."
    found = find_numbers(text, 100)
    assert [(n.text, text[n.start - 100 : n.end - 100]) for n in found] == [
        ("12", "12"),
        ("at least 30", "at least 30"),
    ]


def test_an_article_counts_one_only_when_asked():
    assert _counts("a soldier and two farmers") == [(2, 2, 2)]
    assert _counts("a soldier and two farmers", articles=True) == [(1, 1, 1), (2, 2, 2)]


@pytest.mark.parametrize("text", ["", "no numbers here", "dozen't", "12th", "a-12"])
def test_nothing_is_found_where_nothing_is_counted(text):
    assert _counts(text) == []


@pytest.mark.parametrize("text", ["9" * 10_000 + " people", "five billion people", "3 billion people"])
def test_more_than_ever_lived_is_no_count(text):
    assert _counts(text) == []
