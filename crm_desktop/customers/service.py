"""The verbs and rules of customers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from crm_desktop.customers import model
from crm_desktop.kit import clock, feature, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Change, Changed, Store
from crm_desktop.kit.values.times import minute_now

MAX_FILE = 50 * 1024 * 1024
_DATED = ("customer_status", "status_date")


def _by_customer(store: Store, sql: str, ids: list[int]) -> dict[int, Any]:
    """What `sql` gives as customer and value, {marks} in it for the ids; those without a value are left out."""
    return {r["customer"]: r["value"] for r in store.rows_of(sql, ids) if r["value"] is not None}


def first_transactions(store: Store, ids: list[int]) -> dict[int, Any]:
    """min(purchase_record.purchase_date) of each customer."""
    return _by_customer(store, "SELECT customer, min(purchase_date) AS value FROM purchases"
                               " WHERE deleted_at IS NULL AND customer IN ({marks}) GROUP BY customer", ids)


def last_contacts(store: Store, ids: list[int]) -> dict[int, Any]:
    """The latest date over every kind of record that was a contact with the customer."""
    newest: dict[int, str] = {}
    for entity in feature.entities().values():
        if entity.contact:
            made = f' AND "{entity.contact}" IS NOT 0' if isinstance(entity.contact, str) else ""
            for column in (entity.when, *dict(entity.spoken)):
                found = _by_customer(
                    store, f'SELECT "{entity.customer}" AS customer, max("{column}") AS value FROM "{entity.table}"'
                    f' WHERE deleted_at IS NULL AND "{entity.customer}" IN ({{marks}}){made} GROUP BY 1', ids)
                for customer, at in found.items():
                    instant = at if len(at) > 10 else _noon(store, at)
                    newest[customer] = max(newest.get(customer, ""), instant)
    return dict(newest)


def _noon(store: Store, day: str) -> str:
    """A day without a time as an instant: noon in the office, so that it stays that day on the screen."""
    return clock.stamp(datetime.combine(date.fromisoformat(day), time(12), store.zone))


COMPUTED = {
    (model.FORM, "first_transaction_date"): first_transactions,
    (model.FORM, "last_contact_at"): last_contacts,
}


def check(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:
    """A removed customer needs the reason; a status can't begin tomorrow."""
    found = []
    if record.get("customer_status") == model.REMOVED and not record.get("removal_reason"):
        found.append(Problem(_("Say why the customer was removed."), field="removal_reason"))
    if (record.get("status_date") or "") > clock.today(store.zone).isoformat():
        found.append(Problem(_("The status date can't be later than today. Correct the date."), field="status_date"))
    return found


