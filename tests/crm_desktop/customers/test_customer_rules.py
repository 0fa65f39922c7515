"""Customers: what a record about one may not be, and what follows from it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm_desktop.customers import service
from crm_desktop.customers.model import FORM, NOTE
from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.store import Store
from tests.conftest import NOW

pytestmark = pytest.mark.usefixtures("frozen_clock")  # 2026-11-19 10:26 in Shanghai


@pytest.fixture
def customer(store: Store) -> int:
    return records.create(store, FORM, {"customer_name": "甲公司"})


def test_a_note_is_a_contact_of_now(store: Store, customer: int) -> None:
    made = service.add_note(store, customer, " 询问滤芯 ")
    kept = records.get(store, NOTE, made)
    assert (kept["content"], kept["communicated_at"], kept["audience"]) == ("询问滤芯", "2026-11-19T02:26:00Z", "customers")
    assert records.whole(store, FORM, customer)["last_contact_at"] == "2026-11-19T02:26:00Z"
    with pytest.raises(Problem, match="Write the note first"):
        service.add_note(store, customer, " ")


def test_nobody_was_spoken_with_tomorrow(store: Store, customer: int) -> None:
    later = clock.stamp(NOW + timedelta(days=365))
    with pytest.raises(Problems, match="can't be later than now") as caught:
        records.create(store, NOTE, {"customer": customer, "audience": "customers", "content": "x",
                                     "communicated_at": later})
    assert [p.field for p in caught.value.problems] == ["communicated_at"]
    made = service.add_note(store, customer, "x")
    with clock.frozen(NOW - timedelta(hours=1)):  # a clock that was set back
        records.save(store, NOTE, made, {"content": "y"})


def test_a_customer_that_was_removed_says_why(store: Store, customer: int) -> None:
    for wrong, field in (({"customer_status": "removed"}, "removal_reason"), ({"status_date": "2026-11-20"}, "status_date")):
        with pytest.raises(Problems) as caught:
            records.save(store, FORM, customer, wrong)
        assert [p.field for p in caught.value.problems] == [field]
