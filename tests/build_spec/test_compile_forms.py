"""The declarations compile, what compiles says what stands in the YAML, and faults are told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_spec import compile_forms

ROOT = Path(__file__).resolve().parents[2]
LABEL = {"en": "Name", "zh_CN": "名称", "zh_TW": "名稱"}


def small_area() -> dict[str, Any]:
    """An area with one sound form."""
    return {"area": {"id": "small", "order": 1, "label": dict(LABEL)}, "forms": [{
        "id": "thing", "title": dict(LABEL), "kind": "record", "basis": "named", "version": 1, "prefix": "TH",
        "numbering": "year", "groups": [{"id": "basic", "label": dict(LABEL)}],
        "fields": [{"id": "name", "label": dict(LABEL), "type": "text", "group": "basic"},
                   {"id": "colour", "label": dict(LABEL), "type": "choice", "choices": "colours"}],
        "system_fields": [{"id": "seen", "label": dict(LABEL), "type": "bool", "default": True}],
        "synonyms": {"name": ["title"]}}]}


COLOURS = {"colours": [{"id": "red", "label": {"en": "Red", "zh_CN": "红", "zh_TW": "紅"}},
                       {"id": "blue", "label": {"en": "Blue", "zh_CN": "蓝", "zh_TW": "藍"}}]}


def write_source(place: Path, area: dict[str, Any], choices: dict[str, Any] | None = None) -> Path:
    (place / "small.yaml").write_text(yaml.safe_dump(area, allow_unicode=True), "utf-8")
    (place / "choices.yaml").write_text(yaml.safe_dump(COLOURS if choices is None else choices), "utf-8")
    return place


def test_the_shipped_declarations_compile_and_nothing_is_lost(tmp_path: Path) -> None:
    source = ROOT / "resources" / "forms"
    count = compile_forms.write(source, tmp_path)
    index = json.loads((tmp_path / "index.json").read_text("utf-8"))
    assert count == len(index["forms"]) == len(index["prefixes"]) > 70
    choices = yaml.safe_load((source / "choices.yaml").read_text("utf-8"))
    for area in index["areas"]:
        declared = yaml.safe_load((source / f"{area}.yaml").read_text("utf-8"))
        compiled = json.loads((tmp_path / f"{area}.json").read_text("utf-8"))
        assert list(compiled) == [f["id"] for f in declared["forms"]]
        for form in declared["forms"]:
            other = compiled[form["id"]]
            fields = {f["id"]: f for f in other.pop("fields")}
            own = [*form.pop("fields"), *({**f, "system": True} for f in form.pop("system_fields", []))]
            assert other == {**form, "area": area}
            assert [f["id"] for f in own] == [i for i in fields if i != "number" or "number" in {f["id"] for f in own}]
            for field in own:
                assert fields[field["id"]] == with_choices(field, choices)


def with_choices(field: dict[str, Any], choices: dict[str, Any]) -> dict[str, Any]:
    """The declared field with its sets filled in: written apart from the compiler on purpose."""
    full = dict(field)
    for key in {"choices", "rows"} & set(full):
        full[key] = choices[full[key]] if isinstance(full[key], str) else full[key]
    if "columns" in full:
        full["columns"] = [with_choices(c, choices) for c in full["columns"]]
    return full


def test_what_the_program_reads_is_what_is_declared(tmp_path: Path) -> None:
    """Fails when resources/forms/*.yaml was edited and not compiled: run `make setup`."""
    compile_forms.write(ROOT / "resources" / "forms", tmp_path)
    shipped = ROOT / "resources" / "forms" / "compiled"
    assert {p.name: p.read_bytes() for p in shipped.glob("*.json")} == {
        p.name: p.read_bytes() for p in tmp_path.glob("*.json")}


def test_a_form_without_a_number_gets_one(tmp_path: Path) -> None:
    _index, compiled = compile_forms.compile_all(write_source(tmp_path, small_area()))
    fields = compiled["small"]["thing"]["fields"]
    assert [f["id"] for f in fields] == ["name", "colour", "seen", "number"]
    assert fields[-1]["default"] == "auto_number" and fields[-1]["system"] and fields[2]["system"]
    assert fields[1]["choices"] == COLOURS["colours"]


def test_a_form_may_go_without_number(tmp_path: Path) -> None:
    area = small_area()
    area["forms"][0]["numbering"] = "none"
    _index, compiled = compile_forms.compile_all(write_source(tmp_path, area))
    assert [f["id"] for f in compiled["small"]["thing"]["fields"]] == ["name", "colour", "seen"]


def test_an_area_that_is_gone_leaves_no_compiled_file(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.json").write_text("{}")
    compile_forms.write(write_source(tmp_path, small_area()), tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["index.json", "small.json"]


def _twice(form: dict[str, Any]) -> None:
    form["fields"].append(dict(form["fields"][0]))


@pytest.mark.parametrize(("spoil", "sentence"), [
    (_twice, "thing: the field name stands there twice"),
    (lambda f: f["fields"][0]["label"].pop("zh_TW"), "thing.name: no label in zh_TW"),
    (lambda f: f["title"].update(en=" "), "thing: no label in en"),
    (lambda f: f["groups"][0]["label"].pop("zh_CN"), "thing group basic: no label in zh_CN"),
    (lambda f: f.update(prefix="t1"), "thing: the prefix is two capital letters, not 't1'"),
    (lambda f: f.update(numbering="daily"), "thing: numbering is year, plain or none"),
    (lambda f: f.update(version="1"), "thing: the version is a whole number"),
    (lambda f: f.update(colour="red"), "thing: unknown key colour"),
    (lambda f: f["fields"][0].update(requird=True), "thing.name: unknown key requird"),
    (lambda f: f["fields"][0].update(type="words"), "thing.name: unknown type words"),
    (lambda f: f["fields"][0].update(group="other"), "thing.name: the form has no group other"),
    (lambda f: f["fields"][1].update(choices="shades"), "thing.colour: there is no choice set shades"),
    (lambda f: f["fields"][1].update(default="green"), "thing.colour: 'green' is no default for a choice field"),
    (lambda f: f["fields"][0].update(default="today"), "thing.name: 'today' is no default for a text field"),
    (lambda f: f["fields"][0].update(type="table"), "thing.name: a table needs columns"),
    (lambda f: f["fields"][0].update(type="computed"), "thing.name: a computed field needs a result_type"),
    (lambda f: f["synonyms"].update(size=["big"]), "thing: synonyms for unknown fields size"),
    (lambda f: f["fields"][0].update(id="the name"), "thing: 'the name' is no field id"),
])
def test_faults_are_told(tmp_path: Path, spoil: Callable[[dict[str, Any]], None], sentence: str) -> None:
    area = small_area()
    spoil(area["forms"][0])
    with pytest.raises(compile_forms.Faults) as caught:
        compile_forms.compile_all(write_source(tmp_path, area))
    assert sentence in caught.value.faults


def test_ids_and_prefixes_are_unique_over_all_forms(tmp_path: Path) -> None:
    area = small_area()
    area["forms"].append(area["forms"][0])
    with pytest.raises(compile_forms.Faults) as caught:
        compile_forms.compile_all(write_source(tmp_path, area))
    assert caught.value.faults[:2] == ["thing: the form is declared twice", "thing: the prefix TH is that of thing"]


def test_two_choices_cannot_look_the_same(tmp_path: Path) -> None:
    same = {"colours": [{"id": "red", "label": LABEL}, {"id": "blue", "label": LABEL}]}
    with pytest.raises(compile_forms.Faults) as caught:
        compile_forms.compile_all(write_source(tmp_path, small_area(), same))
    assert "choices colours: two choices have the same zh_CN label" in caught.value.faults


def test_the_command_line_tells_faults_and_writes_nothing(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yaml").write_text("area: {id: [", "utf-8")
    assert compile_forms.main(["--source", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "bad.yaml" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
