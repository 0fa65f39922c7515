"""The figures of a working day: a complaint saved, the month's paper, the windows of the day with many records."""

from __future__ import annotations

import shutil
import statistics
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

from build_spec.bench import windows
from build_spec.bench.office import PASSWORD, USER
from build_spec.bench.table import Table, in_turn
from crm_desktop.kit import clock, feature, forms, i18n, report
from crm_desktop.kit.sample import fill
from crm_desktop.kit.sample.maker import Maker
from crm_desktop.kit.store import Office, Store
from crm_desktop.kit.store.office import found

TODAY = date(2026, 11, 19)
# For 100,000 customers; other offices have as many for each.
MANY = {"complaint_record": 100_000, "callback_plan": 200_000, "customer_satisfaction_survey": 20_000}
MILLION = {"complaint_record": 1_000_000, "callback_plan": 1_000_000}
_LIMIT_MS, _GROWTH = 50, 2
_PAGES = (("complaints", "complaint list with clocks"), ("visits", "week of call-backs"), ("today", "Today"))
# Each page as she meets it again: something changed meanwhile, she goes there, it is painted, and what else was to
# be done in the same turn is done. A grab would paint everything a second time.
_DAY = """
from datetime import UTC, datetime
from crm_desktop.kit import clock
from crm_desktop.reminders import service as reminders
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    painted = 0
    def eventFilter(self, _on, event):
        self.painted += event.type() == QEvent.Type.Paint
        return False
watch = Watch()
with clock.frozen(datetime(2026, 11, 19, 2, 26, tzinfo=UTC)):
    store = window.offices.open(Path(FOLDER), USER, PASSWORD)
    window.enter(store)
    desk = window.desk
    def settled():
        for _turn in range(3):
            app.processEvents()
        window.grab()
    for page in ("complaints", "visits", "today"):
        desk.go(page)
        settled()
        desk.pages[page].installEventFilter(watch)
        spent, busy = [], []
        for _round in range(5):
            desk.go("customers")
            settled()
            with store.change("bench") as change:
                reminders.remind(change, what="bench", due_on="2027-01-01")
            settled()
            desk.pages[page].stale = True
            watch.painted = 0
            start, worked = time.perf_counter(), time.process_time()
            desk.go(page)
            while not watch.painted:
                app.processEvents()
            spent.append((time.perf_counter() - start) * 1000)
            busy.append((time.process_time() - worked) * 1000)
        spent.sort(), busy.sort()
        print(page, spent[2])
        print(page + "_cpu", busy[2])
"""


