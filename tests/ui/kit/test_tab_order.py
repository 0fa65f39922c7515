"""Tab and Shift+Tab through every form of the program: each editor and button once, in reading order."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit import feature, i18n
from ui.kit import words
from ui.kit.editors.table_field import TableEditor
from ui.kit.form_editor import FormEditor
from ui.kit.record_view import RecordView
from ui.kit.session import Session

Key = Qt.Key
MOST = 400


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_every_form_from_end_to_end(session: Session, qtbot: QtBot, language: str) -> None:
    with i18n.using(language):
        for form_id in feature.entities():
            view = RecordView(session, form_id)
            qtbot.addWidget(view)
            view.resize(700, 900)  # one column: what is read first stands higher
            view.show()
            view.new({})
            assert view.editor is not None
            words.retranslate(view)
            view.editor.fields.arrange()
            qtbot.waitUntil(lambda view=view: laid_out(view.editor))
            wanted = reading(view.editor)
            down = walk(view, wanted[0], Key.Key_Tab)
            assert [name(view.editor, w) for w in down] == [name(view.editor, w) for w in wanted], form_id
            assert walk(view, wanted[-1], Key.Key_Backtab) == wanted[::-1], form_id
            view.close()


def reading(editor: FormEditor) -> list[QWidget]:
    """Every control that can be typed in or pressed; of a row of answers, and of a table, the one stop."""
    found = []
    for widget in editor.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled() \
                and widget.focusProxy() is None and not in_a_table(widget) and not signed(editor, widget):
            found.append(widget)
    return sorted(found, key=lambda w: (field_of(editor, w), w.mapTo(editor, QPoint()).x()))


def laid_out(editor: FormEditor) -> bool:
    """Whether every field of the one column has found its place."""
    there = [b.mapTo(editor.fields.widget(), QPoint()).y() for b in editor.boxes.values()]
    return len(set(there)) == len(there)


def field_of(editor: FormEditor, widget: QWidget) -> int:
    """How far down the form the field of a control begins; the foot comes last."""
    box = next((b for b in editor.boxes.values() if b.isAncestorOf(widget)), None)
    return 10**6 if box is None else box.mapTo(editor.fields.widget(), QPoint()).y()


def in_a_table(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QAbstractItemView):
        above = above.parentWidget()
    return above is not None


def signed(editor: FormEditor, widget: QWidget) -> bool:
    """A signature is made with a pen."""
    return any(b.field.type == "signature" and b.isAncestorOf(widget) for b in editor.boxes.values())


def name(editor: FormEditor, widget: QWidget) -> str:
    box = next((n for n, b in editor.boxes.items() if b.isAncestorOf(widget)), "foot")
    return f"{box}:{type(widget).__name__}:{widget.accessibleName()}"


def walk(view: RecordView, first: QWidget, key: Qt.Key) -> list[QWidget]:
    """From that control on, until the keyboard leaves the form or comes back to the first."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _turn in range(MOST):
        here = view.window().focusWidget()
        if here is None or not view.isAncestorOf(here) or here in seen[:-1] or (seen and here is first is not seen[-1]):
            break
        if not seen or here is not seen[-1]:
            seen.append(here)
        elif not isinstance(here, QAbstractItemView):
            break
        QTest.keyClick(here, key)
    return seen


def test_the_keyboard_leaves_the_form_at_both_ends(session: Session, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    before, after = QPushButton("before", around), QPushButton("after", around)
    view = RecordView(session, "reception_record", parent=around)
    for a, b in ((before, view), (view, after)):
        QWidget.setTabOrder(a, b)
    view.resize(700, 600)
    around.show()
    view.new({})
    assert view.editor is not None
    stops = reading(view.editor)
    stops[-1].setFocus()
    QTest.keyClick(stops[-1], Key.Key_Tab)
    assert around.focusWidget() in (before, after)
    stops[0].setFocus()
    QTest.keyClick(stops[0], Key.Key_Backtab)
    assert around.focusWidget() in (before, after)


def test_shift_tab_leaves_a_table_at_its_first_cell(session: Session, qtbot: QtBot) -> None:
    view: Any = RecordView(session, "visitor_register")
    qtbot.addWidget(view)
    view.show()
    view.new({})
    table = next(e for e in view.editor.editors.values() if isinstance(e, TableEditor))
    table.grid.setFocus()
    table.grid.setCurrentCell(0, 0)
    for _cell in range(3):
        QTest.keyClick(table.grid, Key.Key_Backtab)
    assert view.window().focusWidget() is not table.grid
