"""The card of one record: what stands in it, whose it is, and every change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.kit import feature, forms, records
from crm_desktop.kit.i18n import N_, _
from ui.kit import theme, words
from ui.kit.days import day_text, parts
from ui.kit.event_rows import ChangesModel, EventList
from ui.kit.record_view import RecordView
from ui.kit.theme import px
from ui.kit.widgets import Button, Label, Sheet

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

SIDE_FROM, SIDE_WIDE = 800, 300  # effective width from which on there is room beside; how much it takes


class Card(QWidget):
    """What the page asks of any card."""

    head_changed = Signal()
    back_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form_id, self.record = "", 0
        self.values: dict[str, Any] = {}
        back = QShortcut(QKeySequence("Esc"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self._escape)

    def show_record(self, form_id: str, record: int) -> None:
        """Show that record. Raises Problem when it is gone."""
        self.form_id, self.record = form_id, record
        self.values = records.whole(self.session.store, form_id, record)

    def refresh(self, notice: Notice | None) -> None:  # noqa: ARG002 - a card may look at it
        """Read it again."""
        self.show_record(self.form_id, self.record)

    def leave(self) -> None:
        """Before another face or page comes."""

    def forget(self) -> None:
        """Drop all text."""
        self.form_id, self.record, self.values = "", 0, {}

    def close_inner(self) -> bool:
        """Esc: close what is open inside, the innermost first. False where nothing is: then the card is left."""
        return False

    def _escape(self) -> None:
        if not self.close_inner():
            self.back_asked.emit()

    def first_focus(self) -> QWidget | None:
        """What gets the keyboard."""
        return None

    def title(self) -> str:
        """The record's name."""
        if not self.record:
            return ""
        return records.name_of(self.session.store, self.form_id, self.record) or forms.get(self.form_id).text()

    def subtitle(self) -> str:
        """Which form it is."""
        return forms.get(self.form_id).text() if self.form_id else ""

    def chips(self) -> list[tuple[str, bool]]:
        """Short words beside the title: (text, quiet)."""
        return []

    def status(self) -> str:
        """Who entered and who changed it last, and when."""
        if not self.values:
            return ""
        ctx = self.session.store.context()
        made, changed = (" ".join(filter(None, (day_text(day, ctx), time))) for day, time in (
            parts(self.values["created_at"], ctx), parts(self.values["changed_at"], ctx)))
        number = self.values.get(forms.get(self.form_id).number_field) or ""
        return _("{number} · entered {made} · last changed {changed} by {user}").format(
            number=number, made=made, changed=changed,
            user=records.user_name(self.session.store, self.values["changed_by"]))


class RecordCard(Card):
    """The plain card: the record at the left, customer and changes at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.view: RecordView | None = None
        self.sheet = Sheet(margin=16)
        self.customer = Button(kind="link", icon="building-2")
        self.customer.clicked.connect(self._open_customer)
        head = Label(bold=True)
        words.put(head, N_("Changes"))
        self.changes = ChangesModel(session.store)
        self.list = EventList(N_("Changes"), narrow=True)
        self.list.setModel(self.changes)
        self.side = Sheet()
        self.side.box.addWidget(self.customer)
        self.side.box.addWidget(head)
        self.side.box.addWidget(self.list, 1)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(px(12))
        self.line.addWidget(self.sheet, 1)
        self.line.addWidget(self.side)

    def show_record(self, form_id: str, record: int) -> None:
        """The record as it is now."""
        super().show_record(form_id, record)
        if self.view is None or self.view.form.id != form_id:
            if self.view is not None:
                self.sheet.box.removeWidget(self.view)
                self.view.deleteLater()
            self.view = RecordView(self.session, form_id, missing=lambda values: [])
            self.sheet.box.addWidget(self.view)
        self.view.show_record(record)
        self.changes.show(form_id, record)
        words.put(self.customer, self._customer_name)
        self.customer.setVisible(self._customer() is not None)

    def forget(self) -> None:
        """Drop all text."""
        super().forget()
        self.changes.clear()
        words.drop(self.customer)
        self.customer.setText("")
        if self.view is not None:
            self.view.forget()

    def retranslate(self) -> None:
        """The changes in the language in force."""
        if self.record:
            self.changes.show(self.form_id, self.record)

    def first_focus(self) -> QWidget | None:
        """The record itself, to scroll in it."""
        return self.view.reader if self.view is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The changes go below where there is no room beside."""
        super().resizeEvent(event)
        narrow = event.size().width() / theme.look().factor < SIDE_FROM
        self.line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.side.setMaximumWidth(16777215 if narrow else px(SIDE_WIDE))
        self.side.setMinimumWidth(0 if narrow else px(SIDE_WIDE))
        self.sheet.setMinimumHeight(px(160) if narrow else 0)
        self.list.setMinimumHeight(px(48) if narrow else px(120))
        self.side.setMaximumHeight(max(px(104), min(px(200), event.size().height() // 3)) if narrow else 16777215)

    def _customer(self) -> int | None:
        field = feature.entity(self.form_id).customer if self.form_id else None
        return self.values.get(field) if field else None

    def _customer_name(self) -> str:
        customer = self._customer()
        return (records.name_of(self.session.store, "customer_master", customer) or "") if customer else ""

    def _open_customer(self) -> None:
        customer = self._customer()
        if customer:
            self.session.open("customer_master", customer)
