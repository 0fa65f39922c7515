"""Every pair of colours that can meet on the screen is measured: words 4.5, large words and signs 3 (WCAG 2 AA)."""

from __future__ import annotations

import re

import pytest

from tests.ui.kit.test_theme import SIGN, TEXT, contrast
from ui.kit import buttons, icons, theme
from ui.kit.style_sheet import sheet
from ui.kit.theme_tokens import TOKENS

GROUNDS = ("window", "rail", "surface", "sunken", "hover", "today")
STATES = ("ok", "near", "late", "pause")
LOOKS = ("light", "dark")
# A rule of the style sheet with both a ground and words of its own.
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_FAINT = ("disabled", "line")  # WCAG exempts what cannot be used; hairlines are decoration only


def token_of(colour: str, look: str) -> str:
    """The name of a colour in the style sheet."""
    return next((n for n, c in TOKENS[look].items() if c == colour), "")


@pytest.mark.parametrize("look", LOOKS)
def test_words_can_be_read_on_every_ground(look: str) -> None:
    for ground in GROUNDS:
        for word in ("text", "text2", "text3"):
            assert contrast(word, ground, look) >= TEXT, (word, ground)


@pytest.mark.parametrize("look", LOOKS)
def test_marks_links_and_the_ring_of_the_keyboard_are_seen(look: str) -> None:
    for ground in ("window", "rail", "surface", "sunken", "hover", "select", "today"):
        for mark in STATES:
            assert contrast(mark, ground, look) >= TEXT, (mark, ground)
        assert contrast("accent", ground, look) >= TEXT, ("link and ring", ground)
    for mark in STATES:
        for word in (mark, "text", "text2"):
            assert contrast(word, f"{mark}_soft", look) >= TEXT, (word, f"{mark}_soft")
        assert contrast("accent", f"{mark}_soft", look) >= SIGN, f"ring on {mark}_soft"
    for ground in ("window", "surface", "sunken", "rail"):
        assert contrast("edge", ground, look) >= SIGN, f"edge on {ground}"
    for kind in ("visit", "phone", "walkin", "duty"):
        assert contrast("accent", kind, look) >= SIGN, f"ring on {kind}"


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_selected_can_be_read(look: str) -> None:
    for word in ("on_select", "text", "text2"):
        assert contrast(word, "select", look) >= TEXT, word


@pytest.mark.parametrize("look", LOOKS)
def test_buttons_can_be_read_at_rest_and_under_the_mouse(look: str) -> None:
    for kind, paint in buttons._REST.items():
        for ground in filter(None, (paint.fill, buttons._HOVER[kind], *(() if paint.fill else GROUNDS))):
            for word in (paint.ink, paint.hint):
                assert contrast(word, ground, look) >= TEXT, (kind, word, ground)
        if paint.border and not paint.fill:
            assert contrast(paint.border, "surface", look) >= SIGN, kind


@pytest.mark.parametrize("look", LOOKS)
def test_signs_of_states_are_seen_on_sheets(look: str) -> None:
    for state in ("late", "near", "running", "done", "paused", "draft", "info", "missed"):
        name, token = icons.state_icon(state)
        assert contrast(token, "surface", look) >= SIGN, (state, name)
    names = [icons.state_icon(s)[0] for s in ("late", "near", "running", "done", "paused", "draft")]
    assert len(set(names)) == len(names), "a state has a shape of its own, never a colour alone"


@pytest.mark.parametrize("look", LOOKS)
def test_each_rule_of_the_style_sheet_can_be_read(look: str) -> None:
    theme.look().set(wish=look)
    seen = 0
    for selector, body in _RULE.findall(sheet(theme.look())):
        said = dict(part.strip().split(":", 1) for part in body.split(";") if ":" in part)
        word, ground = (token_of(said.get(key, "").strip(), look) for key in ("color", "background"))
        if not word or word in _FAINT:
            continue
        for under in [ground] if ground else ["surface", "window"]:
            seen += 1
            assert contrast(word, under, look) >= TEXT, (selector.strip(), word, under)
    assert seen > 15


@pytest.mark.parametrize("look", LOOKS)
def test_what_cannot_be_used_still_shows(look: str) -> None:
    assert contrast("disabled", "surface", look) >= 2, "faint, but there"
    assert contrast("disabled", "surface", look) < TEXT, "told apart from what can be used"
