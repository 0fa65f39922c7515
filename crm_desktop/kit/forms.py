"""The declared forms: one declaration that editor, table, check, search, sheet and paper all read.

People edit resources/forms/<area>.yaml; set-up compiles it to resources/forms/compiled/ (one
JSON a form area and an index), because reading YAML at start is too slow (decision 3).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from crm_desktop.kit import paths
from crm_desktop.kit.i18n import pick

Labels = dict[str, str]


def fold_word(text: str) -> str:
    """A label as it is compared: no width, no capitals, no gaps."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True)
class Choice:
    """One answer of a choice field."""

    id: str
    label: Labels
    short: Labels = field(default_factory=dict)

    def text(self) -> str:
        """The answer in the language in force, as it stands on paper."""
        return pick(self.label)

    def word(self) -> str:
        """The answer where one reads a list: the label may have a blank to be filled in by hand."""
        return pick(self.short or self.label)


@dataclass(frozen=True)
class Group:
    """A section of a form."""

    id: str
    label: Labels


@dataclass(frozen=True)
class Field:
    """One declared field. `type` is one of the 23 field types of the form declarations.

    `default` is auto_number, today, now, current_user, or a fixed value (a choice id, true, 0).
    `columns` are the columns of a table field, `rows` its fixed rows. `system` marks a field that
    windows use and paper does not print; `kept` one that the program fills itself, so that forms
    don't offer it; `inferred` one that the handbook's own print lacks.
    """

    id: str
    type: str
    label: Labels
    required: bool = False
    sensitive: bool = False
    multiple: bool = False
    default: Any = None
    choices: tuple[Choice, ...] = ()
    ref: str | None = None
    group: str | None = None
    column_group: Labels | None = None
    columns: tuple[Field, ...] = ()
    rows: tuple[dict[str, Any], ...] = ()
    result_type: str | None = None
    computed_from: str | None = None
    system: bool = False
    kept: bool = False
    inferred: bool = False

    def text(self) -> str:
        """The label in the language in force."""
        return pick(self.label)

    @cached_property
    def by_choice(self) -> dict[str, Choice]:
        """The choices by id."""
        return {c.id: c for c in self.choices}

    @cached_property
    def answers(self) -> dict[str, str]:
        """Every way to write a choice, folded, to its id: the id, each label, a label before its note."""
        known: dict[str, str] = {}
        short: dict[str, set[str]] = {}
        for choice in self.choices:
            for label in (*choice.label.values(), *choice.short.values()):
                known.setdefault(fold_word(label), choice.id)
                short.setdefault(fold_word(re.split("[（(，,]", label)[0]), set()).add(choice.id)
        for choice in self.choices:
            known.setdefault(fold_word(choice.id), choice.id)
        for word, ids in short.items():
            if word and len(ids) == 1:
                known.setdefault(word, *ids)
        return known

    @cached_property
    def result(self) -> Field:
        """How the value looks: the field itself, or for a computed one a field of its result type."""
        return replace(self, type=self.result_type or "text") if self.type == "computed" else self

    @property
    def stored(self) -> bool:
        """Whether a value is kept: computed fields are never stored, signatures are ink on paper."""
        return self.type not in ("computed", "signature")


@dataclass(frozen=True)
class Form:
    """One declared form. `numbering` is "year" (TS-2026-0142), "plain" (KH-0007) or "none"."""

    id: str
    title: Labels
    area: str
    kind: str
    basis: str
    version: int
    prefix: str
    numbering: str
    groups: tuple[Group, ...] = ()
    fields: tuple[Field, ...] = ()
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self) -> str:
        """The title in the language in force."""
        return pick(self.title)

    @cached_property
    def by_id(self) -> dict[str, Field]:
        """Every field by id, system fields too."""
        return {f.id: f for f in self.fields}

    @cached_property
    def printed(self) -> tuple[Field, ...]:
        """What stands on the paper, in its order."""
        return tuple(f for f in self.fields if not f.system)

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """What a record cannot do without; a number is given when it is saved."""
        return tuple(f for f in self.fields if f.required and f.stored and f.default != "auto_number")

    @cached_property
    def number_field(self) -> str:
        """The id of the field that holds the number (编号)."""
        return next((f.id for f in self.fields if f.default == "auto_number"), "number")


def _field(raw: dict[str, Any]) -> Field:
    own = {k: v for k, v in raw.items() if k in Field.__dataclass_fields__}
    own["choices"] = tuple(Choice(c["id"], c["label"], c.get("short", {})) for c in raw.get("choices", ()))
    own["columns"] = tuple(_field(c) for c in raw.get("columns", ()))
    own["rows"] = tuple(raw.get("rows", ()))
    return Field(**own)


def _form(raw: dict[str, Any]) -> Form:
    own = {k: v for k, v in raw.items() if k in Form.__dataclass_fields__}
    own["groups"] = tuple(Group(g["id"], g["label"]) for g in raw.get("groups", ()))
    own["fields"] = tuple(_field(f) for f in raw["fields"])
    own["synonyms"] = {k: tuple(v) for k, v in raw.get("synonyms", {}).items()}
    return Form(**own)


@cache
def _index() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(paths.resource("forms", "compiled", "index.json").read_text("utf-8"))
    return data


@cache
def _area(area: str) -> dict[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = json.loads(
        paths.resource("forms", "compiled", f"{area}.json").read_text("utf-8"))
    return data


def ids() -> tuple[str, ...]:
    """The ids of all declared forms, in the handbook's order."""
    return tuple(_index()["forms"])


@cache
def get(form_id: str) -> Form:
    """The declared form. Raises KeyError for an unknown id."""
    return _form(_area(_index()["forms"][form_id])[form_id])


def by_prefix(prefix: str) -> str | None:
    """The id of the form whose numbers begin with that prefix: TS is complaint_record."""
    found: str | None = _index()["prefixes"].get(prefix)
    return found


def area_title(area: str) -> str:
    """The name of an area of the handbook in the language in force."""
    return pick(_index()["areas"][area])
