"""Trains the resolver's ranker and writes its numbers to ``geoevents/resolve/weights.json``.

    python -m geoevents.evaluation.train_ranker CORPORA [--report-only]

CORPORA is a folder of gold files (``trnews.dev.jsonl`` and so on, see docs/decisions/resolution.md). Each
corpus is first predicted by a ranker trained on the others; those figures are printed, and the calibration
is fitted on those predictions alone. Then all corpora train what ships. Needs lightgbm and scikit-learn,
which running the program does not.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np
from sklearn.linear_model import LogisticRegression

from geoevents.gazetteer.base import Gazetteer
from geoevents.geometry import distance_km
from geoevents.model import Mention
from geoevents.resolve.arrays import Floats
from geoevents.resolve.context import TextContext, read_context
from geoevents.resolve.features import COLUMNS, INDEX, feature_rows
from geoevents.resolve.outlets import NO_HOME, find_home
from geoevents.resolve.ranker import WEIGHTS, Ranker, TreeModel
from geoevents.resolve.resolver import Resolver
from geoevents.resolve.table import DocumentTable, build_table

CORPORA = ("trnews", "lgl", "geowebnews", "geovirus")
TREES = 200
WITHIN_KM = 161.0
PARAMETERS: dict[str, Any] = {
    "objective": "lambdarank",
    "learning_rate": 0.06,
    "num_leaves": 8,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "label_gain": [0, 0, 0, 0, 6, 7, 8],
    "lambdarank_truncation_level": 5,
    "max_bin": 127,
    "num_threads": 2,
    "seed": 7,
    "deterministic": True,
    "verbose": -1,
}
# More of these never speaks against a candidate, whatever a few hundred gold names seem to say: without that a
# town of 18,000 people went before its namesake of a million.
FAVOURABLE = (
    "log_population",
    "population_gap",
    "main_name",
    "exact_name",
    "country_share",
    "country_named",
    "admin1_named",
    "admin2_named",
    "near_30",
    "near_150",
    "near_600",
    "close_country",
    "close_admin1",
    "close_near",
    "link_comma",
    "link_list",
    "link_in",
    "any_30",
    "any_100",
)
PARAMETERS["monotone_constraints"] = [int(column in FAVOURABLE) for column in COLUMNS]
PARAMETERS["monotone_constraints_method"] = "advanced"
CALIBRATED_BY = (
    "fuzzy_name",
    "inside_name",
    "part_of_name",
    "log_population",
    "log_candidates",
    "country_share",
    "country_named",
    "admin1_named",
    "any_100",
    "main_name",
    "is_country",
    "log_names",
    "population_gap",
    "exact_name",
    "link_comma",
    "in_short_form",
)
_log = logging.getLogger(__name__)


class Gold(NamedTuple):
    """The true point of one mention."""

    lat: float
    lon: float
    geonameid: int | None


@dataclass(frozen=True)
class Example:
    """One document as the ranker sees it, with the truth."""

    corpus: str
    with_source: bool
    table: DocumentTable
    context: TextContext
    gold: tuple[Gold | None, ...]  # of each mention
    belief: Floats  # after the first pass
    rows: Floats  # columns given that belief
    prior: Floats  # the linear prior's scores


def read_examples(path: Path, resolver: Resolver, gazetteer: Gazetteer) -> list[Example]:
    """All documents of a gold file, once without and, where it tells a home, once with the outlet."""
    corpus = path.name.split(".")[0]
    examples = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        document = json.loads(line)
        toponyms = sorted(document["toponyms"], key=lambda t: (t["start"], t["end"]))
        if not toponyms:
            continue
        mentions = [Mention(t["start"], t["end"], document["text"][t["start"] : t["end"]]) for t in toponyms]
        gold = tuple(
            Gold(t["lat"], t["lon"], int(t["geonameid"]) if t.get("geonameid") else None)
            if t.get("lat") is not None
            else None
            for t in toponyms
        )
        context = read_context(mentions, document["text"])
        senses = [resolver.senses(group, mentions, {}, len(context.groups)) for group in context.groups]
        senses = resolver.with_local_spellings(context, senses, mentions)
        outlet = (document.get("meta") or {}).get("domain")
        for source in (None, outlet) if outlet else (None,):
            home = find_home(source, gazetteer)
            if source is not None and home is NO_HOME:
                continue
            table = build_table(context, senses, mentions, home)
            if table is not None:
                belief = resolver.first_pass(table)
                rows = feature_rows(table, belief)
                examples.append(
                    Example(corpus, source is not None, table, context, gold, belief, rows, resolver.prior(rows))
                )
    return examples


def _grade(table: DocumentTable, row: int, gold: Gold) -> float:
    """How right a candidate is: 3 the very entry, 2 within 161 km and a little more when closer, else 0."""
    place = table.places[row]
    if gold.geonameid is not None and place.geonameid == gold.geonameid:
        return 3.0
    km = distance_km(place, gold)
    return 2.5 if km <= 5 else 2.2 if km <= 25 else 2.0 if km <= WITHIN_KM else 0.0


def train(examples: Sequence[Example]) -> list[dict[str, Any]]:
    """Trees as plain numbers, from the names whose referent the gazetteer holds."""
    rows: list[Floats] = []
    priors: list[Floats] = []
    grades: list[int] = []
    sizes: list[int] = []
    weights: list[float] = []
    for example in examples:
        for position, group in enumerate(example.context.groups):
            members = np.flatnonzero(example.table.group == position).tolist()
            truths = [gold for m in group.mentions if (gold := example.gold[m]) is not None]
            if len(members) < 2 or not truths:
                continue
            graded = [np.mean([_grade(example.table, row, gold) for gold in truths]) for row in members]
            if max(graded) < 1.0:
                continue
            rows.append(example.rows[members])
            priors.append(example.prior[members])
            grades.extend(round(2 * float(grade)) for grade in graded)
            sizes.append(len(members))
            weight = min(3.0, len(truths) ** 0.5) * (0.5 if example.with_source else 1.0)
            weights.extend([weight] * len(members))
    data = lightgbm.Dataset(np.vstack(rows), grades, group=sizes, weight=weights, init_score=np.concatenate(priors))
    booster = lightgbm.train(PARAMETERS, data, TREES)
    return [_flat(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def _flat(root: dict[str, Any]) -> dict[str, Any]:
    """One tree as parallel lists, parents before children; a child below 0 is leaf ``-child - 1``."""
    tree: dict[str, Any] = {"feature": [], "threshold": [], "left": [], "right": [], "leaf": []}

    def add(node: dict[str, Any]) -> int:
        if "split_feature" not in node:
            tree["leaf"].append(round(node["leaf_value"], 6))
            return -len(tree["leaf"])
        at = len(tree["feature"])
        tree["feature"].append(node["split_feature"])
        tree["threshold"].append(float(f"{node['threshold']:.8g}"))
        tree["left"].append(0)
        tree["right"].append(0)
        tree["left"][at] = add(node["left_child"])
        tree["right"][at] = add(node["right_child"])
        return at

    add(root)
    return tree


class Outcome(NamedTuple):
    """What the ranker made of one mention that has a true point."""

    within: bool
    possible: bool  # some candidate lies within 161 km
    same_id: bool | None
    row: Floats | None  # columns of the chosen candidate
    belief: float


def predict(examples: Sequence[Example], resolver: Resolver) -> list[Outcome]:
    """Outcomes of all mentions, with the resolver's ranker."""
    outcomes = []
    for example in examples:
        table = example.table
        rows, scores = resolver.rank(table)
        belief = table.softmax(scores)
        for position, group in enumerate(example.context.groups):
            members = np.flatnonzero(table.group == position)
            best = resolver.best_first(table, scores, members)[0] if len(members) else None
            for mention in group.mentions:
                gold = example.gold[mention]
                if gold is None:
                    continue
                possible = any(distance_km(table.places[row], gold) <= WITHIN_KM for row in members)
                if best is None:
                    outcomes.append(Outcome(False, possible, False if gold.geonameid else None, None, 0.0))
                    continue
                place = table.places[best]
                same = place.geonameid == gold.geonameid if gold.geonameid else None
                within = distance_km(place, gold) <= WITHIN_KM
                outcomes.append(Outcome(within, possible, same, rows[best], float(belief[best])))
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Accuracy over all mentions with a true point, the gazetteer's ceiling, and the share of it."""
    right = sum(outcome.within for outcome in outcomes)
    possible = sum(outcome.possible for outcome in outcomes)
    with_id = [outcome.same_id for outcome in outcomes if outcome.same_id is not None]
    return {
        "mentions": len(outcomes),
        "acc161": round(right / len(outcomes), 4),
        "oracle161": round(possible / len(outcomes), 4),
        "of_oracle": round(right / max(1, possible), 4),
        "exact_id": round(sum(with_id) / len(with_id), 4) if with_id else 0.0,
    }


