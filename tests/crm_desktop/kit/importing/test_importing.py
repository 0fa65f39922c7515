"""Import: the dry run says what would happen, the run does it as one change, rejected rows come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.importing import ImportPlan, plan_import, prepare, run_import
from crm_desktop.kit.sheets import read_sheet
from crm_desktop.kit.store import Store

MASTER = "customer_master"


def _file(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "a.csv") -> Path:
    (tmp_path / name).write_bytes(text.encode(encoding))
    return tmp_path / name


def _plan(store: Store, tmp_path: Path, text: str, form: str = MASTER) -> ImportPlan:
    return prepare(store, form, _file(tmp_path, text))


def _import(store: Store, tmp_path: Path, text: str, form: str = MASTER) -> ImportPlan:
    plan = _plan(store, tmp_path, text, form)
    run_import(store, plan)
    return plan


def _counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    return plan.new, plan.changed, plan.same, plan.rejected


def _names(store: Store) -> list[str]:
    return [str(n) for n in store.column("SELECT customer_name FROM customers WHERE deleted_at IS NULL ORDER BY id")]


MESSY = """客户资料表,,,,,
制表日期 2024-05-31,,,,,
客户名称（必填）,联系电话,地址,业务员,建档日期,备注2
宁波骏腾汽车零件厂,0574-87654321 转 801,宁波市鄞州区,,2024年5月6日,x
,,,,,
 上海光明贸易公司　,０２１－６５４３２１００,上海,,2024/5/7,
