"""The two kinds of error: a Problem the user can mend, and everything else, which is a bug."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.kit.i18n import N_, _, sentences


class Problem(Exception):
    """Something the user can mend, as one translated sentence that says what to do.

    `field` is the id of the field it belongs to, `row` the row (1-based) of a sheet being read.
    """

    def __init__(self, sentence: str, *, field: str | None = None, row: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.row = row


class Problems(Problem):
    """Several problems of one record, found together so that all can be shown at their fields."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(sentences(p.sentence for p in problems), field=problems[0].field if problems else None)
        self.problems = tuple(problems)


class ReadOnly(Problem):
    """Somebody wants to write into a read-only copy of an office."""

    WHY = N_("This is a read-only copy. To change something, open the office itself.")

    def __init__(self) -> None:
        super().__init__(_(self.WHY))


class Cancelled(Exception):
    """The user cancelled a running task; whoever started it undoes what was begun."""
