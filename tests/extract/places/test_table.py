"""Each pair of trigger and place is weighed once, and no sentence makes that work without bound."""

from datetime import date

import pytest

from geoevents.extract.extractor import extract_events
from geoevents.extract.places import link as place_link
from geoevents.extract.places.table import PlaceTable
from geoevents.extract.sentence.scene import build_scene
from geoevents.extract.sentence.triggers import find_triggers
from geoevents.model import Document, Mention, Place, Resolution
from tests.extract.reading import language, parse

TOWN = Place("p:kidal", "Kidal", 18.44, 1.41, "ML", "PPL", population=25_000)


def _resolutions(text):
    starts = [n for n in range(len(text)) if text.startswith("Kidal", n)]
    return [Resolution(Mention(n, n + 5, "Kidal", score=0.9), TOWN, 0.9) for n in starts]


def _table(text):
    sentence, resolutions = parse(text), _resolutions(text)
    triggers = find_triggers(sentence)
    scene = build_scene(sentence, "", resolutions)
    return PlaceTable(lambda _: scene, lambda _: triggers, resolutions), triggers


@pytest.fixture
def weighed(monkeypatch):
    """The spans of every pair that was scored."""
    pairs, weigh = [], place_link.score_pairs

    def score(trigger, scene, mentions, triggers):
        pairs.extend((trigger.start, m.mention.start) for m in mentions)
        return weigh(trigger, scene, mentions, triggers)

    monkeypatch.setattr(place_link, "score_pairs", score)
    return pairs


def test_asking_twice_weighs_a_pair_once(weighed):
    table, triggers = _table("Gunmen killed two traders in Kidal and burned a lorry.")
    assert table.links(triggers[0], 0) == table.links(triggers[0], 0) != []
    assert len(weighed) == len(set(weighed)) == 1


def test_an_endless_sentence_is_weighed_in_bounded_work_and_the_rest_is_listed(weighed):
    text = "Gunmen killed in Kidal " * 45
    document = Document(text=text, published=date(2024, 5, 16))
    sentences = language().parse([parse(text).sentence])
    extraction = extract_events(document, sentences, _resolutions(text))
    assert len(weighed) == len(set(weighed)) <= 360
    listed = [r for r in extraction.rejected if "more than" in " ".join(r.reasons)]
    assert len(listed) == len(find_triggers(sentences[0])) - 24
