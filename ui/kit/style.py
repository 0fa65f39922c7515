"""How Qt draws: Fusion with our marks for checks, radios, combos, spin boxes and keyboard focus."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionSpinBox,
    QWidget,
)

from ui.kit import style_sheet, theme
from ui.kit.theme import Look, color, px

_Control = QStyle.SubControl
_Metric, _Hint = QStyle.PixelMetric, QStyle.StyleHint
# Qt asks for these a thousand times for a form: what they are compared with is looked up once.
_SIDES = (_Metric.PM_IndicatorWidth, _Metric.PM_IndicatorHeight, _Metric.PM_ExclusiveIndicatorWidth,
          _Metric.PM_ExclusiveIndicatorHeight, _Metric.PM_SmallIconSize, _Metric.PM_ButtonIconSize)
_GAPS = (_Metric.PM_CheckBoxLabelSpacing, _Metric.PM_RadioButtonLabelSpacing)
_COMBO_POPUP, _MENU_SEARCH = _Hint.SH_ComboBox_Popup, _Hint.SH_Menu_KeyboardSearch
_State = QStyle.StateFlag


def dress(app: QApplication, look: Look) -> None:
    """Give the application everything the look decides."""
    if not isinstance(app.property("house_style"), HouseStyle):
        house = HouseStyle()
        app.setStyle(house)
        app.setProperty("house_style", house)
    app.setStyleSheet("")  # from nothing to a sheet costs a seventh of from one sheet to another
    app.setFont(theme.font())
    app.setPalette(look.palette())
    app.setStyleSheet(style_sheet.sheet(look))


def mark(widget: QWidget, **properties: Any) -> None:
    """Set dynamic properties the style sheet looks at (state="late"), and let it look again."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def chevron(painter: QPainter, centre: QPointF, size: float, token: str, *, up: bool = False) -> None:
    """A small arrow head, as combos and spin boxes have."""
    half, rise = size / 2, (-size if up else size) / 4
    painter.setPen(_pen(token, 1.6))
    painter.drawPolyline([centre + QPointF(-half, -rise), centre + QPointF(0, rise), centre + QPointF(half, -rise)])


