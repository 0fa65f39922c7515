"""Story: what goes wrong in a day. Each time one clear sentence, and nothing lost: not in the office, not on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.complaints import service as complaints
from crm_desktop.kit import clock, i18n, importing, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.sheets import write_sheet
from crm_desktop.kit.store import Store, audit
from crm_desktop.kit.values import Context
from crm_desktop.surveys import model, service
from crm_desktop.visits import planning
from crm_desktop.visits.model import PLAN
from tests.conftest import NOW
from tests.flows.window_story import MASTER, PASSWORD, USER, _sample_thrown_away, office

__all__ = ["_sample_thrown_away", "office"]
COMPLAINT = "complaint_record"
CALL = {"customer": 4, "content": "主轴异响", "received_at": "2026-11-19T01:00:00Z"}


@pytest.fixture
def desk(office: Path) -> Iterator[Store]:
    """The sample office, open, in Chinese, at 10:26."""
    with clock.frozen(NOW), i18n.using("zh_CN"):
        store = Store.open(office, USER, PASSWORD)
        yield store
        store.close()


def said(act: Any, field: str | None = None) -> str:
    """The one sentence of what was refused; at that field."""
    with pytest.raises(Problem) as caught:
        act()
    found = caught.value.problems if isinstance(caught.value, Problems) else (caught.value,)
    assert len(found) == 1, [p.sentence for p in found]
    if field is not None:
        assert found[0].field == field
    sentence = found[0].sentence
    assert sentence.endswith("。") and "\n" not in sentence and "！" not in sentence
    return sentence


def unchanged(store: Store, act: Any, field: str | None = None) -> str:
    """Refused, and the office is as it was."""
    before = audit.head(store.db.conn)
    sentence = said(act, field)
    assert audit.head(store.db.conn) == before
    return sentence


def test_a_solution_before_the_complaint(desk: Store) -> None:
    case = complaints.register(desk, CALL)
    unchanged(desk, lambda: complaints.respond(desk, case, "已回电", at="2026-11-18T01:00:00Z"), "first_response_at")
    complaints.respond(desk, case, "已回电", at="2026-11-19T01:10:00Z")
    unchanged(desk, lambda: complaints.solve(desk, case, "换轴承", at="2026-11-19T00:30:00Z"), "resolved_at")
    assert records.get(desk, COMPLAINT, case)["resolved_at"] is None


def test_a_visit_of_thirty_hours(desk: Store) -> None:
    values = {"planned_customer": 4, "planned_date": "2026-11-20", "start_time": "09:00", "duration": 30 * 60,
              "purpose": "回访", "callback_mode": ["face_to_face"]}
    assert "12" in unchanged(desk, lambda: planning.plan(desk, values), "duration")
    plan = planning.plan(desk, {**values, "duration": 60})
    unchanged(desk, lambda: planning.stretch(desk, plan, 30 * 60), "duration")
    assert records.get(desk, PLAN, plan)["duration"] == 60


@pytest.mark.parametrize(("typed", "day"), [("2028-02-29", "2028-02-29"), ("2026-02-29", None), ("2100-02-29", None)])
def test_the_twenty_ninth_of_february(desk: Store, typed: str, day: str | None) -> None:
    from crm_desktop.kit import forms, values
    field, ctx = forms.get(PLAN).by_id["planned_date"], desk.context()
    assert isinstance(ctx, Context)
    if day is not None:
        assert values.read(field, typed, ctx) == day
        plan = planning.plan(desk, {"planned_customer": 4, "planned_date": day, "purpose": "回访",
                                    "callback_mode": ["phone"]})
        assert records.get(desk, PLAN, plan)["planned_date"] == day
    else:
        assert "29" in said(lambda: values.read(field, typed, ctx))


def test_the_clock_of_the_computer_set_back(desk: Store) -> None:
    case = complaints.register(desk, CALL)
    with clock.frozen(NOW - timedelta(days=3)):
        assert unchanged(desk, lambda: complaints.add_step(desk, case, "去了现场"))
        assert unchanged(desk, lambda: complaints.solve(desk, case, "换轴承"))
    complaints.solve(desk, case, "换轴承")
    assert records.get(desk, COMPLAINT, case)["solution"] == "换轴承"


def test_deleting_a_customer_with_open_cases(desk: Store) -> None:
    case = complaints.register(desk, CALL)
    sentence = unchanged(desk, lambda: records.delete(desk, MASTER, [4]))
    assert records.name_of(desk, MASTER, 4) in sentence
    complaints.solve(desk, case, "换轴承")
    records.delete(desk, MASTER, [4])
    desk.undo()
    assert desk.raw(MASTER, 4)["deleted_at"] is None


def test_a_sheet_keyed_twice_and_an_answer_out_of_scale(desk: Store) -> None:
    sheet = {**{item: scale[0] for item, scale in model.SCALES.items()}, "employer": 4, "answered_on": "2026-11-18",
             "is_valid": True}
    first = service.key_sheet(desk, sheet)
    assert first.number in unchanged(desk, lambda: service.key_sheet(desk, sheet))
    assert service.key_sheet(desk, sheet, another=True).number != first.number
    wrong = {**sheet, "employer": 5, "product_function": "excellent"}
    unchanged(desk, lambda: service.key_sheet(desk, wrong), "product_function")


def test_complaints_of_unknown_customers_come_back_with_the_reason(desk: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "投诉.xlsx"
    write_sheet(sheet, ["客户名称", "投诉内容", "投诉时间"],
                [[records.name_of(desk, MASTER, 4), "漏油", "2026-11-18 09:30"],
                 ["谁也不认识的公司", "漏油", "2026-11-18 09:40"]])
    plan = importing.prepare(desk, COMPLAINT, sheet)
    assert (plan.new, plan.rejected) == (1, 1), [r.reason for r in plan.rows]
    reason = next(r.reason for r in plan.rows if r.reason)
    assert "谁也不认识的公司" in reason
    before = desk.value("SELECT count(*) FROM complaints")
    importing.run_import(desk, plan)
    assert desk.value("SELECT count(*) FROM complaints") == before + 1
    assert desk.value("SELECT count(*) FROM customers WHERE customer_name = '谁也不认识的公司'") == 0


def test_two_people_on_one_case(desk: Store) -> None:
    case = complaints.register(desk, CALL)
    seen = records.get(desk, COMPLAINT, case)["changed_at"]
    other = desk.clone()
    try:
        with clock.frozen(NOW + timedelta(minutes=4)):
            records.save(other, COMPLAINT, case, {"status": "escalated"})
        unchanged(desk, lambda: complaints.solve(desk, case, "换轴承", base=seen))
        kept = records.get(desk, COMPLAINT, case)
        assert (kept["status"], kept["solution"]) == ("escalated", None)
        with clock.frozen(NOW + timedelta(minutes=5)):
            complaints.solve(desk, case, "换轴承", base=kept["changed_at"])
        assert records.get(other, COMPLAINT, case)["solution"] == "换轴承"
    finally:
        other.close()
