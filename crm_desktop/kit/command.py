"""The office of a command: opened, or its newest verified backup where it can only be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crm_desktop.kit import console, i18n
from crm_desktop.kit.i18n import _

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store


@contextmanager
def opened(folder: Path, user: str | None, *, warn: bool = True, reads: bool = False) -> Iterator[Store]:
    """The office of a command, in its own language, with its warnings said.

    A verb that only `reads` takes the newest verified backup where the office can't be written (decision 20).
    """
    from crm_desktop.kit.store import Store, reading
    from crm_desktop.kit.store import check as checks
    from crm_desktop.kit.store import folder as folders
    from crm_desktop.kit.store.lock import OfficeLock
    from crm_desktop.kit.store.ring import Ring

    reading.tidy()
    if shut := reading.closed(folder):
        if not reads:
            raise shut
        with _looked_at(folder, user) as store:
            yield store
        return
    folders.check_office(folder)
    who = _who(user, list(Ring.load(folder / folders.RING).names().values()))
    lock = OfficeLock(folder)
    password = console.password()
    with lock.writer():
        store = Store.open(folder, who, password, lock)
        try:
            i18n.set_language(store.office.language)
            for finding in checks.quick(store) if warn and store.findings else ():  # again, in the office's language
                click.echo(f"{finding.file}: {finding.sentence} {finding.what_to_do}", err=True)
            yield store
        finally:
            store.close()


@contextmanager
def _looked_at(folder: Path, user: str | None) -> Iterator[Store]:
    from crm_desktop.kit.store import reading

    store = reading.look(folder, _who(user, reading.users(folder)), console.password())
    try:
        i18n.set_language(store.office.language)
        copied = store.copied
        for sentence in (copied.words(store.zone), copied.warning()) if copied else ():
            if sentence:
                click.echo(sentence, err=True)
        yield store
    finally:
        store.close()


def _who(user: str | None, names: list[str]) -> str:
    if user is None and len(names) != 1:
        raise click.UsageError(_("This office has several users; name one with --user."))
    return user or names[0]
