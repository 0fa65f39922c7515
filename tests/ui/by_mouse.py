"""What a mouse does on a page: every click on something that can be seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.ui.desk_office import Office

LEFT = Qt.MouseButton.LeftButton


def click(office: Office, widget: QWidget, at: QPoint | None = None) -> None:
    """A click, in the middle where no point is given."""
    assert widget.isVisible()
    QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())
    office.settle()


def entry(office: Office, menu: QMenu, label: str) -> None:
    """An entry of an open menu."""
    found = next(a for a in menu.actions() if a.text().split("\t")[0] == label)
    click(office, menu, menu.actionGeometry(found).center())
    assert QApplication.activePopupWidget() is None


def button(office: Office, page: Any, label: str) -> None:
    """A button of the head, or what stands under its …"""
    found = next(b for b in page.header.buttons() if b.text() == label)
    if found.isVisible():
        click(office, found)
        return
    click(office, page.header.more)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry(office, menu, label)


def save(office: Office, editor: Any) -> None:
    """The button below a form."""
    click(office, editor.footer.buttons["form_save"])
