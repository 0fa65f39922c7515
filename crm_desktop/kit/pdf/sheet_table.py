"""The tables of a form sheet: their heads, fixed rows or what was entered, or room to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _, pick
from crm_desktop.kit.pdf.bands import SHADE, Band, Column, Frame, Row, row_height
from crm_desktop.kit.pdf.grid import PAD, columns, head_row, longest_word, section_row, text_row, widened
from crm_desktop.kit.pdf.ruler import BODY, LEADING, SIDES, SMALL, Line, units
from crm_desktop.kit.pdf.sheet_values import MASK, Entries, has_ticks, options

_SAMPLE = 60  # rows looked at to find how wide the columns are
_SMALLEST = 5.5  # size of the heads of very many columns
_NUMBERS = ("int", "money", "percent", "score")
_WIDTHS = {"int": 3, "bool": 5, "date": 7, "datetime": 9, "money": 6, "percent": 4, "multiline": 12, "customer_ref": 9}


def lay_table(field: Field, entries: Entries, width: float, frame: Frame, more: int) -> list[Band]:
    """The bands of a table inside a sheet; `more` rows are added where it is empty."""
    return _Table(field, entries, width, frame, more).bands()


class _Table:
    """One table field while it is laid out."""

    def __init__(self, field: Field, entries: Entries, width: float, frame: Frame, more: int) -> None:
        self.field, self.entries, self.width, self.ruler = field, entries, width, entries.ruler
        self.blank, self.outer = entries.sheet.blank, frame
        self.columns = [c for c in field.columns if not c.system]
        self.records = _table_rows(field, entries.of(field), self.blank, more)
        count = len(self.columns)
        self.size = BODY if count <= 6 else SMALL if count <= 9 else 7.5
        # The head comes again with the table's rows, yet one border runs round the whole sheet.
        self.frame = Frame(0, width, outer=frame)

    def bands(self) -> list[Band]:
        """The label over the whole width, the heads, the rows."""
        title = section_row(self.field.text(), self.width, self.ruler, self.outer, align="c", shade=SHADE)
        if not self.columns:
            text = self.entries.text(self.field, self.entries.of(self.field))
            return [title, text_row([text], (Column(0, self.width),), self.ruler, self.outer,
                                    least=self.entries.writing * 3)]
        wide = self._widths()
        self.frame.head += self._heads(wide)
        found: list[Band] = [title, *self.frame.head]
        if not self.records:
            whole = (Column(0, self.width, "c", size=self.size),)
            found.append(text_row([_("No entries")], whole, self.ruler, self.frame))
        found += [self._row(wide, record) for record in self.records]
        return found + self._answers(wide) if self.blank else found

    def _answers(self, wide: Sequence[float]) -> list[Band]:
        """What may be written into columns too narrow for boxes to tick."""
        told = [_("{label}: {name}").format(label=c.text(), name=" / ".join(one.text() for one in c.choices))
                for c, one_wide in zip(self.columns, wide, strict=True)
                if c.choices and not self._ticks_fit(c, one_wide)]
        whole = (Column(0, self.width, size=SMALL),)
        return [text_row(["\n".join(told)], whole, self.ruler, self.frame)] if told else []

    def _ticks_fit(self, column: Field, width: float) -> bool:
        """Whether the answers of a column can be ticked in its cells; else they stand once below the table."""
        return has_ticks(column) and len(self.ruler.ticks(options(column, None), width - SIDES, self.size)) <= 2

    def _widths(self) -> list[float]:
        """By the heads and what is usually entered; no narrower than the longest word, day or number."""
        size, most = self.size, 16 * self.size
        weights = [min(most, SIDES + max(self.ruler.width(self.ruler.clean(c.text()), size),
                                         size * _WIDTHS.get(c.result.type, 6))) for c in self.columns]
        shown = self.records[:_SAMPLE]
        least = [longest_word(c.text(), {self.entries.text(c, r.get(c.id)) for r in shown}, self.ruler, size, False,
                              self.width * 0.25) for c in self.columns]
        return widened([self.width * w / sum(weights) for w in weights], least)

    def _heads(self, wide: Sequence[float]) -> list[Row]:
        """The columns' labels, below the labels of their groups where they have some."""
        rows, size = self._group_heads(wide), self.size
        texts = [self.ruler.clean(c.text()).replace("\n", " ") for c in self.columns]
        while size > _SMALLEST and any(self.ruler.width(word, size) > one - SIDES
                                       for text, one in zip(texts, wide, strict=True) for word in units(text)):
            size -= 0.5  # many columns: rather small heads than torn words
        return [*rows, head_row(texts, wide, self.ruler, size, self.frame)]

    def _group_heads(self, wide: Sequence[float]) -> list[Row]:
        if not any(c.column_group for c in self.columns):
            return []
        places: list[Column] = []
        texts, x, before = [], 0.0, None
        for column, one in zip(self.columns, wide, strict=True):
            group = column.column_group
            if places and group and group == before:
                places[-1] = replace(places[-1], width=places[-1].width + one)
            else:
                places.append(Column(x, one, "c", shade=SHADE, size=self.size, open_below=not group))
                texts.append(pick(group) if group else "")
            before, x = group, x + one
        row = text_row(texts, places, self.ruler, self.frame)
        row.keep = True
        return [row]

    def _row(self, wide: Sequence[float], record: Mapping[str, Any]) -> Row:
        align = "".join("r" if c.result.type in _NUMBERS else "l" for c in self.columns)
        places = columns(wide, align, self.size)
        cells = [self._cell(column, record.get(column.id), one) for column, one in zip(self.columns, wide, strict=True)]
        least = self.entries.writing if self.blank else self.size * LEADING + 2 * PAD
        return Row(max(row_height(places, cells, PAD), least), False, 0, self.frame, places, cells, PAD)

    def _cell(self, column: Field, value: Any, width: float) -> list[Line]:
        if self.entries.hidden(column, value):
            return [MASK]
        if column.result.type == "bool" or self.blank and value is None and self._ticks_fit(column, width):
            return self.ruler.ticks(options(column, value), width - SIDES, self.size)
        return list(self.ruler.wrap(self.entries.text(column, value), width - SIDES, self.size))


def _table_rows(field: Field, value: Any, blank: bool, more: int) -> list[Mapping[str, Any]]:
    """What the rows hold: fixed rows with what was entered for them, else what was entered, else room to write."""
    entered = [] if blank or not isinstance(value, list) else [row for row in value if isinstance(row, Mapping)]
    rows: list[Mapping[str, Any]] = []
    if not field.rows:
        rows = [{} for _n in range(5 + more)] if blank else []
        return entered or rows
    first = field.columns[0]
    for number, fixed in enumerate(field.rows):
        key = fixed.get("id")
        own = next((row for row in entered if row.get(first.id) == key), None)
        if own is None and number < len(entered) and entered[number].get(first.id) is None:
            own = entered[number]
        name = key if key in first.by_choice else pick(fixed.get("label", {})) or key
        rows.append({**(own or {}), first.id: name})
    known = {fixed.get("id") for fixed in field.rows}
    return rows + [row for row in entered if row.get(first.id) is not None and row.get(first.id) not in known]
