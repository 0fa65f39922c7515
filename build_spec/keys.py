"""The keys of the cheat sheet, read off the windows: resources/keys/<room>.json, one file a room.

    python -m build_spec.keys

What a page answers to is asked of the page as it stands open; what every list, record or form answers to stands once.
tests/build_spec/test_keys.py holds the files to the windows.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from build_spec.looks.rooms import Rooms
    from ui.kit.actions import Action
    from ui.shell.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[1]
CUSTOMERS, PASSWORD = 40, "a sample password"
DAY, NOW = date(2026, 11, 19), datetime(2026, 11, 19, 2, 26, tzinfo=UTC)
Keys = list[tuple[str, str]]
_ONE_MEANING = ("F2", "Del", "Ctrl+F", "Ctrl+E", "Esc")  # of a list or form, in two words
# The room, its page whose title stands over the keys, and where they are met (names of build_spec/looks/rooms.py).
ROOMS = (("today", "today", ("page today",)),
         ("customers", "customers", ("card customer_master",)),
         ("complaints", "complaints", ("page complaints", "form complaint_record", "act respond", "every complaint")),
         ("visits", "visits", ("visits week", "form callback_plan", "card callback_plan", "card callback_record")),
         ("surveys", "survey_entry", ("page survey_entry",)),
         ("reception", "reception", ("page reception",)),
         ("reminders", "reminders", ("page reminders", "card reminder")),
         ("imports", "import", ("page import",)),
         ("reports", "reports", ("page reports",)))


def main() -> int:
    """Write them anew."""
    from crm_desktop.kit import clock

    with tempfile.TemporaryDirectory(prefix="crm-keys-") as folder, clock.frozen(NOW):
        os.environ |= {"CRM_DESKTOP_HOME": folder, "QT_QPA_PLATFORM": "offscreen"}
        window = opened(Path(folder))
        found = collect(window, Path(folder))
        window.close()
    for old in (ROOT / "resources" / "keys").glob("*.json"):
        old.unlink()
    for room, text in written(found).items():
        (ROOT / "resources" / "keys" / f"{room}.json").write_text(text, "utf-8")
    return 0


def opened(scratch: Path) -> MainWindow:
    """The program with a sample office."""
    from build_spec import stage
    from crm_desktop.kit.sample import make_demo
    from ui.kit.window_state import WindowState

    make_demo(scratch / "keys.crm", CUSTOMERS, 1, DAY, PASSWORD, "en")
    window = stage.window(WindowState(scratch / "windows.json"), "en", still=True)
    window.enter(window.offices.open(scratch / "keys.crm", "demo", PASSWORD))
    return window


def collect(window: MainWindow, scratch: Path) -> dict[str, list[dict[str, Any]]]:
    """Every room's groups: {"order", "title", "keys": [key, message]}."""
    from build_spec.looks.rooms import Rooms
    from ui.kit import specs
    from ui.shell import keys_help as own

    met = _Met(Rooms(window, scratch))
    lists = _unique([*_common(met.at(f"page {p}") for p in ("customers", "staff", "improvement")), *own.LIST_KEYS])
    cards = _common(met.at(f"card {f}") for f in ("customer_master", "improvement_action"))
    forms = _unique([*met.form("form staff_record"), *own.FORM_KEYS])
    everywhere = _keys([*window.desk.captures, *window.everywhere.actions])
    found: dict[str, list[dict[str, Any]]] = {
        "shell": [_group(10, own.ALL, everywhere)],
        "kit": [_group(20, own.LISTS, lists), _group(30, own.CARD, cards), _group(40, own.FORMS, forms)]}
    for room, page, places in ROOMS:
        spec = next(s for s in specs.all_pages() if s.id == page)
        keys = _unique(key for place in places for key in met.at(place))
        known = {*lists, *cards} if page != "reports" else set()
        found[room] = [_group(100 + spec.order, spec.title, [key for key in keys if key not in known])]
    return found


def written(found: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """The text of each room's file: a key a line."""
    return {room: "[\n" + ",\n".join(_text(one) for one in groups) + "\n]\n" for room, groups in found.items()}


def _text(one: dict[str, Any]) -> str:
    lines = ",\n".join("  " + json.dumps(key, ensure_ascii=False) for key in one["keys"])
    return f' {{"order": {one["order"]}, "title": {json.dumps(one["title"])}, "keys": [\n{lines}]}}'


@dataclass
class _Met:
    """Goes about the window and asks each place."""

    rooms: Rooms

    def at(self, place: str) -> Keys:
        """The keys of a place, its own and those of its actions."""
        if place == "every complaint":
            return _unique(key for one in self._complaints() for key in self._here(one))
        return self._here(lambda: self._lead(place))

    def form(self, place: str) -> Keys:
        """Those of the form in view."""
        from ui.kit.form_editor import FormEditor

        self._lead(place)
        self.rooms.settle()
        editors = [e for e in self.rooms.window.desk.current.findChildren(FormEditor) if e.isVisible()]
        keys = _keys(editors[0].actions())
        self.rooms.leave()
        return keys

    def _lead(self, place: str) -> None:
        kind, _, name = place.partition(" ")
        if place in self.rooms.all():
            self.rooms.all()[place]()
        elif kind == "card":
            self.rooms.session.open(name, self.rooms.first(name))

    def _complaints(self) -> Iterator[Any]:
        from crm_desktop.kit.query import Query

        case = "complaint_record"
        for record in Query(case, sort=("id",)).run(self.rooms.session.store).ids(0, 99):
            yield lambda record=record: self.rooms.session.open(case, record)

    def _here(self, lead: Any) -> Keys:
        lead()
        self.rooms.settle()
        page = self.rooms.window.desk.current
        found = [*_keys(page.current_actions()), *page.own_keys()]
        self.rooms.leave()
        return _unique(found)


def _keys(actions: Iterable[Action]) -> Keys:
    from ui.kit.actions import key_text
    from ui.shell.keys_help import NEW

    return [(" / ".join(map(key_text, a.keys())), a.text if isinstance(a.text, str) else NEW)
            for a in actions if a.keys() and a.id not in ("draft_take", "draft_drop", "form_discard")]


def _unique(keys: Iterable[tuple[str, str]]) -> Keys:
    """Each once, as it was first said: F2 and Del are an action of the page before they are the list's."""
    found: dict[tuple[str, str], None] = {}
    for key, text in keys:
        if not any(k == key and (t == text or key in _ONE_MEANING) for k, t in found):
            found[key, text] = None
    return list(found)


def _common(each: Iterable[Keys]) -> Keys:
    first, *others = each
    return [key for key in first if all(key in one for one in others)]


def _group(order: int, title: str, keys: Keys) -> dict[str, Any]:
    return {"order": order, "title": title, "keys": [list(key) for key in keys]}


if __name__ == "__main__":
    sys.exit(main())
