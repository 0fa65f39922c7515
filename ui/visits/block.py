"""One entry of the scheduler: a real button with its kind as fill, edge and icon, and its state as a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from crm_desktop.kit import forms
from crm_desktop.kit.i18n import N_, _
from crm_desktop.visits.agenda import Row
from crm_desktop.visits.model import CANCELLED, DONE, MISSED, OPEN, PLAN, WALK_IN, clock
from ui.kit import icons, style, theme, words
from ui.kit.editors.base import is_enter
from ui.kit.painting import one_line
from ui.kit.theme import color, px
from ui.visits.lanes import Key, begin, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

# Of each kind: the tokens of fill and edge, and the icon.
KINDS = {"face_to_face": ("visit", "map-pin"), "phone": ("phone", "phone-outgoing"), "mail": ("duty", "mail"),
         WALK_IN: ("walkin", "door-open")}
_WORDS = {"face_to_face": N_("Visit"), "phone": N_("Call"), "mail": N_("Mail"), WALK_IN: N_("Walk-in")}
_MARKS = {DONE: "done", MISSED: "missed"}


def kind_word(kind: str) -> str:
    """The kind as a short word."""
    return _(_WORDS[kind])


def state_word(row: Row) -> str:
    """The state as a word; a walk-in needs none."""
    if row.form != PLAN:
        return ""
    choice = forms.get(PLAN).by_id["state"].by_choice.get(row.state)
    return choice.text() if choice else ""


def times(row: Row) -> str:
    """14:00–15:00, or that it takes all day."""
    return f"{row.start}–{clock(begin(row) + row.minutes)}" if row.start else _("All day")


def movable(row: Row) -> bool:
    """Whether it can be put elsewhere: an open plan."""
    return row.form == PLAN and row.state in OPEN


class Block(QAbstractButton):
    """A row of the agenda. Pressing it by key or by a screen reader opens it; the mouse chooses and drags."""

    opened = Signal()
    pressed_at = Signal()              # chosen by the mouse
    dragged = Signal(QPoint, bool)     # where the mouse is, on the screen; whether it pulls the lower edge
    dropped = Signal()

    def __init__(self, parent: QWidget, say: Callable[[Row], str]) -> None:
        super().__init__(parent)
        self.row: Row | None = None
        self._told = False
        self.still = False             # in an office that can't be written
        self.brief = False             # the name is all there is room for
        self._say, self._pulls, self._dragging = say, False, False
        self._press: QPoint | None = None   # where on the screen the mouse took it
        self.grip = QPoint()           # where in the block the mouse took it
        self.setProperty("own_focus", True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.clicked.connect(self.opened)

    @property
    def key(self) -> Key | None:
        """What it shows."""
        return key_of(self.row) if self.row else None

    def show_row(self, row: Row, still: bool) -> None:
        """Show that row; name and tooltip have the whole text."""
        self.row, self.still, self._told = row, still, False
        if self.isVisible():
            self._tell()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Only what can be seen is put into words."""
        super().showEvent(event)
        self._tell()

    def _tell(self) -> None:
        if self.row is None or self._told:
            return
        self._told, whole = True, self._say(self.row)
        self.setText(self.row.name)
        self.setAccessibleName(whole)
        self.setToolTip(words.plain_tip(whole))

    def forget(self) -> None:
        """Drop all text."""
        self.row = None
        for put in (self.setText, self.setAccessibleName, self.setToolTip):
            put("")
        self.hide()

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose it; perhaps a drag begins."""
        if event.button() != Qt.MouseButton.LeftButton or self.row is None:
            event.ignore()
            return
        self._press, self._dragging = event.globalPosition().toPoint(), False
        self._pulls, self.grip = self._on_edge(event.position().toPoint()), event.position().toPoint()
        self.pressed_at.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A drag under way, or the sign that the lower edge can be pulled."""
        at = event.globalPosition().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            pulls = self._on_edge(event.position().toPoint())
            self.setCursor(Qt.CursorShape.SizeVerCursor if pulls else Qt.CursorShape.ArrowCursor)
            return
        if self._press is None or self.row is None or not movable(self.row) or self.still:
            return
        if self._dragging or (at - self._press).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.dragged.emit(at, self._pulls)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The end of a drag; a mere click has chosen already."""
        if event.button() == Qt.MouseButton.LeftButton and self._dragging:
            self._dragging = False
            self.dropped.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def stop_drag(self) -> bool:
        """Esc: the drag is over, nothing moved; says whether there was one."""
        was, self._dragging, self._press = self._dragging, False, None
        return was

    def _on_edge(self, at: QPoint) -> bool:
        row = self.row
        return bool(row and row.start and movable(row) and not self.still
                    and self.height() - at.y() <= min(px(6), self.height() // 3))

    # The keyboard: Enter and Space open, everything else is the board's

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; arrows belong to the board."""
        if is_enter(event) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Fill and edge, then as much text as there is room for."""
        if self.row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token, icon = KINDS[self.row.kind]
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(f"{token}_edge"))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setBrush(color(token))
        painter.drawRoundedRect(box.adjusted(px(3), 0, 0, 0), px(3), px(3))
        self._paint_words(painter, icon, f"{token}_edge")
        if self.hasFocus():
            style.focus_ring(painter, self.rect(), radius=4)

    def _paint_words(self, painter: QPainter, icon: str, ink: str) -> None:
        row = self.row
        assert row is not None
        tall = theme.line_height("dense")
        single = self.height() < px(24) or self.height() < 2 * theme.line_height("small") + px(6)
        top = (self.height() - tall) // 2 if single else px(3)
        line = QRect(px(9), top, self.width() - px(13), tall)
        mark = _MARKS.get(row.state, "near" if row.clash else "") if row.form == PLAN else ""
        if self.width() > px(64):
            icons.paint(painter, QRect(line.left(), line.center().y() - px(7) + 1, px(14), px(14)), icon, ink)
            line.setLeft(line.left() + px(19))
        if mark and (single or mark != "near") and self.width() > px(64 if self.brief else 46):
            place = QRect(line.right() - px(14), line.center().y() - px(7) + 1, px(14), px(14))
            icons.paint(painter, place, *icons.state_icon(mark))
            line.setRight(line.right() - px(18))
        quiet = row.state in (DONE, MISSED, CANCELLED) or row.form != PLAN
        one_line(painter, line, row.name, "dense", "text", bold=not quiet)
        if not single:
            self._paint_more(painter, top + tall)

    def _paint_more(self, painter: QPainter, top: int) -> None:
        row, tall = self.row, theme.line_height("small")
        assert row is not None
        lines = [(f"{times(row)} {kind_word(row.kind)}", "text2", False)]
        if row.clash:
            lines.insert(0, (_("Conflict"), "near", True))
        lines += [(text, "text2", False) for text in (row.place, row.purpose) if text]
        for text, tint, bold in lines:
            if top + tall > self.height() - 1:
                return
            line = QRect(px(9), top, self.width() - px(13), tall)
            if tint == "near":
                place = QRect(line.left(), line.center().y() - px(6), px(13), px(13))
                icons.paint(painter, place, "triangle-alert", tint)
                line.setLeft(line.left() + px(17))
            one_line(painter, line, text, "small", tint, bold=bold)
            top += tall

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Theme and font repaint it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()


class Ghost(QWidget):
    """Where a dragged block would go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = ""
        self.hide()

    def show_at(self, rect: QRect, text: str) -> None:
        """There, with that text."""
        self._text = text
        self.setGeometry(rect)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """A frame and the time."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("select"))
        style.focus_ring(painter, self.rect(), radius=4)
        room = self.rect().adjusted(px(8), px(2), -px(4), 0)
        room.setHeight(min(room.height(), theme.line_height("dense")))
        one_line(painter, room, self._text, "dense", "on_select", bold=True)
