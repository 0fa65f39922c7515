"""The search index keeps step with the records, whatever is done to them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.kit import emptying, records, search
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Store, index

FORM = "customer_master"


def hits(store: Store, text: str) -> list[tuple[str, int]]:
    return [(h.form, h.record) for h in search.find(store.db.conn, text)]


def test_a_customer_is_found_by_its_contacts(store: Store) -> None:
    made = records.create(store, FORM, {"customer_name": "甲公司"})
    part = records.create(store, "contact_person", {"customer": made, "contact_name": "沈知远", "mobile": "13800001234"})
    assert hits(store, "沈知远") == hits(store, "13800001234") == hits(store, "shenzhiyuan") == [(FORM, made)]
    records.save(store, "contact_person", part, {"contact_name": "宋清如"})
    assert (hits(store, "沈知远"), hits(store, "宋清如")) == ([], [(FORM, made)])
    records.delete(store, "contact_person", [part])
    assert hits(store, "宋清如") == []


def test_a_contact_that_moves_is_found_with_the_new_customer_alone(store: Store) -> None:
    one, two = (records.create(store, FORM, {"customer_name": n}) for n in ("甲公司", "乙公司"))
    part = records.create(store, "contact_person", {"customer": one, "contact_name": "沈知远"})
    records.save(store, "contact_person", part, {"customer": two})
    assert hits(store, "沈知远") == [(FORM, two)]
    store.undo()
    assert hits(store, "沈知远") == [(FORM, one)]


def test_what_is_destroyed_leaves_no_word(store: Store) -> None:
    made = records.create(store, FORM, {"customer_name": "绝密机械"})
    records.delete(store, FORM, [made])
    emptying.empty_bin(store)
    assert hits(store, "绝密") == []
    tables = store.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search%'"
                          " AND sql NOT LIKE 'CREATE VIRTUAL%'")
    assert tables
    for table in tables:
        for row in store.rows(f'SELECT * FROM "{table}"'):
            for cell in row.values():
                assert "绝".encode() not in (cell if isinstance(cell, bytes) else str(cell).encode()), table


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["new", "name", "delete", "restore", "undo", "redo", "purge"]),
                          st.sampled_from("恒岚宏榆青梧")), min_size=2, max_size=14))
def test_the_index_holds_what_the_table_holds(steps: list[tuple[str, str]]) -> None:
    store, ids = Store.memory(), []
    for act, sign in steps:
        try:
            if act == "new":
                ids.append(records.create(store, FORM, {"customer_name": f"{sign}公司"}))
            elif act == "purge":
                emptying.empty_bin(store)
            elif act in ("undo", "redo"):
                getattr(store, act)()
            elif ids:
                one = ids[ord(sign) % len(ids)]
                if act == "name":
                    records.save(store, FORM, one, {"customer_name": f"{sign}集团"})
                else:
                    getattr(records, act)(store, FORM, [one])
        except Problem:
            pass
    assert set(search.all_keys(store.db.conn)) == set(index.all_keys(store))
    for sign in "恒岚宏榆青梧":
        assert {r for _f, r in hits(store, sign)} == set(store.column(
            "SELECT id FROM customers WHERE deleted_at IS NULL AND instr(customer_name, ?)", (sign,)))
    store.close()
