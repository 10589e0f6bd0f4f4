"""The docs are held to their word: commands exist, have help and are told of; links lead somewhere."""

import re
from pathlib import Path

import pytest
import typer

from geoevents.cli.main import build_app

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/*/README.md")])


def commands(command, prefix=()):
    """Every command of the program with its words, groups left out."""
    for name, child in getattr(command, "commands", {}).items():
        if getattr(child, "commands", None):
            yield from commands(child, (*prefix, name))
        else:
            yield " ".join((*prefix, name)), child


COMMANDS = dict(commands(typer.main.get_command(build_app())))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help(name):
    command = COMMANDS[name]
    assert command.help, name
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert parameter.help, f"{name} {parameter.opts}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme_or_the_docs(name):
    assert any(f"geoevents {name}" in page.read_text("utf-8") for page in PAGES), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_the_docs_name_exists(page):
    for line in re.findall(r"(?m)^\s*(?:\$ )?(?:python -m )?geoevents ((?:[a-z]+ ?){1,2})", page.read_text("utf-8")):
        words = line.split()
        assert (
            " ".join(words[:2]) in COMMANDS
            or words[0] in COMMANDS
            or words[0] in {name.split()[0] for name in COMMANDS}
        ), f"{page.name}: geoevents {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_make_target_of_the_docs_exists():
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text()))
    for page in PAGES:
        for target in re.findall(r"(?m)(?:^ {4}|`)make ([a-z-]+)", page.read_text("utf-8")):
            assert target in targets, f"{page.name}: make {target}"
