"""Links to several records: chips that can be taken away, and a line to add one more."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import forms, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.values.links import kind_of
from crm_desktop.kit.values.links import name as link_name
from ui.kit import words
from ui.kit.editors.base import Editor, Suggestion, Surroundings
from ui.kit.editors.flow import FlowBox
from ui.kit.editors.lines import Line
from ui.kit.editors.suggest import Suggester
from ui.kit.theme import px
from ui.kit.widgets import Chip


class LinksEditor(Editor):
    """Several records: chips that can be taken away, and a line to add one more."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self._links: list[Any] = []
        self.chips = FlowBox(self, gap=8)
        self.line = Line(self.chips)
        self.line.setMinimumWidth(px(160))
        words.put_hint(self.line, N_("Add one more"))
        words.put_name(self.line, self.spoken_name)
        self._controls.append(self.line)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        self.chips.flow.addWidget(self.line)
        self.box.addWidget(self.chips, 1)
        self.suggester = Suggester(self.line, kind_of(field), around)
        self.suggester.chosen.connect(self._chosen)
        self.suggester.create_asked.connect(self._create)
        self.line.entered.connect(self._entered)
        self.line.textEdited.connect(lambda: self.changed.emit())

    def value(self) -> Any | None:
        """The ids, in the order chosen."""
        return list(self._links) or None

    def set_value(self, value: Any | None) -> None:
        """Show these records."""
        self._links = list(value) if isinstance(value, list) else [] if value is None else [value]
        self.line.clear()
        self._show()
        self.changed.emit()

    def text(self) -> str:
        """The names, and what is typed besides."""
        names = values.show(self.field, self.value(), self.around.context())
        return " ".join(filter(None, (names, self.line.text())))

    def set_text(self, text: str) -> None:
        """Type for her; exact numbers and names are taken at once."""
        self.line.setText(text)
        self.settle()
        self.changed.emit()

    def raw(self) -> Any:
        """The ids, and the text typed besides."""
        if self.line.text().strip():
            return {"v": list(self._links), "t": self.line.text()}
        return {"v": list(self._links)} if self._links else None

    def set_raw(self, raw: Any) -> None:
        """Put both back."""
        self.set_value(raw.get("v") if isinstance(raw, dict) else None)
        self.line.setText(str(raw.get("t", "")) if isinstance(raw, dict) else "")

    def problem(self) -> str:
        """Text without a record chosen."""
        if not self.line.text().strip():
            return ""
        return self.not_chosen(self.line.text())

    def settle(self) -> None:
        """Exact numbers or names need no choosing."""
        try:
            found = values.read(self.field, self.line.text(), self.around.context())
        except Problem:
            return
        if found:
            self.line.clear()
            self._links += [link for link in found if link not in self._links]
            self._show()
            self.changed.emit()

    def set_read_only(self, read_only: bool) -> None:
        """No line to add, no crosses."""
        super().set_read_only(read_only)
        self.line.setVisible(not read_only)
        self._show()

    def forget(self) -> None:
        """Drop names of records."""
        self.suggester.forget()

    def _show(self) -> None:
        for chip in self.chips.findChildren(Chip):
            self.chips.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips.flow.removeWidget(self.line)
        for link in self._links:
            name = link_name(self.field, link, self.around.context())
            chip = Chip(name, removable=not self.read_only)
            chip.setAccessibleName(name if self.read_only else _("Take away {name}").format(name=name))
            if not self.read_only:
                chip.removed.connect(lambda link=link: self._remove(link))
            self.chips.flow.addWidget(chip)
        self.chips.flow.addWidget(self.line)
        self.chips.updateGeometry()

    def _remove(self, link: Any) -> None:
        self._links = [other for other in self._links if other != link]
        self._show()
        self.line.setFocus()
        self.changed.emit()

    def _chosen(self, found: Suggestion) -> None:
        form = found[3] if not kind_of(self.field) else ""
        link: Any = {"form": form, "id": found[0]} if form in forms.ids() else found[0]
        if link not in self._links:
            self._links.append(link)
        self.line.clear()
        self._show()
        self.show_problem("")
        self.changed.emit()

    def _create(self, name: str) -> None:
        made = self.around.create(kind_of(self.field), name) if self.around.create else None
        if made is not None:
            self._chosen((made, "", name, ""))

    def _entered(self) -> None:
        self.settle()
        if not self.line.text().strip():
            self.next_asked.emit()
