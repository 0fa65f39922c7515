"""What becomes of the paper in view: a file, or sheets from the printer; both are kept in the audit."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import report
from crm_desktop.kit.i18n import N_, _, ngettext
from ui.kit import ask, files, printing
from ui.kit.session import Session


def save(parent: QWidget, session: Session, name: str, content: bytes, title: str) -> None:
    """Save the paper as a file, whole or not at all, in a task: a stick or a share may be slow."""
    path = ask.save_file(parent, _("Save as PDF"), file_name(title), _("PDF files (*.pdf)"),
                         files.last_folder(session.settings))
    if path is None:
        return

    def done(_written: None) -> None:
        files.remember_folder(session.settings, path)
        _note(session, "save", name)
        session.tell(_("Saved: {name}").format(name=path.name), action=files.open_folder(path))

    session.run(lambda _store, _job: report.save(path, content), done, _("Saving {name}").format(name=path.name))


def print_it(parent: QWidget, session: Session, name: str, content: bytes, title: str) -> None:
    """Send the paper to a printer, in a task."""
    printer = ask.printer(parent, _("Print"))
    if printer is None:
        return

    def done(pages: int) -> None:
        _note(session, "print", name)
        session.tell(ngettext("{n} page sent to the printer", "{n} pages sent to the printer", pages)
                     .format(n=f"{pages:,}"))

    session.run(lambda _store, job: printing.print_pdf(content, printer, job.progress), done,
                _("Printing: {title}").format(title=title),
                cancelled=lambda: session.tell(_("Printing was stopped."), "near"))


def file_name(title: str) -> str:
    """A name every system takes."""
    plain = re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", " ".join(title.split()))
    return plain[:100].strip(" .") + ".pdf"


def _note(session: Session, act: str, name: str) -> None:
    session.store.did(N_("Print or save a report"), act, name)
