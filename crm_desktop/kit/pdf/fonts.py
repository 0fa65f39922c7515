"""The two shipped faces: read once a process, measured by character, embedded as subsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from threading import RLock
from typing import Any

from crm_desktop.kit import paths

FAMILY = "NotoSansSC"
# reportlab reads and subsets a font file through one cursor: two prints at once would disturb each other.
LOCK = RLock()
_BEYOND = re.compile(r"<([0-9A-F]{5,6})>")
# Control characters have no shape, whatever the font says.
_CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0xAD)))


@dataclass(frozen=True, eq=False)
class Face:
    """One weight: the widths of its characters in em, and the font reportlab draws with."""

    name: str
    widths: dict[str, float]
    covered: frozenset[str]
    font: Any


def _utf16(match: re.Match[str]) -> str:
    return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"


def _font(name: str, path: str) -> Any:
    from reportlab.pdfbase.ttfonts import TTFont

    class Embedded(TTFont):  # type: ignore[misc]
        """Writes characters beyond U+FFFF into the text map as UTF-16, so that they can be copied."""

        def addObjects(self, doc: Any) -> None:
            super().addObjects(doc)
            for key, thing in list(doc.idToObject.items()):
                if key.startswith("toUnicodeCMap:") and isinstance(thing.content, str):
                    thing.content = _BEYOND.sub(_utf16, thing.content)

    return Embedded(name, path)


@cache
def face(bold: bool = False) -> Face:
    """The regular or the bold face, registered with reportlab."""
    with LOCK:
        from reportlab import rl_config
        from reportlab.pdfbase import pdfmetrics

        rl_config.useA85 = 0  # text-safe streams are a quarter larger, and slow to write
        rl_config.trustedHosts = []  # nothing is fetched, whatever a text says
        weight = "Bold" if bold else "Regular"
        font = _font(f"{FAMILY}-{weight}", str(paths.resource("fonts", f"{FAMILY}-{weight}.ttf")))
        pdfmetrics.registerFont(font)
        if bold:
            regular = face().name
            pdfmetrics.registerFontFamily(FAMILY, regular, font.fontName, regular, font.fontName)
        glyphs = font.face.charToGlyph
        widths = {chr(c): w / 1000 for c, w in font.face.charWidths.items() if glyphs.get(c)}
        for char in _CONTROLS & widths.keys():
            del widths[char]
        return Face(font.fontName, widths, frozenset(widths), font)
