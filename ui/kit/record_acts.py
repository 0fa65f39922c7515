"""The actions of an entity's page: what can be done with its list and with one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.kit.i18n import N_
from ui.kit import specs, words
from ui.kit.actions import Action
from ui.kit.form_editor import FormEditor
from ui.kit.list_acts import export_list, print_list

if TYPE_CHECKING:
    from ui.kit.record_page import RecordPage


def of_list(page: RecordPage, form_id: str) -> list[Action]:
    """Bring in, write out, print, enter; change and throw away by key and menu."""
    def chosen() -> bool:
        return page.list.current_id() is not None

    return [
        Action("import", N_("Import"), lambda: page.session.go("import", {"form": form_id}), icon="upload",
               menu="file", writes=True),
        Action("export", N_("Export"), lambda: export_list(page.session, page.list), icon="download",
               menu="file"),
        Action("print", N_("Print"), lambda: print_list(page.session, page.list, page.LISTS[form_id]), key="Ctrl+P",
               icon="printer", menu="file"),
        Action("edit", N_("Edit"), lambda: page.show_form(form_id, page.list.current_id() or 0), key="F2",
               icon="pencil", enabled=chosen, shown=False, writes=True),
        Action("delete", N_("To the recycle bin"), lambda: page.delete(page.list.chosen_ids()), key="Del",
               icon="trash-2", enabled=chosen, shown=False, writes=True),
        new_action(page, form_id, primary=True),
    ]


def of_card(page: RecordPage) -> list[Action]:
    """Enter another, throw away, print, change; the last ones stay longest where there is little room."""
    form_id = page.form_id
    found = [new_action(page, form_id, primary=False),
             Action("delete", N_("To the recycle bin"), lambda: _delete(page), key="Del", icon="trash-2",
                    writes=True)]
    if page.sheet_of(form_id):
        found.append(Action("print", N_("Print"), lambda: page.print_record(form_id, page.record), key="Ctrl+P",
                            icon="printer", menu="file"))
    return [*found, Action("edit", N_("Edit"), lambda: page.show_form(form_id, page.record), key="F2", icon="pencil",
                           writes=True)]


def offered(page: RecordPage) -> list[Action]:
    """What features offer on every card; first, so that they are the first to go under "…"."""
    form_id, record = page.form_id, page.record
    return [Action(s.id, s.title, lambda s=s: specs.load(s.run)(page.session, form_id, record), key=s.key,
                   icon=s.icon, writes=True) for s in specs.all_card_acts()]


def new_action(page: RecordPage, form_id: str, *, primary: bool) -> Action:
    """Begin a new record; the one primary button of a list, out of the way on a card."""
    return Action("new", lambda: words.said(page.new_text(form_id)), lambda: page.new(form_id, {}), key="Ctrl+N",
                  icon="plus", primary=primary, shown=primary, menu="file", writes=True)


def _delete(page: RecordPage) -> None:
    """The record in view; but Del inside a form on the card is never meant for the card."""
    focus = page.focusWidget()
    while focus is not None:
        if isinstance(focus, FormEditor):
            return
        focus = focus.parentWidget()
    page.delete([page.record])
