"""Values of fields: read from typing and cells, shown on screen and paper, checked before saving.

How each type is kept: text, multiline, address, phone, email, id_number: str | date: YYYY-MM-DD
(a birthday may be --MM-DD) | datetime: UTC YYYY-MM-DDTHH:MM:SSZ | duration: int minutes |
money: int minor units by ISO 4217 (fen; cents of the New Taiwan dollar too, shown without .00) |
percent, score: float | int: int | bool: 0 or 1 | choice: id | multi_choice and `multiple`: list |
references: id, or {"form", "id"} where any form will do | table: list of dict | None: not known.

`read`, `read_cell` raise Problem and nothing else; `show`, `paper`, `plain` never raise.
"""

from crm_desktop.kit.values.checking import check, check_value, default, missing
from crm_desktop.kit.values.context import Context
from crm_desktop.kit.values.dates import WEEKDAYS, short_day, whole_day
from crm_desktop.kit.values.dates import paper as paper_day
from crm_desktop.kit.values.numbers import decimal_text, money_text
from crm_desktop.kit.values.reading import is_birthday, read, read_cell
from crm_desktop.kit.values.showing import paper, plain, show
from crm_desktop.kit.values.text import fold, limit
from crm_desktop.kit.values.times import length_text, parse_clock
from crm_desktop.kit.values.words import joiner

__all__ = [
    "WEEKDAYS", "Context", "check", "check_value", "decimal_text", "default", "fold", "is_birthday", "joiner",
    "length_text", "limit", "missing", "money_text", "paper", "paper_day", "parse_clock", "plain", "read",
    "read_cell", "short_day", "show", "whole_day",
]
