"""What gives way where there is little room, and who gets the room that is left over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from crm_desktop.kit import values
from ui.kit.actions import Action
from ui.kit.command_box import Asked, CommandBox, Hit
from ui.kit.message_bar import MessageBar
from ui.kit.segments import SegmentBar
from ui.kit.session import Message
from ui.kit.table import Column, Table
from ui.kit.widgets import ElidedLabel, Sheet

NAMES = ("Complaints", "Department tasks", "Call-backs", "Result reports", "Statistics")


def shown_in(qtbot: QtBot, widget: Any, width: int) -> Sheet:
    """A sheet of that width with the widget in it."""
    sheet = Sheet(margin=0)
    sheet.box.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    qtbot.addWidget(sheet)
    sheet.resize(width, 200)
    sheet.show()
    QApplication.processEvents()
    return sheet


def seen(bar: SegmentBar) -> list[str]:
    """The segments in sight."""
    return [b.text() for b in bar._buttons.values() if b.isVisible()]


def test_segments_fold_and_never_the_chosen_one(qtbot: QtBot) -> None:
    bar = SegmentBar([(n, lambda n=n: n) for n in NAMES])
    heard: list[str] = []
    bar.chosen.connect(heard.append)
    sheet = shown_in(qtbot, bar, 900)
    assert seen(bar) == list(NAMES)
    sheet.resize(330, 200)
    qtbot.waitUntil(lambda: 0 < len(seen(bar)) < len(NAMES))
    assert seen(bar)[0] == NAMES[0]
    assert bar.width() <= sheet.width()
    bar._show_more()
    menu = bar.findChildren(QMenu)[-1]
    entries = [a.text() for a in menu.actions()]
    assert entries == [n for n in NAMES if n not in seen(bar)]
    menu.actions()[-1].trigger()
    menu.close()
    assert heard == [NAMES[-1]]
    assert bar.current() == NAMES[-1]
    qtbot.waitUntil(lambda: NAMES[-1] in seen(bar))
    sheet.resize(900, 200)
    qtbot.waitUntil(lambda: seen(bar) == list(NAMES))


def test_the_message_keeps_half_of_its_line(qtbot: QtBot) -> None:
    bar = MessageBar()
    done: list[str] = []
    acts = [Action(n, f"Do the thing {n}", lambda n=n: done.append(n)) for n in ("one", "two", "three")]
    qtbot.addWidget(bar)
    bar.resize(1200, 60)
    bar.show_message(Message("Something was said at some length", "near", acts[0], more=tuple(acts[1:])))
    assert [b.isHidden() for b in bar._buttons] == [False] * 3
    bar.resize(420, 60)
    QApplication.processEvents()
    assert [b.isHidden() for b in bar._buttons] == [False, True, True]
    assert not bar.more.isHidden()
    bar._show_more()
    menu = bar.findChildren(QMenu)[-1]
    menu.actions()[1].trigger()
    menu.close()
    assert done == ["three"]
    bar.leave()


def test_spare_width_goes_to_long_words(qtbot: QtBot, store: Any) -> None:
    table = Table(store.context)
    qtbot.addWidget(table)
    table.resize(1000, 300)
    table.show()
    given = [Column("no", "No."), Column("content", "Content", width=240), Column("owner", "Owner", width=92)]
    table.set_columns(given)
    QApplication.processEvents()
    no, content = table.columnWidth(0), table.columnWidth(1)
    assert content > 240
    table.resize(1200, 300)
    qtbot.waitUntil(lambda: table.columnWidth(1) > content or table.columnWidth(1) == 520)
    assert table.columnWidth(0) == no
    assert table.layout_now()["widths"] == {}, "nobody chose a width"
    table.setColumnWidth(1, 300)
    table.resize(1400, 300)
    QApplication.processEvents()
    assert table.columnWidth(1) == 300, "what was chosen by hand stays"
    assert table.layout_now()["widths"] == {"content": 300}
    assert isinstance(store.context(), values.Context)


def test_a_label_without_room_shows_nothing_rather_than_a_letter(qtbot: QtBot) -> None:
    label = ElidedLabel("Customer satisfaction survey")
    qtbot.addWidget(label)
    label.resize(12, 20)
    label.show()
    QApplication.processEvents()
    assert label.text() == ""
    assert label.toolTip()
    assert label.accessibleName() == "Customer satisfaction survey"


def test_the_command_box_says_that_there_is_nothing(qtbot: QtBot) -> None:
    desk = Sheet()
    qtbot.addWidget(desk)
    desk.resize(900, 600)
    hit = Hit("Customers", "Star River", lambda: None)
    box = CommandBox(lambda what: [hit] if isinstance(what, Asked) and what.text == "star" else [], desk)
    desk.show()
    box.open("star")
    assert box.list.isVisible()
    assert not box.nothing.isVisible()
    box.line.setText("qqz")
    box.search()
    assert box.nothing.isVisible()
    assert "pinyin" in box.nothing.text()
    assert not box.list.isVisible()
    box.leave()
