"""Beside a plan or record being typed: an offer that Alt+Y takes, the plan, and what to know of the customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crm_desktop.kit import forms, records, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.visits.model import PHONE, PLAN, RECORD
from crm_desktop.visits.preparation import Preparation, preparation
from ui.kit import words
from ui.kit.days import day_text
from ui.kit.form_editor import FormEditor
from ui.kit.form_editor_fields import plain_scroll
from ui.kit.theme import px
from ui.kit.widgets import Button, Label, Mark, Sheet, column, empty_out, row
from ui.visits.acts import when_text

if TYPE_CHECKING:
    from ui.kit.session import Session

PAUSE_MS = 250
_PLAN_FIELDS = ("place", "callback_mode", "purpose", "expected_cost", "supervisor_opinion")
Lines = list[tuple[str, str]]


class Offer(QFrame):
    """Something worth doing, said with its reason; Alt+Y does it, Alt+X puts it away for this form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setProperty("state", "near")
        self._act: Callable[[], object] | None = None
        self._key: object = None
        self._away: set[object] = set()
        box = column(self, spacing=6)
        box.setContentsMargins(px(10), px(8), px(10), px(8))
        self.label = Label(wrap=True)
        head = row(spacing=6)
        head.addWidget(Mark("near", ""))
        head.addWidget(self.label, 1)
        box.addLayout(head)
        line = row(spacing=8)
        self.take_button, self.drop = Button(key="Alt+Y", small=True), Button(kind="flat", key="Alt+X", small=True)
        words.put(self.drop, N_("Not this time"))
        for button in (self.take_button, self.drop):  # a click on what goes away leaves the keyboard where she types
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.take_button.clicked.connect(self.take)
        self.drop.clicked.connect(self.put_away)
        line.addWidget(self.take_button)
        line.addWidget(self.drop)
        line.addStretch(1)
        box.addLayout(line)
        self.hide()

    def offer(self, sentence: str, verb: str, act: Callable[[], object] | None, key: object) -> None:
        """Say it; with nothing to do about it, only the sentence."""
        if key in self._away:
            self.clear()
            return
        self._act, self._key = act, key
        self.label.setText(sentence)
        self.setAccessibleName(sentence)
        self.take_button.setVisible(act is not None)
        self.take_button.setText(verb)
        self.show()

    def clear(self) -> None:
        """Nothing to offer."""
        self._act, self._key = None, None
        self.label.setText("")
        self.setAccessibleName("")
        self.hide()

    def take(self) -> None:
        """Do it."""
        act = self._act
        self.clear()
        if act is not None:
            act()

    def put_away(self) -> None:
        """Not this time."""
        self._away.add(self._key)
        self.clear()


