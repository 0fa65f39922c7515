"""A copy of the program to be measured in: what somebody writes into the files meanwhile is not read in the middle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PARTS = ("build_spec", "crm_desktop", "resources", "tests", "ui")
_OF = "CRM_DESKTOP_COPY_OF"


class Failed(Exception):
    """A program that was to be measured ended by itself; its own words are the message."""


def is_copy() -> bool:
    """Whether this is such a copy."""
    return _OF in os.environ


def original() -> Path:
    """The folder that was copied; without a copy the one the program lies in."""
    return Path(os.environ.get(_OF, ROOT))


def again(module: str, arguments: Sequence[str]) -> int:
    """Run a module of the program in a copy of it, and answer its exit code."""
    with tempfile.TemporaryDirectory(prefix="crm-apart-") as scratch:
        for part in _PARTS:
            shutil.copytree(ROOT / part, Path(scratch, part))
        return subprocess.run([sys.executable, "-m", module, *arguments], check=False, cwd=scratch,
                              env={**os.environ, _OF: str(ROOT), "PYTHONPATH": scratch}).returncode
