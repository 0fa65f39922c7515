"""What an undo was about: the record where it is one, the count where they are many; no part or person instead."""

from __future__ import annotations

import pytest

from crm_desktop.kit import i18n, records, undoing
from crm_desktop.kit.errors import Cancelled
from crm_desktop.kit.store import Store, undo

CUSTOMER, CONTACT, COMPLAINT = "customer_master", "contact_person", "complaint_record"


def _undone(store: Store) -> str:
    notice = store.undo()
    assert notice is not None
    return undoing.what(store, notice)


def _again(store: Store) -> str:
    notice = store.redo()
    assert notice is not None
    return undoing.what(store, notice)


@pytest.fixture
def one(store: Store) -> int:
    """A customer."""
    return records.create(store, CUSTOMER, {"customer_name": "恒岚精密机械"})


def test_a_record_is_named_with_number_name_and_customer(store: Store, one: int) -> None:
    records.create(store, CONTACT, {"customer": one, "contact_name": "沈知远"})
    said = _undone(store)
    assert "沈知远" in said and said.endswith("恒岚精密机械)")
    assert _undone(store) == "New record (KH-0001 恒岚精密机械)"
    assert _again(store) == "New record (KH-0001 恒岚精密机械)"


def test_a_case_is_named_not_its_steps(store: Store, one: int) -> None:
    with store.change("Register complaint") as change:
        case = change.insert(COMPLAINT, {"customer": one, "content": "主轴异响", "received_at": "2026-11-19T01:00:00Z"})
        for what in ("打电话", "派人"):
            change.insert("complaint_step", {"complaint": case, "kind": "note", "text": what,
                                             "at": "2026-11-19T02:00:00Z"})
    number = records.get(store, COMPLAINT, case)["complaint_no"]
    with store.change("Step of a complaint") as change:
        change.insert("complaint_step", {"complaint": case, "kind": "note", "text": "再打", "at": "2026-11-19T03:00:00Z"})
    assert _undone(store) == f"Step of a complaint ({number} 恒岚精密机械)"
    assert _undone(store) == f"Register complaint ({number} 恒岚精密机械)"


def test_a_customer_thrown_away_with_its_contacts_is_one(store: Store, one: int) -> None:
    for name in ("沈知远", "周敏"):
        records.create(store, CONTACT, {"customer": one, "contact_name": name})
    records.delete(store, CUSTOMER, [one])
    assert _undone(store) == "To the recycle bin (KH-0001 恒岚精密机械)"


def test_of_many_the_count_and_no_person_who_came_along(store: Store) -> None:
    with store.change("Import") as change:
        change.insert("staff_record", {"name": "林晓梅", "active": 1})
        change.insert_many(CUSTOMER, [{"customer_name": f"公司{n}", "customer_status": "active"} for n in range(1500)])
    assert _undone(store) == "Import (1,500 records)"
    assert _again(store) == "Import (1,500 records)"
    with i18n.using("zh_CN"):
        assert _undone(store) == "导入（1,500 条记录）"


def test_a_long_name_is_cut_and_a_destroyed_record_has_none(store: Store) -> None:
    one = records.create(store, CUSTOMER, {"customer_name": "长" * 200})
    assert undoing.called(store, CUSTOMER, one) == "KH-0001 " + "长" * 59 + "…"
    assert undoing.called(store, CUSTOMER, 99) == ""


def test_whether_a_change_stands_and_how_much_undo_would_write(store: Store, one: int) -> None:
    assert store.last_notice is not None
    txn = store.last_notice.txn
    assert undo.stands(store, txn) and undo.size(store) == undo.size(store, txn) == 1
    store.undo()
    assert not undo.stands(store, txn) and undo.size(store, again=True) == 1
    assert undo.size(store) is None and undo.size(store, txn) is None
    assert not undo.stands(store, 999) and undo.size(store, 999) is None


def test_an_undo_that_is_cancelled_leaves_everything(store: Store) -> None:
    with store.change("Import") as change:
        change.insert_many(CUSTOMER, [{"customer_name": f"公司{n}", "customer_status": "active"} for n in range(300)])

    def stop(done: int, total: int) -> None:
        assert total == 300
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        store.undo(progress=stop)
    assert store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == 300
    assert undo.size(store) == 300
