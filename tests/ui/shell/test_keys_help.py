"""The help of F1 holds every key of every page; its button leads to all of them on paper."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.kit import i18n
from ui.kit.actions import key_text
from ui.shell import keys_help
from ui.shell.main_window import MainWindow


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_key_of_every_page(desk: MainWindow, language: str) -> None:
    assert desk.desk is not None and desk.session is not None
    desk.set_language(language)
    for page in desk.desk.specs:
        desk.go(page)
        actions = desk.desk.actions()
        assert desk.desk.current is not None
        own = desk.desk.current.own_keys()
        shown = keys_help.sections(actions, desk.everywhere.actions, own)
        keys = {one for _title, held in shown for key, _text in held for one in key.split(" / ")}
        wanted = {key_text(k) for a in (*actions, *desk.everywhere.actions) for k in a.keys()}
        assert wanted <= keys, page
        assert {one for key, _text in own for one in key.split(" / ")} <= keys, page
    desk.set_language("en")


def test_keys_a_page_answers_to_by_itself_are_among_its_own(desk: MainWindow) -> None:
    desk.go("survey_entry")
    desk.everywhere.show_keys()
    shown = desk.findChild(keys_help.KeysHelp)
    assert shown is not None
    texts = [label.text() for label in shown.findChildren(keys_help.Label)]
    assert "answer, and on to the next item" in texts
    shown.close()


@pytest.mark.parametrize(("page", "holds"), [("today", False), ("staff", True), ("reports", False)])
def test_keys_of_lists_are_named_where_there_is_a_list(desk: MainWindow, page: str, holds: bool) -> None:
    desk.go(page)
    for everything in (False, True):
        desk.everywhere.show_keys(everything)
        shown = desk.findChildren(keys_help.KeysHelp)[-1]
        texts = [label.text() for label in shown.findChildren(keys_help.Label)]
        assert ("Put into the recycle bin" in texts) == (holds or everything)
        assert ("Do what comes next" in texts) == (page == "today")
        shown.close()


def test_its_button_leads_to_the_sheet_among_the_reports(desk: MainWindow, qtbot: QtBot) -> None:
    desk.everywhere.show_keys()
    shown = desk.findChild(keys_help.KeysHelp)
    assert shown is not None
    button = next(b for b in shown.findChildren(keys_help.Button) if b.text() == "Print the cheat sheet")
    button.click()
    assert shown.isHidden()
    page = desk.desk.current
    assert page.report().name == "keys"
    qtbot.waitUntil(lambda: page.preview.content().startswith(b"%PDF"), timeout=20_000)
    assert page.view.pages() == 2


def test_before_an_office_is_open_there_is_nothing_to_print(window: MainWindow) -> None:
    window.start(None)
    window.everywhere.show_keys()
    shown = window.findChild(keys_help.KeysHelp)
    assert shown is not None
    assert [b.text() for b in shown.findChildren(keys_help.Button)] == ["Close"]
    shown.close()
    window.everywhere.show_cheat_sheet()
    assert not window.is_open()
