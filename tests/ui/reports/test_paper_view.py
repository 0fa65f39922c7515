"""The bench: fit, zoom, pages, search, nothing left after clear."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.kit import clock
from crm_desktop.kit.pdf import Heading, PageBreak, Paper, Print, Text, draw
from crm_desktop.kit.store import Office
from tests.conftest import NOW
from ui.reports.paper_view import PaperView, in_view


@pytest.fixture(scope="module")
def three_pages() -> bytes:
    """A paper of three pages; the word "needle" stands on the second and third."""
    out = BytesIO()
    blocks = [Heading("One"), PageBreak(), Text("A needle here"), PageBreak(), Text("Another needle")]
    with clock.frozen(NOW):
        draw(Paper("Three pages", blocks=blocks), Print(Office("Test office", "", "", "en"), "tester", NOW), out)
    return out.getvalue()


@pytest.fixture
def view(qtbot: QtBot, three_pages: bytes) -> Iterator[PaperView]:
    """The view with the paper on it."""
    made = PaperView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.show_pdf(three_pages)
    yield made
    made.clear()


def test_the_page_is_as_wide_as_the_bench(view: PaperView) -> None:
    room = view.viewport().width() - view.documentMargins().left() - view.documentMargins().right()
    assert view.is_fit()
    assert abs(in_view(view, view._sizes)[0].width() - room) <= 2
    view.resize(560, 500)
    room = view.viewport().width() - view.documentMargins().left() - view.documentMargins().right()
    assert abs(in_view(view, view._sizes)[0].width() - room) <= 2


def test_on_a_wide_bench_half_a_page_stays_in_view(view: PaperView) -> None:
    view.resize(2400, 500)
    assert view.zoomFactor() == pytest.approx(1.5)


def test_keys_zoom_and_turn_pages(view: PaperView, qtbot: QtBot) -> None:
    fitted = view.zoomFactor()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoomFactor() > fitted
    assert not view.is_fit()
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoomFactor() < fitted
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoomFactor() == pytest.approx(fitted)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page() == 2
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page() == 0
    assert view.accessibleDescription() == "Page 1 of 3"


def test_zoom_has_ends(view: PaperView) -> None:
    for _step in range(30):
        view.zoom(1)
    assert view.zoomFactor() == pytest.approx(4.0)
    for _step in range(30):
        view.zoom(-1)
    assert view.zoomFactor() == pytest.approx(0.25)


def test_the_same_report_made_again_stays_at_its_page(view: PaperView, three_pages: bytes) -> None:
    view.go_to(2)
    view.show_pdf(three_pages, same=True)
    assert view.page() == 2
    view.show_pdf(three_pages)
    assert view.page() == 0


def test_finding_goes_from_place_to_place(view: PaperView, qtbot: QtBot) -> None:
    view.find("needle")
    qtbot.waitUntil(lambda: view.hits() == 2, timeout=10_000)
    assert (view.hit(), view.page()) == (0, 1)
    view.next_hit()
    assert (view.hit(), view.page()) == (1, 2)
    view.next_hit()
    assert (view.hit(), view.page()) == (0, 1)
    view.next_hit(-1)
    assert view.hit() == 1


def test_nothing_is_left_after_clear(view: PaperView) -> None:
    view.clear()
    assert view.content() == b""
    assert view.pages() == 0
    assert view.page() == 0
    view.step(1)
    view.zoom(1)
    view.next_hit()


def test_bytes_that_are_no_pdf_show_nothing(view: PaperView) -> None:
    view.show_pdf(b"no pdf at all")
    assert view.pages() == 0
