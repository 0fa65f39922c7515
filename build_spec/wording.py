"""What can be told of a translation without knowing the language: places, letters, script, signs, tone, terms."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import Any

from build_spec.glossary import Glossary

# Words that stay as they are in Chinese text.
LATIN = frozenset("""
    pdf excel csv xlsx xls txt vcf zip png jpg svg crm desktop linux windows macos utf bom gb big json ring kg cm mm px
    ctrl alt shift esc enter tab del f page up down home end menu space pgup pgdn backspace
    jpeg xlsm tsv mb caps lock demo eur hkd jpy
    english qt python sqlcipher sqlite github mit isc ofl lgpl ok id no db
    tw cn hk usd cny twd nt usb ab am pm iso noto sans sc lucide reportlab ui
""".split())
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_H = r"[\u3400-\u9fff]"
_PLACE = re.compile(r"\{[^}]*\}")
# What is typed just so in any language: places, paths, files, addresses, commands and their options.
_AS_TYPED = re.compile(r"\{[^}]*\}|<[^>]*>|\b[A-Z]:?\\|\S+\.(?:json|db|crm|xlsx|csv)\b|\S+@\S+|\b[A-Z]+_\w+"
                       r"|crm-desktop \w+|--\w+|(?:命令|指令) \w+")
_FILTER = re.compile(r" \(\*[^)]*\)(?:;;)?")
# Where Taiwan writes what a converter takes for the other script.
_BOTH = frozenset("台占布游了")
_ENDS = {".": "。", ":": "：", "?": "？", "…": "…", ",": "，", ";": "；"}
# Signs that stand wrongly in Chinese text, each with what is wrong.
_SIGNS = tuple((re.compile(pattern), said) for pattern, said in (
    (rf"{_H}\s*[,;:?]|(?<!\d)[,;?](?={_H})|{_H}\.(?![\w*])|{_H}\s*\((?!&)|\)\s*{_H}", "a half-width sign"),
    ("[!！]", "an exclamation mark"),
    (r"\.\.\.|……", "… is one sign"),
    (rf"{_H}[ \u3000]+{_H}|[，。：；？！、（）「」“”] | [，。：；？！、）」”]", "a space too many"),
    (rf"{_H}[A-Za-z]{{2,}}|[A-Za-z]{{2,}}{_H}", "Chinese and a Latin word without a space"),
    (r"\d +[年月](?!度)|月 +\d", "a date with spaces"),
    (rf"\"|'(?={_H})|(?<={_H})'", "a straight quotation mark"),
    (r"请.*请|請.*請", "please said twice"),
))

Text = str | tuple[str, ...]


def places(text: str) -> set[str]:
    """The named places of a sentence: {name}, {count:,} and %(name)s."""
    try:
        braces = {name for _text, name, _spec, _conv in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"(broken braces)"}
    return braces | set(re.findall(r"%\(\w+\)[sd]", text))


def foreign_words(text: str) -> list[str]:
    """The Latin words that should have been translated."""
    bare = _AS_TYPED.sub(" ", text)
    return [word for word in re.findall(r"[A-Za-z]{2,}", bare) if word.lower() not in LATIN]


@cache
def _converter(language: str) -> Any:
    from opencc import OpenCC
    return OpenCC("t2s" if language == "zh_CN" else "s2tw")


def other_script(text: str, language: str) -> list[str]:
    """The characters that belong to the other script, judged in their words: 后 in 皇后 is right, in 之后 wrong."""
    turned = _converter(language).convert(text)
    if len(turned) != len(text):
        return sorted(set(text) - set(turned))
    return sorted({one for one, other in zip(text, turned, strict=True) if one != other and one not in _BOTH})


def signs(source: str, target: str) -> list[str]:
    """What is wrong in the signs and spaces of a Chinese text."""
    if not re.search("[A-Za-z]", source):
        return []
    bare = _FILTER.sub("", _PLACE.sub("0", target))
    found = [said for pattern, said in _SIGNS if pattern.search(bare)]
    end, wanted = target.rstrip()[-1:], _ENDS.get(source.rstrip()[-1:], "")
    if wanted != (end if end in _ENDS.values() else ""):
        found.append(f"ends in {end}, the source in {source.rstrip()[-1:]}")
    return found


def _one(language: str, sources: tuple[str, ...], text: str, terms: Glossary) -> list[str]:
    found = []
    if places(text) not in [places(s) for s in sources]:
        found.append(f"other places than the source, {sorted(places(text))}")
    if left := (not HAN.search(text) and foreign_words(sources[0])) or foreign_words(text):
        found.append(f"left in English: {' '.join(left)}")
    found += [f"{sign} is of the other script" for sign in other_script(text, language)]
    return found + signs(sources[-1], text) + terms.faults(language, sources[0], text)


def faults(language: str, source: Text, target: Text, terms: Glossary) -> list[str]:
    """What is wrong with one translated message."""
    sources = (source,) if isinstance(source, str) else source
    targets = (target,) if isinstance(target, str) else target
    if not all(targets):
        return ["not translated"]
    if language == "en":
        return [] if target == source else ["the English differs from the sources"]
    return [fault for text in targets for fault in _one(language, sources, text, terms)]
