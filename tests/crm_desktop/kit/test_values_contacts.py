"""Telephones, e-mail addresses, registration codes and identity numbers."""

from __future__ import annotations

import pytest
from stdnum.cn import ric, uscc
from stdnum.tw import ubn

from crm_desktop.kit import forms, values
from crm_desktop.kit.errors import Problem
from tests.crm_desktop.kit.values_office import OFFICE, TAIWAN, field

PHONE, EMAIL, CODE, IDENTITY = field("phone"), field("email"), field("text", "registration_code"), field("id_number")
DETAILS = forms.get("complaint_record").by_id["contact"]


@pytest.mark.parametrize(("typed", "kept", "shown"), [
    ("13812345678", "13812345678", "138 1234 5678"), ("138-1234-5678", "13812345678", "138 1234 5678"),
    ("+86 138 1234 5678", "13812345678", "138 1234 5678"), ("0086 13812345678", "13812345678", "138 1234 5678"),
    ("8613812345678", "13812345678", "138 1234 5678"), ("１３８１２３４５６７８", "13812345678", "138 1234 5678"),
    ("021-65432100", "021-65432100", "021-6543 2100"), ("(021) 65432100", "021-65432100", "021-6543 2100"),
    ("（0755）8654 3210", "0755-86543210", "0755-8654 3210"), ("05311234567", "0531-1234567", "0531-123 4567"),
    ("+86 21 6543 2100", "021-65432100", "021-6543 2100"), ("400 820 8820", "400-8208820", "400-820 8820"),
    ("021-65432100转801", "021-65432100转801", "021-6543 2100转801"),
    ("021-65432100-801", "021-65432100-801", "021-6543 2100-801"),
    ("021 65432100 ext 12", "021-65432100 ext 12", "021-6543 2100 ext 12"),
    ("13812345678/021 6543 2100", "13812345678/021-65432100", "138 1234 5678/021-6543 2100"),
    ("13812345678 13987654321", "13812345678、13987654321", "138 1234 5678、139 8765 4321"),
    ("王经理 138 1234 5678", "王经理 13812345678", "王经理 138 1234 5678"),
    ("+886 912 345 678", "+886912345678", "+886 912 345 678"), ("00852 2345 6789", "+85223456789", "+852 2345 6789"),
    ("+44 (0)20 7946 0958", "+442079460958", "+44 20 7946 0958"), ("65432100", "65432100", "65432100"),
    ("95588", "95588", "95588"), ("110", "110", "110"), ("12345 67", "12345 67", "12345 67")])
def test_telephones(typed: str, kept: str, shown: str) -> None:
    assert values.read(PHONE, typed, OFFICE) == kept
    assert values.show(PHONE, kept, OFFICE) == shown
    assert values.read(PHONE, shown, OFFICE) == kept
    assert values.plain(PHONE, kept, OFFICE) == kept


@pytest.mark.parametrize(("typed", "kept", "shown"), [
    ("0912345678", "0912345678", "0912-345-678"), ("+886 912 345 678", "0912345678", "0912-345-678"),
    ("(02)2345-6789 分機 12", "02-23456789 分機 12", "02-2345-6789 分機 12"), ("02 2345 6789", "02-23456789", "02-2345-6789"),
    ("037-123456", "037-123456", "037-123-456"), ("0800-123-456", "0800-123456", "0800-123-456"),
    ("+886 2 2345 6789", "02-23456789", "02-2345-6789"), ("+86 138 1234 5678", "+8613812345678", "+86 138 1234 5678")])
def test_telephones_in_taiwan(typed: str, kept: str, shown: str) -> None:
    assert values.read(PHONE, typed, TAIWAN) == kept
    assert values.show(PHONE, kept, TAIWAN) == shown
    assert values.read(PHONE, shown, TAIWAN) == kept


@pytest.mark.parametrize("typed", ["无", "ext", "12", "abc@example.com", "1.38123E+10", "1" * 201])
def test_what_is_no_telephone(typed: str) -> None:
    with pytest.raises(Problem):
        values.read(PHONE, typed, OFFICE)


