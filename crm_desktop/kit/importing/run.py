"""Carries out a plan in one transaction, gives back the rejected rows, remembers a chosen mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop.kit import forms
from crm_desktop.kit.errors import Cancelled
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.importing.lookup import name_field, placed
from crm_desktop.kit.importing.plan import ImportPlan, Outcome, Progress, plan_import
from crm_desktop.kit.records import plain_name
from crm_desktop.kit.sheets import Head, find_head, map_columns, read_sheet, signature, write_sheet
from crm_desktop.kit.store import Change, Notice, Store, numbers

_STEP = 200
_PEOPLE = {"staff_record": {"active": 1}}


@dataclass(frozen=True)
class Counts:
    """How an import ended: the closing line of the command line, and the notice that can be undone."""

    new: int
    changed: int
    same: int
    rejected: int
    notice: Notice | None = None

    def line(self) -> str:
        """The counts as English tokens, the same in every language (decision 23)."""
        return f"new {self.new}, changed {self.changed}, same {self.same}, rejected {self.rejected}"


def prepare(store: Store, form_id: str, path: Path) -> ImportPlan:
    """Read a file and plan its import, with the mapping chosen for such a head before, else one found here."""
    found = read_sheet(path)
    head = mapping = None
    if form_id in forms.ids():
        form = forms.get(form_id)
        head = find_head(found.rows, form, found.merged)
        mapping = map_columns(head, form, remembered_mapping(store, form_id, head))
    return plan_import(store, form_id, found, mapping, head)


def run_import(
    store: Store,
    plan: ImportPlan,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Counts:
    """Write what the plan says, as one change that can be undone. Cancelled rolls all of it back."""
    total = plan.new + plan.changed

    def step(done: int) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(done, total)

    if not total:
        return Counts(plan.new, plan.changed, plan.same, plan.rejected)
    before = store.last_notice
    with store.change(N_("Import")) as change:
        change.brings_existing = True  # decision 8: an import without dates brings existing customers
        _Run(change, plan, step).write()
    notice = store.last_notice if store.last_notice is not before else None
    return Counts(plan.new, plan.changed, plan.same, plan.rejected, notice)


class _Run:
    """One import being written: persons first, then new records, then changed ones."""

    def __init__(self, change: Change, plan: ImportPlan, step: Callable[[int], None]) -> None:
        self._change, self._plan, self._step = change, plan, step
        self._ids: dict[int, int] = {}
        self._later: list[tuple[int, str, int]] = []  # (nth new row, field, place): named before their own row is in

    def write(self) -> None:
        """Write everything."""
        own = self._own_names()
        self._people(own)
        self._step(0)
        number = self._plan.form.number_field
        numbers.keep(self._change.store.db, self._plan.form, [  # before a row without one is given the next
            str(o.values[number]) for o in self._plan.of("new") if o.values.get(number)])
        ids = self._change.insert_many(self._plan.form.id, self._new(), self._step)
        for place, nth in own.items():
            self._ids[place] = ids[nth]
        for nth, field, place in self._later:
            self._change.update(self._plan.form.id, ids[nth], {field: self._ids[place]})
        self._changed(len(ids))

    def _own_names(self) -> dict[int, int]:
        """Newcomers who have a row of their own in this very sheet: place to nth new row."""
        form_id, name = self._plan.form.id, name_field(self._plan.form.id)
        wanted = {p.name: -n for n, p in enumerate(self._plan.newcomers, 1) if p.form == form_id and name}
        if not wanted or name is None:
            return {}
        found: dict[int, int] = {}
        for nth, outcome in enumerate(self._plan.of("new")):
            place = wanted.get(plain_name(str(outcome.values.get(name) or "")))
            if place is not None:
                found.setdefault(place, nth)
        return found

    def _people(self, own: Mapping[int, int]) -> None:
        """Persons the registers did not know yet, as far as a row that is taken names them."""
        named = {v for o in self._plan.rows if o.act in ("new", "changed")
                 for value in o.values.values() for v in (value if isinstance(value, list) else (value,))
                 if type(v) is int and v < 0} if self._plan.newcomers else set()
        for place, person in ((-n, p) for n, p in enumerate(self._plan.newcomers, 1)):
            if place in named and place not in own:
                values: dict[str, Any] = {str(name_field(person.form)): person.name, **_PEOPLE.get(person.form, {})}
                if person.customer is not None:
                    values["customer"] = person.customer
                self._ids[place] = self._change.insert(person.form, values)

    def _new(self) -> Iterator[dict[str, Any]]:
        references = self._references()
        for nth, outcome in enumerate(self._plan.of("new")):
            values = dict(outcome.values)
            for field in references:
                value = values.get(field)
                if isinstance(value, int) and value < 0 and value not in self._ids:
                    self._later.append((nth, field, value))
                    values[field] = None
                elif value is not None:
                    values[field] = placed(value, self._ids)
            yield values

    def _references(self) -> list[str]:
        """The fields that may name a newcomer."""
        return [f.id for f in self._plan.form.fields if f.type in ("user_ref", "contact_ref")] \
            if self._plan.newcomers else []

    def _changed(self, done: int) -> None:
        references = self._references()
        for count, outcome in enumerate(self._plan.of("changed"), 1):
            values = {k: placed(v, self._ids) if k in references else v for k, v in outcome.values.items()}
            self._change.update(self._plan.form.id, int(outcome.record or 0), values, base=outcome.base)
            if count % _STEP == 0:
                self._step(done + count)
        self._step(done + self._plan.changed)


def write_rejects(plan: ImportPlan, out: Path) -> int:
    """The rejected rows as they stood, with a last column that says why. Returns how many."""
    names = list(plan.head.names)
    width = max([len(names), *(len(plan.sheet.rows[o.row - 1]) for o in plan.of("rejected"))])
    heads = names + [""] * (width - len(names)) + [_("Reason")]
    return write_sheet(out, heads, (_reject(plan, o, width) for o in plan.of("rejected")), title=_("Rejected rows"))


def _reject(plan: ImportPlan, outcome: Outcome, width: int) -> list[Any]:
    cells = list(plan.sheet.rows[outcome.row - 1])
    return cells + [None] * (width - len(cells)) + [outcome.reason]


def _setting(form_id: str, head: Head) -> str:
    return f"import.{form_id}.{signature(head)}"


def remember_mapping(store: Store, form_id: str, head: Head, mapping: Mapping[int, str | None]) -> None:
    """Keep what the user chose for sheets with these heads."""
    store.set_setting(_setting(form_id, head), {str(i): f for i, f in mapping.items()})


def remembered_mapping(store: Store, form_id: str, head: Head) -> dict[int, str | None]:
    """What the user chose for such a head before; empty when nothing."""
    kept = store.setting(_setting(form_id, head))
    if not isinstance(kept, dict):
        return {}
    known = forms.get(form_id).by_id
    return {int(i): f for i, f in kept.items() if i.isdigit() and (f is None or f in known)}


def forget_mapping(store: Store, form_id: str, head: Head) -> None:
    """Go back to the mapping that is found by itself."""
    store.set_setting(_setting(form_id, head), None)
