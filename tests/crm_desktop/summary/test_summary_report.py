"""The monthly summary and the customer analysis: every number on the paper is that of an independent query."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from crm_desktop.kit import clock, i18n, records, report
from crm_desktop.kit.pdf.blocks import Chart, Grid, Heading, Paper, SideBySide, Text
from crm_desktop.kit.store import Store
from crm_desktop.remarks import service as remarks
from crm_desktop.summary import facts
from crm_desktop.summary import report as summary
from tests.crm_desktop.sample_office import AT, filled


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(150, seed=2)
    yield store
    store.close()


def paper(store: Store, name: str, **options: str) -> Paper:
    with clock.frozen(AT), i18n.using("en"):
        return report.get(name).build(store, report.Options(**options))  # type: ignore[arg-type]


def grids(of: Paper) -> list[Grid]:
    blocks = [b for block in of.blocks for b in ((block.left, block.right) if isinstance(block, SideBySide) else (block,))]
    return [b for b in blocks if isinstance(b, Grid)]


def charts(of: Paper) -> dict[str, Chart]:
    blocks = [b for block in of.blocks for b in ((block.left, block.right) if isinstance(block, SideBySide) else (block,))]
    return {b.title: b for b in blocks if isinstance(b, Chart)}


def last(grid: Grid) -> list[str | None]:
    return [*grid.rows][-1]  # type: ignore[list-item]


def number(store: Store, sql: str) -> str:
    return str(store.value(sql))


def test_the_month(office: Store) -> None:
    found = paper(office, "monthly", period="2026-10")
    _glance, customers, complaints, _causes, visits, surveys = grids(found)
    start, came, lost, end = (int(str(n).replace(",", "")) for n in last(customers)[1:])
    assert start + came - lost == end
    assert came == office.value("SELECT count(*) FROM customers WHERE customer_status = 'newly_added'"
                                " AND status_date LIKE '2026-10%'")
    assert lost == office.value("SELECT count(*) FROM customers WHERE customer_status = 'removed'"
                                " AND status_date LIKE '2026-10%'")
    inside = "datetime(received_at, '+8 hours') LIKE '2026-10%'"
    assert last(complaints)[1] == number(office, f"SELECT count(*) FROM complaints WHERE {inside}")
    cut = "'2026-10-31T16:00:00Z'"
    assert last(complaints)[6] == number(
        office, f"SELECT count(*) FROM complaints WHERE {inside} AND (resolved_at IS NULL OR resolved_at >= {cut})")
    assert last(visits)[1] == number(office, "SELECT count(*) FROM callback_plans WHERE planned_date LIKE '2026-10%'"
                                             " AND state <> 'cancelled'")
    assert last(visits)[2] == number(office, "SELECT count(*) FROM callback_plans WHERE planned_date LIKE '2026-10%'"
                                             " AND state = 'done'")
    assert last(surveys)[0] == number(office, "SELECT count(*) FROM satisfaction_sheets WHERE answered_on LIKE '2026-10%'")
    assert last(surveys)[1] == number(
        office, "SELECT count(*) FROM satisfaction_sheets WHERE answered_on LIKE '2026-10%' AND is_valid")


SQL = {  # each number at a glance, by a query of its own; {m} is the month, {e} the first instant after it
    "New customers": "SELECT count(*) FROM customers WHERE customer_status = 'newly_added' AND status_date LIKE '{m}%'",
    "Lost customers": "SELECT count(*) FROM customers WHERE customer_status = 'removed' AND status_date LIKE '{m}%'",
    "Complaints received": "SELECT count(*) FROM complaints WHERE datetime(received_at, '+8 hours') LIKE '{m}%'",
    "Complaints still open": "SELECT count(*) FROM complaints WHERE datetime(received_at, '+8 hours') LIKE '{m}%'"
                             " AND (resolved_at IS NULL OR resolved_at >= '{e}')",
    "Of these past a limit": "SELECT count(*) FROM complaints WHERE datetime(received_at, '+8 hours') LIKE '{m}%'"
                             " AND (resolved_at IS NULL OR resolved_at >= '{e}') AND (((first_response_at IS NULL OR"
                             " first_response_at >= '{e}') AND (julianday('{e}') - julianday(received_at)) * 1440 >="
                             " response_limit_min + 1) OR (julianday('{e}') - julianday(coalesce(reopened_at,"
                             " received_at))) * 1440 >= solution_limit_min + 1)",
    "Call-backs planned": "SELECT count(*) FROM callback_plans WHERE planned_date LIKE '{m}%' AND state <> 'cancelled'",
    "Call-backs done": "SELECT count(*) FROM callback_plans WHERE planned_date LIKE '{m}%' AND state = 'done'",
    "Call-backs missed": "SELECT count(*) FROM callback_plans WHERE planned_date LIKE '{m}%' AND state = 'missed'",
    "Past their day and still open": "SELECT count(*) FROM callback_plans WHERE planned_date LIKE '{m}%'"
                                     " AND state IN ('planned', 'postponed') AND planned_date < '2026-11-19'",
    "Sheets returned": "SELECT count(*) FROM satisfaction_sheets WHERE answered_on LIKE '{m}%'",
    "Valid sheets": "SELECT count(*) FROM satisfaction_sheets WHERE answered_on LIKE '{m}%' AND is_valid",
}
ENDS = {"2026-10": "2026-10-31T16:00:00Z", "2026-09": "2026-09-30T16:00:00Z"}


def test_at_a_glance_the_month_stands_beside_the_month_before(office: Store) -> None:
    rows = {str(r[0]): r for r in grids(paper(office, "monthly", period="2026-10"))[0].rows}  # type: ignore[index]
    for label, sql in SQL.items():
        for column, month in ((1, "2026-10"), (2, "2026-09")):
            wanted = office.value(sql.format(m=month, e=ENDS[month]))
            assert rows[label][column] == f"{wanted:,}", (label, month)
    assert any(str(r[3]) != "0" for r in rows.values())


def test_every_number_has_its_rows(office: Store) -> None:
    with clock.frozen(AT), i18n.using("en"):
        found = summary.numbers(office, report.Options(period="2026-10"))
        assert {n.label for n in found} == set(SQL)
        for number_ in found:
            assert f"{number_.query.run(office).count:,}" == number_.shown, number_.label


def test_remarks_stand_at_the_end(office: Store) -> None:
    remarks.keep(office, "monthly", "2026-09", "国庆前停产一周。")
    heads = [b.text for b in paper(office, "monthly", period="2026-09").blocks if isinstance(b, Heading)]
    texts = [b.text for b in paper(office, "monthly", period="2026-09").blocks if isinstance(b, Text)]
    assert heads[-1].endswith("Remarks")
    assert texts == ["国庆前停产一周。"]
    office.undo()


def test_the_causes_add_up(office: Store) -> None:
    causes = grids(paper(office, "monthly", period="2026-10"))[3]
    assert sum(int(str(r[1])) for r in causes.rows) == office.value(  # type: ignore[index]
        "SELECT count(*) FROM complaints WHERE datetime(received_at, '+8 hours') LIKE '2026-10%'")


@pytest.mark.parametrize(("kind", "now", "before", "shown"), [
    ("count", 12, 10, "+2"), ("count", 10, 12, "−2"), ("count", 3, 3, "0"), ("count", None, 3, "—"),
    ("rate", 85.84, 90.0, "−4.2 points"), ("rate", 90.04, 90.0, "0"), ("minutes", 95.0, 30.0, "+1 h 05 min"),
    ("minutes", 30.2, 30.0, "0"), ("points", 81.5, 80.0, "+1.5"),
])
def test_a_change_has_its_sign_and_unit(kind: str, now: float | None, before: float | None, shown: str) -> None:
    with i18n.using("en"):
        assert facts.change(facts.Fact("", kind, now, before)) == shown


def test_the_six_months_of_the_chart(office: Store) -> None:
    chart = charts(paper(office, "monthly", period="2026-11"))["Complaints received, last six months"]
    assert list(chart.labels) == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert list(chart.series[0].values) == [
        office.value("SELECT count(*) FROM complaints WHERE strftime('%Y-%m', received_at, '+8 hours') = ?", (m,))
        for m in ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11")]


def test_the_analysis(office: Store) -> None:
    found = paper(office, "customer-analysis", period="2026-11")
    total = number(office, "SELECT count(*) FROM customers WHERE customer_status IN ('active', 'newly_added')")
    for grid in grids(found)[:5]:
        rows = [*grid.rows]
        assert last(grid)[1] == total
        assert sum(int(str(r[1])) for r in rows[:-1]) == int(total)  # type: ignore[index]
    regions = {r[0]: r[1] for r in grids(found)[0].rows}  # type: ignore[index]
    assert regions["华东"] == number(office, "SELECT count(*) FROM customers WHERE region = '华东'"
                                             " AND customer_status IN ('active', 'newly_added')")
    moves = charts(found)
    assert sum(moves["New customers"].series[0].values) == office.value(
        "SELECT count(*) FROM customers WHERE customer_status = 'newly_added' AND status_date BETWEEN '2026-06-01'"
        " AND '2026-11-30'")
    assert sum(moves["Lost customers"].series[0].values) == office.value(
        "SELECT count(*) FROM customers WHERE customer_status = 'removed' AND status_date BETWEEN '2026-06-01'"
        " AND '2026-11-30'")


def test_the_list_on_paper_is_the_list(office: Store) -> None:
    rows = [*grids(paper(office, "customer-list"))[0].rows]
    assert len(rows) == office.value("SELECT count(*) FROM customers")
    assert [r[0] for r in rows] == sorted(str(r[0]) for r in rows)  # type: ignore[index]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", ["monthly", "customer-analysis"])
@pytest.mark.parametrize("period", ["2026-11", "1999-02", "2026-W01", "2026-H2", "2026"])
def test_an_empty_office_has_papers_for_every_period(name: str, period: str, language: str) -> None:
    with clock.frozen(AT):
        store = Store.memory(language=language)
        out = BytesIO()
        assert report.make(store, name, report.Options(period=period), out) >= 1
        store.close()
    text = "".join(p.extract_text() for p in PdfReader(out).pages)
    assert period[:4] in text or period == "2026-W01"
    assert "{" not in text
    assert "None" not in text


def test_the_card_is_the_customers_own(office: Store) -> None:
    rows = office.column("SELECT customer_no FROM customers ORDER BY id LIMIT 2")
    with clock.frozen(AT):
        out = BytesIO()
        report.make(office, "customer-card", report.Options(customer=records.by_number(office, "customer_master", rows[0])),
                    out)
    text = "".join(p.extract_text() for p in PdfReader(out).pages)
    assert rows[0] in text
    assert rows[1] not in text
