"""The nine steps of a call-back (003/3.1.1) as one line: what is done, where it stands, what is still to come."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.kit.i18n import N_, _, listed
from ui.kit import icons, theme, words
from ui.kit.theme import color, px
from ui.kit.widgets import Sheet, state_word

STEPS = (N_("Look up data"), N_("Choose whom"), N_("Plan"), N_("Agree the time"), N_("Prepare"), N_("Call back"),
         N_("Report"), N_("Review"), N_("Filing"))
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class StepLine(Sheet):
    """The line; where it is short of room, only the step it stands at keeps its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self.line = _Line()
        self.box.setContentsMargins(px(12), px(6), px(12), px(6))
        self.box.addWidget(self.line)

    def show_steps(self, found: list[bool]) -> None:
        """Show them."""
        self.line.show_steps(found)
        self.setAccessibleName(self.line.accessibleName())


class _Line(QWidget):
    spoken_role = QAccessible.Role.StaticText

    def __init__(self) -> None:
        super().__init__()
        self.states: list[str] = []   # done, running or draft
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, found: list[bool]) -> None:
        """The first step after the last one done is where it stands."""
        last = max((n for n, is_done in enumerate(found) if is_done), default=-1)
        self.states = ["done" if is_done else "running" if n == last + 1 else "draft"
                       for n, is_done in enumerate(found)]
        self.retranslate()

    def retranslate(self) -> None:
        """The steps in the language in force."""
        said = [_("{label}: {value}").format(label=f"{n} {_(name)}", value=state_word(state))
                for n, (name, state) in enumerate(zip(STEPS, self.states, strict=False), 1)]
        self.setAccessibleName(listed(*said))
        self.setToolTip(words.plain_tip("\n".join(said)))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(px(300), theme.line_height() + px(4))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It gives way."""
        return QSize(px(120), theme.line_height() + px(4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Shape, number, words."""
        painter = QPainter(self)
        if not self.states:
            return
        texts = [f"{n} {_(name)}" for n, name in enumerate(STEPS, 1)]
        widths = []
        for text, state in zip(texts, self.states, strict=True):
            painter.setFont(theme.font("dense", bold=state == "running"))
            widths.append(px(19) + painter.fontMetrics().horizontalAdvance(text))
        full = sum(widths) + px(8) * 8 <= self.width()
        if not full:  # numbers only, but where it stands
            texts = [t if s == "running" else t.split(" ")[0] for t, s in zip(texts, self.states, strict=True)]
            painter.setFont(theme.font("dense"))
            widths = [px(19) + painter.fontMetrics().horizontalAdvance(t) + px(4) for t in texts]
        gap, at = max(px(4), (self.width() - sum(widths)) // 8), 0
        for text, state, wide in zip(texts, self.states, widths, strict=True):
            name, tint = icons.state_icon(state)
            icons.paint(painter, QRect(at, (self.height() - px(14)) // 2, px(14), px(14)), name, tint)
            painter.setFont(theme.font("dense", bold=state == "running"))
            painter.setPen(color({"done": "ok", "running": "text"}.get(state, "text2")))
            painter.drawText(QRect(at + px(19), 0, wide, self.height()), _LINE, text)
            at += wide + gap
