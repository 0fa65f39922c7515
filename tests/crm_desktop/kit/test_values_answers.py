"""Yes and no, choices, links to other records, tables; and the check before saving."""

from __future__ import annotations

from typing import Any

import pytest

from crm_desktop.kit import forms, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import LANGUAGES, using
from tests.crm_desktop.kit.values_office import OFFICE, choices, field

CHANNELS = forms.get("customer_satisfaction_survey").by_id["awareness_channel"]
YES = field("bool")
CUSTOMER, CUSTOMERS = field("customer_ref"), field("customer_ref", multiple=True)
ANY_FORM = field("form_ref")


@pytest.mark.parametrize("text", ["是", "Yes", "y", "√", "✓", "1", "对", "對", "有", "TRUE", "１", " 是 "])
def test_yes(text: str) -> None:
    assert values.read(YES, text, OFFICE) == 1


@pytest.mark.parametrize("text", ["否", "no", "N", "×", "x", "0", "错", "无", "FALSE", "不是"])
def test_no(text: str) -> None:
    assert values.read(YES, text, OFFICE) == 0


def test_neither_yes_nor_no() -> None:
    with pytest.raises(Problem):
        values.read(YES, "maybe", OFFICE)
    assert [values.read_cell(YES, c, OFFICE) for c in (True, False, 1, 0.0, None)] == [1, 0, 1, 0, None]


def all_choice_fields() -> list[tuple[str, forms.Field]]:
    every = [(i, f) for i in forms.ids() for f in forms.get(i).fields]
    every += [(i, c) for i, f in every for c in f.columns]
    return [(i, f) for i, f in every if f.type in ("choice", "multi_choice")]


def test_every_label_of_every_form_is_understood() -> None:
    for form_id, one in all_choice_fields():
        for choice in one.choices:
            for text in (choice.id, *choice.label.values()):
                found = values.read(one, text, OFFICE)
                assert found == (choice.id if one.type == "choice" else [choice.id]), (form_id, one.id, text)


def test_all_answers_together_are_understood() -> None:
    for language in LANGUAGES:
        with using(language):
            for form_id, one in all_choice_fields():
                if one.type == "multi_choice":
                    every = [c.id for c in one.choices]
                    assert values.read(one, values.show(one, every, OFFICE), OFFICE) == every, (form_id, one.id)


def test_a_choice_by_its_place_or_short() -> None:
    status = forms.get("customer_master").by_id["customer_status"]
    assert [values.read(status, t, OFFICE) for t in ("2", "２", "现有", "現有", "EXISTING", "active")] == ["active"] * 6
    assert values.read_cell(status, 2.0, OFFICE) == "active"
    stage = forms.get("customer_master").by_id["lifecycle_stage"]
    assert values.read(stage, "潜在客户", OFFICE) == "prospect"
    for text in ("9", "0", "其余"):
        with pytest.raises(Problem):
            values.read(status, text, OFFICE)


def test_digits_that_are_answers_are_no_places() -> None:
    stars = field("choice", choices=choices("one", "5", "3"))
    assert values.read(stars, "5", OFFICE) == "5" and values.read(stars, "3", OFFICE) == "3"
    with pytest.raises(Problem):
        values.read(stars, "1", OFFICE)


def test_an_unknown_answer_is_told_with_the_known_ones() -> None:
    with using("en"), pytest.raises(Problem) as caught:
        values.read(field("choice", choices=choices("red", "blue")), "green", OFFICE)
    assert caught.value.sentence == "green is not an answer of Some field. The answers are: Red; Blue."


@pytest.mark.parametrize(("text", "found"), [
    ("广告、其他，请说明", ["advertisement", "other"]), ("其他，请说明；广告", ["advertisement", "other"]),
    ("广告,专业报刊杂志/朋友介绍", ["advertisement", "trade_press", "friend"]), ("1 3", ["advertisement", "friend"]),
    ("friend\nfriend", ["friend"]), ("Recommended by a friend; Advertisement", ["advertisement", "friend"]),
    ("、", None)])
