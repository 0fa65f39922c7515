"""The house widgets. Every text a user or customer wrote goes through Label: plain text, always."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.kit.i18n import N_, listed
from ui.kit import icons, style, theme, words
from ui.kit.actions import Action
from ui.kit.buttons import Button, Chip, IconButton, action_button, paint_ring
from ui.kit.fields import PasswordBox, SearchBox
from ui.kit.segments import SegmentBar
from ui.kit.theme import color, px

__all__ = ["Busy", "Button", "Chip", "ElidedLabel", "EmptyState", "HLine", "IconButton", "Label", "Mark", "PasswordBox",
           "SearchBox", "SegmentBar", "Sheet", "column", "empty_out", "row"]

_LONG, _PART = re.compile(r"\S{24,}"), re.compile(r"[/\\_](?=.)")  # a word; where it may be broken
_RUN = re.compile(r"[!-~]{25,}")  # letters without an end: broken anywhere


class Label(QLabel):
    """Words or data, never markup. Wraps when asked; never clips.

    `size`: small, dense, body, lead, figure, title. `tone`: second, third, late, near, ok, pause, accent.
    """

    def __init__(self, text: str = "", *, size: str = "body", tone: str = "", bold: bool = False, wrap: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("scale", size)
        self.setProperty("tone", tone)
        self.setProperty("strong", bold)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """A path, longer than a line, may go on in the next one after each of its parts; other letters anywhere."""
        if self.wordWrap():
            text = _LONG.sub(lambda word: _PART.sub("\\g<0>\u200b", word[0]), text)
            text = _RUN.sub(lambda run: "\u200b".join(run[0][n:n + 8] for n in range(0, len(run[0]), 8)), text)
        super().setText(text)

    def text(self) -> str:
        """The text as it was given."""
        return super().text().replace("\u200b", "")

    def set_tone(self, tone: str) -> None:
        """Another colour by meaning."""
        style.mark(self, tone=tone)


class ElidedLabel(Label):
    """One line that ends in … where room is short; the tooltip has the whole text."""

    few = 3  # letters below which it rather says nothing

    def __init__(self, text: str = "", **kind: object) -> None:
        self._whole = ""
        super().__init__("", **kind)  # type: ignore[arg-type]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Keep the whole text, show what fits."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """The text, not shortened."""
        return self._whole

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the whole text would like."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters at least."""
        return QSize(min(self.sizeHint().width(), px(48)), self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown, metrics, room = self._whole, self.fontMetrics(), self.width()
        while shown and metrics.horizontalAdvance(shown) > self.width():  # what was shortened may be a pixel too wide
            shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
            room -= max(1, metrics.horizontalAdvance(shown) - self.width())
            if room <= 0 or len(shown) < min(self.few, len(self._whole)):
                shown = ""
        if self.text() != shown:
            QLabel.setText(self, shown)
        self.setToolTip(words.plain_tip(self._whole) if shown != self._whole else "")


class Mark(QWidget):
    """A state as shape and word, always both: late, near, running, done, paused, draft, info, missed."""

    spoken_role = QAccessible.Role.StaticText

    def __init__(self, state: str = "running", text: str = "", *, size: str = "body",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._text, self._size = state, text, size
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._name()

    def set(self, state: str, text: str) -> None:
        """Another state, another word."""
        self._state, self._text = state, text
        self._name()
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:  # noqa: N802 - so that words.put works
        """The word beside the shape."""
        self.set(self._state, text)

    def text(self) -> str:
        """The word beside the shape."""
        return self._text

    def state(self) -> str:
        """Which state it shows."""
        return self._state

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Shape and word."""
        metrics = QFontMetrics(self._font())
        return QSize(px(14) + px(5) + metrics.horizontalAdvance(self._text) + 2, max(metrics.height(), px(16)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A mark never clips."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """As everywhere marks are shown."""
        painter = QPainter(self)
        paint_mark(painter, self.rect(), self._state, self._text, size=self._size)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Font size changes its room."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)

    def _font(self) -> QFont:
        return theme.font(self._size, bold=mark_is_bold(self._state))

    def _name(self) -> None:
        self.setAccessibleName(state_said(self._state, self._text))


_STATE_WORDS = {"late": N_("late"), "near": N_("due soon"), "running": N_("running"), "done": N_("done"),
                "paused": N_("paused"), "draft": N_("not begun"), "info": N_("note"), "missed": N_("missed")}


def state_word(state: str) -> str:
    """The state as a screen reader says it."""
    return words.said(_STATE_WORDS[state])


def state_said(state: str, text: str) -> str:
    """A state with its word, as a screen reader says it; once where the word says it already."""
    word = state_word(state)
    return text if word in text else listed(word, text)


def mark_is_bold(state: str) -> bool:
    """Which marks are set bold: those that ask for something."""
    return state in ("late", "near", "paused")


def paint_mark(painter: QPainter, rect: QRect, state: str, text: str, *, size: str = "body") -> None:
    """Shape and word of a state, for widgets and for the delegates of tables alike."""
    name, token = icons.state_icon(state)
    side = px(14)
    icons.paint(painter, QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side), name, token)
    painter.setFont(theme.font(size, bold=mark_is_bold(state)))
    painter.setPen(color(token))
    room = rect.adjusted(side + px(5), 0, 0, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


class Sheet(QFrame):
    """A white rounded sheet on the desk, with a column inside."""

    def __init__(self, *, role: str = "sheet", margin: int = 12, spacing: int = 8, parent: QWidget | None = None
                 ) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.box = column(self, margin=margin, spacing=spacing)


class HLine(QFrame):
    """A hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hline")
        self.setFixedHeight(1)


class Busy(QWidget):
    """A turning ring and a word that says what is going on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label(tone="second", size="small")
        line = row(self, spacing=6)
        line.addSpacing(px(20))
        line.addWidget(self.label)
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._turn)
        self.hide()

    def start(self, text: str) -> None:
        """Show it, with that word."""
        self.label.setText(text)
        self.show()
        if not theme.look().still:
            self._timer.start()

    def stop(self) -> None:
        """Take it away."""
        self._timer.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """The ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ring(painter, QRect(0, (self.height() - px(14)) // 2, px(14), px(14)), self._step, "text2")

    def _turn(self) -> None:
        self._step = (self._step + 1) % 10
        self.update()


class EmptyState(QWidget):
    """One sentence, one button that does the next thing, one quiet link. No drawings."""

    def __init__(self, sentence: words.Message, action: Action | None = None,
                 link: tuple[str, Callable[[], object]] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = column(self, margin=24, spacing=12)
        box.addStretch(2)
        self.sentence = Label(tone="second", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.put(self.sentence, sentence)
        box.addWidget(self.sentence)
        middle = Qt.AlignmentFlag.AlignHCenter
        if action is not None:
            box.addWidget(action_button(action), 0, middle)
        if link is not None:
            quiet = Button(kind="link")
            words.put(quiet, link[0])
            quiet.clicked.connect(lambda: link[1]())
            box.addWidget(quiet, 0, middle)
        box.addStretch(3)


def column(parent: QWidget | None = None, *, margin: int = 0, spacing: int = 8) -> QVBoxLayout:
    """A column layout with lengths of the guide."""
    box = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    box.setContentsMargins(px(margin), px(margin), px(margin), px(margin))
    box.setSpacing(px(spacing))
    return box


def empty_out(box: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def row(parent: QWidget | None = None, *, spacing: int = 8) -> QHBoxLayout:
    """A row layout with lengths of the guide."""
    box = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(spacing))
    return box
