"""Making untrusted text safe for every language that a page puts it into.

News text, place and actor names, file names and URLs are hostile until proven otherwise. One
function per target language, all here; nothing else in the project escapes by itself.
"""

from __future__ import annotations

import html as _html
import json
import re
from typing import Any
from urllib.parse import urlsplit

# After HTML's own five: what a JavaScript template literal reads. Folium puts popup and tooltip
# text into one, where ${...} would run; as HTML entities the four are harmless in both languages.
_TEMPLATE_LITERAL = {"\\": "&#92;", "`": "&#96;", "$": "&#36;", "{": "&#123;"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


def safe_html(text: str) -> str:
    """Text for HTML, also where that HTML stands in a JavaScript template literal.

    Control characters and the marks that turn the direction of writing are dropped: they could make
    a reader see another order than the one stored.
    """
    escaped = _html.escape(_CONTROL.sub("", text), quote=True)
    for character, entity in _TEMPLATE_LITERAL.items():
        escaped = escaped.replace(character, entity)
    return escaped


def safe_markdown(text: str) -> str:
    """Text for a Streamlit label or message, which read Markdown: all ASCII punctuation is escaped.

    Markdown could otherwise load an outside picture. Line ends become spaces, so that no text can
    start a heading, a list or a fence.
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))


def safe_json(value: Any) -> str:
    r"""A value as JSON that may stand inside a script: strings keep letters, digits, space, dot, hyphen.

    Everything else in a string becomes ``\uXXXX``, so no string can close the script, end a
    template literal, or look like a name that folium or streamlit-folium replaces.
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return re.sub(r'"(?:[^"\\]|\\.)*"', lambda match: _plain_string(match.group()), text)


def _plain_string(literal: str) -> str:
    """The same JSON string, spelled without any character that means something elsewhere."""
    units = json.loads(literal).encode("utf-16-be", "surrogatepass")
    codes = (int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2))
    return '"' + "".join(chr(c) if _is_plain(c) else f"\\u{c:04x}" for c in codes) + '"'


def _is_plain(code: int) -> bool:
    return code < 128 and (chr(code).isalnum() or chr(code) in " .-")


def safe_link(url: str | None) -> str | None:
    """The address when it is http or https with a host, else None; the result still needs `safe_html`."""
    if not url:
        return None
    cleaned = _CONTROL.sub("", url).strip()
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return cleaned
