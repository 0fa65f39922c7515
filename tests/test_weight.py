"""What is loaded when: the command line loads no Qt, the start loads no library it can do without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("reportlab", "pypdf", "openpyxl", "python_calamine", "xlrd", "pypinyin", "opencc", "babel", "rapidfuzz",
         "phonenumbers", "stdnum", "charset_normalizer", "PIL", "yaml", "holidays")
# What only an open office, a dialog or the command line needs: the sign-in page does not wait for it.
LATER = ("click", "sqlite_utils", "sqlcipher3", "cryptography", "argon2", "hashlib", "hmac", "ssl", "email", "http",
         "platform", "PySide6.QtNetwork", "PySide6.QtPrintSupport", "PySide6.QtPdf", "crm_desktop.cli",
         "crm_desktop.kit.store.store", "crm_desktop.kit.store.cipher", "crm_desktop.kit.forms", "ui.kit.session",
         "ui.kit.table", "ui.shell.desk", "ui.shell.keys_help", "ui.shell.first_start", "ui.customers")


def printed_by(code: str) -> set[str]:
    """The words a new process prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def loaded_by(module: str) -> set[str]:
    """The top names in sys.modules after importing one module in a new process."""
    return printed_by(f"import {module}, sys; print(*{{m.split('.')[0] for m in sys.modules}})")


@pytest.mark.parametrize("module", ["crm_desktop.cli", "ui.shell.app", "ui.__main__"])
def test_nothing_heavy_at_start(module: str) -> None:
    assert loaded_by(module) & set(HEAVY) == set()


@pytest.mark.parametrize("module", ["crm_desktop.cli", "ui.__main__", "crm_desktop.kit.report"])
def test_the_core_runs_without_qt(module: str) -> None:
    assert loaded_by(module) & {"PySide6", "shiboken6", "ui.shell"} == set()


def test_the_sign_in_page_waits_for_nothing_it_does_not_show() -> None:
    loaded = printed_by("import ui.__main__, ui.shell.app, sys; print(*sys.modules)")
    assert "ui.shell.sign_in" in loaded
    assert loaded & set(LATER) == set()


def test_pyside_reads_no_sources_of_later_imports() -> None:
    found = printed_by("import ui.shell.app, builtins, linecache, sys; import ui.shell.desk;"
                       " print(builtins.__import__.__name__,"
                       " *[n for n in linecache.cache if 'ui' in n.split('/') and n.endswith('desk.py')])")
    assert found == {"__import__"}


def test_the_store_comes_without_its_library_until_the_keys_are_there() -> None:
    loaded = printed_by("import crm_desktop.kit.store.store, sys; print(*sys.modules)")
    assert loaded & {"sqlite_utils", "click", "cryptography", "hashlib", "hmac"} == set()
