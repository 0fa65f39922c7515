"""Free text: cleaned, held to its limits, without bank cards; cells that are no text."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import using
from tests.crm_desktop.kit.values_office import OFFICE, TAIWAN, field

TEXT, LINES = field("text"), field("multiline")


@pytest.mark.parametrize(("text", "kept"), [
    ("  龙腾  ", "龙腾"), ("a\nb", "a b"), ("a \r\n\t b", "a b"), ("\u202eabc\u202c", "abc"), ("a\u200bb\ufeff", "ab"),
    ("\u200e", None), ("   ", None), ("", None), ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"), ("<b>x</b>", "<b>x</b>"),
    ("👨\u200d👩\u200d👧 𠮷", "👨\u200d👩\u200d👧 𠮷"), ("شركة", "شركة"), ("Ａ公司　二部", "Ａ公司　二部")])
def test_text_is_cleaned(text: str, kept: str | None) -> None:
    assert values.read(TEXT, text, OFFICE) == kept


def test_lines_stay_lines() -> None:
    assert values.read(LINES, "一\r\n二\u2028三\x85四\n\n五\t六 ", OFFICE) == "一\n二\n三\n四\n\n五\t六"


@pytest.mark.parametrize("text", ["a\x00b", "a\x07", "\x1b[31m", "a\x9f", "a\ud800"])
def test_control_characters_are_refused(text: str) -> None:
    for kind in ("text", "multiline", "date", "choice", "phone", "customer_ref", "money"):
        with pytest.raises(Problem) as caught:
            values.read(field(kind), text, OFFICE)
        assert caught.value.field == "some"
    with using("en"), pytest.raises(Problem, match="the control character U\\+0000, which cannot be kept. Remove it."):
        values.read(TEXT, "a\x00b", OFFICE)


@pytest.mark.parametrize(("kind", "name", "limit"), [
    ("text", "customer_name", 300), ("text", "name", 300), ("text", "product", 2000), ("multiline", "remarks", 20_000),
    ("address", "address", 500), ("choice", "status", 500)])
def test_limits_are_told_with_the_length(kind: str, name: str, limit: int) -> None:
    one = field(kind, name)
    assert values.limit(one) == limit
    if kind != "choice":
        assert values.read(one, "长" * limit, OFFICE) == "长" * limit
    with using("en"), pytest.raises(Problem) as caught:
        values.read(one, "长" * 100_000, OFFICE)
    assert caught.value.sentence == f"Some field takes at most {limit:,} characters; this has 100,000. Shorten it."


@pytest.mark.parametrize("text", [
    "6222021234567890128", "卡号 6222 0212 3456 7890 128，请核对", "4111 1111 1111 1111", "5500-0000-0000-0004"])
def test_bank_cards_are_not_kept(text: str) -> None:
    for one in (TEXT, LINES, field("address")):
        with pytest.raises(Problem) as caught:
            values.read(one, text, OFFICE)
        assert "1111" not in caught.value.sentence and "6222" not in caught.value.sentence


@pytest.mark.parametrize("text", [
    "6222021234567890129", "1234567890123456", "快递 7312345678901234", "622202123456789", "62102719900307731X",
    "91110000600037341L"])
def test_other_long_numbers_are_kept(text: str) -> None:
    assert values.read(TEXT, text, OFFICE) == text


def test_number_fields_take_any_number() -> None:
    for name in ("order_no", "account_number", "telephone", "registration_no"):
        assert values.read(field("text", name), "4111111111111111", OFFICE) == "4111111111111111"


def test_spreadsheet_errors_are_no_text() -> None:
    with using("en"), pytest.raises(Problem, match="Some field holds the Excel error #N/A."):
        values.read_cell(TEXT, "#N/A", OFFICE)


@pytest.mark.parametrize(("cell", "text"), [
    (123, "123"), (123.0, "123"), (1.5, "1.5"), (date(2026, 11, 19), "2026-11-19"),
    (datetime(2026, 11, 19, 9, 20), "2026-11-19 09:20"), (True, "True"), (None, None), ("-", "-"), ("无", "无")])
def test_cells_of_other_kinds_become_text(cell: object, text: str | None) -> None:
    assert values.read_cell(TEXT, cell, OFFICE) == text


def test_a_number_the_spreadsheet_cut_is_refused() -> None:
    with pytest.raises(Problem, match="shortened by the spreadsheet"):
        values.read_cell(TEXT, 9.111000060003734e17, OFFICE)
    assert values.read_cell(TEXT, 911100006000373410, OFFICE) == "911100006000373410"


def test_leading_zeros_come_back() -> None:
    postal, code = field("text", "postal_code"), field("text", "registration_code")
    assert values.read_cell(postal, 10010.0, OFFICE) == "010010"
    assert values.read_cell(postal, 518000, OFFICE) == "518000"
    assert values.read_cell(postal, 10617, TAIWAN) == "10617"
    assert values.read_cell(code, 501503.0, OFFICE) == "00501503"


def test_computed_and_signed_fields_are_never_read() -> None:
    for one in (field("computed", result_type="int"), field("signature")):
        assert values.read_cell(one, "5", OFFICE) is None
        assert values.read(one, "5", OFFICE) is None
    assert values.plain(field("signature"), "x", OFFICE) is None
