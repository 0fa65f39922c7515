"""Bring areas of the handbook's form list into resources/forms/<area>.yaml and choices.yaml.

    python build_spec/convert_forms.py SOURCE [--areas customers,visits] [--out resources/forms]

Run it again and everything comes anew from SOURCE, except what an office or a programmer adds by
hand, which is kept: prefix, numbering, version, data_level, system_fields and synonyms of a form,
the default of a field, and choice sets that SOURCE does not know. A form without a prefix gets a
free one from the pinyin of its title.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import yaml

Raw = dict[str, Any]
FORM_KEPT = ("version", "prefix", "numbering", "data_level", "system_fields", "synonyms")
FIELD_KEYS = ("id", "label", "type", "required", "sensitive", "multiple", "inferred", "default", "choices", "ref",
              "group", "column_group", "result_type", "computed_from", "data_level")
AREA_HEAD = """\
# {title}: the declared forms of this area. Edited by people; `make setup` and the build compile it
# (build_spec/compile_forms.py), because reading YAML at start is too slow.
#
# A form: id, title, kind, basis (printed, stated, named or implied by the handbook), and by hand
#   version        goes up when fields change their meaning
#   prefix         two letters of its numbers, unique: TS-2026-0142
#   numbering      year (TS-2026-0142), plain (KH-0007) or none
#   system_fields  fields that windows use and paper does not print
#   synonyms       other column headings that an imported sheet may have, by field id
# A form without an auto_number field gets a system field `number` (Number, 编号, 編號) when compiled.
# A field: id, label, type, required, sensitive (sealed and masked), multiple, default (auto_number,
#   today, now, current_user, or a fixed value), choices (a set of choices.yaml), ref, group, columns,
#   rows, result_type and computed_from. `inferred`: not on the handbook's printed form.
# Converting the area again (build_spec/convert_forms.py) keeps prefix, numbering, version, data_level,
#   system_fields, synonyms and the defaults; everything else comes anew from the form list.
"""
CHOICES_HEAD = """\
# Named choice sets: `choices: csat5` in a form means the set of that name here.
# The order is the order on screen and paper; an id never changes, for records keep it.
"""


def plain_words(text: str) -> str:
    """A note without the source's own shorthand for the texts it was drawn from."""
    text = re.sub(r" \(00[0-3]\)", "", text).replace("INFERRED, no formula in the seeds. Proposed: ", "")
    text = re.sub(r" ?[^.]*\binferred\b[^.]*\.?", "", text)
    text = re.sub(r"\b003\b|the seed\b", "the handbook", text)
    return re.sub(r"\b00[0-2]\b", "the plan", text)


def scalar(value: Any) -> str:
    """A value as one line of YAML: bare where it is a plain word, else quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    bare = text.isascii() and text.replace("_", "").isalnum() and not text[0].isdigit()
    if bare and text.lower() not in ("true", "false", "yes", "no", "on", "off", "null", "y", "n"):
        return text
    return json.dumps(text, ensure_ascii=False)


def flow(value: Any, key: str = "") -> str:
    """A value in YAML's one-line notation; labels are always quoted."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v, k)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    if key in ("en", "zh_CN", "zh_TW", "computed_from"):
        return json.dumps(value, ensure_ascii=False)
    return scalar(value)


