"""Numbers are counted by form and year, never given twice, and never stopped by what somebody typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.kit import forms, importing, records
from crm_desktop.kit.store import Store, change, numbers

FORM = "customer_master"


def number(store: Store, **more: object) -> str:
    made = records.create(store, FORM, {"customer_name": "甲公司", **more})
    return str(records.get(store, FORM, made)["customer_no"])


def test_one_given_by_hand_later_is_passed(store: Store) -> None:
    number(store)
    records.save(store, FORM, 1, {"customer_no": "KH-0002"})
    assert number(store) == "KH-0003"


@pytest.mark.parametrize(("given", "following"), [
    ("KH-0009", "KH-0010"), ("KH-9999", "KH-10000"), ("kh-0009", "KH-0001"), ("KH-2026-0009", "KH-0001"), ("9", "KH-0001"),
    ("KH-0009a", "KH-0001"), ("KH-٠٠٠٩", "KH-0010"), ("KH-" + "9" * 13, "KH-0001")])
def test_shapes(store: Store, given: str, following: str) -> None:
    assert number(store, customer_no=given) == given
    assert number(store) == following


def test_a_number_given_late_in_a_list_is_not_taken_before(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(change, "_BATCH", 3)
    sheet = tmp_path / "a.csv"
    lines = [f"{f'KH-{10 - n:04d}' if n > 5 else ''},公司{n}" for n in range(10)]
    sheet.write_text("客户编号,客户名称\n" + "\n".join(lines), "utf-8")
    importing.run_import(store, importing.prepare(store, FORM, sheet))
    found = store.column("SELECT customer_no FROM customers ORDER BY id")
    assert found[6:] == ["KH-0004", "KH-0003", "KH-0002", "KH-0001"]
    assert len(set(found)) == 10


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 30), st.text("KH-0123456789 ", max_size=8)), max_size=12))
def test_any_mix_never_collides(given_numbers: list[int | str | None]) -> None:
    store = Store.memory()
    form, seen = forms.get(FORM), set()
    with store.change("numbers") as one:
        for given in given_numbers:
            if given is None:
                taken = numbers.take(one.store.db, form, 2026)[0]
                assert taken not in seen
            else:
                taken = numbers.write(form, 0, given) if isinstance(given, int) else given
                numbers.keep(one.store.db, form, [taken])
            seen.add(taken)
    store.close()
