"""What was typed and never saved, after a crash or a lock: each draft opens where it was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import forms, records
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.buttons import Button
from ui.kit.days import day_text, parts
from ui.kit.own_draft import name_of, throw_away
from ui.kit.widgets import ElidedLabel, Label, Mark, Sheet, column, empty_out, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session

SHOWN = 5  # drafts; the rest is counted
CUSTOMER, NOTE = "customer_master", "communication_record"


@dataclass(frozen=True)
class Found:
    """A draft in words."""

    draft: Draft
    title: str
    when: str


def in_words(store: Store, draft: Draft) -> Found:
    """What a draft is of, and when it was typed. Whom it is about comes first: forms are alike."""
    form, ctx = forms.get(draft.form), store.context()
    if draft.form == NOTE and draft.record < 0:  # about that customer
        name = records.name_of(store, CUSTOMER, -draft.record) or ""
    else:
        name = name_of(store, draft)
    day, time = parts(draft.saved_at, ctx)
    return Found(draft, " · ".join(filter(None, (name, form.text()))),
                 _("Draft of {when}").format(when=f"{day_text(day, ctx)} {time}"))


class DraftsSheet(Sheet):
    """The drafts of this user. `changed()`: there are others now."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session = session
        words.put_name(self, N_("Not saved last time"))
        head = Label(bold=True)
        words.put(head, N_("Not saved last time"))
        self.box.addWidget(head)
        self.pile = column(spacing=10)
        self.box.addLayout(self.pile)
        self.rest = Label(size="small", tone="second")
        self.box.addWidget(self.rest)
        self.drafts: list[Draft] = []
        self._shown: tuple[Found, ...] = ()
        self._most = SHOWN
        self.hide()

    def show_most(self, most: int) -> None:
        """How many are shown; the rest is counted. Below the list there is room for one."""
        if most != self._most:
            self._most, found = most, self._shown
            self._shown = ()
            self.show_drafts(found)

    def read(self) -> None:
        """Offer what there is; nothing hides the sheet."""
        store = self.session.store
        self.show_drafts([in_words(store, draft) for draft in drafts.every(store)])

    def keys(self) -> list[Action]:
        """The keys printed on the first one's buttons."""
        if not self.drafts:
            return []
        first = self.drafts[0]
        return [Action("draft_take", N_("Go on with it"), lambda: self.take_up(first), key="Alt+Y", shown=False),
                Action("draft_drop", N_("Throw it away"), lambda: self.throw_away(first), key="Alt+X", shown=False,
                       writes=True)]

    def take_up(self, draft: Draft) -> None:
        """Open what was typed again, where it was typed."""
        self.session.go_on(draft)

    def throw_away(self, draft: Draft) -> None:
        """Forget a draft; it can be taken back."""
        throw_away(self.session, draft, self._changed)

    def _changed(self) -> None:
        self.read()
        self.changed.emit()

    def show_drafts(self, found: Sequence[Found]) -> None:
        """Offer these; none hides the sheet."""
        self.setVisible(bool(found))
        self.drafts = [one.draft for one in found]
        if tuple(found) == self._shown:
            return
        empty_out(self.pile)
        self._shown = tuple(found)
        for number, one in enumerate(found[:self._most]):
            self.pile.addWidget(self._entry(one, first=number == 0))
        more = len(found) - self._most
        self.rest.setVisible(more > 0)
        if more > 0:
            words.put(self.rest, lambda: ngettext("{count} more draft", "{count} more drafts", more).format(
                count=f"{more:,}"))

    def forget(self) -> None:
        """Drop all text."""
        self.show_drafts(())

    def _entry(self, one: Found, *, first: bool) -> QWidget:
        holder = QWidget()
        box = column(holder, spacing=4)
        line = row(spacing=6)
        line.addWidget(Mark("draft", ""))
        line.addWidget(ElidedLabel(one.title), 1)
        box.addLayout(line)
        box.addWidget(Label(one.when, size="small", tone="second"))
        keys = ("Alt+Y", "Alt+X") if first else ("", "")
        take, drop = Button(small=True, key=keys[0]), Button(kind="flat", small=True, key=keys[1])
        words.put(take, N_("Go on with it"))
        words.put(drop, N_("Throw it away"))
        for button, act in ((take, self.take_up), (drop, self.throw_away)):
            button.setAccessibleDescription(one.title)
            button.clicked.connect(lambda _on=False, act=act: self.session.attempt(lambda: act(one.draft)))
        line = row(spacing=8)
        line.addWidget(take)
        line.addWidget(drop)
        line.addStretch(1)
        box.addLayout(line)
        return holder
