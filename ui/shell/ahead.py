"""What will be wanted is made before it is asked for, in small pieces while nobody types: modules, pages, forms."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import feature
from ui.kit import specs

if TYPE_CHECKING:
    from ui.kit.session import Session
    from ui.shell.desk import Desk

ON = "works_ahead"      # a property of the application: the program sets it, tests and tools need not
QUIET_MS, GAP_MS = 600, 15
SLICE_S = 0.008         # pieces are begun within so much of one slice; most take less than that
_INPUT = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
          QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.InputMethod, QEvent.Type.TabletPress}
_DESK = ("ui.kit.command_box", "ui.shell.bars", "ui.shell.finder", "ui.shell.desk")


class Meanwhile(QObject):
    """Begins when nothing was typed for a moment, stops at any key, and begins anew after the next moment of quiet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Iterator[None] | None = None
        self._quiet, self._next = QTimer(self), QTimer(self)
        for timer, after, act in ((self._quiet, QUIET_MS, self._begin), (self._next, GAP_MS, self._slice)):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(act)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._on = bool(app.property(ON))
        if self._on:
            app.focusWindowChanged.connect(self._follow)
            app.inputMethod().cursorRectangleChanged.connect(self.again)
            self._follow(QApplication.focusWindow())
            self.again()

    def pieces(self) -> Iterator[None]:
        """All that is not there yet, what is wanted soonest first."""
        raise NotImplementedError

    def busy(self) -> bool:
        """Whether something is under way that she waits for."""
        return False

    def again(self) -> None:
        """Somebody types: not now."""
        if self._on:
            self._next.stop()
            self._quiet.start()

    def stop(self) -> None:
        """No more."""
        self._on = False
        self._quiet.stop()
        self._next.stop()
        self._pieces = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's name
        """Any input to a window."""
        if event.type() in _INPUT:
            self.again()
        return False

    def _begin(self) -> None:
        self._pieces = self.pieces()
        self._next.start()

    def _slice(self) -> None:
        if self.busy():
            self._quiet.start()
            return
        end = perf_counter() + SLICE_S
        while self._pieces is not None and perf_counter() < end:
            if next(self._pieces, self) is self:
                self._pieces = None
        if self._pieces is not None:
            self._next.start()

    def _follow(self, window: QWindow | None) -> None:
        if window is not None and self._on:
            window.installEventFilter(self)  # once more is as once


class BeforeTheDesk(Meanwhile):
    """While the sign-in waits for the password: the modules of the desk and of its first page."""

    def pieces(self) -> Iterator[None]:
        """They are loaded once; after the lock there is nothing to do."""
        yield from _modules(["crm_desktop.kit.pdf.draw"])
        for name in (*_DESK, specs.all_pages()[0].make.partition(":")[0]):
            import_module(name)
            yield
        yield from _of_features("service")


class Ahead(Meanwhile):
    """As long as the office is open: the modules of the pages, the early pages, their cards and forms."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self._session, self._desk = session, desk
        super().__init__(desk)

    def busy(self) -> bool:
        """A task of the office is under way."""
        return bool(self._session.tasks)

    def pieces(self) -> Iterator[None]:
        """First what the keys of the strip lead to."""
        for places in ([c.run for c in specs.all_captures()], [s.make for s in self._desk.specs.values()]):
            yield from _modules(places)
            yield from self._early()
        yield from _of_features("report")

    def _early(self) -> Iterator[None]:
        """The pages that are built before they are asked for, and what each page has to make."""
        for spec in self._desk.specs.values():
            if spec.make.partition(":")[0] in sys.modules and specs.load(spec.make).EARLY:
                yield from self._desk.stack.ahead(spec)
        for page in list(self._desk.pages.values()):
            yield from page.ahead()


def _modules(places: Iterable[str]) -> Iterator[None]:
    """The modules of the packages that these names lie in, one by one."""
    for package in dict.fromkeys(place.partition(":")[0].rpartition(".")[0] for place in places):
        for found in pkgutil.iter_modules(import_module(package).__path__, f"{package}."):
            import_module(found.name)
            yield


def _of_features(name: str) -> Iterator[None]:
    """That module of every feature, one by one."""
    for one in feature.all_features():
        feature.module(one.name, name)
        yield
