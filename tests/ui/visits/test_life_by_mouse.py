"""A call-back from its menu to the comment, by mouse alone: postponed, recorded, reported, commented."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from crm_desktop.kit import records
from crm_desktop.kit.query import Condition, Query
from crm_desktop.visits.model import PLAN, RECORD, REPORT
from tests.ui.by_mouse import button, click, entry, save
from tests.ui.desk_office import Office
from tests.ui.visits.test_block_menu import asked
from tests.ui.visits.test_scheduler import calm, planned

__all__ = ["calm"]

def test_postponed_recorded_reported_and_commented_by_mouse(calm: Office) -> None:
    plan = planned(calm)
    page = calm.page("visits")
    board = page.scheduler.board
    entry(calm, asked(calm, board.block((PLAN, plan)), QPoint(20, 6)), "Postpone…")
    calm.type("the machine stands still")
    save(calm, page.asking.editor)
    kept = records.get(calm.store, PLAN, plan)
    assert (kept["state"], kept["state_reason"]) == ("postponed", "the machine stands still")
    board.choose((PLAN, plan))
    entry(calm, asked(calm, board.block((PLAN, plan)), QPoint(20, 6)), "Record this call-back")
    editor = page.form.editor
    click(calm, editor.editors["visit_notes"].focus_widget(), QPoint(12, 10))
    calm.type("all well")
    save(calm, editor)
    assert (page.form_id, records.get(calm.store, PLAN, plan)["state"]) == (RECORD, "done")
    record = page.record
    button(calm, page, "Write the report")
    assert page.form_id == REPORT
    save(calm, page.form.editor)
    assert Query(REPORT, where=(Condition("callback_record", "is", record),)).count(calm.store) == 1
    button(calm, page, "Comment of the supervisor")
    calm.type("well done")
    save(calm, page.form.editor)
    assert records.get(calm.store, REPORT, page.record)["reviewed_on"] == "2026-11-19"
    click(calm, page.header.back)
    assert page.mode == "schedule"


def test_a_preparation_sheet_and_the_recycle_bin_by_mouse(calm: Office) -> None:
    plan = planned(calm)
    page = calm.page("visits")
    board = page.scheduler.board
    entry(calm, asked(calm, board.block((PLAN, plan)), QPoint(20, 6)), "To the recycle bin")
    assert calm.store.raw(PLAN, plan)["deleted_at"]
    calm.undo()
    board.choose((PLAN, plan))
    entry(calm, asked(calm, board.block((PLAN, plan)), QPoint(20, 6)), "Preparation sheet")
    assert calm.desk.current is calm.desk.pages["reports"]
