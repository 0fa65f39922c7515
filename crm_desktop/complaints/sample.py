"""The sample office's complaints of the last twelve months, in every state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change

_WHAT = (
    ("product", "空压机运行两小时后报高温停机。", "空壓機運轉兩小時後高溫停機。"),
    ("product", "2 号机运行噪声明显大于 1 号机，夜班工人有意见。", "2 號機運轉噪音明顯大於 1 號機，夜班人員反映。"),
    ("service", "约定上午到厂检修，下午四点仍未到。", "約定上午到廠檢修，下午四點仍未到。"),
    ("service", "保养后漏油，要求当天处理。", "保養後漏油，要求當天處理。"),
    ("product", "滤芯更换不到一个月就压差报警。", "濾芯更換不到一個月就壓差警報。"),
    ("other", "开票信息填错，影响对方入账。", "發票資料填錯，影響對方入帳。"),
    ("other", "发货迟了三天，生产线停了半天。", "出貨遲了三天，產線停了半天。"),
)
_DONE = ("更换故障件并现场试机，客户确认正常。", "更換故障零件並現場試機，客戶確認正常。")


def fill(change: Change, maker: Maker) -> None:
    """About a fifth as many complaints as customers, at most 3,000."""
    change.insert_many("complaint_record", _complaints(maker))


def _complaints(maker: Maker) -> Iterator[dict[str, Any]]:
    contacts, staff = maker.kept["contacts"], maker.kept["staff"]
    for _n in range(max(3, min(3000, maker.customers // 3))):
        customer = maker.pick(maker.kept["customers"])
        subject, mainland, taiwan = maker.pick(_WHAT)
        received = maker.instant(maker.workday(0, 365))
        row: dict[str, Any] = {
            "uid": maker.uid(),
            "received_at": min(received, clock.stamp()),
            "channel": maker.pick(("phone", "phone", "phone", "mail", "visit", "dealer")),
            "customer": customer,
            "complainant": contacts.get(customer),
            "subject": subject,
            "product": maker.pick(maker.words.products),
            "severity": maker.pick(("ordinary",) * 8 + ("major", "special")),
            "is_dispute": maker.chance(0.05),
            "content": taiwan if maker.taiwan else mainland,
            "accepted_by": maker.pick(staff),
            "owner": maker.pick(staff),
            "status": "registered",
        }
        _handle(maker, row)
        yield row


def _handle(maker: Maker, row: dict[str, Any]) -> None:
    """First response mostly within 2 h, solution mostly within 48 h; the newest are still open."""
    answered = maker.later(row["received_at"], 5, 110 if maker.chance(0.9) else 400)
    if answered is None:
        return
    row |= {"first_response_at": answered, "status": "handling"}
    solved = maker.later(answered, 120, 2700 if maker.chance(0.88) else 7000)
    if solved is None or maker.chance(0.03):
        return
    row |= {
        "resolved_at": solved,
        "solution": _DONE[maker.taiwan],
        "result": _DONE[maker.taiwan],
        "customer_satisfied": maker.chance(0.92),
        "status": maker.pick(("resolved", "called_back", "closed", "closed", "closed")),
    }
