"""Features are found by walking the folder, never listed in a central place (law 2)."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import crm_desktop

_NOT_FEATURES = {"kit", "cli"}


@dataclass(frozen=True)
class Entity:
    """Binds a declared form to the typed table that keeps its records.

    `title` names the fields that name a record in a list or a link; `customer`, `when` and
    `person` the fields that put it on a customer's timeline; `search` the fields the search box
    looks through (phones by digits, the rest by characters, pinyin and initials); `columns` and
    `filters` what its list shows first; `sort` the first order ("-received_at" is newest first);
    `sorted_text` the names that have a stored sort key in `<field>_sort` (every number has one); `part_of` the
    entity's master form, for records that only make sense below another (contacts, purchases),
    and `master` the field that names that one, where it is not `customer`; `generated` the computed
    fields that the table has as a generated column, to filter and sort by; `indexed` those fields
    that an index of their own (field, id) sorts; `contact` says that such a record was a contact
    with the customer, or names the yes-or-no field that says so; `spoken` are further instants of it at which
    somebody spoke with the customer, each with its word.
    """

    form: str
    table: str
    title: tuple[str, ...]
    search: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    sort: str = "-id"
    sorted_text: tuple[str, ...] = ()
    customer: str | None = None
    when: str | None = None
    person: str | None = None
    summary: str | None = None
    icon: str = "file-text"
    part_of: str | None = None
    master: str | None = None
    generated: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()
    contact: bool | str = False
    spoken: tuple[tuple[str, str], ...] = ()

    @property
    def whose(self) -> str | None:
        """The field that names the master of a part."""
        return self.master or self.customer


@dataclass(frozen=True)
class Setting:
    """One setting of the office, declared by its feature and drawn by the settings page.

    `kind` is a field type (text, int, percent, bool, choice, time, ...); `choices` maps value to label.
    `after` names the setting that this one has to be later or more than.
    """

    id: str
    label: str
    kind: str
    default: Any
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    minimum: float | None = None
    maximum: float | None = None
    after: str = ""


@dataclass(frozen=True)
class Feature:
    """What a feature folder declares in its __init__: its name, what it keeps, what it stands on.

    Beside it lie the modules that are loaded on first use: schema (MIGRATIONS), service (verbs,
    COMPUTED, CHECKS, FILL, FOLLOW, KEEPS, DUE), report (REPORTS), sample (the sample office) and
    sample_english (its words).
    """

    name: str
    title: str
    order: int
    after: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    settings: tuple[Setting, ...] = ()


@cache
def all_features() -> tuple[Feature, ...]:
    """Every feature, those that others stand on first."""
    found: dict[str, Feature] = {}
    for info in pkgutil.iter_modules(crm_desktop.__path__):
        if info.ispkg and info.name not in _NOT_FEATURES:
            module = importlib.import_module(f"crm_desktop.{info.name}")
            found[info.name] = module.FEATURE
    done: list[Feature] = []

    def place(feature: Feature, trail: tuple[str, ...] = ()) -> None:
        if feature in done:
            return
        if feature.name in trail:
            raise RuntimeError(f"features stand on each other in a circle: {trail}")
        for name in feature.after:
            place(found[name], (*trail, feature.name))
        done.append(feature)

    for feature in sorted(found.values(), key=lambda f: (f.order, f.name)):
        place(feature)
    return tuple(done)


@cache
def entities() -> dict[str, Entity]:
    """Every entity by form id."""
    return {e.form: e for f in all_features() for e in f.entities}


def entity(form_id: str) -> Entity:
    """The entity that keeps a form's records. Raises KeyError where the form has none yet."""
    return entities()[form_id]


@cache
def module(feature: str, name: str) -> ModuleType | None:
    """A feature's module of that name (service, report, ...), or None where it has none."""
    full = f"crm_desktop.{feature}.{name}"
    return importlib.import_module(full) if importlib.util.find_spec(full) else None


def modules(name: str) -> list[ModuleType]:
    """That module of every feature that has one, in the features' order."""
    return [m for f in all_features() if (m := module(f.name, name)) is not None]
