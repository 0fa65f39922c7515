"""Lays a FormSheet out: the handbook's printed form, drawn from its declaration alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _, pick
from crm_desktop.kit.pdf.bands import SHADE, Band, Column, Frame, Row, row_height
from crm_desktop.kit.pdf.blocks import FormSheet, Sign
from crm_desktop.kit.pdf.grid import section_row
from crm_desktop.kit.pdf.ruler import BODY, LEADING, SIDES, Line, Ruler, units
from crm_desktop.kit.pdf.sheet_table import lay_table
from crm_desktop.kit.pdf.sheet_values import MASK, Entries, has_ticks, options
from crm_desktop.kit.pdf.sign_off import sign_rows

if TYPE_CHECKING:
    from crm_desktop.kit.values import Context

_LABEL, _LABEL_WISH, _LABEL_ASKED, _LABEL_MOST = 0.17, 0.22, 0.32, 0.25  # shares of the width that labels take
_PAD = 4.3
_ROOM = 3  # lines of room a long text has at least
_LONG = {"multiline", "table", "signature"}
_BY_HAND = {"date": N_("____ / ____ / ______"), "datetime": N_("__ / __ / ____   __ : __")}


def lay_form(sheet: FormSheet, ruler: Ruler, width: float, context: Context | None, more: int = 0) -> list[Band]:
    """The bands of a form sheet; `more` rows are added to the tables of an empty one."""
    return _Sheet(sheet, ruler, width, context, more).rows()


class _Sheet:
    """One sheet while it is laid out, row by row."""

    def __init__(self, sheet: FormSheet, ruler: Ruler, width: float, context: Context | None,
                 more: int) -> None:
        self.more, self.pad = more, ruler.pad(_PAD)
        self.entries = Entries(sheet, ruler, context)
        self.sheet, self.ruler, self.width, self.writing = sheet, ruler, width, self.entries.writing
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
        wide = min(max(max(words, default=0) + SIDES + 1, self.width * _LABEL), self.width * _LABEL_MOST)
        asked = self.sheet.form.kind == "questionnaire"  # its questions are long, its answers short
        most, limit = (1, _LABEL_ASKED) if asked else (2, _LABEL_WISH)
        while wide < self.width * limit and any(
                len(self.ruler.wrap(label, wide - SIDES, BODY)) > most for label in labels):
            wide += BODY / 2
        return wide

    def _sign(self, fields: Sequence[Field]) -> None:
        self._close()
        cells = [Sign(f.text()) for f in fields]
        self.bands += sign_rows(cells, self.ruler, self.width, self.frame)

    def _add(self, field: Field) -> None:
        """A field: half a row where it is short, else a whole one."""
        if field.result.type == "table":
            self._close()
            self.bands += lay_table(field, self.entries, self.width, self.frame, self.more)
            return
        lines = [] if field.type in _LONG else self._lines(field, self.half - SIDES)
        if field.type in _LONG or len(lines) > (1 if has_ticks(field) else 2):
            self._close()
            self._whole(field, self._lines(field, self.width - self.label_width - SIDES))
        elif self.waiting is None:
            self.waiting = (field, lines)
        else:
            before, self.waiting = self.waiting, None
            self._row([before, (field, lines)])

    def _close(self) -> None:
        """A half row left over takes the whole width."""
        if self.waiting:
            field, self.waiting = self.waiting[0], None
            self._whole(field, self._lines(field, self.width - self.label_width - SIDES))

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
            cells += [self.ruler.balanced(field.text(), self.label_width - SIDES, BODY), lines]
            x += self.label_width + value
        written = self.sheet.blank and not all(has_ticks(field) for field, _lines in pairs)
        room = 1 if not long else _ROOM if self.sheet.blank or pairs[0][1] else _ROOM - 1
        least = room * (self.writing if written else BODY * LEADING) + (0 if written else 2 * self.pad)
        high = max(row_height(columns, cells, self.pad), least)
        self.bands.append(Row(high, False, 0, self.frame, tuple(columns), cells, self.pad))

    def _lines(self, field: Field, width: float) -> list[Line]:
        """A value broken into lines; choices as tick boxes."""
        note = self.sheet.notes.get(field.id, "")
        value = self.entries.of(field)
        hidden = self.entries.hidden(field, value)
        if has_ticks(field) and not hidden:
            return self.ruler.ticks(options(field, value), width, BODY, note)
        if self.sheet.blank:
            by_hand = _BY_HAND.get(field.result.type)
            return [self.ruler.fit(_(by_hand), width, BODY)] if by_hand else []
        text = MASK if hidden else self.entries.text(field, value)
        lines: list[Line] = list(self.ruler.wrap(text, width, BODY)) if text else []
        return lines + list(self.ruler.ticks([], width, BODY, note)) if note else lines
