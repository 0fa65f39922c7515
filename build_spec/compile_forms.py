"""Compile resources/forms/*.yaml to resources/forms/compiled/*.json, which the program reads.

    python build_spec/compile_forms.py [--source resources/forms] [--out resources/forms/compiled]

One JSON file an area, with the choice sets filled in, and index.json. What is wrong in the
declarations is told in full, one line a fault, and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Raw = dict[str, Any]
FORMS = Path(__file__).resolve().parents[1] / "resources" / "forms"
LANGUAGES = ("en", "zh_CN", "zh_TW")
TYPES = frozenset((
    "text", "multiline", "date", "datetime", "duration", "money", "percent", "int", "score", "choice",
    "multi_choice", "bool", "customer_ref", "contact_ref", "user_ref", "form_ref", "phone", "email", "address",
    "id_number", "table", "signature", "computed"))
FIELD_KEYS = frozenset((
    "id", "label", "type", "required", "sensitive", "multiple", "inferred", "default", "choices", "ref", "group",
    "column_group", "columns", "rows", "result_type", "computed_from", "data_level", "kept"))
FORM_KEYS = frozenset((
    "id", "title", "kind", "basis", "version", "prefix", "numbering", "data_level", "groups", "fields",
    "system_fields", "synonyms"))
NUMBER = {"id": "number", "label": {"en": "Number", "zh_CN": "编号", "zh_TW": "編號"}, "type": "text",
          "default": "auto_number", "system": True}
DEFAULTS = {"date": ("today",), "datetime": ("now",), "user_ref": ("current_user",), "text": ("auto_number",)}


class Faults(Exception):
    """Everything that is wrong in the declarations, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load(source: Path) -> tuple[dict[str, list[Raw]], list[Raw]]:
    """The choice sets and the areas (in the handbook's order) as they stand in the YAML files."""
    choices: dict[str, list[Raw]] = {}
    areas: list[Raw] = []
    for path in sorted(source.glob("*.yaml")):
        try:
            data = yaml.safe_load(path.read_text("utf-8")) or {}
        except yaml.YAMLError as error:
            raise Faults([f"{path.name}: {error}"]) from error
        if path.name == "choices.yaml":
            choices = data
        else:
            areas.append(data)
    return choices, sorted(areas, key=lambda a: int(a["area"]["order"]))


def _resolve(raw: Raw, choices: dict[str, list[Raw]], where: str, faults: list[str]) -> Raw:
    """The field with its named choice sets and rows filled in, its columns too."""
    field = dict(raw)
    for key in ("choices", "rows"):
        if isinstance(field.get(key), str):
            if field[key] not in choices:
                faults.append(f"{where}: there is no choice set {field[key]}")
            field[key] = choices.get(field[key], [])
    if "columns" in field:
        field["columns"] = [_resolve(c, choices, f"{where}.{c.get('id')}", faults) for c in field["columns"]]
    return field


def compile_form(raw: Raw, area: str, choices: dict[str, list[Raw]], faults: list[str]) -> Raw:
    """One form as the program reads it: system fields behind the printed ones, a number for all."""
    form = {k: v for k, v in raw.items() if k not in ("fields", "system_fields")} | {"area": area}
    own = [*raw.get("fields", ()), *({**f, "system": True} for f in raw.get("system_fields", ()))]
    form["fields"] = [_resolve(f, choices, f"{raw.get('id')}.{f.get('id')}", faults) for f in own]
    numbered = any(f.get("default") == "auto_number" for f in form["fields"])
    if not numbered and form.get("numbering") != "none":
        form["fields"].append(dict(NUMBER))
    return form


def _label_faults(label: Any, where: str) -> Iterator[str]:
    missing = [c for c in LANGUAGES if not (isinstance(label, dict) and str(label.get(c) or "").strip())]
    if missing:
        yield f"{where}: no label in {', '.join(missing)}"


def _id_faults(things: list[Raw], what: str, where: str) -> Iterator[str]:
    seen: set[Any] = set()
    for thing in things:
        own = thing.get("id")
        if not isinstance(own, str) or not own.isidentifier():
            yield f"{where}: {own!r} is no {what} id"
        elif own in seen:
            yield f"{where}: the {what} {own} stands there twice"
        seen.add(own)


def _choice_faults(choices: list[Raw], where: str) -> Iterator[str]:
    yield from _id_faults(choices, "choice", where)
    for choice in choices:
        yield from _label_faults(choice.get("label"), f"{where}.{choice.get('id')}")
        if "short" in choice:
            yield from _label_faults(choice["short"], f"{where}.{choice.get('id')} short")
    for language in LANGUAGES:
        words = [str((c.get("label") or {}).get(language)) for c in choices]
        if len(set(words)) < len(words):
            yield f"{where}: two choices have the same {language} label"


