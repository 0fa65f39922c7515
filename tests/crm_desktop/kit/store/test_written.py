"""Counts are kept from one look to the next, and are right whatever was written meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from tests.command import PASSWORD

FORM, OTHER = "customer_master", "staff_record"
CLASSED = Query(FORM, where=(Condition("customer_class", "in", ["key_account"]),))


def real(store: Store, test: str = "1") -> int:
    return int(store.value(f"SELECT count(*) FROM customers WHERE deleted_at IS NULL AND {test}"))


def asked(store: Store) -> list[str]:
    """What is asked of the file to count both ways; both counts are right."""
    seen: list[str] = []
    store.db.conn.set_trace_callback(seen.append)
    counts = Query(FORM).count(store), CLASSED.count(store)
    store.db.conn.set_trace_callback(None)
    assert counts == (real(store), real(store, "customer_class = 'key_account'"))
    return [s for s in seen if "count(*)" in s]


def customer(store: Store, **values: object) -> int:
    return records.create(store, FORM, {"customer_name": "恒岚精密机械有限公司", **values})


def test_what_is_written_to_other_records_changes_no_count(store: Store) -> None:
    customer(store)
    assert len(asked(store)) == 2
    records.create(store, OTHER, {"name": "林晓梅"})
    assert asked(store) == []


def test_all_of_a_form_are_counted_once(store: Store) -> None:
    one = customer(store)
    asked(store)
    customer(store, customer_class="key_account")
    assert len(asked(store)) == 1  # those with a condition are counted again
    records.delete(store, FORM, [one])
    assert len(asked(store)) == 1


def test_the_bin_and_undo_are_counted(store: Store) -> None:
    one, two = customer(store), customer(store)
    asked(store)
    records.delete(store, FORM, [one, two])
    asked(store)
    store.undo()
    asked(store)
    store.redo()
    asked(store)
    with store.change("x") as change:
        change.restore(FORM, one)
        change.purge(FORM, two)
    asked(store)


def test_what_was_taken_back_counts_nothing(store: Store) -> None:
    customer(store)
    asked(store)
    with pytest.raises(ZeroDivisionError), store.change("x") as change:
        change.insert(FORM, {"customer_name": "x", "customer_status": "active"})
        assert Query(FORM).count(store) == 2
        1 / 0  # noqa: B018
    asked(store)
    assert Query(FORM).count(store) == 1


def test_names_that_another_program_changed_are_read_anew(demo_office: Path) -> None:
    window, command = (Store.open(demo_office, "demo", PASSWORD) for _n in range(2))
    before = records.name_of(window, FORM, 1)
    Query(FORM).count(window)
    assert records.name_of(window, FORM, 1) == before
    records.save(command, FORM, 1, {"customer_name": "改名有限公司"})
    Query(FORM).count(window)
    assert records.name_of(window, FORM, 1) == "改名有限公司"
    command.close()
    window.close()


def test_what_came_by_another_way_is_counted(store: Store) -> None:
    one = customer(store)
    asked(store)
    store.db.conn.execute("UPDATE customers SET deleted_at = '2026-11-19T02:26:00Z' WHERE id = ?", (one,))
    store.db.conn.commit()
    records.create(store, OTHER, {"name": "林晓梅"})
    asked(store)
