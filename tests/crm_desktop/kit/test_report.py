"""Reports: found in features, made in the language asked for, written whole or not at all."""

from __future__ import annotations

import errno
import os
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pypdf import PdfReader

from crm_desktop.kit import clock, feature, i18n, report
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.pdf import Grid, Paper, Text
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store
from tests.crm_desktop.kit.pdf.paper import AT


def _build(_store: Store, options: Options) -> Paper:
    return Paper(f"In {i18n.language()}", period_text=options.period or "", blocks=[Text("客户")])


SAMPLE = Report("sample", "Sample", "customers", ("period",), _build)


def _offer(monkeypatch: pytest.MonkeyPatch, *reports: Report) -> None:
    """Let these be all the reports there are."""
    module, others = ModuleType("report"), feature.modules
    module.REPORTS = list(reports)  # type: ignore[attr-defined]
    monkeypatch.setattr(feature, "modules", lambda name: [module] if name == "report" else others(name))


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Any:
    _offer(monkeypatch, SAMPLE)
    with clock.frozen(AT):
        opened = Store.memory(language="zh_TW")
        yield opened
        opened.close()


def test_unknown_report_names_those_there_are(store: Store) -> None:
    assert report.get("sample") is SAMPLE
    with pytest.raises(Problem, match="sample"):
        report.get("x" * 500)


def test_two_reports_of_one_name_are_a_bug(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _offer(monkeypatch, SAMPLE, SAMPLE)
    with pytest.raises(RuntimeError):
        report.all_reports()


def test_unknown_options_are_a_bug() -> None:
    with pytest.raises(ValueError, match="colour"):
        Report("x", "X", "g", ("colour",), _build)


@pytest.mark.parametrize("language", ["", *i18n.LANGUAGES])
def test_made_in_the_language_asked_for_else_the_offices(store: Store, language: str) -> None:
    out = BytesIO()
    assert report.make(store, "sample", Options("2026-10", language=language), out) == 1
    reader = PdfReader(out)
    assert f"In {language or 'zh_TW'}" in reader.pages[0].extract_text()
    assert i18n.language() == "en"


def test_same_store_same_bytes(store: Store, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        report.make(store, "sample", Options(), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert sorted(os.listdir(tmp_path)) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize("place", ["no/such/folder.pdf", ".", "nul\0name.pdf"])
def test_places_that_cannot_be_written_are_problems(store: Store, tmp_path: Path, place: str) -> None:
    with pytest.raises(Problem):
        report.make(store, "sample", Options(), tmp_path / place)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_errors_of_the_disk_leave_the_old_file(store: Store, tmp_path: Path, number: int,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Problem):
        report.make(store, "sample", Options(), out)
    assert out.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_a_file_held_by_a_reader_is_said_so(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        error = PermissionError(errno.EACCES, "held")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(Problem, match="Close it there first"):
        report.make(store, "sample", Options(), tmp_path / "a.pdf")


def test_cancel_writes_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    paper = Paper("T", blocks=[Grid(["A"], [["1"]] * 5000)])
    with pytest.raises(Cancelled):
        report.write(store, paper, tmp_path / "a.pdf", stop)
    assert os.listdir(tmp_path) == []


def test_period_asked_for_else_the_running_one(store: Store) -> None:
    assert str(Options("2026-Q1").period_or(store)) == "2026-Q1"
    assert str(Options().period_or(store)) == "2026-11"
    with pytest.raises(Problem):
        Options("soon").period_or(store)
