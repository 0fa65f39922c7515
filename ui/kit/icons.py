"""The shipped icons (Lucide), coloured by token: they follow theme, state and screen scale by themselves."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from crm_desktop.kit import paths
from ui.kit.theme import look

_STATE_NAME = {
    "late": "octagon-alert-filled", "near": "triangle-alert", "running": "circle", "done": "circle-check",
    "paused": "circle-pause", "draft": "circle-dashed", "info": "info", "missed": "circle-x",
}
_STATE_TOKEN = {"late": "late", "near": "near", "running": "text2", "done": "ok", "paused": "pause", "draft": "text2",
                "info": "accent", "missed": "text2"}


@cache
def _source(name: str) -> str:
    text = paths.resource("icons", f"{name}.svg").read_text("utf-8")
    return re.sub(r"<!--.*?-->", "", text, flags=re.S)


@lru_cache(maxsize=512)
def _renderer(name: str, ink: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", ink).encode()))


@lru_cache(maxsize=1024)
def _pixmap(name: str, ink: str, width: int, height: int) -> QPixmap:
    result = QPixmap(width, height)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    side = min(width, height)
    place = QRectF((width - side) / 2, (height - side) / 2, side, side)
    _renderer(name, ink).render(painter, place)
    painter.end()
    return result


def paint(painter: QPainter, rect: QRect, name: str, token: str) -> None:
    """Paint an icon into a rectangle, sharp at any screen scale."""
    ratio = painter.device().devicePixelRatioF()
    size = min(rect.width(), rect.height())
    pixels = max(1, round(size * ratio))
    picture = QPixmap(_pixmap(name, look().hex(token), pixels, pixels))
    picture.setDevicePixelRatio(ratio)
    at = QPoint(rect.left() + (rect.width() - size) // 2, rect.top() + (rect.height() - size) // 2)
    painter.drawPixmap(at, picture)


class TokenIcon(QIconEngine):
    """Paints one SVG in the colour its token has at the moment of painting."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        """Paint at the painter's own scale."""
        ratio = painter.device().devicePixelRatioF()
        picture = QPixmap(self._picture(rect.size() * ratio, mode))
        picture.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:  # noqa: ARG002 - Qt's signature
        """A picture of that many pixels."""
        return QPixmap(self._picture(size, mode))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        """The same for a screen of that scale; `size` is in device pixels."""
        picture = self.pixmap(size, mode, state)
        picture.setDevicePixelRatio(scale)
        return picture

    def clone(self) -> QIconEngine:
        """A copy, as QIcon asks for."""
        return TokenIcon(self._name, self._token)

    def key(self) -> str:
        """What kind of engine this is."""
        return "token"

    def _picture(self, size: QSize, mode: QIcon.Mode) -> QPixmap:
        ink = look().hex("disabled" if mode == QIcon.Mode.Disabled else self._token)
        return _pixmap(self._name, ink, max(1, size.width()), max(1, size.height()))


def exists(name: str) -> bool:
    """Whether an icon of that name is shipped."""
    return bool(name) and paths.resource("icons", f"{name}.svg").is_file()


def icon(name: str, token: str = "text2") -> QIcon:
    """The icon of that name in the colour of a token."""
    return QIcon(TokenIcon(name, token)) if name else QIcon()


def state_icon(state: str) -> tuple[str, str]:
    """Shape and colour token of a state: late, near, running, done, paused, draft, info, missed."""
    return _STATE_NAME[state], _STATE_TOKEN[state]


def app_icon() -> QIcon:
    """The program's own icon."""
    result = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        path = paths.resource("icons", "app", f"crm-desktop-{side}.png")
        if path.is_file():
            result.addFile(str(path), QSize(side, side))
    return result
