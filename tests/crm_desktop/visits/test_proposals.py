"""Whom to call back: needs first, then by grade and silence; the list and the plans made from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.store import Store
from crm_desktop.visits import planning, proposals
from crm_desktop.visits.model import LIST, PLAN, RECORD
from tests.crm_desktop.sample_office import AT, TODAY, filled


def customer(store: Store, name: str, grade: str | None, last: str | None = None, **more: object) -> int:
    made = records.create(store, "customer_master", {"customer_name": name, "customer_grade": grade, **more})
    if last:
        records.create(store, RECORD, {"customer_visited": made, "callback_date": last})
    return made


def test_by_grade_and_the_longest_silence(store: Store, frozen_clock: object) -> None:
    fresh = customer(store, "甲", "a", "2026-11-01")
    due_a = customer(store, "乙", "a", "2026-10-21")
    never = customer(store, "丙", "c")
    due_d = customer(store, "丁", None, "2026-05-01")
    older_a = customer(store, "戊", "a", "2026-10-01")
    customer(store, "己", "b", "2026-10-01")
    customer(store, "庚", "a", "2026-01-01", customer_status="removed", removal_reason="迁厂")
    planned = customer(store, "辛", "a", "2026-01-01")
    planning.plan(store, {"planned_customer": planned, "planned_date": "2026-11-30"})
    found = proposals.proposals(store)
    assert [p.customer for p in found] == [older_a, due_a, never, due_d]
    assert [(p.last_on, p.due_on) for p in found] == [
        ("2026-10-01", "2026-10-31"), ("2026-10-21", "2026-11-20"), (None, "2026-11-19"), ("2026-05-01", "2026-10-28")]
    assert "49 days ago" in found[0].reason
    assert [p.customer for p in proposals.proposals(store, limit=2)] == [older_a, due_a]
    store.set_setting("visits.cadence_a", 10)
    assert fresh in {p.customer for p in proposals.proposals(store)}


def test_promises_come_first(store: Store, frozen_clock: object) -> None:
    kept, silent = customer(store, "甲", "b", "2026-11-18"), customer(store, "乙", "a")
    who = records.create(store, "contact_person", {"customer": kept, "contact_name": "王强"})
    records.create(store, "reception_record", {"customer_name": who, "resolution": "promised", "promised_days": 3})
    found = proposals.proposals(store)
    assert [(p.customer, p.kind, p.due_on) for p in found] == [(kept, "promise", "2026-11-22"),
                                                             (silent, "cadence", "2026-11-19")]


def test_a_few_of_many_are_those_of_the_longest_silence(store: Store, frozen_clock: object) -> None:
    for n in range(8):
        customer(store, f"甲{n}", "a", "2026-10-10")
    longest = customer(store, "乙", "a", "2026-08-01")
    assert [p.customer for p in proposals.proposals(store, limit=1)] == [longest]


def test_a_customer_in_the_bin_is_not_called_back(store: Store, frozen_clock: object) -> None:
    kept, gone = customer(store, "甲", "b", "2026-11-18"), customer(store, "乙", "b", "2026-11-18")
    for one in (kept, gone):
        who = records.create(store, "contact_person", {"customer": one, "contact_name": "王强"})
        records.create(store, "reception_record", {"customer_name": who, "resolution": "promised", "promised_days": 3})
    records.delete(store, "customer_master", [gone])
    assert [p.customer for p in proposals.proposals(store)] == [kept]


def test_a_list_and_its_plans_in_one_change(store: Store, frozen_clock: object) -> None:
    ids = [customer(store, name, "a", last) for name, last in (("甲", "2026-10-01"), ("乙", None), ("丙", None))]
    kept = proposals.save_list(store, proposals.proposals(store))
    assert [r["last_callback_on"] for r in proposals.entries(store, kept)] == [None, None, "2026-10-01"]
    first = proposals.make_plans(store, kept, [0])
    rest = proposals.make_plans(store, kept)
    assert [r["plan"] for r in proposals.entries(store, kept)] == [*first, *rest]
    plans = [records.get(store, PLAN, p) for p in (*first, *rest)]
    assert {p["planned_customer"] for p in plans} == set(ids)
    assert [(p["planned_date"], p["start_time"], p["duration"]) for p in plans] == [
        ("2026-11-19", "10:30", 15), ("2026-11-19", "10:45", 15), ("2026-11-19", "11:00", 15)]
    assert all(p["callback_specialist"] == store.user.staff for p in plans)
    with pytest.raises(Problem, match="plan already"):
        proposals.make_plans(store, kept)
    store.undo()
    assert [bool(r.get("plan")) for r in proposals.entries(store, kept)] == [True, False, False]
    assert proposals.proposals(store)


def test_what_a_list_cannot_hold(store: Store, frozen_clock: object) -> None:
    one = customer(store, "甲", "a")
    for rows in ([{"reason": "x"}], [{"customer": one}, {"customer": one}]):
        with pytest.raises(Problems) as caught:
            records.create(store, LIST, {"entries": rows})
        assert caught.value.field == "entries"
    with pytest.raises(Problem):
        proposals.save_list(store, [])


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(300, seed=6)
    yield store
    store.close()


def test_everybody_proposed_is_due_and_nobody_due_is_missing(office: Store) -> None:
    """Held against the plain rule, customer by customer."""
    with clock.frozen(AT):
        found = {p.customer: p for p in proposals.proposals(office, limit=10_000)}
        days = {"a": 30, "b": 60, "c": 90}
        rows = office.rows("SELECT id, customer_grade, customer_status FROM customers WHERE deleted_at IS NULL")
        last = records.computed(office, "customer_master", [r["id"] for r in rows], ("last_contact_at",))
        busy = set(office.column("SELECT planned_customer FROM callback_plans WHERE deleted_at IS NULL AND state IN"
                                 " ('planned', 'postponed') AND planned_date >= ?", (TODAY.isoformat(),)))
    assert not busy & set(found)
    for row in rows:
        if row["customer_status"] not in ("active", "newly_added") or row["id"] in busy:
            continue
        at = last[row["id"]].get("last_contact_at")
        due = at is None or date.fromisoformat(at[:10]) + timedelta(days=days.get(row["customer_grade"], 180)) \
            <= TODAY + timedelta(days=7)
        kind = found[row["id"]].kind if row["id"] in found else None
        assert kind in ("complaint", "promise") or (kind == "cadence") == due, row
