"""The numbers about customers that reports show; each is one query over the records the list shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm_desktop.customers import model
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store

_COUNTED = "', '".join(model.COUNTED)


@dataclass(frozen=True)
class Movement:
    """Customers of one class over a period: at its start, new, lost, at its end."""

    group: str | None
    start: int
    new: int
    lost: int
    end: int


def total(store: Store) -> int:
    """count(customer_master with status active or newly added)."""
    return int(store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL"
                           f" AND customer_status IN ('{_COUNTED}')"))


def by(store: Store, field: str) -> list[tuple[str | None, int]]:
    """How many of the counted customers have each value of a field, most first; None where it is blank."""
    if field not in ("region", "industry", "customer_class", "customer_grade", "channel_type", "lifecycle_stage"):
        raise KeyError(field)
    return [(r["v"], r["n"]) for r in store.rows(
        f"SELECT {field} AS v, count(*) AS n FROM customers WHERE deleted_at IS NULL"
        f" AND customer_status IN ('{_COUNTED}') GROUP BY {field} ORDER BY n DESC, v IS NULL, v")]


def completeness(store: Store) -> tuple[float | None, list[tuple[int, int]]]:
    """mean(record_completeness) of the counted customers, and how many lie in 0-, 60-, 80-, 100 percent."""
    bands = store.rows(
        "SELECT CASE WHEN record_completeness >= 100 THEN 100 WHEN record_completeness >= 80 THEN 80"
        " WHEN record_completeness >= 60 THEN 60 ELSE 0 END AS band, count(*) AS n, sum(record_completeness) AS total"
        f" FROM customers WHERE deleted_at IS NULL AND customer_status IN ('{_COUNTED}') GROUP BY band")
    count = sum(r["n"] for r in bands)
    mean = round(sum(r["total"] for r in bands) / count, 1) if count else None
    found = {r["band"]: r["n"] for r in bands}
    return mean, [(band, found.get(band, 0)) for band in (100, 80, 60, 0)]


def _as_of(store: Store, day: date) -> dict[str | None, int]:
    """Counted customers at the end of a day, by class: each by its last dated status until then."""
    rows = store.rows(
        "SELECT c.customer_class AS g, count(*) AS n FROM customers c JOIN ("
        " SELECT customer, status, max(coalesce(happened_on, '') || printf('%012d', id)) FROM customer_status_history"
        f" WHERE (happened_on IS NULL OR happened_on <= ?) AND {model.STANDS} GROUP BY customer) h ON h.customer = c.id"
        f" WHERE c.deleted_at IS NULL AND h.status IN ('{_COUNTED}') GROUP BY g", (day.isoformat(),))
    return {r["g"]: int(r["n"]) for r in rows}


def _events(store: Store, period: Period, event: str) -> dict[str | None, int]:
    rows = store.rows(
        "SELECT c.customer_class AS g, count(*) AS n FROM (SELECT customer FROM customer_status_history"
        f" WHERE event = ? AND happened_on BETWEEN ? AND ? AND {model.STANDS}) h JOIN customers c ON c.id = h.customer"
        " WHERE c.deleted_at IS NULL GROUP BY g",
        (event, period.start.isoformat(), period.end.isoformat()))
    return {r["g"]: int(r["n"]) for r in rows}


def movement(store: Store, period: Period) -> list[Movement]:
    """New and lost customers of a period by class (decision 8), key accounts first."""
    start, end = _as_of(store, period.start - timedelta(days=1)), _as_of(store, period.end)
    new, lost = _events(store, period, "new"), _events(store, period, "lost")
    order: list[str | None] = ["key_account", "general", None]
    return [Movement(g, start.get(g, 0), new.get(g, 0), lost.get(g, 0), end.get(g, 0)) for g in order
            if g in ("key_account", "general") or any(g in side for side in (start, end, new, lost))]


def moved(store: Store, period: Period, event: str) -> list[int]:
    """The customers that were new or lost in a period, the rows behind `changed_in`."""
    return [int(i) for i in store.column(
        "SELECT id FROM customers WHERE deleted_at IS NULL AND id IN (SELECT customer FROM customer_status_history"
        f" WHERE event = ? AND happened_on BETWEEN ? AND ? AND {model.STANDS}) ORDER BY id",
        (event, period.start.isoformat(), period.end.isoformat()))]


def changed_in(store: Store, period: Period) -> tuple[int, int]:
    """(new, lost) customers of a period in all classes."""
    return sum(_events(store, period, "new").values()), sum(_events(store, period, "lost").values())
