"""Commands of ``evaluate``: accuracy against gold corpora and our own test texts."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoevents.archive.records import Record
    from geoevents.pipeline import Pipeline

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Sample = Annotated[int | None, typer.Option("--sample", min=1, help="Only the first N documents of each corpus.")]


class EventTask(StrEnum):
    """What a gold corpus of events measures."""

    PLACES = "places"
    TYPES = "types"
    MUC = "muc"
    HEADLINES = "headlines"


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    evaluate = typer.Typer(help="Measure accuracy.", no_args_is_help=True)
    evaluate.command("phenomena")(phenomena)
    evaluate.command("articles")(articles)
    evaluate.command("geoparsing")(geoparsing)
    evaluate.command("events")(events)
    evaluate.command("incidents")(incidents)
    app.add_typer(evaluate, name="evaluate")


def phenomena(
    failures: Annotated[bool, typer.Option("--failures", help="List every text that did not pass, with why.")] = False,
    only: Annotated[str | None, typer.Option("--only", help="Only phenomena whose name holds this word.")] = None,
    fields: Annotated[
        bool, typer.Option("--fields", help="The texts in other styles that ask for every field, instead.")
    ] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="The third set of texts written before any output was seen, instead.")
    ] = False,
    news: Annotated[
        bool,
        typer.Option("--news", help="Ordinary news, half of it without an event, instead: seen and unseen halves."),
    ] = False,
    unseen: Annotated[
        bool, typer.Option("--unseen", help="Of the sets kept in halves, only the half that nobody looked at.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run our own short texts, each for one phenomenon, and say what holds and what breaks."""
    from geoevents.errors import GeoEventsError
    from geoevents.evaluation import phenomena as ruler

    files = ruler.NEWS_FILES if news else ruler.FIELD_FILES if fields else ruler.BLIND_FILES if blind else ruler.FILES
    cases = [case for case in ruler.load_phenomena(files) if only is None or only in case.phenomenon]
    if unseen:
        cases = [case for case in cases if ruler.is_unseen(case)]
    if not cases:
        raise GeoEventsError(f"--only {only}: no phenomenon has this in its name")
    outcomes = ruler.run(_pipeline().extract, cases)
    report = ruler.summary(outcomes)
    if as_json:
        typer.echo(json.dumps(report))
    else:
        typer.echo(f"{report['texts']} texts, {report['passed']:.1%} passed")
        if report["event_free_texts"]:
            typer.echo(
                f"{report['event_free_texts']} without an event, {report['event_free_left_clean']:.1%} left clean"
            )
        _print_pairs("field", "right", {name: f"{share:.3f}" for name, share in report["fields_right"].items()})
        _print_pairs("phenomenon", "passed", report["passed_by_phenomenon"])
    if failures:
        for outcome in outcomes:
            if outcome.problems:
                typer.echo(f"\n{outcome.case.id} [{outcome.case.phenomenon}] {outcome.case.text}")
                for problem in outcome.problems:
                    typer.echo(f"    {problem}")


