"""The editor of one record, drawn from its declared form in paper order.

    editor = FormEditor(form, office_surroundings(store), save=lambda values: records.create(...))
    editor.set_record(record)          # or a new one: set_record(records.defaults(store, form.id))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import N_, _, sentences
from ui.kit import tab_order, words
from ui.kit.actions import Action, Keys
from ui.kit.editors import Surroundings
from ui.kit.editors.base import is_form_key
from ui.kit.form_editor_contents import FormContents
from ui.kit.form_editor_fields import FormFields, Saver, wrong
from ui.kit.form_editor_footer import FormFooter
from ui.kit.while_seen import WhileSeen
from ui.kit.widgets import column

DRAFT_MS, NEAR_MS = 4000, 250
_KEYS = {Qt.Key.Key_S: "Ctrl+S", Qt.Key.Key_P: "Ctrl+P", Qt.Key.Key_E: "Ctrl+E", Qt.Key.Key_Escape: "Esc"}


class FormEditor(FormContents):
    """Edits one record. Nothing typed is ever lost: problems stand below their fields, drafts are kept.

    `save(values)` keeps the record; a Problem it raises is shown at its field. `fields` chooses and
    orders the fields (default: all, paper first). `locked` maps a field to why it can't be changed
    here ("" for no word). `heads` names a section that begins at a field. `near` maps a field to a look
    at what is typed: its sentence (or "") is shown below, a moment after typing. `save_draft(raw)` keeps
    what is typed, `drop_draft()` forgets it when all is as it was; `discard()` closes. With `later` its fields
    are made by `grow`, and what is missing of them by `complete`.
    """

    saved = Signal()

    def __init__(self, form: Form, around: Surroundings, *, save: Saver | None = None,
                 fields: Sequence[str] | None = None, locked: Mapping[str, str] | None = None,
                 heads: Mapping[str, words.Message] | None = None,
                 near: Mapping[str, Callable[[str], str]] | None = None, save_text: words.Message = N_("Save"),
                 extra: Sequence[Action] = (), print_: Callable[[], object] | None = None,
                 print_text: words.Message = N_("Print"),
                 discard: Callable[[], object] | None = None, save_draft: Saver | None = None,
                 drop_draft: Callable[[], object] | None = None,
                 tell: Callable[[str], object] | None = None, footer: bool = True, later: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self.around, self.record = form, around, dict[str, Any]()
        self._save, self._print, self._discard = save, print_, discard
        self._save_draft, self._drop_draft, self._tell, self._drafted = save_draft, drop_draft, tell, False
        self._save_text, self._print_text = save_text, print_text
        self._extra, self._near = tuple(extra), dict(near or {})
        self._clean = {}
        self.footer: FormFooter | None = None
        self._draft_timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._draft_timer.timeout.connect(self.flush_draft)
        self._near_timer = WhileSeen(self, self._look, NEAR_MS)  # a form that was left looks nothing up
        self._near_timer.setSingleShot(True)
        self._near_waiting: set[str] = set()
        words.put_name(self, form.text)
        box = column(self, spacing=8)
        self.fields = FormFields(form, around, fields, locked or {}, heads, self, later=later)
        self.fields.typed.connect(self._typed)
        box.addWidget(self.fields, 1)
        self.footer = self._make_footer() if footer else None
        self._keys = Keys(self, [a for a in self.actions() if a.id in ("form_save", "form_problem")])
        if not later:
            self.order_tabs()

    def mark_clean(self) -> None:
        """What stands now counts as kept."""
        super().mark_clean()
        self._draft_timer.stop()
        self._drafted = False
        if self.footer is not None:
            self.footer.say("")
            self.footer.set_draft("")

    # What can be done

    def actions(self) -> list[Action]:
        """Everything the form can do, for footer and menus."""
        found = [Action("form_save", self._save_text, self.save, key="Ctrl+S", icon="check", primary=True, menu="file")]
        found += self._extra
        if self._print is not None:
            found.append(Action("form_print", self._print_text, self._print, key="Ctrl+P", icon="printer", menu="file"))
        return [*found, Action("form_discard", N_("Leave"), self.discard, key="Esc"),
                Action("form_problem", N_("Next problem"), self.next_problem, key="Ctrl+E", shown=False)]

    def save(self) -> bool:
        """Check and keep; says whether it was kept."""
        QGuiApplication.inputMethod().commit()
        self.fields.settle()
        if not self.fields.check():
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

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what saving found wrong: at the field, or in the footer where there is none."""
        self._show_problems({p.field: p.sentence for p in problems if p.field in self.boxes})
        rest = sentences(p.sentence for p in problems if p.field not in self.boxes)
        if self.footer is not None:
            self.footer.say(rest)
        elif rest and self._tell is not None:
            self._tell(rest)

    def discard(self) -> None:
        """Esc: leave it; what was typed is kept as a draft, and that is said."""
        if self._save_draft is not None:
            self.flush_draft()  # or, where all was taken out again, forgotten
            if self._drafted and self._tell is not None:
                self._tell(_("Not saved. What you typed is kept as a draft."))
        if self._discard is not None:
            self._discard()

    def keep_drafts(self, keep: Saver, drop: Callable[[], object]) -> None:
        """Where what is typed is kept, and forgotten again."""
        self._save_draft, self._drop_draft = keep, drop

    def flush_draft(self) -> None:
        """Keep the draft now: every few seconds, and before the page is left or the office locked."""
        self._draft_timer.stop()
        dirty = self.is_dirty()
        if dirty and self._save_draft is not None:
            self._save_draft(self.raw())
        elif self._drafted and self._drop_draft is not None:  # all was taken out again
            self._drop_draft()
        self._drafted = dirty
        if self.footer is not None and self._save_draft is not None:
            at = clock.now().astimezone(self.around.context().zone)
            self.footer.set_draft(f"{at:%H:%M:%S}" if dirty else "")

    def set_raw(self, raw: dict[str, Any]) -> None:
        """Put a draft back; the form counts as changed."""
        super().set_raw(raw)
        self._drafted = True

    def forget(self) -> None:
        """Drop all text: the office is being locked. Keep the draft first (flush_draft)."""
        self._near_timer.stop()
        self.record = {}
        self.fields.forget()
        self.mark_clean()

    # The keyboard

    def event(self, event: QEvent) -> bool:
        """Keys of the form work wherever in it the keyboard is, before those of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_form_key(event) \
                and (event.key() != Qt.Key.Key_P or self._print is not None or self._action_of("Ctrl+P")):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save, print, next problem, sections, leave."""
        if is_form_key(event) and event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.fields.next_section(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return
        action = self._action_of(_KEYS[Qt.Key(event.key())]) if is_form_key(event) else None
        if action is None:
            super().keyPressEvent(event)
        else:
            action.trigger()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab and Shift+Tab: field after field as on paper, each control of it, then the foot."""
        parts = [*self.fields.tab_parts(), *([self.footer] if self.footer is not None else [])]
        return tab_order.step(self, parts, 1 if forward else -1) or super().focusNextPrevChild(forward)

    def _action_of(self, key: str) -> Action | None:
        return next((a for a in self.actions() if key in a.keys()), None)

    def _make_footer(self) -> FormFooter:
        actions = self.actions()
        footer = FormFooter([a for a in actions if a.shown], actions[-1], self)
        self.layout().addWidget(footer)
        self.fields.counted.connect(footer.set_count)
        self.fields.end_reached.connect(
            lambda: footer.buttons["form_save"].setFocus(Qt.FocusReason.TabFocusReason))
        return footer

    def retranslate(self) -> None:
        """Labels changed their length; problems that were said are said again in the new language."""
        self.fields.arrange()
        for name in self.problems():
            if sentence := wrong(self.editors[name]):
                self.fields.say(name, sentence)

    # While she types

    def _typed(self, name: str) -> None:
        if name in self._near:
            self._near_waiting.add(name)
            self._near_timer.start()
        if self._save_draft is not None and not self._draft_timer.isActive():
            self._draft_timer.start()
        self.changed.emit()

    def _look(self) -> None:
        for name in sorted(self._near_waiting):
            self.boxes[name].near.say(self._near[name](self.editors[name].text().strip()))
        self._near_waiting.clear()

    def _show_problems(self, found: Mapping[Any, str]) -> None:
        if self.footer is not None:
            self.footer.say("")
        self.fields.show_problems(found)
