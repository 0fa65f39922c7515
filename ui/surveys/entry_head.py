"""The head of the sheet being keyed: whose it is, the number on the paper, the day; and the written answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit import clock, forms
from crm_desktop.kit.i18n import N_
from crm_desktop.surveys import model
from ui.kit import words
from ui.kit.editors import Editor, make_editor
from ui.kit.editors.flow import FlowBox
from ui.kit.editors.links import LinkEditor
from ui.kit.editors.office import office_surroundings
from ui.kit.theme import px
from ui.kit.widgets import Label, SegmentBar, column, row

if TYPE_CHECKING:
    from ui.kit.session import Session

ANONYMOUS, NAMED = "anonymous", "named"


class EntryHead(QFrame):
    """`changed`: something was typed; `done`: Enter, on to the items."""

    changed = Signal()
    done = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        around = replace(office_surroundings(session.store), create=None)  # digits meant for the items make nobody
        fields = forms.get(model.FORM).by_id
        line = row(self, spacing=12)
        line.setContentsMargins(px(12), px(8), px(12), px(8))
        self.mode = SegmentBar([(ANONYMOUS, N_("Anonymous")), (NAMED, N_("For a customer"))], name=N_("Whose sheet"))
        self.mode.chosen.connect(self._switched)
        line.addWidget(self.mode)
        self.flow = FlowBox(gap=12, line_gap=6)
        self.editors: dict[str, Editor] = {}
        self.pairs: dict[str, QWidget] = {}
        for name, width in (("employer", 280), ("name", 84), ("sheet_no", 72), ("answered_on", 128)):
            editor = self.editors[name] = make_editor(fields[name], around)
            editor.setFixedWidth(px(width))
            editor.changed.connect(self.changed)
            editor.next_asked.connect(self.done)
            self.pairs[name] = pair = QWidget()
            inside = row(pair, spacing=6)
            label = Label(tone="second")
            words.put(label, fields[name].text)
            label.setBuddy(editor)
            inside.addWidget(label)
            inside.addWidget(editor)
            self.flow.flow.addWidget(pair)
        line.addWidget(self.flow, 1)
        self.set_mode(ANONYMOUS)

    @property
    def employer(self) -> LinkEditor:
        """The customer's line."""
        found = self.editors["employer"]
        assert isinstance(found, LinkEditor)
        return found

    def set_mode(self, mode: str) -> None:
        """Anonymous sheets have no customer and no name."""
        self.mode.choose(mode)
        for name in ("employer", "name"):
            self.pairs[name].setVisible(mode == NAMED)

    def is_named(self) -> bool:
        """Whether the sheets are those of customers."""
        return self.mode.current() == NAMED

    def start(self, customer: int | None = None) -> None:
        """The next sheet: the day stays as it was, the rest is empty."""
        for name in ("employer", "name", "sheet_no"):
            self.editors[name].set_value(None)
            self.editors[name].show_problem("")
        if self.editors["answered_on"].value() is None:
            self.editors["answered_on"].set_value(clock.today(self.session.store.zone).isoformat())
        if customer is not None:
            self.set_mode(NAMED)
            self.employer.set_value(customer)

    def focus_customer(self) -> None:
        """The keyboard goes to the customer, to type another; an anonymous sheet becomes one of a customer."""
        if not self.is_named():
            self.set_mode(NAMED)
        if self.employer.value() is not None:
            self.employer.change()  # what is typed now is another name; Enter alone leaves the customer
        self.employer.focus_widget().setFocus()

    def values(self) -> dict[str, Any]:
        """What the head says of the sheet."""
        named = self.is_named()
        found = {n: e.value() for n, e in self.editors.items() if named or n not in ("employer", "name")}
        return {**found, "anonymous": not named}

    def settle(self) -> tuple[str, str] | None:
        """Understand what was typed; the first field that can't be, with its sentence."""
        for name, editor in self.editors.items():
            editor.settle()
            if not self.is_named() and name in ("employer", "name"):
                continue
            sentence = editor.problem()
            editor.show_problem(sentence)
            if sentence:
                return name, sentence
        return None

    def point(self, name: str, sentence: str) -> None:
        """A problem found when saving."""
        if name in ("employer", "name"):
            self.set_mode(NAMED)
        self.editors[name].show_problem(sentence)
        self.editors[name].focus_widget().setFocus()

    def keep(self) -> dict[str, Any]:
        """For a draft."""
        return {"mode": self.mode.current(), **{n: e.raw() for n, e in self.editors.items()}}

    def put_back(self, kept: dict[str, Any]) -> None:
        """From a draft."""
        self.set_mode(NAMED if kept.get("mode") == NAMED else ANONYMOUS)
        for name, editor in self.editors.items():
            editor.set_raw(kept.get(name))

    def forget(self) -> None:
        """Drop names."""
        for editor in self.editors.values():
            editor.set_value(None)
        self.employer.forget()

    def _switched(self, mode: str) -> None:
        self.set_mode(mode)
        if mode == NAMED:
            self.focus_customer()
        else:
            self.done.emit()
        self.changed.emit()