@pytest.mark.parametrize("typed", ["wang@example.com", "微信 longteng88", "QQ 12", "wechat: wx_1"])
def test_contact_details_take_any_way_to_reach_somebody(typed: str) -> None:
    assert values.read(DETAILS, typed, OFFICE) == typed
    assert values.read(DETAILS, "138 1234 5678", OFFICE) == "13812345678"


@pytest.mark.parametrize(("cell", "kept"), [
    (13812345678.0, "13812345678"), (13812345678, "13812345678"), ("无", None), ("/", None),
    ("1381234 5678", "13812345678")])
def test_telephone_cells(cell: object, kept: str | None) -> None:
    assert values.read_cell(PHONE, cell, OFFICE) == kept


@pytest.mark.parametrize(("typed", "kept"), [
    ("a@b.com", "a@b.com"), (" Wang.Fang@Mail.example.com.cn ", "Wang.Fang@Mail.example.com.cn"),
    ("a＠b.com", "a@b.com"),
    ("mailto:a@b.com", "a@b.com"), ("a@b.com;c@d.org", "a@b.com; c@d.org"), ("a@b.com、c@d.org", "a@b.com; c@d.org"),
    ("张三@公司.中国", "张三@公司.中国"), ("a@my-firm.co", "a@my-firm.co")])
def test_addresses(typed: str, kept: str) -> None:
    assert values.read(EMAIL, typed, OFFICE) == kept


@pytest.mark.parametrize("typed", ["a", "a@b", "@b.com", "a@", "a@b..com", "a b@c.com", "a@-b.com", "a@b.c",
    "a@b.com <x>"])
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(Problem):
        values.read(EMAIL, typed, OFFICE)


@pytest.mark.parametrize(("typed", "named"), [("not a mail", "not a mail is"), ("a@b.com; c@", "c@ is")])
def test_what_is_no_address_is_named_whole(typed: str, named: str) -> None:
    with pytest.raises(Problem, match=f"^{named} not an e-mail address"):
        values.read(EMAIL, typed, OFFICE)


@pytest.mark.parametrize(("typed", "kept"), [
    ("91110000600037341L", "91110000600037341L"), ("9111 0000 6000 3734 1l", "91110000600037341L"),
    ("00501503", "00501503"), ("0050-1503", "00501503"), ("10458575", "10458575")])
def test_registration_codes(typed: str, kept: str) -> None:
    assert values.read(CODE, typed, OFFICE) == kept


@pytest.mark.parametrize("typed", ["911100006000373411", "91110000600037341I", "00501502", "123", "９１１",
    "91110000600037341Ł"])
def test_wrong_registration_codes(typed: str) -> None:
    with pytest.raises(Problem) as caught:
        values.read(CODE, typed, OFFICE)
    assert caught.value.field == "registration_code"


def _accepted(one: forms.Field, text: str) -> bool:
    try:
        return values.read(one, text, OFFICE) == text
    except Problem:
        return False


def test_check_digits_agree_with_the_standard_library_of_numbers() -> None:
    for tail in uscc._alphabet:
        assert _accepted(CODE, "91110000600037341" + tail) == uscc.is_valid("91110000600037341" + tail)
    for tail in "0123456789X":
        assert _accepted(IDENTITY, "11010519491231002" + tail) == ric.is_valid("11010519491231002" + tail)
    # The library still asks for tens; since 2023 Taiwan gives out codes whose sum is a multiple of five.
    for number in range(4_595_200, 4_595_300):
        if ubn.is_valid(f"{number:08}"):
            assert _accepted(CODE, f"{number:08}")
    assert _accepted(CODE, "04595252") and not _accepted(CODE, "04595251")


@pytest.mark.parametrize(("typed", "kept"), [
    ("11010519491231002x", "11010519491231002X"), ("A123456789", "A123456789"), ("E12345678", "E12345678"),
    ("110105491231002", "110105491231002")])
def test_identity_numbers(typed: str, kept: str) -> None:
    assert values.read(IDENTITY, typed, OFFICE) == kept


@pytest.mark.parametrize("typed", ["110105194912310021", "11010519491331002X", "A123456788", "123", "ABC"])
def test_wrong_identity_numbers(typed: str) -> None:
    with pytest.raises(Problem):
        values.read(IDENTITY, typed, OFFICE)
