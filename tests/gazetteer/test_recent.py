"""The memory of the latest answers."""

from geoevents.gazetteer.recent import Recent


def test_an_answer_is_asked_for_once_while_it_is_remembered():
    asked = []
    recent = Recent(lambda key: asked.append(key) or key.upper(), size=2)
    assert [recent[key] for key in "aabab"] == ["A", "A", "B", "A", "B"]
    assert asked == ["a", "b"]


def test_what_is_asked_for_again_and_again_is_never_forgotten():
    asked = []
    recent = Recent(lambda key: asked.append(key) or key, size=3)
    for number in range(50):
        assert recent["often"] == "often"
        assert recent[str(number)] == str(number)
    assert asked.count("often") == 1


def test_no_more_than_two_generations_are_kept():
    recent = Recent(lambda key: key, size=10)
    for number in range(1000):
        recent[number]
    assert len(recent) + len(recent._older) <= 20
