"""Draws a Paper: page frame, office head, title, foot, properties of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _, language
from crm_desktop.kit.pdf import blocks as b
from crm_desktop.kit.pdf.bands import Band, TextBand
from crm_desktop.kit.pdf.fonts import FAMILY, LOCK
from crm_desktop.kit.pdf.lay import Layout
from crm_desktop.kit.pdf.pages import Filler, Page
from crm_desktop.kit.pdf.pen import INNER, OUTER, Pen
from crm_desktop.kit.pdf.ruler import BODY, DROP, MM, SMALL, TINY, Ruler
from crm_desktop.kit.period import day_text

if TYPE_CHECKING:
    from crm_desktop.kit.values import Context

A4 = (210 * MM, 297 * MM)
_SIDE, _TOP, _BOTTOM = 18 * MM, 24 * MM, 19 * MM
_HEAD_LINE, _FOOT_LINE = 21 * MM, 14.6 * MM
_TITLE, _LOGO = 18.0, (34 * MM, 11 * MM)
_SHORT, _FEW = 6, 0.5  # pages of a short paper; how much of a page few lines take
_STEP = 25  # pages between two reports of progress
_TAGS = {"en": "en", "zh_CN": "zh-CN", "zh_TW": "zh-TW"}


class Letterhead(Protocol):
    """Whose paper it is: the store's Office, or anything that knows as much."""

    @property
    def name(self) -> str:
        """The office's name."""

    @property
    def address(self) -> str:
        """Its address, or empty."""

    @property
    def phone(self) -> str:
        """Its telephone, or empty."""

    @property
    def logo(self) -> bytes | None:
        """A PNG or JPEG file, or none."""


@dataclass(frozen=True)
class Print:
    """Who prints when for which office; `at` is in the office's time zone.

    `context` shows values of forms. `progress(pages done, pages)` may raise Cancelled.
    """

    office: Letterhead
    printed_by: str
    at: datetime
    context: Context | None = None
    progress: Callable[[int, int], object] | None = None


def draw(paper: b.Paper, run: Print, out: BinaryIO) -> int:
    """Write the paper as a PDF in the language in force; gives its number of pages."""
    ruler = Ruler()
    size = A4[::-1] if paper.landscape else A4
    height = size[1] - _TOP - _BOTTOM
    head = _head_texts(paper, run)
    pages = _pages(paper, run, Layout(ruler, size[0] - 2 * _SIDE, height, run.context, run.progress), head)
    canvas = _canvas(paper, run, out, size)
    pen = Pen(canvas, ruler, size[1])
    logo = _logo(run.office.logo)
    for number, page in enumerate(pages, 1):
        _draw_page(page, pen)
        _draw_head(pen, head, size[0], logo)
        _draw_foot(pen, run, size, number, len(pages))
        pen.finish_page()
        if run.progress and number % _STEP == 0:
            run.progress(number, len(pages))
    with LOCK:
        canvas.save()
    return len(pages)


def _pages(paper: b.Paper, run: Print, layout: Layout, head: Sequence[str]) -> list[Page]:
    """The paper on pages; rows stand closer where that saves a last page of few lines."""
    pages = _laid(paper, run, layout, head)
    if 1 < len(pages) <= _SHORT and pages[-1].used < layout.height * _FEW:
        layout.ruler.tight, layout.heads = True, 0
        closer = _laid(paper, run, layout, head)
        return closer if len(closer) < len(pages) else pages
    return pages


def _laid(paper: b.Paper, run: Print, layout: Layout, head: Sequence[str]) -> list[Page]:
    ruler = layout.ruler
    bands = _opening(paper, run, layout) + layout.lay([*paper.blocks, *_sign_off(paper, run)])
    for text in (*head, run.printed_by):
        ruler.clean(text)
    if ruler.missing:
        bands += layout.note(b.Note(_("The font has no shape for these characters, which stand as codes in boxes: "
                                      "{characters}.").format(characters=ruler.names_of_missing())))
    return Filler(layout.height).fill(bands)


def _canvas(paper: b.Paper, run: Print, out: BinaryIO, size: tuple[float, float]) -> Any:
    from reportlab.lib.utils import TimeStamp
    from reportlab.pdfgen.canvas import Canvas

    # Without a first font of ours reportlab writes an unembedded Helvetica into every page.
    canvas = Canvas(out, pagesize=size, pageCompression=1, invariant=1, lang=_TAGS[language()],
                    initialFontName=f"{FAMILY}-Regular", initialFontSize=BODY)
    stamp = TimeStamp(1)
    offset = run.at.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    stamp.YMDhms, stamp.dhh, stamp.dmm = run.at.timetuple()[:6], minutes // 60, minutes % 60
    canvas._doc._timeStamp = stamp
    canvas.setTitle(" ".join(filter(None, (paper.title, paper.number, paper.period_text))))
    canvas.setAuthor(run.office.name)
    canvas.setSubject(paper.period_text or paper.number)
    canvas.setCreator("CRM Desktop")
    if any(isinstance(block, b.Heading) for block in paper.blocks):
        canvas.showOutline()
    return canvas


