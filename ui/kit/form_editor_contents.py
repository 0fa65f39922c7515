"""What stands in a form: set, read, compared with what was kept, put back from a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.editors import Editor
from ui.kit.form_editor_fields import FormFields, Values
from ui.kit.form_editor_footer import FormFooter
from ui.kit.form_editor_layout import FieldBox


class FormContents(QWidget):
    """The contents of a FormEditor, which adds keys, saving and drafts."""

    changed = Signal()
    fields: FormFields
    footer: FormFooter | None
    record: Values
    _clean: Values

    # Made before it is asked for

    def grow(self) -> Iterator[None]:
        """Field after field, each with its look."""
        for box in self.fields.coming:
            box.ensurePolished()
            yield

    def complete(self) -> None:
        """It is asked for now: the fields that are missing."""
        self.fields.complete()
        self.order_tabs()

    def order_tabs(self) -> None:
        """Qt's own order, for who asks for it: fields as on paper, then the foot."""
        stops = [box.editor.focus_widget() for box in self.fields.tab_parts()]
        stops += list(self.footer.buttons.values()) if self.footer is not None else []
        for one, two in zip(stops, stops[1:], strict=False):
            QWidget.setTabOrder(one, two)

    # What stands in it

    def set_record(self, record: Values) -> None:
        """Show a record; what stands now counts as unchanged."""
        self.record = dict(record)
        self.fields.fill(record)
        self.mark_clean()

    def values(self) -> Values:
        """The values of every field that is kept, None for empty or not understood ones."""
        return self.fields.values()

    def changes(self) -> Values:
        """Only the values that differ from the record that was set."""
        return {k: v for k, v in self.values().items() if v != self.record.get(k)}

    def raw(self) -> Values:
        """Everything typed, also what is not understood, as plain values for a draft."""
        return self.fields.raw()

    def set_raw(self, raw: Values) -> None:
        """Put a draft back; the form counts as changed."""
        self.fields.fill_raw(raw)
        self.changed.emit()

    def is_dirty(self) -> bool:
        """Whether anything was typed since the record was set."""
        return self.raw() != self._clean

    def mark_clean(self) -> None:
        """What stands now counts as kept."""
        self._clean = self.raw()
        self.fields.show_problems({})

    def value(self, name: str) -> Any:
        """The value of one field."""
        return self.editors[name].value()

    def put(self, name: str, value: Any) -> None:
        """Fill in one field for her (a contact's telephone); it counts as typed."""
        self.editors[name].set_value(value)

    @property
    def editors(self) -> dict[str, Editor]:
        """The editors by field id, in paper order."""
        return self.fields.editors

    @property
    def boxes(self) -> dict[str, FieldBox]:
        """The fields with caption and sentences, by field id."""
        return self.fields.boxes

    def problems(self) -> dict[str, str]:
        """What is shown as wrong now, by field."""
        return self.fields.problems()

    def check(self) -> bool:
        """Show what is wrong at its field; says whether nothing is."""
        return self.fields.check()

    def next_problem(self, first: bool = False) -> None:
        """Ctrl+E: the keyboard goes to the next field with a problem."""
        self.fields.next_problem(first)

    def focus(self, name: str) -> None:
        """Put the keyboard into a field and bring it into view."""
        self.fields.focus(name)

    def focus_first(self) -> None:
        """The first field that is empty and can be typed in, else the first."""
        self.fields.focus_first()
