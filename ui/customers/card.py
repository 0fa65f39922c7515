"""The customer card: health, master data, timeline, and the panels features offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
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
MASTER, PANELS, TABS_BELOW = 316, 276, 960   # effective pixels; the last is the width of the card itself
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
        line = row(spacing=12)
        line.addWidget(self._master())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        words.put_name(self.tabs, N_("Timeline and panels"))
        line.addWidget(self.tabs, 1)
        self.side = self._side()
        line.addWidget(self.side)
        box.addLayout(line, 1)
        self.tabs.addTab(self.timeline, "")
        self.tabs.tabBar().hide()
        self._folded = False

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
            getattr(panel, "leave", lambda: None)()

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
        self._name_tabs()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Panels beside the timeline, or as tabs of it."""
        super().resizeEvent(event)
        self._widths()
        fold = event.size().width() / theme.look().factor < TABS_BELOW
        if fold != self._folded:
            self._folded = fold
            self._fold(fold)

    def _widths(self) -> None:
        self.master.setFixedWidth(px(MASTER))
        self.side.setFixedWidth(px(PANELS))

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

    def _fold(self, fold: bool) -> None:
        for panel in self.panels:
            if fold:
                self.pile.removeWidget(panel)
                holder = QScrollArea()
                holder.setWidgetResizable(True)
                holder.setFrameShape(QFrame.Shape.NoFrame)
                holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                holder.setWidget(panel)
                self.tabs.addTab(holder, "")
                panel.show()
            else:
                holder = self.tabs.widget(1)
                self.tabs.removeTab(1)
                assert isinstance(holder, QScrollArea)
                holder.takeWidget()
                self.pile.insertWidget(self.pile.count() - 1, panel)
                panel.show()
                holder.deleteLater()
        self.side.setVisible(not fold)
        self.tabs.tabBar().setVisible(fold)
        self._name_tabs()

    def _name_tabs(self) -> None:
        self.tabs.setTabText(0, _("Timeline"))
        for place in range(1, self.tabs.count()):
            self.tabs.setTabText(place, self.panels[place - 1].accessibleName())
