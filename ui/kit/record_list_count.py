"""What a list shows, as a query and in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from crm_desktop.kit.feature import Entity
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import _
from crm_desktop.kit.query import Condition, Listing, Query
from ui.kit.table import Column, Table


@dataclass(frozen=True)
class Shown:
    """What the list shows besides its columns."""

    text: str = ""
    where: tuple[Condition, ...] = ()
    sort: tuple[str, ...] = ()


class CountedList(QWidget):
    """A list that says in words how much it shows, and in which order."""

    form: Form
    entity: Entity
    table: Table
    shown: Shown
    listing: Listing | None
    total: int
    all_columns: list[Column]

    def query(self) -> Query:
        """What is shown, for export, print and reports."""
        return Query(self.form.id, self.shown.text, self.shown.where, self.sort())

    def sort(self) -> tuple[str, ...]:
        """The order in force."""
        return self.shown.sort or (self.entity.sort,)

    def is_filtered(self) -> bool:
        """Whether text or conditions narrow the list."""
        return bool(self.shown.text.strip() or self.shown.where)

    def count_words(self) -> str:
        """How many, in words: "486", "214 of 486", "1,000+ of 486,000"."""
        if not self.is_filtered():
            return f"{self.total:,}"
        return _("{count} of {total}").format(count=self._counted(), total=f"{self.total:,}")

    def status(self) -> str:
        """The list in words for the status line."""
        total = f"{self.total:,}"
        parts = [_("Shown {count} of {total}").format(count=self._counted(), total=total) if self.is_filtered()
                 else _("{total} in all").format(total=total)]
        if self.table.chosen_rows() > 1:
            parts.append(_("{count} selected").format(count=f"{self.table.chosen_rows():,}"))
        key = self.sort()[0]
        title = next((c.head() for c in self.all_columns if c.id == key.lstrip("-")), "")
        if title:
            sentence = _("by {column}, descending") if key.startswith("-") else _("by {column}, ascending")
            parts.append(sentence.format(column=title))
        return " · ".join(parts)

    def _count(self) -> int:
        return self.listing.count if self.listing is not None else 0

    def _counted(self) -> str:
        return f"{self._count():,}" + ("+" if self.listing is not None and self.listing.capped else "")
