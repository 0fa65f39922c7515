"""The popup that sets a condition of a list: first the field, then its answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.editors import Line, Suggester, Suggestion, Surroundings
from ui.kit.editors.base import is_enter
from ui.kit.fields import SearchBox
from ui.kit.table.chooser import Popup, roomy
from ui.kit.theme import px
from ui.kit.widgets import Label, empty_out, row

_VALUE = Qt.ItemDataRole.UserRole
_RANGES = ("date", "datetime", "money", "int", "score", "duration")
_TEXTS = ("text", "multiline", "address", "email", "phone")
_LINKS = ("customer_ref", "contact_ref", "form_ref")
_LISTS = ("choice", "multi_choice", "bool", "user_ref")


class FieldPopup(Popup):
    """Asks for a field; what is asked of it then is added below by ConditionPopup."""

    applied = Signal(str, object)

    def __init__(self, owner: QWidget, fields: Sequence[Field], around: Surroundings,
                 now: dict[str, Condition]) -> None:
        super().__init__(owner, N_("Add a condition"))
        self.fields, self.around, self.now = list(fields), around, now
        self.field: Field | None = None
        self.first: QWidget = self  # of the answers: where the keyboard goes
        self._read: Callable[[], Condition | None] = lambda: None
        self.search = SearchBox(N_("Find a field"))
        self.list = QListWidget()
        words.put_name(self.list, N_("Fields"))
        self.list.setMinimumSize(px(260), px(280))
        for field in self.fields:
            item = QListWidgetItem(field.text())
            item.setData(_VALUE, field.id)
            self.list.addItem(item)
        roomy(self.list)
        self.list.setCurrentRow(0)
        self.search.searched.connect(self._filter)
        self.list.itemClicked.connect(lambda item: self.ask(item.data(_VALUE)))
        self.problem = Label(tone="late", size="small", wrap=True)
        self.problem.hide()
        self.box.addWidget(self.search)
        self.box.addWidget(self.list, 1)
        self.search.setFocus()

    def ask(self, name: str) -> None:
        """Go on to the answers of a field."""
        self.field = next(f for f in self.fields if f.id == name)
        empty_out(self.box)
        title = Label(self.field.text(), bold=True)
        self.box.addWidget(title)

    def apply(self) -> None:
        """Take the condition over; a sentence where an answer is not understood."""
        assert self.field is not None
        try:
            condition = self._read()
        except Problem as problem:
            self.problem.setText(problem.sentence)
            self.problem.show()
            return
        name = self.field.id
        self.close()
        self.applied.emit(name, condition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; arrows move in the list from the search box."""
        if is_enter(event):
            item = self.list.currentItem() if self.field is None else None
            if self.field is not None:
                self.apply()
            elif item is not None and not item.isHidden():
                self.ask(item.data(_VALUE))
        elif self.field is None and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        shown = [i for i in range(self.list.count()) if not self.list.item(i).isHidden()]
        here = self.list.currentRow()
        after = [i for i in shown if (i > here if step > 0 else i < here)]
        if after:
            self.list.setCurrentRow(after[0] if step > 0 else after[-1])

    def _filter(self, text: str) -> None:
        from crm_desktop.kit import hanzi
        wanted = hanzi.fold(text.strip())
        for place in range(self.list.count()):
            title = self.list.item(place).text()
            self.list.item(place).setHidden(
                bool(wanted) and wanted not in hanzi.fold(title) and wanted not in hanzi.initials(title))
        self.list.setCurrentRow(-1)
        self._move(1)


