"""The page of the sheet being keyed, as it is laid out: question, sheet, side, counters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock, forms
from crm_desktop.kit.i18n import N_, _
from crm_desktop.surveys import model, plans, service
from ui.kit import words
from ui.kit.page import Page
from ui.kit.widgets import Button, HLine, Mark, Sheet, row
from ui.surveys.entry_head import ANONYMOUS, EntryHead, EntryWords
from ui.surveys.entry_side import EntrySide
from ui.surveys.paper import Paper
from ui.surveys.question import Question

if TYPE_CHECKING:
    from ui.kit.session import Message, Session

DRAFT_MS = 1500   # the draft is kept so soon after the last key


class EntryFrame(Page):
    """Parts and state of the page; what they do is said by EntrySheet and EntryPage."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.plan: int | None = None
        self.batch = ""
        self.invalid: dict[str, Any] = {}
        self.kept_here = self.keyed = 0  # keyed here; those that are still there
        self.mode = ANONYMOUS  # how each sheet of the sitting begins
        self._last: service.Kept | None = None
        self._refused: Message | None = None  # why the sheet in hand was not kept
        self._began, self._seconds = clock.now(), 0.0
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._build()

    def count(self) -> None:
        """The counters of batch and survey."""
        store = self.session.store
        if not self.batch:
            return
        mean = round(self._seconds / self.kept_here) if self.kept_here else None
        found = service.batch(store, self.batch)
        self.keyed = found.keyed
        self.side.show_counts(found, mean,
                              plans.progress(store, self.plan) if self.plan is not None else None)

    def _show_invalid(self) -> None:
        self.mark.setVisible(bool(self.invalid))
        choices = forms.get(model.FORM).by_id["invalid_cause"].by_choice
        words.put(self.mark, lambda: _("Not valid: {why}").format(
            why=self.invalid.get("invalid_reason") or choices[self.invalid["invalid_cause"]].text())
            if self.invalid else "")

    def _show_place(self) -> None:
        self.side.show_keying(self.paper.keying)
        self.update_words()

    def _build(self) -> None:
        self.head, self.words, self.paper = EntryHead(self.session), EntryWords(self.session), Paper()
        self.side, self.question = EntrySide(), Question()
        sheet = Sheet(margin=1, spacing=0)
        sheet.box.addWidget(self.head)
        sheet.box.addWidget(HLine())
        sheet.box.addWidget(self.paper, 1)
        sheet.box.addWidget(HLine())
        sheet.box.addWidget(self.words)
        self.mark = Mark("near", "")
        self.head.layout().addWidget(self.mark)  # type: ignore[union-attr]
        self.next_button = Button(kind="primary", key="Enter", icon="check")
        words.put(self.next_button, N_("Save, next sheet"))
        self.words.last_row.addWidget(self.next_button)
        self.body.addWidget(self.question)
        line = row(spacing=12)
        line.addWidget(sheet, 1)
        line.addWidget(self.side)
        self.body.addLayout(line, 1)
