"""The sample office's customers, contacts, three years of purchases, call notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change

_STAGES = ("activation", "maintenance", "maintenance", "maintenance", "churn_warning")
_NOTES = (
    "来电询问滤芯更换周期，已答复每 2000 小时一次。",
    "询问保养合同续签价格，转销售部报价。",
    "反映发货单与实物数量不符，已核对补发。",
    "确认下周二上午到厂检修。",
    "咨询变频改造方案，约定寄送资料。",
    "询问备件库存，答复三个工作日内可发。",
)
_NOTES_TW = (
    "來電詢問濾芯更換週期，已答覆每 2000 小時一次。",
    "詢問保養合約續約價格，轉業務部報價。",
    "反映出貨單與實物數量不符，已核對補寄。",
    "確認下週二上午到廠檢修。",
    "詢問變頻改造方案，約定寄送資料。",
)


def fill(change: Change, maker: Maker) -> None:
    """So many customers as asked for; contacts, purchases and notes follow from them."""
    ids = change.insert_many("customer_master", _customers(maker))
    maker.kept["customers"] = ids
    contacts = list(_contacts(maker, ids))
    made = change.insert_many("contact_person", iter(contacts))
    first: dict[int, int] = {}
    for contact, row in zip(made, contacts, strict=True):
        first.setdefault(row["customer"], contact)
    maker.kept["contacts"] = first
    change.insert_many("purchase_record", _purchases(maker, ids))
    change.insert_many("communication_record", _notes(maker, ids, first))


def _customers(maker: Maker) -> Iterator[dict[str, Any]]:
    cities, staff = maker.kept.setdefault("cities", []), maker.kept["staff"]
    for _n in range(maker.customers):
        name, region, city, industry = maker.company()
        cities.append(city)
        row: dict[str, Any] = {
            "uid": maker.uid(),
            "customer_name": name,
            "region": region,
            "industry": industry,
            "customer_kind": "company",
            "telephone": maker.landline(city),
            "data_level": "internal",
            "customer_status": "active",
            "customer_class": "key_account" if maker.chance(0.08) else "general",
            "channel_type": "direct" if maker.chance(0.8) else "indirect",
            "lifecycle_stage": maker.pick(_STAGES),
        }
        row["customer_grade"] = maker.pick("aab") if row["customer_class"] == "key_account" else maker.pick("bbccccdd")
        _maybe(maker, row, city)
        if maker.chance(0.9):
            row["account_manager"] = maker.pick(staff)
        _status(maker, row)
        yield row


def _maybe(maker: Maker, row: dict[str, Any], city: str) -> None:
    """What real offices know of most customers, not of all."""
    for field, share, make in (
        ("address", 0.9, lambda: maker.address(city)),
        ("registration_code", 0.8, maker.code),
        (
            "postal_code",
            0.6,
            lambda: f"{maker.random.randrange(100, 900)}{maker.random.randrange(10):d}0{maker.random.randrange(10)}",
        ),
        ("email", 0.6, lambda: f"info@{maker.uid()[:8]}.example"),
        ("legal_representative", 0.8, maker.person),
        ("company_nature", 0.8, lambda: maker.pick(maker.words.natures)),
        ("business_scope", 0.5, lambda: row["industry"]),
        ("company_size", 0.5, lambda: str(maker.pick((20, 50, 80, 120, 200, 320, 500, 1200)))),
    ):
        if maker.chance(share):
            row[field] = make()


def _status(maker: Maker, row: dict[str, Any]) -> None:
    """Most are customers of old; some came in the last two years, some were lost, some are not yet."""
    draw = maker.random.random()
    if draw < 0.10:
        row |= {
            "customer_status": "newly_added",
            "status_date": maker.workday(0, 720).isoformat(),
            "lifecycle_stage": "activation",
        }
    elif draw < 0.14:
        row |= {"customer_status": "potential", "lifecycle_stage": "prospect"}
    elif draw < 0.17:
        row |= {
            "customer_status": "removed",
            "status_date": maker.workday(0, 720).isoformat(),
            "removal_reason": "客戶遷廠，不再往來" if maker.taiwan else "客户迁厂，不再往来",
            "lifecycle_stage": "lost",
        }


def _contacts(maker: Maker, ids: list[int]) -> Iterator[dict[str, Any]]:
    for customer in ids:
        for place in range(1 + maker.chance(0.25) + maker.chance(0.1)):
            position, department, level = maker.pick(maker.words.positions)
            row = {
                "uid": maker.uid(),
                "customer": customer,
                "contact_name": maker.person(),
                "position": position,
                "department": department,
                "contact_level": level,
                "mobile": maker.mobile(),
                "is_main_contact": place == 0,
                "birthday_calendar": "solar",
            }
            if maker.chance(0.2):
                row["birthday"] = f"--{maker.random.randrange(1, 13):02d}-{maker.random.randrange(1, 29):02d}"
            yield row


def _purchases(maker: Maker, ids: list[int]) -> Iterator[dict[str, Any]]:
    """About two purchases a customer over three years."""
    for customer in ids:
        for _n in range(maker.pick((0, 1, 1, 2, 2, 3, 5))):
            day, quantity = maker.workday(0, 1095), maker.pick((1, 1, 1, 2, 4, 10))
            price = maker.pick((1200, 3600, 9800, 18600, 46000, 93000))
            yield {
                "uid": maker.uid(),
                "customer": customer,
                "purchase_date": day.isoformat(),
                "order_no": f"DD{day:%y%m}{maker.random.randrange(10000):04d}",
                "product": maker.pick(maker.words.products),
                "quantity": quantity,
                "amount": quantity * price * 100,
                "salesperson": maker.pick(maker.kept["staff"]),
            }


def _notes(maker: Maker, ids: list[int], contacts: dict[int, int]) -> Iterator[dict[str, Any]]:
    notes = _NOTES_TW if maker.taiwan else _NOTES
    for customer in ids[:4000]:
        for _n in range(maker.pick((0, 0, 1, 1, 2))):
            yield {
                "uid": maker.uid(),
                "customer": customer,
                "contact": contacts.get(customer),
                "audience": "customers",
                "communicated_at": maker.instant(maker.workday(1, 360)),
                "direction": "incoming",
                "topic": "service_feedback",
                "content": maker.pick(notes),
                "recorded_by": maker.pick(maker.kept["staff"]),
            }
