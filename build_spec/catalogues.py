"""The words of the program: one catalogue a room and language, compiled to what gettext reads.

    python build_spec/catalogues.py update     sources -> resources/i18n/<language>/<room>.po, translations kept
    python build_spec/catalogues.py compile    -> resources/i18n/<language>/LC_MESSAGES/crm_desktop.mo
    python build_spec/catalogues.py check      every message translated, and nothing else in the files

A room is kit, shell, cli or a feature's name, so a new feature brings its own catalogues. What kit, shell or
cli already say is not repeated in a feature's.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_spec import glossary, wording

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "zh_CN", "zh_TW")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
SHARED = ("kit", "shell", "cli")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

Id = str | tuple[str, ...]
Words = dict[Id, str | tuple[str, ...]]


def room_of(path: Path, root: Path) -> str:
    """The room a source file belongs to."""
    top, *rest = path.relative_to(root).parts
    if len(rest) == 1:
        return "cli" if top == "crm_desktop" else "shell"
    if rest[0] == "kit":
        return "kit" if top == "crm_desktop" else "shell"
    return rest[0]


def sources(root: Path) -> dict[str, set[Id]]:
    """The messages of every room as the sources have them now."""
    rooms: dict[str, set[Id]] = {}
    for path in sorted([*root.glob("crm_desktop/**/*.py"), *root.glob("ui/**/*.py")]):
        found = rooms.setdefault(room_of(path, root), set())
        for _line, message, _comments, _context in extract_from_file("python", path, KEYWORDS):
            found.add(tuple(message) if isinstance(message, (tuple, list)) else message)
    known = set().union(*(rooms.get(room, set()) for room in SHARED))
    for room, found in rooms.items():
        if room not in SHARED:
            found -= known
    for first, second in (("kit", "shell"), ("kit", "cli"), ("shell", "cli")):
        rooms[second] = rooms.get(second, set()) - rooms.get(first, set())
    return {room: found for room, found in sorted(rooms.items()) if found}


def load(path: Path, language: str) -> list[Message]:
    """The messages of one catalogue file, without its head."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    obsolete = list(catalogue.obsolete.values())
    return [m for m in catalogue if m.id] + obsolete


def key(message: Message) -> Id:
    """A message's id in a form that can be compared."""
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else str(message.id)


def words(messages: Iterable[Message]) -> Words:
    """What is translated, by id."""
    return {key(m): tuple(m.string) if isinstance(m.string, (tuple, list)) else m.string or ""
            for m in messages}


def files(i18n: Path, language: str) -> dict[str, Path]:
    """The catalogue files of a language by room."""
    return {path.stem: path for path in sorted((i18n / language).glob("*.po"))}


def _catalogue(language: str) -> Catalog:
    return Catalog(locale=language, project="CRM Desktop", version="", creation_date=LONG_AGO,
                   revision_date=LONG_AGO, fuzzy=False)


def _text(language: str, found: Iterable[Id], known: Words) -> str:
    catalogue = _catalogue(language)
    for one in sorted(found, key=lambda i: i if isinstance(i, str) else i[0]):
        same = one if language == "en" else ("" if isinstance(one, str) else ("",) * catalogue.num_plurals)
        catalogue.add(one, known.get(one, same) if language != "en" else same)
    out = io.BytesIO()
    write_po(out, catalogue, width=110, no_location=True, omit_header=True, sort_output=True)
    head = ('msgid ""\nmsgstr ""\n'
            f'"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
            f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n')
    return head + out.getvalue().decode("utf-8").strip() + "\n"


def update(root: Path) -> None:
    """Write every catalogue anew from the sources; translations that still fit are kept."""
    i18n, rooms = root / "resources" / "i18n", sources(root)
    for language in LANGUAGES:
        old = files(i18n, language)
        known = {k: v for path in old.values() for k, v in words(load(path, language)).items() if any(v)}
        (i18n / language).mkdir(parents=True, exist_ok=True)
        for room, found in rooms.items():
            path = i18n / language / f"{room}.po"
            text = _text(language, found, known)
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8", newline="\n")
        for room in old.keys() - rooms.keys():
            old[room].unlink()
        missing = sum(1 for found in rooms.values() for one in found if one not in known)
        print(f"{language}: {sum(map(len, rooms.values()))} messages" + (
            f", {missing} to translate" if missing and language != "en" else ""))


def compile_all(root: Path) -> None:
    """Make the one file a language that the program reads."""
    i18n = root / "resources" / "i18n"
    for language in LANGUAGES:
        catalogue = _catalogue(language)
        for path in files(i18n, language).values():
            for message in load(path, language):
                if message.string and (isinstance(message.string, str) or all(message.string)):
                    catalogue.add(message.id, message.string)
        target = i18n / language / "LC_MESSAGES" / "crm_desktop.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, catalogue)


def faults(root: Path) -> list[str]:
    """Everything that is wrong in the catalogues, one line each."""
    i18n, rooms = root / "resources" / "i18n", sources(root)
    terms = glossary.read(i18n / "glossary.yaml")
    found: list[str] = []
    for language in LANGUAGES:
        said: Words = {}
        have = files(i18n, language)
        found += [f"{language}/{room}: no such room in the sources" for room in have.keys() - rooms.keys()]
        for room, wanted in rooms.items():
            place = f"{language}/{room}"
            messages = load(have[room], language) if room in have else []
            found += [f"{place}: fuzzy: {m.id!r}" for m in messages if m.fuzzy]
            texts = words(messages)
            found += [f"{place}: missing: {one!r}" for one in sorted(wanted - texts.keys(), key=str)]
            found += [f"{place}: no longer in the sources: {one!r}" for one in sorted(texts.keys() - wanted, key=str)]
            for one in sorted(texts.keys() & wanted, key=str):
                found += [f"{place}: {fault}: {one!r}" for fault in
                          wording.faults(language, one, texts[one], terms)]
                if said.setdefault(one, texts[one]) != texts[one]:
                    found.append(f"{place}: said otherwise in another room: {one!r}")
    return found


def check(root: Path) -> int:
    """Print what is wrong; 0 when nothing is."""
    wrong = faults(root)
    for line in wrong:
        print(line)
    print(f"catalogues: {len(wrong)} faults" if wrong else "catalogues: ok")
    return 1 if wrong else 0


def main() -> int:
    """The three commands."""
    parser = argparse.ArgumentParser(description="Catalogues of messages")
    parser.add_argument("command", choices=("update", "compile", "check"))
    parser.add_argument("--root", type=Path, default=ROOT)
    given = parser.parse_args()
    if given.command == "check":
        return check(given.root)
    (update if given.command == "update" else compile_all)(given.root)
    return 0


if __name__ == "__main__":
    sys.exit(main())
