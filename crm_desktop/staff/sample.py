"""The sample office's staff."""

from __future__ import annotations

from typing import Any

from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change

_POSTS = (("客户服务部经理", "客戶服務部經理", "manager", "客户服务部", "客戶服務部"),
          ("客户关系主管", "客戶關係主管", "supervisor", "客户服务部", "客戶服務部"),
          ("客户关系专员", "客戶關係專員", "specialist", "客户服务部", "客戶服務部"),
          ("投诉处理专员", "客訴處理專員", "specialist", "客户服务部", "客戶服務部"),
          ("售后服务专员", "售後服務專員", "specialist", "售后服务部", "售後服務部"),
          ("大客户专员", "大客戶專員", "specialist", "销售部", "業務部"),
          ("秘书", "秘書", "specialist", "办公室", "辦公室"))


def fill(change: Change, maker: Maker) -> None:
    """Seven colleagues beside the demo account."""
    rows: list[dict[str, Any]] = []
    for mainland, taiwan, level, department, department_tw in _POSTS:
        rows.append({"uid": maker.uid(), "name": maker.person(), "position": taiwan if maker.taiwan else mainland,
                     "level": level, "department": department_tw if maker.taiwan else department,
                     "telephone": maker.mobile(), "joined_on": maker.day(300, 3000).isoformat(), "qualified": True,
                     "active": True})
    maker.kept["staff"] = change.insert_many("staff_record", rows)
