"""The offices that are measured: customers only, made by the seeded sample, encrypted like any other."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from crm_desktop.customers import sample
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Office, Store
from crm_desktop.kit.store.office import found

USER, PASSWORD = "bench", "bench-office-2026-xyz"


def make(place: Path, customers: int, *, contacts: bool = False) -> Store:
    """A fresh office of so many customers; their contacts too when asked for."""
    folder = place / f"bench-{customers}{'-c' if contacts else ''}.crm"
    shutil.rmtree(folder, ignore_errors=True)
    store, _code = found(folder, Office("测试办公室"), USER, PASSWORD)
    maker = Maker(1, date(2026, 11, 19), customers, "zh_CN", store.zone)
    maker.kept["staff"] = [store.user.staff]
    with store.change("bench", kind="setting") as change:
        change.brings_existing = True
        ids = change.insert_many("customer_master", sample._customers(maker))
        if contacts:
            change.insert_many("contact_person", sample._contacts(maker, ids))
    return store
