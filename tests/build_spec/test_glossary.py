"""The glossary: a term is found as a whole word, its words are asked for, words that are not ours are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_spec import catalogues, glossary, wording
from crm_desktop.kit import forms

ROOT = Path(__file__).resolve().parents[2]
I18N = ROOT / "resources" / "i18n"
WHOLE = """
terms:
  call-back: {en: [call-back, call-backs], zh_CN: [回访], zh_TW: [回訪], but: [The call-back clock], source: here}
  file: {en: [file, files], zh_CN: [文件], zh_TW: [檔案, 檔名], source: here}
labels:
  new: {zh_CN: 新建, zh_TW: 新增}
never:
  zh_TW: {文件: {say: 檔案, but: [A document]}}
"""


@pytest.fixture
def terms(tmp_path: Path) -> glossary.Glossary:
    path = tmp_path / "glossary.yaml"
    path.write_text(WHOLE, "utf-8")
    return glossary.read(path)


@pytest.mark.parametrize(("language", "source", "target", "part"), [
    ("zh_CN", "Plan Call-backs", "计划拜访", "call-back is 回访 here"),
    ("zh_TW", "No such file.", "沒有這個。", "file is 檔案 or 檔名 here"),
    ("zh_CN", "New", "新增", "the glossary says 新建"),
    ("zh_CN", "New…", "新增…", "the glossary says 新建"),
    ("zh_TW", "No such document", "沒有這份文件", "文件 is not our wording, say 檔案"),
])
def test_what_leaves_the_glossary_is_named(terms: glossary.Glossary, language: str, source: str, target: str,
                                           part: str) -> None:
    assert any(part in fault for fault in terms.faults(language, source, target))


@pytest.mark.parametrize(("language", "source", "target"), [
    ("zh_CN", "The call-back clock", "计时"),
    ("zh_CN", "Call back", "致电"),
    ("zh_CN", "Profile", "简介"),
    ("zh_CN", "It is in {file}", "在 {file}"),
    ("zh_TW", "The name of the file", "檔名"),
    ("zh_TW", "A document", "一份文件"),
    ("zh_CN", "New customer", "新客户"),
])
def test_what_keeps_to_it_passes(terms: glossary.Glossary, language: str, source: str, target: str) -> None:
    assert terms.faults(language, source, target) == []


def test_without_a_file_everything_passes(tmp_path: Path) -> None:
    assert glossary.read(tmp_path / "none.yaml").faults("zh_CN", "New", "新增") == []


def said(language: str) -> dict[str, str]:
    """Every message of the program by its English."""
    found = {}
    for path in catalogues.files(I18N, language).values():
        for one, text in catalogues.words(catalogues.load(path, language)).items():
            found[one if isinstance(one, str) else one[0]] = text if isinstance(text, str) else text[0]
    return found


def test_every_term_and_exception_is_of_use() -> None:
    terms, messages = glossary.read(I18N / "glossary.yaml"), said("en")
    assert [t.english[0] for t in terms.terms if not any(t.sought.search(m) for m in messages)] == []
    excepted = [one for rule in (*terms.terms, *(n for words in terms.never.values() for n in words.values()))
                for one in rule.but]
    assert [one for one in excepted if one not in messages] == []


def test_our_own_labels_of_forms_use_no_word_that_is_not_ours() -> None:
    terms, found = glossary.read(I18N / "glossary.yaml"), []
    for one in forms.ids():
        for field in forms.get(one).fields:
            for language in ("zh_CN", "zh_TW") if field.system else ():
                label = field.label[language]
                faults = [*terms.faults(language, "", label), *wording.other_script(label, language)]
                found += [f"{one}.{field.id}: {fault}" for fault in faults]
    assert found == []
