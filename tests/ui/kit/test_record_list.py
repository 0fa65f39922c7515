"""The list of any entity over a real office: search, conditions, views, order, columns, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit import forms, i18n, records
from crm_desktop.kit.forms import Field
from crm_desktop.kit.query import IDS, Condition
from ui.kit import theme, words
from ui.kit.actions import Action, keys_twice
from ui.kit.buttons import Chip
from ui.kit.list_acts import ListFace
from ui.kit.record_list import RecordList, View
from ui.kit.record_list_popup import ConditionPopup

if TYPE_CHECKING:
    from ui.kit.session import Session

NAMES = ("恒岚精密机械（苏州）有限公司", "宏榆建材集团有限公司", "青梧电子科技有限公司", "<b>锦汀</b>食品有限公司")
BIG = View("big", "Key accounts", (Condition("customer_class", "in", ["key_account"]),))


@pytest.fixture
def office(session: Session) -> Session:
    staff = records.create(session.store, "staff_record", {"name": "林晓梅"})
    for n, name in enumerate(NAMES):
        records.create(session.store, "customer_master", {
            "customer_name": name, "region": "华东" if n < 2 else "华南", "telephone": f"1380000000{n}",
            "customer_class": "key_account" if n == 0 else "general", "account_manager": staff if n else None})
    return session


@pytest.fixture
def made(office: Session, qtbot: QtBot) -> Any:
    def make(**options: Any) -> RecordList:
        shown = RecordList(office, "customer_master", **options)
        qtbot.addWidget(shown)
        shown.resize(1000, 500)
        shown.show()
        shown.first_focus().setFocus()
        return shown
    return make


def names(shown: RecordList) -> list[str]:
    assert shown.listing is not None
    return [r["customer_name"] for r in shown.listing.rows(0, 100, ["customer_name"])]


def test_search_is_instant_by_pinyin_digits_and_characters(made: Any, qtbot: QtBot) -> None:
    shown = made()
    for text, found in (("hljm", NAMES[:1]), ("建材", NAMES[1:2]), ("00000002", NAMES[2:3]), ("", NAMES)):
        shown.filter.search.setText(text)
        assert sorted(names(shown)) == sorted(found), text
    shown.filter.search.setText("zzzz")
    assert shown.stack.currentIndex() == 2
    assert shown.count_words() == "0 of 4"


def test_a_letter_in_the_list_searches_with_the_input_method_off(made: Any, qtbot: QtBot) -> None:
    shown = made()
    qtbot.keyClick(shown.table, Qt.Key.Key_H)
    box = shown.filter.search
    assert shown.focusWidget() is box
    assert box.text() == "h"
    assert not box.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    shown.filter.focus()
    assert box.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_from_the_search_box_the_arrows_lead_into_the_list_and_enter_opens(made: Any, qtbot: QtBot) -> None:
    shown, opened = made(), list[int]()
    shown.opened.connect(opened.append)
    box = shown.filter.search
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        shown.filter.focus()
        box.setText("有限公司")
        first = shown.current_id()
        qtbot.keyClick(box, key)
        assert shown.focusWidget() is shown.table
        assert shown.current_id() == first
    qtbot.keyClick(shown.table, Qt.Key.Key_Down)
    second = shown.current_id()
    assert second not in (None, first)
    shown.filter.focus()
    qtbot.keyClick(box, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert shown.focusWidget() is box and shown.current_id() == first
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert opened == [first]
    box.setText("zzzz")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert opened == [first] and shown.focusWidget() is box, "there is nothing to open or to go to"


def test_esc_takes_the_text_away_then_leads_to_the_record_found(made: Any, qtbot: QtBot) -> None:
    shown = made()
    box = shown.filter.search
    shown.filter.focus()
    qtbot.keyClicks(box, "qwdz")
    found = shown.current_id()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), shown.current_id(), len(names(shown))) == ("", found, 4)
    assert shown.focusWidget() is box
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert shown.focusWidget() is shown.table


def test_the_chosen_row_is_pale_while_the_search_box_has_the_keyboard(made: Any, qtbot: QtBot) -> None:
    shown = made()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.choose(1)

    def ground() -> str:
        view = shown.table.viewport()
        return view.grab().toImage().pixelColor(view.width() - 3, shown.table.rowHeight(0) // 4).name()

    shown.table.setFocus()
    firm = ground()
    shown.filter.focus()
    pale = ground()
    assert (firm, pale) == (theme.color("select").name(), theme.color("hover").name())


def test_esc_in_the_list_closes_the_preview_then_ends_the_search(office: Session, qtbot: QtBot) -> None:
    face = ListFace(office, RecordList(office, "customer_master"))
    qtbot.addWidget(face)
    face.resize(1200, 500)
    face.show()
    shown = face.list
    shown.search("有限公司")
    shown.filter.set_text("有限公司")
    shown.table.setFocus()
    face.toggle()
    qtbot.keyClick(shown.table, Qt.Key.Key_Escape)
    assert face.sheet.isHidden() and shown.shown.text
    qtbot.keyClick(shown.table, Qt.Key.Key_Escape)
    assert not shown.shown.text and not shown.filter.search.text()


def test_conditions_are_chips_that_can_be_taken_away(made: Any, qtbot: QtBot) -> None:
    shown = made()
    shown.set_condition("region", Condition("region", "contains", "华东"))
    shown.set_condition("account_manager", Condition("account_manager", "in", [None]))
    assert names(shown) == [NAMES[0]]
    chips = [c for c in shown.filter.chips.findChildren(Chip) if c.isVisible()]
    assert [c.text() for c in chips] == ["Region: contains \"华东\"", "Dedicated account manager: not known"]
    assert chips[0].accessibleName().startswith("Take away")
    chips[1].click()
    assert len(names(shown)) == 2
    shown.clear_filter()
    assert len(names(shown)) == 4


@pytest.mark.parametrize(("wanted", "keys", "where"), [
    ("customer_class", [Qt.Key.Key_Space], Condition("customer_class", "in", ["key_account"])),
    ("region", "east", Condition("region", "contains", "east")),
    ("record_completeness", "70", Condition("record_completeness", "lt", 70.0))])
def test_a_condition_is_set_by_keyboard(made: Any, qtbot: QtBot, wanted: str, keys: Any, where: Condition) -> None:
    def here() -> QWidget:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        focus = QApplication.focusWidget()
        assert focus is not None and popup.isAncestorOf(focus)
        return focus

    shown = made()
    shown.filter.ask_condition()
    popup = shown.filter.findChild(ConditionPopup)
    assert popup is not None
    popup.search.setText(forms.get("customer_master").by_id[wanted].text())
    qtbot.keyClick(here(), Qt.Key.Key_Return)
    assert popup.field is not None
    assert popup.field.id == wanted
    if isinstance(keys, str):
        qtbot.keyClick(here(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClicks(here(), keys)
    else:
        qtbot.keyClick(here(), keys[0])
    qtbot.keyClick(here(), Qt.Key.Key_Return)
    assert shown.shown.where == (where,)


def test_escape_from_a_popup_leaves_the_keyboard_where_it_was(made: Any, qtbot: QtBot) -> None:
    shown = made()
    shown.filter.ask_condition()
    popup = shown.filter.findChild(ConditionPopup)
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert popup.isHidden()
    assert shown.focusWidget() is shown.table


def test_a_wrong_limit_is_said_in_the_popup(made: Any, qtbot: QtBot) -> None:
    shown = made()
    shown.filter.ask_condition()
    popup = shown.filter.findChild(ConditionPopup)
    assert popup is not None
    popup.ask("record_completeness")
    from ui.kit.editors import Line
    popup.findChild(Line).setText("much")
    popup.apply()
    assert popup.problem.text()
    popup.findChild(Line).setText("200")
    popup.apply()
    assert len(names(shown)) == 4
    assert shown.shown.where == (Condition("record_completeness", "lt", 200.0),)


def test_a_range_is_shown_again_as_it_was_set(made: Any) -> None:
    from ui.kit.editors import Line
    shown, money = made(), Field("limit", "money", {"en": "Limit"})
    for low, high, said in ((12345678900, 123456789012, ["123,456,789.00 yuan", "1,234,567,890.12 yuan"]), (0, None, ["0.00 yuan", ""])):
        popup = ConditionPopup(shown, [money], shown.filter.around, {
            money.id: Condition(money.id, "between", (low, high))})
        popup.ask(money.id)
        assert [line.text() for line in popup.findChildren(Line)] == said
        heard: list[Any] = []
        popup.applied.connect(lambda _name, condition, heard=heard: heard.append(condition))
        popup.apply()
        assert heard[0].value == (low, high)


def test_views_count_and_filter(made: Any, qtbot: QtBot) -> None:
    shown = made(views=(BIG,))
    qtbot.waitUntil(lambda: shown.views.bar._counts.get("big") == "1", timeout=3000)
    assert shown.views.bar._counts["all"] == "4"
    shown.views.show_view("big")
    assert names(shown) == [NAMES[0]]
    assert "1 of 4" in shown.status()


def test_a_view_of_her_own_is_kept_without_texts_about_customers(made: Any, office: Session, qtbot: QtBot) -> None:
    shown = made()
    shown.set_condition("customer_class", BIG.where[0])
    shown.set_condition("region", Condition("region", "contains", "华东"))
    with qtbot.waitSignal(office.told):
        shown.views.keep("Mine")
    again = made()
    assert [v.id for v in again.views.every()] == ["all", "own.Mine"]
    assert shown.focusWidget() is shown.table
    again.views.show_view("own.Mine")
    assert again.shown.where == BIG.where
    assert "华东" not in str(office.settings._values)
    again.views.bar.choose("own.Mine")
    again.views.drop("own.Mine")
    assert [v.id for v in again.views.every()] == ["all"]


def test_what_is_shown_from_elsewhere_stands_under_the_view_that_asks_for_it_else_under_all(made: Any) -> None:
    shown = made(views=(BIG, View("south", "South", (Condition("region", "contains", "华南"),))))
    shown.views.show_view("south")
    shown.views.bar.choose("south")
    shown.views.choose_for((Condition(IDS, "in", [1, 2]),))
    assert shown.views.bar.current() == "all"
    shown.views.choose_for(BIG.where)
    assert shown.views.bar.current() == "big"


def test_the_rows_behind_a_number_are_no_view(made: Any, office: Session) -> None:
    shown = made()
    shown.show_where((Condition(IDS, "in", [1, 2]), *BIG.where))
    shown.views.keep("A & B")
    assert [c.field for c in shown.views.every()[-1].conditions()] == ["customer_class"]
    shown.resize(340, 500)
    QApplication.processEvents()
    shown.views._hidden = ["own.A & B"]
    shown.views._show_more()
    menu = shown.views.findChildren(QMenu)[-1]
    assert menu.actions()[0].text() == "A && B"
    menu.close()


def test_other_columns_and_another_language_keep_the_current_record(made: Any) -> None:
    shown = made()
    shown.choose(3)
    shown.put_columns(["customer_name", "region"], keep=True)
    assert shown.current_id() == 3
    i18n.set_language("zh_CN")
    words.retranslate(shown)
    assert (shown.current_id(), shown.chosen_ids()) == (3, [3])


def test_order_columns_and_widths_are_remembered(made: Any) -> None:
    shown = made()
    assert names(shown) == list(NAMES)
    shown.table.ask_sort(0, False)
    assert names(shown) == list(NAMES)[::-1]
    shown.put_columns(["customer_name", "region", "customer_no"], keep=True)
    shown.table.setColumnWidth(0, 333)
    again = made()
    assert again.column_ids() == ["customer_name", "region", "customer_no"]
    assert again.table.columnWidth(0) == 333
    assert again.query().sort == ("-customer_no",)
    again.restore_columns()
    assert again.column_ids() == list(again.entity.columns)
    assert again.query().sort == ("customer_no",)


def test_an_empty_office_shows_the_next_step(session: Session, qtbot: QtBot) -> None:
    done: list[bool] = []
    new = Action("new", "New customer", lambda: done.append(True), key="Ctrl+N", primary=True)
    shown = RecordList(session, "customer_master", new=new)
    qtbot.addWidget(shown)
    shown.show()
    assert shown.stack.currentIndex() == 1
    button = shown.stack.currentWidget().findChild(QWidget, "action_new")
    button.click()  # type: ignore[union-attr]
    assert done == [True]
    assert shown.first_focus() is shown.filter.search


def test_a_new_record_appears_and_the_current_one_stays(made: Any, office: Session) -> None:
    shown = made()
    shown.choose(3)
    records.create(office.store, "customer_master", {"customer_name": "新来的", "customer_no": "AA-1"})
    shown.refresh()
    assert shown.current_id() == 3
    assert shown.count_words() == "5"


def test_copy_goes_through_the_session(made: Any, office: Session, qtbot: QtBot) -> None:
    shown = made()
    shown.choose(4)
    shown.table.copy()
    assert "<b>锦汀</b>食品有限公司" in QGuiApplication.clipboard().text()
    assert office._clip == QGuiApplication.clipboard().text()


def test_forget_leaves_no_customer_text(made: Any) -> None:
    shown = made()
    shown.filter.search.setText("恒岚")
    shown.set_condition("region", Condition("region", "contains", "华东"))
    shown.forget()
    QApplication.processEvents()
    texts = [t for w in shown.findChildren(QWidget) if w.isVisible() for t in (
        getattr(w, "text", str)(), w.accessibleName(), w.toolTip()) if isinstance(t, str)]
    assert not [t for t in texts if "恒岚" in t or "华东" in t]
    assert shown.table.rows.rowCount() == 0


def test_language_changes_in_place(made: Any) -> None:
    shown = made(views=(BIG,))
    shown.set_condition("customer_class", BIG.where[0])
    i18n.set_language("zh_CN")
    words.retranslate(shown)
    assert shown.table.rows.columns[1].head() == "客户名称"
    chip = next(c for c in shown.filter.chips.findChildren(Chip) if c.isVisible())
    assert "大客户" in chip.text()


def test_no_key_twice_and_a_name_on_everything(made: Any) -> None:
    shown = made(views=(BIG,))
    assert keys_twice(shown.actions()) == []
    nameless = [w for w in shown.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus
                and not w.accessibleName() and not getattr(w, "text", str)()]
    assert nameless == []