杭州翰林文化,13812345678(王),杭州,,2024.5.8,
成都锐捷塑胶,电话：028-87654321,成都,,20240509,
长沙御膳房,0731 8765 4321,长沙,,9 May 2024,
坏日期公司,021-65432100,上海,,五月的一天,
"""


def test_a_messy_gb18030_sheet(store: Store, tmp_path: Path) -> None:
    plan = prepare(store, MASTER, _file(tmp_path, MESSY, "gb18030"))
    assert plan.sheet.encoding == "gb18030"
    assert (plan.head.row, plan.mapping[4]) == (2, "status_date")
    assert _counts(plan) == (5, 0, 0, 1)
    assert [o.row for o in plan.rows] == [4, 6, 7, 8, 9, 10]
    bad = next(plan.of("rejected"))
    assert "10" in bad.reason
    assert "E" in bad.reason
    assert "五月的一天" in bad.reason
    assert store.value("SELECT count(*) FROM customers") == 0
    counts = run_import(store, plan)
    assert counts.line() == "new 5, changed 0, same 0, rejected 1"
    rows = store.rows("SELECT customer_no, customer_name, telephone, status_date FROM customers ORDER BY id")
    assert [r["status_date"] for r in rows] == ["2024-05-06", "2024-05-07", "2024-05-08", "2024-05-09", "2024-05-09"]
    assert rows[0]["telephone"] == "0574-87654321 转 801"
    assert rows[1]["customer_name"] == "上海光明贸易公司"
    assert rows[1]["telephone"] == "021-65432100"
    assert rows[0]["customer_no"] == "KH-0001"


def test_the_same_file_again_is_all_the_same(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, MESSY)
    again = _plan(store, tmp_path, MESSY)
    assert _counts(again) == (0, 0, 5, 1)
    assert run_import(store, again).notice is None


def test_matching_by_number_then_by_exact_name(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户名称,电话\n甲公司,021-65432100\nＡＢＣ 公司,021-65432101\n")
    plan = _plan(store, tmp_path, "客户编号,客户名称,地址\nKH-0001,甲公司改名,上海\n, ABC 公司 ,北京\n,新公司,x\n")
    assert _counts(plan) == (1, 2, 0, 0)
    first, second = list(plan.of("changed"))
    assert first.differences == [("customer_name", "甲公司", "甲公司改名"), ("address", None, "上海")]
    assert second.record == 2
    run_import(store, plan)
    assert records.get(store, MASTER, 1)["telephone"] == "021-65432100"
    assert _names(store)[0] == "甲公司改名"


def test_a_blank_cell_keeps_the_old_value(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户名称,电话,地址\n甲公司,021-65432100,上海\n")
    plan = _import(store, tmp_path, "客户名称,电话,地址\n甲公司, ,北京\n")
    assert next(plan.of("changed")).differences == [("address", "上海", "北京")]
    assert records.get(store, MASTER, 1)["telephone"] == "021-65432100"


def test_two_matches_reject_the_row(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户编号,客户名称\nA1,王伟\nA2,王伟\n")
    assert _names(store) == ["王伟", "王伟"]
    plan = _plan(store, tmp_path, "客户名称,电话\n王伟,021-65432100\n")
    assert _counts(plan) == (0, 0, 0, 1)
    assert "王伟" in plan.rows[0].reason
    assert "2" in plan.rows[0].reason


def test_a_number_with_its_own_row_is_not_matched_by_name(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户编号,客户名称\nA1,王伟\n")
    plan = _plan(store, tmp_path, "客户编号,客户名称,地址\nA1,王伟,上海\nA2,王伟,北京\n")
    assert _counts(plan) == (1, 1, 0, 0)


def test_a_known_name_with_another_number_keeps_its_own(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户名称\n甲公司\n")
    plan = _import(store, tmp_path, "客户编号,客户名称,地址\nX-9,甲公司,上海\n")
    assert _counts(plan) == (0, 1, 0, 0)
    assert records.get(store, MASTER, 1)["customer_no"] == "KH-0001"


def test_numbers_from_outside_are_kept_and_never_given_twice(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户编号,客户名称\nKH-0007,甲\n1001,乙\n,丙\n")
    assert store.column("SELECT customer_no FROM customers ORDER BY id") == ["KH-0007", "1001", "KH-0008"]


def test_the_same_row_twice(store: Store, tmp_path: Path) -> None:
    plan = _plan(store, tmp_path, "客户名称,地址\n甲公司,上海\n甲公司,上海\n甲公司,北京\n甲公司,\n")
    assert [o.act for o in plan.rows] == ["new", "same", "rejected", "same"]
    assert "2" in plan.rows[1].reason
    assert "2" in plan.rows[2].reason


def test_the_echo_of_a_rejected_row_is_rejected(store: Store, tmp_path: Path) -> None:
    text = "客户名称,客户状态\n甲公司,删除\n甲公司,删除\n"
    plan = _plan(store, tmp_path, text)
    assert [o.act for o in plan.rows] == ["rejected", "rejected"]


def test_missing_names_totals_and_repeated_heads(store: Store, tmp_path: Path) -> None:
    plan = _plan(store, tmp_path, "客户名称,电话\n甲,021-65432100\n,021-65432100\n客户名称,电话\n合 计：,2\nTotal,3\n")
    assert [o.act for o in plan.rows] == ["new", "rejected", "rejected", "rejected", "rejected"]
    assert "3" in plan.rows[1].reason


@pytest.mark.parametrize("name", ["长" * 301, "长" * 100_000, "坏\x00名"])
def test_names_that_cannot_be_kept_name_row_and_column(store: Store, tmp_path: Path, name: str) -> None:
    plan = _plan(store, tmp_path, f"电话,客户名称\n021-65432100,{name}\n021-65432100,好\n")
    assert [o.act for o in plan.rows] == ["rejected", "new"]
    assert "2" in plan.rows[0].reason
    assert "B" in plan.rows[0].reason
    assert len(plan.rows[0].reason) < 300


@pytest.mark.parametrize("name", ["长" * 300, "=cmd|' /C calc'!A0", "<b>粗</b>", "😀公司🏢", "שלום עולם", "𠮷野家"])
def test_odd_names_are_kept_as_they_are(store: Store, tmp_path: Path, name: str) -> None:
    _import(store, tmp_path, f"客户名称\n{name}\n")
    assert _names(store) == [name]


def test_marks_that_cannot_be_seen_do_not_make_another_customer(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户名称\n甲公司\n")
    plan = _plan(store, tmp_path, "客户名称\n\u200f甲公司\u200e\n")
    assert _counts(plan) == (0, 0, 1, 0)


def test_signs_that_the_encoding_cannot_read_reject_their_row(store: Store, tmp_path: Path) -> None:
    data = "客户名称,地址\n".encode("gb18030") + "甲公司".encode("gb18030") + b"\xff\xff" + ",上海\n乙公司,北京\n".encode("gb18030")
    (tmp_path / "a.csv").write_bytes(data)
    plan = plan_import(store, MASTER, read_sheet(tmp_path / "a.csv", encoding="gb18030"))
    assert [o.act for o in plan.rows] == ["rejected", "new"]


def test_without_a_column_for_the_name_nothing_is_read(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        _plan(store, tmp_path, "电话,地址\n021-65432100,上海\n")
    assert caught.value.field == "customer_name"
    with pytest.raises(Problem, match="no rows"):
        _plan(store, tmp_path, "客户名称,电话\n ,\n")
    with pytest.raises(Problem, match="cannot be imported"):
        _plan(store, tmp_path, "客户名称\n甲\n", "no_such_form")
    sheet = read_sheet(_file(tmp_path, "x\n甲\n"))
    with pytest.raises(Problem):
        plan_import(store, MASTER, sheet, {0: "record_completeness"})


def test_the_whole_import_is_one_change_and_is_undone_as_one(store: Store, tmp_path: Path) -> None:
    heard = []
    store.listen(heard.append)
    _import(store, tmp_path, "客户名称,业务员\n甲,张三丰\n乙,李四光\n")
    assert len(heard) == 1
    assert heard[0].forms == {MASTER, "staff_record"}
    store.undo()
    assert _names(store) == []
    store.redo()
    assert _names(store) == ["甲", "乙"]


def test_cancel_leaves_nothing(store: Store, tmp_path: Path) -> None:
    text = "客户名称,业务员\n" + "".join(f"客户{i},张三丰\n" for i in range(4500))
    plan = _plan(store, tmp_path, text)

    def stop(done: int, total: int) -> None:
        assert total == 4500
        if done >= 2000:
            raise Cancelled

    for arguments in ({"progress": stop}, {"cancelled": lambda: True}):
        with pytest.raises(Cancelled):
            run_import(store, plan, **arguments)
        assert store.value("SELECT count(*) FROM customers") == 0
        assert store.value("SELECT count(*) FROM staff") == 1
    assert run_import(store, plan).new == 4500


def test_the_dry_run_shows_progress_and_can_be_cancelled(store: Store, tmp_path: Path) -> None:
    text = "客户名称\n" + "".join(f"客户{i}\n" for i in range(1200))
    seen: list[tuple[int, int]] = []
    sheet = read_sheet(_file(tmp_path, text))
    plan_import(store, MASTER, sheet, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(500, 1200), (1000, 1200), (1200, 1200)]
    with pytest.raises(Cancelled):
        plan_import(store, MASTER, sheet, cancelled=lambda: True)


def test_a_change_in_the_meantime_stops_the_import(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户名称\n甲\n")
    plan = _plan(store, tmp_path, "客户名称,地址\n甲,上海\n乙,北京\n")
    store.db.conn.execute("UPDATE customers SET changed_at = '2199-01-01T00:00:00Z'")
    store.db.conn.commit()
    with pytest.raises(Problem):
        run_import(store, plan)
    assert _names(store) == ["甲"]


def test_a_list_without_dates_brings_existing_customers(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户名称,新增日期\n甲,\n乙,2024-05-06\n")
    found = store.rows("SELECT happened_on, event FROM customer_status_history ORDER BY customer")
    assert found == [{"happened_on": None, "event": None}, {"happened_on": "2024-05-06", "event": "new"}]
    assert records.get(store, MASTER, 1)["customer_status"] == "active"


def test_a_number_in_the_bin_is_told(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path, "客户名称\n甲\n乙\n")
    records.delete(store, MASTER, [1])
    plan = _plan(store, tmp_path, "客户编号,客户名称\nKH-0001,甲\nKH-0002,乙\n")
    assert [o.act for o in plan.rows] == ["rejected", "same"]
    assert "KH-0001" in plan.rows[0].reason
