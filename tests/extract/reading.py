"""One language model for the tests of this folder, and short ways to read a sentence."""

from datetime import date
from functools import cache

from geoevents.extract.kinds.classify import Decision, classify
from geoevents.extract.sentence.scene import Scene, build_scene
from geoevents.extract.sentence.triggers import Trigger, find_triggers
from geoevents.extract.status.happened import StatusDecision, find_status
from geoevents.model import ParsedSentence
from geoevents.text.language import LanguageModel, load_language
from geoevents.text.sentences import split_sentences


@cache
def language() -> LanguageModel:
    return load_language()


def parse(text: str) -> ParsedSentence:
    return language().parse(split_sentences(text))[0]


def scene_of(text: str) -> Scene:
    return build_scene(parse(text), "", [])


def trigger_in(scene: Scene, word: str) -> Trigger:
    return next(t for t in find_triggers(scene.sentence) if word in t.text)


def decide(text: str, word: str) -> Decision:
    scene = scene_of(text)
    return classify(trigger_in(scene, word), scene)


def status(text: str, word: str, published: date | None = None) -> StatusDecision:
    scene = scene_of(text)
    return find_status(trigger_in(scene, word), scene, published=published)
