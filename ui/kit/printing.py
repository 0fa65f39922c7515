"""A PDF to paper: what is printed is what was previewed, page by page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _

DPI = 300  # black and white text is sharp at this, and a page stays below 9 million points


def print_pdf(content: bytes, printer: QPrinter, progress: Callable[[int, int], object] | None = None) -> int:
    """Send the pages of a PDF to a printer, or those of the range chosen; gives how many were sent.

    Raises Problem when the printer refuses. `progress(pages sent, pages)` may raise Cancelled; then
    the printer is told to stop. May run in a worker thread.
    """
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        return _send(document, printer, progress)
    finally:
        document.close()
        buffer.close()


def _send(document: QPdfDocument, printer: QPrinter, progress: Callable[[int, int], object] | None) -> int:
    pages = list(_wanted(document, printer))
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if pages:
        _turn(printer, document, pages[0])
    painter = QPainter()
    if not pages or not painter.begin(printer):
        raise Problem(_("The printer does not answer. Save the PDF and print it from there."))
    try:
        for count, page in enumerate(pages):
            if progress is not None:
                progress(count, len(pages))
            if count:
                _turn(printer, document, page)
                printer.newPage()
            _draw(painter, printer, document, page)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _wanted(document: QPdfDocument, printer: QPrinter) -> range:
    """The pages of the range chosen in the printer's dialog, from 0."""
    count = document.pageCount()
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(count)
    return range(printer.fromPage() - 1, min(count, printer.toPage() or count))


def _turn(printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """A page that lies on its side is printed on its side."""
    points, turn = document.pagePointSize(page), QPageLayout.Orientation
    printer.setPageOrientation(turn.Landscape if points.width() > points.height() else turn.Portrait)


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    points = document.pagePointSize(page)
    picture = document.render(page, QSize(round(points.width() * DPI / 72), round(points.height() * DPI / 72)))
    paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    scale = min(paper.width() / picture.width(), paper.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    painter.drawImage(QRectF((paper.width() - width) / 2, 0, width, height), picture)
