"""The desk: pages built when opened, history, lock that leaves no customer text, keys used once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit import clock, i18n, records
from tests.conftest import NOW
from ui.kit import specs, theme
from ui.kit.actions import Action, forbidden_keys, keys_twice
from ui.kit.page import CaptureSpec, Page, PageSpec
from ui.kit.session import Session
from ui.shell.desk import Desk
from ui.shell.main_window import MainWindow

FORM = "customer_master"


class Cards(Page):
    """A page with a list and a card, as features make them."""

    built = 0

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        type(self).built += 1
        self.record, self.refreshed, self.stays = 0, 0, False
        self.name, self.field = QLabel(self), QLineEdit(self)
        self.field.setAccessibleName("Note")
        self.body.addWidget(self.name)
        self.body.addWidget(self.field)

    def actions(self) -> list[Action]:
        return [Action("cards_new", "New card", lambda: None, key="Ctrl+N", icon="plus", primary=True)]

    def status(self) -> str:
        return f"record {self.record}"

    def customer(self) -> int | None:
        return self.record or None

    def state(self) -> dict[str, Any]:
        return {"record": self.record}

    def restore(self, state: dict[str, Any]) -> None:
        self.open(FORM, int(state["record"]))

    def open(self, form_id: str, record_id: int) -> None:
        self.record = record_id
        self.name.setText(records.get(self.session.store, FORM, record_id)["customer_name"] if record_id else "")
        self.update_head()

    def refresh(self, notice: object) -> None:
        self.refreshed += 1

    def leave(self) -> bool:
        return not self.stays

    def forget(self) -> None:
        self.name.clear()
        self.field.clear()


def capture(session: Session, customer: int | None) -> None:
    session.tell(f"captured for {customer}")


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages and a capture of a feature that only this test knows."""
    import sys
    module = ModuleType("cards_of_a_test")
    module.Cards, module.capture = Cards, capture  # type: ignore[attr-defined]
    module.badge = lambda store: (2, 5)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cards_of_a_test", module)
    own = {
        "PAGES": [PageSpec("cards", "Cards", "users", 1, "cards_of_a_test:Cards", key="Ctrl+2", forms=(FORM,),
                           badge="cards_of_a_test:badge"),
                  PageSpec("other", "Other", "flag", 2, "cards_of_a_test:Cards", key="Ctrl+3")],
        "CAPTURES": [CaptureSpec("register", "Register complaint", "Complaint", "phone-incoming", 1, "F7",
                                 "cards_of_a_test:capture")],
    }
    real = specs._declared
    monkeypatch.setattr(specs, "_declared", lambda name: [
        *own.get(name, []), *(s for s in real(name) if getattr(s, "make", "").startswith("ui.shell."))])
    Cards.built = 0


@pytest.fixture
def at_desk(cards: None, desk: MainWindow) -> MainWindow:
    return desk


def customer(window: MainWindow, name: str) -> int:
    assert window.session is not None
    return records.create(window.session.store, FORM, {"customer_name": name})


def test_pages_are_built_when_first_opened(at_desk: MainWindow) -> None:
    assert Cards.built == 1
    at_desk.go("other")
    at_desk.go("cards")
    assert Cards.built == 2


def test_back_and_forward_walk_through_pages_and_states(at_desk: MainWindow) -> None:
    one, two = customer(at_desk, "恒岚精密机械"), customer(at_desk, "恒帆船用索具")
    assert at_desk.session is not None
    assert at_desk.desk is not None
    at_desk.session.open(FORM, one)
    at_desk.desk.pages["cards"].open(FORM, two)  # the page itself goes on: a step of its own
    at_desk.go("other")
    page = at_desk.desk.pages["cards"]
    at_desk.desk.step(-1)
    assert (at_desk.desk.current, page.name.text()) == (page, "恒帆船用索具")  # type: ignore[attr-defined]
    at_desk.desk.step(-1)
    assert page.name.text() == "恒岚精密机械"  # type: ignore[attr-defined]
    at_desk.desk.step(1)
    assert page.name.text() == "恒帆船用索具"  # type: ignore[attr-defined]
    assert at_desk.desk.status.words.whole() == f"record {two}"


def test_a_page_that_stays_is_not_left(at_desk: MainWindow) -> None:
    assert at_desk.desk is not None
    at_desk.desk.pages["cards"].stays = True  # type: ignore[attr-defined]
    assert not at_desk.go("other")
    at_desk.lock()
    assert at_desk.is_open()
    at_desk.desk.pages["cards"].stays = False  # type: ignore[attr-defined]


