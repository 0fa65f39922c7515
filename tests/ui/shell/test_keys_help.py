"""The help of F1 holds every key of every page, and all of it is one sheet of paper."""

from __future__ import annotations

from io import BytesIO

import pytest

from crm_desktop.kit import cheat_sheet, i18n
from ui.kit import words
from ui.kit.actions import key_text
from ui.shell import keys_help
from ui.shell.main_window import MainWindow


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_key_of_every_page_on_one_sheet(desk: MainWindow, language: str) -> None:
    assert desk.desk is not None and desk.session is not None
    desk.set_language(language)
    for page in desk.desk.specs:
        desk.go(page)
        actions = desk.desk.actions()
        shown = keys_help.sections(actions, desk.everywhere.actions)
        keys = {one for _title, held in shown for key, _text in held for one in key.split(" / ")}
        wanted = {key_text(k) for a in (*actions, *desk.everywhere.actions) for k in a.keys()}
        assert wanted <= keys, page
        groups = [(words.said(title), held) for title, held in shown]
        assert cheat_sheet.write_sheet(desk.session.store, groups, BytesIO()) == 1, page
    desk.set_language("en")
