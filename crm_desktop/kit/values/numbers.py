"""Numbers, money and percentages in office notation: 1,000; 1.2万; ￥1234.5; NT$ 186,000; 85.8%."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values.text import fold, shorten

# Minor units follow ISO 4217: two digits save for these. The New Taiwan dollar has two as well
# (offices write it without, so .00 is not shown).
_NO_MINOR = frozenset(("JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF", "PYG", "RWF"))
_THREE_MINOR = frozenset(("KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"))
_DOLLARS = frozenset(("TWD", "USD", "HKD", "SGD", "AUD", "CAD", "NZD", "MOP"))
_YUAN = frozenset(("CNY", "TWD", "HKD", "MOP"))
_SIGNS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("人民币", "人民幣", "rmb", "cny", "yuan"), frozenset(("CNY",))),
    **dict.fromkeys(("新台币", "新臺幣", "新台幣", "台币", "台幣", "臺幣", "nt$", "ntd", "nt", "twd"), frozenset(("TWD",))),
    **dict.fromkeys(("us$", "usd", "美元", "美金"), frozenset(("USD",))),
    **dict.fromkeys(("hk$", "hkd", "港币", "港幣", "港元"), frozenset(("HKD",))),
    **dict.fromkeys(("€", "eur", "欧元", "歐元"), frozenset(("EUR",))),
    **dict.fromkeys(("jp¥", "jpy", "日元", "日圓", "円", "yen"), frozenset(("JPY",))),
    "¥": frozenset(("CNY", "JPY")), "￥": frozenset(("CNY", "JPY")), "$": _DOLLARS,
    **dict.fromkeys(("元", "圆", "圓", "块", "塊"), _YUAN), "整": frozenset(),
}
_SIGN = re.compile("|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True)))
_SHOWN = {"TWD": "NT$ {amount}", "USD": "US$ {amount}", "HKD": "HK$ {amount}", "EUR": "€ {amount}",
          "JPY": "JP¥ {amount}"}
_TIMES = {"": 1, "百": 100, "千": 1000, "k": 1000, "万": 10_000, "萬": 10_000, "w": 10_000, "百万": 10**6, "百萬": 10**6,
          "千万": 10**7, "千萬": 10**7, "亿": 10**8, "億": 10**8}
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+|\d{1,30})?(?:\.(?P<part>\d{1,30})?)?"
    r"(?P<times>[百千]?[万萬]|[百千亿億kw])?", re.ASCII)
_COUNTED = re.compile(r"(?<=[\d万萬\s])(?:个|個|件|台|臺|家|人|次|条|條|项|項|份|套|天|张|張|位|户|戶|笔|筆|名|只|隻|部|pcs|pc)$")
LARGEST = 10**15
LARGEST_FLOAT = 10**9


def decimal(text: str) -> Decimal | None:
    """A written number, or None where it is none."""
    word = re.sub(r"[\s']", "", fold(text).lower())
    minus = word.startswith("(") and word.endswith(")")
    match = _NUMBER.fullmatch(word[1:-1] if minus else word)
    if not match or not (match["whole"] or match["part"]):
        return None
    whole, part = (match["whole"] or "0").replace(",", ""), match["part"] or "0"
    number = Decimal(f"{whole}.{part}") * _TIMES[match["times"] or ""]
    return -number if minus or match["sign"] == "-" else number


def _number(text: str, largest: int) -> Decimal:
    number = decimal(text)
    if number is None:
        raise Problem(_("{text} is not a number. Write it like 1,234.5.").format(text=shorten(text)))
    if abs(number) > largest:
        raise Problem(_("{text} is too large a number. Enter a smaller one.").format(text=shorten(text)))
    return number


def parse_int(text: str) -> int:
    """A whole number. Raises Problem."""
    number = _number(_COUNTED.sub("", fold(text).lower()), LARGEST)
    if number != number.to_integral_value():
        raise Problem(_("{text} is not a whole number. Write it like 12.").format(text=shorten(text)))
    return int(number)


def parse_score(text: str) -> float:
    """A score, up to four decimals. Raises Problem."""
    return _rounded(_number(re.sub("[分点點]$", "", fold(text)), LARGEST_FLOAT))


def parse_percent(text: str) -> float:
    """A percentage: 85% and 85 are both 85.0. Raises Problem."""
    return _rounded(_number(fold(text).removesuffix("%"), LARGEST_FLOAT))


def _rounded(number: Decimal) -> float:
    return float(number.quantize(Decimal("0.0001"), ROUND_HALF_UP)) or 0.0


def minor_digits(currency: str) -> int:
    """How many digits its minor unit has: 2 for CNY and TWD, 0 for JPY."""
    return 0 if currency in _NO_MINOR else 3 if currency in _THREE_MINOR else 2


def to_minor(amount: Decimal, currency: str) -> int:
    """An amount in minor units, rounded half up. Raises Problem for one too large."""
    minor = int((amount * 10 ** minor_digits(currency)).to_integral_value(ROUND_HALF_UP))
    if abs(minor) > LARGEST:
        raise Problem(_("{text} is too large an amount. Enter a smaller one.").format(text=shorten(f"{amount:,f}")))
    return minor


def parse_money(text: str, currency: str) -> int:
    """An amount in minor units of the office's currency. Raises Problem."""
    word = fold(text).lower()
    code = currency.lower()
    signs = _SIGN.findall(word)
    if any(_SIGNS[s] and currency not in _SIGNS[s] for s in signs):
        raise Problem(_("{text} is in another currency. Enter the amount in {currency}.").format(
            text=shorten(text), currency=currency))
    amount = decimal(_SIGN.sub("", word).replace(code, ""))
    if amount is None:
        raise Problem(_("{text} is not an amount. Write it like 1,234.50.").format(text=shorten(text)))
    return to_minor(amount, currency)


def money_text(minor: int, currency: str) -> str:
    """186,000.00 元, NT$ 186,000, US$ 1,234.50."""
    digits = minor_digits(currency)
    whole, part = divmod(abs(minor), 10 ** digits)
    amount = f"{'-' if minor < 0 else ''}{whole:,}"
    if digits and (part or currency != "TWD"):
        amount += f".{part:0{digits}}"
    if currency == "CNY":
        return _("{amount} yuan").format(amount=amount)
    return _SHOWN.get(currency, currency + " {amount}").format(amount=amount)


def decimal_text(number: float, places: int = 4) -> str:
    """A number with its thousands marked and no idle zeros behind the point."""
    text = f"{number:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
