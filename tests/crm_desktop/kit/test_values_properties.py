"""What holds for any text, any cell and any value."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import LANGUAGES, using
from tests.crm_desktop.kit.values_office import OFFICE, TAIWAN, choices, field

CHOICES = choices("red", "blue", "other")
FIELDS: dict[str, Field] = {f.id: f for f in (
    *(field(kind, kind) for kind in (
        "text", "multiline", "address", "date", "datetime", "duration", "money", "percent", "int", "score", "bool",
        "phone",
        "email", "id_number", "signature")),
    field("text", "registration_code"), field("text", "start_time"), field("date", "birthday"),
    field("choice", "choice", choices=CHOICES), field("multi_choice", "multi_choice", choices=CHOICES),
    field("customer_ref", "customer_ref"), field("user_ref", "users", multiple=True), field("form_ref", "any_form"),
    field("table", "table", columns=(field("date", "on"), field("money", "cost"), field("text", "note"))),
    field("computed", "computed", result_type="percent"))}
ONE_FIELD = st.sampled_from(sorted(FIELDS))
OFFICES = st.sampled_from((OFFICE, TAIWAN))
# Texts near the notations find more than blind ones.
PIECES = st.sampled_from((*"0123456789", "2026", "11", "19", "-", "/", ".", ":", " ", "年", "月", "日", "今天", "上午", "下午",
    "点", "半",
                          "nov", "pm", "t", "z", "+", "民國", "1,234", "元", "万", "%", "(", ")", "小时", "分", "h", "转", "@",
                          "a.com",
                          "、", "；", "red", "Blue", "其他", "李娜", "龙腾电子", "TS-2026-0142", "\u200e", "\n", "１", "：", "E",
                          "²", "٣"))
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=10).map("".join))
CELLS = st.one_of(
    TEXTS, st.none(), st.booleans(), st.integers(), st.floats(), st.integers(-10, 10**9), st.floats(-10, 10**6),
    st.dates(), st.datetimes(), st.datetimes(timezones=st.just(UTC)), st.times(), st.timedeltas(),
    st.binary(max_size=5))
QUICK = settings(max_examples=400, deadline=None)


def sound(one: Field, value: Any) -> None:
    """A value that was read is kept as it is, and comes back from screen and sheet."""
    office = OFFICE
    assert values.read(one, values.show(one, value, office), office) == value or one.type == "table"
    assert values.read_cell(one, values.plain(one, value, office), office) == value


@QUICK
@given(ONE_FIELD, TEXTS, OFFICES, st.sampled_from(LANGUAGES))
@example("datetime", " " * 99, OFFICE, "en")
@example("date", "+9999", OFFICE, "en")
def test_reading_any_text_is_a_value_or_a_problem(name: str, text: str, office: values.Context, language: str) -> None:
    with using(language):
        try:
            value = values.read(FIELDS[name], text, office)
        except Problem as problem:
            assert problem.field == name and problem.sentence
            return
        if value is not None:
            shown = values.show(FIELDS[name], value, office)
            assert shown and values.paper(FIELDS[name], value, office)
            if FIELDS[name].type != "table":
                assert values.read(FIELDS[name], shown, office) == value
            assert values.read_cell(FIELDS[name], values.plain(FIELDS[name], value, office), office) == value


@QUICK
@given(ONE_FIELD, CELLS, OFFICES)
def test_reading_any_cell_is_a_value_or_a_problem(name: str, cell: object, office: values.Context) -> None:
    try:
        value = values.read_cell(FIELDS[name], cell, office)
    except Problem as problem:
        assert problem.field == name and problem.sentence
        return
    if value is not None:
        assert values.read_cell(FIELDS[name], values.plain(FIELDS[name], value, office), office) == value


KEPT: dict[str, st.SearchStrategy[Any]] = {
    "date": st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(date.isoformat),
    "birthday": st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: "--" + d.isoformat()[5:]),
    "datetime": st.datetimes(datetime(1992, 1, 1), datetime(2200, 1,
    1)).map(lambda d: d.strftime("%Y-%m-%dT%H:%M:%SZ")),
    "duration": st.integers(0, 100_000), "money": st.integers(-10**15, 10**15), "int": st.integers(-10**15, 10**15),
    "percent": st.integers(-10**10, 10**10).map(lambda n: n / 10_000), "score": st.integers(0,
    10**7).map(lambda n: n / 10_000),
    "bool": st.integers(0, 1), "choice": st.sampled_from([c.id for c in CHOICES]),
    "multi_choice": st.lists(st.sampled_from([c.id for c in CHOICES]), min_size=1, unique=True).map(
        lambda found: [c.id for c in CHOICES if c.id in found]),
    "customer_ref": st.sampled_from((7, 8)), "users": st.sampled_from(([3], [4, 3])),
    "any_form": st.just({"form": "complaint_record", "id": 5}),
    "start_time": st.times().map(lambda t: t.strftime("%H:%M")),
    "phone": st.from_regex(
        r"1[3-9][0-9]{9}|0(10|2[0-9])-[0-9]{8}|0[3-9][0-9]{2}-[0-9]{7}|\+852[0-9]{8}|[0-9]{3,8}(转[0-9]{3})?",
        fullmatch=True),
}


@QUICK
@given(st.sampled_from(sorted(KEPT)).flatmap(lambda name: st.tuples(st.just(name), KEPT[name])),
    st.sampled_from(LANGUAGES))
def test_what_is_shown_or_exported_is_read_back(named: tuple[str, Any], language: str) -> None:
    with using(language):
        sound(FIELDS[named[0]], named[1])
        assert values.check_value(FIELDS[named[0]], named[1], OFFICE) is None


@QUICK
@given(st.integers(1, 10**15), st.sampled_from(("CNY", "TWD", "USD", "EUR", "HKD", "JPY", "KWD", "SGD")),
    st.sampled_from(LANGUAGES))
def test_amounts_of_any_currency_are_read_back(minor: int, currency: str, language: str) -> None:
    office = values.Context(OFFICE.zone, OFFICE.today, currency)
    with using(language):
        assert values.read(FIELDS["money"], values.show(FIELDS["money"], minor, office), office) == minor


@QUICK
@given(st.lists(st.fixed_dictionaries({}, optional={
    "on": KEPT["date"], "cost": st.integers(0, 10**9), "note": st.sampled_from(("x", "一\"二", "[]"))}).filter(bool),
    min_size=1))
def test_tables_are_read_back(rows: list[dict[str, Any]]) -> None:
    assert values.read_cell(FIELDS["table"], values.plain(FIELDS["table"], rows, OFFICE), OFFICE) == rows


@QUICK
@given(ONE_FIELD, st.one_of(CELLS, st.lists(CELLS, max_size=3),
    st.dictionaries(st.text(max_size=3), CELLS, max_size=2)))
def test_showing_and_checking_never_fail(name: str, value: Any) -> None:
    one = FIELDS[name]
    assert isinstance(values.show(one, value, OFFICE), str) and isinstance(values.paper(one, value, OFFICE), str)
    values.plain(one, value, OFFICE)
    problem = values.check_value(one, value, OFFICE)
    assert problem is None or problem.field == name


@QUICK
@given(st.datetimes(datetime(1992, 1, 1), datetime(2100, 1, 1)), st.timedeltas(timedelta(0), timedelta(days=1)))
def test_a_serial_number_is_the_moment_it_stands_for(day: datetime, more: timedelta) -> None:
    moment = (day + more).replace(microsecond=0)
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
    assert values.plain(FIELDS["datetime"], values.read_cell(FIELDS["datetime"], serial, OFFICE), OFFICE) == moment
    assert values.read_cell(FIELDS["date"], serial, OFFICE) == moment.date().isoformat()
    midnight = datetime.combine(moment.date(), time())
    assert values.read_cell(FIELDS["date"], midnight, OFFICE) == moment.date().isoformat()
