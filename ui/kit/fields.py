"""Lines outside forms: any line, the search box, the password box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import icons, theme, words
from ui.kit.composing import Composing
from ui.kit.theme import px
from ui.kit.words import Message


class LooseLine(QLineEdit):
    """A line outside a form: where it has nothing of its own to take back, Ctrl+Z and Ctrl+Y are the office's."""

    def event(self, event: QEvent) -> bool:
        """Claim the two keys only when there is typing to take back or to do again."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and (
                (event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable())
                or (event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable())):
            event.ignore()
            return False
        return super().event(event)


class SearchBox(Composing, LooseLine):
    """A line with a magnifier. `searched` carries the committed text plus what is being composed."""

    searched = Signal(str)

    def __init__(self, hint: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit()
        theme.look().changed.connect(self._fit)
        words.put_hint(self, hint)
        words.put_name(self, hint)
        self.textChanged.connect(self._tell)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The magnifier in front of the words."""
        super().paintEvent(event)
        _sign(self, "search")

    def _fit(self) -> None:
        self.setTextMargins(px(24), 0, 0, 0)

    def wanted(self) -> str:
        """What is searched for now: while composing, the letters count as pinyin."""
        letters = "".join(c for c in self._composing if c not in "' ")
        at = self.cursorPosition()
        return self.text()[:at] + letters + self.text()[at:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Hits come while the input method still composes."""
        super().inputMethodEvent(event)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc empties the box first, then goes its way."""
        if event.key() == Qt.Key.Key_Escape and self.text() and not self.composing():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.searched.emit(self.wanted())


class PasswordBox(QLineEdit):
    """Hidden letters, an eye to look, a signal while Caps Lock seems on, the input method off."""

    caps = Signal(bool)

    def __init__(self, name: Message = N_("Password"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
                                 | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
                                 | Qt.InputMethodHint.ImhPreferLatin)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        words.put_name(self, name)
        self._fit()
        theme.look().changed.connect(self._fit)
        self._eye = self.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        words.put(self._eye, N_("Show the password"))
        words.put_tip(self._eye, N_("Show the password"))
        self._eye.triggered.connect(lambda: self._show_letters(not self.shown()))
        self._show_letters(False)
        for button in self.findChildren(QToolButton):
            words.put_name(button, N_("Show the password"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The lock in front of the letters."""
        super().paintEvent(event)
        _sign(self, "lock")

    def _fit(self) -> None:
        self.setTextMargins(px(24), 0, 0, 0)

    def shown(self) -> bool:
        """Whether the letters can be read now."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def wipe(self) -> None:
        """Empty it, with nothing left to undo."""
        self.setText("")
        self._show_letters(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Watch for Caps Lock: a capital without Shift, a small letter with it."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        elif len(text) == 1 and text.isalpha() and text.isascii():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hide the letters again when she goes elsewhere."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._show_letters(False)
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """The input method stays off, whatever Qt thinks after a change of echo mode."""
        done = super().event(event)
        if event.type() == QEvent.Type.FocusIn:
            QGuiApplication.inputMethod().reset()
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        return done

    def _show_letters(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # Qt turns it on with letters that show
        self._eye.setIcon(icons.icon("eye-off" if shown else "eye"))


def _sign(line: QLineEdit, icon: str) -> None:
    """An icon at the left edge: decoration, so no control that a screen reader would stop at."""
    side, left = px(16), 0 if line.property("bare") else px(9)
    icons.paint(QPainter(line), QRect(left, (line.height() - side) // 2, side, side), icon, "text2")