def _opening(paper: b.Paper, run: Print, layout: Layout) -> list[Band]:
    """The title, and below it number or period at the left, the date at the right."""
    ruler, width = layout.ruler, layout.width
    spacing = 3.0 if any(ord(c) > 0x2E7F for c in paper.title) else 0.4
    room = width / (1 + spacing / _TITLE)
    bands: list[Band] = [TextBand(_TITLE * 1.5, True, 0, None, line, _TITLE, True, "c", width, spacing)
                         for line in ruler.wrap(paper.title, room, _TITLE, True)]
    left = paper.period_text and _("Period: {period}").format(period=paper.period_text)
    left = left or paper.number and _("Number: {number}").format(number=paper.number)
    right = paper.date_text
    if right is None and _is_blank(paper):
        right = ""  # an empty sheet is dated by who fills it in
    if right is None:
        right = _("Date: {date}").format(date=day_text(run.at.date()))
    right = ruler.fit(right, width * 0.45, BODY)
    lines = ruler.wrap(left, width - max(ruler.width(right, BODY), width * 0.2) - 2 * MM, BODY)
    for number, line in enumerate(lines):
        bands.append(_Opposite(19.0 if number == len(lines) - 1 else 15.5, True, 0 if number else 3.0, None, line,
                               width=width, right=right if number == 0 else ""))
    return bands


def _is_blank(paper: b.Paper) -> bool:
    return any(isinstance(block, b.FormSheet) and block.blank for block in paper.blocks)


class _Opposite(TextBand):
    """A line with a text at the left and one at the right."""

    def __init__(self, *place: Any, right: str = "", **more: Any) -> None:
        super().__init__(*place, **more)
        self.right = right

    def draw(self, pen: Pen, x: float, y: float) -> None:
        super().draw(pen, x, y)
        if self.right:
            pen.text(x + self.width, y + self.height / 2 + self.size * DROP, self.right, self.size, align="r")


def _sign_off(paper: b.Paper, run: Print) -> list[b.Block]:
    """The cells to sign at the end; who prepared it is known."""
    if not paper.sign_off:
        return []
    by_hand = _is_blank(paper)
    known = {"prepared": b.Sign(_("Prepared by")) if by_hand else
             b.Sign(_("Prepared by"), run.printed_by, day_text(run.at.date())),
             "reviewed": b.Sign(_("Reviewed by")), "approved": b.Sign(_("Approved by"))}
    return [b.SignOff([known.get(label) or b.Sign(label) for label in paper.sign_off])]


def _draw_page(page: Page, pen: Pen) -> None:
    for y, band in page.placed:
        band.draw(pen, _SIDE, _TOP + y)
    for frame, top, bottom in page.borders:
        pen.box(_SIDE + frame.x, _TOP + top, frame.width, bottom - top, OUTER)


def _head_texts(paper: b.Paper, run: Print) -> tuple[str, str, str]:
    """Name of the office, its address and phone, and what stands at the right."""
    right = paper.number if paper.period_text else ""
    if paper.code and not right:
        right = _("Form {code}").format(code=paper.code)
    return run.office.name, " · ".join(filter(None, (run.office.address, run.office.phone))), right


def _draw_head(pen: Pen, texts: tuple[str, str, str], wide: float, logo: Any) -> None:
    name, below, right = texts
    x, room = _SIDE, wide - 2 * _SIDE
    if logo is not None:
        width, height = logo.getSize()
        scale = min(_LOGO[0] / width, _LOGO[1] / height)
        pen.canvas.drawImage(logo, x, pen.height - _HEAD_LINE + 3, width * scale, height * scale, mask="auto")
        x += width * scale + 7
        room -= width * scale + 7
    ruler = pen.ruler
    right = ruler.fit(right, room * 0.4, SMALL)
    left_room = room - ruler.width(right, SMALL) - 16
    base = _HEAD_LINE - 5
    if below:
        pen.text(x, base, ruler.fit(below, left_room, TINY), TINY)
        base -= TINY * 1.55
    pen.text(x, base, ruler.fit(name, left_room, SMALL + 0.5), SMALL + 0.5)
    pen.text(wide - _SIDE, _HEAD_LINE - 5, right, SMALL, align="r")
    pen.line([(_SIDE, _HEAD_LINE), (wide - _SIDE, _HEAD_LINE)], INNER)


def _draw_foot(pen: Pen, run: Print, size: tuple[float, float], page: int, pages: int) -> None:
    line = size[1] - _FOOT_LINE
    pen.line([(_SIDE, line), (size[0] - _SIDE, line)], INNER)
    count = _("Page {page} of {pages}").format(page=page, pages=pages)
    by = _("Printed by {name}, {when}").format(name=run.printed_by, when=f"{run.at:%Y-%m-%d %H:%M}")
    room = size[0] - 2 * _SIDE - pen.ruler.width(count, SMALL - 0.5) - 12
    pen.text(_SIDE, line + 13, pen.ruler.fit(by, room, SMALL - 0.5), SMALL - 0.5)
    pen.text(size[0] - _SIDE, line + 13, count, SMALL - 0.5, align="r")


def _logo(data: bytes | None) -> Any:
    """The logo as reportlab draws it. One that can't be read is left out: a print is not the place to mend it."""
    if not data:
        return None
    try:
        return read_logo(data)
    except Problem:
        return None


def read_logo(data: bytes) -> Any:
    """A logo's picture, made small enough for paper. Raises Problem for what is no PNG or JPEG."""
    from PIL import Image, UnidentifiedImageError
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > 50_000_000:
                raise ValueError
            picture.load()
            clear = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError,
            Image.DecompressionBombWarning):
        raise Problem(_("The logo is no picture that can be printed. Choose a PNG or JPEG file.")) from None
    clear.thumbnail((800, 800))
    return ImageReader(clear)
