"""What stands before an open office: one sheet in the middle of the empty window, and a quiet foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QWidget

import crm_desktop
from crm_desktop.kit import i18n
from crm_desktop.kit.i18n import N_
from ui.kit import icons, theme, words
from ui.kit.buttons import Button
from ui.kit.theme import color, px
from ui.kit.widgets import Label, Sheet, column, row
from ui.shell import looks


class Tile(QWidget):
    """The program's sign on accent ground."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """48 px."""
        return QSize(px(48), px(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """A rounded square with the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("accent"))
        side = px(48)
        top = (self.height() - side) // 2
        painter.drawRoundedRect(QRectF(0, top, side, side), px(8), px(8))
        inner = px(26)
        place = QRect((side - inner) // 2, top + (side - inner) // 2, inner, inner)
        icons.paint(painter, place, self._icon, "on_accent")


class Gate(QScrollArea):
    """A sheet in the middle. Subclasses fill `self.sheet`."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, *, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self.setViewport(QWidget())  # ours: for one of Qt's own, all its classes would be loaded to name it
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab stops at what stands in it
        ground = QWidget()
        ground.setProperty("role", "page")
        box = column(ground, margin=24, spacing=16)
        self.sheet = Sheet(role="bigsheet", margin=32, spacing=16)
        box.addStretch(1)
        for part in (self.sheet, None, self._foot()):
            if part is None:
                box.addStretch(1)
                continue
            line = row(spacing=0)  # stretches, not an alignment: an aligned item ignores how high wrapped words are
            line.addStretch(1)
            line.addWidget(part)
            line.addStretch(1)
            box.addLayout(line)
        self.setWidget(ground)
        self.fit()
        theme.look().changed.connect(self.fit)

    def fit(self) -> None:
        """Lengths at the font factor."""
        self.sheet.setFixedWidth(px(self._width))

    def head_words(self, line: QHBoxLayout, tile: QWidget, name: QWidget, below: QWidget) -> None:
        """The sign, the name, and a quiet line below."""
        tile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        line.addWidget(tile)
        side = column(spacing=2)
        side.addWidget(name)
        side.addWidget(below)
        line.addLayout(side, 1)

    def pop_menu(self, below: QWidget, entries: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """A small menu below a control."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, run in entries:
            menu.addAction(text.replace("&", "&&")).triggered.connect(lambda _on=False, run=run: run())
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = row(foot, spacing=12)
        safe = Label(size="small", tone="second", wrap=True)
        words.put(safe, N_("The data stays on this computer, encrypted, without network"))
        self._language = Button(kind="quiet", icon="languages", small=True)
        words.put(self._language, lambda: i18n.NAMES[i18n.language()])
        words.put_about(self._language, N_("Language of the program"))
        self._language.clicked.connect(self._languages)
        self._theme = Button(kind="quiet", icon="sun", small=True)
        words.put(self._theme, lambda: words.said(looks.THEMES[theme.look().wish]))
        self._theme.clicked.connect(self._themes)
        theme.look().changed.connect(self._say_theme)  # a method: it is disconnected when the gate goes
        version = Label(size="small", tone="second")
        words.put(version, N_("Version {number}"), number=crm_desktop.__version__)
        for part in (safe, self._language, self._theme, version):
            line.addWidget(part)
        return foot

    def _say_theme(self) -> None:
        words.retranslate(self._theme)

    def _languages(self) -> None:
        self.pop_menu(self._language, [(name, lambda code=code: self.language_chosen.emit(code))
                                       for code, name in i18n.NAMES.items()])

    def _themes(self) -> None:
        self.pop_menu(self._theme, [(words.said(text), lambda wish=wish: self.theme_chosen.emit(wish))
                                    for wish, text in looks.THEMES.items()])
