"""One rule of rounding: shares, differences, growth."""

from __future__ import annotations

import pytest

from crm_desktop.kit import forms, i18n, rates, values
from tests.crm_desktop.kit.pdf.paper import RUN


def test_shares_have_one_decimal_and_a_dash_for_nothing() -> None:
    assert [rates.percent(v) for v in (78.0, 81.24, 100.0, 0.0, None)] == ["78.0%", "81.2%", "100.0%", "0.0%", "—"]
    assert rates.percent(0.125, 2) in ("0.12%", "0.13%")
    assert (rates.in_percent(1, 4), rates.in_percent(0, 4), rates.in_percent(0, 0)) == (25.0, 0.0, None)
    assert rates.share(2, 3) == "66.7%"
    assert rates.share(0, 0) == "—"
    assert rates.out_of(9, 10) == "9/10  90.0%"
    assert rates.out_of(1200, 1300, rate=False) == "1,200/1,300"
    assert rates.out_of(0, 0) == "—"


def test_differences_are_those_of_the_printed_numbers() -> None:
    assert rates.difference(200 / 3, 100 / 3) == 33.4  # 66.7% less 33.3%
    assert rates.difference(None, 1.0) is rates.difference(1.0, None) is None


@pytest.mark.parametrize(("value", "shown"), [(1.44, "+1.4"), (-2.3, "−2.3"), (0.04, "0"), (-0.04, "0"), (0.0, "0"),
                                              (None, "—"), (-1234.5, "−1,234.5")])
def test_steps_have_a_sign_and_no_empty_zero(value: float | None, shown: str) -> None:
    assert rates.step(value) == shown


def test_points_and_growth() -> None:
    with i18n.using("en"):
        assert (rates.points(-4.52), rates.points(0.0), rates.points(None)) == ("−4.5 points", "0", "—")
        assert (rates.grown(71.42), rates.grown(0.0), rates.grown(None)) == ("+71.4%", "0", "—")


def test_a_reckoned_percentage_is_written_alike_on_page_and_paper() -> None:
    field, context = forms.get("customer_master").by_id["record_completeness"], RUN.context
    assert context is not None
    assert values.show(field, 80.0, context) == values.paper(field, 80.0, context) == rates.percent(80.0)
