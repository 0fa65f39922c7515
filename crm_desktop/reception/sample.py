"""The sample office's receptions and visitor sheets: promises kept, late, broken, and some still running."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change
from crm_desktop.reception.service import CANNOT, PROMISED, RECEPTION, REGISTER, SOLVED, WITH_SALES
from crm_desktop.reminders.service import TASK, remind

Row = dict[str, Any]
_WHY = (
    ("来取滤芯，顺便了解保养合同。", "來取濾芯，順便了解保養合約。", "保养合同报价", "保養合約報價"),
    ("送来故障零件，要求鉴定原因。", "送來故障零件，要求鑑定原因。", "出具鉴定结论", "出具鑑定結論"),
    ("洽谈二期厂房供气方案。", "洽談二期廠房供氣方案。", "提供方案和报价", "提供方案與報價"),
    ("反映发票抬头有误。", "反映發票抬頭有誤。", "重开发票", "重開發票"),
    ("参观样机，了解能耗。", "參觀樣機，了解耗能。", "提供能耗测试数据", "提供耗能測試數據"),
    ("要求提前发货。", "要求提前出貨。", "提前一周发货", "提前一週出貨"),
)
_CANNOT = ("该型号已停产，备件无法供应，已推荐替代型号。", "該型號已停產，零件無法供應，已推薦替代型號。")
_KEPT = (("已寄出并电话确认。", "已寄出並電話確認。"), ("客户已签收。", "客戶已簽收。"), ("已邮件发送，客户确认收到。", "已寄電子郵件，客戶確認收到。"))


def fill(change: Change, maker: Maker) -> None:
    """Some receptions a week and a sheet at the door for most days."""
    rows = list(_receptions(maker))
    ids = change.insert_many(RECEPTION, iter(rows))
    change.insert_many(REGISTER, _sheets(maker, rows))
    soon = (maker.today - timedelta(days=1)).isoformat()
    for row, record in zip(rows, ids, strict=True):
        if row["resolution"] == WITH_SALES and row["date"] >= soon:
            what = f"與業務溝通：{row['visit_requests']}" if maker.taiwan else f"与销售沟通：{row['visit_requests']}"
            made = remind(change, what=what, due_on=row["date"], owner=row["receptionist"], kind=TASK,
                          customer=row["organisation"], form=RECEPTION, record=record)
            change.update(RECEPTION, record, {"reminder": made})


def _receptions(maker: Maker) -> Iterator[Row]:
    """About half as many as customers, at most 1,200; some of them in the last days."""
    known = [c for c in maker.kept["customers"] if c in maker.kept["contacts"]]
    count = max(6, min(1200, maker.customers // 2))
    for n in range(count):
        day = maker.workday(0, 6) if n < max(4, count // 20) else maker.workday(5, 365)
        customer, (why, why_tw, asked, asked_tw) = maker.pick(known), maker.pick(_WHY)
        row: Row = {
            "uid": maker.uid(), "date": day.isoformat(), "customer_name": maker.kept["contacts"][customer],
            "organisation": customer, "received_at": maker.gone_by(day),
            "receptionist": maker.pick(maker.kept["staff"]), "visit_purpose": why_tw if maker.taiwan else why,
            "visit_requests": asked_tw if maker.taiwan else asked,
            "resolution": maker.pick((SOLVED,) * 5 + (PROMISED,) * 3 + (WITH_SALES, CANNOT))}
        if row["resolution"] == CANNOT:
            row["unresolved_reason"] = _CANNOT[maker.taiwan]
        elif row["resolution"] == PROMISED:
            _promise(maker, row, day)
        yield row


def _promise(maker: Maker, row: Row, day: date) -> None:
    """Most promises are kept in time, some late; the newest still run, one or the other is overdue."""
    days = maker.pick((1, 2, 3, 3, 5, 7, 10))
    row["promised_days"] = days
    took = maker.random.randint(0, days) if maker.chance(0.8) else days + maker.random.randint(1, 9)
    kept = day + timedelta(days=took)
    if kept < maker.today and (day + timedelta(days=days + 6) < maker.today or maker.chance(0.9)):
        row |= {"promise_kept_on": kept.isoformat(), "promise_note": maker.pick(_KEPT)[maker.taiwan]}


def _sheets(maker: Maker, rows: list[Row]) -> Iterator[Row]:
    """The visitor register: one sheet a day on which somebody came, in the order of arrival."""
    by_day: dict[str, list[Row]] = {}
    for row in rows:
        by_day.setdefault(row["date"], []).append(row)
    for day in sorted(by_day):
        came = sorted(by_day[day], key=lambda r: r["received_at"])
        yield {"uid": maker.uid(), "date": day, "visitors": [_visitor(maker, n, r) for n, r in enumerate(came, 1)]}


def _visitor(maker: Maker, number: int, row: Row) -> Row:
    left = maker.later(row["received_at"], 20, 120)
    line: Row = {"seq": number, "visitor_name": maker.person(), "organisation": row["organisation"],
                 "contact": maker.mobile(), "receptionist": row["receptionist"], "arrived_at": row["received_at"],
                 "left_at": left, "id_card_number": _identity(maker) if maker.chance(0.4) else None}
    return {k: v for k, v in line.items() if v is not None}


def _identity(maker: Maker) -> str:
    """An identity number with the right check digit, of a district that does not exist."""
    if maker.taiwan:
        digits = [1, 7, 2 - maker.random.randrange(2), *(maker.random.randrange(10) for _n in range(7))]
        rest = sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 10
        return "H" + "".join(map(str, digits[2:])) + str((10 - rest) % 10)
    born = date(1960, 1, 1) + timedelta(days=maker.random.randrange(16000))
    body = f"990000{born:%Y%m%d}{maker.random.randrange(100, 1000)}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]
