"""From blocks to bands: one function a block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from crm_desktop.kit.i18n import _
from crm_desktop.kit.pdf import blocks as b
from crm_desktop.kit.pdf.bands import Band, BreakBand, Columns, DrawnBand, TextBand, stack_height
from crm_desktop.kit.pdf.chart import chart_height, draw_chart
from crm_desktop.kit.pdf.form_sheet import lay_form
from crm_desktop.kit.pdf.grid import lay_grid
from crm_desktop.kit.pdf.pen import Pen
from crm_desktop.kit.pdf.ruler import BODY, MM, SMALL, Ruler
from crm_desktop.kit.pdf.sign_off import sign_rows

if TYPE_CHECKING:
    from crm_desktop.kit.values import Context

_FRAME, _MOST_ROWS = 130.0, 20  # what title and cells to sign take of a page; rows added to an empty table
_LOW, _SMALL = 0.2, 0.4  # shares of a page: of a low band, of a grid that is not cut
_BETWEEN = 18.0  # room between columns that stand side by side


class Layout:
    """Lays the blocks of one paper out in a width; `height` is the room of a page."""

    def __init__(self, ruler: Ruler, width: float, height: float, context: Context | None,
                 progress: Callable[[int, int], object] | None = None) -> None:
        self.ruler, self.width, self.height, self.context = ruler, width, height, context
        self.progress, self.heads = progress, 0

    def lay(self, blocks: Iterable[b.Block]) -> list[Band]:
        """The bands of blocks, in order."""
        bands: list[Band] = []
        before: b.Block | None = None
        for block in blocks:
            made = _MAKERS[type(block)](self, block)
            if isinstance(block, b.SignOff) and isinstance(before, b.FormSheet):
                made[0].gap = 0.0
            if isinstance(block, b.SignOff | b.Note) and bands and bands[-1].height < self.height * _LOW:
                bands[-1].keep = True  # neither cells to sign nor a remark stand alone on a page
            bands += made
            before = block
        return bands

    def _within(self, blocks: b.Block | Sequence[b.Block], width: float) -> list[Band]:
        """Blocks laid out in another width."""
        whole, self.width = self.width, width
        try:
            return self.lay(blocks if isinstance(blocks, Sequence) else (blocks,))
        finally:
            self.width = whole

    def heading(self, block: b.Heading) -> list[Band]:
        """Its lines, held with what follows; the first is a bookmark."""
        self.heads += 1
        size = BODY + (1.5 if block.level == 1 else 0.5)
        title = self.ruler.clean(block.text).replace("\n", " ")[:200]
        bands: list[Band] = [
            TextBand(size * 1.5, True, 0, None, line, size, True)
            for line in self.ruler.wrap(block.text, self.width, size, True)]
        first = bands[0]
        assert isinstance(first, TextBand)
        first.bookmark = (title, f"h{self.heads}", max(block.level - 1, 0))
        first.gap = self.ruler.pad(12.0 if block.level == 1 else 8.0)
        bands[-1].height += 3
        return bands

    def text(self, block: b.Text) -> list[Band]:
        """Its lines, which may go on over pages."""
        return self._lines(block.text, BODY, 6.0, block.bold, block.align)

    def note(self, block: b.Note) -> list[Band]:
        """Its small lines."""
        return self._lines(block.text, SMALL, 4.0)

    def _lines(self, text: str, size: float, gap: float, bold: bool = False, align: str = "l") -> list[Band]:
        lines = self.ruler.wrap(text, self.width, size, bold)
        bands: list[Band] = [TextBand(size * 1.5, False, 0, None, line, size, bold, align, self.width)
                             for line in lines]
        bands[0].gap = self.ruler.pad(gap)
        if len(bands) > 1:  # no single line of a paragraph stands alone at the foot or top of a page
            bands[0].keep = bands[-2].keep = True
        return bands

    def grid(self, block: b.Grid) -> list[Band]:
        """Its head and rows; a low one stands on one page."""
        bands = lay_grid(block, self.ruler, self.width, self.progress)
        bands[0].gap = self.ruler.pad(4.0)
        if stack_height(bands) < self.height * _SMALL:
            for band in bands[:-1]:
                band.keep = True
        return bands

    def chart(self, block: b.Chart) -> list[Band]:
        """Its title and picture, or that there is nothing to draw."""
        width = self.width
        bands: list[Band] = []
        if block.title:
            bands = [TextBand(SMALL * 1.7, True, 0, None, line, SMALL + 0.5, True)
                     for line in self.ruler.wrap(block.title, width, SMALL + 0.5, True)]
        if not any(value for series in block.series for value in series.values):
            return [*bands, *self.note(b.Note(_("No data")))]

        def paint(page: Pen, x: float, y: float) -> None:
            draw_chart(block, page, x, y, width)

        bands.append(DrawnBand(chart_height(block, self.ruler, width), False, 0, None, paint))
        bands[0].gap = self.ruler.pad(8.0)
        return bands

    def side_by_side(self, block: b.SideBySide) -> list[Band]:
        """Two stacks as one band; below each other where they are higher than a page."""
        left = (self.width - _BETWEEN) * block.share
        right = self.width - _BETWEEN - left
        stacks = self._within(block.left, left), self._within(block.right, right)
        high = max(map(stack_height, stacks))
        if high > self.height or any(isinstance(band, BreakBand) for stack in stacks for band in stack):
            return self._within(block.left, self.width) + self._within(block.right, self.width)
        gap = max((stack[0].gap for stack in stacks if stack), default=0.0)
        return [Columns(high, False, gap, None, ((0.0, stacks[0]), (left + _BETWEEN, stacks[1])))]

    def together(self, block: b.KeepTogether) -> list[Band]:
        """Its blocks, each held with the next."""
        bands = self.lay(block.blocks)
        for band in bands[:-1]:
            band.keep = True
        return bands

    def form(self, block: b.FormSheet) -> list[Band]:
        """Its rows; the tables of an empty one fill the page."""
        bands = lay_form(block, self.ruler, self.width, self.context)
        if block.blank:
            bands = self._filled_up(block, bands)
        if bands:
            bands[0].gap = self.ruler.pad(4.0)
        for band in bands[-3:-1]:  # the end of a sheet goes over to the next page as a few rows
            band.keep = band.keep or band.height < self.height * _LOW
        return bands

    def _filled_up(self, block: b.FormSheet, bands: list[Band]) -> list[Band]:
        """Tables of an empty sheet get as many rows as its page has room for."""
        longer = lay_form(block, self.ruler, self.width, self.context, 1)
        once = stack_height(longer) - stack_height(bands)
        more = int((self.height - _FRAME - stack_height(bands)) / once) if once else 0
        return lay_form(block, self.ruler, self.width, self.context, min(more, _MOST_ROWS)) if more > 0 else bands

    def sign_off(self, block: b.SignOff) -> list[Band]:
        """Its cells to be signed, on one page."""
        bands = sign_rows(block.cells, self.ruler, self.width)
        for band in bands[:-1]:
            band.keep = True
        if bands:
            bands[0].gap = self.ruler.pad(14.0)
        return bands


_MAKERS: dict[type, Callable[[Layout, Any], list[Band]]] = {
    b.Heading: Layout.heading, b.Text: Layout.text, b.Note: Layout.note, b.Grid: Layout.grid, b.Chart: Layout.chart,
    b.SideBySide: Layout.side_by_side, b.KeepTogether: Layout.together, b.FormSheet: Layout.form,
    b.SignOff: Layout.sign_off, b.Spacer: lambda _layout, block: [Band(block.height * MM)],
    b.PageBreak: lambda _layout, _block: [BreakBand(0)],
}
