"""What stands in the cells of a form sheet: values as paper shows them, boxes to tick, room to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _
from crm_desktop.kit.pdf.blocks import FormSheet
from crm_desktop.kit.pdf.ruler import MM, Ruler

if TYPE_CHECKING:
    from crm_desktop.kit.values import Context

_WRITING = 9 * MM  # height of a line to write on by hand
_CLOSER = 8 * MM  # the same where that saves a page
MASK = "••••••"


@dataclass(frozen=True)
class Entries:
    """The values of one sheet, with what is needed to show them."""

    sheet: FormSheet
    ruler: Ruler
    context: Context | None

    @property
    def writing(self) -> float:
        """The height of a line to write on by hand."""
        return _CLOSER if self.ruler.tight else _WRITING

    def of(self, field: Field) -> Any:
        """What was entered for a field; nothing on an empty sheet."""
        return None if self.sheet.blank else self.sheet.record.get(field.id)

    def hidden(self, field: Field, value: Any) -> bool:
        """Whether a value is only shown as being there."""
        return field.sensitive and self.sheet.masked and value is not None

    def text(self, field: Field, value: Any) -> str:
        """A value as paper shows it."""
        if value is None or value == "" or value == []:
            return ""
        if self.context is None:
            return str(value)
        from crm_desktop.kit import values

        return values.paper(field, value, self.context)


def has_ticks(field: Field) -> bool:
    """Whether a field is answered by ticking boxes."""
    kind = field.result.type
    return kind == "bool" or kind in ("choice", "multi_choice") and bool(field.choices)


def options(field: Field, value: Any) -> list[tuple[bool, str]]:
    """All answers of a choice with what is ticked. An answer no longer declared is still shown."""
    if field.result.type == "bool":
        return [(value is not None and bool(value), _("Yes")), (value is not None and not value, _("No"))]
    chosen = value if isinstance(value, list | tuple) else [] if value in (None, "") else [value]
    known = [(choice.id in chosen, choice.text()) for choice in field.choices]
    return known + [(True, str(v)) for v in chosen if v not in field.by_choice]
