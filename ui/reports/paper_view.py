"""The real PDF on a grey bench: fit to width, zoom, pages, search in its text."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMargins,
    QModelIndex,
    QPointF,
    QRect,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import N_, _
from ui.kit import style
from ui.kit.theme import color, px

KEYS = (("+ / -", N_("Paper larger, smaller")), ("0", N_("Fit to width")),
        ("PgUp PgDn", N_("Page before, next page")))
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.79, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_TOP = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_WIDEST = 1.5  # fit to width never goes beyond: on a wide screen less than half a page would be seen


class PaperView(QPdfView):
    """Shows a PDF given as bytes. The page shown stays until the next one is whole."""

    moved = Signal()    # another page, another zoom, another paper

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content, self._waits, self._sizes = b"", "", list[QSizeF]()
        # Without a Qt parent: as a child of the view the document would go after the view and take the process along.
        self._document, self._buffer = QPdfDocument(), QBuffer()
        self._fit, self._hits, self._hit = True, QPdfSearchModel(self), -1
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setFrameShape(QPdfView.Shape.NoFrame)
        self.setSearchModel(self._hits)
        _dress(self)
        self.pageNavigator().currentPageChanged.connect(lambda _page: self._told())
        self._hits.countChanged.connect(self._found)

    # What is shown

    def show_pdf(self, content: bytes, *, same: bool = False) -> None:
        """Show these bytes; with `same` (the same report made again) at the page she was at."""
        page = self.page() if same else 0
        self._take(content)
        self._fit_width()
        self.go_to(min(page, max(0, self.pages() - 1)))
        self._told()

    def clear(self) -> None:
        """Take the paper away, with everything that was read from it."""
        self._hits.setSearchString("")
        self._take(b"")
        self._told()

    def wait(self, sentence: str) -> None:
        """What an empty bench says; "" for nothing."""
        self._waits = sentence
        self.viewport().update()

    def content(self) -> bytes:
        """The PDF in view, b"" when there is none."""
        return self._content

    def pages(self) -> int:
        """How many pages it has."""
        return len(self._sizes)

    def page(self) -> int:
        """The page in view, from 0."""
        return self.pageNavigator().currentPage()

    def text_of(self, page: int) -> str:
        """The text of a page, for a screen reader and for search."""
        return self._document.getAllText(page).text()

    # Going about

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        if 0 <= page < self.pages():
            self.pageNavigator().jump(page, QPointF())
            self._told()

    def step(self, by: int) -> None:
        """So many pages on."""
        self.go_to(max(0, min(self.pages() - 1, self.page() + by)))

    def is_fit(self) -> bool:
        """Whether the page is as wide as the bench."""
        return self._fit

    def fit(self) -> None:
        """As wide as the bench."""
        self._fit = True
        self._fit_width()
        self._told()

    def zoom(self, by: int) -> None:
        """One step larger (1) or smaller (-1)."""
        now = self.zoomFactor()
        wanted = [s for s in _STEPS if (s > now + 0.01 if by > 0 else s < now - 0.01)]
        if wanted:
            self._fit = False
            self.setZoomFactor(wanted[0] if by > 0 else wanted[-1])
            self._told()

    def find(self, text: str) -> None:
        """Mark where a text stands; the first place comes into view."""
        self._hit = -1
        self._hits.setSearchString(text.strip())
        self._found()

    def hits(self) -> int:
        """How many places were found so far."""
        return self._hits.rowCount(QModelIndex())

    def hit(self) -> int:
        """Which of them is in view, from 0; -1 for none."""
        return self._hit

    def next_hit(self, by: int = 1) -> None:
        """The next place, round the end."""
        count = self.hits()
        if count:
            self._hit = (self._hit + by) % count if self._hit >= 0 else 0
            self.setCurrentSearchResultIndex(self._hit)
            link = self._hits.resultAtIndex(self._hit)
            self.pageNavigator().jump(link.page(), link.location(), self.zoomFactor())
            self._told()

    # What Qt calls

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """+ and - zoom, 0 fits, PgUp and PgDn turn pages, Home and End go to the ends."""
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier \
            & ~Qt.KeyboardModifier.ShiftModifier
        acts = {Qt.Key.Key_Plus: lambda: self.zoom(1), Qt.Key.Key_Equal: lambda: self.zoom(1),
                Qt.Key.Key_Minus: lambda: self.zoom(-1), Qt.Key.Key_0: self.fit,
                Qt.Key.Key_PageDown: lambda: self.step(1), Qt.Key.Key_PageUp: lambda: self.step(-1),
                Qt.Key.Key_Home: lambda: self.go_to(0), Qt.Key.Key_End: lambda: self.go_to(self.pages() - 1)}
        if plain and key in acts:
            acts[key]()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit again."""
        super().resizeEvent(event)
        self._fit_width()
        self._told()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The pages by Qt, a line around each by us."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(color("page_edge"), 1))
        for rect in in_view(self, self._sizes):
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if not self._sizes:
            _say(painter, self.viewport().rect(), self._waits)
        if self.hasFocus():
            style.focus_ring(painter, self.viewport().rect(), radius=2)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The bench follows the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            _dress(self)
            self._fit_width()

    # Inside

    def _fit_width(self) -> None:
        if not self._fit or not self._sizes:
            return
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        widest = max(size.width() for size in self._sizes)
        factor = max(0.1, min(_WIDEST, room / (widest * _points())))
        if abs(factor - self.zoomFactor()) > 0.001:
            self.setZoomFactor(factor)

    def _found(self) -> None:
        if self._hit < 0 and self.hits():
            self.next_hit()
        self._told()

    def _told(self) -> None:
        self.setAccessibleDescription(
            _("Page {page} of {pages}").format(page=self.page() + 1, pages=self.pages()) if self.pages() else "")
        self.moved.emit()

    def _take(self, content: bytes) -> None:
        """Put another document on the bench, then close the one before."""
        old, old_buffer = self._document, self._buffer
        buffer, document = QBuffer(), QPdfDocument()
        if content:
            buffer.setData(QByteArray(content))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            document.load(buffer)
        self._content, self._document, self._buffer = content, document, buffer
        self._sizes = [document.pagePointSize(n) for n in range(document.pageCount())]
        self._hits.setDocument(document)
        self.setDocument(document)
        old.close()
        old_buffer.close()


