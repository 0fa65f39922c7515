"""The fields of a form on the screen: made, laid out, filled, read, checked, and walked through by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from crm_desktop.kit.forms import Field, Form, Group
from crm_desktop.kit.i18n import N_, _, pick
from ui.kit import theme, words
from ui.kit.editors import Editor, Surroundings
from ui.kit.form_editor_layout import TWO_COLUMNS_FROM, FieldBox, Section, sections_of
from ui.kit.theme import px
from ui.kit.widgets import column

WIDEST = 1120
Values = dict[str, Any]
Saver = Callable[[Values], object]


def wrong(editor: Editor) -> str:
    """What is wrong with a field, an empty one that is needed too."""
    field = editor.field
    needed = field.required and field.stored and field.default != "auto_number" and not editor.read_only
    if needed and editor.is_empty():
        return _("{label} is needed.").format(label=field.text())
    return editor.problem()


def plain_scroll(area: QScrollArea) -> None:
    """A scroll area without frame, that scrolls up and down only and is no stop for Tab."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class BoxScroll(QScrollArea):
    """Scrolls to where the keyboard is."""

    boxes: dict[str, FieldBox]

    def current(self) -> str | None:
        """The field that has the keyboard."""
        focus = self.window().focusWidget()
        return next((n for n, b in self.boxes.items() if focus is not None and b.isAncestorOf(focus)), None)

    def _show_current(self) -> None:
        """Where the keyboard is stays in view, in a window of any size."""
        if (name := self.current()) is not None:
            self.ensureWidgetVisible(self.boxes[name], 0, px(24))


