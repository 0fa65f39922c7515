"""What a paper is made of. Features declare these; drawing (and reportlab) comes later, elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from crm_desktop.kit.forms import Form


@dataclass(frozen=True)
class Heading:
    """A head inside the paper, also a bookmark. Number it with heading_number where the paper has sections."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """Running text; lines end where the text has line ends, long text flows over pages."""

    text: str
    bold: bool = False
    align: Literal["l", "r", "c"] = "l"


@dataclass(frozen=True)
class Note:
    """A small remark below a table: the method, a limit, ▲ for missed."""

    text: str


@dataclass(frozen=True)
class Section:
    """A row of a Grid that names the rows below it."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table of texts. Heads come again on each page, cells wrap, long cells go on over pages.

    `align` has one letter a column (l, r, c; the last one counts for the rest), `widths` one weight
    a column (none: by what stands in them; `flexible`: room that a column does not need goes to those that
    do), `total` prints the last row bold.
    """

    heads: Sequence[str]
    rows: Iterable[Sequence[str | None] | Section]
    align: str = ""
    widths: Sequence[float] = ()
    total: bool = False
    flexible: bool = False


@dataclass(frozen=True)
class Series:
    """One row of numbers of a chart; None where nothing is known. `shown` is what stands at each number."""

    name: str
    values: Sequence[float | int | None]
    shown: Sequence[str] = ()

    def text(self, index: int) -> str:
        """What stands at a number."""
        value = self.values[index]
        if self.shown:
            return self.shown[index]
        return "–" if value is None else f"{value:,.10g}"


@dataclass(frozen=True)
class Chart:
    """Bars standing (bars) or lying (hbars), parts of a whole (stack) or a course (line), safe in black and white.

    `emphasis` is the index of the bar that is told apart, such as the month in question; `height` is in mm.
    """

    kind: Literal["bars", "hbars", "stack", "line"]
    labels: Sequence[str]
    series: Sequence[Series]
    title: str = ""
    emphasis: int | None = None
    height: float = 0

    @classmethod
    def of(cls, kind: Literal["bars", "hbars", "line"], values: Mapping[str, float | int | None], *,
           title: str = "", emphasis: int | None = None) -> Chart:
        """A chart of one series."""
        return cls(kind, tuple(values), (Series("", tuple(values.values())),), title, emphasis)

    @classmethod
    def parts(cls, values: Mapping[str, float | int | None], *, title: str = "") -> Chart:
        """One bar cut into named parts."""
        return cls("stack", ("",), tuple(Series(name, (value,)) for name, value in values.items()), title)


@dataclass(frozen=True)
class Spacer:
    """Room left empty, in mm."""

    height: float = 4


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class SideBySide:
    """Two blocks (or rows of blocks) beside each other; one below the other where they are longer than a page."""

    left: Block | Sequence[Block]
    right: Block | Sequence[Block]
    share: float = 0.5


@dataclass(frozen=True)
class KeepTogether:
    """Blocks that stand on one page, where a page is long enough."""

    blocks: Sequence[Block]


@dataclass(frozen=True)
class FormSheet:
    """The handbook's printed form, drawn from its declaration.

    `record` holds values by field id, computed ones too. `blank` leaves writing room. `notes` are small
    remarks behind a value, by field id. Sensitive fields are masked unless `masked` is False.
    """

    form: Form
    record: Mapping[str, Any] = field(default_factory=dict)
    blank: bool = False
    masked: bool = True
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sign:
    """One cell to be signed; name and date are printed where they are known already."""

    label: str
    name: str = ""
    date: str = ""


@dataclass(frozen=True)
class SignOff:
    """Cells to be signed, side by side."""

    cells: Sequence[Sign]


Block = (Heading | Text | Note | Grid | Chart | Spacer | PageBreak | SideBySide | KeepTogether | FormSheet | SignOff)


@dataclass(frozen=True)
class Paper:
    """One document. Texts are in the language of the print already.

    `sign_off` names cells to sign at the end: prepared, reviewed, approved, or labels of one's own.
    `code` is the form's code at the right of the head; `date_text` replaces "Date: ..." at the right
    above the body.
    """

    title: str
    number: str = ""
    period_text: str = ""
    blocks: Sequence[Block] = ()
    sign_off: Sequence[str] = ()
    landscape: bool = False
    code: str = ""
    date_text: str | None = None
