"""What one should know before a call-back, counted by hand."""

from __future__ import annotations

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Store
from crm_desktop.visits import planning
from crm_desktop.visits.model import RECORD
from crm_desktop.visits.preparation import Buying, preparation


@pytest.fixture
def customer(store: Store, frozen_clock: object) -> int:
    return records.create(store, "customer_master", {"customer_name": "甲公司"})


def buy(store: Store, customer: int, day: str, product: str, amount: int) -> None:
    records.create(store, "purchase_record", {"customer": customer, "purchase_date": day, "product": product,
                                              "quantity": 1, "amount": amount})


def test_purchases_of_three_years(store: Store, customer: int) -> None:
    for day, product, amount in (("2026-11-19", "空压机", 500), ("2026-01-05", "滤芯", 300), ("2025-11-20", "滤芯", 100),
                                 ("2025-11-19", "滤芯", 400), ("2024-03-01", "空压机", 100), ("2023-11-19", "机油", 9000)):
        buy(store, customer, day, product, amount)
    found = preparation(store, customer).buying
    assert (found.count, found.total, found.mean, found.last_on) == (5, 1400, 280, "2026-11-19")
    assert found.favourites == [("滤芯", 3, 800), ("空压机", 2, 600)]
    assert found.years == [("2025-11-20", 3, 900), ("2024-11-20", 1, 400), ("2023-11-20", 1, 100)]
    assert found.trend == "up"


def test_every_purchase_counts_however_many_there_are(store: Store, customer: int) -> None:
    with store.change("import") as change:
        change.insert_many("purchase_record", [{"customer": customer, "purchase_date": "2026-11-02", "product": "滤芯",
                                                "quantity": 1, "amount": 100} for _n in range(2100)])
    found = preparation(store, customer).buying
    assert (found.count, found.total) == (2100, 210_000)


@pytest.mark.parametrize(("now", "before", "trend"), [(111, 100, "up"), (110, 100, "level"), (90, 100, "level"),
                                                      (89, 100, "down"), (50, 0, None)])
def test_the_trend(now: int, before: int, trend: str | None) -> None:
    assert Buying(years=[("2025", 1, now), ("2024", 1, before), ("2023", 0, 0)]).trend == trend


def test_an_unknown_customer_has_something_to_ask_too(store: Store, customer: int) -> None:
    found = preparation(store, customer)
    assert (found.buying, found.history, found.contacts, found.promises, found.satisfaction) == (Buying(), [], [], [], None)
    assert any("no contact on record" in s for s in found.ask)
    assert any("Telephone" in s for s in found.ask)


def test_what_happened_and_what_was_agreed(store: Store, customer: int) -> None:
    who = records.create(store, "contact_person", {"customer": customer, "contact_name": "王强", "is_main_contact": True})
    records.create(store, "contact_person", {"customer": customer, "contact_name": "李四"})
    records.create(store, "complaint_record", {"customer": customer, "content": "漏油",
                                               "received_at": "2026-11-18T02:00:00Z"})
    records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-10", "key_points": "保养",
                                   "countermeasures": "备库存"})
    records.create(store, "reception_record", {"customer_name": who, "resolution": "promised", "promised_days": 2,
                                               "visit_requests": "补发发票"})
    plan = planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-20"})
    found = preparation(store, plan=plan)
    assert found.plan is not None
    assert found.plan["id"] == plan
    assert [c["contact_name"] for c in found.contacts] == ["王强", "李四"]
    assert [(e.row.form, e.day, bool(e.state)) for e in found.history] == [
        ("reception_record", "2026-11-19", False), ("complaint_record", "2026-11-18", True),
        (RECORD, "2026-11-10", False)]
    assert [(p["due_on"], p["what"]) for p in found.promises] == [("2026-11-21", "补发发票")]
    assert [p for p in ("Complaints still open: 1", "2026-11-21", "备库存") if not any(p in s for s in found.ask)] == []


def test_a_plan_that_is_gone(store: Store, customer: int) -> None:
    with pytest.raises(Problem):
        preparation(store, plan=99)
