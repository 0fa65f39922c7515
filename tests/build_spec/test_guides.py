"""The three guides: they say what the screen says, press keys that exist, and show pictures that the script makes."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

from build_spec import catalogues
from build_spec.pictures import round as pictures

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LANGUAGES = ("zh_CN", "zh_TW", "en")
TYPED = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "Enter": "Return", "PgDn": "PgDown"}
KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+(?:PgDn|PgUp|Enter|F\d+|[A-Z](?![a-z])|[0-9=;,←→↑↓-])|(?<![A-Za-z0-9-])F\d{1,2})(?![0-9])")


def guide(language: str) -> str:
    return (DOCS / f"guide.{language}.md").read_text("utf-8")


@cache
def on_screen(language: str) -> list[re.Pattern[str]]:
    """Every text of the program in a language; a named place stands for anything. Forms' labels and answers too."""
    said: set[str] = set()
    for path in catalogues.files(ROOT / "resources" / "i18n", language).values():
        for message in catalogues.load(path, language):
            said.update(message.string if isinstance(message.string, (list, tuple)) else [message.string])
    labels = [json.loads(p.read_text("utf-8")) for p in (ROOT / "resources" / "forms" / "compiled").glob("*.json")]
    said.update(_labels(labels, language))
    bare = {re.sub(r"…$| \*$", "", text) for text in said}
    own = {text: re.sub(r"\{\w+\}|[\W_]", "", text) for text in bare}
    return [re.compile(re.sub(r"\\\{\w+\\\}", "[0-9]+", re.escape(text))) for text in bare if own[text]]


def _labels(node: object, language: str) -> set[str]:
    if isinstance(node, dict):
        own = {str(node[language])} if isinstance(node.get(language), str) else set()
        return own.union(*(_labels(part, language) for part in node.values()))
    return set().union(*(_labels(part, language) for part in node)) if isinstance(node, list) else set()


@cache
def keys() -> set[str]:
    """Every key that stands as such in the windows' sources."""
    texts: set[str] = set()
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 20:
                texts.add(node.value)
    return texts


def plain(key: str) -> str:
    """As the sources write it."""
    for shown, written in TYPED.items():
        key = key.replace(shown, written)
    return key


@pytest.mark.parametrize("language", LANGUAGES)
def test_bold_words_stand_on_the_screen(language: str) -> None:
    bold = re.findall(r"\*\*([^*]+)\*\*", re.sub(r"\n *", " ", guide(language)))
    assert len(bold) > 100
    texts = on_screen(language)
    assert not [b for b in dict.fromkeys(bold) if not any(t.fullmatch(b.rstrip("…")) for t in texts)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_exist(language: str) -> None:
    named = set(KEY.findall(guide(language)))
    assert len(named) > 30
    assert not sorted(k for k in named if not {k, plain(k)} & keys())


def test_the_scheduler_s_letters_are_keys() -> None:
    for language in LANGUAGES:
        chapter = next(c for c in guide(language).split("\n## ") if "/visits.png" in c)
        letters = set(re.findall(r"`([^`]+)`", chapter))
        assert len(letters) > 10
        assert not sorted(x for x in letters if not {x, plain(x)} & keys()), language


def test_the_same_chapters_pictures_and_keys() -> None:
    for find in (r"(?m)^(#+) ", r"\]\(pictures/[^/]+/([\w-]+)\.png\)", KEY.pattern):
        found = [re.findall(find, guide(language)) for language in LANGUAGES]
        first, *others = [sorted(f) if find == KEY.pattern else f for f in found]
        assert all(other == first for other in others), find


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_lead_to_the_chapters(language: str) -> None:
    heads = re.findall(r"(?m)^## (.+)$", guide(language))
    links = re.findall(r"(?m)^- \[(.+)\]\(#(.+)\)$", guide(language))
    assert [words for words, _anchor in links] == heads
    for words, anchor in links:
        assert anchor == re.sub(r"[^\w -]", "", words.lower()).replace(" ", "-")


def test_pictures_are_made_by_the_script_and_none_lies_idle() -> None:
    made = set(re.findall(r'take\("([\w-]+)"\)', Path(pictures.__file__).read_text("utf-8")))
    made |= {"today", "customers", "visits", "reception"}
    papers = "".join(p.read_text("utf-8") for p in (*DOCS.glob("*.md"), ROOT / "README.md"))
    shown = {(language, name) for language, name in re.findall(r"pictures/(\w+)/([\w-]+)\.png", papers)}
    there = {(p.parent.name, p.stem) for p in (DOCS / "pictures").rglob("*.png")}
    assert shown == there == {(language, name) for language in LANGUAGES for name in made}


def test_pictures_are_small() -> None:
    assert sum(p.stat().st_size for p in (DOCS / "pictures").rglob("*.png")) < 6_000_000
