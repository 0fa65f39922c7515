"""Stories of one who cannot see: every room read as a screen reader reads it, a day done by names and actions alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from build_spec.looks import spoken
from build_spec.looks.gate import Gates
from build_spec.looks.rooms import Rooms
from build_spec.looks.spoken import ROLE
from crm_desktop.kit import records
from crm_desktop.kit.query import Query
from tests.flows.test_window_looks import told
from tests.flows.window_reader import Reader
from tests.flows.window_story import MASTER, PASSWORD, Story, _sample_thrown_away, office, story
from ui.kit import ask

__all__ = ["_sample_thrown_away", "office", "story"]
CASE = "complaint_record"
_HAN_COMMA = re.compile(r"[\u4e00-\u9fff], ")  # words in Chinese with a comma of another language between


@pytest.fixture(autouse=True)
def a_reader_is_there(qapp: QApplication) -> Iterator[None]:
    """As with a reader on the bus: Qt then asks for every widget as early as it can."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def heard(frames: Sequence[QWidget]) -> list[str]:
    """What is wrong in what stands on the screen now, and where the keyboard is."""
    found = [line for frame in frames for line in spoken.findings(frame)]
    focus = QApplication.focusWidget()
    if focus is None or not focus.isVisible():
        found.append("the keyboard is nowhere")
    return found


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_every_room_can_be_told(story: Story, office: Path, tmp_path: Path, code: str) -> None:
    story.window.set_language(code)
    found = {}
    for name in Gates(story.window, office, tmp_path).walk():
        found[name] = heard([story.window])
    story.open(office, code)
    rooms = Rooms(story.window, tmp_path)
    for name in rooms.walk():
        story.idle()
        found[name] = heard(rooms.frames())
        if code == "zh_CN":
            found[name] += [n.line() for frame in rooms.frames() for n in spoken.tree(frame)
                            if n.role != ROLE.EditableText and _HAN_COMMA.search(n.name + n.description)]
    if lines := told(found):
        pytest.fail(lines)


def test_one_of_each_row_of_choices_is_chosen(story: Story, office: Path) -> None:
    story.open(office, "en")
    for page_id in ("today", "complaints", "visits", "settings"):
        story.page(page_id)
        tabs = [n.name for n in spoken.tree(story.window) if n.role == ROLE.PageTab and n.has("selected")]
        assert len(tabs) == 1, page_id
        rows: dict[str, list[bool]] = {}
        for node in spoken.tree(story.window):
            if node.role == ROLE.RadioButton and node.above is not None and node.above.name:
                rows.setdefault(node.above.name, []).append(node.has("checked"))
        assert rows, page_id
        assert all(sum(row) <= 1 for row in rows.values()), rows


def test_a_day_without_eyes(story: Story, office: Path, tmp_path: Path) -> None:
    story.window.set_language("zh_CN")
    story.start(office)
    reader = Reader(story)
    reader.fill("密码", PASSWORD)
    reader.press("登录")
    story.wait(story.window.is_open)
    new_customer(reader)
    found_again(reader)
    complaint(reader)
    the_clock(reader)
    survey(reader)
    month(reader, tmp_path / "month.pdf")


def new_customer(reader: Reader) -> None:
    """A customer, every field by its name."""
    reader.press("客户…")
    reader.press("新建客户")
    reader.press("保存…")
    assert reader.find("客户名称，必填", ROLE.EditableText).description == "请填写客户名称。"
    reader.fill("客户名称，必填", "岚川自动化有限公司")
    reader.fill("联系电话", "0512-5550-0177")
    reader.press("保存…")
    assert newest(reader, MASTER)["customer_name"] == "岚川自动化有限公司"


def newest(reader: Reader, form: str) -> Any:
    """The record saved last."""
    rows = Query(form, sort=("id",)).run(reader.story.store)
    return records.get(reader.story.store, form, rows.ids(rows.count - 1, 1)[0])


def found_again(reader: Reader) -> None:
    """Ctrl+K by its button, the name typed, the hit pressed."""
    reader.press("今天…")
    reader.press("查找客户、记录、页面或操作")
    reader.fill("查找客户、记录、页面或操作", "岚川")
    assert any(name.startswith("岚川自动化有限公司，") for name in reader.names(ROLE.ListItem))


def complaint(reader: Reader) -> None:
    """F7 and two fields."""
    story = reader.story
    story.press(Qt.Key.Key_F7)
    reader.fill("客户名称，必填", "岚川自动化有限公司")
    reader.fill("投诉内容，必填", "空压机半小时又响，停机后重新开机。")
    reader.press("投诉级别：重大投诉")
    assert reader.find("投诉级别：重大投诉", ROLE.RadioButton).has("checked")
    assert not reader.find("投诉级别：一般投诉", ROLE.RadioButton).has("checked")
    reader.press("登记")
    case = newest(reader, CASE)
    assert case["content"].startswith("空压机")
    assert case["severity"] == "major"


def the_clock(reader: Reader) -> None:
    """The time left stands in the row of the list, as text, with the head of its column."""
    reader.press("返回")
    reader.press("投诉…")
    cells = [name for name in reader.names(ROLE.Cell) if name.startswith("响应")]
    assert any(re.fullmatch(r"响应 2 小时：进行中，还剩 \S+", name) for name in cells), cells
    assert any("岚川自动化有限公司" in name for name in reader.names(ROLE.Cell))


def survey(reader: Reader) -> None:
    """A sheet of paper: one answer ticked and heard, then taken back, then all of them."""
    reader.press("录入问卷")
    first = "产品功能：1 满意"
    reader.press(first)
    assert reader.find(first, ROLE.RadioButton).has("checked")
    for name in [n for n in reader.names(ROLE.RadioButton) if re.search("：2 ", n)]:
        reader.press(name)
    assert not reader.find(first, ROLE.RadioButton).has("checked")
    assert reader.find("已录题数", ROLE.ProgressBar).value == "14"
    before = Query("customer_satisfaction_survey").run(reader.story.store).count
    reader.press("保存并继续")
    reader.story.wait(lambda: Query("customer_satisfaction_survey").run(reader.story.store).count == before + 1)


def month(reader: Reader, paper: Path) -> None:
    """The report of the month, as a PDF."""
    reader.press("报告…")
    assert any(n.has("selected") for n in reader.nodes() if n.name == "客户服务月度汇总表")
    reader.story.wait(lambda: not reader.find("存为 PDF", ROLE.Button).has("disabled"))
    with ask.answers(paper):
        reader.press("存为 PDF")
    reader.story.idle()
    assert "客户服务月度汇总表" in pypdf.PdfReader(paper).pages[0].extract_text()
