"""Small doors: the memory of windows, questions, specs, printing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit.errors import Problem
from ui.kit import ask, specs
from ui.kit.printing import print_pdf
from ui.kit.window_state import WindowState


def test_what_is_set_is_there_next_time(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "windows.json"
    first = WindowState(path)
    first.set("theme", "dark")
    first.set("columns", ["customer_no", "customer_name"])
    first.set("gone", 1)
    first.set("gone", None)
    first.save()
    again = WindowState(path)
    assert (again.get("theme"), again.get("columns"), again.get("gone", 7)) == ("dark", ["customer_no", "customer_name"], 7)


@pytest.mark.parametrize("content", ["", "{", "[1]", "\0\0"])
def test_a_damaged_memory_is_forgotten(tmp_path: Path, content: str, qtbot: QtBot) -> None:
    path = tmp_path / "windows.json"
    path.write_text(content, "utf-8")
    state = WindowState(path)
    assert state.get("theme") is None
    state.set("theme", "light")
    state.save()
    assert json.loads(path.read_text("utf-8")) == {"theme": "light"}


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path, qtbot: QtBot) -> None:
    state = WindowState(tmp_path / "missing" / "windows.json")
    state.set("theme", "light")
    state.save()
    assert state.get("theme") == "light"


def test_the_window_comes_back_to_its_place(settings: WindowState, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert not settings.restore_geometry(window)
    window.setGeometry(40, 50, 640, 480)
    settings.keep_geometry(window)
    other = QWidget()
    qtbot.addWidget(other)
    assert settings.restore_geometry(other)
    assert other.size() == window.size()


def test_questions_are_answered_in_order() -> None:
    with ask.answers("/tmp/in.xlsx", None, True, 1) as asked:
        assert ask.open_file(None, "Choose a file") == Path("/tmp/in.xlsx")
        assert ask.save_file(None, "Save", "list.xlsx") is None
        assert ask.destroy(None, "Destroy?", "Empty", "Keep", "3")
        assert ask.choose(None, "Which?", "One", "Two") == 1
    assert asked == ["Choose a file", "Save", "Destroy?", "Which?"]


def test_a_question_nobody_answers_fails() -> None:
    with pytest.raises(AssertionError, match="nobody answers"), ask.answers():
        ask.folder(None, "Where?")
    with pytest.raises(AssertionError, match="not asked"), ask.answers(1):
        pass


def test_every_declared_page_exists_and_has_an_icon() -> None:
    from ui.kit import icons
    ids = [s.id for s in specs.all_pages()]
    assert len(ids) == len(set(ids))
    assert {"bin", "settings"} <= set(ids)
    for spec in (*specs.all_pages(), *specs.all_captures()):
        assert icons.exists(spec.icon), spec
    for page in specs.all_pages():
        assert callable(specs.load(page.make))
        if page.badge:
            assert callable(specs.load(page.badge))
    for capture in specs.all_captures():
        assert callable(specs.load(capture.run))


def test_a_pdf_goes_to_the_printer_page_by_page(tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
    source = tmp_path / "two.pdf"
    writer = QPdfWriter(str(source))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    painter.drawText(100, 100, "one")
    writer.newPage()
    painter.drawText(100, 100, "two")
    painter.end()
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert print_pdf(source.read_bytes(), printer) == 2
    assert (tmp_path / "out.pdf").stat().st_size > 1000


def test_what_is_no_pdf_is_not_printed(tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(Problem):
        print_pdf(b"no pdf", printer)
