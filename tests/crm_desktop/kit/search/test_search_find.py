"""The search box: what is found by what, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlcipher3 import dbapi2

from crm_desktop.kit import search
from crm_desktop.kit.search import Doc

MASTER, PERSON, COMPLAINT = "customer_master", "contact_person", "complaint_record"
DOCS = [
    Doc(COMPLAINT, 3, "TS-2026-0142", "中国移动 屏幕坏了", words="客户说屏幕有裂纹"),
    Doc(MASTER, 1, "KH-0001", "中国移动通信有限公司", words="remark about cables", phones="010-8888 6666\n13812345678",
        latin="wang@abc.com", people="王小明\n曾国藩"),
    Doc(MASTER, 2, "KH-0002", "深圳市龍騰電子（集團）有限公司", phones="+86 138 0000 1234"),
    Doc(MASTER, 7, "KH-0007", "重庆长安汽车", phones="13900075679"),
    Doc(MASTER, 8, "KH-0008", "TCL集团"),
    Doc(MASTER, 9, "KH-0009", "Acme Trading Ltd", words="中国移动的供应商"),
    Doc(MASTER, 10, "KH-0010", "移动"),
    Doc(MASTER, 11, "KH-0011", "赵邵厂"),
    Doc(PERSON, 5, "", "曾小贤", phones="13812345000"),
    Doc(PERSON, 6, "", "仇英"),
]


@pytest.fixture
def run() -> Iterator[dbapi2.Connection]:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    for statement in search.SCHEMA:
        connection.execute(statement)
    search.index_many(connection, DOCS)
    yield connection
    connection.close()


def found(run: dbapi2.Connection, text: str) -> list[str]:
    return [hit.number or hit.name for hit in search.find(run, text)]


@pytest.mark.parametrize(("text", "names"), [
    ("中国移动", ["TS-2026-0142", "KH-0001", "KH-0009"]), ("龙腾", ["KH-0002"]), ("龍騰電子集團", ["KH-0002"]),
    ("電", ["KH-0002"]), ("ltdz", ["KH-0002"]), ("LTDZ", ["KH-0002"]), ("longteng", ["KH-0002"]), ("longt", ["KH-0002"]),
    ("zeng", ["曾小贤", "KH-0001"]), ("zengxiaoxian", ["曾小贤"]), ("ceng", ["曾小贤", "KH-0001"]), ("qiu", ["仇英"]),
    ("chongqing", ["KH-0007"]), ("zhongqing", ["KH-0007"]), ("cqca", ["KH-0007"]), ("zqca", ["KH-0007"]),
    ("5678", ["KH-0001"]), ("123450", ["曾小贤"]), ("88886666", ["KH-0001"]), ("010-8888", ["KH-0001"]),
    ("１３８０", ["KH-0002"]), ("8613800001234", ["KH-0002"]),
    ("KH-0007", ["KH-0007"]), ("kh0007", ["KH-0007"]), ("TS-2026-0142", ["TS-2026-0142"]), ("0142", ["TS-2026-0142"]),
    ("ＴＣＬ", ["KH-0008"]), ("tcl 集团", ["KH-0008"]), ("tcl集团", ["KH-0008"]), ("t", ["KH-0008", "KH-0009"]),
    ("ac", ["KH-0009"]), ("cme", ["KH-0009"]), ("lt", ["KH-0009", "KH-0002"]), ("abc.com", ["KH-0001"]),
    ("王 5678", ["KH-0001"]), ("王 0000", []), ("裂纹", ["TS-2026-0142"]), ("cables", ["KH-0001"]),
    ("hao", []), ("ong", []), ("hou", []), ("xian", ["曾小贤", "KH-0001", "KH-0002"]),
    ("通信（有限）公司", ["KH-0001"]), ("\"", []), ("* OR (", []), ("name:中", []), ("   ", []), ("。，", []),
])
def test_what_is_found(run: dbapi2.Connection, text: str, names: list[str]) -> None:
    assert sorted(found(run, text)) == sorted(names)


def test_the_best_hit_comes_first(run: dbapi2.Connection) -> None:
    assert found(run, "移动") == ["KH-0010", "KH-0001", "TS-2026-0142", "KH-0009"]  # exact name, in a name, elsewhere
    assert found(run, "中国移动") == ["KH-0001", "TS-2026-0142", "KH-0009"]  # customers before their records
    assert found(run, "0007")[0] == "KH-0007"
    assert found(run, "zeng") == ["曾小贤", "KH-0001"]  # at the front of a name before elsewhere
    assert found(run, "lt") == ["KH-0002", "KH-0009"]


def test_a_number_beats_a_telephone_and_the_end_of_one_beats_its_middle(run: dbapi2.Connection) -> None:
    search.index_many(run, [Doc(MASTER, 20, "KH-1380", "甲", phones="13911380222"), Doc(MASTER, 21, "1380", "乙"),
                            Doc(MASTER, 19, "KH-0019", "丙", phones="13801380333"),
                            Doc(MASTER, 22, "KH-0022", "丁", phones="13955551380")])
    assert found(run, "1380") == ["1380", "KH-1380", "KH-0022", "KH-0002", "KH-0019"]


def test_hits_can_be_limited_to_forms_and_to_a_count(run: dbapi2.Connection) -> None:
    assert [h.form for h in search.find(run, "中国移动", forms=[COMPLAINT])] == [COMPLAINT]
    assert [h.form for h in search.find(run, "z", forms=[COMPLAINT, PERSON])] == [PERSON, COMPLAINT]
    assert search.find(run, "中国移动", forms=["no_such_form"]) == []
    assert len(search.find(run, "中国移动", limit=2)) == 2
    assert search.find(run, "中国移动", limit=0) == []


def test_a_list_is_filtered_by_ids_up_to_a_cap(run: dbapi2.Connection) -> None:
    assert search.match(run, "中国移动", MASTER) == search.Match([1, 9], capped=False)
    assert search.match(run, "中国移动", COMPLAINT).ids == [3]
    assert search.match(run, "中国移动", "no_such_form").ids == []
    assert search.match(run, "移动", MASTER, cap=2) == search.Match([1, 9], capped=True)
    assert search.match(run, "移动", MASTER, cap=3) == search.Match([1, 9, 10], capped=False)
    assert search.match(run, " 。", MASTER).ids is None


def test_contacts_are_found_by_the_pinyin_of_their_names(run: dbapi2.Connection) -> None:
    for text in ("王小明", "wxm", "wangxiaoming", "zgf", "zengguofan", "w"):
        assert "KH-0001" in found(run, text)
    assert "KH-0001" not in found(run, "mzg")  # two people are two names
