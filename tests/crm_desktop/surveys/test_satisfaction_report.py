"""The satisfaction report: every number equals the figures', small numbers are said, the rows behind each number."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest

from crm_desktop.kit import clock, report
from crm_desktop.kit.pdf.blocks import Block, Chart, Grid, Heading, KeepTogether, Note, Paper, Text
from crm_desktop.kit.period import Period
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store
from crm_desktop.remarks import service as remarks
from crm_desktop.surveys import figures, paper
from crm_desktop.surveys.figures import Scope
from tests.crm_desktop.sample_office import AT, filled


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(260, seed=5)
    yield store
    store.close()


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """As of the sample office's day."""
    with clock.frozen(AT):
        yield


def blocks(found: Paper) -> list[Block]:
    flat: list[Block] = []
    for block in found.blocks:
        flat += block.blocks if isinstance(block, KeepTogether) else [block]
    return flat


def grids(found: Paper) -> list[Grid]:
    return [b for b in blocks(found) if isinstance(b, Grid)]


def notes(found: Paper) -> str:
    return "\n".join(b.text for b in blocks(found) if isinstance(b, Note))


@pytest.mark.parametrize("options", [Options(record=3), Options(period="2026-H2"), Options(period="2026")])
def test_every_number_is_that_of_the_figures(office: Store, options: Options) -> None:
    built, scope = paper.satisfaction(office, options), paper.scope_of(office, options)
    found = figures.results(office, scope)
    head, items, classes = grids(built)[:3]
    cells = {str(r[0]): r for r in head.rows}  # type: ignore[index]
    assert cells["Copies returned"][1] == f"{found.whole.returned:,}"  # type: ignore[index]
    assert str(cells["Satisfied (top two)"][1]).startswith(  # type: ignore[index]
        f"{found.whole.satisfied}/{found.whole.valid}  {found.whole.rate:.1f}%")
    for row, item in zip(list(items.rows), found.whole.items, strict=True):
        told = [c for c in list(row)[2:7] if c]  # type: ignore[arg-type]
        assert told == [f"{n:,}" for n in item.answers.values()]
        assert list(row)[7:10] == [f"{item.answered:,}", f"{item.share:.1f}%", f"{item.mean:.1f}"]  # type: ignore[arg-type]
    assert list(list(classes.rows)[-1])[2] == f"{found.whole.valid:,}"  # type: ignore[arg-type]
    assert sum(isinstance(b, Chart) for b in blocks(built)) == 2
    assert "Changes are in points" in notes(built)


def test_below_the_threshold_is_said(office: Store) -> None:
    assert "is below the threshold of 90%: an improvement action is due" in notes(
        paper.satisfaction(office, Options(record=3)))


def test_too_few_sheets_are_said_and_give_no_percentage(office: Store) -> None:
    week = next(str(w) for w in Period.parse("2026").weeks()
                if 0 < figures.results(office, Scope(period=w), compare=False).whole.valid < 30
                and figures.results(office, Scope(period=w)).last is None)
    built = paper.satisfaction(office, Options(period=week))
    assert "no percentage is given" in notes(built)
    assert all("%" not in str(c) for g in grids(built) for r in g.rows for c in r)  # type: ignore[union-attr]


def test_no_sheets_are_said_in_words_instead_of_empty_tables(office: Store) -> None:
    built = paper.satisfaction(office, Options(period="2026-W34"))
    assert "No satisfaction sheet came back yet." in notes(built)
    assert len([b for b in built.blocks if isinstance(b, Grid)]) <= 1


def test_without_a_word_the_newest_survey_with_sheets(office: Store, store: Store) -> None:
    assert paper.scope_of(office, Options()) == Scope(plan=3)
    assert str(paper.scope_of(store, Options()).period) == "2026-H2"
    assert not [b for b in blocks(paper.satisfaction(store, Options())) if isinstance(b, Chart)]


def test_the_opinions_are_counted_whole_and_the_newest_are_printed(store: Store) -> None:
    with store.change("import") as change:
        change.insert_many("customer_satisfaction_survey", [
            {"answered_on": f"2026-0{1 + n % 9}-{1 + n % 28:02}", "is_valid": True, "product_suggestions": f"意见{n}",
             **({"service_improvements_wanted": f"希望{n}"} if n % 2 else {})} for n in range(2100)])
    built = paper.satisfaction(store, Options(period="2026"))
    assert "The newest 20 of 3,150." in notes(built)
    rows = [list(r) for r in grids(built)[-1].rows]  # type: ignore[arg-type]
    days = [r[0] for r in rows]
    assert days == sorted(days, reverse=True) and len(days) == 20
    assert days[-1] == store.value(
        "SELECT answered_on FROM (SELECT answered_on FROM satisfaction_sheets WHERE product_suggestions IS NOT NULL"
        " UNION ALL SELECT answered_on FROM satisfaction_sheets WHERE service_improvements_wanted IS NOT NULL)"
        " ORDER BY 1 DESC LIMIT 1 OFFSET 19")


def test_the_rows_behind_each_number(office: Store) -> None:
    for number in paper.numbers(office, Options(record=3)):
        assert f"{number.query.run(office).count:,}" == number.shown, number.label


def test_remarks_of_the_period_are_printed(office: Store) -> None:
    remarks.keep(office, "satisfaction", "2026-Q3", "本季没有集中调查。")
    built = paper.satisfaction(office, Options(period="2026-Q3"))
    assert [b.text for b in built.blocks if isinstance(b, Text)] == ["本季没有集中调查。"]


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_on_paper_in_every_language(office: Store, language: str) -> None:
    out = BytesIO()
    assert report.make(office, "satisfaction", Options(record=3, language=language), out) >= 2
    for name in ("customer-survey-plan", "survey-plan-list", "improvement-action", "improvement-action-list"):
        assert report.make(office, name, Options(language=language), BytesIO()) >= 1
    assert out.getvalue().startswith(b"%PDF")


def test_headings_are_numbered_in_turn(office: Store) -> None:
    heads = [b.text for b in blocks(paper.satisfaction(office, Options(record=3))) if isinstance(b, Heading)]
    assert [h[0] for h in heads[:4]] == list("1234")
