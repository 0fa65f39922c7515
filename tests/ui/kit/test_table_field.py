"""The grid of a table field: Enter and Tab onward, paste from Excel, fixed rows, sums, problems."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.kit import forms, values
from crm_desktop.kit.forms import Field
from ui.kit import theme
from ui.kit.editors import Surroundings, TableEditor
from ui.kit.editors.grid import pasted


def label(text: str) -> dict[str, str]:
    return {"en": text, "zh_CN": text, "zh_TW": text}


ITEMS = Field("items", "table", label("Items"), columns=(
    Field("what", "text", label("What"), required=True), Field("day", "date", label("Day")),
    Field("price", "money", label("Price"))))


@pytest.fixture
def items(qtbot: QtBot) -> TableEditor:
    ctx = values.Context(ZoneInfo("Asia/Shanghai"), date(2026, 11, 19))
    editor = TableEditor(ITEMS, Surroundings(lambda: ctx))
    qtbot.addWidget(editor)
    editor.resize(700, 300)
    editor.show()
    editor.grid.setFocus()
    return editor


def type_in(qtbot: QtBot, editor: TableEditor, *cells: str) -> None:
    for text in cells:
        editor.grid.edit(editor.grid.currentIndex())
        line: Any = editor.grid.cells.open_editor
        line.setText(text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        QApplication.processEvents()


def test_enter_goes_on_and_a_row_comes_by_itself(items: TableEditor, qtbot: QtBot) -> None:
    type_in(qtbot, items, "Filter", "1119", "12.5", "Belt")
    assert items.value() == [{"what": "Filter", "day": "2026-11-19", "price": 1250}, {"what": "Belt"}]
    assert items.grid.rowCount() == 3
    assert items.grid.item(0, 1).text() == "2026-11-19"


def test_an_empty_row_is_the_way_out(items: TableEditor, qtbot: QtBot) -> None:
    items.set_value([{"what": "Belt"}])
    items.grid.setCurrentCell(1, 2)
    with qtbot.waitSignal(items.next_asked):
        qtbot.keyClick(items.grid, Qt.Key.Key_Return)
    items.grid.setCurrentCell(1, 2)
    with qtbot.waitSignal(items.grid.left_by_tab) as left:
        qtbot.keyClick(items.grid, Qt.Key.Key_Tab)
    assert left.args == [True]


def test_paste_from_excel_and_copy_back(items: TableEditor, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText('Filter\t2026/11/2\t1,200\r\n"two\nlines"\t\tabc\r\n')
    items.grid.setCurrentCell(0, 0)
    qtbot.keyClick(items.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert items.value() == [{"what": "Filter", "day": "2026-11-02", "price": 120000}, {"what": "two lines"}]
    assert items.grid.item(1, 2).text() == "abc"
    assert items.problem().startswith("Row 2: ")
    items.grid.selectRow(0)
    qtbot.keyClick(items.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Filter\t2026-11-02\t1,200.00")


@pytest.mark.parametrize(("text", "cells"), [
    ("Filter\t2026-11-02\rBelt", [["Filter", "2026-11-02"], ["Belt"]]), ("x" * 200_000, [["x" * 200_000]]),
    ('"' + "y" * 200_000 + "\tz", [['"' + "y" * 200_000, "z"]]), ('5" pipe\t"two\nlines"', [['5" pipe', "two\nlines"]]),
    ('"open\tz\nnext', [['"open', "z"], ["next"]])])
def test_any_text_can_be_pasted(text: str, cells: list[list[str]]) -> None:
    assert pasted(text) == cells


def test_many_rows_are_pasted_and_taken_out_in_one_go(items: TableEditor, qtbot: QtBot) -> None:
    told: list[bool] = []
    items.changed.connect(lambda: told.append(True))
    items.grid.paste("Filter\t2026-11-02\t1,200\n" * 50)
    assert (len(items.value() or []), len(told), items.grid.rowCount()) == (50, 1, 51)
    assert "60,000.00" in items.sums.text()
    items.grid.selectAll()
    qtbot.keyClick(items.grid, Qt.Key.Key_Delete)
    assert (items.value(), len(told)) == (None, 2)


def test_the_end_of_one_cell_does_not_lose_the_next(items: TableEditor, qtbot: QtBot) -> None:
    items.grid.edit(items.grid.currentIndex())
    first: Any = items.grid.cells.open_editor
    first.setText("Filter")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    items.grid.edit(items.grid.model().index(0, 2))
    second: Any = items.grid.cells.open_editor
    second.setText("5")
    assert second is not first
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # only now the first is gone
    items.settle()
    assert items.value() == [{"what": "Filter", "price": 500}]


def test_a_draft_keeps_cells_that_are_not_understood(items: TableEditor) -> None:
    items.grid.put_text(0, 0, "Filter")
    items.grid.put_text(0, 2, "a lot")
    raw = items.raw()
    assert raw == {"rows": [{"what": {"v": "Filter"}, "price": {"t": "a lot"}}]}
    items.set_value(None)
    items.set_raw(raw)
    assert items.grid.item(0, 2).text() == "a lot"
    assert items.grid.item(0, 2).data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_a_needed_cell_is_asked_for(items: TableEditor) -> None:
    items.grid.put_text(0, 2, "5")
    assert items.problem() == "Row 1: What is needed."


def test_copy_from_above_and_delete_row(items: TableEditor, qtbot: QtBot) -> None:
    items.set_value([{"what": "Filter", "price": 100}])
    items.grid.setCurrentCell(1, 0)
    qtbot.keyClick(items.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert items.value() == [{"what": "Filter", "price": 100}, {"what": "Filter"}]
    qtbot.keyClick(items.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert items.value() == [{"what": "Filter", "price": 100}]


def test_sums_stand_below(items: TableEditor) -> None:
    items.set_value([{"what": "a", "price": 150}, {"what": "b", "price": 250}])
    assert "4.00" in items.sums.text()


def test_a_cell_still_open_is_taken_over_when_saving(items: TableEditor, qtbot: QtBot) -> None:
    items.grid.setCurrentCell(0, 0)
    items.grid.edit(items.grid.currentIndex())
    line: Any = items.grid.cells.open_editor
    line.setText("not finished")
    items.settle()
    assert items.value() == [{"what": "not finished"}]


def test_fixed_rows_keep_their_names(qtbot: QtBot) -> None:
    field = forms.get("customer_relationship_strengthening").by_id["contacts"]
    ctx = values.Context(ZoneInfo("Asia/Shanghai"), date(2026, 11, 19))
    editor = TableEditor(field, Surroundings(lambda: ctx))
    qtbot.addWidget(editor)
    assert editor.grid.rowCount() == len(field.rows)
    assert editor.value() is None
    assert not editor.grid.item(0, 0).flags() & Qt.ItemFlag.ItemIsEditable
    name = next(c.id for c in field.columns[1:] if c.type in ("text", "multiline"))
    place = [c.id for c in field.columns].index(name)
    editor.grid.put_text(1, place, "calls monthly")
    assert editor.value() == [{field.columns[0].id: field.rows[1]["id"], name: "calls monthly"}]
    kept = editor.value()
    editor.set_value(None)
    editor.set_value(kept)
    assert editor.grid.item(1, place).text() == "calls monthly"


def test_a_sensitive_cell_is_masked_and_typed_anew(qtbot: QtBot) -> None:
    ctx = values.Context(ZoneInfo("Asia/Shanghai"), date(2026, 11, 19))
    people = Field("people", "table", label("People"), columns=(
        Field("name", "text", label("Name")), Field("card", "id_number", label("Card"), sensitive=True)))
    editor = TableEditor(people, Surroundings(lambda: ctx))
    qtbot.addWidget(editor)
    editor.show()
    kept = [{"name": "Zhang", "card": "110101199003070775"}]
    editor.set_value(kept)
    assert editor.grid.item(0, 1).text() == "1101**********0775"
    assert "19900307" not in editor.grid.item(0, 1).toolTip()
    editor.grid.setCurrentCell(0, 1)
    type_in(qtbot, editor, "")
    assert editor.value() == kept
    editor.grid.setCurrentCell(0, 1)
    type_in(qtbot, editor, "G12345678")
    assert editor.value() == [{"name": "Zhang", "card": "G12345678"}]
    assert editor.grid.item(0, 1).text() == "*********"
    raw = editor.raw()
    editor.set_raw(raw)
    assert editor.value() == [{"name": "Zhang", "card": "G12345678"}]


CALLS = Field("calls", "table", label("Calls"), columns=(
    Field("number", "int", label("No.")), Field("said", "multiline", label("Said")), Field("why", "text", label("Why"))))
LONG = ("The second compressor shakes at night and the neighbours complain; they want a new base before the winter. "
        "An offer.")


def test_a_long_text_is_typed_and_read_over_several_lines(qtbot: QtBot) -> None:
    ctx = values.Context(ZoneInfo("Asia/Shanghai"), date(2026, 11, 19))
    editor = TableEditor(CALLS, Surroundings(lambda: ctx))
    qtbot.addWidget(editor)
    editor.resize(700, 400)
    editor.show()
    grid, one = editor.grid, theme.row_height()
    editor.set_value([{"number": 1}, {"number": 2}])
    low = grid.height()
    assert [grid.rowHeight(row) for row in range(3)] == [one] * 3
    grid.setCurrentCell(0, 1)
    grid.edit(grid.currentIndex())
    text: Any = grid.cells.open_editor
    lines = text.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: text.viewport().height() >= 4 * lines and text.width() >= 340 and grid.height() > low)
    assert grid.viewport().rect().contains(text.geometry())
    qtbot.keyClicks(text, "one")
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(text, "two")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert editor.value() == [{"number": 1, "said": "one\ntwo"}, {"number": 2}]
    assert (grid.currentRow(), grid.currentColumn()) == (0, 2)
    assert one < grid.rowHeight(0) < 3 * one and grid.rowHeight(1) == one
    editor.set_value([{"number": 1, "said": LONG}])
    assert grid.rowHeight(0) > 3 * lines, "what was kept is read whole"
    grid.setCurrentCell(0, 1)
    grid.edit(grid.currentIndex())
    text = grid.cells.open_editor
    qtbot.keyClicks(text, "!")
    assert text.toPlainText() == LONG + "!", "typing goes on behind what stands there"
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert editor.value() == [{"number": 1, "said": LONG}]
    for key, goes_to in ((Qt.Key.Key_Tab, 2), (Qt.Key.Key_Backtab, 0)):
        grid.setCurrentCell(0, 1)
        grid.edit(grid.currentIndex())
        qtbot.keyClick(grid.cells.open_editor, key)
        QApplication.processEvents()
        assert grid.currentColumn() == goes_to
    assert editor.value() == [{"number": 1, "said": LONG}]
