"""The Debian package: control file, menu entry in three languages, licences of all that is in it, rights and times."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from build_spec import deb

LANGUAGES = ("", "[zh_CN]", "[zh_TW]")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder shaped as the built program, with no library in it."""
    folder = tmp_path / "crm-desktop"
    (folder / "parts" / "resources").mkdir(parents=True)
    (folder / "parts" / "licences" / "system").mkdir(parents=True)
    (folder / "crm-desktop").write_text("the program", "utf-8")
    (folder / "crm-desktop-cli").symlink_to("crm-desktop")
    (folder / "parts" / "resources" / "fold.txt").write_text("字", "utf-8")
    (folder / "parts" / "licences" / "system" / "libx.txt").write_text("theirs", "utf-8")
    return folder


@pytest.fixture
def stage(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package's files, laid out."""
    monkeypatch.setattr(deb, "of_the_system", lambda parts: [])
    stage = tmp_path / "stage"
    stage.mkdir()
    deb.lay(built, stage, "1.2.3", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
    return stage


def entry() -> dict[str, str]:
    lines = (deb.LINUX / "crm-desktop.desktop").read_text("utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    pairs = [line.split("=", 1) for line in lines[1:]]
    assert len({k for k, _ in pairs}) == len(pairs)
    return dict(pairs)


def test_control_says_what_dpkg_wants() -> None:
    text = deb.control("1.2.3", "amd64", ["libc6 (>= 2.36)", "libegl1"], 123456)
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Package"] == "crm-desktop"
    assert fields["Version"] == "1.2.3"
    assert fields["Architecture"] == "amd64"
    assert fields["Installed-Size"] == "123456"
    assert fields["Depends"] == "libc6 (>= 2.36), libegl1"
    assert "@" in fields["Maintainer"]
    assert len(fields["Description"]) < 80
    assert text.endswith("\n")
    assert "\n\n" not in text


@pytest.mark.parametrize("key", ["Name", "GenericName", "Comment", "Keywords"])
def test_the_menu_entry_speaks_three_languages(key: str) -> None:
    said = [entry()[key + language] for language in LANGUAGES]
    assert all(said)
    if key == "Keywords":
        assert all(words.endswith(";") for words in said)
    if key != "Name":  # the name is the same everywhere
        assert len(set(said)) == 3
        assert not re.search(r"[\u4e00-\u9fff]", said[0])
        assert all(re.search(r"[\u4e00-\u9fff]", words) for words in said[1:])


def test_the_menu_entry_starts_what_the_package_has(stage: Path) -> None:
    keys = entry()
    assert keys["Exec"] == keys["TryExec"] == "crm-desktop"
    assert (stage / "usr" / "bin" / keys["Exec"]).read_text("utf-8") == "the program"
    assert (stage / "usr" / "bin" / "crm-desktop-cli").read_text("utf-8") == "the program"
    source = (deb.ROOT / "ui" / "shell" / "app.py").read_text("utf-8")
    assert f'setDesktopFileName("{keys["StartupWMClass"]}")' in source  # so that a dock shows the right icon


def test_the_icon_comes_in_every_size(stage: Path) -> None:
    found = {p.parent.parent.name: p for p in (stage / "usr/share/icons/hicolor").glob("*/apps/crm-desktop.*")}
    assert {"16x16", "24x24", "32x32", "48x48", "64x64", "128x128", "256x256", "512x512", "scalable"} == set(found)
    for size, path in found.items():
        content = path.read_bytes()
        if size != "scalable":
            assert f"{int.from_bytes(content[16:20])}x{int.from_bytes(content[20:24])}" == size
        else:
            assert b"<svg" in content


def test_the_software_centre_is_told_the_same_in_three_languages(stage: Path) -> None:
    top = ET.parse(stage / "usr/share/metainfo/crm-desktop.metainfo.xml").getroot()
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    said = {f"[{s.get(lang)}]" if s.get(lang) else "": s.text for s in top.findall("summary")}
    assert said == {language: entry()["Comment" + language] for language in LANGUAGES}
    described = [p.get(lang, "") for p in top.findall("description/p")]
    assert {described.count(language) for language in ("", "zh_CN", "zh_TW")} == {len(described) // 3}
    release = top.find("releases/release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == ("1.2.3", "2026-11-22")


def test_the_licence_of_every_pinned_package_is_named() -> None:
    words = (deb.LINUX / "copyright").read_text("utf-8").lower()
    pins = (deb.ROOT / "build_spec" / "requirements.txt").read_text("utf-8")
    others = {"pip", "colorama"}  # not in the built program: pip, and what only Windows needs
    names = set(re.findall(r"^([a-z0-9-]+)==", pins, re.MULTILINE)) - others
    assert {name for name in names if not re.search(rf"\b{name}\b", words)} == set()
    wanted, given = (set(re.findall(rf"^license: (.+){end}", words, re.MULTILINE)) for end in ("$(?!\n )", r"\n "))
    assert {one for line in wanted for one in line.split(" and ")} <= given


def test_the_systems_own_libraries_stay_out(stage: Path) -> None:
    assert not (stage / "usr/lib/crm-desktop/parts/licences/system").exists()
    assert (stage / "usr/lib/crm-desktop/parts/resources/fold.txt").read_text("utf-8") == "字"


def test_rights_and_times_depend_on_nobody(stage: Path) -> None:
    (stage / "usr/lib/crm-desktop/parts/resources/fold.txt").chmod(0o600)
    deb.settle(stage, 1_700_000_000)
    found = {p.relative_to(stage).as_posix(): p.lstat() for p in stage.rglob("*")}
    assert {s.st_mtime for s in found.values()} == {1_700_000_000}
    assert found["usr/lib/crm-desktop/crm-desktop"].st_mode & 0o777 == 0o755
    assert found["usr/lib/crm-desktop/parts/resources/fold.txt"].st_mode & 0o777 == 0o644
    assert found["usr/share/man"].st_mode & 0o777 == 0o755
    assert os.readlink(stage / "usr/lib/crm-desktop/crm-desktop-cli") == "crm-desktop"


def test_documents_are_the_same_whenever_they_are_packed(tmp_path: Path) -> None:
    deb.packed(tmp_path / "a" / "one.gz", b"words")
    deb.packed(tmp_path / "b" / "two.gz", b"words")
    assert (tmp_path / "a" / "one.gz").read_bytes() == (tmp_path / "b" / "two.gz").read_bytes()


def prerm(tmp_path: Path, act: str, language: str, found: str) -> tuple[int, str]:
    """Run it where `find` finds that."""
    fake = tmp_path / "find"
    fake.write_text(f"#!/bin/sh\nprintf '{found}'\n", "utf-8")
    fake.chmod(0o755)
    env = {**os.environ, "LC_ALL": language, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", str(deb.LINUX / "prerm"), act], env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout == ""
    return done.returncode, done.stderr


@pytest.mark.parametrize("act", ["remove", "upgrade", "failed-upgrade"])
def test_files_are_not_taken_from_under_an_open_window(tmp_path: Path, act: str) -> None:
    assert prerm(tmp_path, act, "C", "") == (0, "")
    said = [prerm(tmp_path, act, language, "/proc/7/exe") for language in ("C.UTF-8", "zh_CN.UTF-8", "zh_TW.UTF-8")]
    assert [code for code, _ in said] == [1, 1, 1]
    assert len({words for _, words in said}) == 3
    assert all("CRM Desktop" in words for _, words in said)


def test_other_acts_of_dpkg_go_on(tmp_path: Path) -> None:
    assert prerm(tmp_path, "deconfigure", "C", "/proc/7/exe") == (0, "")
