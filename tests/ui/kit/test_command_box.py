"""Ctrl+K: groups, keys, narrowing, composing, and back to where she came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.command_box import Asked, CommandBox, Hit, asked
from ui.kit.command_hits import _parts

done: list[str] = []


def find(what: Asked) -> Sequence[Hit]:
    hits = [Hit("Customers", "恒帆船用索具", lambda: done.append("card"), detail="KH-0214", ranges=((0, 2),)),
            Hit("Customers", "韩枫", lambda: done.append("contact")),
            Hit("Pages", "Call-backs", lambda: done.append("page"), right="Ctrl+4")]
    if what.text == "nothing":
        return []
    return [h for h in hits if not what.only or h.group == what.only]


@pytest.fixture
def box(qtbot: QtBot) -> Iterator[CommandBox]:
    done.clear()
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.field = QLineEdit(window)  # type: ignore[attr-defined]
    window.show()
    window.field.setFocus()  # type: ignore[attr-defined]
    made = CommandBox(find, window)
    made.open()
    yield made
    window.close()


@pytest.mark.parametrize(("typed", "means"), [
    ("hf", Asked("hf")), ("> lock", Asked("lock", "actions")), ("＃0142", Asked("0142", "numbers")),
    ("  恒岚 ", Asked("恒岚")), ("", Asked(""))])
def test_what_the_line_means(typed: str, means: Asked) -> None:
    assert asked(typed) == means


def test_heads_stand_above_their_hits_and_cannot_be_chosen(box: CommandBox) -> None:
    assert [e if isinstance(e, str) else e.text for e in box.model.entries] == [
        "Customers", "恒帆船用索具", "韩枫", "Pages", "Call-backs"]
    assert box.model.flags(box.model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert box.current() is not None
    assert box.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "恒帆船用索具, KH-0214"


def test_arrows_choose_and_enter_takes(box: CommandBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert done == ["page"]
    assert box.isHidden()


def test_the_list_goes_round(box: CommandBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box.line, Qt.Key.Key_Up)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert done == ["page"]


def test_while_composing_the_keys_belong_to_the_input_method(box: CommandBox, qtbot: QtBot) -> None:
    QApplication.sendEvent(box.line, QInputMethodEvent("hen", []))
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert done == []
    assert not box.isHidden()


def test_tab_narrows_to_the_group_and_back(box: CommandBox, qtbot: QtBot) -> None:
    qtbot.keyClick(box.line, Qt.Key.Key_Tab)
    assert [e for e in box.model.entries if isinstance(e, str)] == ["Customers"]
    qtbot.keyClick(box.line, Qt.Key.Key_Tab)
    assert len(box.model.entries) == 5


def test_esc_gives_the_keyboard_back_and_forgets(box: CommandBox, qtbot: QtBot) -> None:
    box.line.setText("恒")
    with qtbot.waitSignal(box.closed):
        qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.isHidden()
    assert (box.line.text(), box.model.rowCount()) == ("", 0)
    assert box.window().focusWidget() is box.window().field  # type: ignore[attr-defined]


def test_a_click_elsewhere_closes_it_and_stays_there(box: CommandBox) -> None:
    other = QLineEdit(box.window())
    other.show()
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert box.isHidden()
    assert box.window().focusWidget() is other


def test_nothing_found_takes_nothing(box: CommandBox, qtbot: QtBot) -> None:
    box.line.setText("nothing")
    assert box.current() is None
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert done == []


def test_it_can_be_painted(box: CommandBox) -> None:
    assert not box.grab().isNull()


def test_the_matched_part_is_set_apart() -> None:
    assert _parts("恒帆船用索具", ((0, 2),)) == [("恒帆", True), ("船用索具", False)]
    assert _parts("恒…", ((0, 1), (5, 9))) == [("恒", True), ("…", False)]
