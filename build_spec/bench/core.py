"""The figures without a window: search, save, import, export, report."""

from __future__ import annotations

import random
import secrets
from io import BytesIO
from pathlib import Path
from typing import Any

from build_spec.bench.table import Table, in_turn, percentile, timed
from crm_desktop.customers.report import _LIST
from crm_desktop.kit import clock, exporting, importing, query, records, report, search, sheets
from crm_desktop.kit.store import Store

_QUERIES = ("有限公司", "公司", "苏", "苏州", "恒岚", "zgyd", "hl", "ltdz", "138", "5550", "KH-0007", "jx", "dianzi", "电子",
            "有限", "l", "sz", "精密机械", "0512", "重庆")


def searching(table: Table, store: Store, label: str) -> None:
    """Queries of one to four signs, common and rare; the baseline is one indexed look-up by number."""
    rng, spent, painted, plain = random.Random(1), [], [], []
    for _round in range(6):
        for text in rng.sample(_QUERIES, len(_QUERIES)):
            spent.append(timed(lambda t=text: search.find(store.db.conn, t, limit=60)))
            painted.append(timed(lambda t=text: query.Query("customer_master", text=t).run(store).rows(
                0, 60, ("customer_no", "customer_name", "region", "telephone"))))
            plain.append(timed(lambda: store.rows("SELECT customer_name FROM customers WHERE customer_no = 'KH-0007'")))
    base = percentile(plain, 0.5)
    table.row(f"search box, p95, {label}", percentile(spent, 0.95), base, None)
    table.row(f"list filter and first 60 rows, p95, {label}", percentile(painted, 0.95), base, None)
    table.note(f"    (limit: p95 of query and first rows within 5 ms; here {percentile(painted, 0.95):.1f} ms, median"
               f" {percentile(painted, 0.5):.1f} ms; search box {percentile(spent, 0.95):.1f} ms)")


def saving(table: Table, store: Store) -> None:
    """One customer through form rules, audit, history, index and notice, against the bare SQL of the same rows."""
    serial = iter(range(10**6))

    def ours() -> None:
        n = next(serial)
        records.create(store, "customer_master", {"customer_name": f"测速{n}精密机械有限公司", "telephone": f"0512-5558{n % 10000:04d}",
                                                  "region": "华东", "customer_class": "general"})

    ours()
    tables = ("customers", "txns", "history", "audit", "search_doc", "customer_status_history")
    last = {t: store.rows(f'SELECT * FROM "{t}" ORDER BY rowid DESC LIMIT 1')[0] for t in tables}
    grams = store.value("SELECT max(id) FROM search_doc")
    conn = store.db.conn
    generated = {"record_completeness"}

    def bare() -> None:
        n = next(serial)
        conn.execute("BEGIN IMMEDIATE")
        for name, row in last.items():
            fresh = _again(name, row, n, store)
            cols = [c for c in fresh if c not in generated]
            conn.execute(f'INSERT INTO "{name}" ({", ".join(cols)}) VALUES ({", ".join("?" * len(cols))})', [fresh[c] for c in cols])
        conn.execute("INSERT INTO search_index (rowid, grams) VALUES (?, ?)", (grams + 10**7 + n, f"测速{n} 精密 机械 有限 公司"))
        conn.commit()

    a, b = in_turn(ours, bare, 60)
    table.row("save a customer (form, audit, history, index, notice)", a, b, 2)


def _again(name: str, row: dict[str, Any], n: int, store: Store) -> dict[str, Any]:
    fresh = dict(row)
    if name == "audit":
        newest = store.row("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1") or {}
        fresh |= {"seq": newest["seq"] + 1, "prev": newest["mac"]}
        return fresh
    key = "seq" if name == "history" else "id"
    fresh[key] = 10**7 + n if name == "search_doc" else None
    if name == "search_doc":
        fresh["id"] = row["id"] + 10**7 + n
    if name == "customers":
        fresh |= {"uid": secrets.token_hex(8), "customer_no": f"XX-{n}"}
    return fresh


