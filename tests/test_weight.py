"""What is loaded when: the command line loads no Qt, the start loads no library it can do without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("reportlab", "pypdf", "openpyxl", "python_calamine", "xlrd", "pypinyin", "opencc", "babel", "rapidfuzz",
         "phonenumbers", "stdnum", "charset_normalizer", "PIL", "yaml", "holidays")


def loaded_by(module: str) -> set[str]:
    """The top names in sys.modules after importing one module in a new process."""
    code = f"import {module}, sys; print(' '.join(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["crm_desktop.cli", "ui.shell.app", "ui.__main__"])
def test_nothing_heavy_at_start(module: str) -> None:
    assert loaded_by(module) & set(HEAVY) == set()


@pytest.mark.parametrize("module", ["crm_desktop.cli", "ui.__main__", "crm_desktop.kit.report"])
def test_the_core_runs_without_qt(module: str) -> None:
    assert loaded_by(module) & {"PySide6", "shiboken6", "ui.shell"} == set()
