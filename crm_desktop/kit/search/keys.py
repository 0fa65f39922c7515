"""What the index holds, for the check of an office and for building it anew."""

from __future__ import annotations

from crm_desktop.kit.search.index import _SHIFT, Connection


def all_keys(run: Connection) -> list[tuple[str, int]]:
    """Form and record of every document in the index."""
    forms = {row[1]: row[0] for row in run.execute("SELECT form, no FROM search_form").fetchall()}
    return [(forms[key >> _SHIFT], key & (1 << _SHIFT) - 1)
            for (key,) in run.execute("SELECT id FROM search_doc").fetchall()]
