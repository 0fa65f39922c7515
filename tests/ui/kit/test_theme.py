"""Colours: the measured contrasts of the design, computed again; the look changes as a whole."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from crm_desktop.kit import i18n
from ui.kit import theme
from ui.kit.theme_tokens import TOKENS

KINDS = ("visit", "phone", "walkin", "duty")
TEXT, SIGN = 4.5, 3.0
# pair: least light, least dark as measured in the design (rounded to one digit there)
MEASURED = {
    ("text", "surface"): (16.4, 12.8), ("text", "window"): (15.0, 14.2), ("text", "rail"): (13.7, 15.0),
    ("text", "hover"): (14.2, 11.2), ("text2", "surface"): (7.1, 7.6), ("text2", "window"): (6.5, 8.4),
    ("text2", "rail"): (5.9, 9.0), ("text2", "sunken"): (6.2, 8.1), ("text2", "select"): (5.7, 5.7),
    ("text3", "surface"): (5.4, 5.8), ("text3", "window"): (4.9, 6.4), ("text3", "sunken"): (4.7, 6.1),
    ("accent", "surface"): (6.9, 7.3), ("accent", "window"): (6.4, 8.1), ("accent", "select"): (5.6, 5.4),
    ("on_accent", "accent"): (6.9, 7.8), ("on_accent", "accent_hover"): (8.8, 9.4),
    ("on_select", "select"): (10.0, 9.1), ("edge", "surface"): (3.6, 3.7), ("edge", "window"): (3.3, 4.1),
    ("ok", "surface"): (6.3, 8.0), ("ok", "ok_soft"): (5.3, 6.8), ("ok", "select"): (5.0, 5.9),
    ("near", "surface"): (6.7, 8.5), ("near", "near_soft"): (5.8, 7.4), ("near", "select"): (5.3, 6.4),
    ("late", "surface"): (6.9, 7.1), ("late", "late_soft"): (5.6, 6.4), ("late", "select"): (5.5, 5.3),
    ("pause", "surface"): (7.4, 7.5), ("pause", "pause_soft"): (6.2, 6.8),
}


def luminance(hex_colour: str) -> float:
    """WCAG 2 relative luminance."""
    parts = [int(hex_colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(name: str, ground: str, look: str) -> float:
    """WCAG 2 contrast of two tokens."""
    a, b = sorted((luminance(TOKENS[look][name]), luminance(TOKENS[look][ground])), reverse=True)
    return (a + 0.05) / (b + 0.05)


@pytest.mark.parametrize(("pair", "measured"), MEASURED.items())
@pytest.mark.parametrize("look", ["light", "dark"])
def test_contrast_is_what_was_measured(pair: tuple[str, str], measured: tuple[float, float], look: str) -> None:
    found = contrast(*pair, look)
    assert found == pytest.approx(measured[look == "dark"], abs=0.06)
    assert found >= (SIGN if pair[0] == "edge" else TEXT)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_words_and_edges_on_the_kinds_can_be_read(look: str) -> None:
    for kind in KINDS:
        assert contrast("text", kind, look) >= TEXT
        assert contrast("text2", kind, look) >= TEXT
        assert contrast(f"{kind}_edge", kind, look) >= SIGN


def test_both_themes_name_the_same_tokens() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


def test_the_shipped_face_is_used(qapp: QApplication) -> None:
    assert theme.load_fonts() == ("Noto Sans SC",)
    assert theme.font().families()[-1] == "Noto Sans SC"
    assert qapp.font().pixelSize() == 14


def test_taiwan_readers_get_our_face_last() -> None:
    i18n.set_language("zh_TW")
    assert theme.families("zh_TW")[-1] == "Noto Sans SC"


def test_heights_follow_the_font() -> None:
    look = theme.look()
    assert theme.field_height() == 32
    look.set(factor=2.0)
    assert theme.field_height() >= 64
    assert theme.row_height() >= 64
    look.set(density="dense")
    assert theme.row_height() >= 56
    assert theme.font("title").pixelSize() == 43


def test_the_factor_stays_between_100_and_200() -> None:
    theme.look().set(factor=9)
    assert theme.look().factor == 2.0
    theme.look().set(factor=0.1)
    assert theme.look().factor == 1.0


def test_unknown_wishes_are_refused() -> None:
    with pytest.raises(ValueError, match="pink"):
        theme.look().set(wish="pink")
    with pytest.raises(ValueError, match="airy"):
        theme.look().set(density="airy")


def test_dark_changes_palette_and_painters(qapp: QApplication, qtbot: object) -> None:
    heard = []
    theme.look().changed.connect(lambda: heard.append(theme.look().name))
    theme.look().set(wish="dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(TOKENS["dark"]["window"])
    assert TOKENS["dark"]["surface"] in qapp.styleSheet()
    assert TOKENS["light"]["surface"] not in qapp.styleSheet()
    assert heard == ["dark"]


def test_a_field_is_as_high_as_a_button(qtbot: object) -> None:
    from ui.kit.widgets import Button
    field, button = QLineEdit(), Button("Save")
    field.ensurePolished()
    assert field.sizeHint().height() == button.sizeHint().height() == theme.field_height()


def test_the_style_sheet_sets_roles(qtbot: object) -> None:
    from ui.kit.widgets import Label
    label = Label("Today", size="title")
    label.ensurePolished()
    assert label.fontInfo().pixelSize() == 21
    assert isinstance(label, QLabel)
