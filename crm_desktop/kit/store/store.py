"""The store: one open connection to the office's encrypted file."""

from __future__ import annotations

import getpass
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop.kit import clock, feature
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store import anchor, check, cipher, door, layout, office, ring, sound, undo
from crm_desktop.kit.store.change import Change
from crm_desktop.kit.store.migrate import migrate
from crm_desktop.kit.store.notice import Notice
from crm_desktop.kit.store.office import Office
from crm_desktop.kit.store.reader import Reader


@dataclass(frozen=True)
class User:
    """The account that is signed in; `staff` is its record in the staff register."""

    uid: str
    name: str
    staff: int | None = None


class Store(Reader):
    """An open office. One connection a thread: workers take a `clone()`.

    Every write goes through `change(label)`: one transaction, audited, announced after the commit.
    """

    def __init__(self, db: cipher.Database, keys: ring.Keys, uid: str, folder: Path) -> None:
        self.db, self.keys, self.folder = db, keys, folder
        self.host = f"{platform.node()}/{getpass.getuser()}"
        self.user = User(uid, uid)
        self.last_notice: Notice | None = None
        self.names: dict[str, dict[int, str]] = {}  # what records are called; dropped at every commit
        self.findings: list[check.Finding] = []  # what the quick check at opening found
        self._listeners: list[Callable[[Notice], None]] = []
        self._change: Change | None = None
        self._scratch: Path | None = None

    @classmethod
    def open(cls, folder: Path, user: str, password: str) -> Store:
        """Open an office. Raises Problem for a wrong password, a damaged or newer file, missing rights."""
        keys = door.sign_in(folder, user, password)
        store = cls._connect(folder, keys, keys.uid)
        try:
            with cipher.told():
                store.findings = check.quick(store)
        except BaseException:
            store.db.close()
            raise
        return store

    @classmethod
    def _connect(cls, folder: Path, keys: ring.Keys, uid: str, *, fresh: bool = True) -> Store:
        store = cls(cipher.open_db(folder / "crm.db", keys.dek), keys, uid, folder)
        try:
            with cipher.told():
                if fresh:
                    migrate(store)
                row = store.row("SELECT uid, name, staff FROM users WHERE uid = ?", (uid,))
        except BaseException:
            store.db.close()
            raise
        if row:
            store.user = User(row["uid"], row["name"], row["staff"])
        return store

    @classmethod
    def memory(cls, *, zone: str = "Asia/Shanghai", language: str = "zh_CN", currency: str = "CNY") -> Store:
        """A real keyed office in a scratch folder that goes with `close()`: for tests and previews."""
        place = Path(tempfile.mkdtemp(prefix="crm-scratch-"))
        keys = ring.Keys.scratch("tester")
        store = cls(cipher.open_db(place / "crm.db", keys.dek), keys, "tester", place)
        store._scratch = place
        for pragma in ("synchronous=OFF", "journal_mode=MEMORY"):
            store.db.execute(f"PRAGMA {pragma}").fetchall()
        migrate(store)
        office.save(store, Office("测试办公室", "", "", language, zone, currency))
        store.enroll("tester")
        return store

    def clone(self) -> Store:
        """The same office on a connection of its own, for one worker thread."""
        twin = self._connect(self.folder, self.keys, self.user.uid, fresh=False)
        twin._listeners, twin.names = self._listeners, self.names
        return twin

    def close(self) -> None:
        """Close the file; the anchor of the audit chain is written beside it."""
        if not self._scratch:
            anchor.write(self)
        self.db.close()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)

    # -- writing
    @contextmanager
    def writing(self) -> Iterator[None]:
        """A bare write transaction for what needs no audit and no notice (drafts, window state)."""
        self._begin()
        try:
            yield
        except BaseException:
            self.db.conn.rollback()
            raise
        self._commit()

    def _begin(self) -> None:
        try:
            self.db.conn.execute("BEGIN IMMEDIATE")
        except cipher.DatabaseError as error:
            raise cipher.problem_of(error) from error

    def _commit(self) -> None:
        self.names.clear()
        try:
            self.db.conn.commit()
        except cipher.DatabaseError as error:
            self.db.conn.rollback()
            raise cipher.problem_of(error) from error

    @contextmanager
    def change(self, label: str, *, kind: str = "change", target: int | None = None) -> Iterator[Change]:
        """One user action. Nested calls join the outer one. A database error becomes a Problem; nothing is left."""
        if self._change is not None:
            yield self._change
            return
        self._begin()
        self._change = change = Change(self, label, kind, target)
        try:
            yield change
            notice = change.finish()
        except cipher.DatabaseError as error:
            self.db.conn.rollback()
            raise cipher.problem_of(error) from error
        except BaseException:
            self.db.conn.rollback()
            raise
        finally:
            self._change = None
        self._commit()
        self.last_notice = notice
        if notice is not None:
            for listener in list(self._listeners):
                listener(notice)

    def listen(self, callback: Callable[[Notice], None]) -> Callable[[], None]:
        """Hear every notice of this store and its clones (on the writing thread). Returns how to stop."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    def undo(self, txn: int | None = None) -> Notice | None:
        """Take back the last change of this user, or that one."""
        return undo.undo(self, txn)

    def redo(self) -> Notice | None:
        """Do again what was undone last."""
        return undo.redo(self)

    def set_setting(self, name: str, value: Any) -> None:
        """Change one setting."""
        with self.change(N_("Settings"), kind="setting") as change:
            office.put(change, name, value)

    def set_password(self, user: str, new: str) -> None:
        """Give an account a new password. Raises Problem for a weak one or an unknown account."""
        if sentence := ring.password_problem(new):
            raise Problem(sentence, field="password")
        found = ring.Ring.load(self.folder / "ring.json")
        with self.change(N_("New password"), kind="setting") as change:
            change.note("password", "user", [user])
            ring.set_password(found, self.keys, user, new)
            found.save(self.folder / "ring.json")

    def looked(self, form_id: str, record: int, field: str) -> None:
        """Write into the audit that the user looked at a sensitive value (threat 5: each view is logged)."""
        raw = self.raw(form_id, record)
        with self.change(N_("Sensitive value looked at"), kind="setting") as change:
            change.note("look", form_id, [raw["uid"] if raw else "", field])

    def accept_state(self) -> None:
        """The user says that this older or copied file is the right one: the alarm of the anchor ends (decision 21)."""
        with self.change(N_("State accepted"), kind="setting") as change:
            change.note("accept", "office")
        anchor.accept(self)
        self.findings = check.quick(self)

    def check(self, progress: Callable[[str], None] | None = None) -> list[check.Finding]:
        """The full check of the office; empty when all is sound."""
        return sound.check(self, progress)

    def context(self, language: str | None = None) -> Any:
        """What values.read and values.show need: zone, today, currency and the names of records."""
        from crm_desktop.kit import records, values
        return values.Context(
            zone=self.zone, today=clock.today(self.zone), currency=self.office.currency,
            name_of=lambda kind, record: records.name_of(self, layout.TARGETS.get(kind, kind), record),
            find=lambda kind, text: records.find_exact(self, layout.TARGETS.get(kind, kind), text))

    def enroll(self, name: str) -> None:
        """Give the signed-in account its record in the staff register."""
        form = layout.TARGETS["user_ref"]
        with self.change(N_("New account"), kind="setting") as change:
            staff = change.insert(form, {"name": name, "active": True}) if form in feature.entities() else None
            change.execute("INSERT INTO users (uid, name, staff) VALUES (?, ?, ?)", (self.user.uid, name, staff))
            change.note("enroll", "user", [self.user.uid])
        self.user = User(self.user.uid, name, staff)

    def keep_blob(self, change: Change, content: bytes) -> str:
        """Keep a file's bytes once; returns their SHA-256."""
        import hashlib
        digest = hashlib.sha256(content).hexdigest()
        change.execute("INSERT INTO blobs (sha256, size, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                       (digest, len(content), content))
        return digest
