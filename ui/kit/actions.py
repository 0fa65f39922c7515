"""Actions: one list that feeds menu bar, buttons, command box, shortcuts and the help of F1."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.errors import ReadOnly
from ui.kit import words
from ui.kit.words import Message

# Keys of input methods, screenshots and the system: never ours (guide, section 9).
FORBIDDEN = ("Ctrl+Space", "Shift+Space", "Ctrl+.", "Alt+A", "Alt+Shift")


def _always() -> bool:
    return True


def _never() -> bool:
    return False


@dataclass(eq=False)
class Action:
    """Something the user can do here. `text` is a message (N_), `key` a Qt key text ("Ctrl+N").

    `why` says in one sentence why it is disabled. `short` is the word for narrow windows. At most
    one action of a page is `primary`. `shown` False keeps it out of the header: it lives in menu,
    command box and its key only. `more_keys` are further keys for the same act. `guard` runs the
    act and turns a Problem into its sentence; pages set it. What `writes` is disabled in a read-only copy.
    """

    id: str
    text: Message
    run: Callable[[], object]
    key: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = _always
    primary: bool = False
    menu: str = "edit"
    why: str = ""
    short: str = ""
    shown: bool = True
    more_keys: tuple[str, ...] = field(default=())
    guard: Callable[[Callable[[], object]], object] | None = None
    writes: bool = False

    def label(self) -> str:
        """The text in the language in force."""
        return words.said(self.text)

    def trigger(self) -> bool:
        """Run it when it may run; says whether it did."""
        if not self.enabled():
            return False
        if self.guard is not None:
            self.guard(self.run)
        else:
            self.run()
        return True

    def keys(self) -> tuple[str, ...]:
        """Every key it answers to."""
        return tuple(k for k in (self.key, *self.more_keys) if k)


def hold(actions: Iterable[Action], read_only: bool) -> None:
    """In a read-only copy of an office nothing that writes may run."""
    for action in actions if read_only else ():
        if action.writes:
            action.enabled, action.why = _never, ReadOnly.WHY


def key_text(key: str) -> str:
    """A key as printed on a button: Ctrl+N, on a Mac with its own signs."""
    if sys.platform == "darwin":
        return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""
    return QKeySequence(key).toString().replace("Return", "Enter")  # as on the keycap, in every language


def keys_twice(*scopes: Iterable[Action]) -> list[str]:
    """Keys that two actions of scopes active at the same time would both answer to."""
    seen: dict[str, str] = {}
    twice = []
    for action in (a for scope in scopes for a in scope):
        for key in action.keys():
            normal = QKeySequence(key).toString()
            if normal in seen and seen[normal] != action.id:
                twice.append(f"{normal}: {seen[normal]}, {action.id}")
            seen[normal] = action.id
    return twice


def forbidden_keys(actions: Iterable[Action]) -> list[str]:
    """Keys that belong to input methods and the system."""
    never = ("Ctrl+Alt+", "Ctrl+Shift+", "Meta+")
    return [k for a in actions for k in a.keys() if k in FORBIDDEN or k.startswith(never)]


class Keys:
    """The shortcuts of a list of actions on a widget: alive while the widget can be seen."""

    fired = 0  # how many keys were answered so far: Alt+X is no Alt alone, though Qt shows nobody the X

    def __init__(self, owner: QWidget, actions: Iterable[Action] = ()) -> None:
        self._owner = owner
        self._shortcuts: list[QShortcut] = []
        self.set(actions)

    def set(self, actions: Iterable[Action]) -> None:
        """Replace all shortcuts by those of these actions."""
        for old in self._shortcuts:
            old.setEnabled(False)
            old.deleteLater()
        self._shortcuts = [self._make(action, key) for action in actions for key in action.keys()]

    def _make(self, action: Action, key: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._owner)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda: self._fire(action))
        return shortcut

    def _fire(self, action: Action) -> None:
        Keys.fired += 1
        action.trigger()
