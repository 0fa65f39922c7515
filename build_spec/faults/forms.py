"""The program killed once in each of its forms, while it is typed into: the draft is there, the office is sound.

    python -m build_spec.faults.forms [FORM]
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from crm_desktop import cli  # noqa: E402
from crm_desktop.kit.sample import make_demo  # noqa: E402
from crm_desktop.kit.store import Store  # noqa: E402
from tests.flows import day_kill  # noqa: E402

PASSWORD = "a sample password"


def killed_in(name: str) -> str:
    """What is wrong after a kill in that form; "" when all is well."""
    with tempfile.TemporaryDirectory() as place, redirect_stdout(StringIO()) as said:
        os.environ["CRM_DESKTOP_HOME"], office = place, Path(place, "sample.crm")
        make_demo(office, 12, 1, date(2026, 11, 19), PASSWORD, "zh_CN")
        day_kill.killed_in(office, PASSWORD, Path(place, "windows.json"), name)
        sound = cli.run(["check", str(office)], lambda *_window: 1) == 0
        store = Store.open(office, "demo", PASSWORD)
        kept = day_kill.kept(store, day_kill.FORMS[name][1])
        saved = store.value("SELECT count(*) FROM reminders WHERE what = ?", (day_kill.SAVED,)) == 1
        store.close()
    wrong = {"not sound": not sound, "the draft is lost": not kept, "what was saved is lost": not saved}
    return ", ".join(what for what, is_so in wrong.items() if is_so) + (f": {said.getvalue()}" if not sound else "")


def main(only: str = "") -> int:
    """Every form. Gives the number of faults."""
    os.environ["CRM_DESKTOP_PASSWORD"], bad = PASSWORD, 0
    for name in day_kill.FORMS:
        if only in ("", name):
            wrong = killed_in(name)
            bad += bool(wrong)
            print(f"{name}: {wrong or 'ok'}", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:2]) else 0)
