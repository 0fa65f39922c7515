"""The offices that are measured: customers alone, made by the seeded sample, encrypted like any other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crm_desktop.customers import sample
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Office, Store
from crm_desktop.kit.store.office import found

USER, PASSWORD = "bench", "bench-office-2026-xyz"


def folder_of(place: Path, customers: int) -> Path:
    """Where it lies."""
    return place / f"bench-{customers}.crm"


def make(place: Path, customers: int) -> Store:
    """A fresh office of so many customers."""
    store, _code = found(folder_of(place, customers), Office("测试办公室"), USER, PASSWORD)
    maker = Maker(1, date(2026, 11, 19), customers, "zh_CN", store.zone)
    maker.kept["staff"] = [store.user.staff]
    with store.change("bench", kind="setting") as change:
        change.brings_existing = True
        change.insert_many("customer_master", sample._customers(maker))
    return store
