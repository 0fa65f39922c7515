"""Story: from the first start to the first PDF on her boss's desk, in simplified Chinese, through the window."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pypdf
from PySide6.QtCore import Qt

from crm_desktop.kit import i18n, records
from tests.flows.window_story import CTRL, MASTER, Story, _sample_thrown_away, story, texts_of
from ui.kit import ask

__all__ = ["_sample_thrown_away", "story"]
SECRET = "purple lamp river 93 stone"
ROWS = [
    ["客户名称", "地址", "联系电话", "地区", "所属行业", "客户状态"],
    ["恒岚精密机械（苏州）有限公司", "苏州市工业园区星湖街 21 号", "0512-5550-0121", "华东", "机械", "现有"],
    ["曾氏纺织有限公司", "南通市崇川区青年路 8 号", "13800004127", "华东", "纺织", "现有"],
    ["长岛食品有限公司", "青岛市市南区香港路 3 号", "0532-5550-0133", "华北", "食品", "现有"],
]


def found_office(story: Story, folder: Path, sheet: Path) -> str:
    """The wizard, by keyboard and buttons; gives the recovery code as it stands on the paper."""
    wizard = story.window.wizard
    assert wizard is not None
    wizard.language.buttons["zh_CN"].click()
    wizard._next.click()
    story.settle()
    wizard.office.fields.name.setFocus()
    story.type("澄屿机电设备有限公司")
    wizard.office.path.setFocus()
    story.press(Qt.Key.Key_A, CTRL)
    story.type(str(folder))
    wizard._next.click()
    story.settle()
    wizard.user._name.setFocus()
    story.type("林晓梅")
    for box in (wizard.user.pair.first, wizard.user.pair.again):
        box.setFocus()
        story.type(SECRET)
    wizard._next.click()
    story.settle()
    assert wizard.at() == 3, wizard._problem.label.text()
    assert not wizard._next.isEnabled()
    with ask.answers(sheet):
        wizard.recovery.save.click()
    text = pypdf.PdfReader(sheet).pages[0].extract_text()
    code = next(w for w in text.split() if re.fullmatch(r"(\w{2,5}-){6}\w{2,5}", w))
    wizard.recovery.signs.setFocus()
    story.type(code.replace("-", "")[-4:].lower())
    assert wizard._next.isEnabled()
    wizard._next.click()
    story.wait(story.window.is_open)
    return code


def write_book(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    return path


def test_from_the_first_start_to_the_first_paper(story: Story, tmp_path: Path) -> None:
    folder = tmp_path / "澄屿机电.crm"
    story.start(None)
    code = found_office(story, folder, tmp_path / "恢复单.pdf")
    assert i18n.language() == "zh_CN"
    assert story.store.office.name == "澄屿机电设备有限公司"
    bring_in(story, write_book(tmp_path / "客户.xlsx"))
    one = find_by_initials(story)
    mend_and_undo(story, one)
    complain(story, one)
    save_month(story, tmp_path / "月度汇总.pdf")
    forgotten_password(story, code)


def bring_in(story: Story, book: Path) -> None:
    """Excel in, through the page."""
    page = story.page("import")
    with ask.answers(book):
        page.line.choose.click()
    story.wait(lambda: page.plan is not None)
    assert (page.plan.new, page.plan.rejected) == (3, 0), [r.reason for r in page.plan.rows]
    story.press(Qt.Key.Key_S, CTRL)
    story.wait(lambda: page._brought)
    assert story.store.value("SELECT count(*) FROM customers") == 3


def find_by_initials(story: Story) -> int:
    """ZENG by its initials, in the list and by Ctrl+K; Enter opens the card."""
    page = story.page("customers")
    story.press(Qt.Key.Key_F, CTRL)
    story.type("zsfz")
    story.wait(lambda: page.list.listing.count == 1)
    assert page.list.table.model().index(0, 0).data() is not None
    assert page.list.listing.rows(0, 1, ("customer_name",))[0]["customer_name"] == "曾氏纺织有限公司"
    story.press(Qt.Key.Key_Escape)
    story.press(Qt.Key.Key_K, CTRL)
    story.type("hljm")
    box = story.window.desk.box
    assert box.current() is not None
    assert box.current().text == "恒岚精密机械（苏州）有限公司"
    story.press(Qt.Key.Key_Return)
    assert page.mode == "card"
    assert page.title() == "恒岚精密机械（苏州）有限公司"
    assert box.isHidden()
    return int(page.record)


def mend_and_undo(story: Story, one: int) -> None:
    """F2, another region, Ctrl+S, Ctrl+Z, Ctrl+Y."""
    page = story.window.desk.current
    story.press(Qt.Key.Key_F2)
    assert page.mode == "form"
    page.form.editor.focus("region")
    story.press(Qt.Key.Key_A, CTRL)
    story.type("华南")
    story.press(Qt.Key.Key_S, CTRL)
    assert page.mode == "card"
    assert records.get(story.store, MASTER, one)["region"] == "华南"
    story.press(Qt.Key.Key_Z, CTRL)
    assert records.get(story.store, MASTER, one)["region"] == "华东"
    story.press(Qt.Key.Key_Y, CTRL)
    assert records.get(story.store, MASTER, one)["region"] == "华南"


def complain(story: Story, one: int) -> None:
    """F7 on the card: the customer is known; what happened, Ctrl+S."""
    story.press(Qt.Key.Key_F7)
    page = story.window.desk.current
    assert page.spec.id == "complaints"
    assert page.form.value("customer") == one
    page.form.editor.focus("content")
    story.type("主轴异响，停机两次")
    story.press(Qt.Key.Key_S, CTRL)
    row = story.store.row("SELECT customer, content FROM complaints")
    assert (row["customer"], row["content"]) == (one, "主轴异响，停机两次")
    story.window.session.open(MASTER, one)
    story.settle()
    card = story.window.desk.current.cards[MASTER]
    assert "主轴异响" in "\n".join(texts_of(card.timeline.list))


def save_month(story: Story, out: Path) -> None:
    """The month as a PDF: text that can be found, the numbers of the lists."""
    page = story.page("reports", {"report": "monthly", "period": "2026-11"})
    story.wait(lambda: bool(page.preview.content()))
    with ask.answers(out):
        story.press(Qt.Key.Key_S, CTRL)
    story.idle()
    text = "".join(p.extract_text() for p in pypdf.PdfReader(out).pages)
    assert "澄屿机电设备有限公司" in text
    assert "2026年11月" in text.replace(" ", "")
    assert "投诉" in text
    assert out.name in story.said


def forgotten_password(story: Story, code: str) -> None:
    """Ctrl+L; she forgot; the code on the paper opens the office and makes a new password."""
    story.press(Qt.Key.Key_L, CTRL)
    page = story.window.sign_in
    page.forgot.click()
    story.type(code)
    story.press(Qt.Key.Key_Return)
    story.wait(page.renew.isVisible)
    for box in (page.renew.pair.first, page.renew.pair.again):
        box.setFocus()
        story.type("green kettle hums at seven")
    story.press(Qt.Key.Key_Return)
    story.wait(story.window.is_open)
    assert story.store.value("SELECT count(*) FROM customers") == 3
    assert story.window.desk.current.spec.id == "reports"
