"""Where she was: back and forward as in a browser."""

from __future__ import annotations

from typing import Any

MOST = 50
Step = tuple[str, dict[str, Any]]


class History:
    """Pages and states, and the one in view."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._at = -1

    def push(self, page: str, state: dict[str, Any]) -> None:
        """She is here now; what was ahead is forgotten."""
        if self._at >= 0 and self._steps[self._at] == (page, state):
            return
        self._steps = [*self._steps[: self._at + 1], (page, dict(state))][-MOST:]
        self._at = len(self._steps) - 1

    def moves(self, page: str, state: dict[str, Any]) -> bool:
        """Whether this is another place of the page in view."""
        return self._at >= 0 and self._steps[self._at][0] == page and self._steps[self._at][1] != state

    def step(self, by: int) -> Step | None:
        """One back (-1) or forward (1); None at the end."""
        if not 0 <= self._at + by < len(self._steps):
            return None
        self._at += by
        return self._steps[self._at]

    def can(self, by: int) -> bool:
        """Whether there is a step that way."""
        return 0 <= self._at + by < len(self._steps)

    def clear(self) -> None:
        """Forget all."""
        self._steps, self._at = [], -1
