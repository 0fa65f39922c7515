"""Pinyin and initials: surnames, phrases, ambiguous characters."""

from __future__ import annotations

import pytest

from crm_desktop.kit import hanzi


@pytest.mark.parametrize(("text", "pinyin", "initials"), [
    ("中国移动", "zhong guo yi dong", "zgyd"),
    ("重庆长安银行", "chong qing chang an yin hang", "cqcayh"),
    ("重慶長安銀行", "chong qing chang an yin hang", "cqcayh"),
    ("厦门广厦", "xia men guang sha", "xmgs"),
    ("TCL集团", "tcl ji tuan", "tcljt"),
    ("吕律", "lv lv", "ll"),
    ("ＡＢ 12号楼", "ab 12 hao lou", "ab12hl"),
    ("二〇一九", "er ling yi jiu", "elyj"),
    ("", "", ""),
    ("（）—", "", ""),
])
def test_texts_are_read(text: str, pinyin: str, initials: str) -> None:
    assert (hanzi.pinyin(text), hanzi.initials(text)) == (pinyin, initials)


@pytest.mark.parametrize(("name", "pinyin"), [
    ("曾国藩", "zeng guo fan"), ("仇英", "qiu ying"), ("解晓东", "xie xiao dong"), ("单雄信", "shan xiong xin"),
    ("查良镛", "zha liang yong"), ("区志明", "ou zhi ming"), ("任正非", "ren zheng fei"), ("华罗庚", "hua luo geng"),
    ("尉迟恭", "yu chi gong"), ("单于", "chan yu"), ("万俟雪", "mo qi xue"), ("長孫無忌", "zhang sun wu ji"),
    ("單雄信", "shan xiong xin"), ("區志明", "ou zhi ming"), ("乐正绫", "yue zheng ling"), ("翟天临", "zhai tian lin"),
])
def test_surnames_are_read_as_surnames(name: str, pinyin: str) -> None:
    assert hanzi.pinyin(name) == pinyin


def test_the_caller_may_say_whether_it_is_a_person() -> None:
    assert hanzi.pinyin("仇", surname=True) == "qiu"
    assert hanzi.pinyin("仇", surname=False) == "chou"
    assert hanzi.pinyin("曾经", surname=False) == "ceng jing"
    assert hanzi.initials("单县人民医院") == "dxrmyy"
    assert hanzi.initials("单县人民医院", surname=True) == "sxrmyy"


def test_both_readings_of_an_ambiguous_character_are_offered() -> None:
    assert hanzi.choices("重庆") == [(0, ("chong", "zhong")), (1, ("qing",))]
    assert hanzi.choices("A行") == [(1, ("xing", "hang"))]
    assert dict(hanzi.choices("曾氏有限公司"))[0] == ("ceng", "zeng")
    assert dict(hanzi.choices("曾小贤"))[0] == ("zeng", "ceng")


def test_people_are_told_from_companies_by_their_shape() -> None:
    assert [hanzi.looks_like_person(n) for n in ("李四", "王小明", "欧阳娜娜", "龙腾电子", "李", "J小明", "有限公司")] == [
        True, True, True, False, False, False, False]
