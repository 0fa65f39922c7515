"""Where she was: back and forward as in a browser."""

from __future__ import annotations

from typing import Any

MOST = 50
Step = tuple[str, dict[str, Any]]


class History:
    """Pages and states, and the one in view."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._opened: list[bool] = []   # of each step: the page before it opened what is shown
        self._at = -1

    def push(self, page: str, state: dict[str, Any], *, opened: bool = False) -> None:
        """She is here now; what was ahead is forgotten. `opened` by the page in view until then."""
        if self._at >= 0 and self._steps[self._at] == (page, state):
            return
        self._steps = [*self._steps[: self._at + 1], (page, dict(state))][-MOST:]
        self._opened = [*self._opened[: self._at + 1], opened][-MOST:]
        self._at = len(self._steps) - 1

    def opened(self) -> bool:
        """Whether what is in view was opened by another page, which is one step back."""
        return self._at > 0 and self._opened[self._at]

    def moves(self, page: str, state: dict[str, Any]) -> bool:
        """Whether this is another place of the page in view."""
        return self._at >= 0 and self._steps[self._at][0] == page and self._steps[self._at][1] != state

    def step(self, by: int) -> Step | None:
        """One back (-1) or forward (1); None at the end."""
        if not 0 <= self._at + by < len(self._steps):
            return None
        self._at += by
        return self._steps[self._at]

    def clear(self) -> None:
        """Forget all."""
        self._steps, self._opened, self._at = [], [], -1
