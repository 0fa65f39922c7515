"""The dry run: what an import would do, row by row, with nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from crm_desktop.kit import feature, forms, records, values
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import _, sentences
from crm_desktop.kit.importing.columns import Column, columns
from crm_desktop.kit.importing.lookup import Lookup, Newcomer, name_field
from crm_desktop.kit.importing.same import Seen
from crm_desktop.kit.sheets import Head, Sheet, find_head, map_columns
from crm_desktop.kit.store import Store, layout

Difference = tuple[str, Any, Any]
Progress = Callable[[int, int], None]
Record = dict[str, Any]
_CHUNK = 500
_TOTAL_LENGTH = 16
_TOTALS = frozenset(("合计", "总计", "小计", "累计", "合計", "總計", "小計", "累計", "total", "subtotal",
                     "sum", "grandtotal"))
_FIXED_DEFAULTS = ("auto_number", "today", "now", "current_user")  # the others are fixed answers


@dataclass(slots=True)
class Outcome:
    """What happens to one row of the file. `act` is new, changed, same or rejected; `reason` says why."""

    row: int
    act: str
    record: int | None
    values: Record
    differences: list[Difference]
    reason: str = ""
    base: str | None = None
    echo: int = 0  # the earlier row this one repeats


@dataclass
class ImportPlan:
    """What an import would do. `rows` are the outcomes in the file's order; `newcomers` join the staff or contacts."""

    form: Form
    sheet: Sheet
    head: Head
    mapping: dict[int, str]
    rows: list[Outcome] = field(default_factory=list)
    newcomers: list[Newcomer] = field(default_factory=list)
    lookup: Lookup | None = None

    def of(self, act: str) -> Iterator[Outcome]:
        """The rows with that outcome."""
        return (row for row in self.rows if row.act == act)

    def count(self, act: str) -> int:
        """How many rows have that outcome."""
        return self._counts()[act]

    def _counts(self) -> Counter[str]:
        known: Counter[str] | None = self.__dict__.get("_known")
        if known is None or known.total() != len(self.rows):
            known = self.__dict__["_known"] = Counter(row.act for row in self.rows)
        return known

    @property
    def new(self) -> int:
        """Rows that become new records."""
        return self.count("new")

    @property
    def changed(self) -> int:
        """Rows that change a record."""
        return self.count("changed")

    @property
    def same(self) -> int:
        """Rows that say what is kept already."""
        return self.count("same")

    @property
    def rejected(self) -> int:
        """Rows that cannot be taken."""
        return self.count("rejected")

    def show(self, field_id: str, value: Any, ctx: values.Context) -> str:
        """A value of a difference as text; persons who are new are named too."""
        if self.lookup is not None:
            ctx = replace(ctx, name_of=self.lookup.name_of)
        return values.show(self.form.by_id[field_id], value, ctx)