def check_note(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:
    """What was said was said by now: from it the last contact is worked out."""
    at = record.get("communicated_at") or ""
    if at > clock.stamp() and at != (old or {}).get("communicated_at"):
        return [Problem(_("The communication can't be later than now. Correct the time."), field="communicated_at")]
    return []


CHECKS = {model.FORM: check, model.NOTE: check_note}


def follow_status(change: Change, changed: Iterable[Changed]) -> None:
    """Keep the dated history of the status: the month's new and lost customers are counted from it.

    A row of this table that was undone lies there with the negative number of the transaction that took
    it back, and is found by it again when that is undone in turn.
    """
    todo = list(changed)
    if change.kind in ("undo", "redo"):
        source, to = (change.target or 0, -change.txn) if change.kind == "undo" else (-(change.target or 0), change.txn)
        change.store.db.conn.executemany("UPDATE customer_status_history SET txn = ? WHERE customer = ? AND +txn = ?",
                                         [(to, one.id, source) for one in todo])
        return
    change.store.db.conn.executemany("DELETE FROM customer_status_history WHERE customer = ?",
                                     [(one.id,) for one in todo if one.new is None])
    today = clock.today(change.store.zone).isoformat()
    rows: list[tuple[Any, ...]] = []
    for one in todo:
        new = one.new
        if new is None or one.old is not None and all(one.old.get(k) == new.get(k) for k in _DATED):
            continue
        if one.old is None:
            day = new.get("status_date") or (None if change.brings_existing else today)
            before = None
            if new.get("status_date") and new["customer_status"] == model.REMOVED:
                before = "active"  # one that comes with the day it was lost was a customer until then
                rows.append((one.id, change.txn, None, before, None, None))
            event = model.status_event(before, new["customer_status"]) if day else None
            rows.append((one.id, change.txn, day, new["customer_status"], event, None))
        elif row := _status_row(change, one, today):
            rows.append(row)
    change.store.db.conn.executemany(
        "INSERT INTO customer_status_history (customer, txn, happened_on, status, event, corrects)"
        " VALUES (?, ?, ?, ?, ?, ?)", rows)


def _status_row(change: Change, one: Changed, today: str) -> tuple[Any, ...] | None:
    """The row of a changed status, or of a date that was put right. A status never begins before the one it follows."""
    old, new = one.old or {}, one.new or {}
    rows = change.execute(f"SELECT id, coalesce(happened_on, ''), status FROM customer_status_history"
                          f" WHERE customer = ? AND {model.STANDS} ORDER BY id DESC LIMIT 2", (one.id,))
    corrects, dated = None, new.get("status_date")
    if old.get("customer_status") == new["customer_status"]:
        if not dated or not rows:
            return None
        corrects, rows = rows[0][0], rows[1:]
    elif dated == old.get("status_date"):
        dated = None  # the date belongs to the status before
    day = max(dated or today, rows[0][1] if rows else "")
    event = model.status_event(rows[0][2] if rows else None, new["customer_status"])
    return one.id, change.txn, day, new["customer_status"], event, corrects


def follow_file(change: Change, changed: Iterable[Changed]) -> None:
    """The bytes of a destroyed file go with it, unless another record holds the same."""
    for one in changed:
        if one.new is None and one.old is not None and not change.execute(
                "SELECT 1 FROM attachments WHERE content = ? LIMIT 1", (one.old["content"],)):
            change.store.drop_blob(change, one.old["content"])


FOLLOW = {model.FORM: follow_status, "attached_file": follow_file}


def same_names(store: Store, name: str, but: int | None = None) -> list[tuple[int, str, str]]:
    """Customers whose name is the same or holds this one: (id, number, name), for the warning while typing."""
    from crm_desktop.kit import search
    text = records.plain_name(name)
    if len(text) < 2:
        return []
    exact = records.find_exact(store, model.FORM, text)
    near = [h.record for h in search.find(store.db.conn, text, forms=(model.FORM,), limit=5)] if len(text) > 3 else []
    ids = [i for i in dict.fromkeys([*exact, *near]) if i != but]
    found = {r["id"]: r for r in store.rows_of(
        "SELECT id, customer_no, customer_name FROM customers WHERE deleted_at IS NULL AND id IN ({marks})", ids)}
    return [(i, found[i]["customer_no"], found[i]["customer_name"]) for i in ids if i in found]


def add_note(store: Store, customer: int, text: str) -> int:
    """Keep a call note (communication_record) with one key: what was said, now, by the signed-in user."""
    if not text.strip():
        raise Problem(_("Write the note first."), field="content")
    return records.create(store, model.NOTE, {"customer": customer, "audience": "customers", "content": text.strip(),
                                              "communicated_at": minute_now()})


def add_file(store: Store, customer: int, path: Path) -> int:
    """Keep a file with the customer, inside the encrypted store. Raises Problem for one unreadable or too large."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise Problem(_("{name} is larger than 50 MB. Choose a smaller file.").format(name=path.name))
        content = path.read_bytes()
    except OSError as error:
        raise Problem(_("The file {name} can't be read. "
                        "Look whether it is still there, then choose it again.").format(name=path.name)) from error
    with store.change(N_("Attach file")) as change:
        digest = store.keep_blob(change, content)
        return change.insert("attached_file", {
            **records.defaults(store, "attached_file"), "customer": customer, "file_name": path.name[:300],
            "size": size, "content": digest})


def file_content(store: Store, record: int) -> tuple[str, bytes]:
    """The name and the bytes of an attached file. Raises Problem when it is gone."""
    row = store.row("SELECT a.file_name, b.content FROM attachments a JOIN blobs b ON b.sha256 = a.content"
                    " WHERE a.id = ?", (record,))
    if row is None:
        raise Problem(_("This record is gone for good. Look for it in a backup."))
    return row["file_name"], row["content"]