def articles(
    failures: Annotated[bool, typer.Option("--failures", help="List what is wrong in the articles looked at.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read our own whole articles and hold their events against those coded by hand, seen and unseen ones apart."""
    from geoevents.evaluation import articles as ruler

    pipeline = _pipeline()
    cases = ruler.load_articles()
    parts = {
        name: ruler.run(pipeline.extract, [case for case in cases if case.unseen == unseen])
        for name, unseen in (("seen", False), ("unseen", True))
    }
    reports = {name: ruler.summary(readings) for name, readings in parts.items()}
    if as_json:
        typer.echo(json.dumps(reports))
        return
    for name, report in reports.items():
        typer.echo(
            f"{name}: {report['articles']} articles, {report['shown']} events shown, "
            f"{report['shown_wholly_right']:.1%} of them wholly right, {report['shown_that_were_coded']:.1%} coded; "
            f"{report['coded_found']:.1%} of {report['coded']} coded events found, "
            f"{report['false_places']} false places"
        )
        _print_pairs("field", "right", report["fields_right"])
        typer.echo("")
    for reading in parts["seen"] if failures else ():
        typer.echo(f"{reading.article.id} [{reading.article.genre}] {reading.article.title}")
        for problem in ruler.problems(reading):
            typer.echo(f"    {problem}")


def geoparsing(
    corpora: Annotated[list[Path], typer.Argument(metavar="GOLD.jsonl...", help="Annotated corpora.")],
    demonyms: Annotated[
        bool, typer.Option("--demonyms", help="Count demonyms; for corpora that annotate them as toponyms.")
    ] = False,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="Recognise by rules, without weights.")] = False,
    no_model: Annotated[bool, typer.Option("--no-model", help="Use no language model.")] = False,
    sample: Sample = None,
    as_json: AsJson = False,
) -> None:
    """Recognise and resolve places end to end and on gold spans; print both beside the gazetteer's ceiling."""
    from geoevents.evaluation import geoparsing as ruler
    from geoevents.gazetteer.stack import open_gazetteers
    from geoevents.geoparse import Geoparser
    from geoevents.model import Mention
    from geoevents.resolve.candidates import CandidateFinder, Sense
    from geoevents.settings import Settings
    from geoevents.text.language import PlainLanguage, load_language

    gazetteer = open_gazetteers(Settings.from_environment())
    parser = Geoparser(gazetteer, PlainLanguage() if no_model else load_language(), rules_only=rules_only)
    finder = CandidateFinder(gazetteer)

    def senses(name: str) -> tuple[Sense, ...]:
        return finder.find(Mention(0, len(name), name))

    columns = ("F_exact", "F_overlap", "acc161", "exact_id", "acc161_gold_spans", "oracle", "literal")
    rows: dict[str, dict[str, Any]] = {}
    for path in corpora:
        gold = ruler.read_gold(path)[:sample]
        spans = {doc.doc_id: [(t.start, t.end) for t in doc.toponyms] for doc in gold}
        free: dict[str, list[ruler.Toponym]] = {}
        given: dict[str, list[ruler.Toponym]] = {}
        for record in _records(path, sample):
            free[str(record.doc_id)] = [_predicted(r) for r in parser.geoparse(record.document)]
            wanted = spans.get(str(record.doc_id), [])
            answers = parser.geoparse(record.document, spans=wanted) if wanted else []
            given[str(record.doc_id)] = [_predicted(r) for r in answers]
        row = ruler.score_geoparsing(gold, free, demonyms=demonyms).to_dict()
        row["acc161_gold_spans"] = ruler.score_geoparsing(gold, given, demonyms=True).to_dict()["acc161"]
        # what the resolver may choose from: demonyms, short forms and names without their kind word, too
        ceiling = ruler.oracle(gold, lambda name: [ruler.Point(s.place.lat, s.place.lon) for s in senses(name)])
        row["oracle"] = None if ceiling is None else round(ceiling, 4)
        literal = ruler.literal_accuracy(gold, given)
        row["literal"] = round(literal[0], 4) if literal else None
        rows[path.name] = row
    if as_json:
        typer.echo(json.dumps(rows))
        return
    typer.echo(f"{'corpus':<28}" + "".join(f"{name:>18}" for name in columns))
    for name, row in rows.items():
        cells = ("-" if row[column] is None else f"{row[column]:.3f}" for column in columns)
        typer.echo(f"{name:<28}" + "".join(f"{cell:>18}" for cell in cells))


def events(
    task: Annotated[EventTask, typer.Argument(help="What the corpus measures.")],
    corpus: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated corpus.")],
    own: Annotated[bool, typer.Option("--own", help="places: find the triggers ourselves.")] = False,
    sample: Sample = None,
) -> None:
    """Extract events from a gold corpus and score them; prints one JSON object.

    Reports that carry their text in capitals beside a true-cased copy are read in the copy.
    """
    from geoevents.errors import GeoEventsError
    from geoevents.evaluation import events as ruler
    from geoevents.event_json import event_to_dict

    if own and task is not EventTask.PLACES:
        raise GeoEventsError(f"--own goes with places, not with {task.value}")
    pipeline = _pipeline()
    gold: list[dict[str, Any]] = []
    predicted: dict[str, list[dict[str, Any]]] = {}
    for row, record in _gold_events(corpus, sample):
        triggers = None
        if task is EventTask.PLACES and not own:
            triggers = [(e["trigger_span"][0], e["trigger_span"][1]) for e in row["events"] if e.get("trigger_span")]
        gold.append(row)
        predicted[row["doc_id"]] = [event_to_dict(event) for event in pipeline.extract(record.document, triggers)]
    if task is EventTask.PLACES:
        answer = ruler.score_places(gold, predicted, own_triggers=own)
    elif task is EventTask.TYPES:
        answer = ruler.score_types(gold, predicted)
    elif task is EventTask.MUC:
        answer = ruler.score_muc(gold, predicted)
    else:
        answer = ruler.score_headlines(gold, predicted)
    typer.echo(json.dumps(answer))


def incidents(
    part: Annotated[str | None, typer.Option("--part", help="dev, seen or blind; default all, each apart.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="List what was joined wrongly or not joined.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read our own reports of which several tell of one incident, link them, and score pairs, groups and copies."""
    from geoevents.errors import GeoEventsError
    from geoevents.evaluation import incidents as ruler

    if part not in (None, *ruler.PARTS):
        raise GeoEventsError(f"--part {part}: not one of {', '.join(ruler.PARTS)}")
    pipeline = _pipeline()
    scores = {
        name: ruler.score_reports(ruler.load_reports(name), pipeline.extract)
        for name in ([part] if part else ruler.PARTS)
    }
    if as_json:
        typer.echo(json.dumps({name: ruler.as_dict(score) for name, score in scores.items()}))
        return
    for name, score in scores.items():
        typer.echo(f"{name}: {score.reports} reports, {score.found} of {score.told} incidents told were found")
        pairs = {"pairs": score.pairwise, "B-cubed": score.b_cubed, "copies": score.copies}
        _print_pairs("", "P / R / F", {n: f"{s.precision:.3f} / {s.recall:.3f} / {s.f:.3f}" for n, s in pairs.items()})
        for mistake in score.mistakes if failures else ():
            typer.echo(f"    {mistake}")
        typer.echo("")


def _pipeline() -> Pipeline:
    from geoevents.pipeline import Pipeline
    from geoevents.settings import Settings

    return Pipeline.from_settings(Settings.from_environment())


def _records(path: Path, sample: int | None) -> Iterator[Record]:
    """The documents of a corpus exactly as ``geoparse`` and ``extract`` would read them."""
    from geoevents.archive.records import parse_line

    number = 0
    with path.open("rb") as lines:
        for line, raw in enumerate(lines, 1):
            if raw.strip() and (sample is None or number < sample):
                number += 1
                yield parse_line(line, raw)


def _gold_events(path: Path, sample: int | None) -> Iterator[tuple[dict[str, Any], Record]]:
    from geoevents.archive.records import parse_line

    number = 0
    with path.open(encoding="utf-8") as lines:
        for line, text in enumerate(lines, 1):
            if not text.strip() or (sample is not None and number >= sample):
                continue
            number += 1
            row = json.loads(text)
            readable = {**row, "text": row.get("text_truecase") or row["text"], "triggers": None}
            yield row, parse_line(line, json.dumps(readable).encode())


def _predicted(resolution: Any) -> Any:
    from geoevents.evaluation.geoparsing import Point, Toponym

    mention, place = resolution.mention, resolution.referent
    return Toponym(
        mention.start,
        mention.end,
        Point(place.lat, place.lon) if place else None,
        str(place.geonameid) if place and place.geonameid else None,
        mention.kind,
        mention.literal,
    )


def _print_pairs(left: str, right: str, pairs: dict[str, str]) -> None:
    width = max(len(left), *map(len, pairs)) + 2 if pairs else len(left) + 2
    typer.echo(f"\n{left:<{width}}{right}")
    for name, value in pairs.items():
        typer.echo(f"{name:<{width}}{value}")
