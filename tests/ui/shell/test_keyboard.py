"""The keyboard goes back to the page when what has it is taken away: never to the rail, never to nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from crm_desktop.kit import records
from tests.ui.desk_office import Office, filled, office
from ui.kit.actions import Action
from ui.kit.buttons import Button

__all__ = ["filled", "office"]
PAGES = ("today", "customers", "complaints", "visits", "survey_entry", "reports", "bin", "settings", "import")


@pytest.fixture
def there(office: Office, request: pytest.FixtureRequest) -> tuple[Office, QWidget]:
    """A page, and where the keyboard is on it."""
    page = office.page(getattr(request, "param", "customers"))
    office.idle()
    focus = QApplication.focusWidget()
    if focus is None or not page.isAncestorOf(focus):
        focus = page.first_focus() or page
        focus.setFocus()
        office.settle()
    return office, focus


def _button(office: Office, word: str) -> Button:
    return next(b for b in office.desk.messages.findChildren(Button) if b.isVisible() and b.text() == word)


@pytest.mark.parametrize("there", PAGES, indirect=True)
def test_closing_a_notice_by_key_or_by_mouse(there: tuple[Office, QWidget]) -> None:
    office, focus = there
    close = office.desk.messages.close_button
    for way in ("mouse", "Enter", "Space", "Esc"):
        office.session.tell("Saved.", undo=True)
        office.settle()
        if way == "mouse":
            QTest.mouseClick(close, Qt.MouseButton.LeftButton)
        else:
            close.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QTest.keyClick(close, {"Enter": Qt.Key.Key_Return, "Space": Qt.Key.Key_Space}.get(way, Qt.Key.Key_Escape))
        office.settle()
        assert office.desk.messages.isHidden(), way
        assert QApplication.focusWidget() is focus, way


@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_button_of_a_notice_leaves_the_keyboard_on_the_page(there: tuple[Office, QWidget], by_mouse: bool) -> None:
    office, focus = there
    office.session.tell("Saved.", action=Action("again", "Again", lambda: None))
    office.settle()
    button = _button(office, "Again")
    if by_mouse:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Return)
    office.settle()
    assert office.desk.messages.isHidden()
    assert QApplication.focusWidget() is focus


def test_undo_in_a_notice_by_key_offers_redo_and_leaves_the_page_the_keyboard(there: tuple[Office, QWidget]) -> None:
    office, focus = there
    records.create(office.store, "customer_master", {"customer_name": "恒岚精密机械"})
    office.session.tell("Saved.", undo=True)
    office.settle()
    button = _button(office, "Undo")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    office.settle()
    assert _button(office, "Redo")
    assert QApplication.focusWidget() is focus


@pytest.mark.parametrize("how", ["hidden", "disabled", "deleted"])
def test_a_button_that_goes_with_its_act(there: tuple[Office, QWidget], how: str) -> None:
    office, focus = there
    button = QPushButton("Close", office.desk.current)
    button.setObjectName("action_close")
    button.show()
    button.setFocus()
    office.settle()
    {"hidden": button.hide, "disabled": lambda: button.setEnabled(False), "deleted": button.deleteLater}[how]()
    office.settle()
    office.bot.waitUntil(lambda: QApplication.focusWidget() is focus)


def test_a_button_that_is_made_anew_keeps_it(there: tuple[Office, QWidget]) -> None:
    office, _focus = there
    page = office.desk.current
    assert page is not None
    next(b for b in page.header.buttons() if b.objectName() == "action_export").setFocus()
    office.settle()
    page.update_head()
    office.settle()
    now = QApplication.focusWidget()
    assert now is not None and now.objectName() == "action_export"
    assert now in page.header.buttons()


def test_a_button_that_goes_with_its_row(office: Office) -> None:
    page = office.page("customers")
    page.open("customer_master", 1)
    office.settle()
    focus = QApplication.focusWidget()
    assert focus is not None and page.isAncestorOf(focus)
    row = QWidget(page)
    button = QPushButton(row)
    row.show()
    button.setFocus()
    office.settle()
    row.hide()
    row.deleteLater()
    office.settle()
    assert QApplication.focusWidget() is focus


def test_what_had_it_only_for_the_time_being_is_no_place_of_hers(there: tuple[Office, QWidget]) -> None:
    office, focus = there
    focus.setEnabled(False)  # records are being written, say
    office.settle()
    lent = QApplication.focusWidget()
    assert lent is not None and lent is not focus
    focus.setEnabled(True)
    button = QPushButton("Undo", office.desk.current)
    button.setObjectName("action_undo_import")
    button.show()
    button.setFocus()
    office.settle()
    button.hide()
    office.settle()
    assert QApplication.focusWidget() is focus


def test_what_the_act_gives_it_to_stands(there: tuple[Office, QWidget]) -> None:
    office, _focus = there
    page = office.desk.current
    assert page is not None
    one, other = QPushButton("One", page), QPushButton("Other", page)
    for button in (one, other):
        button.show()
    one.setFocus()
    office.settle()
    one.hide()
    other.setFocus()
    office.settle()
    assert QApplication.focusWidget() is other


def test_a_button_that_goes_while_its_dialog_is_open(there: tuple[Office, QWidget]) -> None:
    office, focus = there
    button = QPushButton("Close the case…", office.desk.current)
    button.show()
    button.setFocus()
    office.settle()
    dialog = QDialog(office.desk)
    dialog.open()
    office.bot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    button.deleteLater()
    office.settle()
    dialog.close()
    office.desk.activateWindow()
    office.bot.waitUntil(lambda: QApplication.focusWidget() is focus)


def test_the_rail_keeps_it_when_she_goes_there_herself(there: tuple[Office, QWidget]) -> None:
    office, _focus = there
    office.desk.rail.setFocus()
    item = next(w for w in office.desk.rail.findChildren(Button) if w.isVisible())
    item.setFocus(Qt.FocusReason.TabFocusReason)
    office.settle()
    office.session.tell("Saved.")
    office.desk.messages.leave()
    office.settle()
    assert QApplication.focusWidget() is item


def test_nowhere_is_the_page_again(there: tuple[Office, QWidget]) -> None:
    office, focus = there
    focus.clearFocus()
    office.settle()
    assert QApplication.focusWidget() is focus


def test_a_notice_while_she_types_leaves_her_where_she_types(office: Office) -> None:
    page = office.page("customers")
    page.new("customer_master", {})
    office.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    office.type("heng")
    office.session.tell("Saved.", undo=True)
    office.settle()
    QTest.mouseClick(office.desk.messages.close_button, Qt.MouseButton.LeftButton)
    office.settle()
    assert QApplication.focusWidget() is focus


def test_f6_goes_to_what_can_be_done_and_tab_from_there_to_the_cross(office: Office) -> None:
    office.page("customers")
    office.session.tell("Saved.", undo=True)
    office.settle()
    office.desk.next_region(1)
    assert QApplication.focusWidget() is _button(office, "Undo")
    office.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is office.desk.messages.close_button


def test_a_second_click_on_undo_is_no_redo(office: Office) -> None:
    office.page("customers")
    one = records.create(office.store, "customer_master", {"customer_name": "恒岚精密机械"})
    office.session.tell("Saved.", undo=True)
    office.settle()
    QTest.mouseClick(_button(office, "Undo"), Qt.MouseButton.LeftButton)
    office.settle()
    QTest.mouseDClick(_button(office, "Redo"), Qt.MouseButton.LeftButton)
    office.settle()
    assert records.get(office.store, "customer_master", one)["deleted_at"]


def test_after_the_lock_nobody_follows_it(office: Office) -> None:
    office.page("customers")
    office.session.tell("Saved.", undo=True)
    office.settle()
    office.desk.messages.close_button.setFocus()
    office.desk.forget()
    office.settle()
    assert office.desk.messages.isHidden()
