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

if TYPE_CHECKING:  # each dialog's own classes come when it is asked for
    from PySide6.QtPrintSupport import QPrinter

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

    name, _kind = QFileDialog.getOpenFileName(parent, title, str(folder or ""), kinds)
    return _path(name)


def save_file(parent: QWidget | None, title: str, proposal: str, kinds: str = "", folder: Path | None = None
              ) -> Path | None:
    """Where to write a file; asks before an existing one is replaced."""
    if _prepared is not None:
        return _path(_answer(title))
    from PySide6.QtWidgets import QFileDialog

    start = str(folder / proposal) if folder else proposal
    name, _kind = QFileDialog.getSaveFileName(parent, title, start, kinds)
    path = _path(name)
    if path is not None and not path.suffix and Path(proposal).suffix:
        path = path.with_suffix(Path(proposal).suffix)
    return path


def folder(parent: QWidget | None, title: str, start: Path | None = None) -> Path | None:
    """A folder."""
    if _prepared is not None:
        return _path(_answer(title))
    from PySide6.QtWidgets import QFileDialog

    return _path(QFileDialog.getExistingDirectory(parent, title, str(start or "")))


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


def _path(name: Any) -> Path | None:
    return Path(name) if name else None
