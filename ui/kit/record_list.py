"""The list page of any entity: views, filter box, conditions, columns, table, empty states, count in words.

    self.list = RecordList(session, "customer_master", new=action, import_=action)
    self.body.addWidget(self.list, 1)
    self.list.opened.connect(self.open_card);  self.list.changed.connect(self.update_words)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from crm_desktop.kit import feature, forms
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition, Query
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.editors.office import office_surroundings
from ui.kit.record_list_count import CountedList, Shown
from ui.kit.record_list_filter import FilterBar
from ui.kit.record_list_memory import ListMemory
from ui.kit.record_list_views import View, ViewBar
from ui.kit.table import Column, ColumnsPopup, Table, columns_of
from ui.kit.table.view import open_current, take_keyboard
from ui.kit.widgets import EmptyState, Sheet, column

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

__all__ = ["Column", "RecordList", "View"]


class RecordList(CountedList):
    """A list of one entity's records.

    `columns` replaces or adds columns by id (computed ones with marks). `views` come before the user's own.
    `first` are the columns shown at first.
    """

    opened = Signal(int)
    previewed = Signal(int)
    edit_asked = Signal(int)
    delete_asked = Signal(list)
    menu_asked = Signal(list, QPoint)
    chosen_changed = Signal()
    changed = Signal()          # count, filter, order or selection changed: head and status line

    def __init__(self, session: Session, form_id: str, *, views: Sequence[View] = (), columns: Sequence[Column] = (),
                 new: Action | None = None, import_: Action | None = None, first: Sequence[str] = (),
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.form, self.entity = session, forms.get(form_id), feature.entity(form_id)
        self._actions = (new, import_)
        own = {c.id: c for c in columns}
        self.all_columns = [own.pop(c.id, c) for c in columns_of(self.form, self.entity)] + list(own.values())
        self.memory = ListMemory(session.settings, f"list.{form_id}", self.all_columns,
                                 replace(self.entity, columns=tuple(first)) if first else self.entity)
        self.shown = Shown(sort=self.memory.sort())
        self.listing = None
        self.total = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        self._build(views)
        self.put_columns(self.memory.columns())
        self.refresh()

    # What page writers use

    def column_ids(self) -> list[str]:
        """The fields shown, in order, for export and print."""
        return [str(c) for c in self.table.layout_now()["columns"]]

    def refresh(self, notice: Notice | None = None) -> None:  # noqa: ARG002 - pages pass their notice on
        """Read the list anew; the current record stays current."""
        self._run(keep=True)
        everything = Query(self.form.id)
        self.total = everything.count(self.session.store) if self.is_filtered() else self._count()
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
        return self.table.current_id() if self._count() else None

    def picked_id(self) -> int | None:
        """The record of the current row, when she chose it or looked for it: the first row is current by itself."""
        return self.current_id() if self.shown.text.strip() or not self.table.by_itself else None

    def chosen_ids(self) -> list[int]:
        """The records selected."""
        return self.table.chosen_ids()

    def actions(self) -> list[Action]:
        """What every list can do, for the page's own list of actions."""
        return [
            Action("list_filter", N_("Filter the list"), self.filter.focus, key="Ctrl+F", icon="search", shown=False),
            Action("list_condition", N_("Add a condition"), self.filter.ask_condition, icon="funnel", shown=False),
            Action("list_clear", N_("Clear the conditions"), self.clear_filter, icon="funnel-x", shown=False),
            Action("list_columns", N_("Choose columns"), self.ask_columns, icon="columns-3", shown=False, menu="view"),
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
        self.filter.set_text("")
        self.filter.show_conditions(())

    def first_focus(self) -> QWidget:
        """The table, or the filter box where there is nothing."""
        return self.table if self._count() else self.filter.search

    # Filters, order, columns

    def show_where(self, where: Sequence[Condition], sort: Sequence[str] = (), text: str = "") -> None:
        """Show these conditions: a view, or where a number of a page leads."""
        self.shown = Shown(text, tuple(where), tuple(sort) or self.shown.sort)
        self.filter.set_text(text)
        self.filter.show_conditions(self.shown.where)
        self.refresh()

    def clear_filter(self) -> None:
        """Everything again."""
        self.views.choose_all()
        self.show_where(())

    def set_condition(self, name: str, condition: Condition | None) -> None:
        """One condition more, changed, or (None) gone."""
        rest = [c for c in self.shown.where if c.field != name]
        self.show_where((*rest, condition) if condition is not None else rest, text=self.shown.text)

    def search(self, text: str) -> None:
        """Show what fits the text; for every letter typed."""
        self.shown = replace(self.shown, text=text)
        self._run(keep=not text)  # what was found stays current where everything comes back
        self._show_state()

    def sort_by(self, sort: Sequence[str]) -> None:
        """Another order, remembered."""
        self.shown = replace(self.shown, sort=tuple(sort))
        self._run(keep=True)
        self._keep_layout()
        self._show_state()

    def put_columns(self, ids: Sequence[str], keep: bool = False) -> None:
        """Show these columns; with `keep` remember them."""
        by_id = {c.id: c for c in self.all_columns}
        self.table.set_columns([by_id[i] for i in ids if i in by_id], self.memory.widths())
        if self.listing is not None:
            self.table.set_listing(self.listing, self.sort())
        if keep:
            self._keep_layout()

    def ask_columns(self) -> None:
        """The popup that chooses columns."""
        popup = ColumnsPopup(self.filter.columns_button, self.all_columns, self.column_ids())
        popup.changed.connect(lambda ids: self.put_columns(ids, keep=True))
        popup.restored.connect(self.restore_columns)
        popup.show_below()

    def restore_columns(self) -> None:
        """The columns, widths and order the entity began with."""
        self.memory.forget()
        self.shown = replace(self.shown, sort=())
        self.put_columns(self.memory.columns())
        self.refresh()

    def retranslate(self) -> None:
        """Values, count and order in the language in force."""
        self.put_columns(self.column_ids())
        self._show_state()

    # Inside

    def _build(self, views: Sequence[View]) -> None:
        box = column(self, spacing=12)
        self.views = ViewBar(self, views)
        box.addWidget(self.views, 0, Qt.AlignmentFlag.AlignLeft)
        self.filter = FilterBar(self.form.id, office_surroundings(self.session.store))
        self.table = _table(self)
        self.filter.searched.connect(self.search)
        self.filter.entered.connect(lambda: open_current(self.table))
        self.filter.into.connect(lambda: take_keyboard(self.table))
        self.filter.stepped.connect(self.table.step)
        self.filter.condition_set.connect(self.set_condition)
        self.filter.columns_asked.connect(self.ask_columns)
        box.addWidget(self.filter)
        holder = QWidget()
        self.stack = QStackedLayout(holder)
        clear = Action("list_clear_empty", N_("Clear the conditions"), self.clear_filter, icon="funnel-x")
        for part in (_sheet(self.table), _empty(self, *self._actions),
                     EmptyState(N_("Nothing fits these conditions."), clear)):
            self.stack.addWidget(part)
        box.addWidget(holder, 1)

    def _run(self, *, keep: bool) -> None:
        self.listing = self.query().run(self.session.store)
        self.table.set_listing(self.listing, self.sort(), keep=keep)

    def _show_state(self) -> None:
        self.stack.setCurrentIndex(0 if self._count() else 2 if self.is_filtered() else 1)
        self._soon.start(0)

    def _chosen(self) -> None:
        self.chosen_changed.emit()
        self._soon.start(0)

    def _keep_layout(self) -> None:
        self.memory.keep(self.table.layout_now(), self.shown.sort)


def _table(records: RecordList) -> Table:
    session = records.session
    table = Table(session.store.context)
    words.put_name(table, records.form.text)
    for name in ("opened", "previewed", "edit_asked", "delete_asked", "menu_asked"):
        getattr(table, name).connect(getattr(records, name))
    table.chosen_changed.connect(records._chosen)
    table.typed.connect(lambda letter: records.filter.type_letter(letter))
    table.copied.connect(session.clip)
    table.too_many.connect(lambda count: session.tell(
        _("{count} rows are too many to copy. Use the export.").format(count=f"{count:,}"), "near"))
    table.sort_asked.connect(records.sort_by)
    table.layout_changed.connect(records._keep_layout)
    return table


def _sheet(table: Table) -> QWidget:
    sheet = Sheet(margin=0)
    table.setFrameShape(Table.Shape.NoFrame)
    sheet.box.setContentsMargins(1, 1, 1, 1)
    sheet.box.addWidget(table)
    return sheet


def _empty(records: RecordList, new: Action | None, import_: Action | None) -> QWidget:
    """Whichever leads is the button: bringing in where it is primary, else a new one; the other is the link."""
    first, second = (import_, new) if import_ is not None and import_.primary else (new, import_)
    link = (second.text, second.trigger) if second is not None else None
    return EmptyState(lambda: _("Nothing here yet: {form}.").format(form=records.form.text()), first,
                      link)  # type: ignore[arg-type]
