"""What can be told of a translation without knowing the language: places, letters, script, tone, core terms."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Formatter

import yaml

# Words that stay as they are in Chinese text.
LATIN = frozenset("""
    pdf excel csv xlsx xls txt vcf zip png jpg svg crm desktop linux windows macos utf bom gb big json ring kg cm mm px
    ctrl alt shift esc enter tab del f page up down home end menu space pgup pgdn backspace
    english qt python sqlcipher sqlite github mit isc ofl lgpl ok id no db
    tw cn hk usd cny twd nt usb ab am pm iso noto sans sc lucide reportlab ui
""".split())
UNWANTED = {"zh_CN": ("您", "！", "非法", "是否确定", "错误代码", "系统异常", "「", "」"),
            "zh_TW": ("您", "！", "非法", "是否確定", "“", "”", "導入", "打印", "文件夾", "默認", "屏幕", "數據")}
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")

Text = str | tuple[str, ...]
Glossary = dict[str, dict[str, list[str]]]


def glossary(path: Path) -> Glossary:
    """The core terms: English term in lower case, then language, then the words allowed for it."""
    if not path.exists():
        return {}
    raw = yaml.safe_load(path.read_text("utf-8")) or {}
    return {term.lower(): {language: text if isinstance(text, list) else [text] for language, text in entry.items()}
            for term, entry in raw.items()}


def places(text: str) -> set[str]:
    """The named places of a sentence: {name}, {count:,} and %(name)s."""
    try:
        braces = {name for _text, name, _spec, _conv in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"(broken braces)"}
    return braces | set(re.findall(r"%\(\w+\)[sd]", text))


def foreign_words(text: str) -> list[str]:
    """The Latin words that should have been translated."""
    bare = re.sub(r"\{[^}]*\}|<[^>]*>|\b[A-Z]:?\\|\S+\.(?:json|db|crm|xlsx|csv)\b", " ", text)
    return [word for word in re.findall(r"[A-Za-z]{2,}", bare) if word.lower() not in LATIN]


@cache
def _converters() -> tuple[object, object]:
    from opencc import OpenCC
    return OpenCC("s2t"), OpenCC("t2s")


@cache
def wrong_script(sign: str, language: str) -> bool:
    """Whether a character belongs to the other script only: not in the old national set, and converted."""
    simplified = language == "zh_CN"
    try:
        sign.encode("gb2312" if simplified else "big5")
        return False
    except UnicodeEncodeError:
        convert = _converters()[1 if simplified else 0].convert  # type: ignore[attr-defined]
        return bool(convert(sign) != sign)


def faults(language: str, source: Text, target: Text, terms: Glossary) -> list[str]:
    """What is wrong with one translated message."""
    sources = (source,) if isinstance(source, str) else source
    targets = (target,) if isinstance(target, str) else target
    if not all(targets):
        return ["not translated"]
    if language == "en":
        return [] if target == source else ["the English differs from the sources"]
    found: list[str] = []
    for text in targets:
        if places(text) not in [places(s) for s in sources]:
            found.append(f"other places than the source, {sorted(places(text))}")
        if (foreign_words(sources[0]) and not HAN.search(text)) or text == sources[0] and foreign_words(text):
            found.append("left in English")
        found += [f"{sign} is of the other script" for sign in sorted(set(HAN.findall(text)))
                  if wrong_script(sign, language)]
        found += [f"{word} is not our wording" for word in UNWANTED[language] if word in text]
    wanted = terms.get(sources[0].lower().rstrip("…"), {}).get(language)
    if wanted and targets[0].rstrip("…") not in wanted:
        found.append(f"the glossary says {' or '.join(wanted)}, not {targets[0]}")
    return found
