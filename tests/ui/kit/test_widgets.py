"""The house widgets: plain text, nothing clipped, state as shape and word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.kit import icons, theme
from ui.kit.actions import Action
from ui.kit.widgets import (
    Busy,
    Button,
    Chip,
    ElidedLabel,
    EmptyState,
    IconButton,
    Label,
    Mark,
    PasswordBox,
    SearchBox,
    SegmentBar,
)

STATES = ("late", "near", "running", "done", "paused", "draft", "info", "missed")


def test_a_customer_called_like_markup_is_shown_as_she_is(qtbot: QtBot) -> None:
    plain, tricky = Label("x" * 26), Label("<img src='/etc/passwd' width=9>")
    assert tricky.textFormat() == Qt.TextFormat.PlainText
    assert tricky.sizeHint().height() == plain.sizeHint().height()


def test_an_elided_label_keeps_the_whole_text(qtbot: QtBot) -> None:
    label = ElidedLabel("恒岚精密机械（苏州）有限公司客户服务办公室")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text() != label.whole()
    assert label.text().endswith("…")
    assert label.toolTip() == label.accessibleName() == label.whole()
    label.resize(900, 20)
    assert label.text() == label.whole()


@pytest.mark.parametrize("state", STATES)
def test_a_mark_is_shape_and_word(state: str, qtbot: QtBot) -> None:
    mark = Mark(state, "1 h 16 min")
    name, token = icons.state_icon(state)
    assert icons.exists(name)
    assert token
    assert mark.accessibleName().endswith(", 1 h 16 min")
    assert mark.sizeHint().width() > mark.fontMetrics().horizontalAdvance("1 h 16 min")


def test_the_shapes_differ() -> None:
    assert len({icons.state_icon(s)[0] for s in STATES}) == len(STATES)


def test_icons_take_the_colour_of_the_theme(qtbot: QtBot) -> None:
    def ink() -> set[str]:
        picture = icons.icon("save", "late").pixmap(16, 16).toImage()
        return {picture.pixelColor(x, y).name() for x in range(16) for y in range(16)
                if picture.pixelColor(x, y).alpha() == 255}

    light = ink()
    theme.look().set(wish="dark")
    assert light
    assert not light & ink()


def test_every_icon_follows_the_current_colour() -> None:
    from crm_desktop.kit import paths
    for file in paths.resource("icons").glob("*.svg"):
        assert "currentColor" in file.read_text("utf-8"), file.name


def test_a_button_has_room_for_what_it_says_now(qtbot: QtBot) -> None:
    button = Button("Save", key="Ctrl+S")
    qtbot.addWidget(button)
    wide = [button.sizeHint().width() for _twice in range(2)]
    assert wide[0] == wide[1]
    button.setText("Save and begin the next one")
    wide.append(button.sizeHint().width())
    button.set_key("Ctrl+Shift+Return")
    wide.append(button.sizeHint().width())
    theme.look().set(factor=1.5)
    wide.append(button.sizeHint().width())
    assert wide[1] < wide[2] < wide[3] < wide[4]
    button.setText("Save")
    button.set_key("")
    assert button.sizeHint().width() < wide[2]


def test_a_busy_button_keeps_its_size(qtbot: QtBot) -> None:
    button = Button("Import", icon="upload")
    qtbot.addWidget(button)
    before = button.sizeHint()
    button.set_busy(True)
    assert button.sizeHint() == before
    assert not button.isEnabled()
    button.grab()
    button.set_busy(False)
    assert button.isEnabled()


@pytest.mark.parametrize("kind", ["plain", "primary", "flat", "quiet", "danger", "link", "segment", "chip"])
def test_every_kind_of_button_can_be_painted(kind: str, qtbot: QtBot) -> None:
    button = Button("Save", kind=kind, icon="save", key="Ctrl+S")
    qtbot.addWidget(button)
    button.show()
    button.setFocus()
    rest = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != rest
    assert button.minimumSizeHint() == button.sizeHint()


def test_a_name_with_an_ampersand_is_no_key(qtbot: QtBot) -> None:
    button = Button("A&S Pumps", kind="link")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    button.setText("C&R Tools")
    assert button.shortcut().isEmpty()
    assert button.text() == "C&R Tools"


def test_an_icon_alone_has_a_name(qtbot: QtBot) -> None:
    button = IconButton("x", "Close the message", key="Esc")
    assert button.accessibleName() == "Close the message"
    assert "Esc" in button.toolTip()


def test_a_chip_can_be_taken_away(qtbot: QtBot) -> None:
    chip = Chip("Region: East", removable=True)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.removed):
        chip.click()
    assert Chip("A").focusPolicy() == Qt.FocusPolicy.NoFocus


def test_segments_choose_one(qtbot: QtBot) -> None:
    bar = SegmentBar([("all", "All"), ("key", "Key accounts")], name="Views")
    qtbot.addWidget(bar)
    heard: list[str] = []
    bar.chosen.connect(heard.append)
    assert bar.current() == "all"
    bar.set_count("key", 1234)
    buttons = bar.findChildren(Button)
    assert buttons[1].text() == "Key accounts 1,234"
    buttons[1].click()
    assert (heard, bar.current()) == (["key"], "key")
    bar.choose("all")
    assert heard == ["key"]
    bar.show()
    buttons[0].setFocus()
    bar.choose("key")
    assert bar.focusWidget() is buttons[1], "the ring is on one, the choice on another"
    bar.choose("all")
    saved = []
    bar.add("save", "Save as view", extra=lambda: saved.append(1)).click()
    assert (saved, bar.current()) == ([1], "all")


def test_an_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    done = []
    empty = EmptyState("No customers yet.", Action("import", "Import Excel", lambda: done.append("import")),
                       ("New customer", lambda: done.append("new")))
    qtbot.addWidget(empty)
    for button in empty.findChildren(Button):
        button.click()
    assert done == ["import", "new"]
    assert empty.sentence.text() == "No customers yet."


def test_busy_says_what_is_going_on(qtbot: QtBot) -> None:
    busy = Busy()
    qtbot.addWidget(busy)
    theme.look().set(still=True)
    busy.start("Sorting…")
    busy.grab()
    assert busy.label.text() == "Sorting…"
    busy.stop()
    assert busy.isHidden()


def test_search_hears_what_is_being_composed(qtbot: QtBot) -> None:
    box = SearchBox("Find")
    qtbot.addWidget(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    box.setText("恒")
    QApplication.sendEvent(box, QInputMethodEvent("lan'jing", []))
    assert box.composing()
    assert box.wanted() == "恒lanjing"
    assert heard[-1] == "恒lanjing"
    commit = QInputMethodEvent("", [])
    commit.setCommitString("岚")
    QApplication.sendEvent(box, commit)
    assert (box.text(), heard[-1], box.composing()) == ("恒岚", "恒岚", False)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_a_password_is_hidden_and_never_composed(qtbot: QtBot) -> None:
    box = PasswordBox()
    qtbot.addWidget(box)
    box.show()
    caps: list[bool] = []
    box.caps.connect(caps.append)
    assert box.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClick(box, "A")
    qtbot.keyClick(box, "A", Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(box, "b")
    assert caps[0] is True
    assert caps[-1] is False
    box._eye.trigger()
    assert box.shown()
    assert not box.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    box.wipe()
    assert (box.text(), box.shown()) == ("", False)


def test_a_path_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    path = "C:\\Users\\linxiaomei\\AppData\\Roaming\\crm-desktop\\samples\\sample_office.crm"
    sentence = f"There is no folder {path}. Choose the office folder."
    whole, broken = Label(sentence), Label(sentence, wrap=True)
    for label in (whole, broken):
        qtbot.addWidget(label)
    assert broken.text() == sentence
    assert broken.minimumSizeHint().width() < whole.sizeHint().width() / 3


def test_a_shortened_name_never_goes_for_a_pixel(qtbot: QtBot) -> None:
    label = ElidedLabel("Wuhan Jiade Building Materials Co., Ltd.")
    qtbot.addWidget(label)
    for name in (label.whole(), "Qingdao Rongtuo Dairy, AV & Wares Ltd.", "武汉嘉德建筑材料（集团）有限公司"):
        label.setText(name)
        for width in range(90, 420):
            label.resize(width, 20)
            label._fit()
            assert label.text(), (name, width)
            assert label.fontMetrics().horizontalAdvance(label.text()) <= width
    for name in ("国", "ab", "武汉嘉德"):
        label.setText(name)
        label.resize(0, 20)
        label._fit()
        assert not label.text()
