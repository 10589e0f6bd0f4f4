"""What speaks for and against a span being a place name, as plain numbers in a fixed order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from geoevents.text.document_names import DocumentNames
from geoevents.text.lemmas import lemma
from geoevents.text.name_facts import FactBook
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
    generic_class,
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
    document = DocumentNames(view, proposals, runs, entities, facts, model_ran)
    return FeatureRows([_row(document, p) for p in proposals], [_words(document, p) for p in proposals])


def _words(document: DocumentNames, p: Proposal) -> tuple[str, ...]:
    """The words in ``WORD_SLOTS``; "" outside the sentence."""
    view = document.view
    sentence = view.sentence_of[p.first]
    low, high = view.first_word[sentence], view.last_word[sentence]
    lowers = view.lowers
    before = lowers[p.first - 1] if p.first > low else ""
    before2 = lowers[p.first - 2] if p.first - 1 > low else ""
    after = lowers[p.last + 1] if p.last + 1 < high else ""
    after2 = lowers[p.last + 2] if p.last + 2 < high else ""
    run = document.run_of[p.last]
    run_last = lowers[run.last] if run is not None and run.last > p.last else ""
    name = document.name_of[p].lower()
    return before, before2, after, after2, lowers[p.first], lowers[p.last], name, lowers[p.last][-4:], run_last


def _row(document: DocumentNames, p: Proposal) -> list[float]:
    """Values of ``COLUMNS`` for one proposal."""
    view, first, last = document.view, p.first, p.last
    lowers, shapes = view.lowers, view.shapes
    sentence = view.sentence_of[first]
    low, high = view.first_word[sentence], view.last_word[sentence]
    before = lowers[first - 1] if first > low else ""
    before2 = lowers[first - 2] if first - 1 > low else ""
    after = lowers[last + 1] if last + 1 < high else ""
    name = document.name_of[p]
    known = document.facts_of[p]
    run = document.run_of[first]
    run_last = document.run_of[last]
    in_run = run is not None and run is run_last
    label = document.entities.get((first, last), "")
    cover = document.label_at[first]
    wider_label = 0
    if not label and cover is not None and cover[0] <= first and cover[1] >= last:
        wider_label = _LABELS.get(cover[2], 7)
    inside_place = any(
        e is not None and e[2] in _PLACE_LABELS and (e[0] > first or e[1] < last) and e[0] >= first and e[1] <= last
        for e in (document.label_at[first], document.label_at[last])
    )
    wider = inside = 0
    for i in {first, last}:
        for other in document.known_at[i]:
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
    forms = document.form_labels.get(name)
    labelled = sum(forms.values()) if forms else 0
    support = 0.0
    if known.countries and document.country_weight:
        own = 1 if known.population_log >= 4.5 or known.country else 0
        weight = max(document.country_weight.get(c, 0) for c in known.countries) - own
        support = max(0.0, weight) / max(1, sum(document.country_weight.values()) - own)
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
        float(document.model_ran[sentence]),
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
        float(before in document.given),
        float(first == last and lowers[first] in document.given),
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
        document.neighbour(first - 2, low, high) if before == "," else 0.0,
        document.neighbour(last + 2, low, high) if after == "," else 0.0,
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
        math.log1p(document.form_count[name]),
        sum(forms[x] for x in _PLACE_LABELS) / labelled if forms else 0.0,
        forms["PERSON"] / labelled if forms else 0.0,
        forms["ORG"] / labelled if forms else 0.0,
        float(document.after_preposition[name] > (before in PLACE_PREPOSITIONS)),
        float(first == last and view.words[first] in document.surnames),
        document.known_share(sentence, low, high),
        generic_class(lowers[run_last.last]) if run_last is not None and run_last.last > last else 0,
        generic_class(lowers[run.first]) if run is not None and run.first < first else 0,
        float(first - 2 >= low and is_party(view, first - 2)),
        float(before in ATTACK_VERBS or (before == "the" and before2 in ATTACK_VERBS)),
        document.list_of_places(first, low),
        float(
            is_settlement_term(after) or is_settlement_term(before) or (before == "of" and is_settlement_term(before2))
        ),
        float(before in ATTACK_PREPOSITIONS and lemma(before2) in ATTACK_NOUNS),
        float(is_dateline(view, sentence)),
        float(document.is_after_person_of(first, low)),
        float(in_run and run is not None and document.is_person(run)),
        float(bool(p.sources & (FROM_RUN | FROM_ENTITY)) and not p.sources & FROM_GAZETTEER and bool(inside)),
        float(document.is_one_of_a_pair(first, last, low, high)),
        surname_weight(lowers[last]) if first == last else 0.0,
        surname_weight(after) if in_run and run is not None and run.last == last + 1 else 0.0,
        math.log1p(document.ends_of_names[view.words[last]]) if first == last else 0.0,
    ]
