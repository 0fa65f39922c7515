"""The middle of the customer card: what happened, by kind, with a one-line note on top; and what was changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QToolButton, QWidget

from crm_desktop.customers import service
from crm_desktop.customers.model import FORM, NOTE
from crm_desktop.kit import feature, forms, timeline
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.store import drafts
from crm_desktop.kit.timeline import TimelineRow
from ui.kit import icons, words
from ui.kit.composing import Composing
from ui.kit.editors.combo import Combo
from ui.kit.event_rows import ICON, RECORD, TEXT, TITLE, UNDER, WHEN, ChangesModel, EventList, EventModel, Index
from ui.kit.fields import LooseLine
from ui.kit.form_editor import DRAFT_MS
from ui.kit.theme import px
from ui.kit.widgets import Label, SegmentBar, Sheet, row

if TYPE_CHECKING:
    from ui.kit.session import Session

STEP = 100
ALL, OTHER, CHANGES = "all", "other", "changes"


class TimelineModel(EventModel):
    """The newest entries of one customer, read on a hundred at a time as she scrolls; read again as far as she was."""

    _shown: tuple[int, Collection[str] | None] = (0, None)

    def show(self, customer: int, only: Collection[str] | None) -> None:
        """Show that customer, all kinds or some."""
        if (customer, only) != self._shown:
            self._shown, self._limit = (customer, only), STEP
        self.put(self._read())

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether there may be older ones."""
        return not parent.isValid() and bool(self.rows) and len(self.rows) == self._limit

    def fetchMore(self, parent: Index) -> None:  # noqa: N802, ARG002 - Qt's name
        """Older ones."""
        self._limit += STEP
        rows = self._read()
        if len(rows) > len(self.rows):
            self.beginInsertRows(QModelIndex(), len(self.rows), len(rows) - 1)
            self.rows = rows
            self.endInsertRows()

    def part(self, row: TimelineRow, role: int) -> Any:
        """One part of an entry."""
        if role == WHEN:
            return self.when(row.at)
        if role == UNDER:
            return " · ".join(filter(None, (row.number, row.person)))
        known = {ICON: row.icon, TEXT: row.summary, RECORD: (row.form, row.id)}
        return forms.get(row.form).text() if role == TITLE else known.get(role)

    def _read(self) -> list[TimelineRow]:
        return timeline.timeline(self.store, *self._shown, self._limit)


