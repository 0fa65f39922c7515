"""The note above list, card and form: something typed earlier was never saved, and is offered again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit import clock, forms
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store.drafts import Draft
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.own_draft import name_of
from ui.kit.theme import px
from ui.kit.widgets import Button, Label, Mark, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store


class DraftNote(QFrame):
    """Says what was never saved. Where something beside a form answers to the same keys, that goes first."""

    taken = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setProperty("state", "near")
        self.draft: Draft | None = None
        self._first: QWidget | None = None
        line = row(self, spacing=12)
        line.setContentsMargins(px(12), px(6), px(12), px(6))
        self.label = Label(wrap=True)
        self.take, self.drop = Button(key="Alt+Y", small=True), Button(kind="flat", key="Alt+X", small=True)
        words.put(self.take, N_("Go on with it"))
        words.put(self.drop, N_("Throw it away"))
        self.take.clicked.connect(lambda: self.taken.emit(self.draft))
        self.drop.clicked.connect(lambda: self.dropped.emit(self.draft))
        for part, stretch in ((Mark("near", ""), 0), (self.label, 1), (self.take, 0), (self.drop, 0)):
            line.addWidget(part, stretch)
        self.hide()

    def offer(self, draft: Draft | None, store: Store | None = None) -> None:
        """Offer that draft; None hides the note."""
        self.draft = draft
        self.setVisible(draft is not None)
        if draft is None or store is None:
            words.drop(self.label)
            self.label.setText("")
            return
        at, name = clock.instant(draft.saved_at).astimezone(store.zone), name_of(store, draft)
        words.put(self.label, N_("Typed on {time}, not saved: {what}"), time=f"{at:%m-%d %H:%M}",
                  what=lambda: " ".join(filter(None, (forms.get(draft.form).text(), name))))

    def yield_to(self, first: QWidget | None) -> None:
        """As long as that widget can be seen, the keys are its."""
        if self._first is not None:
            self._first.removeEventFilter(self)
        self._first = first
        if first is not None:
            first.installEventFilter(self)
        self._print_keys()

    def keys(self) -> list[Action]:
        """The keys printed on its buttons, as long as there is something to offer."""
        if self.draft is None:
            return []
        return [Action("draft_take", N_("Go on with it"), lambda: self.taken.emit(self.draft), key="Alt+Y",
                       shown=False),
                Action("draft_drop", N_("Throw it away"), lambda: self.dropped.emit(self.draft), key="Alt+X",
                       shown=False)]

    def shared(self, offers: Sequence[Action]) -> list[Action]:
        """Its keys together with those of what is offered beside a form: a key does what is printed on a button."""
        own = {a.key: a for a in self.keys()}
        joined = [_either(a, own.pop(a.key), self._yields) if a.key in own else a for a in offers]
        return [*own.values(), *joined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The keys come and go with what is offered beside the form."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._print_keys()
        return super().eventFilter(watched, event)

    def _yields(self) -> bool:
        return self._first is not None and not self._first.isHidden()

    def _print_keys(self) -> None:
        for button, key in ((self.take, "Alt+Y"), (self.drop, "Alt+X")):
            button.set_key("" if self._yields() else key)


def _either(first: Action, second: Action, is_first: Callable[[], bool]) -> Action:
    def now() -> Action:
        return first if is_first() else second

    return replace(first, text=lambda: now().label(), run=lambda: now().run())
