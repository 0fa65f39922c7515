"""Reception: outcomes, promises and their days, unknown visitors, the visitor register with sealed numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crm_desktop.kit import clock, due, forms, records, search, values
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.reception import service
from crm_desktop.reception.service import RECEPTION, REGISTER
from tests.conftest import NOW

ID = "110101199003070775"


@pytest.fixture
def visitor(store: Store, frozen_clock: object) -> int:
    customer = records.create(store, "customer_master", {"customer_name": "甲公司"})
    return records.create(store, "contact_person", {"customer": customer, "contact_name": "王强"})


def test_a_promise_is_due_until_it_is_kept(store: Store, visitor: int) -> None:
    made = service.receive(store, {"customer_name": visitor, "resolution": "promised", "promised_days": 3,
                                   "visit_requests": "补发发票"})
    found = records.whole(store, RECEPTION, made)
    assert (found["promise_due_on"], found["organisation"]) == ("2026-11-22", 1)
    line, = (d for d in due.read(store).lines if d.form == RECEPTION)
    assert (line.kind, line.at, line.state, line.act, line.customer) == ("promise", "2026-11-22", "soon", "keep_promise", 1)
    service.keep_promise(store, made, "已寄出")
    assert [d for d in due.read(store).lines if d.form == RECEPTION] == []
    store.undo()
    assert len([d for d in due.read(store).lines if d.form == RECEPTION]) == 1
    assert Query(RECEPTION, where=(Condition("promise_due_on", "between", (None, "2026-11-22")),)).run(store).count == 1


@pytest.mark.parametrize(("values", "field"), [
    ({"resolution": "promised"}, "promised_days"), ({"resolution": "promised", "promised_days": -1}, "promised_days"),
    ({"resolution": "promised", "promised_days": 4000}, "promised_days"),
    ({"resolution": "solved", "promised_days": 3}, "promised_days"),
    ({"resolution": "cannot_solve"}, "unresolved_reason"), ({"resolution": "cannot_solve", "unresolved_reason": " "},
                                                            "unresolved_reason"),
    ({"received_at": "2026-11-19T03:00:00Z"}, "received_at"), ({"date": "2026-11-20"}, "date"),
    ({"resolution": "promised", "promised_days": 1, "date": None, "received_at": None}, "date"),
    ({"resolution": "promised", "promised_days": 1, "promise_kept_on": "2026-11-20"}, "promise_kept_on"),
    ({"resolution": "promised", "promised_days": 1, "promise_kept_on": "2026-11-18"}, "promise_kept_on")])
def test_what_a_reception_cannot_hold(store: Store, visitor: int, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Problems) as caught:
        service.receive(store, {"customer_name": visitor, **values})
    assert [p.field for p in caught.value.problems] == [field]
    assert store.value("SELECT count(*) FROM receptions") == 0


def test_a_promise_over_the_leap_day(store: Store, visitor: int) -> None:
    made = service.receive(store, {"customer_name": visitor, "date": "2024-02-28", "received_at": "2024-02-28T02:00:00Z",
                                   "resolution": "promised", "promised_days": 1})
    assert records.whole(store, RECEPTION, made)["promise_due_on"] == "2024-02-29"


def test_a_promise_without_a_day_counts_from_the_time_of_the_reception(store: Store, visitor: int) -> None:
    made = service.receive(store, {"customer_name": visitor, "date": None, "received_at": "2026-11-17T16:30:00Z",
                                   "resolution": "promised", "promised_days": 2})
    found = records.whole(store, RECEPTION, made)
    assert (found["date"], found["promise_due_on"]) == ("2026-11-18", "2026-11-20")  # 00:30 in Shanghai
    records.save(store, RECEPTION, made, {"date": None})
    assert records.whole(store, RECEPTION, made)["promise_due_on"] == "2026-11-20"


def test_only_what_was_promised_is_kept(store: Store, visitor: int) -> None:
    made = service.receive(store, {"customer_name": visitor, "resolution": "solved"})
    with pytest.raises(Problem, match="Nothing was promised"):
        service.keep_promise(store, made)


def test_talks_with_sales_become_a_task(store: Store, visitor: int) -> None:
    made = service.receive(store, {"customer_name": visitor, "resolution": "with_sales", "visit_requests": "降价"})
    records.save(store, RECEPTION, made, {"remarks": "x"})
    tasks = store.rows("SELECT kind, what, due_on, customer FROM reminders")
    assert [(t["kind"], t["due_on"], t["customer"]) for t in tasks] == [("task", "2026-11-19", 1)]
    assert "降价" in tasks[0]["what"]


def test_an_unknown_visitor_is_entered_in_the_same_change(store: Store, frozen_clock: object) -> None:
    made = service.receive(store, {"resolution": "solved"}, contact={"contact_name": "赵六"},
                           customer={"customer_name": "新公司"})
    found = records.get(store, RECEPTION, made)
    assert records.name_of(store, "contact_person", found["customer_name"]) == "赵六"
    assert records.name_of(store, "customer_master", found["organisation"]) == "新公司"
    store.undo()
    assert [store.value(f"SELECT count(*) FROM {t} WHERE deleted_at IS NULL")
            for t in ("receptions", "contacts", "customers")] == [0, 0, 0]


def test_a_new_contact_of_a_known_customer(store: Store, visitor: int) -> None:
    made = service.receive(store, {"organisation": 1}, contact={"contact_name": "赵六"})
    found = records.get(store, RECEPTION, made)
    assert records.get(store, "contact_person", found["customer_name"])["customer"] == 1


@pytest.mark.parametrize(("values", "contact", "customer", "fields"), [
    ({}, {"contact_name": "赵六"}, None, {"organisation"}),
    ({}, {"contact_name": ""}, {"customer_name": "新公司"}, {"contact.contact_name"}),
    ({}, {"contact_name": "赵六"}, {"customer_name": " "}, {"customer.customer_name"}),
    ({}, None, None, {"customer_name"}),
    ({"resolution": "promised"}, {"contact_name": "赵六"}, {"customer_name": "新公司"}, {"promised_days"})])
def test_nothing_is_kept_when_something_is_wrong(store: Store, frozen_clock: object, values: dict[str, Any],
                                                 contact: Any, customer: Any, fields: set[str]) -> None:
    with pytest.raises(Problems) as caught:
        service.receive(store, values, contact=contact, customer=customer)
    assert {p.field for p in caught.value.problems} == fields
    assert store.value("SELECT count(*) FROM customers") == 0


def test_a_visitor_of_another_organisation(store: Store, visitor: int) -> None:
    other = records.create(store, "customer_master", {"customer_name": "乙公司"})
    with pytest.raises(Problems) as caught:
        service.receive(store, {"customer_name": visitor, "organisation": other})
    assert caught.value.field == "customer_name"


def test_in_and_out_on_the_sheet_of_the_day(store: Store, frozen_clock: object) -> None:
    sheet, one = service.sign_in(store, {"visitor_name": "张三", "id_card_number": ID, "contact": "13800000001"})
    again, two = service.sign_in(store, {"visitor_name": "李四", "arrived_at": "2026-11-19T01:00:00Z"})
    assert (again, one, two) == (sheet, 1, 2)
    assert [row["visitor_name"] for _sheet, row in service.inside(store)] == ["张三", "李四"]
    service.sign_out(store, sheet, two)
    assert [row["seq"] for _sheet, row in service.inside(store)] == [one]
    rows = records.get(store, REGISTER, sheet)["visitors"]
    assert (rows[0]["id_card_number"], rows[1]["left_at"]) == (ID, "2026-11-19T02:26:00Z")
    with clock.frozen(NOW + timedelta(hours=2)):
        service.sign_out(store, sheet, two)
    assert records.get(store, REGISTER, sheet)["visitors"][1]["left_at"] == "2026-11-19T02:26:00Z", "she left once"
    with pytest.raises(Problem, match="no visitor 9"):
        service.sign_out(store, sheet, 9)


def test_the_number_of_an_id_card_lies_sealed_everywhere(store: Store, frozen_clock: object) -> None:
    sheet, line = service.sign_in(store, {"visitor_name": "张三", "id_card_number": ID})
    service.sign_out(store, sheet, line)
    stored = str(store.value("SELECT visitors FROM visitor_registers"))
    assert "张三" in stored
    assert '{"$s":' in stored
    history = " ".join(str(r) for r in store.rows("SELECT old, new FROM history"))
    assert ID not in stored + history
    store.undo()
    assert records.get(store, REGISTER, sheet)["visitors"][0]["id_card_number"] == ID


@pytest.mark.parametrize("row", [
    {"visitor_name": " "}, {"visitor_name": "张三", "arrived_at": "2026-11-19T03:00:00Z"},
    {"visitor_name": "张三", "arrived_at": "2026-11-19T02:00:00Z", "left_at": "2026-11-19T01:00:00Z"},
    {"visitor_name": "张三", "id_card_number": "123"}])
def test_what_a_line_cannot_hold(store: Store, frozen_clock: object, row: dict[str, Any]) -> None:
    with pytest.raises(Problems) as caught:
        service.sign_in(store, row)
    assert caught.value.field == "visitors"
    assert store.value("SELECT count(*) FROM visitor_registers") == 0


def test_a_reception_is_a_contact(store: Store, visitor: int) -> None:
    service.receive(store, {"customer_name": visitor})
    assert records.whole(store, "customer_master", 1)["last_contact_at"] == "2026-11-19T02:26:00Z"


def test_identity_numbers_are_covered_on_the_screen(store: Store, frozen_clock: object) -> None:
    service.sign_in(store, {"visitor_name": "张三", "id_card_number": ID})
    rows = records.get(store, REGISTER, 1)["visitors"]
    shown = values.show(forms.get(REGISTER).by_id["visitors"], rows, store.context())
    assert "张三" in shown
    assert "••••••" in shown
    assert ID not in shown


def test_a_visitor_is_found_by_name(store: Store, frozen_clock: object) -> None:
    sheet, _line = service.sign_in(store, {"visitor_name": "欧阳修文"})
    service.sign_in(store, {"visitor_name": "李四"})
    assert records.get(store, REGISTER, sheet)["visitor_names"] == "欧阳修文 李四"
    assert [(h.form, h.record) for h in search.find(store.db.conn, "修文")] == [(REGISTER, sheet)]
    assert Query(REGISTER, text="ouyang").run(store).count == 1


def test_lines_typed_without_a_number_get_one(store: Store, frozen_clock: object) -> None:
    made = records.create(store, REGISTER, {"visitors": [{"visitor_name": "张三"}, {"visitor_name": "李四"}]})
    assert [r["seq"] for r in records.get(store, REGISTER, made)["visitors"]] == [1, 2]
    rows = [*records.get(store, REGISTER, made)["visitors"], {"visitor_name": "王五", "id_card_number": ID}]
    records.save(store, REGISTER, made, {"visitors": rows})
    found = records.get(store, REGISTER, made)
    assert [r["seq"] for r in found["visitors"]] == [1, 2, 3]
    assert (found["visitor_names"], found["visitors"][2]["id_card_number"]) == ("张三 李四 王五", ID)
