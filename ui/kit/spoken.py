"""What a screen reader hears of the house's own widgets, where Qt alone would say "panel" or "check box".

A widget that paints itself says what it is by `spoken_role`; `begin` lets Qt ask for that.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QCheckBox, QComboBox, QLabel, QRadioButton, QWidget
from shiboken6 import Shiboken

from ui.kit import words

ROLE = QAccessible.Role
_CLICKS = ("Press", "Toggle")  # Qt's names of the actions
_begun: list[bool] = []


def begin() -> None:
    """From now on widgets are met as they say; once for the process."""
    if not _begun:
        _begun.append(True)
        QAccessible.installFactory(_face)


def again(widget: QWidget) -> None:
    """Forget how a widget was met before it was ready: a reader that is there early makes Qt ask at its first word."""
    if _begun and QAccessible.isActive():
        early = QAccessible.queryAccessibleInterface(widget)
        number = QAccessible.uniqueId(early)
        Shiboken.invalidate(early)  # Qt deletes it
        QAccessible.deleteAccessibleInterface(number)


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


class _Choice(QAccessibleWidget):
    """A button that is on or off. Pressed by a reader it is clicked, as by hand: Qt alone would only turn it over."""

    def _button(self) -> QAbstractButton:
        button = self.widget()
        assert isinstance(button, QAbstractButton)
        return button

    def role(self) -> QAccessible.Role:
        """One of a row, one of the pages, or by itself."""
        kind = ROLE.RadioButton if isinstance(self.widget(), QRadioButton) else ROLE.CheckBox
        return getattr(self.widget(), "spoken_role", None) or kind

    def text(self, kind: QAccessible.Text) -> str:
        """The word on it, unless it has a name of its own."""
        said = super().text(kind)
        return said or self._button().text().replace("&", "") if kind == QAccessible.Text.Name else said

    def state(self) -> QAccessible.State:
        """Whether it is on."""
        state, button = super().state(), self._button()
        if self.role() == ROLE.PageTab:
            state.selectable, state.selected = True, button.isChecked()
        else:
            state.checkable, state.checked = True, button.isChecked()
            if isinstance(button, QCheckBox):
                state.checkStateMixed = button.checkState() == Qt.CheckState.PartiallyChecked
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's name
        """It can be pressed."""
        return [*_CLICKS, *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Press it."""
        if name in _CLICKS:
            self._button().click()
        else:
            super().doAction(name)


def _face(_kind: str, asked: QObject) -> QAccessibleInterface | None:
    if isinstance(asked, QAbstractButton) and asked.isCheckable():
        return _Choice(asked)
    return _Face(asked) if isinstance(asked, QWidget) and getattr(asked, "spoken_role", None) is not None else None
