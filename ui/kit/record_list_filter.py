"""The line above a list: filter box, chips of the conditions in force, a button for columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from crm_desktop.kit import feature, forms
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition
from ui.kit import theme, words
from ui.kit.buttons import Button, Chip
from ui.kit.editors import Surroundings
from ui.kit.editors.flow import FlowBox
from ui.kit.record_list_conditions import described, fields_to_ask
from ui.kit.record_list_popup import ConditionPopup
from ui.kit.record_list_search import ListSearch
from ui.kit.theme import px


class FilterBar(QWidget):
    """What a list is filtered by, to see and to change."""

    searched = Signal(str)
    entered = Signal()                       # Enter in the box: the chosen row
    into = Signal()                          # an arrow, or Esc in the empty box: the keyboard goes to the list
    stepped = Signal(int)                    # F3 in the box: the next or previous row
    condition_set = Signal(str, object)      # field id, Condition | None
    columns_asked = Signal()

    def __init__(self, form_id: str, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.entity, self.around = forms.get(form_id), feature.entity(form_id), around
        self._where: tuple[Condition, ...] = ()
        self._tight = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(8))
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self.search = ListSearch(N_("Characters, pinyin, end of a telephone number"))
        words.put_name(self.search, N_("Find in this list"))
        words.put_about(self.search, N_("Characters, pinyin, end of a telephone number"))
        self.search.setMaximumWidth(px(360))
        self.search.searched.connect(self.searched)
        self.search.editingFinished.connect(self._left)
        self.search.returnPressed.connect(self.entered)
        self.search.into.connect(self.into)
        self.search.left.connect(self.into)
        self.search.stepped.connect(self.stepped)
        self.chips = FlowBox(gap=8)
        self.add_button = Button(kind="flat", icon="plus")
        words.put(self.add_button, N_("Condition"))
        self.add_button.clicked.connect(self.ask_condition)
        self.chips.flow.addWidget(self.add_button)
        self.columns_button = Button(icon="columns-3")
        words.put(self.columns_button, lambda: "" if self._tight else words.said(N_("Columns")))
        words.put_name(self.columns_button, N_("Columns"))
        self.columns_button.clicked.connect(self.columns_asked)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self.search, 0, 0, top)
        self._grid.addWidget(self.chips, 0, 1)
        self._grid.addWidget(self.columns_button, 0, 2, top)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The line never keeps the window wide: its conditions go below, its button becomes an icon."""
        wide = max(px(168) + theme.field_height(), self.chips.minimumSizeHint().width())
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room the conditions stand below, and an icon stands for the columns."""
        super().resizeEvent(event)
        self.search.setMinimumWidth(px(160))
        self.search.setMaximumWidth(px(360))
        tight = self.width() < px(480)
        if tight != self._tight:
            self._tight = tight
            self._grid.removeWidget(self.chips)
            self._grid.addWidget(self.chips, 1 if tight else 0, 0 if tight else 1, 1, 3 if tight else 1)
            words.retranslate(self.columns_button)
            words.put_tip(self.columns_button, N_("Columns") if tight else "")

    def set_text(self, text: str) -> None:
        """Put text into the box without searching."""
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)

    def type_letter(self, letter: str) -> None:
        """A letter typed in the list comes here, the input method off: it would take the first letter raw."""
        self.search.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.search.setFocus()
        self.search.setText(letter)

    def focus(self) -> None:
        """Ctrl+F: into the box, the input method on."""
        self.search.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self.search.setFocus()
        self.search.selectAll()

    def ask_condition(self) -> None:
        """The popup that adds or changes a condition."""
        now = {c.field: c for c in self._where}
        popup = ConditionPopup(self.add_button, fields_to_ask(self.form, self.entity), self.around, now)
        popup.applied.connect(self.condition_set)
        popup.show_below()

    def show_conditions(self, where: Sequence[Condition]) -> None:
        """A chip for each condition, with a cross."""
        self._where = tuple(where)
        for chip in self.chips.findChildren(Chip):
            self.chips.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips.flow.removeWidget(self.add_button)
        for condition in where:
            text = described(condition, self.form, self.around.context())
            chip = Chip(text, icon="funnel", removable=True)
            chip.setMinimumHeight(theme.field_height())
            chip.setAccessibleName(_("Take away the condition {text}").format(text=text))
            chip.removed.connect(lambda name=condition.field: self.condition_set.emit(name, None))
            self.chips.flow.addWidget(chip)
            chip.show()
        self.chips.flow.addWidget(self.add_button)
        self.chips.updateGeometry()

    def retranslate(self) -> None:
        """Chips in the language in force."""
        self.show_conditions(self._where)

    def _left(self) -> None:
        if not self.search.hasFocus():
            self.search.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