class Choices:
    """The choice sets: by name, and found again where a form repeats one of them."""

    def __init__(self, source: Raw, known: Raw) -> None:
        self.sets: Raw = {name: [self._bare(c) for c in members] for name, members in source["choice_sets"].items()}
        self.known = known
        self.used: set[str] = set()
        self._name_repeated(source)

    @staticmethod
    def _bare(choice: Raw) -> Raw:
        return {"id": choice["id"], "label": choice["label"]}

    def _name_repeated(self, source: Raw) -> None:
        """A choice list that stands in more than one place gets the name of its first field."""
        named = [json.dumps(s, sort_keys=True) for s in self.sets.values()]
        lists = [(f["id"], [self._bare(c) for c in f["choices"]]) for form in source["forms"]
                 for f in all_fields(form) if "choices" in f]
        times = Counter(json.dumps(members, sort_keys=True) for _, members in lists)
        for field_id, members in lists:
            key = json.dumps(members, sort_keys=True)
            if key not in named and times[key] > 1:
                self.sets[field_id if field_id not in self.sets else f"{field_id}_answers"] = members
                named.append(key)

    def name(self, choices: list[Raw]) -> str | list[Raw]:
        """The name of the set these choices are, or the bare choices where no set has them."""
        members = [self._bare(c) for c in choices]
        for name, other in self.sets.items():
            if other == members:
                self.used.add(name)
                return name
        return members

    def wanted(self) -> Raw:
        """The sets to write: what forms use now, and what stood there before."""
        kept = {n: s for n, s in self.known.items() if n not in self.sets}
        return {n: s for n, s in self.sets.items() if n in self.used or n in self.known} | kept


def all_fields(form: Raw) -> list[Raw]:
    """The fields of a form and the columns of its tables."""
    return [f for top in form["fields"] for f in (top, *top.get("columns", ()))]


class AreaWriter:
    """Writes one area as readable YAML, keeping what was added by hand."""

    def __init__(self, choices: Choices, old: Raw) -> None:
        self.choices = choices
        self.old = {form["id"]: form for form in old.get("forms", ())}
        self.lines: list[str] = []

    def field(self, field: Raw, form: Raw, indent: str) -> None:
        """One field: a line, and for a table a line for each of its columns."""
        old = {f["id"]: f for f in self.old.get(form["id"], {}).get("fields", ())}.get(field["id"], {})
        own = {k: field[k] for k in FIELD_KEYS if field.get(k) not in (None, False)}
        if form["basis"] != "printed":
            own.pop("inferred", None)
        if "choices" in own:
            own["choices"] = self.choices.name(field["choices"])
        if "default" in old and "default" not in own:
            own["default"] = old["default"]
        if "computed_from" in own:
            own["computed_from"] = plain_words(own["computed_from"])
        own = self._ordered(own)
        if "notes" in field:
            self.lines.append(f"{indent}# {plain_words(field['notes'])}")
        if "columns" not in field:
            self.lines.append(f"{indent}- {flow(own)}")
            return
        for number, (key, value) in enumerate(own.items()):
            self.lines.append(f"{indent}{'  ' if number else '- '}{key}: {flow(value, key)}")
        if "rows" in field:
            self.lines.append(f"{indent}  rows: {flow(self.choices.name(field['rows']))}")
        self.lines.append(f"{indent}  columns:")
        for column in field["columns"]:
            self.field(column, form | {"id": ""}, indent + "    ")

    def form(self, form: Raw, prefix: str) -> None:
        """One form with its head, groups, fields and what was added by hand."""
        old = self.old.get(form["id"], {})
        by_hand: Raw = {"version": 1, "prefix": prefix, "numbering": "year"}
        by_hand |= {k: old[k] for k in FORM_KEPT if k in old}
        self.lines.append("")
        for key in ("notes", "cadence"):
            if key in form:
                self.lines.append(f"  # {'Done ' if key == 'cadence' else ''}{plain_words(form[key])}")
        self.lines.append(f"  - id: {form['id']}")
        head = {k: form[k] for k in ("title", "kind", "basis")}
        head |= {k: v for k, v in by_hand.items() if k not in ("system_fields", "synonyms")}
        self.lines += [f"    {key}: {flow(value)}" for key, value in head.items()]
        if "groups" in form:
            self.lines += ["    groups:", *(f"      - {flow(g)}" for g in form["groups"])]
        self.lines.append("    fields:")
        for field in form["fields"]:
            self.field(field, form, "      ")
        if by_hand.get("system_fields"):
            self.lines.append("    system_fields:")
            for field in by_hand["system_fields"]:
                self.system_field(field)
        if by_hand.get("synonyms"):
            order = [f["id"] for f in (*form["fields"], *by_hand.get("system_fields", ()))]
            synonyms = sorted(by_hand["synonyms"].items(), key=lambda item: order.index(item[0]))
            self.lines += ["    synonyms:", *(f"      {k}: {flow(v)}" for k, v in synonyms)]

    def system_field(self, field: Raw) -> None:
        """One field written by hand, as it stood there."""
        own = self._ordered(field) | {k: field[k] for k in ("kept",) if k in field}
        if "columns" not in field:
            self.lines.append(f"      - {flow(own)}")
            return
        self.lines += [f"      {'  ' if number else '- '}{key}: {flow(value, key)}"
                       for number, (key, value) in enumerate(own.items())]
        self.lines += ["        columns:", *(f"          - {flow(self._ordered(c))}" for c in field["columns"])]

    @staticmethod
    def _ordered(field: Raw) -> Raw:
        return {k: field[k] for k in FIELD_KEYS if k in field}


