"""The verbs of every entity: create, save, find exactly, the bin, destroying, names, history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.customers import service
from crm_desktop.kit import clock, emptying, feature, forms, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.store import Notice, Store, audit

FORM = "customer_master"


def customer(store: Store, name: str = "甲公司", **more: Any) -> int:
    return records.create(store, FORM, {"customer_name": name, **more})


def contact(store: Store, of: int, name: str = "沈知远") -> int:
    return records.create(store, "contact_person", {"customer": of, "contact_name": name})


def test_defaults_are_today_now_the_user_and_fixed_answers(store: Store, frozen_clock: object) -> None:
    assert records.defaults(store, FORM)["customer_status"] == "active"
    found = records.defaults(store, "complaint_record")
    assert (found["received_at"], found["status"]) == ("2026-11-19T02:26:00Z", "registered")
    assert store.user.staff in records.defaults(store, "communication_record").values()


def test_one_field_is_complained_about_once(store: Store) -> None:
    with pytest.raises(Problems) as caught:
        records.create(store, "callback_plan", {"planned_customer": customer(store), "planned_date": "2026-11-19",
                                                "start_time": "x" * 20_000})
    assert [p.field for p in caught.value.problems] == ["start_time"]


@pytest.mark.parametrize("form_id", feature.entities())
def test_a_blank_record_of_any_form_is_kept_or_told_what_it_lacks(store: Store, form_id: str) -> None:
    form = forms.get(form_id)
    try:
        made = records.create(store, form_id, {})
    except Problems as problems:
        assert {p.field for p in problems.problems} <= {f.id for f in form.required}
        assert store.value(f'SELECT count(*) FROM "{feature.entity(form_id).table}"') in (0, 1)
    else:
        assert records.get(store, form_id, made)[form.number_field]
        assert records.newest(store, form_id) == made


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=50))
def test_any_text_is_kept_as_it_is_or_refused_in_one_sentence(name: str, region: str) -> None:
    store = _shared()
    try:
        made = records.create(store, FORM, {"customer_name": name, "region": region})
    except Problem as problem:
        assert "\n" not in problem.sentence
    else:
        found = records.get(store, FORM, made)
        assert (found["customer_name"], found["region"]) == (name, region)
        assert made in records.find_exact(store, FORM, name) or records.plain_name(name) != name


_SHARED: list[Store] = []


def _shared() -> Store:
    if not _SHARED:
        _SHARED.append(Store.memory())
    return _SHARED[0]


@pytest.fixture(scope="module", autouse=True)
def close_shared() -> Any:
    yield
    while _SHARED:
        _SHARED.pop().close()


def test_what_is_gone_is_told(store: Store) -> None:
    for verb in (lambda: records.get(store, FORM, 99), lambda: records.save(store, FORM, 99, {}),
                 lambda: records.delete(store, FORM, [99]), lambda: records.restore(store, FORM, [99])):
        with pytest.raises(Problem, match="gone for good"):
            verb()
    with pytest.raises(Problem, match="KH-9"):
        records.by_number(store, FORM, "KH-9")
    with pytest.raises(Problem, match="no record"):
        records.newest(store, FORM)
    assert records.name_of(store, FORM, 99) is None


def test_a_record_in_the_bin_is_not_changed_nor_found(store: Store) -> None:
    made = customer(store)
    records.delete(store, FORM, [made])
    records.delete(store, FORM, [made])
    with pytest.raises(Problem, match="recycle bin"):
        records.save(store, FORM, made, {"region": "华东"})
    assert records.find_exact(store, FORM, "甲公司") == []
    with pytest.raises(Problem):
        records.by_number(store, FORM, "KH-0001")


def test_the_bin_lists_a_deleted_customer_once_without_its_parts(store: Store) -> None:
    made, other = customer(store), customer(store, "乙公司")
    contact(store, made)
    alone = contact(store, other, "宋清如")
    records.delete(store, "contact_person", [alone])
    records.delete(store, FORM, [made])
    assert {(r.form, r.id, r.name) for r in records.bin_rows(store)} == {
        (FORM, made, "甲公司"), ("contact_person", alone, "宋清如")}


def test_a_part_waits_for_its_master(store: Store) -> None:
    made = customer(store)
    part = contact(store, made)
    records.delete(store, FORM, [made])
    with pytest.raises(Problem, match="甲公司"):
        records.restore(store, "contact_person", [part])
    records.restore(store, FORM, [made])
    assert records.get(store, "contact_person", part)["deleted_at"] is None


def test_emptying_the_bin_is_announced_and_leaves_no_value(store: Store) -> None:
    made = customer(store, "绝密精密机械", region="机密")
    contact(store, made, "沈知远")
    records.save(store, FORM, made, {"region": "机密二"})
    records.delete(store, FORM, [made])
    notices: list[Notice] = []
    store.listen(notices.append)
    assert emptying.empty_bin(store) == 2
    assert [{c[0] for c in n.changes} for n in notices] == [{FORM, "contact_person"}]
    tables = store.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")
    for table in tables:
        text = str(store.rows(f'SELECT * FROM "{table}"'))
        assert "绝密" not in text, table
        assert "机密" not in text, table
        assert "沈知远" not in text, table
    assert audit.verify(store.db.conn, store.keys.audit) == []
    assert [f for f in store.check() if f.file != "ring.json"] == []  # a scratch office has no key file
    assert emptying.empty_bin(store) == 0


def test_what_others_point_to_stays_in_the_bin(store: Store) -> None:
    made = customer(store)
    records.create(store, "complaint_record", {
        "customer": made, "content": "漏油", "resolved_at": clock.stamp(), "status": "closed",
        "received_at": clock.stamp()})
    records.delete(store, FORM, [made])
    assert emptying.empty_bin(store) == 0
    assert records.name_of(store, FORM, made) == "甲公司"


def test_undo_goes_on_over_what_was_destroyed(store: Store) -> None:
    first, second = customer(store), customer(store, "乙公司")
    records.save(store, FORM, first, {"region": "华东"})
    records.delete(store, FORM, [second])
    emptying.empty_bin(store)
    store.undo()  # the deletion can't come back; the change before it can
    assert records.get(store, FORM, first)["region"] is None


def test_undo_of_an_import_leaves_out_what_was_destroyed(store: Store) -> None:
    with store.change("Import") as change:
        ids = change.insert_many(FORM, [{"customer_name": f"公司{n}", "customer_status": "active"} for n in range(30)])
    txn = store.value("SELECT max(txn) FROM history")
    records.delete(store, FORM, ids[:1])
    emptying.empty_bin(store)
    store.undo(txn)
    assert store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == 0


def test_undo_of_an_import_keeps_whom_somebody_complained_as(store: Store, frozen_clock: object) -> None:
    with store.change("Import") as change:
        ids = change.insert_many(FORM, [{"customer_name": f"公司{n}", "customer_status": "active"} for n in range(30)])
    txn = store.value("SELECT max(txn) FROM history")
    records.create(store, "complaint_record", {"customer": ids[4], "content": "漏油"})
    notice = store.undo(txn)
    assert notice is not None
    assert notice.skipped == ((FORM, ids[4]),)
    assert store.column("SELECT id FROM customers WHERE deleted_at IS NULL") == [ids[4]]


def test_a_file_is_kept_once_and_destroyed_with_its_last_record(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"offer")
    made = customer(store)
    first, second = (service.add_file(store, made, tmp_path / "a.txt") for _n in range(2))
    assert store.value("SELECT count(*) FROM blobs") == 1
    assert service.file_content(store, first) == ("a.txt", b"offer")
    for record, left in ((first, 1), (second, 0)):
        records.delete(store, "attached_file", [record])
        emptying.empty_bin(store)
        assert store.value("SELECT count(*) FROM blobs") == left
    with pytest.raises(Problem, match="gone for good"):
        service.file_content(store, first)
    with pytest.raises(Problem, match="can't be read"):
        service.add_file(store, made, tmp_path / "none")


def test_an_exact_name_is_compared_after_trimming_and_width(store: Store) -> None:
    made = customer(store, "ABC 机电有限公司")
    for text in ("ABC 机电有限公司", "  ABC  机电有限公司 ", "ＡＢＣ 机电有限公司", "KH-0001"):
        assert records.find_exact(store, FORM, text) == [made], text
    assert records.find_exact(store, FORM, "abc 机电有限公司") == []
    assert records.find_exact(store, FORM, "") == []
    assert records.find_exact(store, "no_form", "x") == []


def test_history_tells_lists_and_references(store: Store) -> None:
    made = customer(store)
    records.save(store, FORM, made, {"preferred_contact_modes": ["phone"], "region": "华东"})
    records.delete(store, FORM, [made])
    found = [(r.act, r.field, r.old, r.new) for r in records.history(store, FORM, made)]
    assert found[0] == ("delete", "", None, None)
    assert ("update", "region", None, "华东") in found
    assert ("update", "preferred_contact_modes", None, ["phone"]) in found
    assert found[-1] == ("insert", "", None, None)


def test_the_same_name_is_warned_of_while_typing(store: Store) -> None:
    made = customer(store, "苏州中恒机械有限公司")
    assert service.same_names(store, " 苏州中恒机械有限公司 ") == [(made, "KH-0001", "苏州中恒机械有限公司")]
    assert service.same_names(store, "中恒机械") == [(made, "KH-0001", "苏州中恒机械有限公司")]
    assert service.same_names(store, "苏州中恒机械有限公司", but=made) == []
    for text in ("", " ", "苏", "'", '"*', "x" * 3000):
        assert service.same_names(store, text) == []


def test_emptying_the_bin_leaves_whole_what_has_to_stay(store: Store) -> None:
    stays, goes = customer(store), customer(store, "乙公司")
    parts = [contact(store, stays, name) for name in ("沈知远", "罗美秀")]
    contact(store, goes, "林晓")
    records.create(store, "complaint_record", {
        "customer": stays, "content": "漏油", "resolved_at": clock.stamp(), "status": "closed",
        "received_at": clock.stamp()})
    records.delete(store, FORM, [stays, goes])
    assert [row.id for row in records.bin_rows(store)] == [goes, stays]
    assert emptying.empty_bin(store) == 2
    assert [row.id for row in records.bin_rows(store)] == [stays]
    records.restore(store, FORM, [stays])
    assert store.column("SELECT id FROM contacts WHERE customer = ? AND deleted_at IS NULL ORDER BY id", (stays,)) == parts
