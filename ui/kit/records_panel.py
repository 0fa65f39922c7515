"""A panel on another feature's card that lists a few records: each a link and a line of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import listed
from crm_desktop.kit.query import Query
from crm_desktop.kit.values.text import shorten
from ui.kit import words
from ui.kit.page import Panel
from ui.kit.theme import px
from ui.kit.widgets import Button, ElidedLabel, HLine, Label, Mark, column, empty_out, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from crm_desktop.kit.values import Context
    from ui.kit.session import Session

Row = dict[str, Any]


class Line(NamedTuple):
    """What a record says in a panel: the link, a word at its right, the line below, a state."""

    link: str
    aside: str = ""
    below: str = ""
    mark: tuple[str, str] | None = None


class RecordsPanel(Panel):
    """A panel names FORM, TITLE, EMPTY and COLUMNS and answers `query` and `line`. At most MOST are shown.

    Where a panel `WRAPS`, the line below goes on in the next one, up to TOLD signs; else it ends in …. A link takes
    the width LINK at most, BESIDE where a word or a mark stands at its right.
    """

    FORM = ""
    TITLE: words.Message = ""
    EMPTY: words.Message = ""
    COLUMNS: tuple[str, ...] = ()
    MOST, TOLD, LINK, BESIDE = 5, 240, 220, 140
    WRAPS = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.record = 0
        self.found: list[Row] = []
        words.put(self.head, self.TITLE)
        words.put_name(self, self.TITLE)
        self.box.removeWidget(self.head)
        self.top = row(spacing=8)
        self.count = Label(size="small", tone="second")
        self.top.addWidget(self.head)
        self.top.addWidget(self.count)
        self.top.addStretch(1)
        self.box.addLayout(self.top)
        self.lines = column(spacing=8)
        self.box.addLayout(self.lines)
        self.empty = Label(tone="second", size="dense", wrap=True)
        words.put(self.empty, self.EMPTY)
        self.box.addWidget(self.empty)

    def query(self) -> Query:
        """Which records, in which order."""
        raise NotImplementedError

    def line(self, record: Row, ctx: Context) -> Line:
        """What one of them says."""
        raise NotImplementedError

    def make_line(self, record: Row, ctx: Context) -> QWidget:
        """The widget of one record."""
        said = self.line(record, ctx)
        holder = QWidget()
        box = column(holder, spacing=2)
        first = row(spacing=8)
        link = Button(kind="link")
        room = px(self.BESIDE if said.mark is not None or said.aside else self.LINK)
        link.setText(link.fontMetrics().elidedText(said.link, Qt.TextElideMode.ElideRight, room))
        link.setToolTip(words.plain_tip(said.link) if link.text() != said.link else "")
        link.setAccessibleName(listed(said.link, said.aside, said.below))
        link.clicked.connect(lambda: self.session.open(self.FORM, int(record["id"])))
        first.addWidget(link)
        first.addStretch(1)
        if said.mark is not None:
            first.addWidget(Mark(*said.mark, size="dense"))
        elif said.aside:
            first.addWidget(Label(said.aside, size="small", tone="second"))
        box.addLayout(first)
        if said.below and self.WRAPS:
            below = Label(shorten(said.below, self.TOLD), size="small", tone="second", wrap=True)
            below.setToolTip(words.plain_tip(said.below))
            box.addWidget(below)
        elif said.below:
            box.addWidget(ElidedLabel(said.below, size="small", tone="second"))
        return holder

    def show_record(self, record_id: int) -> None:
        """Show what belongs to that record."""
        self.record = record_id
        self.refresh(None)

    def refresh(self, notice: Notice | None) -> None:  # noqa: ARG002 - small enough to read anew
        """Read again."""
        if not self.record:
            return
        empty_out(self.lines)
        listing = self.query().run(self.session.store)
        self.found = listing.rows(0, self.MOST, self.COLUMNS)
        self.count.setText(f"{listing.count:,}" if listing.count else "")
        self.empty.setVisible(not listing.count)
        ctx = self.session.store.context()
        for place, record in enumerate(self.found):
            if place:
                self.lines.addWidget(HLine())
            self.lines.addWidget(self.make_line(record, ctx))
        self.updateGeometry()

    def retranslate(self) -> None:
        """Values in the language in force."""
        self.refresh(None)

    def forget(self) -> None:
        """Drop all customer text."""
        self.record, self.found = 0, []
        self.count.setText("")
        empty_out(self.lines)
