"""Converting an area keeps what was added by hand and takes the rest from the source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from build_spec import compile_forms, convert_forms


def label(en: str) -> dict[str, str]:
    return {"en": en, "zh_CN": en + "的", "zh_TW": en + "之"}


def source() -> dict[str, Any]:
    stars = [{"id": "one", "label": label("One")}, {"id": "two", "label": label("Two"), "inferred": True}]
    pair = [{"id": "left", "label": label("Left")}, {"id": "right", "label": label("Right")}]
    fields = [
        {"id": "name", "label": label("Name"), "type": "text", "required": True, "notes": "from 003, as 001 says"},
        {"id": "stars", "label": label("Stars"), "type": "choice", "choices": stars},
        {"id": "side", "label": label("Side"), "type": "choice", "choices": pair},
        {"id": "parts", "label": label("Parts"), "type": "table", "rows": stars, "columns": [
            {"id": "other_side", "label": label("Other side"), "type": "choice", "choices": [dict(c) for c in pair]}]}]
    form = {"id": "thing", "title": {"en": "Thing", "zh_CN": "客户东西", "zh_TW": "客戶東西"}, "kind": "record",
            "area": "things", "basis": "named", "source": {"seed": "003"}, "fields": fields}
    return {"areas": {"things": label("Things"), "rest": label("Rest")}, "choice_sets": {"stars2": stars},
            "forms": [form]}


def convert(out: Path) -> dict[str, Any]:
    convert_forms.convert(source(), ["things"], out)
    loaded: dict[str, Any] = yaml.safe_load((out / "things.yaml").read_text("utf-8"))
    return loaded


def test_choices_are_named_once_and_used_by_name(tmp_path: Path) -> None:
    form = convert(tmp_path)["forms"][0]
    fields = {f["id"]: f for f in form["fields"]}
    assert fields["stars"]["choices"] == "stars2" == fields["parts"]["rows"]
    assert fields["side"]["choices"] == "side" == fields["parts"]["columns"][0]["choices"]
    sets = yaml.safe_load((tmp_path / "choices.yaml").read_text("utf-8"))
    assert [c["id"] for c in sets["stars2"]] == ["one", "two"] and [c["id"] for c in sets["side"]] == ["left", "right"]


def test_a_prefix_is_made_from_the_title(tmp_path: Path) -> None:
    form = convert(tmp_path)["forms"][0]
    assert (form["prefix"], form["numbering"], form["version"]) == ("DX", "year", 1)
    assert "source" not in form and "notes" not in form["fields"][0]
    assert "# from the handbook, as the plan says" in (tmp_path / "things.yaml").read_text("utf-8")


def test_the_result_compiles(tmp_path: Path) -> None:
    convert(tmp_path)
    index, _compiled = compile_forms.compile_all(tmp_path)
    assert index["forms"] == {"thing": "things"}


def test_additions_survive_another_conversion(tmp_path: Path) -> None:
    first = convert(tmp_path)
    form = first["forms"][0]
    form |= {"prefix": "ZZ", "numbering": "plain", "version": 3, "synonyms": {"name": ["title", "no"]},
             "system_fields": [{"id": "hidden", "label": label("Hidden"), "type": "int", "default": 5},
                               {"id": "moves", "label": label("Moves"), "type": "table", "kept": True, "columns": [
                                   {"id": "day", "label": label("Day"), "type": "date"}]}]}
    form["fields"][1]["default"] = "two"
    (tmp_path / "things.yaml").write_text(yaml.safe_dump(first, allow_unicode=True), "utf-8")
    assert convert(tmp_path) == first


def test_an_unknown_area_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no area nowhere; it has things, rest"):
        convert_forms.convert(source(), ["nowhere"], tmp_path)


def test_prefixes_stay_unique_when_letters_run_out() -> None:
    taken: set[str] = set()
    for _ in range(40):
        taken.add(convert_forms.free_prefix("客户", taken))
    assert len(taken) == 40 and all(len(p) == 2 and p.isupper() for p in taken)
