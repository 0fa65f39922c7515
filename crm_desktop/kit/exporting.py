"""Export: a list or all records of a form as .xlsx or .csv, which the import takes back as the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from crm_desktop.kit import feature, forms, i18n, values
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.forms import Field, Form
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.importing.lookup import name_field
from crm_desktop.kit.query import Listing, Query
from crm_desktop.kit.records import plain_name
from crm_desktop.kit.sheets import Share, write_sheet
from crm_desktop.kit.store import Store, layout

Progress = Callable[[int, int], None]
_CHUNK = 2000
_AS_IS = frozenset(("text", "multiline", "address", "email", "id_number", "phone", "int", "score", "duration"))


def export(
    store: Store,
    what: Query | str,
    out: Path,
    fields: Sequence[str] | None = None,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write the records of a query (in its order) or of a form (by number). Returns how many.

    `fields` are the columns, by default all that are kept; heads and answers are in the office's language.
    Nothing half written is left, and the audit keeps that it was done.
    """
    query = what if isinstance(what, Query) else _whole(what)
    form = forms.get(query.form)
    chosen = [form.by_id[f] for f in fields] if fields else _kept(form)
    speech = store.office.language
    listing = query.run(store, full=True)
    with i18n.using(speech):
        heads, title = _heads(chosen), form.text()
    rows = _rows(store, listing, chosen, speech, progress, cancelled)
    return write_sheet(  # its problems are said in the screen's language; no file without its line in the audit
        out, heads, rows, title=title,
        ready=lambda: store.did(N_("Export"), "export", form.id, [f.id for f in chosen]))


def _whole(form_id: str) -> Query:
    if form_id not in feature.entities():
        raise Problem(_("There are no records of the form {form} to export. Enter one first.").format(form=form_id))
    return Query(form_id, sort=(forms.get(form_id).number_field,))


def _kept(form: Form) -> list[Field]:
    """Everything that is kept, the number first."""
    kept = [f for f in form.fields if f.stored]
    return sorted(kept, key=lambda f: f.id != form.number_field)


def _heads(fields: Sequence[Field]) -> list[str]:
    """The labels; where two fields have the same one, the later says its own name too, so that it comes back."""
    seen: Counter[str] = Counter()
    heads = []
    for field in fields:
        label = field.text()
        seen[label] += 1
        heads.append(label if seen[label] == 1 else field.id)
    return heads


def _rows(
    store: Store,
    listing: Listing,
    fields: Sequence[Field],
    speech: str,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[list[Any]]:
    with i18n.using(speech):
        writers = [(f.id, _writer(store, f)) for f in fields]
    columns = [f.id for f in fields]
    ids = listing.ids()
    for start in range(0, len(ids), _CHUNK):
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(start, len(ids))
        with i18n.using(speech):
            chunk = [[None if (value := row.get(name)) is None else write(value) for name, write in writers]
                     for row in listing.read(ids[start:start + _CHUNK], columns)]
        yield from chunk


def _writer(store: Store, field: Field) -> Callable[[Any], Any]:
    """How a field's values become cells; what can be prepared once is."""
    ctx = store.context()
    kind = field.result.type
    if kind in _AS_IS and not field.multiple and field.type != "computed":
        return lambda value: value
    if kind == "choice":
        labels = {c.id: c.text() for c in field.choices}
        return lambda value: labels.get(value, value)
    if kind == "date":
        return _day
    if kind == "percent":
        return lambda value: _share(field, value, ctx)
    target = layout.target_of(field)
    if target and not layout.is_json(field):
        return _reference(store, field, target, ctx)
    return lambda value: values.plain(field, value, ctx)


def _day(value: str) -> Any:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value[2:] if value.startswith("--") else value


def _share(field: Field, value: Any, ctx: values.Context) -> Any:
    """A number with its %; as words where the import could not tell 150% from 1.5%."""
    shown = values.show(field, value, ctx)
    if not isinstance(value, int | float) or field.stored and not -100 <= value <= 100:
        return shown
    return Share(value, shown)


def _reference(store: Store, field: Field, target: str, ctx: values.Context) -> Callable[[Any], Any]:
    """The name of the record; its number where several records have that name, or none has one."""
    named = target in feature.entities() and name_field(target) is not None
    shared = _shared_names(store, target) if named else set()
    known: dict[Any, Any] = {}

    def write(value: Any) -> Any:
        if value not in known:
            name = ctx.name_of(target, value)
            known[value] = name if named and name and plain_name(name) not in shared else _number(store, target, value)
        return known[value]
    return write


def _number(store: Store, target: str, record: int) -> Any:
    if target not in feature.entities():
        return None
    return store.value(f'SELECT "{forms.get(target).number_field}" FROM "{feature.entity(target).table}" WHERE id = ?',
                       (record,))


def _shared_names(store: Store, target: str) -> set[str]:
    """Names that more than one record has."""
    name = name_field(target)
    found = Counter(plain_name(n) for n in store.column(
        f'SELECT "{name}" FROM "{feature.entity(target).table}" WHERE "{name}" IS NOT NULL'))
    return {n for n, count in found.items() if count > 1}
