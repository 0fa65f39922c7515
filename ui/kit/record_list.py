"""The list page of any entity: views, filter box, conditions, columns, table, empty states, count in words.

    self.list = RecordList(session, "customer_master", new=action, import_=action)
    self.body.addWidget(self.list, 1)
    self.list.opened.connect(self.open_card);  self.list.changed.connect(self.update_words)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from crm_desktop.kit import feature, forms
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition, Listing, Query
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.buttons import Button, Chip
from ui.kit.editors.flow import FlowBox
from ui.kit.editors.office import office_surroundings
from ui.kit.fields import SearchBox
from ui.kit.record_list_conditions import ConditionPopup, described, fields_to_ask
from ui.kit.record_list_views import View, ViewBar
from ui.kit.table import Column, ColumnsPopup, Table, columns_of
from ui.kit.theme import px
from ui.kit.widgets import EmptyState, Sheet, column, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

__all__ = ["Column", "RecordList", "View"]


@dataclass(frozen=True)
class Shown:
    """What the list shows besides its columns: enough to come back to it."""

    text: str = ""
    where: tuple[Condition, ...] = ()
    sort: tuple[str, ...] = ()


class RecordList(QWidget):
    """A list of one entity's records.

    `columns` replaces or adds columns by id (computed ones with marks). `fixed` conditions always
    hold and are not shown (the purchases of one customer). `views` come before the user's own.
    `remember` is the key under which columns, widths, order and own views are kept.
    """

    opened = Signal(int)
    previewed = Signal(int)
    edit_asked = Signal(int)
    delete_asked = Signal(list)
    menu_asked = Signal(list, QPoint)
    chosen_changed = Signal()
    changed = Signal()          # count, filter or order changed: head and status line

    def __init__(self, session: Session, form_id: str, *, views: Sequence[View] = (), columns: Sequence[Column] = (),
                 new: Action | None = None, import_: Action | None = None, fixed: Sequence[Condition] = (),
                 remember: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.form, self.entity = session, forms.get(form_id), feature.entity(form_id)
        self.fixed, self._remember = tuple(fixed), remember or f"list.{form_id}"
        own = {c.id: c for c in columns}
        self.all_columns = [own.pop(c.id, c) for c in columns_of(self.form, self.entity)] + list(own.values())
        self.around = office_surroundings(session.store)
        self.shown = Shown(sort=self._kept_sort())
        self.listing: Listing | None = None
        self.total = 0
        self._actions = (new, import_)
        self._build(views)
        self._put_columns(self._kept_columns())
        self.refresh()

    # What page writers use

    def query(self) -> Query:
        """What is shown, for export, print and reports."""
        return Query(self.form.id, self.shown.text, (*self.fixed, *self.shown.where), self._sort())

    def column_ids(self) -> list[str]:
        """The fields shown, in order, for export and print."""
        return [str(c) for c in self.table.layout_now()["columns"]]

    def refresh(self, notice: Notice | None = None) -> None:  # noqa: ARG002 - pages pass their notice on
        """Read the list anew; the current record stays current."""
        self._run(keep=True)
        self.total = Query(self.form.id, "", self.fixed, self._sort()).run(self.session.store).count \
            if self._is_filtered() else (self.listing.count if self.listing else 0)
        self.views.count_soon()
        self._show_state()

    def choose(self, record: int) -> bool:
        """Make a record current; says whether it is in the list."""
        place = self.listing.index_of(record) if self.listing else -1
        if place >= 0:
            self.table.choose_row(place)
        return place >= 0

    def current_id(self) -> int | None:
        """The record of the current row."""
        return self.table.current_id() if self.listing and self.listing.count else None

    def chosen_ids(self) -> list[int]:
        """The records selected."""
        return self.table.chosen_ids()

    def count_words(self) -> str:
        """How many, in words: "214 of 486", "1000+ of 486"."""
        if self.listing is None or not self._is_filtered():
            return f"{self.total:,}"
        count = f"{self.listing.count:,}" + ("+" if self.listing.capped else "")
        return _("{count} of {total}").format(count=count, total=f"{self.total:,}")

    def status(self) -> str:
        """The list in words for the status line."""
        if self.listing is None:
            return ""
        count = f"{self.listing.count:,}" + ("+" if self.listing.capped else "")
        parts = [_("Shown {count} of {total}").format(count=count, total=f"{self.total:,}") if self._is_filtered()
                 else _("{total} in all").format(total=f"{self.total:,}")]
        if self.table.chosen_rows() > 1:
            parts.append(_("{count} selected").format(count=f"{self.table.chosen_rows():,}"))
        for key in self._sort()[:1]:
            title = next((c.head() for c in self.all_columns if c.id == key.lstrip("-")), "")
            if title:
                sentence = _("by {column}, descending") if key.startswith("-") else _("by {column}, ascending")
                parts.append(sentence.format(column=title))
        return " · ".join(parts)

    def actions(self) -> list[Action]:
        """What every list can do, for the page's own list of actions."""
        return [
            Action("list_filter", N_("Filter the list"), self.focus_filter, key="Ctrl+F", icon="search", shown=False),
            Action("list_condition", N_("Add a condition"), self.ask_condition, icon="filter", shown=False),
            Action("list_columns", N_("Choose columns"), self.ask_columns, icon="columns-3", shown=False, menu="view"),
            Action("list_clear", N_("Clear the conditions"), self.clear_filter, icon="funnel-x", shown=False),
            Action("list_keep_view", N_("Save as view…"), self.views.ask_name, icon="plus", shown=False, menu="view"),
        ]

    def state(self) -> dict[str, Any]:
        """Where in the list she is, for Page.state."""
        return {"record": self.current_id()}

    def restore(self, state: dict[str, Any]) -> None:
        """Back to a state given by `state`."""
        if state.get("record") is not None:
            self.choose(int(state["record"]))

    def forget(self) -> None:
        """Drop all customer text."""
        self.table.forget()
        self.listing = None
        self.shown = Shown(sort=self.shown.sort)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._show_chips()

    def first_focus(self) -> QWidget:
        """The table, or the filter box where there is nothing."""
        return self.table if self.listing is not None and self.listing.count else self.search

    def focus_filter(self) -> None:
        """Ctrl+F: into the filter box, the input method on."""
        self.search.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self.search.setFocus()
        self.search.selectAll()

    def show_where(self, where: Sequence[Condition], sort: Sequence[str] = (), text: str = "") -> None:
        """Show these conditions: a view, or where a number of a page leads."""
        self.shown = Shown(text, tuple(where), tuple(sort) or self.shown.sort)
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)
        self._show_chips()
        self.refresh()

    def clear_filter(self) -> None:
        """Everything again."""
        self.views.choose_all()
        self.show_where(())

    def set_condition(self, name: str, condition: Condition | None) -> None:
        """One condition more, changed, or (None) gone."""
        rest = [c for c in self.shown.where if c.field != name]
        self.show_where((*rest, condition) if condition is not None else rest, text=self.search.text())

    def ask_condition(self) -> None:
        """The popup that adds or changes a condition."""
        now = {c.field: c for c in self.shown.where}
        popup = ConditionPopup(self.add_button, fields_to_ask(self.form, self.entity), self.around, now)
        popup.applied.connect(self.set_condition)
        popup.show_below()

    def ask_columns(self) -> None:
        """The popup that chooses columns."""
        popup = ColumnsPopup(self.columns_button, self.all_columns, self.column_ids())
        popup.changed.connect(lambda ids: self._put_columns(ids, keep=True))
        popup.restored.connect(self.restore_columns)
        popup.show_below()

    def restore_columns(self) -> None:
        """The columns, widths and order the entity began with."""
        self.session.settings.set(self._remember, None)
        self.shown = Shown(self.shown.text, self.shown.where, ())
        self._put_columns(list(self.entity.columns))
        self.refresh()

    # Building

    def _build(self, views: Sequence[View]) -> None:
        box = column(self, spacing=12)
        self.views = ViewBar(self, views)
        box.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        line = row(spacing=8)
        self.search = SearchBox(N_("Characters, pinyin, end of a telephone number"))
        self.search.setMinimumWidth(px(264))
        self.search.setMaximumWidth(px(320))
        self.search.searched.connect(self._search)
        self.search.editingFinished.connect(self._search_left)
        self.search.returnPressed.connect(lambda: self.table.setFocus())
        self.chips = FlowBox(gap=8)
        self.add_button = Button(kind="flat", icon="plus")
        words.put(self.add_button, N_("Condition"))
        self.add_button.clicked.connect(self.ask_condition)
        self.chips.flow.addWidget(self.add_button)
        self.columns_button = Button(icon="columns-3")
        words.put(self.columns_button, N_("Columns"))
        self.columns_button.clicked.connect(self.ask_columns)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self.search, 2, top)
        line.addWidget(self.chips, 3)
        line.addWidget(self.columns_button, 0, top)
        box.addLayout(line)
        self._build_table()
        holder = QWidget()
        self.stack = QStackedLayout(holder)
        self.stack.setContentsMargins(0, 0, 0, 0)
        for part in (self._table_sheet(), self._empty(), self._nothing_found()):
            self.stack.addWidget(part)
        box.addWidget(holder, 1)

    def _build_table(self) -> None:
        self.table = Table(self.session.store.context)
        words.put_name(self.table, self.form.text)
        for name in ("opened", "previewed", "edit_asked", "delete_asked", "menu_asked"):
            getattr(self.table, name).connect(getattr(self, name))
        self.table.chosen_changed.connect(self._chosen)
        self.table.typed.connect(self._type)
        self.table.copied.connect(self.session.clip)
        self.table.too_many.connect(lambda count: self.session.tell(
            _("{count} rows are too many to copy. Use the export.").format(count=f"{count:,}"), "near"))
        self.table.sort_asked.connect(self._sorted)
        self.table.layout_changed.connect(self._keep_layout)

    def _table_sheet(self) -> QWidget:
        sheet = Sheet(margin=0)
        self.table.setFrameShape(Table.Shape.NoFrame)
        sheet.box.setContentsMargins(1, 1, 1, 1)
        sheet.box.addWidget(self.table)
        return sheet

    def _empty(self) -> QWidget:
        new, import_ = self._actions
        link = (import_.text, import_.trigger) if import_ is not None and isinstance(import_.text, str) else None
        return EmptyState(lambda: _("Nothing here yet: {form}.").format(form=self.form.text()), new, link)

    def _nothing_found(self) -> QWidget:
        clear = Action("list_clear_empty", N_("Clear the conditions"), self.clear_filter, icon="funnel-x")
        return EmptyState(N_("Nothing fits these conditions."), clear)

    # What happens

    def _sort(self) -> tuple[str, ...]:
        return self.shown.sort or (self.entity.sort,)

    def _is_filtered(self) -> bool:
        return bool(self.shown.text.strip() or self.shown.where)

    def _run(self, *, keep: bool) -> None:
        self.listing = self.query().run(self.session.store)
        self.table.set_listing(self.listing, self._sort(), keep=keep)

    def _show_state(self) -> None:
        empty = self.listing is None or self.listing.count == 0
        self.stack.setCurrentIndex(0 if not empty else 2 if self._is_filtered() else 1)
        self.changed.emit()

    def _search(self, text: str) -> None:
        self.shown = Shown(text, self.shown.where, self.shown.sort)
        self._run(keep=False)
        self._show_state()

    def _search_left(self) -> None:
        if not self.search.hasFocus():
            self.search.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)

    def _type(self, letter: str) -> None:
        # Pinyin, initials and digits typed in the list: the input method would take the first letter raw.
        self.search.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.search.setFocus()
        self.search.setText(letter)

    def _sorted(self, sort: tuple[str, ...]) -> None:
        self.shown = Shown(self.shown.text, self.shown.where, sort)
        self._run(keep=True)
        self._keep_layout()
        self._show_state()

    def _chosen(self) -> None:
        self.chosen_changed.emit()
        QTimer.singleShot(0, self, self.changed.emit)

    def _show_chips(self) -> None:
        for chip in self.chips.findChildren(Chip):
            self.chips.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips.flow.removeWidget(self.add_button)
        for condition in self.shown.where:
            text = described(condition, self.form, self.session.store.context())
            chip = Chip(text, icon="funnel", removable=True)
            chip.setAccessibleName(_("Take away the condition {text}").format(text=text))
            chip.removed.connect(lambda name=condition.field: self.set_condition(name, None))
            self.chips.flow.addWidget(chip)
        self.chips.flow.addWidget(self.add_button)
        self.chips.updateGeometry()

    def retranslate(self) -> None:
        """Heads, values and chips in the language in force."""
        self._show_chips()
        self._put_columns(self.column_ids())
        self._run(keep=True)
        self.changed.emit()

    # What is remembered

    def _kept(self) -> dict[str, Any]:
        kept = self.session.settings.get(self._remember)
        return kept if isinstance(kept, dict) else {}

    def _kept_columns(self) -> list[str]:
        known = {c.id for c in self.all_columns}
        kept = [c for c in self._kept().get("columns", ()) if c in known]
        return kept or [c for c in self.entity.columns if c in known]

    def _kept_sort(self) -> tuple[str, ...]:
        sortable = {c.id for c in self.all_columns if c.sortable}
        return tuple(k for k in self._kept().get("sort", ()) if str(k).lstrip("-") in sortable)

    def _put_columns(self, ids: Sequence[str], keep: bool = False) -> None:
        by_id = {c.id: c for c in self.all_columns}
        self.table.set_columns([by_id[i] for i in ids if i in by_id], self._kept().get("widths"))
        if self.listing is not None:
            self.table.set_listing(self.listing, self._sort())
        if keep:
            self._keep_layout()

    def _keep_layout(self) -> None:
        layout = self.table.layout_now()
        widths = {**self._kept().get("widths", {}), **layout["widths"]}
        self.session.settings.set(self._remember, {"columns": layout["columns"], "widths": widths,
                                                   "sort": list(self.shown.sort)})


