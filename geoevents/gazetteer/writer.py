"""Writes an indexed gazetteer: the same rows always give the same bytes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from geoevents.gazetteer import layout
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.form_packing import pack_forms, write_slots
from geoevents.gazetteer.names import ARTICLES, fold, is_indexed_script, skeleton, without_article
from geoevents.gazetteer.placing import move_into, working_folder
from geoevents.gazetteer.ranking import best_first, standing_of
from geoevents.model import Place

# Where a leading "al-" or "as-" is the Arabic article and people leave it out.
ARABIC_ARTICLE_COUNTRIES = frozenset(
    "AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA ML MR NE OM PS QA SA SD SO SS SY TD TN TR YE".split()
)


# Words of an official name that people leave out: "Tartus District" is called Tartus.
_GENERIC_ENDINGS = tuple(
    f" {kind}"
    for kind in (
        "District|Governorate|Province|County|Oblast|Raion|Rayon|Municipality|Region|State|Department|Prefecture|Parish|Division|Borough|Census"
        " Area|Krai|Canton|Regency|Voivodeship|City|Commune|Subdistrict|Okrug"
    ).split("|")
)
_GENERIC_STARTS = tuple(
    (
        "Arrondissement de |Arrondissement d'|Provincia de |Provincia di |Province of |Département de "
        "|Departamento de |Departamento del |Municipio de |Wilaya de |Wilaya d'|Cercle de |State of |District"
        " of |Gouvernorat de |Muḩāfaz̧at |Raionul |Judeţul |Landkreis |Kreis |Région de |Estado de |Kabupaten"
        " |Kota "
    ).split("|")
)


@dataclass(slots=True)
class PlaceRow:
    """A place on its way into an index, with every name it bears."""

    place: Place
    names: dict[str, NameMatch] = field(default_factory=dict)  # spelling -> how; the main name is implied
    dropped: frozenset[str] = frozenset()  # forms that mislead, though the place is or was called so
    notable: bool = False  # reports on conflict name it

    def add(self, name: str, match: NameMatch = NameMatch.ALTERNATE) -> None:
        """Record a further spelling; a name keeps the strongest way it was given."""
        known = self.names.get(name)
        if known is None or match.order < known.order:
            self.names[name] = match

    def forms(self) -> dict[str, NameMatch]:
        """Every form of every name with the strongest match; see ``forms_of``."""
        return forms_of(self.place.name, self.names, self.place.country, self.dropped)


def forms_of(
    name: str, further: Mapping[str, NameMatch], country: str | None, dropped: frozenset[str] = frozenset()
) -> dict[str, NameMatch]:
    """Every form of every name with the strongest match, article-less forms as alternates."""
    forms: dict[str, NameMatch] = {}
    has_articles = country in ARABIC_ARTICLE_COUNTRIES
    for spelling, match in ((name, NameMatch.NAME), *further.items()):
        form = fold(spelling)
        _put(forms, form, match, dropped)
        if has_articles and form.partition(" ")[0] in ARTICLES:
            _put(forms, without_article(form), max(match, NameMatch.ALTERNATE, key=lambda way: way.order), dropped)
    return forms


def _put(forms: dict[str, NameMatch], form: str, match: NameMatch, dropped: frozenset[str]) -> None:
    if form and len(form) <= layout.LONGEST_FORM and form not in dropped:
        known = forms.get(form)
        if known is None or match.order < known.order:
            forms[form] = match


def is_indexable(name: str) -> bool:
    """Whether an alternate name of the sources is worth an entry.

    Other scripts, machine transliterations (GeoNames writes those in lower case), addresses and
    airport codes are not.
    """
    return (
        is_indexed_script(name)
        and not name[0].islower()
        and not (len(name) in (3, 4) and name.isascii() and name.isupper())
        and any(len(word) > 1 for word in name.split())
    )


def short_names(name: str) -> list[str]:
    """What a division is called without the words of its kind ("Tartus District": Tartus)."""
    found = [name[: -len(ending)] for ending in _GENERIC_ENDINGS if name.endswith(ending)]
    found += [name[len(start) :] for start in _GENERIC_STARTS if name.startswith(start)]
    return [x for x in found if len(x) > 2]


def row_order(row: PlaceRow) -> tuple[int, int, str]:
    """GeoNames' own first, by id; the others after them by ``place_id``."""
    return (0, row.place.geonameid, "") if row.place.geonameid else (1, 0, row.place.place_id)


class _Table:
    """Values that rows point to by number; number 0 is "none"."""

    def __init__(self) -> None:
        self.values: list[Any] = [None]
        self._numbers: dict[Any, int] = {None: 0}

    def number(self, value: Any) -> int:
        if value not in self._numbers:
            self._numbers[value] = len(self.values)
            self.values.append(value)
        return self._numbers[value]


