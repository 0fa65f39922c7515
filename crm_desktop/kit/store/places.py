"""Places where a database must not be written: network drives and folders a sync program copies (decision 20)."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from crm_desktop.kit.i18n import _

_NETWORK_TYPES = {
    "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "ncpfs", "davfs", "webdav", "ceph",
    "glusterfs", "lustre", "beegfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.ceph",
    "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "autofs-nfs",
}
_SYNC_NAMES = {
    "onedrive", "dropbox", "googledrive", "google drive", "google 云端硬盘", "google 雲端硬碟", "my drive",
    "我的云端硬盘", "icloud drive", "iclouddrive", "mobile documents", "cloudstorage", "坚果云", "我的坚果云",
    "nutstore", "nutstore files", "百度网盘", "百度云同步盘", "百度网盘同步空间", "baidusyncdisk", "baidunetdisksync",
    "wps云盘", "wpsdrive", "wps cloud files", "腾讯微云", "微云同步助手", "weiyun", "阿里云盘", "box sync",
    "nextcloud", "owncloud", "seafile", "syncthing", "megasync", "pcloud drive",
}
_SYNC_STARTS = ("onedrive - ", "onedrive-", "dropbox (", "nextcloud ", "坚果云", "googledrive-")
_SYNC_MARKS = (".dropbox", ".stfolder", ".nutstore", ".sync_journal.db", ".owncloudsync.log")
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_DRIVE_REMOTE = 4


def unsafe_place(path: Path) -> str | None:
    """Why an office can't be written in this folder, or None."""
    text = str(path)
    if text.startswith(("\\\\", "//")) and not text.startswith("\\\\?\\") or _on_network(path):
        return _("{path} is a network folder, where the office could be damaged. "
                 "Choose a folder on this machine's disk.").format(path=path)
    name = _synced_by(path)
    if name:
        return _("{path} is copied by {program}, which could damage the office. Choose a folder outside of it.").format(
            path=path, program=name)
    return None


def _absolute(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def _synced_by(path: Path) -> str | None:
    for place in {path.absolute(), _absolute(path)}:
        for part in (place, *place.parents):
            name = part.name.casefold()
            if name in _SYNC_NAMES or name.startswith(_SYNC_STARTS):
                return part.name
            if any(os.path.exists(part / mark) for mark in _SYNC_MARKS):
                return part.name
        for variable in _SYNC_VARIABLES:
            root = os.environ.get(variable)
            if root and place.is_relative_to(Path(root)):
                return variable
    return None


def _on_network(path: Path) -> bool:
    place = _absolute(path)
    if sys.platform == "win32":
        import ctypes
        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)
    if place.parts[1:2] == ("net",):
        return True
    return mounted_as(place, _mounts()) in _NETWORK_TYPES


def mounted_as(place: Path, mounts: list[tuple[str, str]]) -> str:
    """The type of the file system a path lies on; of two mounts at one point the later counts."""
    best, kind, wanted = -1, "", f"{place.as_posix()}/"
    for point, found in mounts:
        whole = f"{point.rstrip('/')}/"
        if wanted.startswith(whole) and len(whole) >= best:
            best, kind = len(whole), found
    return kind


def _mounts() -> list[tuple[str, str]]:
    try:
        if sys.platform == "darwin":
            return read_mount(_asked())
        return read_mountinfo(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    except OSError:
        return []


def _asked() -> str:
    """What /sbin/mount says; nothing when it doesn't answer."""
    import subprocess  # 25 ms to import, and only macOS needs it

    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, timeout=5, check=False)
        return done.stdout.decode("utf-8", "replace")
    except subprocess.SubprocessError:
        return ""


def read_mountinfo(text: str) -> list[tuple[str, str]]:
    """Mount points and types as Linux lists them."""
    found = []
    for line in text.splitlines():
        left, dash, right = line.partition(" - ")
        parts = left.split(" ")
        if dash and len(parts) > 4:
            found.append((re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), parts[4]), right.split(" ")[0]))
    return found


def read_mount(text: str) -> list[tuple[str, str]]:
    """Mount points and types as macOS lists them."""
    return re.findall(r" on (.+) \((\w+)", text)
