"""Which column of a table holds what we know a report by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geoevents.errors import GeoEventsError

FIELDS = ("text", "title", "published", "source", "url", "doc_id")
# Names that news tables use, the most telling first; compared in lower case with _ for blanks, dots and hyphens.
_USUAL = {
    "text": ("text", "body", "full_text", "fulltext", "article_text", "maintext", "main_text", "body_text", "content",
             "article", "article_body", "story", "report", "message", "paragraph", "sentence"),
    "title": ("title", "headline", "heading", "article_title", "subject"),
    "published": ("published", "published_at", "publication_date", "publish_date", "date_published", "date_publish",
                  "published_date", "pub_date", "pubdate", "date", "day", "datetime", "timestamp"),
    "source": ("source", "outlet", "publisher", "publication", "source_name", "source_domain", "domain", "newspaper",
               "media", "site", "agency"),
    "url": ("url", "link", "source_url", "article_url", "permalink", "web_url", "uri"),
    "doc_id": ("doc_id", "document_id", "article_id", "report_id", "id", "uid", "guid", "uuid"),
}  # fmt: skip


def stated_columns(options: Sequence[str]) -> dict[str, str]:
    """``FIELD=NAME`` options as field to name; raises GeoEventsError."""
    stated: dict[str, str] = {}
    for option in options:
        field, equals, name = option.partition("=")
        field = field.strip()
        if not equals or not name or field not in FIELDS:
            raise GeoEventsError(f"--column {option!r}: not FIELD=NAME with a field of {', '.join(FIELDS)}")
        if field in stated:
            raise GeoEventsError(f"--column {option!r}: {field} is given twice")
        stated[field] = name
    return stated


def choose_columns(names: Sequence[str], stated: Mapping[str, str], where: str) -> dict[str, str]:
    """Which column holds each field, as far as there is one.

    Parameters
    ----------
    names : sequence of str
        The columns there are.
    stated : mapping
        Field to column, as the user said; the rest is guessed by usual names.
    where : str
        The file, for the message.

    Raises
    ------
    GeoEventsError
        If a stated column is not there, or none seems to hold the text; the message lists the columns.
    """
    there = ", ".join(map(repr, names)) or "none"
    for field, name in stated.items():
        if name not in names:
            raise GeoEventsError(f"{where}: no column {name!r} for {field}; the columns are {there}")
    taken = set(stated.values())
    chosen = dict(stated)
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_plain(name), name)
    for field, usual in _USUAL.items():
        guess = next((plain[u] for u in usual if u in plain and plain[u] not in taken), None)
        if field not in chosen and guess is not None:
            chosen[field] = guess
            taken.add(guess)
    if "text" not in chosen:
        raise GeoEventsError(f"{where}: no column seems to hold the text; name it with --column text=NAME, of {there}")
    return chosen


def _plain(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", " ").replace("_", " ").replace(".", " ").split())
