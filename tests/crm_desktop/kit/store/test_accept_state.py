"""An older file put back is noticed, and can be taken for the right one by a knowing user (decision 21)."""

from __future__ import annotations

import shutil
from pathlib import Path

from crm_desktop.kit import records
from crm_desktop.kit.store import Office, Store
from crm_desktop.kit.store.office import found

WORD = "azure-Kestrel-19-lamp"


def test_an_older_file_is_noticed_until_it_is_accepted(tmp_path: Path) -> None:
    folder, aside = tmp_path / "a.crm", tmp_path / "aside.db"
    store, _code = found(folder, Office("澄屿机电"), "lin", WORD)
    store.close()
    shutil.copy(folder / "crm.db", aside)
    store = Store.open(folder, "lin", WORD)
    assert store.findings == []
    records.create(store, "customer_master", {"customer_name": "恒岚精密机械"})
    store.close()
    shutil.copy(aside, folder / "crm.db")
    store = Store.open(folder, "lin", WORD)
    assert [f.file for f in store.findings] == ["anchor.json"]
    store.close()
    store = Store.open(folder, "lin", WORD)
    assert store.findings, "closing must not silence the alarm"
    store.accept_state()
    assert store.findings == []
    store.close()
    store = Store.open(folder, "lin", WORD)
    assert store.findings == []
    assert store.check() == []
    store.close()
