"""Undo and redo are changes of their own, and never overwrite what came after."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_desktop.kit import records, search
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Store, audit


def new(store: Store, name: str = "甲公司") -> int:
    return records.create(store, "customer_master", {"customer_name": name})


def region(store: Store, record: int) -> object:
    return records.get(store, "customer_master", record)["region"]


def test_there_and_back_again(store: Store) -> None:
    made = new(store)
    records.save(store, "customer_master", made, {"region": "华东"})
    records.save(store, "customer_master", made, {"region": "华南"})
    store.undo()
    assert region(store, made) == "华东"
    store.undo()
    assert region(store, made) is None
    store.redo()
    store.redo()
    assert region(store, made) == "华南"
    with pytest.raises(Problem, match="nothing to redo"):
        store.redo()


def test_undo_of_a_new_record_puts_it_into_the_bin_and_redo_back(store: Store) -> None:
    made = new(store, "澄屿机电")
    store.undo()
    assert records.get(store, "customer_master", made)["deleted_at"]
    assert search.find(store.db.conn, "澄屿") == []
    store.redo()
    assert records.get(store, "customer_master", made)["deleted_at"] is None
    assert [h.record for h in search.find(store.db.conn, "澄屿")] == [made]


def test_a_deleted_customer_comes_back_with_its_contacts(store: Store) -> None:
    made = new(store)
    kept = records.create(store, "contact_person", {"customer": made, "contact_name": "沈知远"})
    gone = records.create(store, "contact_person", {"customer": made, "contact_name": "宋清如"})
    records.delete(store, "contact_person", [gone])
    records.delete(store, "customer_master", [made])
    records.restore(store, "customer_master", [made])
    assert records.get(store, "contact_person", kept)["deleted_at"] is None
    assert records.get(store, "contact_person", gone)["deleted_at"], "was in the bin before"


def test_a_change_that_was_changed_again_is_refused(store: Store) -> None:
    made = new(store)
    records.save(store, "customer_master", made, {"region": "华东"})
    txn = store.value("SELECT max(id) FROM txns")
    records.save(store, "customer_master", made, {"region": "华南"})
    with pytest.raises(Problem, match="changed again"):
        store.undo(txn)
    assert region(store, made) == "华南"


def test_nothing_to_undo_is_said(store: Store) -> None:
    with pytest.raises(Problem, match="nothing to undo"):
        store.undo()


def test_a_setting_is_not_what_undo_takes_back(store: Store) -> None:
    made = new(store)
    store.set_setting("complaints.response_hours", 4)
    store.undo()
    assert records.get(store, "customer_master", made)["deleted_at"]
    assert store.setting("complaints.response_hours") == 4


def test_undo_of_a_large_change_skips_what_was_edited_and_lists_it(store: Store) -> None:
    with store.change("bulk") as change:
        ids = change.insert_many("customer_master", [{"customer_name": f"公司{n}", "customer_status": "active"}
                                                     for n in range(50)])
    records.save(store, "customer_master", ids[7], {"region": "华东"})
    txn = store.value("SELECT txn FROM history WHERE act = 'insert' ORDER BY seq LIMIT 1 OFFSET 1")
    notice = store.undo(txn)
    assert notice is not None
    assert notice.skipped == (("customer_master", ids[7]),)
    assert notice.left() == "1 record was changed or used since and stays as it is."
    assert store.redo() is not None and store.last_notice is not None and store.last_notice.left() == ""
    store.undo()
    assert store.column("SELECT id FROM customers WHERE deleted_at IS NULL") == [ids[7]]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["new", "change", "delete", "undo", "redo"]), min_size=3, max_size=14))
def test_any_walk_undone_to_its_start_leaves_nothing_alive(steps: list[str]) -> None:
    store, ids = Store.memory(), []
    for at, step in enumerate(steps):
        try:
            if step == "new":
                ids.append(new(store, f"公司{at}"))
            elif step == "change" and ids:
                records.save(store, "customer_master", ids[-1], {"region": f"区{at}"})
            elif step == "delete" and ids:
                records.delete(store, "customer_master", [ids[0]])
            elif step in ("undo", "redo"):
                getattr(store, step)()
        except Problem:
            pass
    while store.value("SELECT count(*) FROM txns WHERE kind IN ('change', 'redo') AND undone = 0"):
        store.undo()
    assert store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == 0
    assert audit.verify(store.db.conn, store.keys.audit) == []
    assert search.find(store.db.conn, "公司") == []
    store.close()