def exporting_(table: Table, store: Store, place: Path) -> Path:
    """All customers to .xlsx, against openpyxl's write-only mode with the same cells."""
    import openpyxl

    out = place / "export.xlsx"
    spent = timed(lambda: exporting.export(store, "customer_master", out))
    rows = sheets.read_sheet(out).rows

    def bare() -> None:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        book.save(place / "bare.xlsx")

    table.row(f"export {len(rows) - 1:,} customers to .xlsx", spent, timed(bare), 0.5)
    return out


def importing_(table: Table, place: Path, file: Path, target: Store, twin: Store) -> None:
    """An .xlsx into an empty office, against calamine and bare executemany of the same rows, texts and audit."""
    from python_calamine import CalamineWorkbook

    def ours() -> None:
        importing.run_import(target, importing.prepare(target, "customer_master", file))

    spent = timed(ours)
    names = ("customers", "history", "audit", "search_doc", "customer_status_history")
    copied: dict[str, tuple[str, list[Any]]] = {}
    for name in names:
        found = target.db.conn.execute(f'SELECT * FROM "{name}"')
        cols = [c[0] for c in found.description]
        rows = found.fetchall()
        if name == "customers":
            at = cols.index("record_completeness")
            cols.pop(at)
            rows = [r[:at] + r[at + 1:] for r in rows]
        if name == "audit":  # the chain only takes the next number
            next_seq = twin.value("SELECT max(seq) FROM audit") + 1
            rows = [(next_seq + n, *r[1:]) for n, r in enumerate(rows)]
        copied[name] = (f'INSERT OR IGNORE INTO "{name}" ({", ".join(cols)}) VALUES ({", ".join("?" * len(cols))})', rows)
    grams = [(i, s) for i, s in target.db.conn.execute("SELECT id, source FROM search_doc").fetchall()]

    def bare() -> None:
        CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
        conn = twin.db.conn
        conn.execute("PRAGMA foreign_keys=OFF")
        conn.execute("BEGIN IMMEDIATE")
        for sql, rows in copied.values():
            conn.executemany(sql, rows)
        from crm_desktop.kit.search.grams import grams as spell
        conn.executemany("INSERT INTO search_index (rowid, grams) VALUES (?, ?)", [(i, spell(s)) for i, s in grams])
        conn.commit()

    table.row(f"import {len(grams):,} customers from .xlsx", spent, timed(bare), 2)


def reporting(table: Table, store: Store) -> None:
    """customer-analysis against its queries and the drawing of the same paper."""
    from crm_desktop.customers import figures
    from crm_desktop.customers import report as papers
    from crm_desktop.kit.period import Period

    options = report.Options(period="2026-10")
    paper = papers.analysis(store, options)
    period = Period.parse("2026-10")

    def bare() -> None:
        figures.total(store)
        for field in ("region", "customer_class", "customer_grade", "industry", "lifecycle_stage"):
            figures.by(store, field)
        figures.completeness(store)
        figures.movement(store, period)
        month = period
        for _n in range(6):
            figures.changed_in(store, month)
            month = month.previous()
        report.write(store, paper, BytesIO())

    report.make(store, "customer-analysis", options, BytesIO())
    a, b = in_turn(lambda: report.make(store, "customer-analysis", options, BytesIO()), bare, 5)
    table.row("customer-analysis", a, b, 1.5)


def listing(table: Table, store: Store, small: Store, label: str) -> None:
    """The list opened and its first page read, against the same with 100 customers."""
    def page(one: Store) -> None:
        query.Query("customer_master").run(one).rows(0, 60, _LIST)

    a, b = in_turn(lambda: page(store), lambda: page(small), 9)
    table.row(f"list opened, first page read, {label} / 100", a, b, None)


def stamp() -> str:
    """When this was run."""
    return clock.stamp()
