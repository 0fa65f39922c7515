"""Features are found by walking, in an order in which each stands on those before it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from crm_desktop.kit import feature
from crm_desktop.kit.feature import Feature


@pytest.fixture
def fresh() -> Iterator[None]:
    """Walk anew here and again afterwards."""
    feature.all_features.cache_clear()
    yield
    feature.all_features.cache_clear()
    feature.entities.cache_clear()


def test_each_stands_on_those_before_it() -> None:
    names = [f.name for f in feature.all_features()]
    assert {"staff", "customers", "complaints", "visits", "surveys", "summary"} <= set(names)
    for one in feature.all_features():
        assert all(names.index(other) < names.index(one.name) for other in one.after)


def test_forms_tables_and_settings_belong_to_one_feature() -> None:
    entities = [e for f in feature.all_features() for e in f.entities]
    settings = [s.id for f in feature.all_features() for s in f.settings]
    assert len({e.form for e in entities}) == len({e.table for e in entities}) == len(entities)
    assert len(set(settings)) == len(settings)
    assert all(s.split(".")[0] in {f.name for f in feature.all_features()} for s in settings)


def test_unknown_ones() -> None:
    with pytest.raises(KeyError):
        feature.entity("no_form")
    assert feature.module("staff", "no_such_module") is None
    assert feature.module("customers", "service") in feature.modules("service")


def test_a_circle_is_a_bug(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, after in (("staff", "surveys"), ("surveys", "staff")):
        module = ModuleType(name)
        module.FEATURE = Feature(name, name, 1, after=(after,))  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, f"crm_desktop.{name}", module)
    with pytest.raises(RuntimeError, match="circle"):
        feature.all_features()
