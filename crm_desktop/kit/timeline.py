"""Everything that happened with one customer, newest first: the service history (customer_service_history)."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass
from datetime import tzinfo
from itertools import islice

from crm_desktop.kit import clock, feature, forms, records
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Store, layout


@dataclass(frozen=True)
class TimelineRow:
    """One entry. `at` is a stored date or instant; `summary` the record's key text, `person` who handled it."""

    form: str
    id: int
    at: str
    number: str
    summary: str
    person: str
    icon: str

    def day(self, zone: tzinfo) -> str:
        """The day of it in that zone."""
        return self.at if len(self.at) <= 10 else clock.instant(self.at).astimezone(zone).date().isoformat()


def timeline(store: Store, customer: int, only: Collection[str] | None = None, limit: int = 100) -> list[TimelineRow]:
    """The newest entries of a customer, of all features or of those forms."""
    streams = [_rows(store, e, customer, limit) for e in feature.entities().values()
               if e.customer and e.when and (only is None or e.form in only)]
    return _merged(streams, limit)


def contacts(store: Store, customer: int, limit: int) -> list[TimelineRow]:
    """The newest entries in which somebody spoke with the customer, each by when that was the last time.

    A call that reached nobody is none.
    """
    return _merged([_rows(store, e, customer, limit, spoken=True) for e in feature.entities().values()
                    if e.customer and e.when and e.contact], limit)


def counts(store: Store, customer: int) -> dict[str, int]:
    """How many entries each form has for this customer."""
    return {e.form: int(store.value(f'SELECT count(*) FROM "{e.table}" WHERE "{e.customer}" = ? AND deleted_at IS NULL',
                                    (customer,)))
            for e in feature.entities().values() if e.customer and e.when}


def _merged(streams: list[list[TimelineRow]], limit: int) -> list[TimelineRow]:
    merged = heapq.merge(*streams, key=lambda r: (r.at, r.form, r.id), reverse=True)
    return list(islice(merged, limit))


def _rows(store: Store, entity: feature.Entity, customer: int, limit: int, *, spoken: bool = False
          ) -> list[TimelineRow]:
    told, words = "deleted_at IS NULL", dict(entity.spoken) if spoken else {}
    if spoken and isinstance(entity.contact, str):
        told += f' AND "{entity.contact}" IS NOT 0'
    form = forms.get(entity.form)
    pick = {"number": form.number_field, "summary": entity.summary, "person": entity.person}
    columns = ", ".join(f'"{c}" AS "{a}"' if c else f'NULL AS "{a}"' for a, c in pick.items())
    at = f'"{entity.when}"'
    for column in words:
        columns += f', "{column}"'
        at = f"max({at}, coalesce(\"{column}\", ''))"
    rows = store.rows(f'SELECT id, {at} AS at, {columns} FROM "{entity.table}" WHERE "{entity.customer}" = ?'
                      f' AND {told} ORDER BY {at} DESC, id DESC LIMIT ?', (customer, limit))
    found = []
    for row in rows:
        person = records.name_of(store, layout.TARGETS["user_ref"], row["person"]) if row["person"] else ""
        summary = form.by_id[entity.summary] if entity.summary else None
        text = str(row["summary"] or "")
        if summary is not None and summary.choices and text in summary.by_choice:
            text = summary.by_choice[text].text()
        said = next((_(word) for column, word in words.items() if row[column] and row[column] == row["at"]), "")
        text = " · ".join(filter(None, (said, " ".join(text.split())[:200])))
        found.append(TimelineRow(entity.form, row["id"], row["at"] or "", row["number"] or "", text, person or "",
                                 entity.icon))
    return sorted(found, key=lambda r: (r.at, r.form, r.id), reverse=True)
