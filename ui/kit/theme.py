"""The look in force: colours by token, sizes by font factor, fonts by role; light, dark or as the system.

Everything that paints asks here and repaints on `look().changed`, so theme, font size and language
can change while the program runs.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import i18n, paths
from ui.kit.theme_tokens import SIZES, TOKENS

THEMES = ("system", "light", "dark")
DENSITIES = {"dense": 28, "normal": 32, "roomy": 36}
FACTORS = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_TAIWAN = ("Microsoft JhengHei UI", "PingFang TC", "Noto Sans TC", "Noto Sans CJK TC")
FAMILY = "Noto Sans SC"


@cache
def load_fonts() -> tuple[str, ...]:
    """Make the shipped faces known to Qt, once; returns the families found."""
    families: list[str] = []
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        number = QFontDatabase.addApplicationFont(str(paths.resource("fonts", name)))
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return tuple(dict.fromkeys(families))


def families(language: str) -> list[str]:
    """The faces for a language: Taiwan readers get an installed Taiwan face first."""
    own = list(load_fonts()) or [FAMILY]
    if language != "zh_TW":
        return own
    installed = set(QFontDatabase.families())
    return [name for name in _TAIWAN if name in installed] + own


class Look(QObject):
    """The one look of the running program."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wish = "system"
        self.factor = 1.0
        self.density = "normal"
        self.still = False  # reduced motion
        self._busy = False
        self._fonts: dict[tuple[str, bool, str, float], QFont] = {}
        self._heights: dict[tuple[str, str, float], int] = {}
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def name(self) -> str:
        """light or dark: what the wish comes to now."""
        if self.wish in TOKENS:
            return self.wish
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def hex(self, token: str) -> str:
        """A colour token as #RRGGBB. Raises KeyError for an unknown one."""
        return TOKENS[self.name][token]

    def px(self, pixels: float) -> int:
        """A length of the guide, at the font factor in force."""
        return round(pixels * self.factor)

    def font(self, role: str = "body", *, bold: bool = False) -> QFont:
        """The font of a role of the type scale."""
        key = (role, bold, i18n.language(), self.factor)
        if key not in self._fonts:
            font = self._fonts[key] = QFont()
            font.setFamilies(families(i18n.language()))
            font.setPixelSize(max(1, round(SIZES[role] * self.factor)))
            font.setBold(bold or role == "title")
        return QFont(self._fonts[key])

    def line_height(self, role: str) -> int:
        """How high one line of a role is."""
        key = (role, i18n.language(), self.factor)
        if key not in self._heights:
            self._heights[key] = QFontMetrics(self.font(role)).height()
        return self._heights[key]

    def set(self, *, wish: str | None = None, factor: float | None = None, density: str | None = None,
            still: bool | None = None) -> None:
        """Change what is given, then dress the whole program once."""
        if wish is not None and wish not in THEMES:
            raise ValueError(wish)
        if density is not None and density not in DENSITIES:
            raise ValueError(density)
        self.wish = wish if wish is not None else self.wish
        self.factor = min(2.0, max(1.0, factor)) if factor is not None else self.factor
        self.density = density if density is not None else self.density
        self.still = still if still is not None else self.still
        self.apply()

    def apply(self) -> None:
        """Give the application its style, palette, font and style sheet; then tell the painters."""
        from ui.kit import style

        app = QApplication.instance()
        if not isinstance(app, QApplication) or self._busy:
            return
        self._busy = True
        try:
            self._tell_system()
            style.dress(app, self)
        finally:
            self._busy = False
        self.changed.emit()

    def palette(self) -> QPalette:
        """The palette of the tokens."""
        result = QPalette()
        group, role = QPalette.ColorGroup, QPalette.ColorRole
        pairs = {
            role.Window: "window", role.WindowText: "text", role.Base: "surface", role.AlternateBase: "sunken",
            role.Text: "text", role.Button: "surface", role.ButtonText: "text", role.BrightText: "late",
            role.Highlight: "select", role.HighlightedText: "on_select", role.Link: "accent",
            role.LinkVisited: "accent", role.PlaceholderText: "text3", role.ToolTipBase: "surface",
            role.ToolTipText: "text", role.Light: "hover", role.Midlight: "hover", role.Mid: "line",
            role.Dark: "edge", role.Shadow: "edge", role.Accent: "accent",
        }
        for which, token in pairs.items():
            result.setColor(which, QColor(self.hex(token)))
        for which in (role.Text, role.ButtonText, role.WindowText):
            result.setColor(group.Disabled, which, QColor(self.hex("disabled")))
        return result

    def _tell_system(self) -> None:
        # The native title bar follows this, and Qt's own dialogs.
        hints = QGuiApplication.styleHints()
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        if self.wish in schemes:
            hints.setColorScheme(schemes[self.wish])
        else:
            hints.unsetColorScheme()

    def _system_changed(self) -> None:
        if self.wish == "system":
            self.apply()


_look: Look | None = None
_colors: dict[tuple[str, str], QColor] = {}


def look() -> Look:
    """The look of the program; made on first use, when there is an application."""
    global _look
    if _look is None:
        _look = Look()
    return _look


def color(token: str) -> QColor:
    """The colour of a token in the theme in force. Shared: painters take it as it is."""
    here = look()
    key = (here.name, token)
    if key not in _colors:
        _colors[key] = QColor(here.hex(token))
    return _colors[key]


def px(pixels: float) -> int:
    """A length of the guide at the font factor in force."""
    return look().px(pixels)


def font(role: str = "body", *, bold: bool = False) -> QFont:
    """The font of a role of the type scale."""
    return look().font(role, bold=bold)


def line_height(role: str = "body") -> int:
    """How high one line of a role is."""
    return look().line_height(role)


def field_height() -> int:
    """The height of a field, button or row: always from the font, never fixed."""
    return max(px(32), line_height() + px(12))


def small_height() -> int:
    """The height of a small button."""
    return max(px(26), line_height("dense") + px(6))


def row_height(*, two: bool = False) -> int:
    """The height of a table row at the density in force, of one line or two."""
    wanted = DENSITIES[look().density]
    if two:
        return max(px(wanted + 14), line_height() + line_height("small") + px(wanted - 23))
    return max(px(wanted), line_height() + px(wanted - 20))
