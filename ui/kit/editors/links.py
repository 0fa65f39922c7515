"""A link to another record: typed as a fragment, chosen from a list, then a chip line with "Change"."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.values.links import kind_of
from crm_desktop.kit.values.links import name as link_name
from crm_desktop.kit.values.text import NAME_LIMIT
from ui.kit import theme, words
from ui.kit.editors.base import Editor, Suggestion, Surroundings
from ui.kit.editors.lines import Line
from ui.kit.editors.suggest import Suggester
from ui.kit.theme import px
from ui.kit.widgets import Button, ElidedLabel, row

_HINTS = {"customer_ref": N_("Characters, pinyin or telephone"), "user_ref": N_("Name or pinyin"),
          "contact_ref": N_("Name or pinyin")}


class Change(Button):
    """ "Change". Letters typed on it are said on: whoever types there has heard another name."""

    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits; every other key is the button's."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if held == Qt.KeyboardModifier.NoModifier and text.strip() and text.isprintable():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


class ChipLine(QFrame):
    """The record that is chosen, and "Change"."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "chipline")
        self.setMinimumHeight(theme.field_height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = row(self, spacing=8)
        line.setContentsMargins(px(10), 0, px(10), 0)
        self.name, self.change = ElidedLabel(bold=True, parent=self), Change(kind="link", parent=self)
        words.put(self.change, N_("Change"))
        line.addWidget(self.name, 1)
        line.addWidget(self.change)


class LinkEditor(Editor):
    """One record of another form. Text for which no record was chosen is kept, with its problem."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self._value: Any = None
        self._before: tuple[str, Any] = ("", None)  # the record "Change" was pressed on, by its name
        self.takes_newcomer = False  # a name that is not known yet may stand here; the form's own save makes the record
        self.newcomer = ""
        self.line = Line(self)
        words.put_hint(self.line, _HINTS.get(field.type, N_("Number or name")))
        self.add_control(self.line)
        self.suggester = Suggester(self.line, kind_of(field), around)
        self.suggester.chosen.connect(self._chosen)
        self.suggester.create_asked.connect(self._create)
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self._entered)
        self.chip: ChipLine | None = None  # made for the first record that is chosen; most fields of a form have none

    def value(self) -> Any | None:
        """The id of the record chosen."""
        return self._value

    def set_value(self, value: Any | None) -> None:
        """Show the record; an id whose record is gone is shown as #id."""
        self._value, self.newcomer, self._before = value, "", ("", None)
        self.line.clear()
        self._show()
        self.changed.emit()

    def text(self) -> str:
        """The record's name, or what was typed."""
        if self._value is not None:
            return link_name(self.field, self._value, self.around.context())
        return self.newcomer or self.line.text()

    def set_text(self, text: str) -> None:
        """Type for her; an exact number or name is taken at once."""
        self._value, self.newcomer = None, ""
        self.line.setText(text)
        self._resolve()
        self._show()
        self.changed.emit()

    def raw(self) -> Any:
        """The id, or the text typed."""
        if self._value is not None:
            return {"v": self._value}
        if self.newcomer:
            return {"n": self.newcomer}
        return {"t": self.line.text()} if self.line.text().strip() else None

    def set_raw(self, raw: Any) -> None:
        """A name that is not known yet, too."""
        if isinstance(raw, dict) and "n" in raw:
            self.set_newcomer(str(raw["n"]))
        else:
            super().set_raw(raw)

    def set_newcomer(self, name: str) -> None:
        """Somebody of that name, who gets a record when the form is saved."""
        self._value, self.newcomer = None, name
        self.line.clear()
        self._show()
        self.changed.emit()

    def problem(self) -> str:
        """Text without a record chosen."""
        if self._value is not None or self.newcomer or not self.line.text().strip():
            return ""
        return self.not_chosen(self.line.text())

    def settle(self) -> None:
        """An exact number or name needs no choosing; nor a name that nothing is like, where a newcomer may stand."""
        if self._is_chosen() or self.line.composing():
            return
        self._resolve()
        text = self.line.text().strip()
        if self._value is not None:
            self._show()
            self.changed.emit()
        elif text and self.takes_newcomer and len(text) <= NAME_LIMIT:
            if not self.around.suggest(kind_of(self.field), text):
                self.set_newcomer(text)

    def set_read_only(self, read_only: bool) -> None:
        """What can't be changed is a line like any other, to be read and copied."""
        super().set_read_only(read_only)
        if self._is_chosen():
            self.line.clear()
        self._show()

    def width_limit(self) -> int:
        """The whole column: a name may be long."""
        return 0

    def focus_widget(self) -> QWidget:
        """The line, or "Change" when a record is chosen."""
        return self._chip_line().change if self._is_chip() else self.line

    def change(self) -> None:
        """Choose another one: the line again with the name in it. Left as it is, it stays the same record."""
        name = self.text()
        self._before = (name, self._value)
        self._value, self.newcomer = None, ""
        self._show()
        self.line.setText(name)
        self.line.selectAll()
        self.line.setFocus()
        self.changed.emit()

    def forget(self) -> None:
        """Drop names of records."""
        self.suggester.forget()

    def _chip_line(self) -> ChipLine:
        if self.chip is None:
            self.chip = ChipLine(self)
            self.chip.change.clicked.connect(self.change)
            self.chip.change.typed.connect(self._typed_over)
            self.chip.change.installEventFilter(self)
            self._controls.append(self.chip.change)
            self.box.addWidget(self.chip, 1)
        return self.chip

    def _is_chosen(self) -> bool:
        return self._value is not None or bool(self.newcomer)

    def _is_chip(self) -> bool:
        return self._is_chosen() and not self.read_only

    def _named(self) -> str:
        return _("{name} (new)").format(name=self.newcomer) if self.newcomer else self.text()

    def _show(self) -> None:
        as_chip = self._is_chip()
        had_focus = self.line.hasFocus() or (self.chip is not None and self.chip.change.hasFocus())
        if self.read_only and self._is_chosen():
            self.line.setText(self._named())
            self.line.setCursorPosition(0)
        if as_chip or self.chip is not None:
            chip = self._chip_line()
            chip.name.setText(self._named() if as_chip else "")
            words.put_name(chip.change, N_("Change {label}: {name}"), label=self.field.text, name=self.text)
        self.setFocusProxy(self.focus_widget())
        shown, hidden = (self.chip, self.line) if as_chip else (self.line, self.chip)
        if shown is not None:
            shown.setVisible(True)
        if had_focus:  # before the other one goes, or Qt hands the keyboard on and the form follows it away
            self.focus_widget().setFocus()
        if hidden is not None:
            hidden.setVisible(False)
        self.suggester.close()

    def _typed_over(self, letters: str) -> None:
        self.change()
        self.line.insert(letters)  # over the name, which is selected
        self.line.textEdited.emit(self.line.text())

    def _typed(self) -> None:
        if self._sentence:
            self.show_problem("")
        self.changed.emit()

    def _entered(self) -> None:
        self.settle()
        self.next_asked.emit()

    def _chosen(self, found: Suggestion) -> None:
        form = found[3] if not kind_of(self.field) else ""
        self.set_value({"form": form, "id": found[0]} if form else found[0])
        self.show_problem("")
        self.next_asked.emit()

    def _create(self, name: str) -> None:
        if self.takes_newcomer:
            self.set_newcomer(name)
            self.show_problem("")
            self.next_asked.emit()
            return
        made = self.around.create(kind_of(self.field), name) if self.around.create else None
        if made is not None:
            self._chosen((made, "", name, ""))

    def _resolve(self) -> None:
        text = self.line.text().strip()
        name, found = self._before
        if found is None or text != name:
            try:
                found = values.read(self.field, text, self.around.context()) if text else None
            except Problem:
                found = None
        if found is not None:
            self._value = found
            self.line.clear()

    def retranslate(self) -> None:
        """Names of records stay, words around them are those of the language."""
        self._show()
