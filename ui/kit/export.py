"""A list as a file: asks where, writes in a task with progress and cancel, says where it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import exporting, forms
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.query import Query
from crm_desktop.kit.store import Store
from crm_desktop.kit.values import paper_day
from ui.kit import ask, files
from ui.kit.session import Session
from ui.kit.tasks import Job

_KINDS = N_("Excel (*.xlsx);;CSV (*.csv)")


def export_listing(session: Session, query: Query, columns: Sequence[str], parent: QWidget | None = None) -> None:
    """Write the records of a query with these columns to an .xlsx or .csv file she chooses."""
    title = forms.get(query.form).text()
    day = paper_day(session.store.context().today.isoformat())
    path = ask.save_file(parent, _("Export the list"), f"{title} {day}.xlsx", _(_KINDS),
                         files.last_folder(session.settings))
    if path is None:
        return
    files.remember_folder(session.settings, path)

    def work(store: Store, job: Job) -> int:
        return exporting.export(store, query, path, columns, progress=job.progress, cancelled=lambda: job.cancelled)

    session.run(work, lambda count: _exported(session, path, count), _("Exporting {name}").format(name=title))


def _exported(session: Session, path: Path, count: int) -> None:
    sentence = ngettext("{count} record is in {name}.", "{count} records are in {name}.", count)
    session.tell(sentence.format(count=f"{count:,}", name=path.name), action=files.open_folder(path))