class FormFields(BoxScroll):
    """All fields of a form, in sections, in paper order. `later`: they are made when `coming` is walked through."""

    typed = Signal(str)         # field id: something was typed or chosen there
    counted = Signal(int)       # how many fields show a problem
    end_reached = Signal()      # Enter in the last field

    def __init__(self, form: Form, around: Surroundings, fields: Sequence[str] | None,
                 locked: Mapping[str, str], heads: Mapping[str, words.Message] | None = None,
                 parent: QWidget | None = None, *, later: bool = False) -> None:
        super().__init__(parent)
        self.form, self.around, self._columns, self._filling = form, around, 0, False
        self.boxes: dict[str, FieldBox] = {}
        self.sections: list[Section] = []
        plain_scroll(self)
        words.put_name(self, form.text)
        inside = QWidget()
        inside.setProperty("role", "page")  # its ground is the sheet's: said before it has its place
        self.setWidget(inside)  # before it is filled: to move a full one costs more than to make it
        inside.setMaximumWidth(px(WIDEST))
        self.box = column(inside, spacing=16)
        self.box.setContentsMargins(0, 0, px(12), 0)
        chosen = [form.by_id[f] for f in fields] if fields is not None else [
            f for f in form.fields if not (f.kept or f.system and f.default == "auto_number")]
        cut = sections_of(form, chosen, tuple(heads or ()))
        self.coming: Iterator[FieldBox] = _made(self, cut, locked, heads or {})
        if not later:
            self.complete()

    def complete(self) -> None:
        """Make the fields that are still to come."""
        for _field in self.coming:
            pass

    @property
    def editors(self) -> dict[str, Editor]:
        """The editors by field id, in paper order."""
        return {name: box.editor for name, box in self.boxes.items()}

    # What stands in them

    def fill(self, record: Values) -> None:
        """Show a record's values."""
        self._filling = True
        for name, editor in self.editors.items():
            editor.set_value(record.get(name))
        self._filling = False

    def fill_raw(self, raw: Values) -> None:
        """Put typed things back."""
        self._filling = True
        for name, editor in self.editors.items():
            if editor.field.stored:
                editor.set_raw(raw.get(name))
        self._filling = False

    def values(self) -> Values:
        """The values of every field that is kept, None for empty or not understood ones."""
        return {name: e.value() for name, e in self.editors.items() if e.field.stored}

    def raw(self) -> Values:
        """Everything typed, as plain values."""
        found = {name: e.raw() for name, e in self.editors.items() if e.field.stored}
        return {name: raw for name, raw in found.items() if raw is not None}

    def settle(self) -> None:
        """Take over what is being typed right now."""
        for editor in self.editors.values():
            editor.settle()

    def forget(self) -> None:
        """Drop all text and every name shown."""
        self.fill({})
        for box in self.boxes.values():
            box.editor.forget()
            box.near.say("")
        self.show_problems({})

    # What is wrong with them

    def check(self) -> bool:
        """Show what is wrong at its field; says whether nothing is."""
        found = {name: wrong(editor) for name, editor in self.editors.items()}
        self.show_problems({name: sentence for name, sentence in found.items() if sentence})
        return not any(found.values())

    def problems(self) -> dict[str, str]:
        """What is shown as wrong now, by field."""
        return {name: box.problem.text() for name, box in self.boxes.items() if box.problem.text()}

    def show_problems(self, found: Mapping[str, str]) -> None:
        """Show these, and no others."""
        for name in self.boxes:
            self.say(name, found.get(name, ""))
        self.counted.emit(len(self.problems()))

    def say(self, name: str, sentence: str) -> None:
        """Show a problem below a field, or (with "") take it away."""
        box = self.boxes[name]
        if sentence != box.problem.text():
            box.problem.say(sentence)
            box.editor.show_problem(sentence)
            self.counted.emit(len(self.problems()))

    def next_problem(self, first: bool = False) -> None:
        """The keyboard goes to the next field with a problem."""
        names, here = list(self.boxes), self.current()
        shown = list(self.problems())
        after = [n for n in shown if here is not None and names.index(n) > names.index(here) and not first]
        for name in (after or shown)[:1]:
            self.focus(name)

    # The keyboard

    def focus(self, name: str) -> None:
        """Put the keyboard into a field and bring it into view."""
        box = self.boxes[name]
        self.ensureWidgetVisible(box, 0, px(24))
        box.editor.focus_widget().setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, self, self._show_current)  # a form just opened is laid out later

    def focus_first(self) -> None:
        """The first empty field that can be typed in, else the first."""
        open_ = [n for n, e in self.editors.items() if e.field.stored and not e.read_only]
        empty = [n for n in open_ if self.editors[n].is_empty() and self.editors[n].field.default != "auto_number"]
        for name in (empty or open_)[:1]:
            self.focus(name)

    def next_section(self, step: int) -> None:
        """The first field of the next or previous section."""
        here = self.boxes.get(self.current() or "")
        place = next((n for n, s in enumerate(self.sections) if here in s.boxes), 0) + step
        place = max(0, min(len(self.sections) - 1, place))
        for box in [b for b in self.sections[place].boxes if b.field.type != "signature"][:1]:
            self.focus(box.field.id)

    def tab_parts(self) -> list[QWidget]:
        """What Tab walks through, in paper order."""
        return [box for box in self.boxes.values() if box.field.type != "signature"]

    def _go_on(self, name: str) -> None:
        names = list(self.boxes)
        for other in names[names.index(name) + 1:]:
            if self.editors[other].field.stored and not self.editors[other].read_only:
                self.focus(other)
                return
        self.end_reached.emit()

    # Making and laying out

    def join(self, editor: Editor) -> None:
        """Hear what is typed into a field."""
        name = editor.field.id
        if editor.field.default == "auto_number" and hasattr(editor, "line"):
            words.put_hint(editor.line, N_("Given when saved"))
        editor.changed.connect(lambda: self._typed(name))
        editor.left.connect(lambda: self._left(name))
        editor.next_asked.connect(lambda: self._go_on(name))

    def _left(self, name: str) -> None:
        if not self._filling:  # that something is needed is said when saving; once said, it stays until it is there
            said = bool(self.boxes[name].problem.text())
            self.say(name, wrong(self.editors[name]) if said else self.editors[name].problem())

    def _typed(self, name: str) -> None:
        if not self._filling:
            editor, said = self.editors[name], self.boxes[name].problem.text()
            if (not wrong(editor)) if said else editor.is_too_long():
                self.say(name, "" if said else editor.problem())
            self.typed.emit(name)

    def _fitting(self) -> int:
        return 2 if self.width() / theme.look().factor >= TWO_COLUMNS_FROM else 1

    def arrange(self) -> None:
        """Lay everything out for the width, font and language in force."""
        self._columns = self._fitting()
        above = any(section.cramped(self._columns) for section in self.sections)  # one manner in the whole form
        for section in self.sections:
            section.arrange(self._columns, above=above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self.arrange()
        QTimer.singleShot(0, self, self._show_current)

    def changeEvent(self, event: QEvent) -> None:
        """Another font: other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and getattr(self, "sections", None):
            self.widget().setMaximumWidth(px(WIDEST))
            QTimer.singleShot(0, self, self.arrange)


def _made(fields: FormFields, sections: Sequence[tuple[Group | None, list[Field]]], locked: Mapping[str, str],
          heads: Mapping[str, words.Message]) -> Iterator[FieldBox]:
    """Field after field, as each is asked for."""
    for group, members in sections:
        head = heads.get(members[0].id) or ((lambda g=group: pick(g.label)) if group is not None else "")
        section = Section(head, fields.widget())
        fields.sections.append(section)
        for field in members:
            box = fields.boxes[field.id] = FieldBox(field, fields.around, locked.get(field.id, ""), section)
            section.boxes.append(box)
            if field.id in locked or (field.default == "auto_number" and fields.form.numbering != "plain"):
                box.editor.set_read_only(True)
            fields.join(box.editor)
            yield box
        fields.box.addWidget(section)
    fields.box.addStretch(1)
