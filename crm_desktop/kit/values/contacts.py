"""Telephones, e-mail addresses and the codes that carry a check digit."""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import mul

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values.text import fold, shorten, shortened

_SPAN = re.compile(r"[+(]?\d[\d ().-]*\d", re.ASCII)
_EXTENSION = re.compile(r"(.*\d)\s*-\s*(\d{1,6})", re.ASCII)
# What is kept: (whole number, hyphen after this many digits). Longer Taiwanese area codes come first.
_KEPT: dict[str, tuple[tuple[re.Pattern[str], int], ...]] = {
    "CN": tuple((re.compile(p, re.ASCII), n) for p, n in (
        (r"1[3-9]\d{9}", 0), (r"0(?:10|2\d)\d{8}", 3), (r"0[3-9]\d{2}\d{7,8}", 4), (r"[48]00\d{7}", 3))),
    "TW": tuple((re.compile(p, re.ASCII), n) for p, n in (
        (r"09\d{8}", 0), (r"080[09]\d{6}", 4), (r"08(?:26|36)\d{5}", 4), (r"0(?:37|49|82|89)\d{6,7}", 3),
        (r"0[2-8]\d{7,8}", 2))),
}
# Most cells hold one number that is already as it is kept: an import of 100,000 rows feels that.
_AS_KEPT = {"CN": re.compile(r"1[3-9]\d{9}|0(?:10|2\d)-\d{8}|0[3-9]\d{2}-\d{7,8}", re.ASCII),
            "TW": re.compile(r"09\d{8}", re.ASCII)}
_COUNTRY = {"CN": "86", "TW": "886"}
_SIGN = r"[^@\s,;:<>()\[\]\"'._]"
_EMAIL = re.compile(rf"(?:{_SIGN}|[._]){{1,64}}@(?:(?!-){_SIGN}+(?<!-)\.)+(?![\d-]){_SIGN}(?:(?![\d-]){_SIGN})+")
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = {sign: value for value, sign in enumerate(_USCC_SIGNS)}
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"


def _home_number(digits: str, home: str) -> str | None:
    """The number as it is kept (021-65432100), or None for digits of no known pattern."""
    code = _COUNTRY[home]
    if digits.startswith(code) and len(digits) > 9:
        return _home_number(digits[len(code):], home) or _home_number("0" + digits[len(code):], home)
    for pattern, area in _KEPT[home]:
        if pattern.fullmatch(digits):
            return f"{digits[:area]}-{digits[area:]}" if area else digits
    return None


def _one_number(span: str, home: str) -> str | None:
    # +44 (0)20: the zero in brackets is not dialled from abroad.
    digits = re.sub(r"\D", "", span.replace("(0)", "") if span.startswith("+") else span)
    if span.startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00") if not span.startswith("+") else digits
        own = _home_number(digits, home) if digits.startswith(_COUNTRY[home]) else None
        return own or (f"+{digits}" if 8 <= len(digits) <= 15 and digits[0] != "0" else None)
    own = _home_number(digits, home)
    if own is not None:
        return own
    extension = _EXTENSION.fullmatch(span)
    head = _one_number(extension[1], home) if extension else None
    return f"{head}-{extension[2]}" if extension and head else None


def _keep_span(match: re.Match[str], home: str) -> str:
    span = match[0]
    whole = _one_number(span, home)
    if whole is not None:
        return whole
    parts = [_one_number(part, home) for part in span.split()]
    # Two numbers with only a gap between them get a mark, else nobody could tell them apart later.
    known = [part for part in parts if part is not None]
    return "、".join(known) if len(known) == len(parts) else span


def _spans(text: str, change: Callable[[re.Match[str]], str]) -> str:
    return _SPAN.sub(change, text)


def is_contact_details(field: Field) -> bool:
    """Whether the field asks for contact details (联系方式) and not only for a telephone."""
    return "联系方式" in field.label.get("zh_CN", "")


def parse_phone(field: Field, text: str, home: str) -> str:
    """Telephone numbers with what stands around them (转801). Raises Problem."""
    if _AS_KEPT[home].fullmatch(text):
        return text
    word = " ".join(fold(text).split())
    free = is_contact_details(field)
    if re.search(r"\d[.,]\d+e\+?\d", word.lower()):
        raise shortened(text)
    if not free and sum(c.isdigit() for c in word) < 3:
        raise Problem(_("{text} is not a telephone number. Write it like 0512-5550-0100.").format(text=shorten(text)))
    return word if "@" in word else _spans(word, lambda match: _keep_span(match, home))


