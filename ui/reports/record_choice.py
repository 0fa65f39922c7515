"""Which record a report prints: the newest, or one found by a fragment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import feature, forms, records, search
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
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
        return describe(store, form_id, Query(form_id, sort=("-id",)).run(store).ids(0, most))
    ids = [h.record for h in search.find(store.db.conn, text, forms=(form_id,), limit=most)]
    people = [h.record for h in search.find(store.db.conn, text, forms=(_CUSTOMER,), limit=most)]
    if entity.customer and people:
        of_them = Query(form_id, where=(Condition(entity.customer, "in", people),), sort=("-id",))
        ids += of_them.run(store).ids(0, most)
    return describe(store, form_id, list(dict.fromkeys(ids))[:most])


def describe(store: Store, form_id: str, ids: list[int]) -> list[Suggestion]:
    """Records as they are listed: name and number; one that only has a number with its customer."""
    entity, number = feature.entity(form_id), forms.get(form_id).number_field
    columns = [number, *([entity.customer] if entity.customer else [])]
    found, names = [], records.names(store, form_id, ids)
    for row_ in Query(form_id).run(store).read(ids, columns):
        shown, name = str(row_.get(number) or ""), names.get(row_["id"], "")
        customer = row_.get(entity.customer) if entity.customer else None
        if customer and name in ("", shown):
            found.append((row_["id"], "", shown, records.name_of(store, _CUSTOMER, customer) or ""))
        else:
            found.append((row_["id"], shown if shown != name else "", name or shown, ""))
    return found


class RecordChoice(QWidget):
    """A line with the record's name; empty it for the newest. `changed` when another record was chosen."""

    changed = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._form, self._record = store, "", None
        self.begins_newest = True  # while nothing is chosen; else the report has a beginning of its own
        box = row(self, spacing=8)
        self.label = Label(tone="second")
        words.put(self.label, N_("Record"))
        self.line = Line()
        self.line.setMinimumWidth(px(260))
        words.put_hint(self.line, self._hint)
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

    @property
    def form(self) -> str:
        """Of which form a record is asked for."""
        return self._form

    def record(self) -> int | None:
        """The record chosen, None for the newest."""
        return self._record

    def named(self) -> str:
        """The record that is printed, in words: the one chosen, else the newest."""
        if self._record is not None:
            return self._words(self._record)
        newest = self._newest() if self.begins_newest else None
        return "" if newest is None else self._words(newest)

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

    def _hint(self) -> str:
        """What is printed while nothing is chosen."""
        if not self.begins_newest:
            return words.said(N_("Characters, pinyin or telephone"))
        newest = self._newest()
        if newest is None:
            return words.said(N_("The newest; type to find another"))
        return words.said(N_("{name} (the newest); type to find another"), name=self._words(newest))

    def _newest(self) -> int | None:
        found = Query(self._form, sort=("-id",)).run(self._store).ids(0, 1) if self._form else []
        return found[0] if found else None

    def _words(self, record: int) -> str:
        found = describe(self._store, self._form, [record])
        return "  ".join(filter(None, (found[0][2], found[0][1], found[0][3]))) if found else ""

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

