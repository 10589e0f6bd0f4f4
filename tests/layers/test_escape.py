import json
import re

import pytest

from geoevents.layers.escape import safe_html, safe_json, safe_link, safe_markdown

ATTACKS = [
    "${alert(1)}",
    "</script><script>alert(1)</script>",
    "`+alert(1)+`",
    '<img src=x onerror="alert(1)">',
    "\\u0060",
    "{{ 7*7 }}",
    'it\'s "quoted" & <b>bold</b>',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_safe_html_leaves_nothing_that_html_or_a_template_literal_reads(attack):
    assert not re.search(r"[<>\"'`${\\]", safe_html(attack))


@pytest.mark.parametrize("attack", ATTACKS)
def test_safe_html_still_shows_the_same_text(attack):
    import html

    assert html.unescape(safe_html(attack)) == attack


def test_safe_html_drops_marks_that_turn_the_direction_of_writing():
    assert safe_html("Idlib\u202egpj.exe\x00") == "Idlibgpj.exe"


def test_safe_html_keeps_letters_of_every_language():
    assert safe_html("إدلب, Дніпро, Đắk Lắk") == "إدلب, Дніпро, Đắk Lắk"


@pytest.mark.parametrize("attack", ATTACKS + ["_feature_group_0", "\u2028", "😀", "\ud800"])
def test_safe_json_gives_back_the_value_and_uses_no_character_with_a_meaning(attack):
    text = safe_json({"v": [attack, 1.5, None]})
    assert json.loads(text) == {"v": [attack, 1.5, None]}
    assert not re.search(r"[<>`$_'&\u2028]", text)
    assert "{{" not in text


def test_safe_json_refuses_numbers_that_json_does_not_know():
    with pytest.raises(ValueError):
        safe_json([float("nan")])


@pytest.mark.parametrize("text", ["![x](http://evil.example/a.png)", "# head", ":material/bolt:", "$x$", "a\n\n- b"])
def test_safe_markdown_escapes_every_mark(text):
    assert not re.search(r"(?<!\\)[!#:$\[\]()*_`-]", safe_markdown(text))
    assert "\n" not in safe_markdown(text)


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=1", "http://example.org", " https://example.org/x ", "HTTPS://EXAMPLE.ORG/"]
)
def test_links_of_the_web_are_kept(url):
    assert safe_link(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org",
     "https://", "http://[::1", "\x01javascript:alert(1)"],
)  # fmt: skip
def test_other_addresses_are_no_links(url):
    assert safe_link(url) is None
