"""What every list can do beyond showing: write itself to a file, stand on paper, preview a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.export import export_listing
from ui.kit.record_list import RecordList
from ui.kit.record_view import RecordView
from ui.kit.table.view import take_keyboard
from ui.kit.theme import px
from ui.kit.widgets import Label, Sheet, row

if TYPE_CHECKING:
    from ui.kit.session import Session


def export_list(session: Session, shown: RecordList) -> None:
    """Write the list as seen to a file she chooses."""
    export_listing(session, shown.query(), shown.column_ids(), shown)


def print_list(session: Session, shown: RecordList, report: str) -> None:
    """The list as seen, in the preview of reports."""
    session.go("reports", {"report": report, "query": shown.query(), "columns": tuple(shown.column_ids())})


class Faces(QStackedWidget):
    """One face at a time; the faces out of view ask for no room."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the face in view needs, with its words wrapped in the width there is."""
        shown = self.currentWidget()
        if shown is None:
            return super().minimumSizeHint()
        least, inside = shown.minimumSizeHint(), shown.layout()
        if inside is not None and inside.hasHeightForWidth():
            least.setHeight(max(least.height(), inside.totalMinimumHeightForWidth(self.width())))
        return least

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Qt would ask every face, also those out of view, and make the page taller than the window."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.updateGeometry()


class ListFace(QWidget):
    """A list, and at its right, after Space, a look at the current record."""

    def __init__(self, session: Session, shown: RecordList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = shown
        self.session = session
        self.look = self.make_look()
        self.sheet = Sheet()
        self.nothing = Label(tone="second", wrap=True)
        words.put(self.nothing, N_("No record is chosen, so there is nothing to preview."))
        self.nothing.hide()
        self.sheet.box.addWidget(self.look)
        self.sheet.box.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        self.fit()
        words.put_name(self.sheet, N_("Preview"))
        self.sheet.hide()
        line = row(self, spacing=12)
        line.addWidget(shown, 1)
        line.addWidget(self.sheet)
        shown.previewed.connect(self.toggle)
        self._soon = QTimer(self)  # the list is painted first
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.follow)
        shown.chosen_changed.connect(lambda: None if self.sheet.isHidden() else self._soon.start(0))

    def make_look(self) -> Any:
        """What shows the current record: has show_record and forget."""
        return RecordView(self.session, self.list.form.id, hide_empty=True)

    def fit(self, wish: int = 344) -> None:
        """As wide as wished, less where the list would not have its room."""
        left = self.width() - self.list.minimumSizeHint().width() - px(12)
        self.sheet.setFixedWidth(max(min(px(wish), left), min(px(wish), px(270))))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The preview gives way to the list."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc in the list closes the preview, then takes away the text searched for."""
        if event.key() == Qt.Key.Key_Escape and not self.sheet.isHidden():
            self.toggle()
            take_keyboard(self.list.table)
        elif event.key() == Qt.Key.Key_Escape and self.list.shown.text:
            self.list.show_where(self.list.shown.where, self.list.shown.sort)
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Space: show the preview, or take it away."""
        self.sheet.setVisible(self.sheet.isHidden())
        self.follow()

    def follow(self) -> None:
        """The preview shows the current row."""
        if self.sheet.isHidden():
            return
        record = self.list.current_id()
        self.nothing.setVisible(record is None)
        self.look.setVisible(record is not None)
        if record is None:
            self.look.forget()
        else:
            self.look.show_record(record)

    def forget(self) -> None:
        """Drop all text."""
        self.list.forget()
        self._soon.stop()
        self.look.forget()
        self.sheet.hide()
