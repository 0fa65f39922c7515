"""The office's own data and settings, and how a new office is founded or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crm_desktop.kit import feature, query, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Notice, Office, Store, audit, office

PASSWORD = "six green kettles hum"


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "x" * 201}, {"zone": "Mars/Base"}, {"currency": "gold"},
                                   {"language": "fr"}])
def test_an_office_that_cannot_be(store: Store, tmp_path: Path, wrong: dict[str, str]) -> None:
    bad = replace(Office("秘书处"), **wrong)  # type: ignore[arg-type]
    with pytest.raises(Problem) as caught:
        office.save(store, bad)
    assert caught.value.field in wrong
    with pytest.raises(Problem):
        office.found(tmp_path / "a.crm", bad, "w", PASSWORD)
    assert not (tmp_path / "a.crm").exists()


def test_the_office_is_kept_with_its_logo_once(store: Store) -> None:
    mine = Office("秘书处", "苏州", "0512-1", "zh_TW", "Asia/Taipei", "TWD", b"\x89PNG logo")
    office.save(store, mine)
    assert store.office == mine
    before = audit.head(store.db.conn)
    office.save(store, mine)
    assert audit.head(store.db.conn) == before, "saving the same is no change"
    office.save(store, replace(mine, logo=None))
    assert store.office.logo is None
    assert str(store.zone) == "Asia/Taipei"


def test_another_language_sorts_the_lists_anew(store: Store) -> None:
    for name in ("重庆长江", "北京阿尔法", "丁一机械"):
        records.create(store, "customer_master", {"customer_name": name})

    def names() -> list[str]:
        listing = query.Query("customer_master", sort=("customer_name",)).run(store)
        return [r["customer_name"] for r in listing.rows(0, 9, ["customer_name"])]

    assert names() == ["北京阿尔法", "重庆长江", "丁一机械"]
    office.save(store, replace(store.office, language="zh_TW"))
    assert names() == ["丁一机械", "北京阿尔法", "重庆长江"], "by strokes: 2, 5, 9"
    assert [f for f in store.check() if f.file != "ring.json"] == []


def test_settings_have_defaults_and_are_announced(store: Store) -> None:
    notices: list[Notice] = []
    store.listen(notices.append)
    for declared in (s for f in feature.all_features() for s in f.settings):
        assert store.setting(declared.id) == declared.default
    store.set_setting("surveys.threshold", 85)
    store.set_setting("surveys.threshold", 85)
    assert store.setting("surveys.threshold") == 85
    assert [n.forms for n in notices] == [{"setting"}]
    assert store.setting("view.customers") is None
    with pytest.raises(KeyError):
        store.setting("nobody.declared")


@pytest.mark.parametrize(("user", "password"), [("", PASSWORD), ("  ", PASSWORD), ("w", ""), ("w", "123")])
def test_a_first_user_that_cannot_be(tmp_path: Path, user: str, password: str) -> None:
    with pytest.raises(Problem):
        office.found(tmp_path / "a.crm", Office("秘书处"), user, password)
    assert not (tmp_path / "a.crm").exists()


def test_an_office_that_could_not_be_founded_is_closed_and_gone(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Store] = []

    def full(store: Store, _name: str) -> None:
        opened.append(store)
        raise Problem("full")

    monkeypatch.setattr(Store, "enroll", full)
    with pytest.raises(Problem, match="full"):
        office.found(tmp_path / "a.crm", Office("秘书处"), "w", PASSWORD)
    assert not (tmp_path / "a.crm").exists()
    with pytest.raises(Exception, match="closed"):
        opened[0].db.conn.execute("SELECT 1")


def test_the_first_user_is_in_the_staff_register(tmp_path: Path) -> None:
    store, _code = office.found(tmp_path / "a.crm", Office("秘书处"), " 王秀英 ", PASSWORD)
    assert store.user.name == "王秀英"
    assert records.name_of(store, "staff_record", store.user.staff or 0) == "王秀英"
    store.close()
