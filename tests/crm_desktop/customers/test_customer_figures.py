"""Customers in numbers: start + new - lost = end, whatever was done, dated back, corrected or undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.customers import figures
from crm_desktop.kit import clock, emptying, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from tests.crm_desktop.sample_office import AT, filled

FORM = "customer_master"
NOVEMBER, OCTOBER, YEAR = (Period.parse(t) for t in ("2026-11", "2026-10", "2026"))


def new(store: Store, name: str = "甲公司", **more: Any) -> int:
    return records.create(store, FORM, {"customer_name": name, **more})


def moved(store: Store, period: Period = NOVEMBER) -> tuple[int, int, int, int]:
    rows = figures.movement(store, period)
    return tuple(sum(getattr(m, k) for m in rows) for k in ("start", "new", "lost", "end"))  # type: ignore[return-value]


def test_a_new_and_a_lost_customer(store: Store, frozen_clock: object) -> None:
    made = new(store)
    assert moved(store) == (0, 1, 0, 1)
    records.save(store, FORM, made, {"customer_status": "removed", "removal_reason": "迁厂"})
    assert moved(store) == (0, 1, 1, 0)
    assert moved(store, OCTOBER) == (0, 0, 0, 0)


def test_a_potential_customer_is_none_until_it_buys(store: Store, frozen_clock: object) -> None:
    made = new(store, customer_status="potential")
    assert (figures.total(store), moved(store)) == (0, (0, 0, 0, 0))
    records.save(store, FORM, made, {"customer_status": "newly_added"})
    assert (figures.total(store), moved(store)) == (1, (0, 1, 0, 1))


def test_a_dated_status_belongs_to_its_month(store: Store, frozen_clock: object) -> None:
    new(store, status_date="2026-10-31")
    assert moved(store, OCTOBER) == (0, 1, 0, 1)
    assert moved(store) == (1, 0, 0, 1)


def test_the_day_is_the_offices_own() -> None:
    with clock.frozen(clock.instant("2026-10-31T16:30:00Z")):  # 1 November in Shanghai
        store = Store.memory()
        new(store)
        assert moved(store) == (0, 1, 0, 1)
        store.close()


def test_a_loss_dated_before_the_beginning_counts_from_the_beginning(store: Store, frozen_clock: object) -> None:
    made = new(store)
    records.save(store, FORM, made, {"customer_status": "removed", "status_date": "2026-10-05", "removal_reason": "x"})
    assert moved(store) == (0, 1, 1, 0)
    assert figures.total(store) == 0


def test_one_that_comes_with_the_day_it_was_lost_was_a_customer_until_then(store: Store, frozen_clock: object) -> None:
    new(store, customer_status="removed", status_date="2026-10-05", removal_reason="x")
    assert (moved(store, OCTOBER), moved(store)) == ((1, 0, 1, 0), (0, 0, 0, 0))


def test_a_corrected_date_moves_the_event(store: Store, frozen_clock: object) -> None:
    made = new(store, status_date="2026-11-02")
    records.save(store, FORM, made, {"status_date": "2026-10-02"})
    assert (moved(store, OCTOBER), moved(store)) == ((0, 1, 0, 1), (1, 0, 0, 1))
    store.undo()
    assert (moved(store, OCTOBER), moved(store)) == ((0, 0, 0, 0), (0, 1, 0, 1))
    store.redo()
    assert (moved(store, OCTOBER), moved(store)) == ((0, 1, 0, 1), (1, 0, 0, 1))


def test_an_undone_new_customer_counts_again_when_redone(store: Store, frozen_clock: object) -> None:
    new(store)
    store.undo()
    assert moved(store) == (0, 0, 0, 0)
    store.redo()
    assert moved(store) == (0, 1, 0, 1)


def test_an_undone_loss_is_none(store: Store, frozen_clock: object) -> None:
    made = new(store)
    for _turn in range(2):
        records.save(store, FORM, made, {"customer_status": "removed", "removal_reason": "x"})
        store.undo()
        assert moved(store) == (0, 1, 0, 1)
        store.redo()
        assert moved(store) == (0, 1, 1, 0)
        store.undo()


def test_an_import_without_dates_brings_existing_ones_and_its_losses_are_of_today(store: Store, frozen_clock: object) -> None:
    with store.change("Import") as change:
        change.brings_existing = True
        ids = change.insert_many(FORM, [{"customer_name": f"公司{n}", "customer_status": "active"} for n in range(3)])
    assert moved(store) == (3, 0, 0, 3)
    with store.change("Import") as change:
        change.brings_existing = True
        change.update(FORM, ids[0], {"customer_status": "removed"})
    assert moved(store) == (3, 0, 1, 2)


def test_what_a_partial_undo_leaves_still_counts(store: Store, frozen_clock: object) -> None:
    with store.change("Import") as change:
        ids = change.insert_many(FORM, [{"customer_name": f"公司{n}", "customer_status": "active"} for n in range(30)])
    records.save(store, FORM, ids[3], {"region": "华东"})
    store.undo(store.value("SELECT min(txn) FROM history WHERE form = ? AND record = ?", (FORM, ids[3])))
    assert figures.total(store) == 1
    assert moved(store) == (0, 1, 0, 1)


def test_a_destroyed_customer_leaves_no_history(store: Store, frozen_clock: object) -> None:
    made = new(store)
    records.delete(store, FORM, [made])
    emptying.empty_bin(store)
    assert store.value("SELECT count(*) FROM customer_status_history") == 0


_STATUS = st.sampled_from(["potential", "active", "newly_added", "removed"])
_DAY = st.one_of(st.none(), st.integers(-120, 0))
_STEP = st.one_of(
    st.tuples(st.just("new"), _STATUS, _DAY), st.tuples(st.just("save"), _STATUS, _DAY),
    st.tuples(st.just("date"), st.none(), _DAY), st.tuples(st.just("import"), _STATUS, _DAY),
    st.tuples(st.sampled_from(["delete", "restore", "undo", "redo", "later"]), st.none(), st.none()))


@settings(max_examples=40, deadline=None)
@given(st.lists(_STEP, min_size=2, max_size=12))
def test_start_and_new_less_lost_is_end(steps: list[tuple[str, str | None, int | None]]) -> None:
    store, now, ids = Store.memory(), AT, []
    for at, (act, status, ago) in enumerate(steps):
        with clock.frozen(now):
            values: dict[str, Any] = {"customer_status": status, "removal_reason": "x"} if status else {}
            if ago is not None:
                values["status_date"] = (clock.today(store.zone) + timedelta(days=ago)).isoformat()
            try:
                if act == "new":
                    ids.append(new(store, f"公司{at}", **values))
                elif act in ("save", "date") and ids:
                    records.save(store, FORM, ids[-1], values)
                elif act == "import":
                    with store.change("Import") as change:
                        change.brings_existing = True
                        if ids:
                            change.update(FORM, ids[0], values)
                        ids += change.insert_many(FORM, [{"customer_name": f"公司{at}", **values}])
                elif act in ("delete", "restore") and ids:
                    getattr(records, act)(store, FORM, ids[:1])
                elif act in ("undo", "redo"):
                    getattr(store, act)()
            except Problem:
                pass
        now += timedelta(days=9 if act == "later" else 0, seconds=1)
    with clock.frozen(now):
        today = clock.today(store.zone)
        period = Period.of(today, "month")
        assert moved(store, period)[3] == figures.total(store)
        for _month in range(9):
            start, came, lost, end = moved(store, period)
            assert start + came - lost == end
            assert min(start, came, lost, end) >= 0
            assert moved(store, period.previous())[3] == start
            period = period.previous()
    store.close()


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(300)
    yield store
    store.close()


def test_the_sample_moves_in_every_way(office: Store) -> None:
    with clock.frozen(AT):
        start, came, lost, end = moved(office, YEAR)
        assert (start + came - lost, end) == (end, figures.total(office))
        assert lost == office.value("SELECT count(*) FROM customers WHERE customer_status = 'removed'"
                                    " AND status_date LIKE '2026%'")
        assert min(start, came, lost) > 0


@pytest.mark.parametrize("field", ["region", "industry", "customer_class", "customer_grade", "channel_type",
                                   "lifecycle_stage"])
def test_groups_add_up_to_the_total(office: Store, field: str) -> None:
    groups = figures.by(office, field)
    assert sum(n for _v, n in groups) == figures.total(office)
    assert [n for _v, n in groups] == sorted((n for _v, n in groups), reverse=True)
    for value, count in groups:
        assert count == sum(1 for r in office.rows("SELECT * FROM customers")
                            if r[field] == value and r["customer_status"] in ("active", "newly_added"))


def test_only_declared_groups_are_asked_of_the_database(office: Store) -> None:
    with pytest.raises(KeyError):
        figures.by(office, "1; DROP TABLE customers")


def test_bands_of_completeness(office: Store) -> None:
    mean, bands = figures.completeness(office)
    counted = [records.whole(office, FORM, i)["record_completeness"] for i in office.column(
        "SELECT id FROM customers WHERE customer_status IN ('active', 'newly_added')")]
    assert mean == round(sum(counted) / len(counted), 1)
    assert dict(bands) == {
        100: sum(1 for c in counted if c >= 100), 80: sum(1 for c in counted if 80 <= c < 100),
        60: sum(1 for c in counted if 60 <= c < 80), 0: sum(1 for c in counted if c < 60)}


def test_an_empty_office_has_no_mean(store: Store) -> None:
    assert figures.completeness(store) == (None, [(100, 0), (80, 0), (60, 0), (0, 0)])
    assert [m.group for m in figures.movement(store, NOVEMBER)] == ["key_account", "general"]
    assert figures.movement(store, Period.parse("1900"))[0].end == 0
