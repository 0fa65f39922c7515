"""Buttons: verb, icon, and the key that does the same printed on them. Painted from tokens."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from crm_desktop.kit import i18n
from ui.kit import icons, spoken, style, theme, words
from ui.kit.actions import Action, key_text
from ui.kit.theme import color, px


class Paint(NamedTuple):
    """The tokens of one look of a button; "" paints nothing."""

    fill: str
    border: str
    ink: str
    hint: str


_REST = {
    "plain": Paint("surface", "edge", "text", "text3"),
    "primary": Paint("accent", "accent", "on_accent", "on_accent"),
    "flat": Paint("", "", "text", "text3"),
    "quiet": Paint("", "", "text2", "text3"),
    "danger": Paint("surface", "late", "late", "late"),
    "link": Paint("", "", "accent", "text3"),
    "segment": Paint("", "", "text", "text2"),
    "chip": Paint("select", "", "on_select", "on_select"),
}
_HOVER = {"plain": "hover", "primary": "accent_hover", "flat": "hover", "quiet": "hover", "danger": "late_soft",
          "link": "", "segment": "hover", "chip": "hover"}


class Button(QPushButton):
    """A button with word, icon and key hint.

    Kinds: plain, primary, flat, quiet, danger, link, segment, chip. The accessible name is the
    visible word without the key hint.
    """

    def __init__(self, text: str = "", *, kind: str = "plain", icon: str = "", key: str = "", small: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide: tuple[object, int] | None = None
        self.setText(text)
        self._kind, self._icon, self._key, self._small = kind, icon, key, small
        self._busy, self._step = False, 0
        self._timer: QTimer | None = None
        self.setProperty("own_focus", True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """The word. An & in the name of a customer is no key: A&S would answer to Alt+S."""
        super().setText(text)
        self._wide = None
        if "&" in text:
            self.setShortcut(QKeySequence())

    def setCheckable(self, on: bool) -> None:  # noqa: N802 - Qt's name
        """A screen reader then meets it as a choice."""
        super().setCheckable(on)
        spoken.again(self)

    @property
    def kind(self) -> str:
        """Which of the kinds it is."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Make it another kind."""
        self._kind = kind
        self._again()

    def set_icon(self, name: str) -> None:
        """Another icon, by name; "" for none."""
        self._icon = name
        self._again()

    def set_key(self, key: str) -> None:
        """The key printed on it."""
        self._key = key
        self._again()

    def set_busy(self, busy: bool) -> None:
        """The icon becomes a turning ring and the button waits; its size stays."""
        self._busy = busy
        self.setEnabled(not busy)
        if busy and self._timer is None and not theme.look().still:
            self._timer = QTimer(self)
            self._timer.timeout.connect(self._turn)
            self._timer.start(100)
        elif not busy and self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.update()

    def role_font(self) -> QFont:
        """The font of the word."""
        return theme.font("dense" if self._small else "body", bold=self._kind == "segment" and self.isChecked())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for icon, word and key hint; never less."""
        width = self._words_wide()
        if self._has_icon():
            width += px(16) + (px(8) if self.text() else 0)
        height = theme.small_height() if self._small else theme.field_height()
        if self._kind == "link":
            return QSize(width + 2, max(theme.line_height() + px(4), px(24)))
        return QSize(max(width + 2 * self._padding() + 2, height), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words never clip."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Everything from tokens, so theme and font size follow by themselves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.look_now()
        self._paint_box(painter, look)
        self._paint_content(painter, look)
        if self.hasFocus() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            style.focus_ring(painter, self.rect(), radius=4 if self._small else 6, on_accent=self._kind == "primary")

    def look_now(self) -> Paint:
        """The tokens of this moment: at rest, under the mouse, pressed, on, disabled."""
        look = _REST[self._kind]
        if not self.isEnabled():
            fill = "sunken" if self._kind == "primary" else look.fill
            return Paint(fill, "line" if look.border else "", "disabled", "disabled")
        if self.isChecked():
            return Paint("select", look.border, "on_select", "on_select")
        if self._kind == "primary" and (self.isDown() or self.underMouse()):
            return look._replace(fill="accent_hover", border="accent_hover")
        if self.isDown():
            return look._replace(fill="select" if _HOVER[self._kind] else "")
        if self.underMouse():
            return look._replace(fill=_HOVER[self._kind])
        return look

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Font factor and language change what room it needs."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            self._again()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses the button that has the focus, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _words_wide(self) -> int:
        """How wide word and key hint are. Layouts ask for that many times: reckoned once for each look."""
        look = theme.look().factor, i18n.language()
        if self._wide is None or self._wide[0] != look:
            width = QFontMetrics(self._wide_font()).horizontalAdvance(self.text()) if self.text() else 0
            if self._key:
                width += px(8) + QFontMetrics(theme.font("small")).horizontalAdvance(key_text(self._key))
            self._wide = look, width
        return self._wide[1]

    def _wide_font(self) -> QFont:
        return theme.font("dense" if self._small else "body", bold=self._kind == "segment")

    def _has_icon(self) -> bool:
        return bool(self._icon) or self._busy

    def _padding(self) -> int:
        return px(8) if not self.text() else px(10) if self._small else px(12)

    def _paint_box(self, painter: QPainter, look: Paint) -> None:
        if not look.fill and not look.border:
            return
        painter.setPen(QPen(color(look.border), 1) if look.border else Qt.PenStyle.NoPen)
        painter.setBrush(color(look.fill) if look.fill else Qt.BrushStyle.NoBrush)
        radius = px(4 if self._small else 6)
        if self._kind == "segment":
            radius = px(5)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_content(self, painter: QPainter, look: Paint) -> None:
        content = self.sizeHint().width() - (2 if self._kind == "link" else 2 * self._padding() + 2)
        left = self.rect().center().x() - content // 2 + 1
        if self._kind == "link":
            left = 1
        if self._has_icon():
            self._paint_icon(painter, QRect(left, self.rect().center().y() - px(16) // 2 + 1, px(16), px(16)), look)
            left += px(16) + px(8)
        font = self.role_font()
        font.setUnderline(self._kind == "link")
        painter.setFont(font)
        painter.setPen(color(look.ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        width = QFontMetrics(self._wide_font()).horizontalAdvance(self.text())
        painter.drawText(QRect(left, 0, width + 2, self.height()), flags, self.text())
        if self._key:
            painter.setFont(theme.font("small"))
            painter.setPen(color(look.hint))
            painter.drawText(QRect(left + width + px(8), 0, self.width(), self.height()), flags, key_text(self._key))

    def _paint_icon(self, painter: QPainter, rect: QRect, look: Paint) -> None:
        if self._busy:
            paint_ring(painter, rect, self._step, look.ink)
        else:
            token = "text2" if look.ink == "text" else look.ink
            icons.paint(painter, rect, self._icon, token)

    def _turn(self) -> None:
        self._step = (self._step + 1) % 10
        self.update()

    def _again(self) -> None:
        self._wide = None
        self.updateGeometry()
        self.update()


def paint_ring(painter: QPainter, rect: QRect, step: int, token: str) -> None:
    """A ring with a gap that turns in ten steps; a still hourglass where motion is reduced."""
    if theme.look().still:
        icons.paint(painter, rect, "hourglass", token)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color(token), max(1.5, rect.width() / 9), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    inset = rect.width() / 8
    painter.drawArc(QRectF(rect).adjusted(inset, inset, -inset, -inset), -step * 36 * 16, 270 * 16)


def action_button(action: Action, *, small: bool = False, parent: QWidget | None = None) -> Button:
    """The button of an action: its word, icon, key; disabled with the reason in the tooltip."""
    button = Button(kind="primary" if action.primary else "plain", icon=action.icon, key=action.key, small=small,
                    parent=parent)
    words.put(button, action.text)
    button.setObjectName(f"action_{action.id}")
    button.clicked.connect(lambda: action.trigger())
    enable(button, action)
    return button


def enable(button: QAbstractButton, action: Action) -> None:
    """Let a button show whether its action may run, and why not."""
    may = action.enabled()
    button.setEnabled(may)
    if not may and action.why:
        words.put_tip(button, action.why)
    elif button.toolTip() and action.why:
        words.put_tip(button, "")


class IconButton(Button):
    """An icon without a word: close, back, more, zoom, page arrows. Name and tooltip are required."""

    def __init__(self, icon: str, name: str, *, kind: str = "flat", small: bool = False, key: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__("", kind=kind, icon=icon, small=small, parent=parent)
        words.put_name(self, name)
        if key:
            words.put_tip(self, lambda: f"{words.said(name)}  {key_text(key)}")
        else:
            words.put_tip(self, name)


class Chip(Button):
    """A short word on a tinted ground. With `removable`, a cross at its end takes it away."""

    removed = Signal()

    def __init__(self, text: str = "", *, icon: str = "", removable: bool = False, soft: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(text, kind="plain" if soft else "chip", icon=icon, small=True, parent=parent)
        self._removable = removable
        if removable:
            self.clicked.connect(self.removed)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """With room for the cross."""
        size = super().sizeHint()
        return QSize(size.width() + (px(18) if self._removable else 0), size.height())

    def _paint_content(self, painter: QPainter, look: Paint) -> None:
        super()._paint_content(painter, look)
        if self._removable:
            half, centre = px(9) / 2, QPointF(self.width() - px(15), self.height() / 2)
            painter.setPen(QPen(color(look.ink), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(centre + QPointF(-half, -half), centre + QPointF(half, half))
            painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half))
