"""Satisfaction sheets: points, the top answers, the month's figures (decision 27)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.kit import forms, records
from crm_desktop.kit.errors import Problems
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from crm_desktop.surveys import figures, model
from tests.crm_desktop.sample_office import filled

FORM = model.FORM
NOVEMBER = Period.parse("2026-11")


def sheet(store: Store, day: str = "2026-11-10", **more: Any) -> int:
    return records.create(store, FORM, {"answered_on": day, **more})


def test_the_scales_are_the_forms_own_in_its_order() -> None:
    fields = forms.get(FORM).by_id
    for item, scale in model.SCALES.items():
        assert tuple(c.id for c in fields[item].choices) == scale


@pytest.mark.parametrize(("answer", "scale", "points"), [
    ("satisfied", model.CSAT5, 100), ("average", model.CSAT5, 50), ("very_dissatisfied", model.CSAT5, 0),
    ("strong", model.SCALES["product_competitiveness"], 100), ("average", model.SCALES["product_competitiveness"], 50),
    ("basically_met", model.SCALES["needs_fulfilment"], 100 * 2 / 3)])
def test_points(answer: str, scale: tuple[str, ...], points: float) -> None:
    assert model.points(scale)[answer] == pytest.approx(points)


def test_the_top_of_five_four_and_three() -> None:
    assert [len(model.top(i)) for i in ("overall_service", "needs_fulfilment", "product_competitiveness")] == [2, 2, 1]
    assert model.is_satisfied({}) is None
    assert model.is_satisfied({"overall_service": "fairly_satisfied"}) is True
    assert model.is_satisfied({"overall_service": "average"}) is False


@given(st.fixed_dictionaries({}, optional={i: st.sampled_from(s) for i, s in model.SCALES.items()}))
def test_the_mean_lies_between_the_worst_and_the_best(answers: dict[str, str]) -> None:
    mean = model.satisfaction_score(answers)
    points = [model.points(model.SCALES[i])[a] for i, a in answers.items()]
    if not points:
        assert mean is None
    else:
        assert mean is not None
        assert min(points) - 0.05 <= mean <= max(points) + 0.05
        assert mean == pytest.approx(sum(points) / len(points), abs=0.051)


def test_unknown_answers_are_left_out() -> None:
    assert model.satisfaction_score({"overall_service": "enthusiastic", "product_price": "average"}) == 50.0


def test_what_cannot_be(store: Store, frozen_clock: object) -> None:
    with pytest.raises(Problems) as caught:
        sheet(store, "2026-11-20", is_valid=0)
    assert {p.field for p in caught.value.problems} == {"answered_on", "invalid_reason"}


def test_the_latest_valid_sheet_counts_for_the_customer(store: Store, frozen_clock: object) -> None:
    customer = records.create(store, "customer_master", {"customer_name": "甲公司"})
    sheet(store, "2026-11-10", employer=customer, overall_service="satisfied")
    sheet(store, "2026-11-12", employer=customer, overall_service="average")
    sheet(store, "2026-11-14", employer=customer, overall_service="dissatisfied", is_valid=0, invalid_reason="x")
    gone = sheet(store, "2026-11-15", employer=customer, overall_service="very_dissatisfied")
    records.delete(store, FORM, [gone])
    assert records.whole(store, "customer_master", customer)["latest_satisfaction"] == 50.0


def test_an_empty_month_has_no_rate(store: Store) -> None:
    result = figures.month(store, NOVEMBER)
    assert (result.returned, result.valid, result.rate, result.mean) == (0, 0, None, None)


def test_a_sheet_without_the_overall_item_is_valid_but_not_satisfied(store: Store, frozen_clock: object) -> None:
    sheet(store, overall_service="satisfied")
    sheet(store, product_price="satisfied")
    result = figures.month(store, NOVEMBER)
    assert (result.valid, result.overall.answered, result.satisfied, result.rate, result.mean) == (2, 1, 1, 50.0, 100.0)


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(200, seed=7)
    yield store
    store.close()


@pytest.mark.parametrize("month", ["2026-11", "2026-09", "2026-H1", "2026"])
def test_every_figure_counted_by_hand(office: Store, month: str) -> None:
    period = Period.parse(month)
    result = figures.month(office, period)
    where = f"deleted_at IS NULL AND answered_on BETWEEN '{period.start}' AND '{period.end}'"
    assert result.returned == office.value(f"SELECT count(*) FROM satisfaction_sheets WHERE {where}")
    assert result.valid == office.value(f"SELECT count(*) FROM satisfaction_sheets WHERE {where} AND is_valid")
    assert result.satisfied == office.value(
        f"SELECT count(*) FROM satisfaction_sheets WHERE {where} AND is_valid"
        " AND overall_service IN ('satisfied', 'fairly_satisfied')")
    points = {"satisfied": 100, "fairly_satisfied": 75, "average": 50, "dissatisfied": 25, "very_dissatisfied": 0}
    three = {"strong": 100, "average": 50, "rather_weak": 0}
    four = {"fully_met": 100, "basically_met": 200 / 3, "hardly_met": 100 / 3, "not_met_at_all": 0}
    means = []
    for row in office.rows(f"SELECT * FROM satisfaction_sheets WHERE {where} AND is_valid"):
        found = [three[row[i]] if i == "product_competitiveness" else four[row[i]] if i == "needs_fulfilment"
                 else points[row[i]] for i in model.SCALES if row[i]]
        means += [sum(found) / len(found)] if found else []
    assert result.mean == pytest.approx(sum(means) / len(means), abs=0.1)
