"""What the names of one document share: which runs and entities they lie in, and how they are used elsewhere in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geoevents.text.name_facts import UNKNOWN, FactBook, NameFacts
from geoevents.text.placewords import (
    DIRECTIONS,
    PLACE_PREPOSITIONS,
    TITLES,
    WAYS,
    generic_class,
    given_names,
    is_settlement_term,
)
from geoevents.text.proposals import (
    FROM_DEMONYM,
    FROM_GAZETTEER,
    Proposal,
    Run,
)
from geoevents.text.view import DocumentView, Shape

_HYPHENS = frozenset("-\u2010\u2011\u2013/")


class DocumentNames:
    """The proposals, runs and entities of one document, word by word, and how often each form occurs."""

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

    def is_one_of_a_pair(self, first: int, last: int, low: int, high: int) -> bool:
        """Whether the name is an end of a way or one side of a border: "the Kabul-Kandahar highway"."""
        lowers = self.view.lowers
        if last + 3 < high and lowers[last + 1] in _HYPHENS:
            ends = {q.last for q in self.ends_at[last + 2] if q.last + 1 < high and lowers[q.last + 1] in WAYS}
            return bool(ends)
        if first - 2 >= low and last + 1 < high and lowers[first - 1] in _HYPHENS and lowers[last + 1] in WAYS:
            return any(q.last == first - 2 for q in self.known_at[first - 2]) or first - 2 in self.demonym_at
        return False

    def known_share(self, sentence: int, low: int, high: int) -> float:
        """Share of the sentence's words that stand in a known name; counted once a sentence."""
        share = self._known_shares.get(sentence)
        if share is None:
            share = float(sum(map(bool, self.known_at[low:high]))) / max(1, high - low)
            self._known_shares[sentence] = share
        return share

    def is_person(self, run: Run) -> bool:
        """Whether a run of two to four words opens as a person's name does, or the model calls it one."""
        if run.first == run.last or generic_class(self.view.lowers[run.last]):
            return False
        cover = self.label_at[run.first]
        if cover is not None and cover[2] == "PERSON" and cover[1] >= run.last:
            return True
        return self.view.lowers[run.first] in self.given and run.last - run.first <= 3

    def is_after_person_of(self, first: int, low: int) -> bool:
        """Whether the name tells where a person is from: "Anna Berg of Lund", "Anna Berg, 34, of Lund"."""
        view = self.view
        if first - 2 < low or view.lowers[first - 1] not in ("of", "from"):
            return False
        i = first - 2
        if view.lowers[i] == "," and i - 1 >= low and view.shapes[i - 1] == Shape.DIGIT:
            return True
        run = self.run_of[i]
        return run is not None and run.last == i and self.is_person(run)

    def list_of_places(self, first: int, low: int) -> float:
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

    def neighbour(self, i: int, low: int, high: int) -> float:
        """How large a place the gazetteer knows at word ``i``: 2 a country or division, 1 any other, 0 none."""
        if not low <= i < high:
            return 0.0
        best = 0.0
        for other in self.known_at[i]:
            facts = self.facts_of[other]
            best = max(best, 2.0 if facts.country or facts.admin1 else 1.0)
        return best
