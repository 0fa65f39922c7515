"""The store: one open connection to the office's encrypted file."""

from __future__ import annotations

import getpass
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.errors import ReadOnly
from crm_desktop.kit.store import anchor, check, cipher, door, layout, migrate, office, ring, sound, undo
from crm_desktop.kit.store.acts import Acts, User
from crm_desktop.kit.store.change import Change
from crm_desktop.kit.store.folder import DATABASE
from crm_desktop.kit.store.lock import OfficeLock
from crm_desktop.kit.store.notice import Notice
from crm_desktop.kit.store.office import Office
from crm_desktop.kit.store.reading import Copied
from crm_desktop.kit.store.turns import Turns
from crm_desktop.kit.store.undo import Progress
from crm_desktop.kit.store.written import Written


class Store(Acts):
    """An open office. One connection a thread: workers take a `clone()`.

    Every write goes through `change(label)`: one transaction, audited, announced after the commit.
    """

    def __init__(self, db: cipher.Database, keys: ring.Keys, folder: Path) -> None:
        self.db, self.keys, self.folder = db, keys, folder
        self.host = f"{platform.node()}/{getpass.getuser()}"
        self.user = User(keys.uid, keys.uid)  # its name stands in the file
        self.last_notice: Notice | None = None
        self.names: dict[str, dict[int, str]] = {}  # what records are called; dropped at every commit
        self.turns = Turns()
        self.written = Written(self)
        self.findings: list[check.Finding] = []  # what the quick check at opening found
        self._listeners: list[Callable[[Notice], None]] = []
        self.copied: Copied | None = None  # what this is a read-only copy of
        self.keeps_drafts = True           # False once she goes without what a full disk can't keep
        self._change: Change | None = None
        self._scratch: Callable[[], object] | None = None  # takes the folder away at the end

    @classmethod
    def open(cls, folder: Path, user: str, password: str, lock: OfficeLock | None = None) -> Store:
        """Open an office. Raises Problem for a wrong password, a damaged or newer file, missing rights.

        `lock` is what the caller is inside by; an older file is brought up only while nobody else is (decision 19).
        """
        keys = door.sign_in(folder, user, password)
        store = cls._connect(folder, keys)
        try:
            with cipher.told():
                if migrate.due(store):
                    with migrate.alone(lock or OfficeLock(folder)):
                        migrate.migrate(store)
                    store._find_user()
                store.findings = check.quick(store)
        except BaseException:
            store.db.close()
            raise
        return store

    @classmethod
    def of_copy(cls, folder: Path, keys: ring.Keys, copied: Copied, take_away: Callable[[], object]) -> Store:
        """A verified backup in a private folder, to be read only; an older one is first brought up, in there."""
        store = cls._connect(folder, keys, copied=copied)
        try:
            with cipher.told():
                if migrate.due(store):
                    store.db.close()
                    store = cls._connect(folder, keys)
                    migrate.migrate(store, spare=False)
                    store.db.close()
                    store = cls._connect(folder, keys, copied=copied)
        except BaseException:
            store.db.close()
            raise
        store._scratch = take_away
        return store

    @classmethod
    def _connect(cls, folder: Path, keys: ring.Keys, *, copied: Copied | None = None) -> Store:
        store = cls(cipher.open_db(folder / DATABASE, keys.dek, readonly=copied is not None), keys, folder)
        store.copied = copied
        try:
            store._find_user()
        except BaseException:
            store.db.close()
            raise
        return store

    def _find_user(self) -> None:
        if self.value("SELECT count(*) FROM sqlite_master WHERE name = 'users'"):  # none before the first step
            row = self.row("SELECT uid, name, staff FROM users WHERE uid = ?", (self.user.uid,))
            self.user = User(row["uid"], row["name"], row["staff"]) if row else self.user

    @classmethod
    def memory(cls, *, zone: str = "Asia/Shanghai", language: str = "zh_CN", currency: str = "CNY") -> Store:
        """A real keyed office in a scratch folder that goes with `close()`: for tests and previews."""
        place = Path(tempfile.mkdtemp(prefix="crm-scratch-"))
        keys = ring.Keys.scratch("tester")
        store = cls(cipher.open_db(place / DATABASE, keys.dek), keys, place)
        store._scratch = lambda: shutil.rmtree(place, ignore_errors=True)
        for pragma in ("synchronous=OFF", "journal_mode=MEMORY"):
            store.db.execute(f"PRAGMA {pragma}").fetchall()
        migrate.migrate(store)
        office.save(store, Office("测试办公室", "", "", language, zone, currency))
        store.enroll("tester")
        return store

    def clone(self) -> Store:
        """The same office on a connection of its own, for one worker thread."""
        twin = self._connect(self.folder, self.keys, copied=self.copied)
        twin._listeners, twin.names = self._listeners, self.names
        twin.turns, twin.gives_way = self.turns, True
        return twin

    def close(self) -> None:
        """Close the file; the anchor of the audit chain is written beside it."""
        if not self._scratch and self.copied is None:
            anchor.write(self)
        self.db.close()
        if self._scratch:
            self._scratch()

    # -- writing
    @contextmanager
    def writing(self) -> Iterator[None]:
        """A bare write transaction for what needs no audit and no notice (drafts). Raises Problem."""
        with self._transaction():
            yield
        self._commit()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Begun here, taken back whole by any exception. A database error becomes a Problem."""
        self._begin()
        try:
            yield
        except BaseException as error:
            self._take_back()
            if isinstance(error, cipher.DatabaseError):
                raise cipher.problem_of(error) from error
            raise

    def _take_back(self) -> None:
        self.names.clear()  # what was called otherwise for a moment, and read meanwhile
        self.db.conn.rollback()

    def _begin(self) -> None:
        if self.copied is not None:  # the one place: every write of the program comes through here
            raise ReadOnly
        self.written.begin()
        try:
            self.db.conn.execute("BEGIN IMMEDIATE")
        except cipher.DatabaseError as error:
            raise cipher.problem_of(error) from error

    def _commit(self, moved: Mapping[str, int] | None = None) -> None:
        self.names.clear()
        try:
            self.turns.commit(self.db.conn)
        except cipher.DatabaseError as error:
            self._take_back()
            raise cipher.problem_of(error) from error
        self.written.end(moved)

    @contextmanager
    def change(self, label: str, *, kind: str = "change", target: int | None = None) -> Iterator[Change]:
        """One user action. Nested calls join the outer one. A database error becomes a Problem; nothing is left."""
        if self._change is not None:
            yield self._change
            return
        with self._transaction():
            self._change = change = Change(self, label, kind, target)
            try:
                yield change
                notice = change.finish()
            finally:
                self._change = None
        self._commit(change.moved)
        self.last_notice = notice
        if notice is not None:
            for listener in list(self._listeners):
                listener(notice)

    def listen(self, callback: Callable[[Notice], None]) -> Callable[[], None]:
        """Hear every notice of this store and its clones (on the writing thread). Returns how to stop."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    def undo(self, txn: int | None = None, progress: Progress | None = None) -> Notice | None:
        """Take back the last change of this user, or that one."""
        return undo.undo(self, txn, progress)

    def redo(self, progress: Progress | None = None) -> Notice | None:
        """Do again what was undone last."""
        return undo.redo(self, progress)

    def check(self, progress: Callable[[str], None] | None = None) -> list[check.Finding]:
        """The full check of the office; empty when all is sound."""
        return sound.check(self, progress)

    def context(self) -> Any:
        """What values.read and values.show need: zone, today, currency and the names of records."""
        from crm_desktop.kit import records, values
        return values.Context(
            zone=self.zone, today=clock.today(self.zone), currency=self.office.currency,
            name_of=lambda kind, record: records.name_of(self, layout.TARGETS.get(kind, kind), record),
            find=lambda kind, text: records.find_exact(self, layout.TARGETS.get(kind, kind), text))
