"""Runs the command line inside the test's own process, as a terminal would."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from crm_desktop import cli
from crm_desktop.kit.store import Store

PASSWORD = "six green kettles hum"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: list[str]
    err: list[str]


def no_window(office: Path | None, language: str | None) -> int:
    """The window must not open for a verb."""
    raise AssertionError(f"the window was opened: {office}, {language}")


def crm(*words: object) -> Said:
    """`crm-desktop` with these words; fails on a traceback or a sentence over several lines."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = cli.run([str(w) for w in words], no_window)
    assert "Traceback" not in out.getvalue() + err.getvalue()
    return Said(code, out.getvalue().splitlines(), err.getvalue().splitlines())


def one_sentence(said: Said, code: int = 1) -> str:
    """What the command complained about."""
    assert (said.code, said.out, len(said.err)) == (code, [], 1), said
    return said.err[0]


def opened(office: Path) -> Store:
    """A sample office, to look into."""
    return Store.open(office, "demo", PASSWORD)
