"""The pages of a desk: each is built when it is first opened, and scrolls where the window is too small for it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from ui.kit.page import Page, PageSpec, make_page
from ui.kit.session import Session
from ui.kit.theme import px

_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractButton)


class _Frame(QScrollArea):
    """A page that scrolls where it finds no room. The field or button that has the keyboard is kept in sight."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab stops at what stands in it
        self.setWidget(page)
        self._soon = QTimer(self)  # once what stands in it has its places
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._follow)
        QApplication.instance().focusChanged.connect(self._later)  # type: ignore[union-attr]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A bar below takes some of its room, or gives it back."""
        super().resizeEvent(event)
        self._later()

    def _later(self) -> None:
        if self.isVisible():
            self._soon.start(0)

    def _follow(self) -> None:
        here = QApplication.focusWidget()
        if not isinstance(here, _FIELDS) or not self.widget().isAncestorOf(here) or QApplication.mouseButtons():
            return  # nothing moves away under the mouse
        box = here.rect().translated(here.mapTo(self.widget(), QPoint(0, 0)))
        if box.height() <= self.viewport().height():
            self.ensureVisible(box.center().x(), box.bottom(), 0, px(8))
            self.ensureVisible(box.center().x(), box.top(), 0, px(8))


class Pages(QStackedWidget):
    """All pages built so far."""

    head_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.pages: dict[str, Page] = {}
        self._frames: dict[str, _Frame] = {}

    def page(self, spec: PageSpec) -> Page:
        """The page of a spec, built now if it is not there yet."""
        for _step in self.ahead(spec):
            pass
        return self.pages[spec.id]

    def ahead(self, spec: PageSpec) -> Iterator[None]:
        """Build the page in a few steps, if it is not there yet."""
        if spec.id not in self.pages:
            page = make_page(spec, self._session)
            yield
            if spec.id in self.pages:  # asked for in between
                page.deleteLater()
                return
            page.head_changed.connect(lambda: self.head_changed.emit(page))
            frame = _Frame(page)
            self.addWidget(frame)
            self.pages[spec.id], self._frames[spec.id] = page, frame

    def show_page(self, page_id: str) -> None:
        """Bring a built page into view."""
        self.setCurrentWidget(self._frames[page_id])
