"""Small fields of the shell: the search box, the password box, the sentence below a field."""

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


class SearchBox(LooseLine):
    """A line with a magnifier. `searched` carries the committed text plus what is being composed."""

    searched = Signal(str)

    def __init__(self, hint: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = ""
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
        self._composing = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def composing(self) -> bool:
        """Whether Enter, Esc, digits and arrows belong to the input method now."""
        return bool(self._composing)

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
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
                                 | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
                                 | Qt.InputMethodHint.ImhPreferLatin)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        words.put_name(self, name)
        self._fit()
        theme.look().changed.connect(self._fit)
        self._eye = self.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        words.put(self._eye, N_("Show the password"))
        words.put_tip(self._eye, N_("Show the password"))
        self._eye.triggered.connect(self._look)
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
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye.setIcon(icons.icon("eye"))

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
        if self.shown() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._look()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """The input method stays off, whatever Qt thinks after a change of echo mode."""
        done = super().event(event)
        if event.type() == QEvent.Type.FocusIn:
            QGuiApplication.inputMethod().reset()
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        return done

    def _look(self) -> None:
        hidden = not self.shown()
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._eye.setIcon(icons.icon("eye-off" if hidden else "eye"))


def _sign(line: QLineEdit, icon: str) -> None:
    """An icon at the left edge: decoration, so no control that a screen reader would stop at."""
    side, left = px(16), 0 if line.property("bare") else px(9)
    icons.paint(QPainter(line), QRect(left, (line.height() - side) // 2, side, side), icon, "text2")
