"""Drafts survive, are sealed, and belong to their user."""

from __future__ import annotations

from crm_desktop.kit.store import Notice, Store, audit, drafts


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
