"""The open window as one who cannot see it uses it: by names and roles of the accessible tree, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from build_spec.looks.spoken import Node, tree
from tests.flows.window_story import Story

ROLE = QAccessible.Role
FIELDS = (ROLE.EditableText, ROLE.SpinBox)
BUTTONS = (ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.PageTab)


class Reader:
    """Finds by name, presses by action, fills by the text interface."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def nodes(self) -> Iterator[Node]:
        """Everything on the screen, what lies above first."""
        windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        for window in sorted(windows, key=lambda w: w is self.story.window):
            yield from tree(window)

    def find(self, name: str, *roles: QAccessible.Role) -> Node:
        """The thing of that name; a name that ends in … is a beginning."""
        whole = next((n for n in self.nodes() if (not roles or n.role in roles) and _is(n.name, name)), None)
        assert whole is not None, "\n".join([f"nothing is called {name}:", *(n.line() for n in self.nodes() if n.name)])
        return whole

    def press(self, name: str) -> None:
        """Press the button of that name."""
        button = self.find(name, *BUTTONS)
        owner = button.face.object()
        button.press()
        self.story.wait(lambda: not (isValid(owner) and owner.isDown()))  # Qt lets go of it a moment later

    def fill(self, name: str, text: str) -> None:
        """Go into the field of that name and put a text there."""
        field = self.find(name, *FIELDS)
        acts = field.face.actionInterface()
        acts.doAction(acts.setFocusAction())
        field.fill(text)
        self.story.settle()

    def names(self, *roles: QAccessible.Role) -> list[str]:
        """All that is there of these roles."""
        return [n.name for n in self.nodes() if n.role in roles and n.name]


def _is(name: str, wanted: str) -> bool:
    return name.startswith(wanted.removesuffix("…")) if wanted.endswith("…") else name == wanted