class ConditionPopup(FieldPopup):
    """First which field, then which answers. `applied` carries (field id, Condition | None)."""

    def ask(self, name: str) -> None:
        """Go on to the answers of a field."""
        super().ask(name)
        assert self.field is not None
        kind = self.field.result.type
        if kind in _LISTS:
            self._checklist(self.field)
        elif kind in _RANGES:
            self._from_to(self.field)
        elif kind == "percent":
            self._below(self.field)
        elif kind in _LINKS:
            self._link(self.field)
        else:
            self._contains(self.field)
        self._foot()
        self.adjustSize()
        self.first.show()  # else the keyboard stays with what was taken out of the popup
        self.first.setFocus()

    def _checklist(self, field: Field) -> None:
        answers: list[tuple[Any, str]] = [(c.id, c.word()) for c in field.choices]
        if field.type == "bool":
            answers = [(1, _("Yes")), (0, _("No"))]
        elif field.type == "user_ref":
            answers = [(found[0], found[2]) for found in self.around.suggest("user_ref", "")]
        if field.type not in ("multi_choice",) and not field.multiple:
            answers.append((None, _("not known")))
        old = self.now.get(field.id)
        ticked = list(old.value) if old is not None and old.op == "in" else []
        checks = QListWidget()
        checks.setAccessibleName(field.text())
        checks.setMinimumSize(px(240), px(min(320, 34 * len(answers) + 12)))
        for value, text in answers:
            item = QListWidgetItem(text)
            item.setData(_VALUE, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
            checks.addItem(item)
        roomy(checks)
        checks.setCurrentRow(0)
        self.box.addWidget(checks)
        self.first = checks

        def read() -> Condition | None:
            chosen = [checks.item(i).data(_VALUE) for i in range(checks.count())
                      if checks.item(i).checkState() == Qt.CheckState.Checked]
            return Condition(field.id, "in", chosen) if chosen else None
        self._read = read

    def _line(self, label: words.Message, text: str = "") -> Line:
        line = Line()
        caption = Label(tone="second")
        words.put(caption, label)
        words.put_name(line, label)
        line.setText(text)
        line.setMinimumWidth(px(200))
        line.entered.connect(self.apply)
        self.box.addWidget(caption)
        self.box.addWidget(line)
        return line

    def _from_to(self, field: Field) -> None:
        old = self.now.get(field.id)
        ctx = self.around.context()
        low, high = old.value if old is not None and old.op == "between" else (None, None)
        asked = Field(field.id, "date", field.label) if field.type == "datetime" else field
        first, last = (self._line(text, _end(field, end, ctx)) for text, end in ((N_("From"), low), (N_("To"), high)))
        self.first = first

        def read() -> Condition | None:
            ends = [values.read(asked, line.text(), self.around.context()) for line in (first, last)]
            if field.type == "datetime":
                ends = [_instant(field, ends[0], "00:00", ctx), _instant(field, ends[1], "23:59", ctx)]
            return Condition(field.id, "between", tuple(ends)) if any(e is not None for e in ends) else None
        self._read = read

    def _below(self, field: Field) -> None:
        old = self.now.get(field.id)
        line = self._line(N_("Below (percent)"), f"{old.value:g}" if old is not None and old.op == "lt" else "80")
        line.selectAll()
        self.first = line
        asked = Field(field.id, "percent", field.label)

        def read() -> Condition | None:
            limit = values.read(asked, line.text(), self.around.context())
            return None if limit is None else Condition(field.id, "lt", limit)
        self._read = read

    def _contains(self, field: Field) -> None:
        old = self.now.get(field.id)
        line = self._line(N_("Contains"), str(old.value) if old is not None and old.op == "contains" else "")
        self.first = line
        self._read = lambda: Condition(field.id, "contains", line.text().strip()) if line.text().strip() else None

    def _link(self, field: Field) -> None:
        from crm_desktop.kit.values.links import kind_of
        line = self._line(lambda: field.text())
        line.setMinimumWidth(px(320))
        suggester = Suggester(line, kind_of(field), Surroundings(self.around.context, self.around.suggest))
        found: list[Any] = []
        self.setMinimumHeight(px(380))

        def take(suggestion: Suggestion) -> None:
            found[:] = [suggestion[0]]
            line.setText(suggestion[2])
            self.apply()
        suggester.chosen.connect(take)
        self.first = line

        def read() -> Condition | None:
            value = found[0] if found else values.read(field, line.text(), self.around.context())
            return None if value is None else Condition(field.id, "is", value)
        self._read = read

    def _foot(self) -> None:
        self.box.addWidget(self.problem)
        line = QWidget()
        inside = row(line, spacing=8)
        go, clear = Button(kind="primary", small=True), Button(kind="link")
        words.put(go, N_("Filter"))
        words.put(clear, N_("Without this condition"))
        go.clicked.connect(self.apply)
        clear.clicked.connect(self._drop)
        for part in (clear, go):
            inside.addWidget(part)
        self.box.addWidget(line)

    def _drop(self) -> None:
        assert self.field is not None
        name = self.field.id
        self.close()
        self.applied.emit(name, None)


def _end(field: Field, end: Any, ctx: values.Context) -> str:
    """One end of a range as it is typed; of an instant its day."""
    shown = "" if end is None else values.show(field, end, ctx)
    return shown[:10] if field.type == "datetime" else shown


def _instant(field: Field, day: Any, time: str, ctx: values.Context) -> Any:
    return None if day is None else values.read(field, f"{day} {time}", ctx)
