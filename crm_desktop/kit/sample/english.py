"""An English sample office: what the features make up in Chinese is said in English as it is written.

Each feature has its sentences in `sample_english` (ENGLISH, by the mainland's words), so that its sample has two
columns of Chinese and no third one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import feature

if TYPE_CHECKING:
    from crm_desktop.kit.store import Change

_SURVEY = re.compile(r"(\d{4}) 年([上下]半年)(.+)")


class InEnglish:
    """A change that says every text it is given in English; all else is the change's own."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._words: dict[str, str] = {}
        for one in feature.modules("sample_english"):
            self._words |= one.ENGLISH

    def __getattr__(self, name: str) -> Any:
        return getattr(self._change, name)

    def insert(self, form_id: str, values: Mapping[str, Any]) -> int:
        """One record."""
        return self._change.insert(form_id, self._said(values))

    def insert_many(self, form_id: str, records: Iterable[Mapping[str, Any]]) -> list[int]:
        """Many records of one form."""
        def each() -> Iterator[dict[str, Any]]:
            for record in records:
                yield self._said(record)

        return self._change.insert_many(form_id, each())

    def _said(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: self._said(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._said(one) for one in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> str:
        if text in self._words:
            return self._words[text]
        if found := _SURVEY.fullmatch(text):
            year, half, what = found.groups()
            return f"{self._words[what]}, {self._words[half]} {year}"
        head, between, rest = text.partition("：")
        return f"{self._words[head]}: {self._text(rest)}" if between and head in self._words else text
