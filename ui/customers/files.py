"""Files kept with a customer: brought in and given out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.customers import service
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sheets.whole import whole_file
from ui.kit import ask

if TYPE_CHECKING:
    from ui.kit.session import Session


def attach(session: Session, customer: int, parent: QWidget) -> None:
    """Keep a file she chooses with the customer."""
    path = ask.open_file(parent, _("Attach a file"))
    if path is None:
        return
    service.add_file(session.store, customer, path)
    session.tell(_("{name} is kept with the customer.").format(name=path.name), undo=True)


def save_copy(session: Session, record: int, parent: QWidget) -> None:
    """Write a kept file where she wants it. Raises Problem where that can't be."""
    name, content = service.file_content(session.store, record)
    path = ask.save_file(parent, _("Save a copy"), Path(name).name)
    if path is None:
        return
    with whole_file(path) as file:
        file.write(content)
    session.tell(_("{name} is written.").format(name=path.name))
