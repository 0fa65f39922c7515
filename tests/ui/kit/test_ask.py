"""Questions: answered in advance by tests, never left open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from ui.kit import ask, theme
from ui.kit.sure import Sure


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


def test_the_count_is_typed_at_once_and_enter_goes_on(qtbot: QtBot) -> None:
    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        field = box.findChild(QLineEdit)
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, "3")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    assert ask.destroy(None, "Destroy?", "Empty", "Keep", "3")


def test_the_count_stands_above_the_verbs_and_the_title_says_what_it_is_about(qtbot: QtBot) -> None:
    seen: list[object] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, Sure)
        seen.append(box.windowTitle())
        seen.append(box.field.geometry().bottom() < box.go.geometry().top())
        qtbot.keyClicks(box.field, "4")
        qtbot.keyClick(box.field, Qt.Key.Key_Return)
        seen.append((box.isVisible(), box.go.isEnabled()))
        qtbot.keyClick(box.field, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    assert not ask.destroy(None, "Destroy?", "Empty", "Keep", "3", "Empty the bin")
    assert seen == ["Empty the bin", True, (True, False)]


@pytest.mark.parametrize(("verbs", "title", "shown"), [(("Delete", "Keep"), "", "Delete"), (("Close",), "", "CRM Desktop"),
                                                       (("Delete", "Keep"), "The sample", "The sample")])
def test_a_question_is_called_by_what_it_is_about(qtbot: QtBot, verbs: tuple[str, ...], title: str, shown: str) -> None:
    titles: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        titles.append(box.windowTitle())
        qtbot.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    assert ask.choose(None, "Which?", *verbs, title=title) == len(verbs) - 1
    assert titles == [shown]


def test_a_file_is_chosen_in_a_dialog_with_room_for_names(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_text("x")
    widths: list[int] = []

    def answer(accept: bool) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        widths.append(dialog.width())
        (dialog.accept if accept else dialog.reject)()

    QTimer.singleShot(0, lambda: answer(True))
    assert ask.save_file(None, "Save", "new.pdf", "PDF (*.pdf)", tmp_path) == tmp_path / "new.pdf"
    QTimer.singleShot(0, lambda: answer(True))
    assert ask.folder(None, "Where?", tmp_path) == tmp_path
    QTimer.singleShot(0, lambda: answer(False))
    assert ask.open_file(None, "Open", "Excel (*.xlsx)", tmp_path) is None
    theme.look().set(factor=2.0)
    QTimer.singleShot(0, lambda: answer(False))
    assert ask.save_file(None, "Save", "new.pdf", "PDF (*.pdf)", tmp_path) is None
    room = QApplication.primaryScreen().availableGeometry().width() * 9 // 10
    assert widths == [min(760, room)] * 3 + [min(1520, room)]


def test_a_name_without_its_ending_overwrites_nothing_unasked(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("hers")
    asked: list[str] = []

    def name_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        QTimer.singleShot(0, lambda: keep_it(dialog))
        dialog.findChild(QLineEdit, "fileNameEdit").setText("list")
        dialog.accept()

    def keep_it(dialog: QFileDialog) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            box.button(QMessageBox.StandardButton.No).click()
            dialog.reject()

    QTimer.singleShot(0, name_it)
    assert ask.save_file(None, "Save", "x.csv", "*.csv", tmp_path) is None
    assert "list.csv" in "".join(asked)
