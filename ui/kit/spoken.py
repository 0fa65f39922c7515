"""What a screen reader hears of the house's own widgets, where Qt alone would say "panel" or "check box".

A widget that paints itself says what it is by `spoken_role`; `begin` lets Qt ask for that.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QComboBox, QLabel, QWidget

from ui.kit import words

ROLE = QAccessible.Role
_PRESS = "Press"  # Qt's name of the action
_begun: list[bool] = []


def begin() -> None:
    """From now on widgets are met as they say; once for the process."""
    if not _begun:
        _begun.append(True)
        QAccessible.installFactory(_face)


def announce(widget: QObject, sentence: str) -> None:
    """Say a sentence now, wherever the keyboard is."""
    if sentence:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def give_label(combo: QComboBox) -> None:
    """A label for a combo: on Linux Qt gives its value for its name, so readers look for what labels it."""
    holder = combo.parentWidget()
    if holder is None:
        return
    beside = holder.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if not any(label.buddy() is combo for label in beside):
        from ui.kit.widgets import Label

        label = Label(parent=holder)
        label.hide()
        label.setBuddy(combo)
        words.put(label, combo.accessibleName)


class _Face(QAccessibleWidget):
    """A painted widget, as what it shows."""

    def role(self) -> QAccessible.Role:
        """What it says it is."""
        return self.widget().spoken_role  # type: ignore[attr-defined,no-any-return]


class _OneOfSeveral(_Face):
    """A button of which exactly one of a row is on."""

    def _button(self) -> QAbstractButton:
        button = self.widget()
        assert isinstance(button, QAbstractButton)
        return button

    def text(self, kind: QAccessible.Text) -> str:
        """The word on it, unless it has a name of its own."""
        said = super().text(kind)
        return said or self._button().text() if kind == QAccessible.Text.Name else said

    def state(self) -> QAccessible.State:
        """Whether it is the one."""
        state, on = super().state(), self._button().isChecked()
        if self.role() == ROLE.PageTab:
            state.selectable, state.selected = True, on
        else:
            state.checkable, state.checked = True, on
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's name
        """It can be pressed."""
        return [_PRESS, *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Press it."""
        if name == _PRESS:
            self._button().click()
        else:
            super().doAction(name)


def _face(_kind: str, asked: QObject) -> QAccessibleInterface | None:
    if getattr(asked, "spoken_role", None) is None or not isinstance(asked, QWidget):
        return None
    return _OneOfSeveral(asked) if isinstance(asked, QAbstractButton) else _Face(asked)
