"""The staff register: what an account's person can and cannot lose."""

from __future__ import annotations

from crm_desktop.kit import emptying, records, report
from crm_desktop.kit.store import Store

FORM = "staff_record"


def test_the_person_of_an_account_is_never_destroyed(store: Store) -> None:
    own = store.user.staff
    assert own is not None
    records.delete(store, FORM, [own])
    assert emptying.empty_bin(store) == 0
    made = records.create(store, "customer_master", {"customer_name": "甲公司"})
    records.create(store, "complaint_record", {"customer": made, "content": "漏油"})
    records.restore(store, FORM, [own])
    assert records.name_of(store, FORM, own) == "tester"


def test_a_superior_and_the_one_below_go_together(store: Store) -> None:
    first = records.create(store, FORM, {"name": "林晓梅"})
    second = records.create(store, FORM, {"name": "陈立安", "superior": first})
    records.save(store, FORM, first, {"superior": None})
    records.delete(store, FORM, [first, second])
    assert emptying.empty_bin(store) == 2


def test_one_whom_a_customer_names_stays(store: Store) -> None:
    made = records.create(store, FORM, {"name": "林晓梅"})
    records.create(store, "customer_master", {"customer_name": "甲公司", "account_manager": made})
    records.delete(store, FORM, [made])
    assert emptying.empty_bin(store) == 0
    assert records.name_of(store, FORM, made) == "林晓梅"


def test_the_staff_list_names_everybody(store: Store) -> None:
    records.create(store, FORM, {"name": "林晓梅", "position": "秘书"})
    paper = report.get("staff-list").build(store, report.Options())
    grid = paper.blocks[-1]
    assert {r[1] for r in grid.rows} == {"林晓梅", "tester"}  # type: ignore[union-attr]
