"""Which record a row is: by number, else by exact name; and whether an earlier row was the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crm_desktop.kit import feature
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import _
from crm_desktop.kit.importing.lookup import Lookup, name_field
from crm_desktop.kit.records import plain_name

if TYPE_CHECKING:
    from crm_desktop.kit.importing.plan import Outcome

Key = tuple[Any, ...]


class Seen:
    """Matches rows to records (decision 24) and remembers the rows that came before.

    A record whose number stands in another row of the file is that row's, not matched by its name.
    """

    def __init__(self, form: Form, lookup: Lookup, numbers: set[str]) -> None:
        entity = feature.entity(form.id)
        self._form, self._numbers = form, numbers
        self._name = name_field(form.id)
        self._owner = entity.customer if self._name else None
        self._index = lookup.index(form.id)
        self._by_id = {i: n for n, i in self._index.numbers.items()} if self._name and numbers else {}
        self._rows: dict[Key, tuple[int, dict[str, Any]]] = {}

    def match(self, outcome: Outcome) -> str:
        """Find the row's record. Returns why the row is rejected, or "". An echo of an earlier row becomes "same"."""
        values = outcome.values
        number = plain_name(str(values.get(self._form.number_field) or ""))
        name = plain_name(str(values.get(self._name) or "")) if self._name else ""
        if number and number not in self._index.numbers and number in self._index.binned:
            return _("Row {row}: {number} is in the recycle bin. Restore it first.").format(
                row=outcome.row, number=number)
        if number in self._index.numbers:
            outcome.record = self._index.numbers[number]
        elif name:
            hits = self._named(name, values)
            if len(hits) > 1:
                return _("Row {row}: {count} records are called {name}. Give the number to say which.").format(
                    row=outcome.row, count=len(hits), name=name[:60])
            if hits:
                outcome.record = hits[0]
                values.pop(self._form.number_field, None)  # a number once given stays
        return self._again(outcome, number, name)

    def _named(self, name: str, values: dict[str, Any]) -> list[int]:
        hits = self._index.names.get(name, [])
        if self._owner is not None:
            hits = [i for i in hits if self._index.owners.get(i) == values.get(self._owner)]
        if self._numbers and hits:
            hits = [i for i in hits if self._by_id.get(i) not in self._numbers]
        return hits

    def _again(self, outcome: Outcome, number: str, name: str) -> str:
        keys: list[Key] = []
        if outcome.record is not None:
            keys = [("id", outcome.record)]
        else:
            if number:
                keys.append(("number", number))
            if name:
                keys.append(("name", name, outcome.values.get(self._owner) if self._owner else None))
        # Asked by the first alone: a row with a number of its own is another record than an earlier one of its name.
        first = self._rows.get(keys[0]) if keys else None
        if first is None:
            for key in keys:
                self._rows.setdefault(key, (outcome.row, dict(outcome.values)))
            return ""
        row, before = first
        echo = all(before.get(k) == v for k, v in outcome.values.items())
        if echo:
            outcome.act, outcome.echo = "same", row
            outcome.reason = _("Row {row}: the same as row {other}.").format(row=outcome.row, other=row)
            return ""
        return _("Row {row}: this is the same record as row {other}, with other data. Keep one of the two rows."
                 ).format(row=outcome.row, other=row)
