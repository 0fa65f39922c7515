"""A case in an office whose clock is set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from crm_desktop.complaints import service
from crm_desktop.complaints.model import FORM
from crm_desktop.kit import clock, records
from crm_desktop.kit.store import Store
from tests.conftest import NOW


@contextmanager
def at(hours: float = 0, start: datetime = NOW) -> Iterator[str]:
    """The clock so many hours after the beginning of the case."""
    with clock.frozen(start + timedelta(hours=hours)):
        yield clock.stamp()


def after(hours: float, start: datetime = NOW) -> str:
    """That instant as it is stored."""
    return clock.stamp(start + timedelta(hours=hours))


def case(store: Store, **values: Any) -> int:
    """A case of a customer, registered at the beginning."""
    with at():
        known = records.find_exact(store, "customer_master", "甲公司")
        customer = known[0] if known else records.create(store, "customer_master", {"customer_name": "甲公司"})
        return service.register(store, {"customer": customer, "content": "保养后漏油", "channel": "phone", **values})


def solved(store: Store, hours: float = 5) -> int:
    """A case that was answered after one hour and solved."""
    made = case(store)
    with at(1):
        service.respond(store, made, "已致歉")
    with at(hours):
        service.solve(store, made, "更换密封垫")
    return made


def row(store: Store, record: int) -> dict[str, Any]:
    """The case as it is kept."""
    return records.get(store, FORM, record)


def kinds(store: Store, record: int) -> list[str]:
    """The steps written down."""
    return [str(k) for k in store.column(
        "SELECT kind FROM complaint_steps WHERE complaint = ? ORDER BY id", (record,))]