def phone_text(value: str, home: str) -> str:
    """Grouped for reading: 138 1234 5678, 021-6543 2100."""
    return value if "@" in value else _spans(value, lambda match: _grouped(match[0], home))


def _grouped(number: str, home: str) -> str:
    if number.startswith("+"):
        return _abroad(number)
    digits = re.sub(r"\D", "", number)
    area, _hyphen, local = number.rpartition("-")
    if _home_number(digits, home) != number:
        extension = _EXTENSION.fullmatch(number)
        known = extension and _home_number(re.sub(r"\D", "", extension[1]), home) == extension[1]
        return f"{_grouped(extension[1], home)}-{extension[2]}" if extension and known else number
    if not area:
        cuts = (digits[:3], digits[3:7], digits[7:]) if home == "CN" else (digits[:4], digits[4:7], digits[7:])
        return (" " if home == "CN" else "-").join(cuts)
    cut = 3 if len(local) == 6 else len(local) - 4
    return f"{area}-{local[:cut]}{' ' if home == 'CN' else '-'}{local[cut:]}"


def _abroad(number: str) -> str:
    import phonenumbers

    try:
        found = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    text = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    # A dropped trunk zero would be another number; then it is shown as it was typed.
    return text if "+" + re.sub(r"\D", "", text) == number else number


def parse_email(text: str) -> str:
    """One address, or several. Raises Problem."""
    if _EMAIL.fullmatch(text) and text.isascii():
        return text
    parts = [p for p in re.split(r"[\s,;、]+", re.sub(r"^mailto:", "", fold(text), flags=re.IGNORECASE)) if p]
    for part in parts:
        if not _EMAIL.fullmatch(part):
            raise Problem(_("{text} is not an e-mail address. Write it like name@company.com.").format(
                text=shorten(part if "@" in text else text)))
    return "; ".join(parts)


def _uscc(code: str) -> bool:
    try:
        total = sum(map(mul, map(_USCC.__getitem__, code[:17]), _USCC_WEIGHTS))
    except KeyError:
        return False
    return code[-1] == _USCC_SIGNS[-total % 31]


def _ubn(code: str) -> bool:
    """Taiwan's 統一編號; since 2023 the sum need only be a multiple of five."""
    products = "".join(str(int(c) * w) for c, w in zip(code, (1, 2, 1, 2, 1, 2, 4, 1), strict=True))
    total = sum(map(int, products))
    return total % 5 == 0 or (code[6] == "7" and total % 5 == 4)


def parse_registration(text: str) -> str:
    """统一社会信用代码 or 統一編號 with a right check digit. Raises Problem."""
    code = re.sub(r"[\s-]", "", fold(text)).upper()
    taiwan = len(code) == 8 and code.isascii() and code.isdigit()
    if not taiwan and not (len(code) == 18 and code.isascii() and code.isalnum()):
        raise Problem(_("A registration code has 18 letters and digits (mainland China) or 8 digits (Taiwan); "
                        "{text} has neither. Compare it with the licence.").format(text=shorten(text)))
    if not (_ubn(code) if taiwan else _uscc(code)):
        raise Problem(_("The check digit of {text} is wrong. Compare the code with the licence.").format(
            text=shorten(code)))
    return code


def _mainland_id(code: str) -> bool:
    from datetime import date

    try:
        date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return False
    total = sum(int(c) * w for c, w in zip(code, _ID_WEIGHTS, strict=False))
    return code[-1] == "10X98765432"[total % 11]


def _taiwan_id(code: str) -> bool:
    letter = _TAIWAN_LETTERS.index(code[0]) + 10
    digits = [letter // 10, letter % 10, *map(int, code[1:])]
    return sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0


def parse_id_number(text: str) -> str:
    """An identity number with a right check digit, or a passport's. Raises Problem."""
    code = re.sub(r"[\s-]", "", fold(text)).upper()
    if re.fullmatch(r"\d{17}[\dX]", code, re.ASCII):
        good = _mainland_id(code)
    elif re.fullmatch(r"[A-Z][12]\d{8}", code, re.ASCII):
        good = _taiwan_id(code)
    elif re.fullmatch(r"\d{15}|[A-Z]{1,2}\d{6,10}|\d{8,9}", code, re.ASCII):
        return code
    else:
        raise Problem(_("{text} is not an identity or passport number. "
                        "Compare it with the card.").format(text=shorten(text)))
    if not good:
        raise Problem(_("The check digit of this identity number is wrong. Compare it with the card."))
    return code
