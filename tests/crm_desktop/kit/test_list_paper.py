"""The list on paper equals the list on the screen; a record's sheet is the one asked for."""

from __future__ import annotations

from io import BytesIO

import pytest

from crm_desktop.kit import feature, records, report
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.list_paper import list_paper
from crm_desktop.kit.pdf.blocks import FormSheet, Grid, Note
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store

FORM = "customer_master"
COLUMNS = ("customer_no", "customer_name", "region", "open_complaints", "record_completeness")


def fill(store: Store, count: int) -> list[int]:
    with store.change("fill") as change:
        return change.insert_many(FORM, [{"customer_name": f"<b>公司{n}</b> & =cmd", "customer_status": "active",
                                          "region": "华东" if n % 2 else None} for n in range(count)])


def cells(store: Store, query: Query) -> list[list[str]]:
    grid = list_paper(store, query, COLUMNS, "List").blocks[-1]
    assert isinstance(grid, Grid)
    return [list(r) for r in grid.rows]  # type: ignore[arg-type]


def test_every_record_of_the_query_in_its_order_beyond_every_cap(store: Store) -> None:
    fill(store, 1203)
    asked = Query(FORM, text="公司", where=(Condition("region", "in", ["华东"]),), sort=("-customer_no",))
    rows = cells(store, asked)
    assert [r[0] for r in rows] == store.column(
        "SELECT customer_no FROM customers WHERE region = '华东' ORDER BY customer_no DESC")
    assert rows[0][1].startswith("<b>公司")
    assert rows[0][3] == "0"


def test_the_count_stands_above_and_an_empty_list_is_a_page(store: Store) -> None:
    paper = list_paper(store, Query(FORM), COLUMNS, "List")
    assert paper.blocks[0] == Note("There are no records.")
    assert report.write(store, paper, BytesIO()) == 1
    fill(store, 1)
    assert list_paper(store, Query(FORM), COLUMNS, "List").blocks[0] == Note("1 record")


def test_wide_lists_lie_on_their_side(store: Store) -> None:
    assert not list_paper(store, Query(FORM), COLUMNS[:2], "List").landscape
    assert list_paper(store, Query(FORM), (*COLUMNS, "address", "email", "telephone"), "List").landscape


def test_the_sheet_of_a_customer_is_never_somebody_elses(store: Store) -> None:
    one, two = fill(store, 2)
    records.create(store, "complaint_record", {"customer": one, "content": "漏油"})
    asked = report.get("complaint-record")
    found = asked.build(store, report.Options(customer=one)).blocks[0]
    assert isinstance(found, FormSheet)
    assert found.record["customer"] == one
    with pytest.raises(Problem, match="for this customer"):
        asked.build(store, report.Options(customer=two))
    with pytest.raises(Problem):
        asked.build(store, report.Options(record=99))


def test_only_a_sheet_about_a_customer_can_be_asked_for_by_customer() -> None:
    asked = {r.form: r.options for r in report.all_reports() if r.form and r.name == r.form.replace("_", "-")}
    for form, options in asked.items():
        assert "customer" not in options or feature.entity(form).customer, form
    assert asked["improvement_action"] == ("record",)
