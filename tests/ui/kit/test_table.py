"""The table: only visible pages are read, everything by keyboard, the layout is told and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from crm_desktop.kit import feature, forms, values
from ui.kit import theme
from ui.kit.table import ColumnsPopup, Table, column_of, columns_of
from ui.kit.table.cells import Cells, Head
from ui.kit.table.model import MARK, PAGE, PAGES_KEPT

FORM, ENTITY = forms.get("customer_master"), feature.entity("customer_master")
SHOWN = ("customer_no", "customer_name", "customer_class", "telephone", "next_callback_on", "open_complaints",
         "account_manager")
CTX = values.Context(ZoneInfo("Asia/Shanghai"), date(2026, 11, 19), name_of=lambda kind, record: "林晓梅")


class Million:
    """A listing of a million rows that remembers what was read."""

    def __init__(self, count: int = 1_000_000) -> None:
        self.count = count
        self.read: list[tuple[int, int]] = []

    def rows(self, offset: int, limit: int, columns: Sequence[str]) -> list[dict[str, Any]]:
        self.read.append((offset, limit))
        return [{"id": i + 1, "customer_no": f"KH-{i:07}", "customer_name": "恒岚精密机械（苏州）有限公司",
                 "customer_class": None, "telephone": "13800004127", "next_callback_on": "2026-11-24",
                 "open_complaints": 0, "account_manager": 1}
                for i in range(offset, min(offset + limit, self.count))]

    def index_of(self, record: int, near: int = 0) -> int:  # noqa: ARG002
        return record - 1


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(lambda: CTX)
    qtbot.addWidget(made)
    made.set_columns([column_of(FORM.by_id[c], ENTITY) for c in SHOWN])
    made.resize(900, 400)
    made.show()
    made.setFocus()
    return made


def test_a_million_rows_read_only_what_is_seen(table: Table, qtbot: QtBot) -> None:
    listing = Million()
    table.set_listing(listing)
    table.viewport().repaint()
    assert table.rows.rowCount() == 1_000_000
    assert listing.read == [(0, PAGE)]
    table.scrollToBottom()
    table.viewport().repaint()
    assert listing.read == [(0, PAGE), (1_000_000 - PAGE, PAGE)]
    for row in range(0, PAGE * (PAGES_KEPT + 5), PAGE):
        table.rows.row(row)
    assert len(table.rows._pages) == PAGES_KEPT


def test_what_cells_say(table: Table) -> None:
    table.set_listing(Million(3))
    cells = {c: table.rows.index(0, n) for n, c in enumerate(SHOWN)}
    assert cells["customer_no"].data() == "KH-0000000"
    assert cells["customer_class"].data() == "—"
    assert cells["next_callback_on"].data() == "11-24"
    assert cells["next_callback_on"].data(Qt.ItemDataRole.ToolTipRole) == "2026-11-24"
    assert [quiet for _mark, _text, quiet, _right in table.rows.line(0)] == [
        c in ("customer_class", "open_complaints") for c in SHOWN]
    assert cells["open_complaints"].data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert cells["account_manager"].data() == "林晓梅"
    assert cells["telephone"].data(Qt.ItemDataRole.AccessibleTextRole) == "Telephone: 138 0000 4127"
    assert cells["customer_class"].data(Qt.ItemDataRole.AccessibleTextRole).endswith("not known")


def test_marks_speak_state_then_word(table: Table) -> None:
    column = replace(column_of(FORM.by_id["next_callback_on"], ENTITY), mark=lambda row, ctx: ("late", "since 11-12"))
    table.set_columns([column])
    table.set_listing(Million(1))
    cell = table.rows.index(0, 0)
    assert cell.data(MARK) == ("late", "since 11-12")
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Next planned call-back date: late, since 11-12"


def test_enter_space_f2_and_del_carry_the_record(table: Table, qtbot: QtBot) -> None:
    table.set_listing(Million(50))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    for key, signal, wanted in ((Qt.Key.Key_Return, table.opened, [2]), (Qt.Key.Key_Space, table.previewed, [2]),
                                (Qt.Key.Key_F2, table.edit_asked, [2]), (Qt.Key.Key_Delete, table.delete_asked, [[2]])):
        with qtbot.waitSignal(signal) as got:
            qtbot.keyClick(table, key)
        assert got.args == wanted
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current_id() == 50
    qtbot.keyClick(table, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert table.current_id() == 49


def test_a_letter_goes_to_the_filter_and_the_input_method_stays_off(table: Table, qtbot: QtBot) -> None:
    table.set_listing(Million(5))
    with qtbot.waitSignal(table.typed) as got:
        qtbot.keyClick(table, Qt.Key.Key_H)
    assert got.args == ["h"]
    assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not table.rows.flags(table.rows.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_copy_gives_tab_separated_rows_with_heads(table: Table, qtbot: QtBot) -> None:
    table.set_listing(Million(5))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(table.copied) as got:
        qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = got.args[0].splitlines()
    assert lines[0].split("\t")[:2] == ["Customer number", "Customer name"]
    assert [line.split("\t")[0] for line in lines[1:]] == ["KH-0000000", "KH-0000001"]


def test_too_many_rows_are_not_copied(table: Table, qtbot: QtBot) -> None:
    table.set_listing(Million())
    table.selectAll()
    with qtbot.assertNotEmitted(table.copied), qtbot.waitSignal(table.too_many) as got:
        table.copy()
    assert got.args == [1_000_000]


def test_sorting_by_click_key_and_second_key(table: Table, qtbot: QtBot) -> None:
    table.set_listing(Million(5), ("customer_no",))
    head = table.head
    asked: list[tuple[str, ...]] = []
    table.sort_asked.connect(asked.append)
    x = head.sectionViewportPosition(1) + 20
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, QPoint(x, 10))
    head.here = 0
    qtbot.keyClick(head, Qt.Key.Key_Return)
    assert asked == [("customer_name",), ("customer_no", "customer_name"), ("-customer_no",)]
    assert table.rows.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole) \
        == "Customer number, ascending"


def test_how_high_the_heads_are_measures_none_of_them(table: Table, qtbot: QtBot) -> None:
    measured: list[int] = []

    class Counted(Head):
        def sectionSizeFromContents(self, section: int) -> QSize:
            measured.append(section)
            return super().sectionSizeFromContents(section)

    head = Counted()
    qtbot.addWidget(head)
    head.setModel(table.rows)
    measured.clear()
    assert head.sizeHint().height() >= 32
    assert measured == []


def test_what_cannot_be_sorted_says_so(table: Table) -> None:
    assert not table.rows.columns[4].sortable
    assert "can't" in table.rows.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    fields = {c.id: c for c in columns_of(FORM, ENTITY)}
    assert fields["record_completeness"].sortable
    assert not fields["credit_grade"].sortable


def test_the_record_stays_current_when_read_anew(table: Table) -> None:
    table.set_listing(Million(500))
    table.choose_row(300)
    table.set_listing(Million(500))
    assert table.current_id() == 301
    table.set_listing(Million(500), keep=False)
    assert table.current_id() == 1


def test_columns_and_widths_are_told_at_100_percent(table: Table, qtbot: QtBot) -> None:
    table.set_listing(Million(5))
    with qtbot.waitSignal(table.layout_changed):
        table.setColumnWidth(1, 300)
    theme.look().set(factor=2.0)
    QApplication.processEvents()
    assert table.columnWidth(1) == 600
    assert table.layout_now()["widths"]["customer_name"] == 300
    table.head.moveSection(2, 1)
    assert table.layout_now()["columns"][:3] == ["customer_no", "customer_class", "customer_name"]


def test_widths_of_last_time_follow_the_font_and_can_be_restored(table: Table) -> None:
    columns = table.rows.columns
    table.set_columns(columns, {"customer_name": 300})
    table.set_listing(Million(5))
    table.choose_row(3)
    theme.look().set(factor=2.0)
    QApplication.processEvents()
    assert (table.columnWidth(1), table.currentIndex().row()) == (600, 3)
    table.set_columns(columns)
    theme.look().set(factor=1.0)
    QApplication.processEvents()
    assert table.columnWidth(1) != 300
    assert table.layout_now()["widths"] == {}


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_rows_and_heads_are_as_high_as_the_font_asks(table: Table, factor: float) -> None:
    theme.look().set(factor=factor)
    table.set_listing(Million(5))
    QApplication.processEvents()
    assert table.rowHeight(0) >= table.fontMetrics().height() + 8
    assert table.head.height() >= theme.line_height("dense")
    for place in range(len(SHOWN)):
        head = table.rows.columns[place].head()
        assert table.columnWidth(place) > table.head.fontMetrics().horizontalAdvance(head)


def test_the_first_column_stays_when_scrolling_sideways(table: Table) -> None:
    table.set_listing(Million(500))
    table.resize(420, 300)
    QApplication.processEvents()
    assert not table.frozen.isVisible()
    table.horizontalScrollBar().setValue(200)
    assert table.frozen.isVisible()
    assert table.frozen.columnWidth(0) == table.columnWidth(0)
    assert [c for c in range(len(SHOWN)) if not table.frozen.isColumnHidden(c)] == [0]
    table.verticalScrollBar().setValue(40)
    assert table.frozen.rowAt(0) == table.rowAt(0) == 40
    table.horizontalScrollBar().setValue(0)
    assert not table.frozen.isVisible()


def test_columns_are_chosen_moved_and_found(table: Table, qtbot: QtBot) -> None:
    popup = ColumnsPopup(table, columns_of(FORM, ENTITY), SHOWN[:3])
    qtbot.addWidget(popup)
    assert popup.shown() == list(SHOWN[:3])
    popup.list.setCurrentRow(0)
    with qtbot.waitSignal(popup.changed) as got:
        qtbot.keyClick(popup, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert got.args == [["customer_name", "customer_no", "customer_class"]]
    popup.search.setText("telephone")
    assert [popup.list.item(i).text() for i in range(popup.list.count()) if not popup.list.item(i).isHidden()] \
        == ["Telephone"]


def test_only_what_is_exposed_is_worked_out(table: Table) -> None:
    table.set_listing(Million(500))
    QApplication.processEvents()
    table.rows._drawn.clear()
    high = table.rowHeight(0)
    table.viewport().repaint(0, 2 * high, 50, 2 * high)
    assert set(table.rows._drawn) == {2, 3}
    texts = [text for _mark, text, _quiet, _right in table.rows.line(2)]
    assert texts == [str(table.rows.index(2, c).data()) for c in range(len(SHOWN))]


def test_the_first_column_looks_the_same_over_the_table(table: Table) -> None:
    table.resize(420, 300)
    table.set_listing(Million(500))
    table.choose_row(2)
    seen = QRect(0, 0, table.columnWidth(0) - 4, 6 * table.rowHeight(0))
    below = table.viewport().grab(seen).toImage()
    table.horizontalScrollBar().setValue(200)
    assert table.frozen.isVisible()
    assert table.frozen.viewport().grab(seen).toImage() == below


def test_forget_leaves_no_row(table: Table) -> None:
    table.set_listing(Million(5))
    table.forget()
    assert table.rows.rowCount() == 0
    assert table.rows._pages == {}


def test_cells_of_a_short_list_show_text_ground_and_keyboard(qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.hovered, view.by_keyboard = -1, False  # type: ignore[attr-defined]
    model = QStandardItemModel(2, 1)
    model.setItem(0, 0, QStandardItem("恒岚精密机械"))
    view.setModel(model)
    view.setItemDelegate(Cells(view))
    view.show()
    place = view.visualRect(model.index(0, 0))

    def inks() -> set[str]:
        picture = view.viewport().grab(place).toImage()
        return {picture.pixelColor(x, y).name() for x in range(place.width()) for y in range(place.height())}

    rest = inks()
    assert theme.look().hex("text").lower() in rest
    view.hovered = 0  # type: ignore[attr-defined]
    assert theme.look().hex("hover").lower() in inks() - rest
    view.selectRow(0)
    assert theme.look().hex("select").lower() in inks()


def test_a_column_of_answers_has_room_for_the_longest() -> None:
    trigger = forms.get("improvement_action").by_id["trigger"]
    assert 92 < column_of(trigger).width <= 130
    assert column_of(forms.get("customer_master").by_id["customer_grade"]).width == 92
