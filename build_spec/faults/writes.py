"""Everything the program writes, as acts that can be tried on a disk that is full or may not be written.

Each act must do all or nothing: it ends well, or raises one Problem and leaves the old file as it was; and once there is
room the same act, in the same program, ends well. What is only remembered (window, log) may be lost in silence.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FORM, REMINDER = "customer_master", "reminder"
USER, PASSWORD, NEW_PASSWORD = "demo", "a sample password", "another sample password"
OLD = b"what was here before"


@dataclass
class Desk:
    """An open office and the places that are written beside it."""

    folder: Path             # the office
    out: Path                # where files are handed out to
    store: Any = None
    home: Path = Path()      # settings, log, copies
    serial: int = 0
    kept: dict[str, Any] = field(default_factory=dict)

    def open(self) -> None:
        """Sign in."""
        from crm_desktop.kit.store import Store
        self.store = Store.open(self.folder, USER, PASSWORD)

    def close(self) -> None:
        """Sign out."""
        if self.store is not None:
            self.store.close()
            self.store = None

    def name(self, what: str) -> str:
        """A text that is nowhere else."""
        self.serial += 1
        return f"{what}{self.serial}"


@dataclass(frozen=True)
class Act:
    """One act. `old`: the file in `out` that must stay as it was; `quiet`: it may fail without a word."""

    name: str
    do: Callable[[Desk], object]
    old: str = ""
    quiet: bool = False
    before: Callable[[Desk], object] | None = None  # while there is still room


def _save(desk: Desk) -> object:
    from crm_desktop.kit import records
    return records.create(desk.store, FORM, {"customer_name": desk.name("磁盘测试公司"), "remarks": "满" * 2000})


def _import(desk: Desk) -> object:
    from crm_desktop.kit import importing
    return importing.run_import(desk.store, desk.kept["plan"])


def _plan(desk: Desk) -> None:
    from crm_desktop.kit import importing
    sheet = desk.kept["scratch"] / "list.csv"
    sheet.write_text("客户名称,联系电话\n" + "".join(f"导入{n}公司,1\n" if n % 9 == 0 else f"导入{n}公司,0512-5550-{n:04d}\n"
                                                for n in range(300)), "utf-8")
    desk.kept["plan"] = importing.prepare(desk.store, FORM, sheet)


def _draft(desk: Desk) -> object:
    from crm_desktop.kit.store import drafts
    return drafts.keep(desk.store, REMINDER, 0, "x", {"what": {"t": "写到一半" * 3000}})


def _undo(desk: Desk) -> object:
    return desk.store.undo()


def _setting(desk: Desk) -> object:
    return desk.store.set_setting("import.customer_master.x", "x" * 9000)


def _user(desk: Desk) -> object:
    from crm_desktop.kit.store import accounts
    return accounts.add(desk.store, desk.name("李小龙"), NEW_PASSWORD)


def _off(desk: Desk) -> object:
    from crm_desktop.kit.store import accounts
    for one in [a for a in accounts.every(desk.store) if not a.own][-1:]:
        accounts.switch_off(desk.store, one.uid)
    return None


def _password(desk: Desk) -> object:
    return desk.store.set_password(desk.store.user.uid, NEW_PASSWORD)


def _accept(desk: Desk) -> object:
    return desk.store.accept_state()


def _attach(desk: Desk) -> object:
    from crm_desktop.customers import service
    path = desk.kept["scratch"] / "plan.pdf"
    path.write_bytes(desk.name("%PDF").encode() * 5000)
    return service.add_file(desk.store, desk.store.value("SELECT min(id) FROM customers"), path)


def _bin(desk: Desk) -> object:
    from crm_desktop.kit import emptying, records
    with desk.store.change("bin"):
        records.delete(desk.store, REMINDER, desk.store.column("SELECT id FROM reminders WHERE deleted_at IS NULL"))
        return emptying.empty_bin(desk.store)


def _mend(desk: Desk) -> object:
    from crm_desktop.kit.store import sound
    return sound.mend(desk.store)


def _backup(desk: Desk) -> object:
    from crm_desktop.kit.store import backup
    return backup.backup(desk.store)


def _backup_out(desk: Desk) -> object:
    from crm_desktop.kit.store import backup
    return backup.backup(desk.store, desk.out / "stick")


def _share(desk: Desk) -> object:
    """A place like a network's: the backup is made in the office's own folder, then copied there."""
    from crm_desktop.kit.store import backup
    usual = backup.unsafe_place
    backup.unsafe_place = lambda place: "a share" if place == desk.out / "share" else usual(place)  # type: ignore[assignment]
    try:
        return backup.backup(desk.store, desk.out / "share")
    finally:
        backup.unsafe_place = usual


def _made_backup(desk: Desk) -> None:
    desk.kept["backup"] = _backup(desk)


def _restore_new(desk: Desk) -> object:
    from crm_desktop.kit.store import backup
    target = desk.out / desk.name("restored") / "new.crm"
    return backup.restore(desk.kept["backup"], target, USER, PASSWORD)


def _restore_over(desk: Desk) -> object:
    from crm_desktop.kit.store import Store, backup
    kept = backup.restore(desk.kept["backup"], desk.kept["other"], USER, PASSWORD)
    Store.open(desk.kept["other"], USER, PASSWORD).close()
    return kept


def _other(desk: Desk) -> None:
    from crm_desktop.kit.store import backup
    _made_backup(desk)
    desk.kept["other"] = desk.out / "other.crm"
    backup.restore(desk.kept["backup"], desk.kept["other"], USER, PASSWORD)


def _look(desk: Desk) -> object:
    from crm_desktop.kit.store import reading
    return reading.look(desk.folder, USER, PASSWORD).close()


def _new(desk: Desk) -> object:
    from crm_desktop.kit.store.office import Office, found
    store, _code = found(desk.out / desk.name("office") / "new.crm", Office("新办公室"), "li", PASSWORD)
    return store.close()


def _sample(desk: Desk) -> object:
    from crm_desktop.kit.sample import own
    usual, own.CUSTOMERS = own.CUSTOMERS, 3
    try:
        own.throw_away(own.place("en"))
        return own.make("en")
    finally:
        own.CUSTOMERS = usual


def _again(desk: Desk) -> object:
    desk.close()
    return desk.open()


def _window(desk: Desk) -> object:
    from crm_desktop.kit.store.lock import OfficeLock
    with OfficeLock(desk.folder) as lock:
        return lock.acquire("PC-1", "secretary")


def _wrong(desk: Desk) -> object:
    from crm_desktop.kit.store import Store
    from crm_desktop.kit.store.ring import WrongPassword
    with contextlib.suppress(WrongPassword):
        Store.open(desk.folder, USER, "not the password")
    return (desk.folder / "attempts.json").unlink(missing_ok=True)


def _export(ending: str) -> Callable[[Desk], object]:
    def do(desk: Desk) -> object:
        from crm_desktop.kit import exporting
        return exporting.export(desk.store, FORM, desk.out / f"list{ending}")
    return do


def _rejects(desk: Desk) -> object:
    from crm_desktop.kit import importing
    return importing.write_rejects(desk.kept["plan"], desk.out / "rejects.xlsx")


def _report(desk: Desk) -> object:
    from crm_desktop.kit import report
    return report.make(desk.store, "customer-list", report.Options(), desk.out / "report.pdf")


def _pdf(desk: Desk) -> object:
    from crm_desktop.kit import report
    return report.save(desk.out / "seen.pdf", b"%PDF" + b"x" * 20_000)


def _recovery(desk: Desk) -> object:
    from crm_desktop.kit.recovery_sheet import write_sheet
    return write_sheet(desk.store, "ABCD-EFGH", desk.out / "recovery.pdf")


def _windows(desk: Desk) -> object:
    from ui.kit.window_state import WindowState
    state = WindowState(desk.home / "windows.json")
    state.set("columns", ["x" * 200] * desk.serial + ["y"] * 3000)
    return state.save()


def _bug(desk: Desk) -> object:
    from crm_desktop.kit import bugs
    return bugs.log(RuntimeError("x"))


ACTS: tuple[Act, ...] = (
    Act("save a record", _save), Act("import a list", _import, before=_plan), Act("keep a draft", _draft),
    Act("undo", _undo, before=_save), Act("save a setting", _setting), Act("new password", _password),
    Act("a second user", _user), Act("a user switched off", _off, before=_user),
    Act("this state is right", _accept), Act("empty the bin", _bin), Act("mend the index", _mend),
    Act("attach a file", _attach), Act("back up", _backup), Act("back up to a stick", _backup_out), Act("back up to a share", _share),
    Act("restore", _restore_new, before=_made_backup), Act("restore over an office", _restore_over, before=_other),
    Act("look at a backup", _look, before=_made_backup), Act("new office", _new),
    Act("sample office", _sample), Act("close and open", _again),
    Act("open a window", _window), Act("wrong password", _wrong),
    Act("export .xlsx", _export(".xlsx"), old="list.xlsx"), Act("export .csv", _export(".csv"), old="list.csv"),
    Act("rejected rows", _rejects, old="rejects.xlsx", before=_plan), Act("report", _report, old="report.pdf"),
    Act("save a paper seen", _pdf, old="seen.pdf"), Act("recovery sheet", _recovery, old="recovery.pdf"),
    Act("window remembered", _windows, old="", quiet=True), Act("log of bugs", _bug, quiet=True),
)

NAMED = {act.name: act for act in ACTS}


def outcome(act: Act, desk: Desk) -> tuple[str, str]:
    """Do it: ("done", ""), ("refused", sentence), or ("fault", what was raised)."""
    from crm_desktop.kit.errors import Problem
    try:
        act.do(desk)
    except Problem as problem:
        said = problem.sentence
        if not said or "\n" in said or said[-1] not in ".。":
            return "fault", f"no sentence: {said!r}"
        return ("fault", f"it should fail in silence: {said}") if act.quiet else ("refused", said)
    except BaseException as error:  # noqa: BLE001 - any of them is what is looked for
        return "fault", f"{type(error).__name__}: {error}"
    return "done", ""


def left_over(desk: Desk) -> list[str]:
    """Half files that lie about."""
    return sorted(str(p) for place in (desk.folder, desk.out, desk.home) for p in place.rglob("*")
                  if p.name.endswith(".part") or p.name == "crm.db-journal" and p.stat().st_size)
