"""Columns of the list of complaints: customer and content in two lines, the clocks as mark and bar."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from crm_desktop.complaints import model
from crm_desktop.complaints.model import Clock
from crm_desktop.kit import clock, feature, forms, values
from crm_desktop.kit.i18n import N_, _
from ui.complaints.case_clocks import CLOCKS, NEEDS, bar_height, mark_of, paint_bar
from ui.kit import theme
from ui.kit.table import Column, column_of
from ui.kit.theme import color, px
from ui.kit.widgets import paint_mark

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

Row = dict[str, Any]
FIRST = ("complaint_no", "customer", "response_clock", "solution_clock", "status", "owner")
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


def hours_of(store: Store) -> dict[str, int]:
    """The limits in force for a complaint that comes in now."""
    return {kind: store.setting(f"complaints.{kind}_hours") for kind in CLOCKS}


def list_columns(store: Store, hours: dict[str, int]) -> list[Column]:
    """What differs from the plain columns; `hours` are the limits their heads say."""
    form = forms.get(model.FORM)
    customer = column_of(form.by_id["customer"], feature.entity(model.FORM))
    return [replace(customer, title=N_("Customer and content"), width=240, tall=True, needs=("content",),
                    show=_both, paint=partial(_paint_both, store)),
            _clock_column(hours, model.RESPONSE, N_("Response {hours} h")),
            _clock_column(hours, model.SOLUTION, N_("Solution {hours} h"))]


def _clock_column(hours: dict[str, int], kind: str, title: str) -> Column:
    ask = CLOCKS[kind]

    def mark(row: Row, _ctx: values.Context) -> tuple[str, str] | None:
        return mark_of(ask(row, clock.stamp()))

    def paint(painter: QPainter, rect: QRect, row: Row, _chosen: bool) -> None:
        paint_clock(painter, rect, ask(row, clock.stamp()))

    return Column(f"{kind}_clock", lambda: _(title).format(hours=hours[kind]), width=160,
                  sortable=False, mark=mark, paint=paint, tall=True, needs=NEEDS)


def paint_clock(painter: QPainter, rect: QRect, one: Clock | None) -> None:
    """A clock cell: shape and word, below it the bar."""
    said, bar = mark_of(one), bar_height()
    if one is None or said is None:
        painter.setFont(theme.font("body"))
        painter.setPen(color("text3"))
        painter.drawText(rect, _LINE, "—")
        return
    high = theme.line_height()
    top = rect.top() + (rect.height() - high - px(2) - bar) // 2
    paint_mark(painter, QRect(rect.left(), top, rect.width(), high), *said)
    paint_bar(painter, QRect(rect.left(), top + high + px(2), rect.width(), bar), one)


def _both(row: Row, ctx: values.Context) -> str:
    name = values.show(forms.get(model.FORM).by_id["customer"], row.get("customer"), ctx)
    return _("{head}: {text}").format(head=name, text=" ".join(str(row.get("content") or "").split()))


def _paint_both(store: Store, painter: QPainter, rect: QRect, row: Row, chosen: bool) -> None:
    name = store.names.get("customer_master", {}).get(row.get("customer")) or values.show(
        forms.get(model.FORM).by_id["customer"], row.get("customer"), store.context())
    first, second = theme.line_height(), theme.line_height("small")
    top = rect.top() + (rect.height() - first - second) // 2
    for at, high, text, role, token in (
            (top, first, name, "body", "on_select" if chosen else "text"),
            (top + first, second, " ".join(str(row.get("content") or "").split())[:200], "small", "text2")):
        painter.setFont(theme.font(role))
        painter.setPen(color(token))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QRect(rect.left(), at, rect.width(), high), _LINE, shown)