def focus_ring(painter: QPainter, rect: QRect, *, radius: float = 6, on_accent: bool = False) -> None:
    """The 2 px line that says: the keyboard is here."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen("accent", 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), px(radius) - 1, px(radius) - 1)
    if on_accent:
        painter.setPen(_pen("on_accent", 1.5))
        painter.drawRoundedRect(QRectF(rect).adjusted(3, 3, -3, -3), px(radius) - 2, px(radius) - 2)
    painter.restore()


def _pen(token: str, width: float) -> QPen:
    line = Qt.PenStyle.SolidLine
    return QPen(color(token), width, line, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class HouseStyle(QProxyStyle):
    """Fusion, with what palette and style sheet cannot say."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(self, metric: QStyle.PixelMetric, option: QStyleOption | None = None,  # noqa: N802 - Qt's name
                    widget: QWidget | None = None) -> int:
        """Sizes that follow the font factor."""
        if metric in _SIDES:
            return px(16)
        if metric in _GAPS:
            return px(6)
        return super().pixelMetric(metric, option, widget)

    def styleHint(self, hint: QStyle.StyleHint, option: QStyleOption | None = None,  # noqa: N802 - Qt's name
                  widget: QWidget | None = None, data: Any = None) -> int:
        """Combos open as a list below; letters typed in a menu find its entries."""
        if hint is _COMBO_POPUP:
            return 0
        if hint is _MENU_SEARCH:
            return 1
        return super().styleHint(hint, option, widget, data)

    def drawPrimitive(self, element: QStyle.PrimitiveElement, option: QStyleOption,  # noqa: N802 - Qt's name
                      painter: QPainter, widget: QWidget | None = None) -> None:
        """Checks, radios and the focus ring."""
        which = QStyle.PrimitiveElement
        if element == which.PE_FrameFocusRect:
            if widget is None or not widget.property("own_focus"):
                focus_ring(painter, option.rect, radius=4)  # type: ignore[attr-defined]
        elif element == which.PE_IndicatorCheckBox:
            self._check(painter, option)
        elif element == which.PE_IndicatorRadioButton:
            self._radio(painter, option)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(self, control: QStyle.ComplexControl, option: QStyleOptionComplex,  # noqa: N802
                           painter: QPainter, widget: QWidget | None = None) -> None:
        """Combos and spin boxes as one box with small arrows."""
        if control == QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            self._box(painter, option, widget)
            arrow = self.subControlRect(control, option, _Control.SC_ComboBoxArrow, widget)
            token = "text2" if _on(option, _State.State_Enabled) else "disabled"
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chevron(painter, QRectF(arrow).center(), px(9), token)
        elif control == QStyle.ComplexControl.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            self._box(painter, option, widget)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for part, up in ((_Control.SC_SpinBoxUp, True), (_Control.SC_SpinBoxDown, False)):
                if option.subControls & part:  # type: ignore[attr-defined]
                    centre = QRectF(self.subControlRect(control, option, part, widget)).center()
                    chevron(painter, centre, px(7), "text2", up=up)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(self, control: QStyle.ComplexControl, option: QStyleOptionComplex,  # noqa: N802 - Qt's name
                       part: QStyle.SubControl, widget: QWidget | None = None) -> QRect:
        """Where text and arrows of a combo lie; a number in a spin box begins where other fields begin."""
        if control == QStyle.ComplexControl.CC_ComboBox:
            rect: QRect = option.rect  # type: ignore[attr-defined]
            if part == _Control.SC_ComboBoxArrow:
                return QRect(rect.right() - px(28), rect.top(), px(28), rect.height())
            if part == _Control.SC_ComboBoxEditField:
                return rect.adjusted(px(9), px(3), -px(28), -px(3))
        found = super().subControlRect(control, option, part, widget)
        if control == QStyle.ComplexControl.CC_SpinBox and part == _Control.SC_SpinBoxEditField:
            found.setLeft(option.rect.left() + px(10))  # type: ignore[attr-defined]
        return found

    def sizeFromContents(self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize,  # noqa: N802
                         widget: QWidget | None = None) -> QSize:
        """Fields are as high as the font asks."""
        result = super().sizeFromContents(kind, option, size, widget)
        if kind == QStyle.ContentsType.CT_ComboBox:
            result = QSize(size.width() + px(9 + 30), theme.field_height())
        elif kind == QStyle.ContentsType.CT_SpinBox:
            result = QSize(result.width() + px(8), theme.field_height())
        elif kind in (QStyle.ContentsType.CT_CheckBox, QStyle.ContentsType.CT_RadioButton):
            result = QSize(result.width() + px(4), max(result.height(), theme.line_height() + px(6)))
        return result

    def _box(self, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> None:
        late = widget is not None and widget.property("state") == "late"
        focus, enabled = _on(option, _State.State_HasFocus), _on(option, _State.State_Enabled)
        bare = widget is not None and bool(widget.property("bare"))
        if bare and not focus:
            return
        token = "late" if late else "accent" if focus else "edge" if enabled else "line"
        width = 2 if late or focus else 1
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(token, width))
        painter.setBrush(color("surface"))
        inset = width / 2
        rect = QRectF(option.rect).adjusted(inset, inset, -inset, -inset)  # type: ignore[attr-defined]
        painter.drawRoundedRect(rect, px(6) - inset, px(6) - inset)
        painter.restore()

    def drawControl(self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter,  # noqa: N802
                    widget: QWidget | None = None) -> None:
        """The text of a combo, without Fusion's own focus frame."""
        if element == QStyle.ControlElement.CE_ComboBoxLabel and isinstance(widget, QComboBox):
            self._combo_text(painter, option, widget)
            return
        super().drawControl(element, option, painter, widget)

    def _combo_text(self, painter: QPainter, option: QStyleOption, widget: QComboBox) -> None:
        if not isinstance(option, QStyleOptionComboBox) or widget.isEditable():
            return
        rect = self.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, _Control.SC_ComboBoxEditField, widget)
        icon = option.currentIcon  # type: ignore[attr-defined]
        if not icon.isNull():
            size = px(16)
            icon.paint(painter, QRect(rect.left(), rect.center().y() - size // 2, size, size))
            rect = rect.adjusted(size + px(6), 0, 0, 0)
        rect = rect.adjusted(0, 0, px(4), 0)  # Qt's own hint measures the ink of the words, not their whole advance
        text = widget.currentText() or widget.placeholderText()
        token = "disabled" if not widget.isEnabled() else "text" if widget.currentText() else "text3"
        painter.setPen(color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def _check(self, painter: QPainter, option: QStyleOption) -> None:
        on, part = _on(option, _State.State_On), _on(option, _State.State_NoChange)
        rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)  # type: ignore[attr-defined]
        self._indicator(painter, option, rect, on or part, px(4))
        if on:
            w, h = rect.width(), rect.height()
            painter.setPen(_pen("on_accent", 2))
            painter.drawPolyline([rect.topLeft() + QPointF(w * x, h * y) for x, y in
                                  ((0.24, 0.53), (0.43, 0.72), (0.77, 0.30))])
        elif part:
            painter.setPen(_pen("on_accent", 2))
            painter.drawLine(rect.center() - QPointF(rect.width() / 4, 0), rect.center() + QPointF(rect.width() / 4, 0))
        painter.restore()

    def _radio(self, painter: QPainter, option: QStyleOption) -> None:
        on = _on(option, _State.State_On)
        rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)  # type: ignore[attr-defined]
        self._indicator(painter, option, rect, False, rect.width() / 2, ring=on)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent"))
            inner = rect.width() * 0.24
            painter.drawEllipse(rect.adjusted(inner, inner, -inner, -inner))
        painter.restore()

    def _indicator(self, painter: QPainter, option: QStyleOption, rect: QRectF, filled: bool, radius: float,
                   *, ring: bool = False) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus, enabled = _on(option, _State.State_HasFocus), _on(option, _State.State_Enabled)
        token = "line" if not enabled else "accent" if filled or ring or focus else "edge"
        painter.setPen(_pen(token, 2 if (focus or ring) and not filled else 1))
        painter.setBrush(color("accent" if filled else "surface"))
        painter.drawRoundedRect(rect, radius, radius)


def _on(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)  # type: ignore[attr-defined]
