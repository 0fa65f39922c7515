"""Files kept with a customer: brought in and given out again, in tasks: they may be large, or lie on a slow stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.customers import service
from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sheets.whole import whole_file
from ui.kit import ask

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session


def attach(session: Session, customer: int, parent: QWidget) -> None:
    """Keep a file she chooses with the customer."""
    path = ask.open_file(parent, _("Attach a file"))
    if path is None:
        return
    session.run(lambda store, _job: service.add_file(store, customer, path),
                lambda _made: session.tell(_("{name} is kept with the customer.").format(name=path.name), undo=True),
                _("Attaching {name}").format(name=path.name))


def save_copy(session: Session, record: int, parent: QWidget) -> None:
    """Write a kept file where she wants it. Raises Problem where it is gone."""
    name = str(records.get(session.store, "attached_file", record)["file_name"])
    path = ask.save_file(parent, _("Save a copy"), Path(name).name)
    if path is None:
        return
    session.run(lambda store, _job: _write(store, record, path),
                lambda _written: session.tell(_("{name} is written.").format(name=path.name)),
                _("Saving {name}").format(name=path.name))


def _write(store: Store, record: int, path: Path) -> None:
    _name, content = service.file_content(store, record)
    with whole_file(path) as file:
        file.write(content)
