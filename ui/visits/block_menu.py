"""The context menu of the scheduler: what can be done with an entry, or on a free place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from crm_desktop.kit.i18n import N_, _
from ui.kit import icons
from ui.kit.actions import Action, hold, key_text
from ui.visits.schedule_acts import moving, of_plan, unplanned

if TYPE_CHECKING:
    from ui.visits.scheduled import ScheduledPage


class BlockMenu(QMenu):
    """Entries with the keys printed at their end: these act here too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._by_key: dict[str, Action] = {}

    def offer(self, actions: Sequence[Action], below: QMenu | None = None) -> None:
        """These, in a menu below it or in itself."""
        place = below or self
        for action in actions:
            entry = place.addAction(icons.icon(action.icon), f"{action.label()}\t{key_text(action.key)}")
            entry.setEnabled(action.enabled())
            entry.triggered.connect(lambda _on=False, action=action: action.trigger())
            self._by_key[QKeySequence(action.key).toString()] = action

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A key printed here does its act; arrows and Enter are the menu's."""
        chosen = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.activeAction() is not None
        action = None if chosen else self._by_key.get(QKeySequence(event.keyCombination()).toString())
        if action is None:
            super().keyPressEvent(event)
            return
        self.close()
        action.trigger()


def show(page: ScheduledPage, at: QPoint, *, by_key: bool) -> None:
    """At a point of the screen; opened by a key it begins on its first entry."""
    menu = BlockMenu(page)
    row = page.current_row()
    if row is None:
        menu.offer(_held(page, unplanned(page)))
    else:
        open_ = Action("open", N_("Open"), lambda: page.session.open(row.form, row.id), key="Return",
                       icon="external-link")
        menu.offer([a for a in _held(page, [open_, *of_plan(page)]) if a.enabled()])
        if moves := [a for a in _held(page, moving(page)) if a.enabled()]:
            menu.insertSeparator(menu.actions()[-1])
            below = QMenu(_("Move or stretch"), menu)
            menu.insertMenu(menu.actions()[-1], below)
            menu.offer(moves, below)
    menu.popup(at)
    if by_key:
        menu.setActiveAction(menu.actions()[0])


def _held(page: ScheduledPage, actions: list[Action]) -> list[Action]:
    hold(actions, page.session.read_only)
    for action in actions:
        action.guard = page.session.attempt
    return actions
