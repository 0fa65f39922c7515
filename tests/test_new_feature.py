"""A feature is added by adding files only: forms, tables, search, catalogues, page are found by walking (law 2)."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

NEW = {
    "resources/forms/tea.yaml": """
area: {id: tea, order: 900, label: {en: Tea, zh_CN: 茶, zh_TW: 茶}}
forms:
  - id: tea_order
    title: {en: Tea order, zh_CN: 茶单, zh_TW: 茶單}
    kind: register
    basis: designed
    version: 1
    prefix: CD
    numbering: year
    fields:
      - {id: order_no, label: {en: Order no., zh_CN: 茶单编号, zh_TW: 茶單編號}, type: text, default: auto_number}
      - {id: guest, label: {en: Guest, zh_CN: 客人, zh_TW: 客人}, type: text, required: true}
      - {id: cups, label: {en: Cups, zh_CN: 杯数, zh_TW: 杯數}, type: int}
""",
    "crm_desktop/tea/__init__.py": '''"""Tea for guests."""
from crm_desktop.kit.feature import Entity, Feature
from crm_desktop.kit.i18n import N_

FEATURE = Feature(name="tea", title=N_("Tea"), order=90, entities=(
    Entity(form="tea_order", table="tea_orders", title=("guest",), search=("guest",), columns=("order_no", "guest")),))
''',
    "crm_desktop/tea/schema.py": '''"""The table of the tea orders."""
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("tea")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""CREATE TABLE tea_orders (id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE,
        form_version INTEGER NOT NULL, extra TEXT, created_at TEXT NOT NULL, created_by TEXT NOT NULL,
        changed_at TEXT NOT NULL, changed_by TEXT NOT NULL, deleted_at TEXT, order_no TEXT NOT NULL UNIQUE,
        guest TEXT NOT NULL, cups INTEGER) STRICT""")
''',
    "ui/tea/__init__.py": '''"""The tea page."""
from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec

PAGES = (PageSpec("tea", N_("Tea"), "users", 95, "ui.tea.page:TeaPage", forms=("tea_order",)),)
''',
    "ui/tea/page.py": '''"""One page."""
from ui.kit.page import Page


class TeaPage(Page):
    """Nothing on it yet."""
''',
}

TELL = """
from crm_desktop.kit import feature, records, search
from crm_desktop.kit.store import Store
from crm_desktop.kit.query import Query
from ui.kit import specs
store = Store.memory()
number = records.create(store, "tea_order", {"guest": "陆羽", "cups": 3})
row = records.get(store, "tea_order", number)
print("feature", "tea" in [f.name for f in feature.all_features()])
print("row", row["guest"], row["cups"], row["order_no"].startswith("CD-"))
print("list", Query("tea_order").run(store).count)
print("page", [p.id for p in specs.all_pages() if p.id == "tea"])
store.close()
"""


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file with its content's hash, what is made by set-up left out."""
    made = {"__pycache__", "compiled", "LC_MESSAGES"}
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in folder.rglob("*") if p.is_file() and not made & {*p.parts}}


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A copy of the program without the heavy things nobody changes."""
    for top in ("crm_desktop", "ui", "build_spec", "resources"):
        shutil.copytree(ROOT / top, tmp_path / top, ignore=shutil.ignore_patterns("__pycache__", "*.ttf", "icons"))
    return tmp_path


def run(folder: Path, *args: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, *args], cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_feature_changes_no_existing_file(scratch: Path) -> None:
    run(scratch, "build_spec/catalogues.py", "update")
    before = fingerprint(scratch)
    for path, text in NEW.items():
        (scratch / path).parent.mkdir(exist_ok=True)
        (scratch / path).write_text(text, "utf-8")
    run(scratch, "build_spec/compile_forms.py")
    run(scratch, "build_spec/catalogues.py", "update")
    run(scratch, "build_spec/catalogues.py", "compile")
    assert run(scratch, "-c", TELL).splitlines() == [
        "feature True", "row 陆羽 3 True", "list 1", "page ['tea']"]
    after = fingerprint(scratch)
    assert {path: after.get(path) for path in before} == before
    assert {path for path in after if path not in before} == {
        *NEW, *(f"resources/i18n/{language}/tea.po" for language in ("en", "zh_CN", "zh_TW"))}
