"""Stories of the look: another language with typed text kept, sizes, names, keys, words that have their room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget

from build_spec.looks import measure
from build_spec.looks.gate import Gates
from build_spec.looks.rooms import Rooms
from crm_desktop.kit import i18n, records
from tests.flows.window_look import keys_claimed_twice, nameless
from tests.flows.window_story import CTRL, LANGUAGES, PAGES, Story, _sample_thrown_away, office, story
from ui.kit import theme
from ui.kit.list_acts import ListFace
from ui.visits.block import Block

__all__ = ["_sample_thrown_away", "office", "story"]
ASKED_FOR = {"ColumnsPopup", "ConditionPopup", "CrashDialog", "KeysHelp", "MessageList"}  # windows the rooms open


class Flashes(QObject):
    """Windows that open unasked: a part shown before it has its place."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note each."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def flashes() -> Iterator[Flashes]:
    watch = Flashes()
    yield watch
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]


def told(found: dict[str, list[str]]) -> str:
    """One line for each finding, with the rooms it was seen in."""
    lines: dict[str, list[str]] = {}
    for room, what in found.items():
        for line in what:
            lines.setdefault(line, []).append(room)
    return "\n".join(f"{line}  [{', '.join(rooms[:3])}{' …' if len(rooms) > 3 else ''}]" for line, rooms in lines.items())


# Where there is least room; `python -m build_spec.looks --measure` does every language, size and window.
@pytest.mark.parametrize(("code", "factor", "size"), [
    ("en", 2.0, (1280, 720)), ("zh_TW", 2.0, (1366, 768)), ("zh_CN", 1.5, (1280, 720))])
def test_words_have_their_room_and_every_control_a_name(story: Story, office: Path, tmp_path: Path, flashes: Flashes,
                                                       code: str, factor: float, size: tuple[int, int]) -> None:
    window, found = story.window, dict[str, list[str]]()
    window.resize(*size)
    window.set_look(factor=factor)
    window.set_language(code)
    for name in Gates(window, office, tmp_path).walk():
        found[name] = measure.findings(window) + measure.grown(window, size)
    story.open(office, code)
    flashes.seen.clear()
    rooms = Rooms(window, tmp_path)
    for name in rooms.walk():
        found[name] = [line for frame in rooms.frames() for line in measure.findings(frame)]
        found[name] += measure.grown(window, size)
        if code == "zh_CN":  # the same in every language
            found[name] += nameless(window) + keys_claimed_twice(window)
        window.resize(*size)
    if lines := told(found):
        pytest.fail(lines)
    assert set(flashes.seen) <= ASKED_FOR, "what nobody asked for"


def test_a_form_and_a_card_stand_on_the_white_of_their_sheet(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    for lead in (lambda: story.window.session.new("callback_plan", {}),
                 lambda: story.window.session.open("callback_plan", 1)):
        lead()
        story.settle()
        page = story.window.desk.current
        area = next(a for a in page.findChildren(QScrollArea) if a.isVisible() and a.accessibleName() == page.subtitle())
        ground = story.window.grab().toImage().pixelColor(area.mapTo(story.window, QPoint(1, area.height() - 2)))
        assert ground == theme.color("surface"), ground.name()


def test_a_low_month_names_the_calls_of_its_days(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    story.window.resize(1366, 768)
    story.window.set_look(factor=2.0)
    page = story.page("visits")
    page.view("month")
    story.settle()
    shown = [b for b in page.scheduler.month.findChildren(Block) if b.isVisible()]
    assert shown
    assert all(b.brief and b.width() >= 60 for b in shown)


def test_a_preview_without_a_row_says_so(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    page = story.page("customers")
    face = next(f for f in page.findChildren(ListFace) if f.isVisible())
    face.toggle()
    assert face.look.isVisible()
    assert not face.nothing.isVisible()
    page.list.search("没有这样的客户")
    story.settle()
    face.follow()
    assert face.nothing.isVisible()
    assert not face.look.isVisible()


def test_another_language_keeps_what_was_typed(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    story.press(Qt.Key.Key_F7)
    page = story.window.desk.current
    assert page.spec.id == "complaints"
    page.form.editor.focus("content")
    story.type("half a sentence")
    called = str(records.name_of(story.window.desk.session.store, "customer_master", 1))[:3]  # a part chooses nobody
    page.form.editor.editors["customer"].set_text(called)
    assert not page.form.editor.save()
    heads = set()
    for code in (*LANGUAGES, "zh_CN"):
        story.window.set_language(code)
        story.settle()
        assert i18n.language() == code
        assert page is story.window.desk.current
        editor = page.form.editor
        assert editor.editors["content"].text() == "half a sentence"
        assert editor.editors["customer"].text() == called
        assert editor.problems()["customer"]
        heads.add((page.title(), story.window.windowTitle(), editor.problems()["customer"],
                   editor.footer.buttons["form_save"].text()))
    assert len(heads) == 3, "\n".join(map(str, heads))
    for wish, factor, density in (("dark", 1.5, "dense"), ("light", 2.0, "roomy"), ("dark", 1.0, "normal")):
        story.window.set_look(wish=wish, factor=factor, density=density)
        story.settle()
        assert theme.look().name == wish
        assert page.form.editor.editors["content"].text() == "half a sentence"
    focus = QApplication.focusWidget()
    story.press(Qt.Key.Key_K, CTRL)
    story.type(">shense")
    story.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is focus, "on with typing"
    story.press(Qt.Key.Key_Plus, CTRL)
    assert theme.look().factor > 1.0
    story.press(Qt.Key.Key_0, CTRL)
    assert theme.look().factor == 1.0


def test_every_menu_and_every_help_in_three_languages(story: Story, office: Path, flashes: Flashes) -> None:
    story.open(office, "zh_CN")
    for code in LANGUAGES:
        story.window.set_language(code)
        for page_id in PAGES:
            story.page(page_id)
            story.press(Qt.Key.Key_F1)
            dialog = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not story.window)
            assert dialog.windowTitle()
            dialog.close()
            story.settle()
        story.press(Qt.Key.Key_K, CTRL)
        story.type(">")
        assert story.window.desk.box.model.rowCount() > 20
        story.press(Qt.Key.Key_Escape)
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and isinstance(w, QMenu)]


def test_where_the_keyboard_is_can_be_seen_in_a_small_window(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    story.window.resize(1024, 640)
    story.window.set_look(factor=2.0)
    story.settle()
    page = story.page("customers")
    story.press(Qt.Key.Key_K, CTRL)
    story.type(">")
    box, desk = story.window.desk.box, story.window.desk
    assert desk.rect().contains(box.geometry()), (box.geometry(), desk.rect())
    story.press(Qt.Key.Key_Escape)
    story.press(Qt.Key.Key_N, CTRL)
    fields = page.form.editor.fields
    for _step in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        place = focus.mapTo(fields.viewport(), focus.rect().center())
        assert fields.viewport().rect().contains(place), (fields.current(), place)
        story.press(Qt.Key.Key_Tab)
