"""Another Python with the same code, the same environment and the tests' own samples."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[1]


def process(code: str, *arguments: str) -> subprocess.Popen[str]:
    """It runs while the test goes on."""
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(code), *arguments],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(child: subprocess.Popen[str], timeout: float = 300) -> str:
    """What it printed; it must have ended well."""
    out, err = child.communicate(timeout=timeout)
    assert child.returncode == 0, err
    return out
