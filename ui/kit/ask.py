"""The only door to message boxes, file dialogs and the printer dialog.

Tests answer in advance: `with ask.answers(path, True): ...`; a question nobody answers fails the test.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from crm_desktop.kit.i18n import _
from ui.kit.theme import px

if TYPE_CHECKING:  # each dialog's own classes come when it is asked for
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QFileDialog

_prepared: deque[Any] | None = None
_asked: list[str] = []


@contextmanager
def answers(*prepared: Any) -> Iterator[list[str]]:
    """Answer the next questions with these values, in order; gives the list of what was asked."""
    global _prepared
    before, _prepared = _prepared, deque(prepared)
    _asked.clear()
    try:
        yield _asked
        if _prepared:
            raise AssertionError(f"not asked for: {list(_prepared)}")
    finally:
        _prepared = before


def _answer(question: str) -> Any:
    assert _prepared is not None
    _asked.append(question)
    if not _prepared:
        raise AssertionError(f"nobody answers: {question}")
    return _prepared.popleft()


def open_file(parent: QWidget | None, title: str, kinds: str = "", folder: Path | None = None) -> Path | None:
    """A file to read; `kinds` as Qt wants it ("Excel (*.xlsx *.csv)")."""
    if _prepared is not None:
        return _path(_answer(title))
    from PySide6.QtWidgets import QFileDialog

    dialog = _files(parent, title, str(folder or ""), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def save_file(parent: QWidget | None, title: str, proposal: str, kinds: str = "", folder: Path | None = None
              ) -> Path | None:
    """Where to write a file; asks before an existing one is replaced."""
    if _prepared is not None:
        return _path(_answer(title))
    from PySide6.QtWidgets import QFileDialog

    dialog = _files(parent, title, str(folder or ""), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(proposal).suffix.removeprefix("."))  # of what is there by then she is asked
    dialog.selectFile(proposal)
    path = _chosen(dialog)
    if path is not None and not path.suffix and Path(proposal).suffix:
        path = path.with_suffix(Path(proposal).suffix)
    return path


def folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """A folder."""
    if _prepared is not None:
        return _path(_answer(title))
    from PySide6.QtWidgets import QFileDialog

    dialog = _files(parent, title, str(start or ""), "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog)


def printer(parent: QWidget | None, title: str) -> QPrinter | None:
    """A printer set up by the user, or None when she changed her mind."""
    if _prepared is not None:
        made: QPrinter | None = _answer(title)
        return made
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(device, parent)
    dialog.setWindowTitle(title)
    return device if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def choose(parent: QWidget | None, sentence: str, *verbs: str, title: str = "") -> int:
    """Which of the verbs is pressed, by place; the last is the harmless one, which Esc means too.

    `title` says what it is about; without one it is the first verb, of a mere notice the program's name.
    """
    if _prepared is not None:
        return int(_answer(sentence))
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title or (verbs[0] if len(verbs) > 1 else _("CRM Desktop")))
    box.setText(sentence)
    buttons = [box.addButton(verb, QMessageBox.ButtonRole.ActionRole) for verb in verbs]
    box.setEscapeButton(buttons[-1])
    box.setDefaultButton(buttons[-1])
    box.exec()
    pressed = box.clickedButton() if isValid(box) else None  # the lock takes every box away
    return next((i for i, button in enumerate(buttons) if button is pressed), len(buttons) - 1)


def destroy(parent: QWidget | None, sentence: str, verb: str, keep: str, typed: str, title: str = "") -> bool:
    """Whether to destroy for good: the verb works only after `typed` (a count) was typed."""
    if _prepared is not None:
        return bool(_answer(sentence))
    from ui.kit.sure import Sure

    return Sure(parent, title or verb, sentence, verb, keep, typed).exec() == Sure.DialogCode.Accepted


def _files(parent: QWidget | None, title: str, folder: str, kinds: str) -> QFileDialog:
    """The system's dialog for files; where that is Qt's own, with room for names at every size of letters."""
    from PySide6.QtWidgets import QFileDialog, QSplitter

    dialog = QFileDialog(parent, title, folder, kinds)
    room = dialog.screen().availableGeometry()
    dialog.resize(min(px(760), room.width() * 9 // 10), min(px(480), room.height() * 8 // 10))
    for parts in dialog.findChildren(QSplitter):
        parts.setSizes([px(150), px(600)])
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == dialog.DialogCode.Accepted and isValid(dialog)  # the lock takes it away
    found = dialog.selectedFiles() if accepted else []
    if isValid(dialog):
        dialog.deleteLater()
    return _path(found[0] if found else None)


def _path(name: Any) -> Path | None:
    return Path(name) if name else None
