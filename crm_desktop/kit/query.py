"""A list as the user asked for it: text, conditions, order. Lists, exports, prints and reports run the same one."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.kit import feature, forms, records
from crm_desktop.kit.store import Store, layout
from crm_desktop.kit.store.layout import Record

_BY_LANGUAGE = ("text", "multiline", "address", "email")
IDS = "id"  # Condition(IDS, "in", ids): just these records, such as those behind a number
_NEAR = 50   # rows up and down in which a record is looked for first
_CAP = 1000  # hits of a search beyond this are counted as "1000+" in lists; exports and prints take all


@dataclass(frozen=True)
class Condition:
    """One condition. `op`: in (a list), between (low, high; None is open), contains, empty, filled, is, lt, gt.

    The field is one of the form's, or IDS.
    """

    field: str
    op: str
    value: Any = None


@dataclass(frozen=True)
class Query:
    """What a list shows; what lies in the recycle bin never is. `sort` names fields, "-" before one for descending."""

    form: str
    text: str = ""
    where: tuple[Condition, ...] = ()
    sort: tuple[str, ...] = ()

    def run(self, store: Store, *, full: bool = False) -> Listing:
        """The records in order. `full` lifts the cap of a text search."""
        return Listing(store, self, full=full)

    def count(self, store: Store) -> int:
        """How many records these are; for that alone they are not put in order."""
        return Listing(store, self, full=True, counted=True).count


def _number_keys(value: Any) -> Any:
    """The sort key of a number, or of each of several; None stays."""
    from crm_desktop.kit import hanzi
    if isinstance(value, (list, tuple)):
        return [_number_keys(v) for v in value]
    return None if value is None else hanzi.number_key(value)


class Listing:
    """The result of a query. Rows are read when asked for, so that a list of 1,000,000 opens at once."""

    def __init__(self, store: Store, query: Query, *, full: bool = False, counted: bool = False) -> None:
        self.store, self.query = store, query
        self.entity, self.where = feature.entity(query.form), layout.of(query.form)
        self.capped = False
        self._ids: array[int] | None = None
        self._order = ""
        found = self._search(full)
        sort = tuple(dict.fromkeys(query.sort)) or (self.entity.sort,)
        test, params = self._tests(found)
        self._test, self._params = test, params
        if counted or self._has_index(sort) and found is None and not query.where:
            self._order = self._order_by(self._keys(sort))
            self.count = self._how_many(every=found is None and not query.where)
        else:
            self._ids = self._sorted(sort, hits=found is not None)
            self.count = len(self._ids)

    def _how_many(self, *, every: bool) -> int:
        asked, sql = self.query.form if every else (self._test, *self._params), f"SELECT count(*) {self._from()}"
        return self.store.written.count(self.query.form, asked, lambda: int(self.store.value(sql, self._params)))

    def _search(self, full: bool) -> list[int] | None:
        if not self.query.text.strip():
            return None
        from crm_desktop.kit import search
        match = search.match(self.store.db.conn, self.query.text, self.query.form, cap=10**9 if full else _CAP)
        self.capped = match.capped
        return match.ids

    def _from(self, by: str = "") -> str:
        return f'FROM "{self.entity.table}"{by} WHERE {self._test}'

    def _tests(self, found: list[int] | None) -> tuple[str, list[Any]]:
        tests = ["deleted_at IS NULL"]
        params: list[Any] = []
        for condition in self.query.where:
            sql, values = self._test_of(condition)
            tests.append(sql)
            params += values
        if found is not None:
            tests.append("id IN (SELECT value FROM json_each(?))")
            params.append("[" + ",".join(map(str, found)) + "]")
        return " AND ".join(tests), params

    def _test_of(self, condition: Condition) -> tuple[str, list[Any]]:
        if condition.field == IDS:
            return "id IN (SELECT value FROM json_each(?))", ["[" + ",".join(map(str, condition.value)) + "]"]
        field, value = self.where.form.by_id[condition.field], condition.value
        if field.id in self.where.sealed:
            raise KeyError(field.id)
        column = f'"{field.id}"'
        if field.id == self.where.form.number_field and condition.op in ("between", "lt", "gt"):
            column, value = f'"{field.id}_sort"', _number_keys(value)
        simple: dict[str, Callable[[], tuple[str, list[Any]]]] = {
            "empty": lambda: (f"{column} IS NULL", []),
            "filled": lambda: (f"{column} IS NOT NULL", []),
            "is": lambda: (f"{column} IS ?", [value]),
            "lt": lambda: (f"{column} < ?", [value]),
            "gt": lambda: (f"{column} > ?", [value]),
            "contains": lambda: (f"instr(lower({column}), lower(?)) > 0", [value]),
        }
        if condition.op in simple:
            return simple[condition.op]()
        if condition.op == "between":
            low, high = value
            pairs = [(f"{column} >= ?", low), (f"{column} <= ?", high)]
            pairs = [(s, v) for s, v in pairs if v is not None]
            return " AND ".join(s for s, _v in pairs) or "1", [v for _s, v in pairs]
        if condition.op == "in":
            marks = ", ".join("?" * len(value))
            if layout.is_json(field):
                return f"EXISTS (SELECT 1 FROM json_each({column}) j WHERE j.value IN ({marks}))", list(value)
            none = f" OR {column} IS NULL" if None in value else ""
            return f"({column} IN ({marks}){none})", list(value)
        raise ValueError(condition.op)

    def _keys(self, sort: Sequence[str]) -> dict[str, bool]:
        """The columns that make the order, each with whether it goes down; of names the number, then ids break ties."""
        down, number = sort[-1].startswith("-"), self.where.form.number_field
        ties = (f"{number}_sort", "id") if sort[-1].lstrip("-") in self.where.sorted_fields else ("id",)
        named = {f"{n}_sort" if (n := s.lstrip("-")) in self.where.sorted_fields else n: s.startswith("-")
                 for s in sort}
        return named | {t: down for t in ties if t not in named}

    @property
    def _plain(self) -> set[str | None]:
        """What an index of its own puts in order: the entity's own date and other indexed fields."""
        return {"id", self.entity.when, *self.entity.indexed}

    def _order_by(self, keys: dict[str, bool]) -> str:
        """Unknown values come last either way; ids and stored sort keys are known."""
        known = {"id", *self.where.sort_columns}
        return ", ".join(f'"{c}"' + (" DESC" if down else "" if c in known else " NULLS LAST")
                         for c, down in keys.items())

    def _has_index(self, sort: Sequence[str]) -> bool:
        """Whether an index serves the order: the number, a name and then the number, what is plain."""
        name, down, number = sort[0].lstrip("-"), sort[0].startswith("-"), self.where.form.number_field
        if name in self.where.sorted_fields:
            return sort[1:] in ((), (f"{'-' * down}{number}",))
        return len(sort) == 1 and name in self._plain

    def _sorted(self, sort: Sequence[str], *, hits: bool) -> array[int]:
        keys = self._keys(sort)
        names, by = [s.lstrip("-") for s in sort], self._at_hand(keys) if hits else ""
        if all(map(self._is_ready, names)):
            found = f"SELECT json_group_array(id ORDER BY {self._order_by(keys)}) {self._from(by)}"
            return array("q", json.loads(self.store.value(found, self._params)))
        quoted = ", ".join(f'"{c}"' for c in list(keys)[:len(sort)])
        rows = self.store.tuples(f"SELECT id, {quoted} {self._from(by)}", self._params)
        rows.sort(key=lambda r: r[0])
        for at in range(len(names) - 1, -1, -1):
            down, key = sort[at].startswith("-"), self._key(names[at], [r[at + 1] for r in rows])
            known = [r for r in rows if r[at + 1] is not None]
            known.sort(key=lambda r, k=key, i=at + 1: k(r[i]), reverse=down)  # type: ignore[misc]
            rows = known + [r for r in rows if r[at + 1] is None]  # unknown values come last either way
        return array("q", [r[0] for r in rows])

    def _is_ready(self, name: str) -> bool:
        """Whether a column sorts as it is stored."""
        field = self.where.form.by_id.get(name)
        return (field is None or name in self.where.sorted_fields
                or not (field.choices or layout.target_of(field) or field.type in _BY_LANGUAGE))

    def _at_hand(self, columns: Iterable[str]) -> str:
        """The index (id, deleted_at, ...) that puts hits in order without reading their records, if a table has one."""
        name = f"{self.entity.table}_at_hand"
        held = self.store.column("SELECT name FROM pragma_index_info(?)", [name])
        return f' INDEXED BY "{name}"' if {*columns, *(c.field for c in self.query.where)} <= {*held} else ""

    def _key(self, name: str, seen: list[Any]) -> Callable[[Any], Any]:
        if self._is_ready(name):
            return lambda v: v
        field = self.where.form.by_id[name]
        if field.choices:
            rank = {c.id: n for n, c in enumerate(field.choices)}
            return lambda v: rank.get(v, len(rank))
        target = layout.target_of(field)
        if target:
            called = records.names(self.store, target, {v for v in seen if v is not None})
            return self._by_language({v: called.get(v, "") for v in set(seen)})
        return self._by_language({v: str(v) for v in set(seen) if v is not None})

    def _by_language(self, texts: dict[Any, str]) -> Callable[[Any], Any]:
        from crm_desktop.kit import hanzi
        language = self.store.office.language
        rank = {v: hanzi.sort_key(t, language) for v, t in texts.items() if v is not None}
        return lambda v: rank[v]

    # -- reading
    def ids(self, offset: int = 0, limit: int | None = None) -> list[int]:
        """The ids of a stretch of the list, in order."""
        limit = self.count if limit is None else limit
        if self._ids is not None:
            return list(self._ids[offset:offset + limit])
        return [int(i) for i in self.store.column(
            f"SELECT id {self._from()} ORDER BY {self._order} LIMIT ? OFFSET ?", [*self._params, limit, offset])]

    def rows(self, offset: int, limit: int, columns: Sequence[str]) -> list[Record]:
        """A stretch of the list with these fields, computed ones too; names of references are made ready."""
        return self.read(self.ids(offset, limit), columns)

    def read(self, ids: list[int], columns: Sequence[str]) -> list[Record]:
        """These records with these fields, in the order of `ids`."""
        form = self.where.form
        stored = [c for c in columns if c in form.by_id and (form.by_id[c].stored or c in self.entity.generated)]
        quoted = "".join(f', "{c}"' for c in stored)
        found: dict[int, Record] = {}
        for row in self.store.rows_of(
                f'SELECT id, uid{quoted} FROM "{self.entity.table}" WHERE id IN ({{marks}})', ids):
            found[row["id"]] = self.store.decode(self.where, row)
        worked_out = [c for c in columns if c not in stored]
        for record, extra in records.computed(self.store, form.id, list(found), worked_out).items():
            found[record].update(extra)
        self._name(form, stored, list(found.values()))
        return [found[i] for i in ids if i in found]

    def _name(self, form: forms.Form, stored: Sequence[str], rows: list[Record]) -> None:
        for name in stored:
            target = layout.target_of(form.by_id[name])
            if target and not layout.is_json(form.by_id[name]):
                records.names(self.store, target, {r[name] for r in rows if r[name] is not None})

    def index_of(self, record: int, near: int = 0) -> int:
        """Where a record stands in the list, or -1; `near` is where it may well be."""
        if self._ids is None:
            some = self.ids(first := max(near - _NEAR, 0), 2 * _NEAR)
            if record in some:
                return first + some.index(record)
            self._ids = array("q", self.ids())
        try:
            return self._ids.index(record)
        except ValueError:
            return -1
