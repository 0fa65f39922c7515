"""Declaration and schema can't drift: every typed table has exactly its form's stored fields, in fitting columns."""

from __future__ import annotations

import pytest

from crm_desktop.kit import feature, forms
from crm_desktop.kit.forms import Field
from crm_desktop.kit.store import Store

BOOKKEEPING = {"id": "INTEGER", "uid": "TEXT", "form_version": "INTEGER", "extra": "TEXT", "created_at": "TEXT",
               "created_by": "TEXT", "changed_at": "TEXT", "changed_by": "TEXT", "deleted_at": "TEXT"}
COLUMN = {"money": "INTEGER", "int": "INTEGER", "bool": "INTEGER", "duration": "INTEGER", "customer_ref": "INTEGER",
          "contact_ref": "INTEGER", "user_ref": "INTEGER", "percent": "REAL", "score": "REAL"}
POINTS_TO = {"customer_ref": "customer_master", "contact_ref": "contact_person", "user_ref": "staff_record"}


def column_of(field: Field) -> str:
    """The kind of column a field's values need (the contract of kit/values)."""
    if field.multiple or field.sensitive:
        return "TEXT"
    if field.type == "form_ref":
        return "INTEGER" if field.ref else "TEXT"
    return COLUMN.get(field.type, "TEXT")


@pytest.mark.parametrize("form_id", feature.entities())
def test_table_has_the_declared_columns(store: Store, form_id: str) -> None:
    entity, form = feature.entity(form_id), forms.get(form_id)
    there = {row["name"]: row["type"] for row in store.rows(f"PRAGMA table_info({entity.table})")}
    wanted = BOOKKEEPING | {f.id: column_of(f) for f in form.fields if f.stored} \
        | {f"{name}_sort": "TEXT" for name in (form.number_field, *entity.sorted_text)}
    assert there == wanted


@pytest.mark.parametrize("form_id", feature.entities())
def test_references_are_real_foreign_keys(store: Store, form_id: str) -> None:
    entity, form = feature.entity(form_id), forms.get(form_id)
    there = {row["from"]: row["table"] for row in store.rows(f"PRAGMA foreign_key_list({entity.table})")}
    wanted = {}
    for field in form.fields:
        target = field.ref if field.type == "form_ref" else POINTS_TO.get(field.type)
        if target and not field.multiple and target in feature.entities():
            wanted[field.id] = feature.entity(target).table
    assert there == wanted


def test_every_table_is_strict(store: Store) -> None:
    loose = store.column("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
                         "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'")
    assert [t for t in loose if t in {e.table for e in feature.entities().values()}] == []


@pytest.mark.parametrize("form_id", feature.entities())
def test_an_entity_names_fields_that_exist(form_id: str) -> None:
    entity, form = feature.entity(form_id), forms.get(form_id)
    named = {*entity.title, *entity.search, *entity.columns, *entity.filters, *entity.sorted_text,
             entity.sort.lstrip("-"), *filter(None, (entity.customer, entity.when, entity.person, entity.summary))}
    assert named - set(form.by_id) - {"id"} == set()