def plan_import(
    store: Store,
    form_id: str,
    sheet: Sheet,
    mapping: Mapping[int, str] | None = None,
    head: Head | int | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportPlan:
    """Compare a sheet with what is kept. Raises Problem where nothing in it can be read as this form."""
    form = _form(form_id)
    where = _head(sheet, form, head)
    chosen = dict(mapping) if mapping is not None else map_columns(where, form)
    _enough(form, chosen, sheet)
    planner = _Planner(store, form, sheet, where, chosen)
    plan = ImportPlan(form, sheet, where, chosen, lookup=planner.lookup)
    todo = planner.filled()
    total, stream = len(todo), iter(todo)
    while chunk := list(islice(stream, _CHUNK)):
        if cancelled is not None and cancelled():
            raise Cancelled
        plan.rows += planner.outcomes(chunk)
        if progress is not None:
            progress(len(plan.rows), total)
    if not plan.rows:
        raise Problem(_("There are no rows below the head of {name}. "
                        "Choose another file or sheet.").format(name=sheet.file or sheet.name))
    plan.newcomers = planner.lookup.newcomers
    _echoes(plan)
    return plan


def _echoes(plan: ImportPlan) -> None:
    """A row that repeats a rejected one is rejected too."""
    lost = {o.row for o in plan.of("rejected")}
    for outcome in plan.rows:
        if outcome.echo in lost:
            outcome.act = "rejected"


def _form(form_id: str) -> Form:
    if form_id not in feature.entities():
        raise Problem(_("Records of the form {form} cannot be imported. Enter them by hand.").format(form=form_id))
    return forms.get(form_id)


def _head(sheet: Sheet, form: Form, head: Head | int | None) -> Head:
    if isinstance(head, Head):
        return head
    if head is None:
        return find_head(sheet.rows, form, sheet.merged)
    row = sheet.rows[head] if 0 <= head < len(sheet.rows) else []
    return Head(head, head, tuple("" if c is None else " ".join(str(c).split()) for c in row))


def _enough(form: Form, mapping: Mapping[int, str], sheet: Sheet) -> None:
    """Without a column for the name, or what else is needed to keep one, no row could be taken."""
    unknown = [f for f in mapping.values() if f not in form.by_id or not form.by_id[f].stored]
    if unknown:
        raise Problem(_("The form {form} has no field {field}. "
                        "Choose one of its fields.").format(form=form.text(), field=unknown[0]))
    name, taken = name_field(form.id), set(mapping.values())
    needed = [name] if name else []
    if not name and form.number_field not in taken:
        needed = [f.id for f in form.fields if f.required and f.stored and f.default is None]
    for field_id in needed:
        if field_id not in taken:
            raise Problem(_("{name} has no column for {label}. Name it in the head row or choose it.").format(
                name=sheet.file or sheet.name, label=form.by_id[field_id].text()), field=field_id)


class _Planner:
    """Turns rows into outcomes; everything that can be prepared once is."""

    def __init__(self, store: Store, form: Form, sheet: Sheet, head: Head, mapping: Mapping[int, str]) -> None:
        self.store, self.form, self.sheet, self.head = store, form, sheet, head
        self.lookup = Lookup(store)
        ctx = replace(store.context(), find=self.lookup.find, name_of=self.lookup.name_of)
        self.columns = columns(form, mapping, head.names, ctx, damaged=sheet.damaged)
        self._places = {c.field.id: c for c in self.columns}
        self._heads = {n for n in head.names if n}
        self._defaults = _fixed(store, form)
        self._people = {f.id for f in form.fields if f.type in ("user_ref", "contact_ref")}
        self._customer = feature.entity(form.id).customer
        self._checks = [c for m in feature.modules("service") if (c := getattr(m, "CHECKS", {}).get(form.id))]
        self.seen = Seen(form, self.lookup, self._numbers())

    def _numbers(self) -> set[str]:
        """Every number that stands in the file: a record with its own row is not matched by name to another."""
        column = self._places.get(self.form.number_field)
        if column is None:
            return set()
        at = column.index
        cells = (row[at] for row in self.sheet.rows[self.head.data:] if at < len(row))
        return {records.plain_name(str(c)) for c in cells if c not in (None, "")}

    def filled(self) -> list[int]:
        """The rows below the head that hold anything, counted from 0."""
        rows = self.sheet.rows
        return [i for i in range(self.head.data, len(rows)) if any(
            c is not None and c != "" and (type(c) is not str or not c.isspace()) for c in rows[i])]

    def outcomes(self, chunk: Sequence[int]) -> list[Outcome]:
        """These rows, compared with the records they match."""
        found = [self._read(index) for index in chunk]
        old = self._old([o.record for o in found if o.record is not None])
        for outcome in found:
            if outcome.act == "new":
                self._complete(outcome, old)
        return found

    def _read(self, index: int) -> Outcome:
        cells = self.sheet.rows[index]
        outcome = Outcome(index + 1, "new", None, {}, [])
        self.lookup.customer = None
        reasons = []
        width = len(cells)
        for column in self.columns:
            cell = cells[column.index] if column.index < width else None
            if cell is None or cell == "":
                continue
            try:
                value = column.read(cell)
            except Problem as problem:
                reasons.append(sentences((column.at(index + 1), problem.sentence)))
                continue
            if value is not None:
                outcome.values[column.field.id] = value
                if column.field.id == self._customer:
                    self.lookup.customer = value
        reason = self._stray(index) or sentences(reasons) or self.seen.match(outcome)
        if reason and outcome.act == "new":
            outcome.act, outcome.reason = "rejected", reason
        return outcome

    def _stray(self, index: int) -> str:
        """Lines that are no records: totals, and heads that a print repeated."""
        cells = self.sheet.rows[index]
        first = next((str(c) for c in cells if c is not None and c != ""), "")
        if len(first) < _TOTAL_LENGTH and first.replace(" ", "").rstrip(":：").casefold() in _TOTALS:
            return _("Row {row}: this is a line of totals.").format(row=index + 1)
        if first in self._heads:
            texts = tuple(" ".join(str(c).split()) if c is not None else "" for c in cells)
            if texts == self.head.names[:len(texts)]:
                return _("Row {row}: this line repeats the head.").format(row=index + 1)
        return ""

    def _old(self, ids: list[int]) -> dict[int, Record]:
        """The records that rows match, with the mapped fields; all fields where a rule wants to see them."""
        if not ids:
            return {}
        where = layout.of(self.form.id)
        names = where.columns if self._checks else [c.field.id for c in self.columns]
        wanted = ", ".join(f'"{n}"' for n in dict.fromkeys(("id", "uid", "changed_at", *names)))
        rows = self.store.rows_of(f'SELECT {wanted} FROM "{where.entity.table}" WHERE id IN ({{marks}})', ids)
        return {row["id"]: self.store.decode(where, row) for row in rows}

    def _complete(self, outcome: Outcome, old: dict[int, Record]) -> None:
        """Decide new, changed or same, and let the rules speak."""
        before = old.get(outcome.record) if outcome.record is not None else None
        if before is None:
            outcome.values = {**self._defaults, **outcome.values}
            reasons = [self._needed(f.id, outcome.row) for f in self.form.required if f.id not in outcome.values]
            after = outcome.values
        else:
            outcome.base = before["changed_at"]
            outcome.differences = [(k, before.get(k), v) for k, v in outcome.values.items() if v != before.get(k)]
            outcome.values = {k: v for k, _was, v in outcome.differences}
            outcome.act = "changed" if outcome.differences else "same"
            reasons, after = [], {**before, **outcome.values}
        if outcome.act != "same" and not reasons:
            settled = self._settled(after)
            for check in self._checks:
                reasons += [self._placed(p, outcome.row) for p in check(self.store, settled, before)]
        if reasons:
            outcome.act, outcome.reason = "rejected", sentences(reasons)

    def _settled(self, record: Record) -> Record:
        """The record without newcomers: the features' rules know records only."""
        if not self.lookup.newcomers:
            return record
        return {k: v for k, v in record.items()
                if k not in self._people or not (v < 0 if isinstance(v, int) else isinstance(v, list) and min(v) < 0)}

    def _needed(self, field_id: str, row: int) -> str:
        return self._placed(Problem(_("{label} is needed.").format(label=self.form.by_id[field_id].text()),
                                    field=field_id), row)

    def _placed(self, problem: Problem, row: int) -> str:
        column: Column | None = self._places.get(problem.field or "")
        start = column.at(row) if column else _("Row {row}:").format(row=row)
        return sentences((start, problem.sentence))


def _fixed(store: Store, form: Form) -> Record:
    """The fixed answers a new record begins with. Today, now and the signed-in user are not true of an old list."""
    ctx = store.context()
    begins = {f.id: values.default(f, ctx, None) for f in form.fields
              if f.stored and f.default is not None and f.default not in _FIXED_DEFAULTS}
    return {k: v for k, v in begins.items() if v is not None}