class NoteLine(Composing, LooseLine):
    """A note in one line. Ctrl+Enter keeps it, Enter alone does nothing, the input method goes first.

    `pause` ends a moment after something was typed.
    """

    kept = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(DRAFT_MS)
        self.textEdited.connect(lambda: self.pause.isActive() or self.pause.start())
        self.addAction(icons.icon("notebook-pen"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaxLength(10_000)
        words.put_hint(self, N_("Write a note, Ctrl+Enter keeps it"))
        words.put_name(self, N_("Note"))
        for button in self.findChildren(QToolButton):
            words.put_name(button, N_("Note"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter keeps the note, after a running composition was taken in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self.composing():
                    QGuiApplication.inputMethod().commit()
                self.kept.emit(self.text())
            return
        super().keyPressEvent(event)


class TimelineSheet(Sheet):
    """Head with the kinds, the note line, the list."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session, self.customer, self._drafted = session, 0, ""
        self.head = Label(bold=True)
        words.put(self.head, N_("Timeline"))
        self.count = Label(size="small", tone="second")
        self.kinds = SegmentBar(name=N_("Kinds of entries"), small=True)
        self.list_of_kinds = Combo()  # the same kinds, where they don't fit side by side
        words.put_name(self.list_of_kinds, N_("Kinds of entries"))
        for key, title in self._groups().items():
            self.kinds.add(key, title[0])
            self.list_of_kinds.addItem(words.said(title[0]), key)
        self.kinds.chosen.connect(lambda _key: self._fill())
        self.list_of_kinds.activated.connect(lambda _at: self._choose_kind(self.list_of_kinds.currentData()))
        line = row(spacing=8)
        for part in (self.head, self.count):
            line.addWidget(part)
        line.addStretch(1)
        self.top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.top.addLayout(line, 1)
        for part in (self.kinds, self.list_of_kinds):
            self.top.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        self.list_of_kinds.hide()
        self.box.addLayout(self.top)
        self.note = NoteLine()
        self.note.pause.timeout.connect(self.leave)
        self.note.kept.connect(lambda text: self.session.attempt(lambda: self._keep(text)))
        if session.read_only:
            self.note.hide()
        self.box.addWidget(self.note)
        self.entries, self.changes = TimelineModel(session.store), ChangesModel(session.store)
        self.list = EventList(N_("Timeline"))
        self.list.opened.connect(session.open)
        self.list.setModel(self.entries)
        self.box.addWidget(self.list, 1)
        self.empty = Label(tone="second", wrap=True)
        words.put(self.empty, N_("Nothing has been entered yet. Notes, complaints, call-backs and survey sheets appear"
                                 " here. Ctrl+T writes a note."))
        self.box.insertWidget(2, self.empty)
        self.box.addStretch()  # takes the room that an empty list leaves

    def show_customer(self, customer: int) -> None:
        """Show that customer; a note begun earlier is there again."""
        another, self.customer = customer != self.customer, customer
        if another:
            self.kinds.choose(ALL)
            draft = drafts.find(self.session.store, NOTE, -customer)
            self._drafted = str(draft.body.get("note", "")) if draft else ""
            self.note.setText(self._drafted)
        self._fill()
        if another:
            self.list.scrollToTop()

    def leave(self) -> None:
        """Keep a note that was begun as a draft: a moment after she types, and before the card is left."""
        self.note.pause.stop()
        text = self.note.text().strip()
        if not self.customer or text == self._drafted:
            return
        if text:
            drafts.keep(self.session.store, NOTE, -self.customer, "", {"note": text})
        else:
            drafts.drop(self.session.store, NOTE, -self.customer)
        self._drafted = text

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The kinds go below the head before anything clips."""
        return QSize(self.list_of_kinds.sizeHint().width() + px(26), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The kinds beside the head, or below it; as a list where the line is too short for them."""
        super().resizeEvent(event)
        fits = event.size().width() >= self.kinds.sizeHint().width() + px(26)
        self.kinds.setVisible(fits)
        self.list_of_kinds.setVisible(not fits)
        shown = self.kinds if fits else self.list_of_kinds
        needed = sum(p.sizeHint().width() for p in (self.head, self.count, shown)) + px(60)
        beside = event.size().width() >= needed
        self.top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def forget(self) -> None:
        """Drop all customer text."""
        self.customer = 0
        self._drafted = ""
        self.note.clear()
        self.count.setText("")
        for model in (self.entries, self.changes):
            model.clear()

    def retranslate(self) -> None:
        """Kinds of entries speak the new language."""
        for at, title in enumerate(self._groups().values()):
            self.list_of_kinds.setItemText(at, words.said(title[0]))
        if self.customer:
            self._fill()

    def _choose_kind(self, kind: str) -> None:
        self.kinds.choose(kind)
        self._fill()

    def _keep(self, text: str) -> None:
        service.add_note(self.session.store, self.customer, text)
        self.note.clear()
        if self._drafted:
            drafts.drop(self.session.store, NOTE, -self.customer)
            self._drafted = ""
        self.session.tell(_("The note is kept."), undo=True)

    def _fill(self) -> None:
        chosen, store = self.kinds.current(), self.session.store
        self.list_of_kinds.setCurrentIndex(self.list_of_kinds.findData(chosen))
        at, record = self.list.verticalScrollBar().value(), self.list.currentIndex().data(RECORD)
        if chosen == CHANGES:
            self.changes.show(FORM, self.customer)
            self._use(self.changes)
            self.count.setText("")
        else:
            only = self._groups()[chosen][1]
            self.entries.show(self.customer, only)
            self._use(self.entries)
            found = timeline.counts(store, self.customer)
            total = sum(n for form, n in found.items() if only is None or form in only)
            self.count.setText(ngettext("{count} entry", "{count} entries", total).format(count=f"{total:,}"))
        self.box.setStretch(self.box.count() - 1, int(self.list.model().rowCount() == 0))
        self.empty.setVisible(self.list.model().rowCount() == 0)
        self.list.setVisible(self.list.model().rowCount() > 0)
        self._choose(record)
        self.list.verticalScrollBar().setValue(at)

    def _choose(self, record: Any) -> None:
        model = self.list.model()
        for n in range(model.rowCount() if record else 0):
            if model.index(n, 0).data(RECORD) == record:
                self.list.setCurrentIndex(model.index(n, 0))

    def _use(self, model: EventModel) -> None:
        if self.list.model() is not model:
            self.list.setModel(model)

    @staticmethod
    def _groups() -> dict[str, tuple[words.Message, Collection[str] | None]]:
        """All, one for each feature that has entries, the customers' own as Other, and the changes of the card."""
        found: dict[str, tuple[words.Message, Collection[str] | None]] = {ALL: (N_("All"), None)}
        other: tuple[str, ...] = ()
        for one in feature.all_features():
            kinds = tuple(e.form for e in one.entities if e.customer and e.when)
            if one.name == "customers":
                other = kinds
            elif kinds:
                found[one.name] = (one.title, kinds)
        return found | {OTHER: (N_("Other"), other), CHANGES: (N_("Changes"), None)}
