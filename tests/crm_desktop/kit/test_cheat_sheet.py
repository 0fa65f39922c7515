"""The cheat sheet: every key it is given stands on it, in three languages, on two pages at most."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from crm_desktop.kit import cheat_sheet, i18n, report
from crm_desktop.kit.store import Store


def said(out: BytesIO) -> set[str]:
    """The words of all pages."""
    return {word for page in PdfReader(out).pages for word in page.extract_text().split()}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 60])
def test_every_key_it_is_given_stands_on_one_page(store: Store, language: str, count: int) -> None:
    keys, out = [(f"Ctrl+{n}", f"Act{n}") for n in range(count)], BytesIO()
    with i18n.using(language):
        assert report.write(store, cheat_sheet.sheet([("First", keys), ("Second", [("F1", "Help")])]), out) == 1
    assert {word for key in keys for word in key} | {"First", "Second", "F1", "Help"} <= said(out)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_programs_own_keys_on_two_pages(store: Store, language: str) -> None:
    out = BytesIO()
    assert report.make(store, "keys", report.Options(language=language), out) == 2
    with i18n.using(language):
        given = cheat_sheet.groups()
    words = said(out)
    assert {word for _title, keys in given for key, _text in keys for word in key.split()} <= words
    if language == "en":
        assert {word for title, keys in given for _key, text in keys for word in f"{title} {text}".split()} <= words


def test_complaint_scheduler_keying_record_and_form_have_groups_of_their_own() -> None:
    found = {title: dict(keys) for title, keys in cheat_sheet.groups()}
    assert list(found)[:4] == ["Everywhere", "Lists", "A record", "Forms"]
    assert found["Everywhere"]["F7"] == "Register complaint"
    assert found["Complaints"]["Alt+R"] == "First response"
    assert found["Call-backs"]["W"] == "Show a week"
    assert found["Enter survey sheets"]["1 – 5"] == "answer, and on to the next item"
    assert found["Forms"]["Ctrl+S"] == "Save"
    assert found["A record"]["F2"] == "Edit"


def test_no_group_leaves_a_key_or_two_alone() -> None:
    groups = [(f"G{n}", [(f"F{n}", "x")] * count) for n, count in enumerate((9, 3, 8, 7, 2, 11, 5, 4))]
    lines = [(title, key) for title, keys in groups for key in keys]
    for at in range(3, len(lines)):
        cut = cheat_sheet._cut(lines, at)
        title = lines[cut - 1][0]
        if cut < len(lines) and lines[cut][0] == title:
            whole = [n for n, (t, _key) in enumerate(lines) if t == title]
            assert min(cut - whole[0], whole[-1] + 1 - cut) > 2 or len(whole) < 6


def test_on_a_mac_the_keys_are_those_of_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    keys = {key for _title, held in cheat_sheet.groups() for key, _text in held}
    assert {"⌘K", "⌥R", "⇧F1", "⌘=", "↑ ↓ PgUp PgDn", "+ / -"} <= {one for key in keys for one in (key, *key.split(" / "))}
    assert not [key for key in keys if "Ctrl" in key or "Alt" in key]
