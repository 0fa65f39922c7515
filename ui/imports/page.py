"""The import page: one page, step by step, nothing written before the button is pressed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import forms, importing
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.store import Notice
from ui.imports.steps import ImportSteps
from ui.kit import ask, files
from ui.kit.actions import Action

KINDS = N_("Excel and CSV files (*.xlsx *.xls *.xlsm *.csv *.txt *.tsv);;All files (*)")


class ImportPage(ImportSteps):
    """Choose a file, match its columns, look at what would happen, bring it in, or take it back."""

    # What the page says about itself

    def subtitle(self) -> str:
        """What is brought in."""
        return forms.get(self.line.form_id()).text()

    def status(self) -> str:
        """File, sheet, rows."""
        if self.source is None:
            return ""
        sheet = self.source.sheet
        rows = len(self.plan.rows) if self.plan else max(0, len(sheet.rows) - self.source.head.data)
        parts = [sheet.file, sheet.name if len(sheet.sheets) > 1 else "",
                 ngettext("{n} row", "{n} rows", rows).format(n=f"{rows:,}")]
        return " · ".join(p for p in parts if p)

    def actions(self) -> list[Action]:
        """Choose, save what was rejected, bring in."""
        return [
            self._choose,
            Action("save_rejects", N_("Save rejected rows…"), self.save_rejects, icon="download", menu="file",
                   enabled=lambda: self.plan is not None and self.plan.rejected > 0, why=N_("No row was rejected.")),
            Action("bring_in", N_("Import"), self.bring_in, key="Ctrl+S", icon="upload", primary=True, menu="file",
                   enabled=self._ready, why=N_("There is nothing to bring in yet."), writes=True),
        ]

    def state(self) -> dict[str, Any]:
        """What is brought in."""
        return {"form": self.line.form_id()}

    def first_focus(self) -> QWidget | None:
        """The first column's field, or the choice of a file."""
        return (self.panes.columns.first() if self.source is not None else None) or self.line.choose

    # What is asked of the page

    def restore(self, state: dict[str, Any]) -> None:
        """Bring in records of that form: {"form": "customer_master"}."""
        form_id = str(state.get("form") or self.line.form_id())
        if form_id != self.line.form_id() and not self._writing:
            self.line.set_form(form_id)
            self._other_form()
        self.update_head()

    def refresh(self, notice: Notice | None) -> None:
        """Compare again: what is kept has changed since the dry run, or what was brought in was taken back."""
        if self.source is not None and not self._writing and not self.stands():
            self._compare()

    def wants(self, notice: Notice) -> bool:
        """Every record may be one that the file names; once it is brought in, only an undo brings news."""
        return (bool(notice.changes) and self.source is not None and not self._writing
                and (self._brought is None or notice.kind == "undo"))

    def retranslate(self) -> None:
        """The dry run anew, for its reasons are sentences; of one that was carried out, what came of it."""
        if self._brought is not None:
            self._say_brought(self._brought)
        elif self.source is not None:
            self._compare()

    def forget(self) -> None:
        """No value of the file stays."""
        self.work.stop()
        self._reset()
        self.line.clear()
        self.note.leave()
        self._path, self._txn = None, 0

    def back(self) -> None:
        """From the rows to the columns, then back to where she came from."""
        if not self.panes.to_columns():
            super().back()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files are welcome."""
        if event.mimeData().hasUrls() and not self._writing:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Read the file dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if len(paths) == 1:
            self.load(paths[0])
        else:
            self.note.say(_("One file at a time: drop a single file here."), "late", [self._choose])

    # The steps

    def choose(self) -> None:
        """Ask for a file."""
        if self._writing:
            return
        path = ask.open_file(self, _("Choose the file to bring in"), _(KINDS), files.last_folder(self.session.settings))
        if path is not None:
            files.remember_folder(self.session.settings, path)
            self.load(path)

    def save_rejects(self) -> None:
        """Write the rejected rows with their reasons."""
        if self.plan is None or self._path is None:
            return
        proposal = _("{name} rejected").format(name=self._path.stem) + ".xlsx"
        path = ask.save_file(self, _("Save rejected rows"), proposal, _("Excel files (*.xlsx)"), self._path.parent)
        if path is not None:
            plan, task = self.plan, _("Save rejected rows")
            self.session.run(lambda _store, _job: importing.write_rejects(plan, path),
                             lambda count: self._saved_rejects(count, path), task)

    def _saved_rejects(self, count: int, path: Path) -> None:
        self.session.tell(ngettext("{n} rejected row saved: {name}", "{n} rejected rows saved: {name}", count)
                          .format(n=f"{count:,}", name=path.name), action=files.open_folder(path))