class EntryWords(QFrame):
    """The written answers at the end of the sheet. `done`: Enter in an empty first or in the last line."""

    changed = Signal()
    done = Signal()
    back_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        around, fields = office_surroundings(session.store), forms.get(model.FORM).by_id
        box = column(self, spacing=6)
        box.setContentsMargins(px(12), px(8), px(12), px(8))
        self.editors: dict[str, Any] = {}
        self.labels: list[Label] = []
        for name in model.TEXTS:
            editor = self.editors[name] = make_editor(replace(fields[name], type="text"), around)
            editor.changed.connect(self.changed)
            line = row(spacing=12)
            label = Label(tone="second", wrap=True)
            words.put(label, fields[name].text)
            label.setBuddy(editor)
            self.labels.append(label)
            line.addWidget(label)
            line.addWidget(editor, 1)
            box.addLayout(line)
            self.last_row = line
            editor.next_asked.connect(lambda n=name: self._entered(n))
        self.first().installEventFilter(self)
        words.put_hint(self.editors[model.TEXTS[0]].line,
                       N_("The cursor comes here after the last item. Nothing written: press Enter"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines have another width."""
        super().resizeEvent(event)
        self.retranslate()

    def retranslate(self) -> None:
        """A long question wraps before its line has no room."""
        for label in self.labels:
            whole = label.fontMetrics().horizontalAdvance(label.text()) + px(4)
            label.setFixedWidth(min(whole, self.width() * 3 // 10))

    def start(self) -> None:
        """Empty lines."""
        for editor in self.editors.values():
            editor.set_value(None)

    def first(self) -> QWidget:
        """The first line."""
        found: QWidget = self.editors[model.TEXTS[0]].line
        return found

    def focus(self) -> None:
        """The keyboard goes to the first line."""
        self.first().setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Backspace, numpad minus and the up arrow in an empty first line go back to the items."""
        if event.type() == QEvent.Type.KeyPress and watched is self.first():
            key, pad = event.key(), event.modifiers() & Qt.KeyboardModifier.KeypadModifier  # type: ignore[attr-defined]
            empty = not self.editors[model.TEXTS[0]].line.text()
            if key == Qt.Key.Key_Up or (empty and (key == Qt.Key.Key_Backspace or (key == Qt.Key.Key_Minus and pad))):
                self.back_asked.emit()
                return True
        return super().eventFilter(watched, event)

    def values(self) -> dict[str, Any]:
        """What was written."""
        return {n: e.value() for n, e in self.editors.items()}

    def put_back(self, kept: dict[str, Any]) -> None:
        """From a draft."""
        for name, editor in self.editors.items():
            editor.set_value(kept.get(name))

    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return all(e.is_empty() for e in self.editors.values())

    def _entered(self, name: str) -> None:
        first, second = (self.editors[n] for n in model.TEXTS)
        if name == model.TEXTS[0] and not first.is_empty() and second.is_empty():
            second.line.setFocus()
        else:
            self.done.emit()
