"""Which record a report prints: the newest, or one found by a fragment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import feature, forms, records, search
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store import Store, layout
from ui.kit import words
from ui.kit.editors.base import MOST_SHOWN, Suggestion, Surroundings
from ui.kit.editors.lines import Line
from ui.kit.editors.suggest import Suggester
from ui.kit.theme import px
from ui.kit.widgets import IconButton, Label, row

_CUSTOMER = layout.TARGETS["customer_ref"]


def suggest(store: Store, form_id: str, text: str) -> list[Suggestion]:
    """Records of a form that fit a fragment of their own or of their customer's; the newest for no fragment."""
    entity, most = feature.entity(form_id), MOST_SHOWN + 1
    if not text.strip():
        ids = store.column(f'SELECT id FROM "{entity.table}" WHERE deleted_at IS NULL ORDER BY id DESC LIMIT {most}')
    else:
        ids = [h.record for h in search.find(store.db.conn, text, forms=(form_id,), limit=most)]
        if entity.customer:
            people = [h.record for h in search.find(store.db.conn, text, forms=(_CUSTOMER,), limit=most)]
            marks = ", ".join("?" * len(people))
            ids += store.column(f'SELECT id FROM "{entity.table}" WHERE "{entity.customer}" IN ({marks})'
                                f" AND deleted_at IS NULL ORDER BY id DESC LIMIT {most}", people)
    ids = list(dict.fromkeys(int(i) for i in ids))[:most]
    return [_described(store, form_id, i) for i in ids]


def _described(store: Store, form_id: str, record: int) -> Suggestion:
    """A record as it is listed: name and number; for one that only has a number, its customer."""
    entity, number = feature.entity(form_id), forms.get(form_id).number_field
    row_ = store.row(f'SELECT "{number}" AS number, {entity.customer or "NULL"} AS customer FROM "{entity.table}"'
                     " WHERE id = ?", (record,)) or {}
    shown = str(row_.get("number") or "")
    name = records.name_of(store, form_id, record) or ""
    customer = row_.get("customer")
    if customer and name in ("", shown):
        return record, "", shown, records.name_of(store, _CUSTOMER, customer) or ""
    return record, shown if shown != name else "", name or shown, ""


class RecordChoice(QWidget):
    """A line with the record's name; empty it for the newest. `changed` when another record was chosen."""

    changed = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._form, self._record = store, "", None
        box = row(self, spacing=8)
        self.label = Label(tone="second")
        words.put(self.label, N_("Record"))
        self.line = Line()
        self.line.setMinimumWidth(px(260))
        words.put_hint(self.line, N_("The newest; type to find another"))
        words.put_name(self.line, lambda: words.said(N_("Record of {form}"), form=self._title()))
        self.newest = IconButton("x", N_("Back to the newest record"))
        box.addWidget(self.label)
        box.addWidget(self.line, 1)
        box.addWidget(self.newest)
        around = Surroundings(store.context, suggest=lambda kind, text: suggest(self._store, kind, text))
        self.suggester = Suggester(self.line, "", around)
        self.suggester.chosen.connect(self._chosen)
        self.line.entered.connect(self._entered)
        self.newest.clicked.connect(lambda: self._to(None))
        self.newest.hide()

    def set_form(self, form_id: str) -> None:
        """Of which form a record is asked for; the record chosen is dropped when it is another form."""
        if form_id != self._form:
            self._form = self.suggester.kind = form_id
            words.retranslate(self.line)
            self.set_record(None)

    def record(self) -> int | None:
        """The record chosen, None for the newest."""
        return self._record

    def set_record(self, record: int | None) -> None:
        """Choose without announcing it."""
        self._record = record
        self.line.setText("" if record is None else self._words(record))
        self.line.setCursorPosition(0)
        self.newest.setVisible(record is not None)

    def forget(self) -> None:
        """Drop every name."""
        self.suggester.forget()
        self.line.clear()
        self._record = None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Room for a name at every font size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.line.setMinimumWidth(px(260))

    def _title(self) -> str:
        return forms.get(self._form).text() if self._form else ""

    def _words(self, record: int) -> str:
        try:
            _id, number, name, note = _described(self._store, self._form, record)
        except Problem:
            return ""
        return "  ".join(filter(None, (name, number, note)))

    def _chosen(self, found: Suggestion) -> None:
        self._to(found[0])

    def _entered(self) -> None:
        if not self.line.text().strip():
            self._to(None)
        elif self._record is None or self.line.text() != self._words(self._record):
            self.suggester.look(self.line.text())

    def _to(self, record: int | None) -> None:
        changed = record != self._record
        self.set_record(record)
        if changed:
            self.changed.emit()

