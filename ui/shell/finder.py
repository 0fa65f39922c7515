"""What Ctrl+K finds: customers, records, declared forms, reports, pages and actions, empty forms to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from crm_desktop.kit import empty_form, feature, forms, records, report, search
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import layout
from ui.kit import icons, specs, words
from ui.kit.actions import Action, key_text
from ui.kit.command_box import Asked, Hit
from ui.kit.session import Place

if TYPE_CHECKING:
    from crm_desktop.kit.report import Report
    from ui.shell.desk import Desk

T = TypeVar("T")
Ranges = tuple[tuple[int, int], ...]
EACH = 4
NARROWED = 60


class Finder:
    """Looks everywhere, at most four of a group, best first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session = desk.session

    def find(self, what: Asked) -> Sequence[Hit]:
        """The hits for what was typed; the last places when nothing was."""
        if not what.text and what.only != "actions":
            return [self._place(p) for p in self._session.places]
        if what.only == "actions":
            return list(self._acts(what.text, NARROWED))
        if what.only == "numbers":
            return self._numbered(what.text)
        limit = NARROWED if what.only else EACH
        acts = list(self._acts(what.text, limit))
        first = _is_called(acts, what.text)
        hits = [*(acts if first else ()), *self._records(what.text, limit), *self._forms(what.text, limit),
                *self._reports(what.text, limit), *(() if first else acts), *self._empty_forms(what.text, limit)]
        return [h for h in hits if not what.only or h.group == what.only]

    def _numbered(self, text: str) -> list[Hit]:
        """Those whose number holds the text. Digits are the end of a number as it is written: 78 finds KH-0078."""
        written = text.zfill(4) if text.isascii() and text.isdigit() else text
        every = [h for way in dict.fromkeys((written, text)) for h in self._records(way, NARROWED)]
        hits = {(h.text, h.detail): h for h in reversed(every) if text.casefold() in f"{h.text} {h.detail}".casefold()}
        return list(hits.values())[::-1]

    def _records(self, text: str, limit: int) -> Iterator[Hit]:
        found = search.find(self._session.store.db.conn, text, limit=60)
        people = [h for h in found if _is_customer(h.form)]
        others = [h for h in found if not _is_customer(h.form)]
        for group, hits in ((_("Customers"), people), (_("Records"), others)):
            for hit in hits[:limit]:
                yield self._record(group, hit, text)

    def _record(self, group: str, hit: search.Hit, text: str) -> Hit:
        form, entity = forms.get(hit.form), feature.entity(hit.form)
        named = hit.name and hit.name != hit.number
        title = hit.name if named else f"{hit.number} {form.text()}"
        parts = (hit.number, form.text()) if named else (self._customer(entity, hit),)
        return Hit(group, title, lambda: self._session.open(hit.form, hit.record),
                   entity.icon if icons.exists(entity.icon) else "file-text", " · ".join(filter(None, parts)),
                   _("Open"), tuple(search.highlight(title, text)))

    def _customer(self, entity: feature.Entity, hit: search.Hit) -> str:
        """Whose record it is."""
        row = self._session.store.raw(hit.form, hit.record) if entity.customer else None
        whose = row.get(entity.customer or "") if row else None
        return records.name_of(self._session.store, layout.TARGETS["customer_ref"], whose) or "" if whose else ""

    def _forms(self, text: str, limit: int) -> Iterator[Hit]:
        own = [f for f in feature.entities() if specs.page_for(f) is not None]
        for form_id, ranges in _best(((f, forms.get(f).text()) for f in own), text, limit):
            yield Hit(_("Forms"), forms.get(form_id).text(), lambda form_id=form_id: self._session.new(form_id),
                      "file-text", forms.area_title(forms.get(form_id).area), _("Fill one in"), ranges)

    def _reports(self, text: str, limit: int) -> Iterator[Hit]:
        return self._papers(_("Reports"), ((one, _(one.group)) for one in report.all_reports()), text, limit)

    def _empty_forms(self, text: str, limit: int) -> Iterator[Hit]:
        every = ((one, forms.area_title(forms.get(one.form or "").area)) for one in empty_form.reports())
        return self._papers(_(empty_form.GROUP), every, text, limit)

    def _papers(self, group: str, papers: Iterable[tuple[Report, str]], text: str, limit: int) -> Iterator[Hit]:
        for (one, detail), ranges in _best(((pair, pair[0].text()) for pair in papers), text, limit):
            yield Hit(group, one.text(), lambda name=one.name: self._session.go("reports", {"report": name}),
                      "file-chart-column", detail, _("Open"), ranges)

    def _acts(self, text: str, limit: int) -> Iterator[Hit]:
        group = _("Pages and actions")
        hits = (*self._pages(group), *(_act(group, a) for a in self._all_actions()))
        if not text:
            yield from hits[:limit]
            return
        for hit, ranges in _best(((hit, hit.text) for hit in hits), text, limit):
            yield replace(hit, ranges=ranges)

    def _all_actions(self) -> list[Action]:
        window = self._desk.window()
        own = getattr(window, "all_actions", self._desk.actions)
        return [a for a in own() if a.enabled() and not a.id.startswith("go_")]

    def _pages(self, group: str) -> Iterator[Hit]:
        for spec in self._desk.specs.values():
            yield Hit(group, words.said(spec.title), lambda spec=spec: self._session.go(spec.id), spec.icon, _("Page"),
                      key_text(spec.key))

    def _place(self, place: Place) -> Hit:
        spec = self._desk.specs[place.page]
        page = words.said(spec.title)
        return Hit(_("Last places"), place.title, lambda: self._session.go(place.page, dict(place.state)), spec.icon,
                   page if page != place.title else "", _("Open"))


def _best(named: Iterable[tuple[T, str]], text: str, limit: int) -> list[tuple[T, Ranges]]:
    """Those whose name has every word of the text: the name itself first, then what begins with it or holds it."""
    wanted, every = text.casefold(), [word for word in text.split() if any(map(str.isalnum, word))]
    found = [(one, name.casefold(), tuple(search.highlight(name, text))) for one, name in named]
    found = [each for each in found if each[2] and (len(every) < 2 or all(search.highlight(each[1], w) for w in every))]
    found.sort(key=lambda each: (each[1] != wanted, not each[1].startswith(wanted), wanted not in each[1]))
    return [(one, ranges) for one, _name, ranges in found[:limit]]


def _is_called(acts: Sequence[Hit], text: str) -> bool:
    """Whether a page or action is being called by its name; a letter or two are rather those of a customer."""
    wanted = text.strip().casefold()
    enough = len(wanted) > (2 if wanted.isascii() else 1)
    return enough and any(hit.text.casefold().startswith(wanted) for hit in acts)


def _is_customer(form_id: str) -> bool:
    return form_id in (layout.TARGETS["customer_ref"], layout.TARGETS["contact_ref"])


def _act(group: str, action: Action) -> Hit:
    return Hit(group, action.label(), action.trigger, action.icon or "chevron-right", _("Action"),
               key_text(action.key))
