"""The recovery sheet holds the code that really opens the office, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.recovery_sheet import sheet, write_sheet
from crm_desktop.kit.store import Office, Store
from crm_desktop.kit.store.office import found
from crm_desktop.kit.store.ring import RECOVERY


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_code_office_and_folder_stand_on_it(tmp_path: Path, language: str) -> None:
    place = tmp_path / "a.crm"
    store, code = found(place, Office("客户服务办公室 & <b>"), "w", "six green kettles hum")
    with i18n.using(language):
        write_sheet(store, code, tmp_path / "sheet.pdf")
    store.close()
    pages = PdfReader(tmp_path / "sheet.pdf").pages
    text = "".join(p.extract_text() for p in pages)
    assert len(pages) == 1
    assert code in text
    assert "客户服务办公室 & <b>" in text
    typed = next(word for word in text.split() if word == code)
    Store.open(place, RECOVERY, typed.lower()).close()


def test_one_that_cannot_be_written_is_a_problem(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        write_sheet(store, "x", tmp_path / "none" / "sheet.pdf")
    assert len(sheet(store, "x").sign_off) == 2
