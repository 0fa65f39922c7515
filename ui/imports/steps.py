"""The steps of the import page: read, match, compare, write; each a task, and what it shows.

Undo is the session's own, the same as Ctrl+Z; whatever takes an import back, here it is noticed and offered again.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import forms, importing
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.importing import Counts, ImportPlan
from crm_desktop.kit.sheets import map_columns
from crm_desktop.kit.store import layout, undo
from ui.imports.panes import Panes
from ui.imports.source_line import SourceLine
from ui.imports.work import ImportWork, Source, sentence
from ui.kit.actions import Action
from ui.kit.page import Page
from ui.kit.session import Session
from ui.kit.specs import page_for
from ui.kit.tasks import Task


class ImportSteps(Page):
    """A file on its way into the office."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.source: Source | None = None
        self.plan: ImportPlan | None = None
        self._path: Path | None = None
        self._txn = 0            # the import that can be taken back
        self._writing = False    # records are being written
        self._brought: Counts | None = None  # what came of the plan in view, once it was carried out
        self.work = ImportWork(session, self._failed, self._cancelled, self._started)
        self._choose = Action("choose_file", N_("Choose a file…"), self.choose, key="Ctrl+O", icon="folder-open",
                              menu="file", shown=False, guard=session.attempt)
        self._build()
        self.setAcceptDrops(True)

    def choose(self) -> None:
        """Ask for a file."""
        raise NotImplementedError

    def save_rejects(self) -> None:
        """Write the rejected rows with their reasons."""
        raise NotImplementedError

    def load(self, path: Path) -> None:
        """Begin with another file."""
        self._path = path
        self._reset()
        self.line.clear()
        self.line.set_file(path)
        self._read()

    def bring_in(self) -> None:
        """Write what the dry run says, in a task."""
        if self.source is None or self.plan is None or not self._ready():
            return
        self._hold(True)
        self.note.leave()
        self.work.bring_in(self.source, self.plan, self._brought_in)
        self.update_words()

    def stands(self) -> bool:
        """Whether what was brought in is still there, as the page says; an undo may have come from anywhere."""
        return self._brought is not None and (not self._txn or undo.stands(self.session.store, self._txn))

    # Inside

    def _build(self) -> None:
        self.line = SourceLine(self._choose)
        self.line.set_form(layout.TARGETS["customer_ref"])
        self.panes = Panes(self.session.store, self._choose)
        self.note = self.panes.note
        self.body.addWidget(self.line)
        self.body.addWidget(self.panes, 1)
        self.line.form_changed.connect(self._other_form)
        self.line.changed.connect(self._read)
        self.panes.columns.changed.connect(self._matched)
        self.panes.columns.reset_asked.connect(self._match_again)

    def _ready(self) -> bool:
        plan = self.plan
        return plan is not None and not self._writing and not self._brought and plan.new + plan.changed > 0

    def _hold(self, writing: bool) -> None:
        """While records are written, nothing is chosen that they don't come from."""
        self._writing = writing
        self.line.hold(writing)
        self.panes.columns.setEnabled(not writing)

    def _reset(self) -> None:
        self._drop_reading()
        self.panes.clear()
        self.update_head()

    def _drop_reading(self) -> None:
        self.source = self.plan = self._brought = None

    def _other_form(self) -> None:
        self.note.leave()
        if self._path is not None:
            self._read()
        self.update_head()

    def _read(self) -> None:
        if self._path is None or self._writing:
            return
        encoding, sheet = self.line.chosen()
        self._drop_reading()  # it is in view until the new one is there, but can't be brought in any more
        self.note.leave()
        self.update_words()
        self.work.read(self.line.form_id(), self._path, encoding, sheet, self._was_read)

    def _was_read(self, source: Source) -> None:
        self.source = source
        self.line.show_sheet(source.sheet)
        self.panes.show_source(source)
        if (first := self.panes.columns.first()) is not None and self.isVisible():
            first.setFocus()
        self._compare()

    def _matched(self) -> None:
        if self.source is not None:
            chosen = self.panes.columns.mapping()
            self.source.mapping = {i: f for i, f in chosen.items() if f is not None}
            self.source.touched = True
            self._compare()

    def _match_again(self) -> None:
        source = self.source
        if source is not None:
            importing.forget_mapping(self.session.store, source.form_id, source.head)
            source.mapping, source.touched = map_columns(source.head, forms.get(source.form_id)), False
            self.panes.columns.show_mapping(source.mapping)
            self._compare()

    def _compare(self) -> None:
        if self.source is None or self._writing:
            return
        self.plan = self._brought = None
        self.note.leave()
        self.update_words()
        self.work.plan(self.source, self._planned)

    def _planned(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.line.busy.stop()
        self.panes.show_plan(plan)
        self.update_words()

    def _brought_in(self, counts: Counts) -> None:
        self._hold(False)
        self._brought = counts
        self.line.busy.stop()
        self._txn = counts.notice.txn if counts.notice is not None else 0
        self._say_brought(counts)
        if not self.isVisible():  # she went on to another page meanwhile
            self.session.tell(sentence(counts), action=self._undo_action() if self._txn else None)
        elif (button := self.note.button("show_list")) is not None:
            button.setFocus()  # the one pressed is disabled now, and the keyboard would be outside the page
        self.update_words()

    def _say_brought(self, counts: Counts) -> None:
        self.note.say(sentence(counts), "ok", self._afterwards(counts))

    def _afterwards(self, counts: Counts) -> list[Action]:
        guard = self.session.attempt
        found = [self._undo_action()] if self._txn else []
        if (spec := page_for(self.line.form_id())) is not None:
            found.append(Action("show_list", N_("Show the list"), lambda: self.session.go(spec.id), guard=guard))
        return found

    def _undo_action(self) -> Action:
        txn = self._txn
        return Action("undo_import", N_("Undo"), lambda: self.session.undo(txn), icon="undo-2",
                      guard=self.session.attempt)

    def _failed(self, problem: Problem) -> None:
        self._stopped()
        self.panes.to_columns()
        self.note.say(problem.sentence, "late", [] if self.source else [self._choose])
        self.update_words()

    def _cancelled(self) -> None:
        wrote = self._writing
        self._stopped()
        again = Action("again", N_("Compare again"), self._compare if self.source else self._read,
                       guard=self.session.attempt)
        self.note.say(_("Cancelled. Nothing was changed."), "near", [] if wrote else [again])
        self.update_words()

    def _stopped(self) -> None:
        self._hold(False)
        self.line.busy.stop()
        if self.source is None:
            self.panes.clear()
        else:
            self.panes.show_plan(self.plan)

    def _started(self, task: Task) -> None:
        self.line.busy.stop()
        task.slow.connect(lambda: self.line.busy.start(task.label) if self.work.task is task else None)
