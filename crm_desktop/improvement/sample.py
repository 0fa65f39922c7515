"""The sample office's improvement actions: proved, done, running, late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crm_desktop.improvement.service import FORM
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change

# (trigger, started, due, done: days ago; effective; survey; problem, cause, measure, verification)
_ACTIONS: tuple[tuple[str, int, int, int | None, bool | None, int | None, tuple[str, ...], tuple[str, ...]], ...] = (
    ("csat_low", 310, 270, 275, True, 0,
     ("“投诉问题的处理”满意率低于其他项目。", "投诉转办没有时限。", "投诉登记后 2 小时内回复，48 小时内给出方案。",
      "上半年该项满意率上升 6 点。"),
     ("「客訴處理」滿意率低於其他項目。", "客訴轉辦沒有時限。", "客訴登記後 2 小時內回覆，48 小時內提出方案。",
      "上半年該項滿意率上升 6 點。")),
    ("repeated_complaint", 200, 150, 160, False, None,
     ("滤芯压差报警重复投诉 5 次。", "同批滤芯密封圈偏硬。", "更换供应商批次，逐台回访。", "仍有 2 台报警，另行处理。"),
     ("濾芯壓差警報重複客訴 5 次。", "同批濾芯密封圈偏硬。", "更換供應商批次，逐台回訪。", "仍有 2 台警報，另行處理。")),
    ("csat_low", 140, 60, 12, None, 1,
     ("“服务效率”满意率只有六成左右。", "派工靠电话，没有排程。", "每天上午排好当日派工，下午三点前通知客户。", ""),
     ("「服務效率」滿意率只有六成左右。", "派工靠電話，沒有排程。", "每天上午排好當日派工，下午三點前通知客戶。", "")),
    ("complaint_rate", 70, 6, None, None, None,
     ("三季度投诉率高于基期。", "夏季高温停机集中。", "六月前完成冷却系统预防检修。", ""),
     ("第三季客訴率高於基期。", "夏季高溫停機集中。", "六月前完成冷卻系統預防檢修。", "")),
    ("resolution_time", 20, -12, None, None, None,
     ("三次投诉超过 48 小时才解决。", "备件从外地调拨。", "常用备件本地备货。", ""),
     ("三次客訴超過 48 小時才解決。", "零件從外地調撥。", "常用零件本地備料。", "")),
)


def fill(change: Change, maker: Maker) -> None:
    """One in each state."""
    change.insert_many(FORM, _actions(maker))


def _actions(maker: Maker) -> Iterator[dict[str, Any]]:
    plans = maker.kept.get("survey_plans", [])
    for trigger, started, due, done, effective, plan, mainland, taiwan in _ACTIONS:
        problem, cause, measure, verification = taiwan if maker.taiwan else mainland
        yield {
            "uid": maker.uid(), "trigger": trigger, "problem": problem, "cause": cause, "measure": measure,
            "owner": maker.pick(maker.kept["staff"]), "start_on": maker.day(started, started).isoformat(),
            "due_on": maker.day(due, due).isoformat(),
            "progress": 100.0 if done is not None else float(maker.pick((20, 40, 60))),
            "done_on": maker.day(done, done).isoformat() if done is not None else None,
            "verification": verification or None, "effective": effective,
            "survey_plan": plans[plan] if plan is not None and plan < len(plans) else None,
        }
