"""What speaks for and against a span being a place name, as plain numbers in a fixed order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from geoevents.text.lemmas import lemma
from geoevents.text.name_facts import UNKNOWN, FactBook, NameFacts
from geoevents.text.placewords import (
    ATTACK_NOUNS,
    ATTACK_PREPOSITIONS,
    ATTACK_VERBS,
    CALENDAR,
    DIRECTIONS,
    FUNCTION_WORDS,
    GENERIC_FIRST,
    OTHER_PREPOSITIONS,
    PLACE_PREPOSITIONS,
    SPEECH_VERBS,
    TITLES,
    WAYS,
    generic_class,
    given_names,
    is_settlement_term,
    surname_weight,
)
from geoevents.text.proposals import (
    FROM_DEMONYM,
    FROM_ENTITY,
    FROM_GAZETTEER,
    FROM_RUN,
    Proposal,
    Run,
    is_party,
)
from geoevents.text.truecase import case_counts
from geoevents.text.view import DocumentView, Shape, is_dateline

_LABELS = {"GPE": 1, "LOC": 2, "FAC": 3, "NORP": 4, "ORG": 5, "PERSON": 6}
_HYPHENS = frozenset("-\u2010\u2011\u2013/")
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# Positions of the words whose weight is learned from data, see ``word_keys``.
WORD_SLOTS = ("before", "before2", "after", "after2", "first", "last", "name", "ending", "run_last")

COLUMNS = (
    "in_gazetteer", "from_entity", "whole_run", "demonym", "gazetteer_wider", "gazetteer_inside",
    "label", "label_wider", "label_inside_place", "model_ran",
    "words", "characters", "run_words", "words_left_in_run", "words_right_in_run",
    "generic_first", "generic_last", "generic_after", "generic_before", "direction_first", "number_inside",
    "lower_share_min", "lower_share_max", "lower_share_last", "seen_log",
    "first_in_sentence", "capital_share", "open_end", "all_caps", "upper",
    "after_place_preposition", "after_other_preposition", "after_article", "after_title", "after_given_name",
    "is_given_name", "is_function_word", "is_calendar", "before_speech_verb", "before_possessive", "before_comma",
    "after_comma", "before_name_word", "after_name_word", "hyphen_before", "hyphen_after", "in_brackets",
    "place_before_comma", "place_after_comma", "of_after_generic", "settlement_before",
    "places", "population_log", "country", "admin1", "admin2", "populated", "other_feature", "match",
    "country_support", "form_count", "form_place_labels", "form_person_labels", "form_org_labels",
    "form_after_preposition", "form_is_surname", "sentence_place_share", "run_last_generic", "run_first_generic",
    "after_party", "after_attack_verb", "list_of_places", "term_beside", "after_attack_noun", "dateline",
    "after_person_of", "person_run", "whole_holds_known", "pair_of_ends",
    "surname", "surname_after", "ends_longer_names",
)  # fmt: skip
ALL_COLUMNS = (*COLUMNS, *(f"weight_{slot}" for slot in WORD_SLOTS))


class FeatureRows(NamedTuple):
    """One row for each proposal, and the words whose weights a model fills in."""

    rows: list[list[float]]  # COLUMNS only
    words: list[tuple[str, ...]]  # WORD_SLOTS


def feature_rows(
    view: DocumentView,
    proposals: Sequence[Proposal],
    runs: Sequence[Run],
    entities: dict[tuple[int, int], str],
    facts: FactBook,
    *,
    model_ran: Sequence[bool],
) -> FeatureRows:
    """Features of all proposals of one document, in the order of ``COLUMNS``.

    ``model_ran`` says for each sentence whether a language model has looked for entities in it: only then
    does it mean something that there is none.
    """
    reader = _Reader(view, proposals, runs, entities, facts, model_ran)
    return FeatureRows([reader.row(p) for p in proposals], [reader.words(p) for p in proposals])


class _Reader:
    """Holds what all rows of one document share."""

    def __init__(
        self,
        view: DocumentView,
        proposals: Sequence[Proposal],
        runs: Sequence[Run],
        entities: dict[tuple[int, int], str],
        facts: FactBook,
        model_ran: Sequence[bool],
    ) -> None:
        self.view, self.entities, self.model_ran = view, entities, model_ran
        self.given = given_names()
        total = len(view)
        self.run_of: list[Run | None] = [None] * total
        for run in runs:
            for i in range(run.first, run.last + 1):
                self.run_of[i] = run
        self.label_at: list[tuple[int, int, str] | None] = [None] * total
        for (first, last), label in entities.items():
            for i in range(first, last + 1):
                self.label_at[i] = (first, last, label)
        self.known_at: list[list[Proposal]] = [[] for _ in range(total)]
        self.ends_at: list[list[Proposal]] = [[] for _ in range(total)]  # known names and demonyms by their first word
        self.demonym_at = {p.last for p in proposals if p.sources & FROM_DEMONYM}
        self._known_shares: dict[int, float] = {}  # of sentences
        self.name_of: dict[Proposal, str] = {}
        self.facts_of: dict[Proposal, NameFacts] = {}
        for proposal in proposals:
            name = " ".join(view.words[proposal.first : proposal.last + 1])
            self.name_of[proposal] = name
            known = facts.facts(name) if proposal.sources & FROM_GAZETTEER else UNKNOWN
            self.facts_of[proposal] = known
            if proposal.sources & (FROM_GAZETTEER | FROM_DEMONYM):
                self.ends_at[proposal.first].append(proposal)
            if proposal.sources & FROM_GAZETTEER:
                for i in range(proposal.first, proposal.last + 1):
                    self.known_at[i].append(proposal)
        self._read_document(proposals, runs)

    def _read_document(self, proposals: Sequence[Proposal], runs: Sequence[Run]) -> None:
        """Counts over the document: forms, surnames, the countries it speaks of."""
        view = self.view
        self.form_count: Counter[str] = Counter(self.name_of.values())
        self.form_labels: dict[str, Counter[str]] = {}
        self.after_preposition: Counter[str] = Counter()
        self.country_weight: Counter[str] = Counter()
        for proposal, name in self.name_of.items():
            label = self.entities.get((proposal.first, proposal.last))
            if label:
                self.form_labels.setdefault(name, Counter())[label] += 1
            if proposal.first > 0 and view.lowers[proposal.first - 1] in PLACE_PREPOSITIONS:
                self.after_preposition[name] += 1
        voted: set[str] = set()
        for proposal, name in self.name_of.items():
            known = self.facts_of[proposal]
            if name not in voted and known.countries and (known.population_log >= 4.5 or known.country):
                voted.add(name)
                self.country_weight[known.countries[0]] += 2 if known.country else 1
        # how many different names of two to four words end with a word: "Ann Burley", "Don Burley"
        longer = {tuple(view.words[run.first : run.last + 1]) for run in runs if 1 <= run.last - run.first <= 3}
        self.ends_of_names = Counter(
            name[-1] for name in longer if name[0].lower() not in DIRECTIONS and not generic_class(name[0].lower())
        )
        self.surnames: set[str] = set()
        for run in runs:
            if run.last == run.first:
                if run.first > 0 and view.lowers[run.first - 1] in TITLES:
                    self.surnames.add(view.words[run.last])
                continue
            opener = view.lowers[run.first]
            if (opener in self.given or opener in TITLES) and run.last - run.first <= 3:
                if not generic_class(view.lowers[run.last]):
                    self.surnames.add(view.words[run.last])
        for (first, last), label in self.entities.items():
            if label == "PERSON" and last > first:
                self.surnames.add(view.words[last])

    def words(self, p: Proposal) -> tuple[str, ...]:
        """The words in ``WORD_SLOTS``; "" outside the sentence."""
        view = self.view
        sentence = view.sentence_of[p.first]
        low, high = view.first_word[sentence], view.last_word[sentence]
        lowers = view.lowers
        before = lowers[p.first - 1] if p.first > low else ""
        before2 = lowers[p.first - 2] if p.first - 1 > low else ""
        after = lowers[p.last + 1] if p.last + 1 < high else ""
        after2 = lowers[p.last + 2] if p.last + 2 < high else ""
        run = self.run_of[p.last]
        run_last = lowers[run.last] if run is not None and run.last > p.last else ""
        name = self.name_of[p].lower()
        return before, before2, after, after2, lowers[p.first], lowers[p.last], name, lowers[p.last][-4:], run_last

    def row(self, p: Proposal) -> list[float]:
        """Values of ``COLUMNS`` for one proposal."""
        view, first, last = self.view, p.first, p.last
        lowers, shapes = view.lowers, view.shapes
        sentence = view.sentence_of[first]
        low, high = view.first_word[sentence], view.last_word[sentence]
        before = lowers[first - 1] if first > low else ""
        before2 = lowers[first - 2] if first - 1 > low else ""
        after = lowers[last + 1] if last + 1 < high else ""
        name = self.name_of[p]
        known = self.facts_of[p]
        run = self.run_of[first]
        run_last = self.run_of[last]
        in_run = run is not None and run is run_last
        label = self.entities.get((first, last), "")
        cover = self.label_at[first]
        wider_label = 0
        if not label and cover is not None and cover[0] <= first and cover[1] >= last:
            wider_label = _LABELS.get(cover[2], 7)
        inside_place = any(
            e is not None and e[2] in _PLACE_LABELS and (e[0] > first or e[1] < last) and e[0] >= first and e[1] <= last
            for e in (self.label_at[first], self.label_at[last])
        )
        wider = inside = 0
        for i in {first, last}:
            for other in self.known_at[i]:
                if other.first <= first and other.last >= last and (other.first, other.last) != (first, last):
                    wider = 1
                elif other.first >= first and other.last <= last and (other.first, other.last) != (first, last):
                    inside = 1
        shares = []
        seen = 0
        for i in range(first, last + 1):
            if shapes[i] <= Shape.UPPER:
                counts = case_counts(lowers[i])
                seen += counts.total
                shares.append((counts.lower + 0.7) / (counts.total + 2))
        shares = shares or [0.35]
        forms = self.form_labels.get(name)
        labelled = sum(forms.values()) if forms else 0
        support = 0.0
        if known.countries and self.country_weight:
            own = 1 if known.population_log >= 4.5 or known.country else 0
            weight = max(self.country_weight.get(c, 0) for c in known.countries) - own
            support = max(0.0, weight) / max(1, sum(self.country_weight.values()) - own)
        return [
            float(bool(p.sources & FROM_GAZETTEER)),
            float(bool(p.sources & FROM_ENTITY)),
            float(bool(p.sources & FROM_RUN)),
            float(bool(p.sources & FROM_DEMONYM)),
            wider,
            inside,
            _LABELS.get(label, 7) if label else 0,
            wider_label,
            float(inside_place),
            float(self.model_ran[sentence]),
            last - first + 1,
            len(name),
            run.last - run.first + 1 if run else 0,
            first - run.first if in_run and run else 0,
            run.last - last if in_run and run else 0,
            float(lowers[first] in GENERIC_FIRST),
            generic_class(lowers[last]) if last > first else 0,
            generic_class(after),
            generic_class(before),
            float(lowers[first] in DIRECTIONS and last > first),
            float(any(shapes[i] == Shape.DIGIT for i in range(first, last + 1))),
            min(shares),
            max(shares),
            shares[-1],
            math.log1p(seen),
            float(first == low),
            view.capital_share[sentence],
            float(view.ends_open[sentence]),
            float(view.all_caps[sentence]),
            float(shapes[first] == Shape.UPPER),
            float(before in PLACE_PREPOSITIONS),
            float(before in OTHER_PREPOSITIONS),
            float(before in ("the", "a", "an")),
            float(before in TITLES),
            float(before in self.given),
            float(first == last and lowers[first] in self.given),
            float(first == last and lowers[first] in FUNCTION_WORDS),
            float(first == last and lowers[first] in CALENDAR),
            float(after in SPEECH_VERBS),
            float(after in ("'s", "\u2019s", "'", "\u2019")),
            float(after == ","),
            float(before == ","),
            float(bool(after) and view.is_name_word(last + 1)),
            float(bool(before) and view.is_name_word(first - 1)),
            float(before.endswith(("-", "\u2013", "/"))),
            float(after in ("-", "\u2013", "/")),
            float(before == "(" or after == ")"),
            self._neighbour(first - 2, low, high) if before == "," else 0.0,
            self._neighbour(last + 2, low, high) if after == "," else 0.0,
            generic_class(before2) if before == "of" else 0,
            float(before == "of" and generic_class(before2) in (2, 3) or generic_class(before) in (2, 3)),
            math.log1p(known.places),
            known.population_log,
            float(known.country),
            float(known.admin1),
            float(known.admin2),
            float(known.populated),
            float(known.other),
            known.match,
            support,
            math.log1p(self.form_count[name]),
            sum(forms[x] for x in _PLACE_LABELS) / labelled if forms else 0.0,
            forms["PERSON"] / labelled if forms else 0.0,
            forms["ORG"] / labelled if forms else 0.0,
            float(self.after_preposition[name] > (before in PLACE_PREPOSITIONS)),
            float(first == last and view.words[first] in self.surnames),
            self._known_share(sentence, low, high),
            generic_class(lowers[run_last.last]) if run_last is not None and run_last.last > last else 0,
            generic_class(lowers[run.first]) if run is not None and run.first < first else 0,
            float(first - 2 >= low and is_party(view, first - 2)),
            float(before in ATTACK_VERBS or (before == "the" and before2 in ATTACK_VERBS)),
            self._list_of_places(first, low),
            float(
                is_settlement_term(after)
                or is_settlement_term(before)
                or (before == "of" and is_settlement_term(before2))
            ),
            float(before in ATTACK_PREPOSITIONS and lemma(before2) in ATTACK_NOUNS),
            float(is_dateline(view, sentence)),
            float(self._after_person_of(first, low)),
            float(in_run and run is not None and self._is_person(run)),
            float(bool(p.sources & (FROM_RUN | FROM_ENTITY)) and not p.sources & FROM_GAZETTEER and bool(inside)),
            float(self._is_one_of_a_pair(first, last, low, high)),
            surname_weight(lowers[last]) if first == last else 0.0,
            surname_weight(after) if in_run and run is not None and run.last == last + 1 else 0.0,
            math.log1p(self.ends_of_names[view.words[last]]) if first == last else 0.0,
        ]

    def _is_one_of_a_pair(self, first: int, last: int, low: int, high: int) -> bool:
        """Whether the name is an end of a way or one side of a border: "the Kabul-Kandahar highway"."""
        lowers = self.view.lowers
        if last + 3 < high and lowers[last + 1] in _HYPHENS:
            ends = {q.last for q in self.ends_at[last + 2] if q.last + 1 < high and lowers[q.last + 1] in WAYS}
            return bool(ends)
        if first - 2 >= low and last + 1 < high and lowers[first - 1] in _HYPHENS and lowers[last + 1] in WAYS:
            return any(q.last == first - 2 for q in self.known_at[first - 2]) or first - 2 in self.demonym_at
        return False

    def _known_share(self, sentence: int, low: int, high: int) -> float:
        """Share of the sentence's words that stand in a known name; counted once a sentence."""
        share = self._known_shares.get(sentence)
        if share is None:
            share = float(sum(map(bool, self.known_at[low:high]))) / max(1, high - low)
            self._known_shares[sentence] = share
        return share

    def _is_person(self, run: Run) -> bool:
        """Whether a run of two to four words opens as a person's name does, or the model calls it one."""
        if run.first == run.last or generic_class(self.view.lowers[run.last]):
            return False
        cover = self.label_at[run.first]
        if cover is not None and cover[2] == "PERSON" and cover[1] >= run.last:
            return True
        return self.view.lowers[run.first] in self.given and run.last - run.first <= 3

    def _after_person_of(self, first: int, low: int) -> bool:
        """Whether the name tells where a person is from: "Anna Berg of Lund", "Anna Berg, 34, of Lund"."""
        view = self.view
        if first - 2 < low or view.lowers[first - 1] not in ("of", "from"):
            return False
        i = first - 2
        if view.lowers[i] == "," and i - 1 >= low and view.shapes[i - 1] == Shape.DIGIT:
            return True
        run = self.run_of[i]
        return run is not None and run.last == i and self._is_person(run)

    def _list_of_places(self, first: int, low: int) -> float:
        """What opens the list this name stands in: 2 a term ("villages of A, B and"), 1 a preposition of place."""
        view = self.view
        i = first - 1
        for _ in range(10):
            while i >= low and view.lowers[i] in (",", "and", "or", "the"):
                i -= 1
            if i < low:
                return 0.0
            run = self.run_of[i]
            if run is None:
                break
            i = run.first - 1
        if i < low:
            return 0.0
        word = view.lowers[i]
        if is_settlement_term(word) or (word == "of" and i > low and is_settlement_term(view.lowers[i - 1])):
            return 2.0
        return 1.0 if word in PLACE_PREPOSITIONS else 0.0

    def _neighbour(self, i: int, low: int, high: int) -> float:
        """How large a place the gazetteer knows at word ``i``: 2 a country or division, 1 any other, 0 none."""
        if not low <= i < high:
            return 0.0
        best = 0.0
        for other in self.known_at[i]:
            facts = self.facts_of[other]
            best = max(best, 2.0 if facts.country or facts.admin1 else 1.0)
        return best
