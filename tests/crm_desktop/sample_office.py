"""An office full of invented records, in memory, as of 2026-11-19."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from crm_desktop.kit import clock
from crm_desktop.kit.sample import fill
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Store

TODAY = date(2026, 11, 19)
AT = datetime.combine(TODAY, time(10, 26), ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def filled(customers: int, seed: int = 1, language: str = "zh_CN") -> Store:
    """The sample office; close it."""
    zone = "Asia/Taipei" if language == "zh_TW" else "Asia/Shanghai"
    with clock.frozen(AT):
        store = Store.memory(zone=zone, language=language)
        fill(store, Maker(seed, TODAY, customers, language, ZoneInfo(zone)))
    return store
