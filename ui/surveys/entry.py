"""Keying returned sheets against the clock: looks like the paper, number keys alone, twenty in ten minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from crm_desktop.surveys import model, plans, service
from crm_desktop.surveys.keying import Keying
from ui.kit.actions import Action
from ui.kit.theme import px
from ui.surveys.entry_draft import DRAFT
from ui.surveys.entry_sheet import EntrySheet
from ui.surveys.entry_side import KEYS, WIDE

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session


class EntryPage(EntrySheet):
    """The sheets of one sitting are a batch; they belong to one survey, or to none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.header.back.show()
        self.begin_batch()

    # What the page says

    def subtitle(self) -> str:
        """Which survey; how the batch stands, where there is no room for it at the side."""
        name = _("No survey plan") if self.plan is None else records.name_of(
            self.session.store, model.PLAN, self.plan) or ""
        return f"{name} · {self.side.in_short()}" if self.side.isHidden() else name

    def status(self) -> str:
        """Which sheet of the batch, how much of it is keyed."""
        to_go = len(self.paper.keying.open_items())
        return _("Sheet {number} of this batch · {done} items entered, {left} to go").format(
            number=self.keyed + 1, done=len(model.ITEMS) - to_go, left=to_go)

    def actions(self) -> Sequence[Action]:
        """Another survey, not valid, the end of the batch."""
        return [Action("other_survey", N_("Other survey"), self.ask_survey, icon="clipboard-list"),
                Action("not_valid", N_("Not valid"), self.ask_invalid, icon="circle-x"),
                Action("end_batch", N_("End the batch"), self.end_batch, icon="check")]

    def customer(self) -> int | None:
        """The customer of the sheet in hand."""
        found = self.head.employer.value() if self.head.is_named() else None
        return int(found) if found is not None else None

    def own_keys(self) -> Sequence[tuple[str, str]]:
        """As they stand beside the sheet."""
        return KEYS

    def first_focus(self) -> QWidget | None:
        """The customer of a named sheet, the written answers when all is keyed, else the items."""
        keying = self.paper.keying
        if self.head.is_named() and self.head.employer.value() is None and keying.is_empty():
            return self.head.employer.focus_widget()
        return self.paper if keying.item is not None else self.words.first()

    def restore(self, state: dict[str, Any]) -> None:
        """F9 from a customer, or from a plan: the sheet in hand is never lost."""
        if not self.batch:
            self.begin_batch()
        if not self.is_fresh():
            return
        if state.get("plan"):
            self.choose_survey(int(state["plan"]))
        if state.get("customer"):
            self.head.start(int(state["customer"]))
            self.paper.setFocus()

    def wants(self, notice: Notice) -> bool:
        """The counters follow sheets and plans."""
        return bool(notice.forms & {model.FORM, model.PLAN, "customer_master"})

    def refresh(self, notice: Notice | None) -> None:  # noqa: ARG002 - everything is cheap
        """The counters again; after a lock, a new beginning."""
        if not self.batch:
            self.begin_batch()
        self.count()
        self.update_words()

    def retranslate(self) -> None:
        """The counters in the language in force."""
        self.count()

    def leave(self) -> bool:
        """The draft is kept."""
        self.keep_draft()
        return True

    def forget(self) -> None:
        """The draft is kept, then all text goes."""
        self.keep_draft()
        self.batch, self._last, self._refused = "", None, None
        self.question.close_quietly()
        self.head.forget()
        self.words.start()
        self.paper.show_keying(Keying())
        self._timer.stop()
        self.header.set_words("", "")

    def back(self) -> None:
        """Stop; the draft stays."""
        if self.question.isVisible():
            self.question.close_quietly()
            self.paper.setFocus()
            return
        self.keep_draft()
        self.session.go("surveys")

    # The batch

    def begin_batch(self) -> None:
        """A new sitting, of the newest running survey; a sheet that was never saved comes back."""
        store = self.session.store
        running = plans.running(store)
        if self.plan not in {p["id"] for p in running}:
            self.plan = running[0]["id"] if running else None
        self.batch, self.kept_here, self._seconds = service.new_batch(store), 0, 0.0
        self.next_sheet()
        if (draft := drafts.find(store, model.FORM, DRAFT)) is not None:
            self.take_up(draft)

    def end_batch(self) -> None:
        """Say what the batch came to, and go to the list; the next one is counted anew."""
        found = service.batch(self.session.store, self.batch)
        self.session.go("surveys")
        self.session.tell(_("Batch ended. Entered {keyed}, valid {valid}.").format(
            keyed=f"{found.keyed:,}", valid=f"{found.valid:,}"))
        self.batch, self.kept_here, self._seconds = service.new_batch(self.session.store), 0, 0.0
        self.count()

    def ask_survey(self) -> None:
        """Choose the survey the sheets belong to."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for plan in plans.running(self.session.store):
            text = " ".join(filter(None, (plan["number"], plan["plan_name"])))
            entry = menu.addAction(text.replace("&", "&&"))
            entry.triggered.connect(lambda _on=False, p=plan["id"]: self.choose_survey(p))
        menu.addSeparator()
        menu.addAction(_("No survey plan")).triggered.connect(lambda: self.choose_survey(None))
        menu.addAction(_("New survey plan")).triggered.connect(lambda: self.session.new(model.PLAN))
        menu.aboutToHide.connect(self.stand)  # the button in the head has taken the keyboard
        menu.popup(self.header.mapToGlobal(QPoint(self.header.width() // 2, self.header.height())))

    def choose_survey(self, plan: int | None) -> None:
        """The sheets from now on belong to that survey."""
        self.plan = plan
        self.typed()
        self.count()
        self.update_head()
        self.stand()

    # Keys and sizes

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc from anywhere on the page; ↑ and Backspace in the empty first line go back to the items."""
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A sheet whose draft was thrown away elsewhere is gone here too."""
        super().showEvent(event)
        if self.batch and not self._dirty and not self.is_fresh() \
                and drafts.find(self.session.store, model.FORM, DRAFT) is None:
            self.next_sheet()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The side folds in a narrow window."""
        super().resizeEvent(event)
        self.side.setFixedWidth(px(WIDE))
        self.side.setVisible(self.effective_width() >= 1000)
        self.update_words()
