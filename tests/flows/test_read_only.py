"""The second machine: the office lies where it can't be written; commands look at its newest backup and say so."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop.kit import clock, paths
from tests.command import Said, crm, one_sentence
from tests.crm_desktop.sample_office import AT

pytestmark = pytest.mark.usefixtures("terminal")


@pytest.fixture
def share(demo_office: Path, tmp_path: Path) -> Path:
    """The office as a sync program brought it, fifteen hours after its last backup, one call-note later."""
    assert crm("backup", demo_office, demo_office / "backups").code == 0
    sheet = tmp_path / "later.csv"
    sheet.write_text("客户名称\n后来的公司\n", "utf-8")
    assert crm("import", demo_office, sheet).code == 0
    return Path(shutil.copytree(demo_office, tmp_path / "Nextcloud" / "demo.crm"))


def tree(place: Path) -> dict[str, tuple[str, int]]:
    return {str(path.relative_to(place)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in sorted(place.rglob("*")) if path.is_file()}


def test_reading_verbs_say_how_old_the_copy_is_and_writing_verbs_refuse(share: Path, tmp_path: Path) -> None:
    before = tree(share)
    with clock.frozen(AT + timedelta(hours=15)):
        found = crm("find", share, "公司", "--limit", 1)
        assert (found.code, len(found.out)) == (0, 1)
        assert found.err == ["只读：2026年11月19日 10:26 的备份，15 小时前。"]
        note = found.err
        assert crm("find", share, "后来的公司") == Said(0, [], note)
        assert crm("export", share, "customer_master", tmp_path / "a.xlsx") == Said(0, [], note)
        assert (tmp_path / "a.xlsx").stat().st_size > 4000
        assert crm("report", share, "monthly", tmp_path / "a.pdf", "--period", "2026-10") == Said(0, [], note)
        assert (tmp_path / "a.pdf").read_bytes()[:4] == b"%PDF"
        assert crm("check", share) == Said(0, ["ok"], note)
        sheet = tmp_path / "a.csv"
        sheet.write_text("客户名称\n新来的公司\n", "utf-8")
        for verb in (("import", share, sheet), ("import", share, sheet, "--dry-run"), ("check", share, "--mend"),
                     ("backup", share, tmp_path / "stick")):
            assert "Nextcloud" in one_sentence(crm(*verb))
        said = one_sentence(crm("find", share, "公司", "--user", "nobody"))
        assert said == "The user or the password is not right. Type both again."
    assert tree(share) == before
    assert [path for path in paths.copies_dir().iterdir() if path.is_dir()] == []


def test_another_machine_has_it_open(demo_office: Path, tmp_path: Path) -> None:
    assert crm("backup", demo_office, demo_office / "backups").code == 0
    (demo_office / "lock").touch()  # as that machine made them when it opened the office
    (demo_office / "lock.json").write_text(json.dumps(
        {"host": "pc-9", "user": "secretary", "since": "2026-11-19T00:00:00Z", "pid": 7}))
    before = tree(demo_office)
    assert crm("check", demo_office).err == ["只读：2026年11月19日 10:26 的备份，刚刚制作。"]
    sheet = tmp_path / "a.csv"
    sheet.write_text("客户名称\n新来的公司\n", "utf-8")
    backup = next(path for path in (demo_office / "backups").iterdir())
    for verb in (("import", demo_office, sheet), ("restore", backup, demo_office)):
        assert "pc-9" in one_sentence(crm(*verb))
    assert tree(demo_office) == before
    (demo_office / "lock.json").unlink()
    assert crm("import", demo_office, sheet).out == ["new 1, changed 0, same 0, rejected 0"]


def test_no_backup_and_no_sound_one(share: Path) -> None:
    for one in (share / "backups").iterdir():
        (one / "crm.db").write_bytes(b"x")
    assert one_sentence(crm("find", share, "公司")).startswith("The backup of this office is not sound.")
    shutil.rmtree(share / "backups")
    assert one_sentence(crm("find", share, "公司")).startswith("There is no backup of this office")
