"""The cheat sheet: every key it is given stands on one page, in three languages."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from crm_desktop.kit import i18n
from crm_desktop.kit.cheat_sheet import write_sheet
from crm_desktop.kit.store import Store


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 3, 60])
def test_every_key_stands_on_one_page(store: Store, language: str, count: int) -> None:
    keys, out = [(f"Ctrl+{n}", f"Act{n}") for n in range(count)], BytesIO()
    with i18n.using(language):
        assert write_sheet(store, [("First", keys), ("Second", [("F1", "Help")])], out) == 1
    words = PdfReader(out).pages[0].extract_text().split()
    assert {word for key in keys for word in key} | {"First", "Second", "F1", "Help"} <= set(words)