class LinesSheet(Sheet):
    """A head and lines of caption and words."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(spacing=4, parent=parent)
        head = row(spacing=8)
        self.head, self.aside = Label(bold=True), Label(size="small", tone="second")
        words.put(self.head, title)
        words.put_name(self, title)
        head.addWidget(self.head)
        head.addStretch(1)
        head.addWidget(self.aside)
        self.box.addLayout(head)
        self.lines = column(spacing=4)
        self.box.addLayout(self.lines)

    def show_lines(self, lines: Lines, aside: str = "") -> None:
        """Show these; a line without a caption takes the whole width."""
        self.aside.setText(aside)
        empty_out(self.lines)
        for caption, text in lines:
            holder = QWidget()
            line = row(holder, spacing=8)
            if caption:
                name = Label(caption, tone="second", size="dense", wrap=True)
                name.setFixedWidth(px(84))
                line.addWidget(name)
            line.addWidget(Label(text, size="dense", wrap=True), 1)
            self.lines.addWidget(holder)

    def forget(self) -> None:
        """Drop all text."""
        self.show_lines([])


class Beside(QScrollArea):
    """`customer` and `plan` are the fields of the form that name them ("" for none); `look()` finds an offer."""

    def __init__(self, session: Session, editor: FormEditor, customer: str, plan: str,
                 look: Callable[[Offer], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.editor, self._look = session, editor, look
        self._customer, self._plan, self._shown = customer, plan, (None, None)
        self._gone = self._narrow = self._known = self._planned = False
        plain_scroll(self)
        inside = QWidget()
        inside.setProperty("role", "page")
        self.setWidget(inside)  # before it is filled: to move a full one costs more than to make it
        self.offer = Offer()
        self.planned, self.prepared = LinesSheet(N_("The plan")), LinesSheet(N_("To know beforehand"))
        self.sheet = Button(kind="link", small=True)
        words.put(self.sheet, N_("Open the preparation sheet"))
        self.sheet.clicked.connect(self.open_sheet)
        self.prepared.box.addWidget(self.sheet)
        box = column(inside, spacing=12)
        for part in (self.offer, self.planned, self.prepared):
            box.addWidget(part)
        box.addStretch(1)
        words.put_name(self, N_("Beside the form"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        editor.changed.connect(self._pause.start)
        self._pause.start()

    @property
    def asking(self) -> QWidget:
        """What Alt+Y and Alt+X answer, as long as it can be seen."""
        return self.offer

    def look(self) -> None:
        """Look at what stands in the form now."""
        if self._gone:
            return
        customer = self.editor.value(self._customer)
        plan = self.editor.value(self._plan) if self._plan else None
        if (customer, plan) != self._shown:
            self._shown = (customer, plan)
            self._show(customer, plan)
        self._look(self.offer)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """A form that was left looks no more."""
        super().hideEvent(event)
        self._pause.stop()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Back from another page."""
        super().showEvent(event)
        self._pause.start()

    def open_sheet(self) -> None:
        """The sheet of preparation, in the preview."""
        customer, plan = self._shown
        about = {"record": plan} if plan else {"customer": customer}
        self.session.go("reports", {"report": "visit-preparation", **about})

    def place(self, narrow: bool) -> None:
        """Where there is no room beside, only the offer stands, above."""
        self._narrow = narrow
        self._show_parts()
        self._fit()

    def retranslate(self) -> None:
        """In the language in force."""
        self._shown = (None, None)
        self.look()

    def forget(self) -> None:
        """Drop all text, and look no more."""
        self._pause.stop()
        self._gone = True
        self.offer.clear()
        for part in (self.planned, self.prepared):
            part.forget()

    def _show(self, customer: int | None, plan: int | None) -> None:
        try:
            known = preparation(self.session.store, customer, plan) if customer or plan else None
        except Problem:
            known = None
        self._known, self._planned = known is not None, bool(known and known.plan)
        if known is not None and known.plan is not None:
            self.planned.show_lines(plan_lines(self.session, known.plan), known.plan["number"] or "")
        if known is not None:
            self.prepared.show_lines(known_lines(self.session, known))
        self._show_parts()

    def _show_parts(self) -> None:
        self.planned.setVisible(self._planned and not self._narrow)
        self.prepared.setVisible(self._known and not self._narrow)

    def _fit(self) -> None:
        narrow, offered = self._narrow, not self.offer.isHidden()
        high = self.offer.sizeHint().height() if narrow and offered else 0
        self.setVisible(offered or not narrow)
        self.setMinimumHeight(high)
        self.setMaximumHeight(high if narrow else 16777215)


def plan_lines(session: Session, plan: dict[str, Any]) -> Lines:
    """When, where, how, what for."""
    ctx, by_id = session.store.context(), forms.get(PLAN).by_id
    found = [(_("Time"), when_text(session, plan))]
    found += [(by_id[f].text().split("(")[0].split("（")[0].strip(), values.show(by_id[f], plan[f], ctx))
              for f in _PLAN_FIELDS if plan.get(f)]
    return found


def known_lines(session: Session, known: Preparation) -> Lines:
    """What one should know, in a few lines."""
    store, ctx = session.store, session.store.context()
    found: Lines = []
    last = next((e for e in known.history if e.row.form in (RECORD, PHONE)), None)
    if last is not None:
        day = day_text(date.fromisoformat(last.day), ctx)
        found.append((_("Last call-back"), " · ".join(filter(None, (day, " ".join(last.row.summary.split())[:60])))))
    if count := known.customer.get("open_complaints"):
        found.append((_("Complaints"), ngettext("{count} still open", "{count} still open", count).format(count=count)))
    if known.satisfaction is not None:
        found.append((_("Satisfaction"), f"{known.satisfaction:.1f}"))
    if known.buying.count:
        money = forms.get("purchase_record").by_id["amount"]
        times = ngettext("{count} purchase in three years", "{count} purchases in three years",
                         known.buying.count).format(count=known.buying.count)
        found.append((_("Buying"), f"{times} · {values.show(money, known.buying.total, ctx)}"))
    for promise in known.promises[:2]:
        found.append((_("Promise"), f"{promise['due_on'][5:]} {' '.join(promise['what'].split())[:60]}"))
    found += [("", f"· {sentence}") for sentence in known.ask[:4]]
    return found or [("", records.name_of(store, "customer_master", known.customer["id"]) or "")]