def free_prefix(title: str, taken: set[str]) -> str:
    """Two letters from the pinyin initials of a title that no form has yet."""
    from pypinyin import Style, lazy_pinyin

    readings = lazy_pinyin(title, style=Style.FIRST_LETTER)
    initials = "".join(s[0] for s in readings if s[:1].isascii() and s[:1].isalpha()).upper()
    letters = initials.removeprefix("KH") or initials
    pairs = [letters[0] + b for b in letters[1:]] + [a + b for a in letters for b in letters]
    pairs += [a + b for a in (letters[0], *ascii_uppercase) for b in ascii_uppercase]
    return next(p for p in pairs if p not in taken)


def load(path: Path) -> Raw:
    """A YAML file as a dict; empty where there is none."""
    return (yaml.safe_load(path.read_text("utf-8")) or {}) if path.exists() else {}


def convert(source: Raw, areas: list[str], out: Path) -> list[Path]:
    """Write the areas and the choice sets they use; answers the files written."""
    unknown = [a for a in areas if a not in source["areas"]]
    if unknown:
        raise SystemExit(f"the source has no area {', '.join(unknown)}; it has {', '.join(source['areas'])}")
    old = {p.stem: load(p) for p in sorted(out.glob("*.yaml")) if p.stem != "choices"}
    taken = {f["prefix"] for area in old.values() for f in area.get("forms", ()) if "prefix" in f}
    choices = Choices(source, load(out / "choices.yaml"))
    written = []
    for area in areas:
        title = source["areas"][area]
        writer = AreaWriter(choices, old.get(area, {}))
        order = list(source["areas"]).index(area) + 1
        head = flow({"id": area, "order": order, "label": title})
        writer.lines += [AREA_HEAD.format(title=title["en"]), f"area: {head}", "forms:"]
        for form in (f for f in source["forms"] if f["area"] == area):
            prefix = writer.old.get(form["id"], {}).get("prefix") or free_prefix(form["title"]["zh_CN"], taken)
            taken.add(prefix)
            writer.form(form, prefix)
        path = out / f"{area}.yaml"
        path.write_text("\n".join(writer.lines) + "\n", "utf-8")
        written.append(path)
    lines = [CHOICES_HEAD]
    for name, members in choices.wanted().items():
        lines += [f"{name}:", *(f"  - {flow(c)}" for c in members)]
    (out / "choices.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return [*written, out / "choices.yaml"]


def main(arguments: list[str]) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--areas", help="comma-separated; all areas when left out")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1] / "resources" / "forms")
    options = parser.parse_args(arguments)
    source = load(options.source)
    areas = options.areas.split(",") if options.areas else list(source["areas"])
    for path in convert(source, areas, options.out):
        print(path.name)


if __name__ == "__main__":
    main(sys.argv[1:])
