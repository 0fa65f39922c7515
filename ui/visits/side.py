"""At the left of the scheduler: the month, whose call-backs, the legend, whom to call back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QSizePolicy, QWidget

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.visits.model import WALK_IN
from ui.kit import icons, theme, words
from ui.kit.painting import one_line
from ui.kit.theme import color, px
from ui.kit.widgets import Button, Label, Sheet, column
from ui.visits.block import KINDS, kind_word
from ui.visits.blocks import QuietScroll
from ui.visits.mini_month import MiniMonth
from ui.visits.spans import Span
from ui.visits.suggested import Slot, Suggested

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

FEW, MOST = 5, 60   # people shown at first, and at all


class Side(QWidget):
    """`people()` answers whose call-backs are shown; [None] is everybody's."""

    people_changed = Signal()
    day_chosen = Signal(object)

    def __init__(self, session: Session, slot: Slot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = MiniMonth(session.store.zone)
        self.month.chosen.connect(self.day_chosen)
        self.who, self.suggested = People(session), Suggested(session, slot)
        self.who.changed.connect(self.people_changed)
        inside = QWidget()
        inside.setProperty("role", "page")
        self.area = area = QuietScroll()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column(self).addWidget(area)
        box = column(inside, spacing=12)
        box.addWidget(self.month)
        box.addWidget(self.who)
        box.addWidget(self.suggested, 1)

    def people(self) -> list[int | None]:
        """Whose call-backs."""
        return self.who.chosen()

    def read_people(self) -> None:
        """The people anew."""
        self.who.read()

    def to_suggested(self) -> None:
        """The keyboard goes to the proposals, and they come into sight: in a low window they lie below the edge."""
        self.show()
        self.suggested.list.setFocus()
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        QTimer.singleShot(0, self, self._bring)  # once what is inside has its places

    def _bring(self) -> None:
        if self.suggested.list.hasFocus():
            self.area.ensureWidgetVisible(self.suggested, 0, 0)
            self.area.ensureWidgetVisible(self.suggested.list, 0, 0)

    def show_span(self, span: Span) -> None:
        """Mark it in the month."""
        self.month.show_span(span)

    def refresh(self, notice: Notice | None) -> None:
        """Proposals follow what changed, when they were looked up once."""
        self.suggested.refresh(notice)

    def forget(self) -> None:
        """Drop all names."""
        self.who.forget()
        self.suggested.forget()


class People(Sheet):
    """Whose call-backs are shown: everybody's, or those ticked. And what the colours mean."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session = session
        mine = session.store.user.staff
        kept = session.settings.get("visits.people")
        self._ids: set[int] = set(kept) if isinstance(kept, list) else ({mine} if mine else set())
        self._boxes: dict[int, QCheckBox] = {}
        self._people: list[tuple[int, str]] = []  # as they stand there
        self._whole = False
        head = Label(bold=True)
        words.put(head, N_("Whose call-backs"))
        self.box.addWidget(head)
        self.everybody = QCheckBox()
        words.put(self.everybody, N_("All"))
        self.everybody.clicked.connect(self._all)
        holder = QWidget()
        self.list = QGridLayout(holder)
        self.list.setContentsMargins(0, 0, 0, 0)
        self.list.setSpacing(0)
        self.box.addWidget(holder)
        self.more = Button(kind="link", small=True)
        words.put(self.more, N_("More people"))
        self.more.clicked.connect(self._unfold)
        self.box.addWidget(self.more)
        self.box.addWidget(Legend())
        self.read()

    def chosen(self) -> list[int | None]:
        """Those ticked; [None] for everybody."""
        return sorted(self._ids) if self._ids else [None]  # type: ignore[return-value]

    def choose(self, ids: set[int]) -> None:
        """Tick these; none is everybody."""
        self._ids = ids
        self.session.settings.set("visits.people", sorted(ids))
        self._show()
        self.changed.emit()

    def read(self) -> None:
        """The people who work here, oneself first, then those ticked. Who left is ticked no more."""
        mine = self.session.store.user.staff
        here = Query("staff_record", where=(Condition("active", "is", True),), sort=("name",)).run(self.session.store)
        ids = here.ids()
        left = self._ids.difference(ids)
        self._ids -= left
        shown = sorted(ids, key=lambda who: (who != mine, who not in self._ids))[:MOST]
        names = {r["id"]: str(r["name"]) for r in here.read(shown, ("name",))}
        people = [(who, names[who]) for who in shown]
        if people != self._people:
            self._put(people)
        if left:
            self.changed.emit()

    def _put(self, people: list[tuple[int, str]]) -> None:
        self.forget()
        self._people = people
        for who, name in people:
            tick = self._boxes[who] = QCheckBox(name.replace("&", "&&"))
            tick.clicked.connect(lambda on, who=who: self._tick(who, on=on))
        self._show()

    def forget(self) -> None:
        """Drop the names."""
        for tick in self._boxes.values():
            self.list.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self._boxes.clear()
        self._people = []

    def _show(self) -> None:
        self.everybody.setChecked(not self._ids)
        half = px(92)  # of the narrow side
        columns = 2 if all(t.sizeHint().width() <= half for t in (self.everybody, *self._boxes.values())) else 1
        self.list.addWidget(self.everybody, 0, 0)
        for place, (who, tick) in enumerate(self._boxes.items()):
            tick.setChecked(who in self._ids)
            self.list.addWidget(tick, (place + 1) // columns, (place + 1) % columns)
            tick.setVisible(self._whole or place < FEW)
        self.more.setVisible(not self._whole and len(self._boxes) > FEW)

    def _tick(self, who: int, *, on: bool) -> None:
        self.choose(self._ids | {who} if on else self._ids - {who})

    def _all(self) -> None:
        mine = self.session.store.user.staff
        self.choose(set() if self.everybody.isChecked() or not mine else {mine})

    def _unfold(self) -> None:
        self._whole = True
        self._show()


class Legend(QWidget):
    """The kinds with their colours, two in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(5))
        for place, kind in enumerate(("face_to_face", "phone", WALK_IN, "mail")):
            grid.addWidget(_Kind(kind), place // 2, place % 2)


class _Kind(QWidget):
    spoken_role = QAccessible.Role.StaticText

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind
        words.put_name(self, lambda: kind_word(kind))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(px(80), theme.line_height("dense") + px(4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """As a block looks."""
        painter = QPainter(self)
        token, icon = KINDS[self._kind]
        painter.fillRect(self.rect(), color(token))
        painter.fillRect(QRect(0, 0, px(3), self.height()), color(f"{token}_edge"))
        icons.paint(painter, QRect(px(9), (self.height() - px(14)) // 2, px(14), px(14)), icon, f"{token}_edge")
        one_line(painter, self.rect().adjusted(px(28), 0, -px(2), 0), kind_word(self._kind), "dense", "text")

    def retranslate(self) -> None:
        """The word is painted."""
        self.update()
