"""The import page: file, columns, dry run, import, undo, rejected rows, bad files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from crm_desktop.kit import i18n, importing, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.sheets import Head
from crm_desktop.kit.store import Store
from tests.ui.imports.conftest import HEAD, book
from ui.kit import ask, specs, words
from ui.kit.session import Message, Session

if TYPE_CHECKING:
    from ui.imports.page import ImportPage

Load = Callable[[Path], None]
Idle = Callable[[], None]


@pytest.fixture
def messy(tmp_path: Path, two: list[str]) -> Path:
    """One changed row, one unchanged, two new, two that cannot be taken."""
    return book(tmp_path / "list.xlsx", HEAD,
                [two[0], "恒岚精密机械有限公司", "0512-88880001", "old"], [two[1], "远沐新材料有限公司", "0512-66660001", ""],
                [None, "新一有限公司", "0512-66660003", ""], [None, "新二有限公司", "0512-66660004", ""],
                [None, "坏号码有限公司", "66", ""], [None, None, "0512-66660005", ""])


def _counts(page: ImportPage) -> tuple[int, int, int, int]:
    assert page.plan is not None
    return page.plan.new, page.plan.changed, page.plan.same, page.plan.rejected


def _cells(page: ImportPage, act: str) -> list[list[str]]:
    page.panes.segments.choose(act)
    page.panes.show_act(act)
    rows = page.panes.rows.rows
    return [[rows.data(rows.index(r, c)) for c in range(rows.columnCount())] for r in range(rows.rowCount())]


def _customers(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL"))


def _enabled(page: ImportPage, action: str) -> bool:
    return next(a.enabled() for a in page.current_actions() if a.id == action)


def test_without_a_file_it_asks_for_one(page: ImportPage) -> None:
    assert page.panes.stack.currentWidget() is page.panes.empty
    assert page.first_focus() is page.line.choose
    assert page.subtitle() == "Customer database record"
    assert not _enabled(page, "bring_in")
    assert not _enabled(page, "save_rejects")


def test_the_dry_run_counts_and_shows_differences_and_reasons(page: ImportPage, store: Store, load: Load,
                                                              messy: Path) -> None:
    load(messy)
    assert _counts(page) == (2, 1, 1, 2)
    assert _customers(store) == 2
    assert _cells(page, "changed") == [["2", "恒岚精密机械有限公司", "Telephone", "0512-6666 0001", "→ 0512-8888 0001"]]
    assert [row[2] for row in _cells(page, "new")] == ["新一有限公司", "新二有限公司"]
    assert [row[1] for row in _cells(page, "same")] == ["远沐新材料有限公司"]
    rejected = _cells(page, "rejected")
    assert [row[0] for row in rejected] == ["6", "7"]
    assert "column C" in rejected[0][1] and "Customer name is needed" in rejected[1][1]
    assert page.panes.whole.text() == rejected[0][1]


def test_columns_are_matched_with_the_first_rows_beside_them(page: ImportPage, load: Load, messy: Path) -> None:
    load(messy)
    assert page.panes.columns.mapping() == {0: "customer_no", 1: "customer_name", 2: "telephone", 3: None}
    assert page.panes.columns.count.text() == "3 of 4 columns are read"
    assert page.first_focus() is page.panes.columns.combos[0]
    assert page.panes.columns.combos[0].accessibleName() == "Field for column A 客户编号"


def test_a_field_given_to_another_column_is_taken_from_the_first(page: ImportPage, qtbot: QtBot, load: Load,
                                                                 messy: Path, idle: Idle) -> None:
    load(messy)
    combo = page.panes.columns.combos[3]
    combo.setCurrentIndex(combo.findData("telephone"))
    combo.activated.emit(combo.currentIndex())
    assert page.panes.columns.mapping()[2] is None
    idle()
    assert page.source is not None and page.source.mapping == {0: "customer_no", 1: "customer_name", 3: "telephone"}
    page.panes.columns.reset.click()
    idle()
    assert page.panes.columns.mapping()[2] == "telephone"
    assert _counts(page) == (2, 1, 1, 2)


def test_without_a_column_for_the_name_one_sentence_says_so(page: ImportPage, load: Load, messy: Path,
                                                            idle: Idle) -> None:
    load(messy)
    combo = page.panes.columns.combos[1]
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    idle()
    assert "has no column for Customer name" in page.note.text()
    assert page.panes.stack.currentWidget() is page.panes.columns
    assert not _enabled(page, "bring_in")


def test_the_import_is_one_change_with_undo(page: ImportPage, store: Store, load: Load, messy: Path,
                                            idle: Idle, told: list[Message]) -> None:
    load(messy)
    assert page.current_actions()[-1].id == "bring_in"
    page.current_actions()[-1].trigger()
    idle()
    assert _customers(store) == 4
    said = "Imported: 2 new records, 1 changed, 1 unchanged, 2 rejected."
    assert page.note.text() == said
    assert not _enabled(page, "bring_in")
    button = page.note.button("undo_import")
    assert button is not None
    button.click()
    assert _heard(page, store)
    idle()
    assert _customers(store) == 2
    assert store.value("SELECT telephone FROM customers WHERE id = 1") == "0512-66660001"
    assert told[-1].sentence == "Undone: Import (3 records)"
    assert not page.note.isVisible() and _enabled(page, "bring_in")


def test_ctrl_z_is_the_same_undo_and_the_page_offers_to_import_again(page: ImportPage, store: Store, load: Load,
                                                                     messy: Path, idle: Idle, told: list[Message]
                                                                     ) -> None:
    load(messy)
    page.bring_in()
    idle()
    page.session.undo()
    assert told[-1].sentence == "Undone: Import (3 records)"
    assert _heard(page, store)
    idle()
    assert page.note.button("undo_import") is None and not page.note.isVisible()
    assert _counts(page) == (2, 1, 1, 2) and _enabled(page, "bring_in")
    page.session.redo()
    assert told[-1].sentence == "Done again: Import (3 records)"
    assert _heard(page, store)
    idle()
    assert _counts(page) == (0, 0, 4, 2) and not _enabled(page, "bring_in")


def test_the_undo_of_something_else_leaves_what_was_brought_in(page: ImportPage, store: Store, load: Load, messy: Path,
                                                               idle: Idle) -> None:
    load(messy)
    page.bring_in()
    idle()
    records.create(store, "customer_master", {"customer_name": "后来有限公司"})
    assert not _heard(page, store)
    page.session.undo()
    _heard(page, store)
    idle()
    assert page.note.button("undo_import") is not None and not _enabled(page, "bring_in")


def test_an_undo_on_another_page_is_noticed_on_coming_back(page: ImportPage, load: Load, messy: Path, idle: Idle
                                                           ) -> None:
    load(messy)
    page.bring_in()
    idle()
    page.hide()
    page.session.undo()
    page.show()
    page.refresh(None)
    idle()
    assert not page.note.isVisible() and _enabled(page, "bring_in")


def test_nothing_is_undone_while_records_are_brought_in(page: ImportPage, store: Store, load: Load, messy: Path,
                                                        idle: Idle, told: list[Message]) -> None:
    records.create(store, "customer_master", {"customer_name": "先前有限公司"})
    load(messy)
    page.bring_in()
    page.session.undo()
    assert told[-1].sentence == ("Bringing in list.xlsx is still under way. Wait until it is finished, or cancel it; "
                                 "then undo.")
    idle()
    assert _customers(store) == 5
    page.session.undo()
    page.session.undo()
    assert _customers(store) == 2
    idle()


def test_rejected_rows_are_saved_at_one_place(page: ImportPage, load: Load, messy: Path, idle: Idle) -> None:
    load(messy)
    page.bring_in()
    idle()
    buttons = [b for b in page.findChildren(QAbstractButton) if b.text() == "Save rejected rows…" and b.isVisible()]
    assert len(buttons) == 1
    assert buttons[0].isEnabled()


def test_columns_that_are_not_read_are_named_and_why(page: ImportPage, load: Load, tmp_path: Path) -> None:
    load(book(tmp_path / "list.xlsx", ["客户名称", "Contract end", "联系电话", "备注栏", "合同到期日"],
              ["新一有限公司", "2027-01-01", "0512-66660003", "x", "2027-01-01"]))
    left = page.panes.columns.left
    assert left.isVisible()
    assert left.text() == ("Not read: B Contract end (the program works it out itself), D 备注栏, "
                           "E 合同到期日 (the program works it out itself)")
    combo = page.panes.columns.combos[3]
    combo.setCurrentIndex(combo.findData("address"))
    combo.activated.emit(combo.currentIndex())
    assert "备注栏" not in left.text()
    page.forget()
    assert not left.isVisible() and left.text() == ""


def test_of_many_columns_that_are_not_read_the_first_are_named(page: ImportPage, load: Load, tmp_path: Path) -> None:
    load(book(tmp_path / "list.xlsx", ["客户名称", *(f"杂项{n}" for n in range(20))], ["新一有限公司"]))
    assert page.panes.columns.left.text().endswith("I 杂项7, 12 more")
    load(book(tmp_path / "all.xlsx", ["客户名称"], ["新一有限公司"]))
    assert not page.panes.columns.left.isVisible()


def _heard(page: ImportPage, store: Store) -> bool:
    """The last notice, as the desk passes it on."""
    notice = store.last_notice
    assert notice is not None
    if page.wants(notice):
        page.refresh(notice)
        return True
    return False


def test_after_an_import_the_keyboard_goes_to_the_list(page: ImportPage, load: Load, messy: Path, idle: Idle) -> None:
    load(messy)
    page.bring_in()
    idle()
    assert page.focusWidget() is page.note.button("show_list")


def test_who_went_to_another_page_hears_of_the_end(page: ImportPage, store: Store, load: Load, messy: Path, idle: Idle,
                                                   told: list[Message]) -> None:
    load(messy)
    page.bring_in()
    page.hide()
    idle()
    assert told[-1].sentence == page.note.text()
    assert told[-1].action is not None
    told[-1].action.trigger()
    idle()
    assert _customers(store) == 2
    assert told[-1].sentence == "Undone: Import (3 records)"


def test_undo_takes_back_the_import_not_what_came_after(page: ImportPage, store: Store, load: Load, messy: Path,
                                                        idle: Idle) -> None:
    load(messy)
    page.bring_in()
    idle()
    other = records.create(store, "customer_master", {"customer_name": "后来有限公司"})
    assert page._undo_action().trigger()
    idle()
    assert records.get(store, "customer_master", other)["deleted_at"] is None
    assert _customers(store) == 3


def test_undo_of_a_large_import_says_what_it_left(page: ImportPage, store: Store, load: Load, tmp_path: Path,
                                                  idle: Idle, told: list[Message]) -> None:
    (tmp_path / "many.csv").write_text("客户名称\n" + "".join(f"公司{n}\n" for n in range(30)), "utf-8")
    before = _customers(store)
    load(tmp_path / "many.csv")
    page.bring_in()
    idle()
    one = records.by_number(store, "customer_master", "KH-0010")
    records.save(store, "customer_master", one, {"region": "华东"})
    assert page._undo_action().trigger()
    idle()
    assert _customers(store) == before + 1
    assert told[-1].sentence == (
        "Undone: Import (29 records). 1 record was changed or used since and stays as it is.")


def test_columns_chosen_by_hand_are_known_the_next_time(page: ImportPage, store: Store, load: Load, messy: Path,
                                                        idle: Idle) -> None:
    load(messy)
    assert importing.remembered_mapping(store, "customer_master", Head(0, 0, tuple(HEAD))) == {}
    combo = page.panes.columns.combos[3]
    combo.setCurrentIndex(combo.findData("address"))
    combo.activated.emit(combo.currentIndex())
    idle()
    page.bring_in()
    idle()
    load(messy)
    assert page.panes.columns.mapping()[3] == "address"


def test_rejected_rows_go_back_to_a_workbook(page: ImportPage, load: Load, messy: Path, tmp_path: Path,
                                             told: list[Message], idle: Idle) -> None:
    load(messy)
    with ask.answers(tmp_path / "rejected.xlsx") as asked:
        page.save_rejects()
    idle()
    assert asked == ["Save rejected rows"]
    rows = list(openpyxl.load_workbook(tmp_path / "rejected.xlsx").active.values)  # type: ignore[union-attr]
    assert [row[1] for row in rows] == ["客户名称", "坏号码有限公司", None]
    assert rows[0][-1] == "Reason"
    assert "2 rejected rows saved" in told[-1].sentence


def test_a_cancel_leaves_nothing(page: ImportPage, store: Store, load: Load, tmp_path: Path, idle: Idle) -> None:
    load(book(tmp_path / "many.xlsx", HEAD, *([None, f"第{n}家有限公司", None, None] for n in range(600))))
    page.bring_in()
    assert page.work.task is not None
    page.work.task.cancel()
    idle()
    assert _customers(store) == 0
    assert page.note.text() == "Cancelled. Nothing was changed."
    assert _enabled(page, "bring_in")


def test_the_encoding_found_is_shown_and_can_be_changed(page: ImportPage, load: Load, tmp_path: Path,
                                                        idle: Idle) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("客户名称,联系电话\n恒岚精密机械有限公司,0512-66660001\n".encode("gb18030"))
    load(path)
    assert page.line.encoding.currentText() == "GB18030"
    assert page.line.encoding.isVisible() and not page.line.sheet.isVisible()
    assert _counts(page) == (1, 0, 0, 0)
    page.line.encoding.setCurrentIndex(page.line.encoding.findData("big5"))
    page.line.encoding.activated.emit(page.line.encoding.currentIndex())
    idle()
    assert page.source is not None and page.source.sheet.encoding == "big5"
    assert page.line.encoding.currentText() == "Big5"


def test_another_sheet_of_the_workbook(page: ImportPage, load: Load, tmp_path: Path, idle: Idle) -> None:
    load(book(tmp_path / "two.xlsx", HEAD, [None, "甲有限公司", None, None], sheets=("第二张",)))
    assert page.line.sheet.isVisible() and not page.line.encoding.isVisible()
    page.line.sheet.setCurrentIndex(page.line.sheet.findData("第二张"))
    page.line.sheet.activated.emit(1)
    idle()
    assert [row[1] for row in _cells(page, "new")] == ["第二张公司"]


def test_another_form_reads_the_same_file_anew(page: ImportPage, load: Load, tmp_path: Path, idle: Idle) -> None:
    load(book(tmp_path / "staff.xlsx", ["姓名", "部门"], ["林晓梅", "客户服务部"]))
    assert page.source is not None and page.source.form_id == "customer_master"
    page.restore({"form": "staff_record"})
    idle()
    assert page.source.form_id == "staff_record"
    assert "name" in page.source.mapping.values()
    assert _counts(page) == (1, 0, 0, 0)
    assert page.state() == {"form": "staff_record"}


def test_what_was_read_before_is_not_brought_in_for_what_is_chosen_now(page: ImportPage, store: Store, load: Load,
                                                                       messy: Path, tmp_path: Path, idle: Idle) -> None:
    load(messy)
    page.restore({"form": "staff_record"})
    page.bring_in()
    idle()
    assert _customers(store) == 2
    assert page.source is not None and page.source.form_id == "staff_record"
    load(messy)
    messy.unlink()
    page.restore({"form": "customer_master"})
    idle()
    assert "list.xlsx" in page.note.text() and page.panes.stack.currentWidget() is page.panes.empty
    assert page.source is None and not _enabled(page, "bring_in")


def test_nothing_else_is_chosen_while_records_are_written(page: ImportPage, load: Load, messy: Path, idle: Idle
                                                          ) -> None:
    load(messy)
    held = (page.line.form, page.line.choose, page.panes.columns)
    page.bring_in()
    assert not any(part.isEnabled() for part in held)
    idle()
    assert all(part.isEnabled() for part in held)


def test_an_import_that_could_not_be_taken_back_can_be_later(page: ImportPage, store: Store, load: Load, messy: Path,
                                                             idle: Idle, told: list[Message],
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_any: object) -> None:
        raise Problem("The file is busy.")

    load(messy)
    page.bring_in()
    idle()
    with monkeypatch.context() as patch:
        patch.setattr(Store, "undo", busy)
        page._undo_action().trigger()
        idle()
    assert told[-1].sentence == "The file is busy."
    assert page._undo_action().trigger()
    idle()
    assert _customers(store) == 2


def test_another_language_keeps_the_way_back_of_an_import(page: ImportPage, store: Store, load: Load, messy: Path,
                                                          idle: Idle) -> None:
    load(messy)
    page.bring_in()
    idle()
    with i18n.using("zh_CN"):
        words.retranslate(page)
        idle()
        assert page.note.text().startswith("已导入")
    button = page.note.button("undo_import")
    assert button is not None
    button.click()
    idle()
    assert _customers(store) == 2


@pytest.mark.parametrize(("name", "content"), [
    ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 100), ("empty.csv", b""), ("paper.pdf", b"%PDF-1.4"),
    ("broken.xlsx", b"PK\x03\x04 broken"), ("head.csv", "客户名称\n".encode()), ("nothing.csv", None),
])
def test_a_bad_file_is_one_sentence_in_the_page(page: ImportPage, store: Store, load: Load, tmp_path: Path, name: str,
                                                content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    load(tmp_path / name)
    assert page.note.isVisible()
    assert name in page.note.text()
    assert page.note.text().count("\n") == 0
    assert not _enabled(page, "bring_in")
    assert _customers(store) == 0


def test_a_good_file_after_a_bad_one(page: ImportPage, load: Load, messy: Path, tmp_path: Path) -> None:
    load(tmp_path / "nothing.csv")
    load(messy)
    assert not page.note.isVisible()
    assert _counts(page) == (2, 1, 1, 2)


def test_a_renamed_csv_is_read_and_said(page: ImportPage, load: Load, tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes("客户名称\n甲有限公司\n".encode())
    load(tmp_path / "list.xlsx")
    assert "renamed text file" in page.panes.remark.text()
    assert _counts(page) == (1, 0, 0, 0)


def test_a_change_elsewhere_makes_the_dry_run_again(page: ImportPage, store: Store, load: Load, messy: Path,
                                                    idle: Idle) -> None:
    load(messy)
    with store.change("Test") as change:
        change.update("customer_master", 1, {"telephone": "0512-88880001"})
    assert store.last_notice is not None
    assert page.wants(store.last_notice)
    page.refresh(store.last_notice)
    idle()
    assert _counts(page) == (2, 0, 2, 2)
    page.refresh(store.last_notice)
    assert page.plan is None and page.wants(store.last_notice), "while it compares too"
    idle()


def test_a_file_is_chosen_or_dropped(page: ImportPage, messy: Path, idle: Idle) -> None:
    with ask.answers(messy):
        page.choose()
    idle()
    assert _counts(page) == (2, 1, 1, 2)
    page.forget()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(messy))])
    page.dropEvent(_drop(mime))
    idle()
    assert _counts(page) == (2, 1, 1, 2)
    mime.setUrls([QUrl.fromLocalFile(str(messy)), QUrl.fromLocalFile(str(messy))])
    page.dropEvent(_drop(mime))
    assert "One file at a time" in page.note.text()


def _drop(mime: QMimeData) -> QDropEvent:
    return QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                      Qt.KeyboardModifier.NoModifier)


def test_the_lock_leaves_nothing_of_the_file(page: ImportPage, load: Load, messy: Path) -> None:
    load(messy)
    _cells(page, "rejected")
    page.forget()
    assert page.plan is None and page.source is None
    assert page.panes.rows.rows.rowCount() == 0
    assert page.panes.whole.text() == "" and page.line.name.whole() == ""
    assert not page.panes.columns.combos


def test_back_goes_to_the_columns_first(page: ImportPage, session: Session, load: Load, messy: Path,
                                        qtbot: QtBot) -> None:
    load(messy)
    _cells(page, "new")
    page.back()
    assert page.panes.stack.currentWidget() is page.panes.columns
    with qtbot.waitSignal(session.back_asked):
        page.back()


def test_lists_reach_it_and_the_rail_does_not() -> None:
    spec = next(s for s in specs.all_pages() if s.id == "import")
    assert spec.group == "hidden"
