"""What a mouse does on the real window: every click on a widget she sees and reaches. Only words are typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QMenu,
    QScrollArea,
    QTableView,
    QToolButton,
    QWidget,
)

from crm_desktop.kit.i18n import _
from tests.flows.day_hand import Hand
from tests.flows.day_story import text_of
from ui.kit.widgets import Button


def click(hand: Hand, widget: QWidget, at: QPoint | None = None, *, twice: bool = False) -> None:
    """Scroll there as the wheel does, and click; nothing may lie over it."""
    see(hand, widget)
    at = at or widget.rect().center()
    window = widget.window()
    under = window.childAt(widget.mapTo(window, at)) or window
    assert under is widget or widget.isAncestorOf(under), f"{under} lies over {widget}"
    hand.click(widget, at, twice=twice)


def see(hand: Hand, widget: QWidget) -> None:
    """It comes into view."""
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget, 10, 10)
        area = area.parentWidget()
    hand.settle()


# Lists, menus, buttons


def row(hand: Hand, view: QAbstractItemView, at: int, *, twice: bool = False) -> None:
    """A row of a list."""
    index = view.model().index(at, view.modelColumn() if hasattr(view, "modelColumn") else 0)
    view.scrollTo(index)
    hand.settle()
    click(hand, view.viewport(), view.visualRect(index).center(), twice=twice)


def choose(hand: Hand, box: QComboBox, data: Any) -> None:
    """Open a list of answers and click one."""
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(1)  # so long Qt takes a release for that of the opening click
    try:
        click(hand, box)
        hand.until(lambda: _clicked(hand, box, data))
    finally:
        QApplication.setDoubleClickInterval(before)


def _clicked(hand: Hand, box: QComboBox, data: Any) -> bool:
    if box.view().isVisible():
        row(hand, box.view(), box.findData(data))
    return not box.view().isVisible() and box.currentData() == data


def entry(hand: Hand, label: str) -> None:
    """An entry of the menu that is open, perhaps of a menu below it."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = {a.text().split("\t")[0]: a for a in menu.actions()}
    assert label in found, f"{label} is not among {list(found)}"
    hand.click(menu, menu.actionGeometry(found[label]).center())


def menu_at(hand: Hand, widget: QWidget, at: QPoint) -> None:
    """The right button."""
    see(hand, widget)
    QTest.mousePress(widget, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at)))
    hand.settle()
    assert isinstance(QApplication.activePopupWidget(), QMenu)


def page(hand: Hand, page_id: str) -> None:
    """A page of the rail."""
    assert hand.window.desk is not None
    click(hand, hand.window.desk.rail.items[page_id])
    assert hand.page_id == page_id


def face(hand: Hand, page_id: str, mode: str = "list") -> None:
    """A page of the rail in that face; a card on it that another page opened goes back there first."""
    page(hand, page_id)
    if hand.page.mode != mode:
        back(hand)
        page(hand, page_id)
    assert hand.page.mode == mode


def button(hand: Hand, label: str) -> None:
    """A button in the head of the page, or what stands under its …"""
    found = next((b for b in hand.page.header.buttons() if b.text() == label), None)
    assert found is not None, f"{label} is not among {[b.text() for b in hand.page.header.buttons()]}"
    if found.isVisible():
        click(hand, found)
    else:
        click(hand, hand.page.header.more)
        entry(hand, label)


def answer_message(hand: Hand, label: str) -> None:
    """A button of the message below the page."""
    assert hand.window.desk is not None
    bar = hand.window.desk.messages
    found = next((b for b in bar._buttons if b.text() == label), None)
    assert found is not None, f"{label} is not offered with “{hand.said}”"
    if found.isVisible():
        click(hand, found)
    else:
        click(hand, bar.more)
        entry(hand, label)


def capture(hand: Hand, place: int) -> None:
    """A button of the strip at the top: complaint, call-back, sheets."""
    assert hand.window.desk is not None
    click(hand, hand.window.desk.strip.buttons[place])


# Forms


def into(hand: Hand, editor: Any, name: str) -> QWidget:
    """Click into a field of a form."""
    target: QWidget = editor.editors[name].focus_widget()
    click(hand, target, QPoint(12, min(10, target.height() // 2)))
    return target


def write(hand: Hand, editor: Any, name: str, text: str) -> None:
    """Mark what stands in a field with the mouse, and write over it."""
    target = into(hand, editor, name)
    if hasattr(target, "text") and target.text():
        hand.drag(target, QPoint(4, target.height() // 2), QPoint(target.width() - 8, 0))
        assert target.selectedText() == target.text()
    hand.text(text)


def tick(hand: Hand, editor: Any, name: str, place: int) -> None:
    """An answer of a row of answers."""
    found = editor.editors[name].buttons[place]
    click(hand, found, QPoint(8, found.height() // 2))


def pick(hand: Hand, editor: Any, name: str, fragment: str, place: int = 0) -> None:
    """Letters into a line that finds records, and one of what is found: the first, or the last (-1), the new one."""
    line = editor.editors[name]
    click(hand, line.line if line.value() is None else line.chip.change)
    hand.text(fragment)
    found = line.suggester.popup.list
    row(hand, found, place % found.count())


def day(hand: Hand, editor: Any, name: str, wanted: QDate) -> None:
    """A day from the month that opens at the end of the line."""
    field = editor.editors[name]
    see(hand, field)
    opens = next(b for b in field.line.findChildren(QToolButton) if b.defaultAction() is field._button)
    click(hand, opens)
    month: QCalendarWidget = field.popup.month
    view: QTableView = month.findChild(QTableView)
    if (month.yearShown(), month.monthShown()) != (wanted.year(), wanted.month()):
        click(hand, month.findChild(QToolButton, "qt_calendar_nextmonth"))
    model = view.model()
    cells = [model.index(line, column) for line in range(1, model.rowCount()) for column in range(model.columnCount())]
    first = next(n for n, cell in enumerate(cells) if cell.data() == 1)
    click(hand, view.viewport(), view.visualRect(cells[first + wanted.day() - 1]).center())
    assert field.value() == wanted.toString(Qt.DateFormat.ISODate) and field.popup is None


def keep(hand: Hand, editor: Any) -> None:
    """The button that saves."""
    click(hand, editor.footer.buttons["form_save"])


def saved(hand: Hand) -> None:
    """The button of the form in view; the form is gone."""
    editor = hand.page.form.editor
    keep(hand, editor)
    assert hand.page.mode != "form", (editor.problems(), editor.footer.sentence.text())


def asked(hand: Hand) -> None:
    """The button of the small form above the page; it is gone."""
    editor = hand.page.asking.editor
    keep(hand, editor)
    assert hand.page.asking.editor is None, (editor.problems(), editor.footer.sentence.text())


def labelled(hand: Hand, text: str, root: QWidget) -> None:
    """A button that says this."""
    click(hand, hand.labelled(Button, text, root))


def back(hand: Hand) -> None:
    """The arrow in the head."""
    click(hand, hand.page.header.back)


def paper(hand: Hand, name: str, text: str) -> None:
    """The paper of that report stands in the preview, with that text; the paper before stays until then."""
    assert hand.page_id == "reports" and hand.page.report().name == name
    hand.until(lambda: text in text_of(hand.page.preview.content() or b""))
    hand.idle()


def undo(hand: Hand) -> None:
    """The button with what was said."""
    answer_message(hand, _("Undo"))
