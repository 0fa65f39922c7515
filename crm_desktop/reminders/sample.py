"""The sample office's reminders: a year of them, most done, some missed, and the coming week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change

_WHAT = (
    ("promise", "寄出保养发票", "寄出保養發票"),
    ("promise", "给出备件到货的日期", "回覆零件到貨日期"),
    ("promise", "把检修报告发给设备部", "把檢修報告寄給設備課"),
    ("task", "核对客户的开票信息", "核對客戶的發票資料"),
    ("task", "整理季度回访的资料", "整理季度回訪的資料"),
    ("task", "补全联系人的手机号", "補齊聯絡人的手機號碼"),
    ("reminder", "问检修后运行情况", "詢問檢修後運轉情形"),
    ("reminder", "年度保养合同快到期，问续签意向", "年度保養合約快到期，詢問續約意願"),
    ("reminder", "送样机前再打一次电话", "送樣機前再打一次電話"),
)
_TIMES = (None, None, None, "09:00", "10:00", "11:30", "14:00", "15:30", "16:30")


def fill(change: Change, maker: Maker) -> None:
    """About a fifth as many as customers, at most 1,500; a few of them the demo user's own."""
    change.insert_many("reminder", _reminders(maker, change.store.user.staff))


def _reminders(maker: Maker, own: int | None) -> Iterator[dict[str, Any]]:
    count = max(8, min(1500, maker.customers // 5))
    for n in range(count):
        kind, mainland, taiwan = maker.pick(_WHAT)
        day = _day(maker, n, count)
        time = maker.pick(_TIMES)
        row: dict[str, Any] = {
            "uid": maker.uid(), "what": taiwan if maker.taiwan else mainland, "kind": kind,
            "due_on": day.isoformat(), "due_time": time,
            "owner": own if own and maker.chance(0.4) else maker.pick(maker.kept["staff"]),
            "customer": maker.pick(maker.kept["customers"]) if maker.chance(0.85) else None,
        }
        if day < maker.today and ((maker.today - day).days > 4 or maker.chance(0.85)):
            row["done_at"] = min(maker.instant(day), clock.stamp())
        yield row


def _day(maker: Maker, n: int, count: int) -> date:
    """A few for the coming week, a few of the last days (some of them missed), the rest over the year."""
    coming = min(40, count // 4)
    if n < coming:
        return maker.today + timedelta(days=maker.random.randrange(8))
    return maker.day(1, 4) if n < coming + min(12, 1 + count // 8) else maker.workday(5, 365)
