"""A measurement that can't be taken is told with its reason, and the others are taken all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from build_spec import apart
from build_spec.bench import windows
from build_spec.bench.table import Table


def test_a_window_that_fails_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # from anywhere, and without help
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert windows.run("import build_spec.apart, ui.kit\nprint('memory', 2)")[1] == {"memory": 2.0}
    with pytest.raises(apart.Failed, match="the disk is gone"):
        windows.run("raise OSError('the disk is gone')")


def test_a_window_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "LONGEST", 1)
    with pytest.raises(apart.Failed, match="not done after 1 s"):
        windows.run("import time\ntime.sleep(600)")


def test_the_other_figures_are_taken(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table()

    def late() -> None:
        raise apart.Failed("ended with 1\nno such office")

    assert table.attempt("sign-in", late) is None
    assert table.attempt("search", lambda: 1 / 0) is None
    assert table.attempt("list", lambda: 5) == 5
    table.row("list", 5, 10, 1)
    assert table.end() == 1
    told = capsys.readouterr().out
    assert "sign-in: could not be measured\n    | ended with 1\n    | no such office" in told
    assert "ZeroDivisionError" in told
    assert told.splitlines()[-1] == "Could not be measured: sign-in; search."


def test_within_all_limits_the_exit_code_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table()
    table.row("list", 5, 10, 1)
    assert table.end() == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Every figure within its limit."


def test_what_is_written_meanwhile_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in apart._PARTS:
        (tmp_path / part).mkdir()
    (tmp_path / "ui" / "told.py").write_text(
        "import sys\nfrom pathlib import Path\nfrom build_spec import apart\n"
        "Path(sys.argv[1], 'ui', 'told.py').write_text('edited')\n"
        "sys.exit(7 if apart.is_copy() and apart.original() == Path(sys.argv[1]) and 'edited' not in"
        " Path(__file__).read_text().splitlines() and apart.ROOT == Path.cwd() else 1)\n")
    (tmp_path / "build_spec" / "apart.py").write_text(Path(apart.__file__).read_text(encoding="utf-8"))
    monkeypatch.setattr(apart, "ROOT", tmp_path)
    monkeypatch.delenv(apart._OF, raising=False)
    assert not apart.is_copy()
    assert apart.again("ui.told", [str(tmp_path)]) == 7
    assert (tmp_path / "ui" / "told.py").read_text() == "edited"


def test_the_bench_knows_its_options_without_measuring() -> None:
    told = subprocess.run([sys.executable, "-m", "build_spec.bench", "--help"], check=True, capture_output=True,
                          text=True, cwd=apart.ROOT, env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"})
    assert "--only-day" in told.stdout