def test_a_notice_refreshes_the_page_in_view_and_marks_the_others(at_desk: MainWindow, qtbot: QtBot) -> None:
    assert at_desk.desk is not None
    page = at_desk.desk.pages["cards"]
    customer(at_desk, "恒岚精密机械")
    qtbot.waitUntil(lambda: page.refreshed == 1)  # type: ignore[attr-defined]
    at_desk.go("other")
    customer(at_desk, "恒帆船用索具")
    qtbot.waitUntil(lambda: page.stale)
    at_desk.go("cards")
    assert page.refreshed == 2  # type: ignore[attr-defined]


def test_the_lock_leaves_no_customer_text(at_desk: MainWindow, texts: Callable[[object], str], qtbot: QtBot) -> None:
    name = "恒岚精密机械（苏州）"
    one = customer(at_desk, name)
    session = at_desk.session
    assert session is not None
    session.open(FORM, one)
    session.tell(f"Saved {name}.", "late")
    session.clip(name)
    assert at_desk.desk is not None
    at_desk.desk.pages["cards"].field.setText(f"{name} 要退货")  # type: ignore[attr-defined]
    at_desk.desk.find("恒岚")
    assert name in texts(at_desk)
    at_desk.lock()
    assert not at_desk.is_open()
    assert name not in texts(at_desk)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    everything = "\n".join(texts(w) for w in QApplication.topLevelWidgets())
    assert name not in everything
    assert QGuiApplication.clipboard().text() == ""
    with pytest.raises(Exception, match="closed"):
        session.store.value("SELECT 1 FROM customers")


def test_after_the_lock_she_is_where_she_was(at_desk: MainWindow, office: tuple[Path, str]) -> None:
    at_desk.go("other")
    at_desk.lock()
    at_desk.enter(at_desk.offices.open(office[0], "林晓梅", "correct horse battery 27"))
    assert at_desk.desk is not None
    assert at_desk.desk.current is at_desk.desk.pages["other"]


def signed_in_again(window: MainWindow, office: tuple[Path, str]) -> Desk:
    window.enter(window.offices.open(office[0], "林晓梅", "correct horse battery 27"))
    assert window.desk is not None
    return window.desk


def test_after_the_lock_the_record_is_open_again(at_desk: MainWindow, office: tuple[Path, str]) -> None:
    one = customer(at_desk, "恒岚精密机械")
    assert at_desk.session is not None
    at_desk.session.open(FORM, one)
    at_desk.lock()
    assert at_desk._left is not None and "恒岚" not in repr(at_desk._left)
    desk = signed_in_again(at_desk, office)
    assert desk.current is desk.pages["cards"] and desk.pages["cards"].record == one  # type: ignore[attr-defined]


def test_a_second_lock_forgets_nothing(at_desk: MainWindow, office: tuple[Path, str]) -> None:
    at_desk.go("other")
    at_desk.lock()
    at_desk.lock()  # Windows locks its own session after the idle minutes
    desk = signed_in_again(at_desk, office)
    assert desk.current is desk.pages["other"]


def test_a_new_day_begins_on_the_first_page_and_goes_on_with_the_last(at_desk: MainWindow, office: tuple[Path, str]
                                                                      ) -> None:
    with clock.frozen(NOW):
        at_desk.go("other")
        at_desk.lock()
    with clock.frozen(NOW + timedelta(days=1)):
        desk = signed_in_again(at_desk, office)
        first = next(s.id for s in desk.specs.values() if s.group != "hidden")
        assert desk.current is desk.pages[first]
        desk.go("other")
        at_desk._left = None
        assert desk.forget()
        at_desk._drop_desk()
        assert signed_in_again(at_desk, office).current is not None
        assert at_desk.desk is not None and at_desk.desk.current is at_desk.desk.pages["other"]


def test_captures_act_on_the_customer_in_view(at_desk: MainWindow, qtbot: QtBot) -> None:
    one = customer(at_desk, "恒岚精密机械")
    assert at_desk.session is not None
    assert at_desk.desk is not None
    at_desk.session.open(FORM, one)
    at_desk.desk.captures[0].trigger()
    assert at_desk.desk.messages.sentence.text() == f"captured for {one}"


def test_late_things_are_counted_in_the_rail(at_desk: MainWindow) -> None:
    assert at_desk.desk is not None
    at_desk.desk.badges.count()
    assert at_desk.desk.rail.items["cards"].accessibleName() == "Cards, 2 late"


