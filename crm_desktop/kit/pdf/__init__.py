"""Paper: blocks to declare, and the typesetter that turns them into a PDF. reportlab loads on the first print."""

from __future__ import annotations

from crm_desktop.kit.pdf.blocks import (
    Block,
    Chart,
    FormSheet,
    Grid,
    Heading,
    KeepTogether,
    Note,
    PageBreak,
    Paper,
    Section,
    Series,
    SideBySide,
    Sign,
    SignOff,
    Spacer,
    Text,
)
from crm_desktop.kit.pdf.draw import Letterhead, Print, draw, read_logo
from crm_desktop.kit.pdf.numerals import heading_number

__all__ = ["Block", "Chart", "FormSheet", "Grid", "Heading", "KeepTogether", "Letterhead", "Note", "PageBreak",
           "Paper", "Print", "Section", "Series", "SideBySide", "Sign", "SignOff", "Spacer", "Text", "draw",
           "heading_number", "read_logo"]
