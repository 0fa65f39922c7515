"""One sheet being keyed: digits answer and go on. Knows no window and no store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crm_desktop.kit.i18n import ngettext
from crm_desktop.surveys import model


@dataclass
class Keying:
    """Where the keyboard stands on the paper and what was ticked. `at` beyond the last item is the end.

    `blank` are the items left open on purpose (0), apart from those not reached yet.
    """

    answers: dict[str, str] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)
    at: int = 0

    @property
    def item(self) -> str | None:
        """The item in hand; None at the end."""
        return model.ITEMS[self.at] if self.at < len(model.ITEMS) else None

    def digit(self, number: int) -> str:
        """Answer the item in hand and go on; 0 leaves it open. Says why not, where the scale has no such step."""
        item = self.item
        if item is None:
            return ""
        scale = model.SCALES[item]
        if number > len(scale):
            return ngettext("This item has {count} step: press 1 to {count}, or 0 for no answer.",
                            "This item has {count} steps: press 1 to {count}, or 0 for no answer.",
                            len(scale)).format(count=len(scale))
        if number:
            self.answers[item] = scale[number - 1]
            self.blank.discard(item)
        else:
            self.answers.pop(item, None)
            self.blank.add(item)
        self.at += 1
        return ""

    def tick(self, item: str, answer: str) -> None:
        """Answer any item, as the mouse does, and go on behind it."""
        self.at = model.ITEMS.index(item)
        self.digit(model.SCALES[item].index(answer) + 1)

    def move(self, by: int) -> None:
        """Up (-1) or down (1), as far as the paper goes."""
        self.at = max(0, min(len(model.ITEMS), self.at + by))

    def open_items(self) -> tuple[str, ...]:
        """The items neither answered nor left open on purpose."""
        return tuple(i for i in model.ITEMS if i not in self.answers and i not in self.blank)

    def is_empty(self) -> bool:
        """Whether nothing was keyed yet."""
        return not self.answers and not self.blank

    def keep(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return {"answers": dict(self.answers), "blank": sorted(self.blank), "at": self.at}

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Keying:
        """From a draft; what no longer fits the scales is left out."""
        answers = {i: a for i, a in kept.get("answers", {}).items() if a in model.SCALES.get(i, ())}
        found = cls(answers, {i for i in kept.get("blank", ()) if i in model.SCALES and i not in answers})
        found.at = max(0, min(len(model.ITEMS), int(kept.get("at", 0))))
        return found
