"""What is read, and as what: the form, the file, its sheet, its encoding."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import feature, forms
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.sheets import ENCODINGS, Sheet
from ui.kit import theme, words
from ui.kit.actions import Action
from ui.kit.buttons import action_button
from ui.kit.editors.combo import Combo
from ui.kit.editors.flow import FlowBox
from ui.kit.theme import px
from ui.kit.widgets import Busy, ElidedLabel, Label, row
from ui.kit.words import Message

_SAME = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf_8": "utf-8"}


class SourceLine(FlowBox):
    """`form_changed` when other records are meant, `changed` when the file must be read again."""

    form_changed = Signal()
    changed = Signal()

    def __init__(self, choose: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=20, line_gap=6)
        self.form, self.sheet, self.encoding = Combo(), Combo(), Combo()
        for form_id in feature.entities():
            self.form.addItem(forms.get(form_id).text(), form_id)
        self.name = ElidedLabel(bold=True)
        self.choose = action_button(choose)
        self.busy = Busy()
        self._file_box = QWidget()
        line = row(self._file_box, spacing=8)
        line.addWidget(self.choose)
        line.addWidget(self.name, 1)
        self._boxes = [self._labelled(N_("Bring in"), self.form), self._file_box,
                       self._labelled(N_("Sheet"), self.sheet), self._labelled(N_("Encoding"), self.encoding),
                       self.busy]
        for box in self._boxes:
            self.flow.addWidget(box)
        self.form.activated.connect(lambda _n: self.form_changed.emit())
        self.sheet.activated.connect(lambda _n: self.changed.emit())
        self.encoding.activated.connect(lambda _n: self.changed.emit())
        self._level()
        self.clear()

    def form_id(self) -> str:
        """What is brought in."""
        return str(self.form.currentData())

    def set_form(self, form_id: str) -> None:
        """Choose without announcing it."""
        self.form.setCurrentIndex(max(0, self.form.findData(form_id)))

    def hold(self, writing: bool) -> None:
        """While records are written, nothing else is chosen."""
        for part in (self.form, self.choose, self.sheet, self.encoding):
            part.setEnabled(not writing)

    def clear(self) -> None:
        """No file."""
        self.set_file(None)
        self.sheet.clear()
        self.encoding.clear()
        self._boxes[2].hide()
        self._boxes[3].hide()

    def set_file(self, path: Path | None) -> None:
        """The file's name; nothing is known of it yet."""
        self.name.setText(path.name if path else "")
        self.name.setVisible(path is not None)
        width = min(px(280), self.name.sizeHint().width() + px(4)) if path else 0
        self.name.setMinimumWidth(width)

    def show_sheet(self, sheet: Sheet) -> None:
        """The sheets of the workbook, or the encoding found."""
        self.sheet.clear()
        for name in sheet.sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(self.sheet.findData(sheet.name))
        self._boxes[2].setVisible(len(sheet.sheets) > 1)
        self._boxes[3].setVisible(sheet.encoding is not None)
        if sheet.encoding is not None:
            self._show_encoding(sheet.encoding)

    def chosen(self) -> tuple[str | None, str | None]:
        """Encoding and sheet as chosen; None where the file decides."""
        encoding = self.encoding.currentData() if self.encoding.count() else None
        sheet = self.sheet.currentData() if self.sheet.count() > 1 else None
        return encoding, sheet

    def retranslate(self) -> None:
        """Titles of the forms in the language now in force."""
        for place in range(self.form.count()):
            self.form.setItemText(place, forms.get(self.form.itemData(place)).text())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The parts of a line stand at one height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._level()

    def _show_encoding(self, found: str) -> None:
        code = _SAME.get(found.lower(), found)
        self.encoding.clear()
        for codec, name in ENCODINGS:
            self.encoding.addItem(name, codec)
        if self.encoding.findData(code) < 0:
            self.encoding.addItem(code.upper(), code)
        self.encoding.setCurrentIndex(self.encoding.findData(code))

    def _level(self) -> None:
        for box in self._boxes:
            box.setMinimumHeight(theme.field_height())

    def _labelled(self, text: Message, control: Combo) -> QWidget:
        box = QWidget()
        line = row(box, spacing=8)
        label = Label(tone="second")
        words.put(label, text)
        words.put_name(control, text)
        label.setBuddy(control)
        line.addWidget(label)
        line.addWidget(control)
        return box
