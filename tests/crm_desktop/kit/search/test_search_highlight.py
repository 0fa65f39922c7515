"""Which characters of a name are shown as matched."""

from __future__ import annotations

import pytest

from crm_desktop.kit.search import highlight


@pytest.mark.parametrize(("name", "text", "shown"), [
    ("深圳市龍騰電子（集團）有限公司", "龙腾", ["龍騰"]),
    ("深圳市龍騰電子（集團）有限公司", "电子集团", ["電子", "集團"]),
    ("深圳市龍騰電子（集團）有限公司", "ltdz", ["龍騰電子"]),
    ("深圳市龍騰電子（集團）有限公司", "longteng", ["龍騰"]),
    ("深圳市龍騰電子（集團）有限公司", "longt", ["龍騰"]),
    ("深圳市龍騰電子（集團）有限公司", "dzj", ["電子", "集"]),
    ("曾国藩", "zeng", ["曾"]), ("曾国藩", "ceng", ["曾"]), ("重庆", "zhongq", ["重庆"]), ("吕布", "lyub", ["吕布"]),
    ("ＴＣＬ集团", "tcl", ["ＴＣＬ"]), ("ACME acme", "acme", ["ACME", "acme"]), ("王小明", "王 明", ["王", "明"]),
    ("Acme Trading", "acmetrading", ["Acme", "Trading"]), ("Straße 5", "strasse", ["Straße"]),
    ("王小明", "5678", []), ("王小明", "", []), ("", "王", []), ("赵", "hao", []), ("王小明", "x", ["小"]),
])
def test_what_was_matched_is_shown(name: str, text: str, shown: list[str]) -> None:
    assert [name[start:end] for start, end in highlight(name, text)] == shown
