"""Remarks on a report: one text per report and period, kept as a change like any other."""

from __future__ import annotations

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Store
from crm_desktop.remarks import service


def test_one_text_per_report_and_period(store: Store) -> None:
    service.keep(store, "monthly", "2026-10", "  国庆停产一周。\n")
    service.keep(store, "monthly", "2026-11", "新装两条线。")
    service.keep(store, "satisfaction", "2026-10", "样本偏少。")
    service.keep(store, "monthly", "2026-10", "国庆停产八天。")
    assert service.text(store, "monthly", "2026-10") == "国庆停产八天。"
    assert service.text(store, "monthly", "2026-11") == "新装两条线。"
    assert service.text(store, "monthly", "2026-09") == ""
    assert store.value("SELECT count(*) FROM report_remarks") == 3


def test_it_can_be_undone_and_taken_away(store: Store) -> None:
    service.keep(store, "monthly", "2026-10", "一")
    service.keep(store, "monthly", "2026-10", "二")
    store.undo()
    assert service.text(store, "monthly", "2026-10") == "一"
    service.keep(store, "monthly", "2026-10", " ")
    assert service.text(store, "monthly", "2026-10") == ""


def test_the_same_text_is_no_change(store: Store) -> None:
    heard: list[object] = []
    service.keep(store, "monthly", "2026-10", "一")
    store.listen(heard.append)
    service.keep(store, "monthly", "2026-10", "一 ")
    service.keep(store, "monthly", "2026-09", "")
    assert heard == []


def test_one_in_the_bin_counts_no_more(store: Store) -> None:
    service.keep(store, "monthly", "2026-10", "一")
    records.delete(store, service.FORM, [1])
    assert service.text(store, "monthly", "2026-10") == ""
    service.keep(store, "monthly", "2026-10", "二")
    assert service.text(store, "monthly", "2026-10") == "二"


def test_a_sign_that_is_none_is_said(store: Store) -> None:
    with pytest.raises(Problem):
        service.keep(store, "monthly", "2026-10", "新装\x00两条线")
    assert service.text(store, "monthly", "2026-10") == ""