def calibrate(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Weights of the probability that a decision is right, from predictions on corpora not trained on."""
    answered = [(outcome, outcome.row) for outcome in outcomes if outcome.row is not None]
    inputs = np.array([[o.belief, *(row[INDEX[column]] for column in CALIBRATED_BY)] for o, row in answered])
    model = LogisticRegression(C=1.0, max_iter=2000).fit(inputs, [o.within for o, _ in answered])
    weights = dict(zip(("belief", *CALIBRATED_BY), model.coef_[0].tolist(), strict=True))
    return {"bias": round(float(model.intercept_[0]), 4)} | {name: round(w, 4) for name, w in weights.items()}


def reliability(outcomes: Sequence[Outcome], ranker: Ranker) -> list[tuple[float, float, int]]:
    """For each tenth of the confidence: its mean, the share that was right, and how many."""
    pairs = [(ranker.confidence(o.row, o.belief, INDEX), o.within) for o in outcomes if o.row is not None]
    table = []
    for low in range(10):
        inside = [(c, w) for c, w in pairs if low / 10 <= c < (low + 1) / 10 or (low == 9 and c == 1.0)]
        if inside:
            confidence, right = np.mean(np.array(inside, dtype=float), axis=0).tolist()
            table.append((round(confidence, 3), round(right, 3), len(inside)))
    return table


def run(folder: Path, gazetteer: Gazetteer, out: Path | None) -> dict[str, Any]:
    """Cross-validate over corpora, calibrate, train on all and write ``out`` unless it is None."""
    base = Ranker.load(COLUMNS)
    resolver = Resolver(gazetteer, base)
    examples = {
        corpus: read_examples(folder / f"{corpus}.dev.jsonl", resolver, gazetteer)
        for corpus in CORPORA
        if (folder / f"{corpus}.dev.jsonl").is_file()
    }
    report: dict[str, Any] = {}
    held_out: list[Outcome] = []
    for corpus, held in examples.items():
        others = [example for name, each in examples.items() if name != corpus for example in each]
        model = TreeModel.from_mapping(train(others))
        judge = Resolver(gazetteer, replace(base, trees=model))
        for with_source in (False, True):
            outcomes = predict([e for e in held if e.with_source is with_source], judge)
            if outcomes:
                report[corpus + (", outlet known" if with_source else "")] = summary(outcomes)
                _log.info("%s %s", corpus, summary(outcomes))
                held_out.extend(outcomes if not with_source else ())
    calibration = calibrate(held_out)
    report["reliability"] = reliability(held_out, replace(base, calibration=calibration))
    if out is not None:
        trees = train([example for each in examples.values() for example in each])
        shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        data = {"first": shipped["first"], "prior": shipped["prior"]}
        data |= {"columns": list(COLUMNS), "trees": trees, "calibration": calibration, "report": report}
        data["made_by"] = "python -m geoevents.evaluation.train_ranker"
        text = json.dumps(data, indent=None, separators=(",", ":"))
        out.write_text(text.replace('},{"feature"', '},\n{"feature"').replace(',"', ',\n"', 0) + "\n", encoding="utf-8")
    return report


def main() -> None:
    """Command line of the training."""
    from geoevents.gazetteer.local import LocalGazetteer
    from geoevents.settings import bundle_root

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--report-only", action="store_true", help="cross-validate, write nothing")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    gazetteer = LocalGazetteer.open(bundle_root() / "data" / "gazetteer")
    report = run(options.corpora, gazetteer, None if options.report_only else WEIGHTS)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
