"""A gazetteer of a few places held in memory: for tests, and for places that a user adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from geoevents.gazetteer.base import Found, NameMatch, NameSpan
from geoevents.gazetteer.names import fold, skeleton, without_article
from geoevents.gazetteer.scan import A_FORM, A_START, RememberedForms, scan_text
from geoevents.gazetteer.search import NameSearch
from geoevents.gazetteer.writer import PlaceRow
from geoevents.model import Place


class MemoryGazetteer(NameSearch):
    """The places given, under their main names and the further names given.

    Parameters
    ----------
    places : iterable of Place
        Each with its own ``place_id``.
    names : mapping of place_id to names, optional
        Alternate names; a name may also come as ``(name, NameMatch)``.
    demonyms : mapping of word to place_id, optional
    """

    def __init__(
        self,
        places: Iterable[Place],
        names: Mapping[str, Sequence[str | tuple[str, NameMatch]]] | None = None,
        demonyms: Mapping[str, str] | None = None,
    ) -> None:
        self._places = {place.place_id: place for place in places}
        self._demonyms = {fold(word): place_id for word, place_id in (demonyms or {}).items()}
        self._forms: dict[str, list[Found]] = defaultdict(list)
        self._skeletons: dict[str, list[Place]] = defaultdict(list)
        self._beginnings: set[str] = set()
        for place in self._places.values():
            row = PlaceRow(place)
            for name in (names or {}).get(place.place_id, ()):
                if isinstance(name, str):
                    row.add(name)
                else:
                    row.add(*name)
            for form, match in row.forms().items():
                self._forms[form].append(Found(place, match, place.name if match is NameMatch.NAME else form))
            self._skeletons[skeleton(fold(place.name))].append(place)
        for form in self._forms:
            parts = form.split(" ")
            self._beginnings.update(" ".join(parts[:count]) for count in range(1, len(parts)))

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def exact(self, form: str, country: str | None) -> list[Found]:
        """Places recorded under this form."""
        return [x for x in self._forms.get(form, ()) if country is None or x.place.country == country]

    def alike(self, form: str, country: str | None) -> list[tuple[float, Found]]:
        """Places whose main name has the same consonants."""
        key = skeleton(form)
        if len(key) < 2 or len(form) < 4:
            return []
        bare = without_article(form)
        return [
            (fuzz.ratio(bare, without_article(fold(place.name))), Found(place, NameMatch.FUZZY, place.name))
            for place in self._skeletons.get(key, ())
            if country is None or place.country == country
        ]

    def same_start(self, form: str, country: str | None) -> list[tuple[float, Found]]:
        """Places with a name of much the same length and beginning."""
        return [
            (score, found._replace(match=NameMatch.FUZZY, form=known))
            for known in self._forms
            if known[:3] == form[:3] and abs(len(known) - len(form)) <= 3
            for score in [fuzz.ratio(form, known)]
            if score >= 75
            for found in self.exact(known, country)
        ]

    def scan(self, text: str) -> list[NameSpan]:
        """Every span of ``text`` that spells a known name; see ``gazetteer.base.Gazetteer.scan``."""
        return scan_text(text, RememberedForms([self]))

    def role(self, words: str) -> int:
        """What the words are among the forms; see ``scan.Forms``."""
        return A_FORM * (words in self._forms) + A_START * (words in self._beginnings)

    def roles(self, words: Sequence[str]) -> list[int]:
        """What many words are among the forms; see ``scan.Forms``."""
        return [self.role(word) for word in words]

    def place(self, place_id: str) -> Place | None:
        """The place of this id, or None."""
        return self._places.get(place_id)

    def country_place(self, country: str) -> Place | None:
        """The country's own entry by its ISO code, or None."""
        return next((p for p in self._places.values() if p.country == country and p.is_country), None)

    def admin1_place(self, country: str, admin1_code: str) -> Place | None:
        """The first-order division's own entry, or None."""
        return next(
            (
                p
                for p in self._places.values()
                if p.feature_code == "ADM1" and p.country == country and p.admin1_code == admin1_code
            ),
            None,
        )

    def demonym(self, word: str) -> Place | None:
        """The place whose people ``word`` names, or None."""
        return self._places.get(self._demonyms.get(fold(word), ""))
