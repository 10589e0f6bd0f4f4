import threading

import pytest

from geoevents.pages.answers import Answers


def test_a_question_is_asked_once():
    asked = []
    answers = Answers()
    assert [answers.get("q", lambda: asked.append(1) or len(asked)) for _ in range(3)] == [1, 1, 1]


def test_what_is_asked_at_once_by_several_is_asked_once():
    answers, asked, begun = Answers(), [], threading.Event()

    def ask() -> str:
        asked.append(1)
        begun.wait(5)
        return "told"

    answers.soon("q", ask)
    threads = [threading.Thread(target=lambda: told.append(answers.get("q", ask))) for _ in range(4)]
    told: list[str] = []
    for thread in threads:
        thread.start()
    begun.set()
    for thread in threads:
        thread.join(5)
    assert told == ["told"] * 4 and asked == [1]


def test_an_error_is_told_and_not_kept():
    answers = Answers()
    with pytest.raises(ZeroDivisionError):
        answers.get("q", lambda: 1 // 0)
    assert answers.get("q", lambda: 2) == 2


def test_an_error_in_the_background_is_told_to_whoever_waits_or_asked_anew():
    answers = Answers()
    answers.soon("q", lambda: 1 // 0)
    try:
        assert answers.get("q", lambda: 2) == 2
    except ZeroDivisionError:
        assert answers.get("q", lambda: 2) == 2


def test_only_the_newest_answers_are_kept():
    answers = Answers(most=2)
    for key in "abc":
        answers.get(key, lambda key=key: key)
    assert answers.get("a", lambda: "again") == "again"
    assert answers.get("c", lambda: "again") == "c"
