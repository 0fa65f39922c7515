"""The kit's own tables. Literal and numbered: a released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from crm_desktop.kit import search
from crm_desktop.kit.store import audit

MIGRATIONS = Migrations("kit")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """Settings, accounts, numbers, transactions, history, drafts, files, audit chain, search index."""
    for statement in (
        "CREATE TABLE settings (id TEXT PRIMARY KEY, value TEXT) STRICT",
        "CREATE TABLE users (uid TEXT PRIMARY KEY, name TEXT NOT NULL, staff INTEGER) STRICT",
        "CREATE TABLE counters (form TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,"
        " PRIMARY KEY (form, year)) STRICT, WITHOUT ROWID",
        "CREATE TABLE txns (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user TEXT NOT NULL,"
        " label TEXT NOT NULL, kind TEXT NOT NULL, target INTEGER, undone INTEGER NOT NULL DEFAULT 0) STRICT",
        "CREATE INDEX txns_user ON txns (user, kind, undone, id)",
        "CREATE TABLE history (seq INTEGER PRIMARY KEY, txn INTEGER NOT NULL REFERENCES txns (id),"
        " form TEXT NOT NULL, record INTEGER NOT NULL, act TEXT NOT NULL, old TEXT, new TEXT) STRICT",
        "CREATE INDEX history_record ON history (form, record, txn)",
        "CREATE INDEX history_txn ON history (txn)",
        "CREATE TABLE drafts (id INTEGER PRIMARY KEY, user TEXT NOT NULL, form TEXT NOT NULL,"
        " record INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL DEFAULT '', body TEXT NOT NULL,"
        " saved_at TEXT NOT NULL, UNIQUE (user, form, record)) STRICT",
        "CREATE TABLE blobs (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,"
        " content BLOB NOT NULL) STRICT",
        *audit.SCHEMA,
        *search.SCHEMA,
    ):
        db.execute(statement)


@MIGRATIONS()
def m0002_drafts_beside_each_other(db: Database) -> None:
    """Several drafts of new records and of small forms: `slot` tells them apart."""
    for statement in (
        "CREATE TABLE drafts_beside (id INTEGER PRIMARY KEY, user TEXT NOT NULL, form TEXT NOT NULL,"
        " record INTEGER NOT NULL DEFAULT 0, slot TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',"
        " body TEXT NOT NULL, saved_at TEXT NOT NULL, UNIQUE (user, form, record, slot)) STRICT",
        "INSERT INTO drafts_beside (id, user, form, record, title, body, saved_at)"
        " SELECT id, user, form, record, title, body, saved_at FROM drafts",
        "DROP TABLE drafts",
        "ALTER TABLE drafts_beside RENAME TO drafts",
    ):
        db.execute(statement)
