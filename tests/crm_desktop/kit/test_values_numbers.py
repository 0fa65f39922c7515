"""Numbers, money, percentages and scores in the notations of offices."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import using
from tests.crm_desktop.kit.values_office import OFFICE, TAIWAN, TODAY, field

MONEY, WHOLE, PERCENT, SCORE = (field(kind) for kind in ("money", "int", "percent", "score"))


@pytest.mark.parametrize(("text", "minor"), [
    ("1234.5", 123450), ("1,234.50", 123450), ("1,234.50 元", 123450), ("￥1234.5", 123450), ("¥1,234.5", 123450),
    ("RMB 1234.50", 123450), ("人民币1234.5元", 123450), ("１，２３４．５０元", 123450), ("1 234.50", 123450),
    ("1.2万", 1_200_000), ("1.2萬元", 1_200_000), ("3千", 300_000), ("1.5亿", 15_000_000_000), ("200万元整", 200_000_000),
    ("12,3456.00", 12_345_600), ("0", 0), ("-12", -1200), ("−12", -1200), ("(100)", -10_000), ("（100）", -10_000),
    (".5", 50), ("5.", 500), ("0.005", 1), ("12345678901.23", 1_234_567_890_123)])
def test_amounts(text: str, minor: int) -> None:
    assert values.read(MONEY, text, OFFICE) == minor


@pytest.mark.parametrize("text", ["abc", "1,23", "1.2.3", "1,5", "US$ 5", "NT$ 5", "5 美元", "$5", "€5", "1e5", "元",
    "--5",
                                  "9" * 30, "1万亿亿"])
def test_what_is_no_amount_here(text: str) -> None:
    with pytest.raises(Problem) as caught:
        values.read(MONEY, text, OFFICE)
    assert caught.value.field == "some"


def test_another_currency_is_named() -> None:
    with using("en"), pytest.raises(Problem) as caught:
        values.read(MONEY, "US$ 5", OFFICE)
    assert caught.value.sentence == "US$ 5 is in another currency. Enter the amount in CNY."


@pytest.mark.parametrize("text", ["NT$ 186,000", "186000", "NTD186,000", "新臺幣186,000元", "$186,000", "18.6萬"])
def test_amounts_in_taiwan(text: str) -> None:
    assert values.read(MONEY, text, TAIWAN) == 18_600_000


@pytest.mark.parametrize(("currency", "minor", "text"), [
    ("CNY", 18_600_000, "186,000.00 yuan"), ("CNY", -5, "-0.05 yuan"), ("TWD", 18_600_000, "NT$ 186,000"),
    ("TWD", 18_600_050, "NT$ 186,000.50"), ("USD", 123_450, "US$ 1,234.50"), ("JPY", 1234, "JP¥ 1,234"),
    ("EUR", 100, "€ 1.00"), ("HKD", 100, "HK$ 1.00"), ("SGD", 123, "SGD 1.23"), ("KWD", 1234, "KWD 1.234")])
def test_amounts_are_shown_and_read_back(currency: str, minor: int, text: str) -> None:
    office = values.Context(ZoneInfo("Asia/Shanghai"), TODAY, currency)
    with using("en"):
        assert values.money_text(minor, currency) == values.show(MONEY, minor, office) == text
        assert values.read(MONEY, text, office) == minor


@pytest.mark.parametrize(("cell", "minor"), [
    (1234.5, 123450), (1234, 123400), (0.1 + 0.2, 30), (Decimal("1.005"), 101), ("1,234.5元", 123450), ("-", None),
    (1e5, 10_000_000)])
def test_amount_cells(cell: object, minor: int | None) -> None:
    assert values.read_cell(MONEY, cell, OFFICE) == minor


def test_amounts_leave_as_numbers_a_sheet_can_add() -> None:
    assert values.plain(MONEY, 123450, OFFICE) == 1234.5


@pytest.mark.parametrize(("text", "number"), [
    ("1,000", 1000), ("1000", 1000), ("１０００", 1000), ("12台", 12), ("486 家", 486), ("1万", 10_000), ("1.5万", 15_000),
    ("-3", -3), ("+3", 3), ("12.0", 12), ("007", 7)])
def test_whole_numbers(text: str, number: int) -> None:
    assert values.read(WHOLE, text, OFFICE) == number


@pytest.mark.parametrize("text", ["1.5", "abc", "1,00", "9" * 20, "台", "1e3", "٣٣"])
def test_what_is_no_whole_number(text: str) -> None:
    with pytest.raises(Problem):
        values.read(WHOLE, text, OFFICE)


def test_whole_number_cells() -> None:
    assert values.read_cell(WHOLE, 12.0, OFFICE) == 12
    assert values.show(WHOLE, 1234567, OFFICE) == "1,234,567"
    with pytest.raises(Problem):
        values.read_cell(WHOLE, 12.5, OFFICE)


@pytest.mark.parametrize(("text", "number"), [
    ("85%", 85.0), ("85.8 %", 85.8), ("85", 85.0), ("８５％", 85.0), ("0.5", 0.5), ("-3.5%", -3.5), ("1,000%", 1000.0)])
def test_percentages(text: str, number: float) -> None:
    assert values.read(PERCENT, text, OFFICE) == number


@pytest.mark.parametrize(("cell", "number"), [(0.858, 85.8), (1, 100.0), (85.8, 85.8), (0, 0.0), ("0.5%", 0.5),
    (0.07, 7.0)])
def test_a_percent_cell_holds_a_fraction(cell: object, number: float) -> None:
    assert values.read_cell(PERCENT, cell, OFFICE) == number


def test_percentages_are_shown_short() -> None:
    assert values.show(PERCENT, 85.8, OFFICE) == "85.8%"
    assert values.show(PERCENT, 100.0, OFFICE) == "100%"
    computed = field("computed", result_type="percent")
    assert values.show(computed, 85.8333333, OFFICE) == "85.8%"
    assert values.show(PERCENT, -0.00001, OFFICE) == "0%"


@pytest.mark.parametrize(("text", "number"), [("4.5", 4.5), ("85分", 85.0), ("90 点", 90.0), ("1,000.25", 1000.25)])
def test_scores(text: str, number: float) -> None:
    assert values.read(SCORE, text, OFFICE) == number
    assert values.read(SCORE, values.show(SCORE, number, OFFICE), OFFICE) == number