def make(place: Path, customers: int) -> Store:
    """The whole sample office, its complaints, call-backs and sheets as many as MANY says."""
    store, _code = found(place / f"day-{customers}.crm", Office("测试办公室"), USER, PASSWORD)
    with clock.frozen(datetime.combine(TODAY, time(10, 26), store.zone)), i18n.using("zh_CN"):
        fill(store, Maker(1, TODAY, customers, "zh_CN", store.zone))
    swell(store, {form: many * customers // 100_000 for form, many in MANY.items()})
    return store


def swell(store: Store, many: dict[str, int]) -> None:
    """As many rows of each form as asked for."""
    for form, wanted in many.items():
        grow(store, form, wanted)
    store.db.conn.execute("ANALYZE")


def grow(store: Store, form: str, wanted: int) -> None:
    """Copy an entity's rows until there are so many; numbers and uids stay unique."""
    entity, number, conn = feature.entity(form), forms.get(form).number_field, store.db.conn
    columns = [r["name"] for r in store.rows(f'PRAGMA table_info("{entity.table}")') if r["name"] != "id"]
    own = {"uid": "lower(hex(randomblob(8)))", number: f'"{number}" || ?'}
    names = ", ".join(f'"{c}"' for c in columns)
    picked = ", ".join(own.get(c, f'"{c}"') for c in columns)
    last = store.value(f'SELECT max(id) FROM "{entity.table}"')
    there = store.value(f'SELECT count(*) FROM "{entity.table}"')
    conn.execute("BEGIN IMMEDIATE")
    while there and there < wanted:
        there += conn.execute(f'INSERT INTO "{entity.table}" ({names}) SELECT {picked} FROM "{entity.table}"'
                              " WHERE id <= ? ORDER BY id LIMIT ?", (f"-{there}", last, wanted - there)).rowcount
    conn.commit()


def saving(table: Table, store: Store) -> None:
    """A complaint registered, against the bare SQL of the rows it wrote; in a copy, for bare rows break the audit."""
    from crm_desktop.complaints import service

    folder = store.folder.with_name("saving.crm")
    shutil.copytree(store.folder, folder, ignore=shutil.ignore_patterns("lock*", "backups"))
    copy, serial = Store.open(folder, USER, PASSWORD), iter(range(10**6))

    def ours() -> None:
        service.register(copy, {"customer": 5, "content": f"测速 {next(serial)}：空压机高温停机", "channel": "phone"})

    a, b = in_turn(ours, rewriting(copy, ours), 60)
    table.row("save a complaint", a, b, 2)
    copy.close()
    shutil.rmtree(folder)


def rewriting(store: Store, ours) -> object:  # noqa: ANN001 - a call without arguments
    """Do it once, see which rows came, and answer a call that writes rows like them by bare SQL."""
    names = [r["name"] for r in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE"
                                           " 'search_index%' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE"
                                           " '%WITHOUT ROWID%'")]
    before = {n: store.value(f'SELECT max(rowid) FROM "{n}"') or 0 for n in names}
    ours()
    fresh = {n: store.rows(f'SELECT * FROM "{n}" WHERE rowid > ?', (before[n],)) for n in names}
    written = [(n, row) for n in names for row in fresh[n]]
    texts = [r["source"] for r in fresh.get("search_doc", ())]
    serial, conn = iter(range(10**7, 2 * 10**7)), store.db.conn

    def bare() -> None:
        from crm_desktop.kit.search.grams import grams as spell
        conn.execute("BEGIN IMMEDIATE")
        for name, row in written:
            n = next(serial)
            kept = _like(store, name, row, n)
            conn.execute(f'INSERT OR REPLACE INTO "{name}" ({", ".join(kept)}) VALUES'
                         f' ({", ".join("?" * len(kept))})', [*kept.values()])
        for text in texts:
            conn.execute("INSERT INTO search_index (rowid, grams) VALUES (?, ?)", (next(serial), spell(text)))
        conn.commit()

    return bare


def _like(store: Store, name: str, row: dict, n: int) -> dict:  # type: ignore[type-arg]
    """The same row again, with what must be unique made so."""
    hidden = {r["name"] for r in store.rows(f'PRAGMA table_xinfo("{name}")') if r["hidden"]}
    kept = {k: v for k, v in row.items() if k not in hidden}
    if name == "audit":
        newest = store.row("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1") or {}
        return kept | {"seq": newest["seq"] + 1, "prev": newest["mac"]}
    for key in ("id", "seq"):
        if key in kept:
            kept[key] = n
    if "uid" in kept:
        kept["uid"] = f"bench{n}"
    return kept | {k: f"{kept[k]}-{n}" for k in ("complaint_no", "number") if kept.get(k)}


def monthly(table: Table, store: Store) -> None:
    """The month's paper against its queries and the drawing of the same paper."""
    from crm_desktop.kit.period import Period
    from crm_desktop.summary import facts
    from crm_desktop.summary import report as papers

    options, period = report.Options(period="2026-10"), Period.parse("2026-10")
    with i18n.using("zh_CN"):
        paper = papers.monthly(store, options)
        blocks = [*paper.blocks]

    def bare() -> None:
        with i18n.using("zh_CN"):
            queries(store, period)
            report.write(store, paper, BytesIO())

    def queries(store: Store, period: Period) -> None:
        from crm_desktop.complaints import figures as complaints
        from crm_desktop.customers import figures as customers
        from crm_desktop.surveys import figures as surveys
        from crm_desktop.visits import figures as visits
        facts.facts(store, period)
        customers.movement(store, period)
        for field in ("severity", "cause_class"):
            complaints.by(store, period, field)
        month = period
        for _n in range(6):
            complaints.received(store, month)
            month = month.previous()
        visits.month(store, period)
        visits.recorded(store, period)
        for _n in range(2):
            surveys.month(store, period)

    assert blocks
    report.make(store, "monthly", options, BytesIO())
    a, b = in_turn(lambda: report.make(store, "monthly", options, BytesIO()), bare, 5)
    table.row("monthly", a, b, 1.5)


def painting(table: Table, folder: Path, label: str, before: dict[str, float], fewer: str = "ten times fewer"
             ) -> dict[str, float]:
    """The windows of the day, each painted again after a change; `before` are those of so many `fewer` records."""
    runs = [windows.run(windows.OURS + windows.PAINT + "import time\nfrom pathlib import Path\n" + _DAY, folder)[1]
            for _n in range(3)]
    found = {page: statistics.median(r[page] for r in runs) for page in runs[0]}
    for page, name in _PAGES:
        base = before.get(page)
        table.row(f"{name}, {label}" + (f" / {fewer}" if base else " / limit"), found[page],
                  base or _LIMIT_MS, _GROWTH if base else 1)
        over = found[page] > _LIMIT_MS
        table.missed += over
        table.note(f"    (limit: painted within {_LIMIT_MS} ms; here {found[page]:.1f} ms{', over' if over else ''};"
                   f" of that at work {found[page + '_cpu']:.1f} ms)")
    return found
