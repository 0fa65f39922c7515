"""What a store asks its database, and whether a statement walks a table of records from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from crm_desktop.kit import feature
from crm_desktop.kit.store import Store

TABLES = {e.table for e in feature.entities().values()}


@contextmanager
def asked(store: Store) -> Iterator[list[str]]:
    """Every statement of the block, its values filled in."""
    said: list[str] = []
    store.db.conn.set_trace_callback(said.append)
    try:
        yield said
    finally:
        store.db.conn.set_trace_callback(None)


def plan(store: Store, sql: str) -> list[str]:
    """The steps in which the database answers it."""
    try:
        return [str(row["detail"]) for row in store.rows(f"EXPLAIN QUERY PLAN {sql}")]
    finally:
        store.db.conn.rollback()  # to explain an UPDATE begins a transaction


def scans(store: Store, sql: str) -> list[str]:
    """The steps that walk a table of records from end to end; one that has the order asked for stops at the limit."""
    steps = plan(store, sql)
    return [step for step in steps if step.startswith("SCAN") and " INDEX " not in step and step.split()[1] in TABLES
            and not ("LIMIT" in sql and not any("TEMP B-TREE" in other for other in steps))]
