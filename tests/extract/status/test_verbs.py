"""What had to be done was done; what somebody is known for is no one deed."""

import pytest

from tests.extract.reading import status


@pytest.mark.parametrize(
    "text, word, expected",
    [
        ("Police had to use tear gas against protesters on Sunday.", "use tear gas", "actual"),
        ("Police will have to use tear gas against protesters on Sunday.", "use tear gas", "planned"),
        ("Police have to use tear gas against protesters on Sunday.", "use tear gas", "planned"),
    ],
)
def test_what_had_to_be_done_was_done(text, word, expected):
    assert status(text, word).status == expected


@pytest.mark.parametrize(
    "text, word, expected",
    [
        (
            "The dead men were involved in numerous terrorist acts, including the murder of elders.",
            "murder",
            "historical",
        ),
        ("The two were wanted for several attacks on convoys.", "attacks", "historical"),
        ("The group is behind the murder of two elders on Friday.", "murder", "actual"),
    ],
)
def test_what_somebody_is_known_for_is_no_one_deed(text, word, expected):
    assert status(text, word).status == expected