def _field_faults(field: Raw, groups: set[str], where: str) -> Iterator[str]:
    yield from _label_faults(field.get("label"), where)
    if "column_group" in field:
        yield from _label_faults(field["column_group"], f"{where} column_group")
    kind = field.get("type")
    unknown = set(field) - FIELD_KEYS - {"system"}
    if unknown:
        yield f"{where}: unknown key {', '.join(sorted(unknown))}"
    if kind not in TYPES:
        yield f"{where}: unknown type {kind}"
    if kind == "computed" and field.get("result_type") not in TYPES:
        yield f"{where}: a computed field needs a result_type"
    if "choice" in str(field.get("result_type", kind)) and not field.get("choices"):
        yield f"{where}: a choice field needs choices"
    if field.get("group") and field["group"] not in groups:
        yield f"{where}: the form has no group {field['group']}"
    yield from _choice_faults(field.get("choices", []), where)
    yield from _default_faults(field, where)
    if kind == "table":
        yield from _id_faults(field.get("columns", []), "column", where)
        for column in field.get("columns", []):
            yield from _field_faults(column, groups, f"{where}.{column.get('id')}")
        if not field.get("columns"):
            yield f"{where}: a table needs columns"


def _default_faults(field: Raw, where: str) -> Iterator[str]:
    default, kind = field.get("default"), field.get("type")
    if default is None:
        return
    words = {w for names in DEFAULTS.values() for w in names}
    if kind == "choice":
        good = default in [c.get("id") for c in field.get("choices", ())]
    elif isinstance(default, str) and default in words:
        good = default in DEFAULTS.get(str(kind), ())
    else:
        good = {"bool": bool, "int": int, "duration": int, "money": int, "text": str}.get(str(kind)) is type(default)
    if not good:
        yield f"{where}: {default!r} is no default for a {kind} field"


def form_faults(form: Raw) -> Iterator[str]:
    """What is wrong in one compiled form."""
    where = str(form.get("id"))
    yield from _label_faults(form.get("title"), where)
    unknown = set(form) - FORM_KEYS - {"area"}
    if unknown:
        yield f"{where}: unknown key {', '.join(sorted(unknown))}"
    if form.get("numbering") not in ("year", "plain", "none"):
        yield f"{where}: numbering is year, plain or none"
    prefix = form.get("prefix")
    if not (isinstance(prefix, str) and len(prefix) == 2 and prefix.isascii() and prefix.isupper()):
        yield f"{where}: the prefix is two capital letters, not {prefix!r}"
    if not isinstance(form.get("version"), int):
        yield f"{where}: the version is a whole number"
    groups = form.get("groups", [])
    yield from _id_faults(groups, "group", where)
    for group in groups:
        yield from _label_faults(group.get("label"), f"{where} group {group.get('id')}")
    yield from _id_faults(form["fields"], "field", where)
    if sum(f.get("default") == "auto_number" for f in form["fields"]) > 1:
        yield f"{where}: only one field can be auto_number"
    for field in form["fields"]:
        yield from _field_faults(field, {g.get("id") for g in groups}, f"{where}.{field.get('id')}")
    strangers = set(form.get("synonyms", {})) - {f.get("id") for f in form["fields"]}
    if strangers:
        yield f"{where}: synonyms for unknown fields {', '.join(sorted(strangers))}"


def compile_all(source: Path) -> tuple[Raw, dict[str, dict[str, Raw]]]:
    """The index and the forms of each area, checked. Raises Faults."""
    choices, areas = load(source)
    faults: list[str] = [f for name, members in choices.items() for f in _choice_faults(members, f"choices {name}")]
    index: Raw = {"version": 1, "areas": {}, "forms": {}, "prefixes": {}}
    compiled: dict[str, dict[str, Raw]] = {}
    for area in areas:
        name = area["area"]["id"]
        faults += _label_faults(area["area"].get("label"), f"area {name}")
        index["areas"][name] = area["area"].get("label")
        compiled[name] = {}
        for raw in area.get("forms", ()):
            form = compile_form(raw, name, choices, faults)
            form_id, prefix = str(form.get("id")), str(form.get("prefix"))
            if form_id in index["forms"]:
                faults.append(f"{form_id}: the form is declared twice")
            if prefix in index["prefixes"]:
                faults.append(f"{form_id}: the prefix {prefix} is that of {index['prefixes'][prefix]}")
            index["forms"][form_id], index["prefixes"][prefix] = name, form_id
            compiled[name][form_id] = form
            faults += form_faults(form)
    if faults:
        raise Faults(faults)
    return index, compiled


def write(source: Path, out: Path) -> int:
    """Compile and write; answers the number of forms."""
    index, compiled = compile_all(source)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in {**compiled, "index": index}.items():
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        (out / f"{name}.json").write_text(text + "\n", "utf-8")
    for stale in out.glob("*.json"):
        if stale.stem not in compiled and stale.stem != "index":
            stale.unlink()
    return len(index["forms"])


def main(arguments: list[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", type=Path, default=FORMS)
    parser.add_argument("--out", type=Path, default=FORMS / "compiled")
    options = parser.parse_args(arguments)
    try:
        count = write(options.source, options.out)
    except Faults as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} forms compiled")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
