"""What is written besides records: settings, accounts, and what was looked at or taken out."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import feature
from crm_desktop.kit.errors import Problem, ReadOnly
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store import anchor, check, door, layout, office, ring
from crm_desktop.kit.store.folder import NEXT_RING, RING, sync_folder
from crm_desktop.kit.store.passwords import password_problem
from crm_desktop.kit.store.problems import problem_of
from crm_desktop.kit.store.reader import Reader

if TYPE_CHECKING:
    from crm_desktop.kit.store.change import Change
    from crm_desktop.kit.store.reading import Copied


@dataclass(frozen=True)
class User:
    """The account that is signed in; `staff` is its record in the staff register."""

    uid: str
    name: str
    staff: int | None = None


class Acts(Reader):
    """The acts of an open office; each is one `change`."""

    folder: Path
    user: User
    findings: list[check.Finding]
    copied: Copied | None

    def change(self, label: str, *, kind: str = "change", target: int | None = None) -> AbstractContextManager[Change]:
        """One user action; the store knows how."""
        raise NotImplementedError

    def set_setting(self, name: str, value: Any) -> None:
        """Change one setting."""
        with self.change(N_("Settings"), kind="setting") as change:
            office.put(change, name, value)

    def change_password(self, old: str, new: str) -> None:
        """A new password for the account that is signed in; the present one has to be right. Raises Problem."""
        door.sign_in(self.folder, self.user.uid, old)
        self.set_password(self.user.uid, new)

    def set_password(self, user: str, new: str) -> None:
        """Give an account a new password. Raises Problem for a weak one or an unknown account."""
        if sentence := password_problem(new):
            raise Problem(sentence, field="password")
        with self.turns.keys:
            found = ring.Ring.load(self.folder / RING)
            ring.set_password(found, self.keys, user, new)
            self.put_ring(found, N_("New password"), lambda change: change.note("password", "user", [user]))

    def put_ring(self, found: ring.Ring, label: str, write: Callable[[Change], object]) -> None:
        """Changed keys take their place with what is written of them in the file. Raises Problem; then neither is.

        From reading them on, `turns.keys` is held: else one who changes them meanwhile would be forgotten.
        """
        if self.copied is not None:
            raise ReadOnly
        found.save(self.folder / NEXT_RING)  # here a full disk refuses; after the commit there is only a rename
        try:
            with self.change(label, kind="setting") as change:
                write(change)
            os.replace(self.folder / NEXT_RING, self.folder / RING)
            with contextlib.suppress(OSError):  # it has happened: it must not be told as refused
                sync_folder(self.folder)
        except OSError as error:
            raise problem_of(error, self.folder / RING) from error
        finally:
            (self.folder / NEXT_RING).unlink(missing_ok=True)

    def did(self, label: str, act: str, what: str, fields: Sequence[str] = ()) -> None:
        """Write an act that changes nothing (an export, a print) into the audit; a read-only copy has none to write."""
        if self.copied is None:
            with self.change(label, kind="setting") as change:
                change.note(act, what, fields)

    def looked(self, form_id: str, record: int, field: str) -> None:
        """Write into the audit that the user looked at a sensitive value (threat 5: each view is logged)."""
        raw = self.raw(form_id, record)
        with self.change(N_("Sensitive value looked at"), kind="setting") as change:
            change.note("look", form_id, [raw["uid"] if raw else "", field])

    def accept_state(self) -> None:
        """The user says that this older or copied file is the right one: the alarm of the anchor ends (decision 21)."""
        with self.change(N_("State accepted"), kind="setting") as change:
            change.note("accept", "office")
        try:
            anchor.accept(self)
        except OSError as error:
            raise problem_of(error) from error
        self.findings = check.quick(self)

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

    def drop_blob(self, change: Change, digest: str) -> None:
        """Forget a file's bytes that no record holds any more; the office's sign stays."""
        change.execute("DELETE FROM blobs WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM settings"
                       " WHERE id = 'office.logo' AND json_extract(value, '$') = ?1)", (digest,))
