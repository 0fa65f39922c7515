"""The blocks of a board: one a row, kept and used again; and the scroll area they may stand in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from crm_desktop.visits.agenda import Row
from ui.visits.block import Block
from ui.visits.lanes import Key, Spot, key_of, spot_of

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store


class QuietScroll(QScrollArea):
    """Scrolls by wheel and by where the keyboard is; the arrow keys are the board's."""

    resized = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Not ours."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What is inside is laid out for the room there is."""
        super().resizeEvent(event)
        self.resized.emit()


class Blocks(QWidget):
    """Keeps one block a row; those not needed wait for the next span."""

    opened = Signal(object)            # Row
    store: Store

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._blocks: dict[Key, Block] = {}
        self._spare: list[Block] = []
        self.at = Spot("", None)
        self._gone: Spot | None = None   # where the entry was that left the span: undo brings both back

    def holder(self, row: Row) -> QWidget:
        """The widget a row's block stands in."""
        raise NotImplementedError

    def say(self, row: Row) -> str:
        """A row in one sentence, for tooltip and screen reader."""
        raise NotImplementedError

    def choose(self, key: Key, *, focus: bool = True) -> bool:
        """Go to a row; says whether it is shown."""
        raise NotImplementedError

    def current(self) -> Row | None:
        """The row the keyboard is on."""
        return next((r for r in self.rows if key_of(r) == self.at.key), None) if self.at.key else None

    def _keep_choice(self) -> None:
        """The entry the keyboard is on stays chosen wherever it stands now; one that was gone is chosen again."""
        if self.at.key is None and self._gone is not None and self.at == self._gone._replace(key=None):
            self.at, self._gone = self._gone, None
        if self.at.key is not None and self.at.key not in self._blocks:
            self._gone, self.at = self.at, self.at._replace(key=None)
        elif (row := self.current()) is not None:
            self.at = spot_of(row)

    # Dragging: each board shows in its own way where the block would go

    def drag(self, block: Block, at: QPoint, pulls: bool) -> None:
        """The mouse moves a block."""

    def drop(self, block: Block) -> None:
        """The mouse lets it go."""

    def end_drag(self) -> None:
        """No drag any more."""

    def blocks(self) -> Iterable[Block]:
        """Those shown now."""
        return self._blocks.values()

    def block(self, key: Key) -> Block | None:
        """The block of a row."""
        return self._blocks.get(key)

    def _fill(self) -> None:
        wanted = {key_of(r): r for r in self.rows}
        for key in [k for k in self._blocks if k not in wanted]:
            block = self._blocks.pop(key)
            block.forget()
            self._spare.append(block)
        still = self.store.copied is not None
        for key, row in wanted.items():
            block = self._blocks.get(key) or self._make()
            self._blocks[key] = block
            if block.parent() is not self.holder(row):
                block.setParent(self.holder(row))
            block.show_row(row, still)

    def _make(self) -> Block:
        if self._spare:
            return self._spare.pop()
        block = Block(self, self.say)
        block.opened.connect(lambda: self.opened.emit(block.row))
        block.pressed_at.connect(lambda: self.choose(block.key) if block.key else None)
        block.dragged.connect(lambda at, pulls: self.drag(block, at, pulls))
        block.dropped.connect(lambda: self.drop(block))
        return block
