"""What the tests of values share: offices, fields made in place, a small register to look names up."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from crm_desktop.kit.forms import Choice, Field
from crm_desktop.kit.values import Context

TODAY = date(2026, 11, 19)
NAMES = {("customer_ref", 7): "龙腾电子", ("customer_ref", 8): "Foo, Bar/Baz Ltd.", ("customer_ref", 9): "同名",
         ("customer_ref", 10): "同名", ("user_ref", 3): "李娜", ("user_ref", 4): "王芳",
         ("complaint_record", 5): "TS-2026-0142", ("segmentation_model", 2): "VIP"}


def name_of(kind: str, record: int) -> str | None:
    return NAMES.get((kind, record))


def find(kind: str, text: str) -> list[int]:
    return [record for (k, record), name in NAMES.items() if k == kind and name == text]


OFFICE = Context(ZoneInfo("Asia/Shanghai"), TODAY, "CNY", name_of, find)
TAIWAN = Context(ZoneInfo("Asia/Taipei"), TODAY, "TWD", name_of, find)


def field(kind: str, name: str = "some", **more: Any) -> Field:
    return Field(id=name, type=kind, label={"en": "Some field", "zh_CN": "某项", "zh_TW": "某項"}, **more)


def choices(*ids: str) -> tuple[Choice, ...]:
    return tuple(Choice(i, {"en": i.title(), "zh_CN": f"{i}项", "zh_TW": f"{i}項"}) for i in ids)
