"""The decision: which place each mention of a document means, how sure that is, and why.

Two passes. The first settles countries and first-order divisions (and the people named after them) and
lets only these speak for the rest; the second ranks every name against all others. A name has one sense
in a document, unless the text itself puts one mention elsewhere ("Paris, Texas").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from geoevents.gazetteer.base import Gazetteer
from geoevents.model import Mention, Resolution
from geoevents.resolve.answers import KEPT_CANDIDATES, Decision, answers_of
from geoevents.resolve.arrays import Floats
from geoevents.resolve.candidates import CandidateFinder, Sense
from geoevents.resolve.context import NameGroup, TextContext, read_context, tells_conflict
from geoevents.resolve.features import COLUMNS, INDEX, feature_rows
from geoevents.resolve.kinds import Kind, kind_of
from geoevents.resolve.outlets import Home, find_home
from geoevents.resolve.ranker import Ranker
from geoevents.resolve.refusal import refusal_of
from geoevents.resolve.spellings import missing_there, unlikeness
from geoevents.resolve.table import DocumentTable, build_table

RANKINGS = 2  # the second ranks again with what the first believed
_BLOCK_NAMES = 150  # distinct names weighed together; longer documents go block by block
_BLOCK_ROWS = 1200
_BLOCK_MENTIONS = 600
# Corpora of peace-time news cannot teach which of two villages reports on conflict mean. The hand-written table can:
# what stands in it counts as much as a population seven times as large, in a report that tells of conflict.
NOTABLE = 2.0
_NOTABLE_LOGIT = 2.0  # of the confidence; the same for waters and regions told with an article
# "The Atlantic" and "over the Dnipro" are waters, not the towns and counties that bear their names.
ARTICLED = 6.0
# What a capital gains whose namesakes are small, in reports on conflict: the local news of America on which the ranker
# was trained means Georgia by "Athens". Where the text puts it in another country, that still decides.
FOREMOST = 0.7
# What a small place loses that bears a great city's name beside its own main name.
OVERSHADOWED = 2.0


class Resolver:
    """Resolves documents against one gazetteer; safe to reuse, its memory only saves time."""

    def __init__(self, gazetteer: Gazetteer, ranker: Ranker | None = None):
        self._gazetteer = gazetteer
        self._ranker = ranker or load_ranker()
        self._finder = CandidateFinder(gazetteer)

    def resolve(
        self, mentions: Sequence[Mention], text: str, *, source: str | None = None, title: str | None = None
    ) -> list[Resolution]:
        """Choose a referent for each mention of one document; see :func:`resolve`."""
        home = find_home(source, self._gazetteer)
        headline = self._headline(title, text) if mentions and title else []
        if not headline or title is None:
            return self._resolve(mentions, text, home)
        # The headline is read as if it stood above the text; its own answers are dropped.
        shift = len(title) + 2
        moved = [replace(m, start=m.start + shift, end=m.end + shift) for m in mentions]
        answers = self._resolve([*headline, *moved], f"{title}\n\n{text}", home)[len(headline) :]
        return [replace(answer, mention=m) for answer, m in zip(answers, mentions, strict=True)]

    def _headline(self, title: str, text: str) -> list[Mention]:
        """Countries and divisions that a headline names; [] where the text repeats it."""
        if title.strip()[:40] in text[:400]:
            return []
        found: list[Mention] = []
        for span in sorted(self._gazetteer.scan(title), key=lambda s: (s.start, -s.end)):
            name = title[span.start : span.end]
            if (found and span.start < found[-1].end) or not name[:1].isupper():
                continue
            mention = Mention(span.start, span.end, name)
            if any(kind_of(sense.place) <= Kind.ADM1 for sense in self._finder.find(mention)[:1]):
                found.append(mention)
        return found

    def _resolve(self, mentions: Sequence[Mention], text: str, home: Home) -> list[Resolution]:
        answers: list[Resolution] = []
        settled: dict[str, Sense] = {}
        conflict = bool(mentions) and tells_conflict(text)
        for block in _blocks(mentions):
            context = read_context(block, text, conflict=conflict)
            senses = [self.senses(group, block, settled, len(context.groups)) for group in context.groups]
            senses = self.with_local_spellings(context, senses, block)
            table = build_table(context, senses, block, home)
            decisions = self._decide(table) if table is not None else {}
            for position, group in enumerate(context.groups):
                if position in decisions and not decisions[position].refusal:
                    settled.setdefault(group.key, decisions[position].ranked[0][0])
            answers.extend(answers_of(block, text, context, decisions, home))
        return answers

    def senses(
        self, group: NameGroup, mentions: Sequence[Mention], settled: dict[str, Sense], names: int
    ) -> tuple[Sense, ...]:
        """What a name may mean: its settled sense, else as many candidates as ``names`` names leave room for."""
        if group.key in settled:
            return (settled[group.key],)
        first = mentions[group.mentions[0]]
        found = self._finder.worded(first, group.kind_words) or self._finder.find(first)
        return found[: max(8, _BLOCK_ROWS // names)]

    def with_local_spellings(
        self, context: TextContext, senses: Sequence[tuple[Sense, ...]], mentions: Sequence[Mention]
    ) -> list[tuple[Sense, ...]]:
        """The senses, and for names that mean nothing where the text is what is spelled alike there."""
        answers = list(senses)
        for position, countries in missing_there(senses).items():
            first = mentions[context.groups[position].mentions[0]]
            ids = {sense.place.place_id for sense in answers[position]}
            alike = [sense for country in countries for sense in self._finder.spelled_alike(first, country)]
            answers[position] += tuple(sense for sense in alike if sense.place.place_id not in ids)
        return answers

    def rank(self, table: DocumentTable) -> tuple[Floats, Floats]:
        """Columns of the last pass, shape (n, columns), and scores, shape (n,), for every row."""
        belief = self.first_pass(table)
        for _ in range(1 if table.is_alone else RANKINGS):
            rows = feature_rows(table, belief * table.voice)
            scores = self._ranker.score(rows) + _told(table)
            belief = table.softmax(scores)
        return rows, scores

    def first_pass(self, table: DocumentTable) -> Floats:
        """Belief in every row when only countries and first-order divisions have spoken, shape (n,)."""
        nobody = np.zeros(len(table.places))
        known = _told(table)
        alone = table.softmax(self._ranker.first.score(feature_rows(table, nobody)) + known)
        # First pass: countries and divisions speak, weighed by how likely each name means one.
        large = (table.kind == Kind.COUNTRY) | (table.kind == Kind.ADM1)
        if table.is_alone or not large.any():
            return alone
        return table.softmax(
            self._ranker.first.score(feature_rows(table, np.where(large, alone * table.voice, 0.0))) + known
        )

    def prior(self, rows: Floats) -> Floats:
        """The linear prior's scores, shape (n,), which training starts from."""
        return self._ranker.prior.score(rows)

    def best_first(self, table: DocumentTable, scores: Floats, members: npt.NDArray[np.int64]) -> list[int]:
        """Rows of one name by score, then population, then ``place_id``."""
        return sorted(
            members.tolist(),
            key=lambda row: (-scores[row], -(table.places[row].population or 0), table.places[row].place_id),
        )

    def _decide(self, table: DocumentTable) -> dict[int, Decision]:
        rows, scores = self.rank(table)
        belief = table.softmax(scores)
        decisions = {}
        for start, count in zip(table.starts.tolist(), table.sizes.tolist(), strict=True):
            group = int(table.group[start])
            order = self.best_first(table, scores, np.arange(start, start + count))
            confidence, refusal = self._judge(table, belief, rows, order[0])
            if refusal:  # where the likeliest is too small and too far, a known city of the name may still be meant
                for at, row in enumerate(order[1:KEPT_CANDIDATES], start=1):
                    next_confidence, next_refusal = self._judge(table, belief, rows, row)
                    if not next_refusal:
                        confidence, refusal = next_confidence, ""
                        order.insert(0, order.pop(at))
                        break
            top = float(belief[order[0]])
            ranked = tuple((table.senses[row], min(top, float(belief[row]))) for row in order)
            decisions[group] = Decision(ranked, confidence, refusal)
        return decisions

    def _judge(self, table: DocumentTable, belief: Floats, rows: Floats, row: int) -> tuple[float, str]:
        """Confidence in one candidate, and why it is refused or ""."""
        shift = _NOTABLE_LOGIT * float(table.notable[row] + table.articled[row])
        confidence = self._ranker.confidence(rows[row], float(belief[row]), INDEX, shift=shift)
        return confidence, refusal_of(table, belief, rows[row], row, confidence)


