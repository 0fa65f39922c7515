"""Lays a FormSheet out: the handbook's printed form, drawn from its declaration alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _, pick
from crm_desktop.kit.pdf.bands import SHADE, Band, Column, Frame, Row, row_height
from crm_desktop.kit.pdf.blocks import FormSheet, Sign
from crm_desktop.kit.pdf.grid import head_row, longest_word, section_row, text_row, widened
from crm_desktop.kit.pdf.ruler import BODY, SMALL, Line, Ruler, units
from crm_desktop.kit.pdf.sign_off import sign_rows

if TYPE_CHECKING:
    from crm_desktop.kit.values import Context

MM = 72 / 25.4
_LABEL, _LABEL_WISH, _LABEL_ASKED, _LABEL_MOST = 0.17, 0.22, 0.32, 0.25  # shares of the width that labels take
_PAD, _SIDES = 4.3, 10.0
_WRITING = 9 * MM  # height of a line to write on by hand
_CLOSER = 8 * MM  # the same where that saves a page
_SAMPLE = 60  # rows looked at to find how wide the columns of a table are
_ROOM = 3  # lines of room a long text has at least
_LONG = {"multiline", "table", "signature"}
_BY_HAND = {"date": N_("____ / ____ / ______"), "datetime": N_("__ / __ / ____   __ : __")}
_MASK = "••••••"


def lay_form(sheet: FormSheet, ruler: Ruler, width: float, context: Context | None, more: int = 0) -> list[Band]:
    """The bands of a form sheet; `more` rows are added to the tables of an empty one."""
    return _Sheet(sheet, ruler, width, context, more).rows()


class _Sheet:
    """One sheet while it is laid out, row by row."""

    def __init__(self, sheet: FormSheet, ruler: Ruler, width: float, context: Context | None,
                 more: int) -> None:
        self.more, self.pad = more, ruler.pad(_PAD)
        self.writing = _CLOSER if ruler.tight else _WRITING
        self.sheet, self.ruler, self.width, self.context = sheet, ruler, width, context
        self.frame = Frame(0, width)
        self.bands: list[Band] = []
        self.waiting: tuple[Field, list[Line]] | None = None
        self.label_width = self._label_width()
        self.half = width / 2 - self.label_width

    def rows(self) -> list[Band]:
        """All rows, in the order of the declaration."""
        groups = {g.id: g.label for g in self.sheet.form.groups}
        group: str | None = None
        signs: list[Field] = []
        for field in self._fields():
            if signs and field.type != "signature":
                self._sign(signs)
                signs = []
            if field.group != group and field.group in groups:
                self._close()
                self.bands.append(section_row(pick(groups[field.group]), self.width, self.ruler, self.frame,
                                              align="c", shade=SHADE))
            group = field.group
            if field.type == "signature":
                signs.append(field)
            else:
                self._add(field)
        if signs:
            self._sign(signs)
        self._close()
        return self.bands

    def _fields(self) -> list[Field]:
        """What is printed; what the office works out or adds has no place on a questionnaire handed out."""
        handed_out = self.sheet.blank and self.sheet.form.kind == "questionnaire"
        own = {f.id for f in self.sheet.form.printed if f.type == "computed" or f.inferred and f.type != "date"}
        return [f for f in self.sheet.form.printed if not (handed_out and f.id in own)]

    def _label_width(self) -> float:
        """Wide enough for seven Chinese characters, wider where a label has a longer word or too many lines."""
        labels = [self.ruler.clean(field.text()).replace("\n", " ") for field in self.sheet.form.printed]
        words = (self.ruler.width(word, BODY) for label in labels for word in units(label))
        wide = min(max(max(words, default=0) + _SIDES + 1, self.width * _LABEL), self.width * _LABEL_MOST)
        asked = self.sheet.form.kind == "questionnaire"  # its questions are long, its answers short
        most, limit = (1, _LABEL_ASKED) if asked else (2, _LABEL_WISH)
        while wide < self.width * limit and any(
                len(self.ruler.wrap(label, wide - _SIDES, BODY)) > most for label in labels):
            wide += BODY / 2
        return wide

    def _sign(self, fields: Sequence[Field]) -> None:
        self._close()
        cells = [Sign(f.text()) for f in fields]
        self.bands += sign_rows(cells, self.ruler, self.width, self.frame)

    def _add(self, field: Field) -> None:
        """A field: half a row where it is short, else a whole one."""
        if _kind(field) == "table":
            self._close()
            self._table(field)
            return
        lines = [] if field.type in _LONG else self._lines(field, self.half - _SIDES)
        if field.type in _LONG or len(lines) > (1 if self._has_ticks(field) else 2):
            self._close()
            self._whole(field, self._lines(field, self.width - self.label_width - _SIDES))
        elif self.waiting is None:
            self.waiting = (field, lines)
        else:
            before, self.waiting = self.waiting, None
            self._row([before, (field, lines)])

    def _close(self) -> None:
        """A half row left over takes the whole width."""
        if self.waiting:
            field, self.waiting = self.waiting[0], None
            self._whole(field, self._lines(field, self.width - self.label_width - _SIDES))

    def _whole(self, field: Field, lines: list[Line]) -> None:
        self._row([(field, lines)])

    def _row(self, pairs: Sequence[tuple[Field, list[Line]]]) -> None:
        """A row of one or two labels with their values."""
        long = len(pairs) == 1 and pairs[0][0].type == "multiline"
        columns: list[Column] = []
        cells: list[Sequence[Line]] = []
        x = 0.0
        value = self.half if len(pairs) == 2 else self.width - self.label_width
        for field, lines in pairs:
            label = Column(x, self.label_width, "c", shade=SHADE)
            columns += [label, Column(x + self.label_width, value, "l", top=long)]
            cells += [self.ruler.balanced(field.text(), self.label_width - _SIDES, BODY), lines]
            x += self.label_width + value
        written = self.sheet.blank and not all(self._has_ticks(field) for field, _lines in pairs)
        room = 1 if not long else _ROOM if self.sheet.blank or pairs[0][1] else _ROOM - 1
        least = room * (self.writing if written else BODY * 1.42) + (0 if written else 2 * self.pad)
        high = max(row_height(columns, cells, self.pad), least)
        self.bands.append(Row(high, False, 0, self.frame, tuple(columns), cells, self.pad))

    def _lines(self, field: Field, width: float) -> list[Line]:
        """A value broken into lines; choices as tick boxes."""
        note = self.sheet.notes.get(field.id, "")
        hidden = field.sensitive and self.sheet.masked and self.sheet.record.get(field.id) is not None
        if self._has_ticks(field) and not hidden:
            value = None if self.sheet.blank else self.sheet.record.get(field.id)
            return self.ruler.ticks(_options(field, value), width, BODY, note)
        if self.sheet.blank:
            return [self.ruler.fit(_(_BY_HAND[_kind(field)]), width, BODY)] if _kind(field) in _BY_HAND else []
        text = _MASK if hidden else self._text(field, self.sheet.record.get(field.id))
        lines: list[Line] = list(self.ruler.wrap(text, width, BODY)) if text else []
        return lines + list(self.ruler.ticks([], width, BODY, note)) if note else lines

    def _text(self, field: Field, value: Any) -> str:
        """A value as paper shows it."""
        if value is None or value == "" or value == []:
            return ""
        if self.context is None:
            return str(value)
        from crm_desktop.kit import values

        return values.paper(field, value, self.context)

    @staticmethod
    def _has_ticks(field: Field) -> bool:
        return _kind(field) == "bool" or _kind(field) in ("choice", "multi_choice") and bool(field.choices)

    def _table(self, field: Field) -> None:
        """A table field: its label over the whole width, then its columns with fixed rows or what was entered."""
        columns = [c for c in field.columns if not c.system]
        records = _table_rows(field, self.sheet.record.get(field.id), self.sheet.blank, self.more)
        self.bands.append(section_row(field.text(), self.width, self.ruler, self.frame, align="c", shade=SHADE))
        if not columns:
            text = "" if self.sheet.blank else self._text(field, self.sheet.record.get(field.id))
            self.bands.append(text_row([text], (Column(0, self.width),), self.ruler, self.frame,
                                       least=self.writing * 3))
            return
        size = BODY if len(columns) <= 6 else SMALL if len(columns) <= 9 else 7.5
        wide = self._table_widths(columns, size, records)
        inner = Frame(0, self.width, outer=self.frame)
        inner.head += self._table_heads(columns, wide, size, inner)
        # The head comes again with the table's rows, yet one border runs round the whole sheet.
        self.bands += inner.head
        if not records:
            self.bands.append(text_row([_("No entries")], (Column(0, self.width, "c", size=size),), self.ruler, inner))
        for record in records:
            self.bands.append(self._table_row(columns, wide, size, record, inner))
        if self.sheet.blank:
            self._answers([c for c, one in zip(columns, wide, strict=True)
                           if c.choices and not self._ticks_fit(c, one, size)], inner)

    def _answers(self, columns: Sequence[Field], frame: Frame) -> None:
        """What may be written into columns too narrow for boxes to tick."""
        told = [_("{label}: {name}").format(label=c.text(), name=" / ".join(one.text() for one in c.choices))
                for c in columns]
        if told:
            self.bands.append(text_row(["\n".join(told)], (Column(0, self.width, size=SMALL),), self.ruler, frame))

    def _ticks_fit(self, column: Field, width: float, size: float) -> bool:
        """Whether the answers of a column can be ticked in its cells; else they stand once below the table."""
        return self._has_ticks(column) and len(self.ruler.ticks(_options(column, None), width - _SIDES, size)) <= 2

    def _table_widths(self, columns: Sequence[Field], size: float,
                      records: Sequence[Mapping[str, Any]]) -> list[float]:
        """By the heads and what is usually entered; no narrower than the longest word, day or number."""
        weights = [max(self.ruler.width(self.ruler.clean(c.text()), size), size * _WIDTHS.get(_kind(c), 6)) + _SIDES
                   for c in columns]
        wished = [self.width * min(w, 16 * size) / sum(min(w, 16 * size) for w in weights) for w in weights]
        least = [longest_word(c.text(), {self._text(c, r.get(c.id)) for r in records[:_SAMPLE]}, self.ruler, size,
                              False, self.width * 0.25) for c in columns]
        return widened(wished, least)

    def _table_heads(self, columns: Sequence[Field], wide: Sequence[float], size: float, frame: Frame) -> list[Row]:
        """The columns' labels, below the labels of their groups where they have some."""
        rows: list[Row] = []
        if any(c.column_group for c in columns):
            places: list[Column] = []
            texts, x, before = [], 0.0, None
            for column, one in zip(columns, wide, strict=True):
                if places and column.column_group and column.column_group == before:
                    places[-1] = replace(places[-1], width=places[-1].width + one)
                else:
                    group = column.column_group
                    places.append(Column(x, one, "c", shade=SHADE, size=size, open_below=not group))
                    texts.append(pick(group) if group else "")
                before, x = column.column_group, x + one
            rows.append(text_row(texts, places, self.ruler, frame))
            rows[-1].keep = True
        return [*rows, head_row([c.text() for c in columns], wide, self.ruler, size, frame)]

    def _table_row(self, columns: Sequence[Field], wide: Sequence[float], size: float,
                   record: Mapping[str, Any], frame: Frame) -> Row:
        places: list[Column] = []
        cells: list[Sequence[Line]] = []
        x = 0.0
        for column, one in zip(columns, wide, strict=True):
            value = record.get(column.id)
            number = _kind(column) in ("int", "money", "percent", "score")
            places.append(Column(x, one, "r" if number else "l", size=size))
            lines: list[Line]
            if column.sensitive and self.sheet.masked and value is not None:
                lines = [_MASK]
            elif _kind(column) == "bool" or self.sheet.blank and value is None and self._ticks_fit(column, one, size):
                lines = self.ruler.ticks(_options(column, value), one - _SIDES, size)
            else:
                lines = list(self.ruler.wrap(self._text(column, value), one - _SIDES, size))
            cells.append(lines)
            x += one
        high = max(row_height(places, cells, 2.8), self.writing if self.sheet.blank else size * 1.42 + 5.6)
        return Row(high, False, 0, frame, tuple(places), cells, 2.8)


_WIDTHS = {"int": 3, "bool": 5, "date": 7, "datetime": 9, "money": 6, "percent": 4, "multiline": 12, "customer_ref": 9}


def _kind(field: Field) -> str:
    """The field's type; of a computed field the type of its result."""
    return field.result_type or "text" if field.type == "computed" else field.type


def _options(field: Field, value: Any) -> list[tuple[bool, str]]:
    """All answers of a choice with what is ticked. An answer no longer declared is still shown."""
    if _kind(field) == "bool":
        return [(value is not None and bool(value), _("Yes")), (value is not None and not value, _("No"))]
    chosen = value if isinstance(value, list | tuple) else [] if value in (None, "") else [value]
    known = [(choice.id in chosen, choice.text()) for choice in field.choices]
    return known + [(True, str(v)) for v in chosen if v not in field.by_choice]


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
