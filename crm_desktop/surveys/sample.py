"""The sample office's surveys: three plans in twelve months, their sheets with a believable spread."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change
from crm_desktop.surveys import model

Row = dict[str, Any]
# (first day, last day: days ago; share of all sheets; how the overall item is answered, best first)
_PLANS = ((345, 318, 0.28, (53, 39, 6, 1.5, 0.5)), (178, 150, 0.36, (53, 38, 6, 2, 1)),
          (34, -9, 0.26, (46, 40, 10, 3, 1)))
_LOOSE = 0.10  # sheets of no plan, all over the year
_GOOD, _FAIR, _WEAK = (52, 37, 8, 2, 1), (43, 39, 13, 4, 1), (25, 35, 25, 11, 4)
_WEIGHTS = dict.fromkeys(model.ITEMS, _GOOD) | {
    "product_price": _FAIR, "complaint_handling": _FAIR, "fault_resolution": _FAIR, "service_efficiency": _WEAK}
_OTHER = {3: (48, 43, 9), 4: (40, 46, 11, 3)}
_WANTED = (("上门再快一些，夜间也能有人接电话", "到廠再快一些，夜間也能有人接電話"), ("配件备货太少", "零件備料太少"),
           ("希望每季度来一次现场培训", "希望每季到廠教育訓練一次"), ("工程师讲解再细一些", "工程師說明再詳細一些"))
_IDEAS = (("噪声再小一点", "噪音再小一點"), ("说明书字太小", "說明書字太小"), ("控制屏加中文报警说明", "控制面板加中文警報說明"))
_FOLLOWED = (("已致电致歉，约定本周上门检修。", "已致電致歉，約定本週到廠檢修。"),
             ("主管上门说明，客户接受。", "主管到廠說明，客戶接受。"))
_CAUSES = (("all_alike", None), ("illegible", None), ("not_a_customer", None), ("other", ("表格撕掉一半", "表格撕掉一半")))


def fill(change: Change, maker: Maker) -> None:
    """Between a dozen and 1,500 sheets, by the size of the office."""
    plans = change.insert_many(model.PLAN, _plans(maker))
    maker.kept["survey_plans"] = plans
    key = set(change.store.column("SELECT id FROM customers WHERE customer_class = 'key_account'"))
    change.insert_many(model.FORM, _sheets(maker, plans, key))


def _count(maker: Maker) -> int:
    return max(12, min(1500, maker.customers * 7 // 5))


def _say(maker: Maker, pair: tuple[str, str]) -> str:
    return pair[maker.taiwan]


def _plans(maker: Maker) -> Iterator[Row]:
    staff = maker.kept["staff"]
    for first, last, share, _overall in _PLANS:
        start, end = maker.day(first, first), maker.day(last, last)
        target = max(10, int(round(_count(maker) * share * (0.9 if last > 0 else 1.3), -1)))
        half = 1 if start.month <= 6 else 2
        yield {
            "uid": maker.uid(),
            "plan_name": f"{start.year} 年{'上' if half == 1 else '下'}半年"
                         + ("客戶滿意度調查" if maker.taiwan else "客户满意度调查"),
            "survey_objective": _say(maker, ("了解客户对产品和服务的满意程度，找出要改进的项目。",
                                             "瞭解客戶對產品與服務的滿意程度，找出需要改善的項目。")),
            "content_and_items": _say(maker, ("产品 6 项、服务 8 项，另留书面意见。", "產品 6 項、服務 8 項，另留書面意見。")),
            "subjects_key_customers": maker.kept["customers"][:3],
            "schedule": _say(maker, ("第一周发放，第二周电话提醒，第三周收回录入，第四周出报告。",
                                     "第一週發放，第二週電話提醒，第三週收回輸入，第四週完成報告。")),
            "survey_time": f"{start.isoformat()} – {end.isoformat()}",
            "required_tools": _say(maker, ("客户满意度调查表、回邮信封", "客戶滿意度調查表、回郵信封")),
            "staffing": _say(maker, ("客户专员 2 人，录入 1 人", "客戶專員 2 人，輸入 1 人")),
            "survey_methods": ["questionnaire", "phone"],
            "leader_and_surveyors": [staff[0], staff[-1]],
            "cost_budget": 300000,
            "starts_on": start.isoformat(),
            "ends_on": end.isoformat(),
            "closed_on": end.isoformat() if last > 0 else None,
            "sent_count": round(target * 1.6),
            "target_valid_responses": target,
        }


def _sheets(maker: Maker, plans: list[int], key: set[int]) -> Iterator[Row]:
    total = _count(maker)
    for plan, (first, last, share, overall) in zip(plans, _PLANS, strict=True):
        for _n in range(round(total * share)):
            day = maker.workday(max(last, 1), first)
            yield _sheet(maker, max(day, maker.day(first, first)), plan, overall, key)
    for _n in range(round(total * _LOOSE)):
        yield _sheet(maker, maker.workday(0, 364), None, _PLANS[0][3], key)


def _sheet(maker: Maker, day: date, plan: int | None, overall: tuple[float, ...], key: set[int]) -> Row:
    keyed = min(day + timedelta(days=maker.random.randint(1, 6)), maker.today)
    row: Row = {"uid": maker.uid(), "survey_plan": plan, "answered_on": day.isoformat(), "is_valid": True,
                "keyed_by": maker.pick(maker.kept["staff"]), "batch": f"{keyed.isoformat()}-1"}
    if maker.chance(0.22):
        row["anonymous"] = True
    else:
        row |= {"anonymous": False, "employer": maker.pick(maker.kept["customers"]), "name": maker.person(),
                "contact": maker.mobile(), "products_purchased": maker.pick(maker.words.products),
                "awareness_channel": [maker.pick(("friend", "advertisement", "trade_press"))]}
    row |= _answers(maker, overall, row.get("employer") in key)
    _written(maker, row)
    _validity(maker, row)
    _followed(maker, row, day)
    return row


def _answers(maker: Maker, overall: tuple[float, ...], demanding: bool) -> Row:
    """Every item leans towards what the customer thinks on the whole; key accounts ask more of repairs."""
    mood = maker.random.choices(range(5), overall)[0]
    found: Row = {}
    for item, scale in model.SCALES.items():
        weights: tuple[float, ...] = _WEIGHTS[item] if len(scale) == 5 else _OTHER[len(scale)]
        if demanding and item in ("fault_resolution", "repair_quality", "service_efficiency"):
            weights = _WEAK
        step = maker.random.choices(range(len(scale)), weights)[0]
        if item == model.OVERALL or maker.chance(0.3):
            step = min(mood, len(scale) - 1)
        if maker.chance(0.98):
            found[item] = scale[step]
    return found


def _written(maker: Maker, row: Row) -> None:
    if maker.chance(0.15):
        row["service_improvements_wanted"] = _say(maker, maker.pick(_WANTED))
    if maker.chance(0.08):
        row["product_suggestions"] = _say(maker, maker.pick(_IDEAS))


def _validity(maker: Maker, row: Row) -> None:
    """Some leave half of it open, some don't count for another reason."""
    if maker.chance(0.03):
        for item in maker.random.sample(model.ITEMS, maker.random.randint(5, 10)):
            row.pop(item, None)
        if model.answered(row) < 8:
            row |= {"is_valid": False, "invalid_cause": model.TOO_FEW}
    elif maker.chance(0.03):
        cause, words = maker.pick(_CAUSES)
        row |= {"is_valid": False, "invalid_cause": cause, "invalid_reason": _say(maker, words) if words else None}


def _followed(maker: Maker, row: Row, day: date) -> None:
    """A dissatisfied customer was mostly called within days; of the newest ones some still wait."""
    if row.get(model.OVERALL) in model.UNHAPPY and row.get("employer") and (maker.today - day).days > 3 \
            and maker.chance(0.85):
        called = min(day + timedelta(days=maker.random.randint(1, 4)), maker.today)
        row |= {"followed_up_on": called.isoformat(), "follow_up": _say(maker, maker.pick(_FOLLOWED))}
