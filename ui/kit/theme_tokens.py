"""The colours of the program: one table, from which palette, style sheet and icons are made.

No other file of ui/ names a colour (a test looks). Every pair that carries words or state was
measured against WCAG 2 (tests/ui/kit/test_theme.py computes the table again).
"""

from __future__ import annotations

_NAMES = (
    ("window", "#F6F5F2", "#1A1C1F"), ("rail", "#ECEBE6", "#141618"),
    ("surface", "#FFFFFF", "#222529"), ("sunken", "#F1F0EC", "#1D2023"),
    ("hover", "#F0EFEB", "#2B2F34"), ("line", "#DDDBD5", "#363B41"),
    ("edge", "#83878D", "#767D86"),
    ("text", "#1C2025", "#E8EAEC"), ("text2", "#525961", "#B0B7BE"), ("text3", "#656B73", "#989FA7"),
    ("accent", "#1B5E8C", "#7FB9E1"), ("accent_hover", "#164E75", "#9BCAEA"), ("on_accent", "#FFFFFF", "#0B2133"),
    ("select", "#D9E8F3", "#1F3C54"), ("on_select", "#113653", "#D5E8F6"),
    ("ok", "#1C6E43", "#7DCB9C"), ("ok_soft", "#E0F1E7", "#1D3628"),
    ("near", "#855000", "#EBB95F"), ("near_soft", "#FBEED3", "#3A2E16"),
    ("late", "#AF2219", "#F4978E"), ("late_soft", "#FBE4E1", "#45231F"),
    ("pause", "#5A4F7C", "#BAAFE0"), ("pause_soft", "#ECE9F4", "#2F2A40"),
    ("today", "#F4F8FB", "#232B33"), ("bench", "#D9D7D1", "#0F1113"), ("page_edge", "#A7A49B", "#4A5057"),
    ("disabled", "#9A9EA3", "#6C7279"),
    ("visit", "#DDEAF4", "#1F3447"), ("visit_edge", "#1B5E8C", "#7FB9E1"),
    ("phone", "#E9E4F4", "#2F2A40"), ("phone_edge", "#5A4F7C", "#BAAFE0"),
    ("walkin", "#DFEFE9", "#1B362F"), ("walkin_edge", "#1F6B5A", "#79C9B0"),
    ("duty", "#ECEAE4", "#2C2F33"), ("duty_edge", "#5C6168", "#A6ADB5"),
)

TOKENS: dict[str, dict[str, str]] = {
    "light": {name: light for name, light, _dark in _NAMES},
    "dark": {name: dark for name, _light, dark in _NAMES},
}

# The Chinese type sizes the users know (小五, 五号, 小四, 四号, 三号), in pixels at 96 dpi.
SIZES: dict[str, float] = {"small": 12, "dense": 13, "body": 14, "lead": 16, "figure": 18.7, "title": 21.3}
