"""The sample office's call-backs: a year of plans, most of them made, and the weeks to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change

_WHY = ("了解设备运行情况，收集备件需求。", "了解設備運轉情形，蒐集零件需求。")
_SAID = (
    ("设备运行正常，噪声比上次小。", "設備運轉正常，噪音比上次小。"),
    ("客户希望缩短备件到货时间。", "客戶希望縮短零件到貨時間。"),
    ("二期厂房明年投产，用气量约增三成。", "二期廠房明年投產，用氣量約增三成。"),
    ("对上次检修满意，询问年度保养价格。", "對上次檢修滿意，詢問年度保養價格。"),
)


def fill(change: Change, maker: Maker) -> None:
    """About half as many plans as customers, at most 4,000; nine of ten past ones have their record."""
    plans = list(_plans(maker))
    ids = change.insert_many("callback_plan", iter(plans))
    change.insert_many("callback_record", _records(maker, plans, ids))


def _plans(maker: Maker) -> Iterator[dict[str, Any]]:
    for _n in range(max(5, min(4000, maker.customers // 2))):
        day = maker.workday(-30, 365)
        mode = maker.pick(("phone", "phone", "face_to_face", "mail"))
        hour = maker.random.randrange(9, 17)
        past = day < maker.today
        yield {
            "uid": maker.uid(),
            "filled_on": min(day, maker.today).isoformat(),
            "callback_specialist": maker.pick(maker.kept["staff"]),
            "planned_customer": maker.pick(maker.kept["customers"]),
            "planned_date": day.isoformat(),
            "purpose": _WHY[maker.taiwan],
            "callback_mode": [mode],
            "expected_cost": 20000 if mode == "face_to_face" else None,
            "start_time": f"{hour:02d}:{maker.pick(('00', '30'))}",
            "duration": 60,
            "state": ("done" if maker.chance(0.9) else "missed") if past else "planned",
        }


def _records(maker: Maker, plans: list[dict[str, Any]], ids: list[int]) -> Iterator[dict[str, Any]]:
    for plan, record in zip(plans, ids, strict=True):
        if plan["state"] == "done":
            said = maker.pick(_SAID)[maker.taiwan]
            yield {
                "uid": maker.uid(),
                "date": plan["planned_date"],
                "callback_date": plan["planned_date"],
                "customer_visited": plan["planned_customer"],
                "visitor": plan["callback_specialist"],
                "key_points": plan["purpose"],
                "visit_notes": said,
                "callback_plan": record,
                "product_fit_satisfaction": maker.pick(
                    ("good", "good", "fairly_good", "fairly_good", "average", "poor")
                ),
                "reviewed_on": plan["planned_date"]
                if date.fromisoformat(plan["planned_date"]) < maker.today
                else None,
            }