def _say(painter: QPainter, bench: QRect, sentence: str) -> None:
    painter.setPen(color("text2"))
    painter.drawText(bench.adjusted(px(24), px(24), -px(24), -px(24)), _TOP, sentence)


def _points() -> float:
    """Pixels of one point at 100 %."""
    return QGuiApplication.primaryScreen().logicalDotsPerInch() / 72


def _dress(view: QPdfView) -> None:
    """The bench in the theme's colours, with room around the pages."""
    side = px(24)
    if view.documentMargins() != QMargins(side, px(16), side, px(16)):
        view.setDocumentMargins(QMargins(side, px(16), side, px(16)))
    view.setPageSpacing(px(12))
    palette = view.palette()
    if palette.color(QPalette.ColorRole.Dark) != color("bench"):
        palette.setColor(QPalette.ColorRole.Dark, color("bench"))
        view.setPalette(palette)


def in_view(view: QPdfView, points: list[QSizeF]) -> list[QRect]:
    """Where the pages in view lie on the viewport, as QPdfView lays them out."""
    if not points:
        return []
    scale, margins, space = _points() * view.zoomFactor(), view.documentMargins(), view.pageSpacing()
    sizes = [(s * scale).toSize() for s in points]
    tops, y = [], margins.top()
    for size in sizes:
        tops.append(y)
        y += size.height() + space
    across = max(max(s.width() for s in sizes) + margins.left() + margins.right(), view.viewport().width())
    left, top = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
    first, found = max(0, bisect_right(tops, top) - 1), []
    for n in range(first, len(sizes)):
        if tops[n] > top + view.viewport().height():
            break
        found.append(QRect((across - sizes[n].width()) // 2 - left, tops[n] - top,
                           sizes[n].width() + 1, sizes[n].height() + 1))
    return found
