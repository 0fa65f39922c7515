"""What a secretary does at random, by the window where it has a form for it; each act says what it has typed.

An act gives back what must now be kept: forms, and texts that no other record has.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crm_desktop.kit.errors import Problem

CUSTOMER, COMPLAINT, PLAN, VISIT = "customer_master", "complaint_record", "callback_plan", "callback_record"
REMINDER, SHEET = "reminder", "customer_satisfaction_survey"
DAY = "2026-11-20"
SETTING = "import.customer_master.faults"  # a name that no sheet's head has
PASSWORDS = ("a sample password", "another sample password")
Typed = list[tuple[str, str]]
_ROWS = 60


class Day:
    """The hand, chance, and what is needed to make each text another."""

    def __init__(self, hand: Any, rng: random.Random, place: Path, password: str) -> None:
        self.hand, self.rng, self.place, self.password = hand, rng, place, password
        self.draft: list[Any] | None = None
        self.backup = ""
        self._serial = 0

    @property
    def store(self) -> Any:
        """The open office."""
        return self.hand.store

    def text(self, what: str) -> str:
        """A text that is nowhere else."""
        self._serial += 1
        return f"{what}{self.rng.getrandbits(40):x}-{self._serial}"

    def ids(self, table: str, where: str = "1") -> list[int]:
        """The records of a table that are not in the bin."""
        return list(self.store.column(f'SELECT id FROM "{table}" WHERE deleted_at IS NULL AND {where} ORDER BY id'))

    def case(self, where: str) -> int:
        """A complaint in that state. Raises Problem where there is none."""
        found = self.ids("complaints", where)
        if not found:
            raise Problem("no such case")
        return self.rng.choice(found)


def _form(day: Day, form: str, field: str, text: str) -> None:
    """A new one begun, this text in that field."""
    day.hand.window.session.new(form)
    day.hand.settle()
    day.hand.to_field(field)
    day.hand.text(text)


def _entered(day: Day, form: str, field: str, text: str) -> Typed:
    _form(day, form, field, text)
    day.hand.press("Ctrl+S")
    return [(form, text)]


def customer(day: Day) -> Typed:
    """A new customer by the form."""
    return _entered(day, CUSTOMER, "customer_name", day.text("断电测试公司"))


def complaint(day: Day) -> Typed:
    """The telephone rings: F7, the customer, what happened, Ctrl+S."""
    what = day.text("主轴异响")
    day.hand.press("F7")
    day.hand.fragment("rcsw")
    day.hand.press("Return")
    day.hand.text(what)
    day.hand.press("Ctrl+S")
    return [(COMPLAINT, what)]


def handle(day: Day) -> Typed:
    """The next act of a case under way."""
    from crm_desktop.complaints import service
    what = day.text("已处理")
    act = day.rng.choice(("respond", "add_step", "add_task", "solve", "call_back"))
    if act == "call_back":
        service.call_back(day.store, day.case("resolved_at IS NOT NULL AND status != 'closed'"), reached=True,
                          satisfaction="satisfied", opinions=what)
    elif act == "add_task":
        service.add_task(day.store, day.case("resolved_at IS NULL"), "售后服务部", what)
    else:
        getattr(service, act)(day.store, day.case("resolved_at IS NULL"), what)
    return []


def _planned(day: Day, purpose: str) -> int:
    from crm_desktop.visits import planning
    return planning.plan(day.store, {"planned_customer": day.rng.choice(day.ids("customers")), "planned_date": DAY,
                                     "purpose": purpose, "callback_mode": ["face_to_face"]})


def plan(day: Day) -> Typed:
    """A call-back planned."""
    purpose = day.text("回访")
    _planned(day, purpose)
    return [(PLAN, purpose)]


def record(day: Day) -> Typed:
    """A planned call-back recorded by its form."""
    from crm_desktop.visits import planning
    notes = day.text("客户满意")
    one = _planned(day, day.text("回访"))
    planning.record(day.store, one, planning.prefill_record(day.store, one) | {"visit_notes": notes})
    return [(VISIT, notes)]


def sheets(day: Day) -> Typed:
    """Two sheets keyed, digits alone."""
    day.hand.press("F9")
    for _sheet in range(2):
        day.hand.digits("".join(str(day.rng.randint(1, 3)) for _ in range(14)))
        day.hand.press("Return")
        if day.hand.page.question.isVisible():  # alike by chance: it is kept as another
            day.hand.press("1")
    return []


def bring(day: Day) -> Typed:
    """A list imported in a thread."""
    from crm_desktop.kit import importing
    stem = day.text("导入公司")
    path = day.place / "list.csv"
    path.write_text("客户名称,区域\n" + "".join(f"{stem}-{n},华东\n" for n in range(_ROWS)), "utf-8")
    day.hand.window.session.run(
        lambda store, _job: importing.run_import(store, importing.prepare(store, CUSTOMER, path)), None, "import")
    day.hand.idle()
    return [(CUSTOMER, f"{stem}-{n}") for n in (0, _ROWS - 1)]


def undo(day: Day) -> Typed:
    """Ctrl+Z, sometimes Ctrl+Y after it."""
    day.hand.window.session.undo()
    if day.rng.random() < 0.5:
        day.hand.window.session.redo()
    return []


def throw_away(day: Day) -> Typed:
    """Into the bin; out of it again, or gone for good."""
    from crm_desktop.kit import emptying, records
    one = [day.rng.choice(day.ids("reminders"))]
    records.delete(day.store, REMINDER, one)
    if day.rng.random() < 0.4:
        records.restore(day.store, REMINDER, one)
    elif day.rng.random() < 0.4:
        emptying.empty_bin(day.store)
    return []


def remind(day: Day) -> Typed:
    """A reminder by its form."""
    return _entered(day, REMINDER, "what", day.text("提醒"))


def half_typed(day: Day) -> Typed:
    """Something typed and left: the draft is kept."""
    from crm_desktop.kit.store import drafts
    text = day.text("写到一半")
    _form(day, "reception_record", "visit_requests", text)
    day.hand.until(lambda: any(text in str(d.body) for d in drafts.every(day.store)))
    day.draft = ["reception_record", text]
    return []


def settings(day: Day) -> Typed:
    """A setting of the office, and one of this machine."""
    day.store.set_setting(SETTING, day.text("x"))
    day.hand.window.set_look(wish=day.rng.choice(("light", "dark")))
    day.hand.window.settings.save()
    return []


def backup(day: Day) -> Typed:
    """A backup in a thread."""
    from crm_desktop.kit.store import backup as backups
    made: list[Path] = []
    day.hand.window.session.run(lambda store, _job: backups.backup(store), made.append, "backup")
    day.hand.idle()
    day.backup = made[0].name if made else ""
    return []


def lock(day: Day) -> Typed:
    """Ctrl+L and in again."""
    window = day.hand.window
    window.lock()
    day.hand.settle()
    window.sign_in.password.setFocus()
    day.hand.text(day.password)
    day.hand.press("Return")
    day.hand.until(window.is_open)
    return []


def password(day: Day) -> Typed:
    """A new password."""
    new = next(p for p in PASSWORDS if p != day.password)
    day.store.set_password(day.store.user.uid, new)
    day.password = new
    return []


ACTS: tuple[Callable[[Day], Typed], ...] = (
    customer, customer, complaint, complaint, handle, handle, plan, record, sheets, bring, undo, throw_away, remind,
    half_typed, settings, backup, lock, password)


def holders(store: Any, form: str, text: str) -> list[int]:
    """The records of that form that hold the text. (A draft taken up begins in another field than a new record.)"""
    from crm_desktop.kit.store import layout
    where = layout.of(form)
    anywhere = " OR ".join(f'instr("{column}", ?)' for column in where.columns)
    return list(store.column(f'SELECT id FROM "{where.entity.table}" WHERE {anywhere}', (text,) * len(where.columns)))


def keeps(store: Any, form: str, text: str) -> bool:
    """Whether a record of that form holds the text."""
    return bool(holders(store, form, text))
