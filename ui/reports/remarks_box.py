"""The remarks of a report's period: typed above the paper, kept at every pause, printed at its end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_
from crm_desktop.remarks import service
from ui.kit import words
from ui.kit.editors.long_text import LongText
from ui.kit.session import Session
from ui.kit.widgets import Button, Label, column

_PAUSE_MS = 1500


class RemarksBox(QWidget):
    """A text for one report and period. `left`: Ctrl+Enter, back to the paper."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._of: tuple[str, str] | None = None   # report and period the text in view belongs to
        self._kept = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.edit, self.begin = LongText(), Button(kind="link", icon="pencil")
        words.put(self.begin, N_("Remarks, printed at the end"))
        words.put_name(self.edit, N_("Remarks, printed at the end"))
        self.begin.clicked.connect(self.open)
        self.problem = Label(tone="late", wrap=True)
        self.problem.hide()
        lines = column(self, spacing=4)
        lines.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.edit)
        lines.addWidget(self.problem)
        self.edit.hide()
        self.edit.textChanged.connect(self._pause.start)
        self.edit.entered.connect(self._leave)
        self.edit.installEventFilter(self)

    def open(self) -> None:
        """The keyboard goes into the text."""
        self.edit.show()
        self.edit.setFocus()

    def show_for(self, report: str, period: str) -> None:
        """The remarks of that report and period; what was typed for another is kept first."""
        if self._of != (report, period):
            self.keep()
            self._of = report, period
        self._read()

    def keep(self) -> None:
        """Keep what was typed. A text that can't be kept stays, with the reason."""
        self._pause.stop()
        text = self.edit.toPlainText()
        if self._of is None or text.strip() == self._kept or self._session.store is None:
            return
        try:
            service.keep(self._session.store, *self._of, text)
        except Problem as problem:
            self.problem.setText(problem.sentence)
            self.problem.show()
            return
        self.problem.hide()
        self._kept = text.strip()

    def forget(self) -> None:
        """Nothing of it stays in the window."""
        self._of, self._kept = None, ""
        self._put("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Whoever goes elsewhere has ended."""
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
            self._fold()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Another page is shown."""
        self.keep()
        super().hideEvent(event)

    def _leave(self) -> None:
        self.keep()
        self.left.emit()

    def _read(self) -> None:
        """Show what is kept, unless she is in the middle of typing."""
        assert self._of is not None
        kept = service.text(self._session.store, *self._of)
        if kept != self._kept and not self._pause.isActive():
            self._kept = kept
            self._put(kept)

    def _put(self, text: str) -> None:
        self.edit.blockSignals(True)  # her own typing starts the pause, not this
        self.edit.setPlainText(text)
        self.edit.blockSignals(False)
        self._pause.stop()
        self._fold()

    def _fold(self) -> None:
        """An empty text takes no room."""
        self.edit.setVisible(bool(self.edit.toPlainText().strip()) or self.edit.hasFocus())
