"""The office: what stands on its paper, how its settings are kept, how a new one is founded."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from crm_desktop.kit import feature, i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import sorting

if TYPE_CHECKING:
    from crm_desktop.kit.store.reader import Reader
    from crm_desktop.kit.store.store import Store

_UNDECLARED = ("view.", "import.")
CURRENCIES = ("CNY", "TWD", "HKD", "USD", "EUR", "JPY")


@dataclass(frozen=True)
class Office:
    """The office as it names itself. `zone` is an IANA zone, `logo` a PNG or JPEG file's bytes."""

    name: str
    address: str = ""
    phone: str = ""
    language: str = "zh_CN"
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    logo: bytes | None = field(default=None, repr=False)

    def check(self) -> None:
        """Raises Problem for a name, zone, currency or language that cannot be used."""
        if not self.name.strip():
            raise Problem(_("Enter the name of the office."), field="name")
        if len(self.name) > 200:
            raise Problem(_("The name of the office can have 200 characters at most. Shorten it."), field="name")
        if self.language not in i18n.LANGUAGES:
            raise Problem(_("Choose one of the languages offered."), field="language")
        if self.currency not in CURRENCIES:
            raise Problem(_("Choose one of the currencies offered."), field="currency")
        if self.zone not in available_timezones():
            raise Problem(_("Choose one of the time zones offered."), field="zone")


def load(store: Reader) -> Office:
    """The office of an open store."""
    known = {f.name for f in fields(Office)} - {"logo"}
    values = {r["id"].removeprefix("office."): json.loads(r["value"])
              for r in store.rows("SELECT id, value FROM settings WHERE id LIKE 'office.%'")}
    logo = store.value("SELECT b.content FROM settings s JOIN blobs b ON b.sha256 = json_extract(s.value, '$')"
                       " WHERE s.id = 'office.logo'")
    return Office(**{k: v for k, v in values.items() if k in known}, logo=logo)


def save(store: Store, office: Office) -> None:
    """Change the office's own data."""
    office.check()
    values = asdict(office)
    logo = values.pop("logo")
    before = store.value("SELECT json_extract(value, '$') FROM settings WHERE id = 'office.language'")
    with store.change(N_("Office settings"), kind="setting") as change:
        if before not in (None, office.language):
            sorting.resort(store, office.language)
        for name, value in values.items():
            put(change, f"office.{name}", value)
        put(change, "office.logo", store.keep_blob(change, logo) if logo else None)
    store.forget_office()


def put(change: Any, setting: str, value: Any) -> None:
    """Write one setting inside a change; the audit names it."""
    text = json.dumps(value, ensure_ascii=False)
    before = change.execute("SELECT value FROM settings WHERE id = ?", (setting,))
    if before and before[0][0] == text:
        return
    change.execute("INSERT INTO settings (id, value) VALUES (?, ?)"
                   " ON CONFLICT (id) DO UPDATE SET value = excluded.value", (setting, text))
    change.note("setting", "setting", [setting])
    change.announce("setting", 0, "update")


def setting(store: Reader, name: str) -> Any:
    """The value of a declared setting: the office's own, else its default. Raises KeyError when not declared.

    How a list is shown and how a sheet's columns are read is kept under names that nobody declares: None at first.
    """
    text = store.value("SELECT value FROM settings WHERE id = ?", (name,))
    if text is not None:
        return json.loads(text)
    for declared in (s for f in feature.all_features() for s in f.settings):
        if declared.id == name:
            return declared.default
    if name.startswith(_UNDECLARED):
        return None
    raise KeyError(name)


def found(folder: Path, office: Office, user: str, password: str, *, hints: bool = False,
          fill: Callable[[Store], object] | None = None) -> tuple[Store, str]:
    """Make a new office folder with its first user. Returns the open store and the recovery code.

    With `hints`, who works in it sees the hints of the first days, once. `fill` puts in what it begins with.

    Raises Problem for a name, folder or password that cannot be used; then nothing is left behind.
    """
    from crm_desktop.kit import hints as first_days
    from crm_desktop.kit.store import cipher, ring
    from crm_desktop.kit.store import folder as folders
    from crm_desktop.kit.store.making import making
    from crm_desktop.kit.store.passwords import password_problem
    from crm_desktop.kit.store.store import Store

    office.check()
    user = user.strip()
    if not user:
        raise Problem(_("Enter the name of the first user."), field="user")
    if sentence := password_problem(password):
        raise Problem(sentence, field="password")
    with making(folder) as place:
        new_ring, dek, code = ring.new_ring(user, password)
        cipher.open_db(place / folders.DATABASE, dek).close()
        new_ring.save(place / folders.RING)
        store = Store.open(place, user, password)
        try:
            save(store, office)
            store.enroll(user)
            if hints:
                first_days.offer(store)
            if fill is not None:
                fill(store)
        finally:
            store.db.close()
    return Store.open(folder, user, password), code


def zone_of(name: str) -> ZoneInfo:
    """The time zone of a stored name."""
    return ZoneInfo(name)
