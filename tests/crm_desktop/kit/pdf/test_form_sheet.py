"""Form sheets: every declared form prints, filled and blank; ticks, masks, tables, signatures."""

from __future__ import annotations

import pytest

from crm_desktop.kit import forms, i18n
from crm_desktop.kit.forms import Choice, Field, Form, Group
from crm_desktop.kit.pdf import FormSheet
from tests.crm_desktop.kit.pdf.paper import read, words
from tests.crm_desktop.kit.pdf.watched import watch


def _label(text: str) -> dict[str, str]:
    return {"en": text}


def _field(field_id: str, kind: str, **more: object) -> Field:
    return Field(field_id, kind, _label(field_id), **more)  # type: ignore[arg-type]


def _form(*fields: Field, groups: tuple[Group, ...] = (), kind: str = "record") -> Form:
    return Form("f", _label("Form"), "a", kind, "printed", 1, "F", "none", groups, fields)


COLOURS = (Choice("red", _label("Red")), Choice("blue", _label("Blue")))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("form_id", forms.ids())
def test_every_form_prints_blank_with_all_its_labels(form_id: str, language: str,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    form, drawn = forms.get(form_id), watch(monkeypatch)
    with i18n.using(language):
        text = words(read(FormSheet(form, blank=True)))
        assert drawn.wrong == []
        left_out = form.kind == "questionnaire"
        for field in form.printed:
            if not (left_out and (field.type == "computed" or field.inferred and field.type != "date")):
                assert "".join(field.text().split()) in text
            if field.type == "choice":
                assert all("".join(c.text().split()) in text for c in field.choices)


def test_values_stand_as_paper_shows_them() -> None:
    form = _form(_field("at", "datetime"), _field("day", "date"), _field("who", "user_ref"),
                 _field("took", "computed", result_type="duration"), _field("text", "multiline"))
    record = {"at": "2026-11-09T01:40:00Z", "day": "2026-11-09", "who": 3, "took": 45, "text": "第一行\n第二行 <b>"}
    with i18n.using("zh_CN"):
        text = words(read(FormSheet(form, record)))
    for shown in ("2026年11月9日09:40", "林晓梅", "45", "第一行第二行<b>"):
        assert shown in text


def test_ticks_tell_what_is_chosen() -> None:
    form = _form(_field("one", "choice", choices=COLOURS), _field("many", "multi_choice", choices=COLOURS),
                 _field("flag", "bool"), _field("open", "bool"))
    text = words(read(FormSheet(form, {"one": "blue", "many": ["red", "blue"], "flag": 0})))
    assert "□Red√Blue" in text
    assert "√Red√Blue" in text
    assert "□Yes√No" in text
    assert "□Yes□No" in text


def test_an_answer_no_longer_declared_is_still_shown() -> None:
    assert "√old_one" in words(read(FormSheet(_form(_field("one", "choice", choices=COLOURS)), {"one": "old_one"})))


def test_blank_sheet_ticks_nothing_and_prints_no_value() -> None:
    form = _form(_field("one", "choice", choices=COLOURS), _field("name", "text"))
    text = words(read(FormSheet(form, {"one": "red", "name": "秘密"}, blank=True)))
    assert "√" not in text
    assert "秘密" not in text


def test_sensitive_fields_are_masked_unless_told() -> None:
    inner = _field("rows", "table", columns=(_field("card", "text", sensitive=True), _field("open", "text")))
    form = _form(_field("code", "text", sensitive=True), _field("grade", "choice", sensitive=True, choices=COLOURS), inner)
    record = {"code": "110101", "grade": "red", "rows": [{"card": "6222", "open": "见得"}]}
    hidden = words(read(FormSheet(form, record)))
    assert "110101" not in hidden
    assert "√" not in hidden
    assert "6222" not in hidden
    assert "见得" in hidden
    shown = words(read(FormSheet(form, record, masked=False)))
    assert "110101" in shown
    assert "√Red" in shown
    assert "6222" in shown


def test_groups_signatures_and_notes() -> None:
    form = _form(_field("a", "text", group="g"), _field("sign", "signature", group="g"), _field("flag", "bool", group="g"),
                 groups=(Group("g", _label("Basic data")),))
    text = words(read(FormSheet(form, {"a": "1"}, notes={"flag": "限 2 小时"})))
    assert text.index("Basicdata") < text.index("sign") < text.index("flag") < text.index("限2小时")


def test_system_fields_are_not_printed() -> None:
    assert "state" not in words(read(FormSheet(_form(_field("a", "text"), _field("state", "text", system=True)))))


def test_tables_with_fixed_rows_keep_them_and_what_was_entered() -> None:
    table = _field("contacts", "table", columns=(
        _field("kind", "choice", choices=COLOURS), _field("words", "text")), rows=(
        {"id": "red", "label": _label("Red")}, {"id": "blue", "label": _label("Blue")}))
    text = words(read(FormSheet(_form(table), {"contacts": [{"kind": "blue", "words": "乙"}]})))
    assert text.index("Red") < text.index("Blue乙")
    blank = words(read(FormSheet(_form(table), blank=True)))
    assert "Red" in blank
    assert "乙" not in blank


def test_grouped_columns_have_a_head_above() -> None:
    table = _field("visits", "table", columns=(
        _field("no", "int"), _field("name", "text", column_group=_label("Customer")),
        _field("when", "text", column_group=_label("Customer"))))
    assert words(read(FormSheet(_form(table), {"visits": [{"no": 1, "name": "甲"}]}))).count("Customer") == 1


def test_long_values_go_on_over_pages_and_tables_repeat_their_head() -> None:
    table = _field("rows", "table", columns=(_field("colhead", "text"),))
    form = _form(_field("text", "multiline"), table, _field("end", "text"))
    reader = read(FormSheet(form, {"text": "长。" * 4000, "rows": [{"colhead": f"r{n}"} for n in range(90)], "end": "终"}))
    text = words(reader)
    assert text.count("长。") == 4000
    assert text.count("colhead") > 1
    assert "r89" in text
    assert "终" in text


def test_values_of_wrong_shape_do_not_stop_a_print() -> None:
    form = _form(_field("t", "table", columns=(_field("a", "text"),)), _field("m", "multi_choice", choices=COLOURS),
                 _field("d", "date"))
    read(FormSheet(form, {"t": "no list", "m": "red", "d": "no date"}))
    read(FormSheet(form, {"t": [1, None, {"a": "x"}], "m": None, "d": ""}))


def test_a_form_without_fields_prints() -> None:
    assert len(read(FormSheet(_form())).pages) == 1
