"""The office folder: names, rights, files written whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import folder
from crm_desktop.kit.store.folder import (
    create_folder,
    is_office,
    name_problem,
    office_problem,
    write_whole,
)


@pytest.mark.parametrize("name", [
    "", " ", "a\0b", "a\nb", "a/b", "a\\b", "a:b", "what?", "con", "CON.crm", "nul.txt", "LPT9", "com1.crm", "end.",
    "end ",
    " begin", "长" * 80, "x" * 201,
])
def test_names_no_system_takes(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize("name", [
    "Office.crm", "我们的办公室.crm", "con-sultants.crm", "a b.crm", ".hidden", "😀.crm", "O'Hara & Co",
])
def test_names_that_are_fine(name: str) -> None:
    assert name_problem(name) is None


def test_a_new_folder_is_private(tmp_path: Path) -> None:
    place = create_folder(tmp_path / "deep" / "我们.crm")
    assert [p.name for p in place.iterdir()] == ["backups"]
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert stat.S_IMODE((place / "backups").stat().st_mode) == 0o700


def test_an_empty_folder_is_taken_and_a_full_one_not(tmp_path: Path) -> None:
    (tmp_path / "a.crm").mkdir()
    create_folder(tmp_path / "a.crm")
    with pytest.raises(Problem, match="already holds something"):
        create_folder(tmp_path / "a.crm")
    (tmp_path / "file.crm").write_text("x")
    with pytest.raises(Problem, match="already holds something"):
        create_folder(tmp_path / "file.crm")


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "CON", "/".join(["d" * 200] * 30)])
def test_impossible_paths_are_sentences(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem):
        create_folder(tmp_path / name)


def test_no_office_is_made_in_a_sync_folder(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="is copied by Dropbox"):
        create_folder(tmp_path / "Dropbox" / "a.crm")
    assert not (tmp_path / "Dropbox").exists()


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Problem, match="can't be opened|may not be written"):
        create_folder(tmp_path / "file" / "a.crm")


def test_what_is_an_office(tmp_path: Path) -> None:
    place = tmp_path / "a.crm"
    assert not is_office(place)
    assert not is_office(Path("a\0b"))
    place.mkdir()
    (place / "crm.db").write_bytes(b"")
    assert not is_office(place)
    assert "ring.json is missing" in (office_problem(place) or "")
    (place / "ring.next.json").write_bytes(b"")
    assert is_office(place)
    (place / "ring.json").write_bytes(b"")
    assert is_office(place)
    assert office_problem(place) is None


def test_missing_rights_are_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.crm"
    place.mkdir()
    for name in ("crm.db", "ring.json"):
        (place / name).write_bytes(b"")
    allowed = os.R_OK | os.X_OK
    # as root every right is there, so the answer of the system is taken from here
    monkeypatch.setattr(folder.os, "access", lambda path, mode: not mode & ~allowed)
    assert "may not be written by this account" in (office_problem(place) or "")
    assert office_problem(place, write=False) is None
    allowed = os.X_OK
    assert "may not be read by this account" in (office_problem(place, write=False) or "")
    assert "There is no folder" in (office_problem(Path("no\0where")) or "")


def test_a_path_no_folder_can_have_is_a_sentence(tmp_path: Path) -> None:
    assert "There is no folder" in (office_problem(tmp_path / ("x" * 300)) or "")


def test_a_file_is_written_whole_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ring.json"
    write_whole(path, b"one")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def broken(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.os, "fsync", broken)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"two")
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["ring.json"]


def test_files_are_pushed_to_the_disk_before_they_get_their_name(tmp_path: Path,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    real_sync, real_replace = os.fsync, os.replace
    monkeypatch.setattr(folder.os, "fsync", lambda handle: (done.append("sync"), real_sync(handle))[1])
    monkeypatch.setattr(folder.os, "replace", lambda a, b: (done.append("rename"), real_replace(a, b))[1])
    write_whole(tmp_path / "a", b"x")
    assert done == (["sync", "rename", "sync"] if os.name == "posix" else ["sync", "rename"])
