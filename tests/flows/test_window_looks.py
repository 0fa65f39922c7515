"""Stories of the look: another language with typed text kept, sizes, names, keys, words that have their room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from crm_desktop.kit import i18n
from tests.flows.window_look import clipped, keys_claimed_twice, nameless
from tests.flows.window_story import CTRL, LANGUAGES, MASTER, PAGES, Story, _sample_thrown_away, office, story
from ui.kit import theme

__all__ = ["_sample_thrown_away", "office", "story"]
SHEET = "客户名称,地区,联系电话\n恒岚精密机械有限公司,华东,0512-5550-0121\n,华东,1\n"


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


def rooms(story: Story, tmp_path: Path) -> dict[str, Callable[[], object]]:
    """Every page and every face of it, by what leads there."""
    source = tmp_path / "客户.csv"
    source.write_text(SHEET, "utf-8")
    session = story.window.session

    def bring() -> None:
        page = story.page("import")
        page.load(source)
        story.wait(lambda: page.plan is not None)

    def rejected() -> None:
        page = story.page("import")
        page.panes.segments.choose("rejected")
        page.panes.show_act("rejected")

    found: dict[str, Callable[[], object]] = {f"page {p}": (lambda p=p: story.page(p)) for p in PAGES}
    found |= {f"card {f}": (lambda f=f: session.open(f, 1)) for f in (
        MASTER, "staff_record", "complaint_record", "callback_plan", "callback_record",
        "customer_satisfaction_survey", "customer_survey_plan", "improvement_action")}
    found |= {f"form {f}": (lambda f=f: session.new(f, {"customer": 1})) for f in (
        "complaint_record", "callback_record", "customer_satisfaction_survey", "staff_record",
        "customer_survey_plan", "improvement_action")}
    found["form " + MASTER] = lambda: story.page("customers").show_form(MASTER, 1)
    found |= {f"settings {s}": (lambda s=s: story.page("settings", {"section": s})) for s in (
        "office", "computer", "password", "rules", "about")}
    found |= {"import columns": bring, "import rejected": rejected}
    return found


def told(found: dict[str, list[str]]) -> str:
    """One line for each finding, with the rooms it was seen in."""
    lines: dict[str, list[str]] = {}
    for room, what in found.items():
        for line in what:
            lines.setdefault(line, []).append(room)
    return "\n".join(f"{line}  [{', '.join(rooms[:3])}{' …' if len(rooms) > 3 else ''}]" for line, rooms in lines.items())


def walk(story: Story, tmp_path: Path) -> Iterator[str]:
    """Through all rooms."""
    for name, lead in rooms(story, tmp_path).items():
        lead()
        story.idle()
        yield name


def test_every_control_has_a_name_and_no_key_is_claimed_twice(story: Story, office: Path, tmp_path: Path,
                                                              flashes: Flashes) -> None:
    story.open(office, "zh_CN")
    found = {}
    flashes.seen.clear()
    for name in walk(story, tmp_path):
        found[name] = nameless(story.window) + keys_claimed_twice(story.window)
    if lines := told(found):
        pytest.fail(lines)
    assert flashes.seen == []


# The longest words at every size; the others where there is least room.
@pytest.mark.parametrize(("code", "factor"), [("en", 1.0), ("en", 1.5), ("en", 2.0), ("zh_CN", 1.0), ("zh_CN", 2.0),
                                              ("zh_TW", 1.5), ("zh_TW", 2.0)])
def test_words_have_their_room(story: Story, office: Path, tmp_path: Path, code: str, factor: float) -> None:
    story.open(office, code)
    story.window.set_look(factor=factor)
    found = {}
    for name in walk(story, tmp_path):
        found[name] = clipped(story.window)
        if (size := story.window.size().toTuple()) != (1366, 768):
            found[name].append(f"the window grew to {size}")
            story.window.resize(1366, 768)
    if lines := told(found):
        pytest.fail(lines)


def test_another_language_keeps_what_was_typed(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    story.press(Qt.Key.Key_F7)
    page = story.window.desk.current
    assert page.spec.id == "complaints"
    page.form.editor.focus("content")
    story.type("half a sentence")
    page.form.editor.editors["customer"].set_text("no such customer")
    assert not page.form.editor.save()
    heads = set()
    for code in (*LANGUAGES, "zh_CN"):
        story.window.set_language(code)
        story.settle()
        assert i18n.language() == code
        assert page is story.window.desk.current
        editor = page.form.editor
        assert editor.editors["content"].text() == "half a sentence"
        assert editor.editors["customer"].text() == "no such customer"
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