def write_gazetteer(
    folder: Path, rows: Iterable[PlaceRow], *, about: Mapping[str, Any], demonyms: Mapping[str, str] | None = None
) -> None:
    """Build an index in ``folder``, replacing what is there in one step.

    Parameters
    ----------
    folder : Path
        Only the files of the index are touched; others in the folder stay.
    rows : iterable of PlaceRow
        Each with its own ``place_id``. Two rows with one id are an error.
    about : mapping
        Name, title, sources, licence, date: kept in meta.json as it is.
    demonyms : mapping, optional
        Word to ``place_id``.

    Raises
    ------
    ValueError
        If two rows share a ``place_id``.
    """
    ordered = sorted(rows, key=row_order)
    number_of = {row.place.place_id: number for number, row in enumerate(ordered)}
    if len(number_of) != len(ordered):
        raise ValueError("two rows of the gazetteer share a place_id")
    with working_folder(folder) as working:
        tables = _write_places(working, ordered)
        counts = _write_names(working, ordered, tables)
        meta = {
            "format": layout.FORMAT_VERSION,
            **about,
            "counts": {"places": len(ordered), **counts},
            "notable": [number for number, row in enumerate(ordered) if row.notable],
            "tables": tables,
            "demonyms": {fold(word): number_of[place_id] for word, place_id in sorted((demonyms or {}).items())},
            "files": {name: (working / name).stat().st_size for name in layout.DATA_FILES},
        }
        text = json.dumps(meta, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (working / layout.META).write_text(text + "\n", encoding="utf-8")
        move_into(folder, working, list(layout.DATA_FILES))


def _write_places(folder: Path, ordered: Sequence[PlaceRow]) -> dict[str, Any]:
    """places.bin and names.bin; returns the tables that records point into."""
    countries, features, admin1, admin2 = _Table(), _Table(), _Table(), _Table()
    records, names = bytearray(), bytearray()
    other_ids: list[str] = []
    country_rows: dict[str, int] = {}
    admin1_rows: dict[str, int] = {}
    for number, row in enumerate(ordered):
        place = row.place
        name = place.name.encode("utf-8")
        records += layout.RECORD.pack(
            round(place.lat * 1e5),
            round(place.lon * 1e5),
            place.geonameid or 0,
            layout.UNKNOWN_POPULATION if place.population is None else place.population,
            len(names),
            len(name),
            admin1.number((place.country, place.admin1_code, place.admin1) if place.admin1 else None),
            admin2.number((place.country, place.admin2_code, place.admin2) if place.admin2 else None),
            min(round((place.radius_km or 0) * 10), 0xFFFF),
            countries.number(place.country),
            features.number(place.feature_code),
        )
        names += name
        if not (place.geonameid and place.place_id == f"geonames:{place.geonameid}"):
            other_ids.append(f"{number} {place.place_id}")
        if place.country and place.is_country:
            country_rows.setdefault(place.country, number)
        if place.country and place.feature_code == "ADM1" and place.admin1_code:
            admin1_rows.setdefault(f"{place.country}.{place.admin1_code}", number)
    (folder / layout.PLACES).write_bytes(records)
    (folder / layout.NAMES).write_bytes(names)
    return {
        "countries": countries.values,
        "features": features.values,
        "admin1": admin1.values,
        "admin2": admin2.values,
        "country_rows": country_rows,
        "admin1_rows": admin1_rows,
        "other_ids": other_ids,
    }


def _write_names(folder: Path, ordered: Sequence[PlaceRow], tables: Mapping[str, Any]) -> dict[str, int]:
    """The trie with its slots and lists, and the skeletons; returns how many of each."""
    postings: dict[str, list[int]] = defaultdict(list)
    pairs: set[tuple[int, int]] = set()
    for number, row in enumerate(ordered):
        for form, match in row.forms().items():
            postings[form].append(layout.posting(number, match))
        key = skeleton(fold(row.place.name))
        if len(key) > 1:
            pairs.add((layout.skeleton_hash(key), number))
    forms = sorted(postings)
    sizes = np.array([len(postings[form]) for form in forms], dtype=np.int64)
    flat = np.array([value for form in forms for value in postings[form]], dtype=np.uint32)
    records = np.fromfile(folder / layout.PLACES, dtype=layout.record_type())
    standing = standing_of(records, tables["features"], tables["admin1"])
    by_id = sorted(range(len(ordered)), key=lambda row: ordered[row].place.place_id)
    standing.tie[by_id] = np.arange(len(ordered))
    packed = pack_forms(folder / layout.FORMS, forms, np.cumsum(sizes) - sizes, best_first(flat, sizes, standing))
    write_slots(folder, [(packed.keys, packed.heads)])
    packed.lists.tofile(folder / layout.LISTS)
    (folder / layout.SKELETONS).write_bytes(np.array(sorted(pairs), dtype="<u4").tobytes())
    return {"forms": len(postings), "names": sum(len(own) for own in postings.values()), "skeletons": len(pairs)}
