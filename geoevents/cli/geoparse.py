"""Commands of ``geoparse``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoevents.cli.terminal import counted

if TYPE_CHECKING:
    from geoevents.model import Resolution


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""

    @app.command("geoparse")
    def geoparse_command(
        source: Annotated[
            Path, typer.Argument(metavar="IN.jsonl", help="Documents, one JSON object a line; - for standard input.")
        ],
        output: Annotated[Path, typer.Option("-o", "--output", metavar="OUT.jsonl", help="Toponyms of each document.")],
        rules_only: Annotated[
            bool, typer.Option("--rules-only", help="Recognise by rules, without learned weights.")
        ] = False,
        no_model: Annotated[
            bool, typer.Option("--no-model", help="Use no language model: several times as fast.")
        ] = False,
    ) -> None:
        """Find the place names of documents and say which place each one means.

        Lines that cannot be read go to OUT.jsonl.rejects.jsonl with their number and the reason; the run goes
        on and ends with exit code 3.
        """
        from geoevents.cli.jsonl import EXIT_REJECTS, Rejects, atomic_output, check_apart, read_records, write_line
        from geoevents.errors import FAULTS, InvalidDocumentError, fault
        from geoevents.gazetteer.stack import open_gazetteers
        from geoevents.geoparse import Geoparser
        from geoevents.settings import Settings
        from geoevents.text.language import PlainLanguage, load_language

        check_apart(source, output)
        rejects = Rejects(output, "geoevents-geoparse")
        gazetteer = open_gazetteers(Settings.from_environment())
        language = PlainLanguage() if no_model else load_language()
        if language.name == "none" and not no_model:
            typer.echo("No language model is installed: places come from the gazetteer alone.", err=True)
        parser = Geoparser(gazetteer, language, rules_only=rules_only)
        documents = toponyms = 0
        with rejects, atomic_output(output) as out:
            for record in read_records(source, rejects):
                try:
                    answers = parser.geoparse(record.document, spans=record.spans("spans"))
                except InvalidDocumentError as error:
                    rejects.add(record.line, str(error), record.doc_id)
                    continue
                except FAULTS as error:
                    rejects.add(record.line, fault(error), record.doc_id)
                    continue
                write_line(out, {"doc_id": record.doc_id, "toponyms": [toponym(answer) for answer in answers]})
                documents += 1
                toponyms += len(answers)
        typer.echo(f"{counted(documents, 'document')}, {counted(toponyms, 'toponym')} -> {output}", err=True)
        if len(rejects):
            typer.echo(f"{counted(len(rejects), 'line')} could not be used: see {rejects.path}", err=True)
            raise typer.Exit(EXIT_REJECTS)


def toponym(answer: Resolution) -> dict[str, Any]:
    """One toponym as the output has it; what is not known is null."""
    mention, place = answer.mention, answer.referent
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "literal": mention.literal,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonameid": place.geonameid if place else None,
        "place_id": place.place_id if place else None,
        "name": place.name if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "feature_code": place.feature_code if place else None,
        "score": round(answer.score, 4),
    }
