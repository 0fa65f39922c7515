"""The one object a page gets: the open office, and the ways to speak to the window around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from crm_desktop.kit.errors import Problem, ReadOnly
from crm_desktop.kit.i18n import N_, _
from ui.kit.actions import Action
from ui.kit.bridge import Bridge
from ui.kit.specs import page_for
from ui.kit.tasks import Job, Task
from ui.kit.window_state import WindowState

if TYPE_CHECKING:
    from crm_desktop.kit.query import Query
    from crm_desktop.kit.store import Notice, Store
    from crm_desktop.kit.store.drafts import Draft
    from crm_desktop.kit.store.undo import Progress

AT_ONCE = 40  # records that undo writes back while the window waits; more of them are a task


@dataclass(frozen=True)
class Message:
    """A sentence for the message bar. Kinds: ok, near, late. Problems (late) stay until closed.

    `more` are further actions beside the one. What `stays` comes back when a later message has left, until
    somebody answers or closes it.
    """

    sentence: str
    kind: str = "ok"
    action: Action | None = None
    more: tuple[Action, ...] = ()
    stays: bool = False

    @property
    def actions(self) -> tuple[Action, ...]:
        """What can be done about it."""
        return (self.action, *self.more) if self.action is not None else self.more


@dataclass(frozen=True)
class Place:
    """Somewhere she was: a page in a state, with the words it had."""

    page: str
    state: tuple[tuple[str, Any], ...]
    title: str


class Session(QObject):
    """One signed-in user in one open office."""

    told = Signal(object)                # Message
    taken_back = Signal(object)          # Message
    open_asked = Signal(str, int, str)   # form, record, act
    new_asked = Signal(str, object)      # form, values
    draft_asked = Signal(object)         # Draft
    go_asked = Signal(str, object)       # page, state
    back_asked = Signal()
    lock_asked = Signal()
    draft_saved = Signal(str)            # HH:MM
    task_started = Signal(object)        # Task

    def __init__(self, store: Store, settings: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.settings = settings
        self.bridge = Bridge(self)
        self.bridge.attach(store)
        self.tasks: list[Task] = []
        self.places: list[Place] = []
        self._clip = ""
        self._undid: Message | None = None  # offers redo, as long as nothing else is changed
        self.bridge.noticed.connect(self._changed)

    @property
    def read_only(self) -> bool:
        """Whether this is a copy of an office that can't be written from here."""
        return self.store.copied is not None

    def must_write(self) -> None:
        """Raise the Problem of a read-only copy before anything is typed into it."""
        if self.read_only:
            raise ReadOnly

    def tell(self, sentence: str, kind: str = "ok", action: Action | None = None, *, undo: bool = False,
             more: tuple[Action, ...] = (), stays: bool = False) -> Message:
        """Say a sentence in the message bar. With `undo`, it offers last to take back the change just made."""
        if undo:
            from crm_desktop.kit.store.undo import last

            made = (last(self.store) or {}).get("id")  # this one, whatever is changed while the message stands
            take_back = Action("undo", N_("Undo"), lambda: self.undo(made), key="Ctrl+Z", icon="undo-2",
                               guard=self.attempt)
            action, more = (take_back, more) if action is None else (action, (*more, take_back))
        message = Message(sentence, kind, action, more, stays)
        self.told.emit(message)
        return message

    def take_back(self, message: Message) -> None:
        """What was said is no longer so."""
        self.taken_back.emit(message)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Run a user's act; a Problem becomes its sentence in the message bar. Says whether it went well."""
        try:
            act()
        except Problem as problem:
            self.tell(problem.sentence, "late")
            return False
        return True

    def open(self, form_id: str, record_id: int, act: str = "") -> None:
        """Show a record on its page. `act` is the id of an action of its card, done at once where it may be."""
        self.open_asked.emit(form_id, record_id, act)

    def new(self, form_id: str, values: dict[str, Any] | None = None) -> None:
        """Begin a new record on its page, prefilled."""
        self.new_asked.emit(form_id, dict(values or {}))

    def go_on(self, draft: Draft) -> None:
        """Take up what was typed and never saved, on the page of its form."""
        self.draft_asked.emit(draft)

    def go(self, page_id: str, state: dict[str, Any] | None = None) -> None:
        """Go to a page, to a state it gave before."""
        self.go_asked.emit(page_id, dict(state or {}))

    def rows(self, query: Query) -> None:
        """Show the rows behind a number: its page's list under these conditions."""
        page = page_for(query.form)
        if page is None:
            raise KeyError(query.form)
        self.go(page.id, {"query": query})

    def undo(self, txn: int | None = None) -> None:
        """Take the last change back, or that one, and say what it was; beside it stands redo."""
        from crm_desktop.kit.store.undo import last

        if txn is None:  # the one of this moment: a large one is taken back in a task, and she goes on meanwhile
            txn = (last(self.store) or {}).get("id")
        self._reverse(lambda store, progress: store.undo(txn, progress), self._undone, txn, again=False)

    def redo(self) -> None:
        """Do again what was undone last, and say what it was."""
        self._reverse(lambda store, progress: store.redo(progress), self._done_again, None, again=True)

    def run(self, work: Callable[[Any, Job], Any], done: Callable[[Any], None] | None, label: str,
            failed: Callable[[Problem], None] | None = None, cancelled: Callable[[], None] | None = None, *,
            writes: bool = False) -> Task:
        """Do work(store_clone, job) in a thread; done(result) on the GUI thread. `label`: what is going on.

        As long as one runs that `writes`, nothing is undone.
        """
        task = Task(work, self.store, label, self)
        task.writes = writes
        task.on_done = done
        task.on_failed = failed or (lambda problem: self.tell(problem.sentence, "late"))
        task.on_cancelled = cancelled or (lambda: self.tell(_("Cancelled. Nothing was changed."), "near"))
        self.tasks.append(task)
        task.finished.connect(self._ended)  # a method: what a lambda holds would go inside Qt's taking down of the task
        self.task_started.emit(task)
        return task.start()

    def clip(self, text: str) -> None:
        """Put customer text on the clipboard; the lock takes it away again."""
        self._clip = text
        QGuiApplication.clipboard().setText(text)

    def visited(self, place: Place) -> None:
        """Remember where she is; the last eight different places are kept."""
        self.places = [place, *(p for p in self.places if (p.page, p.state) != (place.page, place.state))][:8]

    def close(self) -> None:
        """The end: tasks cancelled and waited for, our clipboard text gone, keys and file closed."""
        for task in list(self.tasks):
            task.let_go()
        self.bridge.detach()
        board = QGuiApplication.clipboard()
        if self._clip and board.text() == self._clip:
            board.clear()
        self._clip = ""
        self.places.clear()
        self.store.close()

    def _reverse(self, act: Callable[[Store, Progress | None], Notice | None], tell: Callable[[Notice | None], None],
                 txn: int | None, *, again: bool) -> None:
        from crm_desktop.kit.store import undo

        size = undo.size(self.store, txn, again=again)
        if busy := next((task for task in self.tasks if task.writes), None):
            self.tell(_("{what} is still under way. Wait until it is finished, or cancel it; then undo.").format(
                what=busy.label), "near")
        elif size is None:
            self.tell(_("There is nothing to do again.") if again else _("There is nothing to undo."), "near")
        elif size > AT_ONCE:
            label = _("Doing it again") if again else _("Taking it back")
            self.run(lambda store, job: act(store, job.progress), tell, label, writes=True)
        else:
            tell(act(self.store, None))

    def _undone(self, notice: Notice | None) -> None:
        redo = Action("redo", N_("Redo"), self.redo, key="Ctrl+Y", icon="redo-2", guard=self.attempt)
        if notice is None:
            return
        if left := notice.left():
            said, tone = _("Undone: {what}. {left}").format(what=self._what(notice), left=left), "near"
        else:
            said, tone = _("Undone: {what}").format(what=self._what(notice)), "ok"
        self._undid = self.tell(said, tone, redo)

    def _done_again(self, notice: Notice | None) -> None:
        if notice is not None:
            self.tell(_("Done again: {what}").format(what=self._what(notice)), undo=True)

    def _changed(self, notice: Notice) -> None:
        if self._undid is not None and notice.kind == "change":
            self.take_back(self._undid)
            self._undid = None

    def _what(self, notice: Notice) -> str:
        from crm_desktop.kit import undoing

        return undoing.what(self.store, notice)

    def _ended(self) -> None:
        for task in [one for one in self.tasks if one.over]:
            self.tasks.remove(task)
            task.deleteLater()
