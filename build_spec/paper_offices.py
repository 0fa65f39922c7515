"""The three offices papers are looked at in: nearly empty, normal, and one where all is as long as can be."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm_desktop.kit import clock, feature, forms, records
from crm_desktop.kit.forms import Field
from crm_desktop.kit.sample import fill
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Change, Store, office

TODAY = date(2026, 11, 19)
AT = datetime.combine(TODAY, time(10, 26), ZoneInfo("Asia/Shanghai"))
Row = dict[str, Any]
Known = dict[str, list[int]]

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"  # 79 letters and no seam
RARE = "㐀 𠮷 😀 體国龘"
SIGNS = "<b>&'\"</b> %s {name} \\n"
NAME = (f"{SIGNS}{RARE}" + "上海澄屿机电设备制造安装及售后服务有限责任公司華東地區辦事處" * 12)[:300]
BROKEN = "\n".join(f"{n}. 客户说机器第 {n} 次停机，{RARE}，{SIGNS}\t第二列\t第三列；请派工程师到现场复测噪声并更换减振垫。"
                   for n in range(1, 80))[:5000]
WHOLE = (f"起头{WORD}，" + "现场服务人员反映设备运行中有异常响声，停机检查后未发现松动，" * 170)[:4996] + "完。" + RARE[0] + "尾"
LIMIT = {"text": 300, "multiline": 5000, "address": 300}
_MANY = {"contact_person": 12, "communication_record": 60, "purchase_record": 60, "callback_plan": 30,
         "complaint_record": 14, "callback_record": 30, "customer_satisfaction_survey": 40, "staff_record": 3,
         "customer_master": 3, "report_remark": 0, "attached_file": 2, "complaint_step": 12, "complaint_task": 3}
_OTHERS = 800  # letters of the long texts after a form's first
_ROWS = 12  # of every table in a sheet


def nearly_empty(language: str = "zh_CN") -> Store:
    """One customer of two letters, and nothing else."""
    store = _new(language, "办")
    with clock.frozen(AT):
        records.create(store, "customer_master", {"customer_name": "甲"})
    return store


def normal(language: str = "zh_CN", customers: int = 120) -> Store:
    """The sample office in that language."""
    store = _new(language, "澄屿机电设备有限公司", "江苏省澄屿市临江路 18 号", "0510-0000 5740")
    with clock.frozen(AT):
        fill(store, Maker(1, TODAY, customers, language, ZoneInfo(store.office.zone)))
    return store


def overfull(language: str = "zh_CN", most: int = 60) -> Store:
    """Every field of every form full to the brim, its first long text of 5,000 letters; `most` of each at most."""
    store = _new(language, NAME[:200], NAME, "0510-0000 5740 " * 12)
    known: Known = {}
    with clock.frozen(AT), store.change("sample", kind="setting") as change:
        change.brings_existing = True
        for form_id in feature.entities():
            known[form_id] = change.insert_many(form_id, [
                _row(form_id, n, known, most) for n in range(min(_MANY.get(form_id, 5), most))])
        _remarks(change)
    return store


def _new(language: str, name: str, address: str = "", phone: str = "") -> Store:
    zone = "Asia/Taipei" if language == "zh_TW" else "Asia/Shanghai"
    currency = "TWD" if language == "zh_TW" else "CNY"
    with clock.frozen(AT):
        store = Store.memory(zone=zone, language=language, currency=currency)
        office.save(store, office.Office(name, address, phone, language, zone, currency))
    return store


def _remarks(change: Change) -> None:
    """What the office says itself below the month."""
    change.insert_many("report_remark", [
        {"report": report, "period": period, "remarks": BROKEN}
        for report, period in (("monthly", "2026-11"), ("satisfaction", "2026-H2"))])


def _row(form_id: str, number: int, known: Known, most: int) -> Row:
    """A record whose every field is full; the number tells it from its like."""
    form = forms.get(form_id)
    row = {f.id: _value(f, number, known, most) for f in form.fields if f.stored and f.default != "auto_number"}
    for other in [f.id for f in form.fields if f.type == "multiline"][1:]:
        row[other] = row[other][:_OTHERS]
    if form_id == "callback_plan":
        row |= {"state": "planned", "start_time": "09:00", "duration": 90}
        row["planned_date"] = (TODAY + timedelta(days=number % 5 - 3)).isoformat()
    if form_id == "complaint_record":
        row |= {"closed_at": None, "reopened_at": None, "resolved_at": None, "called_back_at": None}
    return {k: v for k, v in row.items() if v is not None}


def _value(field: Field, number: int, known: Known, most: int) -> Any:
    if field.type in ("text", "multiline", "address"):
        return _text(field, number)
    day = TODAY - timedelta(days=number)
    plain: dict[str, Any] = {
        "int": 999_999_999, "money": 99_999_999_999_999, "percent": 100.0, "score": 100.0, "bool": True,
        "duration": 599_999, "date": day.isoformat(), "datetime": f"{day.isoformat()}T01:40:00Z",
        "phone": "+86 21 6888 8888 转 66666", "email": f"{WORD.encode('ascii', 'ignore').decode()}@{WORD[:60]}.example",
        "id_number": "310000199001011234"}
    if field.type in plain:
        return plain[field.type]
    if field.type == "choice":
        return field.choices[number % len(field.choices)].id if field.choices else None
    if field.type == "multi_choice":
        return [c.id for c in field.choices]
    if field.type == "table":
        return _table(field, known, most)
    target = {"customer_ref": "customer_master", "contact_ref": "contact_person", "user_ref": "staff_record"}.get(
        field.type, field.ref or "")
    return known[target][-1] if known.get(target) else None


def _text(field: Field, number: int) -> str:
    if field.id.endswith("time"):
        return "10:00"
    if field.type == "multiline":
        return BROKEN if number % 2 else WHOLE
    start = f"{number} " if number else ""
    if field.id == "name":
        return (start + NAME)[:60]
    return (start + NAME)[:LIMIT[field.type]] if number % 3 != 2 else f"{start}{WORD} {WORD} {RARE}"


def _table(field: Field, known: Known, most: int) -> list[Row]:
    rows = []
    for number in range(len(field.rows) or min(_ROWS, most)):
        row = {c.id: _value(c, number, known, most) for c in field.columns if c.stored}
        row = {k: v[:300] if isinstance(v, str) and len(v) > 300 else v for k, v in row.items() if v is not None}
        if field.rows:
            row[field.columns[0].id] = field.rows[number].get("id")
        rows.append(row)
    return rows