def test_several_answers(text: str, found: list[str] | None) -> None:
    assert values.read(CHANNELS, text, OFFICE) == found


def test_one_unknown_among_several() -> None:
    with using("en"), pytest.raises(Problem, match="电视 is not an answer"):
        values.read(CHANNELS, "广告、电视", OFFICE)


def test_links_by_exact_name() -> None:
    assert values.read(CUSTOMER, " 龙腾电子 ", OFFICE) == 7
    assert values.show(CUSTOMER, 7, OFFICE) == values.plain(CUSTOMER, 7, OFFICE) == "龙腾电子"
    with using("en"):
        with pytest.raises(Problem, match="Some field: there is no record 龙 yet."):
            values.read(CUSTOMER, "龙", OFFICE)
        with pytest.raises(Problem, match="Some field: 2 records are called 同名. Use the number instead."):
            values.read(CUSTOMER, "同名", OFFICE)
    assert values.show(CUSTOMER, 99, OFFICE) == "#99"


def test_several_links() -> None:
    people = field("user_ref", multiple=True)
    assert values.read(people, "李娜、王芳", OFFICE) == values.read(people, "王芳，李娜", OFFICE)[::-1] == [3, 4]
    assert values.read(people, "李娜; 李娜", OFFICE) == [3]
    assert values.read(CUSTOMERS, "Foo, Bar/Baz Ltd.；龙腾电子", OFFICE) == [8, 7]
    for language in LANGUAGES:
        with using(language):
            assert values.read(CUSTOMERS, values.show(CUSTOMERS, [8, 7], OFFICE), OFFICE) == [8, 7]


def test_a_link_to_any_form_goes_by_number() -> None:
    link = {"form": "complaint_record", "id": 5}
    assert values.read(ANY_FORM, "TS-2026-0142", OFFICE) == link
    assert values.show(ANY_FORM, link, OFFICE) == "TS-2026-0142"
    assert values.read(field("form_ref", ref="segmentation_model"), "VIP", OFFICE) == 2
    for text in ("VIP", "QQ-2026-0001", "TS-2026-9999"):
        with pytest.raises(Problem):
            values.read(ANY_FORM, text, OFFICE)


TABLE = field("table", columns=(field("date", "on"), field("money", "cost"),
    field("choice", "kind", choices=choices("a", "b")),
                                field("user_ref", "who"), field("percent", "share")))
ROWS = [{"on": "2026-11-19", "cost": 12050, "kind": "b", "who": 3, "share": 0.5}, {"cost": 0}]


def test_tables_leave_and_come_back() -> None:
    for language in LANGUAGES:
        with using(language):
            assert values.read_cell(TABLE, values.plain(TABLE, ROWS, OFFICE), OFFICE) == ROWS
    with using("en"):
        assert values.show(TABLE, ROWS, OFFICE) == "2026-11-19  120.50 yuan  B  李娜  0.5%\n0.00 yuan"


@pytest.mark.parametrize("text", ["words", "[1]", "{}", '[{"no": 1}]', '[{"on": "soon"}]', "[" * 5000,
    '[{"cost": NaN}]',
                                  '[{"cost": [1]}]', '[{"who": {}}]'])
def test_tables_that_are_none(text: str) -> None:
    with pytest.raises(Problem) as caught:
        values.read(TABLE, text, OFFICE)
    assert caught.value.field == "some"


def test_an_empty_table_is_nothing() -> None:
    assert values.read(TABLE, "[]", OFFICE) is None and values.read(TABLE, '[{"on": null}]', OFFICE) is None


def test_values_of_another_version_are_shown_as_they_are() -> None:
    for kind in ("date", "datetime", "money", "percent", "int", "duration", "choice", "multi_choice", "table", "phone",
                 "customer_ref", "bool", "score", "text"):
        for odd in ("x", 5, -1.5, ["x"], {"a": 1}, float("nan"), float("inf"), "--", ""):
            one = field(kind, columns=(field("date", "on"),))
            assert isinstance(values.show(one, odd, OFFICE), str)
            assert isinstance(values.paper(one, odd, OFFICE), str)
            values.plain(one, odd, OFFICE)


