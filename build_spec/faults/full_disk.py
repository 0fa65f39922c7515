"""A disk that is really full: every act of writes.py, at every amount of room.

    python -m build_spec.faults.full_disk [ACT]

Needs a system that lets this process mount a small disk in memory: as root, or by `unshare -rm python -m ...`. The room
left grows from nothing in steps of a page, then of more, until the act fits: so each of its writes is the one that meets
the full disk. Files handed out, settings and the office lie on the same disk.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from build_spec.faults import writes  # noqa: E402
from build_spec.faults.writes import ACTS, OLD, PASSWORD, Act, Desk  # noqa: E402

PAGE = 4096
SIZE = 96 * 1024 * 1024


@contextmanager
def disk(place: Path) -> Iterator[Path]:
    """A disk of that size in memory."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


class Filler:
    """A file that takes all the room but some pages."""

    def __init__(self, place: Path) -> None:
        self.path = place / "filler"

    def leave(self, pages: int) -> None:
        """Only so many pages are free."""
        self.empty()
        free = os.statvfs(self.path.parent).f_bavail - pages
        with self.path.open("wb") as file:
            if free > 0:
                os.posix_fallocate(file.fileno(), 0, free * PAGE)

    def empty(self) -> None:
        """There is room again."""
        self.path.unlink(missing_ok=True)


@contextmanager
def no_look_ahead() -> Iterator[None]:
    """The room that a copy needs is not asked for before: another program may take it just after."""
    from crm_desktop.kit.store import backup, private_place, restore
    usual = backup.room_problem
    for module in (backup, private_place, restore):
        module.room_problem = lambda _place, _size: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module in (backup, private_place, restore):
            module.room_problem = usual  # type: ignore[attr-defined]


def rooms() -> Iterator[int]:
    """0, 1, 2 ... pages, later in larger steps: up to the size of the disk."""
    pages = 0
    while pages < SIZE // PAGE:
        yield pages
        pages += 1 if pages < 12 else max(1, pages // 6)


def laid_out(place: Path, original: Path, scratch: Path) -> Desk:
    """The office as it was, on the empty disk, open."""
    for old in place.iterdir():
        shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink()
    desk = Desk(place / "sample.crm", place / "out", home=place / "home")
    shutil.copytree(original, desk.folder)
    desk.out.mkdir()
    desk.home.mkdir()
    desk.kept["scratch"] = scratch
    os.environ["CRM_DESKTOP_HOME"] = str(desk.home)
    desk.open()
    return desk


def tried(act: Act, desk: Desk, filler: Filler, pages: int) -> tuple[str, list[str]]:
    """The act with so little room, then with enough. Gives how it ended first, and what is wrong."""
    if act.before:
        act.before(desk)
    if act.old:
        (desk.out / act.old).write_bytes(OLD)
    filler.leave(pages)
    with no_look_ahead():
        how, said = writes.outcome(act, desk)
    wrong = [said] if how == "fault" else []
    if how == "refused":
        if act.old and (desk.out / act.old).read_bytes() != OLD:
            wrong.append("the old file is not what it was")
        wrong += [f"left: {p}" for p in writes.left_over(desk)]
    filler.empty()
    if how != "done":
        again, said_again = writes.outcome(act, desk)
        if again != "done":
            wrong.append(f"with room again: {again} {said_again}")
    wrong += [f"check: {f.sentence}" for f in desk.store.check()] if desk.store is not None else ["the office is shut"]
    wrong += [f"left at the end: {p}" for p in writes.left_over(desk)]
    return (f"{how}: {said}" if how == "refused" else how), wrong


def fill(act: Act, place: Path, original: Path, scratch: Path) -> int:
    """One act at every amount of room. Gives the number of faults."""
    bad, said, tries = 0, Counter[str](), 0
    filler = Filler(place)
    for pages in rooms():
        desk = laid_out(place, original, scratch)
        try:
            how, wrong = tried(act, desk, filler, pages)
        finally:
            filler.empty()
            desk.close()
        tries += 1
        said[how] += 1
        bad += bool(wrong)
        for line in wrong:
            print(f"   {act.name}, {pages} pages free: {line}", flush=True)
        if how == "done" and pages > 8:
            break
    print(f"{act.name}: {tries} tries, {bad} faults", *(f"{n} x {s}" for s, n in said.most_common()), sep="\n      ",
          flush=True)
    return bad


def main(only: str = "") -> int:
    """All acts. Gives the number of faults."""
    from crm_desktop.kit.sample import make_demo
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["CRM_DESKTOP_HOME"] = scratch
        original = Path(scratch) / "sample.crm"
        make_demo(original, 40, 1, date(2026, 11, 19), PASSWORD, "zh_CN")
        with disk(Path(scratch) / "disk") as place:
            for act in ACTS:
                if only in act.name:
                    bad += fill(act, place, original, Path(scratch))
    print(f"{bad} faults")
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:2]) else 0)
