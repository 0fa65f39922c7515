"""The editor of one record, drawn from its declared form in paper order.

    editor = FormEditor(form, office_surroundings(store, ...), save=lambda values: records.create(...))
    editor.set_record(record)          # or a new one: set_record(records.defaults(store, form.id))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.forms import Field, Form
from crm_desktop.kit.i18n import N_, _
from ui.kit import theme, words
from ui.kit.actions import Action, Keys
from ui.kit.editors import Editor, Surroundings, make_editor
from ui.kit.editors.base import is_form_key
from ui.kit.form_editor_footer import FormFooter
from ui.kit.form_editor_layout import TWO_COLUMNS_FROM, FieldBox, Section, sections_of
from ui.kit.theme import px

DRAFT_MS, NEAR_MS, WIDEST = 4000, 250, 1120
Values = dict[str, Any]


class FormEditor(QWidget):
    """Edits one record. Nothing typed is ever lost: problems stand below their fields, drafts are kept.

    `save(values)` keeps the record; a Problem it raises is shown at its field. `fields` chooses and
    orders the fields (default: all, paper first). `locked` maps a field to why it can't be changed
    here ("" for no word). `near` maps a field to a look at what is typed: its sentence (or "") is
    shown below, a moment after typing. `save_draft(raw)` keeps what is typed; `discard()` closes.
    """

    changed = Signal()
    saved = Signal()

    def __init__(self, form: Form, around: Surroundings, *, save: Callable[[Values], object] | None = None,
                 fields: Sequence[str] | None = None, locked: Mapping[str, str] | None = None,
                 near: Mapping[str, Callable[[str], str]] | None = None, save_text: words.Message = N_("Save"),
                 extra: Sequence[Action] = (), print_: Callable[[], object] | None = None,
                 discard: Callable[[], object] | None = None, save_draft: Callable[[Values], object] | None = None,
                 tell: Callable[[str], object] | None = None, footer: bool = True, parent: QWidget | None = None
                 ) -> None:
        super().__init__(parent)
        self.form, self.around = form, around
        self._save, self._print, self._discard = save, print_, discard
        self._save_draft, self._tell, self._extra = save_draft, tell, tuple(extra)
        self._near = dict(near or {})
        self._columns, self._filling = 0, False
        self._clean: Values = {}
        self.record: Values = {}
        self.boxes: dict[str, FieldBox] = {}
        self.sections: list[Section] = []
        self._draft_timer, self._near_timer = self._timer(DRAFT_MS, self.flush_draft), self._timer(NEAR_MS, self._look)
        self._near_waiting: set[str] = set()
        self._build(fields, dict(locked or {}), save_text, footer)
        self._keys = Keys(self)
        self._keys.set([replace(a, more_keys=()) for a in self.actions() if a.id in ("form_save", "form_problem")])

    # What stands in it

    def set_record(self, record: Values) -> None:
        """Show a record; what stands now counts as unchanged."""
        self.record = dict(record)
        self._filling = True
        for name, editor in self.editors.items():
            editor.set_value(record.get(name))
        self._filling = False
        self.mark_clean()

    def values(self) -> Values:
        """The values of every field that is kept, None for empty or not understood ones."""
        return {name: e.value() for name, e in self.editors.items() if e.field.stored}

    def changes(self) -> Values:
        """Only the values that differ from the record that was set."""
        return {k: v for k, v in self.values().items() if v != self.record.get(k)}

    def raw(self) -> Values:
        """Everything typed, also what is not understood, as plain values for a draft."""
        found = {name: e.raw() for name, e in self.editors.items() if e.field.stored}
        return {name: raw for name, raw in found.items() if raw is not None}

    def set_raw(self, raw: Values) -> None:
        """Put a draft back; the form counts as changed."""
        self._filling = True
        for name, editor in self.editors.items():
            if editor.field.stored:
                editor.set_raw(raw.get(name))
        self._filling = False
        self.changed.emit()

    def is_dirty(self) -> bool:
        """Whether anything was typed since the record was set."""
        return self.raw() != self._clean

    def mark_clean(self) -> None:
        """What stands now counts as kept."""
        self._clean = self.raw()
        self._draft_timer.stop()
        self._show_problems({})

    def value(self, name: str) -> Any:
        """The value of one field."""
        return self.editors[name].value()

    def put(self, name: str, value: Any) -> None:
        """Fill in one field for her (a contact's telephone); it counts as typed."""
        self.editors[name].set_value(value)

    @property
    def editors(self) -> dict[str, Editor]:
        """The editors by field id, in paper order."""
        return {name: box.editor for name, box in self.boxes.items()}

    # What can be done

    def actions(self) -> list[Action]:
        """Everything the form can do, for footer and menus."""
        found = [Action("form_save", self._save_text, self.save, key="Ctrl+S", icon="check", primary=True, menu="file")]
        found += self._extra
        if self._print is not None:
            found.append(Action("form_print", N_("Print"), self._print, key="Ctrl+P", icon="printer", menu="file"))
        found += [Action("form_discard", N_("Discard"), self.discard, key="Esc"),
                  Action("form_problem", N_("Next problem"), self.next_problem, key="Ctrl+E", shown=False)]
        return found

    def save(self) -> bool:
        """Check and keep; says whether it was kept."""
        QGuiApplication.inputMethod().commit()
        for editor in self.editors.values():
            editor.settle()
        if not self.check():
            self.next_problem(first=True)
            return False
        try:
            if self._save is not None:
                self._save(self.values())
        except Problem as problem:
            self.show_problems(problem.problems if isinstance(problem, Problems) else (problem,))
            self.next_problem(first=True)
            return False
        self.mark_clean()
        self.saved.emit()
        return True

    def check(self) -> bool:
        """Show what is wrong at its field; says whether nothing is."""
        found: dict[str, str] = {}
        for name, editor in self.editors.items():
            field = editor.field
            sentence = editor.problem()
            needed = field.required and field.stored and field.default != "auto_number" and not editor.read_only
            if not sentence and needed and editor.is_empty():
                sentence = _("{label} is needed.").format(label=field.text())
            if sentence:
                found[name] = sentence
        self._show_problems(found)
        return not found

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what saving found wrong: at the field, or in the footer where there is none."""
        at_fields = {p.field: p.sentence for p in problems if p.field in self.boxes}
        self._show_problems({k: v for k, v in at_fields.items() if k})
        rest = [p.sentence for p in problems if p.field not in self.boxes]
        if self.footer is not None:
            self.footer.say(" ".join(rest))
        elif rest and self._tell is not None:
            self._tell(" ".join(rest))

    def problems(self) -> dict[str, str]:
        """What is shown as wrong now, by field."""
        return {name: box.problem.text() for name, box in self.boxes.items() if box.problem.text()}

    def next_problem(self, first: bool = False) -> None:
        """Ctrl+E: the keyboard goes to the next field with a problem."""
        wrong = list(self.problems())
        if not wrong:
            return
        names, here = list(self.boxes), self.current()
        after = [n for n in wrong if here is not None and names.index(n) > names.index(here)]
        self.focus(wrong[0] if first or not after else after[0])

    def discard(self) -> None:
        """Esc: leave it; what was typed is kept as a draft, and that is said."""
        if self.is_dirty() and self._save_draft is not None:
            self.flush_draft()
            if self._tell is not None:
                self._tell(_("Not saved. What you typed is kept as a draft."))
        if self._discard is not None:
            self._discard()

    def flush_draft(self) -> None:
        """Keep the draft now: every few seconds, and before the page is left or the office locked."""
        self._draft_timer.stop()
        if self._save_draft is None or not self.is_dirty():
            return
        self._save_draft(self.raw())
        if self.footer is not None:
            self.footer.set_draft(clock.now().astimezone(self.around.context().zone).strftime("%H:%M:%S"))

    def forget(self) -> None:
        """Drop all text: the office is being locked. Keep the draft first (flush_draft)."""
        self._draft_timer.stop()
        self._near_timer.stop()
        self.set_record({})
        for editor in self.editors.values():
            getattr(editor, "forget", lambda: None)()
            self.boxes[editor.field.id].near.say("")

    # The keyboard

    def focus(self, name: str) -> None:
        """Put the keyboard into a field and bring it into view."""
        box = self.boxes[name]
        self.scroll.ensureWidgetVisible(box, 0, px(24))
        box.editor.focus_widget().setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """The first field that is empty and can be typed in, else the first."""
        open_ = [n for n, e in self.editors.items() if e.field.stored and not e.read_only]
        empty = [n for n in open_ if self.editors[n].is_empty() and self.editors[n].field.default != "auto_number"]
        if open_:
            self.focus((empty or open_)[0])

    def current(self) -> str | None:
        """The field that has the keyboard."""
        focus = self.focusWidget()
        return next((n for n, b in self.boxes.items() if focus is not None and b.isAncestorOf(focus)), None)

    def event(self, event: QEvent) -> bool:
        """Keys of the form work wherever in it the keyboard is, before those of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_form_key(event) \
                and (event.key() != Qt.Key.Key_P or self._key_action("Ctrl+P") is not None):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Save, print, next problem, sections, leave."""
        if not is_form_key(event):
            super().keyPressEvent(event)
            return
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.next_section(1 if key == Qt.Key.Key_PageDown else -1)
            return
        keys = {Qt.Key.Key_S: "Ctrl+S", Qt.Key.Key_P: "Ctrl+P", Qt.Key.Key_E: "Ctrl+E", Qt.Key.Key_Escape: "Esc"}
        action = self._key_action(keys[Qt.Key(key)])
        if action is None:
            event.ignore()
        else:
            action.trigger()

    def next_section(self, step: int) -> None:
        """Ctrl+PgDn, Ctrl+PgUp: the first field of the next or previous section."""
        here = self.boxes.get(self.current() or "")
        place = next((n for n, s in enumerate(self.sections) if here in s.boxes), -1 if step > 0 else 0)
        place = max(0, min(len(self.sections) - 1, place + step))
        box = next((b for b in self.sections[place].boxes if b.field.type != "signature"), None)
        if box is not None:
            self.focus(box.field.id)

    def _key_action(self, key: str) -> Action | None:
        return next((a for a in self.actions() if key in a.keys()), None)

    def _go_on(self, name: str) -> None:
        names = list(self.boxes)
        for other in names[names.index(name) + 1:]:
            if self.editors[other].field.stored and not self.editors[other].read_only:
                self.focus(other)
                return
        if self.footer is not None:
            self.footer.buttons["form_save"].setFocus(Qt.FocusReason.TabFocusReason)

    # Building and laying out

    def _build(self, fields: Sequence[str] | None, locked: dict[str, str], save_text: words.Message, footer: bool
               ) -> None:
        self._save_text = save_text
        chosen = [self.form.by_id[f] for f in fields] if fields is not None else self._all_fields()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "page")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, px(12), 0)
        self.column.setSpacing(px(16))
        for group, members in sections_of(self.form, chosen):
            self._add_section(group, members, locked)
        self.column.addStretch(1)
        inside.setMaximumWidth(px(WIDEST))
        self.scroll.setWidget(inside)
        outer.addWidget(self.scroll, 1)
        actions = self.actions()
        jump = actions[-1]
        self.footer = FormFooter([a for a in actions if a.shown], jump) if footer else None
        if self.footer is not None:
            outer.addWidget(self.footer)
        words.put_name(self, self.form.text)
        self.setTabOrders()

    def _all_fields(self) -> list[Field]:
        return [f for f in self.form.fields if not (f.system and f.default == "auto_number")]

    def _add_section(self, group: Any, members: Sequence[Field], locked: dict[str, str]) -> None:
        boxes = []
        for field in members:
            editor = make_editor(field, self.around)
            if field.id in locked or (field.default == "auto_number" and self.form.numbering != "plain"):
                editor.set_read_only(True)
            box = FieldBox(editor, locked.get(field.id, ""))
            self._join(editor)
            self.boxes[field.id] = box
            boxes.append(box)
        section = Section(_title_of(group) if group is not None else "", boxes)
        self.sections.append(section)
        self.column.addWidget(section)

    def _join(self, editor: Editor) -> None:
        name = editor.field.id
        if editor.field.default == "auto_number" and hasattr(editor, "line"):
            words.put_hint(editor.line, N_("Given when saved"))
        editor.changed.connect(lambda: self._typed(name))
        editor.left.connect(lambda: self._left(name))
        editor.next_asked.connect(lambda: self._go_on(name))

    def setTabOrders(self) -> None:  # noqa: N802 - beside Qt's setTabOrder
        """Tab goes along the rows as on paper."""
        stops = [e.focus_widget() for e in self.editors.values() if e.field.type != "signature"]
        if self.footer is not None:
            stops += [b for b in self.footer.buttons.values()]
        for one, two in zip(stops, stops[1:], strict=False):
            QWidget.setTabOrder(one, two)

    def arrange(self) -> None:
        """Lay everything out for the width, font and language in force."""
        two = self.width() / theme.look().factor >= TWO_COLUMNS_FROM
        self._columns = 2 if two else 1
        for section in self.sections:
            section.arrange(self._columns)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """One column or two."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() / theme.look().factor >= TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self.arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font: other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.sections:
            QTimer.singleShot(0, self, self.arrange)

    def retranslate(self) -> None:
        """Labels changed their length; problems are said again in the new language."""
        self.arrange()
        if self.problems():
            self.check()

    # While she types

    def _typed(self, name: str) -> None:
        if self._filling:
            return
        box = self.boxes[name]
        if box.problem.text() and not box.editor.problem():
            self._say(name, "")
        if name in self._near:
            self._near_waiting.add(name)
            self._near_timer.start()
        if self._save_draft is not None and not self._draft_timer.isActive():
            self._draft_timer.start()
        self.changed.emit()

    def _left(self, name: str) -> None:
        if not self._filling:
            self._say(name, self.editors[name].problem())

    def _look(self) -> None:
        for name in sorted(self._near_waiting):
            self.boxes[name].near.say(self._near[name](self.editors[name].text().strip()))
        self._near_waiting.clear()

    def _say(self, name: str, sentence: str) -> None:
        box = self.boxes[name]
        box.problem.say(sentence)
        box.editor.show_problem(sentence)
        if self.footer is not None:
            self.footer.set_count(len(self.problems()))

    def _show_problems(self, found: dict[str, str]) -> None:
        for name in self.boxes:
            if found.get(name, "") != self.boxes[name].problem.text():
                self._say(name, found.get(name, ""))
        if self.footer is not None:
            self.footer.say("")
            self.footer.set_count(len(found))

    def _timer(self, after: int, act: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(lambda: act())
        return timer


def _title_of(group: Any) -> Callable[[], str]:
    from crm_desktop.kit.i18n import pick
    return lambda: pick(group.label)
