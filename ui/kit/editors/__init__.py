"""One editor per field type, all with the same face: value, text, raw, problem, changed, set_read_only.

    editor = make_editor(field, Surroundings(store.context, suggest=...))
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from crm_desktop.kit.forms import Field
from ui.kit.editors.base import Editor, Suggestion, Surroundings
from ui.kit.editors.calendar import CalendarPopup, DateEditor
from ui.kit.editors.choices import ChecksEditor, RadioEditor, fits_a_row
from ui.kit.editors.combo import ComboEditor
from ui.kit.editors.lines import Line, LineEditor, masked
from ui.kit.editors.links import LinkEditor
from ui.kit.editors.long_text import LongTextEditor
from ui.kit.editors.many_links import LinksEditor
from ui.kit.editors.quiet import ComputedEditor, NoteEditor
from ui.kit.editors.suggest import Suggester
from ui.kit.editors.table_field import TableEditor

__all__ = ["CalendarPopup", "ChecksEditor", "ComboEditor", "ComputedEditor", "DateEditor", "Editor", "Line",
           "LineEditor", "LinkEditor", "LinksEditor", "LongTextEditor", "NoteEditor", "RadioEditor", "Suggester",
           "Suggestion", "Surroundings", "TableEditor", "make_editor", "masked"]

_LINKS = ("customer_ref", "contact_ref", "user_ref", "form_ref")
_KINDS: dict[str, Callable[..., Editor]] = {
    "multiline": LongTextEditor, "date": DateEditor, "datetime": DateEditor, "multi_choice": ChecksEditor,
    "bool": RadioEditor, "table": TableEditor, "signature": NoteEditor, "computed": ComputedEditor,
}


def make_editor(field: Field, around: Surroundings, parent: QWidget | None = None) -> Editor:
    """The editor of a field, by its type."""
    if field.type == "choice":
        return (RadioEditor if fits_a_row(field) else ComboEditor)(field, around, parent)
    if field.type in _LINKS:
        # A reference to any form is kept as a list column too, but holds one record unless declared multiple.
        return (LinksEditor if field.multiple else LinkEditor)(field, around, parent)
    return _KINDS.get(field.type, LineEditor)(field, around, parent)
