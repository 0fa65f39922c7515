"""The glossary: one thing has one word everywhere. Read from resources/i18n/glossary.yaml, held to each message."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Term:
    """A thing: what it is called in English, and the words each language may use for it."""

    english: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    but: frozenset[str] = frozenset()

    @cached_property
    def sought(self) -> re.Pattern[str]:
        """The term as whole words, in any case, with hyphens as they are."""
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, self.english))})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Never:
    """A word no message may use, what is said instead, and the messages that may."""

    say: str
    but: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Glossary:
    """All terms, the labels that are nothing but a term, and the words of each language that are not ours."""

    terms: tuple[Term, ...] = ()
    labels: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    never: dict[str, dict[str, Never]] = field(default_factory=dict)

    def faults(self, language: str, source: str, target: str) -> list[str]:
        """Where a translation leaves the glossary."""
        found = []
        wanted = self.labels.get(source.lower().rstrip("…"), {}).get(language)
        if wanted and target.rstrip("…") not in wanted:
            found.append(f"the glossary says {' or '.join(wanted)}, not {target}")
        bare = re.sub(r"\{[^}]*\}", " ", source)
        for term in self.terms:
            said = term.words.get(language, ())
            if said and term.sought.search(bare) and source not in term.but and not any(w in target for w in said):
                found.append(f"{term.english[0]} is {' or '.join(said)} here, not in {target}")
        for word, rule in self.never.get(language, {}).items():
            if word in target and source not in rule.but:
                found.append(f"{word} is not our wording, say {rule.say}")
        return found


def _words(text: str | list[str]) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list) else (text,)


def _term(entry: dict[str, Any]) -> Term:
    return Term(tuple(entry["en"]), {k: _words(entry[k]) for k in ("zh_CN", "zh_TW")}, frozenset(entry.get("but", ())))


def read(path: Path) -> Glossary:
    """The glossary of a tree; an empty one where there is none."""
    if not path.exists():
        return Glossary()
    raw = yaml.safe_load(path.read_text("utf-8"))
    return Glossary(
        tuple(_term(entry) for entry in raw["terms"].values()),
        {label: {k: _words(v) for k, v in entry.items()} for label, entry in raw["labels"].items()},
        {language: {word: Never(rule["say"], frozenset(rule.get("but", ()))) for word, rule in entries.items()}
         for language, entries in raw["never"].items()})
