"""A process killed in the middle of an import leaves nothing of it; two programs in one office keep out of each other's way."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from crm_desktop.kit.store import audit
from crm_desktop.kit.store.lock import Held, OfficeLock
from tests.command import PASSWORD, Said, crm, one_sentence, opened
from tests.flows.killed import kill, says, started

pytestmark = pytest.mark.usefixtures("terminal")

IMPORT = """
import sys
from pathlib import Path
from crm_desktop.kit import importing
from crm_desktop.kit.store import Store, change
change._BATCH = 100
store = Store.open(Path(sys.argv[1]), "demo", sys.argv[3])
store.db.execute("PRAGMA cache_size=5").fetchall()  # so that pages reach the file before the end
plan = importing.prepare(store, "customer_master", Path(sys.argv[2]))
def step(done, total):
    if done >= 300:
        print("written", flush=True)
        sys.stdin.read()
importing.run_import(store, plan, progress=step)
"""
WINDOW = """
import platform, sys
from pathlib import Path
from crm_desktop.kit.store.lock import OfficeLock
lock = OfficeLock(Path(sys.argv[1]))
lock.acquire(platform.node(), "secretary")
print("open", flush=True)
sys.stdin.read()
"""


def test_killed_in_the_middle_of_an_import(demo_office: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text("客户名称\n" + "\n".join(f"新来的公司{n}" for n in range(600)), "utf-8")
    store = opened(demo_office)
    before = (audit.head(store.db.conn), store.value("SELECT count(*) FROM customers"), store.value("SELECT max(id) FROM txns"))
    store.close()
    process = started("-c", IMPORT, demo_office, sheet, PASSWORD)
    says(process, "written")
    kill(process)
    assert crm("check", demo_office) == Said(0, ["ok"], [])
    store = opened(demo_office)
    assert (audit.head(store.db.conn), store.value("SELECT count(*) FROM customers"),
            store.value("SELECT max(id) FROM txns")) == before
    store.close()
    assert crm("find", demo_office, "新来的公司") == Said(0, [], [])
    assert crm("import", demo_office, sheet).out == ["new 600, changed 0, same 0, rejected 0"]


def test_a_window_and_the_command_line_at_once(demo_office: Path, tmp_path: Path) -> None:
    backup = crm("backup", demo_office, tmp_path / "stick").out[0]
    process = started("-c", WINDOW, demo_office)
    says(process, "open")
    with pytest.raises(Held) as caught:
        OfficeLock(demo_office).acquire(platform.node(), "second")
    assert caught.value.holder is not None
    assert (caught.value.holder.user, caught.value.holder.host) == ("secretary", platform.node())
    assert crm("find", demo_office, "公司", "--limit", 1).code == 0
    sheet = tmp_path / "a.csv"
    sheet.write_text("客户名称\n星河乳业\n", "utf-8")
    assert crm("import", demo_office, sheet).out == ["new 1, changed 0, same 0, rejected 0"]
    assert "secretary" in one_sentence(crm("restore", backup, demo_office))
    kill(process)
    assert crm("restore", backup, demo_office).code == 0
    assert crm("find", demo_office, "星河乳业") == Said(0, [], [])


def test_a_window_that_sees_the_commands_change_refuses_to_overwrite_it(demo_office: Path, tmp_path: Path) -> None:
    from crm_desktop.kit import records
    from crm_desktop.kit.errors import Problem
    window = opened(demo_office)
    seen = records.get(window, "customer_master", 1)
    sheet = tmp_path / "a.csv"
    sheet.write_text(f"客户编号,客户名称,区域\n{seen['customer_no']},{seen['customer_name']},另一区\n", "utf-8")
    assert crm("import", demo_office, sheet).out == ["new 0, changed 1, same 0, rejected 0"]
    with pytest.raises(Problem, match="刚被其他人修改"):
        records.save(window, "customer_master", 1, {"industry": "电子"}, base=seen["changed_at"])
    assert records.get(window, "customer_master", 1)["region"] == "另一区"
    window.close()
