"""The customer card: health, master data, timeline, and the panels features offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QWidget

from crm_desktop.customers import model
from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_, _
from ui.customers.health_strip import HealthStrip
from ui.customers.timeline import TimelineSheet
from ui.kit import specs, theme, words
from ui.kit.page import Panel, make_panel
from ui.kit.record_card import Card
from ui.kit.record_view import RecordView
from ui.kit.theme import px
from ui.kit.widgets import Label, Sheet, column, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

PLACE = "customer_card"
MASTER_WIDE, PANELS_WIDE = 328, 276
PANELS_FROM, MASTER_FROM = 1200, 1000   # effective pixels of the window from which on they stand beside the timeline
_CHIPS = (("customer_grade", False), ("customer_class", False), ("region", True), ("customer_status", True))


class CustomerCard(Card):
    """Everything about one customer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.strip = HealthStrip(session)
        self.timeline = TimelineSheet(session)
        self.view = RecordView(session, model.FORM, missing=model.missing, hide_empty=True)
        self.panels: list[Panel] = [make_panel(spec, session) for spec in specs.panels_on(PLACE)]
        box = column(self, spacing=12)
        box.addWidget(self.strip)
        self.line = line = row(spacing=12)
        line.addWidget(self._master())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        words.put_name(self.tabs, N_("Timeline and panels"))
        line.addWidget(self.tabs, 1)
        self.side = self._side()
        line.addWidget(self.side)
        box.addLayout(line, 1)
        self.tabs.addTab(self.timeline, "")
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().hide()
        self._beside, self._apart = 2, True
        self._needed = 0  # the width of a tab for each panel; 0: not known

    def show_record(self, form_id: str, record: int) -> None:
        """Show a customer."""
        if record != self.record:
            self.leave()
        super().show_record(form_id, record)
        self.strip.show_customer(self.values)
        self.view.show_record(record)
        self.timeline.show_customer(record)
        for panel in self.panels:
            panel.show_record(record)

    def refresh(self, notice: Notice | None) -> None:
        """After a change."""
        super().refresh(notice)
        self.head_changed.emit()

    def leave(self) -> None:
        """Keep the note and an open contact as drafts."""
        self.timeline.leave()
        for panel in self.panels:
            panel.leave()

    def forget(self) -> None:
        """Drop all customer text."""
        super().forget()
        for part in (self.strip, self.timeline, self.view, *self.panels):
            part.forget()

    def first_focus(self) -> QWidget | None:
        """The timeline, or the note line while there is nothing."""
        return self.timeline.list if self.timeline.list.isVisibleTo(self) else self.timeline.note

    def subtitle(self) -> str:
        """The number."""
        return str(self.values.get("customer_no") or "")

    def chips(self) -> list[tuple[str, bool]]:
        """Grade, class, region, status."""
        by_id, ctx = forms.get(model.FORM).by_id, self.session.store.context()
        shown = [(values.show(by_id[f], self.values.get(f), ctx), soft) for f, soft in _CHIPS]
        return [(text, soft) for text, soft in shown if text]

    def retranslate(self) -> None:
        """Names of the tabs."""
        self._needed = 0
        self._name_tabs()
        self._place()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Small: parts fold away before anything clips."""
        return QSize(px(320), self.strip.minimumSizeHint().height() + px(300))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Three columns; without room the panels, then the data too, become tabs of the timeline."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font: other tabs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._needed = 0

    def _place(self) -> None:
        wide = self.window().width() / theme.look().factor
        beside = 2 if wide >= PANELS_FROM else 1 if wide >= MASTER_FROM else 0
        room = self.width() - (px(MASTER_WIDE + 12) if beside else 0)
        apart = self._needed <= room
        if (beside, apart) != (self._beside, self._apart):
            self._fold(beside, apart)
        if beside < 2 and not self._needed:
            if not self._apart:
                self._fold(beside, apart=True)
            self._needed = self.tabs.tabBar().sizeHint().width()
            if self._needed > room:
                self._fold(beside, apart=False)
        if self._beside:
            self.master.setFixedWidth(px(MASTER_WIDE))
        if self._beside == 2:
            self.side.setFixedWidth(px(PANELS_WIDE))

    def _master(self) -> QWidget:
        self.master = Sheet()
        head = Label(bold=True)
        words.put(head, N_("Customer data"))
        self.master.box.addWidget(head)
        self.master.box.addWidget(self.view, 1)
        return self.master

    def _side(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.put_name(area, N_("Panels"))
        inside = QWidget()
        inside.setProperty("role", "page")
        self.pile = column(inside, spacing=12)
        for panel in self.panels:
            self.pile.addWidget(panel)
        self.pile.addStretch(1)
        area.setWidget(inside)
        return area

    def _fold(self, beside: int, apart: bool) -> None:
        """`apart`: where the panels are tabs, each has one of its own; else all are in one."""
        self._beside, self._apart = beside, apart
        while self.tabs.count() > 1:
            holder = self.tabs.widget(1)
            self.tabs.removeTab(1)
            if isinstance(holder, QScrollArea) and holder is not self.side:
                holder.takeWidget()
                holder.deleteLater()
        if beside:
            self.line.insertWidget(0, self.master)
            self.master.setFixedWidth(px(MASTER_WIDE))
        else:
            self.master.setMinimumWidth(0)
            self.master.setMaximumWidth(16777215)
            self.tabs.addTab(self.master, "")
        for place, panel in enumerate(self.panels):
            if beside == 2 or not apart:
                self.pile.insertWidget(place, panel)
            else:
                self.tabs.addTab(_scrolled(panel), "")
            panel.show()
        self.side.setMinimumWidth(0)
        self.side.setMaximumWidth(16777215)
        if beside < 2 and not apart:
            self.tabs.addTab(self.side, "")
        else:
            self.line.addWidget(self.side)
            self.side.setVisible(beside == 2)
        if beside:  # else its tab shows it
            self.master.show()
        self.tabs.tabBar().setVisible(beside < 2)
        self._name_tabs()

    def _name_tabs(self) -> None:
        names = [_("Timeline"), *([] if self._beside else [_("Customer data")]),
                 *([p.accessibleName() for p in self.panels] if self._apart else [_("Contact persons and more")])]
        for place in range(self.tabs.count()):
            self.tabs.setTabText(place, names[place])


def _scrolled(panel: Panel) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(panel)
    return area