def test_the_rail_folds_and_the_captures_shorten(at_desk: MainWindow) -> None:
    assert at_desk.desk is not None
    rail, strip = at_desk.desk.rail, at_desk.desk.strip
    assert rail.width() == 176
    assert strip.buttons[0].text() == "Register complaint"
    at_desk.resize(1100, 700)
    assert rail.width() == 48
    theme.look().set(factor=1.5)
    at_desk.resize(1366, 690)
    at_desk.desk.fit()
    assert rail.width() == 72
    assert strip.buttons[0].text() == "Complaint"
    assert strip.buttons[0].accessibleName() == "Register complaint"
    theme.look().set(factor=1.0)
    at_desk.resize(1700, 900)
    at_desk.desk.fit()
    assert rail.width() == 208


def test_ctrl_k_finds_customers_pages_and_actions(at_desk: MainWindow, qtbot: QtBot) -> None:
    one = customer(at_desk, "恒岚精密机械")
    desk = at_desk.desk
    assert desk is not None
    desk.find("henglan")
    first = desk.box.current()
    assert first is not None
    assert (first.group, first.text, first.ranges) == ("Customers", "恒岚精密机械", ((0, 2),))
    desk.box.take()
    assert desk.pages["cards"].record == one  # type: ignore[attr-defined]
    desk.find("> dark")
    hit = desk.box.current()
    assert hit is not None
    assert hit.text == "Dark colours"
    desk.box.take()
    assert theme.look().name == "dark"
    desk.find()
    assert [h.group for h in desk.box.model.entries if not isinstance(h, str)] != []
    desk.box.leave()


def test_language_changes_while_running(at_desk: MainWindow) -> None:
    desk = at_desk.desk
    assert desk is not None
    desk.pages["cards"].field.setText("typed")  # type: ignore[attr-defined]
    at_desk.set_language("zh_TW")
    assert i18n.language() == "zh_TW"
    assert desk.pages["cards"].field.text() == "typed"  # type: ignore[attr-defined]
    assert at_desk.settings.get("language") == "zh_TW"


def test_the_look_is_remembered(at_desk: MainWindow) -> None:
    at_desk.everywhere.font_step(1)
    assert theme.look().factor == pytest.approx(1.1)
    at_desk.set_look(density="dense")
    assert at_desk.settings.get("factor") == pytest.approx(1.1)
    assert at_desk.settings.get("density") == "dense"
    at_desk.everywhere.font_step(-1)
    assert theme.look().factor == 1.0


def test_no_key_twice_and_none_of_the_input_methods(desk: MainWindow) -> None:
    """With every page that is declared, each opened."""
    assert desk.desk is not None
    for page_id in desk.desk.specs:
        desk.go(page_id)
        assert desk.desk.current is not None
        assert keys_twice(desk.everywhere.actions, desk.desk.actions()) == [], page_id
        assert forbidden_keys(desk.all_actions()) == [], page_id
        assert sum(a.primary for a in desk.desk.current.current_actions()) <= 1, page_id


def test_the_menu_gives_the_keyboard_back(at_desk: MainWindow, qtbot: QtBot) -> None:
    assert at_desk.desk is not None
    field = at_desk.desk.pages["cards"].field  # type: ignore[attr-defined]
    with qtbot.waitActive(at_desk):
        at_desk.activateWindow()
    field.setFocus()
    at_desk.menu.toggle()
    assert at_desk.focusWidget() is not field
    at_desk.menu.toggle()
    assert at_desk.focusWidget() is field


