"""Network and sync folders are recognised, and ordinary ones aren't."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.kit.store import places
from crm_desktop.kit.store.places import mounted_as, read_mount, read_mountinfo, unsafe_place

MOUNTINFO = r"""22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /srv/share rw,relatime shared:2 - nfs4 server:/share rw
41 22 0:36 / /mnt/my\040disk rw - cifs //server/share rw
42 22 0:37 / /srv/share/local rw - ext4 /dev/vdb1 rw
43 22 0:38 / /home/li/remote rw - fuse.sshfs li@host: rw
broken line
"""


@pytest.mark.parametrize(("path", "kind"), [
    ("/home/wang/office.crm", "ext4"), ("/srv/share/office.crm", "nfs4"), ("/srv/share", "nfs4"),
    ("/srv/shared", "ext4"),
    ("/srv/share/local/a", "ext4"), ("/mnt/my disk/a", "cifs"), ("/home/li/remote/x", "fuse.sshfs"),
])
def test_the_nearest_mount_counts(path: str, kind: str) -> None:
    assert mounted_as(Path(path), read_mountinfo(MOUNTINFO)) == kind


def test_macs_list() -> None:
    text = ("/dev/disk3s1 on / (apfs, sealed, local)\n//li@nas/share on /Volumes/share (smbfs, nodev)\n"
            "/dev/disk4s1 on /Volumes/stick (1) (exfat, local)\n")
    mounts = read_mount(text)
    assert mounted_as(Path("/Volumes/share/a.crm"), mounts) == "smbfs"
    assert mounted_as(Path("/Users/li/a.crm"), mounts) == "apfs"
    assert mounted_as(Path("/Volumes/stick (1)/a"), mounts) == "exfat"


@pytest.mark.parametrize("text", [r"\\server\share\a.crm", "//server/share/a.crm", "/net/server/a.crm"])
def test_network_paths(text: str) -> None:
    assert "network folder" in (unsafe_place(Path(text)) or "")


def test_a_mounted_share(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "_mounts", lambda: [("/", "ext4"), (str(tmp_path.resolve()), "nfs4")])
    assert "network folder" in (unsafe_place(tmp_path / "a.crm") or "")


@pytest.mark.parametrize("name", [
    "OneDrive", "OneDrive - 龙腾公司", "Dropbox", "Dropbox (Office)", "坚果云", "我的坚果云", "Nutstore Files", "iCloud Drive",
    "Google Drive", "百度网盘同步空间", "BaiduSyncdisk", "WPSDrive", "Nextcloud",
])
def test_sync_folders_by_name(tmp_path: Path, name: str) -> None:
    sentence = unsafe_place(tmp_path / name / "offices" / "a.crm")
    assert sentence is not None
    assert name in sentence


@pytest.mark.parametrize("mark", [".dropbox", ".stfolder"])
def test_sync_folders_by_mark(tmp_path: Path, mark: str) -> None:
    assert unsafe_place(tmp_path / "a.crm") is None
    (tmp_path / mark).mkdir()
    assert unsafe_place(tmp_path / "a.crm")


def test_sync_folders_by_the_systems_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path / "公司云"))
    assert unsafe_place(tmp_path / "公司云" / "a.crm")
    assert unsafe_place(tmp_path / "公司云2" / "a.crm") is None


def test_a_link_into_a_sync_folder(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "office").symlink_to(tmp_path / "Dropbox")
    assert unsafe_place(tmp_path / "office" / "a.crm")


@pytest.mark.parametrize("name", ["办公室.crm", "drop box", "one drive office", "dropboxes", "network", "Documents"])
def test_ordinary_places(tmp_path: Path, name: str) -> None:
    assert unsafe_place(tmp_path / name) is None
