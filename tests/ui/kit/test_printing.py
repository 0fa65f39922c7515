"""A PDF to paper: every page, the range chosen, pages on their side, a printer that refuses, a stop."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.pdf import PageBreak, Paper, Print, Text, draw
from crm_desktop.kit.store import Office
from tests.conftest import NOW
from ui.kit.printing import print_pdf


def _paper(*, landscape: bool = False) -> bytes:
    out = BytesIO()
    blocks = [Text("1"), PageBreak(), Text("2"), PageBreak(), Text("3")]
    with clock.frozen(NOW):
        run = Print(Office("Test office", "", "", "en"), "tester", NOW)
        draw(Paper("Three pages", blocks=blocks, landscape=landscape), run, out)
    return out.getvalue()


@pytest.fixture
def printer(tmp_path: Path, qapp: object) -> QPrinter:
    """A printer that writes a file."""
    made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "out.pdf"))
    return made


@pytest.mark.parametrize("landscape", [False, True])
def test_every_page_is_sent_as_it_lies(printer: QPrinter, tmp_path: Path, landscape: bool) -> None:
    heard: list[tuple[int, int]] = []
    assert print_pdf(_paper(landscape=landscape), printer, lambda done, of: heard.append((done, of))) == 3
    pages = PdfReader(tmp_path / "out.pdf").pages
    assert [p.mediabox.width > p.mediabox.height for p in pages] == [landscape] * 3
    assert heard == [(0, 3), (1, 3), (2, 3)]


def test_only_the_range_chosen_is_sent(printer: QPrinter, tmp_path: Path) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert print_pdf(_paper(), printer) == 2
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 2


def test_what_is_no_pdf_is_refused(printer: QPrinter) -> None:
    with pytest.raises(Problem):
        print_pdf(b"no pdf", printer)


def test_a_stop_ends_the_job(printer: QPrinter) -> None:
    def stop(done: int, of: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_pdf(_paper(), printer, stop)
    assert printer.printerState() != QPrinter.PrinterState.Active
