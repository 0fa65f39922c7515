"""The views of a list side by side: everything, those a page declares, those a user kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import IDS, Condition, Query
from ui.kit import theme, words
from ui.kit.buttons import Button, IconButton
from ui.kit.editors.base import is_enter
from ui.kit.editors.lines import Line
from ui.kit.segments import SegmentBar
from ui.kit.table.chooser import Popup
from ui.kit.theme import px
from ui.kit.widgets import Label

if TYPE_CHECKING:
    from ui.kit.record_list import RecordList

_NAMES_CUSTOMERS = ("customer_ref", "contact_ref", "form_ref", "text", "multiline", "address", "phone", "email")


@dataclass(frozen=True)
class View:
    """A named set of conditions. `title` of a user's own view is data, of a declared one a message."""

    id: str
    title: words.Message
    where: tuple[Condition, ...] | Callable[[], tuple[Condition, ...]] = ()
    sort: tuple[str, ...] = ()

    def conditions(self) -> tuple[Condition, ...]:
        """What it asks for; some views are asked anew each time, because now is in them."""
        return self.where() if callable(self.where) else self.where


class ViewBar(QWidget):
    """All | Key accounts | … | Save as view."""

    def __init__(self, records: RecordList, declared: Sequence[View]) -> None:
        super().__init__(records)
        self.records, self.declared = records, tuple(declared)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self.bar = SegmentBar(folds=False)
        self._uncounted: list[str] = []
        self.more = IconButton("ellipsis", N_("More views"), kind="plain")
        self.more.clicked.connect(self._show_more)
        self._line.addWidget(self.more)
        self._line.addStretch(1)
        self._hidden: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._count_one)
        self.build()

    def every(self) -> list[View]:
        """All views in order."""
        first = [] if any(v.id == "all" for v in self.declared) else [View("all", N_("All"))]
        return [*first, *self.declared, *self._own()]

    def build(self) -> None:
        """Make the bar anew: a view was kept or dropped."""
        current = self.bar.current()
        self._line.removeWidget(self.bar)
        self.bar.hide()
        self.bar.deleteLater()
        self.bar = SegmentBar(name=N_("Views"), folds=False)
        self.bar.chosen.connect(self.show_view)
        for view in self.every():
            self.bar.add(view.id, view.title)
        self.keep_button = self.bar.add("+", N_("Save as view"), icon="plus", extra=self.ask_name)
        self.bar.choose(current or "all")
        self._line.insertWidget(0, self.bar)

    def choose_all(self) -> None:
        """Back to everything."""
        self.bar.choose("all")

    def choose_for(self, where: Sequence[Condition]) -> None:
        """What is shown from elsewhere stands under the view that asks for just that, else under everything."""
        same = (v.id for v in self.every() if v.id != "all" and v.conditions() == tuple(where))
        self.bar.choose(next(same, "all"))

    def show_view(self, name: str) -> None:
        """Show the records of a view."""
        view = next(v for v in self.every() if v.id == name)
        self.records.show_where(view.conditions(), view.sort)

    # Where there is little room the last views are under "…"

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of them side by side."""
        wide = sum(b.sizeHint().width() for b in self.bar.findChildren(Button)) + px(4)
        return QSize(wide, theme.field_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The bar never keeps the window wide: it folds."""
        return QSize(px(240), theme.field_height())

    def event(self, event: QEvent) -> bool:
        """Fold or unfold when the width or a count changed."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and hasattr(self, "keep_button"):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        fits = self.sizeHint().width() <= self.width()
        chosen = next((b for b in self.bar.findChildren(Button) if b.isChecked()), self.keep_button)
        least = chosen.sizeHint().width() + self.keep_button.sizeHint().width() + self.more.sizeHint().width() + px(12)
        self.keep_button.setVisible(least <= self.width())
        self._hidden = self.bar.fit(self.width() - (0 if fits else self.more.sizeHint().width() + px(8)))
        self.more.setVisible(bool(self._hidden) or self.keep_button.isHidden())

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._hidden:
            entry = menu.addAction(words.entry(self.bar.text_of(name)))
            entry.triggered.connect(lambda _on=False, name=name: self._take(name))
        if self.keep_button.isHidden():
            menu.addAction(words.said(N_("Save as view"))).triggered.connect(self.ask_name)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _take(self, name: str) -> None:
        self.bar.choose(name)
        self.show_view(name)
        self._fit()

    def count_soon(self) -> None:
        """Count the views one by one, between other work."""
        self._uncounted = [v.id for v in self.every()]
        self._timer.start()

    def _count_one(self) -> None:
        if not self._uncounted:
            self._timer.stop()
            return
        name = self._uncounted.pop(0)
        view = next((v for v in self.every() if v.id == name), None)
        if view is None or self.records.listing is None:
            return
        records = self.records
        if name == "all":
            self.bar.set_count(name, records.total)
        else:
            query = Query(records.form.id, "", view.conditions(), view.sort)
            self.bar.set_count(name, query.count(records.session.store))

    # Views of the user's own

    def ask_name(self) -> None:
        """The popup that names a new view (or drops the chosen one)."""
        popup = NamePopup(self.more if self.keep_button.isHidden() else self.keep_button, self)
        popup.show_below()
        popup.line.setFocus()

    def keep(self, name: str) -> None:
        """Keep what is shown as a view. What names customers or records is not written outside the office file."""
        fields = self.records.form.by_id
        where = [c for c in self.records.shown.where
                 if c.field != IDS and fields[c.field].type not in _NAMES_CUSTOMERS]
        if len(where) < len(self.records.shown.where) or self.records.shown.text.strip():
            self.records.session.tell(_("The view is kept without the typed text: texts about customers stay inside"
                                        " the office."), "near")
        own = [*self._own(), View(f"own.{name}", lambda: name, tuple(where), self.records.shown.sort)]
        self._write({v.id: v for v in own})
        self.build()
        self.bar.choose(f"own.{name}")
        self.count_soon()
        self.records.first_focus().setFocus()  # the button that had the keyboard is gone

    def drop(self, name: str) -> None:
        """Forget a view of the user's own."""
        self._write({v.id: v for v in self._own() if v.id != name})
        self.build()
        self.choose_all()
        self.records.show_where(())
        self.records.first_focus().setFocus()

    def chosen_own(self) -> str:
        """The chosen view if it is the user's own, else ""."""
        current = self.bar.current()
        return current if current.startswith("own.") else ""

    def _key(self) -> str:
        return f"views.{self.records.form.id}"

    def _own(self) -> list[View]:
        kept = self.records.session.settings.get(self._key())
        return [v for v in map(self._read, kept if isinstance(kept, list) else []) if v is not None]

    def _read(self, kept: Any) -> View | None:
        fields = self.records.form.by_id
        try:
            where = tuple(Condition(c["field"], c["op"], tuple(c["value"]) if c["op"] == "between" else c["value"])
                          for c in kept["where"] if c["field"] in fields)
            name = str(kept["name"])
            return View(f"own.{name}", lambda: name, where, tuple(map(str, kept["sort"])))
        except (TypeError, KeyError):
            return None

    def _write(self, views: dict[str, View]) -> None:
        kept = [{"name": words.said(v.title), "sort": list(v.sort),
                 "where": [{"field": c.field, "op": c.op, "value": c.value} for c in v.conditions()]}
                for v in views.values()]
        self.records.session.settings.set(self._key(), kept or None)


class NamePopup(Popup):
    """Asks how a view is to be called; offers to drop the one in view."""

    def __init__(self, owner: QWidget, views: ViewBar) -> None:
        super().__init__(owner, N_("Save as view"))
        self.views = views
        caption = Label(tone="second")
        words.put(caption, N_("Name of the view"))
        self.line = Line()
        self.line.setMaxLength(40)
        self.line.setMinimumWidth(px(220))
        words.put_name(self.line, N_("Name of the view"))
        self.line.entered.connect(self._keep)
        self.box.addWidget(caption)
        self.box.addWidget(self.line)
        if views.chosen_own():
            drop = Button(kind="link")
            words.put(drop, N_("Remove the chosen view"))
            drop.clicked.connect(self._drop)
            self.box.addWidget(drop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps."""
        if is_enter(event):
            self._keep()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        name = self.line.text().strip()
        if name:
            self.close()
            self.views.keep(name)

    def _drop(self) -> None:
        name = self.views.chosen_own()
        self.close()
        self.views.drop(name)
