"""Drafts survive, are sealed, and belong to their user."""

from __future__ import annotations

from crm_desktop.kit.store import Notice, Store, audit, drafts, migrate


def test_a_draft_is_kept_found_replaced_and_dropped(store: Store) -> None:
    drafts.keep(store, "complaint_record", 0, "投诉", {"content": "空压机"})
    drafts.keep(store, "complaint_record", 0, "投诉", {"content": "空压机停机"})
    found = drafts.find(store, "complaint_record")
    assert found is not None
    assert found.body == {"content": "空压机停机"}
    assert len(drafts.every(store)) == 1
    drafts.drop(store, "complaint_record")
    assert drafts.find(store, "complaint_record") is None


def test_a_draft_is_no_change_and_lies_sealed(store: Store) -> None:
    notices: list[Notice] = []
    store.listen(notices.append)
    before = audit.head(store.db.conn)
    drafts.keep(store, "contact_person", 7, "", {"birthday": "1988-07-31"})
    assert notices == []
    assert audit.head(store.db.conn) == before
    assert "1988" not in store.value("SELECT body FROM drafts")


def test_a_record_and_a_new_one_have_drafts_of_their_own(store: Store) -> None:
    drafts.keep(store, "customer_master", 0, "a", {"n": 1})
    drafts.keep(store, "customer_master", 3, "b", {"n": 2})
    assert drafts.find(store, "customer_master", 3) != drafts.find(store, "customer_master")


def test_several_new_ones_lie_beside_each_other(store: Store) -> None:
    first, second = drafts.fresh(), drafts.fresh()
    drafts.keep(store, "customer_master", 0, "", {"n": 1}, first)
    drafts.keep(store, "customer_master", 0, "", {"n": 2}, second)
    drafts.keep(store, "customer_master", 0, "", {"n": 3}, second)
    assert [d.body["n"] for d in drafts.every(store)] == [3, 1]
    drafts.drop(store, "customer_master", 0, second)
    assert [d.slot for d in drafts.every(store)] == [first]


def test_an_act_asked_for_is_neither_a_new_record_nor_the_record(store: Store) -> None:
    drafts.keep(store, "callback_plan", 3, "", {"n": 1}, "postpone")
    drafts.keep(store, "visitor_register", 0, "", {"n": 2}, drafts.fresh("sign_in"))
    assert drafts.find(store, "callback_plan", 3) is None and drafts.find(store, "visitor_register") is None
    assert [d.act for d in drafts.every(store)] == ["sign_in", "postpone"]


def test_a_draft_of_an_older_version_is_still_there(store: Store) -> None:
    """Kept before drafts had a slot: the same row, the same seal, in the table of then."""
    drafts.keep(store, "complaint_record", 0, "投诉", {"content": "空压机"})
    db = store.db
    for statement in (
        "ALTER TABLE drafts RENAME TO later",
        "CREATE TABLE drafts (id INTEGER PRIMARY KEY, user TEXT NOT NULL, form TEXT NOT NULL,"
        " record INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL DEFAULT '', body TEXT NOT NULL,"
        " saved_at TEXT NOT NULL, UNIQUE (user, form, record)) STRICT",
        "INSERT INTO drafts SELECT id, user, form, record, title, body, saved_at FROM later",
        "DROP TABLE later",
        "DELETE FROM _sqlite_migrations WHERE name = 'm0002_drafts_beside_each_other'",
    ):
        db.conn.execute(statement)
    db.conn.commit()
    migrate.migrate(store, spare=False)
    draft, = drafts.every(store)
    assert (draft.title, draft.body, draft.slot) == ("投诉", {"content": "空压机"}, "")
