"""The Windows installer: every sentence in three languages, nothing said that isn't there, no folder of the user's taken."""

from __future__ import annotations

import re
from pathlib import Path

from build_spec import nsis

WORDS = nsis.SCRIPT.with_name("words.nsh").read_text("utf-8")
SCRIPT = nsis.SCRIPT.read_text("utf-8")
LANGUAGES = ("ENGLISH", "SIMPCHINESE", "TRADCHINESE")


def strings() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, language, text in re.findall(r'^LangString (\w+) \$\{LANG_(\w+)\} "(.*)"$', WORDS, re.MULTILINE):
        assert language not in found.setdefault(name, {})
        found[name][language] = text
    return found


def test_every_line_is_understood() -> None:
    lines = [line for line in WORDS.splitlines() if line and not line.startswith(";")]
    assert len(lines) == sum(len(texts) for texts in strings().values())


def test_every_sentence_is_there_in_three_languages() -> None:
    assert {name: set(texts) for name, texts in strings().items()} == {name: set(LANGUAGES) for name in strings()}
    for name, texts in strings().items():
        assert len(set(texts.values())) == 3, name
        assert not re.search(r"[\u3000-\uffef]", texts["ENGLISH"]), name
        for language in LANGUAGES[1:]:
            assert re.search(r"[\u4e00-\u9fff]", texts[language]), name
            assert not re.search(r"[\u4e00-\u9fff][,.;:!?]", texts[language]), name


def test_names_and_places_are_the_same_in_every_language() -> None:
    for name, texts in strings().items():
        places = {tuple(sorted(set(re.findall(r"\$\{?\w+\}?|%\w+%\\[\w-]+|\.crm", text)))) for text in texts.values()}
        assert len(places) == 1, name


def test_the_script_says_each_sentence_and_no_other() -> None:
    used = set(re.findall(r"\$\((\w+)\)", SCRIPT))
    assert used == set(strings())


def test_the_languages_of_the_script_are_those_of_the_words() -> None:
    assert re.findall(r"^!insertmacro MUI_LANGUAGE (\w+)", SCRIPT, re.MULTILINE) == ["English", "SimpChinese", "TradChinese"]


def test_only_the_programs_own_names_are_deleted() -> None:
    whole = re.findall(r"^\s*RMDir /r (.+)$", SCRIPT, re.MULTILINE)
    assert whole == ['"$INSTDIR\\parts"']
    deleted = set(re.findall(r'^\s*Delete "(.+)"$', SCRIPT, re.MULTILINE))
    assert deleted == {r"$INSTDIR\crm-desktop.exe", r"$INSTDIR\crm-desktop-cli.exe", r"$INSTDIR\uninstall.exe",
                       r"$SMPROGRAMS\CRM Desktop.lnk", r"$DESKTOP\CRM Desktop.lnk"}


def test_a_warning_is_an_error_and_the_version_has_four_parts(tmp_path: Path) -> None:
    line = nsis.command("makensis", tmp_path, tmp_path / "banner.bmp", tmp_path / "setup.exe", "1.2")
    assert "-WX" in line
    assert "-DVERSION=1.2" in line
    assert "-DFOUR_PARTS=1.2.0.0" in line


def test_the_stand_in_is_shaped_as_the_built_folder(tmp_path: Path) -> None:
    folder = nsis.stand_in(tmp_path / "payload")
    assert {p.name for p in folder.iterdir()} == {*nsis.PROGRAMS, "parts"}


def test_the_banner_has_the_size_that_the_installer_wants(tmp_path: Path) -> None:
    content = nsis.banner(tmp_path / "banner.bmp").read_bytes()
    assert content[:2] == b"BM"
    assert (int.from_bytes(content[18:22], "little"), int.from_bytes(content[22:26], "little")) == nsis.BANNER