def test_shift_f10_is_the_menu_key(at_desk: MainWindow, qtbot: QtBot) -> None:
    assert at_desk.desk is not None
    field = at_desk.desk.pages["cards"].field  # type: ignore[attr-defined]
    asked: list[QPoint] = []
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    field.customContextMenuRequested.connect(asked.append)
    with qtbot.waitActive(at_desk):
        at_desk.activateWindow()
    field.setFocus()
    QTest.keyClick(at_desk.windowHandle(), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert len(asked) == 1
    assert field.rect().contains(asked[0])
    assert not at_desk.menu.bar.isVisible()


def test_the_menu_holds_every_action(at_desk: MainWindow) -> None:
    menu = at_desk.menu
    for key in menu.menus:
        menu.fill(key)
    entries = {e.text().split("\t")[0] for m in menu.menus.values() for e in m.actions()}
    assert {a.label() for a in at_desk.all_actions()} <= entries
    assert not menu.bar.isVisible()
    menu.toggle()
    assert menu.bar.isVisible()
    menu.toggle()


def test_help_names_the_keys(at_desk: MainWindow, texts: Callable[[object], str]) -> None:
    from ui.shell.keys_help import KeysHelp, sections
    assert at_desk.desk is not None
    shown = KeysHelp(sections(at_desk.desk.actions(), at_desk.everywhere.actions))
    found = texts(shown)
    assert "Ctrl+N" in found
    assert "New card" in found
    assert "Ctrl+K" in found
    shown.deleteLater()


def test_f6_walks_through_the_regions(at_desk: MainWindow) -> None:
    desk = at_desk.desk
    assert desk is not None
    at_desk.activateWindow()
    desk.rail.items["cards"].setFocus()
    desk.next_region(1)
    focus = at_desk.focusWidget()
    assert isinstance(focus, QWidget)
    assert desk.strip.isAncestorOf(focus)
    desk.next_region(-1)
    focus = at_desk.focusWidget()
    assert isinstance(focus, QWidget)
    assert desk.rail.isAncestorOf(focus)


def test_idle_minutes_lock(at_desk: MainWindow, qtbot: QtBot) -> None:
    assert at_desk.idle.running()
    at_desk.settings.set("idle_minutes", 0)
    assert not at_desk.idle.running()
    at_desk.settings.set("idle_minutes", 5)
    at_desk.idle._timer.start(0)
    qtbot.waitUntil(lambda: not at_desk.is_open())
    assert not at_desk.idle.running()


def test_the_count_goes_on_where_the_lock_was_refused(at_desk: MainWindow, qtbot: QtBot) -> None:
    assert at_desk.desk is not None
    page: Any = at_desk.desk.pages["cards"]
    page.stays = True
    with qtbot.waitSignals([at_desk.idle.idle] * 2):
        at_desk.idle._timer.start(0)
    assert at_desk.is_open()
    page.stays = False
    qtbot.waitUntil(lambda: not at_desk.is_open())


def test_idle_minutes_cut_no_work_that_is_under_way(at_desk: MainWindow, qtbot: QtBot) -> None:
    assert at_desk.session is not None
    let_go, done = Event(), list[object]()
    at_desk.idle._soon.setInterval(1)
    at_desk.session.run(lambda _store, _job: let_go.wait(30), done.append, "Bringing in a list")
    at_desk.idle._timer.start(50)
    with qtbot.waitSignals([at_desk.idle._soon.timeout] * 2):
        pass
    assert at_desk.is_open()
    let_go.set()
    qtbot.waitUntil(lambda: not at_desk.is_open())
    assert done == [True]


def test_input_begins_the_count_anew(at_desk: MainWindow, qtbot: QtBot) -> None:
    at_desk.idle._timer.start(600_000)
    at_desk.idle._timer.setInterval(700_000)
    at_desk.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None)
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: at_desk.idle._timer.remainingTime() > 650_000)


def test_what_an_input_method_writes_is_input(at_desk: MainWindow, qtbot: QtBot) -> None:
    at_desk.activateWindow()
    line = QLineEdit(at_desk)
    line.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    at_desk.idle._timer.start(600_000)
    at_desk.idle._timer.setInterval(700_000)
    written = QInputMethodEvent()
    written.setCommitString("恒岚精密")
    QApplication.sendEvent(QApplication.focusObject(), written)
    qtbot.waitUntil(lambda: at_desk.idle._timer.remainingTime() > 650_000)


def test_closing_backs_up_what_changed(at_desk: MainWindow, office: tuple[Path, str]) -> None:
    customer(at_desk, "恒岚精密机械")
    at_desk.close()
    assert [p for p in (office[0] / "backups").iterdir() if p.is_dir()]
    assert at_desk.session is None


def test_the_key_of_the_page_in_view_leads_from_a_card_to_its_list(desk: MainWindow) -> None:
    frame, session = desk.desk, desk.session
    assert frame is not None
    assert session is not None
    made = records.create(session.store, FORM, {"customer_name": "澄屿机电"})
    frame.open_record(FORM, made)
    assert frame.current is not None
    assert frame.current.state() == {"form": FORM, "record": made}
    QTest.keyClick(desk, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert "record" not in frame.current.state()
    frame.step(-1)
    assert frame.current.state() == {"form": FORM, "record": made}
    frame.rail.items["customers"].click()
    assert "record" not in frame.current.state()


def test_after_del_the_next_row_is_the_current_one(desk: MainWindow, qtbot: QtBot) -> None:
    frame, session = desk.desk, desk.session
    assert frame is not None
    assert session is not None
    for number in range(5):
        records.create(session.store, FORM, {"customer_name": f"澄屿机电{number}"})
    desk.go("customers")
    page: Any = frame.current
    rows = [page.list.table.rows.record(row) for row in range(5)]
    page.list.table.choose_row(2)
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 4)
    assert page.list.current_id() == rows[3]
    page.list.table.choose_row(3)
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)  # the last one: the one above it
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)
    assert page.list.current_id() == rows[3]
