"""The index as a whole: everything is found by every fragment, nothing stays behind, nothing raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from crm_desktop.kit import hanzi, search
from crm_desktop.kit.search import Doc

MASTER = "customer_master"
HAN = st.text(st.sampled_from("北京上海深圳龙腾电子科技有限公司重庆长行乐会曾仇解单查区任华王李张國華電機醫療"), min_size=1, max_size=12)
TRADITIONAL = str.maketrans("龙电国华机医疗张长庆会乐单区", "龍電國華機醫療張長慶會樂單區")


def opened() -> dbapi2.Connection:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    for statement in search.SCHEMA:
        connection.execute(statement)
    return connection


@pytest.fixture(scope="module")
def run() -> Iterator[dbapi2.Connection]:
    connection = opened()
    yield connection
    connection.close()


def check(run: dbapi2.Connection) -> None:
    run.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")


@given(name=HAN, phone=st.text("0123456789", min_size=7, max_size=11), number=st.integers(0, 9999))
@settings(max_examples=150, deadline=None)
def test_every_fragment_finds_its_record(run: dbapi2.Connection, name: str, phone: str, number: int) -> None:
    search.index_many(run, [Doc(MASTER, 1, f"KH-{number:04d}", name, phones=f"021 {phone}")])
    parts = [*name, *map("".join, pairwise(name)), name]
    asked = [*parts, *(part.translate(TRADITIONAL) for part in parts), *map(hanzi.fold, parts)]
    asked += [hanzi.pinyin(name, between=""), hanzi.initials(name), hanzi.initials(name).upper()]
    asked += [hanzi.pinyin(name, between="", surname=True), hanzi.pinyin(name, between="", surname=False)]
    asked += [phone[-4:], phone[:3], phone, f"KH-{number:04d}", f"{number:04d}", f"{name} {phone[-4:]}"]
    missed = [text for text in asked if search.match(run, text, MASTER).ids != [1]]
    assert missed == []
    assert all([h.record for h in search.find(run, text)] == [1] for text in asked)


@given(name=HAN, start=st.integers(0, 10), length=st.integers(3, 12))
@settings(max_examples=100, deadline=None)
def test_pinyin_and_initials_are_found_anywhere_inside(run: dbapi2.Connection, name: str, start: int, length: int) -> None:
    search.index_many(run, [Doc(MASTER, 1, "", name)])
    syllables = [readings[0] for _, readings in hanzi.choices(name)][start:start + length]
    initials = "".join(syllable[0] for syllable in syllables)
    for text in ("".join(syllables), initials if len(initials) > 1 else ""):
        if len(text) > 2:
            assert search.match(run, text, MASTER).ids == [1]


@given(st.text() | st.text("\"'*()^-+:{} AND OR NOT NEAR中公abz019"))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(run: dbapi2.Connection, text: str) -> None:
    search.find(run, text)
    search.match(run, text, MASTER)
    search.highlight("中国移动 ABC", text)


@given(st.builds(Doc, st.just("odd"), st.integers(1, 5), st.text(max_size=20), st.text(max_size=300), st.text(),
                 st.text(), st.text(), st.text()))
@settings(max_examples=200, deadline=None)
def test_any_document_can_be_indexed_again_and_dropped(run: dbapi2.Connection, doc: Doc) -> None:
    search.index_many(run, [doc])
    if any(char.isalpha() and not char.isascii() for char in hanzi.fold(doc.name)[:1]):
        assert doc.record in (search.match(run, doc.name[:1], "odd").ids or [])
    search.index_many(run, [doc, doc])
    check(run)
    search.drop_many(run, [("odd", doc.record)])
    assert run.execute("SELECT count(*) FROM search_doc WHERE id >> 32 > 15").fetchall() == [(0,)]
    check(run)


def test_a_long_name_and_a_long_remark_do_no_harm(run: dbapi2.Connection) -> None:
    search.index_many(run, [Doc("long", 1, "1", "龙" * 100_000, words="电话 " * 100_000, people="王\n" * 5000)])
    for text in ("龙龙龙", "龙" * 5000, "a" * 5000, "xian" * 200, "a b " * 500, "中 " * 500):
        search.find(run, text)
    assert search.match(run, "龙" * 200, "long").ids == [1]
    check(run)


def test_a_changed_document_is_found_by_its_new_text_only() -> None:
    run = opened()
    search.index_many(run, [Doc(MASTER, 1, "KH-0001", "龙腾电子", phones="13812345678", words="旧备注")])
    search.index_many(run, [Doc(MASTER, 1, "KH-0002", "华盛机械", phones="13987654321")])
    for old in ("龙", "longteng", "ltdz", "0001", "5678", "旧备注"):
        assert search.match(run, old, MASTER).ids == []
    assert [h.name for h in search.find(run, "hsjx")] == ["华盛机械"]
    check(run)


def test_changing_one_part_leaves_the_others_found() -> None:
    run = opened()
    before = Doc(MASTER, 1, "KH-0001", "龙腾电子", phones="13812345678", words="备注", people="王小明")
    search.index_many(run, [before])
    for after, gone, there in [
        (replace(before, phones="13987654321"), ["5678"], ["4321", "龙腾", "ltdz", "备注", "wxm", "龙 4321 备注"]),
        (replace(before, phones="13987654321", words=""), ["备注"], ["4321", "龙腾", "wxm", "王小明 4321"]),
        (replace(before, phones="", words="", people="", number=""), ["4321", "王", "0001"], ["龙腾", "longteng"]),
        (replace(before, name=""), ["龙腾", "ltdz"], ["5678", "王 备注"]),
        (before, ["4321"], ["5678", "龙腾 5678 备注 王", "KH-0001"]),
    ]:
        search.index_many(run, [after])
        check(run)
        assert [text for text in gone if search.match(run, text, MASTER).ids != []] == []
        assert [text for text in there if search.match(run, text, MASTER).ids != [1]] == []
    search.drop_many(run, [(MASTER, 1)])
    assert [line for line in dumped(run) if {*line} & {*"龙腾备注王"}] == []


def test_a_name_shown_otherwise_is_shown_anew_without_a_new_index() -> None:
    run = opened()
    search.index_many(run, [Doc(MASTER, 1, "KH-0001", "Acme")])
    search.index_many(run, [Doc(MASTER, 1, "KH-0001", "ACME")])
    assert [h.name for h in search.find(run, "acme")] == ["ACME"]
    check(run)


def test_the_same_records_twice_in_one_batch_count_once() -> None:
    run = opened()
    search.index_many(run, (Doc(MASTER, record % 3 + 1, "", "甲乙丙"[record % 3]) for record in range(1200)))
    assert search.match(run, "甲", MASTER).ids == [1]
    assert run.execute("SELECT count(*) FROM search_doc").fetchall() == [(3,)]
    check(run)


def test_a_dropped_name_is_nowhere_in_the_file() -> None:
    run = opened()
    names = ["龘龘龗有限公司", "Zyxwvut Ltd"]
    search.index_many(run, [Doc(MASTER, 1, "KH-7341", names[0], phones="13577719246", people="龘三", words="魑魅"),
                            Doc(MASTER, 2, "KH-7342", names[1])])
    search.index_many(run, [Doc(MASTER, record, f"KH-{record:04d}", "平常公司") for record in range(10, 40)])
    fragments = ["龘", "龗", "魑", "zyx", "wvu", "771", "924", "734"]
    assert all(any(fragment in line for line in dumped(run)) for fragment in ("龘", "zyx"))
    search.drop_many(run, [(MASTER, 1), (MASTER, 2), (MASTER, 3), ("never_seen", 1)])
    left = dumped(run)
    assert [fragment for fragment in fragments if any(fragment in line for line in left)] == []
    assert len(search.find(run, "平常")) == 30
    check(run)


def dumped(run: dbapi2.Connection) -> list[str]:
    """Every value of every table of the index as text, and every term of its dictionary."""
    run.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab (main, search_index, row)")
    lines = [row[0] for row in run.execute("SELECT term FROM temp.terms").fetchall()]
    tables = run.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search\\_%' ESCAPE '\\'"
                         " AND name <> 'search_index'").fetchall()
    for (table,) in tables:
        for row in run.execute(f"SELECT * FROM {table}").fetchall():
            lines += [v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in row]
    return lines
