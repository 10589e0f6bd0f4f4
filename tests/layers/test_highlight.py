import html
import re

import pytest
from sample_events import HOSTILE, sample

from geoevents.layers.highlight import MarkedSpan, evidence_html, key_html, mark, report_html, spans_of

EVENT = sample()[0].events[0]


def text_of(markup):
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def marked(markup):
    found = re.findall(r'<mark class="ge-(\w+)"[^>]*>(.*?)</mark>', markup)
    return [(kind, html.unescape(text)) for kind, text in found]


def test_the_words_of_an_event_are_marked_in_its_evidence():
    assert marked(evidence_html(EVENT)) == [
        ("actor1", "Rebels"), ("trigger", "attacked"), ("place", "Saraqib"), ("actor2", "soldiers"),
    ]  # fmt: skip


def test_offsets_count_from_the_start_of_the_document():
    assert marked(mark("was shelled", [MarkedSpan(104, 111, "trigger")], offset=100)) == [("trigger", "shelled")]


@pytest.mark.parametrize(
    "spans",
    [
        [MarkedSpan(0, 9, "actor1"), MarkedSpan(4, 6, "trigger")],
        [MarkedSpan(-5, 2, "place"), MarkedSpan(8, 99, "date")],
        [MarkedSpan(3, 3, "trigger"), MarkedSpan(7, 2, "place")],
        [],
    ],
)
def test_no_span_loses_or_doubles_a_character(spans):
    assert text_of(mark("a<b & c d", spans)) == "a<b & c d"


def test_the_trigger_shows_inside_a_longer_mark():
    found = marked(mark("soldiers attacked", [MarkedSpan(0, 17, "actor1"), MarkedSpan(9, 17, "trigger")]))
    assert found == [("actor1", "soldiers "), ("trigger", "attacked")]


def test_hostile_text_is_shown_and_never_markup():
    document, events = sample()[-1]
    for markup in (evidence_html(events[0]), report_html(document.text, events)):
        assert "<img" not in markup and "<script" not in markup and "${" not in markup
        assert HOSTILE in text_of(markup)


def test_the_whole_report_shades_its_evidence():
    document, events = sample()[0]
    found = marked(report_html(document.text, [events[0]]))
    assert ("trigger", "attacked") in found and any(kind == "evidence" for kind, _ in found)
    assert text_of(report_html(document.text, events)) == document.text


def test_the_key_names_only_what_the_evidence_shows():
    assert [kind for kind, _ in marked(key_html(EVENT).replace('">', '" title="">'))] == [
        "trigger", "place", "actor1", "actor2",
    ]  # fmt: skip


def test_every_mention_of_the_place_is_a_span():
    assert sum(span.kind == "place" for span in spans_of(EVENT)) == 1
