"""The sample office: the same seed says the same, every code is right, every record would pass the form's own check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc
from stdnum.tw import ubn

from crm_desktop.kit import clock, exporting, feature, forms, i18n, records, search, values
from crm_desktop.kit.sample import make_demo
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Store, audit
from tests.crm_desktop.sample_office import AT, TODAY, filled

LANGUAGES = i18n.LANGUAGES


@pytest.fixture(scope="module", params=LANGUAGES)
def office(request: pytest.FixtureRequest) -> Iterator[Store]:
    store = filled(60, language=request.param)
    yield store
    store.close()


def test_every_record_passes_its_own_forms_check(office: Store) -> None:
    with clock.frozen(AT):
        for form_id, entity in feature.entities().items():
            for record in office.column(f'SELECT id FROM "{entity.table}"'):
                found = records.get(office, form_id, record)
                assert records.problems(office, form_id, found, found) == [], (form_id, found)


def test_codes_have_the_right_check_digits(office: Store) -> None:
    codes = office.column("SELECT registration_code FROM customers WHERE registration_code IS NOT NULL")
    assert len(codes) > 30
    check = ubn if office.office.language == "zh_TW" else uscc
    assert [c for c in codes if not check.is_valid(c)] == []


def test_telephones_are_in_the_kept_form(office: Store) -> None:
    ctx = office.context()
    for form_id in ("customer_master", "contact_person", "staff_record"):
        form = forms.get(form_id)
        for field in (f for f in form.fields if f.type == "phone"):
            for number in office.column(f'SELECT "{field.id}" FROM "{feature.entity(form_id).table}"'
                                        f' WHERE "{field.id}" IS NOT NULL'):
                assert values.read(field, number, ctx) == number


def test_names_and_numbers_are_all_different(office: Store) -> None:
    for column in ("customer_name", "customer_no", "uid"):
        assert len(set(office.column(f"SELECT {column} FROM customers"))) == 60


def test_it_is_found_and_sound(office: Store) -> None:
    name = office.value("SELECT customer_name FROM customers LIMIT 1")
    assert search.find(office.db.conn, name)[0].name == name
    assert audit.verify(office.db.conn, office.keys.audit) == []
    assert [f for f in office.check() if f.file != "ring.json"] == []  # a scratch office has no key file


def test_purchases_lie_in_three_years_and_nothing_lies_ahead_but_plans(office: Store) -> None:
    days = office.column("SELECT purchase_date FROM purchases")
    assert (TODAY.toordinal() - 1100) < min(map(_ordinal, days)) <= max(map(_ordinal, days)) <= TODAY.toordinal()
    assert office.value("SELECT max(received_at) FROM complaints") <= clock.stamp(AT)
    assert office.value("SELECT max(planned_date) FROM callback_plans") > str(TODAY)


def _ordinal(day: str) -> int:
    from datetime import date
    return date.fromisoformat(day).toordinal()


def _exports(seed: int, folder: Path) -> dict[str, bytes]:
    store, found = filled(25, seed), {}
    with clock.frozen(AT):
        for form_id in feature.entities():
            out = folder / f"{form_id}.csv"
            exporting.export(store, form_id, out)
            found[form_id] = out.read_bytes()
    store.close()
    return found


def test_the_same_seed_exports_the_same_and_another_does_not(tmp_path: Path) -> None:
    first = _exports(1, tmp_path)
    assert _exports(1, tmp_path) == first
    assert all(_exports(2, tmp_path)[f] != first[f] for f in ("customer_master", "purchase_record", "complaint_record"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_office_of_one_customer(language: str, tmp_path: Path) -> None:
    make_demo(tmp_path / "a.crm", 1, 9, TODAY, "six green kettles hum", language)
    with clock.frozen(AT):
        store = Store.open(tmp_path / "a.crm", "demo", "six green kettles hum")
        assert store.value("SELECT count(*) FROM customers") == 1
        assert store.check() == []
        assert store.office.language == language
        store.close()


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_any_code_any_seed(seed: int) -> None:
    from zoneinfo import ZoneInfo
    mainland = Maker(seed, TODAY, 1, "zh_CN", ZoneInfo("Asia/Shanghai"))
    taiwan = Maker(seed, TODAY, 1, "zh_TW", ZoneInfo("Asia/Taipei"))
    assert uscc.is_valid(mainland.code())
    assert ubn.is_valid(taiwan.code())


def test_workdays_are_no_weekends_and_instants_lie_in_office_hours() -> None:
    from zoneinfo import ZoneInfo
    maker = Maker(3, TODAY, 1, "zh_CN", ZoneInfo("Asia/Shanghai"))
    days = [maker.workday(0, 400) for _n in range(200)]
    assert {d.weekday() for d in days} == {0, 1, 2, 3, 4}
    hours = {clock.instant(maker.instant(d)).astimezone(maker.zone).hour for d in days}
    assert hours <= set(range(8, 18))


def test_an_english_office_holds_no_chinese_sign() -> None:
    store = filled(60, language="en")
    chinese = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
    left = set()
    for entity in feature.entities().values():
        for row in store.rows(f'SELECT * FROM "{entity.table}"'):
            left |= {(entity.form, key, str(row[key])) for key in row.keys()  # noqa: SIM118 - a row is no dict
                     if key not in ("id", "uid") and not key.endswith("_sort") and chinese.search(str(row[key]))}
    store.close()
    assert left == set()
