"""The encoding and the delimiter of a text file are found, in short and long sheets of both scripts."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.sheets import read_sheet
from crm_desktop.kit.sheets.encoding import decode, find_delimiter, find_encoding

SIMPLIFIED = [
    "客户名称,电话",
    "客户名称,联系电话,地址\r\n宁波骏腾汽车零件厂,0574-87654321,浙江省宁波市鄞州区",
    "编号,名称,备注\r\n1,锐捷塑胶,产品有瑕疵，要求退换",
    "姓名,性别,职务\r\n欧阳修远,男,护士长\r\n翟雅婷,女,会计",
    "单位名称,联系人\r\n长沙岳麓御膳房餐饮管理有限公司,谭翠萍",
    "投诉编号,投诉内容\r\nTS-2024-0001,发货延迟三天，样品尺寸不符",
    "公司,行业\r\n璟泰,纺织\r\n沐恩,诊所\r\n灏博,光电",
    "name,city\r\nHuawei,深圳",
]
TRADITIONAL = [
    "客戶名稱,電話",
    "客戶名稱,聯絡電話,地址\r\n承頤生物科技股份有限公司,07-5551234,高雄市左營區",
    "編號,名稱,備註\r\n1,銳捷塑膠,產品有瑕疵，要求退換",
    "姓名,性別,職稱\r\n歐陽修遠,男,護理長\r\n翟雅婷,女,會計",
    "公司名稱,聯絡人\r\n新竹羿鼎精密機械企業社,游淑芬",
    "客訴編號,客訴內容\r\nTS-2024-0001,出貨延遲三天，樣品尺寸不符",
    "公司,產業\r\n璟泰,紡織\r\n沐恩,診所\r\n灝博,光電",
    "name,city\r\nAcer,臺北",
]


@pytest.mark.parametrize("text", SIMPLIFIED)
@pytest.mark.parametrize("name", ["gb18030", "utf-8", "utf-8-sig"])
def test_simplified_sheets_are_read_rightly(text: str, name: str) -> None:
    data = text.encode(name)
    assert find_encoding(data) == name
    assert decode(data, name) == text


@pytest.mark.parametrize("text", TRADITIONAL)
@pytest.mark.parametrize("name", ["big5", "gb18030", "utf-8"])
def test_traditional_sheets_are_read_rightly(text: str, name: str) -> None:
    assert find_encoding(text.encode(name)) == name


@pytest.mark.parametrize("text", SIMPLIFIED + TRADITIONAL)
@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_with_and_without_its_mark(text: str, name: str) -> None:
    longer = text + "\r\n深圳,12345\r\n"
    assert find_encoding(longer.encode(name)) == name
    mark = codecs.BOM_UTF16_LE if name.endswith("le") else codecs.BOM_UTF16_BE
    assert find_encoding(mark + text.encode(name)) == "utf-16"
    assert decode(mark + text.encode(name), "utf-16") == text


def test_signs_of_windows_in_taiwan_are_read_as_big5() -> None:
    data = "客戶名稱,備註\r\n裕恒企業社,碁峰資訊、恒春分店\r\n".encode("cp950")
    assert find_encoding(data) == "big5"
    assert "碁峰" in decode(data, "big5")


def test_other_encodings_are_left_to_the_guesser() -> None:
    data = ("Kundenname;Straße;Größe\r\n" + "Müller & Söhne;Königsstraße 12, Köln;groß\r\n" * 20).encode("cp1252")
    found = find_encoding(data)
    assert found is not None
    assert "Müller & Söhne" in decode(data, found)


def test_a_large_file_is_sampled_without_cutting_a_character() -> None:
    data = ("客户名称,电话\r\n" + "锐捷塑胶有限公司,021-65432100\r\n" * 20_000).encode("gb18030")
    assert find_encoding(data) == "gb18030"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1,5;2;3\n", ";"),
        ("a\tb\tc\n1, 2\t2\t3\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ("客户，电话\n甲，1\n", "，"),
        ("客户表\n\na,b\n1,\"x;y;z\"\n2,\"x;y;z\"\n", ","),
    ],
)
def test_the_sign_between_columns_is_found(text: str, sign: str) -> None:
    assert find_delimiter(text) == (sign, False)


def test_excels_own_note_of_the_sign_is_obeyed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("sep=|\r\n客户|电话\r\n甲,乙|1\r\n".encode("utf-8-sig"))
    sheet = read_sheet(file)
    assert sheet.delimiter == "|"
    assert sheet.rows == [[], ["客户", "电话"], ["甲,乙", "1"]]


def test_a_chosen_encoding_wins_and_an_unknown_one_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("客戶,電話\r\n承頤,1\r\n".encode("big5"))
    assert read_sheet(file).rows[1][0] == "承頤"
    wrong = read_sheet(file, encoding="utf-8")
    assert wrong.damaged
    assert wrong.encoding == "utf-8"
    with pytest.raises(Problem, match="klingon"):
        read_sheet(file, encoding="klingon")
