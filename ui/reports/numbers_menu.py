"""The numbers of a paper as a menu: choosing one opens the list of its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.report import Number, Options, Report
from ui.kit import words
from ui.kit.session import Session


def ask(session: Session, one: Report, options: Options, under: QWidget) -> None:
    """Count in a task, then show the menu below that widget."""
    count = one.numbers
    if count is None:
        return

    def show(found: list[Number]) -> None:
        NumbersMenu(found, session, under).popup(under.mapToGlobal(under.rect().bottomLeft()))

    session.run(lambda store, _job: count(store, options), show, _("Counting: {title}").format(title=one.text()))


class NumbersMenu(QMenu):
    """Name and value of each number, in the order of the paper."""

    def __init__(self, numbers: list[Number], session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words.put_name(self, N_("Rows behind the numbers"))
        for one in numbers:
            entry = self.addAction(_("{label}: {value}").format(label=one.label, value=one.shown).replace("&", "&&"))
            entry.triggered.connect(lambda _on=False, query=one.query: session.rows(query))
