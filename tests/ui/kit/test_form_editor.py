"""The form editor: paper order, two columns, problems at their fields, drafts, keys that never submit."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit import forms, i18n, values
from crm_desktop.kit.errors import Problem, Problems
from ui.kit import theme, words
from ui.kit.actions import forbidden_keys, keys_twice
from ui.kit.editors import Surroundings
from ui.kit.form_editor import FormEditor
from ui.kit.form_editor_layout import Section, in_rows
from ui.kit.widgets import Label

CTX = values.Context(ZoneInfo("Asia/Shanghai"), date(2026, 11, 19), name_of=lambda kind, record: f"No. {record}")


def suggest(kind: str, text: str) -> list[tuple[int, str, str, str]]:
    return [(1, "KH-0001", "恒岚精密机械", "A")]


@pytest.fixture
def make(qtbot: QtBot) -> Any:
    def build(form_id: str = "complaint_record", width: int = 1100, **options: Any) -> FormEditor:
        editor = FormEditor(forms.get(form_id), Surroundings(lambda: CTX, suggest), **options)
        qtbot.addWidget(editor)
        editor.resize(width, 700)
        editor.show()
        QApplication.processEvents()
        return editor
    return build


def press(qtbot: QtBot, editor: FormEditor, key: Qt.Key, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    focus = editor.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


def filled(editor: FormEditor) -> None:
    editor.put("customer", 1)
    editor.put("received_at", "2026-11-19T02:00:00Z")
    editor.put("content", "Stops after two hours")
    for name, one in editor.editors.items():
        if one.field.required and one.is_empty() and one.field.choices:
            editor.put(name, one.field.choices[0].id)


def test_fields_stand_in_paper_order_side_by_side(make: Any) -> None:
    editor = make()
    names = [f.id for f in editor.form.fields if not f.kept]
    assert list(editor.boxes) == names
    section = editor.fields.sections[0]
    rows = in_rows(section.boxes, 2)
    assert [b.field.id for row in rows for b in row] == [b.field.id for b in section.boxes]
    assert all(len(row) == 1 for row in rows if row[0].editor.is_wide())
    assert in_rows(section.boxes, 1) == [[b] for b in section.boxes]


def test_two_columns_where_there_is_room(make: Any) -> None:
    def place(editor: FormEditor, name: str) -> QPoint:
        return editor.boxes[name].mapTo(editor, QPoint(0, 0))
    wide, narrow = make(width=1000), make(width=600)
    assert place(wide, "complaint_no").y() == place(wide, "received_at").y()
    assert place(narrow, "complaint_no").y() < place(narrow, "received_at").y()
    wide.resize(600, 700)
    QApplication.processEvents()
    assert place(wide, "complaint_no").y() < place(wide, "received_at").y()


def test_enter_goes_to_the_next_field_and_never_submits(make: Any, qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    editor = make("contact_person", save=saved.append)
    editor.focus("contact_name")
    press(qtbot, editor, Qt.Key.Key_Return)
    assert editor.fields.current() == "position"
    editor.focus("remarks")
    press(qtbot, editor, Qt.Key.Key_Return, ctrl=True)
    assert editor.focusWidget() is editor.footer.buttons["form_save"]
    assert saved == []


def test_tab_follows_the_paper(make: Any, qtbot: QtBot) -> None:
    editor = make("contact_person")
    editor.put("customer", 1)
    editor.focus("contact_name")
    seen = []
    for _n in range(5):
        seen.append(editor.fields.current())
        press(qtbot, editor, Qt.Key.Key_Tab)
    assert seen == [f.id for f in editor.form.fields][1:6]


def test_saving_shows_what_is_missing_at_its_field_and_jumps_there(make: Any, qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    editor = make("contact_person", save=saved.append)
    editor.focus("remarks")
    press(qtbot, editor, Qt.Key.Key_S, ctrl=True)
    assert saved == []
    assert set(editor.problems()) == {"customer", "contact_name"}
    assert editor.problems()["contact_name"] == "Name is needed."
    assert editor.fields.current() == "customer"
    assert editor.footer.count.text() == "2 to mend"
    press(qtbot, editor, Qt.Key.Key_E, ctrl=True)
    assert editor.fields.current() == "contact_name"
    assert "customer" in editor.problems()  # leaving it does not make it right
    qtbot.keyClicks(editor.focusWidget(), "Ann")
    assert set(editor.problems()) == {"customer"}


def test_ctrl_s_saves_from_any_kind_of_field(make: Any, qtbot: QtBot) -> None:
    saved: list[dict[str, Any]] = []
    editor = make(save=saved.append)
    filled(editor)
    for name in ("content", "received_at", "channel", "severity", "is_dispute"):
        editor.focus(name)
        before = len(saved)
        press(qtbot, editor, Qt.Key.Key_S, ctrl=True)
        assert len(saved) == before + 1, (name, editor.problems())
    assert saved[0]["customer"] == 1
    assert not editor.is_dirty()


def test_a_problem_of_saving_stands_at_its_field(make: Any) -> None:
    def save(record: dict[str, Any]) -> None:
        raise Problems([Problem("Too late for that.", field="received_at"), Problem("The office is full.")])
    editor = make(save=save)
    filled(editor)
    assert not editor.save()
    assert editor.problems() == {"received_at": "Too late for that."}
    assert editor.footer.sentence.text() == "The office is full."
    assert editor.fields.current() == "received_at"
    assert editor.is_dirty()


def test_wrong_text_is_said_on_leaving_and_kept(make: Any, qtbot: QtBot) -> None:
    editor = make()
    editor.focus("received_at")
    qtbot.keyClicks(editor.focusWidget(), "soon")
    press(qtbot, editor, Qt.Key.Key_Tab)
    assert "received_at" in editor.problems()
    assert editor.raw()["received_at"] == {"t": "soon"}
    box = editor.boxes["received_at"]
    assert box.problem.isVisible()
    assert box.editor.focus_widget().accessibleDescription() == editor.problems()["received_at"]


@pytest.mark.parametrize(("name", "most"), [("product", "2,000"), ("content", "20,000")])
def test_a_text_far_too_long_is_kept_and_said_at_once(make: Any, qtbot: QtBot, name: str, most: str) -> None:
    editor = make()
    editor.focus(name)
    text = "很长的文字。" * 16_667
    QGuiApplication.clipboard().setText(text)
    press(qtbot, editor, Qt.Key.Key_V, ctrl=True)
    assert f"at most {most} characters; this has 100,002" in editor.problems()[name]
    assert editor.raw()[name] == {"t": text}
    editor.editors[name].focus_widget().selectAll()
    press(qtbot, editor, Qt.Key.Key_A)
    assert editor.problems() == {}


def test_escape_keeps_the_draft_and_says_so(make: Any, qtbot: QtBot) -> None:
    drafts: list[dict[str, Any]] = []
    said: list[str] = []
    left: list[bool] = []
    editor = make(save_draft=drafts.append, tell=said.append, discard=lambda: left.append(True))
    editor.focus("content")
    qtbot.keyClicks(editor.focusWidget(), "Half a sen")
    press(qtbot, editor, Qt.Key.Key_Escape)
    assert drafts == [editor.raw()]
    assert left == [True]
    assert "draft" in said[0]


def test_the_draft_is_kept_by_itself_and_comes_back(make: Any, qtbot: QtBot) -> None:
    drafts: list[dict[str, Any]] = []
    editor = make(save_draft=drafts.append)
    editor.set_record({})
    assert not editor._draft_timer.isActive()
    editor.focus("content")
    qtbot.keyClicks(editor.focusWidget(), "Half")
    assert editor._draft_timer.isActive()
    editor._draft_timer.timeout.emit()
    assert drafts[0]["content"] == {"t": "Half"}
    assert editor.footer.draft.text()
    again = make()
    again.set_raw(drafts[0])
    assert again.value("content") == "Half"
    assert again.is_dirty()


def test_what_is_begun_anew_has_no_draft(make: Any, qtbot: QtBot) -> None:
    editor = make(save_draft=lambda raw: None)
    editor.focus("content")
    qtbot.keyClicks(editor.focusWidget(), "Half")
    editor.flush_draft()
    editor.set_record({})
    assert editor.footer.draft.text() == ""


def test_a_warning_comes_while_typing(make: Any, qtbot: QtBot) -> None:
    editor = make("customer_master", near={"customer_name": lambda text: f"Already there: {text}" if text else ""})
    editor.focus("customer_name")
    qtbot.keyClicks(editor.focusWidget(), "Heng")
    qtbot.waitUntil(lambda: editor.boxes["customer_name"].near.text() == "Already there: Heng", timeout=2000)
    assert editor.problems() == {}


def test_locked_fields_say_why(make: Any) -> None:
    editor = make(locked={"solution": "Filled in by the head of service."})
    box = editor.boxes["solution"]
    assert box.editor.read_only
    assert box.why.text() == "Filled in by the head of service."
    assert editor.boxes["complaint_no"].editor.read_only  # numbers of the year are given when saved


def test_sections_are_reached_by_key(make: Any, qtbot: QtBot) -> None:
    editor = make("customer_master")
    editor.focus_first()
    press(qtbot, editor, Qt.Key.Key_PageDown, ctrl=True)
    assert editor.fields.current() == editor.fields.sections[1].boxes[0].field.id
    press(qtbot, editor, Qt.Key.Key_PageUp, ctrl=True)
    assert editor.fields.current() == editor.fields.sections[0].boxes[0].field.id


def test_forget_leaves_no_text(make: Any) -> None:
    editor = make()
    filled(editor)
    editor.forget()
    assert editor.raw() == {}
    assert editor.record == {}


def test_no_key_is_used_twice_or_forbidden(make: Any) -> None:
    editor = make(print_=lambda: None)
    assert keys_twice(editor.actions()) == []
    assert forbidden_keys(editor.actions()) == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [560, 1100])
def test_nothing_is_clipped(make: Any, language: str, factor: float, width: int) -> None:
    theme.look().set(factor=factor)
    editor = make("customer_master", width=width)
    i18n.set_language(language)
    words.retranslate(editor)
    QApplication.processEvents()
    for label in editor.findChildren(Label):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, (label.text(), label.size(), needed)
            if not label.wordWrap():
                assert label.width() >= label.sizeHint().width(), label.text()


@pytest.mark.parametrize(("width", "label_width"), [(560, 0), (1100, 0), (1100, 80)])
@pytest.mark.parametrize("factor", [1.0, 1.5])
def test_the_star_stands_right_after_the_last_word(make: Any, width: int, label_width: int, factor: float) -> None:
    theme.look().set(factor=factor)
    label = make("contact_person", width=round(width * factor)).boxes["customer"].label
    if label_width:
        label.setFixedWidth(theme.px(label_width))  # "Customer name" on two lines
        label.setMinimumHeight(label.heightForWidth(label.width()))
        QApplication.processEvents()
    star, picture = label.star_place(), label.grab().toImage()
    ground = picture.pixel(0, 0)
    inked = [x for x in range(star.left()) for y in range(star.top(), star.bottom())
             if picture.pixel(x, y) != ground]
    assert 0 < star.left() - max(inked) <= theme.px(6)
    assert label.rect().contains(star)
    assert any(picture.pixelColor(x, y).name() == theme.color("late").name()
               for x in range(star.left(), star.right()) for y in range(star.top(), star.bottom()))


def test_sections_whose_labels_differ_by_little_have_their_fields_below_each_other(make: Any) -> None:
    i18n.set_language("zh_CN")
    editor = make("customer_master", width=1300)
    QApplication.processEvents()
    widths = {box.label.width() for section in editor.findChildren(Section) for box in section.boxes}
    assert widths <= {theme.px(width) for width in (96, 120, 144, 160)}, widths


def test_one_section_with_labels_above_has_all_of_the_form_so(make: Any) -> None:
    i18n.set_language("en")
    editor = make("customer_satisfaction_survey", width=1300)
    QApplication.processEvents()
    boxes = [box for section in editor.findChildren(Section) for box in section.boxes]
    assert len({section.cramped(2) for section in editor.findChildren(Section)}) == 2
    assert all(box.label.mapTo(box, QPoint()).x() == box.editor.mapTo(box, QPoint()).x() for box in boxes)


def test_language_changes_without_a_new_form(make: Any) -> None:
    editor = make()
    filled(editor)
    before, boxes = editor.raw(), list(editor.boxes.values())
    i18n.set_language("zh_CN")
    words.retranslate(editor)
    assert editor.raw() == before
    assert list(editor.boxes.values()) == boxes
    assert boxes[0].label.text() == editor.form.fields[0].label["zh_CN"]


def test_only_what_was_said_is_said_in_the_other_language(make: Any) -> None:
    editor = make()
    filled(editor)
    editor.editors["received_at"].set_text("soon")
    editor.put("customer", None)  # needed, but not said yet
    editor.show_problems([Problem("Too late for that.", field="content")])
    editor.fields.say("received_at", editor.editors["received_at"].problem())
    before = editor.problems()
    i18n.set_language("zh_CN")
    words.retranslate(editor)
    assert editor.problems().keys() == before.keys() == {"received_at", "content"}
    assert editor.problems()["received_at"] != before["received_at"]
    assert editor.problems()["content"] == "Too late for that."


def test_every_control_of_every_form_has_a_name(make: Any) -> None:
    for form_id in ("complaint_record", "customer_master", "callback_record", "customer_satisfaction_survey"):
        editor = make(form_id)
        nameless = [w for w in editor.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus
                    and not w.accessibleName() and not getattr(w, "text", str)()]
        assert nameless == []


def test_a_look_at_another_window_says_nothing_yet(make: Any) -> None:
    editor = make()
    line = editor.editors["customer"].line
    line.setText("沧屿新能源材料厂")
    for reason, said in ((Qt.FocusReason.ActiveWindowFocusReason, False), (Qt.FocusReason.TabFocusReason, True)):
        QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, reason))
        assert bool(editor.problems()) is said
