"""Story: the list an office really has, as a GB18030 file, comes in through the import page and goes out again."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from crm_desktop.kit.sheets import read_sheet
from tests.flows.window_story import CTRL, Story, _sample_thrown_away, office, story
from ui.kit import ask

__all__ = ["_sample_thrown_away", "office", "story"]
LONG = "长" * 400
MESSY = "\r\n".join([
    "澄屿机电设备有限公司客户一览表,,,,,,",
    "制表：林晓梅,,,,,制表日期：2026年11月1日,",
    ",,,,,,",
    "客户资料,,联系,,,状态,",
    "客户名称,地区,联系电话,邮编,客户类别,状态日期,备注",
    "恒岚精密机械有限公司,华东,0512-5550-0121 转 806（周一至周五）,215000,大客户,2026-11-01,",
    "恒帆船用索具有限公司,华东,１３８ ００００ ４１２７,215001,一般客户,2026/11/2,",
    "曾氏纺织有限公司,华东,138-0000-4128,,一般客户,2026年11月3日,",
    "长岛食品有限公司,华北,+86 532 5550 0133,266000,一般客户,20261104,",
    "东方🚀航天配件厂,西北,029-5550-0144,710000,一般客户,2026-11-5 00:00:00,",
    '"=cmd|\' /C calc\'!A0",华南,020-5550-0155,510000,一般客户,2026.11.6,',
    f"{LONG},华南,020-5550-0166,510000,一般客户,2026-11-07,",
    "<b>粗体</b>贸易有限公司,华南,020-5550-0177,510000,一般客户,2026-11-08,",
    "日期错的公司,华南,020-5550-0188,510000,一般客户,2026-02-30,",
    ",华南,020-5550-0199,510000,一般客户,2026-11-09,没有名称",
    "类别错的公司,华南,020-5550-0200,510000,特大客户,2026-11-09,",
    ",,,,,,",
]) + "\r\n"
GOOD = {"恒岚精密机械有限公司": "2026-11-01", "恒帆船用索具有限公司": "2026-11-02", "曾氏纺织有限公司": "2026-11-03",
        "长岛食品有限公司": "2026-11-04", "东方🚀航天配件厂": "2026-11-05", "=cmd|' /C calc'!A0": "2026-11-06",
        "<b>粗体</b>贸易有限公司": "2026-11-08"}


def test_a_messy_gb18030_sheet(story: Story, office: Path, tmp_path: Path) -> None:
    source, rejects = tmp_path / "客户一览.csv", tmp_path / "退回.xlsx"
    source.write_bytes(MESSY.encode("gb18030"))
    story.open(office, "zh_CN")
    before = story.store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL")
    page = story.page("import")
    with ask.answers(source):
        story.press(Qt.Key.Key_O, CTRL)
    story.wait(lambda: page.plan is not None)
    assert page.line.encoding.currentText().upper().startswith("GB")
    column = page.source.head.names.index("客户类别")  # taken for company or person; here it is the class
    combo = page.panes.columns.combos[column]
    combo.setFocus()
    combo.setCurrentIndex(combo.findData("customer_class"))
    combo.activated.emit(combo.currentIndex())
    story.wait(lambda: page.plan is not None)
    assert (page.plan.new, page.plan.changed, page.plan.rejected) == (7, 0, 4), [
        (r.act, r.reason) for r in page.plan.rows]
    save_rejects(story, rejects)
    page.panes.segments.chosen.emit("rejected")
    story.settle()
    story.press(Qt.Key.Key_S, CTRL)
    story.wait(lambda: page._brought)
    came_in(story, before)
    with ask.answers(tmp_path / "again.xlsx"):
        page.save_rejects()
    story.idle()
    assert len(read_sheet(tmp_path / "again.xlsx").rows) == len(read_sheet(rejects).rows)
    page.note.button("undo_import").click()
    story.settle()
    story.wait(lambda: not page._writing and page.plan is not None)
    assert story.store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == before
    assert story.store.value("SELECT count(*) FROM customers WHERE customer_name LIKE '%曾氏%' AND deleted_at IS NULL") == 0
    assert page.plan.new == 7, "what was taken back is new again"


def save_rejects(story: Story, out: Path) -> None:
    """Each rejected row with its reason: which row, which column."""
    page = story.window.desk.current
    with ask.answers(out):
        page.save_rejects()
    story.idle()
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(out).active.iter_rows()]
    reasons = [str(row[-1]) for row in rows[1:]]
    assert len(reasons) == 4
    assert [n for n in (12, 14, 15, 16) if not any(f"第 {n} 行" in r for r in reasons)] == [], reasons
    assert any(row[0] == LONG for row in rows)


def came_in(story: Story, before: int) -> None:
    """Names as they were, dates of five notations, and nothing read as a formula or as markup."""
    found = {r["customer_name"]: r for r in story.store.rows(
        "SELECT * FROM customers WHERE deleted_at IS NULL") if r["customer_name"] in GOOD}
    assert {n: r["status_date"] for n, r in found.items()} == GOOD
    assert found["曾氏纺织有限公司"]["postal_code"] is None
    assert "5550" in found["恒岚精密机械有限公司"]["telephone"]
    assert "806" in found["恒岚精密机械有限公司"]["telephone"]
    assert story.store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == before + 7
    page = story.page("customers")
    page.list.show_where((), text="粗体")
    story.settle()
    story.press(Qt.Key.Key_Return)
    story.page("customers")
    story.window.session.open("customer_master", found["<b>粗体</b>贸易有限公司"]["id"])
    story.settle()
    assert page.title() == "<b>粗体</b>贸易有限公司"
    out = story.memory.parent / "list.csv"
    page.show_list("customer_master")
    page.list.show_where((), text="cmd")
    with ask.answers(out):
        next(a for a in page.current_actions() if a.id == "export").trigger()
        story.idle()
    assert "'=cmd" in out.read_text("utf-8-sig")
    story.page("import")
