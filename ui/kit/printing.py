"""A PDF to paper: what is printed is what was previewed, page by page."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _

DPI = 300  # black and white text is sharp at this, and a page stays below 9 million points


def print_pdf(content: bytes, printer: QPrinter) -> int:
    """Send every page of a PDF to a printer; gives how many. Raises Problem when the printer refuses."""
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = document.pageCount()
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter()
    if pages == 0 or not painter.begin(printer):
        raise Problem(_("The printer does not answer. Save the PDF and print it from there."))
    for page in range(pages):
        if page:
            printer.newPage()
        _draw(painter, printer, document, page)
    painter.end()
    document.close()
    return pages


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    points = document.pagePointSize(page)
    picture = document.render(page, QSize(round(points.width() * DPI / 72), round(points.height() * DPI / 72)))
    paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    scale = min(paper.width() / picture.width(), paper.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    painter.drawImage(QRectF((paper.width() - width) / 2, 0, width, height), picture)
