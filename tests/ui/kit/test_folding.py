"""What gives way where there is little room, and who gets the room that is left over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from crm_desktop.kit import values
from crm_desktop.kit.store import Store
from ui.kit.actions import Action
from ui.kit.command_box import Asked, CommandBox, Hit
from ui.kit.event_rows import ICON, TEXT, TITLE, UNDER, WHEN, EventList, EventModel
from ui.kit.form_editor_footer import FormFooter
from ui.kit.header import PageHeader
from ui.kit.message_bar import MessageBar
from ui.kit.painting import in_lines
from ui.kit.segments import SegmentBar
from ui.kit.session import Message
from ui.kit.table import Column, Table
from ui.kit.widgets import ElidedLabel, Label, Sheet

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


def test_the_head_folds_buttons_before_whom_it_is_about(qtbot: QtBot) -> None:
    head = PageHeader()
    sheet = Sheet(margin=0)
    sheet.box.addWidget(head)
    qtbot.addWidget(sheet)
    head.set_actions([Action(n, f"Do the thing {n}", print) for n in ("one", "two", "three", "last")])
    head.set_chips([("Called back", True), ("Serious complaint", False)])
    for name in ("上海东方精密机械制造有限公司", "A customer of a rather long name Co., Ltd.", "N" * 200):
        head.set_words("TS-2026-0142", name)
        sheet.show()
        for width in (1060, 820, 640):
            sheet.resize(width, 60)
            QApplication.processEvents()
            assert len(head.subtitle.text()) >= 12, (name, width, head.subtitle.text())
            assert not head.buttons()[-1].isHidden()
    assert not head.more.isHidden()


def test_a_title_without_end_leaves_the_number_beside_it(qtbot: QtBot) -> None:
    head = PageHeader()
    qtbot.addWidget(head)
    head.set_actions([Action("edit", "Edit", print)])
    head.set_words("很长的公司名称" * 30, "KH-0078")
    head.resize(700, 40)
    head.show()
    QApplication.processEvents()
    assert head.subtitle.text() == "KH-0078"
    assert head.title.text().endswith("…")


class Told(EventModel):
    """Rows of (title, text)."""

    def part(self, row: Any, role: int) -> Any:
        return {ICON: "list", TITLE: row[0], TEXT: row[1], WHEN: ("Today", "10:26"), UNDER: "demo"}.get(role)


def test_a_text_too_long_for_its_title_gets_lines_of_its_own(qtbot: QtBot, store: Store) -> None:
    long = "the seal was replaced and the pump ran for a whole day without a drop of oil " * 6
    for narrow, width in ((True, 300), (False, 420)):
        shown, model = EventList("Told", narrow=narrow), Told(store)
        qtbot.addWidget(shown)
        model.put([("Note", "short"), ("Customer communication record", long)])
        shown.setModel(model)
        shown.resize(width, 500)
        shown.show()
        QApplication.processEvents()
        one, two = (shown.visualRect(model.index(n)).height() for n in range(2))
        assert one < two < 400
        shown.setCurrentIndex(model.index(1))
        QApplication.processEvents()
        assert shown.visualRect(model.index(1)).height() > two, "the current row says all of it"


def test_a_text_in_lines_ends_in_dots_only_where_there_is_more() -> None:
    assert in_lines("one two", "body", 400, 2) == ["one two"]
    assert in_lines("one\ntwo", "body", 400, 2) == ["one", "two"]
    cut = in_lines("客户说" * 1000, "body", 200, 3)
    assert len(cut) == 3
    assert cut[-1].endswith("…")
    assert "".join(cut)[:30] == "客户说" * 10


def test_the_foot_of_a_form_never_cuts_its_button(qtbot: QtBot) -> None:
    save = Action("form_save", "Department task", print, key="Ctrl+S", icon="check", primary=True)
    leave, jump = Action("form_discard", "Leave", print, key="Esc"), Action("jump", "Jump", print, key="Ctrl+E")
    foot = FormFooter([save, leave], jump)
    sheet = Sheet(margin=0)
    sheet.box.addWidget(foot)
    qtbot.addWidget(sheet)
    sheet.resize(360, 200)
    sheet.show()
    for state in (lambda: foot.set_count(2), lambda: foot.set_count(0), lambda: foot.set_draft("12:00:00")):
        state()
        QApplication.processEvents()
        button = foot.buttons["form_save"]
        assert button.width() >= button.sizeHint().width()


def test_letters_without_an_end_wrap_anywhere_and_are_read_as_they_were_typed(qtbot: QtBot) -> None:
    for text in ("x" * 3000, "The pump " + "=" * 200 + " leaks", "https://example.com/" + "a" * 90):
        label = Label(text, wrap=True)
        qtbot.addWidget(label)
        assert label.minimumSizeHint().width() < 200
        assert label.text() == text
