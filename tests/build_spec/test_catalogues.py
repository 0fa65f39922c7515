"""Catalogues: extraction by rooms, merging, and every fault the check can find."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from build_spec import catalogues, wording
from build_spec.glossary import Glossary

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A program of four rooms."""
    for path, text in {
        "crm_desktop/kit/errors.py": 'A = _("Save")\nB = N_("Open {name}")',
        "crm_desktop/cli.py": 'A = _("Save")\nB = ngettext("{n} row", "{n} rows", 2)',
        "crm_desktop/tea/service.py": 'A = _("Save")\nB = _("Pour the "\n       "tea")',
        "ui/tea/page.py": 'A = N_("Tea")',
        "ui/shell/app.py": 'A = N_("Lock")',
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    catalogues.update(tmp_path)
    return tmp_path


def translate(tree: Path, language: str, room: str, **said: str) -> None:
    path = tree / "resources" / "i18n" / language / f"{room}.po"
    lines = path.read_text("utf-8").splitlines()
    for source, target in said.items():
        at = lines.index(f'msgid "{source.replace("_", " ")}"')
        lines[at + 1] = f'msgstr "{target}"'
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_messages_go_to_their_room_and_shared_ones_are_not_repeated(tree: Path) -> None:
    assert catalogues.sources(tree) == {
        "kit": {"Save", "Open {name}"}, "cli": {("{n} row", "{n} rows")}, "shell": {"Lock"},
        "tea": {"Pour the tea", "Tea"}}


def test_update_keeps_translations_fills_english_and_drops_what_is_gone(tree: Path) -> None:
    translate(tree, "zh_CN", "kit", Save="保存")
    (tree / "crm_desktop/kit/errors.py").write_text('A = _("Save")', "utf-8")
    catalogues.update(tree)
    text = (tree / "resources/i18n/zh_CN/kit.po").read_text("utf-8")
    assert 'msgid "Save"\nmsgstr "保存"' in text
    assert "Open" not in text
    assert 'msgid "Save"\nmsgstr "Save"' in (tree / "resources/i18n/en/kit.po").read_text("utf-8")


def test_a_translation_follows_its_message_to_another_room(tree: Path) -> None:
    translate(tree, "zh_CN", "tea", Tea="茶")
    (tree / "ui/tea/page.py").write_text("", "utf-8")
    (tree / "ui/shell/app.py").write_text('A = N_("Tea")', "utf-8")
    catalogues.update(tree)
    assert 'msgid "Tea"\nmsgstr "茶"' in (tree / "resources/i18n/zh_CN/shell.po").read_text("utf-8")


def test_a_new_feature_changes_no_existing_catalogue(tree: Path) -> None:
    before = {p: p.read_bytes() for p in tree.glob("resources/i18n/*/*.po")}
    (tree / "ui/aaa").mkdir()
    (tree / "ui/aaa/page.py").write_text('A = _("Save")\nB = _("Tea")\nC = _("Coffee")', "utf-8")
    catalogues.update(tree)
    assert {p: p.read_bytes() for p in before} == before
    assert (tree / "resources/i18n/zh_TW/aaa.po").exists()


def test_compiled_catalogues_speak(tree: Path) -> None:
    translate(tree, "zh_CN", "tea", Tea="茶")
    catalogues.compile_all(tree)
    spoken = gettext.translation("crm_desktop", tree / "resources/i18n", ["zh_CN"])
    assert spoken.gettext("Tea") == "茶"
    assert spoken.gettext("Save") == "Save"
    english = gettext.translation("crm_desktop", tree / "resources/i18n", ["en"])
    assert english.ngettext("{n} row", "{n} rows", 2) == "{n} rows"


def test_check_names_missing_obsolete_and_untranslated(tree: Path) -> None:
    (tree / "ui/shell/app.py").write_text('A = N_("Unlock")', "utf-8")
    found = catalogues.faults(tree)
    assert "zh_CN/shell: missing: 'Unlock'" in found
    assert "zh_CN/shell: no longer in the sources: 'Lock'" in found
    assert "zh_TW/kit: not translated: 'Save'" in found


def test_check_names_a_message_said_in_two_ways(tree: Path) -> None:
    (tree / "ui/rice").mkdir()
    (tree / "ui/rice/page.py").write_text('A = _("Tea")', "utf-8")
    catalogues.update(tree)
    translate(tree, "zh_CN", "rice", Tea="茶")
    translate(tree, "zh_CN", "tea", Tea="茶水")
    assert "zh_CN/tea: said otherwise in another room: 'Tea'" in catalogues.faults(tree)


def without(language: str, source: str | tuple[str, ...], target: str | tuple[str, ...]) -> list[str]:
    return wording.faults(language, source, target, Glossary())


@pytest.mark.parametrize(("language", "source", "target", "part"), [
    ("zh_CN", "Open {name}", "打开", "other places"),
    ("zh_CN", "Open {name}", "打开 {nam}", "other places"),
    ("zh_CN", "Open {name}", "打开 {name", "other places"),
    ("zh_CN", "Open it", "Open it", "left in English"),
    ("zh_TW", "Open it", "Open", "left in English"),
    ("zh_CN", "Open the box", "打开 box", "left in English: box"),
    ("zh_CN", "Open", "打開", "開 is of the other script"),
    ("zh_TW", "Open", "打开", "开 is of the other script"),
    ("zh_TW", "Afterwards", "之后", "后 is of the other script"),
    ("zh_TW", "In it", "在這里", "里 is of the other script"),
    ("zh_CN", "Saved", "已保存！", "an exclamation mark"),
    ("zh_CN", "First, second", "第一,第二", "a half-width sign"),
    ("zh_CN", "First (second)", "第一 (第二)", "a half-width sign"),
    ("zh_CN", "Name: {name}", "名称: {name}", "a half-width sign"),
    ("zh_CN", "It is open.", "已打开.", "a half-width sign"),
    ("zh_CN", "Working…", "正在处理...", "… is one sign"),
    ("zh_CN", "It is open", "已 打开", "a space too many"),
    ("zh_CN", "Save as PDF", "存为PDF", "without a space"),
    ("zh_CN", "In 2026", "在 2026 年", "a date with spaces"),
    ("zh_CN", 'The word "x"', '这个词"0"', "a straight quotation mark"),
    ("zh_CN", "Choose, then save", "请选择，请保存", "please said twice"),
    ("zh_CN", "It is open.", "已打开", "ends in 开, the source in ."),
    ("zh_CN", "It is open", "已打开。", "ends in 。"),
    ("zh_TW", "Choose…", "選擇", "ends in 擇, the source in …"),
    ("en", "Open", "Opens", "differs"),
])
def test_faults_are_found(language: str, source: str, target: str, part: str) -> None:
    assert any(part in fault for fault in without(language, source, target))


@pytest.mark.parametrize(("language", "source", "target"), [
    ("zh_CN", "Open {name}", "打开 {name}"),
    ("zh_CN", "PDF", "PDF"),
    ("zh_CN", "Ctrl+K", "Ctrl+K"),
    ("zh_CN", "{number} · {name}", "{number} · {name}"),
    ("zh_CN", "&File", "文件(&F)"),
    ("zh_CN", "PDF files (*.pdf);;All files (*)", "PDF 文件 (*.pdf);;所有文件 (*)"),
    ("zh_CN", "Build it: crm-desktop check --mend.", "请重建：crm-desktop check --mend。"),
    ("zh_CN", "Write it like 09:20 or name@company.com.", "请写成 09:20 或 name@company.com。"),
    ("zh_CN", "____ / ____", "年      月"),
    ("zh_TW", "After {name}", "{name} 之後，皇后在台北"),
    ("zh_CN", ("{n} row", "{n} rows"), ("{n} 行",)),
])
def test_good_translations_pass(language: str, source: str | tuple[str, ...], target: str | tuple[str, ...]) -> None:
    assert without(language, source, target) == []


def test_every_message_of_the_program_is_translated() -> None:
    assert catalogues.faults(ROOT) == []