def _told(table: DocumentTable) -> Floats:
    """What is added to the ranker's scores for things that its training texts are too few to teach, shape (n,)."""
    gains = NOTABLE * table.notable + ARTICLED * table.articled + FOREMOST * table.foremost
    return np.asarray(gains - OVERSHADOWED * table.overshadowed - unlikeness(table))


def _blocks(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Mentions in reading order, cut where a block would hold too many names or mentions."""
    block: list[Mention] = []
    names: set[str] = set()
    for mention in mentions:
        is_full = len(names) >= _BLOCK_NAMES and mention.text.casefold() not in names
        if is_full or len(block) >= _BLOCK_MENTIONS:
            yield block
            block, names = [], set()
        block.append(mention)
        names.add(mention.text.casefold())
    if block:
        yield block


@lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """The ranker that ships with the package."""
    return Ranker.load(COLUMNS)


def resolve(
    mentions: Sequence[Mention],
    text: str,
    gazetteer: Gazetteer,
    *,
    source: str | None = None,
    title: str | None = None,
) -> list[Resolution]:
    """Choose a referent for each mention of one document; for many documents keep a :class:`Resolver`.

    Parameters
    ----------
    mentions : sequence of Mention, length n
        All from one document, in reading order; offsets in code points, end exclusive.
    text : str
        The document's text, which the offsets count in.
    gazetteer : Gazetteer
        Asked for candidates and never changed.
    source : str, optional
        The outlet's name or web address; its home speaks for places near it, and rules none out.
    title : str, optional
        The headline, where it is not part of ``text``; countries and divisions it names speak for the rest.

    Returns
    -------
    list of Resolution, length n
        ``result[i]`` answers ``mentions[i]``; ``referent`` is None, with a reason, for an unknown name and
        where no candidate fits the text. ``score`` is the calibrated probability that the referent lies
        within 161 km of the truth.
    """
    return Resolver(gazetteer).resolve(mentions, text, source=source, title=title)