def form(*fields: forms.Field) -> Form:
    return Form("thing", {"en": "Thing"}, "things", "record", "named", 1, "TH", "year", fields=fields)


GOOD: dict[str, tuple[forms.Field, Any]] = {
    "text": (field("text", "text", required=True), "x"), "date": (field("date", "date"), "2026-11-19"),
    "birthday": (field("date", "birthday"), "--02-29"), "datetime": (field("datetime", "datetime"),
        "2026-11-19T01:20:00Z"),
    "duration": (field("duration", "duration"), 90), "money": (field("money", "money"), 5),
    "int": (field("int", "int"), -5),
    "percent": (field("percent", "percent"), 85), "score": (field("score", "score"), 4.5),
    "bool": (field("bool", "bool"), 0),
    "choice": (field("choice", "choice", choices=choices("a")), "a"),
    "several": (field("multi_choice", "several", choices=choices("a", "b")), ["b"]),
    "link": (field("customer_ref", "link"), 7), "links": (field("user_ref", "links", multiple=True), [3, 4]),
    "any": (field("form_ref", "any"), {"form": "complaint_record", "id": 5}),
    "table": (field("table", "table", columns=TABLE.columns), ROWS),
    "phone": (field("phone", "phone"), "13812345678"), "email": (field("email", "email"), "a@b.com"),
    "registration_code": (field("text", "registration_code"), "91110000600037341L")}
BAD: list[tuple[str, Any]] = [
    ("text", "a\x00"), ("text", 5), ("text", "x" * 2001), ("date", "19.11.2026"), ("date", "2026-02-30"),
    ("date", "--02-29"),
    ("date", 5), ("datetime", "2026-11-19"), ("datetime", 5), ("duration", -1), ("duration", 1.5), ("money", 1.5),
    ("money", True), ("money", 10**16), ("int", "5"), ("percent", "85"), ("percent", float("nan")), ("score", True),
    ("bool", 2), ("choice", "z"), ("choice", ["a"]), ("several", "a"), ("several", ["z"]), ("link", "7"), ("link", 0),
    ("link", True), ("link", 2**63), ("links", 3), ("links", ["3"]), ("any", 5), ("any", {"form": 5, "id": 5}),
    ("table", {}),
    ("table", [5]), ("table", [{"no": 1}]), ("table", [{"on": "soon"}]), ("phone", "no"), ("email", "a@b"),
    ("registration_code", "911100006000373411")]


def test_a_sound_record_passes() -> None:
    whole = form(*(one for one, _value in GOOD.values()))
    assert values.check(whole, {name: value for name, (_one, value) in GOOD.items()}, OFFICE) == []
    assert values.check(whole, {"text": "x"}, OFFICE) == []


@pytest.mark.parametrize(("name", "value"), BAD)
def test_what_must_not_be_kept(name: str, value: Any) -> None:
    found = values.check(form(GOOD[name][0]), {name: value}, OFFICE)
    assert [p.field for p in found] == [name]


def test_required_fields_and_their_order() -> None:
    whole = form(field("int", "first"), field("text", "second", required=True),
        field("multi_choice", "third", required=True),
                 field("text", "number", required=True, default="auto_number"),
                 field("computed", "rate", required=True, result_type="int"))
    found = values.check(whole, {"first": "x", "second": "  ", "third": []}, OFFICE)
    assert [p.field for p in found] == ["first", "second", "third"]
    with using("en"):
        assert [p.sentence for p in values.missing(whole, {"second": "x"})] == ["Some field is needed."]


def test_what_read_makes_is_sound() -> None:
    master = forms.get("customer_master")
    typed = {"customer_name": "龙腾", "telephone": "(021) 65432100", "customer_status": "现有", "status_date": "11-19",
             "preferred_contact_modes": "电话联系、传真", "email": "a@b.com", "registration_code": "91110000600037341l"}
    made = {name: values.read(master.by_id[name], text, OFFICE) for name, text in typed.items()}
    assert values.check(master, made, OFFICE) == []
