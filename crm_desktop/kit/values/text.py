"""Text as people paste it: folded, cleaned, held to limits, without bank card numbers."""

from __future__ import annotations

import re

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _

# Full-width signs and digits, the ideographic space and the many dashes, as an office types them.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20, 0xA0: 0x20, 0x2010: 0x2D, 0x2011: 0x2D, 0x2012: 0x2D, 0x2013: 0x2D, 0x2014: 0x2D, 0x2212: 0x2D}
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_CARD = re.compile(r"(?<![\d.,-])(?:62|4|5[1-5]|2[2-7]|35)(?:[ -]?\d){14,17}(?![\d-])")
_NOT_CARDS = frozenset(("no", "number", "phone", "mobile", "telephone", "code", "order", "account", "id"))
_EXCEL_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"))
LIMITS = {"text": 2000, "multiline": 20_000, "address": 500, "phone": 200, "email": 300, "id_number": 100,
          "table": 200_000, "multi_choice": 2000, "customer_ref": 2000, "contact_ref": 2000, "user_ref": 2000,
          "form_ref": 2000, "choice": 500}
NAME_LIMIT = 300
OTHER_LIMIT = 100


def fold(text: str) -> str:
    """Full-width letters, digits and signs as plain ones, dashes as hyphens, trimmed."""
    return text.translate(_FOLD).strip()


def limit(field: Field) -> int:
    """How many characters the field takes."""
    if field.type == "text" and (field.id == "name" or field.id.endswith("_name")):
        return NAME_LIMIT
    return LIMITS.get(field.type, OTHER_LIMIT)


def clean(field: Field, text: str) -> str:
    """The text without what cannot be seen, one line where the field is one line. Raises Problem."""
    if _ODD.search(text):
        text = _BREAKS.sub("\n", _INVISIBLE.sub("", text))
        refused = _REFUSED.search(text)
        if refused:
            raise Problem(_("{label} holds the control character U+{code}, which cannot be kept. Remove it.").format(
                label=field.text(), code=f"{ord(refused[0]):04X}"))
        if field.type not in ("multiline", "multi_choice", "table") and not field.multiple:
            text = " ".join(filter(None, map(str.strip, re.split("[\n\t]", text))))
    text = text.strip()
    if len(text) > limit(field):
        raise Problem(_("{label} takes at most {limit} characters; this has {length}. Shorten it.").format(
            label=field.text(), limit=f"{limit(field):,}", length=f"{len(text):,}"))
    return text


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        total += digit if place % 2 == 0 else digit * 2 - (9 if digit > 4 else 0)
    return total % 10 == 0


def _looks_like_id(digits: str) -> bool:
    """An 18-digit identity number holds a birth date where a card holds anything."""
    return len(digits) == 18 and digits[6:8] in ("19", "20") and digits[10:12] <= "12" and digits[12:14] <= "31"


def refuse_cards(field: Field, text: str) -> None:
    """Full bank card numbers are not kept anywhere (decision 18). Raises Problem."""
    if len(text) < 16 or not _NOT_CARDS.isdisjoint(field.id.split("_")):
        return
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _luhn(digits) and not _looks_like_id(digits):
            raise Problem(_("{label} holds a full bank card number, which is not kept. Write its last four digits.")
                          .format(label=field.text()))


def read_text(field: Field, text: str) -> str:
    """Free text that was cleaned already. Raises Problem."""
    if text in _EXCEL_ERRORS:
        raise Problem(_("{label} holds the Excel error {text}. "
                        "Correct the cell.").format(label=field.text(), text=text))
    refuse_cards(field, text)
    return text


def shorten(text: str, length: int = 40) -> str:
    """What was typed, short enough to stand in a sentence."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[:length - 1] + "…"


def shortened(text: str) -> Problem:
    """What to say of a number that a spreadsheet rounded away: 1.38123E+10."""
    return Problem(_("{text} was shortened by the spreadsheet. Format the column as text and enter it again.").format(
        text=shorten(text)))
