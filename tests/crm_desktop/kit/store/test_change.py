"""One user action: what it writes, what it announces, what it leaves when it fails."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm_desktop.kit import clock, emptying, records, search
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.store import Notice, Store, audit


def customer(store: Store, name: str = "恒岚精密机械有限公司", **more: object) -> int:
    return records.create(store, "customer_master", {"customer_name": name, **more})


def heard(store: Store) -> list[Notice]:
    notices: list[Notice] = []
    store.listen(notices.append)
    return notices


def test_a_new_record_is_numbered_audited_indexed_and_announced_once(store: Store) -> None:
    notices, before = heard(store), audit.head(store.db.conn).seq
    made = customer(store, telephone="0512-55501234")
    record = records.get(store, "customer_master", made)
    assert record["customer_no"] == "KH-0001"
    assert record["customer_status"] == "active"
    assert [n.changes for n in notices] == [(("customer_master", made, "insert"),)]
    entry = store.row("SELECT * FROM audit WHERE seq = ?", (before + 1,))
    assert entry is not None
    assert (entry["act"], entry["form"], entry["record"]) == ("insert", "customer_master", record["uid"])
    assert [h.record for h in search.find(store.db.conn, "恒岚")] == [made]
    assert audit.verify(store.db.conn, store.keys.audit) == []


def test_an_update_keeps_old_and_new_in_history_and_no_value_in_the_audit(store: Store) -> None:
    made = customer(store, region="华东")
    records.save(store, "customer_master", made, {"region": "机密的南方"})
    rows = records.history(store, "customer_master", made)
    assert [(r.act, r.field, r.old, r.new) for r in rows] == [
        ("update", "region", "华东", "机密的南方"), ("insert", "", None, None)]
    assert "机密" not in "".join(map(str, store.column("SELECT act || form || fields || before || after FROM audit")))
    assert store.value("SELECT fields FROM audit WHERE act = 'update' ORDER BY seq DESC LIMIT 1") == "region"


def test_saving_what_is_there_already_writes_nothing(store: Store) -> None:
    made, notices = customer(store, region="华东"), heard(store)
    before = audit.head(store.db.conn)
    records.save(store, "customer_master", made, {"region": "华东"})
    assert audit.head(store.db.conn) == before
    assert notices == []


def test_an_exception_leaves_nothing(store: Store) -> None:
    notices, before = heard(store), audit.head(store.db.conn)
    with pytest.raises(RuntimeError, match="midway"), store.change("x") as change:
        change.insert("customer_master", {"customer_name": "半途", "customer_status": "active"})
        raise RuntimeError("midway")
    assert store.value("SELECT count(*) FROM customers") == 0
    assert store.value("SELECT count(*) FROM txns WHERE kind = 'change'") == 0
    assert audit.head(store.db.conn) == before
    assert notices == []
    assert search.find(store.db.conn, "半途") == []
    customer(store)  # and the store goes on


def test_a_name_that_was_taken_back_is_not_remembered(store: Store) -> None:
    made = customer(store, "旧名有限公司")
    with pytest.raises(RuntimeError), store.change("x") as change:
        change.update("customer_master", made, {"customer_name": "新名有限公司"})
        assert records.name_of(store, "customer_master", made) == "新名有限公司"
        raise RuntimeError
    assert records.name_of(store, "customer_master", made) == "旧名有限公司"


def test_nested_changes_are_one_action(store: Store) -> None:
    notices = heard(store)
    with store.change("outer"):
        first = customer(store, "甲公司")
        second = customer(store, "乙公司")
    assert len(notices) == 1
    assert {c[1] for c in notices[0].changes} == {first, second}
    store.undo()
    assert store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == 0


def test_somebody_elses_change_in_the_meantime_is_refused(store: Store) -> None:
    made = customer(store)
    seen = records.get(store, "customer_master", made)["changed_at"]
    twin = store.clone()
    records.save(twin, "customer_master", made, {"region": "华南"})
    twin.close()
    with pytest.raises(Problem, match="in the meantime"):
        records.save(store, "customer_master", made, {"industry": "电子"}, base=seen)


def test_two_saves_within_a_second_have_two_stamps(store: Store, frozen_clock: object) -> None:
    made = customer(store)
    stamps = [records.get(store, "customer_master", made)["changed_at"]]
    for region in ("华东", "华南"):
        records.save(store, "customer_master", made, {"region": region})
        stamps.append(records.get(store, "customer_master", made)["changed_at"])
    assert stamps == sorted(set(stamps))


def test_all_problems_of_a_record_come_together(store: Store) -> None:
    with pytest.raises(Problems) as caught:
        records.create(store, "complaint_record", {"status": "resolved"})
    assert {p.field for p in caught.value.problems} >= {"customer", "content", "resolved_at"}


def test_a_sensitive_value_is_in_clear_nowhere(store: Store) -> None:
    made = customer(store)
    contact = records.create(store, "contact_person", {"customer": made, "contact_name": "沈知远", "birthday": "--07-31"})
    records.save(store, "contact_person", contact, {"birthday": "--08-15"})
    assert records.get(store, "contact_person", contact)["birthday"] == "--08-15"
    store.undo()
    assert records.get(store, "contact_person", contact)["birthday"] == "--07-31"
    assert [(r.old, r.new) for r in records.history(store, "contact_person", contact) if r.field] == [
        ("--08-15", "--07-31"), ("--07-31", "--08-15")]
    tables = store.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%'")
    for table in tables:
        text = str(store.rows(f'SELECT * FROM "{table}"'))
        assert "07-31" not in text, table
        assert "08-15" not in text, table


def test_a_clone_announces_to_the_first_stores_listeners(store: Store) -> None:
    notices = heard(store)
    assert records.name_of(store, "customer_master", customer(store, "旧名有限公司")) == "旧名有限公司"
    twin = store.clone()
    records.save(twin, "customer_master", 1, {"customer_name": "新名有限公司"})
    twin.close()
    assert len(notices) == 2
    assert records.name_of(store, "customer_master", 1) == "新名有限公司"


def test_a_second_writer_is_told_to_wait_not_lost(store: Store) -> None:
    twin = store.clone()
    twin.db.execute("PRAGMA busy_timeout=50").fetchall()
    with store.change("long") as change:
        change.insert("customer_master", {"customer_name": "先来", "customer_status": "active"})
        with pytest.raises(Problem):
            customer(twin, "后到")
    assert customer(twin, "后到") > 0
    twin.close()


def test_numbers_are_never_given_twice(store: Store) -> None:
    first = customer(store, "甲")
    records.delete(store, "customer_master", [first])
    assert emptying.empty_bin(store) == 1
    assert records.get(store, "customer_master", customer(store, "乙"))["customer_no"] == "KH-0002"
    customer(store, "丙", customer_no="KH-0107")
    assert records.get(store, "customer_master", customer(store, "丁"))["customer_no"] == "KH-0108"
    with pytest.raises(Problems, match="already used"):
        customer(store, "戊", customer_no="KH-0107")


def test_numbers_by_year_begin_anew(store: Store, frozen_clock: object) -> None:
    made = customer(store)
    first = records.create(store, "complaint_record", {"customer": made, "content": "漏油"})
    assert records.get(store, "complaint_record", first)["complaint_no"] == "TS-2026-0001"
    with clock.frozen(clock.now() + timedelta(days=100)):
        later = records.create(store, "complaint_record", {"customer": made, "content": "漏油"})
        assert records.get(store, "complaint_record", later)["complaint_no"] == "TS-2027-0001"
