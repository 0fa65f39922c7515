"""Numbers before the heads of a paper: 一、二、 in Chinese, 1. 2. elsewhere."""

from __future__ import annotations

from crm_desktop.kit.i18n import language

_DIGITS = "零一二三四五六七八九"


def heading_number(number: int) -> str:
    """What stands before the head of a paper's section, such as 十二、 or 12. with its space."""
    if language() == "en":
        return f"{number}. "
    if not 0 < number < 100:
        return f"{number}、"
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "") + "、"
