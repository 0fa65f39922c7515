"""Editors: what is typed is understood, shown tidily, kept when wrong; everything by keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit import forms, i18n, values
from crm_desktop.kit.forms import Choice, Field
from ui.kit import theme, words
from ui.kit.editors import (
    CalendarPopup,
    ComboEditor,
    DateEditor,
    Editor,
    Line,
    LinkEditor,
    LinksEditor,
    LongTextEditor,
    RadioEditor,
    Suggester,
    Surroundings,
    make_editor,
    masked,
)

NAMES = {1: "恒岚精密机械", 2: "宏榆建材", 3: "青梧电子"}


def context() -> values.Context:
    return values.Context(ZoneInfo("Asia/Shanghai"), date(2026, 11, 19),
                          name_of=lambda kind, record: NAMES.get(record),
                          find=lambda kind, text: [i for i, n in NAMES.items() if n == text])


def suggest(kind: str, text: str) -> list[tuple[int, str, str, str]]:
    return [(i, f"KH-{i:04}", n, "A") for i, n in NAMES.items() if text in n]


def type_in(widget: QWidget, text: str) -> None:
    """Letters as an input method or keyboard sends them: QTest takes only Latin ones."""
    for letter in text:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def field(kind: str, **more: Any) -> Field:
    return Field("asked", kind, {"en": "Asked", "zh_CN": "问题", "zh_TW": "問題"}, **more)


def answers(*texts: str) -> tuple[Choice, ...]:
    return tuple(Choice(t.lower().replace(" ", "_"), {"en": t, "zh_CN": t, "zh_TW": t}) for t in texts)


@pytest.fixture
def made(qtbot: QtBot) -> Any:
    window = QWidget()
    window.resize(700, 500)
    qtbot.addWidget(window)

    def make(asked: Field, **around: Any) -> Editor:
        editor = make_editor(asked, Surroundings(context, suggest, **around), window)
        other = QWidget(window)
        other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        editor.resize(600, max(editor.sizeHint().height(), 40))
        window.show()
        editor.focus_widget().setFocus()
        return editor
    return make


def test_every_declared_field_has_an_empty_editor(qtbot: QtBot) -> None:
    around = Surroundings(context, suggest)
    seen = set()
    for form in map(forms.get, forms.ids()):
        for asked in form.fields:
            key = (asked.type, asked.multiple, len(asked.choices), asked.sensitive, bool(asked.rows))
            if key in seen:
                continue
            seen.add(key)
            editor = make_editor(asked, around)
            qtbot.addWidget(editor)
            assert (editor.value(), editor.raw(), editor.problem()) == (None, None, ""), asked
            editor.set_value(None)
            editor.set_read_only(True)
            assert editor.is_empty()


@pytest.mark.parametrize(("kind", "typed", "value", "shown"), [
    ("date", "1119", "2026-11-19", "2026-11-19"), ("date", "11.19", "2026-11-19", "2026-11-19"),
    ("date", "２０２６／１１／１９", "2026-11-19", "2026-11-19"),
    ("money", "1,234.5", 123450, "1,234.50"), ("percent", "85.8", 85.8, "85.8%"), ("int", "１２", 12, "12"),
    ("phone", "13800004127", "13800004127", "138 0000 4127"), ("text", "x", "x", "x"),
])
def test_what_is_typed_is_understood_on_leaving(made: Any, qtbot: QtBot, kind: str, typed: str, value: Any, shown: str
                                               ) -> None:
    editor = made(field(kind))
    type_in(editor.line, typed)
    with qtbot.waitSignal(editor.next_asked):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == value
    assert editor.line.text().startswith(shown)


def test_what_is_not_understood_stays_as_typed_with_its_sentence(made: Any, qtbot: QtBot) -> None:
    editor = made(field("date"))
    type_in(editor.line, "next Tuesday or so")
    editor.settle()
    assert editor.line.text() == "next Tuesday or so"
    assert editor.problem()
    assert editor.value() is None
    assert editor.raw() == {"t": "next Tuesday or so"}
    again = made(field("date"))
    again.set_raw(editor.raw())
    assert again.line.text() == "next Tuesday or so"


def test_a_problem_is_marked_and_goes_when_mended(made: Any, qtbot: QtBot) -> None:
    editor = made(field("date"))
    editor.set_text("x")
    editor.show_problem(editor.problem())
    assert editor.line.property("state") == "late"
    assert editor.line.accessibleDescription() == editor.problem()
    editor.line.clear()
    type_in(editor.line, "1119")
    assert editor.line.property("state") == ""


def test_enter_while_composing_belongs_to_the_input_method(made: Any, qtbot: QtBot) -> None:
    editor = made(field("text"))
    QApplication.sendEvent(editor.line, QInputMethodEvent("heng'lan", []))
    with qtbot.assertNotEmitted(editor.next_asked):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    done = QInputMethodEvent("", [])
    done.setCommitString("恒岚")
    QApplication.sendEvent(editor.line, done)
    with qtbot.waitSignal(editor.next_asked):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == "恒岚"


def test_today_by_one_key(made: Any, qtbot: QtBot) -> None:
    editor = made(field("date"))
    qtbot.keyClick(editor.line, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "2026-11-19"


def test_a_day_from_the_calendar_by_keyboard(made: Any, qtbot: QtBot) -> None:
    editor = made(field("date"))
    assert isinstance(editor, DateEditor)
    editor.set_value("2026-11-19")
    qtbot.keyClick(editor.line, Qt.Key.Key_F4)
    popup = editor.popup
    assert isinstance(popup, CalendarPopup)
    assert popup.month.firstDayOfWeek() == Qt.DayOfWeek.Monday
    view = popup.month.findChild(QWidget, "qt_calendar_calendarview")
    assert view is not None
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert editor.value() == "2026-11-20"
    qtbot.waitUntil(lambda: editor.popup is None)


def test_a_click_on_what_is_worked_out_stays_there(made: Any, qtbot: QtBot) -> None:
    editor = made(field("computed"))
    editor.set_value("42")
    with qtbot.assertNotEmitted(editor.next_asked):
        qtbot.mouseClick(editor.line, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(editor.next_asked):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)


def test_sensitive_values_are_masked_and_each_look_is_told(made: Any, qtbot: QtBot) -> None:
    looks: list[Field] = []
    asked = field("text", sensitive=True)
    editor = made(asked, looked=looks.append)
    editor.set_value("6222020200112233")
    assert editor.line.text() == masked("6222020200112233") == "6222********2233"
    assert editor.line.isReadOnly()
    assert editor.value() == "6222020200112233"
    assert editor.raw() == {"t": "6222020200112233"}
    editor.reveal()
    assert editor.line.text() == "6222020200112233"
    assert looks == [asked]
    editor.settle()
    assert editor.line.text() == "6222********2233"


def test_long_text_grows_and_leaves_by_tab_and_ctrl_enter(made: Any, qtbot: QtBot) -> None:
    editor = made(field("multiline"))
    assert isinstance(editor, LongTextEditor)
    assert editor.edit.rows() == 3
    low = editor.edit.height()
    for _n in range(6):
        qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
    assert editor.edit.rows() == 7
    assert editor.edit.height() > low
    for _n in range(9):
        qtbot.keyClick(editor.edit, Qt.Key.Key_Return)
    assert editor.edit.rows() == 10
    with qtbot.waitSignal(editor.next_asked):
        qtbot.keyClick(editor.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.edit.tabChangesFocus()


def test_few_answers_are_a_row_chosen_by_digit_and_arrow(made: Any, qtbot: QtBot) -> None:
    editor = made(field("choice", choices=answers("Good", "Fair", "Poor")))
    assert isinstance(editor, RadioEditor)
    qtbot.keyClick(editor.focus_widget(), Qt.Key.Key_2)
    assert editor.value() == "fair"
    qtbot.keyClick(editor.focus_widget(), Qt.Key.Key_Right)
    assert editor.value() == "poor"
    assert [b for b in editor.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus] == [editor.buttons[2]]
    qtbot.keyClick(editor.focus_widget(), Qt.Key.Key_Delete)
    assert editor.value() is None
    editor.set_value("of an older form")
    assert editor.value() == "of an older form"


def test_the_digit_stands_behind_its_answer_up_to_nine(made: Any) -> None:
    editor = made(field("multi_choice", choices=answers(*"abcdefghij")))
    for number, button in enumerate(editor.buttons, 1):
        pair, line = button.parentWidget(), theme.color("surface").name()
        picture = pair.grab().toImage()
        room = range(button.geometry().right() + 1, picture.width())
        inked = {picture.pixelColor(x, y).name() for x in room for y in range(picture.height())} - {line}
        assert bool(room) is (number <= 9), number
        assert len(inked) > 1 or number > 9, number
        assert pair.height() >= theme.field_height()


def test_a_small_two_is_no_digit(made: Any, qtbot: QtBot) -> None:
    editor = made(field("bool"))
    type_in(editor.focus_widget(), "²")
    assert editor.value() is None


def test_yes_no_knows_not_known(made: Any, qtbot: QtBot) -> None:
    editor = made(field("bool"))
    assert editor.value() is None
    assert editor.buttons[2].isChecked()
    qtbot.keyClick(editor.focus_widget(), Qt.Key.Key_1)
    assert editor.value() == 1
    qtbot.keyClick(editor.focus_widget(), Qt.Key.Key_2)
    assert editor.value() == 0
    assert editor.raw() == {"v": 0}


def test_many_answers_are_a_list_chosen_by_pinyin(made: Any, qtbot: QtBot) -> None:
    editor = made(field("choice", choices=answers("电话", "信函", "传真", "面谈", "来访", "电子邮件")))
    assert isinstance(editor, ComboEditor)
    qtbot.keyClicks(editor.combo, "mt")
    assert editor.value() == "面谈"
    qtbot.keyClick(editor.combo, Qt.Key.Key_Delete)
    assert editor.value() is None


def test_many_answers_are_chosen_by_their_place_too(made: Any, qtbot: QtBot) -> None:
    editor = made(field("choice", choices=answers("电话", "信函", "传真", "面谈", "来访", "3 个月")))
    qtbot.keyClick(editor.combo, Qt.Key.Key_2)
    assert editor.value() == "信函"
    for key, answer in ((Qt.Key.Key_9, "信函"), (Qt.Key.Key_5, "来访")):
        qtbot.keyClick(editor.combo, key)
        assert editor.value() == answer, "a digit without an answer changes nothing"
    editor = made(field("choice", choices=answers("电话", "信函", "传真", "面谈", "来访", "3 个月")))
    qtbot.keyClick(editor.combo, Qt.Key.Key_3)
    assert editor.value() == "3_个月", "what the answer begins with comes before its place"


def test_the_list_of_a_narrow_field_shows_its_answers_whole(made: Any, qtbot: QtBot) -> None:
    long = "Promised to be resolved within __ days, by the sales department"
    editor = made(field("choice", choices=answers(*"abcde", long)))
    editor.combo.setFixedWidth(160)
    editor.combo.showPopup()
    view = editor.combo.view()
    assert view.viewport().width() >= view.sizeHintForColumn(0) > 160
    editor.combo.hidePopup()


def test_the_wheel_never_changes_an_answer(made: Any) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    editor = made(field("choice", choices=answers(*"abcdefg")))
    editor.set_value("c")
    none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    QApplication.sendEvent(editor.combo, QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 120), QPoint(0, 120), button, none, Qt.ScrollPhase.NoScrollPhase, False))
    assert editor.value() == "c"


def test_several_answers_are_ticked_by_digit(made: Any, qtbot: QtBot) -> None:
    editor = made(field("multi_choice", choices=answers("Phone", "Letter", "Visit")))
    qtbot.keyClick(editor.buttons[0], Qt.Key.Key_3)
    qtbot.keyClick(editor.buttons[0], Qt.Key.Key_1)
    assert editor.value() == ["phone", "visit"]


def test_a_record_is_found_by_a_fragment_and_becomes_a_chip(made: Any, qtbot: QtBot) -> None:
    editor = made(field("customer_ref"))
    assert isinstance(editor, LinkEditor)
    assert editor.chip is None, "most links of a form are empty"
    type_in(editor.line, "宏")
    popup = editor.suggester.popup
    assert popup is not None
    assert popup.isVisible()
    assert editor.window().focusWidget() is editor.line
    with qtbot.waitSignal(editor.next_asked):
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == 2
    assert editor.chip.isVisible()
    assert editor.chip.name.whole() == "宏榆建材"
    assert "宏榆建材" in editor.chip.change.accessibleName()
    editor.chip.change.click()
    assert editor.line.isVisible()
    assert editor.value() is None


def test_letters_typed_on_change_open_the_search_with_them(made: Any, qtbot: QtBot) -> None:
    editor = made(field("customer_ref"))
    editor.set_value(1)
    editor.chip.change.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Left):
        qtbot.keyClick(editor.chip.change, key)
        editor.chip.change.setFocus()
        assert editor.value() == 1, "only letters ask for another one"
    qtbot.keyClick(editor.chip.change, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == 1
    went: list[QWidget | None] = []
    editor.window().activateWindow()
    qtbot.waitUntil(editor.chip.change.hasFocus)
    application: Any = QApplication.instance()
    seen = application.focusChanged.connect(lambda _old, new: went.append(new))
    qtbot.keyClicks(editor.chip.change, "h")
    application.focusChanged.disconnect(seen)
    assert went == [editor.line], "the keyboard goes straight there: a form would follow it anywhere else"
    assert editor.window().focusWidget() is editor.line
    qtbot.keyClicks(editor.line, "y")
    assert editor.line.text() == "hy"
    assert editor.suggester.showing()


def test_text_without_a_record_is_kept_with_its_problem(made: Any, qtbot: QtBot) -> None:
    editor = made(field("customer_ref"))
    type_in(editor.line, "不知道谁")
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    editor.settle()
    assert editor.line.text() == "不知道谁"
    assert "不知道谁" in editor.problem()
    assert editor.raw() == {"t": "不知道谁"}


def test_a_locked_record_is_a_line_to_read_and_copy(made: Any, qtbot: QtBot) -> None:
    editor = made(field("customer_ref"))
    editor.set_read_only(True)
    editor.set_value(1)
    assert (editor.line.isVisible(), editor.chip, editor.line.text()) == (True, None, NAMES[1])
    assert editor.focus_widget() is editor.line
    assert (editor.value(), editor.raw(), editor.problem()) == (1, {"v": 1}, "")
    for key in (Qt.Key.Key_F4, Qt.Key.Key_Return):
        qtbot.keyClick(editor.line, key)
    assert editor.value() == 1
    editor.set_read_only(False)
    assert (editor.line.text(), editor.chip.isVisible(), editor.value()) == ("", True, 1)
    editor.set_value(None)
    editor.set_read_only(True)
    for key in (Qt.Key.Key_F4, Qt.Key.Key_Return):
        qtbot.keyClick(editor.line, key)
    assert editor.value() is None


def test_change_left_as_it_is_keeps_the_record(made: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NAMES, 4, NAMES[1])  # two of one name: the name alone says nothing
    editor = made(field("customer_ref"))
    editor.set_value(4)
    editor.chip.change.click()
    editor.settle()
    assert (editor.value(), editor.problem()) == (4, "")
    editor.chip.change.click()
    editor.set_text(NAMES[1] + "?")
    editor.settle()
    assert editor.value() is None
    assert editor.problem()


@pytest.mark.parametrize("newcomers", [True, False])
def test_a_name_that_nothing_is_like_is_a_newcomer_when_left(made: Any, newcomers: bool) -> None:
    editor = made(field("customer_ref"))
    editor.takes_newcomer = newcomers
    for typed, new in (("恒", ""), ("沧屿新能源", "沧屿新能源")):
        editor.set_text(typed)
        editor.settle()
        assert editor.newcomer == (new if newcomers else "")
        assert bool(editor.problem()) is not bool(newcomers and new)


def test_an_exact_name_needs_no_choosing(made: Any, qtbot: QtBot) -> None:
    editor = made(field("customer_ref"))
    type_in(editor.line, "青梧电子")
    editor.settle()
    assert editor.value() == 3


def test_a_new_name_can_be_made_from_the_list(made: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setitem(NAMES, 9, "新客户")

    def create(kind: str, name: str) -> int:
        asked.append((kind, name))
        return 9
    editor = made(field("customer_ref"), create=create)
    type_in(editor.line, "没有的名字")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert asked == [("customer_ref", "没有的名字")]
    assert editor.value() == 9


def test_enter_while_composing_chooses_nothing_from_the_list(made: Any, qtbot: QtBot) -> None:
    editor = made(field("customer_ref"), create=lambda kind, name: pytest.fail(name))
    type_in(editor.line, "宏")
    QApplication.sendEvent(editor.line, QInputMethodEvent("yu", []))
    assert editor.suggester.showing()
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() is None


def test_the_line_that_says_there_are_more_is_no_choice(qtbot: QtBot) -> None:
    line = Line()
    qtbot.addWidget(line)
    line.resize(300, 32)
    line.show()
    many = [(n, "", f"Customer {n}", "") for n in range(1, 53)]
    suggester = Suggester(line, "customer_ref", Surroundings(context, lambda kind, text: many, lambda kind, name: 99))
    heard: list[Any] = []
    suggester.chosen.connect(heard.append)
    suggester.create_asked.connect(heard.append)
    for place, wanted in ((51, []), (50, ["Customer"]), (0, ["Customer", many[0]])):
        suggester.look("Customer")
        assert suggester.popup is not None
        suggester.popup.picked.emit(place)
        assert heard == wanted


def test_arrows_move_in_the_list_and_escape_closes_it(made: Any, qtbot: QtBot) -> None:
    editor = made(field("customer_ref"))
    qtbot.keyClick(editor.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = editor.suggester.popup
    assert popup is not None
    assert popup.list.count() == 3
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    assert popup.list.currentRow() == 2
    qtbot.keyClick(editor.line, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert editor.value() is None


def test_several_records_are_chips(made: Any, qtbot: QtBot) -> None:
    editor = made(field("customer_ref", multiple=True))
    assert isinstance(editor, LinksEditor)
    for fragment in ("恒", "青"):
        type_in(editor.line, fragment)
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert editor.value() == [1, 3]
    type_in(editor.line, "?")
    assert editor.raw() == {"v": [1, 3], "t": "?"}


@pytest.mark.parametrize("kind", ["text", "date", "money", "choice", "bool", "customer_ref", "multiline", "computed"])
def test_every_control_has_a_name_with_required(made: Any, kind: str) -> None:
    editor = made(field(kind, required=True, choices=answers("A", "B")))
    for control in editor._controls:
        assert control.accessibleName(), control
    if kind not in ("choice", "bool", "computed"):
        assert editor.focus_widget().accessibleName() == "Asked, required"


def test_language_changes_without_losing_what_was_typed(made: Any) -> None:
    editor = made(field("choice", choices=(Choice("a", {"en": "Yes please", "zh_CN": "好", "zh_TW": "好"}),)))
    editor.set_value("a")
    i18n.set_language("zh_CN")
    words.retranslate(editor)
    assert editor.buttons[0].text() == "好"
    assert editor.value() == "a"


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_a_row_of_answers_wraps_instead_of_clipping(made: Any, factor: float) -> None:
    theme.look().set(factor=factor)
    editor = made(field("choice", choices=answers("Very satisfied", "Satisfied", "Average")))
    editor.resize(300, editor.heightForWidth(300))
    QApplication.processEvents()
    for button in editor.buttons:
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(editor, button.rect().bottomRight()).y() <= editor.height()
