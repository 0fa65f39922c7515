"""What a screen reader meets: the accessible tree of a window, and what is wrong in it.

The tree is QAccessible's own, the very one that goes out over AT-SPI on Linux, UI Automation on Windows and
VoiceOver on a Mac. Of a long list so many rows are read as a reader would hear at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

ROLE = QAccessible.Role
MOST_CHILDREN = 60
PRESSED = (ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.Link, ROLE.PageTab, ROLE.MenuItem, ROLE.ButtonMenu)
FILLED = (ROLE.EditableText, ROLE.ComboBox, ROLE.SpinBox, ROLE.Slider, ROLE.ProgressBar)
GATHERED = (ROLE.List, ROLE.Table, ROLE.Tree, ROLE.Dialog)
READ = (ROLE.ListItem, ROLE.Cell, ROLE.ColumnHeader, ROLE.TreeItem, ROLE.Graphic)
_STATES = ("focused", "focusable", "checkable", "checked", "selected", "readOnly", "disabled", "editable", "passwordEdit")
_OF_QT = ("qt_toolbar_ext_button", "ScrollLeftButton", "ScrollRightButton", "qt_scrollarea_viewport")
LABEL = QAccessible.RelationFlag.Label


@dataclass(frozen=True, eq=False)
class Node:
    """One thing of the tree, with what is said of it. Let go of it before its widget goes: Qt deletes the face."""

    face: QAccessibleInterface
    depth: int = 0
    above: Node | None = None

    @property
    def role(self) -> Any:
        """What it is."""
        return self.face.role()

    @property
    def name(self) -> str:
        """Its name; of a combo what labels it, for on Linux Qt gives its value for its name."""
        if self.role == ROLE.ComboBox:
            labels = (f.text(QAccessible.Text.Name) for f, kind in self.face.relations() if kind == LABEL)
            return next((text.strip() for text in labels if text.strip()), "")
        return self.face.text(QAccessible.Text.Name).strip()

    @property
    def description(self) -> str:
        """The sentence to it."""
        return self.face.text(QAccessible.Text.Description).strip()

    @property
    def value(self) -> str:
        """What stands in it."""
        number, text = self.face.valueInterface(), self.face.textInterface()
        if self.role in (ROLE.EditableText, ROLE.SpinBox) and text is not None:
            return text.text(0, text.characterCount())
        if self.role == ROLE.ComboBox:
            return self.face.text(QAccessible.Text.Value)
        return str(number.currentValue()) if number is not None else ""

    def has(self, state: str) -> bool:
        """Whether it is in that state."""
        return bool(getattr(self.face.state(), state))

    def line(self) -> str:
        """As one line of text."""
        value, about = self.value, self.description
        said = f"{'  ' * self.depth}{self.role.name} {self.name!r}"
        said += f" = {value!r}" if value and value != self.name else ""
        said += f" ({about})" if about and about != self.name else ""
        return said + "".join(f" [{state}]" for state in _STATES if self.has(state))

    def trail(self) -> str:
        """What it is and in what it stands."""
        owner = self.face.object()
        here = f"{self.role.name} {self.name!r} {type(owner).__name__ if owner is not None else ''}".strip()
        return f"{self.above.trail()} > {here}" if self.above is not None and self.above.depth > 4 else here

    def press(self) -> None:
        """Press it, as a reader does."""
        acts = self.face.actionInterface()
        names = [n for n in (acts.pressAction(), acts.toggleAction()) if n in acts.actionNames()]
        assert names, f"nothing to press: {self.trail()}"
        acts.doAction(names[0])

    def fill(self, text: str) -> None:
        """Put a text in, as a reader or dictation does."""
        old = self.face.textInterface()
        self.face.editableTextInterface().replaceText(0, old.characterCount(), text)


def tree(root: QWidget) -> Iterator[Node]:
    """All that is shown of a window, top down."""
    face = QAccessible.queryAccessibleInterface(root)
    if face is not None:
        yield from _below(Node(face))


def _below(node: Node) -> Iterator[Node]:
    if node.depth and node.face.state().invisible:
        return
    yield node
    for number in range(min(node.face.childCount(), MOST_CHILDREN)):
        child = node.face.child(number)
        if child is not None and child.isValid():
            yield from _below(Node(child, node.depth + 1, node))


def findings(root: QWidget) -> list[str]:
    """What a reader could not tell in this window."""
    found = []
    buttons: Counter[tuple[Node | None, str]] = Counter()
    for node in tree(root):
        owner = node.face.object()
        if (owner is not None and owner.objectName() in _OF_QT) or _part_of_another(node):
            continue
        found += [f"{what}: {node.trail()}" for what in _wrong(node)]
        if node.role in PRESSED and node.name:
            buttons[node.above, node.name] += 1
    return found + [f"{n} called {name!r}: {above.trail() if above else ''}" for (above, name), n in buttons.items() if n > 1]


def _wrong(node: Node) -> Iterator[str]:
    """What is wrong with one thing, in words."""
    role, name = node.role, node.name
    if role == ROLE.NoRole:
        yield "no role"
    if not name and (role in (*PRESSED, *FILLED, *GATHERED) or (role in READ and role != ROLE.Cell and node.has("focusable"))):
        yield "no name"
    if not name and node.has("focusable") and role not in READ:
        yield "the keyboard can be on it, and it has no name"
    if role in (ROLE.SpinBox, ROLE.ProgressBar, ROLE.Slider) and not node.value:
        yield "no value"
    if role in (ROLE.CheckBox, ROLE.RadioButton) and not node.has("checkable"):
        yield "cannot be checked"


def _part_of_another(node: Node) -> bool:
    """The line of an editable combo or of a spin box speaks for the whole."""
    return node.above is not None and node.above.role in (ROLE.ComboBox, ROLE.SpinBox)
