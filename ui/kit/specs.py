"""What features declare in ui/<feature>/__init__.py, found by walking the folder (law 2).

    PAGES = (PageSpec("customers", N_("Customers"), "users", 20, "ui.customers.page:CustomersPage",
                      key="Ctrl+2", forms=("customer_master",)),)
    PANELS = (PanelSpec("customer_card", 30, "ui.visits.panels:NextVisits"),)
    CAPTURES = (CaptureSpec("complaint", N_("Register complaint"), N_("Complaint"), "phone-incoming", 10, "F7",
                            "ui.complaints.page:register"),)
    CARD_ACTS = (CardActSpec("remind", N_("Remind me"), "bell", 10, "Ctrl+R", "ui.reminders.page:remind"),)
    LINE_ACTS = (LineActSpec("reminder", "done", "ui.reminders.page:done_now"),)
    WATCHES = (WatchSpec(10, "ui.reminders.watch:ReminderWatch"),)
    HINTS = (HintSpec("today", 10, N_("{key} opens your list of the day."), "go_today"),)
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import ui


@dataclass(frozen=True)
class PageSpec:
    """A page of the main window. `make` is "module:Class", loaded when the page is first opened.

    `group`: main (in the rail), foot (at its foot), hidden (no rail item, reached by go and Ctrl+K). `part_of`: the
    page whose item the rail marks while a hidden one is open.
    `forms`: records of these forms open here, and their notices refresh it; "*": of all that no
    other page shows. `badge`: "module:function", function(store) -> (late, due) counts in the rail.
    """

    id: str
    title: str
    icon: str
    order: int
    make: str
    key: str = ""
    forms: tuple[str, ...] = ()
    group: str = "main"
    badge: str = ""
    part_of: str = ""


@dataclass(frozen=True)
class PanelSpec:
    """A panel a feature offers to another feature's card (`on`), e.g. "customer_card"."""

    on: str
    order: int
    make: str


@dataclass(frozen=True)
class CaptureSpec:
    """An act that must always be at hand (F7, F8, F9). `run` is "module:function",
    function(session, customer_id | None): the customer in view or selected."""

    id: str
    title: str
    short: str
    icon: str
    order: int
    key: str
    run: str


@dataclass(frozen=True)
class CardActSpec:
    """An act a feature offers on every card. `run` is "module:function", function(session, form, record)."""

    id: str
    title: str
    icon: str
    order: int
    key: str
    run: str


@dataclass(frozen=True)
class LineActSpec:
    """The act of a line of Today that needs no page. `run` is "module:function", function(session, record)."""

    form: str
    act: str
    run: str
    order: int = 0


@dataclass(frozen=True)
class WatchSpec:
    """Something that works as long as the office is open. `make` is "module:Class", Class(session, parent) with
    stop(), called before the office is closed."""

    order: int
    make: str


@dataclass(frozen=True)
class HintSpec:
    """A hint for who is new here: one sentence; {key} in it is the key of the action `act`. "Show me" does `show`,
    or `act` itself. What was seen is kept by `id`: no other hint ever gets the same. Who made a change with the label
    `done` needs it no more."""

    id: str
    order: int
    sentence: str
    act: str
    show: str = ""
    done: str = ""


def load(place: str) -> Any:
    """What "module:name" names."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)


@cache
def _packages() -> tuple[ModuleType, ...]:
    found = [i.name for i in pkgutil.iter_modules(ui.__path__) if i.ispkg and i.name != "kit"]
    return tuple(importlib.import_module(f"ui.{name}") for name in sorted(found))


def _declared(name: str) -> list[Any]:
    return sorted((s for p in _packages() for s in getattr(p, name, ())), key=lambda s: s.order)


def all_pages() -> tuple[PageSpec, ...]:
    """Every declared page, in order."""
    return tuple(_declared("PAGES"))


def page_for(form_id: str) -> PageSpec | None:
    """The page that shows records of a form."""
    pages = all_pages()
    exact = next((p for p in pages if form_id in p.forms), None)
    return exact or next((p for p in pages if "*" in p.forms), None)


def panels_on(place: str) -> tuple[PanelSpec, ...]:
    """The panels features offer to that place, in order."""
    return tuple(p for p in _declared("PANELS") if p.on == place)


def all_captures() -> tuple[CaptureSpec, ...]:
    """The capture actions of the strip, in order."""
    return tuple(_declared("CAPTURES"))


def all_card_acts() -> tuple[CardActSpec, ...]:
    """What features offer on every card, in order."""
    return tuple(_declared("CARD_ACTS"))


def line_act(form: str, act: str) -> str:
    """What runs that act of a form at once, "" where its card is needed."""
    return next((s.run for s in _declared("LINE_ACTS") if (s.form, s.act) == (form, act)), "")


def all_hints() -> tuple[HintSpec, ...]:
    """The hints of the first days, in order."""
    return tuple(_declared("HINTS"))


def all_watches() -> tuple[WatchSpec, ...]:
    """What works while the office is open, in order."""
    return tuple(_declared("WATCHES"))
