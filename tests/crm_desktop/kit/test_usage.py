"""The command line in three languages: help pages, and the sentences on wrong commands."""

from __future__ import annotations

import re
import unicodedata

import pytest
from click import core, exceptions, formatting, parser, types

from build_spec.wording import foreign_words
from crm_desktop import cli
from crm_desktop.kit import i18n, usage
from tests.command import Said, crm

pytestmark = pytest.mark.usefixtures("terminal")
CHINESE = ("zh_CN", "zh_TW")
VERBS = sorted(cli.main.commands)
MISTAKES = [("new",), ("new", "x"), ("--nonsense",), ("imp",), ("new", "x", "--usr", "a"), ("find", "x", "y", "--limit", "0"),
            ("demo", "x", "--customers", "many"), ("demo", "x", "--seed", "1.5"), ("demo", "x", "--today", "soon"),
            ("forms", "--language", "fr"), ("import", "a", "b", "c"), ("new", "x", "--user"), ("check", "x", "--mend=1")]


def foreign(text: str) -> list[str]:
    """What is left in English, but for what is typed just so."""
    bare = re.sub(r"crm-desktop(?: \w+)?|--?[\w-]+|'[^']*'|\b[A-Z_]+(?:\.[a-z]+)?\b|\[[\w|]+\]|\b\d{4}-\w+|\bzh_CN", " ", text)
    return [word for word in foreign_words(bare) if word not in {*VERBS, "customer", "master"}]


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("verb", ["", *VERBS])
def test_every_help_page_is_translated(verb: str, language: str) -> None:
    said = crm("--language", language, *([verb] if verb else []), "--help")
    assert said.code == 0
    text = "\n".join(said.out)
    if not verb:  # the table of commands begins each line with one
        text = re.sub(r"(?m)^  \w+", " ", text)
    assert foreign(text) == []
    assert [line for line in said.out if columns(line) > 80] == []


@pytest.mark.parametrize("words", MISTAKES)
def test_a_wrong_command_is_said_in_each_language(words: tuple[str, ...]) -> None:
    for language in CHINESE:
        said = crm("--language", language, *words)
        assert (said.code, said.out, len(said.err)) == (2, [], 1)
        assert foreign(re.sub(r"(?<=：)\w+$| imp|：fr", "", said.err[0])) == []
        assert re.search("[\u3400-\u9fff]", said.err[0])
    english = crm("--language", "en", *words)
    assert english.err[0].isascii()


def test_the_same_page_follows_the_language_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: dict[str, Said] = {}
    for code in ("zh_TW.UTF-8", "zh_CN.UTF-8", "C"):
        monkeypatch.setenv("LC_ALL", code)
        pages[code] = crm("new", "-h")
    assert "顯示本說明後結束。" in pages["zh_TW.UTF-8"].out[-1]
    assert "显示本说明后退出。" in pages["zh_CN.UTF-8"].out[-1]
    assert "Show this message and exit." in pages["C"].out[-1]


@pytest.mark.parametrize(("argv", "language"), [
    (["--language", "zh_TW", "--help"], "zh_TW"), (["--language=zh_TW", "--nonsense"], "zh_TW"),
    (["--office", "zh_TW", "--language", "zh_CN"], "zh_CN"), (["report", "--language", "zh_TW", "--help"], "en"),
    (["--language", "fr"], "en"), (["--language"], "en"), ([], "en")])
def test_only_the_language_ahead_of_the_command_is_the_programs(argv: list[str], language: str,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    cli.run(argv, lambda *_asked: 0)
    assert i18n.language() == language


def test_the_library_asks_our_catalogues() -> None:
    for module in (core, exceptions, formatting, parser, types):
        assert vars(module)["_"] is i18n._


def test_numbers_are_refused_in_one_sentence() -> None:
    for given in ("0", "2000001", "many", "1.5", ""):
        assert "Type a whole number from 1 to 2000000." in crm("demo", "x", "--customers", given).err[0]
    assert "Type it as a whole number." in crm("demo", "x", "--seed", "many").err[0]


def test_chinese_lines_break_at_the_edge() -> None:
    with i18n.using("zh_CN"):
        mark, *lines = usage._broken("从 .xlsx 或 .csv 导入名单。最后一行是新增、有改动、无变化和无法导入的行数。", 30).split("\n")
    assert mark == "\b"
    assert "".join(lines).replace(" ", "") == "从.xlsx或.csv导入名单。最后一行是新增、有改动、无变化和无法导入的行数。"
    assert max(map(columns, lines)) <= 32  # a sign of the end stays with its word
    assert not [line for line in lines if line[0] in "，。、；：？）"]


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
