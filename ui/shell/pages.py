"""The pages of a desk: each is built when it is first opened, and scrolls where the window is too small for it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from ui.kit.page import Page, PageSpec, make_page
from ui.kit.session import Session


class Pages(QStackedWidget):
    """All pages built so far."""

    head_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.pages: dict[str, Page] = {}
        self._frames: dict[str, QScrollArea] = {}

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
            frame = QScrollArea()
            frame.setFrameShape(QFrame.Shape.NoFrame)
            frame.setWidgetResizable(True)
            frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab stops at what stands in it
            frame.setWidget(page)
            self.addWidget(frame)
            self.pages[spec.id], self._frames[spec.id] = page, frame

    def show_page(self, page_id: str) -> None:
        """Bring a built page into view."""
        self.setCurrentWidget(self._frames[page_id])
